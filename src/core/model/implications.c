/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a graph says of a table before any mechanism is fitted: which variables are independent of which. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/citest/citest.h"
#include "core/model/implications.h"

#define LEVEL 0.05

static int
compare (gconstpointer a, gconstpointer b)
{
  const WfImplication *first = a, *second = b;

  if (first->p_value != second->p_value)
    return first->p_value < second->p_value ? -1 : 1;
  if (first->x != second->x)
    return first->x < second->x ? -1 : 1;
  return first->y < second->y ? -1 : 1;
}

/* The columns of the nodes; NULL with an error. */
static guint *
find_columns (WfTable *table, WfGraph *dag, GError **error)
{
  gsize n = wf_graph_get_n_nodes (dag);
  g_autofree guint *columns = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      gssize column = wf_table_find_column (table, wf_graph_get_name (dag, i));

      if (column < 0)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The table has no column “%s”, which is a variable of the graph"),
                       wf_graph_get_name (dag, i));
          return NULL;
        }
      columns[i] = (guint) column;
    }
  return g_steal_pointer (&columns);
}

/* One node and everything before it that is no parent. */
static void
test_node (WfCiTest *test, WfGraph *dag, const guint *columns, const guint *order, gsize place, GArray *found)
{
  guint node = order[place];
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (dag, node, &n_parents);
  g_autofree guint *given = g_new0 (guint, n_parents + 1);

  for (gsize i = 0; i < n_parents; i++)
    given[i] = columns[parents[i]];
  if (n_parents > wf_ci_test_get_max_given (test))
    return;
  for (gsize i = 0; i < place; i++)
    {
      WfImplication one = { order[i], node, 0.0, FALSE };

      if (wf_graph_is_adjacent (dag, order[i], node))
        continue;
      one.p_value = wf_ci_test_get_p_value (test, columns[order[i]], columns[node], given, n_parents);
      g_array_append_val (found, one);
    }
}

GArray *
wf_graph_test_implications (WfTable *table, WfGraph *dag, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (table != NULL && dag != NULL, NULL);

  gsize n;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &n);
  g_autofree guint *columns = NULL;
  g_autoptr (WfCiTest) test = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (WfImplication));

  if (order == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The graph has a cycle: what it says of independence is not known"));
      return NULL;
    }
  columns = find_columns (table, dag, error);
  test = columns != NULL ? wf_ci_test_new (NULL, table, NULL, 0, progress, error) : NULL;
  if (test == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      test_node (test, dag, columns, order, i, found);
    }
  g_array_sort (found, compare);
  for (guint i = 0; i < found->len; i++)
    {
      WfImplication *one = &g_array_index (found, WfImplication, i);

      if (one->p_value * (double) (found->len - i) > LEVEL)
        break;
      one->is_rejected = TRUE;
    }
  return g_steal_pointer (&found);
}
