/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include <cblas.h>
#include <lapacke.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/base/parallel.h"

#define BLOCK_ROWS 2048
#define TILE       64

/* Workers are ours: a thread of OpenBLAS inside each of them would only make them wait for one another. */
static void
use_one_blas_thread (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      openblas_set_num_threads (1);
      g_once_init_leave (&done, 1);
    }
}

typedef struct
{
  const double *const *columns;
  gsize n;
  gsize p;
  gsize first;   /* first row of the block */
  gsize n_block; /* rows of the block */
  double *means;
  double *block; /* n_block x p, leading dimension BLOCK_ROWS: centred rows */
  double *out;
} Covariance;

static void
compute_means (gsize tile, gpointer data)
{
  Covariance *self = data;
  gsize end = MIN ((tile + 1) * TILE, self->p);

  for (gsize j = tile * TILE; j < end; j++)
    {
      const double *x = self->columns[j];
      double mean = 0;
      double correction = 0;

      for (gsize i = 0; i < self->n; i++)
        mean += x[i];
      mean /= (double) self->n;
      for (gsize i = 0; i < self->n; i++)
        correction += x[i] - mean;
      self->means[j] = mean + correction / (double) self->n;
    }
}

static void
centre_block (gsize tile, gpointer data)
{
  Covariance *self = data;
  gsize end = MIN ((tile + 1) * TILE, self->p);

  for (gsize j = tile * TILE; j < end; j++)
    {
      const double *x = self->columns[j] + self->first;
      double *to = self->block + j * BLOCK_ROWS;

      for (gsize i = 0; i < self->n_block; i++)
        to[i] = x[i] - self->means[j];
    }
}

/* One task a strip of TILE columns: the part of the lower triangle below and on the diagonal. */
static void
add_block (gsize tile, gpointer data)
{
  Covariance *self = data;
  gsize j = tile * TILE;
  gsize width = MIN (TILE, self->p - j);
  gsize below = j + width;

  cblas_dsyrk (CblasColMajor, CblasLower, CblasTrans, (int) width, (int) self->n_block, 1.0,
               self->block + j * BLOCK_ROWS, BLOCK_ROWS, 1.0, self->out + j * self->p + j, (int) self->p);
  if (below < self->p)
    cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, (int) (self->p - below), (int) width,
                 (int) self->n_block, 1.0, self->block + below * BLOCK_ROWS, BLOCK_ROWS,
                 self->block + j * BLOCK_ROWS, BLOCK_ROWS, 1.0, self->out + j * self->p + below,
                 (int) self->p);
}

static gboolean
accumulate (Covariance *self, guint n_threads, WfProgress *progress, GError **error)
{
  gsize n_tiles = (self->p + TILE - 1) / TILE;

  memset (self->out, 0, self->p * self->p * sizeof (double));
  wf_parallel_for (n_tiles, n_threads, compute_means, self);
  for (self->first = 0; self->first < self->n; self->first += BLOCK_ROWS)
    {
      if (!wf_progress_check (progress, error))
        return FALSE;
      self->n_block = MIN (BLOCK_ROWS, self->n - self->first);
      wf_parallel_for (n_tiles, n_threads, centre_block, self);
      wf_parallel_for (n_tiles, n_threads, add_block, self);
    }
  return TRUE;
}

/* Products to covariances, and those below the diagonal copied above it: TILE columns. */
static void
finish_columns (gsize tile, gpointer data)
{
  Covariance *self = data;
  gsize p = self->p, first = tile * TILE, end = MIN (first + TILE, p);
  double n = (double) (self->n - 1);

  for (gsize i0 = first; i0 < p; i0 += TILE)
    for (gsize j = first; j < end; j++)
      for (gsize i = MAX (i0, j); i < MIN (i0 + TILE, p); i++)
        {
          self->out[j * p + i] /= n;
          self->out[i * p + j] = self->out[j * p + i];
        }
}

gboolean
wf_linalg_covariance (const double *const *columns,
                      gsize n,
                      gsize p,
                      guint n_threads,
                      WfProgress *progress,
                      double *means,
                      double *out,
                      GError **error)
{
  g_autofree double *own_means = NULL;
  g_autofree double *block = NULL;
  Covariance self = { .columns = columns, .n = n, .p = p, .out = out };

  g_return_val_if_fail (n >= 2 && p >= 1 && p <= G_MAXINT, FALSE);

  use_one_blas_thread ();
  own_means = g_try_new (double, p);
  block = g_try_new (double, (gsize) BLOCK_ROWS *p);
  if (own_means == NULL || block == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Not enough memory for the covariance of %zu columns; select fewer columns"), p);
      return FALSE;
    }
  self.means = own_means;
  self.block = block;
  if (!accumulate (&self, n_threads, progress, error))
    return FALSE;
  wf_parallel_for ((p + TILE - 1) / TILE, n_threads, finish_columns, &self);
  if (means != NULL)
    memcpy (means, own_means, p * sizeof (double));
  return TRUE;
}

void
wf_linalg_correlation (double *a, gsize p)
{
  g_autofree double *scale = g_new (double, p);

  for (gsize j = 0; j < p; j++)
    scale[j] = a[j * p + j] > 0 ? 1 / sqrt (a[j * p + j]) : NAN;
  for (gsize j = 0; j < p; j++)
    for (gsize i = 0; i < p; i++)
      a[j * p + i] = i == j ? 1 : CLAMP (a[j * p + i] * (scale[i] * scale[j]), -1, 1);
}

void
wf_linalg_symmetrise (double *a, gsize p)
{
  for (gsize j0 = 0; j0 < p; j0 += TILE)
    for (gsize i0 = j0; i0 < p; i0 += TILE)
      for (gsize j = j0; j < MIN (j0 + TILE, p); j++)
        for (gsize i = MAX (i0, j + 1); i < MIN (i0 + TILE, p); i++)
          a[i * p + j] = a[j * p + i];
}

gboolean
wf_linalg_cholesky (double *a, gsize p, gsize *pivot)
{
  lapack_int n = (lapack_int) p;
  lapack_int info;

  use_one_blas_thread ();
  info = LAPACKE_dpotrf_work (LAPACK_COL_MAJOR, 'L', n, a, MAX (n, 1));
  if (info != 0)
    {
      if (pivot != NULL)
        *pivot = (gsize) (info - 1);
      return FALSE;
    }
  for (gsize j = 1; j < p; j++)
    memset (a + j * p, 0, j * sizeof (double));
  return TRUE;
}

void
wf_linalg_solve_cholesky (const double *l, gsize p, double *b, gsize n_right)
{
  lapack_int n = MAX ((lapack_int) p, 1);

  use_one_blas_thread ();
  LAPACKE_dpotrs_work (LAPACK_COL_MAJOR, 'L', (lapack_int) p, (lapack_int) n_right, l, n, b, n);
}

gboolean
wf_linalg_solve_spd (double *a, gsize p, double *b, gsize n_right, gsize *pivot)
{
  if (!wf_linalg_cholesky (a, p, pivot))
    return FALSE;
  wf_linalg_solve_cholesky (a, p, b, n_right);
  return TRUE;
}

gboolean
wf_linalg_invert_spd (double *a, gsize p, gsize *pivot)
{
  lapack_int n = (lapack_int) p;

  if (!wf_linalg_cholesky (a, p, pivot))
    return FALSE;
  LAPACKE_dpotri_work (LAPACK_COL_MAJOR, 'L', n, a, MAX (n, 1));
  wf_linalg_symmetrise (a, p);
  return TRUE;
}

void
wf_linalg_add_products (double scale, const double *a, gsize p, gsize n, double *out)
{
  use_one_blas_thread ();
  cblas_dsyrk (CblasColMajor, CblasLower, CblasNoTrans, (int) p, (int) n, scale, a, (int) MAX (p, 1), 1.0, out,
               (int) MAX (p, 1));
}

void
wf_linalg_add_product (
    const double *a, gsize m, gsize n, gboolean is_transposed, const double *x, double *out)
{
  use_one_blas_thread ();
  cblas_dgemv (CblasColMajor, is_transposed ? CblasTrans : CblasNoTrans, (int) m, (int) n, 1.0, a,
               (int) MAX (m, 1), x, 1, 1.0, out, 1);
}

void
wf_linalg_multiply (const double *a, const double *b, gsize m, gsize k, gsize n, double *out)
{
  use_one_blas_thread ();
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, (int) m, (int) n, (int) k, 1.0, a, (int) MAX (m, 1),
               b, (int) MAX (k, 1), 0.0, out, (int) MAX (m, 1));
}
