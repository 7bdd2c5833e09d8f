/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/corpus-blame.h"

static WfTrace *
make_run (guint n_steps, gint64 label)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  wf_trace_builder_add_step (builder, "terminal", "terminal", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, "ready");
  for (guint i = 1; i < n_steps; i++)
    wf_trace_builder_add_step (builder, i % 2 ? "Coder" : "Critic", "x", WF_STEP_MESSAGE, WF_ROLE_WORK,
                               "words");
  if (label >= 0)
    wf_trace_builder_set_label (builder, "CODER", label);
  return wf_trace_builder_end (builder, NULL);
}

/* Every run has its answer or its reason, as if it had been asked for alone. */
static void
test_runs (void)
{
  static const char *const names[] = { "a", "b", "c" };
  g_autoptr (WfTrace) labelled = make_run (4, 1);
  g_autoptr (WfTrace) plain = make_run (6, -1);
  g_autoptr (WfTrace) tools = make_run (1, -1);
  WfTrace *runs[] = { labelled, plain, tools };
  g_autoptr (WfCorpus) corpus = wf_corpus_new (runs, names, G_N_ELEMENTS (runs));
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCorpusBlame) result = wf_attribute_corpus (corpus, NULL, 1, NULL, &error);
  g_autoptr (WfBlame) alone = wf_attribute_trace (labelled, NULL, 1, NULL, NULL);

  g_assert_no_error (error);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpfloat (wf_blame_get_probability (wf_corpus_blame_get_blame (result, 0), i), ==,
                       wf_blame_get_probability (alone, i));
  g_assert_null (wf_corpus_blame_get_problem (result, 0));
  g_assert_cmpuint (wf_corpus_blame_get_label_rank (result, 0), ==, 1);
  g_assert_true (wf_corpus_blame_is_agent_right (result, 0));
  g_assert_cmpuint (wf_corpus_blame_get_label_rank (result, 1), ==, 0);
  g_assert_null (wf_corpus_blame_get_blame (result, 2));
  g_assert_nonnull (wf_corpus_blame_get_problem (result, 2));
  g_assert_cmpuint (wf_corpus_blame_get_n_labelled (result), ==, 1);
}

/* Equal probabilities share the middle of their places. */
static void
test_ties (void)
{
  static const char *const names[] = { "a" };
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfProfile) prior = wf_profile_new_prior ();
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfCorpus) corpus = NULL;
  g_autoptr (WfCorpusBlame) result = NULL;

  wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, "x");
  for (guint i = 0; i < 3; i++)
    wf_trace_builder_add_step (builder, "t", "t", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, "y");
  wf_trace_builder_set_label (builder, "A", 3);
  trace = wf_trace_builder_end (builder, NULL);
  corpus = wf_corpus_new (&trace, names, 1);
  result = wf_attribute_corpus (corpus, prior, 1, NULL, NULL);
  g_assert_cmpuint (wf_corpus_blame_get_label_rank (result, 0), ==, 3);
  g_assert_true (wf_corpus_blame_is_agent_right (result, 0));
}

static void
test_cancelled (void)
{
  static const char *const names[] = { "a" };
  g_autoptr (WfTrace) trace = make_run (4, -1);
  g_autoptr (WfCorpus) corpus = wf_corpus_new (&trace, names, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_attribute_corpus (corpus, NULL, 1, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus-blame/runs", test_runs);
  g_test_add_func ("/corpus-blame/ties", test_ties);
  g_test_add_func ("/corpus-blame/cancelled", test_cancelled);
  return g_test_run ();
}
