/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/learnable.h"

static gsize
count_kind (WfTable *table, WfColumnKind kind)
{
  gsize n = 0;

  for (gsize i = 0; i < wf_table_get_n_columns (table); i++)
    n += wf_table_get_kind (table, i) == kind;
  return n;
}

WfTable *
wf_learnable_select (WfTable *table, WfDataKind accepts, char **left_out)
{
  gsize n = wf_table_get_n_columns (table);
  gsize n_continuous = count_kind (table, WF_COLUMN_CONTINUOUS);
  WfColumnKind kind = 2 * n_continuous >= n ? WF_COLUMN_CONTINUOUS : WF_COLUMN_DISCRETE;
  g_autofree gsize *kept = g_new (gsize, n);
  g_autoptr (GString) others = g_string_new (NULL);
  gsize n_kept = 0;

  for (gsize i = 0; i < n; i++)
    if (wf_table_get_kind (table, i) == kind)
      kept[n_kept++] = i;
    else
      g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "", wf_table_get_name (table, i));
  if (accepts & wf_table_get_data_kind (table))
    {
      if (left_out != NULL)
        *left_out = NULL;
      return wf_table_ref (table);
    }
  if (left_out != NULL)
    *left_out = others->len > 0 ? g_string_free (g_steal_pointer (&others), FALSE) : NULL;
  return n_kept == n ? wf_table_ref (table) : wf_table_select (table, kept, n_kept);
}

WfTable *
wf_learnable_select_nodes (WfTable *table, WfGraph *graph)
{
  gsize n = wf_graph_get_n_nodes (graph);
  g_autofree gsize *columns = g_new (gsize, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    {
      gssize column = wf_table_find_column (table, wf_graph_get_name (graph, i));

      g_return_val_if_fail (column >= 0, NULL);
      columns[i] = column;
    }
  return wf_table_select (table, columns, n);
}
