/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gsl/gsl_sf_erf.h>
#include <math.h>

#include "core/attribute/anomaly-private.h"
#include "core/attribute/linear-effects-private.h"

#define LEAST_LOG -700 /* about the logarithm of the smallest double: what is impossible under the model */
#define ROUNDING  1e-9 /* of the distance to the mean */

WfAnomalyTail *
wf_anomaly_tail_new (WfModel *model, guint target, const WfWorlds *worlds)
{
  WfAnomalyTail *self = g_new0 (WfAnomalyTail, 1);
  g_autofree double *effects = wf_linear_effects_new (model, target);

  self->n_players = wf_worlds_get_n_players (worlds);
  self->mean = wf_linear_mean (model, target);
  self->shifts = g_new0 (double, self->n_players);
  self->variances = g_new0 (double, self->n_players);
  for (gsize p = 0; p < self->n_players; p++)
    {
      guint node = wf_worlds_get_node (worlds, p);

      self->shifts[p] = effects[node] * wf_worlds_get_noise (worlds, p, WF_INSIDE)[0];
      self->variances[p] = pow (effects[node] * wf_model_get_residual_sd (model, node), 2);
    }
  return self;
}

void
wf_anomaly_tail_free (WfAnomalyTail *self)
{
  if (self == NULL)
    return;
  g_free (self->shifts);
  g_free (self->variances);
  g_free (self);
}

/* log P(N(0, 1) > z) */
static double
get_log_tail (double z)
{
  return isinf (z) ? (z > 0 ? -INFINITY : 0) : gsl_sf_log_erfc (z / M_SQRT2) - M_LN2;
}

static double
get_log_probability (const WfAnomalyTail *self, double mean, double variance)
{
  const WfAnomalyEvent *event = &self->event;
  double sd = sqrt (variance), above, below, larger;
  double rounding = ROUNDING * MAX (isinf (event->low) ? 0 : fabs (event->low - self->mean),
                                    isinf (event->high) ? 0 : fabs (event->high - self->mean));

  if (!(variance > 0))
    return mean <= event->low + rounding || mean >= event->high - rounding ? 0 : LEAST_LOG;
  above = get_log_tail ((event->high - mean) / sd);
  below = get_log_tail ((mean - event->low) / sd);
  larger = MAX (above, below);
  if (!(larger > LEAST_LOG))
    return LEAST_LOG;
  return MIN (larger + log1p (exp (MIN (above, below) - larger)), 0);
}

gboolean
wf_anomaly_integrate (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const WfAnomalyTail *self = data;
  gsize n_words = WF_COALITION_N_WORDS (self->n_players);

  for (gsize c = 0; c < n_coalitions; c++)
    {
      double mean = self->mean, variance = 0;

      for (gsize p = 0; p < self->n_players; p++)
        if (WF_COALITION_HAS (coalitions + c * n_words, p))
          mean += self->shifts[p];
        else
          variance += self->variances[p];
      values[c] = get_log_probability (self, mean, variance);
    }
  return TRUE;
}
