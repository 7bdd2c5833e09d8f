/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Natural cubic splines (Green & Silverman 1994, Nonparametric Regression and Generalized Linear Models,
 * chapter 2): straight beyond the outermost knots, which is also how they go on outside the data. The
 * parameters are a line and one bend an inner knot, the bend being the change of the slope times the distance
 * to the neighbouring knots: what the curve deviates, in units of the node, within one step. A penalty on the
 * squares of the bends leaves lines alone and, other than one on the second derivative, is as strict where
 * the knots lie close as where they lie far apart (as the difference penalties of Eilers & Marx 1996,
 * Statistical Science 11). The knots are evenly spaced in the mean of two scales: the ranks, so that the bulk
 * of the data has its share of them, and asinh ((x - median) / spread), so that a long tail has some too. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/linalg.h"
#include "core/model/sample-private.h"
#include "core/model/spline-private.h"

#define MIN_GAP  1e-4  /* between knots, of the range */
#define IQR_UNIT 1.349 /* interquartile range of the standard normal distribution */

void
wf_smooth_clear (WfSmooth *self)
{
  g_clear_pointer (&self->effects, g_free);
  g_clear_pointer (&self->knots, g_free);
  g_clear_pointer (&self->pieces, g_free);
}

static void
add_effects (const WfSmooth *self, const double *x, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] += x[i] >= 0.0 && x[i] < (double) self->n_levels ? self->effects[(gsize) x[i]] : NAN;
}

void
wf_smooth_add (const WfSmooth *self, const double *x, gsize n, double *out)
{
  if (self->n_levels > 0)
    {
      add_effects (self, x, n, out);
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      gsize place = 0;
      const double *piece;
      double d;

      /* as many knots as lie at or before x, by halving and without branches */
      for (gsize step = self->n_places / 2; step > 0; step /= 2)
        place += x[i] >= self->knots[place + step - 1] ? step : 0;
      piece = self->pieces[place];
      d = x[i] - piece[0];
      out[i] += piece[1] + d * (piece[2] + d * (piece[3] + d * piece[4]));
    }
}

/* Evenly in the mean of the two scales; those that would lie too close are left out. */
static void
place_knots (WfSplineBasis *self, const double *sorted, gsize n, gsize n_wanted)
{
  double median = sorted[n / 2], spread = (sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4]) / IQR_UNIT;
  double low, high, gap = MIN_GAP * (sorted[n - 1] - sorted[0]);
  gsize row = 0;

  /* more than half of the values alike */
  if (!(spread > 1e-3))
    spread = 1.0;
  low = asinh ((sorted[0] - median) / spread);
  high = asinh ((sorted[n - 1] - median) / spread);
  self->knots[0] = sorted[0];
  self->n_knots = 1;
  for (gsize j = 1; j + 1 < n_wanted; j++)
    {
      double wanted = (double) j / (double) (n_wanted - 1), place = 0.0;

      for (; row + 1 < n; row++)
        {
          place = 0.5 * ((double) row / (double) (n - 1) +
                         (asinh ((sorted[row] - median) / spread) - low) / (high - low));
          if (place >= wanted)
            break;
        }
      if (sorted[row] - self->knots[self->n_knots - 1] > gap && sorted[n - 1] - sorted[row] > gap)
        self->knots[self->n_knots++] = sorted[row];
    }
  self->knots[self->n_knots++] = sorted[n - 1];
}

/* e (n_knots - 2 x n_knots): from the values at the knots to the bends */
static void
fill_bends (const WfSplineBasis *self, double *e)
{
  gsize n_bends = self->n_knots - 2;

  memset (e, 0, n_bends * self->n_knots * sizeof (double));
  for (gsize i = 0; i < n_bends; i++)
    {
      double before = self->knots[i + 1] - self->knots[i], after = self->knots[i + 2] - self->knots[i + 1];
      double width = 0.5 * (before + after);

      e[i + n_bends * i] = width / before;
      e[i + n_bends * (i + 1)] = -width / before - width / after;
      e[i + n_bends * (i + 2)] = width / after;
    }
}

/* The values at the knots of the functions with one bend 1 and the others 0, and the smallest such values:
 * the columns of e' (e e')^-1. */
static void
solve_values (WfSplineBasis *self, const double *e)
{
  gsize n_bends = self->n_knots - 2;
  g_autofree double *square = g_new0 (double, n_bends *n_bends);
  g_autofree double *inverse = NULL;

  wf_linalg_add_products (1.0, e, n_bends, self->n_knots, square);
  wf_linalg_invert_spd (square, n_bends, NULL);
  inverse = g_steal_pointer (&square);
  for (gsize b = 0; b < n_bends; b++)
    wf_linalg_add_product (e, n_bends, self->n_knots, TRUE, inverse + b * n_bends,
                           self->values + b * self->n_knots);
}

/* The second derivatives at the knots of the natural spline through some values (Green & Silverman 1994,
 * equation 2.4: R gamma = Q' g). */
static void
solve_curvatures (const WfSplineBasis *self, const double *values, double *curvatures)
{
  gsize n_inner = self->n_knots - 2;
  g_autofree double *r = g_new0 (double, n_inner *n_inner);

  for (gsize i = 0; i < n_inner; i++)
    {
      double before = self->knots[i + 1] - self->knots[i], after = self->knots[i + 2] - self->knots[i + 1];

      r[i + n_inner * i] = (before + after) / 3.0;
      if (i + 1 < n_inner)
        r[i + 1 + n_inner * i] = r[i + n_inner * (i + 1)] = after / 6.0;
      curvatures[i + 1] = (values[i + 2] - values[i + 1]) / after - (values[i + 1] - values[i]) / before;
    }
  curvatures[0] = curvatures[self->n_knots - 1] = 0.0;
  /* diagonally dominant: always positive definite */
  wf_linalg_solve_spd (r, n_inner, curvatures + 1, 1, NULL);
}

static void
standardise (WfSplineBasis *self, const double *x, gsize n)
{
  double sum = 0.0;

  self->mean = 0.0;
  for (gsize i = 0; i < n; i++)
    self->mean += x[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    sum += (x[i] - self->mean) * (x[i] - self->mean) / (double) n;
  self->sd = sqrt (sum);
}

void
wf_spline_basis_init (WfSplineBasis *self, const double *x, gsize n, gsize max_knots)
{
  gsize n_sorted;
  g_autofree double *sorted = NULL;
  g_autofree double *e = NULL;

  standardise (self, x, n);
  if (max_knots < 3)
    return;
  sorted = wf_sort_sample (x, n, &n_sorted);
  for (gsize i = 0; i < n_sorted; i++)
    sorted[i] = (sorted[i] - self->mean) / self->sd;
  self->knots = g_new (double, max_knots);
  place_knots (self, sorted, n_sorted, max_knots);
  if (self->n_knots < 3)
    {
      self->n_knots = 0;
      return;
    }
  self->values = g_new0 (double, self->n_knots *(self->n_knots - 2));
  self->curvatures = g_new0 (double, self->n_knots *(self->n_knots - 2));
  e = g_new (double, self->n_knots *(self->n_knots - 2));
  fill_bends (self, e);
  solve_values (self, e);
  for (gsize b = 0; b < self->n_knots - 2; b++)
    solve_curvatures (self, self->values + b * self->n_knots, self->curvatures + b * self->n_knots);
}

void
wf_spline_basis_clear (WfSplineBasis *self)
{
  g_clear_pointer (&self->knots, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->curvatures, g_free);
}

gsize
wf_spline_basis_get_size (const WfSplineBasis *self)
{
  return self->n_knots > 0 ? self->n_knots - 1 : 1;
}

void
wf_spline_basis_fill (const WfSplineBasis *self, double x, double *out)
{
  double z = (x - self->mean) / self->sd, width, left, right, bend_left, bend_right;
  gsize j = 0;

  out[0] = z;
  if (self->n_knots == 0)
    return;
  while (j + 2 < self->n_knots && z >= self->knots[j + 1])
    j++;
  width = self->knots[j + 1] - self->knots[j];
  left = (self->knots[j + 1] - z) / width;
  right = (z - self->knots[j]) / width;
  bend_left = (left * left * left - left) * width * width / 6.0;
  bend_right = (right * right * right - right) * width * width / 6.0;
  for (gsize b = 0; b < self->n_knots - 2; b++)
    {
      const double *values = self->values + b * self->n_knots + j;
      const double *curvatures = self->curvatures + b * self->n_knots + j;

      out[1 + b] =
          left * values[0] + right * values[1] + bend_left * curvatures[0] + bend_right * curvatures[1];
    }
}

static void
set_piece (double *piece, double from, double value, double slope, double half_curvature, double cubic)
{
  piece[0] = from;
  piece[1] = value;
  piece[2] = slope;
  piece[3] = half_curvature;
  piece[4] = cubic;
}

/* Piece i lies between knots i - 1 and i; all in units of the parent. */
static void
fill_pieces (const WfSplineBasis *self, const double *values, const double *curvatures, WfSmooth *smooth)
{
  gsize n = self->n_knots;

  for (gsize j = 0; j + 1 < n; j++)
    {
      double width = (self->knots[j + 1] - self->knots[j]) * self->sd;
      double left = curvatures[j] / (self->sd * self->sd), right = curvatures[j + 1] / (self->sd * self->sd);
      double rise = (values[j + 1] - values[j]) / width;

      set_piece (smooth->pieces[j + 1], smooth->knots[j], values[j],
                 rise - width * (2.0 * left + right) / 6.0, left / 2.0, (right - left) / (6.0 * width));
      if (j == 0)
        set_piece (smooth->pieces[0], smooth->knots[0], values[0], smooth->pieces[1][2], 0.0, 0.0);
      if (j + 2 == n)
        set_piece (smooth->pieces[n], smooth->knots[n - 1], values[n - 1],
                   rise + width * (left + 2.0 * right) / 6.0, 0.0, 0.0);
    }
}

/* Room for the pieces between n knots. */
static void
make_places (WfSmooth *smooth, gsize n)
{
  smooth->n_places = 2;
  while (smooth->n_places <= n)
    smooth->n_places *= 2;
  smooth->knots = g_new (double, smooth->n_places);
  smooth->pieces = g_malloc0 (smooth->n_places * sizeof *smooth->pieces);
  for (gsize j = 0; j < smooth->n_places; j++)
    smooth->knots[j] = INFINITY;
}

void
wf_smooth_set_pieces (WfSmooth *self, const double *knots, gsize n, const double *pieces)
{
  make_places (self, n);
  if (n > 0)
    memcpy (self->knots, knots, n * sizeof (double));
  memcpy (self->pieces, pieces, (n + 1) * sizeof *self->pieces);
}

void
wf_spline_basis_assemble (const WfSplineBasis *self, const double *coefficients, WfSmooth *smooth)
{
  gsize n = self->n_knots;
  g_autofree double *values = g_new0 (double, n + 1);
  g_autofree double *curvatures = g_new0 (double, n + 1);

  make_places (smooth, n);
  for (gsize j = 0; j < n; j++)
    smooth->knots[j] = self->mean + self->sd * self->knots[j];
  smooth->slope = coefficients[0] / self->sd;
  if (n == 0)
    {
      set_piece (smooth->pieces[0], self->mean, 0.0, smooth->slope, 0.0, 0.0);
      return;
    }
  for (gsize j = 0; j < n; j++)
    values[j] = coefficients[0] * self->knots[j];
  wf_linalg_add_product (self->values, n, n - 2, FALSE, coefficients + 1, values);
  wf_linalg_add_product (self->curvatures, n, n - 2, FALSE, coefficients + 1, curvatures);
  fill_pieces (self, values, curvatures, smooth);
}
