/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/run-comparison.h"
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

/* "A:words of the step|B:other words"; an agent in lower case is a tool */
static WfTrace *
make_run (const char *text)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_auto (GStrv) steps = g_strsplit (text, "|", -1);

  for (char **step = steps; *step != NULL; step++)
    {
      g_auto (GStrv) parts = g_strsplit (*step, ":", 2);
      gboolean is_tool = g_ascii_islower (*parts[0]);

      wf_trace_builder_add_step (builder, parts[0], parts[0], WF_STEP_MESSAGE,
                                 is_tool ? WF_ROLE_ENVIRONMENT : WF_ROLE_WORK, parts[1]);
    }
  return wf_trace_builder_end (builder, NULL);
}

static WfRunComparison *
compare (const char *first, const char *second)
{
  g_autoptr (WfTrace) one = make_run (first);
  g_autoptr (WfTrace) other = make_run (second);
  g_autoptr (GError) error = NULL;
  WfRunComparison *comparison = wf_compare_runs (one, other, NULL, &error);

  g_assert_no_error (error);
  return comparison;
}

/* Every step of both runs stands in exactly one pair, in order. */
static void
check_order (WfRunComparison *comparison)
{
  gssize next_first = 0, next_second = 0;

  for (gsize i = 0; i < wf_run_comparison_get_n_pairs (comparison); i++)
    {
      gssize first, second;
      double similarity;
      WfRunPairKind kind = wf_run_comparison_get_pair (comparison, i, &first, &second, &similarity);

      g_assert_cmpint (first < 0, ==, kind == WF_RUN_PAIR_ONLY_SECOND);
      g_assert_cmpint (second < 0, ==, kind == WF_RUN_PAIR_ONLY_FIRST);
      g_assert_cmpfloat (similarity, >=, 0);
      g_assert_cmpfloat (similarity, <=, 1);
      if (first >= 0)
        g_assert_cmpint (first, ==, next_first++);
      if (second >= 0)
        g_assert_cmpint (second, ==, next_second++);
    }
  g_assert_cmpint (next_first, ==, (gssize) wf_trace_get_n_steps (wf_run_comparison_get_first (comparison)));
  g_assert_cmpint (next_second, ==,
                   (gssize) wf_trace_get_n_steps (wf_run_comparison_get_second (comparison)));
}

static void
test_same (void)
{
  const char *run = "A:plan the search|tool:result|B:the answer is seven";
  g_autoptr (WfRunComparison) comparison = compare (run, run);
  g_autoptr (WfReport) report = wf_run_comparison_report (comparison, "a", "b", NULL);

  check_order (comparison);
  g_assert_cmpuint (wf_run_comparison_count (comparison, WF_RUN_PAIR_SAME), ==, 3);
  g_assert_cmpint (wf_run_comparison_get_divergence (comparison), ==, -1);
  g_assert_nonnull (strstr (wf_report_get_text (report, 0), "No agent does anything differently"));
}

/* A step in between is found; what a tool says differently is no divergence, what an agent does is. */
static void
test_inserted (void)
{
  g_autoptr (WfRunComparison) comparison = compare (
      "A:plan the search|tool:alpha|B:look at page one|B:the answer is seven",
      "A:plan the search|tool:omega|B:look at page one|A:check the sources twice|B:the answer is seven");
  gssize first, second, divergence = wf_run_comparison_get_divergence (comparison);

  check_order (comparison);
  g_assert_cmpuint (wf_run_comparison_count (comparison, WF_RUN_PAIR_SAME), ==, 3);
  g_assert_cmpuint (wf_run_comparison_count (comparison, WF_RUN_PAIR_ONLY_SECOND), ==, 2);
  g_assert_cmpint (wf_run_comparison_get_pair (comparison, (gsize) divergence, &first, &second, NULL), ==,
                   WF_RUN_PAIR_ONLY_SECOND);
  g_assert_cmpint (second, ==, 3);
}

/* The same in other words is where they part; what only one does comes later. */
static void
test_split (void)
{
  g_autoptr (WfRunComparison) comparison = compare (
      "A:plan the search in the archive|B:open page one|A:done with page one",
      "A:plan the search in the library|B:open page one|B:count the visits of july|A:done with page one");
  gssize first, second, split = wf_run_comparison_get_split (comparison);

  check_order (comparison);
  g_assert_cmpint (wf_run_comparison_get_divergence (comparison), ==, 0);
  g_assert_cmpint (wf_run_comparison_get_pair (comparison, (gsize) split, &first, &second, NULL), ==,
                   WF_RUN_PAIR_ONLY_SECOND);
  g_assert_cmpint (second, ==, 2);
}

static WfTrace *
make_ended (WfRunOutcome outcome)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, "x");
  wf_trace_builder_set_outcome (builder, outcome);
  return wf_trace_builder_end (builder, NULL);
}

static void
check_outcomes (WfRunOutcome first, WfRunOutcome second, const char *expected)
{
  g_autoptr (WfTrace) one = make_ended (first);
  g_autoptr (WfTrace) other = make_ended (second);
  g_autoptr (WfRunComparison) comparison = wf_compare_runs (one, other, NULL, NULL);
  g_autofree char *described = wf_run_comparison_describe_outcomes (comparison);

  g_assert_cmpstr (described, ==, expected);
}

static void
test_outcomes (void)
{
  check_outcomes (WF_RUN_FAILED, WF_RUN_SUCCEEDED, "The first run failed, the second succeeded.");
  check_outcomes (WF_RUN_SUCCEEDED, WF_RUN_FAILED, "The first run succeeded, the second failed.");
  check_outcomes (WF_RUN_FAILED, WF_RUN_FAILED, "Both runs failed.");
  check_outcomes (WF_RUN_SUCCEEDED, WF_RUN_SUCCEEDED, "Both runs succeeded.");
  check_outcomes (WF_RUN_FAILED, WF_RUN_UNKNOWN, NULL);
}

/* Several runs of one task, against each other and against themselves. */
static void
test_trials (void)
{
  g_autofree char *path = shared_data_path ("traces-tau-bench/airline-task-01.json");
  g_autoptr (WfSource) source = path != NULL ? wf_source_open_path (path, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) runs = source != NULL ? wf_traces_read (source, NULL, NULL) : NULL;

  if (path == NULL)
    return;
  g_assert_cmpuint (runs->len, ==, 4);
  for (guint i = 0; i < runs->len; i++)
    for (guint j = 0; j < runs->len; j++)
      {
        g_autoptr (WfRunComparison) comparison = wf_compare_runs (runs->pdata[i], runs->pdata[j], NULL, NULL);
        gssize divergence = wf_run_comparison_get_divergence (comparison);
        gssize split = wf_run_comparison_get_split (comparison);

        check_order (comparison);
        g_assert_true (split < 0 || split >= divergence);
        g_assert_cmpint (divergence < 0, ==, i == j);
        /* the policy of the airline is the same in all of them */
        g_assert_cmpint (wf_run_comparison_get_pair (comparison, 0, NULL, NULL, NULL), ==, WF_RUN_PAIR_SAME);
      }
}

/* Different agents never pair, however alike their words are. */
static void
test_agents (void)
{
  g_autoptr (WfRunComparison) comparison = compare ("A:open the door now", "B:open the door now");

  check_order (comparison);
  g_assert_cmpuint (wf_run_comparison_get_n_pairs (comparison), ==, 2);
  g_assert_cmpint (wf_run_comparison_get_divergence (comparison), ==, 0);
}

/* Without a price for gaps the number of equal steps of random runs is their longest common subsequence. */
static void
test_longest (void)
{
  static const char *const words[] = { "red", "green", "blue", "white" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 100; round++)
    {
      gsize longest[9][9] = { { 0 } };
      guint drawn[2][8];
      gint n[2];
      GString *text[2] = { g_string_new (NULL), g_string_new (NULL) };
      g_autoptr (WfRunComparison) comparison = NULL;

      for (gint r = 0; r < 2; r++)
        {
          n[r] = g_rand_int_range (rand, 1, 9);
          for (gint i = 0; i < n[r]; i++)
            {
              drawn[r][i] = (guint) g_rand_int_range (rand, 0, 4);
              g_string_append_printf (text[r], "%sA:%s", i > 0 ? "|" : "", words[drawn[r][i]]);
            }
        }
      for (gint i = 1; i <= n[0]; i++)
        for (gint j = 1; j <= n[1]; j++)
          longest[i][j] = drawn[0][i - 1] == drawn[1][j - 1] ? longest[i - 1][j - 1] + 1
                                                             : MAX (longest[i - 1][j], longest[i][j - 1]);
      comparison = compare (text[0]->str, text[1]->str);
      check_order (comparison);
      g_assert_cmpuint (wf_run_comparison_count (comparison, WF_RUN_PAIR_SAME), ==, longest[n[0]][n[1]]);
      g_string_free (text[0], TRUE);
      g_string_free (text[1], TRUE);
    }
}

static void
test_limits (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = make_run ("A:x");
  g_autoptr (WfTrace) large = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= WF_LIMIT_COMPARED_STEPS; i++)
    wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, "x");
  large = wf_trace_builder_end (builder, NULL);
  g_assert_null (wf_compare_runs (trace, large, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (wf_compare_runs (trace, trace, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-comparison/same", test_same);
  g_test_add_func ("/run-comparison/inserted", test_inserted);
  g_test_add_func ("/run-comparison/split", test_split);
  g_test_add_func ("/run-comparison/outcomes", test_outcomes);
  g_test_add_func ("/run-comparison/trials", test_trials);
  g_test_add_func ("/run-comparison/agents", test_agents);
  g_test_add_func ("/run-comparison/longest", test_longest);
  g_test_add_func ("/run-comparison/limits", test_limits);
  return g_test_run ();
}
