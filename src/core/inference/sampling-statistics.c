/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Means, probabilities and their standard errors from weighted draws. With weights w that sum to 1 the error
 * of m = sum w x is that of its influence values w (x - m) (delta method for a ratio; Owen 2013, Monte Carlo
 * theory, methods and examples, 9.2); the error of a change is that of the difference of the influence values
 * on the same draws. */

#include "config.h"

#include <math.h>

#include "core/inference/sampling-private.h"

/* n / (n - 1): the mean was estimated from the same draws */
static double
correct (double n)
{
  return n > 1.0 ? n / (n - 1.0) : 1.0;
}

/* Means of both worlds, four sums side by side for the processor's sake. */
static void
compute_means (const double *x, const double *y, gsize n, double *mean_x, double *mean_y)
{
  double sums[4] = { 0.0 };
  gsize i = 0;

  for (; i + 1 < n; i += 2)
    {
      sums[0] += x[i];
      sums[1] += x[i + 1];
      sums[2] += y[i];
      sums[3] += y[i + 1];
    }
  if (i < n)
    {
      sums[0] += x[i];
      sums[2] += y[i];
    }
  *mean_x = (sums[0] + sums[1]) / (double) n;
  *mean_y = (sums[2] + sums[3]) / (double) n;
}

static void
compute_unweighted (const double *x, const double *y, gsize n, WfSampledPair *out)
{
  double squares_x[2] = { 0.0 }, squares_y[2] = { 0.0 }, squares_d[2] = { 0.0 }, spreads[2] = { 0.0 },
         lost_x = 0.0, lost_y = 0.0;
  double size = (double) n, scale = correct (size) / size, d;

  compute_means (x, y, n, &out->before, &out->after);
  for (gsize i = 0; i < n; i++)
    {
      double dx = x[i] - out->before, dy = y[i] - out->after;

      d = dy - dx;

      lost_x += dx;
      lost_y += dy;
      squares_x[i & 1] += dx * dx;
      squares_y[i & 1] += dy * dy;
      squares_d[i & 1] += d * d;
      spreads[i & 1] += (dy * dy - dx * dx) * (dy * dy - dx * dx);
    }
  /* what the first pass lost to rounding: equal draws have a standard deviation of 0, not of 1e-15 */
  out->before += lost_x / size;
  out->after += lost_y / size;
  out->sd_before = sqrt (fmax (0.0, squares_x[0] + squares_x[1] - lost_x * lost_x / size) * scale);
  out->sd_after = sqrt (fmax (0.0, squares_y[0] + squares_y[1] - lost_y * lost_y / size) * scale);
  d = out->sd_after * out->sd_after - out->sd_before * out->sd_before;
  out->spread_error = sqrt (fmax (0.0, (spreads[0] + spreads[1]) / size - d * d) / size);
  out->errors.before = out->sd_before / sqrt (size);
  out->errors.after = out->sd_after / sqrt (size);
  out->errors.change = sqrt (fmax (0.0, squares_d[0] + squares_d[1]) * scale / size);
}

static double
weight_of (const WfSampledWorld *world, gsize i)
{
  return world->weights != NULL ? world->weights[i] : 1.0 / (double) world->n;
}

static void
compute_weighted (const WfSampledWorld *before, const WfSampledWorld *after, guint node, WfSampledPair *out)
{
  const double *x = before->columns[node], *y = after->columns[node];
  double variance_x = 0.0, variance_y = 0.0, error_x = 0.0, error_y = 0.0, error_d = 0.0, spread = 0.0, d;

  for (gsize i = 0; i < before->n; i++)
    {
      out->before += weight_of (before, i) * x[i];
      out->after += weight_of (after, i) * y[i];
    }
  for (gsize i = 0; i < before->n; i++)
    {
      double u = weight_of (before, i), v = weight_of (after, i);
      double dx = x[i] - out->before, dy = y[i] - out->after;

      variance_x += u * dx * dx;
      variance_y += v * dy * dy;
      error_x += u * u * dx * dx;
      error_y += v * v * dy * dy;
      error_d += (v * dy - u * dx) * (v * dy - u * dx);
    }
  for (gsize i = 0; i < before->n; i++)
    {
      double dx = x[i] - out->before, dy = y[i] - out->after;

      d = weight_of (after, i) * (dy * dy - variance_y) - weight_of (before, i) * (dx * dx - variance_x);
      spread += d * d;
    }
  out->spread_error = sqrt (spread);
  out->sd_before = sqrt (variance_x * correct (before->n_effective));
  out->sd_after = sqrt (variance_y * correct (after->n_effective));
  out->errors = (WfSampleError){ sqrt (error_x), sqrt (error_y), sqrt (error_d) };
}

/* Draws that are all alike, an observed or set value, have their mean exactly and no deviation. */
static gboolean
is_constant (const double *x, gsize n)
{
  for (gsize i = 1; i < n; i++)
    if (x[i] != x[0])
      return FALSE;
  return n > 0;
}

static void
compute_continuous (const WfSampledWorld *before, const WfSampledWorld *after, guint node, WfSampledPair *out)
{
  const double *x = before->columns[node], *y = after->columns[node];

  if (before->weights == NULL && after->weights == NULL)
    compute_unweighted (x, y, before->n, out);
  else
    compute_weighted (before, after, node, out);
  if (is_constant (x, before->n))
    {
      out->before = x[0];
      out->sd_before = out->errors.before = 0.0;
    }
  if (is_constant (y, after->n))
    {
      out->after = y[0];
      out->sd_after = out->errors.after = 0.0;
    }
}

/* Sums over the draws of a level in a world: of u², v² and u v. */
typedef struct
{
  double own_x, own_y;   /* u² where x is the level, v² where y is */
  double both_x, both_y; /* u v where x is, where y is */
  double both;           /* u v where both are */
} LevelSums;

/* The square of v (1[y = l] - q) - u (1[x = l] - p), summed over the draws, multiplied out. */
static double
sum_squares (const LevelSums *sums, double p, double q, double uu, double vv, double uv)
{
  double from_y = sums->own_y * (1.0 - 2.0 * q) + q * q * vv;
  double from_x = sums->own_x * (1.0 - 2.0 * p) + p * p * uu;
  double cross = sums->both - p * sums->both_y - q * sums->both_x + p * q * uv;

  return fmax (0.0, from_y + from_x - 2.0 * cross);
}

static void
compute_levels (
    const WfSampledWorld *before, const WfSampledWorld *after, guint node, gsize n_levels, WfSampledPair *out)
{
  const double *x = before->columns[node], *y = after->columns[node];
  g_autofree LevelSums *sums = g_new0 (LevelSums, n_levels);
  double uu = 0.0, vv = 0.0, uv = 0.0, scale = correct ((double) before->n);

  for (gsize i = 0; i < before->n; i++)
    {
      double u = weight_of (before, i), v = weight_of (after, i);
      gsize from, to;

      /* of causes beyond all numbers, which are reported by themselves */
      if (!(x[i] >= 0.0 && y[i] >= 0.0))
        {
          out[0].before = out[0].after = NAN;
          return;
        }
      from = MIN ((gsize) x[i], n_levels - 1);
      to = MIN ((gsize) y[i], n_levels - 1);
      uu += u * u;
      vv += v * v;
      uv += u * v;
      out[from].before += u;
      out[to].after += v;
      sums[from].own_x += u * u;
      sums[to].own_y += v * v;
      sums[from].both_x += u * v;
      sums[to].both_y += u * v;
      sums[from].both += from == to ? u * v : 0.0;
    }
  for (gsize i = 0; i < n_levels; i++)
    {
      LevelSums alone = { sums[i].own_x, 0.0, 0.0, 0.0, 0.0 };
      LevelSums other = { 0.0, sums[i].own_y, 0.0, 0.0, 0.0 };
      double p = out[i].before, q = out[i].after;

      out[i].errors.before = sqrt (scale * sum_squares (&alone, p, 0.0, uu, 0.0, 0.0));
      out[i].errors.after = sqrt (scale * sum_squares (&other, 0.0, q, 0.0, vv, 0.0));
      out[i].errors.change = sqrt (scale * sum_squares (&sums[i], p, q, uu, vv, uv));
    }
}

void
wf_sampled_pair_compute (
    const WfSampledWorld *before, const WfSampledWorld *after, guint node, gsize n_levels, WfSampledPair *out)
{
  if (n_levels > 0)
    compute_levels (before, after, node, n_levels, out);
  else
    compute_continuous (before, after, node, out);
}

double *
wf_sampled_world_unweight (const WfSampledWorld *self, guint node)
{
  const double *column = self->columns[node];
  double *out = g_new (double, self->n + 1);
  double sum = 0.0;
  gsize place = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      sum += self->weights[i];
      while (place < self->n && ((double) place + 0.5) / (double) self->n < sum)
        out[place++] = column[i];
    }
  while (place < self->n)
    out[place++] = column[self->n - 1];
  return out;
}
