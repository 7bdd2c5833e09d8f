/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/table/conditional-gaussian.h"
#include "core/table/prepare.h"

#define PRIOR_ROWS 0.5 /* of a cell's covariance */

void
wf_conditional_gaussian_free (WfConditionalGaussian *self)
{
  g_clear_pointer (&self->cells, wf_cells_free);
  for (gsize j = 0; self->values != NULL && j < self->p; j++)
    g_free (self->values[j]);
  g_free (self->values);
  g_free (self->r);
  g_free (self->is_constant);
  g_strfreev (self->warnings);
  g_free (self);
}

/* ---- preparation ---- */

/* Mean 0 and variance 1, whatever the size of the numbers; 0 for a column that never varies. */
static double *
standardise (const double *x, gsize n, gboolean is_constant)
{
  double *scaled = g_new0 (double, n);
  double largest = 0, mean = 0, squares = 0;

  if (is_constant)
    return scaled;
  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (x[i]));
  for (gsize i = 0; i < n; i++)
    mean += x[i] / largest / (double) n;
  for (gsize i = 0; i < n; i++)
    {
      scaled[i] = x[i] / largest - mean;
      squares += scaled[i] * scaled[i];
    }
  for (gsize i = 0; i < n; i++)
    scaled[i] *= sqrt ((double) n / squares);
  return scaled;
}

/* The continuous columns alone, for their correlations; which: of the table. */
static WfTable *
select_continuous (WfTable *table, GArray *which)
{
  for (gsize j = 0; j < wf_table_get_n_columns (table); j++)
    if (wf_table_get_kind (table, j) == WF_COLUMN_CONTINUOUS)
      g_array_append_val (which, j);
  return wf_table_select (table, (const gsize *) (gpointer) which->data, which->len);
}

static gboolean
fill_correlations (
    WfConditionalGaussian *self, WfTable *table, guint n_threads, WfProgress *progress, GError **error)
{
  g_autoptr (GArray) which = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (WfTable) continuous = select_continuous (table, which);
  const gsize *ids = (const gsize *) (gpointer) which->data;
  gsize m = which->len;
  g_autofree double *r = g_try_new (double, m *m + 1);
  g_autofree gboolean *is_constant = g_new (gboolean, m + 1);

  self->r = g_try_new0 (double, self->p * self->p);
  if (r == NULL || self->r == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Not enough memory for the correlations of %zu columns; select fewer columns"),
                   self->p);
      return FALSE;
    }
  if (m > 0 && !wf_table_compute_correlation (continuous, n_threads, progress, r, is_constant, error))
    return FALSE;
  for (gsize i = 0; i < m; i++)
    {
      self->is_constant[ids[i]] = is_constant[i];
      for (gsize j = 0; j < m; j++)
        self->r[ids[i] * self->p + ids[j]] = r[i * m + j];
    }
  return TRUE;
}

WfConditionalGaussian *
wf_conditional_gaussian_new (
    WfTable *table, gsize min_rows, guint n_threads, WfProgress *progress, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfTable) complete = wf_table_keep_complete_rows (table, min_rows, warnings, error);
  g_autoptr (WfConditionalGaussian) self = NULL;

  if (complete == NULL)
    return NULL;
  self = g_new0 (WfConditionalGaussian, 1);
  self->p = wf_table_get_n_columns (complete);
  self->n = wf_table_get_n_rows (complete);
  self->cells = wf_cells_new (complete);
  self->values = g_new0 (double *, self->p);
  self->is_constant = g_new0 (gboolean, self->p);
  if (!wf_progress_check (progress, error) || !fill_correlations (self, complete, n_threads, progress, error))
    return NULL;
  for (gsize j = 0; j < self->p; j++)
    if (self->cells->codes[j] != NULL)
      self->is_constant[j] = self->cells->n_levels[j] == 1;
    else
      self->values[j] = standardise (wf_table_get_values (complete, j, NULL), self->n, self->is_constant[j]);
  wf_table_warn_constant (wf_table_get_names (complete), self->is_constant, warnings);
  wf_table_warn_collinear (wf_table_get_names (complete), self->r, self->n, warnings);
  self->warnings = g_strv_builder_end (warnings);
  return g_steal_pointer (&self);
}

/* ---- one set of columns ---- */

/* The columns of a set that vary, by kind. */
typedef struct
{
  guint *discrete, *continuous;
  gsize n_discrete, d;
} Set;

static void
sort_by_kind (const WfConditionalGaussian *self, const guint *columns, gsize k, Set *set)
{
  set->discrete = g_new (guint, 2 * k + 1);
  set->continuous = set->discrete + k;
  set->n_discrete = set->d = 0;
  for (gsize q = 0; q < k; q++)
    if (self->is_constant[columns[q]])
      continue;
    else if (self->values[columns[q]] != NULL)
      set->continuous[set->d++] = columns[q];
    else
      set->discrete[set->n_discrete++] = columns[q];
}

/* log det of the covariance of n rows, with the prior's: a holds their sums of products (d x d, lower
 * triangle) and ends as a Cholesky factor. */
static double
get_log_det (double *a, gsize d, double n)
{
  double sum = 0;

  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double value = (a[i * d + j] + (i == j ? PRIOR_ROWS : 0)) / (n + PRIOR_ROWS);

        for (gsize q = 0; q < j; q++)
          value -= a[i * d + q] * a[j * d + q];
        if (j < i)
          a[i * d + j] = value / a[j * d + j];
        else
          {
            value = MAX (value, WF_CORRELATION_TOLERANCE / (n + PRIOR_ROWS)); /* rounding */
            a[i * d + i] = sqrt (value);
            sum += log (value);
          }
      }
  return sum;
}

/* What n rows can tell of the mean and the covariance of d columns: of rank n - 1 at most. */
static double
count_estimated (double n, double d)
{
  double rank = MIN (n - 1, d);

  return d + d * rank - rank * (rank - 1) / 2;
}

/* Sums of products about the mean; a: d x d, lower triangle. */
static void
add_products (
    const WfConditionalGaussian *self, const Set *set, const guint32 *rows, gsize n, double *means, double *a)
{
  gsize d = set->d;

  memset (a, 0, d * d * sizeof (double));
  for (gsize i = 0; i < d; i++)
    {
      const double *x = self->values[set->continuous[i]];

      means[i] = 0;
      for (gsize row = 0; row < n; row++)
        means[i] += x[rows[row]];
      means[i] /= (double) n;
      for (gsize j = 0; j <= i; j++)
        {
          const double *y = self->values[set->continuous[j]];
          double sum = 0;

          for (gsize row = 0; row < n; row++)
            sum += (x[rows[row]] - means[i]) * (y[rows[row]] - means[j]);
          a[i * d + j] = sum;
        }
    }
}

static double
get_normal (gsize d, double n, double log_det)
{
  return -n / 2 * ((double) d * (log (2 * G_PI) + 1) + log_det);
}

/* Without discrete columns, one cell: from the correlations. */
static void
add_one_cell (const WfConditionalGaussian *self, const Set *set, WfLikelihood *likelihood)
{
  gsize d = set->d;
  double n = (double) self->n;
  g_autofree double *a = g_new (double, d *d + 1);

  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j <= i; j++)
      a[i * d + j] = n * self->r[set->continuous[i] * self->p + set->continuous[j]];
  likelihood->log_likelihood += get_normal (d, n, get_log_det (a, d, n));
  likelihood->n_estimated += count_estimated (n, (double) d);
}

/* Rows by cell: cell c's are rows[starts[c]] .. rows[starts[c + 1] - 1]. */
static guint32 *
sort_rows (const WfConditionalGaussian *self, const Set *set, guint32 **rows, gsize *n_cells)
{
  g_autofree guint32 *of_row = g_new (guint32, self->n);
  gsize m = wf_cells_number (self->cells, set->discrete, set->n_discrete, of_row);
  guint32 *starts = g_new0 (guint32, m + 2);

  *rows = g_new (guint32, self->n);
  for (gsize i = 0; i < self->n; i++)
    starts[of_row[i] + 2]++;
  for (gsize c = 2; c < m + 2; c++)
    starts[c] += starts[c - 1];
  for (guint32 i = 0; i < self->n; i++)
    (*rows)[starts[of_row[i] + 1]++] = i;
  *n_cells = m;
  return starts;
}

static void
add_cells (const WfConditionalGaussian *self, const Set *set, WfLikelihood *likelihood)
{
  gsize d = set->d, m;
  g_autofree guint32 *rows = NULL;
  g_autofree guint32 *starts = sort_rows (self, set, &rows, &m);
  g_autofree double *a = g_new (double, d *(d + 1) + 1);

  for (gsize c = 0; c < m; c++)
    {
      double n = starts[c + 1] - starts[c];

      likelihood->log_likelihood += n * log (n / (double) self->n);
      likelihood->n_estimated += count_estimated (n, (double) d);
      if (d == 0)
        continue;
      add_products (self, set, rows + starts[c], starts[c + 1] - starts[c], a + d * d, a);
      likelihood->log_likelihood += get_normal (d, n, get_log_det (a, d, n));
    }
}

WfLikelihood
wf_conditional_gaussian_get (const WfConditionalGaussian *self, const guint *columns, gsize k)
{
  WfLikelihood likelihood = { 0, 0, 0 };
  double size, d;
  Set set;

  sort_by_kind (self, columns, k, &set);
  size = wf_cells_get_size (self->cells, set.discrete, set.n_discrete);
  d = (double) set.d;
  likelihood.n_parameters = size * (d + d * (d + 1) / 2) + size - 1;
  if (set.n_discrete > 0)
    add_cells (self, &set, &likelihood);
  else
    add_one_cell (self, &set, &likelihood);
  g_free (set.discrete);
  return likelihood;
}
