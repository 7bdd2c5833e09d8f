/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/choices-private.h"
#include "core/base/linalg.h"

#define MAX_STEPS    200 /* Newton steps; a convex problem needs about ten */
#define MAX_HALVINGS 40
#define LAST         1e-9 /* relative decrement before the last step, which squares it */
#define NEAR_LAST    1e-7 /* the same when the curvature is given */
#define SLOW         0.4  /* a given curvature is no good when the decrement doesn't fall to this share */
#define SUFFICIENT   1e-4 /* share of the predicted fall that a step must bring (Armijo 1966) */
#define BATCH        3    /* features chosen between two fits */

typedef struct
{
  const WfChoices *choices;
  double lambda;
  const double *anchor; /* nullable */
  WfProgress *progress; /* nullable */
  double *probability;
  double *gradient;     /* of the objective, at the weights */
  double *factor;       /* Cholesky, of Hessian + lambda */
  gboolean is_factored; /* else the Hessian was not positive definite */
  double *scaled;       /* nullable: made at the first Hessian */
  double *step;
  double *trial;
} Newton;

static void
newton_init (
    Newton *self, const WfChoices *choices, double lambda, const double *anchor, WfProgress *progress)
{
  gsize p = choices->n_features;

  *self = (Newton){ .choices = choices, .lambda = lambda, .anchor = anchor, .progress = progress };
  self->probability = g_new (double, MAX (choices->n_rows, 1));
  self->gradient = g_new (double, p);
  self->factor = g_new (double, p *p);
  self->step = g_new (double, p);
  self->trial = g_new (double, p);
}

static void
newton_clear (Newton *self)
{
  g_free (self->probability);
  g_free (self->scaled);
  g_free (self->gradient);
  g_free (self->factor);
  g_free (self->step);
  g_free (self->trial);
}

static double
get_distance (const Newton *self, const double *weights, gsize f)
{
  return weights[f] - (self->anchor != NULL ? self->anchor[f] : 0);
}

/* Fills the gradient too. */
static double
get_objective (Newton *self, const double *weights)
{
  double squares = 0;
  double loss =
      wf_choices_get_loss (self->choices, weights, self->probability, self->gradient, self->progress);

  for (gsize f = 0; f < self->choices->n_features; f++)
    {
      double distance = get_distance (self, weights, f);

      squares += distance * distance;
      self->gradient[f] += self->lambda * distance;
    }
  return loss + 0.5 * self->lambda * squares;
}

/* curvature: nullable = the Hessian where the probabilities hold */
static void
factorise (Newton *self, const double *curvature)
{
  gsize p = self->choices->n_features;

  if (curvature != NULL)
    memcpy (self->factor, curvature, p * p * sizeof *self->factor);
  else
    {
      if (self->scaled == NULL)
        self->scaled = g_new (double, MAX (self->choices->n_rows * p, 1));
      wf_choices_get_hessian (self->choices, self->probability, self->scaled, self->factor, self->progress);
    }
  for (gsize f = 0; f < p; f++)
    self->factor[f * p + f] += self->lambda;
  self->is_factored = wf_linalg_cholesky (self->factor, p, NULL);
}

/* The step downhill; returns the squared decrement g' H^-1 g. */
static double
find_step (Newton *self)
{
  gsize p = self->choices->n_features;
  double decrement = 0;

  memcpy (self->step, self->gradient, p * sizeof *self->step);
  if (self->is_factored)
    wf_linalg_solve_cholesky (self->factor, p, self->step, 1);
  else
    for (gsize f = 0; f < p; f++)
      self->step[f] /= self->lambda;
  for (gsize f = 0; f < p; f++)
    decrement += self->gradient[f] * self->step[f];
  return decrement;
}

/* Halves the step until the objective falls enough. FALSE when none does: the weights are as good as the
 * arithmetic allows, and are left as they are. */
static gboolean
take_step (Newton *self, double decrement, double *objective, double *weights)
{
  gsize p = self->choices->n_features;
  double length = 1;

  for (int k = 0; k < MAX_HALVINGS; k++, length /= 2)
    {
      double next;

      for (gsize f = 0; f < p; f++)
        self->trial[f] = weights[f] - length * self->step[f];
      next = get_objective (self, self->trial);
      if (next <= *objective - SUFFICIENT * length * decrement)
        {
          memcpy (weights, self->trial, p * sizeof *weights);
          *objective = next;
          return TRUE;
        }
    }
  return FALSE;
}

/* Newton's method with a Cholesky factor and halved steps. The objective is strictly convex for lambda > 0,
 * so the optimum is one and the start only costs time. A given curvature is kept while the decrement falls
 * fast (the chord method; Ortega & Rheinboldt 1970), and found anew where it doesn't. Cost of a step: n_rows
 * n_features, and n_rows n_features^2 with a new Hessian. */
gboolean
wf_choices_fit (const WfChoices *self,
                double lambda,
                const double *anchor,
                const double *curvature,
                double *weights,
                WfProgress *progress,
                GError **error)
{
  double last = curvature != NULL ? NEAR_LAST : LAST, before = INFINITY, objective;
  gboolean is_last = FALSE;
  Newton newton;

  g_return_val_if_fail (lambda > 0, FALSE);

  newton_init (&newton, self, lambda, anchor, progress);
  objective = get_objective (&newton, weights);
  if (curvature != NULL)
    factorise (&newton, curvature);
  for (int k = 0; k < MAX_STEPS && !is_last && !wf_progress_is_cancelled (progress); k++)
    {
      double decrement;

      if (curvature == NULL)
        factorise (&newton, NULL);
      decrement = find_step (&newton);
      is_last = decrement / 2 <= last * (1 + fabs (objective));
      if (curvature != NULL && decrement > SLOW * before && !is_last)
        {
          factorise (&newton, NULL);
          decrement = find_step (&newton);
        }
      before = decrement;
      is_last |= !take_step (&newton, decrement, &objective, weights);
    }
  newton_clear (&newton);
  return wf_progress_check (progress, error);
}

/* The unused feature along which the likelihood rises fastest; ties to the first. */
static gsize
find_steepest (const double *gradient, const gboolean *is_used, gsize n)
{
  gsize best = n;

  for (gsize f = 0; f < n; f++)
    if (!is_used[f] && (best == n || fabs (gradient[f]) > fabs (gradient[best])))
      best = f;
  return best;
}

/* Greedy forward choice: fit, take the three unused features with the largest gradient of the likelihood,
 * refit (orthogonal matching pursuit: Pati, Rezaiifar & Krishnaprasad 1993, for a likelihood). */
gsize
wf_choices_select (const WfChoices *self,
                   double lambda,
                   gsize n_wanted,
                   gsize *features,
                   double *weights,
                   WfProgress *progress,
                   GError **error)
{
  g_autofree double *all = g_new0 (double, self->n_features);
  g_autofree double *gradient = g_new (double, self->n_features);
  g_autofree double *probability = g_new (double, MAX (self->n_rows, 1));
  g_autofree gboolean *is_used = g_new0 (gboolean, self->n_features);
  gsize n = 0;

  n_wanted = MIN (n_wanted, self->n_features);
  while (n < n_wanted)
    {
      g_autoptr (WfChoices) part = NULL;

      wf_choices_get_loss (self, all, probability, gradient, progress);
      for (gsize k = 0; k < BATCH && n < n_wanted; k++, n++)
        {
          features[n] = find_steepest (gradient, is_used, self->n_features);
          is_used[features[n]] = TRUE;
          weights[n] = 0;
        }
      part = wf_choices_restrict (self, features, n, error);
      if (part == NULL || !wf_choices_fit (part, lambda, NULL, NULL, weights, progress, error))
        return 0;
      for (gsize k = 0; k < n; k++)
        all[features[k]] = weights[k];
    }
  return n;
}
