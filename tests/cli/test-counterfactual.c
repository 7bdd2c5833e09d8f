/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define GRAPH "digraph { x -> y }"
/* y = 2 x + 1 and noise of -1, 1, 1, -1; then a gap */
#define TABLE "x,y\n1.5,3\n2.5,7\n-1.5,-1\n-2.5,-5\n,2\n"

static void
test_value (void)
{
  g_autofree char *table = file_write ("rows.csv", TABLE);
  g_autofree char *graph = file_write ("rows.dot", GRAPH);
  g_autoptr (Run) run =
      run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "1", "--do", "x=4.5", "--continuous",
               "x,y", "--model", "linear-gaussian", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "1", "--do",
                                  "x+=2", "--continuous", "x,y", "--model", "linear-gaussian", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "counterfactual", &root));
  JsonObject *factual = wf_json_get_object (result, "factual");
  JsonObject *would = wf_json_get_object (result, "counterfactual");
  /* least squares through the four rows: sum x y = 4.5 + 17.5 + 1.5 + 12.5, sum x² = 17, means 0 and 1 */
  double slope = 36.0 / 17.0;

  g_assert_cmpint (json_object_get_int_member (result, "row"), ==, 1);
  g_assert_true (json_object_get_boolean_member (result, "exact"));
  g_assert_cmpfloat (json_object_get_double_member (factual, "y"), ==, 7.0);
  g_assert_cmpfloat (json_object_get_double_member (would, "x"), ==, 4.5);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (would, "y"), 7.0 + 2.0 * slope, 1e-9);
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "row 1 (the first is 0) under do(x + 2), computed exactly"));
  g_assert_nonnull (strstr (text->out, "11.2"));
}

/* A missing value is a distribution, and so is what follows from it. */
static void
test_gap (void)
{
  g_autofree char *table = file_write ("rows.csv", TABLE);
  g_autofree char *graph = file_write ("rows.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "4", "--do", "x=0",
                                 "--continuous", "x,y", "--model", "linear-gaussian", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "counterfactual", &root));
  JsonObject *y = wf_json_get_object (wf_json_get_object (result, "counterfactual"), "y");

  g_assert_cmpfloat (
      json_object_get_double_member (wf_json_get_object (wf_json_get_object (result, "factual"), "x"), "sd"),
      >, 0.0);
  g_assert_cmpfloat (json_object_get_double_member (y, "sd"), >, 0.0);
}

static void
test_mistakes (void)
{
  g_autofree char *table = file_write ("rows.csv", TABLE);
  g_autofree char *graph = file_write ("rows.dot", GRAPH);
  g_autoptr (Run) beyond = run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "5", "--do",
                                    "x=1", "--continuous", "x,y", NULL);
  g_autoptr (Run) negative =
      run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "-1", "--do", "x=1", NULL);
  g_autoptr (Run) none = run_cli (NULL, "counterfactual", table, "--graph", graph, "--do", "x=1", NULL);
  g_autoptr (Run) idle = run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "1", NULL);

  run_assert (beyond, 1);
  run_assert_says (beyond, "5 rows, counted from 0");
  run_assert (negative, 2);
  run_assert (none, 2);
  run_assert_says (none, "--row");
  run_assert (idle, 2);
  run_assert_says (idle, "--do");
}

static void
test_report (void)
{
  g_autofree char *table = file_write ("rows.csv", TABLE);
  g_autofree char *graph = file_write ("rows.dot", GRAPH);
  g_autofree char *path = file_path ("row.md");
  g_autofree char *markdown = NULL;
  g_autoptr (Run) run = run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "2", "--do", "x=0",
                                 "--continuous", "x,y", "--model", "linear-gaussian", "--report", path, NULL);

  run_assert (run, 0);
  markdown = file_read (path);
  g_assert_nonnull (strstr (markdown, "What would row 2 have been if x is set to 0?"));
  g_assert_nonnull (strstr (markdown, "would have been"));
  g_assert_nonnull (strstr (markdown, "wherefore-cli counterfactual"));
}

/* Rows that count several times are asked about as the file has them, where the model repeats them, too. */
static void
test_counted (void)
{
  g_autofree char *table = file_write ("counts.csv", "x,n,y\n1.5,3,3\n2.5,2,7\n-1.5,4,-1\n-2.5,1,-5\n");
  g_autofree char *graph = file_write ("rows.dot", GRAPH);
  g_autoptr (Run) run =
      run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "2", "--do", "x=0", "--weight", "n",
               "--continuous", "x,y", "--model", "linear-gaussian", "--json", NULL);
  g_autoptr (Run) beyond =
      run_cli (NULL, "counterfactual", table, "--graph", graph, "--row", "4", "--do", "x=0", "--weight", "n",
               "--continuous", "x,y", "--model", "linear-gaussian", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "counterfactual", &root));
  JsonObject *would = wf_json_get_object (result, "counterfactual");
  /* weighted least squares: sum n = 10, n x = 1, n y = 14, n x y = 67, n x² = 34.5 */
  double slope = (67 - 1.4) / (34.5 - 0.1);

  g_assert_cmpint (json_object_get_int_member (result, "row"), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (wf_json_get_object (result, "factual"), "x"), ==, -1.5);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (would, "y"), -1 + 1.5 * slope, 1e-9);
  run_assert (beyond, 1);
  run_assert_says (beyond, "4 rows, counted from 0");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/counterfactual/value", test_value);
  g_test_add_func ("/cli/counterfactual/gap", test_gap);
  g_test_add_func ("/cli/counterfactual/mistakes", test_mistakes);
  g_test_add_func ("/cli/counterfactual/report", test_report);
  g_test_add_func ("/cli/counterfactual/counted", test_counted);
  status = g_test_run ();
  files_clear ();
  return status;
}
