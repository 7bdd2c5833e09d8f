/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a graph says of a table before any mechanism is fitted: which variables are independent of which. */

#include "config.h"

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

/* One node and everything before it that is no parent. The columns of a model are its nodes. */
static void
test_node (WfCiTest *test, WfGraph *dag, const guint *order, gsize place, GArray *found)
{
  guint node = order[place];
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (dag, node, &n_parents);

  if (n_parents > wf_ci_test_get_max_given (test))
    return;
  for (gsize i = 0; i < place; i++)
    {
      WfImplication one = { order[i], node, 0.0, FALSE };

      if (wf_graph_is_adjacent (dag, order[i], node))
        continue;
      one.p_value = wf_ci_test_get_p_value (test, order[i], node, parents, n_parents);
      g_array_append_val (found, one);
    }
}

GArray *
wf_model_test_implications (WfModel *self, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  WfGraph *dag = wf_model_get_graph (self);
  gsize n;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &n);
  g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, wf_model_get_table (self), NULL, 0, progress, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (WfImplication));

  if (test == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      test_node (test, dag, order, i, found);
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
