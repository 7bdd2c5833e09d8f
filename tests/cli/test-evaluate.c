/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define N_LOGS 6

/* The second of three workers errs, and nothing gives it away: "always step 2" is always right. */
static char *
write_log (guint index)
{
  g_autofree char *name = g_strdup_printf ("labelled-%u.json", index);
  g_autofree char *text = g_strdup_printf (
      "{\"history\": ["
      "{\"name\": \"Planner\", \"role\": \"assistant\", \"content\": \"Count the things of kind %u.\"},"
      "{\"name\": \"Ada\", \"role\": \"assistant\", \"content\": \"word\"},"
      "{\"name\": \"Ben\", \"role\": \"assistant\", \"content\": \"word\"},"
      "{\"name\": \"Ada\", \"role\": \"assistant\", \"content\": \"word\"}],"
      "\"question\": \"How many things of kind %u are there?\", \"is_correct\": false,"
      "\"mistake_agent\": \"Ben\", \"mistake_step\": \"2\"}",
      index, index);

  return file_write (name, text);
}

/* runs "evaluate LOGS --nested --repeats 2 ..." */
static Run *
run_nested (const char *option, const char *value)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_add (argv, "evaluate");
  for (guint i = 0; i < N_LOGS; i++)
    {
      g_autofree char *path = write_log (i);

      g_strv_builder_add (argv, path);
    }
  g_strv_builder_add_many (argv, "--nested", "--repeats", "2", option, value, NULL);
  all = g_strv_builder_end (argv);
  return run_cli_argv (NULL, (const char *const *) all);
}

/* Accuracy stands beside its interval, the floors and what makes it optimistic. */
static void
test_text (void)
{
  static const char *const parts[] = { "2 repeats of ten folds",
                                       "95 % interval",
                                       "first three",
                                       "log loss",
                                       "calibration error",
                                       "step: always step 2, or the last",
                                       "agent: always Ben",
                                       "not clearly better than a rule that reads no log",
                                       "1 to 3 points optimistic",
                                       "own framework" };
  g_autoptr (Run) run = run_nested (NULL, NULL);

  run_assert (run, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (run->out, parts[i]) == NULL)
      g_error ("“%s” is missing in:\n%s", parts[i], run->out);
}

static void
test_report (void)
{
  g_autofree char *path = file_path ("accuracy.md");
  g_autoptr (Run) run = run_nested ("--report", path);
  g_autofree char *report = NULL;

  run_assert (run, 0);
  report = file_read (path);
  g_assert_nonnull (strstr (report, "Nested cross-validation"));
  g_assert_nonnull (strstr (report, "95 % interval"));
  g_assert_nonnull (strstr (report, "always step 2, or the last"));
  g_assert_nonnull (strstr (report, "Log loss"));
  g_assert_nonnull (strstr (report, "ECE"));
  g_assert_nonnull (strstr (report, "1 to 3 points optimistic"));
}

static void
test_json (void)
{
  g_autoptr (Run) run = run_nested ("--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "evaluate", &root));
  JsonArray *logs = wf_json_get_array (result, "logs");
  JsonObject *subset = json_array_get_object_element (wf_json_get_array (result, "subsets"), 0);
  double hits = 0;

  g_assert_cmpuint (json_array_get_length (logs), ==, N_LOGS);
  for (guint i = 0; i < N_LOGS; i++)
    {
      JsonArray *ranks = wf_json_get_array (json_array_get_object_element (logs, i), "ranks");

      g_assert_cmpuint (json_array_get_length (ranks), ==, 2);
      for (guint r = 0; r < 2; r++)
        hits += json_array_get_int_element (ranks, r) == 1;
    }
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (subset, "step_accuracy"),
                                  hits / (2 * N_LOGS), 1e-12);
  g_assert_true (json_object_has_member (subset, "log_loss"));
  g_assert_true (json_object_has_member (subset, "calibration_error"));
  g_assert_true (json_object_has_member (subset, "interval"));
  g_assert_true (json_object_has_member (subset, "floors"));
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "notes")), >=, 2);
}

static void
test_usage (void)
{
  g_autofree char *log = write_log (0);
  g_autoptr (Run) both = run_cli (NULL, "evaluate", log, "--nested", "--profile", "default", NULL);
  g_autoptr (Run) lonely = run_cli (NULL, "evaluate", log, "--repeats", "3", NULL);
  g_autoptr (Run) none = run_cli (NULL, "evaluate", log, "--nested", "--repeats", "0", NULL);
  g_autoptr (Run) few = run_cli (NULL, "evaluate", log, "--nested", NULL);

  run_assert (both, 2);
  run_assert_says (both, "Give one of the two");
  run_assert (lonely, 2);
  run_assert_says (lonely, "--nested");
  run_assert (none, 2);
  run_assert_says (none, "from 1 to 100");
  run_assert (few, 1);
  run_assert_says (few, "at least 3 different questions");
}

/* On the public part of Who&When the log loss of the reference program, whose choice is among eight models of
 * 132 features, is 1.54 and 3.10 on the folds of five repeats of seed 1; one repeat may lie a little off. */
static void
test_who_and_when (void)
{
  static const struct
  {
    const char *name;
    double loss, floor;
  } expected[] = { { "Algorithm-Generated", 1.54 + 0.03, 25.0 / 88 },
                   { "Hand-Crafted", 3.10 + 0.10, 10.0 / 40 } };
  g_autofree char *folder = shared_file ("who-and-when");
  g_autoptr (Run) run = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *subsets;

  if (folder == NULL)
    return;
  run = run_cli (NULL, "evaluate", folder, "--nested", "--repeats", "1", "--json", NULL);
  subsets = wf_json_get_array (json_node_get_object (run_get_result (run, "evaluate", &root)), "subsets");
  g_assert_cmpuint (json_array_get_length (subsets), ==, G_N_ELEMENTS (expected));
  for (guint s = 0; s < G_N_ELEMENTS (expected); s++)
    {
      JsonObject *subset = json_array_get_object_element (subsets, s);
      JsonObject *floors = json_object_get_object_member (subset, "floors");
      double best = 0;
      g_autoptr (GList) values = json_object_get_values (floors);

      for (GList *l = values; l != NULL; l = l->next)
        best = fmax (best, json_node_get_double (l->data));
      g_assert_cmpstr (json_object_get_string_member (subset, "name"), ==, expected[s].name);
      g_assert_cmpfloat (json_object_get_double_member (subset, "log_loss"), <, expected[s].loss);
      g_assert_cmpfloat (best, >=, expected[s].floor - 1e-12);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/evaluate/text", test_text);
  g_test_add_func ("/cli/evaluate/report", test_report);
  g_test_add_func ("/cli/evaluate/json", test_json);
  g_test_add_func ("/cli/evaluate/usage", test_usage);
  g_test_add_func ("/cli/evaluate/who-and-when", test_who_and_when);
  status = g_test_run ();
  files_clear ();
  return status;
}
