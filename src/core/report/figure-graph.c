/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/report/figure-private.h"

static char *
describe_size (gsize n_nodes, gsize n_edges)
{
  g_autofree char *count_nodes = wf_format_count (n_nodes);
  g_autofree char *count_edges = wf_format_count (n_edges);
  g_autofree char *nodes =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s node", "%s nodes", n_nodes), count_nodes);
  g_autofree char *edges =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s edge", "%s edges", n_edges), count_edges);

  return g_strdup_printf (_ ("A graph of %s and %s."), nodes, edges);
}

/**
 * wf_figure_new_graph:
 * @graph: a graph
 *
 * Returns: (transfer full): a figure of @graph with plain nodes and no cut edge
 */
WfFigure *
wf_figure_new_graph (WfGraph *graph)
{
  WfFigure *self;
  gsize n_nodes, n_edges;

  g_return_val_if_fail (graph != NULL, NULL);

  n_nodes = wf_graph_get_n_nodes (graph);
  n_edges = wf_graph_get_n_edges (graph);
  self = wf_figure_new (WF_FIGURE_GRAPH);
  self->graph = wf_graph_ref (graph);
  self->nodes = g_new0 (WfFigureNode, n_nodes + 1);
  self->cuts = g_new0 (gboolean, n_edges + 1);
  self->explained = g_new0 (gboolean, n_edges + 1);
  self->chosen = g_new0 (gboolean, n_edges + 1);
  self->alt = describe_size (n_nodes, n_edges);
  return self;
}

/**
 * wf_figure_get_graph:
 * @self: a figure of a graph
 *
 * Returns: (transfer none): the graph
 */
WfGraph *
wf_figure_get_graph (WfFigure *self)
{
  g_return_val_if_fail (self != NULL && self->kind == WF_FIGURE_GRAPH, NULL);
  return self->graph;
}

static gboolean
has_node (WfFigure *self, guint node)
{
  return self != NULL && self->kind == WF_FIGURE_GRAPH && node < wf_graph_get_n_nodes (self->graph);
}

static gboolean
has_edge (WfFigure *self, gsize edge)
{
  return self != NULL && self->kind == WF_FIGURE_GRAPH && edge < wf_graph_get_n_edges (self->graph);
}

static void
set_marginal (WfMarginal **place, WfMarginal *marginal)
{
  WfMarginal *old = *place;

  *place = marginal != NULL ? wf_marginal_ref (marginal) : NULL;
  if (old != NULL)
    wf_marginal_unref (old);
}

/**
 * wf_figure_set_node:
 * @self: a figure of a graph
 * @node: index of a node
 * @flags: how it is shown
 * @before: (nullable): its observed distribution
 * @after: (nullable): its distribution under the intervention
 * @value: (nullable): the text of a set node, for example "= 800"
 */
void
wf_figure_set_node (
    WfFigure *self, guint node, WfNodeFlags flags, WfMarginal *before, WfMarginal *after, const char *value)
{
  WfFigureNode *place;
  char *copy;

  g_return_if_fail (has_node (self, node));

  place = &self->nodes[node];
  place->flags = flags;
  set_marginal (&place->before, before);
  set_marginal (&place->after, after);
  copy = g_strdup (value);
  g_free (place->value);
  place->value = copy;
}

/**
 * wf_figure_add_node_flags:
 * @self: a figure of a graph
 * @node: index of a node
 * @flags: how it is shown besides
 */
void
wf_figure_add_node_flags (WfFigure *self, guint node, WfNodeFlags flags)
{
  g_return_if_fail (has_node (self, node));
  self->nodes[node].flags |= flags;
}

/**
 * wf_figure_get_node_flags:
 * @self: a figure of a graph
 * @node: index of a node
 *
 * Returns: how the node is shown
 */
WfNodeFlags
wf_figure_get_node_flags (WfFigure *self, guint node)
{
  g_return_val_if_fail (has_node (self, node), (WfNodeFlags) 0);
  return self->nodes[node].flags;
}

/**
 * wf_figure_get_node_before:
 * @self: a figure of a graph
 * @node: index of a node
 *
 * Returns: (transfer none) (nullable): the node's observed distribution
 */
WfMarginal *
wf_figure_get_node_before (WfFigure *self, guint node)
{
  g_return_val_if_fail (has_node (self, node), NULL);
  return self->nodes[node].before;
}

/**
 * wf_figure_get_node_after:
 * @self: a figure of a graph
 * @node: index of a node
 *
 * Returns: (transfer none) (nullable): the node's distribution under the intervention
 */
WfMarginal *
wf_figure_get_node_after (WfFigure *self, guint node)
{
  g_return_val_if_fail (has_node (self, node), NULL);
  return self->nodes[node].after;
}

/**
 * wf_figure_get_node_value:
 * @self: a figure of a graph
 * @node: index of a node
 *
 * Returns: (transfer none) (nullable): the text of a set node
 */
const char *
wf_figure_get_node_value (WfFigure *self, guint node)
{
  g_return_val_if_fail (has_node (self, node), NULL);
  return self->nodes[node].value;
}

/**
 * wf_figure_set_edge_cut:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 * @cut: whether an intervention cut it
 */
void
wf_figure_set_edge_cut (WfFigure *self, gsize edge, gboolean cut)
{
  g_return_if_fail (has_edge (self, edge));
  self->cuts[edge] = cut;
}

/**
 * wf_figure_is_edge_cut:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 *
 * Returns: whether an intervention cut it
 */
gboolean
wf_figure_is_edge_cut (WfFigure *self, gsize edge)
{
  g_return_val_if_fail (has_edge (self, edge), FALSE);
  return self->cuts[edge];
}

/**
 * wf_figure_set_edge_explained:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 * @explained: whether something else in the figure explains the link, so that neither end causes the other
 */
void
wf_figure_set_edge_explained (WfFigure *self, gsize edge, gboolean explained)
{
  g_return_if_fail (has_edge (self, edge));
  self->explained[edge] = explained;
}

/**
 * wf_figure_is_edge_explained:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 *
 * Returns: whether something else in the figure explains the link
 */
gboolean
wf_figure_is_edge_explained (WfFigure *self, gsize edge)
{
  g_return_val_if_fail (has_edge (self, edge), FALSE);
  return self->explained[edge];
}

/**
 * wf_figure_set_edge_chosen:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 * @chosen: whether the data leave its direction open, and another choice is as good
 */
void
wf_figure_set_edge_chosen (WfFigure *self, gsize edge, gboolean chosen)
{
  g_return_if_fail (has_edge (self, edge));
  self->chosen[edge] = chosen;
}

/**
 * wf_figure_is_edge_chosen:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 *
 * Returns: whether its direction is a choice, not from the data
 */
gboolean
wf_figure_is_edge_chosen (WfFigure *self, gsize edge)
{
  g_return_val_if_fail (has_edge (self, edge), FALSE);
  return self->chosen[edge];
}

/**
 * wf_figure_set_edge_difference:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 * @difference: how it differs between the two graphs that the figure lays over each other
 */
void
wf_figure_set_edge_difference (WfFigure *self, gsize edge, WfEdgeDifference difference)
{
  g_return_if_fail (has_edge (self, edge));

  if (self->differences == NULL)
    self->differences = g_new0 (guint8, wf_graph_get_n_edges (self->graph));
  self->differences[edge] = (guint8) difference;
}

/**
 * wf_figure_get_edge_difference:
 * @self: a figure of a graph
 * @edge: index into wf_graph_get_edges()
 *
 * Returns: how it differs between the two graphs that the figure lays over each other
 */
WfEdgeDifference
wf_figure_get_edge_difference (WfFigure *self, gsize edge)
{
  g_return_val_if_fail (has_edge (self, edge), WF_EDGE_PLAIN);
  return self->differences != NULL ? (WfEdgeDifference) self->differences[edge] : WF_EDGE_PLAIN;
}
