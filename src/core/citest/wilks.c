/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Partial correlation of variables that are several columns each: a domain with its indicators, a time with
 * its swings. With x of a and y of b columns and S the set,
 *
 *   L = det R(S x y) det R(S) / (det R(S x) det R(S y))
 *
 * is the share of y's generalised variance that x leaves unexplained (Wilks 1932, Biometrika 24), 1 - r² for
 * single columns. Its distribution under independence is F, exactly for a or b of one or two columns and
 * jointly normal data, else by the approximation of Rao 1951 (Bulletin of the International Statistical
 * Institute 33); two single columns take Fisher's z. It depends on the space the columns span, not on the
 * columns: the order of a domain's labels doesn't matter. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/citest/citest-private.h"
#include "core/citest/correlation-private.h"

#define MIN_ROWS 4 /* as Fisher's z */

typedef struct
{
  WfCiTest *fisher; /* over the single columns */
  double *r;        /* p x p */
  gsize p;
  gsize n;
  guint *starts; /* variable v is the columns starts[v] .. starts[v + 1] - 1 */
  gsize n_variables;
  GStrv warnings;
} State;

static void
release (gpointer data)
{
  State *self = data;

  g_clear_pointer (&self->fisher, wf_ci_test_unref);
  g_free (self->r);
  g_free (self->starts);
  g_strfreev (self->warnings);
  g_free (self);
}

/* ---- columns ---- */

/* The levels that occur, without the first of them, which the others tell. A column that never varies stays
 * one column, so that it is called by its name. */
static guint
add_indicators (WfTableBuilder *builder, WfTable *table, gsize column)
{
  gsize n;
  const gint32 *codes = wf_table_get_codes (table, column, &n);
  gsize n_levels = wf_table_get_n_levels (table, column);
  g_autofree gsize *counts = g_new0 (gsize, n_levels + 1);
  g_autofree double *values = g_new0 (double, n + 1);
  guint n_added = 0;
  gsize first = 0;

  for (gsize i = 0; i < n; i++)
    counts[codes[i]]++;
  while (first < n_levels && counts[first] == 0)
    first++;
  for (gsize level = first + 1; level < n_levels; level++)
    if (counts[level] > 0)
      {
        g_autofree char *name = g_strdup_printf ("%s = %s", wf_table_get_name (table, column),
                                                 wf_table_get_level (table, column, level));

        for (gsize i = 0; i < n; i++)
          values[i] = codes[i] == (gint32) level;
        wf_table_builder_add_continuous (builder, name, values, n);
        n_added++;
      }
  if (n_added > 0)
    return n_added;
  wf_table_builder_add_continuous (builder, wf_table_get_name (table, column), values, n);
  return 1;
}

/* A table of continuous columns only; starts: of its variables, n_variables + 1. */
static WfTable *
expand (WfTable *table, const guint *given_starts, gsize n_variables, guint *starts)
{
  gsize n = wf_table_get_n_rows (table);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  guint n_columns = 0;

  for (gsize v = 0; v < n_variables; v++)
    {
      starts[v] = n_columns;
      for (gsize j = given_starts[v]; j < given_starts[v + 1]; j++)
        if (wf_table_get_kind (table, j) == WF_COLUMN_DISCRETE)
          n_columns += add_indicators (builder, table, j);
        else
          {
            wf_table_builder_add_continuous (builder, wf_table_get_name (table, j),
                                             wf_table_get_values (table, j, NULL), n);
            n_columns++;
          }
    }
  starts[n_variables] = n_columns;
  return wf_table_builder_end (builder);
}

/* More levels than rows leave nothing to judge by. */
static gboolean
check_rows (WfTable *expanded, gsize n_given, GError **error)
{
  gsize n = wf_table_get_n_rows (expanded);
  gsize p = wf_table_get_n_columns (expanded);

  if (p == n_given || n > p + MIN_ROWS)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The levels of the discrete columns and the other columns make %zu columns, too many for "
                  "%zu rows. Join levels or leave columns out"),
               p, n);
  return FALSE;
}

/* The rows without a missing value, the columns they become, and all correlations. */
static State *
prepare_blocks (WfTable *table,
                const guint *starts,
                gsize n_variables,
                guint n_threads,
                WfProgress *progress,
                GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfTable) complete = wf_ci_test_keep_complete_rows (table, MIN_ROWS, warnings, error);
  g_autoptr (WfTable) expanded = NULL;
  g_autoptr (WfCiTest) fisher = NULL;
  g_autofree guint *own_starts = g_new (guint, n_variables + 1);
  double *r;
  State *self;

  if (complete == NULL)
    return NULL;
  expanded = expand (complete, starts, n_variables, own_starts);
  if (!check_rows (expanded, wf_table_get_n_columns (table), error))
    return NULL;
  fisher = wf_ci_test_new ("fisher-z", expanded, NULL, n_threads, progress, error);
  r = fisher != NULL ? wf_correlation_new (expanded, n_threads, progress, error) : NULL;
  if (r == NULL)
    return NULL;

  self = g_new0 (State, 1);
  self->fisher = g_steal_pointer (&fisher);
  self->r = r;
  self->p = wf_table_get_n_columns (expanded);
  self->n = wf_table_get_n_rows (expanded);
  self->starts = g_steal_pointer (&own_starts);
  self->n_variables = n_variables;
  self->warnings = g_strv_builder_end (warnings);
  return self;
}

/* ---- one test ---- */

/* The columns of one test: those of the set, of x, of y. */
typedef struct
{
  guint *columns;
  gsize n_set, n_x, n_y;
} Question;

static gsize
count_columns (const State *self, guint variable)
{
  return self->starts[variable + 1] - self->starts[variable];
}

static void
append_columns (const State *self, guint variable, guint *columns, gsize *n)
{
  for (guint j = self->starts[variable]; j < self->starts[variable + 1]; j++)
    columns[(*n)++] = j;
}

/* x and y in one order, whichever way round they are asked for: rounding is then the same. The one of fewer
 * columns is y. */
static void
ask (const State *self, guint x, guint y, const guint *given, gsize n_given, Question *question)
{
  gsize n = count_columns (self, x) + count_columns (self, y);
  gsize size_x = count_columns (self, x), size_y = count_columns (self, y);
  guint first = size_x > size_y || (size_x == size_y && x < y) ? x : y;

  for (gsize q = 0; q < n_given; q++)
    n += count_columns (self, given[q]);
  question->columns = g_new (guint, n);
  n = 0;
  for (gsize q = 0; q < n_given; q++)
    append_columns (self, given[q], question->columns, &n);
  question->n_set = n;
  append_columns (self, first, question->columns, &n);
  question->n_x = n - question->n_set;
  append_columns (self, first == x ? y : x, question->columns, &n);
  question->n_y = n - question->n_set - question->n_x;
}

/* Row i of the Cholesky factor of the correlations: columns before `end`. diagonal: inverted, 0 = determined
 * by those before. Returns what remains of the column's variance. */
static double
factorise_row (
    const State *self, const Question *question, gsize m, double *l, double *diagonal, gsize i, gsize end)
{
  const guint *columns = question->columns;
  const double *correlations = self->r + columns[i] * self->p;
  double *row = l + i * m;
  double rest = 1;

  for (gsize j = 0; j < end; j++)
    {
      const double *other = l + j * m;
      double value = correlations[columns[j]];

      for (gsize q = 0; q < j; q++)
        value -= row[q] * other[q];
      row[j] = value * diagonal[j];
      rest -= row[j] * row[j];
    }
  return rest;
}

/* log det of what remains of y's correlations after the first k columns; the number of columns of y that
 * aren't determined by them goes to rank. */
static double
log_det_of_rest (const State *self, const Question *question, gsize m, const double *l, gsize k, gsize *rank)
{
  gsize b = question->n_y, first = question->n_set + question->n_x;
  g_autofree double *rest = g_new0 (double, b *b);
  g_autofree double *diagonal = g_new0 (double, b);
  double sum = 0;

  *rank = 0;
  for (gsize i = 0; i < b; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double value = self->r[question->columns[first + i] * self->p + question->columns[first + j]];

        for (gsize q = 0; q < k; q++)
          value -= l[(first + i) * m + q] * l[(first + j) * m + q];
        for (gsize q = 0; q < j; q++)
          value -= rest[i * b + q] * rest[j * b + q];
        if (j < i)
          rest[i * b + j] = value * diagonal[j];
        else if (value > WF_CORRELATION_TOLERANCE)
          {
            diagonal[i] = 1 / sqrt (value);
            sum += log (value);
            (*rank)++;
          }
      }
  return sum;
}

/* P (F > f) for Wilks' L of a and b columns, the set having k. */
static double
get_tail (gsize n, gsize k, gsize a, gsize b, double log_lambda)
{
  double square = (double) (a * a * b * b), sum = (double) (a * a + b * b);
  double t = sum > 5 ? sqrt ((square - 4) / (sum - 5)) : 1;
  double df1 = (double) (a * b);
  double df2 = ((double) n - 1 - (double) k - (double) (a + b + 1) / 2) * t - (df1 - 2) / 2;
  double root = exp (log_lambda / t);

  if (df2 <= 0)
    return 1;
  return root > 0 ? gsl_cdf_fdist_Q ((1 - root) / root * df2 / df1, df1, df2) : 0;
}

static double
test_blocks (const State *self, const Question *question)
{
  gsize k = question->n_set, before_y = k + question->n_x, m = before_y + question->n_y;
  g_autofree double *l = g_new (double, m *m);
  g_autofree double *diagonal = g_new0 (double, before_y);
  gsize rank_set = 0, rank_x = 0, rank_y, rank_left;
  double log_before, log_after;

  for (gsize i = 0; i < before_y; i++)
    {
      double rest = factorise_row (self, question, m, l, diagonal, i, i);

      if (rest <= WF_CORRELATION_TOLERANCE)
        continue;
      diagonal[i] = 1 / sqrt (rest);
      rank_set += i < k;
      rank_x += i >= k;
    }
  for (gsize i = before_y; i < m; i++)
    factorise_row (self, question, m, l, diagonal, i, before_y);
  log_before = log_det_of_rest (self, question, m, l, k, &rank_y);
  log_after = log_det_of_rest (self, question, m, l, before_y, &rank_left);
  if (rank_x == 0 || rank_y == 0)
    return 1;
  if (rank_left < rank_y)
    return 0;
  return get_tail (self->n, rank_set, rank_x, rank_y, MIN (log_after - log_before, 0));
}

static double
p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  State *self = data;
  Question question;
  double p;

  ask (self, x, y, given, n_given, &question);
  if (question.n_x == 1 && question.n_y == 1)
    p = wf_ci_test_get_p_value (self->fisher, question.columns[question.n_set],
                                question.columns[question.n_set + 1], question.columns, question.n_set);
  else
    p = test_blocks (self, &question);
  g_free (question.columns);
  return p;
}

/* as many single columns as Fisher's z takes, should all others be in the set */
static gsize
get_max_given (gpointer data)
{
  State *self = data;
  gsize rest = self->p - self->n_variables + MIN_ROWS;

  return self->n > rest ? self->n - rest : 0;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->warnings;
}

/* Every column is a variable. */
static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  gsize p = wf_table_get_n_columns (table);
  g_autofree guint *starts = g_new (guint, p + 1);

  for (gsize j = 0; j <= p; j++)
    starts[j] = (guint) j;
  return prepare_blocks (table, starts, p, n_threads, progress, error);
}

/**
 * wf_ci_test_new_blocks: (skip)
 * @table: the data; a discrete column counts as one indicator a level
 * @starts: (array): @n_variables + 1 positions: variable v is the columns starts[v] .. starts[v + 1] - 1
 * @n_variables: how many variables
 * @n_threads: threads for the preparation; 0 = all
 * @progress: (nullable): told and obeyed
 * @error: as wf_ci_test_new()
 *
 * The test "wilks" on variables that are several columns each.
 *
 * Returns: (transfer full): the test; it is asked by number of the variable
 */
WfCiTest *
wf_ci_test_new_blocks (WfTable *table,
                       const guint *starts,
                       gsize n_variables,
                       guint n_threads,
                       WfProgress *progress,
                       GError **error)
{
  State *state;

  g_return_val_if_fail (table != NULL && starts != NULL, NULL);
  g_return_val_if_fail (starts[n_variables] == wf_table_get_n_columns (table), NULL);

  if (!wf_ci_test_check_table (table, error))
    return NULL;
  state = prepare_blocks (table, starts, n_variables, n_threads, progress, error);
  return state != NULL ? wf_ci_test_new_custom (&wf_ci_test_wilks, state) : NULL;
}

const WfCiTestKind wf_ci_test_wilks = {
  .id = "wilks",
  .name = N_ ("Wilks’ Λ"),
  .summary =
      N_ ("Partial correlations between groups of columns, a discrete column being one group; Fisher’s z "
          "between single continuous ones"),
  .citation = "Wilks 1932, Biometrika 24; Rao 1951",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_MIXED,
  .prepare = prepare,
  .release = release,
  .p_value = p_value,
  .get_max_given = get_max_given,
  .get_warnings = get_warnings,
};
