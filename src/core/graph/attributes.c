/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What files say of nodes and edges beside marks, confidence and places: roles and coefficients. */

#include "config.h"

#include <math.h>

#include "core/graph/builder-private.h"
#include "core/graph/graph-private.h"

/**
 * wf_graph_get_roles:
 * @self: a graph
 * @node: index of a node
 *
 * Returns: what the node is in the question the graph was drawn for; %WF_ROLE_NONE when nothing is said
 */
WfNodeRoles
wf_graph_get_roles (WfGraph *self, guint node)
{
  g_return_val_if_fail (self != NULL && node < self->n, WF_ROLE_NONE);

  return self->roles != NULL ? (WfNodeRoles) self->roles[node] : WF_ROLE_NONE;
}

/**
 * wf_graph_get_coefficient:
 * @self: a graph
 * @a: index of a node
 * @b: index of a node
 *
 * Cost: logarithmic in the number of edges.
 *
 * Returns: the linear coefficient (of ↔ the covariance) of the edge between the two as a file gave it, NaN
 * when there is none
 */
double
wf_graph_get_coefficient (WfGraph *self, guint a, guint b)
{
  gssize edge;

  g_return_val_if_fail (self != NULL && a < self->n && b < self->n, NAN);

  if (self->coefficients == NULL)
    return NAN;
  edge = wf_graph_find_edge (self, a, b);
  return edge >= 0 ? self->coefficients[edge] : NAN;
}

/**
 * wf_graph_builder_set_roles:
 * @self: a builder
 * @node: index of a node
 * @roles: all it has
 *
 * Says what the node is in the question the graph is drawn for.
 */
void
wf_graph_builder_set_roles (WfGraphBuilder *self, guint node, WfNodeRoles roles)
{
  g_return_if_fail (self != NULL && node < self->n);

  if (self->roles == NULL)
    self->roles = g_new0 (guint8, self->n);
  self->roles[node] = (guint8) roles;
}

/**
 * wf_graph_builder_set_coefficient:
 * @self: a builder
 * @a: index of a node
 * @b: index of another node
 * @coefficient: finite, or NaN to forget it
 *
 * Sets the linear coefficient of the edge between the two. Removing the edge forgets it.
 */
void
wf_graph_builder_set_coefficient (WfGraphBuilder *self, guint a, guint b, double coefficient)
{
  g_return_if_fail (self != NULL && a < self->n && b < self->n && a != b && !isinf (coefficient));

  if (self->coefficients == NULL)
    self->coefficients = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  wf_graph_builder_set_value (self->coefficients, a, b, coefficient);
}
