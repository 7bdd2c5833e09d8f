/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From chunks of cells to a table: first every column as it looks in the first records, then those once more
 * as text that turned out to hold text. Few different texts are levels, many are free text. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/formats/csv-private.h"
#include "core/table/storage.h"

typedef struct
{
  WfCsvReading reading;
  gboolean is_plain;
  WfCsvPart *totals; /* one a column, of all chunks */
  gsize *identifiers; /* one a column: the line of the first number beyond 2^53 that made text of it, or 0 */
  gsize *n_levels; /* of numeric columns, 0 = continuous */
  double (*distinct)[WF_DISTINCT_MAX];
  char ***levels;     /* of text columns */
  const WfCsvMode *again; /* what the second pass reads; NULL = there is none yet */
  GPtrArray *storage;     /* of GStringChunk: what cells of free text point to */
  gboolean *is_latin; /* one a column */
  gboolean has_latin; /* among free text */
} Job;

static void
clear_chunks (WfCsvReading *self)
{
  for (gsize k = 0; k < self->n_chunks; k++)
    {
      for (gsize j = 0; self->chunks[k].parts != NULL && j < self->n_columns; j++)
        wf_csv_levels_free (self->chunks[k].parts[j].levels);
      g_clear_pointer (&self->chunks[k].parts, g_free);
      g_clear_pointer (&self->chunks[k].texts, g_string_chunk_free);
    }
}

static void
job_free (Job *self)
{
  WfCsvReading *reading = &self->reading;

  clear_chunks (reading);
  for (gsize j = 0; j < reading->n_columns; j++)
    {
      free (reading->values[j]);
      free (reading->codes[j]);
      g_free (reading->cells[j]);
      g_strfreev (self->levels[j]);
    }
  g_free (reading->chunks);
  g_free (reading->values);
  g_free (reading->codes);
  g_free (reading->cells);
  g_free (reading->modes);
  g_free (self->totals);
  g_free (self->identifiers);
  g_free (self->n_levels);
  g_free (self->distinct);
  g_free (self->levels);
  g_free (self->is_latin);
  g_ptr_array_unref (self->storage);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (const char *name, const char *text, gsize length, const WfCsvDialect *dialect, WfProgress *progress)
{
  Job *self = g_new0 (Job, 1);
  WfCsvReading *reading = &self->reading;
  gsize n = dialect->names->len;

  reading->name = name;
  reading->text = text;
  reading->length = length;
  reading->dialect = dialect;
  reading->n_columns = n;
  reading->progress = progress;
  reading->modes = g_new0 (WfCsvMode, n);
  reading->values = g_new0 (double *, n);
  reading->codes = g_new0 (gint32 *, n);
  reading->cells = g_new0 (const char **, n);
  self->totals = g_new0 (WfCsvPart, n);
  self->identifiers = g_new0 (gsize, n);
  self->n_levels = g_new0 (gsize, n);
  self->distinct = g_malloc0_n (n, sizeof *self->distinct);
  self->levels = g_new0 (char **, n);
  self->is_latin = g_new0 (gboolean, n);
  self->storage = g_ptr_array_new_with_free_func ((GDestroyNotify) g_string_chunk_free);
  return self;
}

static gboolean
holds_values (WfCsvMode mode)
{
  return mode == WF_CSV_READ_NUMBERS || mode == WF_CSV_READ_TIMES;
}

static gboolean
fail_size (WfCsvReading *self, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("%s: %zu lines of %zu columns; the limit is %zu cells and the memory of this machine. "
                  "Select rows or columns first"),
               self->name, self->capacity, self->n_columns, WF_LIMIT_CELLS);
  return FALSE;
}

static gboolean
split (Job *self, GError **error)
{
  WfCsvReading *reading = &self->reading;

  wf_progress_set_stage (reading->progress, _ ("Counting the rows"), 0);
  reading->chunks = wf_csv_split (reading->text, reading->length, reading->dialect, &reading->n_chunks,
                                  &reading->capacity, &self->is_plain, reading->progress, error);
  if (reading->chunks == NULL)
    return FALSE;
  if (reading->dialect->delimiter == reading->dialect->decimal)
    self->is_plain = FALSE;
  if (!self->is_plain)
    {
      reading->n_chunks = 1;
      reading->chunks[0].end = reading->text + reading->length;
    }
  if (reading->capacity > WF_LIMIT_CELLS / reading->n_columns)
    return fail_size (reading, error);
  return TRUE;
}

/* room for every column that is read */
static gboolean
reserve (WfCsvReading *self, GError **error)
{
  for (gsize j = 0; j < self->n_columns; j++)
    {
      if (holds_values (self->modes[j]))
        self->values[j] = wf_storage_new_values (self->capacity);
      else if (self->modes[j] == WF_CSV_READ_LEVELS)
        self->codes[j] = wf_storage_new_codes (self->capacity);
      else if (self->modes[j] == WF_CSV_READ_TEXTS)
        self->cells[j] = wf_storage_new_cells (self->capacity);
      else
        continue;
      if (self->values[j] == NULL && self->codes[j] == NULL && self->cells[j] == NULL)
        return fail_size (self, error);
    }
  for (gsize k = 0; k < self->n_chunks; k++)
    {
      self->chunks[k].parts = g_new0 (WfCsvPart, self->n_columns);
      self->chunks[k].n_ragged = self->chunks[k].n_blank = 0;
    }
  return TRUE;
}

static void
close_gap (gpointer column, gsize size, const WfCsvChunk *chunk, gsize row)
{
  memmove ((char *) column + row * size, (char *) column + chunk->first_row * size, chunk->n_rows * size);
}

/* Lines that were skipped left gaps between the chunks. */
static void
close_gaps (WfCsvReading *self)
{
  gsize row = 0;

  for (gsize k = 0; k < self->n_chunks; k++)
    {
      const WfCsvChunk *chunk = &self->chunks[k];

      for (gsize j = 0; row != chunk->first_row && j < self->n_columns; j++)
        if (holds_values (self->modes[j]))
          close_gap (self->values[j], sizeof (double), chunk, row);
        else if (self->modes[j] == WF_CSV_READ_LEVELS)
          close_gap (self->codes[j], sizeof (gint32), chunk, row);
        else if (self->modes[j] == WF_CSV_READ_TEXTS)
          close_gap (self->cells[j], sizeof (const char *), chunk, row);
      row += chunk->n_rows;
    }
  self->n_rows = row;
}

static gboolean
check_cells (WfCsvReading *self, GError **error)
{
  for (gsize k = 0; k < self->n_chunks; k++)
    if (self->chunks[k].too_long_line > 0)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                     _ ("%s:%zu:1: a cell is longer than the limit of %d bytes"), self->name,
                     self->chunks[k].too_long_line, WF_LIMIT_FIELD_BYTES);
        return FALSE;
      }
  return TRUE;
}

/* the cells of free text stay when the chunks go */
static void
keep_texts (Job *self)
{
  WfCsvReading *reading = &self->reading;

  for (gsize k = 0; k < reading->n_chunks; k++)
    {
      if (reading->chunks[k].texts != NULL)
        g_ptr_array_add (self->storage, g_steal_pointer (&reading->chunks[k].texts));
      self->has_latin |= reading->chunks[k].is_latin;
    }
}

static gboolean
read_pass (Job *self, const char *stage, GError **error)
{
  WfCsvReading *reading = &self->reading;

  wf_progress_set_stage (reading->progress, stage, reading->length);
  if (!reserve (reading, error))
    return FALSE;
  if (!(self->is_plain ? wf_csv_read_plain (reading, error) : wf_csv_read_quoted (reading, error)))
    return FALSE;
  close_gaps (reading);
  keep_texts (self);
  return check_cells (reading, error);
}

static void
sum_faults (Job *self)
{
  WfCsvReading *reading = &self->reading;

  for (gsize k = 0; k < reading->n_chunks; k++)
    for (gsize j = 0; j < reading->n_columns; j++)
      for (gsize fault = 0; fault < WF_CSV_N_FAULTS && reading->modes[j] != WF_CSV_SKIP; fault++)
        {
          const WfCsvTally *part = &reading->chunks[k].parts[j].faults[fault];
          WfCsvTally *total = &self->totals[j].faults[fault];

          if (total->n == 0)
            total->line = part->line;
          total->n += part->n;
        }
}

/* ---- what each column is ---- */

static gsize
count_values (const double *values, gsize n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += !isnan (values[i]);
  return count;
}

static gsize
count_codes (const gint32 *codes, gsize n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += codes[i] >= 0;
  return count;
}

static gboolean
is_asked (const Job *self, gsize j)
{
  return self->reading.dialect->columns[j].is_asked;
}

static gsize
count_cells (const char *const *cells, gsize n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += cells[i] != NULL;
  return count;
}

/* is_few_enough: as long as there are at most WF_LIMIT_LEVELS */
static void
make_levels (Job *self, gsize j, gboolean is_few_enough)
{
  WfCsvReading *reading = &self->reading;
  gsize n = reading->n_rows;
  gint32 *codes = NULL;
  g_auto (GStrv) levels = wf_texts_to_levels (reading->cells[j], n, &codes);

  if (levels == NULL ||
      (!is_few_enough && wf_csv_is_free_text (g_strv_length (levels), count_cells (reading->cells[j], n))))
    {
      free (codes);
      return;
    }
  reading->modes[j] = WF_CSV_READ_LEVELS;
  reading->codes[j] = codes;
  self->levels[j] = g_steal_pointer (&levels);
  g_clear_pointer (&reading->cells[j], g_free);
}

/* codes of a numeric column with few distinct integers, levels of a text column */
static void
settle_column (gsize j, gpointer data)
{
  Job *self = data;
  WfCsvReading *reading = &self->reading;
  gsize n = reading->n_rows;

  if (self->again != NULL && self->again[j] == WF_CSV_SKIP)
    return;
  if (reading->modes[j] == WF_CSV_READ_TEXTS && !is_asked (self, j))
    make_levels (self, j, FALSE);
  else if (reading->modes[j] == WF_CSV_READ_LEVELS)
    {
      self->levels[j] = wf_csv_merge_levels (reading, j, &self->is_latin[j]);
      if (self->levels[j] != NULL && !is_asked (self, j) &&
          wf_csv_is_free_text (g_strv_length (self->levels[j]), count_codes (reading->codes[j], n)))
        g_clear_pointer (&self->levels[j], g_strfreev);
    }
  else if (reading->modes[j] == WF_CSV_READ_NUMBERS && !reading->dialect->columns[j].is_asked_number)
    self->n_levels[j] = wf_values_find_levels (reading->values[j], n, self->distinct[j]);
}

/* Whole numbers that a double doesn't hold are identifiers, not amounts, where all others are whole, too. */
static gboolean
is_identifier (Job *self, gsize j)
{
  WfCsvReading *reading = &self->reading;

  return self->totals[j].faults[WF_CSV_ROUNDED].n > 0 && !reading->dialect->columns[j].is_asked_number &&
         (is_asked (self, j) || wf_values_are_whole (reading->values[j], reading->n_rows));
}

/* A few integers with a text among them are levels; other numbers stay numbers unless most cells are texts.
 */
static gboolean
is_text_after_all (Job *self, gsize j)
{
  WfCsvReading *reading = &self->reading;
  gsize n_texts = self->totals[j].faults[WF_CSV_TEXT].n;

  if (reading->modes[j] == WF_CSV_READ_LEVELS)
    return self->levels[j] == NULL;
  if (!holds_values (reading->modes[j]))
    return FALSE;
  if (is_identifier (self, j))
    {
      self->identifiers[j] = self->totals[j].faults[WF_CSV_ROUNDED].line;
      return TRUE;
    }
  if (n_texts == 0 || is_asked (self, j))
    return FALSE;
  return self->n_levels[j] > 0 || count_values (reading->values[j], reading->n_rows) < n_texts;
}

/* modes: what is read in this pass; texts take the place of the numbers, or levels, they were taken for */
static gboolean
choose_texts (Job *self, WfCsvMode *modes)
{
  WfCsvReading *reading = &self->reading;
  gboolean is_needed = FALSE;

  for (gsize j = 0; j < reading->n_columns; j++)
    {
      modes[j] = WF_CSV_SKIP;
      if (!is_text_after_all (self, j))
        continue;
      modes[j] = reading->modes[j] = WF_CSV_READ_TEXTS;
      g_clear_pointer (&reading->values[j], free);
      g_clear_pointer (&reading->codes[j], free);
      memset (&self->totals[j], 0, sizeof self->totals[j]);
      is_needed = TRUE;
    }
  return is_needed;
}

static gboolean
read_texts_again (Job *self, GError **error)
{
  WfCsvReading *reading = &self->reading;
  g_autofree WfCsvMode *texts = g_new (WfCsvMode, reading->n_columns);
  WfCsvMode *modes = reading->modes;
  gboolean is_read;

  if (!choose_texts (self, texts))
    return TRUE;
  clear_chunks (reading);
  reading->modes = texts;
  is_read = read_pass (self, _ ("Reading texts"), error);
  if (is_read)
    sum_faults (self);
  reading->modes = modes;
  if (!is_read)
    return FALSE;
  self->again = texts;
  wf_parallel_for (reading->n_columns, 0, settle_column, self);
  self->again = NULL;
  return TRUE;
}

/* ---- the table ---- */

static gboolean
add_column (Job *self, gsize j, WfTableBuilder *builder, GError **error)
{
  WfCsvReading *reading = &self->reading;
  const char *name = reading->dialect->names->pdata[j];
  gint32 *codes;

  if (reading->modes[j] == WF_CSV_SKIP)
    return TRUE;
  if (reading->modes[j] == WF_CSV_READ_TEXTS)
    wf_table_builder_take_text (builder, name, g_steal_pointer (&reading->cells[j]),
                                g_ptr_array_ref (self->storage));
  else if (reading->modes[j] == WF_CSV_READ_LEVELS)
    wf_table_builder_take_discrete (builder, name, g_steal_pointer (&reading->codes[j]),
                                    g_steal_pointer (&self->levels[j]));
  else if (self->n_levels[j] == 0)
    {
      wf_table_builder_take_continuous (builder, name, g_steal_pointer (&reading->values[j]));
      if (reading->modes[j] == WF_CSV_READ_TIMES)
        wf_table_builder_set_type (builder, WF_COLUMN_TYPE_TIME, TRUE);
    }
  else
    {
      codes = wf_values_to_codes (reading->values[j], reading->n_rows, self->distinct[j], self->n_levels[j]);
      if (codes == NULL)
        return fail_size (reading, error);
      wf_table_builder_take_discrete (builder, name, codes,
                                      wf_values_to_levels (self->distinct[j], self->n_levels[j]));
    }
  return TRUE;
}

/* what is text because somebody said so may be a variable yet, or is asked not to be one */
static gboolean
is_free_text (const Job *self, gsize j)
{
  return self->reading.modes[j] == WF_CSV_READ_TEXTS && !is_asked (self, j);
}

/* A table of nothing but texts of their own is read as far as it can be: a list of names is one, too. */
static void
keep_something (Job *self)
{
  for (gsize j = 0; j < self->reading.n_columns; j++)
    if (!is_free_text (self, j))
      return;
  for (gsize j = 0; j < self->reading.n_columns; j++)
    make_levels (self, j, TRUE);
}

static gboolean
check_table (Job *self, GError **error)
{
  WfCsvReading *reading = &self->reading;
  gsize n_kept = 0;

  for (gsize j = 0; j < reading->n_columns; j++)
    n_kept += !is_free_text (self, j) && reading->modes[j] != WF_CSV_SKIP;
  if (reading->n_rows > 0 && n_kept > 0)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               reading->n_rows == 0
                   ? _ ("%s has a line of names but no rows of data")
                   : _ ("%s holds only free text: no column has few enough different values; is it a table?"),
               reading->name);
  return FALSE;
}

static WfTable *
make_table (Job *self, GError **error)
{
  WfCsvReading *reading = &self->reading;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (reading->n_rows);
  g_autoptr (WfTable) table = NULL;
  gboolean is_latin = reading->dialect->is_latin || self->has_latin;

  for (gsize j = 0; j < reading->n_columns; j++)
    {
      if (!wf_progress_check (reading->progress, error) || !add_column (self, j, builder, error))
        return NULL;
      is_latin |= self->is_latin[j];
    }
  if (is_latin)
    wf_table_builder_add_note (builder, _ ("the file is not UTF-8; its texts were read as Windows-1252"));
  wf_csv_add_notes (reading, self->totals, self->identifiers, builder);
  table = wf_table_builder_end (builder);
  if (reading->dialect->rules->len == 0)
    return g_steal_pointer (&table);
  return wf_type_rules_apply (reading->dialect->rules, table, error);
}

WfTable *
wf_csv_read_table (const char *name,
                   const char *text,
                   gsize length,
                   const WfCsvDialect *dialect,
                   WfProgress *progress,
                   GError **error)
{
  g_autoptr (Job) self = job_new (name, text, length, dialect, progress);
  WfCsvReading *reading = &self->reading;

  for (gsize j = 0; j < reading->n_columns; j++)
    reading->modes[j] = dialect->columns[j].mode;
  if (!split (self, error) || !read_pass (self, _ ("Reading the table"), error))
    return NULL;
  sum_faults (self);
  wf_parallel_for (reading->n_columns, 0, settle_column, self);
  if (!wf_progress_check (progress, error) || !read_texts_again (self, error))
    return NULL;
  keep_something (self);
  if (!check_table (self, error))
    return NULL;
  return make_table (self, error);
}
