/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/model/model-figure.h"

/**
 * wf_model_is_choice:
 * @self: a model
 * @a: index of a node
 * @b: index of another
 *
 * Whether the model goes along the edge between two nodes in a direction that the data left open.
 *
 * Returns: %TRUE when it does; %FALSE when the direction is known, or there is no edge
 */
gboolean
wf_model_is_choice (WfModel *self, guint a, guint b)
{
  const WfEdge *edges;
  const guint *choices;
  gsize n_edges, n_choices;

  g_return_val_if_fail (self != NULL, FALSE);

  choices = wf_model_get_choices (self, &n_choices);
  edges = wf_graph_get_edges (wf_model_get_graph (self), &n_edges);
  for (gsize i = 0; i < n_choices; i++)
    if (edges[choices[i]].a == MIN (a, b) && edges[choices[i]].b == MAX (a, b))
      return TRUE;
  return FALSE;
}

/**
 * wf_model_mark_choices:
 * @self: a model
 * @figure: a figure of a graph with the nodes of the model
 *
 * Marks in a picture the arrows whose direction the data left open. An edge that the figure shows without a
 * direction needs no mark.
 */
void
wf_model_mark_choices (WfModel *self, WfFigure *figure)
{
  WfGraph *graph;
  const WfEdge *edges;
  gsize n_edges, n_choices;
  const guint *choices;

  g_return_if_fail (self != NULL && figure != NULL);

  graph = wf_figure_get_graph (figure);
  g_return_if_fail (wf_graph_get_n_nodes (graph) == wf_graph_get_n_nodes (wf_model_get_graph (self)));
  choices = wf_model_get_choices (self, &n_choices);
  edges = wf_graph_get_edges (wf_model_get_graph (self), &n_edges);
  for (gsize i = 0; i < n_choices; i++)
    {
      gssize edge = wf_graph_find_edge (graph, edges[choices[i]].a, edges[choices[i]].b);

      if (edge >= 0)
        wf_figure_set_edge_chosen (figure, edge, TRUE);
    }
}

/**
 * wf_model_mark_weak:
 * @self: a model
 * @figure: a figure of a graph with the nodes of the model
 *
 * Marks in a picture the nodes whose mechanism fits badly. The first call on a model measures that.
 */
void
wf_model_mark_weak (WfModel *self, WfFigure *figure)
{
  gsize n_nodes;

  g_return_if_fail (self != NULL && figure != NULL);

  n_nodes = wf_graph_get_n_nodes (wf_figure_get_graph (figure));
  g_return_if_fail (n_nodes == wf_graph_get_n_nodes (wf_model_get_graph (self)));
  for (guint i = 0; i < n_nodes; i++)
    if (wf_model_is_weak (self, i, NULL))
      wf_figure_add_node_flags (figure, i, WF_NODE_WEAK);
}
