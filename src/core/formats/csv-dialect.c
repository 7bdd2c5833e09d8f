/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How a file is written, from its first records: delimiter, decimal sign, header, which columns hold text. */

#include "config.h"

#include <csv.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/params.h"
#include "core/formats/csv-private.h"

#define SAMPLE_RECORDS 100
#define SAMPLE_CELLS   200000
#define SAMPLE_BYTES   ((gsize) 16 << 20)
#define ENTRY_BYTES    65536 /* libcsv grows a cell by so much, its default of 128 makes long cells slow */

static const char candidates[] = { ',', ';', '\t', '|' };

typedef struct
{
  gsize first[G_N_ELEMENTS (candidates)]; /* in the first record */
  gsize current[G_N_ELEMENTS (candidates)];
  gsize n_agree[G_N_ELEMENTS (candidates)]; /* records with as many as the first */
  gsize n_records;
} Counts;

static void
end_record (Counts *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      if (self->n_records == 0)
        self->first[i] = self->current[i];
      self->n_agree[i] += self->current[i] == self->first[i];
      self->current[i] = 0;
    }
  self->n_records++;
}

static void
count_delimiters (Counts *self, const char *text, gsize length)
{
  gboolean is_quoted = FALSE;
  gboolean is_blank = TRUE;

  for (gsize i = 0; i < length && self->n_records < SAMPLE_RECORDS; i++)
    {
      char c = text[i];

      if (c == '"')
        is_quoted = !is_quoted;
      if (is_quoted)
        continue;
      if (c != '\n' && c != '\r')
        is_blank = FALSE;
      else if (!is_blank)
        {
          end_record (self);
          is_blank = TRUE;
        }
      for (gsize k = 0; k < G_N_ELEMENTS (candidates); k++)
        self->current[k] += c == candidates[k];
    }
  if (!is_blank && length < SAMPLE_BYTES && self->n_records < SAMPLE_RECORDS)
    end_record (self);
}

char
wf_csv_find_delimiter (const char *text, gsize length)
{
  Counts counts = { 0 };
  gssize best = -1;

  count_delimiters (&counts, text, MIN (length, SAMPLE_BYTES));
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (counts.first[i] > 0 &&
        (best < 0 || counts.n_agree[i] > counts.n_agree[best] ||
         (counts.n_agree[i] == counts.n_agree[best] && counts.first[i] > counts.first[best])))
      best = (gssize) i;
  return best < 0 ? '\0' : candidates[best];
}

char *
wf_csv_to_utf8 (const char *text, gsize length, gboolean *is_latin)
{
  char *converted;

  if (g_utf8_validate_len (text, length, NULL))
    return g_strndup (text, length);
  if (memchr (text, '\0', length) == NULL)
    {
      converted = g_convert (text, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
      if (converted == NULL)
        converted = g_convert (text, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
      if (converted != NULL)
        {
          *is_latin = TRUE;
          return converted;
        }
    }
  return g_utf8_make_valid (text, (gssize) length);
}

/* ---- the first records ---- */

typedef struct
{
  GPtrArray *records; /* of GPtrArray of GBytes: a cell may hold a NUL */
  GPtrArray *current;
  gsize n_cells;
  gsize first_end;      /* offset behind the first record */
  gsize first_end_line; /* the line that follows it */
  gsize open_quote;     /* the line of a quote that keeps the first record from ending, or 0 */
} Sample;

static void
sample_field (void *cell, size_t length, void *data)
{
  Sample *self = data;

  if (self->current == NULL)
    self->current = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_add (self->current, g_bytes_new (cell, length));
  self->n_cells++;
}

static void
sample_record (int end, void *data)
{
  Sample *self = data;

  if (self->current == NULL)
    self->current = g_ptr_array_new ();
  g_ptr_array_add (self->records, g_steal_pointer (&self->current));
}

static gsize
find_line_end (const char *text, gsize length, gsize at)
{
  while (at < length && text[at] != '\n' && text[at] != '\r')
    at++;
  if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n')
    return at + 2;
  return MIN (at + 1, length);
}

/* line by line, so that it is known where the first record ends */
static void
read_sample (Sample *self, const char *text, gsize length, char delimiter)
{
  struct csv_parser parser;
  gsize at = 0;
  gsize line = 1;
  gsize quote_line = 0;

  csv_init (&parser, 0);
  csv_set_delim (&parser, (unsigned char) delimiter);
  csv_set_blk_size (&parser, ENTRY_BYTES);
  while (at < length && at < SAMPLE_BYTES && parser.entry_pos <= WF_LIMIT_FIELD_BYTES &&
         self->records->len < SAMPLE_RECORDS && (self->records->len < 2 || self->n_cells < SAMPLE_CELLS))
    {
      gsize end = find_line_end (text, length, at);

      csv_parse (&parser, text + at, end - at, sample_field, sample_record, self);
      if (end == length)
        csv_parse (&parser, "\n", 1, sample_field, sample_record, self); /* the last line may lack it */
      quote_line = !parser.quoted ? 0 : quote_line == 0 ? line : quote_line;
      at = end;
      line++;
      if (self->records->len == 1 && self->first_end == 0)
        {
          self->first_end = at;
          self->first_end_line = line;
        }
    }
  if (self->records->len == 0)
    self->open_quote = quote_line;
  csv_free (&parser);
}

static WfCsvCell
read_sample_cell (const WfCsvDialect *dialect, GPtrArray *record, gsize column)
{
  gsize length;
  const char *cell;
  g_autofree char *copy = NULL;
  double value;

  if (column >= record->len)
    return WF_CSV_MISSING;
  cell = g_bytes_get_data (record->pdata[column], &length);
  copy = g_malloc (length + 1);
  if (length > 0)
    memcpy (copy, cell, length);
  copy[length] = '\0';
  return wf_csv_read_cell (dialect, copy, length, &value);
}

/* ---- decisions ---- */

/* A comma can be the decimal sign only where it doesn't separate fields; it is when more cells are numbers
 * that way. */
static char
find_decimal (WfCsvDialect *self, Sample *sample)
{
  gsize n[2] = { 0 };

  if (self->delimiter == ',')
    return '.';
  for (int k = 0; k < 2; k++)
    {
      self->decimal = k == 0 ? '.' : ',';
      for (guint i = 0; i < sample->records->len; i++)
        {
          GPtrArray *record = sample->records->pdata[i];

          for (guint j = 0; j < record->len; j++)
            n[k] += read_sample_cell (self, record, j) == WF_CSV_NUMBER;
        }
    }
  return n[1] > n[0] ? ',' : '.';
}

/* whether column holds more texts than numbers behind the first skipped records */
static gboolean
is_text_column (WfCsvDialect *self, Sample *sample, guint skipped, gsize column)
{
  gsize n_text = 0;
  gsize n_numbers = 0;

  for (guint i = skipped; i < sample->records->len; i++)
    {
      WfCsvCell cell = read_sample_cell (self, sample->records->pdata[i], column);

      n_text += cell == WF_CSV_TEXT;
      n_numbers += cell == WF_CSV_NUMBER;
    }
  return n_text > n_numbers;
}

/* A header is a first record with a text above numbers, or without any number. */
static gboolean
find_header (WfCsvDialect *self, Sample *sample)
{
  GPtrArray *first = sample->records->pdata[0];
  gboolean has_number = FALSE;

  for (guint j = 0; j < first->len; j++)
    {
      WfCsvCell cell = read_sample_cell (self, first, j);

      if (cell == WF_CSV_TEXT && sample->records->len > 1 && !is_text_column (self, sample, 1, j))
        return TRUE;
      has_number |= cell == WF_CSV_NUMBER;
    }
  return !has_number;
}

static char *
read_name (WfCsvDialect *self, GBytes *cell)
{
  gsize length;
  const char *data = g_bytes_get_data (cell, &length);
  g_autofree char *name = wf_csv_to_utf8 (data == NULL ? "" : data, length, &self->is_latin);
  char *start = name;
  char *end = name + strlen (name);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (start, (gsize) (end - start));
}

/* R's write.table() and its like leave out the name of the first column, that of the row names */
static gboolean
has_unnamed_rows (Sample *sample)
{
  guint n = ((GPtrArray *) sample->records->pdata[0])->len;

  for (guint i = 1; i < sample->records->len; i++)
    {
      GPtrArray *record = sample->records->pdata[i];

      if (record->len != n + 1 || g_bytes_get_size (record->pdata[n]) == 0)
        return FALSE;
    }
  return sample->records->len > 1;
}

static void
find_names (WfCsvDialect *self, Sample *sample)
{
  GPtrArray *first = sample->records->pdata[0];
  gsize n = 0;

  if (self->has_header)
    {
      if (has_unnamed_rows (sample))
        g_ptr_array_add (self->names, g_strdup (""));
      for (guint j = 0; j < first->len; j++)
        g_ptr_array_add (self->names, read_name (self, first->pdata[j]));
      return;
    }
  for (guint i = 0; i < sample->records->len; i++)
    n = MAX (n, ((GPtrArray *) sample->records->pdata[i])->len);
  for (gsize j = 0; j < n; j++)
    g_ptr_array_add (self->names, g_strdup_printf (_ ("column %zu"), j + 1));
}

static void
take_extra_missing (WfCsvDialect *self, const char *markers)
{
  self->extra_missing = g_strsplit_set (markers, ", ", -1);
  self->extra_numbers = g_array_new (FALSE, FALSE, sizeof (double));
  for (char **marker = self->extra_missing; *marker != NULL; marker++)
    {
      double value;
      const char *end = wf_csv_parse_number (*marker, '.', &value);

      if (end != NULL && *end == '\0')
        g_array_append_val (self->extra_numbers, value);
    }
}

static char
choose_delimiter (GVariant *params, const char *text, gsize length)
{
  const char *choice = wf_params_get_choice (params, "delimiter");
  char found;

  if (g_str_equal (choice, "comma"))
    return ',';
  if (g_str_equal (choice, "semicolon"))
    return ';';
  if (g_str_equal (choice, "tab"))
    return '\t';
  if (g_str_equal (choice, "pipe"))
    return '|';
  found = wf_csv_find_delimiter (text, length);
  return found == '\0' ? ',' : found;
}

static void
note (WfCsvDialect *self, const char *text)
{
  g_ptr_array_add (self->notes, g_strdup (text));
}

static void
decide (WfCsvDialect *self, Sample *sample, GVariant *params)
{
  const char *decimal = wf_params_get_choice (params, "decimal");
  const char *header = wf_params_get_choice (params, "header");

  self->decimal = g_str_equal (decimal, "comma")   ? ','
                  : g_str_equal (decimal, "point") ? '.'
                                                   : find_decimal (self, sample);
  if (self->decimal == ',' && g_str_equal (decimal, "auto"))
    note (self, _ ("the comma was read as the decimal sign"));
  self->has_header = g_str_equal (header, "auto") ? find_header (self, sample) : g_str_equal (header, "yes");
  if (!self->has_header && g_str_equal (header, "auto"))
    note (self, _ ("the first line holds numbers, so it was read as data and the columns were numbered"));
  find_names (self, sample);
  self->body = self->has_header ? sample->first_end : 0;
  self->body_line = self->has_header ? sample->first_end_line : 1;
  self->is_text = g_new (gboolean, self->names->len + 1);
  for (guint j = 0; j < self->names->len; j++)
    self->is_text[j] = is_text_column (self, sample, self->has_header ? 1 : 0, j);
}

WfCsvDialect *
wf_csv_dialect_new (const char *text, gsize length, const char *name, GVariant *params, GError **error)
{
  g_autoptr (WfCsvDialect) self = g_new0 (WfCsvDialect, 1);
  Sample sample = { 0 };

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  take_extra_missing (self, wf_params_get_text (params, "missing"));
  self->delimiter = choose_delimiter (params, text, length);
  sample.records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  read_sample (&sample, text, length, self->delimiter);
  if (sample.records->len > 0)
    decide (self, &sample, params);
  else if (sample.open_quote > 0)
    wf_csv_fail_open_quote (name, sample.open_quote, error);
  g_clear_pointer (&sample.current, g_ptr_array_unref);
  g_ptr_array_unref (sample.records);
  if (sample.open_quote > 0)
    return NULL;
  if (self->names->len == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds no columns"), name);
      return NULL;
    }
  if (self->names->len > WF_LIMIT_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s has %u columns; the limit is %d. Are rows and columns exchanged?"), name,
                   self->names->len, WF_LIMIT_COLUMNS);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
wf_csv_dialect_free (WfCsvDialect *self)
{
  g_strfreev (self->extra_missing);
  g_array_unref (self->extra_numbers);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->notes);
  g_free (self->is_text);
  g_free (self);
}
