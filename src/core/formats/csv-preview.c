/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was found in the first records, in words, and those records themselves. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/params.h"
#include "core/formats/csv-private.h"
#include "core/table/storage.h"

static const char *
get_cell (const WfCsvDialect *self, guint record, gsize column, gsize *length)
{
  return wf_csv_trim (wf_csv_sample_get_cell (&self->sample, record, column, length), length);
}

static gsize
count_rows (const WfCsvDialect *self)
{
  return self->sample.ends->len - wf_csv_dialect_count_heads (self);
}

/* ---- settings ---- */

static void
add_encoding (WfImport *import, const WfCsvText *text)
{
  static const char *const ids[] = {
    [WF_CSV_UTF8] = "utf-8", [WF_CSV_UTF16] = "utf-16", [WF_CSV_LATIN1] = "latin-1"
  };

  wf_import_add_finding (import, "encoding", ids[text->encoding], TRUE, text->encoding_reason, NULL);
}

static void
add_delimiter (WfImport *import, const WfCsvDialect *self)
{
  const WfCsvSplit *split = &self->split;
  char sign = self->is_squeezed ? WF_CSV_BLANKS : self->delimiter;
  g_autofree char *reason = NULL;

  if (split->delimiter == '\0')
    reason = g_strdup (_ ("nothing parts the lines into fields: one column"));
  else if (split->n_agree == split->n_records)
    reason =
        g_strdup_printf (_ ("%zu fields a line (lines looked at: %zu)"), split->n_fields, split->n_records);
  else
    reason = g_strdup_printf (_ ("%zu fields in %zu of the %zu lines that were looked at"), split->n_fields,
                              split->n_agree, split->n_records);
  wf_import_add_finding (import, "delimiter", wf_csv_name_sign ("delimiter", sign), split->is_sure, reason,
                         NULL);
}

static void
add_signs (WfImport *import, const WfCsvDialect *self)
{
  g_autofree char *skip = g_strdup_printf ("%zu", self->skip);

  wf_import_add_finding (
      import, "skip", skip, TRUE,
      self->skip > 0 ? _ ("the lines before are unlike the table") : _ ("the table begins at once"), NULL);
  wf_import_add_finding (import, "decimal", wf_csv_name_sign ("decimal", self->decimal),
                         self->is_decimal_sure, self->decimal_reason, NULL);
  wf_import_add_finding (import, "header", self->has_header ? "yes" : "no", self->is_header_sure,
                         self->header_reason, NULL);
  wf_import_add_finding (import, "quote", wf_csv_name_sign ("quote", self->quote), TRUE,
                         self->quote == '"' ? _ ("as nearly every file has it")
                                            : _ ("fields are enclosed in single quotes"),
                         NULL);
  wf_import_add_finding (
      import, "comment", wf_csv_name_sign ("comment", self->comment), TRUE,
      self->comment == '\0' ? _ ("the first line is no comment") : _ ("the first line begins with it"), NULL);
}

static gboolean
counts_as_missing (const WfCsvDialect *self, gsize column, const char *cell, gsize length)
{
  double value;

  switch (self->columns[column].mode)
    {
      case WF_CSV_READ_NUMBERS:
        return wf_csv_read_cell (self, cell, length, &value) == WF_CSV_MISSING;
      case WF_CSV_READ_TIMES:
        return wf_csv_read_time (self, cell, length, &value) == WF_CSV_MISSING;
      case WF_CSV_READ_LEVELS:
      case WF_CSV_READ_TEXTS:
      case WF_CSV_SKIP:
      default:
        return wf_csv_is_missing (self, cell, length);
    }
}

/* "empty cells, NA" */
static char *
list_markers (const WfCsvDialect *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = wf_csv_dialect_count_heads (self); i < self->sample.ends->len; i++)
    for (gsize j = 0; j < self->names->len; j++)
      {
        gsize length;
        const char *cell = get_cell (self, i, j, &length);
        char *marker;

        if (self->columns[j].n_missing == 0 || !counts_as_missing (self, j, cell, length))
          continue;
        marker = g_strndup (cell, length);
        if (g_hash_table_add (seen, marker))
          g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "",
                                  length > 0 ? marker : _ ("empty cells"));
      }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_missing (WfImport *import, const WfCsvDialect *self, GVariant *params)
{
  g_autofree char *markers = list_markers (self);
  g_autofree char *reason = *markers != '\0' ? g_strdup_printf (_ ("found in the first rows: %s"), markers)
                                             : g_strdup (_ ("nothing is missing in the first rows"));

  wf_import_add_finding (import, "missing", wf_params_get_text (params, "missing"), TRUE, reason, NULL);
}

/* ---- columns ---- */

gsize
wf_csv_count_texts (const WfCsvDialect *self, gsize column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = wf_csv_dialect_count_heads (self); i < self->sample.ends->len; i++)
    {
      gsize length;
      const char *cell = get_cell (self, i, column, &length);

      if (!counts_as_missing (self, column, cell, length))
        g_hash_table_add (seen, g_strndup (cell, length));
    }
  return g_hash_table_size (seen);
}

/* 0: more than a few, or fractions */
static gsize
count_whole_numbers (const WfCsvDialect *self, gsize column)
{
  gsize n = MIN (count_rows (self), WF_CSV_SAMPLE_RECORDS);
  double distinct[WF_DISTINCT_MAX];
  double values[WF_CSV_SAMPLE_RECORDS];

  for (gsize i = 0; i < n; i++)
    {
      gsize length;
      const char *cell = get_cell (self, (guint) i + wf_csv_dialect_count_heads (self), column, &length);

      if (wf_csv_read_cell (self, cell, length, &values[i]) != WF_CSV_NUMBER)
        values[i] = NAN;
    }
  return wf_values_find_levels (values, n, distinct);
}

/* whether the numbers of the first rows have no fractions */
static gboolean
are_whole (const WfCsvDialect *self, gsize column)
{
  for (gsize i = 0; i < count_rows (self); i++)
    {
      gsize length;
      const char *cell = get_cell (self, (guint) i + wf_csv_dialect_count_heads (self), column, &length);
      double value;

      if (wf_csv_read_cell (self, cell, length, &value) == WF_CSV_NUMBER && value != rint (value))
        return FALSE;
    }
  return TRUE;
}

static WfColumnType
explain_texts (const WfCsvDialect *self, gsize column, char **reason)
{
  gsize n_rows = count_rows (self) - self->columns[column].n_missing;
  gsize n = wf_csv_count_texts (self, column);

  if (wf_csv_is_free_text (n, n_rows))
    {
      *reason = g_strdup (_ ("nearly every row has a text of its own, so it is no variable"));
      return WF_COLUMN_TYPE_TEXT;
    }
  *reason = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%zu text in the first rows", "%zu different texts in the first rows", n),
      n);
  return WF_COLUMN_TYPE_CATEGORICAL;
}

static WfColumnType
explain_numbers (const WfCsvDialect *self, gsize column, char **reason)
{
  const WfCsvColumn *found = &self->columns[column];
  gsize n_levels = found->n_numbers > 0 ? count_whole_numbers (self, column) : 0;

  if (found->n_rounded > 0 && !found->is_asked_number && are_whole (self, column))
    {
      *reason = g_strdup (_ ("whole numbers of more digits than numbers hold here, as identifiers have"));
      return wf_csv_is_free_text (wf_csv_count_texts (self, column), found->n_numbers)
                 ? WF_COLUMN_TYPE_TEXT
                 : WF_COLUMN_TYPE_CATEGORICAL;
    }
  if (n_levels > 0)
    {
      *reason = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu whole number in the first rows",
                                              "%zu different whole numbers in the first rows", n_levels),
                                 n_levels);
      return WF_COLUMN_TYPE_CATEGORICAL;
    }
  if (found->n_numbers == 0)
    *reason = g_strdup (_ ("nothing but missing cells in the first rows"));
  else if (found->n_texts > 0)
    *reason = g_strdup (_ ("most cells are numbers; the texts among them count as missing"));
  else
    *reason = g_strdup (_ ("numbers"));
  return WF_COLUMN_TYPE_CONTINUOUS;
}

static void
add_column (WfImport *import, const WfCsvDialect *self, gsize column)
{
  WfColumnType type = WF_COLUMN_TYPE_TIME;
  g_autofree char *reason = NULL;

  switch (self->columns[column].mode)
    {
      case WF_CSV_READ_NUMBERS:
        type = explain_numbers (self, column, &reason);
        break;
      case WF_CSV_READ_TIMES:
        reason = g_strdup (_ ("dates"));
        break;
      case WF_CSV_READ_LEVELS:
      case WF_CSV_READ_TEXTS:
      case WF_CSV_SKIP:
      default:
        type = explain_texts (self, column, &reason);
        break;
    }
  wf_import_add_column (import, self->names->pdata[column], type, reason);
}

static void
add_rows (WfImport *import, const WfCsvText *text, const WfCsvDialect *self)
{
  gsize n_columns = self->names->len;
  guint first = wf_csv_dialect_count_heads (self);
  guint n = MIN (self->sample.ends->len, first + WF_IMPORT_ROWS);
  gboolean is_latin = FALSE;

  for (guint i = first; i < n; i++)
    for (gsize j = 0; j < n_columns; j++)
      {
        gsize length;
        const char *cell = get_cell (self, i, j, &length);
        gboolean is_missing = counts_as_missing (self, j, cell, length);

        wf_import_take_cell (import, is_missing ? NULL : wf_csv_to_utf8 (self, cell, length, &is_latin));
      }
  if (!text->is_whole || self->sample.has_more || self->sample.ends->len > n)
    wf_import_set_has_more (import);
}

void
wf_csv_preview (WfImport *import, const WfCsvText *text, const WfCsvDialect *dialect, GVariant *params)
{
  add_delimiter (import, dialect);
  add_signs (import, dialect);
  add_missing (import, dialect, params);
  add_encoding (import, text);
  for (guint i = 0; i < dialect->notes->len; i++)
    wf_import_add_note (import, dialect->notes->pdata[i]);
  for (gsize j = 0; j < dialect->names->len; j++)
    add_column (import, dialect, j);
  add_rows (import, text, dialect);
}
