/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* y = intercept + sum_k f_k (parent_k) + e by penalised least squares: the bends of each continuous parent
 * have a common normal prior whose variance is estimated by restricted maximum likelihood, with the fixed
 * point lambda = sigma^2 df / |bends|^2 (Schall 1991, Biometrika 78; Wood & Fasiolo 2017, Biometrics 73,
 * section 2.1). Lines and the intercept are free, so that without need for a bend the fit is that of linear
 * regression. Each level of a discrete parent has an effect that is drawn to 0 as by one row more. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/model/collinear-private.h"
#include "core/model/spline-private.h"

#define CHUNK          256 /* rows of the design at a time */
#define MAX_ITERATIONS 100
#define TOLERANCE      0.01 /* change of the log of a penalty: far below what moves the fit */
#define MAX_PENALTY    1e9  /* a row: beyond, a line */
#define ROWS_A_COLUMN  3    /* fewer, and the knots are made fewer */
#define FADING_DF      0.1  /* of the bends of a parent: looked at no more */
#define MIN_DF         0.5  /* of the bends of a parent: below, a line */

/* Columns of the design: the intercept, then those of each parent. */
typedef struct
{
  const WfFamily *family;
  WfSplineBasis *bases; /* n_parents; those of discrete parents are not used */
  gsize *from;          /* n_parents + 1: first column of each */
  gsize n_columns;
  double mean, sd;      /* of the node: the fit is of (y - mean) / sd */
  double *square;       /* n_columns x n_columns: X'X */
  double *product;      /* n_columns: X'y */
  double total;         /* y'y */
  double *penalties;    /* n_columns */
  double *inverse;      /* n_columns x n_columns: (X'X + penalties)^-1 */
  double *coefficients; /* n_columns */
  double sigma2, df;
} Design;

static void
design_clear (Design *self)
{
  for (gsize k = 0; self->bases != NULL && k < self->family->n_parents; k++)
    wf_spline_basis_clear (&self->bases[k]);
  g_free (self->bases);
  g_free (self->from);
  g_free (self->square);
  g_free (self->product);
  g_free (self->penalties);
  g_free (self->inverse);
  g_free (self->coefficients);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Design, design_clear)

void
wf_additive_clear (WfAdditive *self)
{
  for (gsize k = 0; self->smooths != NULL && k < self->n_parents; k++)
    wf_smooth_clear (&self->smooths[k]);
  g_clear_pointer (&self->smooths, g_free);
}

/* As many knots as asked for, or as the rows can bear. */
static gsize
limit_knots (const WfFamily *family, gsize max_knots)
{
  gsize n_continuous = 0, n_other = 1, n_columns;

  for (gsize k = 0; k < family->n_parents; k++)
    if (family->n_levels[k] == 0)
      n_continuous++;
    else
      n_other += family->n_levels[k];
  n_columns = family->n_rows / ROWS_A_COLUMN;
  return n_continuous > 0 && n_columns > n_other ? MIN (max_knots, (n_columns - n_other) / n_continuous + 1)
                                                 : 0;
}

static gboolean
design_init (Design *self, const WfFamily *family, gsize max_knots, WfProgress *progress, GError **error)
{
  gsize n_knots = limit_knots (family, max_knots);
  const double *y = family->values[family->n_parents];

  self->family = family;
  self->bases = g_new0 (WfSplineBasis, family->n_parents + 1);
  self->from = g_new (gsize, family->n_parents + 1);
  self->from[0] = 1;
  for (gsize k = 0; k < family->n_parents; k++)
    {
      gsize size = family->n_levels[k];

      if (!wf_progress_check (progress, error))
        return FALSE;
      if (size == 0)
        {
          wf_spline_basis_init (&self->bases[k], family->values[k], family->n_rows, n_knots);
          size = wf_spline_basis_get_size (&self->bases[k]);
        }
      self->from[k + 1] = self->from[k] + size;
    }
  self->n_columns = self->from[family->n_parents];
  self->square = g_new0 (double, self->n_columns * self->n_columns);
  self->product = g_new0 (double, self->n_columns);
  self->penalties = g_new0 (double, self->n_columns);
  self->inverse = g_new (double, self->n_columns * self->n_columns);
  self->coefficients = g_new (double, self->n_columns);
  for (gsize i = 0; i < family->n_rows; i++)
    self->mean += y[i] / (double) family->n_rows;
  for (gsize i = 0; i < family->n_rows; i++)
    self->sd += (y[i] - self->mean) * (y[i] - self->mean) / (double) family->n_rows;
  self->sd = self->sd > 0.0 ? sqrt (self->sd) : 1.0;
  return TRUE;
}

static void
fill_row (const Design *self, gsize row, double *out)
{
  const WfFamily *family = self->family;

  out[0] = 1.0;
  for (gsize k = 0; k < family->n_parents; k++)
    {
      double *own = out + self->from[k];

      if (family->n_levels[k] == 0)
        {
          wf_spline_basis_fill (&self->bases[k], family->values[k][row], own);
          continue;
        }
      memset (own, 0, family->n_levels[k] * sizeof (double));
      own[family->codes[k][row]] = 1.0;
    }
}

static gboolean
multiply (Design *self, WfProgress *progress, GError **error)
{
  const WfFamily *family = self->family;
  g_autofree double *rows = g_new (double, CHUNK * self->n_columns);
  g_autofree double *y = g_new (double, CHUNK);

  for (gsize first = 0; first < family->n_rows; first += CHUNK)
    {
      gsize n = MIN (CHUNK, family->n_rows - first);

      if (!wf_progress_check (progress, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        {
          fill_row (self, first + i, rows + i * self->n_columns);
          y[i] = (family->values[family->n_parents][first + i] - self->mean) / self->sd;
          self->total += y[i] * y[i];
        }
      wf_linalg_add_products (1.0, rows, self->n_columns, n, self->square);
      wf_linalg_add_product (rows, self->n_columns, n, FALSE, y, self->product);
    }
  wf_linalg_symmetrise (self->square, self->n_columns);
  return TRUE;
}

static gsize
count_bends (const Design *self, gsize k)
{
  return self->family->n_levels[k] == 0 ? self->from[k + 1] - self->from[k] - 1 : 0;
}

static void
init_penalties (Design *self)
{
  for (gsize k = 0; k < self->family->n_parents; k++)
    {
      gsize n_bends = count_bends (self, k), first = self->from[k + 1] - n_bends;
      double trace = 0.0;

      for (gsize j = first; j < self->from[k + 1]; j++)
        trace += self->square[j * self->n_columns + j];
      for (gsize j = first; j < self->from[k + 1]; j++)
        self->penalties[j] = fmax (trace / (double) n_bends, 1e-9);
      for (gsize j = self->from[k]; self->family->n_levels[k] > 0 && j < self->from[k + 1]; j++)
        self->penalties[j] = 1.0;
    }
}

/* The coefficients at these penalties, the degrees of freedom and the variance of the noise. */
static gboolean
solve (Design *self, GError **error)
{
  const WfFamily *family = self->family;
  gsize n = self->n_columns, n_rows = family->n_rows, pivot = 0;
  g_autofree double *fitted = g_new0 (double, n);
  double rss;

  memcpy (self->inverse, self->square, n * n * sizeof (double));
  for (gsize j = 0; j < n; j++)
    self->inverse[j * n + j] += self->penalties[j];
  if (!wf_linalg_invert_spd (self->inverse, n, &pivot))
    {
      gsize k = 0;

      while (k + 1 < family->n_parents && pivot >= self->from[k + 1])
        k++;
      g_set_error (
          error, WF_ERROR, WF_ERROR_SINGULAR,
          _ ("The other parents of %s determine %s: their effects can't be told apart; remove one of "
             "them from the graph"),
          family->names[family->n_parents], family->names[k]);
      return FALSE;
    }
  memset (self->coefficients, 0, n * sizeof (double));
  wf_linalg_add_product (self->inverse, n, n, FALSE, self->product, self->coefficients);
  wf_linalg_add_product (self->square, n, n, FALSE, self->coefficients, fitted);
  rss = self->total;
  self->df = (double) n;
  for (gsize j = 0; j < n; j++)
    {
      rss += self->coefficients[j] * (fitted[j] - 2.0 * self->product[j]);
      self->df -= self->penalties[j] * self->inverse[j * n + j];
    }
  self->sigma2 = fmax (rss, 1e-12 * (double) n_rows) / fmax ((double) n_rows - self->df, 1.0);
  return TRUE;
}

static double
measure_df (const Design *self, gsize k)
{
  gsize n_bends = count_bends (self, k), n = self->n_columns;
  double df = 0.0;

  for (gsize j = self->from[k + 1] - n_bends; j < self->from[k + 1]; j++)
    df += 1.0 - self->penalties[j] * self->inverse[j * n + j];
  return df;
}

/* One step of the fixed point; returns the largest change of the log of a penalty. */
static double
update_penalties (Design *self)
{
  double largest = 0.0, limit = MAX_PENALTY * (double) self->family->n_rows;

  for (gsize k = 0; k < self->family->n_parents; k++)
    {
      gsize n_bends = count_bends (self, k), first = self->from[k + 1] - n_bends;
      double norm = 0.0, df = measure_df (self, k), penalty;

      /* bends that are fading have a long way to infinity: they end as a line from anywhere */
      if (n_bends == 0 || df < FADING_DF)
        continue;
      for (gsize j = first; j < self->from[k + 1]; j++)
        norm += self->coefficients[j] * self->coefficients[j];
      penalty = CLAMP (self->sigma2 * df / fmax (norm, 1e-300), 1e-9, limit);
      largest = fmax (largest, fabs (log (penalty / self->penalties[first])));
      for (gsize j = first; j < self->from[k + 1]; j++)
        self->penalties[j] = penalty;
    }
  return largest;
}

/* Bends that hardly bend are taken away, so that the line that is left is the best one. */
static void
straighten (Design *self)
{
  for (gsize k = 0; k < self->family->n_parents; k++)
    if (count_bends (self, k) > 0 && measure_df (self, k) < MIN_DF)
      for (gsize j = self->from[k] + 1; j < self->from[k + 1]; j++)
        self->penalties[j] = INFINITY;
}

/* Takes the columns with an infinite penalty out of the normal equations. */
static void
drop_straight (Design *self)
{
  gsize n = self->n_columns;

  for (gsize j = 0; j < n; j++)
    {
      if (isfinite (self->penalties[j]))
        continue;
      for (gsize i = 0; i < n; i++)
        self->square[j * n + i] = self->square[i * n + j] = 0.0;
      self->product[j] = 0.0;
      self->penalties[j] = 1.0;
    }
}

static gboolean
estimate (Design *self, WfProgress *progress, GError **error)
{
  init_penalties (self);
  for (gsize i = 0; i < MAX_ITERATIONS; i++)
    {
      if (!wf_progress_check (progress, error) || !solve (self, error))
        return FALSE;
      if (update_penalties (self) < TOLERANCE)
        break;
    }
  if (!solve (self, error))
    return FALSE;
  straighten (self);
  drop_straight (self);
  return solve (self, error);
}

static void
assemble_effects (const Design *self, gsize k, WfSmooth *smooth)
{
  smooth->n_levels = self->family->n_levels[k];
  smooth->effects = g_new (double, smooth->n_levels);
  for (gsize j = 0; j < smooth->n_levels; j++)
    smooth->effects[j] = self->sd * self->coefficients[self->from[k] + j];
}

static void
assemble_curve (const Design *self, gsize k, WfSmooth *smooth)
{
  gsize size = self->from[k + 1] - self->from[k];
  g_autofree double *coefficients = g_new (double, size);

  for (gsize j = 0; j < size; j++)
    coefficients[j] = self->sd * self->coefficients[self->from[k] + j];
  wf_spline_basis_assemble (&self->bases[k], coefficients, smooth);
  smooth->df = measure_df (self, k);
}

gboolean
wf_additive_fit (
    WfAdditive *self, const WfFamily *family, gsize max_knots, WfProgress *progress, GError **error)
{
  g_auto (Design) design = { 0 };

  if (!wf_family_check_rows (family, family->n_parents + 2, error) ||
      !wf_family_check_collinear (family, progress, error))
    return FALSE;
  if (!design_init (&design, family, max_knots, progress, error) || !multiply (&design, progress, error) ||
      !estimate (&design, progress, error))
    return FALSE;
  self->n_parents = family->n_parents;
  self->smooths = g_new0 (WfSmooth, family->n_parents + 1);
  for (gsize k = 0; k < family->n_parents; k++)
    if (family->n_levels[k] > 0)
      assemble_effects (&design, k, &self->smooths[k]);
    else
      assemble_curve (&design, k, &self->smooths[k]);
  self->intercept = design.mean + design.sd * design.coefficients[0];
  self->df = design.df;
  return TRUE;
}

void
wf_additive_predict (const WfAdditive *self, const double *const *parents, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = self->intercept;
  for (gsize k = 0; k < self->n_parents; k++)
    wf_smooth_add (&self->smooths[k], parents[k], n, out);
}
