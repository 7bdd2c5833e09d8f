/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was noticed while reading, in words. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/formats/csv-private.h"

#define N_COLUMN_NOTES 20

static void
take_note (WfTableBuilder *builder, char *note)
{
  wf_table_builder_add_note (builder, note);
  g_free (note);
}

static char *
describe_ragged (gsize line, gsize n_fields, gsize n_columns)
{
  if (n_fields > n_columns)
    return g_strdup_printf (_ ("line %zu: %zu fields instead of %zu; the last ones were left out"), line,
                            n_fields, n_columns);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "line %zu: %zu field instead of %zu; the rest is missing",
                                       "line %zu: %zu fields instead of %zu; the rest is missing", n_fields),
                          line, n_fields, n_columns);
}

static void
note_ragged (WfCsvReading *self, WfTableBuilder *builder)
{
  gsize n_told = 0;
  gsize n = 0;

  for (gsize k = 0; k < self->n_chunks; k++)
    {
      WfCsvChunk *chunk = &self->chunks[k];

      for (gsize i = 0; i < MIN (chunk->n_ragged, WF_CSV_N_RAGGED) && n_told < WF_CSV_N_RAGGED; i++, n_told++)
        take_note (builder,
                   describe_ragged (chunk->ragged[i].line, chunk->ragged[i].n_fields, self->n_columns));
      n += chunk->n_ragged;
    }
  if (n > n_told)
    take_note (builder,
               g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu more line has another number of fields",
                                             "%zu more lines have another number of fields", n - n_told),
                                n - n_told));
}

static void
note_blank (WfCsvReading *self, WfTableBuilder *builder)
{
  gsize first = 0;
  gsize n = 0;

  for (gsize k = 0; k < self->n_chunks; k++)
    {
      if (n == 0)
        first = self->chunks[k].first_blank;
      n += self->chunks[k].n_blank;
    }
  if (n == 1)
    take_note (builder, g_strdup_printf (_ ("line %zu is empty and was skipped"), first));
  else if (n > 1)
    take_note (builder,
               g_strdup_printf (_ ("%zu empty lines were skipped, the first is line %zu"), n, first));
}

static const char *
get_fault_format (WfCsvCell fault, gsize n)
{
  switch (fault)
    {
      case WF_CSV_TEXT:
        return g_dngettext (
            GETTEXT_PACKAGE, "column “%s”: %s cell is no number and counts as missing (line %zu)",
            "column “%s”: %s cells are no numbers and count as missing (the first in line %zu)", n);
      case WF_CSV_INFINITE:
        return g_dngettext (
            GETTEXT_PACKAGE, "column “%s”: %s cell is infinite and counts as missing (line %zu)",
            "column “%s”: %s cells are infinite and count as missing (the first in line %zu)", n);
      case WF_CSV_OVERFLOW:
        return g_dngettext (
            GETTEXT_PACKAGE,
            "column “%s”: %s cell is beyond the range of a double and counts as missing (line %zu)",
            "column “%s”: %s cells are beyond the range of a double and count as missing (the first in line "
            "%zu)",
            n);
      case WF_CSV_ROUNDED:
        return g_dngettext (
            GETTEXT_PACKAGE,
            "column “%s”: %s whole number has more digits than numbers hold here and was rounded (line %zu)",
            "column “%s”: %s whole numbers have more digits than numbers hold here and were rounded (the "
            "first "
            "in line %zu)",
            n);
      case WF_CSV_NUL:
      default:
        return g_dngettext (
            GETTEXT_PACKAGE, "column “%s”: %s cell holds a NUL byte and counts as missing (line %zu)",
            "column “%s”: %s cells hold a NUL byte and count as missing (the first in line %zu)", n);
    }
}

static void
note_fault (WfTableBuilder *builder, const char *column, WfCsvCell fault, const WfCsvTally *tally)
{
  g_autofree char *count = wf_format_count (tally->n);

  take_note (builder, g_strdup_printf (get_fault_format (fault, tally->n), column, count, tally->line));
}

static void
note_identifiers (WfTableBuilder *builder, const char *name, gsize line)
{
  take_note (builder,
             g_strdup_printf (
                 _ ("column “%s” holds whole numbers of more digits than numbers hold here (the first in "
                    "line %zu), so it was read as text; where they are amounts, “continuous” as its type "
                    "rounds them"),
                 name, line));
}

static gsize
note_column (
    WfCsvReading *self, gsize column, const WfCsvPart *total, gsize identifier, WfTableBuilder *builder)
{
  const char *name = self->dialect->names->pdata[column];
  gsize n = 0;

  if (identifier > 0)
    note_identifiers (builder, name, identifier);
  else if (self->modes[column] == WF_CSV_READ_TEXTS && !self->dialect->columns[column].is_asked)
    take_note (builder, g_strdup_printf (_ ("column “%s” has another text in nearly every row, or more "
                                            "than %d, as names or free text have; "
                                            "it stays with the rows but is no variable"),
                                         name, WF_LIMIT_LEVELS));
  n = identifier > 0 || self->modes[column] == WF_CSV_READ_TEXTS;
  for (WfCsvCell fault = 0; fault < WF_CSV_N_FAULTS; fault++)
    if (total->faults[fault].n > 0)
      {
        note_fault (builder, name, fault, &total->faults[fault]);
        n++;
      }
  return n;
}

void
wf_csv_add_notes (WfCsvReading *self,
                  const WfCsvPart *totals,
                  const gsize *identifiers,
                  WfTableBuilder *builder)
{
  gsize n_told = 0;
  gsize n_more = 0;

  for (guint i = 0; i < self->dialect->notes->len; i++)
    wf_table_builder_add_note (builder, self->dialect->notes->pdata[i]);
  note_ragged (self, builder);
  note_blank (self, builder);
  for (gsize j = 0; j < self->n_columns; j++)
    if (n_told < N_COLUMN_NOTES)
      n_told += note_column (self, j, &totals[j], identifiers[j], builder);
    else
      {
        gboolean has_fault = identifiers[j] > 0 || self->modes[j] == WF_CSV_READ_TEXTS;

        for (gsize fault = 0; fault < WF_CSV_N_FAULTS; fault++)
          has_fault |= totals[j].faults[fault].n > 0;
        n_more += has_fault;
      }
  if (n_more > 0)
    take_note (
        builder,
        g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE,
                         "%zu more column has cells that were not read as they stand, or is free text",
                         "%zu more columns have cells that were not read as they stand, or are free text",
                         n_more),
            n_more));
}
