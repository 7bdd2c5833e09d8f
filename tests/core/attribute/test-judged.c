/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/judged.h"
#include "core/trace/logs.h"

static WfBlame *
attribute_sample (void)
{
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "failed-run.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTrace) trace = wf_trace_read (source, NULL, &error);
  WfBlame *blame = wf_attribute_trace (trace, NULL, 1, NULL, &error);

  g_assert_no_error (error);
  return blame;
}

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 1e-12);
}

/* A conditional logit with one more feature, written out: ln P' = ln P + w z + constant. */
static void
test_formula (void)
{
  static const WfStepScore scores[] = { { 4, 80, FALSE }, { 1, 25, FALSE }, { 3, 50, FALSE } };
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfBlame) judged = wf_blame_with_scores (blame, scores, 3, 0.5, "m at h");
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (blame));
  g_autofree double *score = g_new (double, n);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double z = i == 4 ? log (80.0 / 20) : i == 1 ? log (25.0 / 75) : 0;

      score[i] = exp (log (wf_blame_get_probability (blame, i)) + 0.5 * z);
      sum += score[i];
    }
  for (gsize i = 0; i < n; i++)
    assert_near (wf_blame_get_probability (judged, i), score[i] / sum);
}

/* Ranking and sums follow the new probabilities; the structural numbers and the first result stay. */
static void
test_consequences (void)
{
  static const WfStepScore scores[] = { { 4, 100, FALSE }, { 1, 0, FALSE } };
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfBlame) judged = wf_blame_with_scores (blame, scores, 2, WF_JUDGE_WEIGHT, "m at h");
  WfTrace *trace = wf_blame_get_trace (judged);
  const char *const *agents = wf_trace_get_agents (trace);
  gsize n;
  const gsize *ranking = wf_blame_get_ranking (judged, &n);
  double total = 0;

  g_assert_cmpuint (wf_blame_get_ranking (blame, NULL)[0], ==, 1);
  g_assert_cmpuint (ranking[0], ==, 4);
  for (gsize k = 1; k < n; k++)
    if (wf_trace_can_bear_blame (trace, ranking[k]))
      g_assert_cmpfloat (wf_blame_get_probability (judged, ranking[k]), <=,
                         wf_blame_get_probability (judged, ranking[k - 1]));
  for (gsize a = 0; agents[a] != NULL; a++)
    {
      double sum = 0;

      for (gsize i = 0; i < n; i++)
        if (wf_trace_get_agent_index (trace, i) == a && wf_trace_can_bear_blame (trace, i))
          sum += wf_blame_get_probability (judged, i);
      assert_near (wf_blame_get_agent_blame (judged, a), sum);
      g_assert_cmpfloat (wf_blame_get_agent_shapley (judged, a), ==, wf_blame_get_agent_shapley (blame, a));
      total += sum;
    }
  for (gsize i = 0; i < n; i++)
    if (!wf_trace_can_bear_blame (trace, i))
      total += wf_blame_get_probability (judged, i);
  assert_near (total, 1);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (wf_blame_what_if (judged, i, 0), ==, wf_blame_what_if (blame, i, 0));
  g_assert_cmpuint (wf_blame_get_path (judged, 1, NULL)[1], ==, 5);
}

/* Certainty is clipped: 0 and 100 count as odds of e^-3 and e^3, a bare name as odds of e. */
static void
test_clip (void)
{
  static const struct
  {
    WfStepScore score;
    double log_odds;
  } cases[] = {
    { { 4, 100, FALSE }, 3 }, { { 4, 99, FALSE }, 3 }, { { 4, 0, FALSE }, -3 },
    { { 4, 1, FALSE }, -3 },  { { 4, NAN, TRUE }, 1 }, { { 4, 50, FALSE }, 0 },
  };
  g_autoptr (WfBlame) blame = attribute_sample ();
  double odds = wf_blame_get_probability (blame, 4) / wf_blame_get_probability (blame, 0);

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (WfBlame) judged = wf_blame_with_scores (blame, &cases[c].score, 1, 0.5, "m at h");

      assert_near (wf_blame_get_probability (judged, 4) / wf_blame_get_probability (judged, 0),
                   odds * exp (0.5 * cases[c].log_odds));
    }
}

/* No weight, no score, or a score of no opinion: nothing moves. */
static void
test_no_say (void)
{
  static const WfStepScore sure = { 4, 100, FALSE }, undecided = { 4, 50, FALSE };
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfBlame) weightless = wf_blame_with_scores (blame, &sure, 1, 0, "m at h");
  g_autoptr (WfBlame) silent = wf_blame_with_scores (blame, NULL, 0, 0.5, "m at h");
  g_autoptr (WfBlame) shrug = wf_blame_with_scores (blame, &undecided, 1, 0.5, "m at h");
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (blame));

  for (gsize i = 0; i < n; i++)
    {
      assert_near (wf_blame_get_probability (weightless, i), wf_blame_get_probability (blame, i));
      assert_near (wf_blame_get_probability (silent, i), wf_blame_get_probability (blame, i));
      assert_near (wf_blame_get_probability (shrug, i), wf_blame_get_probability (blame, i));
    }
}

/* Who judged can always be told; a second judge takes the first one's place. */
static void
test_stamp (void)
{
  static const WfStepScore first = { 4, 100, FALSE }, second[] = { { 1, 62.5, FALSE }, { 0, 0, TRUE } };
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfBlame) once = wf_blame_with_scores (blame, &first, 1, 0.5, "m at h");
  g_autoptr (WfBlame) twice = wf_blame_with_scores (once, second, 2, 0.25, "M at H");
  g_autoptr (WfBlame) directly = wf_blame_with_scores (blame, second, 2, 0.25, "M at H");
  g_autofree char *none = wf_blame_describe_judge (blame);
  g_autofree char *text = wf_blame_describe_judge (twice);
  const WfStepScore *scores;
  gsize n_scores;

  g_assert_null (none);
  g_assert_null (wf_blame_get_judge (blame));
  g_assert_null (wf_blame_get_without_judge (blame));
  g_assert_null (wf_blame_get_judge_scores (blame, &n_scores));
  g_assert_cmpuint (n_scores, ==, 0);
  g_assert_cmpfloat (wf_blame_get_judge_weight (blame), ==, 0);

  g_assert_cmpstr (wf_blame_get_judge (twice), ==, "M at H");
  g_assert_true (wf_blame_get_without_judge (twice) == blame);
  g_assert_cmpfloat (wf_blame_get_judge_weight (twice), ==, 0.25);
  scores = wf_blame_get_judge_scores (twice, &n_scores);
  g_assert_cmpuint (n_scores, ==, 2);
  g_assert_cmpuint (scores[0].step, ==, 1);
  g_assert_true (scores[1].is_pick);
  for (gsize i = 0; i < wf_trace_get_n_steps (wf_blame_get_trace (blame)); i++)
    g_assert_cmpfloat (wf_blame_get_probability (twice, i), ==, wf_blame_get_probability (directly, i));
  g_assert_cmpstr (wf_blame_get_reasons (twice, 1)[0], ==, "the judge gives it 62.5 of 100");
  g_assert_cmpstr (wf_blame_get_reasons (twice, 1)[1], ==, wf_blame_get_reasons (blame, 1)[0]);
  g_assert_cmpstr (wf_blame_get_reasons (twice, 0)[0], ==, "named by the judge");
  g_assert_cmpstr (wf_blame_get_reasons (twice, 4)[0], ==, wf_blame_get_reasons (blame, 4)[0]);
  g_assert_nonnull (strstr (text, "M at H"));
  g_assert_nonnull (strstr (text, "2 steps"));
  g_assert_nonnull (strstr (text, "0.25"));
  g_assert_nonnull (strstr (text, "step 1 would be first"));
}

/* The first result may go before the judged one. */
static void
test_lifetime (void)
{
  static const WfStepScore score = { 1, 90, FALSE };
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfBlame) judged = wf_blame_with_scores (blame, &score, 1, 0.5, "m at h");

  g_clear_pointer (&blame, wf_blame_unref);
  g_assert_cmpuint (wf_trace_get_n_steps (wf_blame_get_trace (judged)), ==, 9);
  g_assert_cmpuint (wf_blame_get_path (judged, 1, NULL)[0], ==, 1);
}

static gboolean
report_says (WfBlame *blame, const char *part)
{
  g_autoptr (WfReport) report = wf_blame_report (blame, NULL, 0, NULL);

  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    if (wf_report_get_block_kind (report, b) == WF_BLOCK_CALLOUT &&
        strstr (wf_report_get_text (report, b), part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_report (void)
{
  static const WfStepScore score = { 1, 90, FALSE };
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfBlame) judged = wf_blame_with_scores (blame, &score, 1, 0.5, "tiny-model at localhost");

  g_assert_false (report_says (blame, "udged by"));
  g_assert_true (report_says (judged, "tiny-model at localhost"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attribute/judged/formula", test_formula);
  g_test_add_func ("/attribute/judged/consequences", test_consequences);
  g_test_add_func ("/attribute/judged/clip", test_clip);
  g_test_add_func ("/attribute/judged/no-say", test_no_say);
  g_test_add_func ("/attribute/judged/stamp", test_stamp);
  g_test_add_func ("/attribute/judged/lifetime", test_lifetime);
  g_test_add_func ("/attribute/judged/report", test_report);
  return g_test_run ();
}
