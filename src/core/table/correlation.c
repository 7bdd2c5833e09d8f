/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/linalg.h"
#include "core/table/prepare.h"

/* Variances and means within these bounds were computed without overflow or loss. */
#define LARGEST  1e280
#define SMALLEST 1e-280
/* A column whose values differ by no more than rounding doesn't vary. */
#define ROUNDING 1e-14

/* Was the variance computed without overflow or loss? */
static gboolean
is_in_range (double variance, double mean)
{
  return isfinite (variance) && variance <= LARGEST && variance >= SMALLEST && fabs (mean) <= LARGEST;
}

/* Values in [-1, 1], in proportion; all zero when the column never varies or has no value. */
static double *
scale_column (const double *x, gsize n)
{
  double *scaled = g_new (double, n);
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = fmax (largest, fabs (x[i]));
  for (gsize i = 0; i < n; i++)
    scaled[i] = largest > 0 ? x[i] / largest : 0;
  return scaled;
}

gboolean
wf_table_compute_correlation (
    WfTable *table, guint n_threads, WfProgress *progress, double *r, gboolean *is_constant, GError **error)
{
  gsize p = wf_table_get_n_columns (table);
  gsize n = wf_table_get_n_rows (table);
  g_autofree const double **columns = g_new (const double *, p);
  g_autofree double *means = g_new (double, p);
  g_autoptr (GPtrArray) scaled = g_ptr_array_new_with_free_func (g_free);

  for (gsize j = 0; j < p; j++)
    columns[j] = wf_table_get_values (table, j, NULL);
  if (!wf_linalg_covariance (columns, n, p, n_threads, progress, means, r, error))
    return FALSE;
  for (gsize j = 0; j < p; j++)
    if (!is_in_range (r[j * p + j], means[j]))
      {
        double *column = scale_column (columns[j], n);

        g_ptr_array_add (scaled, column);
        columns[j] = column;
      }
  if (scaled->len > 0 && !wf_linalg_covariance (columns, n, p, n_threads, progress, means, r, error))
    return FALSE;
  for (gsize j = 0; j < p; j++)
    is_constant[j] = !(sqrt (r[j * p + j]) > ROUNDING * fabs (means[j]));
  wf_linalg_correlation (r, p);
  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; is_constant[i] && j < p; j++)
      if (i != j)
        r[i * p + j] = r[j * p + i] = 0;
  return TRUE;
}
