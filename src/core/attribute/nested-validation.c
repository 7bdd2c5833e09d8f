/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/logit-private.h"
#include "core/attribute/validation-private.h"

#define INNER_FOLDS   5
#define INNER_REPEATS 3 /* one split alone makes the choice noisy */

typedef struct
{
  const WfValidation *validation;
  const WfExamples *examples;
  double *loss; /* WF_N_SHAPES x n_candidates */
  WfProgress *progress;
} Inner;

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

/* The losses of `n` candidates from `first`, fitted to these members, on the tested logs of the shapes. */
static gboolean
add_losses (const Inner *self,
            gsize first,
            gsize n,
            const gsize *members,
            gsize n_members,
            const gsize *tested,
            gsize n_tested,
            WfShape from,
            WfShape to,
            GError **error)
{
  const WfValidation *v = self->validation;
  g_autofree double *lambdas = g_new (double, n);
  g_autofree WfProfile **profiles = g_new0 (WfProfile *, n);

  for (gsize k = 0; k < n; k++)
    lambdas[k] = v->candidates[first + k].lambda;
  if (!wf_family_fit (&v->candidates[first].family, self->examples, members, n_members, lambdas, n, v->start,
                      profiles, self->progress, error))
    return FALSE;
  for (gsize k = 0; k < n; k++)
    {
      for (WfShape shape = from; shape < to; shape++)
        self->loss[shape * v->n_candidates + first + k] +=
            sum_loss (self, tested, n_tested, shape, profiles[k]);
      wf_profile_unref (profiles[k]);
    }
  return TRUE;
}

static gboolean
add_fold (const Inner *self,
          const gsize *members,
          gsize n_members,
          const gsize *tested,
          gsize n_tested,
          GError **error)
{
  const WfValidation *v = self->validation;

  for (gsize first = 0, n; first < v->n_candidates; first += n)
    {
      n = count_together (v, first);
      if (v->candidates[first].is_pooled)
        {
          if (!add_losses (self, first, n, members, n_members, tested, n_tested, 0, WF_N_SHAPES, error))
            return FALSE;
          continue;
        }
      for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
        {
          gsize n_own;
          g_autofree gsize *own = wf_members_of_shape (self->examples, members, n_members, shape, &n_own);

          if (wf_members_have_shape (self->examples, tested, n_tested, shape) &&
              !add_losses (self, first, n, own, n_own, tested, n_tested, shape, shape + 1, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* One inner cross-validation. */
static gboolean
add_repeat (const Inner *self, const gsize *members, gsize n_members, WfRng *rng, GError **error)
{
  g_autofree gsize *folds = wf_examples_fold (self->examples, members, n_members, INNER_FOLDS, rng);
  g_autofree gsize *inside = g_new (gsize, n_members);
  g_autofree gsize *tested = g_new (gsize, n_members);

  for (gsize fold = 0; fold < INNER_FOLDS; fold++)
    {
      gsize n_inside = 0, n_tested = 0;

      for (gsize k = 0; k < n_members; k++)
        if (folds[k] == fold)
          tested[n_tested++] = members[k];
        else
          inside[n_inside++] = members[k];
      if (n_inside > 0 && n_tested > 0 && !add_fold (self, inside, n_inside, tested, n_tested, error))
        return FALSE;
    }
  return TRUE;
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
  Inner inner = { self, examples, loss, progress };

  for (guint repeat = 0; repeat < INNER_REPEATS; repeat++)
    if (!add_repeat (&inner, members, n_members, rng, error))
      return FALSE;
  for (WfShape shape = 0; shape < WF_N_SHAPES; shape++)
    picked[shape] = find_least (self, loss, shape);
  return TRUE;
}
