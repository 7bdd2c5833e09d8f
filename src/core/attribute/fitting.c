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

/* Mean and standard deviation of each feature over all steps of the members. */
static void
scale_init (Scale *self, const WfExamples *examples, const gsize *members, gsize n_members, gsize n_pool)
{
  double n_rows = 0;

  memset (self, 0, sizeof *self);
  for (gsize k = 0; k < n_members; k++)
    {
      const WfFeatures *features = examples->examples[members[k]].features;

      n_rows += (double) features->n_steps;
      for (gsize i = 0; i < features->n_steps; i++)
        for (gsize f = 0; f < n_pool; f++)
          self->mean[f] += wf_features_get (features, i, f);
    }
  for (gsize f = 0; f < n_pool; f++)
    self->mean[f] /= n_rows;
  for (gsize k = 0; k < n_members; k++)
    {
      const WfFeatures *features = examples->examples[members[k]].features;

      for (gsize i = 0; i < features->n_steps; i++)
        for (gsize f = 0; f < n_pool; f++)
          self->sd[f] += pow (wf_features_get (features, i, f) - self->mean[f], 2);
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

static WfChoices *
make_choices (const WfFamily *family,
              const Scale *scale,
              const WfExamples *examples,
              const gsize *members,
              gsize n_members,
              GError **error)
{
  WfChoices *choices = choices_allocate (examples, members, n_members, family->n_pool, error);

  if (choices == NULL)
    return NULL;
  for (gsize k = 0; k < n_members; k++)
    {
      const WfExample *example = &examples->examples[members[k]];
      gsize n = example->features->n_steps;
      double *z = choices->z + choices->start[k] * family->n_pool;

      if (family->tier == 1)
        {
          memcpy (z, example->neutral, n * WF_N_NEUTRAL * sizeof *z);
          memcpy (choices->offset + choices->start[k], example->prior, n * sizeof *z);
        }
      else
        for (gsize i = 0; i < n; i++)
          for (gsize f = 0; f < family->n_pool; f++)
            z[i * family->n_pool + f] =
                (wf_features_get (example->features, i, f) - scale->mean[f]) / scale->sd[f];
    }
  return choices;
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

/* weights: those of the last, larger penalty in, those of this one out; n_pool */
static gboolean
fit_all (const WfChoices *choices,
         const WfProfile *start,
         WfProfile *profile,
         double *weights,
         WfProgress *progress,
         GError **error)
{
  if (!wf_choices_fit (choices, profile->lambda, start != NULL ? start->weights : NULL, weights, progress,
                       error))
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

gboolean
wf_family_fit (const WfFamily *self,
               const WfExamples *examples,
               const gsize *members,
               gsize n_members,
               const double *lambdas,
               gsize n_lambdas,
               const WfProfile *start,
               WfProfile **profiles,
               WfProgress *progress,
               GError **error)
{
  Scale scale;
  g_autoptr (WfChoices) choices = NULL;
  g_autofree double *weights = g_new0 (double, self->n_pool);
  gboolean is_fine = TRUE;

  g_return_val_if_fail (self->tier == 2 || self->n_pool == WF_N_NEUTRAL, FALSE);
  g_return_val_if_fail (n_members > 0, FALSE);

  scale_init (&scale, examples, members, n_members, self->n_pool);
  choices = make_choices (self, &scale, examples, members, n_members, error);
  if (choices == NULL)
    return FALSE;
  if (start != NULL)
    memcpy (weights, start->weights, self->n_pool * sizeof *weights);
  for (gsize k = 0; k < n_lambdas; k++)
    profiles[k] = make_profile (self, &scale, lambdas[k]);
  for (gsize k = 0; k < n_lambdas && is_fine; k++)
    is_fine = self->n_chosen > 0 ? fit_chosen (self, choices, profiles[k], progress, error)
                                 : fit_all (choices, start, profiles[k], weights, progress, error);
  for (gsize k = 0; k < n_lambdas && !is_fine; k++)
    g_clear_pointer (&profiles[k], wf_profile_unref);
  return is_fine;
}
