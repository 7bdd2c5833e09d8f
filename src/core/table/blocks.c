/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/table/blocks.h"
#include "core/table/prepare.h"

#define N_ON_STACK 32 /* columns */

void
wf_blocks_free (WfBlocks *self)
{
  g_clear_pointer (&self->expanded, wf_table_unref);
  g_free (self->r);
  g_free (self->is_constant);
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
    if (codes[i] >= 0)
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

/* At most so many columns: levels that don't occur count, too. */
static gsize
count_levels (WfTable *table)
{
  gsize n = 0;

  for (gsize j = 0; j < wf_table_get_n_columns (table); j++)
    n += MAX (wf_table_get_n_levels (table, j), 2) - 1;
  return n;
}

/* A table of continuous columns only; own_starts: of its variables, n_variables + 1. */
static WfTable *
expand (WfTable *table, const guint *starts, gsize n_variables, guint *own_starts)
{
  gsize n = wf_table_get_n_rows (table);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  guint n_columns = 0;

  for (gsize v = 0; v < n_variables; v++)
    {
      own_starts[v] = n_columns;
      for (gsize j = starts != NULL ? starts[v] : v; j < (starts != NULL ? starts[v + 1] : v + 1); j++)
        if (wf_table_get_kind (table, j) == WF_COLUMN_DISCRETE)
          n_columns += add_indicators (builder, table, j);
        else
          {
            wf_table_builder_add_continuous (builder, wf_table_get_name (table, j),
                                             wf_table_get_values (table, j, NULL), n);
            n_columns++;
          }
    }
  own_starts[n_variables] = n_columns;
  return wf_table_builder_end (builder);
}

/* All but the correlations. */
static WfBlocks *
build (WfTable *complete, const guint *starts, gsize n_variables, GError **error)
{
  g_autoptr (WfBlocks) self = g_new0 (WfBlocks, 1);

  self->n = wf_table_get_n_rows (complete);
  self->n_variables = n_variables;
  self->starts = g_new (guint, n_variables + 1);
  self->expanded = expand (complete, starts, n_variables, self->starts);
  self->p = self->starts[n_variables];
  self->r = g_try_new (double, self->p * self->p);
  self->is_constant = g_new (gboolean, self->p);
  if (self->r != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("Not enough memory for the correlations of %zu columns; select fewer columns"), self->p);
  return NULL;
}

WfBlocks *
wf_blocks_new (WfTable *table,
               const guint *starts,
               gsize n_variables,
               gsize min_rows,
               guint n_threads,
               WfProgress *progress,
               GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfTable) complete = wf_table_keep_complete_rows (table, min_rows, warnings, error);
  g_autoptr (WfBlocks) self = NULL;
  const char *const *names;

  if (complete == NULL)
    return NULL;
  if (count_levels (complete) > WF_LIMIT_SEARCH_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("The levels of the discrete columns make %zu columns, more than the %d there can be. "
                      "Join levels or leave columns out"),
                   count_levels (complete), WF_LIMIT_SEARCH_COLUMNS);
      return NULL;
    }
  self = build (complete, starts, n_variables, error);
  if (self == NULL ||
      !wf_table_compute_correlation (self->expanded, n_threads, progress, self->r, self->is_constant, error))
    return NULL;
  names = wf_table_get_names (self->expanded);
  wf_table_warn_constant (names, self->is_constant, warnings);
  wf_table_warn_collinear (names, self->r, self->n, warnings);
  self->warnings = g_strv_builder_end (warnings);
  return g_steal_pointer (&self);
}

gsize
wf_blocks_get_n_columns (const WfBlocks *self, guint variable)
{
  return self->starts[variable + 1] - self->starts[variable];
}

gsize
wf_blocks_list_columns (const WfBlocks *self, const guint *variables, gsize k, guint *columns)
{
  gsize n = 0;

  for (gsize i = 0; i < k; i++)
    for (guint j = self->starts[variables[i]]; j < self->starts[variables[i] + 1]; j++)
      if (columns != NULL)
        columns[n++] = j;
      else
        n++;
  return n;
}

/* ---- factors ---- */

/* The Cholesky factor of the correlations of m columns, row by row. */
typedef struct
{
  const WfBlocks *blocks;
  gsize m;
  guint *columns;
  double *l;        /* m x m, row i at i * m */
  double *diagonal; /* inverted, 0 = determined by those before */
  gpointer on_heap;
  guint columns_on_stack[N_ON_STACK];
  double on_stack[N_ON_STACK * (N_ON_STACK + 1)];
} Factor;

static void
init (Factor *self, const WfBlocks *blocks, gsize m)
{
  self->blocks = blocks;
  self->m = m;
  self->on_heap = m > N_ON_STACK ? g_malloc (m * (m + 1) * sizeof (double) + m * sizeof (guint)) : NULL;
  self->l = self->on_heap != NULL ? self->on_heap : self->on_stack;
  self->diagonal = self->l + m * m;
  self->columns = self->on_heap != NULL ? (guint *) (self->diagonal + m) : self->columns_on_stack;
}

/* Row i: its share of the columns before `end`. Returns what remains of the column's variance. */
static double
factorise_row (Factor *self, gsize i, gsize end)
{
  const double *correlations = self->blocks->r + self->columns[i] * self->blocks->p;
  double *row = self->l + i * self->m;
  double rest = 1;

  for (gsize j = 0; j < end; j++)
    {
      const double *other = self->l + j * self->m;
      double value = correlations[self->columns[j]];

      for (gsize q = 0; q < j; q++)
        value -= row[q] * other[q];
      row[j] = value * self->diagonal[j];
      rest -= row[j] * row[j];
    }
  return rest;
}

/* Rows first .. end - 1; returns how many aren't determined by those before them. */
static gsize
factorise_rows (Factor *self, gsize first, gsize end)
{
  gsize rank = 0;

  for (gsize i = first; i < end; i++)
    {
      double rest = factorise_row (self, i, i);

      self->diagonal[i] = rest > WF_CORRELATION_TOLERANCE ? 1 / sqrt (rest) : 0;
      rank += rest > WF_CORRELATION_TOLERANCE;
    }
  return rank;
}

double
wf_blocks_get_log_left (const WfBlocks *self, guint variable, const guint *others, gsize k)
{
  gsize before = wf_blocks_list_columns (self, others, k, NULL);
  gsize m = before + wf_blocks_get_n_columns (self, variable);
  Factor factor;
  double sum = 0;

  init (&factor, self, m);
  wf_blocks_list_columns (self, others, k, factor.columns);
  wf_blocks_list_columns (self, &variable, 1, factor.columns + before);
  factorise_rows (&factor, 0, m);
  for (gsize i = before; i < m; i++)
    sum += factor.diagonal[i] > 0 ? -2 * log (factor.diagonal[i]) : log (WF_CORRELATION_TOLERANCE);
  g_free (factor.on_heap);
  return sum;
}

/* log det of what remains of the correlations of the columns from first on after the first k; the number of
 * those columns that aren't determined goes to rank. */
static double
get_log_det_of_rest (const Factor *self, gsize first, gsize k, gsize *rank)
{
  gsize b = self->m - first;
  g_autofree double *rest = g_new0 (double, b *b);
  g_autofree double *diagonal = g_new0 (double, b);
  double sum = 0;

  *rank = 0;
  for (gsize i = 0; i < b; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double value = self->blocks->r[self->columns[first + i] * self->blocks->p + self->columns[first + j]];

        for (gsize q = 0; q < k; q++)
          value -= self->l[(first + i) * self->m + q] * self->l[(first + j) * self->m + q];
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

WfBlockPair
wf_blocks_compare (const WfBlocks *self, guint x, guint y, const guint *given, gsize n_given)
{
  gsize k = wf_blocks_list_columns (self, given, n_given, NULL);
  gsize before_y = k + wf_blocks_get_n_columns (self, x);
  gsize m = before_y + wf_blocks_get_n_columns (self, y);
  WfBlockPair pair;
  Factor factor;
  double log_before, log_after;
  gsize rank_left;

  init (&factor, self, m);
  wf_blocks_list_columns (self, given, n_given, factor.columns);
  wf_blocks_list_columns (self, &x, 1, factor.columns + k);
  wf_blocks_list_columns (self, &y, 1, factor.columns + before_y);
  pair.rank_given = factorise_rows (&factor, 0, k);
  pair.rank_x = factorise_rows (&factor, k, before_y);
  for (gsize i = before_y; i < m; i++)
    factorise_row (&factor, i, before_y);
  log_before = get_log_det_of_rest (&factor, before_y, k, &pair.rank_y);
  log_after = get_log_det_of_rest (&factor, before_y, before_y, &rank_left);
  pair.log_lambda = rank_left < pair.rank_y ? -INFINITY : MIN (log_after - log_before, 0);
  g_free (factor.on_heap);
  return pair;
}
