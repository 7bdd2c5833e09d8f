/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/table-pair-private.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"

static gboolean
find_columns (WfTable *const tables[2], const char *name, gsize columns[2], GError **error)
{
  for (gsize t = 0; t < 2; t++)
    {
      gssize column = wf_table_find_column (tables[t], name);
      const char *nearest;

      columns[t] = (gsize) column;
      if (column >= 0)
        continue;
      if (wf_table_fail_text (tables[t], name, error))
        return FALSE;
      nearest = wf_nearest_name (name, wf_table_get_names (tables[t]));
      if (nearest != NULL)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     t == 0
                         ? _ ("The first table has no column “%s”, which the graph has; did you mean “%s”?")
                         : _ ("The second table has no column “%s”, which the graph has; did you mean “%s”?"),
                     name, nearest);
      else
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     t == 0 ? _ ("The first table has no column “%s”, which the graph has")
                            : _ ("The second table has no column “%s”, which the graph has"),
                     name);
      return FALSE;
    }
  return TRUE;
}

/* The levels of a column as numbers; NULL when one is none. n_levels + 1 of them, (transfer full) */
static double *
parse_levels (WfTable *table, gsize column)
{
  gsize n_levels = wf_table_get_n_levels (table, column);
  g_autofree double *numbers = g_new (double, n_levels + 1);

  for (gsize l = 0; l < n_levels; l++)
    {
      const char *level = wf_table_get_level (table, column, l);
      char *end;

      numbers[l] = g_ascii_strtod (level, &end);
      if (end == level || *end != '\0')
        return NULL;
    }
  return g_steal_pointer (&numbers);
}

/* n_rows values at out. FALSE: they aren't numbers */
static gboolean
copy_numbers (WfTable *table, gsize column, double *out)
{
  gsize n_rows;
  const double *values = wf_table_get_values (table, column, &n_rows);
  const gint32 *codes = wf_table_get_codes (table, column, &n_rows);
  g_autofree double *numbers = values == NULL ? parse_levels (table, column) : NULL;

  if (values == NULL && numbers == NULL)
    return FALSE;
  for (gsize i = 0; i < wf_table_get_n_rows (table); i++)
    if (values != NULL)
      out[i] = values[i];
    else
      out[i] = codes[i] >= 0 ? numbers[codes[i]] : NAN;
  return TRUE;
}

static gboolean
add_numbers (WfTableBuilder *builder,
             WfTable *const tables[2],
             const gsize columns[2],
             const char *name,
             GError **error)
{
  gsize n_first = wf_table_get_n_rows (tables[0]), n_rows = n_first + wf_table_get_n_rows (tables[1]);
  g_autofree double *values = g_try_new (double, n_rows + 1);

  if (values == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("There is no memory for %zu rows of two tables"),
                   n_rows);
      return FALSE;
    }
  for (gsize t = 0; t < 2; t++)
    if (!copy_numbers (tables[t], columns[t], values + t * n_first))
      {
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("“%s” holds numbers in one table and other levels in the other; correct the table, or read "
               "both as levels (--discrete)"),
            name);
        return FALSE;
      }
  wf_table_builder_add_continuous (builder, name, values, n_rows);
  return TRUE;
}

/* Levels of the first table in their order, then those that only the second has. */
static gboolean
add_levels (WfTableBuilder *builder,
            WfTable *const tables[2],
            const gsize columns[2],
            const char *name,
            GError **error)
{
  gsize n_first = wf_table_get_n_rows (tables[0]), n_rows = n_first + wf_table_get_n_rows (tables[1]);
  g_autofree gint32 *codes = g_try_new (gint32, n_rows + 1);
  g_autoptr (GPtrArray) levels = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize t = 0; t < 2 && codes != NULL; t++)
    {
      gsize n_levels = wf_table_get_n_levels (tables[t], columns[t]), n;
      const gint32 *from = wf_table_get_codes (tables[t], columns[t], &n);
      g_autofree gint32 *place = g_new (gint32, n_levels + 1);

      for (gsize l = 0; l < n_levels; l++)
        {
          gpointer level = (gpointer) wf_table_get_level (tables[t], columns[t], l), found;

          if (!g_hash_table_lookup_extended (places, level, NULL, &found))
            {
              found = GUINT_TO_POINTER (levels->len);
              g_hash_table_insert (places, level, found);
              g_ptr_array_add (levels, level);
            }
          place[l] = (gint32) GPOINTER_TO_UINT (found);
        }
      for (gsize i = 0; i < n; i++)
        codes[t * n_first + i] = from[i] >= 0 ? place[from[i]] : -1;
    }
  if (codes == NULL || levels->len > WF_LIMIT_LEVELS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("“%s” has %u levels in the two tables together, over the limit of %d"), name,
                   levels->len, WF_LIMIT_LEVELS);
      return FALSE;
    }
  g_ptr_array_add (levels, NULL);
  wf_table_builder_add_discrete (builder, name, codes, n_rows, (const char *const *) levels->pdata);
  return TRUE;
}

WfTable *
wf_table_pair_stack (WfTable *first, WfTable *second, const char *const *names, GError **error)
{
  WfTable *const tables[2] = { first, second };
  g_autoptr (WfTableBuilder) builder =
      wf_table_builder_new (wf_table_get_n_rows (first) + wf_table_get_n_rows (second));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gsize columns[2];
      gboolean are_levels = TRUE;

      if (!find_columns (tables, names[i], columns, error))
        return NULL;
      for (gsize t = 0; t < 2; t++)
        are_levels = are_levels && wf_table_get_kind (tables[t], columns[t]) == WF_COLUMN_DISCRETE;
      if (are_levels ? !add_levels (builder, tables, columns, names[i], error)
                     : !add_numbers (builder, tables, columns, names[i], error))
        return NULL;
    }
  return wf_table_builder_end (builder);
}
