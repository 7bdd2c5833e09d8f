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
                   g_strdup_printf (_ ("line %" G_GSIZE_FORMAT ": %" G_GSIZE_FORMAT
                                       " fields instead of %" G_GSIZE_FORMAT "; %s"),
                                    chunk->ragged[i].line, chunk->ragged[i].n_fields, self->n_columns,
                                    chunk->ragged[i].n_fields < self->n_columns
                                        ? _ ("the rest is missing")
                                        : _ ("the last ones were left out")));
      n += chunk->n_ragged;
    }
  if (n > n_told)
    take_note (builder, g_strdup_printf (_ ("%" G_GSIZE_FORMAT " more lines have another number of fields"),
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
    take_note (builder, g_strdup_printf (_ ("line %" G_GSIZE_FORMAT " is empty and was skipped"), first));
  else if (n > 1)
    take_note (builder, g_strdup_printf (_ ("%" G_GSIZE_FORMAT
                                            " empty lines were skipped, the first is line %" G_GSIZE_FORMAT),
                                         n, first));
}

/* "column “d”: 3 cells (the first in line 2) are infinite and count as missing" */
static void
note_fault (WfTableBuilder *builder, const char *column, const WfCsvTally *tally, const char *what)
{
  g_autofree char *count = wf_format_count (tally->n);

  if (tally->n == 1)
    take_note (builder, g_strdup_printf (
                            _ ("column “%s”, line %" G_GSIZE_FORMAT ": the cell %s and counts as missing"),
                            column, tally->line, what));
  else
    take_note (builder, g_strdup_printf (_ ("column “%s”: %s cells, the first in line %" G_GSIZE_FORMAT
                                            ", each %s and counts as missing"),
                                         column, count, tally->line, what));
}

static gsize
note_column (
    WfCsvReading *self, gsize column, const WfCsvPart *total, gboolean is_dropped, WfTableBuilder *builder)
{
  const char *phrases[WF_CSV_N_FAULTS] = {
    [WF_CSV_TEXT] = _ ("is no number"),
    [WF_CSV_INFINITE] = _ ("is infinite"),
    [WF_CSV_OVERFLOW] = _ ("is beyond the range of a double"),
    [WF_CSV_NUL] = _ ("holds a NUL byte"),
  };
  const char *name = self->dialect->names->pdata[column];
  gsize n = 0;

  if (is_dropped)
    {
      take_note (
          builder,
          g_strdup_printf (
              _ ("column “%s” has more than %d different texts, as names or free text have; it was left out"),
              name, WF_LIMIT_LEVELS));
      return 1;
    }
  for (gsize fault = 0; fault < WF_CSV_N_FAULTS; fault++)
    if (total->faults[fault].n > 0)
      {
        note_fault (builder, name, &total->faults[fault], phrases[fault]);
        n++;
      }
  return n;
}

void
wf_csv_add_notes (WfCsvReading *self,
                  const WfCsvPart *totals,
                  const gboolean *is_dropped,
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
      n_told += note_column (self, j, &totals[j], is_dropped[j], builder);
    else
      {
        gboolean has_fault = is_dropped[j];

        for (gsize fault = 0; fault < WF_CSV_N_FAULTS; fault++)
          has_fault |= totals[j].faults[fault].n > 0;
        n_more += has_fault;
      }
  if (n_more > 0)
    take_note (builder,
               g_strdup_printf (
                   _ ("%" G_GSIZE_FORMAT " more columns have cells that count as missing, or were left out"),
                   n_more));
}
