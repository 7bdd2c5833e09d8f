/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/table/prepare.h"

/* The rows with a value of every column that has any. */
static WfTable *
drop_missing (WfTable *table)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize n = wf_table_get_n_rows (table);

  for (gsize j = 0; j < wf_table_get_n_columns (table); j++)
    if (wf_table_get_n_missing (table, j) < n)
      g_array_append_val (columns, j);
  if (columns->len == 0)
    return wf_table_ref (table);
  return wf_table_drop_missing (table, (const gsize *) (gpointer) columns->data, columns->len);
}

WfTable *
wf_table_keep_complete_rows (WfTable *table, gsize min_rows, GStrvBuilder *warnings, GError **error)
{
  g_autoptr (WfTable) complete = drop_missing (table);
  gsize n_rows = wf_table_get_n_rows (table);
  gsize n = wf_table_get_n_rows (complete);

  if (n < min_rows)
    {
      if (n_rows < min_rows)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("The table has too few rows: %zu, and %zu are needed. Open one with more"), n_rows,
                     min_rows);
      else
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("Only %zu of %zu rows have a value in every column; %zu are needed. Leave out the "
                        "columns with most missing values"),
                     n, n_rows, min_rows);
      return NULL;
    }
  if (n < n_rows)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("%zu of %zu rows have a missing value and were left out; this is harmless only when "
             "values are missing by chance"),
          n_rows - n, n_rows);
      g_strv_builder_add (warnings, text);
    }
  return g_steal_pointer (&complete);
}
