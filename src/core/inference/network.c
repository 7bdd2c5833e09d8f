/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/error.h"
#include "core/inference/network-private.h"

static void
read_tables (WfNetwork *self)
{
  WfTable *table = wf_model_get_table (self->model);
  WfGraph *graph = wf_model_get_graph (self->model);

  self->sizes = g_new (gsize, self->n_nodes + 1);
  self->scopes = g_new0 (WfScope, self->n_nodes + 1);
  self->tables = g_new0 (const double *, self->n_nodes + 1);
  self->marginals = g_new0 (WfMarginal *, self->n_nodes + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      gsize n_parents;
      guint *scope = wf_graph_list_parents (graph, i, &n_parents);

      scope = g_renew (guint, scope, n_parents + 1);
      scope[n_parents] = i;
      self->scopes[i] = (WfScope){ scope, n_parents + 1 };
      self->sizes[i] = wf_table_get_n_levels (table, i);
      self->tables[i] = wf_model_get_cpt (self->model, i, NULL);
    }
}

/* The tree, unless it is over the budget: a part of the network may still be within. */
static gboolean
compile (WfNetwork *self, WfProgress *progress, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->tree = wf_junction_tree_new (self->scopes, self->n_nodes, self->sizes, self->n_nodes,
                                     &self->n_entries, progress, &local);
  if (self->tree == NULL)
    {
      if (g_error_matches (local, WF_ERROR, WF_ERROR_BUDGET) && self->n_entries > 0.0)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->cliques = g_new (guint, self->n_nodes + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    self->cliques[i] = wf_junction_tree_find_clique (self->tree, &self->scopes[i], NULL);
  return TRUE;
}

WfNetwork *
wf_network_new (WfModel *model, WfProgress *progress, GError **error)
{
  g_autoptr (WfNetwork) self = g_new0 (WfNetwork, 1);

  g_mutex_init (&self->lock);
  self->model = wf_model_ref (model);
  self->n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));
  read_tables (self);
  return compile (self, progress, error) ? g_steal_pointer (&self) : NULL;
}

void
wf_network_free (WfNetwork *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      g_free ((guint *) self->scopes[i].variables);
      g_clear_pointer (&self->marginals[i], wf_marginal_unref);
    }
  g_clear_pointer (&self->tree, wf_junction_tree_free);
  g_mutex_clear (&self->lock);
  g_free (self->sizes);
  g_free (self->scopes);
  g_free (self->tables);
  g_free (self->cliques);
  g_free (self->marginals);
  wf_model_unref (self->model);
  g_free (self);
}

WfMarginal *
wf_network_new_marginal (const WfNetwork *self, guint node, const double *probabilities)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autofree const char **names = g_new0 (const char *, self->sizes[node] + 1);

  for (gsize i = 0; i < self->sizes[node]; i++)
    names[i] = wf_table_get_level (table, node, i);
  return wf_marginal_new_discrete (wf_table_get_name (table, node), names, probabilities, self->sizes[node]);
}

static WfMarginal *
look_up (WfNetwork *self, guint node)
{
  WfMarginal *found;

  g_mutex_lock (&self->lock);
  found = self->marginals[node];
  g_mutex_unlock (&self->lock);
  return found;
}

/* Keeps what is new; the first of two threads wins. */
static void
keep (WfNetwork *self, guint node, const double *probabilities)
{
  g_mutex_lock (&self->lock);
  if (self->marginals[node] == NULL)
    self->marginals[node] = wf_network_new_marginal (self, node, probabilities);
  g_mutex_unlock (&self->lock);
}

/* Computes and keeps the distributions of all nodes, or of one and what comes with it. */
static gboolean
fill (WfNetwork *self, gssize node, WfProgress *progress, GError **error)
{
  g_autofree double **out = g_new0 (double *, self->n_nodes + 1);
  g_autofree double *values = NULL;
  g_auto (WfWorld) world = { 0 };
  gsize n_values = 0, place = 0;

  for (guint i = 0; i < self->n_nodes; i++)
    n_values += self->sizes[i];
  values = g_new (double, n_values + 1);
  /* with a tree one pass gives all of them */
  for (guint i = 0; i < self->n_nodes; place += self->sizes[i++])
    if (self->tree != NULL || node < 0 || (gssize) i == node)
      out[i] = values + place;
  wf_world_init (&world, self);
  if (!wf_world_infer (&world, out, NULL, progress, error))
    return FALSE;
  for (guint i = 0; i < self->n_nodes; i++)
    if (out[i] != NULL)
      keep (self, i, out[i]);
  return TRUE;
}

WfMarginal *
wf_network_get_marginal (WfNetwork *self, guint node, WfProgress *progress, GError **error)
{
  if (look_up (self, node) == NULL && !fill (self, node, progress, error))
    return NULL;
  return look_up (self, node);
}

gboolean
wf_network_fill_marginals (WfNetwork *self, WfProgress *progress, GError **error)
{
  for (guint i = 0; i < self->n_nodes; i++)
    if (look_up (self, i) == NULL)
      return fill (self, -1, progress, error);
  return TRUE;
}
