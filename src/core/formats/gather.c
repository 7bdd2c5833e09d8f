/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/gather-private.h"
#include "core/table/storage.h"

#define FIRST_ROWS 1024
#define KNOWN_ROWS (1 << 20) /* a number of rows that is only said, not seen, reserves no more than this */
#define POLL_ROWS  64
#define SLACK      8 /* a column may be longer than its rows by one in so many */

static void
column_free (gpointer data)
{
  WfGatherColumn *column = data;

  g_free (column->name);
  g_free (column->label);
  free (column->values);
  free (column->codes);
  wf_csv_levels_free (column->levels);
  g_free (column->cells);
  g_clear_pointer (&column->texts, g_string_chunk_free);
  g_free (column);
}

WfGather *
wf_gather_new (const char *name, WfProgress *progress)
{
  WfGather *self = g_new0 (WfGather, 1);

  self->name = g_strdup (name);
  self->progress = progress;
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
wf_gather_free (WfGather *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

void
wf_gather_expect_rows (WfGather *self, gsize n_rows)
{
  self->expected = n_rows;
}

void
wf_gather_reserve_rows (WfGather *self, gsize n_rows)
{
  self->expected = self->reserved = n_rows;
}

gboolean
wf_gather_add_column (WfGather *self, const char *name, const char *label, GError **error)
{
  WfGatherColumn *column;

  if (self->columns->len == WF_LIMIT_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("%s has more columns than the limit of %d"),
                   self->name, WF_LIMIT_COLUMNS);
      return FALSE;
    }
  column = g_new0 (WfGatherColumn, 1);
  column->name = g_utf8_make_valid (name, -1);
  column->label = label != NULL ? g_utf8_make_valid (label, -1) : NULL;
  g_ptr_array_add (self->columns, column);
  return TRUE;
}

gsize
wf_gather_get_n_columns (WfGather *self)
{
  return self->columns->len;
}

gboolean
wf_gather_fail_size (WfGather *self, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("%s: %zu rows of %u columns; the limit is %zu cells and the memory of this machine. "
                  "Select rows or columns first"),
               self->name, self->n_rows, self->columns->len, WF_LIMIT_CELLS);
  return FALSE;
}

/* ---- rows ---- */

/* room for n rows instead of the room there is; what is new is missing */
static gboolean
resize_values (double **values, gsize n_rows, gsize n)
{
  double *more = wf_storage_new_values (n);

  if (more == NULL)
    return FALSE;
  if (*values != NULL)
    memcpy (more, *values, n_rows * sizeof (double));
  for (gsize i = *values != NULL ? n_rows : 0; i < n; i++)
    more[i] = NAN;
  free (*values);
  *values = more;
  return TRUE;
}

static gboolean
resize_codes (gint32 **codes, gsize n_rows, gsize n)
{
  gint32 *more = wf_storage_new_codes (n);

  if (more == NULL)
    return FALSE;
  if (*codes != NULL)
    memcpy (more, *codes, n_rows * sizeof (gint32));
  for (gsize i = *codes != NULL ? n_rows : 0; i < n; i++)
    more[i] = -1;
  free (*codes);
  *codes = more;
  return TRUE;
}

static gboolean
resize_cells (const char ***cells, gsize n_rows, gsize n)
{
  const char **more = g_try_renew (const char *, *cells, n);

  if (more == NULL)
    return FALSE;
  for (gsize i = n_rows; i < n; i++)
    more[i] = NULL;
  *cells = more;
  return TRUE;
}

static gboolean
resize (WfGather *self, gsize capacity, GError **error)
{
  for (guint j = 0; j < self->columns->len; j++)
    {
      WfGatherColumn *column = self->columns->pdata[j];

      if ((column->values != NULL && !resize_values (&column->values, self->n_rows, capacity)) ||
          (column->codes != NULL && !resize_codes (&column->codes, self->n_rows, capacity)) ||
          (column->cells != NULL && !resize_cells (&column->cells, self->n_rows, capacity)) ||
          !wf_progress_check (self->progress, NULL))
        return wf_progress_check (self->progress, error) && wf_gather_fail_size (self, error);
    }
  self->capacity = capacity;
  return TRUE;
}

static gboolean
grow (WfGather *self, GError **error)
{
  gsize first = MAX (FIRST_ROWS, MAX (MIN (self->expected, KNOWN_ROWS), self->reserved));
  gsize wanted = self->n_rows == 0 ? first : 2 * self->n_rows;

  if (self->expected > self->n_rows)
    wanted = MIN (wanted, self->expected);
  if (self->n_rows >= WF_LIMIT_CELLS / self->columns->len)
    return wf_gather_fail_size (self, error);
  return resize (self, wanted, error);
}

gboolean
wf_gather_begin_row (WfGather *self, GError **error)
{
  if (self->columns->len == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds no columns"), self->name);
      return FALSE;
    }
  if (self->n_rows % POLL_ROWS == 0 && !wf_progress_check (self->progress, error))
    return FALSE;
  if (self->n_rows == self->capacity && !grow (self, error))
    return FALSE;
  self->n_rows++;
  return TRUE;
}

gboolean
wf_gather_set_number (WfGather *self, gsize at, double value, GError **error)
{
  WfGatherColumn *column = self->columns->pdata[at];

  if (isnan (value))
    return TRUE;
  if (!isfinite (value))
    {
      column->n_infinite++;
      return TRUE;
    }
  if (column->values == NULL && !resize_values (&column->values, 0, self->capacity))
    return wf_gather_fail_size (self, error);
  column->values[self->n_rows - 1] = value;
  column->n_numbers++;
  return TRUE;
}

gboolean
wf_gather_begin_cells (WfGather *self, WfGatherColumn *column)
{
  gsize n = column->levels != NULL ? wf_csv_levels_get_n (column->levels) : 0;
  g_autofree const char **levels = g_new (const char *, n + 1);

  column->cells = wf_storage_new_cells (self->capacity);
  if (column->cells == NULL)
    return FALSE;
  column->texts = g_string_chunk_new (WF_TEXT_BLOCK_BYTES);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = g_utf8_make_valid (wf_csv_levels_get (column->levels, i), -1);

      levels[i] = g_string_chunk_insert (column->texts, text);
    }
  for (gsize i = 0; i < self->n_rows; i++)
    if (column->codes[i] >= 0)
      column->cells[i] = levels[column->codes[i]];
  g_clear_pointer (&column->codes, free);
  return TRUE;
}

static gboolean
add_text (WfGather *self, WfGatherColumn *column, const char *text, gsize length, GError **error)
{
  g_autofree char *valid = NULL;

  if (length > WF_LIMIT_FIELD_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: row %zu of column “%s” is longer than the limit of %d bytes"), self->name,
                   self->n_rows - 1, column->name, WF_LIMIT_FIELD_BYTES);
      return FALSE;
    }
  if (column->cells == NULL)
    {
      if (column->codes == NULL && !resize_codes (&column->codes, 0, self->capacity))
        return wf_gather_fail_size (self, error);
      if (column->levels == NULL)
        column->levels = wf_csv_levels_new ();
      column->codes[self->n_rows - 1] = wf_csv_levels_add (column->levels, text, length);
      if (!wf_csv_levels_is_full (column->levels))
        return TRUE;
      if (!wf_gather_begin_cells (self, column))
        return wf_gather_fail_size (self, error);
    }
  valid = g_utf8_make_valid (text, (gssize) length);
  column->cells[self->n_rows - 1] = g_string_chunk_insert (column->texts, valid);
  return TRUE;
}

/* a whole number that no double holds: in full among the texts, the nearest among the numbers */
static gboolean
set_rounded (WfGather *self, gsize at, const char *text, gsize length, double nearest, GError **error)
{
  WfGatherColumn *column = self->columns->pdata[at];

  if (column->n_rounded++ == 0)
    column->first_rounded = self->n_rows - 1;
  return add_text (self, column, text, length, error) && wf_gather_set_number (self, at, nearest, error);
}

gboolean
wf_gather_set_whole (WfGather *self, gsize at, gint64 value, GError **error)
{
  double nearest = (double) value;
  char text[32];

  if (nearest < 0x1p63 && (gint64) nearest == value)
    return wf_gather_set_number (self, at, nearest, error);
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  return set_rounded (self, at, text, strlen (text), nearest, error);
}

gboolean
wf_gather_set_text (WfGather *self, gsize at, const char *text, gsize length, GError **error)
{
  WfGatherColumn *column = self->columns->pdata[at];

  column->n_texts++;
  return add_text (self, column, text, length, error);
}

gboolean
wf_gather_set_cell (WfGather *self, gsize at, const char *cell, gsize length, GError **error)
{
  double value;

  cell = wf_csv_trim (cell, &length);
  if (wf_csv_is_usual_missing (cell, length))
    return TRUE;
  if (wf_csv_parse_number (cell, '.', &value) != cell + length)
    return wf_gather_set_text (self, at, cell, length, error);
  if (wf_csv_is_rounded (cell, length, value))
    return set_rounded (self, at, cell, length, value, error);
  return wf_gather_set_number (self, at, value, error);
}

void
wf_gather_count_declared (WfGather *self, gsize column)
{
  ((WfGatherColumn *) self->columns->pdata[column])->n_declared++;
}

void
wf_gather_count_binary (WfGather *self, gsize column)
{
  ((WfGatherColumn *) self->columns->pdata[column])->n_binary++;
}

void
wf_gather_add_note (WfGather *self, const char *note)
{
  g_ptr_array_add (self->notes, g_strdup (note));
}

void
wf_gather_name_numbers (WfGather *self, gsize column, GArray *labels)
{
  ((WfGatherColumn *) self->columns->pdata[column])->number_labels = labels;
}

void
wf_gather_name_texts (WfGather *self, gsize column, GHashTable *labels)
{
  ((WfGatherColumn *) self->columns->pdata[column])->text_labels = labels;
}

void
wf_gather_set_calendar (WfGather *self, gsize at, double scale, double offset)
{
  WfGatherColumn *column = self->columns->pdata[at];

  column->scale = scale;
  column->offset = offset;
}

void
wf_gather_set_ordinal (WfGather *self, gsize column)
{
  ((WfGatherColumn *) self->columns->pdata[column])->is_ordinal = TRUE;
}

void
wf_gather_leave_out (WfGather *self, gsize column)
{
  ((WfGatherColumn *) self->columns->pdata[column])->is_left_out = TRUE;
}

static gboolean
settle (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, GError **error)
{
  return wf_progress_check (self->progress, error) &&
         (column->is_left_out || wf_gather_settle (self, column, builder, error));
}

/* A table of nothing but texts of their own is read as far as it can be: a list of names is one, too. */
static WfTable *
keep_something (WfTable *table)
{
  g_autoptr (WfTable) kept = wf_table_ref (table);

  for (gsize i = 0; i < wf_table_get_n_texts (table); i++)
    {
      g_autofree char *types =
          wf_column_types_set ("", NULL, wf_table_get_text_name (table, i), "categorical");
      WfTable *typed = wf_table_with_types (kept, types, NULL);

      if (typed == NULL)
        continue;
      wf_table_unref (kept);
      kept = typed;
    }
  return g_steal_pointer (&kept);
}

WfTable *
wf_gather_end (WfGather *self, GError **error)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (self->n_rows);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) kept = NULL;

  if (self->n_rows == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   self->columns->len == 0 ? _ ("%s holds no columns") : _ ("%s has columns but no rows"),
                   self->name);
      return NULL;
    }
  if (self->capacity - self->n_rows > self->n_rows / SLACK && !resize (self, self->n_rows, error))
    return NULL;
  for (guint i = 0; i < self->notes->len; i++)
    wf_table_builder_add_note (builder, self->notes->pdata[i]);
  for (guint j = 0; j < self->columns->len; j++)
    if (!settle (self, self->columns->pdata[j], builder, error))
      return NULL;
  table = wf_table_builder_end (builder);
  if (wf_table_get_n_columns (table) > 0)
    return g_steal_pointer (&table);
  kept = keep_something (table);
  if (wf_table_get_n_columns (kept) > 0)
    return g_steal_pointer (&kept);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("%s holds only free text: no column has few enough different values; is it a table?"),
               self->name);
  return NULL;
}
