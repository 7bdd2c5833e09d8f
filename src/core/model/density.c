/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A Gaussian kernel density estimate of t = asinh ((x - median) / scale), carried back to x: near the middle
 * it is one of x itself, far out one of log x, so that a long tail doesn't set the bandwidth of the bulk
 * (Wand, Marron & Ruppert 1991, JASA 86). The bandwidth is Silverman's (1986, equation 3.31). A share of 1 /
 * (n + 1) is spread as a Student t with 3 degrees of freedom over twice the standard deviation: the value
 * that comes next may lie where none has been. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/model/density-private.h"
#include "core/model/sample-private.h"

#define N_CELLS  512
#define MARGIN   3.0   /* bandwidths beyond the outermost values */
#define IQR_UNIT 1.349 /* interquartile range of the standard normal distribution */

struct _WfDensity
{
  double center, scale;        /* scale 0 = a point */
  double low, step;            /* of the grid, in t */
  double heights[N_CELLS + 1]; /* density in t at the nodes, times its share */
  double tail_share, tail_scale;
};

static double
find_quantile (const double *sorted, gsize n, double p)
{
  double place = p * (double) (n - 1);
  gsize below = place;

  return below + 1 < n ? sorted[below] + (place - (double) below) * (sorted[below + 1] - sorted[below])
                       : sorted[n - 1];
}

/* the standard deviation, or the interquartile range in its units where that is less and not 0 */
static double
measure_spread (const double *sorted, gsize n, double *sd)
{
  double iqr = (find_quantile (sorted, n, 0.75) - find_quantile (sorted, n, 0.25)) / IQR_UNIT;
  double mean = 0.0, sum = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += sorted[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    sum += (sorted[i] - mean) * (sorted[i] - mean) / (double) n;
  *sd = sqrt (sum);
  return iqr > 0.0 && iqr < *sd ? iqr : *sd;
}

/* Shares of the values between the two nodes around them. */
static void
bin (WfDensity *self, const double *values, gsize n, double *weights)
{
  for (gsize i = 0; i < n; i++)
    {
      double place = (asinh ((values[i] - self->center) / self->scale) - self->low) / self->step;
      gsize cell = MIN ((gsize) place, N_CELLS - 1);
      double share = place - (double) cell;

      weights[cell] += 1.0 - share;
      weights[cell + 1] += share;
    }
}

/* Smooths the weights of the nodes and makes the area under them, by the trapezoid rule, the share. */
static void
smooth (WfDensity *self, const double *weights, double bandwidth, double share)
{
  gsize reach = MIN (N_CELLS, (gsize) (MARGIN * bandwidth / self->step));
  double kernel[N_CELLS + 1], area = 0.0;

  for (gsize i = 0; i <= reach; i++)
    kernel[i] = exp (-0.5 * ((double) i * self->step / bandwidth) * ((double) i * self->step / bandwidth));
  memset (self->heights, 0, sizeof self->heights);
  for (gsize j = 0; j <= N_CELLS; j++)
    for (gsize i = j > reach ? j - reach : 0; weights[j] > 0.0 && i <= MIN (N_CELLS, j + reach); i++)
      self->heights[i] += weights[j] * kernel[i < j ? j - i : i - j];
  for (gsize i = 0; i < N_CELLS; i++)
    area += 0.5 * (self->heights[i] + self->heights[i + 1]) * self->step;
  for (gsize i = 0; i <= N_CELLS; i++)
    self->heights[i] *= share / area;
}

WfDensity *
wf_density_new (const double *values, gsize n)
{
  WfDensity *self = g_new0 (WfDensity, 1);
  gsize n_sorted;
  g_autofree double *sorted = wf_sort_sample (values, n, &n_sorted);
  g_autofree double *weights = g_new0 (double, N_CELLS + 1);
  double sd, bandwidth;

  self->center = find_quantile (sorted, n_sorted, 0.5);
  self->scale = measure_spread (sorted, n_sorted, &sd);
  self->tail_share = 1.0 / (double) (n + 1);
  self->tail_scale = 2.0 * sd;
  /* a spread below the rounding of the values themselves is none */
  if (!(self->scale > 1e-12 * fabs (self->center)))
    {
      self->scale = 0.0;
      return self;
    }
  for (gsize i = 0; i < n_sorted; i++)
    sorted[i] = asinh ((sorted[i] - self->center) / self->scale);
  bandwidth = 0.9 * measure_spread (sorted, n_sorted, &sd) * pow ((double) n, -0.2);
  self->low = sorted[0] - MARGIN * bandwidth;
  self->step = (sorted[n_sorted - 1] + MARGIN * bandwidth - self->low) / N_CELLS;
  bin (self, values, n, weights);
  smooth (self, weights, fmax (bandwidth, self->step), 1.0 - self->tail_share);
  return self;
}

void
wf_density_free (WfDensity *self)
{
  g_free (self);
}

static double
get_tail (const WfDensity *self, double x)
{
  double z = (x - self->center) / self->tail_scale, base = 1.0 + z * z / 3.0;

  return self->tail_share * 2.0 / (G_PI * sqrt (3.0) * self->tail_scale) / (base * base);
}

static double
evaluate (const WfDensity *self, double x)
{
  double z = (x - self->center) / self->scale;
  double place = (asinh (z) - self->low) / self->step, height = 0.0;

  if (place >= 0.0 && place < N_CELLS)
    {
      gsize cell = place;
      double share = place - (double) cell;

      height = self->heights[cell] + share * (self->heights[cell + 1] - self->heights[cell]);
    }
  return height / (self->scale * sqrt (1.0 + z * z)) + get_tail (self, x);
}

void
wf_density_evaluate_log (const WfDensity *self, gsize n, double *values)
{
  for (gsize i = 0; i < n; i++)
    {
      if (isnan (values[i]))
        continue;
      if (self->scale > 0.0)
        values[i] = log (evaluate (self, values[i]));
      else
        values[i] = values[i] == self->center ? 0.0 : -INFINITY;
    }
}
