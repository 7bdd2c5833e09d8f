/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A continuous surrogate acts through what it may do to a mean: c, its square, and the sine and cosine of 1,
 * 2
 * ... swings over its range, a block of columns that are tested together. The square and the swings are of
 * the ranks of c, so that they are spread evenly over the rows whatever the scale of c. With few distinct
 * values each value is a domain of its own. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/discovery/contexts-private.h"

#define ROW_ORDER       "row order"
#define ROWS_PER_COLUMN 10 /* of the block, at least */

/* ---- names ---- */

typedef struct
{
  const char *const *names;
  gsize n_columns;
  guint8 *is_context;
} Marking;

static gssize
find_column (const Marking *self, const char *name)
{
  for (gsize j = 0; j < self->n_columns; j++)
    if (g_str_equal (self->names[j], name))
      return (gssize) j;
  return -1;
}

static void
set_unknown_error (const Marking *self, const char *name, GError **error)
{
  g_auto (GStrv) columns = g_strdupv ((char **) self->names);
  const char *nearest;

  g_clear_pointer (&columns[self->n_columns], g_free);
  nearest = wf_nearest_name (name, (const char *const *) columns);
  if (nearest != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("There is no column “%s” to be a context; did you mean “%s”?"), name, nearest);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no column “%s” to be a context"), name);
}

static gboolean
mark (Marking *self, const char *name, GError **error)
{
  gssize column = find_column (self, name);

  if (column < 0)
    {
      set_unknown_error (self, name, error);
      return FALSE;
    }
  self->is_context[column] = TRUE;
  return TRUE;
}

/* One of the names may itself hold a comma. */
static gboolean
mark_all (Marking *self, const char *names, GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (*names == '\0')
    return TRUE;
  if (find_column (self, names) >= 0)
    return mark (self, names, error);
  parts = g_strsplit (names, ",", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (!mark (self, g_strstrip (parts[i]), error))
      return FALSE;
  return TRUE;
}

guint8 *
wf_contexts_mark (const char *const *names, const char *surrogate, const char *others, GError **error)
{
  gsize n = g_strv_length ((GStrv) names);
  gboolean has_row_order = *surrogate == '\0';
  g_autofree guint8 *is_context = g_new0 (guint8, n);
  Marking marking = { .names = names, .n_columns = n - has_row_order, .is_context = is_context };

  if (has_row_order)
    is_context[n - 1] = TRUE;
  else if (!mark (&marking, surrogate, error))
    return NULL;
  return mark_all (&marking, others, error) ? g_steal_pointer (&is_context) : NULL;
}

/* No column has this name. */
static char *
create_row_name (WfTable *table)
{
  char *name = g_strdup (ROW_ORDER);

  while (wf_table_find_column (table, name) >= 0)
    {
      char *longer = g_strconcat (name, "'", NULL);

      g_free (name);
      name = longer;
    }
  return name;
}

static gboolean
check_columns (const WfContexts *self, WfTable *table, GError **error)
{
  gsize n_columns = wf_table_get_n_columns (table);
  gsize n_contexts = 0;

  for (gsize j = 0; j < n_columns; j++)
    {
      n_contexts += self->is_context[j];
      if (self->is_context[j] || wf_table_get_kind (table, j) == WF_COLUMN_CONTINUOUS)
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("“%s” is discrete, which only a surrogate or another context can be. Name it as such, "
                      "read it as continuous, or leave it out"),
                   wf_table_get_name (table, j));
      return FALSE;
    }
  if (n_contexts < n_columns)
    return TRUE;
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("Every column is a context, which nothing can cause: there is nothing to search "
                          "for. Name fewer contexts"));
  return FALSE;
}

/* ---- the surrogate's block ---- */

typedef struct
{
  double value;
  gsize row;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *x = a, *y = b;

  return x->value < y->value ? -1 : x->value > y->value;
}

/* Ranks in [0, 1], equal values sharing theirs; NaN where the value is missing. Returns the number of
 * distinct values. */
static gsize
rank_values (const double *values, gsize n, double *ranks)
{
  g_autofree Ranked *sorted = g_new (Ranked, n + 1);
  gsize n_known = 0, n_distinct = 0;

  for (gsize i = 0; i < n; i++)
    {
      ranks[i] = NAN;
      if (!isnan (values[i]))
        sorted[n_known++] = (Ranked){ values[i], i };
    }
  qsort (sorted, n_known, sizeof *sorted, compare_ranked);
  for (gsize first = 0, end; first < n_known; first = end)
    {
      for (end = first + 1; end < n_known && sorted[end].value == sorted[first].value; end++)
        ;
      for (gsize i = first; i < end && n_known > 1; i++)
        ranks[sorted[i].row] = (double) (first + end - 1) / 2 / (double) (n_known - 1);
      n_distinct++;
    }
  return n_distinct;
}

static void
add_function (WfTableBuilder *builder, const char *name, const char *what, double *values, gsize n)
{
  g_autofree char *full = g_strdup_printf ("%s (%s)", name, what);

  wf_table_builder_add_continuous (builder, full, values, n);
}

/* After c itself: the square and the swings of its ranks. */
static guint
add_swings (WfTableBuilder *builder, const char *name, const double *ranks, gsize n, guint n_swings)
{
  g_autofree double *values = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    values[i] = ranks[i] * ranks[i];
  add_function (builder, name, "square", values, n);
  for (guint k = 1; k <= n_swings; k++)
    {
      g_autofree char *sine = g_strdup_printf ("sine %u", k);
      g_autofree char *cosine = g_strdup_printf ("cosine %u", k);

      for (gsize i = 0; i < n; i++)
        values[i] = sin (2 * G_PI * k * ranks[i]);
      add_function (builder, name, sine, values, n);
      for (gsize i = 0; i < n; i++)
        values[i] = cos (2 * G_PI * k * ranks[i]);
      add_function (builder, name, cosine, values, n);
    }
  return 1 + 2 * n_swings;
}

/* One indicator a distinct value; the test leaves out what the others tell. */
static void
add_values_as_levels (WfTableBuilder *builder, const char *name, const double *values, gsize n)
{
  g_autoptr (WfTableBuilder) single = wf_table_builder_new (n);
  g_autoptr (WfTable) continuous = NULL;
  g_autoptr (WfTable) discrete = NULL;
  const char *const names[] = { name, NULL };
  g_autoptr (GPtrArray) levels = g_ptr_array_new ();

  wf_table_builder_add_continuous (single, name, values, n);
  continuous = wf_table_builder_end (single);
  discrete = wf_table_retype (continuous, names, NULL, NULL);
  for (gsize level = 0; level < wf_table_get_n_levels (discrete, 0); level++)
    g_ptr_array_add (levels, (gpointer) wf_table_get_level (discrete, 0, level));
  g_ptr_array_add (levels, NULL);
  wf_table_builder_add_discrete (builder, name, wf_table_get_codes (discrete, 0, NULL), n,
                                 (const char *const *) levels->pdata);
}

/* Returns the number of columns. */
static guint
add_surrogate (WfContexts *self, WfTableBuilder *builder, const char *name, const double *values, gsize n)
{
  g_autofree double *ranks = g_new (double, n + 1);
  gsize n_distinct = rank_values (values, n, ranks);
  gsize most = n / ROWS_PER_COLUMN; /* columns */

  if (self->n_swings > 0)
    self->n_swings = most < 4 ? 0 : MIN (self->n_swings, (guint) (most - 2) / 2);
  if (self->n_swings > 0 && n_distinct > 2 && n_distinct <= 3 + 2 * (gsize) self->n_swings)
    {
      add_values_as_levels (builder, name, values, n);
      return 1;
    }
  wf_table_builder_add_continuous (builder, name, values, n);
  return 1 +
         (self->n_swings > 0 && n_distinct > 2 ? add_swings (builder, name, ranks, n, self->n_swings) : 0);
}

static void
add_column (WfTableBuilder *builder, WfTable *table, gsize column)
{
  gsize n = wf_table_get_n_rows (table);
  g_autoptr (GPtrArray) levels = g_ptr_array_new ();

  if (wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS)
    {
      wf_table_builder_add_continuous (builder, wf_table_get_name (table, column),
                                       wf_table_get_values (table, column, NULL), n);
      return;
    }
  for (gsize level = 0; level < wf_table_get_n_levels (table, column); level++)
    g_ptr_array_add (levels, (gpointer) wf_table_get_level (table, column, level));
  g_ptr_array_add (levels, NULL);
  wf_table_builder_add_discrete (builder, wf_table_get_name (table, column),
                                 wf_table_get_codes (table, column, NULL), n,
                                 (const char *const *) levels->pdata);
}

static WfTable *
build_table (WfContexts *self, WfTable *table, gssize surrogate)
{
  gsize n = wf_table_get_n_rows (table);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *order = g_new (double, n + 1);
  guint n_columns = 0;

  for (gsize i = 0; i < n; i++)
    order[i] = (double) (i + 1);
  for (guint v = 0; v < self->n; v++)
    {
      const double *values =
          v < wf_table_get_n_columns (table) ? wf_table_get_values (table, v, NULL) : order;

      self->starts[v] = n_columns;
      if (surrogate == (gssize) v && values != NULL)
        n_columns += add_surrogate (self, builder, self->names[v], values, n);
      else
        {
          add_column (builder, table, v);
          n_columns++;
        }
    }
  self->starts[self->n] = n_columns;
  return wf_table_builder_end (builder);
}

WfContexts *
wf_contexts_new (WfTable *table, const char *surrogate, const char *others, guint n_swings, GError **error)
{
  g_autoptr (WfContexts) self = g_new0 (WfContexts, 1);
  gsize n_columns = wf_table_get_n_columns (table);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  self->has_row_order = *surrogate == '\0';
  self->n = (guint) n_columns + self->has_row_order;
  self->n_swings = n_swings;
  for (gsize j = 0; j < n_columns; j++)
    g_ptr_array_add (names, g_strdup (wf_table_get_name (table, j)));
  if (self->has_row_order)
    g_ptr_array_add (names, create_row_name (table));
  g_ptr_array_add (names, NULL);
  self->names = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  self->is_context = wf_contexts_mark ((const char *const *) self->names, surrogate, others, error);
  if (self->is_context == NULL || !check_columns (self, table, error))
    return NULL;
  self->starts = g_new (guint, self->n + 1);
  self->table = build_table (
      self, table, self->has_row_order ? (gssize) n_columns : wf_table_find_column (table, surrogate));
  return g_steal_pointer (&self);
}

void
wf_contexts_free (WfContexts *self)
{
  g_strfreev (self->names);
  g_free (self->is_context);
  g_free (self->starts);
  g_clear_pointer (&self->table, wf_table_unref);
  g_free (self);
}
