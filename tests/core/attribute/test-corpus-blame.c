/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/corpus-blame.h"
#include "core/attribute/train.h"
#include "tests/core/attribute/labelled.h"
#include "tests/report-chart.h"
#include "tests/shared-data.h"

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

/* Of steps with equal probabilities the earlier is named first, here as in an evaluation. */
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
  g_assert_cmpuint (wf_corpus_blame_get_label_rank (result, 0), ==, 4);
  g_assert_true (wf_corpus_blame_is_agent_right (result, 0));
}

/* ---- labels ---- */

static WfCorpusBlame *
attribute (WfCorpus *corpus, WfProfile *profile)
{
  g_autoptr (GError) error = NULL;
  WfCorpusBlame *result = wf_attribute_corpus (corpus, profile, 1, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* n worker steps, the first of them Ada's, the others Ben's */
static WfTrace *
make_labelled (gsize n, gint64 label)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  for (gsize i = 0; i < n; i++)
    wf_trace_builder_add_step (builder, i == 0 ? "Ada" : "Ben", "x", WF_STEP_MESSAGE, WF_ROLE_WORK, "words");
  if (label >= 0)
    wf_trace_builder_set_label (builder, label == 0 ? "ADA" : "ben", label);
  return wf_trace_builder_end (builder, NULL);
}

/* In “one”: three steps, labels 2 and 2; in “two”: three steps, label 0, and two steps, label 1. Beside them
 * a run without a label. */
static WfCorpus *
make_known (void)
{
  static const char *const names[] = { "one/a", "one/b", "one/c", "two/d", "two/e" };
  static const gint64 labels[] = { 2, 2, -1, 0, 1 };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);

  for (gsize r = 0; r < G_N_ELEMENTS (labels); r++)
    g_ptr_array_add (runs, make_labelled (r < 4 ? 3 : 2, labels[r]));
  return wf_corpus_new ((WfTrace *const *) runs->pdata, names, G_N_ELEMENTS (names));
}

static void
assert_bin (WfEvaluation *e,
            gssize subset,
            WfCalibration what,
            gsize bin,
            double low,
            double high,
            gsize n,
            double predicted,
            double observed)
{
  double from, to, given, right;

  g_assert_cmpuint (wf_evaluation_get_bin (e, subset, what, bin, &from, &to, &given, &right), ==, n);
  g_assert_cmpfloat (from, ==, low);
  g_assert_cmpfloat (to, ==, high);
  if (n == 0)
    g_assert_true (isnan (given) && isnan (right));
  else
    {
      g_assert_cmpfloat_with_epsilon (given, predicted / (double) n, 1e-12);
      g_assert_cmpfloat_with_epsilon (right, observed / (double) n, 1e-12);
    }
}

/* At the ends of Wilson's interval the share is 1.96 standard errors away from what was observed. */
static void
check_reliability (WfEvaluation *e, WfCalibration what)
{
  g_autoptr (WfFigure) figure = wf_evaluation_figure (e, -1, what);
  gsize row = 0;

  for (gsize bin = 0; bin < wf_evaluation_get_n_bins (e, what); bin++)
    {
      double predicted, observed, from, value, ends[2];
      gsize n = wf_evaluation_get_bin (e, -1, what, bin, NULL, NULL, &predicted, &observed);

      if (n == 0)
        continue;
      wf_figure_get_bar (figure, row, NULL, &from, &value, NULL, NULL);
      g_assert_cmpfloat (from, ==, predicted);
      g_assert_cmpfloat (value, ==, observed);
      g_assert_true (wf_figure_get_bar_interval (figure, row++, &ends[0], &ends[1]));
      for (int end = 0; end < 2; end++)
        if (ends[end] > 0 && ends[end] < 1)
          g_assert_cmpfloat_with_epsilon (fabs (observed - ends[end]),
                                          1.95996 * sqrt (ends[end] * (1 - ends[end]) / (double) n), 1e-4);
    }
  g_assert_cmpuint (wf_figure_get_n_rows (figure), ==, row);
}

/* By hand: the prior falls by 0.7 from worker step to worker step. */
static void
test_known (void)
{
  const double p[] = { 1 / 2.19, 0.7 / 2.19, 0.49 / 2.19 }, q[] = { 1 / 1.7, 0.7 / 1.7 };
  g_autoptr (WfCorpus) corpus = make_known ();
  g_autoptr (WfProfile) prior = wf_profile_new_prior ();
  g_autoptr (WfCorpusBlame) result = attribute (corpus, prior);
  g_autoptr (WfEvaluation) e = wf_corpus_blame_evaluate (result);
  double low, high;

  g_assert_cmpuint (wf_evaluation_get_n_logs (e, -1), ==, 4);
  g_assert_cmpuint (wf_evaluation_get_n_subsets (e), ==, 2);
  g_assert_cmpstr (wf_evaluation_get_subset (e, 1), ==, "two");
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_STEP), ==, 0.25);
  g_assert_cmpfloat (wf_evaluation_get (e, 0, WF_MEASURE_STEP), ==, 0);
  g_assert_cmpfloat (wf_evaluation_get (e, 1, WF_MEASURE_STEP), ==, 0.5);
  g_assert_cmpfloat (wf_evaluation_get (e, 1, WF_MEASURE_AGENT), ==, 0.5);
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_TOP3), ==, 1);
  g_assert_cmpfloat_with_epsilon (wf_evaluation_get (e, 1, WF_MEASURE_LOG_LOSS),
                                  -(log (p[0]) + log (q[1])) / 2, 1e-12);
  low = wf_evaluation_get (e, 1, WF_MEASURE_STEP_LOW);
  high = wf_evaluation_get (e, 1, WF_MEASURE_STEP_HIGH);
  g_assert_cmpfloat_with_epsilon (low, 0.0945, 5e-5); /* Wilson, 1 of 2 */
  g_assert_cmpfloat_with_epsilon (high, 0.9055, 5e-5);

  assert_bin (e, -1, WF_CALIBRATION_STEPS, 0, 0, 0.02, 0, 0, 0);
  assert_bin (e, -1, WF_CALIBRATION_STEPS, 4, 0.2, 0.3, 3, 3 * p[2], 2);
  assert_bin (e, -1, WF_CALIBRATION_STEPS, 5, 0.3, 0.5, 7, 3 * p[0] + 3 * p[1] + q[1], 2);
  assert_bin (e, -1, WF_CALIBRATION_STEPS, 6, 0.5, 1, 1, q[0], 0);
  assert_bin (e, 0, WF_CALIBRATION_STEPS, 4, 0.2, 0.3, 2, 2 * p[2], 2);
  assert_bin (e, -1, WF_CALIBRATION_FIRST, 3, 0.35, 0.5, 3, 3 * p[0], 1);
  assert_bin (e, -1, WF_CALIBRATION_FIRST, 4, 0.5, 0.7, 1, q[0], 0);
  g_assert_cmpuint (wf_evaluation_get_n_bins (e, WF_CALIBRATION_STEPS), ==, 7);
  g_assert_cmpuint (wf_evaluation_get_n_bins (e, WF_CALIBRATION_FIRST), ==, 6);
  g_assert_cmpfloat_with_epsilon (wf_evaluation_get (e, -1, WF_MEASURE_CALIBRATION),
                                  (fabs (3 * p[2] - 2) + fabs (3 * p[0] + 3 * p[1] + q[1] - 2) + q[0]) / 11,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (wf_evaluation_get (e, -1, WF_MEASURE_TOP_CALIBRATION),
                                  (fabs (3 * p[0] - 1) + q[0]) / 4, 1e-12);
  check_reliability (e, WF_CALIBRATION_STEPS);
  check_reliability (e, WF_CALIBRATION_FIRST);
}

static void
assert_same (WfEvaluation *a, WfEvaluation *b)
{
  g_assert_cmpuint (wf_evaluation_get_n_subsets (a), ==, wf_evaluation_get_n_subsets (b));
  g_assert_cmpstr (wf_evaluation_get_profile (a), ==, wf_evaluation_get_profile (b));
  g_assert_true (g_strv_equal (wf_evaluation_get_notes (a), wf_evaluation_get_notes (b)));
  for (gssize s = -1; s < (gssize) wf_evaluation_get_n_subsets (a); s++)
    {
      g_assert_cmpuint (wf_evaluation_get_n_logs (a, s), ==, wf_evaluation_get_n_logs (b, s));
      for (WfMeasure m = 0; m < WF_N_MEASURES; m++)
        g_assert_cmpfloat_with_epsilon (wf_evaluation_get (a, s, m), wf_evaluation_get (b, s, m), 1e-9);
      g_assert_cmpuint (wf_evaluation_get_n_floors (a, s), ==, wf_evaluation_get_n_floors (b, s));
      for (gsize f = 0; f < wf_evaluation_get_n_floors (a, s); f++)
        g_assert_cmpfloat (wf_evaluation_get_floor (a, s, f, NULL, NULL, NULL), ==,
                           wf_evaluation_get_floor (b, s, f, NULL, NULL, NULL));
    }
}

/* What is known already says the same as reading the logs again. */
static void
compare_with_evaluate (WfCorpus *corpus, WfProfile *profile)
{
  g_autoptr (WfCorpusBlame) result = attribute (corpus, profile);
  g_autoptr (WfEvaluation) known = wf_corpus_blame_evaluate (result);
  g_autoptr (WfEvaluation) again = wf_evaluate_profile (corpus, profile, FALSE, 1, 0, NULL, NULL);

  assert_same (known, again);
  for (gsize i = 0; i < wf_evaluation_get_n_logs (known, -1); i++)
    g_assert_cmpuint (wf_evaluation_get_log_rank (known, i, 0), ==, wf_evaluation_get_log_rank (again, i, 0));
}

static void
test_as_evaluate (void)
{
  g_autoptr (WfCorpus) known = make_known ();
  g_autoptr (WfCorpus) corpus = labelled_corpus (24, TRUE);
  g_autoptr (WfProfile) plain = wf_profile_find ("default", NULL);

  compare_with_evaluate (known, NULL);
  compare_with_evaluate (corpus, NULL);
  compare_with_evaluate (corpus, plain);
}

static gboolean
has_note (WfEvaluation *e, const char *part)
{
  for (const char *const *note = wf_evaluation_get_notes (e); *note != NULL; note++)
    if (strstr (*note, part) != NULL)
      return TRUE;
  return FALSE;
}

/* Weights that were fitted to these logs are no test on them. */
static void
test_trained_on_these (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (15, FALSE);
  g_autoptr (WfCorpus) others = make_known ();
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'tier': <int64 1>, 'repeats': <int64 1>}"));
  g_autoptr (GError) error = NULL;
  g_autoptr (WfProfile) profile = wf_train (corpus, NULL, params, NULL, 3, 0, NULL, NULL, NULL, &error);
  g_autoptr (WfCorpusBlame) here = NULL, there = NULL;
  g_autoptr (WfEvaluation) first = NULL, second = NULL;

  g_assert_no_error (error);
  here = attribute (corpus, profile);
  there = attribute (others, profile);
  first = wf_corpus_blame_evaluate (here);
  second = wf_corpus_blame_evaluate (there);
  g_assert_true (has_note (first, "was trained on these very logs"));
  g_assert_false (has_note (second, "was trained on these very logs"));
}

static void
test_unlabelled (void)
{
  static const char *const names[] = { "a" };
  g_autoptr (WfTrace) trace = make_labelled (4, -1);
  g_autoptr (WfCorpus) corpus = wf_corpus_new (&trace, names, 1);
  g_autoptr (WfCorpusBlame) result = attribute (corpus, NULL);

  g_assert_null (wf_corpus_blame_evaluate (result));
  g_assert_cmpuint (wf_corpus_blame_count_decisive (result), ==, 0);
}

/* ---- causes ---- */

static WfCorpusCauses *
discover (WfCorpus *corpus)
{
  g_autoptr (GError) error = NULL;
  WfCorpusCauses *causes = wf_corpus_causes_discover (corpus, 0.05, NULL, &error);

  g_assert_no_error (error);
  return causes;
}

static gsize
count_right (WfCorpusBlame *result)
{
  gsize n = 0;

  for (gsize i = 0; i < wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (result)); i++)
    {
      WfBlame *blame = wf_corpus_blame_get_blame (result, i);
      gint64 step;

      g_assert_true (wf_trace_get_label (wf_blame_get_trace (blame), NULL, &step));
      n += (gint64) wf_blame_get_decisive_step (blame) == step;
    }
  return n;
}

/* Beside the runs, or put to use in each: another structure, the same suspects. */
static void
test_causes (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (60, FALSE);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);
  g_autoptr (WfProfile) profile = wf_profile_find ("default", NULL); /* not the one these logs would get */
  g_autoptr (WfCorpusBlame) plain = attribute (corpus, profile);
  g_autoptr (WfCorpusBlame) shown = wf_corpus_blame_with_causes (plain, causes, FALSE, NULL, NULL);
  g_autoptr (WfCorpusBlame) used = wf_corpus_blame_with_causes (shown, causes, TRUE, NULL, NULL);
  g_autoptr (WfCorpusBlame) again = wf_corpus_blame_with_causes (used, causes, FALSE, NULL, NULL);
  gsize n_moved = 0, n_other = 0;

  g_assert_null (wf_corpus_blame_get_causes (plain));
  g_assert_true (wf_corpus_blame_get_causes (shown) == causes);
  g_assert_null (wf_corpus_blame_get_without (shown));
  g_assert_true (wf_corpus_blame_get_without (used) == shown);
  g_assert_null (wf_corpus_blame_get_without (again));
  for (gsize i = 0; i < 60; i++)
    {
      WfBlame *before = wf_corpus_blame_get_blame (plain, i), *after = wf_corpus_blame_get_blame (used, i);
      g_autoptr (WfBlame) alone =
          wf_corpus_causes_attribute (causes, wf_corpus_get_run (corpus, i), profile, 1, NULL, NULL);

      g_assert_true (before == wf_corpus_blame_get_blame (shown, i));
      g_assert_true (before == wf_corpus_blame_get_blame (again, i));
      g_assert_cmpfloat (wf_blame_get_failure (after), ==, wf_blame_get_failure (alone));
      for (gsize k = 0; k < wf_trace_get_n_steps (wf_corpus_get_run (corpus, i)); k++)
        g_assert_cmpfloat (wf_blame_get_probability (before, k), ==, wf_blame_get_probability (after, k));
      n_other += wf_blame_get_failure (before) != wf_blame_get_failure (after);
      n_moved += wf_blame_get_decisive_step (before) != wf_blame_get_decisive_step (after);
    }
  g_assert_cmpuint (n_other, ==, 60);
  g_assert_cmpuint (wf_corpus_blame_count_moved (used), ==, n_moved);
  g_assert_cmpuint (wf_corpus_blame_count_moved (shown), ==, 0);
  g_assert_cmpuint (wf_corpus_blame_count_decisive (used), ==, count_right (used));
  g_assert_cmpuint (wf_corpus_blame_count_decisive (plain), ==, count_right (plain));
}

static void
test_causes_cancelled (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (60, FALSE);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);
  g_autoptr (WfCorpusBlame) plain = attribute (corpus, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_corpus_blame_with_causes (plain, causes, TRUE, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- the report ---- */

static gssize
find_block (WfReport *report, WfBlockKind kind, const char *text)
{
  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    if (wf_report_get_block_kind (report, b) == kind && wf_report_get_text (report, b) != NULL &&
        strstr (wf_report_get_text (report, b), text) != NULL)
      return (gssize) b;
  return -1;
}

/* The first table after a heading. */
static gsize
find_table (WfReport *report, const char *heading)
{
  gssize b = find_block (report, WF_BLOCK_HEADING, heading);

  if (b < 0)
    b = find_block (report, WF_BLOCK_APPENDIX, heading);
  g_assert_cmpint (b, >=, 0);
  while (wf_report_get_block_kind (report, (gsize) b) != WF_BLOCK_TABLE)
    b++;
  return (gsize) b;
}

/* All of five runs: Wilson's interval ends at n / (n + 1.96²). */
static void
check_agents (WfFigure *figure)
{
  const char *label, *text;
  double share, low, high;

  wf_figure_get_bar (figure, 0, &label, NULL, &share, &text, NULL);
  g_assert_cmpstr (label, ==, "Ada");
  g_assert_cmpstr (text, ==, "5 of 5, 100\u00a0%");
  g_assert_cmpfloat (share, ==, 1);
  g_assert_true (wf_figure_get_bar_interval (figure, 0, &low, &high));
  g_assert_cmpfloat_with_epsilon (low, 5 / (5 + 1.959964 * 1.959964), 1e-6);
  g_assert_cmpfloat_with_epsilon (high, 1, 1e-12);
}

static void
test_report (void)
{
  g_autoptr (WfCorpus) corpus = make_known ();
  g_autoptr (WfProfile) prior = wf_profile_new_prior ();
  g_autoptr (WfCorpusBlame) result = attribute (corpus, prior);
  g_autoptr (WfReport) report = wf_corpus_blame_report (result, NULL);
  gsize accuracy = find_table (report, "How often the annotation is found");
  gsize floors = find_table (report, "What needs no method");
  g_autofree char *profiles = wf_corpus_blame_describe_profiles (result);
  /* agents, accuracy beside the best floor of two folders, calibration of steps and of first suspects */
  static const WfChartKind kinds[] = { WF_CHART_BARS, WF_CHART_BARS, WF_CHART_CALIBRATION,
                                       WF_CHART_CALIBRATION };
  static const gsize n_rows[] = { 2, 4, 3, 2 };
  gsize n_charts = 0;

  g_assert_cmpstr (profiles, ==, "Profiles used in 5 runs: prior in 5. The evidence is low in 0.");
  g_assert_cmpuint (wf_report_get_n_rows (report, accuracy), ==, 2);
  g_assert_cmpstr (wf_report_get_cell (report, accuracy, 0, 0), ==, "one");
  g_assert_cmpstr (wf_report_get_cell (report, accuracy, 0, 2), ==, "0\302\240%");
  g_assert_cmpstr (wf_report_get_cell (report, accuracy, 1, 2), ==, "50\302\240%");
  g_assert_cmpuint (floors, ==, accuracy + 2); /* only its heading lies between */
  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    if (wf_report_get_block_kind (report, b) == WF_BLOCK_FIGURE)
      {
        WfFigure *figure = wf_report_get_figure (report, b);

        g_assert_cmpint (wf_figure_get_kind (figure), ==, WF_FIGURE_CHART);
        g_assert_cmpuint (n_charts, <, G_N_ELEMENTS (kinds));
        g_assert_cmpint (wf_figure_get_chart_kind (figure), ==, kinds[n_charts]);
        g_assert_cmpuint (wf_figure_get_n_rows (figure), ==, n_rows[n_charts++]);
        g_assert_nonnull (wf_report_get_text (report, b));
      }
  g_assert_cmpuint (n_charts, ==, G_N_ELEMENTS (kinds));
  check_agents (find_chart (report, WF_CHART_BARS));
  g_assert_cmpint (find_block (report, WF_BLOCK_HEADING, "What makes steps deficient"), ==, -1);
  g_assert_cmpint (find_block (report, WF_BLOCK_PROSE, profiles), >, 0);
}

static void
test_report_of_causes (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (60, FALSE);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);
  g_autoptr (WfCorpusBlame) plain = attribute (corpus, NULL);
  g_autoptr (WfCorpusBlame) shown = wf_corpus_blame_with_causes (plain, causes, FALSE, NULL, NULL);
  g_autoptr (WfCorpusBlame) used = wf_corpus_blame_with_causes (plain, causes, TRUE, NULL, NULL);
  g_autoptr (WfReport) first = wf_corpus_blame_report (shown, NULL);
  g_autoptr (WfReport) second = wf_corpus_blame_report (used, NULL);
  g_autofree char *words = g_strdup_printf ("another one in %u of 60 runs. Of 60 labelled runs it is the "
                                            "annotated one in %u;",
                                            (guint) wf_corpus_blame_count_moved (used),
                                            (guint) wf_corpus_blame_count_decisive (used));

  g_assert_cmpint (find_block (first, WF_BLOCK_HEADING, "What makes steps deficient"), >=, 0);
  g_assert_cmpint (find_block (first, WF_BLOCK_HEADING, "What these weights change"), ==, -1);
  g_assert_cmpuint (wf_report_get_n_columns (first, find_table (first, "Run by run")), ==, 5);
  g_assert_cmpint (find_block (second, WF_BLOCK_PROSE, words), >=, 0);
  g_assert_cmpuint (wf_report_get_n_columns (second, find_table (second, "Run by run")), ==, 6);
  g_assert_cmpuint (wf_report_get_n_columns (second, find_table (second, "Agents over all runs")), ==, 5);
}

/* Folders of several runs get a table each, with short names; folders of one don't. */
static void
test_groups (void)
{
  static const char *const few[] = { "x/1", "x/2", "x/3", "x/4", "y/1", "y/2", "y/3", "y/4" };
  static const char *const many[] = { "a/1", "b/1", "c/1", "d/1", "e/1", "f/1", "g/1", "h/1" };

  for (int is_many = 0; is_many < 2; is_many++)
    {
      g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);
      g_autoptr (WfCorpus) corpus = NULL;
      g_autoptr (WfCorpusBlame) result = NULL;
      g_autoptr (WfReport) report = NULL;
      gsize table;

      for (gsize i = 0; i < 8; i++)
        g_ptr_array_add (runs, make_labelled (3, -1));
      corpus = wf_corpus_new ((WfTrace *const *) runs->pdata, is_many ? many : few, 8);
      result = attribute (corpus, NULL);
      report = wf_corpus_blame_report (result, NULL);
      table = find_table (report, "Run by run");
      g_assert_cmpuint (wf_report_get_n_rows (report, table), ==, is_many ? 8 : 4);
      g_assert_cmpstr (wf_report_get_cell (report, table, 0, 0), ==, is_many ? "a/1" : "1");
      g_assert_cmpint (find_block (report, WF_BLOCK_PROSE, "**y**") >= 0, ==, !is_many);
    }
}

/* ---- the benchmark ---- */

static void
test_shared (void)
{
  g_autofree char *path = shared_data_path ("who-and-when");
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCorpus) corpus = file != NULL ? wf_corpus_read (&file, 1, NULL, &error) : NULL;
  g_autoptr (WfCorpusBlame) result = NULL;
  g_autoptr (WfEvaluation) evaluation = NULL;

  g_assert_no_error (error);
  if (corpus == NULL)
    return;
  compare_with_evaluate (corpus, NULL);
  result = attribute (corpus, NULL);
  evaluation = wf_corpus_blame_evaluate (result);
  g_assert_cmpuint (wf_evaluation_get_n_logs (evaluation, -1), ==, 128);
  g_assert_true (has_note (evaluation, "“group-chat” was trained on these very logs"));
}

/* ---- faults ---- */

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
  g_test_add_func ("/corpus-blame/known", test_known);
  g_test_add_func ("/corpus-blame/as-evaluate", test_as_evaluate);
  g_test_add_func ("/corpus-blame/trained-on-these", test_trained_on_these);
  g_test_add_func ("/corpus-blame/unlabelled", test_unlabelled);
  g_test_add_func ("/corpus-blame/causes", test_causes);
  g_test_add_func ("/corpus-blame/causes-cancelled", test_causes_cancelled);
  g_test_add_func ("/corpus-blame/report", test_report);
  g_test_add_func ("/corpus-blame/report-of-causes", test_report_of_causes);
  g_test_add_func ("/corpus-blame/groups", test_groups);
  g_test_add_func ("/corpus-blame/shared", test_shared);
  g_test_add_func ("/corpus-blame/cancelled", test_cancelled);
  return g_test_run ();
}
