/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/score/gaussian-private.h"
#include "core/score/score-private.h"
#include "core/table/prepare.h"

#define N_ON_STACK 32
#define LANES      8 /* candidates at a time */
/* A regression on more parents than a quarter of the rows describes its noise. */
#define ROWS_A_PARENT 4

void
wf_gaussian_free (WfGaussian *self)
{
  g_free (self->r);
  g_strfreev (self->warnings);
  g_free (self);
}

/* Room for the correlations. */
static WfGaussian *
allocate (gsize n, gsize p, GError **error)
{
  WfGaussian *self = g_new0 (WfGaussian, 1);

  self->p = p;
  self->n = n;
  self->max_parents = n / ROWS_A_PARENT;
  self->r = g_try_new (double, p *p);
  if (self->r != NULL)
    return self;
  wf_gaussian_free (self);
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("Not enough memory for the correlations of %zu columns; select fewer columns"), p);
  return NULL;
}

static void
finish (WfGaussian *self, const char *const *names, const gboolean *is_constant, GStrvBuilder *warnings)
{
  wf_table_warn_constant (names, is_constant, warnings);
  wf_table_warn_collinear (names, self->r, self->n, warnings);
  self->warnings = g_strv_builder_end (warnings);
}

WfGaussian *
wf_gaussian_new (WfTable *table, gsize min_rows, guint n_threads, WfProgress *progress, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfTable) complete = wf_table_keep_complete_rows (table, min_rows, warnings, error);
  g_autoptr (WfGaussian) self = NULL;
  g_autofree gboolean *is_constant = NULL;

  if (complete == NULL)
    return NULL;
  self = allocate (wf_table_get_n_rows (complete), wf_table_get_n_columns (complete), error);
  if (self == NULL)
    return NULL;
  is_constant = g_new (gboolean, self->p);
  if (!wf_table_compute_correlation (complete, n_threads, progress, self->r, is_constant, error))
    return NULL;
  finish (self, wf_table_get_names (table), is_constant, warnings);
  return g_steal_pointer (&self);
}

WfGaussian *
wf_gaussian_new_covariance (WfCovariance *covariance, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  gsize p = wf_covariance_get_n_variables (covariance);
  g_autofree gboolean *is_constant = g_new (gboolean, p);
  WfGaussian *self = allocate (wf_covariance_get_n_rows (covariance), p, error);

  if (self == NULL)
    return NULL;
  wf_covariance_fill_correlation (covariance, self->r, is_constant);
  finish (self, wf_covariance_get_names (covariance), is_constant, warnings);
  return self;
}

/* ---- one factorisation ---- */

/* The Cholesky factor of the parents' correlations, and the node's row below it. */
typedef struct
{
  double *l;        /* k rows of k; the diagonal inverted, 0 = determined by those before */
  double *w;        /* k: correlations of the node with the orthogonalised parents */
  double left;      /* 1 - R² */
  gboolean is_full; /* no parent is determined by others */
  double *on_heap;
  double on_stack[N_ON_STACK * (N_ON_STACK + 1)];
} Factor;

static void
factorise (const WfGaussian *self, guint node, const guint *parents, gsize k, Factor *factor)
{
  const double *of_node = self->r + node * self->p;
  double *l, *w;

  factor->on_heap = k > N_ON_STACK ? g_new (double, k *(k + 1)) : NULL;
  l = factor->l = factor->on_heap != NULL ? factor->on_heap : factor->on_stack;
  w = factor->w = l + k * k;
  factor->left = 1;
  factor->is_full = TRUE;
  for (gsize i = 0; i < k; i++)
    {
      const double *of_parent = self->r + parents[i] * self->p;
      double *row = l + i * k;
      double rest = 1, shared = of_node[parents[i]];

      for (gsize j = 0; j < i; j++)
        {
          double value = of_parent[parents[j]];

          for (gsize q = 0; q < j; q++)
            value -= row[q] * l[j * k + q];
          row[j] = value * l[j * k + j];
          rest -= row[j] * row[j];
          shared -= row[j] * w[j];
        }
      row[i] = rest > WF_CORRELATION_TOLERANCE ? 1 / sqrt (rest) : 0;
      factor->is_full &= row[i] > 0;
      w[i] = shared * row[i];
      factor->left -= w[i] * w[i];
    }
}

/* log det of the parents' correlations, without those that others determine */
static double
get_log_det (const Factor *factor, gsize k)
{
  double sum = 0;

  for (gsize i = 0; i < k; i++)
    if (factor->l[i * k + i] > 0)
      sum -= 2 * log (factor->l[i * k + i]);
  return sum;
}

double
wf_gaussian_get_unexplained (
    const WfGaussian *self, guint node, const guint *parents, gsize k, double *log_det)
{
  Factor factor;

  if (k <= 1)
    {
      double r = k == 1 ? self->r[node * self->p + parents[0]] : 0;

      if (log_det != NULL)
        *log_det = 0;
      return MAX (1 - r * r, WF_CORRELATION_TOLERANCE);
    }
  factorise (self, node, parents, k, &factor);
  if (log_det != NULL)
    *log_det = get_log_det (&factor, k);
  g_free (factor.on_heap);
  return MAX (factor.left, WF_CORRELATION_TOLERANCE);
}

/* LANES candidates, each a column of its own below the factor. */
static void
add_lanes (const WfGaussian *self,
           guint node,
           const guint *parents,
           gsize k,
           const Factor *factor,
           const guint *candidates,
           double *orthogonal, /* k x LANES, scratch */
           double *out,
           double *rests) /* what the parents leave unexplained of the candidates */
{
  const double *of_node = self->r + node * self->p;
  double shared[LANES], rest[LANES];

  for (gsize lane = 0; lane < LANES; lane++)
    {
      shared[lane] = of_node[candidates[lane]];
      rest[lane] = 1;
    }
  for (gsize j = 0; j < k; j++)
    {
      const double *of_parent = self->r + parents[j] * self->p;
      const double *row = factor->l + j * k;
      double value[LANES];

      for (gsize lane = 0; lane < LANES; lane++)
        value[lane] = of_parent[candidates[lane]];
      for (gsize q = 0; q < j; q++)
        for (gsize lane = 0; lane < LANES; lane++)
          value[lane] -= row[q] * orthogonal[q * LANES + lane];
      for (gsize lane = 0; lane < LANES; lane++)
        {
          value[lane] *= row[j];
          orthogonal[j * LANES + lane] = value[lane];
          shared[lane] -= value[lane] * factor->w[j];
          rest[lane] -= value[lane] * value[lane];
        }
    }
  for (gsize lane = 0; lane < LANES; lane++)
    {
      double gain = rest[lane] > WF_CORRELATION_TOLERANCE ? shared[lane] * shared[lane] / rest[lane] : 0;

      out[lane] = MAX (factor->left - gain, WF_CORRELATION_TOLERANCE);
      rests[lane] = MAX (rest[lane], WF_CORRELATION_TOLERANCE);
    }
}

void
wf_gaussian_get_unexplained_with (const WfGaussian *self,
                                  guint node,
                                  const guint *parents,
                                  gsize k,
                                  const guint *candidates,
                                  gsize m,
                                  double *out,
                                  double *log_dets)
{
  double on_stack[N_ON_STACK * LANES];
  g_autofree double *on_heap = k > N_ON_STACK ? g_new (double, k *LANES) : NULL;
  Factor factor;
  double log_det = 0;

  factorise (self, node, parents, k, &factor);
  if (log_dets != NULL)
    log_det = get_log_det (&factor, k);
  for (gsize first = 0; first < m; first += LANES)
    {
      gsize n = MIN (LANES, m - first);
      guint lanes[LANES];
      double left[LANES], rests[LANES];

      for (gsize lane = 0; lane < LANES; lane++)
        lanes[lane] = candidates[first + MIN (lane, n - 1)];
      add_lanes (self, node, parents, k, &factor, lanes, on_heap != NULL ? on_heap : on_stack, left, rests);
      memcpy (out + first, left, n * sizeof (double));
      for (gsize lane = 0; log_dets != NULL && lane < n; lane++)
        log_dets[first + lane] = log_det + log (rests[lane]);
    }
  g_free (factor.on_heap);
}

/* Each parent left out by a factorisation of its own. */
static void
leave_out_each (
    const WfGaussian *self, guint node, const guint *parents, gsize k, double *out, double *log_dets)
{
  g_autofree guint *without = g_memdup2 (parents + 1, (k - 1) * sizeof (guint));

  for (gsize i = 0; i < k; i++)
    {
      out[i] =
          wf_gaussian_get_unexplained (self, node, without, k - 1, log_dets != NULL ? &log_dets[i] : NULL);
      if (i + 1 < k)
        without[i] = parents[i];
    }
}

/* Without parent i 1 - R² grows by b_i² / a_ii: b the regression weights, a the inverse of the parents'
 * correlations. Both come from the columns of the inverted factor. */
static void
leave_out_by_inverse (const Factor *factor, gsize k, double *column, double *out, double *log_dets)
{
  double log_det = log_dets != NULL ? get_log_det (factor, k) : 0;

  for (gsize i = 0; i < k; i++)
    {
      double weight = 0, inverse = 0;

      for (gsize j = i; j < k; j++)
        {
          double value = j == i;

          for (gsize q = i; q < j; q++)
            value -= factor->l[j * k + q] * column[q];
          column[j] = value * factor->l[j * k + j];
          weight += column[j] * factor->w[j];
          inverse += column[j] * column[j];
        }
      out[i] = MAX (factor->left + weight * weight / inverse, WF_CORRELATION_TOLERANCE);
      if (log_dets != NULL)
        log_dets[i] = log_det + log (inverse);
    }
}

void
wf_gaussian_get_unexplained_without (
    const WfGaussian *self, guint node, const guint *parents, gsize k, double *out, double *log_dets)
{
  double on_stack[N_ON_STACK];
  g_autofree double *on_heap = k > N_ON_STACK ? g_new (double, k) : NULL;
  Factor factor;

  factorise (self, node, parents, k, &factor);
  if (factor.is_full)
    leave_out_by_inverse (&factor, k, on_heap != NULL ? on_heap : on_stack, out, log_dets);
  else
    leave_out_each (self, node, parents, k, out, log_dets);
  g_free (factor.on_heap);
}
