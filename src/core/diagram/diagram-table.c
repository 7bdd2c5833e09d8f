/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/diagram/comb.h"
#include "core/diagram/diagram-private.h"

static gboolean
find_column (WfTable *table, const char *name, gsize *column, GError **error)
{
  gssize found = wf_table_find_column (table, name);

  if (found < 0 && wf_table_fail_text (table, name, error))
    return FALSE;
  if (found < 0)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The table has no column “%s”"), name);
  else if (wf_table_get_kind (table, (gsize) found) != WF_COLUMN_DISCRETE)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("%s is continuous; a joint table needs states: read it as discrete, or cut it into bins"),
                 name);
  else
    {
      *column = (gsize) found;
      return TRUE;
    }
  return FALSE;
}

/* one object and one wire a column; the sizes' product in *n_entries */
static gboolean
add_columns (WfDiagramBuilder *builder,
             WfTable *table,
             const char *const *names,
             gsize *columns,
             gsize *n_entries,
             GError **error)
{
  double product = 1;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GStrvBuilder) levels = g_strv_builder_new ();
      g_auto (GStrv) list = NULL;

      if (!find_column (table, names[i], &columns[i], error))
        return FALSE;
      for (gsize k = 0; k < wf_table_get_n_levels (table, columns[i]); k++)
        g_strv_builder_add (levels, wf_table_get_level (table, columns[i], k));
      list = g_strv_builder_end (levels);
      product *= g_strv_length (list);
      wf_diagram_builder_add_wire (
          builder, wf_diagram_builder_add_object (builder, names[i], (const char *const *) list));
      wf_diagram_builder_add_output (builder, (guint) i);
    }
  if (product > WF_LIMIT_JOINT_ENTRIES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("A joint table of these columns has %.3g entries, more than %d "
                      "(WF_LIMIT_JOINT_ENTRIES); leave some out"),
                   product, WF_LIMIT_JOINT_ENTRIES);
      return FALSE;
    }
  *n_entries = (gsize) product;
  return TRUE;
}

/* how many rows, by their weights, have each combination, the last column fastest; returns their number */
static double
count_rows (WfTable *table, const gsize *columns, gsize n_columns, double *counts)
{
  g_autofree const gint32 **codes = g_new (const gint32 *, n_columns + 1);
  gsize n_rows = wf_table_get_n_rows (table);
  const double *weights = wf_table_get_weights (table, NULL);
  double n_counted = 0;

  for (gsize k = 0; k < n_columns; k++)
    codes[k] = wf_table_get_codes (table, columns[k], &n_rows);
  for (gsize row = 0; row < n_rows; row++)
    {
      gsize place = 0;
      gboolean is_whole = TRUE;

      for (gsize k = 0; k < n_columns && is_whole; k++)
        {
          is_whole = codes[k][row] >= 0;
          place = place * wf_table_get_n_levels (table, columns[k]) + (gsize) MAX (codes[k][row], 0);
        }
      if (!is_whole)
        continue;
      counts[place] += weights != NULL ? weights[row] : 1;
      n_counted += weights != NULL ? weights[row] : 1;
    }
  return n_counted;
}

/**
 * wf_diagram_new_from_table:
 * @table: the data
 * @names: (array zero-terminated=1): discrete columns
 * @smoothing: how many rows are added to each combination of states; 0 = none
 * @error: return location for an error
 *
 * Returns: (transfer full): a diagram of one box, “observed”, that gives the columns, or %NULL with an error
 */
WfDiagram *
wf_diagram_new_from_table (WfTable *table, const char *const *names, double smoothing, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  gsize n_names = g_strv_length ((GStrv) names), n_entries;
  g_autofree gsize *columns = g_new (gsize, n_names + 1);
  g_autofree double *counts = NULL;
  double total, n_rows;
  guint box;

  if (smoothing > 0 && !wf_table_has_counts (table))
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("Smoothing adds rows, and the weights in “%s” are shares of nobody knows how many; give "
             "counts, or leave smoothing out"),
          wf_table_get_weight_name (table));
      return NULL;
    }
  if (!add_columns (builder, table, names, columns, &n_entries, error))
    return NULL;
  counts = g_new0 (double, n_entries);
  n_rows = count_rows (table, columns, n_names, counts);
  if (n_rows == 0)
    {
      g_set_error_literal (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("No row of the table has all of these columns; leave out the ones with many missing values"));
      return NULL;
    }
  total = n_rows + smoothing * (double) n_entries;
  for (gsize i = 0; i < n_entries; i++)
    counts[i] = (counts[i] + smoothing) / total;
  box = wf_diagram_builder_add_box (builder, "observed", NULL, 0,
                                    (const guint *) (gpointer) builder->parts.outputs->data, n_names);
  wf_diagram_builder_set_matrix (builder, box, counts, n_entries);
  return wf_diagram_builder_end (builder, error);
}

/**
 * wf_diagram_list_continuous:
 * @table: a table
 * @graph: a graph
 *
 * Returns: (transfer full): names of the columns that hold numbers and are nodes of the graph, in the order
 * of the table
 */
char **
wf_diagram_list_continuous (WfTable *table, WfGraph *graph)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; i < wf_table_get_n_columns (table); i++)
    if (wf_table_get_kind (table, i) == WF_COLUMN_CONTINUOUS &&
        wf_graph_find_node (graph, wf_table_get_name (table, i)) >= 0)
      g_strv_builder_add (names, wf_table_get_name (table, i));
  return g_strv_builder_end (names);
}

/**
 * wf_diagram_describe_bins:
 * @names: (nullable): columns that were cut into bins, %NULL-terminated
 *
 * Returns: (transfer full) (nullable): what to keep in mind, or %NULL when there are none
 */
char *
wf_diagram_describe_bins (const char *const *names)
{
  g_autofree char *joined = names != NULL && *names != NULL ? g_strjoinv (", ", (GStrv) names) : NULL;

  return joined != NULL ? g_strdup_printf (_ ("%s: cut into bins; the answer is about intervals, and other "
                                              "bins can give another one"),
                                           joined)
                        : NULL;
}
