/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/table/bins.h"
#include "core/table/table-private.h"

#define MAX_BINS 100

typedef struct
{
  double value;
  double weight;
} Weighted;

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double x = ((const Weighted *) a)->value, y = ((const Weighted *) b)->value;

  return (x > y) - (x < y);
}

/* the values that count, in rising order; how many in *n, their weight in *total */
static Weighted *
sort_values (WfTable *table, gsize column, gsize *n, double *total)
{
  gsize n_rows;
  const double *values = wf_table_get_values (table, column, &n_rows);
  const double *weights = wf_table_get_weights (table, NULL);
  Weighted *sorted = g_new (Weighted, n_rows + 1);

  *n = 0;
  *total = 0;
  for (gsize i = 0; i < n_rows; i++)
    {
      Weighted one = { values[i], weights != NULL ? weights[i] : 1 };

      if (isnan (one.value) || one.weight == 0)
        continue;
      sorted[(*n)++] = one;
      *total += one.weight;
    }
  qsort (sorted, *n, sizeof (Weighted), compare_values);
  return sorted;
}

/* upper bounds of all bins but the last, increasing and below the largest value; NULL without values */
static GArray *
list_bounds (WfTable *table, gsize column, guint n_bins)
{
  gsize n, place = 0;
  double total, below;
  g_autofree Weighted *sorted = sort_values (table, column, &n, &total);
  GArray *bounds;

  if (n == 0)
    return NULL;
  bounds = g_array_new (FALSE, FALSE, sizeof (double));
  below = sorted[0].weight; /* the weight up to the place */
  for (guint k = 1; k < n_bins; k++)
    {
      double end = total * k / n_bins;
      double bound;

      if (wf_table_has_counts (table))
        end = floor (end);
      while (below < end && place < n - 1)
        below += sorted[++place].weight;
      bound = sorted[place].value;
      if (bound < sorted[n - 1].value &&
          (bounds->len == 0 || bound > g_array_index (bounds, double, bounds->len - 1)))
        g_array_append_val (bounds, bound);
    }
  return bounds;
}

/* "≤ 2", "2 – 5", "> 5"; as exact as the values are written, so that no two are the same */
static char **
name_levels (const GArray *bounds)
{
  g_autoptr (GStrvBuilder) levels = g_strv_builder_new ();
  g_autofree char *before = NULL;

  for (guint k = 0; k < bounds->len; k++)
    {
      g_autoptr (GString) bound = g_string_new (NULL);
      g_autofree char *level = NULL;

      wf_append_double (bound, g_array_index (bounds, double, k));
      level = k == 0 ? g_strdup_printf ("≤ %s", bound->str) : g_strdup_printf ("%s – %s", before, bound->str);
      g_strv_builder_add (levels, level);
      g_free (before);
      before = g_strdup (bound->str);
    }
  if (bounds->len > 0)
    {
      g_autofree char *level = g_strdup_printf ("> %s", before);

      g_strv_builder_add (levels, level);
    }
  else
    g_strv_builder_add (levels, _ ("any value"));
  return g_strv_builder_end (levels);
}

static gboolean
add_binned (WfTableBuilder *builder, WfTable *table, gsize column, guint n_bins, GError **error)
{
  gsize n_rows;
  const double *values = wf_table_get_values (table, column, &n_rows);
  g_autoptr (GArray) bounds = list_bounds (table, column, n_bins);
  g_autofree gint32 *codes = g_new (gint32, n_rows + 1);
  g_auto (GStrv) levels = NULL;

  if (bounds == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The column %s has no values to cut into bins; leave it out"),
                   wf_table_get_name (table, column));
      return FALSE;
    }
  for (gsize i = 0; i < n_rows; i++)
    {
      codes[i] = isnan (values[i]) ? -1 : 0;
      while (codes[i] >= 0 && (guint) codes[i] < bounds->len &&
             values[i] > g_array_index (bounds, double, (guint) codes[i]))
        codes[i]++;
    }
  levels = name_levels (bounds);
  wf_table_builder_add_discrete (builder, wf_table_get_name (table, column), codes, n_rows,
                                 (const char *const *) levels);
  return TRUE;
}

static void
add_copy (WfTableBuilder *builder, WfTable *table, gsize column)
{
  const char *name = wf_table_get_name (table, column);
  gsize n_rows;

  if (wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS)
    {
      const double *values = wf_table_get_values (table, column, &n_rows);

      wf_table_builder_add_continuous (builder, name, values, n_rows);
    }
  else
    {
      const gint32 *codes = wf_table_get_codes (table, column, &n_rows);
      g_autoptr (GStrvBuilder) levels = g_strv_builder_new ();
      g_auto (GStrv) list = NULL;

      for (gsize k = 0; k < wf_table_get_n_levels (table, column); k++)
        g_strv_builder_add (levels, wf_table_get_level (table, column, k));
      list = g_strv_builder_end (levels);
      wf_table_builder_add_discrete (builder, name, codes, n_rows, (const char *const *) list);
    }
}

/**
 * wf_table_bin:
 * @table: the table
 * @names: (array zero-terminated=1) (nullable): columns; %NULL = all that are continuous
 * @n_bins: how many intervals, 2 to 100
 * @error: return location for an error
 *
 * Bins of about the same weight. Cost: n log n a column.
 *
 * Returns: (transfer full): the table with these columns discrete, or %NULL with #WF_ERROR_DATA
 */
WfTable *
wf_table_bin (WfTable *table, const char *const *names, guint n_bins, GError **error)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (wf_table_get_n_rows (table));
  WfTable *binned;

  g_return_val_if_fail (n_bins >= 2 && n_bins <= MAX_BINS, NULL);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    if (wf_table_find_column (table, names[i]) < 0)
      {
        if (!wf_table_fail_text (table, names[i], error))
          g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The table has no column “%s”"), names[i]);
        return NULL;
      }
  for (gsize i = 0; i < wf_table_get_n_columns (table); i++)
    if (wf_table_get_kind (table, i) == WF_COLUMN_CONTINUOUS &&
        (names == NULL || g_strv_contains (names, wf_table_get_name (table, i))))
      {
        if (!add_binned (builder, table, i, n_bins, error))
          return NULL;
      }
    else
      add_copy (builder, table, i);
  binned = wf_table_builder_end (builder);
  wf_table_share_companions (binned, table);
  return binned;
}
