/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* All marginals of a world at once: by the tree of its network, by one of its own, or node by node, whichever
 * is within the budget and costs least. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/inference/network-private.h"

/* entries from which a few eliminations may cost less: their orders alone take milliseconds */
#define LARGE_TREE (1 << 19)
/* what one variable of an elimination costs beside its tables, in entries of a tree */
#define NODE_COST 150.0

/* Every table and the clique of the tree it goes into; FALSE when one fits nowhere. */
static gboolean
place_tables (const WfWorld *self, const WfJunctionTree *tree, WfPotential *potentials, gsize *n)
{
  const WfNetwork *network = self->network;

  *n = 0;
  for (guint t = 0; t < self->n_tables; t++)
    {
      gssize clique;

      if (self->tables[t] == NULL)
        continue;
      if (network != NULL && tree == network->tree && self->tables[t] == network->tables[t])
        clique = network->cliques[t];
      else
        clique = wf_junction_tree_find_clique (tree, &self->scopes[t], self->levels);
      if (clique < 0)
        return FALSE;
      potentials[(*n)++] = (WfPotential){ self->scopes[t], self->tables[t], clique };
    }
  return TRUE;
}

/* A tree for this world alone: without the nodes that have a level. NULL without an error: over the budget.
 */
static WfJunctionTree *
compile (const WfWorld *self, double *n_entries, WfProgress *progress, GError **error)
{
  g_autofree WfScope *scopes = g_new0 (WfScope, self->n_tables + 1);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  WfJunctionTree *tree;

  for (guint t = 0; t < self->n_tables; t++)
    {
      guint *list = g_new (guint, self->scopes[t].n_variables + 1), n = 0;

      g_ptr_array_add (lists, list);
      for (guint k = 0; k < self->scopes[t].n_variables; k++)
        if (self->levels[self->scopes[t].variables[k]] < 0)
          list[n++] = self->scopes[t].variables[k];
      scopes[t] = (WfScope){ list, n };
    }
  *n_entries = 0.0;
  tree =
      wf_junction_tree_new (scopes, self->n_tables, self->sizes, self->n_nodes, n_entries, progress, &local);
  if (tree == NULL && !(g_error_matches (local, WF_ERROR, WF_ERROR_BUDGET) && *n_entries > 0.0))
    g_propagate_error (error, g_steal_pointer (&local));
  return tree;
}

/* How a world is answered. */
typedef struct
{
  WfJunctionTree *tree;     /* NULL = node by node */
  WfJunctionTree *own_tree; /* the same when it isn't the network's */
  WfPotential *potentials;
  gsize n_potentials;
  WfTriangulation *
      *orders; /* n_nodes: of the eliminations; NULL where none is asked for. NULL = with a tree */
  guint n_orders;
  double
      n_entries; /* of the tree, even one over the budget, or of the eliminations' largest tables together */
} Plan;

static void
plan_clear (Plan *self)
{
  for (guint i = 0; i < self->n_orders; i++)
    g_clear_pointer (&self->orders[i], wf_triangulation_free);
  g_clear_pointer (&self->own_tree, wf_junction_tree_free);
  g_free (self->orders);
  g_free (self->potentials);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/* The orders of eliminating for one node after the other, and the entries of their largest tables together;
 * leaves off once those or the cost are beyond their limits. */
static gboolean
order_one_by_one (const WfWorld *self,
                  const gboolean *is_asked,
                  double max_cost,
                  Plan *out,
                  gboolean *is_within,
                  WfProgress *progress,
                  GError **error)
{
  double cost = 0.0, n_entries = 0.0;

  out->orders = g_new0 (WfTriangulation *, self->n_nodes + 1);
  out->n_orders = self->n_nodes;
  *is_within = TRUE;
  for (guint i = 0; i < self->n_nodes && *is_within; i++)
    {
      if (!is_asked[i] || self->levels[i] >= 0)
        continue;
      out->orders[i] = wf_world_order_joint (self, &(WfScope){ &i, 1 }, progress, error);
      if (out->orders[i] == NULL)
        return FALSE;
      n_entries += out->orders[i]->largest;
      cost += out->orders[i]->largest + NODE_COST * (double) out->orders[i]->n_eliminated;
      *is_within = cost <= max_cost && n_entries <= WF_LIMIT_TABLE_ENTRIES;
    }
  if (*is_within)
    out->n_entries = n_entries;
  return TRUE;
}

static gboolean
plan (const WfWorld *self, const gboolean *is_asked, Plan *out, WfProgress *progress, GError **error)
{
  gboolean is_within;

  out->potentials = g_new (WfPotential, self->n_tables + 1);
  out->tree = self->network != NULL ? self->network->tree : NULL;
  if (out->tree != NULL && place_tables (self, out->tree, out->potentials, &out->n_potentials))
    out->n_entries = wf_junction_tree_count_entries (out->tree);
  else
    {
      g_autoptr (GError) local = NULL;

      out->tree = out->own_tree = compile (self, &out->n_entries, progress, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (out->tree != NULL)
        place_tables (self, out->tree, out->potentials, &out->n_potentials);
    }
  if (out->tree != NULL && out->n_entries < LARGE_TREE)
    return TRUE;

  if (!order_one_by_one (self, is_asked, out->tree != NULL ? out->n_entries : INFINITY, out, &is_within,
                         progress, error))
    return FALSE;
  if (is_within)
    out->tree = NULL;
  return TRUE;
}

gboolean
wf_world_estimate (const WfWorld *self,
                   const gboolean *is_asked,
                   gboolean *is_tree,
                   double *n_entries,
                   WfProgress *progress,
                   GError **error)
{
  g_auto (Plan) how = { 0 };

  if (!plan (self, is_asked, &how, progress, error))
    return FALSE;
  *is_tree = how.tree != NULL;
  *n_entries = how.n_entries;
  return TRUE;
}

static gboolean
infer_one_by_one (
    const WfWorld *self, const Plan *how, double *const *out, WfProgress *progress, GError **error)
{
  gboolean is_checked = FALSE;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      if (out[i] == NULL)
        continue;
      if (self->levels[i] >= 0)
        {
          memset (out[i], 0, self->sizes[i] * sizeof (double));
          out[i][self->levels[i]] = 1.0;
          continue;
        }
      if (!wf_world_infer_joint (self, &(WfScope){ &i, 1 }, how->orders[i], out[i], progress, error))
        return FALSE;
      is_checked = TRUE;
    }
  /* is what is given possible at all? */
  return is_checked ||
         wf_world_infer_joint (self, &(WfScope){ NULL, 0 }, NULL, &(double){ 0.0 }, progress, error);
}

gboolean
wf_world_infer (
    const WfWorld *self, double *const *out, gboolean *is_tree, WfProgress *progress, GError **error)
{
  g_autofree gboolean *is_asked = g_new (gboolean, self->n_nodes + 1);
  g_auto (Plan) how = { 0 };

  for (guint i = 0; i < self->n_nodes; i++)
    is_asked[i] = out[i] != NULL;
  if (!plan (self, is_asked, &how, progress, error))
    return FALSE;
  if (is_tree != NULL)
    *is_tree = how.tree != NULL;
  if (how.tree == NULL && how.n_entries > WF_LIMIT_TABLE_ENTRIES)
    {
      wf_set_budget_error (how.n_entries, error);
      return FALSE;
    }
  if (how.tree == NULL)
    return infer_one_by_one (self, &how, out, progress, error);
  return wf_junction_tree_propagate (how.tree, how.potentials, how.n_potentials, self->levels, out, NULL,
                                     progress, error);
}
