/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Files with quotes, through libcsv, which owns the rules. Fed line by line, so that every message can name
 * its line. */

#include "config.h"

#include <csv.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/csv-private.h"

#define CHECK_BYTES 65536

typedef struct
{
  WfCsvReading *reading;
  WfCsvChunk *chunk;
  gsize column;
  gsize row;
  gsize line;       /* of the record's start */
  gboolean is_lost; /* a field that is not empty has no column */
  gsize n_records;
} Cursor;

static void
take_field (void *cell, size_t length, void *data)
{
  Cursor *self = data;
  WfCsvReading *reading = self->reading;

  if (self->column >= reading->n_columns)
    self->is_lost |= length > 0;
  else if (reading->modes[self->column] != WF_CSV_SKIP)
    wf_csv_add_cell (reading, self->chunk, self->column, self->row, self->line, cell, length);
  self->column++;
}

static void
end_record (int end, void *data)
{
  Cursor *self = data;

  if (self->column < self->reading->n_columns)
    wf_csv_fill_row (self->reading, self->column, self->row);
  if (self->column < self->reading->n_columns || self->is_lost)
    wf_csv_add_ragged (self->chunk, self->line, self->column);
  self->column = 0;
  self->is_lost = FALSE;
  self->row++;
  self->n_records++;
}

static gsize
find_line_length (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && text[n] != '\n' && text[n] != '\r')
    n++;
  if (n + 1 < length && text[n] == '\r' && text[n + 1] == '\n')
    return n + 2;
  return MIN (n + 1, length);
}

gboolean
wf_csv_fail_open_quote (const char *name, gsize line, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
               _ ("%s:%zu:1: a quote opened in this line is never closed; close it, or double it "
                  "if it belongs to the text"),
               name, line);
  return FALSE;
}

/* libcsv reserves as it goes and says so when it can't */
static gboolean
fail_memory (WfCsvReading *self, gsize line, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("%s:%zu:1: not enough memory for a cell"), self->name,
               line);
  return FALSE;
}

static gboolean
feed_lines (Cursor *self, struct csv_parser *parser, GError **error)
{
  WfCsvReading *reading = self->reading;
  const char *end = reading->text + reading->length;
  gsize line = reading->dialect->body_line;
  gsize since_check = 0;
  gsize quote_line = line;

  for (const char *p = reading->text + reading->dialect->body; p < end; line++)
    {
      gsize length = find_line_length (p, (gsize) (end - p));
      gsize n_records = self->n_records;
      gboolean was_quoted = parser->quoted;

      if (!was_quoted)
        self->line = line;
      if (!was_quoted && reading->dialect->comment != '\0' && *p == reading->dialect->comment)
        self->chunk->n_comments++;
      else if (csv_parse (parser, p, length, take_field, end_record, self) != length)
        return fail_memory (reading, line, error);
      if (p + length == end)
        csv_parse (parser, "\n", 1, take_field, end_record, self); /* the last line may lack it */
      if (self->n_records == n_records && !parser->quoted && *p != reading->dialect->comment)
        wf_csv_add_blank (self->chunk, line);
      if (parser->quoted && (!was_quoted || self->n_records > n_records))
        quote_line = line;
      if (parser->quoted && parser->entry_pos > WF_LIMIT_FIELD_BYTES)
        return wf_csv_fail_open_quote (reading->name, quote_line, error);
      p += length;
      since_check += length;
      if (since_check >= CHECK_BYTES)
        {
          wf_progress_advance (reading->progress, since_check);
          since_check = 0;
          if (!wf_progress_check (reading->progress, error))
            return FALSE;
        }
    }
  if (parser->quoted)
    return wf_csv_fail_open_quote (reading->name, quote_line, error);
  return TRUE;
}

gboolean
wf_csv_read_quoted (WfCsvReading *self, GError **error)
{
  struct csv_parser parser;
  Cursor cursor = { .reading = self, .chunk = &self->chunks[0] };
  gboolean is_read;

  g_return_val_if_fail (self->n_chunks == 1, FALSE);

  if (csv_init (&parser, CSV_APPEND_NULL) != 0)
    return fail_memory (self, 1, error);
  csv_set_delim (&parser, (unsigned char) self->dialect->delimiter);
  csv_set_quote (&parser, (unsigned char) self->dialect->quote);
  csv_set_blk_size (&parser, 4096);
  is_read = feed_lines (&cursor, &parser, error);
  csv_free (&parser);
  self->chunks[0].n_rows = cursor.row;
  return is_read;
}
