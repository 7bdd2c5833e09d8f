/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The first records, through libcsv, line by line, so that it is known where the first one ends. */

#include "config.h"

#include <csv.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/formats/csv-private.h"

#define SAMPLE_CELLS   200000
#define SAMPLE_BYTES   ((gsize) 16 << 20)
#define ENTRY_BYTES    65536 /* libcsv grows a cell by so much, its default of 128 makes long cells slow */

static void
take_field (void *cell, size_t length, void *data)
{
  WfCsvSample *self = data;

  g_array_append_val (self->cells, self->text->len);
  if (length > 0)
    g_string_append_len (self->text, cell, (gssize) length);
  g_string_append_c (self->text, '\0'); /* what reads numbers stops there */
}

static void
end_record (int end, void *data)
{
  WfCsvSample *self = data;

  g_array_append_val (self->ends, self->cells->len);
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

static gboolean
is_enough (const WfCsvSample *self, gsize at)
{
  return at - self->start >= SAMPLE_BYTES || self->ends->len >= WF_CSV_SAMPLE_RECORDS ||
         (self->ends->len >= 2 && self->cells->len >= SAMPLE_CELLS);
}

void
wf_csv_sample_init (
    WfCsvSample *self, const char *text, gsize length, gsize skip, char delimiter, char quote, char comment)
{
  struct csv_parser parser;
  gsize at = 0;
  gsize line = 1;

  for (; line <= skip && at < length; line++)
    at = find_line_end (text, length, at);
  *self = (WfCsvSample){ .start = at,
                         .text = g_string_new (NULL),
                         .cells = g_array_new (FALSE, FALSE, sizeof (gsize)),
                         .ends = g_array_new (FALSE, FALSE, sizeof (guint)) };
  csv_init (&parser, 0);
  csv_set_delim (&parser, (unsigned char) delimiter);
  csv_set_quote (&parser, (unsigned char) quote);
  csv_set_blk_size (&parser, ENTRY_BYTES);
  while (at < length && !is_enough (self, at) && parser.entry_pos <= WF_LIMIT_FIELD_BYTES)
    {
      gsize end = find_line_end (text, length, at);

      if (comment == '\0' || parser.quoted || text[at] != comment)
        csv_parse (&parser, text + at, end - at, take_field, end_record, self);
      if (end == length)
        csv_parse (&parser, "\n", 1, take_field, end_record, self); /* the last line may lack it */
      self->open_quote = !parser.quoted ? 0 : self->open_quote == 0 ? line : self->open_quote;
      at = end;
      line++;
      if (self->ends->len == 1 && self->first_end == 0)
        {
          self->first_end = at;
          self->first_end_line = line;
        }
    }
  if (self->ends->len > 0)
    self->open_quote = 0;
  self->has_more = at < length;
  csv_free (&parser);
}

void
wf_csv_sample_clear (WfCsvSample *self)
{
  if (self->text == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->ends);
}

/* the first cell of the record */
static guint
find_record (const WfCsvSample *self, guint record)
{
  return record > 0 ? g_array_index (self->ends, guint, record - 1) : 0;
}

guint
wf_csv_sample_count_fields (const WfCsvSample *self, guint record)
{
  return g_array_index (self->ends, guint, record) - find_record (self, record);
}

const char *
wf_csv_sample_get_cell (const WfCsvSample *self, guint record, gsize column, gsize *length)
{
  gsize at = find_record (self, record) + column;
  gsize start, end;

  *length = 0;
  if (column >= wf_csv_sample_count_fields (self, record))
    return "";
  start = g_array_index (self->cells, gsize, at);
  end = at + 1 < self->cells->len ? g_array_index (self->cells, gsize, at + 1) : self->text->len;
  *length = end - 1 - start;
  return self->text->str + start;
}
