/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"

G_BEGIN_DECLS

/**
 * WfComparison:
 * @shd: structural Hamming distance: pairs whose edge differs in any way (Tsamardinos, Brown & Aliferis 2006)
 * @missing: pairs adjacent in the truth only
 * @extra: pairs adjacent in the estimate only
 * @reoriented: pairs adjacent in both, with other marks
 * @adjacency_precision: NaN when the estimate has no edge
 * @adjacency_recall: NaN when the truth has no edge
 * @arrowhead_precision: over arrow marks; NaN when the estimate has none
 * @arrowhead_recall: over arrow marks; NaN when the truth has none
 */
typedef struct
{
  gsize  shd;
  gsize  missing, extra, reoriented;
  double adjacency_precision, adjacency_recall;
  double arrowhead_precision, arrowhead_recall;
} WfComparison;

/* nodes are matched by name; WF_ERROR_DATA when the sets of names differ (the message lists up to three) */
WF_API gboolean wf_graph_compare (WfGraph *truth, WfGraph *estimate, WfComparison *comparison, GError **error);
/* the nodes that other has as well, by name, and the edges between them: what is left to compare of graphs of different nodes.
 * WF_ERROR_DATA: no node in common */
WF_API WfGraph *wf_graph_restrict (WfGraph *self, WfGraph *other, GError **error);

G_END_DECLS
