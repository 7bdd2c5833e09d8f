/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/inference/axis-private.h"

#define MAX_OUTSIDE 0.02 /* share of what comes after that may fall outside the observed axis */
#define SD_OUTSIDE                                                                                           \
  2.576 /* standard deviations to the 0.5 % and 99.5 % quantiles of a normal distribution                    \
         */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
include (WfAxis *self, double value)
{
  self->low = fmin (self->low, value);
  self->high = fmax (self->high, value);
}

void
wf_axis_init (WfAxis *self, WfMarginal *observed)
{
  gboolean is_empty = wf_marginal_get_bins (observed, NULL) == NULL;

  self->low = is_empty ? INFINITY : wf_marginal_get_low (observed);
  self->high = is_empty ? -INFINITY : wf_marginal_get_high (observed);
}

void
wf_axis_extend_to_values (WfAxis *self, const double *values, gsize n)
{
  g_autofree double *sorted = NULL;
  gsize n_outside = 0;

  for (gsize i = 0; i < n; i++)
    n_outside += values[i] < self->low || values[i] > self->high;
  if ((double) n_outside <= MAX_OUTSIDE * (double) n)
    return;
  sorted = g_memdup2 (values, n * sizeof (double));
  qsort (sorted, n, sizeof (double), compare_doubles);
  include (self, sorted[n / 200]);
  include (self, sorted[n - 1 - n / 200]);
}

void
wf_axis_extend_to_normal (WfAxis *self, double mean, double sd)
{
  double outside =
      sd > 0.0
          ? 0.5 * (erfc ((mean - self->low) / (sd * G_SQRT2)) + erfc ((self->high - mean) / (sd * G_SQRT2)))
          : (mean < self->low || mean > self->high);

  if (outside <= MAX_OUTSIDE)
    return;
  include (self, mean - SD_OUTSIDE * sd);
  include (self, mean + SD_OUTSIDE * sd);
}
