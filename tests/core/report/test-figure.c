/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/report/figure.h"

static void
test_graph (void)
{
  const char *names[] = { "a", "b", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfFigure) figure = NULL;
  g_autoptr (WfMarginal) before = wf_marginal_new_normal ("b", 0, 1, -3, 3);
  g_autoptr (WfMarginal) after = wf_marginal_new_normal ("b", 1, 1, -3, 3);

  wf_graph_builder_add_arrow (builder, 0, 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  figure = wf_figure_new_graph (graph);
  g_assert_cmpint (wf_figure_get_kind (figure), ==, WF_FIGURE_GRAPH);
  g_assert_true (wf_figure_get_graph (figure) == graph);
  g_assert_cmpstr (wf_figure_get_alt (figure), ==, "A graph of 2 nodes and 1 edge.");
  wf_figure_set_alt (figure, wf_figure_get_alt (figure));
  wf_figure_set_alt (figure, "a causes b");
  g_assert_cmpstr (wf_figure_get_alt (figure), ==, "a causes b");

  g_assert_null (wf_figure_get_node_before (figure, 1));
  g_assert_cmpuint (wf_figure_get_node_flags (figure, 1), ==, 0);
  wf_figure_set_node (figure, 1, WF_NODE_SET | WF_NODE_AFFECTED, before, after, "= 1");
  /* again, from its own values: they must not be freed in between */
  wf_figure_set_node (figure, 1, WF_NODE_SET, wf_figure_get_node_before (figure, 1),
                      wf_figure_get_node_after (figure, 1), wf_figure_get_node_value (figure, 1));
  g_assert_true (wf_figure_get_node_before (figure, 1) == before);
  g_assert_true (wf_figure_get_node_after (figure, 1) == after);
  g_assert_cmpstr (wf_figure_get_node_value (figure, 1), ==, "= 1");
  g_assert_cmpuint (wf_figure_get_node_flags (figure, 1), ==, WF_NODE_SET);

  g_assert_false (wf_figure_is_edge_cut (figure, 0));
  wf_figure_set_edge_cut (figure, 0, TRUE);
  g_assert_true (wf_figure_is_edge_cut (figure, 0));
  g_assert_false (wf_figure_is_edge_explained (figure, 0));
  wf_figure_set_edge_explained (figure, 0, TRUE);
  g_assert_true (wf_figure_is_edge_explained (figure, 0));
}

static void
test_timeline (void)
{
  const char *lanes[] = { "planner", "coder", NULL };
  g_autoptr (WfFigure) figure = wf_figure_new_timeline (lanes);
  char words[] = "write the loop";
  WfTimelineStep step = { .lane = 1, .index = 4, .kind = "code", .words = words, .blame = 0.4, .suspect = 1 };
  guint from, to;
  double weight;
  gboolean is_on_path;

  wf_figure_add_step (figure, &step);
  step.words = NULL;
  wf_figure_add_step (figure, &step);
  words[0] = 'X';
  wf_figure_add_link (figure, 0, 1, 0.5, TRUE);
  wf_figure_set_outcome (figure, "failed");
  g_assert_cmpstr (wf_figure_get_lanes (figure)[1], ==, "coder");
  g_assert_cmpuint (wf_figure_get_n_steps (figure), ==, 2);
  g_assert_cmpstr (wf_figure_get_step (figure, 0)->words, ==, "write the loop");
  g_assert_cmpstr (wf_figure_get_step (figure, 1)->words, ==, "");
  g_assert_cmpuint (wf_figure_get_step (figure, 0)->index, ==, 4);
  g_assert_cmpuint (wf_figure_get_n_links (figure), ==, 1);
  wf_figure_get_link (figure, 0, &from, &to, &weight, &is_on_path);
  g_assert_cmpuint (from, ==, 0);
  g_assert_cmpuint (to, ==, 1);
  g_assert_cmpfloat (weight, ==, 0.5);
  g_assert_true (is_on_path);
  g_assert_cmpstr (wf_figure_get_outcome (figure), ==, "failed");
}

static void
check_range (WfFigure *figure, double expected_low, double expected_high)
{
  double low, high;

  wf_figure_get_chart_range (figure, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, expected_low, 1e-12);
  g_assert_cmpfloat_with_epsilon (high, expected_high, 1e-12);
}

static void
test_bars (void)
{
  g_autoptr (WfFigure) bars = wf_figure_new_chart (WF_CHART_BARS, NAN, NAN);
  g_autoptr (WfFigure) dumbbells = wf_figure_new_chart (WF_CHART_DUMBBELL, NAN, NAN);
  g_autoptr (WfFigure) fixed = wf_figure_new_chart (WF_CHART_BARS, -1, 1);
  const char *label, *text;
  double value;

  check_range (bars, 0, 1);
  wf_figure_add_bar (bars, "tar", 0, 4, "4", TRUE);
  wf_figure_add_bar (bars, "none", 0, NAN, NULL, FALSE);
  check_range (bars, 0, 4);
  wf_figure_add_bar (bars, "dose", 0, -2, NULL, FALSE);
  check_range (bars, -2, 4);
  g_assert_cmpuint (wf_figure_get_n_rows (bars), ==, 3);
  wf_figure_get_bar (bars, 0, &label, NULL, &value, &text, NULL);
  g_assert_cmpstr (label, ==, "tar");
  g_assert_cmpstr (text, ==, "4");
  g_assert_cmpfloat (value, ==, 4);

  check_range (dumbbells, 0, 1);
  wf_figure_add_bar (dumbbells, "a", 10, 12, NULL, FALSE);
  check_range (dumbbells, 10, 12);
  wf_figure_add_bar (fixed, "a", 0, 7, NULL, FALSE);
  check_range (fixed, -1, 1);
}

static void
test_histograms (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_HISTOGRAM, NAN, NAN);
  g_autoptr (WfMarginal) before = wf_marginal_new_normal ("b", 0, 1, -3, 3);
  g_autoptr (WfMarginal) after = wf_marginal_new_normal ("b", 1, 1, -3, 5);

  wf_figure_add_histogram (figure, before, after);
  wf_figure_add_histogram (figure, before, NULL);
  check_range (figure, -3, 5);
  g_assert_true (wf_figure_get_histogram_before (figure, 0) == before);
  g_assert_true (wf_figure_get_histogram_after (figure, 0) == after);
  g_assert_null (wf_figure_get_histogram_after (figure, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/figure/graph", test_graph);
  g_test_add_func ("/report/figure/timeline", test_timeline);
  g_test_add_func ("/report/figure/bars", test_bars);
  g_test_add_func ("/report/figure/histograms", test_histograms);
  return g_test_run ();
}
