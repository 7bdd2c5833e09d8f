/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What drives a mechanism that changes: the counterpart of the driving forces of CD-NOD's phase 4 (Huang et
 * al. 2020, section 5) for its linear test. There kernel principal components tell how a conditional
 * distribution moves with the surrogate C; here the mechanism is a mean that is linear in its causes, and
 * what moves it is the part of C's block in the regression of the variable on its causes and that block: f(c)
 * = sum of b_k (s_k(c) - mean of s_k), with the standard error that least squares give. */

#include "config.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/linalg.h"
#include "core/discovery/drift-private.h"

#define DETERMINED 1e-9 /* share of its products that earlier predictors leave of one that they determine */

/* A regression in the making: rows of `p` predictors, those of the causes first. */
typedef struct
{
  const WfContexts *contexts;
  gsize n, p, n_causal; /* rows without gaps, predictors, those of the causes */
  gsize *rows;          /* n: of the table */
  double *z;            /* p x n, column-major: a row after the other, centred and scaled */
  double *scales;       /* p */
  double *y;            /* n, centred */
  double *weights;      /* n */
  double total;         /* of the weights */
} Fit;

static void
fit_clear (Fit *self)
{
  g_free (self->rows);
  g_free (self->z);
  g_free (self->scales);
  g_free (self->y);
  g_free (self->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fit, fit_clear)

/* ---- predictors ---- */

static gsize
count_predictors (WfTable *table, guint column)
{
  return wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS ? 1
                                                                   : wf_table_get_n_levels (table, column);
}

static double
get_value (WfTable *table, guint column, gsize row)
{
  const gint32 *codes;

  if (wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS)
    return wf_table_get_values (table, column, NULL)[row];
  codes = wf_table_get_codes (table, column, NULL);
  return codes[row] < 0 ? NAN : codes[row];
}

/* The predictors of a column, of one row: its value, or 1 for its level and 0 for the others. */
static void
fill_predictors (WfTable *table, guint column, gsize row, double *out)
{
  double value = get_value (table, column, row);

  if (wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS)
    {
      *out = value;
      return;
    }
  for (gsize level = 0; level < wf_table_get_n_levels (table, column); level++)
    out[level] = (double) level == value;
}

static gboolean
is_complete (WfTable *table, GArray *columns, gsize row)
{
  for (guint k = 0; k < columns->len; k++)
    if (!isfinite (get_value (table, g_array_index (columns, guint, k), row)))
      return FALSE;
  return TRUE;
}

static void
add_columns (const WfContexts *contexts, guint variable, GArray *columns)
{
  for (guint column = contexts->starts[variable]; column < contexts->starts[variable + 1]; column++)
    g_array_append_val (columns, column);
}

/* The columns of the causes, of the surrogate, and the variable itself: rows that have them all. */
static void
gather (Fit *self, GArray *columns, guint node)
{
  WfTable *table = self->contexts->table;
  gsize n_rows = wf_table_get_n_rows (table);
  const double *weights = wf_table_get_weights (table, NULL);
  const double *values = wf_table_get_values (table, self->contexts->starts[node], NULL);
  double mean = 0;

  self->rows = g_new (gsize, n_rows + 1);
  self->weights = g_new (double, n_rows + 1);
  self->y = g_new (double, n_rows + 1);
  for (gsize row = 0; row < n_rows; row++)
    {
      double weight = weights != NULL ? weights[row] : 1;

      if (!isfinite (values[row]) || !(weight > 0) || !is_complete (table, columns, row))
        continue;
      self->rows[self->n] = row;
      self->weights[self->n] = weight;
      self->y[self->n++] = values[row];
      self->total += weight;
      mean += weight * values[row];
    }
  for (gsize i = 0; i < self->n; i++)
    self->y[i] -= mean / self->total;
}

static void
centre (Fit *self, gsize k)
{
  double mean = 0, square = 0;

  for (gsize i = 0; i < self->n; i++)
    mean += self->weights[i] * self->z[i * self->p + k] / self->total;
  for (gsize i = 0; i < self->n; i++)
    {
      double *value = &self->z[i * self->p + k];

      *value -= mean;
      square += self->weights[i] * *value * *value / self->total;
    }
  self->scales[k] = square > 0 ? sqrt (square) : 1;
  for (gsize i = 0; i < self->n; i++)
    self->z[i * self->p + k] /= self->scales[k];
}

static void
fill_matrix (Fit *self, GArray *columns)
{
  self->z = g_new (double, self->p * self->n + 1);
  self->scales = g_new (double, self->p + 1);
  for (gsize i = 0; i < self->n; i++)
    {
      gsize k = i * self->p;

      for (guint c = 0; c < columns->len; c++)
        {
          guint column = g_array_index (columns, guint, c);

          fill_predictors (self->contexts->table, column, self->rows[i], self->z + k);
          k += count_predictors (self->contexts->table, column);
        }
    }
  for (gsize k = 0; k < self->p; k++)
    centre (self, k);
}

/* ---- least squares ---- */

/* Of the first p predictors: coefficients (0 for those that others determine), inverse of their products
 * (rows and columns of those are 0), and how many are left. */
typedef struct
{
  gsize p, rank;
  double *b;       /* p */
  double *inverse; /* p x p */
  double rss;
} Solution;

static void
solution_clear (Solution *self)
{
  g_free (self->b);
  g_free (self->inverse);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Solution, solution_clear)

static void
find_products (const Fit *self, gsize p, double *zz, double *zy)
{
  memset (zz, 0, p * p * sizeof *zz);
  memset (zy, 0, p * sizeof *zy);
  for (gsize i = 0; i < self->n; i++)
    {
      const double *z = self->z + i * self->p;

      for (gsize k = 0; k < p; k++)
        {
          zy[k] += self->weights[i] * z[k] * self->y[i];
          for (gsize j = k; j < p; j++)
            zz[k * p + j] += self->weights[i] * z[k] * z[j];
        }
    }
  wf_linalg_symmetrise (zz, p);
}

/* Those that the ones before don't determine, by a Cholesky factorisation of the products. Returns their
 * number. */
static gsize
choose_predictors (const double *zz, gsize p, gsize *kept)
{
  g_autofree double *l = g_new0 (double, p *p + 1); /* a row a kept predictor */
  gsize n_kept = 0;

  for (gsize k = 0; k < p; k++)
    {
      double *row = l + n_kept * p, rest = zz[k * p + k];

      for (gsize i = 0; i < n_kept; i++)
        {
          const double *other = l + i * p;
          double sum = zz[k * p + kept[i]];

          for (gsize j = 0; j < i; j++)
            sum -= row[j] * other[j];
          row[i] = sum / other[i];
          rest -= row[i] * row[i];
        }
      if (!(rest > DETERMINED * zz[k * p + k]))
        continue;
      row[n_kept] = sqrt (rest);
      kept[n_kept++] = k;
    }
  return n_kept;
}

static double
find_rss (const Fit *self, gsize p, const double *b)
{
  double rss = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      double rest = self->y[i];

      for (gsize k = 0; k < p; k++)
        rest -= b[k] * self->z[i * self->p + k];
      rss += self->weights[i] * rest * rest;
    }
  return rss;
}

static void
solve (const Fit *self, gsize p, Solution *out)
{
  g_autofree double *zz = g_new (double, p *p + 1);
  g_autofree double *zy = g_new (double, p + 1);
  g_autofree double *inverse = g_new (double, p *p + 1);
  g_autofree gsize *kept = g_new (gsize, p + 1);
  gsize n_kept;

  find_products (self, p, zz, zy);
  n_kept = choose_predictors (zz, p, kept);
  for (gsize k = 0; k < n_kept; k++)
    for (gsize j = 0; j < n_kept; j++)
      inverse[k * n_kept + j] = zz[kept[k] * p + kept[j]];
  if (n_kept > 0 && !wf_linalg_invert_spd (inverse, n_kept, NULL))
    n_kept = 0;
  *out =
      (Solution){ .p = p, .rank = n_kept, .b = g_new0 (double, p + 1), .inverse = g_new0 (double, p *p + 1) };
  for (gsize k = 0; k < n_kept; k++)
    for (gsize j = 0; j < n_kept; j++)
      {
        out->inverse[kept[k] * p + kept[j]] = inverse[k * n_kept + j];
        out->b[kept[k]] += inverse[k * n_kept + j] * zy[kept[j]];
      }
  out->rss = find_rss (self, p, out->b);
}

/* ---- the curve ---- */

typedef struct
{
  double x;
  gsize i; /* of the fit's rows */
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *s = a, *t = b;

  if (s->x != t->x)
    return s->x < t->x ? -1 : 1;
  return s->i < t->i ? -1 : s->i > t->i;
}

/* A row for each distinct value of the surrogate, in its order; of many, evenly chosen ones. */
static GArray *
choose_places (const Fit *self, guint column)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  gsize n = 0;

  for (gsize i = 0; i < self->n; i++)
    g_array_append_val (places, ((Place){ get_value (self->contexts->table, column, self->rows[i]), i }));
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    if (n == 0 || g_array_index (places, Place, i).x > g_array_index (places, Place, n - 1).x)
      g_array_index (places, Place, n++) = g_array_index (places, Place, i);
  g_array_set_size (places, n);
  if (wf_table_get_kind (self->contexts->table, column) != WF_COLUMN_CONTINUOUS || n <= WF_DRIFT_POINTS)
    return places;
  for (gsize k = 0; k < WF_DRIFT_POINTS; k++)
    g_array_index (places, Place, k) = g_array_index (places, Place, k * (n - 1) / (WF_DRIFT_POINTS - 1));
  g_array_set_size (places, WF_DRIFT_POINTS);
  return places;
}

/* The part of the surrogate's predictors at one row, and its standard error. */
static double
evaluate (const Fit *self, const Solution *solution, double variance, gsize i, double *error)
{
  const double *z = self->z + i * self->p;
  double sum = 0, square = 0;

  for (gsize k = self->n_causal; k < self->p; k++)
    {
      sum += solution->b[k] * z[k];
      for (gsize j = self->n_causal; j < self->p; j++)
        square += z[k] * solution->inverse[k * self->p + j] * z[j];
    }
  *error = sqrt (MAX (variance * square, 0));
  return sum;
}

static void
fill_curve (WfDrift *drift, const Fit *fit, const Solution *solution, double freedom, guint column)
{
  g_autoptr (GArray) places = choose_places (fit, column);
  WfTable *table = fit->contexts->table;
  double quantile = gsl_cdf_tdist_Pinv (0.975, freedom), variance = solution->rss / freedom;

  drift->n = places->len;
  drift->x = g_new (double, drift->n + 1);
  drift->y = g_new (double, drift->n + 1);
  drift->low = g_new (double, drift->n + 1);
  drift->high = g_new (double, drift->n + 1);
  drift->levels = drift->is_discrete ? g_new0 (char *, drift->n + 1) : NULL;
  for (gsize k = 0; k < drift->n; k++)
    {
      const Place *place = &g_array_index (places, Place, k);
      double error;

      drift->x[k] = place->x;
      drift->y[k] = evaluate (fit, solution, variance, place->i, &error);
      drift->low[k] = drift->y[k] - quantile * error;
      drift->high[k] = drift->y[k] + quantile * error;
      if (drift->is_discrete)
        drift->levels[k] = g_strdup (wf_table_get_level (table, column, (gsize) place->x));
    }
}

static double
find_sd (const Fit *self)
{
  double square = 0;

  for (gsize i = 0; i < self->n; i++)
    square += self->weights[i] * self->y[i] * self->y[i];
  return sqrt (square / self->total);
}

WfDrift *
wf_drift_new (const WfContexts *contexts, guint surrogate, guint node, const guint *causes, gsize n_causes)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (WfDrift) drift = g_new0 (WfDrift, 1);
  g_auto (Fit) fit = { .contexts = contexts };
  g_auto (Solution) with = { 0 }, without = { 0 };
  double freedom;

  for (gsize k = 0; k < n_causes; k++)
    add_columns (contexts, causes[k], columns);
  for (guint c = 0; c < columns->len; c++)
    fit.n_causal += count_predictors (contexts->table, g_array_index (columns, guint, c));
  fit.p = fit.n_causal;
  add_columns (contexts, surrogate, columns);
  for (guint column = contexts->starts[surrogate]; column < contexts->starts[surrogate + 1]; column++)
    fit.p += count_predictors (contexts->table, column);
  gather (&fit, columns, node);
  if (fit.n < 3)
    return NULL;
  fill_matrix (&fit, columns);
  solve (&fit, fit.n_causal, &without);
  solve (&fit, fit.p, &with);
  freedom = fit.total - (double) with.rank - 1;
  if (freedom < 1 || with.rank == without.rank || !(without.rss > 0))
    return NULL;
  drift->is_discrete =
      wf_table_get_kind (contexts->table, contexts->starts[surrogate]) != WF_COLUMN_CONTINUOUS;
  drift->explained = CLAMP (1 - with.rss / without.rss, 0, 1);
  drift->sd = find_sd (&fit);
  fill_curve (drift, &fit, &with, freedom, contexts->starts[surrogate]);
  return g_steal_pointer (&drift);
}

void
wf_drift_free (WfDrift *self)
{
  g_strfreev (self->levels);
  g_free (self->x);
  g_free (self->y);
  g_free (self->low);
  g_free (self->high);
  g_free (self);
}
