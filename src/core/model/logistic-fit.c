/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Multinomial logistic regression by Newton's method with halved steps (Hastie, Tibshirani & Friedman 2009,
 * The Elements of Statistical Learning, 2nd ed., 4.4), on centred features: continuous parents in standard
 * deviations, discrete ones as indicators. The first level is the reference while fitting, but the prior
 * doesn't know it: ridge / 2 times the squares of the weights of a feature around their mean over the levels.
 * The intercepts have the Dirichlet prior of the tables: ess rows at the mean of the features, spread over
 * the levels, so that without parents the result is that of a table. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/model/logistic-private.h"

#define CHUNK          256
#define MAX_ITERATIONS 100
#define MAX_HALVINGS   30
#define TOLERANCE      1e-10 /* of the penalised log-likelihood a row */
#define MAX_FIRST_ROWS 20000 /* of more, the first steps are taken on some */
#define MAX_UNKNOWNS   2000  /* the Hessian is dense */

/* Features are columns 1..n_features of the design, 0 is the intercept. */
typedef struct
{
  const WfFamily *family;
  double ridge, ess;
  gsize stride;                          /* every so many-th row is looked at */
  gsize n_levels, n_features, n_columns; /* n_columns = n_features + 1 */
  gsize n_unknowns;                      /* n_columns x (n_levels - 1), columns fastest */
  double *means, *scales;                /* n_columns */
  double *coefficients;                  /* n_unknowns */
  double *gradient, *hessian;
  double log_likelihood;
} Fit;

static void
fit_clear (Fit *self)
{
  g_free (self->means);
  g_free (self->scales);
  g_free (self->coefficients);
  g_free (self->gradient);
  g_free (self->hessian);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fit, fit_clear)

void
wf_logit_clear (WfLogit *self)
{
  g_clear_pointer (&self->intercepts, g_free);
  g_clear_pointer (&self->weights, g_free);
}

/* A row of the design as it is: 1, numbers, indicators. */
static void
fill_raw (const Fit *self, gsize row, double *out)
{
  const WfFamily *family = self->family;
  gsize column = 1;

  out[0] = 1.0;
  for (gsize k = 0; k < family->n_parents; k++)
    {
      if (family->n_levels[k] == 0)
        {
          out[column++] = family->values[k][row];
          continue;
        }
      memset (out + column, 0, family->n_levels[k] * sizeof (double));
      out[column + family->codes[k][row]] = 1.0;
      column += family->n_levels[k];
    }
}

static void
fill_row (const Fit *self, gsize row, double *out)
{
  fill_raw (self, row, out);
  for (gsize j = 1; j < self->n_columns; j++)
    out[j] = (out[j] - self->means[j]) * self->scales[j];
}

/* Means of all features; standard deviations of continuous ones. */
static gboolean
measure_features (Fit *self, GError **error)
{
  const WfFamily *family = self->family;
  double n = family->n_rows;
  g_autofree double *row = g_new (double, self->n_columns);
  gsize column = 1;

  for (gsize i = 0; i < family->n_rows; i++)
    {
      fill_raw (self, i, row);
      for (gsize j = 1; j < self->n_columns; j++)
        self->means[j] += row[j] / n;
    }
  for (gsize i = 0; i < family->n_rows; i++)
    {
      fill_raw (self, i, row);
      for (gsize j = 1; j < self->n_columns; j++)
        self->scales[j] += (row[j] - self->means[j]) * (row[j] - self->means[j]) / n;
    }
  for (gsize k = 0; k < family->n_parents; k++)
    {
      gsize size = MAX (1, family->n_levels[k]);

      for (gsize j = column; j < column + size; j++)
        {
          double variance = self->scales[j];

          self->scales[j] = family->n_levels[k] > 0 ? 1.0 : 1.0 / sqrt (variance);
          if (family->n_levels[k] > 0 || (isfinite (variance) && variance > 0.0))
            continue;
          if (isfinite (variance))
            g_set_error (
                error, WF_ERROR, WF_ERROR_SINGULAR,
                _ ("%s, a parent of %s, is constant: it has no measurable effect; remove it from the graph"),
                family->names[k], family->names[family->n_parents]);
          else
            g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                         _ ("The values of %s are too large to fit; rescale the column"), family->names[k]);
          return FALSE;
        }
      column += size;
    }
  return TRUE;
}

static gboolean
fit_init (Fit *self, GError **error)
{
  const WfFamily *family = self->family;

  self->n_levels = family->n_levels[family->n_parents];
  for (gsize k = 0; k < family->n_parents; k++)
    self->n_features += MAX (1, family->n_levels[k]);
  self->n_columns = self->n_features + 1;
  self->n_unknowns = self->n_columns * (self->n_levels - 1);
  if (self->n_unknowns > MAX_UNKNOWNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("The logistic mechanism of %s has %zu unknowns, more than %d; merge levels or remove "
                      "parents"),
                   family->names[family->n_parents], self->n_unknowns, MAX_UNKNOWNS);
      return FALSE;
    }
  self->means = g_new0 (double, self->n_columns);
  self->scales = g_new0 (double, self->n_columns);
  self->coefficients = g_new0 (double, self->n_unknowns + 1);
  self->gradient = g_new0 (double, self->n_unknowns + 1);
  self->hessian = g_new0 (double, self->n_unknowns * self->n_unknowns + 1);
  return measure_features (self, error);
}

/* Probabilities of one row; returns the log of their scale: log sum exp. */
static double
get_probabilities (const Fit *self, const double *coefficients, const double *x, double *eta, double *p)
{
  double top = 0.0, sum = 0.0;

  eta[0] = 0.0;
  for (gsize l = 1; l < self->n_levels; l++)
    {
      const double *own = coefficients + (l - 1) * self->n_columns;

      eta[l] = 0.0;
      for (gsize j = 0; j < self->n_columns; j++)
        eta[l] += own[j] * x[j];
      top = fmax (top, eta[l]);
    }
  for (gsize l = 0; l < self->n_levels; l++)
    sum += p[l] = exp (eta[l] - top);
  for (gsize l = 0; l < self->n_levels; l++)
    p[l] /= sum;
  return top + log (sum);
}

/* Log of the prior density, up to a constant. */
static double
get_log_prior (const Fit *self, const double *coefficients)
{
  double sum = 0.0, k = self->n_levels, top = 0.0, scale = 0.0, intercepts = 0.0;

  for (gsize j = 1; j < self->n_columns; j++)
    {
      double mean = 0.0, squares = 0.0;

      for (gsize l = 1; l < self->n_levels; l++)
        {
          double weight = coefficients[(l - 1) * self->n_columns + j];

          mean += weight / k;
          squares += weight * weight;
        }
      sum -= 0.5 * self->ridge * (squares - k * mean * mean);
    }
  for (gsize l = 1; l < self->n_levels; l++)
    {
      top = fmax (top, coefficients[(l - 1) * self->n_columns]);
      intercepts += coefficients[(l - 1) * self->n_columns];
    }
  scale = exp (-top);
  for (gsize l = 1; l < self->n_levels; l++)
    scale += exp (coefficients[(l - 1) * self->n_columns] - top);
  return sum + self->ess * (intercepts / k - top - log (scale));
}

/* Log-likelihood plus log prior; FALSE when cancelled. */
static gboolean
measure (Fit *self,
         const double *coefficients,
         double *objective,
         double *log_likelihood,
         WfProgress *progress,
         GError **error)
{
  const WfFamily *family = self->family;
  g_autofree double *x = g_new (double, self->n_columns);
  g_autofree double *work = g_new (double, 2 * self->n_levels);
  double sum = 0.0;

  for (gsize i = 0; i < family->n_rows; i += self->stride)
    {
      double scale;

      if (i / self->stride % 4096 == 0 && !wf_progress_check (progress, error))
        return FALSE;
      fill_row (self, i, x);
      scale = get_probabilities (self, coefficients, x, work, work + self->n_levels);
      sum += work[family->codes[family->n_parents][i]] - scale;
    }
  *log_likelihood = sum;
  *objective = sum + get_log_prior (self, coefficients);
  return TRUE;
}

/* Adds the rows of a chunk to the Hessian, lower triangle: p x x' in the block of each level, less the square
 * of p times x, all levels together. work: n x n_unknowns, n x n_columns, n_columns x n_columns */
static void
add_curvature (Fit *self, const double *rows, const double *probabilities, gsize n, double *work)
{
  gsize d = self->n_columns, k = self->n_levels, n_unknowns = self->n_unknowns;
  double *spread = work, *rooted = spread + n * n_unknowns, *block = rooted + n * d;

  for (gsize l = 0; l + 1 < k; l++)
    {
      memset (block, 0, d * d * sizeof (double));
      for (gsize i = 0; i < n; i++)
        {
          double p = probabilities[i * k + l + 1], root = sqrt (p);

          for (gsize j = 0; j < d; j++)
            {
              spread[i * n_unknowns + l * d + j] = p * rows[i * d + j];
              rooted[i * d + j] = root * rows[i * d + j];
            }
        }
      wf_linalg_add_products (1.0, rooted, d, n, block);
      for (gsize j = 0; j < d; j++)
        for (gsize i = j; i < d; i++)
          self->hessian[(l * d + j) * n_unknowns + l * d + i] += block[j * d + i];
    }
  wf_linalg_add_products (-1.0, spread, n_unknowns, n, self->hessian);
}

static void
add_chunk (Fit *self, gsize first, gsize n, double *rows, double *probabilities, double *work)
{
  const gint32 *own = self->family->codes[self->family->n_parents];
  gsize d = self->n_columns, k = self->n_levels;

  for (gsize i = 0; i < n; i++)
    {
      gsize row = (first + i) * self->stride;

      fill_row (self, row, rows + i * d);
      get_probabilities (self, self->coefficients, rows + i * d, work, probabilities + i * k);
      for (gsize l = 1; l < k; l++)
        {
          double residual = (own[row] == (gint32) l) - probabilities[i * k + l];

          for (gsize j = 0; j < d; j++)
            self->gradient[(l - 1) * d + j] += residual * rows[i * d + j];
        }
    }
  add_curvature (self, rows, probabilities, n, work);
}

/* The share of the prior. */
static void
add_prior (Fit *self, double *work)
{
  gsize d = self->n_columns, n_levels = self->n_levels;
  double k = n_levels, *x = work, *eta = work + d, *p = eta + n_levels;

  memset (x, 0, d * sizeof (double));
  x[0] = 1.0;
  get_probabilities (self, self->coefficients, x, eta, p);
  for (gsize l = 0; l + 1 < n_levels; l++)
    {
      self->gradient[l * d] += self->ess * (1.0 / k - p[l + 1]);
      for (gsize m = 0; m <= l; m++)
        {
          double *block = self->hessian + m * d * self->n_unknowns + l * d;

          block[0] += self->ess * p[l + 1] * ((l == m) - p[m + 1]);
          for (gsize j = 1; j < d; j++)
            block[j * self->n_unknowns + j] += self->ridge * ((l == m) - 1.0 / k);
        }
      for (gsize j = 1; j < d; j++)
        for (gsize m = 0; m + 1 < n_levels; m++)
          self->gradient[l * d + j] -= self->ridge * ((l == m) - 1.0 / k) * self->coefficients[m * d + j];
    }
}

/* Gradient and negative Hessian of the objective. */
static gboolean
differentiate (Fit *self, WfProgress *progress, GError **error)
{
  gsize d = self->n_columns, n_rows = (self->family->n_rows + self->stride - 1) / self->stride;
  g_autofree double *rows = g_new (double, CHUNK *d);
  g_autofree double *probabilities = g_new (double, CHUNK * self->n_levels);
  g_autofree double *work = g_new (double, CHUNK *(self->n_unknowns + d) + d * d + d + 2 * self->n_levels);

  memset (self->gradient, 0, self->n_unknowns * sizeof (double));
  memset (self->hessian, 0, self->n_unknowns * self->n_unknowns * sizeof (double));
  for (gsize first = 0; first < n_rows; first += CHUNK)
    {
      if (!wf_progress_check (progress, error))
        return FALSE;
      add_chunk (self, first, MIN (CHUNK, n_rows - first), rows, probabilities, work);
    }
  add_prior (self, work);
  return TRUE;
}

/* One step; is_done when nothing is gained any more. */
static gboolean
step (Fit *self, double *objective, gboolean *is_done, WfProgress *progress, GError **error)
{
  g_autofree double *next = g_new (double, self->n_unknowns + 1);
  double size = 1.0, reached, log_likelihood;

  if (!differentiate (self, progress, error))
    return FALSE;
  /* the prior makes it positive definite; when rounding doesn't, the steps so far must do */
  if (!wf_linalg_solve_spd (self->hessian, self->n_unknowns, self->gradient, 1, NULL))
    {
      *is_done = TRUE;
      return TRUE;
    }
  for (gsize i = 0; i < MAX_HALVINGS; i++, size *= 0.5)
    {
      for (gsize j = 0; j < self->n_unknowns; j++)
        next[j] = self->coefficients[j] + size * self->gradient[j];
      if (!measure (self, next, &reached, &log_likelihood, progress, error))
        return FALSE;
      if (!(reached >= *objective))
        continue;
      *is_done = reached - *objective < TOLERANCE * (double) (self->family->n_rows + 1);
      *objective = reached;
      self->log_likelihood = log_likelihood;
      memcpy (self->coefficients, next, self->n_unknowns * sizeof (double));
      return TRUE;
    }
  *is_done = TRUE;
  return TRUE;
}

/* From centred features to those of the parents. */
static void
unscale (const Fit *self, WfLogit *logit)
{
  gsize k = self->n_levels;

  logit->n_levels = k;
  logit->n_features = self->n_features;
  logit->intercepts = g_new0 (double, k);
  logit->weights = g_new0 (double, k * self->n_features + 1);
  logit->log_likelihood = self->log_likelihood;
  for (gsize l = 1; l < k; l++)
    {
      const double *own = self->coefficients + (l - 1) * self->n_columns;

      logit->intercepts[l] = own[0];
      for (gsize j = 1; j < self->n_columns; j++)
        {
          logit->weights[(j - 1) * k + l] = own[j] * self->scales[j];
          logit->intercepts[l] -= own[j] * self->scales[j] * self->means[j];
        }
    }
}

static gboolean
climb (Fit *self, WfProgress *progress, GError **error)
{
  gboolean is_done = FALSE;
  double objective;

  if (!measure (self, self->coefficients, &objective, &self->log_likelihood, progress, error))
    return FALSE;
  for (gsize i = 0; !is_done && i < MAX_ITERATIONS; i++)
    if (!step (self, &objective, &is_done, progress, error))
      return FALSE;
  return TRUE;
}

gboolean
wf_logit_fit (
    WfLogit *self, const WfFamily *family, double ridge, double ess, WfProgress *progress, GError **error)
{
  g_auto (Fit) fit = { .family = family, .ridge = ridge, .ess = ess };
  gsize stride = MAX (1, family->n_rows / MAX_FIRST_ROWS);

  if (!fit_init (&fit, error))
    return FALSE;
  /* what some rows say is a start from which all of them need few steps */
  for (fit.stride = stride;; fit.stride = 1)
    {
      if (!climb (&fit, progress, error))
        return FALSE;
      if (fit.stride == 1)
        break;
    }
  unscale (&fit, self);
  return TRUE;
}
