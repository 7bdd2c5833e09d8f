/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/table/storage.h"
#include "core/table/table-private.h"

struct _WfTableBuilder
{
  gsize n_rows;
  GPtrArray *columns; /* of WfColumn */
  GPtrArray *names;   /* of char*, as given */
  GPtrArray *notes;   /* of char* */
  gboolean is_ended;
};

G_DEFINE_BOXED_TYPE (WfTableBuilder, wf_table_builder, wf_table_builder_ref, wf_table_builder_unref)

/**
 * wf_table_builder_new:
 * @n_rows: rows of every column
 *
 * Returns: (transfer full): a builder without columns
 */
WfTableBuilder *
wf_table_builder_new (gsize n_rows)
{
  WfTableBuilder *self = g_atomic_rc_box_new0 (WfTableBuilder);

  self->n_rows = n_rows;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_column_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * wf_table_builder_ref:
 * @self: a builder
 *
 * Returns: (transfer full): @self
 */
WfTableBuilder *
wf_table_builder_ref (WfTableBuilder *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_table_builder_clear (WfTableBuilder *self)
{
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->notes);
}

/**
 * wf_table_builder_unref:
 * @self: (transfer full): a builder
 */
void
wf_table_builder_unref (WfTableBuilder *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_table_builder_clear);
}

static void
add_column (WfTableBuilder *self, const char *name, WfColumn *column)
{
  g_ptr_array_add (self->columns, column);
  g_ptr_array_add (self->names, g_strdup (name));
}

void
wf_table_builder_take_continuous (WfTableBuilder *self, const char *name, double *values)
{
  g_return_if_fail (name != NULL && values != NULL && !self->is_ended);

  add_column (self, name, wf_column_new_continuous (values, self->n_rows));
}

void
wf_table_builder_take_discrete (WfTableBuilder *self, const char *name, gint32 *codes, char **levels)
{
  g_return_if_fail (name != NULL && codes != NULL && levels != NULL && !self->is_ended);

  add_column (self, name, wf_column_new_discrete (codes, self->n_rows, levels));
}

void
wf_table_builder_take_text (WfTableBuilder *self, const char *name, const char **cells, GPtrArray *storage)
{
  g_return_if_fail (name != NULL && cells != NULL && storage != NULL && !self->is_ended);

  add_column (self, name, wf_column_new_text (cells, self->n_rows, storage, NULL));
}

void
wf_table_builder_set_type (WfTableBuilder *self, WfColumnType type, gboolean is_calendar)
{
  WfColumn *column;

  g_return_if_fail (self->columns->len > 0 && !self->is_ended);

  column = self->columns->pdata[self->columns->len - 1];
  column->type = type;
  column->is_calendar = is_calendar;
}

/**
 * wf_table_builder_add_continuous:
 * @self: a builder
 * @name: the column's name
 * @values: (array length=n_rows): missing = NaN; infinities are stored as missing; copied
 * @n_rows: the rows of the builder
 */
void
wf_table_builder_add_continuous (WfTableBuilder *self, const char *name, const double *values, gsize n_rows)
{
  double *copy;

  g_return_if_fail (name != NULL && !self->is_ended && n_rows == self->n_rows &&
                    (values != NULL || n_rows == 0));

  copy = wf_storage_new_values (n_rows);
  if (copy == NULL)
    g_error ("no memory for a column of %zu rows", n_rows);
  for (gsize i = 0; i < n_rows; i++)
    copy[i] = isfinite (values[i]) ? values[i] : NAN;
  wf_table_builder_take_continuous (self, name, copy);
}

/**
 * wf_table_builder_add_discrete:
 * @self: a builder
 * @name: the column's name
 * @codes: (array length=n_rows): indices of levels, negative = missing; copied
 * @n_rows: the rows of the builder
 * @levels: (array zero-terminated=1): the levels
 */
void
wf_table_builder_add_discrete (
    WfTableBuilder *self, const char *name, const gint32 *codes, gsize n_rows, const char *const *levels)
{
  gint32 n_levels;
  gint32 *copy;

  g_return_if_fail (name != NULL && !self->is_ended && n_rows == self->n_rows &&
                    (codes != NULL || n_rows == 0));
  g_return_if_fail (levels != NULL);

  n_levels = (gint32) g_strv_length ((char **) levels);
  for (gsize i = 0; i < n_rows; i++)
    g_return_if_fail (codes[i] < n_levels);
  copy = wf_storage_new_codes (n_rows);
  if (copy == NULL)
    g_error ("no memory for a column of %zu rows", n_rows);
  for (gsize i = 0; i < n_rows; i++)
    copy[i] = MAX (codes[i], -1);
  wf_table_builder_take_discrete (self, name, copy, g_strdupv ((char **) levels));
}

/**
 * wf_table_builder_add_text:
 * @self: a builder
 * @name: the column's name
 * @cells: (array length=n_rows) (element-type utf8): %NULL = missing; copied
 * @n_rows: the rows of the builder
 *
 * Adds a column of free text, which stays with the rows but is no variable.
 */
void
wf_table_builder_add_text (WfTableBuilder *self, const char *name, const char *const *cells, gsize n_rows)
{
  GPtrArray *storage = g_ptr_array_new_with_free_func ((GDestroyNotify) g_string_chunk_free);
  GStringChunk *chunk = g_string_chunk_new (WF_TEXT_BLOCK_BYTES);
  const char **copy = wf_storage_new_cells (n_rows);

  g_return_if_fail (name != NULL && !self->is_ended && n_rows == self->n_rows &&
                    (cells != NULL || n_rows == 0));

  if (copy == NULL)
    g_error ("no memory for a column of %zu rows", n_rows);
  g_ptr_array_add (storage, chunk);
  for (gsize i = 0; i < n_rows; i++)
    copy[i] = cells[i] != NULL ? g_string_chunk_insert (chunk, cells[i]) : NULL;
  wf_table_builder_take_text (self, name, copy, storage);
}

/**
 * wf_table_builder_set_label:
 * @self: a builder with a column
 * @label: (nullable): what the column added last is about, in words; empty = not said
 */
void
wf_table_builder_set_label (WfTableBuilder *self, const char *label)
{
  WfColumn *column;

  g_return_if_fail (self->columns->len > 0 && !self->is_ended);

  column = self->columns->pdata[self->columns->len - 1];
  g_free (column->label);
  column->label = label != NULL && *label != '\0' ? g_strdup (label) : NULL;
}

/**
 * wf_table_builder_add_note:
 * @self: a builder
 * @note: what was noticed, ready for people
 */
void
wf_table_builder_add_note (WfTableBuilder *self, const char *note)
{
  g_return_if_fail (note != NULL && !self->is_ended);

  g_ptr_array_add (self->notes, g_strdup (note));
}

/* what is free text goes beside the variables */
static void
take_texts (WfTableBuilder *self, WfTable *table)
{
  gsize place = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      WfColumn *column = self->columns->pdata[i];

      if (column->cells == NULL)
        place++;
      else
        wf_table_take_text (table, wf_column_ref (column), self->names->pdata[i], place);
    }
}

/**
 * wf_table_builder_end:
 * @self: a builder; nothing may be added afterwards
 *
 * Repeated or empty names are made unique, with a note.
 *
 * Returns: (transfer full): the table
 */
WfTable *
wf_table_builder_end (WfTableBuilder *self)
{
  gsize n_columns = self->columns->len;
  WfColumn **columns;
  char **names;
  WfTable *table;
  gsize n = 0;

  g_return_val_if_fail (!self->is_ended, NULL);

  wf_names_make_unique (self->names, self->notes);
  self->is_ended = TRUE;
  columns = g_new (WfColumn *, n_columns + 1);
  names = g_new0 (char *, n_columns + 1);
  for (gsize i = 0; i < n_columns; i++)
    if (((WfColumn *) self->columns->pdata[i])->cells == NULL)
      {
        names[n] = g_strdup (self->names->pdata[i]);
        columns[n++] = wf_column_ref (self->columns->pdata[i]);
      }
  g_ptr_array_add (self->notes, NULL);
  table = wf_table_new_take (self->n_rows, n, columns, names, g_strdupv ((char **) self->notes->pdata));
  take_texts (self, table);
  return table;
}
