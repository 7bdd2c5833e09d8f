/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/csv-private.h"
#include "core/formats/sheet-private.h"

typedef struct
{
  guint column;
  guint length; /* of its text */
} Cell;

struct _WfSheet
{
  char *name;
  gsize n_packed; /* bytes of the file */
  gsize enough;   /* rows; 0 = all */
  GString *text;  /* of all cells, one after another */
  GArray *cells;  /* of Cell, row by row */
  GArray *starts; /* of gsize: the first cell of each row */
  GArray *counts; /* of gsize: the cells of each column */
  gsize n_filled; /* rows with cells */
  gsize n_faults[WF_SHEET_N_FAULTS];
};

WfSheet *
wf_sheet_new (const char *name, gsize n_packed, gsize n_rows)
{
  WfSheet *self = g_new0 (WfSheet, 1);

  self->name = g_strdup (name);
  self->n_packed = n_packed;
  self->enough = n_rows;
  self->text = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->counts = g_array_new (FALSE, TRUE, sizeof (gsize));
  return self;
}

void
wf_sheet_free (WfSheet *self)
{
  g_free (self->name);
  g_string_free (self->text, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->starts);
  g_array_unref (self->counts);
  g_free (self);
}

/* ---- filling ---- */

static gsize
get_start (WfSheet *self, gsize row)
{
  return row < self->starts->len ? g_array_index (self->starts, gsize, row) : self->cells->len;
}

/* a text that many cells share, rows that are repeated and wide rows that are blank take little room in the
 * file */
static gboolean
check_size (WfSheet *self, gsize n_bytes, GError **error)
{
  if (n_bytes > WF_LIMIT_UNPACKED_BYTES)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                 _ ("%s: the sheet needs more than the limit of %zu bytes; split it"), self->name,
                 WF_LIMIT_UNPACKED_BYTES);
  else if (n_bytes > WF_LIMIT_EXPANSION_FREE && n_bytes / WF_LIMIT_EXPANSION > self->n_packed)
    g_set_error (
        error, WF_ERROR, WF_ERROR_TOO_LARGE,
        _ ("%s: the sheet needs more than the limit of %d times the size of the file, as in one made to "
           "exhaust the memory; if you trust it, save the sheet as CSV"),
        self->name, WF_LIMIT_EXPANSION);
  else
    return TRUE;
  return FALSE;
}

gboolean
wf_sheet_begin_row (WfSheet *self, gsize row, GError **error)
{
  if (row < self->starts->len)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("%s: row %zu of the sheet stands behind row %u; save the file anew"), self->name,
                   row + 1, self->starts->len);
      return FALSE;
    }
  if (row >= WF_LIMIT_SHEET_ROWS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: row %zu of the sheet is beyond the limit of %d; split it"), self->name, row + 1,
                   WF_LIMIT_SHEET_ROWS);
      return FALSE;
    }
  while (self->starts->len <= row)
    {
      gsize start = self->cells->len;

      g_array_append_val (self->starts, start);
    }
  return TRUE;
}

gboolean
wf_sheet_add_cell (WfSheet *self, gsize column, const char *text, gsize length, GError **error)
{
  const char *trimmed = wf_csv_trim (text, &length);
  Cell cell = { (guint) column, (guint) length };
  gsize row;

  if (length == 0)
    return TRUE;
  if (self->starts->len == 0 && !wf_sheet_begin_row (self, 0, error))
    return FALSE;
  row = self->starts->len - 1;
  if (self->cells->len > get_start (self, row) &&
      g_array_index (self->cells, Cell, self->cells->len - 1).column >= column)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("%s: row %zu of the sheet has its cells out of order; save the file anew"), self->name,
                   row + 1);
      return FALSE;
    }
  if (column >= WF_LIMIT_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s has %zu columns; the limit is %d. Are rows and columns exchanged?"), self->name,
                   column + 1, WF_LIMIT_COLUMNS);
      return FALSE;
    }
  if (!check_size (self, self->text->len + length + (self->cells->len + 1) * sizeof (Cell), error))
    return FALSE;
  if (column >= self->counts->len)
    g_array_set_size (self->counts, (guint) column + 1);
  g_array_index (self->counts, gsize, column)++;
  self->n_filled += get_start (self, row) == self->cells->len;
  g_array_append_val (self->cells, cell);
  g_string_append_len (self->text, trimmed, (gssize) length);
  return TRUE;
}

gboolean
wf_sheet_repeat_row (WfSheet *self, gsize n, GError **error)
{
  gsize first = get_start (self, self->starts->len - 1);
  gsize n_cells = self->cells->len - first;
  g_autofree Cell *cells = g_memdup2 (&g_array_index (self->cells, Cell, first), n_cells * sizeof (Cell));
  g_autofree char *text = NULL;
  gsize n_bytes = 0;

  for (gsize i = 0; i < n_cells; i++)
    n_bytes += cells[i].length;
  if (self->enough == 0 && !check_size (self, n * (n_bytes + n_cells * sizeof (Cell)), error))
    return FALSE;
  text = g_memdup2 (self->text->str + self->text->len - n_bytes, n_bytes);
  for (gsize i = 1; i < n && !wf_sheet_is_full (self); i++)
    {
      const char *from = text;

      if (!wf_sheet_begin_row (self, self->starts->len, error))
        return FALSE;
      for (gsize j = 0; j < n_cells; from += cells[j++].length)
        if (!wf_sheet_add_cell (self, cells[j].column, from, cells[j].length, error))
          return FALSE;
    }
  return TRUE;
}

void
wf_sheet_count_fault (WfSheet *self, WfSheetFault fault)
{
  self->n_faults[fault]++;
}

/* ---- what is there ---- */

gsize
wf_sheet_get_n_rows (WfSheet *self)
{
  return self->starts->len;
}

gboolean
wf_sheet_is_full (WfSheet *self)
{
  return self->enough > 0 && self->n_filled >= self->enough;
}

static gsize
count_columns (WfSheet *self)
{
  gsize n = 0;

  for (guint j = 0; j < self->counts->len; j++)
    n += g_array_index (self->counts, gsize, j) > 0;
  return n;
}

gboolean
wf_sheet_is_empty (WfSheet *self)
{
  return self->n_filled == 0;
}

gboolean
wf_sheet_is_table (WfSheet *self)
{
  return self->n_filled > 1 && count_columns (self) > 1;
}

gsize
wf_sheet_get_n_faults (WfSheet *self, WfSheetFault fault)
{
  return self->n_faults[fault];
}

/* ---- as text ---- */

/* a cell is one line */
static void
append_cell (GString *text, const char *cell, gsize length)
{
  gboolean is_quoted = FALSE;

  for (gsize i = 0; i < length && !is_quoted; i++)
    is_quoted = cell[i] == ',' || cell[i] == '"';
  if (is_quoted)
    g_string_append_c (text, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (cell[i] == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, (guchar) cell[i] < ' ' ? ' ' : cell[i]);
    }
  if (is_quoted)
    g_string_append_c (text, '"');
}

/* places: of the columns among those that are kept; n_fields: at least so many */
static void
append_row (WfSheet *self, gsize row, const char *cells, const guint *places, gsize n_fields, GString *text)
{
  gsize n_before = 0; /* commas */

  for (gsize i = get_start (self, row); i < get_start (self, row + 1); i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);

      for (; n_before < places[cell->column]; n_before++)
        g_string_append_c (text, ',');
      append_cell (text, cells, cell->length);
      cells += cell->length;
    }
  for (; n_before + 1 < n_fields; n_before++)
    g_string_append_c (text, ',');
  g_string_append_c (text, '\n');
}

static gsize
count_bytes (WfSheet *self, gsize row)
{
  gsize n = 0;

  for (gsize i = get_start (self, row); i < get_start (self, row + 1); i++)
    n += g_array_index (self->cells, Cell, i).length;
  return n;
}

gsize
wf_sheet_find_table (WfSheet *self)
{
  gsize n_columns = count_columns (self);
  gsize second = 0;
  gboolean has_second = FALSE;

  for (gsize row = 0; row < self->starts->len; row++)
    {
      gsize n = get_start (self, row + 1) - get_start (self, row);

      if (2 * n > n_columns)
        return row;
      if (n > 1 && !has_second)
        second = row;
      has_second |= n > 1;
    }
  return second;
}

GBytes *
wf_sheet_to_text (WfSheet *self, GError **error)
{
  gsize n_columns = count_columns (self);
  gsize table = wf_sheet_find_table (self);
  g_autofree guint *places = g_new (guint, self->counts->len + 1);
  const char *cells = self->text->str;
  g_autoptr (GString) text = NULL;

  if (!check_size (self, self->text->len + self->n_filled * n_columns + self->starts->len, error))
    return NULL;
  for (guint j = 0, place = 0; j < self->counts->len; j++)
    {
      places[j] = place;
      place += g_array_index (self->counts, gsize, j) > 0;
    }
  text = g_string_sized_new (self->text->len + self->cells->len + self->starts->len + 1);
  for (gsize row = 0; row < self->starts->len; row++)
    {
      gboolean is_blank = get_start (self, row) == get_start (self, row + 1);

      append_row (self, row, cells, places, row >= table && !is_blank ? n_columns : 0, text);
      cells += count_bytes (self, row);
    }
  return g_string_free_to_bytes (g_steal_pointer (&text));
}
