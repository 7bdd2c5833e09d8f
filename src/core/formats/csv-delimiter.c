/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What stands between the fields, around them, and before a comment: every candidate splits the first
 * records, the one that splits them alike and into numbers wins. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/formats/csv-private.h"

#define SAMPLE_RECORDS 100
#define SAMPLE_BYTES   ((gsize) 16 << 20)
#define LINES_BYTES    ((gsize) 1 << 20) /* enough once there are two records */
#define NUMBER_BYTES   63

static const char candidates[] = { ',', ';', '\t', '|' };

typedef struct
{
  const char *text;
  gsize length;
  char delimiter, quote;
  gsize n_records;
  gsize n_fields[SAMPLE_RECORDS];
  gsize n_cells[SAMPLE_RECORDS], n_numbers[SAMPLE_RECORDS]; /* missing ones don't count */
  gsize lines[SAMPLE_RECORDS];                              /* before the record */
  gsize end;                                                /* of what was looked at */
  gsize n_skipped;                                          /* records before the table */
  gsize n_agree;       /* records of the table with as many fields as its first */
  double number_share; /* of the cells behind the first record, which may hold names, unless it is alone */
} Split;

static gboolean
is_number (const char *cell, gsize length, char delimiter)
{
  char copy[NUMBER_BYTES + 1];
  double value;

  if (length > NUMBER_BYTES)
    return FALSE;
  memcpy (copy, cell, length);
  copy[length] = '\0';
  return wf_csv_parse_number (copy, '.', &value) == copy + length ||
         (delimiter != ',' && wf_csv_parse_number (copy, ',', &value) == copy + length);
}

static void
end_field (Split *self, gsize from, gsize to)
{
  gsize length = to - from;
  const char *cell = wf_csv_trim (self->text + from, &length);

  if (length >= 2 && *cell == self->quote && cell[length - 1] == self->quote)
    {
      cell++;
      length -= 2;
    }
  self->n_fields[self->n_records]++;
  if (wf_csv_is_usual_missing (cell, length))
    return;
  self->n_cells[self->n_records]++;
  self->n_numbers[self->n_records] += is_number (cell, length, self->delimiter);
}

/* Some files tell what they are about before their table begins: records that are unlike each other and the
 * rest, which is alike. Where the first is like the rest, or half of them are, what is unlike is a record of
 * the table with a field too many or too few. R leaves out the name of the first column, so that a single
 * first record with one field less is a header. */
static gsize
find_table (const Split *self)
{
  gsize first = self->n_records > 0 ? self->n_records - 1 : 0;
  gsize n_fields = self->n_records > 0 ? self->n_fields[first] : 0;
  gsize n_alike = 0;

  while (first > 0 && self->n_fields[first - 1] == n_fields)
    first--;
  if (n_fields < 2 || self->n_records - first < 3 || first == 0 || self->n_fields[0] == n_fields)
    return 0;
  for (gsize i = 0; i < first; i++)
    n_alike += self->n_fields[i] == n_fields;
  if (2 * n_alike >= first)
    for (first = 0; self->n_fields[first] != n_fields;)
      first++;
  return first > 1 || (self->n_fields[0] == 1 && n_fields > 2) ? first : 0;
}

static void
sum_up (Split *self)
{
  gsize n_cells = 0;
  gsize n_numbers = 0;
  gboolean is_alone;

  self->n_skipped = find_table (self);
  is_alone = self->n_records - self->n_skipped == 1;
  for (gsize i = self->n_skipped; i < self->n_records; i++)
    {
      gboolean is_counted = i > self->n_skipped || is_alone;

      self->n_agree += self->n_fields[i] == self->n_fields[self->n_skipped];
      n_cells += is_counted ? self->n_cells[i] : 0;
      n_numbers += is_counted ? self->n_numbers[i] : 0;
    }
  self->number_share = n_cells > 0 ? (double) n_numbers / (double) n_cells : 0;
}

static gboolean
ends_field (const Split *self, char c)
{
  return self->delimiter == WF_CSV_BLANKS ? c == ' ' || c == '\t' : c == self->delimiter;
}

static gsize
skip_line (const char *text, gsize length, gsize at)
{
  while (at < length && text[at] != '\n' && text[at] != '\r')
    at++;
  return at;
}

/* blanks at the ends of a line part nothing where they are the delimiter */
static gsize
skip_blanks (const Split *self, gsize at)
{
  while (self->delimiter == WF_CSV_BLANKS && at < self->length && ends_field (self, self->text[at]))
    at++;
  return at;
}

/* Returns: where the record ends, at a newline or the end of the text */
static gsize
split_record (Split *self, gsize at)
{
  gsize from = at = skip_blanks (self, at);
  gboolean is_quoted = FALSE;

  for (; at < self->length; at++)
    {
      char c = self->text[at];

      if (self->quote != '\0' && c == self->quote)
        is_quoted = !is_quoted;
      else if (!is_quoted && (c == '\n' || c == '\r'))
        break;
      else if (!is_quoted && ends_field (self, c))
        {
          gsize next = skip_blanks (self, at);

          if (next > at && (next == self->length || self->text[next] == '\n' || self->text[next] == '\r'))
            {
              end_field (self, from, at);
              return next;
            }
          end_field (self, from, at);
          at = MAX (next, at + 1) - 1;
          from = at + 1;
        }
    }
  end_field (self, from, at);
  return at;
}

/* inside quotes */
static gsize
count_newlines (const char *text, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n' || (text[i] == '\r' && i + 1 < length && text[i + 1] != '\n');
  return n;
}

static Split
measure (const char *text, gsize length, char delimiter, char quote, char comment)
{
  Split self = { .text = text, .length = MIN (length, SAMPLE_BYTES), .delimiter = delimiter, .quote = quote };
  gsize line = 0;
  gsize at = 0;

  while (at < self.length && self.n_records < SAMPLE_RECORDS && (self.n_records < 2 || at < LINES_BYTES))
    {
      char c = text[at];

      if (c == '\n' || c == '\r')
        {
          line += c == '\n' || at + 1 == self.length || text[at + 1] != '\n';
          at++;
        }
      else if (comment != '\0' && c == comment)
        at = skip_line (text, self.length, at);
      else
        {
          gsize from = at;

          self.lines[self.n_records] = line;
          at = split_record (&self, at);
          line += count_newlines (text + from, at - from);
          self.n_records += at < self.length || self.length == length;
        }
    }
  self.end = at;
  sum_up (&self);
  return self;
}

/* as measure(), at once where the delimiter isn't there: no record is split. than: of the same text */
static Split
measure_other (const Split *than, gsize length, char delimiter, char comment)
{
  gsize n = MIN (than->end, than->length);
  gboolean is_there = memchr (than->text, delimiter, n) != NULL ||
                      (delimiter == WF_CSV_BLANKS && memchr (than->text, '\t', n) != NULL);

  return is_there ? measure (than->text, length, delimiter, than->quote, comment) : (Split){ 0 };
}

static gsize
count_fields (const Split *self)
{
  return self->n_records > 0 ? self->n_fields[self->n_skipped] : 0;
}

static gboolean
is_candidate (const Split *self)
{
  return count_fields (self) > 1;
}

/* Alike beats unlike, numbers beat texts where both are alike, many fields beat few. */
static gboolean
is_better (const Split *self, const Split *than)
{
  double difference = self->number_share - than->number_share;

  if (!is_candidate (self) || !is_candidate (than))
    return is_candidate (self) && !is_candidate (than);
  if (self->n_agree != than->n_agree)
    return self->n_agree > than->n_agree;
  return fabs (difference) > 0.05 ? difference > 0 : count_fields (self) > count_fields (than);
}

static gboolean
is_whole (const Split *self)
{
  return is_candidate (self) && self->n_agree == self->n_records - self->n_skipped;
}

/* Blanks stand inside texts, too: they part fields only where every record has as many, and most of them are
 * numbers, or nothing else parts the records as well. */
static gboolean
are_blanks_better (const Split *blanks, const Split *best)
{
  if (!is_whole (blanks) || blanks->n_records < 2)
    return FALSE;
  if (is_whole (best))
    return blanks->number_share == 1 && best->number_share < 1;
  return blanks->number_share >= 0.5;
}

/* Another delimiter leaves a doubt where it splits all records alike, too, with as many numbers among them,
 * and leaves out no more lines before them: “1,5;2,5” has more numbers between semicolons than between
 * commas. */
static gboolean
is_rival (const Split *self, const Split *best)
{
  return is_whole (self) && self->n_skipped <= best->n_skipped &&
         self->number_share > best->number_share - 0.05;
}

WfCsvSplit
wf_csv_find_split (const char *text, gsize length, char quote, char comment)
{
  Split splits[G_N_ELEMENTS (candidates)] = { measure (text, length, candidates[0], quote, comment) };
  Split blanks = measure_other (&splits[0], length, WF_CSV_BLANKS, comment);
  Split best;
  gsize chosen = 0;
  gsize n_rivals = 0;
  gboolean is_sure;

  for (gsize i = 1; i < G_N_ELEMENTS (candidates); i++)
    {
      splits[i] = measure_other (&splits[0], length, candidates[i], comment);
      if (is_better (&splits[i], &splits[chosen]))
        chosen = i;
    }
  best = splits[chosen];
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    n_rivals += i != chosen && is_rival (&splits[i], &best);
  is_sure = is_candidate (&best) ? is_whole (&best) && n_rivals == 0 : !is_candidate (&blanks);
  if (are_blanks_better (&blanks, &best))
    {
      is_sure = blanks.number_share == 1 && !is_rival (&best, &blanks);
      best = blanks;
    }
  return (WfCsvSplit){ .delimiter = is_candidate (&best) ? best.delimiter : '\0',
                       .n_records = best.n_records - best.n_skipped,
                       .n_agree = best.n_agree,
                       .n_fields = count_fields (&best),
                       .skip = best.n_records > 0 && best.n_skipped > 0 ? best.lines[best.n_skipped] : 0,
                       .is_sure = is_sure };
}

char
wf_csv_find_comment (const char *text, gsize length)
{
  gsize at = 0;

  while (at < length && (text[at] == '\n' || text[at] == '\r'))
    at++;
  return at < length && (text[at] == '#' || text[at] == '%') ? text[at] : '\0';
}

/* how often a field begins with the sign and another field, or the same, ends with it */
static gsize
count_enclosed (const char *text, gsize length, char quote)
{
  gsize n_open = 0;
  gsize n_closed = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == quote)
      {
        n_open += i == 0 || strchr (",;\t|\n\r ", text[i - 1]) != NULL;
        n_closed += i + 1 == length || strchr (",;\t|\n\r ", text[i + 1]) != NULL;
      }
  return MIN (n_open, n_closed);
}

char
wf_csv_find_quote (const char *text, gsize length)
{
  gsize n = MIN (length, (gsize) 65536);
  gsize n_single = memchr (text, '"', n) == NULL ? count_enclosed (text, n, '\'') : 0;
  gsize n_all = 0;

  for (gsize i = 0; n_single > 0 && i < n; i++)
    n_all += text[i] == '\'';
  return n_single >= 4 && 2 * n_single >= n_all - n_all / 10 ? '\'' : '"';
}
