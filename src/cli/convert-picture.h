/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/invocation.h"

G_BEGIN_DECLS

/* what the ending of the path stands for: "svg", "pdf", "png" or "tikz" (.tikz, .tex); NULL = no picture */
const char *wf_convert_find_picture  (const char *path);
gboolean    wf_convert_write_picture (WfInvocation *invocation, WfGraph *graph, const char *picture, GFile *target, GError **error);

G_END_DECLS
