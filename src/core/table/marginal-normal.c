/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/table/marginal-private.h"

/* standard normal quantiles of the same levels */
static const double normal_quantiles[] = { -1.6448536269514722, -0.6744897501960817, 0, 0.6744897501960817,
                                           1.6448536269514722 };
static double
normal_below (double value, double mean, double sd)
{
  return 0.5 * erfc (-(value - mean) / (sd * G_SQRT2));
}

/* bin shares of a normal; the tails go into the first and the last bin */
static void
fill_normal_bins (WfMarginal *self)
{
  double width = (self->high - self->low) / WF_MARGINAL_N_BINS;
  double below = 0;

  for (gsize i = 0; i < WF_MARGINAL_N_BINS; i++)
    {
      double next = i + 1 == WF_MARGINAL_N_BINS
                        ? 1
                        : normal_below (self->low + (double) (i + 1) * width, self->mean, self->sd);

      self->bins[i] = next - below;
      below = next;
    }
}

/**
 * wf_marginal_new_normal:
 * @name: the variable
 * @mean: its mean
 * @sd: its standard deviation; 0 = a point
 * @low: lower end of the axis
 * @high: upper end of the axis
 *
 * Returns: (transfer full): the marginal
 */
WfMarginal *
wf_marginal_new_normal (const char *name, double mean, double sd, double low, double high)
{
  WfMarginal *self;

  g_return_val_if_fail (isfinite (mean) && sd >= 0, NULL);

  wf_marginal_widen_axis (&low, &high);
  self = wf_marginal_new_continuous (name, low, high);
  self->mean = mean;
  self->sd = sd;
  self->n_bins = WF_MARGINAL_N_BINS;
  for (gsize i = 0; i < WF_N_QUANTILES; i++)
    self->quantiles[i] = mean + sd * normal_quantiles[i];
  if (sd > 0)
    fill_normal_bins (self);
  else
    self->bins[wf_marginal_find_bin (self, mean)] = 1;
  return self;
}
