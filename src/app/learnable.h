/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/* What a search can take of a table, (transfer full): all of it, or, where it doesn't take numbers and levels together, the columns of
 * the kind that has more of them (numbers when level). accepts: of its descriptor. left_out: (out) (nullable) (transfer full): "condition, batch", or NULL for none. */
WfTable *wf_learnable_select (WfTable *table, WfDataKind accepts, char **left_out);
/* the columns of the table that are nodes of the graph, in the order of the nodes; all of them must be there */
WfTable *wf_learnable_select_nodes (WfTable *table, WfGraph *graph);

G_END_DECLS
