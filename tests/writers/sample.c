/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "sample.h"

static WfProvenance *
create_provenance (void)
{
  WfProvenance *provenance = wf_provenance_new ();

  wf_provenance_add_input (provenance, "visits-0417.json",
                           "6f9df94de3b9fba581af8c0904dd9a2572c150e04d826fb23ae82fcf246388a6", "9 steps");
  wf_provenance_set_command (provenance, "wherefore-cli attribute visits-0417.json --repair 1");
  wf_provenance_set_seed (provenance, 7);
  wf_provenance_set_seconds (provenance, 0.004);
  return provenance;
}

static void
add_evidence (WfReportBuilder *builder)
{
  const char *heads[] = { "", "Suspect", "Why it is suspected", "Probability", NULL };
  const char *first[] = { "1", "**Step 1**, Verification_Expert", "First code; its execution failed.", "0.41",
                          NULL };
  const char *second[] = { "2", "**Step 4**, WebSurfer", "Could not find the monthly table | stopped.",
                           "0.22", NULL };

  const char *units[] = { NULL, "", NULL, "per run" };

  wf_report_builder_begin_table (builder, heads, "ssse", "Suspects in falling order.");
  wf_report_builder_set_units (builder, units);
  wf_report_builder_add_row (builder, first);
  wf_report_builder_add_row (builder, second);
}

WfReport *
sample_report_new (void)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Attribution report", SAMPLE_TITLE);
  g_autoptr (WfProvenance) provenance = create_provenance ();
  const char *model[] = { "Model", "Conditional logit over the steps.", NULL };
  const char *profile[] = { "Profile", "Default, with `prior` weights.", NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT,
                              "**Most likely step 1:** probability 0.41, evidence *moderate*.");
  wf_report_builder_add_text (builder, WF_BLOCK_ABSTRACT, "One run, [two suspects](#evidence).");
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "Question of the run: *which share fell in July?*");
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, "Evidence");
  wf_report_builder_set_id (builder, "evidence");
  add_evidence (builder);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, "Caution");
  wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, "The odds are still against it.");
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, "Method");
  wf_report_builder_begin_facts (builder);
  wf_report_builder_add_row (builder, model);
  wf_report_builder_add_row (builder, profile);
  wf_report_builder_begin_list (builder, TRUE);
  wf_report_builder_add_item (builder, "Read step 1.");
  wf_report_builder_add_item (builder, "Compare with [the paper](https://example.org/logit).");
  wf_report_builder_add_provenance (builder, provenance);
  wf_report_builder_add_text (builder, WF_BLOCK_APPENDIX, "The log");
  wf_report_builder_begin_list (builder, FALSE);
  wf_report_builder_add_item (builder, "Nine steps, see [nothing](#nowhere).");
  return wf_report_builder_end (builder);
}

WfReport *
sample_table_report_new (guint n_rows)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Table report", "Many rows");
  const char *heads[] = { "HeadName", "HeadWords", "HeadValue", NULL };

  wf_report_builder_begin_table (builder, heads, "sse", NULL);
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *name = g_strdup_printf ("r%uc0", row);
      g_autofree char *words = g_strdup_printf ("r%uc1", row);
      g_autofree char *value = g_strdup_printf ("r%uc2", row);
      const char *cells[] = { name, words, value, NULL };

      wf_report_builder_add_row (builder, cells);
    }
  return wf_report_builder_end (builder);
}

static WfFigure *
create_graph (void)
{
  const char *names[] = { "smoke", "tar", "cancer", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfMarginal) before = wf_marginal_new_normal ("tar", 2, 1, -1, 5);
  g_autoptr (WfMarginal) after = wf_marginal_new_normal ("tar", 3, 1, -1, 5);
  WfFigure *figure;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  figure = wf_figure_new_graph (graph);
  wf_figure_set_node (figure, 0, WF_NODE_SET, NULL, NULL, "= 1");
  wf_figure_set_node (figure, 1, WF_NODE_AFFECTED, before, after, NULL);
  wf_figure_set_edge_explained (figure, 1, TRUE);
  wf_figure_set_edge_chosen (figure, 0, TRUE);
  wf_figure_add_node_flags (figure, 2, WF_NODE_WEAK);
  wf_figure_set_alt (figure, "Smoke causes tar, tar causes cancer.");
  return figure;
}

static WfFigure *
create_timeline (void)
{
  const char *lanes[] = { "Planner", "Coder", NULL };
  WfFigure *figure = wf_figure_new_timeline (lanes);
  WfTimelineStep plan = { 0, 0, "plan", "Let us begin", 0.25, NAN, NAN, 2, FALSE, FALSE };
  WfTimelineStep code = { 1, 1, "code", "print (1)", 0.75, 0.125, 0.5, 1, TRUE, FALSE };

  wf_figure_add_step (figure, &plan);
  wf_figure_add_step (figure, &code);
  wf_figure_add_link (figure, 0, 1, 0.5, TRUE);
  wf_figure_set_outcome (figure, "wrong");
  wf_figure_set_alt (figure, "Two steps, the second to blame.");
  return figure;
}

static WfFigure *
create_chart (void)
{
  WfFigure *figure = wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);

  wf_figure_add_bar (figure, "step 1", 0.78, 0.31, NULL, TRUE);
  wf_figure_add_bar (figure, "random step", 0.78, 0.74, NULL, FALSE);
  wf_figure_set_alt (figure, "Failure probability falls from 0.78 to 0.31.");
  return figure;
}

WfReport *
sample_figure_report_new (void)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Figures", "Three figures");
  g_autoptr (WfFigure) graph = create_graph ();
  g_autoptr (WfFigure) timeline = create_timeline ();
  g_autoptr (WfFigure) chart = create_chart ();

  wf_report_builder_add_figure (builder, graph, "A graph.");
  wf_report_builder_add_figure (builder, timeline, "A timeline.");
  wf_report_builder_add_figure (builder, chart, "A chart.");
  return wf_report_builder_end (builder);
}

WfReport *
sample_graph_report_new (guint n_nodes, guint n_lines)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WfReportBuilder) report = wf_report_builder_new ("Graph", "Graph");
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfFigure) figure = NULL;

  for (guint i = 0; i < n_nodes; i++)
    g_ptr_array_add (names, g_strdup_printf ("node%u", i));
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 1; i < n_nodes; i++)
    wf_graph_builder_add_arrow (builder, i, (i - 1) / 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  figure = wf_figure_new_graph (graph);
  for (guint i = 0; i < n_lines; i++)
    wf_report_builder_add_text (report, WF_BLOCK_PROSE, "A line of text.");
  wf_report_builder_add_figure (report, figure, "A graph.");
  return wf_report_builder_end (report);
}

WfReport *
sample_text_report_new (const char *title, WfBlockKind kind, const char *text)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Text report", title);

  wf_report_builder_add_text (builder, kind, text);
  return wf_report_builder_end (builder);
}

GBytes *
sample_write (WfReport *report, const char *extension, WfPaper paper)
{
  g_autofree char *path = g_strdup_printf ("x.%s", extension);
  g_autoptr (GError) error = NULL;
  const WfWriter *writer = wf_writer_find_for_path (path, &error);
  GBytes *bytes;

  g_assert_no_error (error);
  bytes = writer->write (report, paper, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  return bytes;
}
