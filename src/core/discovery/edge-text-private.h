/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"

G_BEGIN_DECLS

/* The edge from `a` to `b` as written between their names: "→", "–", "o→", ...; "" without an edge */
const char *wf_edge_marks_to_text (WfGraph *graph, guint a, guint b);

G_END_DECLS
