/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/choices-private.h"
#include "core/attribute/fitting-private.h"

#define MIN_SD 1e-9 /* of a feature that varies */

typedef struct
{
  double mean[WF_N_FEATURES];
  double sd[WF_N_FEATURES];
} Scale;

/* Mean and standard deviation of each feature over all steps of the members, log by log (Chan, Golub &
 * LeVeque 1983). */
static void
scale_init (Scale *self, const WfExamples *examples, const gsize *members, gsize n_members, gsize n_pool)
{
  double n_rows = 0;

  memset (self, 0, sizeof *self);
  for (gsize k = 0; k < n_members; k++)
    {
      const WfExample *example = &examples->examples[members[k]];
      double n = (double) example->features->n_steps, share = n / (n_rows + n);

      for (gsize f = 0; f < n_pool; f++)
        {
          double distance = example->mean[f] - self->mean[f];

          self->mean[f] += share * distance;
          self->sd[f] += example->squares[f] + n_rows * share * distance * distance;
        }
      n_rows += n;
    }
  for (gsize f = 0; f < n_pool; f++)
    {
      self->sd[f] = sqrt (self->sd[f] / n_rows);
      if (self->sd[f] < MIN_SD)
        self->sd[f] = 1;
    }
}

static WfChoices *
choices_allocate (
    const WfExamples *examples, const gsize *members, gsize n_members, gsize n_features, GError **error)
{
  g_autofree gsize *start = g_new0 (gsize, n_members + 1);
  g_autofree gsize *chosen = g_new (gsize, MAX (n_members, 1));

  for (gsize k = 0; k < n_members; k++)
    {
      chosen[k] = start[k] + examples->examples[members[k]].step;
      start[k + 1] = start[k] + examples->examples[members[k]].features->n_steps;
    }
  return wf_choices_new (n_members, start, chosen, n_features, error);
}

static void
fill (const WfFamily *family, const Scale *scale, const WfExample *example, double *z, double *offset)
{
  gsize n = example->features->n_steps;

  if (family->tier == 1)
    {
      memcpy (z, example->neutral, n * WF_N_NEUTRAL * sizeof *z);
      memcpy (offset, example->prior, n * sizeof *z);
      return;
    }
  for (gsize i = 0; i < n; i++)
    for (gsize f = 0; f < family->n_pool; f++)
      z[i * family->n_pool + f] = (wf_features_get (example->features, i, f) - scale->mean[f]) / scale->sd[f];
}

static WfChoices *
make_choices (const WfFitting *self, const Scale *scale, WfProgress *progress, GError **error)
{
  const WfFamily *family = self->family;
  g_autoptr (WfChoices) choices =
      choices_allocate (self->examples, self->members, self->n_members, family->n_pool, error);

  for (gsize k = 0; k < self->n_members && choices != NULL; k++)
    {
      gsize row = choices->start[k];

      if (!wf_progress_check (progress, error))
        return NULL;
      fill (family, scale, &self->examples->examples[self->members[k]], choices->z + row * family->n_pool,
            choices->offset + row);
    }
  return g_steal_pointer (&choices);
}

static WfProfile *
make_profile (const WfFamily *family, const Scale *scale, double lambda)
{
  WfProfile *profile = wf_profile_new_empty ();

  profile->tier = family->tier;
  profile->lambda = lambda;
  if (family->tier == 2)
    for (gsize f = 0; f < family->n_pool; f++)
      {
        profile->mean[f] = scale->mean[f];
        profile->sd[f] = scale->sd[f];
      }
  return profile;
}

/* What the near optimum and curvature are when features are scaled as the profile does, and for so many logs.
 * (transfer full) */
static double *
adapt (const WfNear *near, gsize k, const WfProfile *profile, gsize n_logs, double *weights)
{
  const WfProfile *other = near->profiles[k];
  double share = (double) n_logs / (double) near->n_logs;
  double *hessian = g_memdup2 (near->hessians[k], near->n_pool * near->n_pool * sizeof *hessian);
  g_autofree double *ratio = g_new (double, near->n_pool);

  for (gsize f = 0; f < near->n_pool; f++)
    {
      ratio[f] = profile->tier == 2 ? other->sd[f] / profile->sd[f] : 1;
      weights[f] = other->weights[f] / ratio[f];
    }
  for (gsize a = 0; a < near->n_pool; a++)
    for (gsize b = 0; b < near->n_pool; b++)
      hessian[a * near->n_pool + b] *= share * ratio[a] * ratio[b];
  return hessian;
}

/* weights: those of the last, larger penalty in, those of this one out; n_pool */
static gboolean
fit_all (const WfFitting *self,
         gsize k,
         const WfChoices *choices,
         WfProfile *profile,
         double *weights,
         WfProgress *progress,
         GError **error)
{
  const double *anchor = self->start != NULL ? self->start->weights : NULL;
  g_autofree double *curvature =
      self->near != NULL ? adapt (self->near, k, profile, self->n_members, weights) : NULL;

  if (!wf_choices_fit (choices, profile->lambda, anchor, curvature, weights, progress, error))
    return FALSE;
  for (gsize f = 0; f < choices->n_features; f++)
    {
      profile->is_used[f] = TRUE;
      profile->weights[f] = weights[f];
    }
  return TRUE;
}

static gboolean
fit_chosen (const WfFamily *family,
            const WfChoices *choices,
            WfProfile *profile,
            WfProgress *progress,
            GError **error)
{
  g_autofree gsize *features = g_new (gsize, family->n_pool);
  g_autofree double *weights = g_new (double, family->n_pool);
  gsize n =
      wf_choices_select (choices, profile->lambda, family->n_chosen, features, weights, progress, error);

  for (gsize k = 0; k < n; k++)
    {
      profile->is_used[features[k]] = TRUE;
      profile->weights[features[k]] = weights[k];
    }
  return n > 0;
}

static double *
find_curvature (const WfChoices *choices, const double *weights, WfProgress *progress)
{
  gsize p = choices->n_features;
  g_autofree double *probability = g_new (double, choices->n_rows);
  g_autofree double *scaled = g_new (double, choices->n_rows *p);
  double *hessian = g_new (double, p *p);

  wf_choices_get_loss (choices, weights, probability, NULL, progress);
  wf_choices_get_hessian (choices, probability, scaled, hessian, progress);
  return hessian;
}

/* hessians: nullable; the curvature at each optimum, (transfer full) */
static gboolean
fit (const WfFitting *self, WfProfile **profiles, double **hessians, WfProgress *progress, GError **error)
{
  const WfFamily *family = self->family;
  Scale scale;
  g_autoptr (WfChoices) choices = NULL;
  g_autofree double *weights = g_new0 (double, family->n_pool);
  gboolean is_fine = TRUE;

  scale_init (&scale, self->examples, self->members, self->n_members, family->n_pool);
  choices = make_choices (self, &scale, progress, error);
  if (choices == NULL)
    return FALSE;
  if (self->start != NULL)
    memcpy (weights, self->start->weights, family->n_pool * sizeof *weights);
  for (gsize k = 0; k < self->n_lambdas && is_fine; k++)
    {
      profiles[k] = make_profile (family, &scale, self->lambdas[k]);
      is_fine = family->n_chosen > 0 ? fit_chosen (family, choices, profiles[k], progress, error)
                                     : fit_all (self, k, choices, profiles[k], weights, progress, error);
      if (is_fine && hessians != NULL)
        hessians[k] = find_curvature (choices, weights, progress);
    }
  for (gsize k = 0; k < self->n_lambdas && !is_fine; k++)
    g_clear_pointer (&profiles[k], wf_profile_unref);
  return is_fine;
}

gboolean
wf_family_fit (const WfFitting *self, WfProfile **profiles, WfProgress *progress, GError **error)
{
  const WfFamily *family = self->family;

  g_return_val_if_fail (family->tier == 2 || family->n_pool == WF_N_NEUTRAL, FALSE);
  g_return_val_if_fail (self->n_members > 0, FALSE);
  g_return_val_if_fail (self->near == NULL ||
                            (self->near->n_pool == family->n_pool &&
                             self->near->n_lambdas == self->n_lambdas && family->n_chosen == 0),
                        FALSE);

  memset (profiles, 0, self->n_lambdas * sizeof *profiles);
  return fit (self, profiles, NULL, progress, error);
}

WfNear *
wf_near_new (const WfFitting *fitting, WfProgress *progress, GError **error)
{
  g_autoptr (WfNear) self = NULL;

  g_return_val_if_fail (fitting->family->n_chosen == 0 && fitting->n_members > 0, NULL);

  self = g_new0 (WfNear, 1);
  self->n_logs = fitting->n_members;
  self->n_pool = fitting->family->n_pool;
  self->n_lambdas = fitting->n_lambdas;
  self->profiles = g_new0 (WfProfile *, fitting->n_lambdas);
  self->hessians = g_new0 (double *, fitting->n_lambdas);
  if (!fit (fitting, self->profiles, self->hessians, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
wf_near_free (WfNear *self)
{
  if (self == NULL)
    return;
  for (gsize k = 0; k < self->n_lambdas; k++)
    {
      g_clear_pointer (&self->profiles[k], wf_profile_unref);
      g_free (self->hessians[k]);
    }
  g_free (self->profiles);
  g_free (self->hessians);
  g_free (self);
}
