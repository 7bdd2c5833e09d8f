/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/evaluation-private.h"
#include "core/attribute/logit-private.h"
#include "core/base/parallel.h"

#define FOLDS 10

typedef struct
{
  const WfExamples *examples;
  WfProfile *profile; /* nullable */
  WfProfile **used;   /* by example */
  WfScore *scores;
  WfProgress *progress;
} Work;

/* ---- profiles as they are ---- */

static void
score (gsize task, gpointer data)
{
  Work *work = data;
  const WfExample *example = &work->examples->examples[task];
  g_autofree double *p = NULL;

  if (wf_progress_is_cancelled (work->progress))
    return;
  work->used[task] =
      work->profile != NULL ? wf_profile_ref (work->profile) : wf_profile_choose (example->trace);
  p = wf_logit_get_probabilities (example->trace, example->features, work->used[task]);
  wf_score_init (&work->scores[task], example, p);
}

/* The examples that a profile was used for. */
static char *
get_digest (const WfExamples *examples, WfProfile **used, const char *profile)
{
  WfExamples part = { .n = 0, .examples = g_new (WfExample, examples->n) };
  char *digest;

  for (gsize i = 0; i < examples->n; i++)
    if (g_str_equal (wf_profile_get_name (used[i]), profile))
      part.examples[part.n++] = examples->examples[i];
  digest = wf_examples_get_digest (&part);
  g_free (part.examples);
  return digest;
}

/* A profile that was trained on the logs it is tested on is told from their labels. */
void
wf_evaluation_describe_profiles (WfEvaluation *self, const WfExamples *examples, WfProfile **used)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < examples->n; i++)
    {
      const char *name = wf_profile_get_name (used[i]);
      g_autofree char *digest = NULL;
      g_autofree char *note = NULL;

      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        continue;
      g_ptr_array_add (names, (char *) name);
      digest = get_digest (examples, used, name);
      if (!g_str_equal (digest, wf_profile_get_labels (used[i])))
        continue;
      note = g_strdup_printf (
          _ ("The profile “%s” was trained on these very logs: its figures here are no test. "
             "“evaluate --nested” tests on questions that are left out of training."),
          name);
      wf_evaluation_add_note (self, note);
    }
  g_ptr_array_add (names, NULL);
  g_free (self->profile);
  self->profile = g_strjoinv (", ", (char **) names->pdata);
}

/**
 * wf_evaluate_profile:
 * @corpus: labelled logs of failed runs; those without a label are left out
 * @profile: (nullable): the weights; %NULL for those chosen by the shape of each log
 * @permute: whether to draw the labels by lot
 * @seed: for drawing
 * @n_threads: 0 = all cores; the result doesn't depend on it
 * @progress: (nullable): stage, fraction and cancelling
 * @error: return location
 *
 * Ranks the steps of each log as wf_attribute_trace() does and compares with the labels. Logs on which the
 * profile was trained are no test; where all are, a note says so.
 *
 * Errors: WF_ERROR_DATA when no log is labelled; G_IO_ERROR_CANCELLED.
 *
 * Cost: linear in the text.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
WfEvaluation *
wf_evaluate_profile (WfCorpus *corpus,
                     WfProfile *profile,
                     gboolean permute,
                     guint64 seed,
                     guint n_threads,
                     WfProgress *progress,
                     GError **error)
{
  g_autoptr (WfExamples) examples = NULL;
  g_autoptr (WfEvaluation) self = NULL;
  g_autoptr (GPtrArray) used = NULL;
  Work work;

  g_return_val_if_fail (corpus != NULL, NULL);

  examples = wf_examples_new (corpus, n_threads, progress, error);
  if (examples == NULL)
    return NULL;
  used = g_ptr_array_new_full (examples->n, (GDestroyNotify) wf_profile_unref);
  g_ptr_array_set_size (used, (int) examples->n);
  if (permute)
    wf_examples_permute (examples, seed);
  work = (Work){ examples, profile, (WfProfile **) used->pdata, g_new0 (WfScore, examples->n), progress };
  wf_parallel_for (examples->n, n_threads, score, &work);
  if (!wf_progress_check (progress, error))
    {
      g_free (work.scores);
      return NULL;
    }
  self = wf_evaluation_new (WF_EVALUATION_PROFILE, examples, permute, 1, work.scores, NULL);
  wf_evaluation_describe_profiles (self, examples, work.used);
  return g_steal_pointer (&self);
}

/* ---- nested cross-validation ---- */

/* "tier 2, 16 of 53 features, lambda 100, own framework" */
static char *
describe_candidate (const WfCandidate *candidate)
{
  const WfFamily *family = &candidate->family;
  const char *logs = candidate->is_pooled ? "all frameworks" : "own framework";

  if (family->n_chosen > 0)
    return g_strdup_printf ("tier %u, %zu of %zu features, lambda %g, %s", family->tier, family->n_chosen,
                            family->n_pool, candidate->lambda, logs);
  return g_strdup_printf ("tier %u, %zu features, lambda %g, %s", family->tier, family->n_pool,
                          candidate->lambda, logs);
}

static void
add_choices (WfEvaluation *self,
             const WfValidation *validation,
             const WfExamples *examples,
             const gsize *picks)
{
  for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
    for (gsize i = 0; i < examples->n; i++)
      if (examples->examples[i].shape == shape)
        {
          for (gsize c = 0; c < validation->n_candidates; c++)
            {
              gsize times = picks[shape * validation->n_candidates + c];
              WfChoice choice = { NULL, wf_shape_get_id (shape), (guint) times };

              if (times == 0)
                continue;
              choice.model = describe_candidate (&validation->candidates[c]);
              g_array_append_val (self->choices, choice);
            }
          break;
        }
}

WfEvaluation *
wf_evaluation_new_validated (const WfValidation *validation,
                             const WfExamples *examples,
                             gboolean is_permuted,
                             WfValidated *validated)
{
  static const WfEvaluationKind kinds[] = { WF_EVALUATION_TRAINING, WF_EVALUATION_FRAMEWORKS,
                                            WF_EVALUATION_NESTED };
  WfEvaluation *self =
      wf_evaluation_new (kinds[validation->kind], examples, is_permuted, validated->n_repeats,
                         g_steal_pointer (&validated->scores), g_steal_pointer (&validated->folds));

  if (validation->kind == WF_VALIDATION_NESTED)
    add_choices (self, validation, examples, validated->picks);
  return self;
}

typedef struct
{
  WfFamily family;
  double lambdas[4]; /* falling; 0 = no more */
  gboolean is_pooled;
} Row;

/* The more features, the larger the penalties worth trying. Each candidate more makes the choice noisier, so
 * that those the inner cross-validations on Who&When hardly ever took are left out: 16 features chosen on the
 * logs of several frameworks, and small penalties on all features. When all logs are of one framework,
 * pooling them changes nothing. */
static GArray *
list_candidates (const WfExamples *examples)
{
  static const Row rows[] = {
    { { 2, WF_N_COMPACT, 0 }, { 300, 100, 30, 10 }, FALSE },
    { { 2, WF_N_COMPACT, 0 }, { 300, 100, 30, 10 }, TRUE },
    { { 2, WF_N_COMPACT, 16 }, { 100, 30, 10 }, FALSE },
    { { 2, WF_N_FEATURES, 0 }, { 300, 100 }, FALSE },
    { { 2, WF_N_FEATURES, 0 }, { 300, 100 }, TRUE },
    { { 1, WF_N_NEUTRAL, 0 }, { 100, 30 }, FALSE },
    { { 1, WF_N_NEUTRAL, 0 }, { 100, 30 }, TRUE },
  };
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (WfCandidate));

  for (gsize r = 0; r < G_N_ELEMENTS (rows); r++)
    for (gsize l = 0; l < G_N_ELEMENTS (rows[r].lambdas) && rows[r].lambdas[l] > 0; l++)
      {
        WfCandidate candidate = { rows[r].family, rows[r].lambdas[l], rows[r].is_pooled };

        if (!candidate.is_pooled || wf_examples_are_mixed (examples))
          g_array_append_val (candidates, candidate);
      }
  return candidates;
}

/**
 * wf_evaluate_nested:
 * @corpus: labelled logs of failed runs; those without a label are left out
 * @n_repeats: how often the folds are drawn, at least 1
 * @permute: whether to draw the labels by lot first: a method that leaks does better than chance
 * @seed: for drawing
 * @n_threads: 0 = all cores; the result doesn't depend on it
 * @progress: (nullable): stage, fraction and cancelling
 * @error: return location
 *
 * What to expect of training on logs like these: nested cross-validation (Stone 1974; Varma & Simon 2006, BMC
 * Bioinformatics 7:91). Ten outer folds, by question: a question is in one fold only, in whatever folders its
 * logs lie. Within the training part of each, three inner five-fold cross-validations choose the model by
 * likelihood, for each framework, fitted to the framework's own logs or to all: tier 2 with 53 features at
 * lambda 10, 30, 100 or 300, with 16 of these chosen in the fold (own logs only) at 10, 30 or 100, with all
 * 132 at 100 or 300; tier 1 at 30 or 100. Every mean, deviation, choice and weight comes from the training
 * part. wf_train() fits whichever is chosen.
 *
 * Errors: WF_ERROR_DATA when no log is labelled or there are fewer than 3 questions; G_IO_ERROR_CANCELLED.
 *
 * Cost: about 5,500 fits a repeat, most of which start from one to nearly the same logs; 3 s of CPU for 128
 * logs.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
WfEvaluation *
wf_evaluate_nested (WfCorpus *corpus,
                    guint n_repeats,
                    gboolean permute,
                    guint64 seed,
                    guint n_threads,
                    WfProgress *progress,
                    GError **error)
{
  g_autoptr (WfExamples) examples = NULL;
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (WfValidated) validated = NULL;
  WfValidation validation = { .kind = WF_VALIDATION_NESTED,
                              .n_repeats = n_repeats,
                              .n_folds = FOLDS,
                              .seed = seed,
                              .n_threads = n_threads };

  g_return_val_if_fail (corpus != NULL && n_repeats > 0, NULL);

  examples = wf_examples_new (corpus, n_threads, progress, error);
  if (examples == NULL)
    return NULL;
  if (permute)
    wf_examples_permute (examples, seed);
  candidates = list_candidates (examples);
  validation.candidates = (const WfCandidate *) candidates->data;
  validation.n_candidates = candidates->len;
  validated = wf_validation_run (&validation, examples, progress, error);
  if (validated == NULL)
    return NULL;
  return wf_evaluation_new_validated (&validation, examples, permute, validated);
}
