/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/discovery/pag-report-private.h"

/* Of an edge A–B: the mark at A, the mark at B, and what they say (Zhang 2008, section 2). */
static const struct
{
  WfMark first, second;
  const char *text;
} sorts[] = {
  { WF_MARK_TAIL, WF_MARK_ARROW,
    N_ ("A causes B, directly or through variables that aren’t in the table; a hidden common cause may add "
        "to it") },
  { WF_MARK_ARROW, WF_MARK_ARROW, N_ ("neither causes the other: a hidden common cause is behind both") },
  { WF_MARK_CIRCLE, WF_MARK_ARROW,
    N_ ("B doesn’t cause A; whether A causes B, or a hidden common cause is behind both, is left open") },
  { WF_MARK_CIRCLE, WF_MARK_CIRCLE,
    N_ ("no set of the other variables separates the two; which causes which, or whether a hidden common "
        "cause is behind both, is left open") },
  { WF_MARK_TAIL, WF_MARK_TAIL,
    N_ ("the choice of the rows depends on both: their link may come from nothing else") },
  { WF_MARK_TAIL, WF_MARK_CIRCLE,
    N_ ("A causes B, or the choice of the rows depends on A; what the mark at B is, is left open") },
};

static gboolean
is_of_sort (const WfEdge *edge, WfMark first, WfMark second)
{
  return (edge->mark_a == first && edge->mark_b == second) ||
         (edge->mark_a == second && edge->mark_b == first);
}

static gboolean
has_edge (WfGraph *pag, WfMark first, WfMark second)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (pag, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    if (is_of_sort (&edges[e], first, second))
      return TRUE;
  return FALSE;
}

void
wf_pag_report_add_legend (WfGraph *pag, WfReportBuilder *builder)
{
  if (wf_graph_get_n_edges (pag) == 0)
    return;
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("What the marks mean"));
  wf_report_builder_begin_facts (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *edge = g_strdup_printf ("A %s B", wf_marks_to_text (sorts[i].first, sorts[i].second));
      const char *cells[] = { edge, _ (sorts[i].text), NULL };

      if (has_edge (pag, sorts[i].first, sorts[i].second))
        wf_report_builder_add_row (builder, cells);
    }
}
