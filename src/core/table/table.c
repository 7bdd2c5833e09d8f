/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/table/calendar.h"
#include "core/table/table-private.h"

G_DEFINE_BOXED_TYPE (WfTable, wf_table, wf_table_ref, wf_table_unref)

WfTable *
wf_table_new_take (gsize n_rows, gsize n_columns, WfColumn **columns, char **names, char **notes)
{
  WfTable *self = g_atomic_rc_box_new0 (WfTable);

  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->columns = columns;
  self->names = names;
  self->notes = notes;
  self->indices = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < n_columns; i++)
    g_hash_table_insert (self->indices, names[i], GSIZE_TO_POINTER (i + 1));
  return self;
}

/**
 * wf_table_ref:
 * @self: a table
 *
 * Returns: (transfer full): @self
 */
WfTable *
wf_table_ref (WfTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_table_clear (WfTable *self)
{
  for (gsize i = 0; i < self->n_columns; i++)
    wf_column_unref (self->columns[i]);
  g_free (self->columns);
  g_hash_table_unref (self->indices);
  g_strfreev (self->names);
  g_strfreev (self->notes);
  g_clear_pointer (&self->weights, wf_column_unref);
  g_free (self->weight_name);
  g_clear_pointer (&self->texts, g_array_unref);
}

/**
 * wf_table_unref:
 * @self: (transfer full): a table
 */
void
wf_table_unref (WfTable *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_table_clear);
}

/**
 * wf_table_get_n_rows:
 * @self: a table
 *
 * Returns: the number of rows
 */
gsize
wf_table_get_n_rows (WfTable *self)
{
  return self->n_rows;
}

/**
 * wf_table_get_n_columns:
 * @self: a table
 *
 * Returns: the number of columns
 */
gsize
wf_table_get_n_columns (WfTable *self)
{
  return self->n_columns;
}

/**
 * wf_table_get_names:
 * @self: a table
 *
 * Returns: (array zero-terminated=1) (transfer none): the names of the columns, all different
 */
const char *const *
wf_table_get_names (WfTable *self)
{
  return (const char *const *) self->names;
}

/**
 * wf_table_get_name:
 * @self: a table
 * @column: a column
 *
 * Returns: (transfer none): its name
 */
const char *
wf_table_get_name (WfTable *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);

  return self->names[column];
}

/**
 * wf_table_find_column:
 * @self: a table
 * @name: a name, in the case it was given
 *
 * Returns: the column, or -1
 */
gssize
wf_table_find_column (WfTable *self, const char *name)
{
  g_return_val_if_fail (name != NULL, -1);

  return (gssize) GPOINTER_TO_SIZE (g_hash_table_lookup (self->indices, name)) - 1;
}

/**
 * wf_table_get_label:
 * @self: a table
 * @column: a column
 *
 * Returns: (nullable) (transfer none): what the column is about, in the words of the file it came from
 */
const char *
wf_table_get_label (WfTable *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);

  return self->columns[column]->label;
}

/**
 * wf_table_get_kind:
 * @self: a table
 * @column: a column
 *
 * Returns: its kind
 */
WfColumnKind
wf_table_get_kind (WfTable *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, WF_COLUMN_CONTINUOUS);

  return self->columns[column]->kind;
}

/**
 * wf_table_get_data_kind:
 * @self: a table
 *
 * Returns: all continuous (also of a table without columns), all discrete, or mixed
 */
WfDataKind
wf_table_get_data_kind (WfTable *self)
{
  gsize n_discrete = 0;

  for (gsize i = 0; i < self->n_columns; i++)
    n_discrete += self->columns[i]->kind == WF_COLUMN_DISCRETE;
  if (n_discrete == 0)
    return WF_DATA_CONTINUOUS;
  return n_discrete == self->n_columns ? WF_DATA_DISCRETE : WF_DATA_MIXED;
}

/**
 * wf_table_get_values:
 * @self: a table
 * @column: a column
 * @n_rows: (out) (optional): number of values
 *
 * Returns: (array length=n_rows) (nullable) (transfer none): the values of a continuous column, 64-byte
 * aligned, missing = NaN
 */
const double *
wf_table_get_values (WfTable *self, gsize column, gsize *n_rows)
{
  const double *values;

  g_return_val_if_fail (column < self->n_columns, NULL);

  values = self->columns[column]->values;
  if (n_rows != NULL)
    *n_rows = values == NULL ? 0 : self->n_rows;
  return values;
}

/**
 * wf_table_get_codes:
 * @self: a table
 * @column: a column
 * @n_rows: (out) (optional): number of codes
 *
 * Returns: (array length=n_rows) (nullable) (transfer none): the codes of a discrete column, 64-byte aligned,
 * missing = -1
 */
const gint32 *
wf_table_get_codes (WfTable *self, gsize column, gsize *n_rows)
{
  const gint32 *codes;

  g_return_val_if_fail (column < self->n_columns, NULL);

  codes = self->columns[column]->codes;
  if (n_rows != NULL)
    *n_rows = codes == NULL ? 0 : self->n_rows;
  return codes;
}

/**
 * wf_table_get_n_levels:
 * @self: a table
 * @column: a column
 *
 * Returns: the number of levels, 0 for a continuous column
 */
gsize
wf_table_get_n_levels (WfTable *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, 0);

  return self->columns[column]->n_levels;
}

/**
 * wf_table_get_level:
 * @self: a table
 * @column: a discrete column
 * @level: an index
 *
 * Returns: (transfer none): the level
 */
const char *
wf_table_get_level (WfTable *self, gsize column, gsize level)
{
  g_return_val_if_fail (column < self->n_columns && level < self->columns[column]->n_levels, NULL);

  return self->columns[column]->levels[level];
}

/**
 * wf_table_find_level:
 * @self: a table
 * @column: a column
 * @level: a level
 *
 * Returns: its index, or -1
 */
gssize
wf_table_find_level (WfTable *self, gsize column, const char *level)
{
  g_return_val_if_fail (column < self->n_columns && level != NULL, -1);

  for (gsize i = 0; i < self->columns[column]->n_levels; i++)
    if (g_str_equal (self->columns[column]->levels[i], level))
      return (gssize) i;
  return -1;
}

/**
 * wf_table_get_n_missing:
 * @self: a table
 * @column: a column
 *
 * Returns: the number of missing values
 */
gsize
wf_table_get_n_missing (WfTable *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, 0);

  return self->columns[column]->n_missing;
}

/**
 * wf_table_describe_size:
 * @self: a table
 *
 * Returns: (transfer full): how many rows and columns it has and how many values are missing, in words:
 * "1,000 rows, 9 columns, none missing"
 */
char *
wf_table_describe_size (WfTable *self)
{
  gsize n_missing = 0;
  g_autofree char *rows = wf_format_count (self->n_rows);
  g_autofree char *columns = wf_format_count (self->n_columns);
  g_autofree char *all = wf_format_count (self->n_rows * self->n_columns);
  g_autofree char *missing = NULL;
  g_autofree char *row_count =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", self->n_rows), rows);
  g_autofree char *column_count =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s column", "%s columns", self->n_columns), columns);

  for (gsize i = 0; i < self->n_columns; i++)
    n_missing += self->columns[i]->n_missing;
  if (n_missing == 0)
    /* Translators: "1,000 rows, 9 columns, none missing" (of their values) */
    return g_strdup_printf (_ ("%s, %s, none missing"), row_count, column_count);
  missing = wf_format_count (n_missing);
  return g_strdup_printf (_ ("%s, %s, %s of %s values missing"), row_count, column_count, missing, all);
}

/**
 * wf_table_dup_cell:
 * @self: a table
 * @row: a row
 * @column: a column
 *
 * Returns: (nullable) (transfer full): the cell as written to a file; %NULL = missing
 */
char *
wf_table_dup_cell (WfTable *self, gsize row, gsize column)
{
  WfColumn *from;
  GString *text;

  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);

  from = self->columns[column];
  if (from->kind == WF_COLUMN_DISCRETE)
    return from->codes[row] < 0 ? NULL : g_strdup (from->levels[from->codes[row]]);
  if (isnan (from->values[row]))
    return NULL;
  text = g_string_new (NULL);
  if (from->is_calendar)
    wf_calendar_append (text, from->values[row]);
  else
    wf_append_double (text, from->values[row]);
  return g_string_free (text, FALSE);
}

/**
 * wf_table_get_notes:
 * @self: a table
 *
 * Returns: (array zero-terminated=1) (transfer none): what the reader noticed, ready for people
 */
const char *const *
wf_table_get_notes (WfTable *self)
{
  return (const char *const *) self->notes;
}
