/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define CLASS "digraph { z -> w; x -> z; y -> z }\n"
#define OPEN  "digraph { z -> w [dir=none]; }\n"
#define CONFLICT                                                                                             \
  "digraph { graph [kind=cpdag]; z -> w [dir=none]; w -> x [dir=none]; x -> y [dir=none]; "                  \
  "y -> z [dir=none]; }\n"

/* w = 2 z + noise: of an open edge, one member says 2, and the other that there is no effect */
static void
test_range (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 2000);
  g_autofree char *graph = file_write ("open.dot", OPEN);
  g_autofree char *report = file_path ("range.md");
  g_autoptr (Run) run = run_cli (NULL, "possible-effects", table, "--graph", graph, "--exposure", "z",
                                 "--outcome", "w", "--report", report, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "possible-effects", &root));
  JsonArray *range = wf_json_get_array (result, "range");
  JsonArray *interval;
  g_autofree char *text = file_read (report);

  g_assert_cmpint (json_object_get_int_member (result, "members"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (result, "unanswered"), ==, 0);
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "effects")), ==, 2);
  g_assert_cmpfloat (json_array_get_double_element (range, 0), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (range, 1), 2.0, 0.1);
  g_assert_false (json_object_has_member (
      json_array_get_object_element (wf_json_get_array (result, "effects"), 0), "interval"));
  interval = wf_json_get_array (json_array_get_object_element (wf_json_get_array (result, "effects"), 1),
                                "interval");
  g_assert_cmpfloat (json_array_get_double_element (interval, 0), <, 2.0);
  g_assert_cmpfloat (json_array_get_double_element (interval, 1), >, 2.0);
  g_assert_nonnull (strstr (text, "What effect may z have"));
}

/* No graph fits a square of open edges: the edges at z are read all the same, and a warning says so. */
static void
test_conflict (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("conflict.dot", CONFLICT);
  g_autofree char *report = file_path ("conflict.md");
  g_autoptr (Run) run = run_cli (NULL, "possible-effects", table, "--graph", graph, "--exposure", "z",
                                 "--outcome", "x", "--report", report, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "possible-effects", &root));
  JsonArray *effects = wf_json_get_array (result, "effects");
  g_autofree char *text = file_read (report);

  g_assert_cmpuint (json_array_get_length (effects), ==, 3);
  g_assert_true (json_object_get_null_member (result, "members"));
  g_assert_true (json_object_get_null_member (json_array_get_object_element (effects, 0), "member"));
  g_assert_nonnull (strstr (text, "some of them conflict"));
  g_assert_nonnull (strstr (run->err, "some of them conflict"));
}

static void
test_text (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 500);
  g_autofree char *graph = file_write ("class.dot", CLASS);
  g_autoptr (Run) run = run_cli (NULL, "possible-effects", table, "--graph", graph, "--exposure", "x",
                                 "--outcome", "w", "--from", "1", "--to", "3", NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "Changing x by 2 changes the mean of w by "));
  g_assert_nonnull (strstr (run->out, "95 % interval"));
  g_assert_nonnull (strstr (run->out, "“mediate” and “intervene” answer, too"));
}

static void
test_bad (void)
{
  g_autofree char *table = make_collider_csv ("collider.csv", 100);
  g_autofree char *graph = file_write ("class.dot", CLASS);
  g_autoptr (Run) missing =
      run_cli (NULL, "possible-effects", table, "--graph", graph, "--exposure", "x", NULL);
  g_autoptr (Run) unknown =
      run_cli (NULL, "possible-effects", table, "--graph", graph, "--exposure", "X", "--outcome", "w", NULL);

  run_assert (missing, 2);
  run_assert_says (missing, "--outcome is missing");
  run_assert (unknown, 1);
  run_assert_says (unknown, "“x”");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/possible-effects/range", test_range);
  g_test_add_func ("/cli/possible-effects/conflict", test_conflict);
  g_test_add_func ("/cli/possible-effects/text", test_text);
  g_test_add_func ("/cli/possible-effects/bad", test_bad);
  status = g_test_run ();
  files_clear ();
  return status;
}
