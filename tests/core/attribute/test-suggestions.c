/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/suggestions.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

/* The optimisation loop: a repair takes four fifths of a fault away; up to three, while each gains 0.02. */
#define KEEP       0.2
#define LEAST_GAIN 0.02
#define MOST       3

static WfBlame *
attribute_path (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTrace) trace = source != NULL ? wf_trace_read (source, NULL, &error) : NULL;
  WfBlame *blame = trace != NULL ? wf_attribute_trace (trace, NULL, 1, NULL, &error) : NULL;

  g_assert_no_error (error);
  return blame;
}

/* The failure after suggestions 0..k - 1 and a repair of `step`, by running the model through again. */
static double
repair_also (WfBlame *blame, WfSuggestions *suggestions, gsize k, gsize step)
{
  gsize n;
  const WfRepair *repairs = wf_suggestions_get_repairs (suggestions, &n);
  WfRepair tried[MOST + 1];

  memcpy (tried, repairs, k * sizeof *tried);
  tried[k] = (WfRepair){ step, KEEP };
  return wf_blame_get_repaired (blame, tried, k + 1, NULL);
}

static gboolean
is_suggested (WfSuggestions *suggestions, gsize n, gsize step)
{
  for (gsize k = 0; k < n; k++)
    if (wf_suggestions_get_step (suggestions, k) == step)
      return TRUE;
  return FALSE;
}

/* The best and the mean gain of any step after suggestions 0..k - 1. */
static double
try_all (WfBlame *blame, WfSuggestions *suggestions, gsize k, double *mean)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  double before = k > 0 ? wf_suggestions_get_failure (suggestions, k - 1) : wf_blame_get_failure (blame);
  double best = 0, sum = 0;
  gsize n_able = 0;

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_can_bear_blame (trace, i))
      {
        double gain = before - repair_also (blame, suggestions, k, i);

        sum += gain;
        n_able++;
        if (!is_suggested (suggestions, k, i))
          best = MAX (best, gain);
      }
  *mean = sum / (double) n_able;
  return best;
}

/* Greedy by brute force. */
static void
check (WfBlame *blame)
{
  g_autoptr (WfSuggestions) suggestions = wf_blame_suggest (blame, NULL, NULL);
  gsize n = wf_suggestions_get_n (suggestions);
  double mean;

  g_assert_cmpuint (n, <=, MOST);
  for (gsize k = 0; k < n; k++)
    {
      double best = try_all (blame, suggestions, k, &mean);

      g_assert_cmpfloat_with_epsilon (wf_suggestions_get_gain (suggestions, k), best, 1e-12);
      g_assert_cmpfloat_with_epsilon (wf_suggestions_get_random_gain (suggestions, k), mean, 1e-12);
      g_assert_cmpfloat_with_epsilon (
          wf_suggestions_get_failure (suggestions, k),
          repair_also (blame, suggestions, k, wf_suggestions_get_step (suggestions, k)), 1e-12);
      g_assert_cmpfloat (best, >=, LEAST_GAIN);
      g_assert_false (is_suggested (suggestions, k, wf_suggestions_get_step (suggestions, k)));
      g_assert_true (
          wf_trace_can_bear_blame (wf_blame_get_trace (blame), wf_suggestions_get_step (suggestions, k)));
    }
  if (n < MOST)
    g_assert_cmpfloat (try_all (blame, suggestions, n, &mean), <, LEAST_GAIN);
}

static void
test_greedy (void)
{
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "failed-run.json", NULL);
  g_autoptr (WfBlame) blame = attribute_path (path);

  check (blame);
}

static void
test_public_logs (void)
{
  static const char *const folders[] = { "Algorithm-Generated", "Hand-Crafted" };
  g_autofree char *shared = shared_data_path ("who-and-when");

  for (gsize f = 0; shared != NULL && f < G_N_ELEMENTS (folders); f++)
    {
      g_autofree char *folder = g_build_filename (shared, folders[f], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autoptr (WfBlame) blame = g_str_has_suffix (name, ".json") ? attribute_path (path) : NULL;

          if (blame != NULL)
            check (blame);
        }
    }
}

#define N_PLAIN 14 /* steps of seven agents, whose words are too common to link them */

/* A run of plain steps and one more, by the fifth agent; next: role of the step after it, WF_ROLE_WORK for
 * none. */
static WfBlame *
attribute_text (const char *text, WfStepRole next)
{
  static const char *const plain[] = {
    "count visits july",
    "table visits july shown",
    "july visits counted twice",
  };
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;

  wf_trace_builder_set_question (builder, "count visits july table");
  wf_trace_builder_add_step (builder, "Terminal", "Terminal", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, "ready");
  for (gsize i = 0; i < N_PLAIN; i++)
    {
      g_autofree char *agent = g_strdup_printf ("agent_%" G_GSIZE_FORMAT, i % 7);

      wf_trace_builder_add_step (builder, agent, agent, WF_STEP_MESSAGE, WF_ROLE_WORK,
                                 plain[i % G_N_ELEMENTS (plain)]);
    }
  wf_trace_builder_add_step (builder, "agent_4", "agent_4", WF_STEP_MESSAGE, WF_ROLE_WORK, text);
  if (next != WF_ROLE_WORK)
    wf_trace_builder_add_step (builder, "Terminal", "Terminal", WF_STEP_TOOL, next, "ready");
  trace = wf_trace_builder_end (builder, NULL);
  return wf_attribute_trace (trace, NULL, 1, NULL, NULL);
}

static void
check_reason (const char *text, WfStepRole next, const char *reason)
{
  g_autoptr (WfBlame) blame = attribute_text (text, next);
  g_autoptr (WfSuggestions) suggestions = wf_blame_suggest (blame, NULL, NULL);
  gsize n = wf_suggestions_get_n (suggestions), k = 0;

  while (k < n && wf_suggestions_get_step (suggestions, k) != N_PLAIN + 1)
    k++;
  g_assert_cmpuint (k, <, n);
  g_assert_cmpstr (wf_suggestions_get_reason (suggestions, k), ==, reason);
  g_assert_cmpstr (wf_suggestions_get_advice (suggestions, k), !=, "");
  g_assert_cmpstr (wf_suggestions_get_because (suggestions, k), !=, "");
}

/* One sign each. */
static void
test_reasons (void)
{
  check_reason ("count visits july Traceback", WF_ROLE_WORK, "error");
  check_reason ("count visits july 17 and 39 and 55.5", WF_ROLE_WORK, "novelty");
  check_reason ("table visits july shown", WF_ROLE_WORK, "repetition");
  check_reason ("count visits july ```print```", WF_ROLE_WORK, "no-followup");
  check_reason ("perhaps maybe roughly july visits count", WF_ROLE_WORK, "hedging");
  check_reason ("completely different matters concern everybody", WF_ROLE_WORK, "distance");
}

/* Tool output bears no blame, so one repair is all there is. */
static void
test_single (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfBlame) blame = NULL;
  g_autoptr (WfSuggestions) suggestions = NULL;

  for (gsize i = 0; i < 3; i++)
    wf_trace_builder_add_step (builder, i == 0 ? "a" : "b", "x", WF_STEP_MESSAGE,
                               i == 0 ? WF_ROLE_WORK : WF_ROLE_ENVIRONMENT, i == 0 ? "" : "fine");
  trace = wf_trace_builder_end (builder, NULL);
  blame = wf_attribute_trace (trace, NULL, 1, NULL, NULL);
  suggestions = wf_blame_suggest (blame, NULL, NULL);
  check (blame);
  g_assert_cmpuint (wf_suggestions_get_n (suggestions), ==, 1);
  g_assert_cmpfloat (wf_suggestions_get_gain (suggestions, 0), ==,
                     wf_suggestions_get_random_gain (suggestions, 0));
  g_assert_cmpstr (wf_suggestions_get_reason (suggestions, 0), ==, "none");
}

static void
test_cancelled (void)
{
  g_autoptr (WfBlame) blame = attribute_text ("x", WF_ROLE_WORK);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_blame_suggest (blame, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (20);
  g_cancellable_cancel (data);
  return NULL;
}

/* Whenever it is cancelled, there are suggestions or an error. */
static void
test_cancelled_at_any_time (void)
{
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "failed-run.json", NULL);
  g_autoptr (WfBlame) blame = attribute_path (path);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
      g_autoptr (WfSuggestions) suggestions = NULL;
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

      for (guint again = 0; again < 100 && error == NULL; again++)
        {
          g_clear_pointer (&suggestions, wf_suggestions_unref);
          suggestions = wf_blame_suggest (blame, progress, &error);
          g_assert_true ((suggestions == NULL) == (error != NULL));
        }
      g_thread_join (thread);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggestions/greedy", test_greedy);
  g_test_add_func ("/suggestions/reasons", test_reasons);
  g_test_add_func ("/suggestions/single", test_single);
  g_test_add_func ("/suggestions/cancelled", test_cancelled);
  g_test_add_func ("/suggestions/cancelled-at-any-time", test_cancelled_at_any_time);
  g_test_add_func ("/suggestions/public-logs", test_public_logs);
  return g_test_run ();
}
