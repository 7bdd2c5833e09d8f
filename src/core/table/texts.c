/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Columns of free text: no variables, but they stay with the rows. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/table/calendar.h"
#include "core/table/storage.h"
#include "core/table/table-private.h"

static WfTableText *
get_text (WfTable *self, gsize text)
{
  return &g_array_index (self->texts, WfTableText, text);
}

static void
text_clear (gpointer data)
{
  WfTableText *text = data;

  wf_column_unref (text->column);
  g_free (text->name);
}

void
wf_table_take_text (WfTable *self, WfColumn *column, const char *name, gsize place)
{
  WfTableText text = { column, g_strdup (name), place };

  if (self->texts == NULL)
    {
      self->texts = g_array_new (FALSE, FALSE, sizeof (WfTableText));
      g_array_set_clear_func (self->texts, text_clear);
    }
  g_array_append_val (self->texts, text);
}

void
wf_table_share_texts (WfTable *self, WfTable *from)
{
  g_assert (self->n_rows == from->n_rows);

  for (gsize i = 0; i < wf_table_get_n_texts (from); i++)
    {
      const WfTableText *text = get_text (from, i);

      wf_table_take_text (self, wf_column_ref (text->column), text->name, text->place);
    }
}

void
wf_table_share_companions (WfTable *self, WfTable *from)
{
  wf_table_share_weights (self, from);
  wf_table_share_texts (self, from);
}

/**
 * wf_table_get_n_texts:
 * @self: a table
 *
 * Returns: the number of its columns of free text, which are not among its columns
 */
gsize
wf_table_get_n_texts (WfTable *self)
{
  return self->texts != NULL ? self->texts->len : 0;
}

/**
 * wf_table_get_text_name:
 * @self: a table
 * @text: a column of free text
 *
 * Returns: (transfer none): its name
 */
const char *
wf_table_get_text_name (WfTable *self, gsize text)
{
  g_return_val_if_fail (text < wf_table_get_n_texts (self), NULL);

  return get_text (self, text)->name;
}

/**
 * wf_table_get_text_label:
 * @self: a table
 * @text: a column of free text
 *
 * Returns: (nullable) (transfer none): what it is about, in the words of the file it came from
 */
const char *
wf_table_get_text_label (WfTable *self, gsize text)
{
  g_return_val_if_fail (text < wf_table_get_n_texts (self), NULL);

  return get_text (self, text)->column->label;
}

/**
 * wf_table_find_text:
 * @self: a table
 * @name: a name
 *
 * Returns: the column of free text that is called so, or -1
 */
gssize
wf_table_find_text (WfTable *self, const char *name)
{
  g_return_val_if_fail (name != NULL, -1);

  for (gsize i = 0; i < wf_table_get_n_texts (self); i++)
    if (g_str_equal (get_text (self, i)->name, name))
      return (gssize) i;
  return -1;
}

/**
 * wf_table_get_text:
 * @self: a table
 * @text: a column of free text
 * @row: a row
 *
 * Returns: (nullable) (transfer none): the cell; %NULL = missing
 */
const char *
wf_table_get_text (WfTable *self, gsize text, gsize row)
{
  g_return_val_if_fail (text < wf_table_get_n_texts (self) && row < self->n_rows, NULL);

  return get_text (self, text)->column->cells[row];
}

/**
 * wf_table_get_n_missing_texts:
 * @self: a table
 * @text: a column of free text
 *
 * Returns: how many of its cells are missing
 */
gsize
wf_table_get_n_missing_texts (WfTable *self, gsize text)
{
  g_return_val_if_fail (text < wf_table_get_n_texts (self), 0);

  return get_text (self, text)->column->n_missing;
}

/**
 * wf_table_list_fields: (skip)
 * @self: a table
 * @n_fields: (out): how many: its columns and its texts
 *
 * Returns: (array length=n_fields) (transfer full): both, in the order of their file
 */
WfTableField *
wf_table_list_fields (WfTable *self, gsize *n_fields)
{
  gsize n_texts = wf_table_get_n_texts (self);
  WfTableField *fields = g_new0 (WfTableField, self->n_columns + n_texts + 1);
  gsize n = 0;
  gsize text = 0;

  for (gsize column = 0; column <= self->n_columns; column++)
    {
      for (; text < n_texts && (column == self->n_columns || get_text (self, text)->place <= column); text++)
        fields[n++] = (WfTableField){ .is_text = TRUE, .index = text };
      if (column < self->n_columns)
        fields[n++] = (WfTableField){ .is_text = FALSE, .index = column };
    }
  *n_fields = n;
  return fields;
}

/**
 * wf_table_fail_text:
 * @self: a table
 * @name: what is to be a variable
 * @error: return location
 *
 * Returns: whether @name is a column of free text, with %WF_ERROR_DATA that says what makes it a variable
 */
gboolean
wf_table_fail_text (WfTable *self, const char *name, GError **error)
{
  if (wf_table_find_text (self, name) < 0)
    return FALSE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("Column “%s” is free text and no variable; read it as another type to make it one, for "
                  "example with --type “%s=categorical”, where it has at most %d different values"),
               name, name, WF_LIMIT_LEVELS);
  return TRUE;
}

/* ---- texts from variables, variables from texts ---- */

WfColumn *
wf_table_variable_to_text (WfTable *self, gsize column, GError **error)
{
  WfColumn *from = self->columns[column];
  const char **cells = wf_storage_new_cells (self->n_rows);
  GPtrArray *storage;
  GStringChunk *chunk;

  if (cells == NULL)
    {
      wf_table_fail_memory (error);
      return NULL;
    }
  if (from->kind == WF_COLUMN_DISCRETE)
    {
      storage = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_column_unref);
      g_ptr_array_add (storage, wf_column_ref (from));
      for (gsize i = 0; i < self->n_rows; i++)
        cells[i] = from->codes[i] < 0 ? NULL : from->levels[from->codes[i]];
      return wf_column_new_text (cells, self->n_rows, storage, from->label);
    }
  storage = g_ptr_array_new_with_free_func ((GDestroyNotify) g_string_chunk_free);
  chunk = g_string_chunk_new (WF_TEXT_BLOCK_BYTES);
  g_ptr_array_add (storage, chunk);
  for (gsize i = 0; i < self->n_rows; i++)
    {
      g_autofree char *cell = wf_table_dup_cell (self, i, column);

      cells[i] = cell != NULL ? g_string_chunk_insert (chunk, cell) : NULL;
    }
  return wf_column_new_text (cells, self->n_rows, storage, from->label);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (element-type utf8), NULL-terminated: the different texts, sorted, borrowed; NULL: more than
 * WF_LIMIT_LEVELS */
static GPtrArray *
list_levels (const char *const *cells, gsize n_rows, GHashTable *codes)
{
  g_autoptr (GPtrArray) levels = g_ptr_array_new ();

  for (gsize i = 0; i < n_rows; i++)
    if (cells[i] != NULL && g_hash_table_add (codes, (gpointer) cells[i]))
      {
        if (levels->len == WF_LIMIT_LEVELS)
          return NULL;
        g_ptr_array_add (levels, (gpointer) cells[i]);
      }
  g_ptr_array_sort (levels, compare_texts);
  for (guint i = 0; i < levels->len; i++)
    g_hash_table_replace (codes, levels->pdata[i], GUINT_TO_POINTER (i));
  g_ptr_array_add (levels, NULL);
  return g_steal_pointer (&levels);
}

char **
wf_texts_to_levels (const char *const *cells, gsize n_rows, gint32 **codes)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) levels = list_levels (cells, n_rows, places);

  *codes = levels != NULL ? wf_storage_new_codes (n_rows) : NULL;
  if (*codes == NULL)
    return NULL;
  for (gsize i = 0; i < n_rows; i++)
    (*codes)[i] = cells[i] == NULL ? -1 : (gint32) GPOINTER_TO_UINT (g_hash_table_lookup (places, cells[i]));
  return g_strdupv ((char **) levels->pdata);
}

/* FALSE: a cell is neither */
static gboolean
parse_cells (const char *const *cells, gsize n_rows, gboolean are_dates, double *values)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      char *end = NULL;

      values[i] = NAN;
      if (cells[i] == NULL)
        continue;
      if (are_dates)
        {
          if (!wf_calendar_parse (cells[i], strlen (cells[i]), &values[i]))
            return FALSE;
          continue;
        }
      values[i] = g_ascii_strtod (cells[i], &end);
      if (end == cells[i] || *end != '\0' || !isfinite (values[i]))
        return FALSE;
    }
  return TRUE;
}

/* Numbers or dates where each cell is one, else NULL */
static WfColumn *
to_values (const WfTableText *text, gsize n_rows, gboolean are_dates)
{
  double *values = wf_storage_new_values (n_rows);
  g_autoptr (WfColumn) column = NULL;

  if (values == NULL)
    return NULL;
  if (!parse_cells (text->column->cells, n_rows, are_dates, values))
    {
      free (values);
      return NULL;
    }
  column = wf_column_new_continuous (values, n_rows);
  return are_dates ? wf_column_new_typed (column, WF_COLUMN_TYPE_TIME, TRUE) : g_steal_pointer (&column);
}

WfColumn *
wf_table_text_to_variable (WfTable *self, gsize at, WfColumnType type, GError **error)
{
  const WfTableText *text = get_text (self, at);
  gboolean is_number = type == WF_COLUMN_TYPE_CONTINUOUS || type == WF_COLUMN_TYPE_WEIGHT;
  WfColumn *column = type == WF_COLUMN_TYPE_TIME ? to_values (text, self->n_rows, TRUE) : NULL;
  char **levels;
  gint32 *codes;

  if (column == NULL && (is_number || type == WF_COLUMN_TYPE_TIME))
    column = to_values (text, self->n_rows, FALSE);
  if (column == NULL)
    {
      levels = wf_texts_to_levels (text->column->cells, self->n_rows, &codes);
      if (levels == NULL)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       is_number || type == WF_COLUMN_TYPE_TIME
                           ? _ ("Column “%s” has texts that are no numbers or dates, more than %d different "
                                "ones; keep it as text")
                           : _ ("Column “%s” has more than the limit of %d different texts; keep it as text"),
                       text->name, WF_LIMIT_LEVELS);
          return NULL;
        }
      column = wf_column_new_discrete (codes, self->n_rows, levels);
    }
  column->label = g_strdup (text->column->label);
  return column;
}
