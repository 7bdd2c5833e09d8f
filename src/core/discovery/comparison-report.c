/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/discovery/discovery.h"
#include "core/graph/compare.h"
#include "core/report/sections.h"

#define MAX_DIFFERENCES 200
#define FEW_DIFFERENCES 20 /* more stand at the end */

static void
add_verdict (WfReportBuilder *builder, const WfComparison *comparison, gsize n_truth)
{
  gsize n_common = n_truth - comparison->missing;
  g_autofree char *shd = wf_format_count (comparison->shd);
  g_autofree char *common = wf_format_count (n_common);
  g_autofree char *truth = wf_format_count (n_truth);
  g_autofree char *extra = wf_format_count (comparison->extra);
  g_autofree char *reoriented = wf_format_count (comparison->reoriented);
  g_autofree char *text = NULL;

  text =
      comparison->shd == 0
          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "**The graphs agree** in all pairs: %s edge, with the same marks.",
                                          "**The graphs agree** in all pairs: %s edges, with the same marks.",
                                          n_truth),
                             truth)
          : g_strdup_printf (
                _ ("**Structural Hamming distance %s:** %s of %s edges of the first graph are in the second, "
                   "%s of them with other marks; %s more are only in the second."),
                shd, common, truth, reoriented, extra);
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
}

/* the edge from a to b as written between their names, "no edge" without one */
static const char *
describe_pair (WfGraph *graph, guint a, guint b)
{
  if (!wf_graph_is_adjacent (graph, a, b))
    return _ ("no edge");
  return wf_marks_to_text (wf_graph_get_mark (graph, b, a), wf_graph_get_mark (graph, a, b));
}

static void
add_difference (WfReportBuilder *builder,
                WfGraph *truth,
                WfGraph *estimate,
                guint a,
                guint b,
                guint in_estimate_a,
                guint in_estimate_b)
{
  g_autofree char *a_name = wf_report_escape (wf_graph_get_name (truth, a));
  g_autofree char *b_name = wf_report_escape (wf_graph_get_name (truth, b));
  const char *cells[] = { a_name, b_name, describe_pair (truth, a, b),
                          describe_pair (estimate, in_estimate_a, in_estimate_b), NULL };

  wf_report_builder_add_row (builder, cells);
}

/* Differences one by one, by the order of nodes in the truth. */
static void
add_differences (WfReportBuilder *builder, WfGraph *truth, WfGraph *estimate, gsize n_differences)
{
  const char *heads[] = { _ ("Variable"), _ ("Variable"), _ ("First graph"), _ ("Second graph"), NULL };
  gsize n = wf_graph_get_n_nodes (truth);
  g_autofree guint *position = g_new (guint, n);
  g_autofree char *caption = NULL;
  gsize n_added = 0;

  for (guint v = 0; v < n; v++)
    position[v] = (guint) wf_graph_find_node (estimate, wf_graph_get_name (truth, v));
  if (n_differences > MAX_DIFFERENCES)
    caption = g_strdup_printf (_ ("The first %d of %zu differences."), MAX_DIFFERENCES, n_differences);
  wf_report_builder_add_text (builder, n_differences > FEW_DIFFERENCES ? WF_BLOCK_APPENDIX : WF_BLOCK_HEADING,
                              _ ("Where they differ"));
  wf_report_builder_set_id (builder, "differences");
  wf_report_builder_begin_table (builder, heads, "ssss", caption);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n && n_added < MAX_DIFFERENCES; b++)
      if (wf_graph_get_mark (truth, a, b) != wf_graph_get_mark (estimate, position[a], position[b]) ||
          wf_graph_get_mark (truth, b, a) != wf_graph_get_mark (estimate, position[b], position[a]))
        {
          add_difference (builder, truth, estimate, a, b, position[a], position[b]);
          n_added++;
        }
}

static void
add_share (WfReportBuilder *builder, const char *name, double value, const char *meaning)
{
  g_autofree char *number = wf_format_number (value);
  const char *cells[] = { name, number, meaning, NULL };

  wf_report_builder_add_row (builder, cells);
}

static void
add_measures (WfReportBuilder *builder, const WfComparison *comparison)
{
  const char *heads[] = { _ ("Measure"), _ ("Value"), _ ("Share of"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Measures"));
  wf_report_builder_begin_table (builder, heads, "ses", NULL);
  add_share (builder, _ ("Adjacency precision"), comparison->adjacency_precision,
             _ ("edges of the second graph that are in the first"));
  add_share (builder, _ ("Adjacency recall"), comparison->adjacency_recall,
             _ ("edges of the first graph that are in the second"));
  add_share (builder, _ ("Arrowhead precision"), comparison->arrowhead_precision,
             _ ("arrowheads of the second graph that are in the first"));
  add_share (builder, _ ("Arrowhead recall"), comparison->arrowhead_recall,
             _ ("arrowheads of the first graph that are in the second"));
}

static void
add_figure (WfReportBuilder *builder, WfGraph *truth, WfGraph *estimate)
{
  g_autoptr (WfFigure) figure = wf_comparison_figure (truth, estimate);

  wf_report_builder_add_figure (
      builder, figure,
      _ ("Both graphs laid over each other. Dashed with −: only in the first, taken as the truth. With +: "
         "only "
         "in the second. With ≠: in both, drawn as in the second, with other marks in the first."));
}

static void
add_reasons (WfReportBuilder *builder, WfGraph *truth, WfGraph *estimate)
{
  const char *sentences[] = {
    _ ("Which of the graphs is right was not asked: the first is taken as the truth, and no data were looked "
       "at."),
    _ ("Whether a difference matters for an effect was not computed."),
  };

  wf_report_builder_begin_doubts (builder);
  if (wf_graph_get_kind (truth) != wf_graph_get_kind (estimate))
    wf_report_builder_add_text (
        builder, WF_BLOCK_CALLOUT,
        _ ("The graphs are of different kinds. An edge whose direction one of them leaves open counts as a "
           "difference; compare graphs of one kind to avoid that."));
  wf_report_builder_add_text (
      builder, WF_BLOCK_PROSE,
      _ ("Every difference counts as one, whatever hangs on it: graphs a few edges apart can give the same "
         "answers, and graphs one edge apart others. If the first graph is itself an estimate, the figures "
         "tell of agreement, not of truth."));
  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Structural Hamming distance"),
                              _ ("pairs that are joined in one graph only, or with other marks (Tsamardinos, "
                                 "Brown & Aliferis 2006, Machine Learning 65)"));
  wf_report_builder_add_fact (builder, _ ("Precision, recall"),
                              _ ("of the edges whatever their marks, and of the arrowheads"));
}

/**
 * wf_comparison_report:
 * @truth: the graph to measure by
 * @estimate: the graph measured, over the same names
 * @provenance: (nullable): where the graphs come from
 * @error: WF_ERROR_DATA when the graphs have different nodes
 *
 * How far an estimate is from the truth, and where.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_comparison_report (WfGraph *truth, WfGraph *estimate, WfProvenance *provenance, GError **error)
{
  g_autoptr (WfReportBuilder) builder = NULL;
  WfComparison comparison;

  if (!wf_graph_compare (truth, estimate, &comparison, error))
    return NULL;
  builder = wf_report_builder_new (_ ("Comparison report"), _ ("How close are the two graphs?"));
  add_verdict (builder, &comparison, wf_graph_get_n_edges (truth));
  wf_report_builder_add_abstract (
      builder, _ ("The comparison is exact; whether either graph is right it can’t tell."), provenance);
  add_figure (builder, truth, estimate);
  add_measures (builder, &comparison);
  if (comparison.shd > FEW_DIFFERENCES)
    wf_report_builder_add_text (builder, WF_BLOCK_PROSE,
                                _ ("The differences are told one by one in the [appendix](#differences)."));
  else if (comparison.shd > 0)
    add_differences (builder, truth, estimate, comparison.shd);
  add_reasons (builder, truth, estimate);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  if (comparison.shd > FEW_DIFFERENCES)
    add_differences (builder, truth, estimate, comparison.shd);
  return wf_report_builder_end (builder);
}
