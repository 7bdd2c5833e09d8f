/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/edge-text-private.h"

const char *
wf_edge_marks_to_text (WfGraph *graph, guint a, guint b)
{
  static const char *const texts[4][4] = {
    /* at a: none, tail, arrow, circle; at b: none, tail, arrow, circle */
    { "", "", "", "" },
    { "", "–", "→", "–o" },
    { "", "←", "↔", "←o" },
    { "", "o–", "o→", "o–o" },
  };

  return texts[wf_graph_get_mark (graph, b, a)][wf_graph_get_mark (graph, a, b)];
}
