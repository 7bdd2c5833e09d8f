/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Partial correlations of columns with missing values by test-wise deletion: each from all rows that have a
 * value of every column it is about. The correlations of one test come from one set of rows, so that they are
 * those of some table. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/citest/citest-private.h"
#include "core/citest/correlation-private.h"

#define BLOCK_ROWS 256
/* What is left of a sum of squares when the mean is taken out: below this share it is rounding. */
#define ROUNDING   1e-13
#define N_ON_STACK 16 /* columns */

struct _WfGaps
{
  gsize n, p;
  gsize n_words;   /* of a row of bits */
  double *values;  /* n x p, leading dimension n: standardised over the rows that have one, 0 elsewhere */
  guint64 **rows;  /* of each column the rows that have a value; NULL = all */
  double *r;       /* p x p: of pairs */
  guint32 *counts; /* p x p: the rows of each */
};

void
wf_gaps_free (WfGaps *self)
{
  g_free (self->values);
  for (gsize j = 0; j < self->p; j++)
    g_free (self->rows[j]);
  g_free (self->rows);
  g_free (self->r);
  g_free (self->counts);
  g_free (self);
}

/* ---- the sums of one test ---- */

typedef struct
{
  const WfGaps *gaps;
  const guint *columns;
  gsize m;
  double *buffer; /* BLOCK_ROWS x m */
  double *sums;   /* m */
  double *r;      /* m x m, lower triangle: products, then correlations */
  gsize n_rows;
} Sums;

static double
multiply (const double *a, const double *b, gsize n)
{
  double sums[4] = { 0 };
  gsize i;

  for (i = 0; i + 4 <= n; i += 4)
    for (gsize q = 0; q < 4; q++)
      sums[q] += a[i + q] * b[i + q];
  for (; i < n; i++)
    sums[0] += a[i] * b[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

static void
add_block (Sums *self, const guint *rows, gsize n)
{
  for (gsize c = 0; c < self->m; c++)
    {
      const double *from = self->gaps->values + self->columns[c] * self->gaps->n;
      double *to = self->buffer + c * BLOCK_ROWS;

      for (gsize i = 0; i < n; i++)
        {
          to[i] = from[rows[i]];
          self->sums[c] += to[i];
        }
      for (gsize d = 0; d <= c; d++)
        self->r[c * self->m + d] += multiply (to, self->buffer + d * BLOCK_ROWS, n);
    }
  self->n_rows += n;
}

/* The 64 rows of one word that have every column. */
static guint64
get_word (const Sums *self, gsize word)
{
  gsize n_left = self->gaps->n - word * 64;
  guint64 bits = n_left >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << n_left) - 1;

  for (gsize c = 0; c < self->m; c++)
    if (self->gaps->rows[self->columns[c]] != NULL)
      bits &= self->gaps->rows[self->columns[c]][word];
  return bits;
}

static void
add_rows (Sums *self)
{
  guint rows[BLOCK_ROWS];
  gsize n = 0;

  for (gsize word = 0; word < self->gaps->n_words; word++)
    {
      for (guint64 bits = get_word (self, word); bits != 0; bits &= bits - 1)
        rows[n++] = (guint) (word * 64 + (gsize) __builtin_ctzll (bits));
      if (n > BLOCK_ROWS - 64)
        {
          add_block (self, rows, n);
          n = 0;
        }
    }
  add_block (self, rows, n);
}

/* Products to correlations, both triangles. A column that doesn't vary over these rows is correlated with
 * nothing.
 */
static void
finish (Sums *self)
{
  gsize m = self->m;
  double n = (double) self->n_rows;
  double *scale = self->buffer;

  for (gsize c = 0; c < m; c++)
    {
      double products = self->r[c * m + c];
      double rest = products - self->sums[c] * self->sums[c] / n;

      scale[c] = rest > ROUNDING * products ? 1 / sqrt (rest) : 0;
    }
  for (gsize c = 0; c < m; c++)
    for (gsize d = 0; d <= c; d++)
      {
        double rest = self->r[c * m + d] - self->sums[c] * self->sums[d] / n;

        self->r[c * m + d] = c == d ? 1 : CLAMP (rest * scale[c] * scale[d], -1, 1);
        self->r[d * m + c] = self->r[c * m + d];
      }
}

/* scratch: m (BLOCK_ROWS + 1 + m) doubles, of which the last m x m hold the correlations afterwards */
static gsize
correlate (const WfGaps *self, const guint *columns, gsize m, double *scratch, const double **r)
{
  Sums sums = { .gaps = self, .columns = columns, .m = m, .buffer = scratch };

  sums.sums = scratch + m * BLOCK_ROWS;
  sums.r = sums.sums + m;
  memset (sums.sums, 0, (m + m * m) * sizeof (double));
  add_rows (&sums);
  if (sums.n_rows > 0)
    finish (&sums);
  *r = sums.r;
  return sums.n_rows;
}

static gboolean
has_gaps (const WfGaps *self, guint x, guint y, const guint *given, gsize n_given)
{
  gboolean has_any = self->rows[x] != NULL || self->rows[y] != NULL;

  for (gsize q = 0; q < n_given; q++)
    has_any = has_any || self->rows[given[q]] != NULL;
  return has_any;
}

double
wf_gaps_get_partial_squared (
    const WfGaps *self, guint x, guint y, const guint *given, gsize n_given, gsize *n_rows)
{
  gsize m = n_given + 2;
  double on_stack[N_ON_STACK * (BLOCK_ROWS + 1 + N_ON_STACK)];
  guint columns_on_stack[2 * N_ON_STACK];
  g_autofree double *on_heap = m > N_ON_STACK ? g_new (double, m *(BLOCK_ROWS + 1 + m)) : NULL;
  g_autofree guint *columns_on_heap = m > N_ON_STACK ? g_new (guint, 2 * m) : NULL;
  guint *columns = columns_on_heap != NULL ? columns_on_heap : columns_on_stack;
  guint *places = columns + m;
  const double *r;

  *n_rows = self->counts[x * self->p + y];
  if (n_given == 0 || !has_gaps (self, x, y, given, n_given))
    return wf_correlation_get_partial_squared (self->r, self->p, x, y, given, n_given);
  columns[0] = x;
  columns[1] = y;
  memcpy (columns + 2, given, n_given * sizeof (guint));
  for (guint i = 0; i < m; i++)
    places[i] = i;
  *n_rows = correlate (self, columns, m, on_heap != NULL ? on_heap : on_stack, &r);
  return *n_rows > 0 ? wf_correlation_get_partial_squared (r, m, 0, 1, places + 2, n_given) : 0;
}

/* ---- preparation ---- */

/* Mean 0 and standard deviation 1 over the rows that have a value; FALSE when they are all the same. */
static gboolean
standardise (const double *x, gsize n, double *out)
{
  double largest = 0, mean = 0, square = 0;
  gsize n_there = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (x[i]))
      {
        largest = MAX (largest, fabs (x[i]));
        n_there++;
      }
  for (gsize i = 0; i < n; i++)
    {
      out[i] = isnan (x[i]) || largest == 0 ? 0 : x[i] / largest;
      mean += out[i];
    }
  mean /= (double) n_there;
  for (gsize i = 0; i < n; i++)
    square += isnan (x[i]) ? 0 : (out[i] - mean) * (out[i] - mean);
  square = sqrt (square / (double) n_there);
  for (gsize i = 0; i < n; i++)
    out[i] = isnan (x[i]) || square <= ROUNDING * fabs (mean) ? 0 : (out[i] - mean) / square;
  return square > ROUNDING * fabs (mean);
}

static guint64 *
find_rows (const double *x, gsize n, gsize n_words)
{
  guint64 *rows = g_new0 (guint64, n_words);

  for (gsize i = 0; i < n; i++)
    if (!isnan (x[i]))
      rows[i / 64] |= G_GUINT64_CONSTANT (1) << (i % 64);
  return rows;
}

typedef struct
{
  WfGaps *gaps;
  WfTable *table;
  gboolean *is_constant;
  WfProgress *progress;
} Preparation;

static void
prepare_column (gsize task, gpointer data)
{
  Preparation *self = data;
  WfGaps *gaps = self->gaps;
  const double *x = wf_table_get_values (self->table, task, NULL);

  self->is_constant[task] = !standardise (x, gaps->n, gaps->values + task * gaps->n);
  if (wf_table_get_n_missing (self->table, task) > 0)
    gaps->rows[task] = find_rows (x, gaps->n, gaps->n_words);
}

/* Column `task` and those before it. */
static void
prepare_pairs (gsize task, gpointer data)
{
  Preparation *self = data;
  WfGaps *gaps = self->gaps;
  double scratch[2 * (BLOCK_ROWS + 1 + 2)];
  guint columns[] = { (guint) task, 0 };

  for (; columns[1] <= task && !wf_progress_is_cancelled (self->progress); columns[1]++)
    {
      gsize there = task * gaps->p + columns[1], back = columns[1] * gaps->p + task;
      const double *r;

      gaps->counts[there] = gaps->counts[back] = (guint32) correlate (gaps, columns, 2, scratch, &r);
      gaps->r[there] = gaps->r[back] = columns[1] == task ? 1 : gaps->counts[there] > 0 ? r[1] : 0;
    }
  wf_progress_advance (self->progress, 1);
}

static gsize
count_incomplete_rows (const WfGaps *self)
{
  gsize n = 0;

  for (gsize word = 0; word < self->n_words; word++)
    {
      guint64 all = G_MAXUINT64;

      for (gsize j = 0; j < self->p; j++)
        all &= self->rows[j] != NULL ? self->rows[j][word] : G_MAXUINT64;
      if (word + 1 == self->n_words && self->n % 64 != 0)
        all |= G_MAXUINT64 << (self->n % 64);
      n += 64 - (gsize) __builtin_popcountll (all);
    }
  return n;
}

/* FALSE when no pair has enough rows. */
static gboolean
check_counts (const WfGaps *self, gsize min_rows, GStrvBuilder *warnings, GError **error)
{
  gsize most = 0, n_thin = 0;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < self->p; i++)
    for (gsize j = 0; j < i; j++)
      {
        most = MAX (most, self->counts[i * self->p + j]);
        n_thin += self->counts[i * self->p + j] < min_rows;
      }
  if (self->p > 1 && most < min_rows)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("Only %zu of %zu rows have a value in any two of the columns; %zu are needed. Leave out the "
             "columns with most missing values"),
          most, self->n, min_rows);
      return FALSE;
    }
  text = g_strdup_printf (
      _ ("%zu of %zu rows have a missing value; each test takes the rows that have all of its "
         "columns, which is harmless only when values are missing by chance"),
      count_incomplete_rows (self), self->n);
  g_strv_builder_add (warnings, text);
  if (n_thin > 0)
    {
      g_autofree char *thin = g_strdup_printf (
          g_dngettext (
              GETTEXT_PACKAGE,
              "%zu pair of columns has fewer than %zu rows in common: it is not linked, for want of data",
              "%zu pairs of columns have fewer than %zu rows in common: they are not linked, for want of "
              "data",
              n_thin),
          n_thin, min_rows);

      g_strv_builder_add (warnings, thin);
    }
  return TRUE;
}

WfGaps *
wf_gaps_new (WfTable *table,
             gsize min_rows,
             guint n_threads,
             WfProgress *progress,
             GStrvBuilder *warnings,
             GError **error)
{
  g_autoptr (WfGaps) self = g_new0 (WfGaps, 1);
  g_autofree gboolean *is_constant = NULL;
  Preparation preparation = { .gaps = self, .table = table, .progress = progress };

  self->n = wf_table_get_n_rows (table);
  self->p = wf_table_get_n_columns (table);
  self->n_words = (self->n + 63) / 64;
  self->rows = g_new0 (guint64 *, self->p);
  self->values = g_try_new (double, self->n * self->p);
  self->counts = g_try_new (guint32, self->p * self->p);
  self->r = wf_correlation_try_matrix (self->p, error);
  if (self->r == NULL)
    return NULL;
  if (self->values == NULL || self->counts == NULL)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_TOO_LARGE,
          _ ("Not enough memory for a copy of %zu columns with missing values; select fewer columns"),
          self->p);
      return NULL;
    }
  is_constant = g_new0 (gboolean, self->p);
  preparation.is_constant = is_constant;
  wf_progress_set_stage (progress, _ ("Comparing the columns"), self->p);
  wf_parallel_for (self->p, n_threads, prepare_column, &preparation);
  wf_parallel_for (self->p, n_threads, prepare_pairs, &preparation);
  if (!wf_progress_check (progress, error) || !check_counts (self, min_rows, warnings, error))
    return NULL;
  wf_correlation_warn_of_constant (wf_table_get_names (table), is_constant, self->p, warnings);
  /* pairs come from different rows: of more than two columns nothing follows */
  wf_correlation_warn_of_relations (wf_table_get_names (table), self->r, self->p, 0, warnings);
  return g_steal_pointer (&self);
}
