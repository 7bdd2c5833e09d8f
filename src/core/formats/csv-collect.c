/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where cells go while a chunk is read. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/formats/csv-private.h"
#include "core/table/storage.h"

static void
add_fault (WfCsvPart *part, WfCsvCell fault, gsize line)
{
  if (part->faults[fault].n++ == 0)
    part->faults[fault].line = line;
}

static void
add_number (
    WfCsvReading *self, WfCsvPart *part, gsize column, gsize row, gsize line, const char *cell, gsize length)
{
  double value;
  WfCsvCell kind = wf_csv_read_cell (self->dialect, cell, length, &value);

  if (kind < WF_CSV_N_FAULTS)
    add_fault (part, kind, line);
  self->values[column][row] = kind == WF_CSV_NUMBER || kind == WF_CSV_ROUNDED ? value : NAN;
}

static void
add_time (
    WfCsvReading *self, WfCsvPart *part, gsize column, gsize row, gsize line, const char *cell, gsize length)
{
  double value;
  WfCsvCell kind = wf_csv_read_time (self->dialect, cell, length, &value);

  if (kind < WF_CSV_N_FAULTS)
    add_fault (part, kind, line);
  self->values[column][row] = kind == WF_CSV_NUMBER ? value : NAN;
}

static void
add_level (
    WfCsvReading *self, WfCsvPart *part, gsize column, gsize row, gsize line, const char *cell, gsize length)
{
  gboolean is_missing = wf_csv_is_missing (self->dialect, cell, length);

  if (!is_missing && memchr (cell, '\0', length) != NULL)
    {
      add_fault (part, WF_CSV_NUL, line);
      is_missing = TRUE;
    }
  if (part->levels == NULL)
    part->levels = wf_csv_levels_new ();
  self->codes[column][row] = is_missing ? -1 : wf_csv_levels_add (part->levels, cell, length);
}

/* cells of all columns of a chunk go into one store, in UTF-8 */
static void
add_text (WfCsvReading *self,
          WfCsvChunk *chunk,
          gsize column,
          gsize row,
          gsize line,
          const char *cell,
          gsize length)
{
  g_autofree char *converted = NULL;

  self->cells[column][row] = NULL;
  if (wf_csv_is_missing (self->dialect, cell, length))
    return;
  if (memchr (cell, '\0', length) != NULL)
    {
      add_fault (&chunk->parts[column], WF_CSV_NUL, line);
      return;
    }
  if (self->dialect->encoding == WF_CSV_LATIN1 || !g_utf8_validate_len (cell, length, NULL))
    {
      converted = wf_csv_to_utf8 (self->dialect, cell, length, &chunk->is_latin);
      cell = converted;
      length = strlen (converted);
    }
  if (chunk->texts == NULL)
    chunk->texts = g_string_chunk_new (WF_TEXT_BLOCK_BYTES);
  self->cells[column][row] = g_string_chunk_insert_len (chunk->texts, cell, (gssize) length);
}

void
wf_csv_add_cell (WfCsvReading *self,
                 WfCsvChunk *chunk,
                 gsize column,
                 gsize row,
                 gsize line,
                 const char *cell,
                 gsize length)
{
  WfCsvPart *part = &chunk->parts[column];

  if (length > WF_LIMIT_FIELD_BYTES && chunk->too_long_line == 0)
    chunk->too_long_line = line;
  if (self->modes[column] == WF_CSV_READ_NUMBERS)
    add_number (self, part, column, row, line, cell, length);
  else if (self->modes[column] == WF_CSV_READ_TIMES)
    add_time (self, part, column, row, line, cell, length);
  else if (self->modes[column] == WF_CSV_READ_TEXTS)
    add_text (self, chunk, column, row, line, cell, length);
  else
    add_level (self, part, column, row, line, cell, length);
}

void
wf_csv_fill_row (WfCsvReading *self, gsize column, gsize row)
{
  for (; column < self->n_columns; column++)
    if (self->modes[column] == WF_CSV_READ_NUMBERS || self->modes[column] == WF_CSV_READ_TIMES)
      self->values[column][row] = NAN;
    else if (self->modes[column] == WF_CSV_READ_LEVELS)
      self->codes[column][row] = -1;
    else if (self->modes[column] == WF_CSV_READ_TEXTS)
      self->cells[column][row] = NULL;
}

void
wf_csv_add_ragged (WfCsvChunk *chunk, gsize line, gsize n_fields)
{
  if (chunk->n_ragged < WF_CSV_N_RAGGED)
    {
      chunk->ragged[chunk->n_ragged].line = line;
      chunk->ragged[chunk->n_ragged].n_fields = n_fields;
    }
  chunk->n_ragged++;
}

void
wf_csv_add_blank (WfCsvChunk *chunk, gsize line)
{
  if (chunk->n_blank++ == 0)
    chunk->first_blank = line;
}

/* ---- the levels of all chunks as one list ---- */

typedef struct
{
  char *text; /* UTF-8 */
  gsize chunk;
  gsize code; /* in its chunk */
} Level;

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Level *) a)->text, ((const Level *) b)->text);
}

static void
level_clear (gpointer level)
{
  g_free (((Level *) level)->text);
}

/* every level of every chunk, sorted; NULL when a chunk alone has too many */
static GArray *
gather_levels (WfCsvReading *self, gsize column, gboolean *is_latin)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Level));

  g_array_set_clear_func (all, level_clear);
  for (gsize k = 0; k < self->n_chunks; k++)
    {
      WfCsvLevels *levels = self->chunks[k].parts[column].levels;

      if (levels == NULL)
        continue;
      if (wf_csv_levels_is_full (levels))
        return NULL;
      for (gsize i = 0; i < wf_csv_levels_get_n (levels); i++)
        {
          const char *text = wf_csv_levels_get (levels, i);
          Level level = { wf_csv_to_utf8 (self->dialect, text, strlen (text), is_latin), k, i };

          g_array_append_val (all, level);
        }
    }
  g_array_sort (all, compare_levels);
  return g_steal_pointer (&all);
}

/* rows: those of one chunk; map: its codes -> the merged ones */
static void
map_codes (gint32 *codes, gsize n, const gint32 *map)
{
  for (gsize i = 0; i < n; i++)
    if (codes[i] >= 0)
      codes[i] = map[codes[i]];
}

char **
wf_csv_merge_levels (WfCsvReading *self, gsize column, gboolean *is_latin)
{
  g_autoptr (GArray) all = gather_levels (self, column, is_latin);
  g_autoptr (GPtrArray) levels = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint32 *map = g_new (gint32, self->n_chunks * WF_LIMIT_LEVELS);
  gsize row = 0;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      Level *level = &g_array_index (all, Level, i);

      if (levels->len == 0 || !g_str_equal (levels->pdata[levels->len - 1], level->text))
        g_ptr_array_add (levels, g_strdup (level->text));
      if (levels->len > WF_LIMIT_LEVELS)
        return NULL;
      map[level->chunk * WF_LIMIT_LEVELS + level->code] = (gint32) levels->len - 1;
    }
  for (gsize k = 0; k < self->n_chunks; k++)
    {
      map_codes (self->codes[column] + row, self->chunks[k].n_rows, map + k * WF_LIMIT_LEVELS);
      row += self->chunks[k].n_rows;
    }
  g_ptr_array_add (levels, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&levels), FALSE);
}
