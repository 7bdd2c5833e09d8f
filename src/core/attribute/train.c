/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/evaluation-private.h"
#include "core/attribute/train.h"
#include "core/base/error.h"

#define FOLDS 10

static const char *const pools[] = { "compact", "all", NULL };

static const WfParam params_of_training[] = {
  { "tier", N_ ("Tier"), WF_PARAM_INTEGER, 1, 1, 2, NULL, NULL,
    N_ ("1: a model for any framework; 2: a model for the framework of these logs") },
  { "lambda", N_ ("Penalty"), WF_PARAM_REAL, 0, 0, 1e6, NULL, NULL,
    N_ ("Penalty on the squared weights; 0 lets a cross-validation choose among 10, 30, 100 and 300") },
  { "pool", N_ ("Pool"), WF_PARAM_CHOICE, 0, 0, 0, pools, NULL,
    N_ ("Features that tier 2 may use: the 53 of the compact pool, or all") },
  { "features", N_ ("Features"), WF_PARAM_INTEGER, 0, 0, WF_N_FEATURES, NULL, NULL,
    N_ ("How many features of the pool to choose; 0 keeps them all") },
  { "repeats", N_ ("Repeats"), WF_PARAM_INTEGER, 5, 1, 100, NULL, NULL,
    N_ ("How often the ten folds of the cross-validation are drawn") },
  { "name", N_ ("Name"), WF_PARAM_TEXT, 0, 0, 0, NULL, NULL,
    N_ ("Name of the profile; without one, the command line takes that of the file") },
  { "origin", N_ ("Origin"), WF_PARAM_TEXT, 0, 0, 0, NULL, NULL,
    N_ ("What the logs are; kept in the profile") },
  { NULL },
};

typedef struct
{
  const WfExamples *examples;
  const WfProfile *start; /* nullable */
  GVariant *params;
  WfCandidate candidates[4]; /* at falling penalties */
  gsize n_candidates;
  WfValidation validation;
  WfProgress *progress;
} Training;

/**
 * wf_training_get_params: (skip)
 *
 * Returns: the parameters of wf_train()
 */
const WfParam *
wf_training_get_params (void)
{
  return params_of_training;
}

static void
set_candidates (Training *self)
{
  static const double lambdas[] = { 300, 100, 30, 10 };
  guint tier = (guint) wf_params_get_integer (self->params, "tier");
  double lambda = wf_params_get_real (self->params, "lambda");
  gboolean is_compact = g_str_equal (wf_params_get_choice (self->params, "pool"), "compact");
  WfFamily family = { tier, is_compact ? WF_N_COMPACT : WF_N_FEATURES,
                      (gsize) wf_params_get_integer (self->params, "features") };

  if (tier == 1)
    family.n_pool = WF_N_NEUTRAL;
  if (family.n_chosen >= family.n_pool)
    family.n_chosen = 0;
  self->n_candidates = lambda > 0 ? 1 : G_N_ELEMENTS (lambdas);
  for (gsize k = 0; k < self->n_candidates; k++)
    self->candidates[k] = (WfCandidate){ family, lambda > 0 ? lambda : lambdas[k], TRUE };
}

static gboolean
check_start (const Training *self, GError **error)
{
  const WfFamily *family = &self->candidates[0].family;

  if (self->start == NULL || (family->tier == 1 && family->n_chosen == 0 && self->start->tier == 1))
    return TRUE;
  g_set_error_literal (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("Training can start from the weights of another profile only in tier 1, with all of "
         "its features, and from a profile of tier 1."));
  return FALSE;
}

/* Which penalty does best when questions are left out of all the logs. */
static gboolean
choose_lambda (const Training *self, gsize *chosen, GError **error)
{
  g_autofree gsize *all = g_new (gsize, self->examples->n);
  gsize picked[WF_N_SHAPES];
  WfRng rng;

  *chosen = 0;
  if (self->n_candidates == 1)
    return TRUE;
  for (gsize i = 0; i < self->examples->n; i++)
    all[i] = i;
  wf_rng_init (&rng, self->validation.seed, G_MAXUINT64);
  wf_progress_set_stage (self->progress, _ ("Choosing the penalty"), self->n_candidates);
  if (!wf_validation_pick (&self->validation, self->examples, all, self->examples->n, &rng, picked,
                           self->progress, error))
    return FALSE;
  *chosen = picked[0];
  return TRUE;
}

static WfEvaluation *
validate (const Training *self, GError **error)
{
  g_autoptr (WfValidated) validated =
      wf_validation_run (&self->validation, self->examples, self->progress, error);

  return validated != NULL ? wf_evaluation_new_validated (&self->validation, self->examples, FALSE, validated)
                           : NULL;
}

/* The same with whole frameworks left out; *unfamiliar stays NULL when all logs are of one. */
static gboolean
validate_frameworks (const Training *self, gsize chosen, WfEvaluation **unfamiliar, GError **error)
{
  Training left_out = *self;

  *unfamiliar = NULL;
  if (!wf_examples_are_mixed (self->examples))
    return TRUE;
  left_out.validation.kind = WF_VALIDATION_FRAMEWORKS;
  left_out.validation.candidates = &self->candidates[chosen];
  left_out.validation.n_candidates = 1;
  *unfamiliar = validate (&left_out, error);
  return *unfamiliar != NULL;
}

static void
set_figures (WfProfileFigures *figures, WfEvaluation *evaluation, const WfExamples *examples)
{
  if (evaluation == NULL)
    return;
  figures->n_logs = wf_evaluation_get_n_logs (evaluation, -1);
  figures->n_repeats = wf_evaluation_get_n_repeats (evaluation);
  figures->step = wf_evaluation_get (evaluation, -1, WF_MEASURE_STEP);
  figures->step_low = wf_evaluation_get (evaluation, -1, WF_MEASURE_STEP_LOW);
  figures->step_high = wf_evaluation_get (evaluation, -1, WF_MEASURE_STEP_HIGH);
  figures->agent = wf_evaluation_get (evaluation, -1, WF_MEASURE_AGENT);
  figures->top3 = wf_evaluation_get (evaluation, -1, WF_MEASURE_TOP3);
  figures->log_loss = wf_evaluation_get (evaluation, -1, WF_MEASURE_LOG_LOSS);
  figures->constant_step = wf_floors_get_constant (examples, -1, &figures->constant);
  figures->first_worker = wf_floors_get_first_worker (examples, -1);
}

static void
replace (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

static void
set_provenance (const Training *self, WfProfile *profile, const char *command)
{
  gboolean is_mixed = wf_examples_are_mixed (self->examples);
  const char *framework = is_mixed ? "" : wf_shape_get_id (self->examples->examples[0].shape);
  const char *name = wf_params_get_text (self->params, "name");

  if (*name == '\0')
    name = *framework != '\0' ? framework : "trained";
  replace (&profile->name, name);
  replace (&profile->framework, framework);
  replace (&profile->origin, wf_params_get_text (self->params, "origin"));
  replace (&profile->command, command != NULL ? command : "");
  replace (&profile->version, PACKAGE_VERSION);
  g_free (profile->labels);
  profile->labels = wf_examples_get_digest (self->examples);
  profile->n_logs = self->examples->n;
  profile->n_questions = self->examples->n_questions;
  profile->seed = self->validation.seed;
}

static WfProfile *
fit (const Training *self, gsize chosen, GError **error)
{
  g_autofree gsize *all = g_new (gsize, self->examples->n);
  const WfCandidate *candidate = &self->candidates[chosen];
  const WfFitting fitting = { .family = &candidate->family,
                              .examples = self->examples,
                              .members = all,
                              .n_members = self->examples->n,
                              .lambdas = &candidate->lambda,
                              .n_lambdas = 1,
                              .start = self->start };
  WfProfile *profile = NULL;

  for (gsize i = 0; i < self->examples->n; i++)
    all[i] = i;
  wf_family_fit (&fitting, &profile, self->progress, error);
  return profile;
}

static void
note_start (const Training *self, WfEvaluation *evaluation)
{
  if (self->start != NULL && self->start->n_logs > 0)
    wf_evaluation_add_note (
        evaluation, _ ("Training starts from the weights of another profile. If that one was trained on "
                       "some of these logs, the figures are too good."));
}

static WfProfile *
train (const Training *self,
       const char *command,
       WfEvaluation **evaluation,
       WfEvaluation **unfamiliar,
       GError **error)
{
  g_autoptr (WfEvaluation) validated = validate (self, error);
  g_autoptr (WfEvaluation) left_out = NULL;
  g_autoptr (WfProfile) profile = NULL;
  gsize chosen;

  if (validated == NULL || !choose_lambda (self, &chosen, error) ||
      !validate_frameworks (self, chosen, &left_out, error))
    return NULL;
  profile = fit (self, chosen, error);
  if (profile == NULL)
    return NULL;
  note_start (self, validated);
  set_provenance (self, profile, command);
  set_figures (&profile->validated, validated, self->examples);
  set_figures (&profile->unfamiliar, left_out, self->examples);
  wf_profile_make_note (profile);
  if (evaluation != NULL)
    *evaluation = g_steal_pointer (&validated);
  if (unfamiliar != NULL)
    *unfamiliar = g_steal_pointer (&left_out);
  return g_steal_pointer (&profile);
}

/**
 * wf_training_name_after:
 * @params: (nullable): a{sv}, see wf_training_get_params()
 * @path: the file that the profile goes to
 *
 * A profile that is called as its file isn't taken for a bundled one.
 *
 * Returns: (transfer full): @params, with the name of @path without its ending where they give none
 */
GVariant *
wf_training_name_after (GVariant *params, const char *path)
{
  g_autoptr (GVariantDict) named = g_variant_dict_new (params);
  g_autofree char *name = g_path_get_basename (path);
  char *ending = strrchr (name, '.');
  const char *given = NULL;

  if (!g_variant_dict_lookup (named, "name", "&s", &given) || *given == '\0')
    {
      if (ending != NULL && ending != name)
        *ending = '\0';
      g_variant_dict_insert (named, "name", "s", name);
    }
  return g_variant_ref_sink (g_variant_dict_end (named));
}

/**
 * wf_train:
 * @corpus: labelled logs of failed runs; those without a label are left out
 * @start: (nullable): a profile of tier 1 to whose weights the penalty draws; %NULL for 0
 * @params: (nullable): a{sv}, see wf_training_get_params(); %NULL for the defaults
 * @command: (nullable): what makes the profile again, stored in it
 * @seed: for drawing folds
 * @n_threads: 0 = all cores; the result doesn't depend on it
 * @evaluation: (out) (optional) (transfer full): figures for questions left out of training
 * @unfamiliar: (out) (optional) (nullable) (transfer full): figures for frameworks left out as well; %NULL
 * when the logs are of one
 * @progress: (nullable): stage, fraction and cancelling
 * @error: return location
 *
 * Fits the weights of the conditional logit of wf_attribute_trace() by penalised maximum likelihood:
 * `argmin_w -sum_logs ln P(annotated step) + lambda/2 |w - w0|^2`, convex, by Newton's method. Tier 2 may
 * first choose some of its features, greedily by the gradient. The figures come from cross-validation by
 * question, in which the choice of features, and of lambda when it is 0, is made anew in every training part.
 *
 * Errors: WF_ERROR_DATA when no log is labelled, there are fewer than 3 questions, or parameters don't go
 * together; G_IO_ERROR_CANCELLED.
 *
 * Cost: a fit is linear in the steps and quadratic in the features; 50 of them with the defaults and a given
 * lambda, 3,000 when it is to be chosen.
 *
 * Returns: (transfer full): the profile, or %NULL
 */
WfProfile *
wf_train (WfCorpus *corpus,
          WfProfile *start,
          GVariant *params,
          const char *command,
          guint64 seed,
          guint n_threads,
          WfEvaluation **evaluation,
          WfEvaluation **unfamiliar,
          WfProgress *progress,
          GError **error)
{
  g_autoptr (GVariant) complete = wf_params_complete (params_of_training, params, error);
  g_autoptr (WfExamples) examples = NULL;
  Training self = { .start = start, .params = complete, .progress = progress };

  g_return_val_if_fail (corpus != NULL, NULL);

  if (complete == NULL)
    return NULL;
  set_candidates (&self);
  if (!check_start (&self, error))
    return NULL;
  self.examples = examples = wf_examples_new (corpus, n_threads, progress, error);
  if (examples == NULL)
    return NULL;
  self.validation =
      (WfValidation){ .kind = self.n_candidates > 1 ? WF_VALIDATION_NESTED : WF_VALIDATION_QUESTIONS,
                      .candidates = self.candidates,
                      .n_candidates = self.n_candidates,
                      .is_joint = TRUE,
                      .start = start,
                      .n_repeats = (guint) wf_params_get_integer (complete, "repeats"),
                      .n_folds = FOLDS,
                      .seed = seed,
                      .n_threads = n_threads };
  return train (&self, command, evaluation, unfamiliar, error);
}
