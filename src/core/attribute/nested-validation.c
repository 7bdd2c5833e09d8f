/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/logit-private.h"
#include "core/attribute/validation-private.h"

#define INNER_FOLDS   5
#define INNER_REPEATS 3 /* one split alone makes the choice noisy */
#define N_SPLITS      (INNER_FOLDS * INNER_REPEATS)

typedef struct
{
  const WfValidation *validation;
  const WfExamples *examples;
  const gsize *members;
  gsize n_members;
  gsize *folds; /* INNER_REPEATS x n_members */
  double *loss; /* WF_N_SHAPES x n_candidates */
  WfProgress *progress;
} Inner;

/* Candidates that differ in nothing but the penalty, tested on the logs of some shapes. */
typedef struct
{
  const Inner *inner;
  gsize first, n;
  WfShape from, to;
  double *lambdas;
} Group;

/* Candidates that differ in nothing but the penalty are fitted together, one after the other. */
static gsize
count_together (const WfValidation *self, gsize first)
{
  const WfCandidate *a = &self->candidates[first];
  gsize n = 1;

  while (first + n < self->n_candidates)
    {
      const WfCandidate *b = &self->candidates[first + n];

      if (b->family.tier != a->family.tier || b->family.n_pool != a->family.n_pool ||
          b->family.n_chosen != a->family.n_chosen || b->is_pooled != a->is_pooled || b->lambda > a->lambda)
        break;
      n++;
    }
  return n;
}

static double
sum_loss (const Inner *self, const gsize *tested, gsize n_tested, WfShape shape, WfProfile *profile)
{
  double loss = 0;

  for (gsize k = 0; k < n_tested; k++)
    {
      const WfExample *example = &self->examples->examples[tested[k]];
      g_autofree double *p = NULL;

      if (example->shape != shape)
        continue;
      p = wf_logit_get_probabilities (example->trace, example->features, profile);
      loss += wf_score_get_loss (example, p);
    }
  return loss;
}

static gsize *
copy_members (const Group *self, const gsize *members, gsize n_members, gsize *n)
{
  const Inner *inner = self->inner;

  if (!inner->validation->candidates[self->first].is_pooled)
    return wf_members_of_shape (inner->examples, members, n_members, self->from, n);
  *n = n_members;
  return g_memdup2 (members, n_members * sizeof *members);
}

static WfFitting
get_fitting (const Group *self, const gsize *members, gsize n_members, const WfNear *near)
{
  const WfValidation *v = self->inner->validation;

  return (WfFitting){ &v->candidates[self->first].family,
                      self->inner->examples,
                      members,
                      n_members,
                      self->lambdas,
                      self->n,
                      v->start,
                      near };
}

static void
divide (const Inner *self, gsize split, gsize *inside, gsize *n_inside, gsize *tested, gsize *n_tested)
{
  const gsize *folds = self->folds + split / INNER_FOLDS * self->n_members;

  *n_inside = *n_tested = 0;
  for (gsize k = 0; k < self->n_members; k++)
    if (folds[k] == split % INNER_FOLDS)
      tested[(*n_tested)++] = self->members[k];
    else
      inside[(*n_inside)++] = self->members[k];
}

/* Fits the group to one part of the members and adds its losses on the other. */
static gboolean
add_split (const Group *self, gsize split, const WfNear *near, GError **error)
{
  const Inner *inner = self->inner;
  g_autofree gsize *inside = g_new (gsize, inner->n_members);
  g_autofree gsize *tested = g_new (gsize, inner->n_members);
  g_autofree gsize *own = NULL;
  g_autofree WfProfile **profiles = g_new0 (WfProfile *, self->n);
  gboolean is_needed = FALSE;
  gsize n_inside, n_tested, n_own;
  WfFitting fitting;

  divide (inner, split, inside, &n_inside, tested, &n_tested);
  for (WfShape shape = self->from; shape < self->to; shape++)
    is_needed |= wf_members_have_shape (inner->examples, tested, n_tested, shape);
  if (n_inside == 0 || !is_needed)
    return TRUE;
  own = copy_members (self, inside, n_inside, &n_own);
  fitting = get_fitting (self, own, n_own, near);
  if (!wf_family_fit (&fitting, profiles, inner->progress, error))
    return FALSE;
  for (gsize k = 0; k < self->n; k++)
    {
      for (WfShape shape = self->from; shape < self->to; shape++)
        inner->loss[shape * inner->validation->n_candidates + self->first + k] +=
            sum_loss (inner, tested, n_tested, shape, profiles[k]);
      wf_profile_unref (profiles[k]);
    }
  return TRUE;
}

/* The fits of all splits are near that of all members: each starts from it. */
static gboolean
add_group (const Group *self, GError **error)
{
  const Inner *inner = self->inner;
  g_autoptr (WfNear) near = NULL;

  if (inner->validation->candidates[self->first].family.n_chosen == 0)
    {
      gsize n_own;
      g_autofree gsize *own = copy_members (self, inner->members, inner->n_members, &n_own);
      const WfFitting fitting = get_fitting (self, own, n_own, NULL);

      near = wf_near_new (&fitting, inner->progress, error);
      if (near == NULL)
        return FALSE;
    }
  for (gsize split = 0; split < N_SPLITS; split++)
    if (!add_split (self, split, near, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_candidates (const Inner *self, gsize first, gsize n, GError **error)
{
  const WfCandidate *candidates = self->validation->candidates;
  g_autofree double *lambdas = g_new (double, n);
  Group group = { self, first, n, 0, WF_N_SHAPES, lambdas };

  for (gsize k = 0; k < n; k++)
    lambdas[k] = candidates[first + k].lambda;
  if (candidates[first].is_pooled)
    return add_group (&group, error);
  for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
    {
      group.from = shape;
      group.to = shape + 1;
      if (wf_members_have_shape (self->examples, self->members, self->n_members, shape) &&
          !add_group (&group, error))
        return FALSE;
    }
  return TRUE;
}

static void
draw_folds (Inner *self, WfRng *rng)
{
  for (gsize repeat = 0; repeat < INNER_REPEATS; repeat++)
    {
      g_autofree gsize *folds =
          wf_examples_fold (self->examples, self->members, self->n_members, INNER_FOLDS, rng);

      memcpy (self->folds + repeat * self->n_members, folds, self->n_members * sizeof *folds);
    }
}

static double
get_loss (const WfValidation *self, const double *loss, WfShape shape, gsize candidate)
{
  double sum = 0;

  if (!self->is_joint)
    return loss[shape * self->n_candidates + candidate];
  for (WfShape s = 0; s < WF_N_SHAPES; s++)
    sum += loss[s * self->n_candidates + candidate];
  return sum;
}

static gsize
find_least (const WfValidation *self, const double *loss, WfShape shape)
{
  gsize best = 0;

  for (gsize c = 1; c < self->n_candidates; c++)
    if (get_loss (self, loss, shape, c) < get_loss (self, loss, shape, best))
      best = c;
  return best;
}

gboolean
wf_validation_pick (const WfValidation *self,
                    const WfExamples *examples,
                    const gsize *members,
                    gsize n_members,
                    WfRng *rng,
                    gsize *picked,
                    WfProgress *progress,
                    GError **error)
{
  g_autofree double *loss = g_new0 (double, WF_N_SHAPES * self->n_candidates);
  g_autofree gsize *folds = g_new (gsize, MAX (INNER_REPEATS * n_members, 1));
  Inner inner = { self, examples, members, n_members, folds, loss, progress };

  draw_folds (&inner, rng);
  for (gsize first = 0, n; first < self->n_candidates; first += n)
    {
      n = count_together (self, first);
      if (!add_candidates (&inner, first, n, error))
        return FALSE;
      wf_progress_advance (progress, n);
    }
  for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
    picked[shape] = find_least (self, loss, shape);
  return TRUE;
}
