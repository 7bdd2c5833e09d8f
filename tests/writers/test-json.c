/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/json.h"
#include "core/report/figure-chart.h"
#include "sample.h"
#include "writers/json-values.h"

static JsonNode *
write_json (WfReport *report)
{
  g_autoptr (GBytes) bytes = sample_write (report, "json", WF_PAPER_A4);
  g_autoptr (GError) error = NULL;
  JsonNode *root =
      wf_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "report.json", &error);

  g_assert_no_error (error);
  return root;
}

static JsonObject *
get_block (JsonNode *root, guint i)
{
  return json_array_get_object_element (wf_json_get_array (json_node_get_object (root), "blocks"), i);
}

static void
test_blocks (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autoptr (JsonNode) root = write_json (report);
  JsonObject *object = json_node_get_object (root);
  JsonObject *table = get_block (root, 4);
  JsonArray *row;

  g_assert_cmpstr (wf_json_get_string (object, "title"), ==, SAMPLE_TITLE);
  g_assert_cmpstr (wf_json_get_string (object, "kind"), ==, "Attribution report");
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (object, "blocks")), ==,
                    wf_report_get_n_blocks (report));
  g_assert_cmpstr (wf_json_get_string (get_block (root, 0), "text"), ==,
                   "Most likely step 1: probability 0.41, evidence moderate.");
  g_assert_cmpstr (wf_json_get_string (table, "kind"), ==, "table");
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (table, "rows")), ==, 2);
  row = json_array_get_array_element (wf_json_get_array (table, "rows"), 0);
  g_assert_cmpstr (json_array_get_string_element (row, 1), ==, "Step 1, Verification_Expert");
}

static void
test_figures (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autoptr (JsonNode) root = write_json (report);
  JsonObject *graph = wf_json_get_object (get_block (root, 0), "figure");
  JsonObject *timeline = wf_json_get_object (get_block (root, 1), "figure");
  JsonObject *chart = wf_json_get_object (get_block (root, 2), "figure");
  JsonObject *edge =
      json_array_get_object_element (wf_json_get_array (wf_json_get_object (graph, "graph"), "edges"), 0);
  JsonObject *tar = json_array_get_object_element (wf_json_get_array (graph, "nodes"), 1);
  JsonObject *explained = json_array_get_object_element (wf_json_get_array (graph, "explained"), 0);
  JsonObject *step = json_array_get_object_element (wf_json_get_array (timeline, "steps"), 1);
  JsonObject *bar = json_array_get_object_element (wf_json_get_array (chart, "rows"), 0);

  g_assert_cmpstr (wf_json_get_string (edge, "mark_b"), ==, "arrow");
  g_assert_false (json_object_has_member (edge, "probability"));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (wf_json_get_object (tar, "after"), "mean"),
                                  3, 1e-12);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (graph, "explained")), ==, 1);
  g_assert_cmpstr (wf_json_get_string (explained, "b"), ==, "cancer");
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (graph, "chosen")), ==, 1);
  g_assert_false (json_object_get_boolean_member (tar, "weak"));
  g_assert_true (json_object_get_boolean_member (
      json_array_get_object_element (wf_json_get_array (graph, "nodes"), 2), "weak"));
  g_assert_cmpstr (wf_json_get_string (step, "lane"), ==, "Coder");
  g_assert_cmpfloat (json_object_get_double_member (step, "blame"), ==, 0.75);
  g_assert_cmpfloat (json_object_get_double_member (step, "deficiency"), ==, 0.125);
  g_assert_cmpfloat (json_object_get_double_member (step, "deficiency_before"), ==, 0.5);
  g_assert_cmpfloat (json_object_get_double_member (bar, "from"), ==, 0.78);
}

static JsonObject *
get_row (JsonNode *root, guint block, guint row)
{
  return json_array_get_object_element (
      wf_json_get_array (wf_json_get_object (get_block (root, block), "figure"), "rows"), row);
}

/* Numbers that aren't finite are null. */
static void
test_charts (void)
{
  const char *const names[] = { "a", "b", NULL };
  const double x[] = { 1, 2 }, y[] = { 3, NAN };
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Charts", "Charts");
  g_autoptr (WfFigure) forest = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  g_autoptr (WfFigure) heat = wf_figure_new_heat (names);
  g_autoptr (WfFigure) curves = wf_figure_new_chart (WF_CHART_CURVES, NAN, NAN);
  g_autoptr (WfReport) report = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *interval;

  wf_figure_add_bar (forest, "one", NAN, 0.5, NULL, FALSE);
  wf_figure_set_bar_interval (forest, 0, -INFINITY, 0.75);
  wf_figure_set_chart_axis (forest, "ms");
  wf_figure_set_heat_cell (heat, 1, 0, 0.97);
  wf_figure_add_curve (curves, &(WfCurveRow){ "c", "words", x, y, NULL, NULL, 2 });
  wf_report_builder_add_figure (builder, forest, NULL);
  wf_report_builder_add_figure (builder, heat, NULL);
  wf_report_builder_add_figure (builder, curves, NULL);
  report = wf_report_builder_end (builder);
  root = write_json (report);
  interval = wf_json_get_object (get_row (root, 0, 0), "interval");
  g_assert_cmpstr (wf_json_get_string (wf_json_get_object (get_block (root, 0), "figure"), "axis"), ==, "ms");
  g_assert_cmpstr (wf_json_get_string (wf_json_get_object (get_block (root, 0), "figure"), "kind"), ==,
                   "forest");
  g_assert_true (json_object_get_null_member (interval, "low"));
  g_assert_cmpfloat (json_object_get_double_member (interval, "high"), ==, 0.75);
  g_assert_cmpstr (wf_json_get_string (get_row (root, 1, 1), "from"), ==, "b");
  g_assert_cmpfloat (json_array_get_double_element (wf_json_get_array (get_row (root, 1, 1), "shares"), 0),
                     ==, 0.97);
  g_assert_true (json_array_get_null_element (wf_json_get_array (get_row (root, 1, 1), "shares"), 1));
  g_assert_cmpfloat (json_array_get_double_element (wf_json_get_array (get_row (root, 2, 0), "y"), 0), ==, 3);
  g_assert_true (json_array_get_null_element (wf_json_get_array (get_row (root, 2, 0), "y"), 1));
  g_assert_false (json_object_has_member (get_row (root, 2, 0), "low"));
}

static void
test_numbers (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  wf_json_add_number (builder, NAN);
  wf_json_add_number (builder, INFINITY);
  wf_json_add_number (builder, 0.1);
  wf_json_add_marginal (builder, NULL);
  wf_json_add_variant (builder, NULL);
  wf_json_add_strings (builder, NULL);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = wf_json_to_text (root);
  g_assert_cmpstr (text, ==, "[\n  null,\n  null,\n  0.1,\n  null,\n  {},\n  []\n]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writers/json/blocks", test_blocks);
  g_test_add_func ("/writers/json/figures", test_figures);
  g_test_add_func ("/writers/json/charts", test_charts);
  g_test_add_func ("/writers/json/numbers", test_numbers);
  return g_test_run ();
}
