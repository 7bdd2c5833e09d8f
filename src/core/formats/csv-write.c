/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "core/formats/csv-private.h"
#include "core/table/calendar.h"

/* texts that would come back as something else */
static gboolean
needs_quotes (const char *cell)
{
  gsize length = strlen (cell);

  return length == 0 || strpbrk (cell, ",;\t|\"\r\n") != NULL || strchr (" #%'", *cell) != NULL ||
         cell[length - 1] == ' ';
}

/* RFC 4180 */
static void
append_text (GString *text, const char *cell)
{
  if (!needs_quotes (cell))
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *cell);
    }
  g_string_append_c (text, '"');
}

static void
append_cell (
    GString *text, WfTable *table, gsize row, gsize column, const double *values, const gint32 *codes)
{
  gboolean is_missing = values != NULL ? isnan (values[row]) : codes[row] < 0;

  /* an empty line would be no row at all */
  if (is_missing)
    g_string_append (text, wf_table_get_n_columns (table) + wf_table_get_n_texts (table) == 1 ? "NA" : "");
  else if (values != NULL && wf_table_is_calendar (table, column))
    wf_calendar_append (text, values[row]);
  else if (values != NULL)
    wf_append_double (text, values[row]);
  else
    append_text (text, wf_table_get_level (table, column, (gsize) codes[row]));
}

static void
append_field (GString *text,
              WfTable *table,
              const WfTableField *field,
              gsize row,
              const double *const *values,
              const gint32 *const *codes)
{
  const char *cell;

  if (!field->is_text)
    {
      append_cell (text, table, row, field->index, values[field->index], codes[field->index]);
      return;
    }
  cell = wf_table_get_text (table, field->index, row);
  if (cell != NULL)
    append_text (text, cell);
}

void
wf_csv_write (WfTable *table, char delimiter, GString *text)
{
  gsize n_rows = wf_table_get_n_rows (table);
  gsize n_columns = wf_table_get_n_columns (table);
  gsize n_fields;
  g_autofree WfTableField *fields = wf_table_list_fields (table, &n_fields);
  g_autofree const double **values = g_new (const double *, n_columns + 1);
  g_autofree const gint32 **codes = g_new (const gint32 *, n_columns + 1);
  const double *weights = wf_table_get_weights (table, NULL);

  for (gsize j = 0; j < n_columns; j++)
    {
      values[j] = wf_table_get_values (table, j, NULL);
      codes[j] = wf_table_get_codes (table, j, NULL);
    }
  for (gsize j = 0; j < n_fields; j++)
    {
      if (j > 0)
        g_string_append_c (text, delimiter);
      append_text (text, fields[j].is_text ? wf_table_get_text_name (table, fields[j].index)
                                           : wf_table_get_name (table, fields[j].index));
    }
  if (weights != NULL)
    {
      g_string_append_c (text, delimiter);
      append_text (text, wf_table_get_weight_name (table));
    }
  g_string_append_c (text, '\n');
  for (gsize row = 0; row < n_rows; row++)
    {
      for (gsize j = 0; j < n_fields; j++)
        {
          if (j > 0)
            g_string_append_c (text, delimiter);
          append_field (text, table, &fields[j], row, values, codes);
        }
      if (weights != NULL)
        {
          g_string_append_c (text, delimiter);
          wf_append_double (text, weights[row]);
        }
      g_string_append_c (text, '\n');
    }
}
