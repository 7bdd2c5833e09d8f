/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/logit-private.h"
#include "core/attribute/question-private.h"
#include "core/attribute/validation-private.h"
#include "core/base/error.h"
#include "tests/core/attribute/labelled.h"

static WfExamples *
make_examples (gsize n, gboolean is_mixed)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (n, is_mixed);
  g_autoptr (GError) error = NULL;
  WfExamples *examples = wf_examples_new (corpus, 0, NULL, &error);

  g_assert_no_error (error);
  return examples;
}

/* ---- questions ---- */

static void
test_questions (void)
{
  static const char *const questions[] = {
    "How many birds are there in the park of the town at noon? Count them.",
    "how many BIRDS are there, in the park of the town at noon?",
    "How many fish are there?",
    "",
    "How many fish are there? Now.",
    "",
    "How many birds are there in the park of the town at night?",
  };
  gsize n_groups;
  g_autofree gsize *group = wf_questions_group (questions, G_N_ELEMENTS (questions), &n_groups);

  g_assert_cmpuint (group[0], ==, group[1]); /* cut off */
  g_assert_cmpuint (group[2], !=, group[4]); /* too short to tell */
  g_assert_cmpuint (group[3], !=, group[5]); /* unknown ones are not the same */
  g_assert_cmpuint (group[0], !=, group[6]);
  g_assert_cmpuint (n_groups, ==, 6);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    g_assert_cmpuint (group[i], <, n_groups);
}

/* ---- folds ---- */

/* A question is in one fold only, every fold has some, and the folds differ with the stream. */
static void
test_folds (void)
{
  g_autoptr (WfExamples) examples = make_examples (40, TRUE);
  g_autofree gsize *all = g_new (gsize, examples->n);
  gsize n_different = 0;
  g_autofree gsize *last = NULL;

  g_assert_cmpuint (examples->n_questions, ==, 30);
  for (gsize i = 0; i < examples->n; i++)
    all[i] = i;
  for (guint64 task = 0; task < 20; task++)
    {
      g_autofree gsize *fold = NULL;
      gsize count[7] = { 0 };
      WfRng rng;

      wf_rng_init (&rng, 5, task);
      fold = wf_examples_fold (examples, all, examples->n, 7, &rng);
      for (gsize i = 0; i < examples->n; i++)
        {
          g_assert_cmpuint (fold[i], <, 7);
          count[fold[i]]++;
          for (gsize j = 0; j < i; j++)
            if (examples->examples[i].question == examples->examples[j].question)
              g_assert_cmpuint (fold[i], ==, fold[j]);
        }
      for (gsize f = 0; f < 7; f++)
        g_assert_cmpuint (count[f], >=, 4);
      n_different += last != NULL && memcmp (last, fold, examples->n * sizeof *fold) != 0;
      g_free (last);
      last = g_steal_pointer (&fold);
    }
  g_assert_cmpuint (n_different, >=, 18);
}

/* ---- fitting ---- */

static const WfFamily neutral = { 1, WF_N_NEUTRAL, 0 };
static const WfFamily compact = { 2, WF_N_COMPACT, 0 };
static const WfFamily chosen = { 2, WF_N_COMPACT, 6 };

static WfProfile *
fit (const WfFamily *family, const WfExamples *examples, double lambda, const WfProfile *start)
{
  g_autofree gsize *all = g_new (gsize, examples->n);
  const WfFitting fitting = { family, examples, all, examples->n, &lambda, 1, start, NULL };
  WfProfile *profile = NULL;

  for (gsize i = 0; i < examples->n; i++)
    all[i] = i;
  g_assert_true (wf_family_fit (&fitting, &profile, NULL, NULL));
  return profile;
}

static double
sum_losses (const WfExamples *examples, const WfProfile *profile)
{
  double loss = 0;

  for (gsize i = 0; i < examples->n; i++)
    {
      g_autofree double *p =
          wf_logit_get_probabilities (examples->examples[i].trace, examples->examples[i].features, profile);

      loss += wf_score_get_loss (&examples->examples[i], p);
    }
  return loss;
}

static double
get_penalty (const WfProfile *profile)
{
  double squares = 0;

  for (gsize f = 0; f < WF_N_FEATURES; f++)
    squares += profile->weights[f] * profile->weights[f];
  return profile->lambda / 2 * squares;
}

/* The profile, applied as a user's log is, is where the penalised likelihood is largest: what is fitted is
 * what is used. */
static void
test_fit_is_used (void)
{
  static const WfFamily *const families[] = { &neutral, &compact, &chosen };
  g_autoptr (WfExamples) examples = make_examples (30, FALSE);

  for (gsize k = 0; k < G_N_ELEMENTS (families); k++)
    {
      g_autoptr (WfProfile) profile = fit (families[k], examples, 3, NULL);
      double best = sum_losses (examples, profile) + get_penalty (profile);

      for (gsize f = 0; f < WF_N_COMPACT; f++)
        for (int side = -1; side <= 1; side += 2)
          {
            double kept = profile->weights[f];

            if (!profile->is_used[f])
              continue;
            profile->weights[f] += side * 1e-3;
            g_assert_cmpfloat (sum_losses (examples, profile) + get_penalty (profile), >, best);
            profile->weights[f] = kept;
          }
    }
}

/* What gives the mistake away here is words of assuming. */
static void
test_chosen_features (void)
{
  g_autoptr (WfExamples) examples = make_examples (30, FALSE);
  g_autoptr (WfProfile) profile = fit (&chosen, examples, 10, NULL);

  g_assert_cmpuint (wf_profile_get_n_weights (profile), ==, 6);
  g_assert_true (profile->is_used[WF_FEATURE_ASSUME]);
  g_assert_cmpfloat (profile->weights[WF_FEATURE_ASSUME], >, 0);
}

static void
test_start (void)
{
  g_autoptr (WfExamples) examples = make_examples (12, FALSE);
  g_autoptr (WfProfile) start = wf_profile_find ("default", NULL);
  g_autoptr (WfProfile) near = fit (&neutral, examples, 1e9, start);
  g_autoptr (WfProfile) zero = fit (&neutral, examples, 1e9, NULL);

  for (gsize f = 0; f < WF_N_NEUTRAL; f++)
    {
      g_assert_cmpfloat_with_epsilon (near->weights[f], start->weights[f], 1e-6);
      g_assert_cmpfloat_with_epsilon (zero->weights[f], 0, 1e-6);
    }
}

/* Tier 2 is scaled by the mean and deviation over all steps of the training logs, worked out here in two
 * passes. */
static void
test_scale (void)
{
  g_autoptr (WfExamples) examples = make_examples (20, TRUE);
  g_autoptr (WfProfile) profile = fit (&compact, examples, 30, NULL);

  for (gsize f = 0; f < WF_N_COMPACT; f++)
    {
      double n = 0, mean = 0, squares = 0;

      for (gsize i = 0; i < examples->n; i++)
        for (gsize s = 0; s < examples->examples[i].features->n_steps; s++, n++)
          mean += wf_features_get (examples->examples[i].features, s, f);
      mean /= n;
      for (gsize i = 0; i < examples->n; i++)
        for (gsize s = 0; s < examples->examples[i].features->n_steps; s++)
          squares += pow (wf_features_get (examples->examples[i].features, s, f) - mean, 2);
      g_assert_cmpfloat_with_epsilon (profile->mean[f], mean, 1e-12);
      g_assert_cmpfloat_with_epsilon (profile->sd[f], squares > 0 ? sqrt (squares / n) : 1, 1e-12);
    }
}

/* A fit that starts from one to nearly the same logs finds what it finds alone. */
static void
test_near (void)
{
  static const WfFamily all = { 2, WF_N_FEATURES, 0 };
  static const WfFamily *const families[] = { &neutral, &compact, &all };
  static const double lambdas[] = { 100, 3, 0.1 };
  g_autoptr (WfExamples) examples = make_examples (30, TRUE);
  g_autofree gsize *members = g_new (gsize, examples->n);

  for (gsize i = 0; i < examples->n; i++)
    members[i] = i;
  for (gsize k = 0; k < G_N_ELEMENTS (families); k++)
    {
      WfFitting fitting = { families[k], examples, members, examples->n, lambdas, 3, NULL, NULL };
      g_autoptr (WfNear) near = wf_near_new (&fitting, NULL, NULL);
      WfProfile *alone[3], *fast[3];

      g_assert_nonnull (near);
      fitting.n_members = examples->n - 7;
      g_assert_true (wf_family_fit (&fitting, alone, NULL, NULL));
      fitting.near = near;
      g_assert_true (wf_family_fit (&fitting, fast, NULL, NULL));
      for (gsize l = 0; l < 3; l++)
        {
          double a = sum_losses (examples, alone[l]), b = sum_losses (examples, fast[l]);
          double c = sum_losses (examples, near->profiles[l]);

          g_test_message ("family %zu, lambda %g: alone %g, fast %g, near %g", k, lambdas[l], a, b, c);
          g_assert_cmpfloat_with_epsilon (a, b, 1e-2 * fabs (a - c));
          wf_profile_unref (alone[l]);
          wf_profile_unref (fast[l]);
        }
    }
}

/* ---- scores ---- */

static void
test_wilson (void)
{
  double low, high;

  /* 9 of 40: 12.3 % to 37.5 % (Wilson 1927, worked out by hand) */
  wf_wilson (9, 40, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.1232, 1e-4);
  g_assert_cmpfloat_with_epsilon (high, 0.3750, 1e-4);
  wf_wilson (0, 10, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (high, 0.2775, 1e-4);
  wf_wilson (10, 10, &low, &high);
  g_assert_cmpfloat_with_epsilon (high, 1, 1e-12);
}

static void
test_bins (void)
{
  WfBin bins[WF_N_BINS] = { { 0 } };

  /* 0.1 and 0.15 share a bin, in which one of two is right; 0.9 is right */
  wf_bins_add (bins, FALSE, 0.1, TRUE);
  wf_bins_add (bins, FALSE, 0.15, FALSE);
  wf_bins_add (bins, FALSE, 0.9, TRUE);
  g_assert_cmpfloat_with_epsilon (wf_bins_get_error (bins), (0.75 + 0.1) / 3, 1e-12);
}

static void
test_score (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  const double p[] = { 0.3, 0.25, 0.25, 0.2 };
  WfExample example = { .step = 2, .agent = "bEN" };
  WfScore score;

  wf_trace_builder_add_step (builder, "tool", "tool", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, "");
  wf_trace_builder_add_step (builder, "Ada", "Ada", WF_STEP_MESSAGE, WF_ROLE_WORK, "");
  wf_trace_builder_add_step (builder, "Ben", "Ben", WF_STEP_MESSAGE, WF_ROLE_WORK, "");
  wf_trace_builder_add_step (builder, "Ben", "Ben", WF_STEP_MESSAGE, WF_ROLE_WORK, "");
  example.trace = trace = wf_trace_builder_end (builder, NULL);
  wf_score_init (&score, &example, p);
  /* the tool comes last; of the equal ones the earlier is first; Ben has the larger sum */
  g_assert_cmpuint (score.rank, ==, 2);
  g_assert_cmpuint (score.distance, ==, 1);
  g_assert_false (score.is_agent);
  g_assert_true (score.is_agent_by_sum);
  g_assert_cmpfloat (score.confidence, ==, 0.25);
  g_assert_cmpfloat_with_epsilon (score.loss, -log (0.25), 1e-12);
  g_assert_cmpfloat_with_epsilon (score.squares, 0.09 + 0.0625 + 0.5625 + 0.04, 1e-12);
}

/* The same in an evaluation and in a table of runs. */
static void
test_same_agents (void)
{
  g_assert_true (wf_agents_are_same ("WebSurfer", "Websurfer"));
  g_assert_true (wf_agents_are_same ("\xc3\x89valuateur", "\xc3\xa9valuateur"));
  g_assert_false (wf_agents_are_same ("\xc3\x89valuateur", "Evaluateur"));
  g_assert_false (wf_agents_are_same ("Ada", "Adam"));
}

/* ---- cross-validation ---- */

static WfValidated *
validate (const WfExamples *examples, WfValidationKind kind, guint n_threads, GError **error)
{
  const WfCandidate candidates[] = {
    { compact, 100, FALSE }, { compact, 10, FALSE }, { chosen, 10, TRUE }, { neutral, 30, TRUE }
  };
  const WfValidation validation = { .kind = kind,
                                    .candidates = candidates,
                                    .n_candidates = kind == WF_VALIDATION_NESTED ? 4 : 1,
                                    .n_repeats = 2,
                                    .n_folds = 5,
                                    .seed = 3,
                                    .n_threads = n_threads };

  return wf_validation_run (&validation, examples, NULL, error);
}

static double
count_first (const WfValidated *validated)
{
  double hits = 0;

  for (gsize k = 0; k < validated->n_repeats * validated->n; k++)
    hits += validated->scores[k].rank == 1;
  return hits / (double) (validated->n_repeats * validated->n);
}

/* The tell-tale words are learned, on questions that training didn't see. */
static void
test_learns (void)
{
  g_autoptr (WfExamples) examples = make_examples (40, TRUE);
  g_autoptr (GError) error = NULL;

  for (WfValidationKind kind = WF_VALIDATION_QUESTIONS; kind <= WF_VALIDATION_NESTED; kind++)
    {
      g_autoptr (WfValidated) validated = validate (examples, kind, 0, &error);

      g_assert_no_error (error);
      g_test_message ("kind %u: %g", kind, count_first (validated));
      g_assert_cmpfloat (count_first (validated), >, 0.9);
    }
}

/* Labels drawn by lot: about as many are found as one in nine steps, not one in one. */
static void
test_permuted (void)
{
  g_autoptr (WfExamples) examples = make_examples (120, TRUE);
  g_autoptr (WfValidated) validated = NULL;
  double chance = 0, share;

  wf_examples_permute (examples, 4);
  for (gsize i = 0; i < examples->n; i++)
    chance += 1 / (double) wf_trace_get_n_steps (examples->examples[i].trace) / (double) examples->n;
  validated = validate (examples, WF_VALIDATION_NESTED, 0, NULL);
  share = count_first (validated);
  g_test_message ("chance %g, found %g", chance, share);
  g_assert_cmpfloat (share, <, chance + 3 * sqrt (chance * (1 - chance) / (double) examples->n));
}

static void
test_threads (void)
{
  g_autoptr (WfExamples) examples = make_examples (24, TRUE);
  g_autoptr (WfValidated) one = validate (examples, WF_VALIDATION_NESTED, 1, NULL);
  g_autoptr (WfValidated) two = validate (examples, WF_VALIDATION_NESTED, 2, NULL);

  for (gsize k = 0; k < one->n_repeats * one->n; k++)
    {
      g_assert_cmpuint (one->folds[k], ==, two->folds[k]);
      g_assert_cmpuint (one->scores[k].rank, ==, two->scores[k].rank);
      g_assert_cmpfloat (one->scores[k].loss, ==, two->scores[k].loss);
    }
  g_assert_cmpmem (one->picks, WF_N_SHAPES * 4 * sizeof *one->picks, two->picks,
                   WF_N_SHAPES * 4 * sizeof *two->picks);
}

/* Every fold of every repeat picks once for each shape; the two of nested are told apart. */
static void
test_picks (void)
{
  g_autoptr (WfExamples) examples = make_examples (24, TRUE);
  g_autoptr (WfValidated) validated = validate (examples, WF_VALIDATION_NESTED, 0, NULL);

  for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
    {
      gsize sum = 0;

      for (gsize c = 0; c < 4; c++)
        sum += validated->picks[shape * 4 + c];
      g_assert_cmpuint (sum, ==, 2 * 5);
    }
}

static void
test_too_few (void)
{
  g_autoptr (WfExamples) examples = make_examples (2, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (validate (examples, WF_VALIDATION_QUESTIONS, 0, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "at least 3 different questions"));
}

static void
test_unlabelled (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfCorpus) corpus = NULL;
  g_autoptr (GError) error = NULL;
  const char *name = "a";

  wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, "x");
  trace = wf_trace_builder_end (builder, NULL);
  corpus = wf_corpus_new (&trace, &name, 1);
  g_assert_null (wf_examples_new (corpus, 0, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "mistake_step"));
}

/* The digest knows labels and questions, not names or order. */
static void
test_digest (void)
{
  g_autoptr (WfExamples) a = make_examples (10, FALSE);
  g_autoptr (WfExamples) b = make_examples (10, FALSE);
  g_autofree char *before = wf_examples_get_digest (a);
  g_autofree char *reversed = NULL;
  g_autofree char *changed = NULL;

  for (gsize i = 0; i < 5; i++)
    {
      WfExample kept = b->examples[i];

      b->examples[i] = b->examples[9 - i];
      b->examples[9 - i] = kept;
    }
  reversed = wf_examples_get_digest (b);
  g_assert_cmpstr (before, ==, reversed);
  b->examples[3].step++;
  changed = wf_examples_get_digest (b);
  g_assert_cmpstr (before, !=, changed);
}

static void
test_cancelled (void)
{
  g_autoptr (WfExamples) examples = make_examples (24, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  const WfCandidate candidate = { compact, 100, TRUE };
  const WfValidation validation = {
    .candidates = &candidate, .n_candidates = 1, .n_repeats = 1, .n_folds = 5
  };

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_validation_run (&validation, examples, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  const WfExamples *examples;
  WfProgress *progress;
  GError *error;
} Nested;

static gpointer
run_nested (gpointer data)
{
  Nested *self = data;
  const WfCandidate candidates[] = { { compact, 100, FALSE }, { compact, 10, FALSE }, { chosen, 10, TRUE } };
  const WfValidation validation = { .kind = WF_VALIDATION_NESTED,
                                    .candidates = candidates,
                                    .n_candidates = 3,
                                    .n_repeats = 100,
                                    .n_folds = 10,
                                    .seed = 3 };

  g_assert_null (wf_validation_run (&validation, self->examples, self->progress, &self->error));
  return NULL;
}

/* Progress advances before the first fold is done, and the work ends soon after it is told to. */
static void
test_cancelled_on_the_way (void)
{
  g_autoptr (WfExamples) examples = make_examples (60, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  Nested nested = { examples, progress, NULL };
  g_autoptr (GTimer) timer = NULL;
  GThread *thread = g_thread_new ("nested", run_nested, &nested);

  while (wf_progress_get_fraction (progress) <= 0)
    g_usleep (100);
  g_assert_cmpfloat (wf_progress_get_fraction (progress), <, 0.5);
  timer = g_timer_new ();
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_test_message ("stopped after %g s", g_timer_elapsed (timer, NULL));
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 2); /* of a busy machine, under sanitizers */
  g_assert_error (nested.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&nested.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validation/questions", test_questions);
  g_test_add_func ("/validation/folds", test_folds);
  g_test_add_func ("/validation/fit-is-used", test_fit_is_used);
  g_test_add_func ("/validation/chosen-features", test_chosen_features);
  g_test_add_func ("/validation/start", test_start);
  g_test_add_func ("/validation/scale", test_scale);
  g_test_add_func ("/validation/near", test_near);
  g_test_add_func ("/validation/wilson", test_wilson);
  g_test_add_func ("/validation/bins", test_bins);
  g_test_add_func ("/validation/score", test_score);
  g_test_add_func ("/validation/same-agents", test_same_agents);
  g_test_add_func ("/validation/learns", test_learns);
  g_test_add_func ("/validation/permuted", test_permuted);
  g_test_add_func ("/validation/threads", test_threads);
  g_test_add_func ("/validation/picks", test_picks);
  g_test_add_func ("/validation/too-few", test_too_few);
  g_test_add_func ("/validation/unlabelled", test_unlabelled);
  g_test_add_func ("/validation/digest", test_digest);
  g_test_add_func ("/validation/cancelled", test_cancelled);
  g_test_add_func ("/validation/cancelled-on-the-way", test_cancelled_on_the_way);
  return g_test_run ();
}
