/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables made from tables: other kinds, fewer columns, fewer rows. Columns that don't change are shared. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/table/storage.h"
#include "core/table/table-private.h"

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static guint
hash_double (gconstpointer value)
{
  return *(const double *) value == 0 ? 0 : g_int64_hash (value); /* -0 equals 0 */
}

/* the sorted distinct values, or NULL when there are more than WF_LIMIT_LEVELS */
static GArray *
find_distinct (const double *values, gsize n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_double, g_double_equal);
  g_autoptr (GArray) distinct = g_array_new (FALSE, FALSE, sizeof (double));
  GHashTableIter iter;
  gpointer key;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]) && g_hash_table_add (seen, (gpointer) &values[i]) &&
        g_hash_table_size (seen) > WF_LIMIT_LEVELS)
      return NULL;
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      double value = *(const double *) key + 0.0; /* -0 -> 0 */

      g_array_append_val (distinct, value);
    }
  g_array_sort (distinct, compare_doubles);
  return g_steal_pointer (&distinct);
}

gboolean
wf_table_fail_memory (GError **error)
{
  g_set_error_literal (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                       _ ("Not enough memory for another column; close other programs or select fewer rows"));
  return FALSE;
}

static WfColumn *
keep_label (const WfColumn *from, WfColumn *to)
{
  to->label = g_strdup (from->label);
  return to;
}

WfColumn *
wf_table_to_discrete (WfTable *self, gsize column, GError **error)
{
  const double *values = self->columns[column]->values;
  g_autoptr (GArray) distinct = find_distinct (values, self->n_rows);
  gint32 *codes;

  if (distinct == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Column “%s” has more than the limit of %d different values; keep it continuous"),
                   self->names[column], WF_LIMIT_LEVELS);
      return NULL;
    }
  codes =
      wf_values_to_codes (values, self->n_rows, (const double *) (gpointer) distinct->data, distinct->len);
  if (codes == NULL)
    {
      wf_table_fail_memory (error);
      return NULL;
    }
  return keep_label (self->columns[column],
                     wf_column_new_discrete (
                         codes, self->n_rows,
                         wf_values_to_levels ((const double *) (gpointer) distinct->data, distinct->len)));
}

static gboolean
parse_levels (WfTable *self, gsize column, double *numbers, GError **error)
{
  for (gsize i = 0; i < self->columns[column]->n_levels; i++)
    {
      const char *level = self->columns[column]->levels[i];
      char *end = NULL;

      numbers[i] = g_ascii_strtod (level, &end);
      if (end == level || *end != '\0' || !isfinite (numbers[i]))
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_DATA,
              _ ("Column “%s” can't be continuous: its level “%s” is not a number; keep it discrete"),
              self->names[column], level);
          return FALSE;
        }
    }
  return TRUE;
}

WfColumn *
wf_table_to_continuous (WfTable *self, gsize column, GError **error)
{
  WfColumn *from = self->columns[column];
  g_autofree double *numbers = g_new (double, from->n_levels + 1);
  double *values;

  if (!parse_levels (self, column, numbers, error))
    return NULL;
  values = wf_storage_new_values (self->n_rows);
  if (values == NULL)
    {
      wf_table_fail_memory (error);
      return NULL;
    }
  for (gsize i = 0; i < self->n_rows; i++)
    values[i] = from->codes[i] < 0 ? NAN : numbers[from->codes[i]];
  return keep_label (from, wf_column_new_continuous (values, self->n_rows));
}

gboolean
wf_table_fail_name (WfTable *self, const char *name, GError **error)
{
  return !wf_table_fail_text (self, name, error) &&
         wf_fail_no_column (name, wf_table_get_names (self), error);
}

static gboolean
retype_listed (WfTable *self, const char *const *names, WfColumnKind kind, WfColumn **columns, GError **error)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      gssize column = wf_table_find_column (self, names[i]);
      WfColumn *changed;

      if (column < 0)
        return wf_table_fail_name (self, names[i], error);
      if (self->columns[column]->kind == kind)
        continue;
      changed = kind == WF_COLUMN_DISCRETE ? wf_table_to_discrete (self, (gsize) column, error)
                                           : wf_table_to_continuous (self, (gsize) column, error);
      if (changed == NULL)
        return FALSE;
      wf_column_unref (columns[column]);
      columns[column] = changed;
    }
  return TRUE;
}

/**
 * wf_table_retype:
 * @self: a table
 * @discrete: (array zero-terminated=1) (nullable): columns that shall be discrete, one level a distinct value
 * @continuous: (array zero-terminated=1) (nullable): columns that shall be continuous; their levels must be
 * numbers
 * @error: return location
 *
 * Returns: (transfer full): the table with these kinds, or %NULL with %WF_ERROR_DATA (an unknown name, a
 * level that is no number, more than %WF_LIMIT_LEVELS levels)
 */
WfTable *
wf_table_retype (WfTable *self, const char *const *discrete, const char *const *continuous, GError **error)
{
  g_autoptr (WfTable) table = NULL;
  WfColumn **columns = g_new (WfColumn *, self->n_columns + 1);

  for (gsize i = 0; i < self->n_columns; i++)
    columns[i] = wf_column_ref (self->columns[i]);
  table = wf_table_new_take (self->n_rows, self->n_columns, columns, g_strdupv (self->names),
                             g_strdupv (self->notes));
  wf_table_share_companions (table, self);
  if (!retype_listed (self, discrete, WF_COLUMN_DISCRETE, columns, error) ||
      !retype_listed (self, continuous, WF_COLUMN_CONTINUOUS, columns, error))
    return NULL;
  return g_steal_pointer (&table);
}

/**
 * wf_table_select:
 * @self: a table
 * @columns: (array length=n_columns): columns in the order wanted, each once
 * @n_columns: how many
 *
 * Returns: (transfer full): a table of these columns, which are shared, not copied; free text stays
 */
WfTable *
wf_table_select (WfTable *self, const gsize *columns, gsize n_columns)
{
  WfColumn **selected = g_new (WfColumn *, n_columns + 1);
  char **names = g_new0 (char *, n_columns + 1);
  WfTable *table;

  for (gsize i = 0; i < n_columns; i++)
    {
      g_assert (columns[i] < self->n_columns);
      selected[i] = wf_column_ref (self->columns[columns[i]]);
      names[i] = g_strdup (self->names[columns[i]]);
    }
  table = wf_table_new_take (self->n_rows, n_columns, selected, names, g_strdupv (self->notes));
  wf_table_share_companions (table, self);
  for (gsize t = 0; t < wf_table_get_n_texts (table); t++)
    {
      WfTableText *text = &g_array_index (table->texts, WfTableText, t);
      gsize place = 0;

      for (gsize i = 0; i < n_columns; i++)
        place += columns[i] < text->place;
      text->place = place;
    }
  return table;
}

static gboolean
is_missing (const WfColumn *column, gsize row)
{
  return column->kind == WF_COLUMN_DISCRETE ? column->codes[row] < 0 : isnan (column->values[row]) != 0;
}

static const WfTableText *
get_text (WfTable *self, gsize text)
{
  return &g_array_index (self->texts, WfTableText, text);
}

/* the rows kept, (element-type gsize) */
static GArray *
find_complete_rows (WfTable *self, const gsize *columns, gsize n_columns)
{
  g_autofree guint8 *drop = g_new0 (guint8, self->n_rows + 1);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize i = 0; i < (n_columns == 0 ? self->n_columns : n_columns); i++)
    {
      const WfColumn *column = self->columns[n_columns == 0 ? i : columns[i]];

      for (gsize row = 0; column->n_missing > 0 && row < self->n_rows; row++)
        drop[row] |= is_missing (column, row);
    }
  for (gsize row = 0; row < self->n_rows; row++)
    if (!drop[row])
      g_array_append_val (rows, row);
  return rows;
}

/* the cells stay where they are */
static WfColumn *
keep_texts (WfColumn *from, const gsize *rows, gsize n)
{
  const char **cells = wf_storage_new_cells (n);
  GPtrArray *storage;

  if (cells == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    cells[i] = from->cells[rows[i]];
  storage = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_column_unref);
  g_ptr_array_add (storage, wf_column_ref (from));
  return wf_column_new_text (cells, n, storage, from->label);
}

/* NULL when there is no memory */
static WfColumn *
keep_rows (const WfColumn *from, const gsize *rows, gsize n)
{
  double *values = from->kind == WF_COLUMN_CONTINUOUS ? wf_storage_new_values (n) : NULL;
  gint32 *codes = from->kind == WF_COLUMN_DISCRETE ? wf_storage_new_codes (n) : NULL;
  WfColumn *kept;

  if (values == NULL && codes == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    if (codes != NULL)
      codes[i] = from->codes[rows[i]];
    else
      values[i] = from->values[rows[i]];
  kept = codes != NULL ? wf_column_new_discrete (codes, n, g_strdupv (from->levels))
                       : wf_column_new_continuous (values, n);
  kept->type = from->type;
  kept->is_calendar = from->is_calendar;
  return keep_label (from, kept);
}

/**
 * wf_table_select_rows:
 * @self: a table
 * @rows: (array length=n_rows): row numbers, in the order wanted; a row may come more than once
 * @n_rows: how many
 * @error: %WF_ERROR_TOO_LARGE when there is no memory
 *
 * Returns: (transfer full): a table of these rows
 */
WfTable *
wf_table_select_rows (WfTable *self, const gsize *rows, gsize n_rows, GError **error)
{
  g_autoptr (GPtrArray) selected = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_column_unref);
  WfColumn *weights = self->weights != NULL ? keep_rows (self->weights, rows, n_rows) : NULL;
  gboolean is_done = (weights != NULL) == (self->weights != NULL);
  gsize n_texts = wf_table_get_n_texts (self);
  WfTable *table;

  for (gsize i = 0; is_done && i < self->n_columns + n_texts; i++)
    {
      WfColumn *kept = i < self->n_columns
                           ? keep_rows (self->columns[i], rows, n_rows)
                           : keep_texts (get_text (self, i - self->n_columns)->column, rows, n_rows);

      is_done = kept != NULL;
      if (is_done)
        g_ptr_array_add (selected, kept);
    }
  if (!is_done)
    {
      g_clear_pointer (&weights, wf_column_unref);
      g_set_error_literal (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                           _ ("Not enough memory for a copy of the rows; close other programs or select "
                              "fewer columns"));
      return NULL;
    }
  table = wf_table_new_take (n_rows, self->n_columns, g_new0 (WfColumn *, self->n_columns + 1),
                             g_strdupv (self->names), g_strdupv (self->notes));
  for (gsize i = 0; i < self->n_columns; i++)
    table->columns[i] = wf_column_ref (selected->pdata[i]);
  for (gsize i = 0; i < n_texts; i++)
    wf_table_take_text (table, wf_column_ref (selected->pdata[self->n_columns + i]), get_text (self, i)->name,
                        get_text (self, i)->place);
  wf_table_take_weights (table, weights, self->weight_name);
  return table;
}

/**
 * wf_table_drop_missing:
 * @self: a table
 * @columns: (array length=n_columns) (nullable): the columns looked at
 * @n_columns: how many; 0 = all
 *
 * Returns: (transfer full): the rows without a missing value in @columns; @self itself when nothing is
 * missing
 */
WfTable *
wf_table_drop_missing (WfTable *self, const gsize *columns, gsize n_columns)
{
  g_autoptr (GArray) rows = find_complete_rows (self, columns, n_columns);
  WfTable *table;

  if (rows->len == self->n_rows)
    return wf_table_ref (self);
  table = wf_table_select_rows (self, (const gsize *) (gpointer) rows->data, rows->len, NULL);
  if (table == NULL)
    g_error ("no memory for a table of %u rows", rows->len);
  return table;
}
