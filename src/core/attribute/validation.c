/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/logit-private.h"
#include "core/attribute/validation-private.h"
#include "core/base/error.h"
#include "core/base/parallel.h"

#define MIN_LOGS 3    /* of a shape, for a model of its own */
#define STREAMS  4096 /* random streams of one repeat: the first for its folds, the others for inner ones */

typedef struct
{
  const WfValidation *validation;
  const WfExamples *examples;
  gsize n_folds;
  WfValidated *result;
  gsize *picked; /* (n_repeats n_folds) x WF_N_SHAPES */
  WfProgress *progress;
  GError **errors; /* of each task */
} Run;

gboolean
wf_members_have_shape (const WfExamples *examples, const gsize *members, gsize n_members, WfShape shape)
{
  for (gsize k = 0; k < n_members; k++)
    if (examples->examples[members[k]].shape == shape)
      return TRUE;
  return FALSE;
}

gsize *
wf_members_of_shape (
    const WfExamples *examples, const gsize *members, gsize n_members, WfShape shape, gsize *n)
{
  gsize *own = g_new (gsize, MAX (n_members, 1));

  *n = 0;
  for (gsize k = 0; k < n_members; k++)
    if (examples->examples[members[k]].shape == shape)
      own[(*n)++] = members[k];
  if (*n >= MIN_LOGS)
    return own;
  for (gsize k = 0; k < n_members; k++)
    own[k] = members[k];
  *n = n_members;
  return own;
}

static gsize *
members_of_other_shapes (
    const WfExamples *examples, const gsize *members, gsize n_members, WfShape shape, gsize *n)
{
  gsize *others = g_new (gsize, MAX (n_members, 1));

  *n = 0;
  for (gsize k = 0; k < n_members; k++)
    if (examples->examples[members[k]].shape != shape)
      others[(*n)++] = members[k];
  return others;
}

/* The model by which the logs of one shape are tested. (transfer full) */
static WfProfile *
fit (const Run *run,
     const gsize *members,
     gsize n_members,
     WfShape shape,
     const WfCandidate *candidate,
     GError **error)
{
  const WfValidation *self = run->validation;
  g_autofree gsize *own = NULL;
  WfProfile *profile = NULL;
  WfFitting fitting = { .family = &candidate->family,
                        .examples = run->examples,
                        .members = members,
                        .n_members = n_members,
                        .lambdas = &candidate->lambda,
                        .n_lambdas = 1,
                        .start = self->start };

  if (self->kind == WF_VALIDATION_FRAMEWORKS)
    own = members_of_other_shapes (run->examples, members, n_members, shape, &fitting.n_members);
  else if (!candidate->is_pooled)
    own = wf_members_of_shape (run->examples, members, n_members, shape, &fitting.n_members);
  if (fitting.n_members == 0)
    {
      g_set_error_literal (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("With its framework and its question left out, a log has no other to be tested by. "
             "Give more labelled logs."));
      return NULL;
    }
  if (own != NULL)
    fitting.members = own;
  wf_family_fit (&fitting, &profile, run->progress, error);
  return profile;
}

static void
score_shape (
    const Run *run, const gsize *tested, gsize n_tested, WfShape shape, WfProfile *profile, WfScore *scores)
{
  for (gsize k = 0; k < n_tested; k++)
    {
      const WfExample *example = &run->examples->examples[tested[k]];
      g_autofree double *p = NULL;

      if (example->shape != shape)
        continue;
      p = wf_logit_get_probabilities (example->trace, example->features, profile);
      wf_score_init (&scores[tested[k]], example, p);
    }
}

/* One fold of one repeat. */
static void
run_fold (gsize task, gpointer data)
{
  const Run *run = data;
  const WfValidation *self = run->validation;
  gsize n = run->examples->n, repeat = task / run->n_folds, fold = task % run->n_folds;
  const gsize *folds = run->result->folds + repeat * n;
  g_autofree gsize *members = g_new (gsize, n);
  g_autofree gsize *tested = g_new (gsize, n);
  gsize n_members = 0, n_tested = 0;
  gsize *picked = run->picked + task * WF_N_SHAPES;
  WfRng rng;

  for (gsize i = 0; i < n; i++)
    if (folds[i] == fold)
      tested[n_tested++] = i;
    else
      members[n_members++] = i;
  wf_rng_init (&rng, self->seed, repeat * STREAMS + 1 + fold);
  if (self->kind == WF_VALIDATION_NESTED &&
      !wf_validation_pick (self, run->examples, members, n_members, &rng, picked, run->progress,
                           &run->errors[task]))
    return;
  for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
    if (wf_members_have_shape (run->examples, tested, n_tested, shape))
      {
        g_autoptr (WfProfile) profile =
            fit (run, members, n_members, shape, &self->candidates[picked[shape]], &run->errors[task]);

        if (profile == NULL)
          return;
        score_shape (run, tested, n_tested, shape, profile, run->result->scores + repeat * n);
      }
  wf_progress_advance (run->progress, 1);
}

static void
count_picks (const Run *run)
{
  const WfValidation *self = run->validation;

  for (gsize task = 0; task < self->n_repeats * run->n_folds; task++)
    for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
      run->result->picks[shape * self->n_candidates + run->picked[task * WF_N_SHAPES + shape]]++;
}

static void
draw_folds (const Run *run)
{
  gsize n = run->examples->n;
  g_autofree gsize *all = g_new (gsize, n);

  for (gsize i = 0; i < n; i++)
    all[i] = i;
  for (gsize repeat = 0; repeat < run->validation->n_repeats; repeat++)
    {
      g_autofree gsize *folds = NULL;
      WfRng rng;

      wf_rng_init (&rng, run->validation->seed, repeat * STREAMS);
      folds = wf_examples_fold (run->examples, all, n, run->n_folds, &rng);
      for (gsize i = 0; i < n; i++)
        run->result->folds[repeat * n + i] = folds[i];
    }
}

static gboolean
check_size (const WfValidation *self, const WfExamples *examples, GError **error)
{
  if (examples->n_questions < 3)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("Cross-validation leaves questions out, and these %zu labelled logs answer only %zu. Give "
             "logs of at least 3 different questions."),
          examples->n, examples->n_questions);
      return FALSE;
    }
  return TRUE;
}

static gboolean
take_error (Run *run, gsize n_tasks, GError **error)
{
  gboolean is_fine = TRUE;

  for (gsize task = 0; task < n_tasks; task++)
    if (run->errors[task] != NULL && is_fine)
      {
        g_propagate_error (error, g_steal_pointer (&run->errors[task]));
        is_fine = FALSE;
      }
    else
      g_clear_error (&run->errors[task]);
  return is_fine;
}

/* Repeated cross-validation, grouped by question; in the training part of each fold every statistic, choice
 * and weight is found anew. Repeats and folds are the tasks: the same result at any number of threads. */
WfValidated *
wf_validation_run (const WfValidation *self, const WfExamples *examples, WfProgress *progress, GError **error)
{
  g_autoptr (WfValidated) result = NULL;
  g_autofree GError **errors = NULL;
  g_autofree gsize *picked = NULL;
  Run run = { .validation = self, .examples = examples, .progress = progress };
  gsize n_tasks;

  if (!check_size (self, examples, error))
    return NULL;
  run.n_folds = MIN (self->n_folds, examples->n_questions);
  n_tasks = self->n_repeats * run.n_folds;
  run.result = result = g_new0 (WfValidated, 1);
  run.errors = errors = g_new0 (GError *, n_tasks);
  run.picked = picked = g_new0 (gsize, n_tasks * WF_N_SHAPES);
  result->n_repeats = self->n_repeats;
  result->n = examples->n;
  result->scores = g_new0 (WfScore, self->n_repeats * examples->n);
  result->folds = g_new0 (gsize, self->n_repeats * examples->n);
  result->picks = g_new0 (gsize, WF_N_SHAPES * self->n_candidates);
  draw_folds (&run);
  wf_progress_set_stage (progress, _ ("Cross-validating"),
                         n_tasks * (self->kind == WF_VALIDATION_NESTED ? self->n_candidates + 1 : 1));
  wf_parallel_for (n_tasks, self->n_threads, run_fold, &run);
  if (!take_error (&run, n_tasks, error))
    return NULL;
  count_picks (&run);
  return g_steal_pointer (&result);
}

void
wf_validated_free (WfValidated *self)
{
  if (self == NULL)
    return;
  g_free (self->scores);
  g_free (self->folds);
  g_free (self->picks);
  g_free (self);
}
