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

typedef struct
{
  WfCsvSample *sample;
  GPtrArray *current; /* the record that is read */
  gsize n_cells;
} Reading;

static void
take_field (void *cell, size_t length, void *data)
{
  Reading *self = data;
  char *copy;

  if (self->current == NULL)
    self->current = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  copy = g_malloc (length + 1);
  if (length > 0)
    memcpy (copy, cell, length);
  copy[length] = '\0'; /* what reads numbers stops there */
  g_ptr_array_add (self->current, g_bytes_new_with_free_func (copy, length, g_free, copy));
  self->n_cells++;
}

static void
end_record (int end, void *data)
{
  Reading *self = data;

  if (self->current == NULL)
    self->current = g_ptr_array_new ();
  g_ptr_array_add (self->sample->records, g_steal_pointer (&self->current));
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
is_enough (const Reading *self, gsize at)
{
  guint n = self->sample->records->len;

  return at - self->sample->start >= SAMPLE_BYTES || n >= WF_CSV_SAMPLE_RECORDS ||
         (n >= 2 && self->n_cells >= SAMPLE_CELLS);
}

void
wf_csv_sample_init (
    WfCsvSample *self, const char *text, gsize length, gsize skip, char delimiter, char quote, char comment)
{
  Reading reading = { .sample = self };
  struct csv_parser parser;
  gsize at = 0;
  gsize line = 1;

  for (; line <= skip && at < length; line++)
    at = find_line_end (text, length, at);
  *self = (WfCsvSample){ .start = at,
                         .records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref) };
  csv_init (&parser, 0);
  csv_set_delim (&parser, (unsigned char) delimiter);
  csv_set_quote (&parser, (unsigned char) quote);
  csv_set_blk_size (&parser, ENTRY_BYTES);
  while (at < length && !is_enough (&reading, at) && parser.entry_pos <= WF_LIMIT_FIELD_BYTES)
    {
      gsize end = find_line_end (text, length, at);

      if (comment == '\0' || parser.quoted || text[at] != comment)
        csv_parse (&parser, text + at, end - at, take_field, end_record, &reading);
      if (end == length)
        csv_parse (&parser, "\n", 1, take_field, end_record, &reading); /* the last line may lack it */
      self->open_quote = !parser.quoted ? 0 : self->open_quote == 0 ? line : self->open_quote;
      at = end;
      line++;
      if (self->records->len == 1 && self->first_end == 0)
        {
          self->first_end = at;
          self->first_end_line = line;
        }
    }
  if (self->records->len > 0)
    self->open_quote = 0;
  self->has_more = at < length;
  csv_free (&parser);
  g_clear_pointer (&reading.current, g_ptr_array_unref);
}

void
wf_csv_sample_clear (WfCsvSample *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
}
