/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* P(. | do(d), e): the tables of the nodes that are set are left out of the product (Pearl 2009, 3.2.3),
 * those of others are replaced, levels that are set or observed are put in, and for one node only the
 * ancestors of it and of the evidence count: all others are barren (Shachter 1986). */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/elimination.h"
#include "core/inference/network-private.h"

void
wf_world_init_empty (WfWorld *self, guint n_nodes, const gsize *sizes, guint n_tables)
{
  self->n_nodes = n_nodes;
  self->sizes = sizes;
  self->levels = g_new (gint, n_nodes + 1);
  self->is_observed = g_new0 (gboolean, n_nodes + 1);
  self->n_tables = n_tables;
  self->scopes = g_new0 (WfScope, n_tables + 1);
  self->tables = g_new0 (const double *, n_tables + 1);
  self->owned = g_new0 (gpointer, 2 * n_tables + 1);
  self->tables_of = g_new (guint, n_nodes + 1);
  for (guint i = 0; i < n_nodes; i++)
    {
      self->levels[i] = -1;
      self->tables_of[i] = i;
    }
}

void
wf_world_init (WfWorld *self, WfNetwork *network)
{
  wf_world_init_empty (self, network->n_nodes, network->sizes, network->n_nodes);
  self->network = network;
  memcpy (self->scopes, network->scopes, network->n_nodes * sizeof (WfScope));
  memcpy (self->tables, network->tables, network->n_nodes * sizeof (double *));
}

void
wf_world_clear (WfWorld *self)
{
  for (guint i = 0; i < 2 * self->n_tables; i++)
    g_free (self->owned[i]);
  g_free (self->levels);
  g_free (self->is_observed);
  g_free (self->scopes);
  g_free (self->tables);
  g_free (self->owned);
  g_free (self->tables_of);
}

void
wf_world_observe (WfWorld *self, guint node, guint level)
{
  self->levels[node] = level;
  self->is_observed[node] = TRUE;
}

void
wf_world_set (WfWorld *self, guint node, guint level)
{
  self->levels[node] = level;
  self->is_observed[node] = FALSE;
  self->scopes[self->tables_of[node]] = (WfScope){ NULL, 0 };
  self->tables[self->tables_of[node]] = NULL;
}

void
wf_world_replace (WfWorld *self, guint table, guint *variables, guint n_variables, double *values)
{
  g_free (self->owned[2 * table]);
  g_free (self->owned[2 * table + 1]);
  self->owned[2 * table] = variables;
  self->owned[2 * table + 1] = values;
  self->scopes[table] = (WfScope){ variables, n_variables };
  self->tables[table] = values;
}

/* Marks a node and its ancestors in this world. */
static void
mark_ancestors (const WfWorld *self, guint node, gboolean *is_relevant)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (stack, node);
  while (stack->len > 0)
    {
      guint top = g_array_index (stack, guint, stack->len - 1);
      const WfScope *scope;

      g_array_set_size (stack, stack->len - 1);
      if (is_relevant[top])
        continue;
      is_relevant[top] = TRUE;
      scope = &self->scopes[self->tables_of[top]];
      if (scope->n_variables > 0)
        g_array_append_vals (stack, scope->variables, scope->n_variables);
    }
}

/* What one question is about: the reduced tables of the nodes that count, over the free ones, renumbered. */
typedef struct
{
  GPtrArray *factors;
  guint n_free;
  guint *places; /* n_nodes: of a node among the free ones */
  gsize *sizes;  /* n_free */
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->factors, g_ptr_array_unref);
  g_free (self->places);
  g_free (self->sizes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gboolean
pose (const WfWorld *self, const WfScope *query, Question *out, WfProgress *progress, GError **error)
{
  guint n = self->n_nodes;
  g_autofree gboolean *is_relevant = g_new0 (gboolean, n + 1);
  g_autofree gboolean *is_needed = g_new0 (gboolean, self->n_tables + 1);

  out->factors = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_factor_free);
  out->places = g_new0 (guint, n + 1);
  out->sizes = g_new0 (gsize, n + 1);
  for (guint k = 0; k < query->n_variables; k++)
    mark_ancestors (self, query->variables[k], is_relevant);
  for (guint i = 0; i < n; i++)
    if (self->is_observed[i])
      mark_ancestors (self, i, is_relevant);
  for (guint i = 0; i < n; i++)
    {
      if (!is_relevant[i])
        continue;
      is_needed[self->tables_of[i]] = TRUE;
      if (self->levels[i] >= 0)
        continue;
      out->places[i] = out->n_free;
      out->sizes[out->n_free++] = self->sizes[i];
    }
  for (guint t = 0; t < self->n_tables; t++)
    {
      WfFactor *factor;
      guint *variables;

      if (!is_needed[t] || self->tables[t] == NULL)
        continue;
      factor = wf_factor_new_reduced (&self->scopes[t], self->sizes, self->tables[t], self->levels, progress,
                                      error);
      if (factor == NULL)
        return FALSE;
      g_ptr_array_add (out->factors, factor);
      variables = (guint *) factor->scope.variables;
      for (guint k = 0; k < factor->scope.n_variables; k++)
        variables[k] = out->places[variables[k]];
    }
  return TRUE;
}

/* The free nodes of a query, renumbered. */
static guint *
list_free (const WfWorld *self, const WfScope *query, const Question *question, guint *n)
{
  guint *list = g_new (guint, query->n_variables + 1);

  *n = 0;
  for (guint k = 0; k < query->n_variables; k++)
    if (self->levels[query->variables[k]] < 0)
      list[(*n)++] = question->places[query->variables[k]];
  return list;
}

WfTriangulation *
wf_world_order_joint (const WfWorld *self, const WfScope *query, WfProgress *progress, GError **error)
{
  g_auto (Question) question = { 0 };
  g_autofree guint *list = NULL;
  guint n;

  if (!pose (self, query, &question, progress, error))
    return NULL;
  list = list_free (self, query, &question, &n);
  return wf_eliminate_order (question.factors, question.n_free, question.sizes, &(WfScope){ list, n },
                             progress, error);
}

/* Spreads a table over the free nodes of the query to one over all of them: zero but at the levels put in. */
static void
spread (const WfWorld *self, const WfScope *query, const double *values, double *out)
{
  const gsize *sizes = self->sizes;
  gsize n_entries = (gsize) wf_scope_count_entries (query, sizes), place = 0;

  for (gsize i = 0; i < n_entries; i++)
    {
      gboolean is_possible = TRUE;
      gsize rest = i;

      for (guint k = query->n_variables; k-- > 0; rest /= sizes[query->variables[k]])
        {
          gint level = self->levels[query->variables[k]];

          is_possible &= level < 0 || (gsize) level == rest % sizes[query->variables[k]];
        }
      out[i] = is_possible ? values[place++] : 0.0;
    }
}

gboolean
wf_world_infer_joint (const WfWorld *self,
                      const WfScope *query,
                      const WfTriangulation *order,
                      double *out,
                      WfProgress *progress,
                      GError **error)
{
  g_auto (Question) question = { 0 };
  g_autoptr (WfTriangulation) own = NULL;
  g_autofree guint *list = NULL;
  g_autofree double *values = NULL;
  WfScope free_query;
  guint n;

  if (!pose (self, query, &question, progress, error))
    return FALSE;
  list = list_free (self, query, &question, &n);
  free_query = (WfScope){ list, n };
  if (order == NULL)
    order = own =
        wf_eliminate_order (question.factors, question.n_free, question.sizes, &free_query, progress, error);
  if (order == NULL)
    return FALSE;
  /* the query's own table is among those that the order counts */
  values = order->largest <= WF_LIMIT_TABLE_ENTRIES
               ? g_try_new (double, (gsize) wf_scope_count_entries (&free_query, question.sizes))
               : NULL;
  if (values == NULL)
    {
      wf_set_budget_error (order->largest, error);
      return FALSE;
    }
  if (!wf_eliminate_in_order (question.factors, order, question.sizes, &free_query, values, progress, error))
    return FALSE;
  spread (self, query, values, out);
  return TRUE;
}
