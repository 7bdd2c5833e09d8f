/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The fast way for files without quotes in their body: cut at newlines, every chunk read by one task. */

#include "config.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/formats/csv-private.h"

#define CHUNK_BYTES ((gsize) 1 << 20)
#define MAX_CHUNKS  128
#define MAX_PARTS   1000000 /* chunks x columns */
#define CHECK_BYTES 65536   /* between two looks at the progress */
/* Numbers of many columns are put into their columns several rows at a time: each of those is a place in
 * memory of its own, which costs more than the number. */
#define TILE_ROWS    8
#define TILE_COLUMNS 512

/* ---- cutting and counting ---- */

typedef struct
{
  WfCsvChunk *chunks;
  gsize *n_lines;
  const char *end; /* of the text */
  char quote;
  WfProgress *progress;
  atomic_bool is_odd; /* a quote or a lone carriage return */
} Count;

#define STRIDE 240 /* a whole number of vectors, and a count that fits a byte */

/* bytes as counters and a constant length: the compiler turns the loop into vector code */
static void
count_stride (const char *text, char quote, guint *n_lines, guint *n_quotes, guint *n_returns)
{
  guint8 lines = 0;
  guint8 quotes = 0;
  guint8 returns = 0;

  for (int i = 0; i < STRIDE; i++)
    {
      lines += text[i] == '\n';
      quotes += text[i] == quote;
      returns += text[i] == '\r';
    }
  *n_lines += lines;
  *n_quotes += quotes;
  *n_returns += returns;
}

static void
count_block (const char *from, const char *to, char quote, guint *n_lines, guint *n_quotes, guint *n_returns)
{
  const char *p = from;

  for (; to - p >= STRIDE; p += STRIDE)
    count_stride (p, quote, n_lines, n_quotes, n_returns);
  for (; p < to; p++)
    {
      *n_lines += *p == '\n';
      *n_quotes += *p == quote;
      *n_returns += *p == '\r';
    }
}

/* carriage returns that end a line by themselves, as on old Macs */
static guint
count_lone_returns (const char *from, const char *to, const char *end)
{
  guint n = 0;

  for (const char *p = from; (p = memchr (p, '\r', (gsize) (to - p))) != NULL; p++)
    n += p + 1 == end || p[1] != '\n';
  return n;
}

static void
count_chunk (gsize task, gpointer data)
{
  Count *self = data;
  WfCsvChunk *chunk = &self->chunks[task];
  guint n_lines = 0;
  guint n_quotes = 0;
  guint n_lone = 0;

  for (const char *p = chunk->start; p < chunk->end;)
    {
      const char *to = p + MIN ((gsize) (chunk->end - p), (gsize) CHECK_BYTES);
      guint n_returns = 0;

      if (wf_progress_is_cancelled (self->progress))
        return;
      count_block (p, to, self->quote, &n_lines, &n_quotes, &n_returns);
      if (n_returns > 0)
        n_lone += count_lone_returns (p, to, self->end);
      p = to;
    }
  if ((n_quotes > 0 && self->quote != '\0') || n_lone > 0)
    self->is_odd = TRUE;
  self->n_lines[task] = n_lines + n_lone;
}

static void
cut (WfCsvChunk *chunks, gsize n, const char *text, gsize length, gsize from)
{
  const char *end = text + length;
  const char *start = text + from;

  for (gsize i = 0; i < n; i++)
    {
      const char *aim = text + from + (length - from) / n * (i + 1);
      const char *newline = i + 1 == n || aim >= end ? NULL : memchr (aim, '\n', (gsize) (end - aim));

      chunks[i].start = start;
      start = chunks[i].end = MAX (start, newline == NULL ? end : newline + 1);
    }
}

WfCsvChunk *
wf_csv_split (const char *text,
              gsize length,
              const WfCsvDialect *dialect,
              gsize *n_chunks,
              gsize *n_lines,
              gboolean *is_plain,
              WfProgress *progress,
              GError **error)
{
  gsize n_bytes = length - dialect->body;
  gsize n = CLAMP (n_bytes / CHUNK_BYTES, 1, MIN (MAX_CHUNKS, 1 + MAX_PARTS / dialect->names->len));
  g_autofree WfCsvChunk *chunks = g_new0 (WfCsvChunk, n);
  g_autofree gsize *counts = g_new0 (gsize, n);
  Count count = {
    .chunks = chunks, .n_lines = counts, .end = text + length, .quote = dialect->quote, .progress = progress
  };

  cut (chunks, n, text, length, dialect->body);
  wf_parallel_for (n, 0, count_chunk, &count);
  if (!wf_progress_check (progress, error))
    return NULL;
  *n_lines = 0;
  for (gsize i = 0; i < n; i++)
    {
      chunks[i].first_line = dialect->body_line + *n_lines;
      chunks[i].first_row = *n_lines;
      *n_lines += counts[i];
    }
  *n_lines += 1; /* the last line may lack its newline */
  *n_chunks = n;
  *is_plain = !count.is_odd;
  return g_steal_pointer (&chunks);
}

/* ---- reading ---- */

typedef struct
{
  WfCsvReading *reading;
  WfCsvChunk *chunk;
  gsize row;
  gsize line;
  double *tile; /* TILE_ROWS x columns, row by row: WF_CSV_READ_NUMBERS of the rows from tile_row on; NULL =
                   none */
  gsize tile_row;
} Cursor;

/* where a number of the row goes */
static inline double *
get_place (const Cursor *self, gsize column)
{
  return self->tile != NULL ? &self->tile[(self->row - self->tile_row) * self->reading->n_columns + column]
                            : &self->reading->values[column][self->row];
}

static void
flush_tile (Cursor *self)
{
  WfCsvReading *reading = self->reading;
  gsize n = self->row - self->tile_row;

  for (gsize j = 0; self->tile != NULL && j < reading->n_columns; j++)
    if (reading->modes[j] == WF_CSV_READ_NUMBERS)
      for (gsize i = 0; i < n; i++)
        reading->values[j][self->tile_row + i] = self->tile[i * reading->n_columns + j];
  self->tile_row = self->row;
}

/* the row ends before these columns */
static void
fill_row (Cursor *self, gsize column)
{
  wf_csv_fill_row (self->reading, column, self->row);
  for (; self->tile != NULL && column < self->reading->n_columns; column++)
    *get_place (self, column) = NAN;
}

static inline gboolean
is_field_end (const char *p, char delimiter)
{
  return *p == delimiter || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

static const char *
find_field_end (const char *p, char delimiter)
{
  while (*p != delimiter && *p != '\n')
    p++;
  return *p == '\n' && p[-1] == '\r' ? p - 1 : p;
}

/* Returns: the end of the field that begins at p: a delimiter, a newline, or the carriage return before one
 */
static inline const char *
read_field (Cursor *self, const char *p, gsize column)
{
  WfCsvReading *reading = self->reading;
  const WfCsvDialect *dialect = reading->dialect;
  WfCsvMode mode = reading->modes[column];
  const char *end;
  double value;
  gsize length;

  if (mode == WF_CSV_READ_NUMBERS)
    {
      end = wf_csv_parse_number (p, dialect->decimal, &value);
      if (end != NULL && is_field_end (end, dialect->delimiter) && fabs (value) < 0x1p53 &&
          (dialect->extra_numbers->len == 0 || !wf_csv_is_extra (dialect, value)))
        {
          *get_place (self, column) = value;
          return end;
        }
    }
  end = *p == '\n' ? p : find_field_end (p, dialect->delimiter);
  if (mode != WF_CSV_SKIP)
    {
      length = (gsize) (end - p);
      p = wf_csv_trim (p, &length);
      wf_csv_add_cell (reading, self->chunk, column, self->row, self->line, p, length);
      if (self->tile != NULL && mode == WF_CSV_READ_NUMBERS)
        *get_place (self, column) = reading->values[column][self->row];
    }
  return end;
}

/* fields beyond the last column; an empty one at the end of a line is a delimiter too many and loses nothing
 */
static const char *
skip_extra_fields (Cursor *self, const char *p)
{
  gsize n = self->reading->n_columns;
  gboolean is_lost = FALSE;

  while (*p == self->reading->dialect->delimiter)
    {
      const char *end = find_field_end (p + 1, self->reading->dialect->delimiter);

      is_lost |= end > p + 1;
      p = end;
      n++;
    }
  if (is_lost)
    wf_csv_add_ragged (self->chunk, self->line, n);
  return p;
}

static gboolean
is_blank_line (const char *p, char delimiter)
{
  while (*p == ' ' || (*p == '\t' && delimiter != '\t'))
    p++;
  return *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* Returns: the start of the next line */
static const char *
read_line (Cursor *self, const char *p)
{
  char delimiter = self->reading->dialect->delimiter;
  gsize n_columns = self->reading->n_columns;
  gsize column = 0;

  if (is_blank_line (p, delimiter))
    {
      wf_csv_add_blank (self->chunk, self->line++);
      return (const char *) rawmemchr (p, '\n') + 1;
    }
  if (*p == self->reading->dialect->comment && *p != '\0')
    {
      self->chunk->n_comments++;
      self->line++;
      return (const char *) rawmemchr (p, '\n') + 1;
    }
  p = read_field (self, p, column++);
  while (column < n_columns && *p == delimiter)
    p = read_field (self, p + 1, column++);
  if (column < n_columns)
    {
      wf_csv_add_ragged (self->chunk, self->line, column);
      fill_row (self, column);
    }
  else if (*p == delimiter)
    p = skip_extra_fields (self, p);
  self->row++;
  self->line++;
  if (self->row - self->tile_row == TILE_ROWS)
    flush_tile (self);
  return p + (*p == '\r') + 1;
}

static void
read_lines (Cursor *self, const char *p, const char *end)
{
  const char *check = p;

  while (p < end)
    {
      p = read_line (self, p);
      if (p >= check + CHECK_BYTES)
        {
          wf_progress_advance (self->reading->progress, (gsize) (p - check));
          check = p;
          if (wf_progress_is_cancelled (self->reading->progress))
            return;
        }
    }
}

static void
read_chunk (gsize task, gpointer data)
{
  WfCsvReading *reading = data;
  WfCsvChunk *chunk = &reading->chunks[task];
  g_autofree double *tile =
      reading->n_columns >= TILE_COLUMNS ? g_try_new (double, TILE_ROWS * reading->n_columns) : NULL;
  Cursor cursor = { reading, chunk, chunk->first_row, chunk->first_line, tile, chunk->first_row };
  const char *whole = memrchr (chunk->start, '\n', (gsize) (chunk->end - chunk->start));

  whole = whole == NULL ? chunk->start : whole + 1;
  if (wf_progress_is_cancelled (reading->progress))
    return;
  read_lines (&cursor, chunk->start, whole);
  if (whole < chunk->end)
    {
      /* the last line of the file, given the newline that every reader above relies on */
      gsize length = (gsize) (chunk->end - whole);
      g_autofree char *last = g_malloc (length + 2);

      memcpy (last + 1, whole, length);
      last[0] = last[length + 1] = '\n';
      read_lines (&cursor, last + 1, last + length + 2);
    }
  flush_tile (&cursor);
  chunk->n_rows = cursor.row - chunk->first_row;
}

gboolean
wf_csv_read_plain (WfCsvReading *self, GError **error)
{
  wf_parallel_for (self->n_chunks, 0, read_chunk, self);
  return wf_progress_check (self->progress, error);
}
