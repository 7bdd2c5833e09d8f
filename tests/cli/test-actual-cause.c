/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "run.h"

static char *
find_story (const char *name)
{
  return g_build_filename (SOURCEDIR, "data", "samples", "stories", name, NULL);
}

static void
test_equations (void)
{
  g_autofree char *story = find_story ("rock-throwing.scm");
  g_autoptr (Run) suzy =
      run_cli (NULL, "actual-cause", story, "--cause", "ST=1", "--effect", "BS=1", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "actual-cause", story, "--cause", "BT=1", "--effect", "BS=1", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (suzy, "actual-cause", &root));
  JsonObject *witness = wf_json_get_object (result, "witness");

  g_assert_false (json_object_get_boolean_member (result, "but_for"));
  g_assert_true (json_object_get_boolean_member (result, "modified_hp"));
  g_assert_true (json_object_get_boolean_member (result, "hp2005"));
  g_assert_true (json_object_get_boolean_member (result, "sufficient"));
  g_assert_cmpfloat (json_object_get_double_member (result, "responsibility"), ==, 0.5);
  g_assert_cmpint (json_object_get_int_member (wf_json_get_object (witness, "changed"), "ST"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (wf_json_get_object (witness, "held"), "BH"), ==, 0);
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "is no cause of BS=1, and part of none"));
}

static void
test_context_and_list (void)
{
  g_autofree char *story = find_story ("rock-throwing.scm");
  g_autoptr (Run) list =
      run_cli (NULL, "actual-cause", story, "--effect", "BS=1", "--context", "Suzy_wants=0", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "actual-cause", story, "--effect", "BS=1", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (list, "actual-cause", &root));
  JsonArray *causes = wf_json_get_array (result, "causes");

  /* without Suzy, Billy's throw and his hit */
  g_assert_cmpuint (json_array_get_length (causes), ==, 2);
  g_assert_true (
      json_object_has_member (wf_json_get_object (json_array_get_object_element (causes, 0), "cause"), "BT"));
  g_assert_true (json_object_get_boolean_member (result, "complete"));
  g_assert_true (g_str_has_prefix (text->out, "2 causes of BS=1"));
}

static void
test_budget (void)
{
  g_autofree char *story = find_story ("vote-5-0.scm");
  g_autoptr (Run) run = run_cli (NULL, "actual-cause", story, "--cause", "V1=1", "--effect", "WIN=1",
                                 "--budget", "3", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "actual-cause", &root));

  g_assert_true (json_object_get_null_member (result, "hp2005"));
  g_assert_true (json_object_get_null_member (result, "responsibility"));
  g_assert_false (json_object_get_boolean_member (result, "but_for"));
}

static void
test_report (void)
{
  g_autofree char *story = find_story ("railroad-switch.scm");
  g_autofree char *report = file_path ("switch.md");
  g_autoptr (Run) run = run_cli (NULL, "actual-cause", story, "--cause", "F=1", "--effect", "ARR=1",
                                 "--normal", "F=0", "--report", report, NULL);
  g_autofree char *text = NULL;

  run_assert (run, 0);
  text = file_read (report);
  g_assert_nonnull (strstr (text, "Is F = 1 a cause of ARR=1?"));
  g_assert_nonnull (strstr (text, "LT = 0"));
  g_assert_nonnull (strstr (text, "Values that aren’t normal: 1 in what happened"));
}

static void
test_table (void)
{
  g_autofree char *table = find_story ("wires.csv");
  g_autofree char *report = file_path ("wires.md");
  g_autoptr (Run) run = run_cli (NULL, "actual-cause", table, "--effect", "the short circuit", "--report",
                                 report, "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "actual-cause", table, "--effect", "the short circuit", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "actual-cause", &root));
  JsonArray *events = wf_json_get_array (result, "events");

  g_assert_false (json_object_get_boolean_member (result, "cause"));
  g_assert_cmpuint (json_array_get_length (events), ==, 1);
  g_assert_cmpstr (
      wf_json_get_string (wf_json_get_object (json_node_get_object (root), "parameters"), "order"), ==,
      "earliest");
  run_assert (text, 0);
  g_assert_true (
      g_str_has_prefix (text->out, "Did this cause “the short circuit”: “the black wire touches the"));
  g_assert_true (g_file_test (report, G_FILE_TEST_EXISTS));
}

/* What a language model may answer of a story. */
static void
test_json (void)
{
  g_autofree char *story =
      file_write ("story.json", "{\"causal_events\": {"
                                "\"the layup\": {\"focal\": true, \"order\": 0, \"sufficient\": true},"
                                "\"the three-pointer\": {\"order\": 1, \"sufficient\": 1}},"
                                "\"outcome_event\": {\"the win\": {\"order\": 2}}}");
  g_autofree char *bad = file_write ("bad.json", "{\"causal_events\": {\"a\": {\"focal\": \"yes\"}}}");
  g_autoptr (Run) run = run_cli (NULL, "actual-cause", story, NULL);
  g_autoptr (Run) refused = run_cli (NULL, "actual-cause", bad, NULL);

  run_assert (run, 0);
  g_assert_true (g_str_has_prefix (run->out, "Did this cause “the win”: “the layup”? Yes\nthe layup is a "
                                             "cause of the win, since the layup occurs the earliest"));
  g_assert_null (strstr (run->out, "three-pointer"));
  run_assert (refused, 1);
  run_assert_says (refused, "true or false");
}

static void
test_bad (void)
{
  g_autofree char *story = find_story ("rock-throwing.scm");
  g_autofree char *table = find_story ("wires.csv");
  g_autofree char *misspelt = file_write ("misspelt.csv", "event,focal,suficient\nthe layup,yes,yes\n");
  g_autofree char *broken = file_write ("broken.scm", "A = 1\nB = A and\n");
  g_autoptr (Run) no_effect = run_cli (NULL, "actual-cause", story, "--cause", "ST=1", NULL);
  g_autoptr (Run) unknown =
      run_cli (NULL, "actual-cause", story, "--cause", "SX=1", "--effect", "BS=1", NULL);
  g_autoptr (Run) syntax = run_cli (NULL, "actual-cause", broken, "--effect", "B=1", NULL);
  g_autoptr (Run) mixed = run_cli (NULL, "actual-cause", table, "--effect", "x", "--cause", "A=1", NULL);
  g_autoptr (Run) nameless = run_cli (NULL, "actual-cause", misspelt, NULL);
  g_autoptr (Run) order = run_cli (NULL, "actual-cause", story, "--effect", "BS=1", "--order", "share", NULL);
  g_autoptr (Run) rule = run_cli (NULL, "actual-cause", table, "--effect", "x", "--order", "first", NULL);

  run_assert (no_effect, 2);
  run_assert (unknown, 1);
  run_assert_says (unknown, "did you mean");
  run_assert (syntax, 1);
  run_assert_says (syntax, "broken.scm:2:10");
  run_assert (mixed, 2);
  run_assert (nameless, 1);
  run_assert_says (nameless, "none of the columns sufficient");
  run_assert (order, 2);
  run_assert_says (order, "--order belongs to a table");
  run_assert (rule, 2);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/actual-cause/equations", test_equations);
  g_test_add_func ("/cli/actual-cause/context-and-list", test_context_and_list);
  g_test_add_func ("/cli/actual-cause/budget", test_budget);
  g_test_add_func ("/cli/actual-cause/report", test_report);
  g_test_add_func ("/cli/actual-cause/table", test_table);
  g_test_add_func ("/cli/actual-cause/json", test_json);
  g_test_add_func ("/cli/actual-cause/bad", test_bad);
  status = g_test_run ();
  files_clear ();
  return status;
}
