/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define GRAPH "digraph { x -> z; y -> z; z -> w; x -> w }\n"

static double
get_effect (JsonObject *result, const char *name)
{
  return json_object_get_double_member (wf_json_get_object (result, name), "effect");
}

/* w = 2 z + noise with z = x + y: nothing but noise goes along x → w, and all through z */
static void
test_linear (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 4000);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autofree char *report = file_path ("mediation.md");
  g_autoptr (Run) run = run_cli (NULL, "mediate", table, "--graph", graph, "--exposure", "x", "--from", "0",
                                 "--to", "1", "--outcome", "w", "--hold", "z=1", "--path", "x,z,w", "--path",
                                 "x,w", "--model", "linear-gaussian", "--report", report, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "mediate", &root));
  g_autofree char *text = file_read (report);
  double direct = get_effect (result, "natural_direct"), total = get_effect (result, "total");

  g_assert_true (json_object_get_boolean_member (result, "exact"));
  g_assert_cmpfloat_with_epsilon (direct, 0.0, 0.15);
  g_assert_cmpfloat_with_epsilon (get_effect (result, "controlled_direct"), direct, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_effect (result, "path_specific"), total, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_effect (result, "natural_indirect"), total - direct, 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (result, "proportion_mediated"),
                                  1.0 - direct / total, 1e-9);
  g_assert_nonnull (strstr (text, "How does x affect w?"));
}

static void
test_sampled (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 1000);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) run = run_cli (NULL, "mediate", table, "--graph", graph, "--exposure", "x", "--outcome",
                                 "w", "--method", "sampling", "--draws", "1000", "--through", "z", NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "natural direct effect"));
  g_assert_nonnull (strstr (run->out, "directly"));
  g_assert_nonnull (strstr (run->out, "what it means"));
  g_assert_null (strstr (run->out, "computed exactly"));
}

static void
test_bad (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 100);
  g_autofree char *graph = file_write ("graph.dot", GRAPH);
  g_autoptr (Run) missing = run_cli (NULL, "mediate", table, "--graph", graph, "--exposure", "x", NULL);
  g_autoptr (Run) through = run_cli (NULL, "mediate", table, "--graph", graph, "--exposure", "x", "--outcome",
                                     "w", "--through", "y", NULL);
  g_autoptr (Run) path = run_cli (NULL, "mediate", table, "--graph", graph, "--exposure", "x", "--outcome",
                                  "w", "--path", "x,y,w", NULL);

  run_assert (missing, 2);
  run_assert_says (missing, "--outcome is missing");
  run_assert (through, 1);
  run_assert_says (through, "mediates nothing");
  run_assert (path, 1);
  run_assert_says (path, "no edge x → y");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/mediate/linear", test_linear);
  g_test_add_func ("/cli/mediate/sampled", test_sampled);
  g_test_add_func ("/cli/mediate/bad", test_bad);
  status = g_test_run ();
  files_clear ();
  return status;
}
