/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "render/layout-private.h"
#include "render/picture.h"

static double *
fill (gsize n, double value)
{
  double *values = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    values[i] = value;
  return values;
}

/**
 * wf_layout_move_node:
 * @self: a layout of the graph, its nodes of the size of a card
 * @graph: the graph
 * @node: the node that moves
 * @x: its new centre, points
 * @y: its new centre, points, downwards
 *
 * Cost: a copy of the layout.
 *
 * Returns: (transfer full): the same layout with one node moved; the edges of the node become soft curves,
 * all others stay
 */
WfLayout *
wf_layout_move_node (WfLayout *self, WfGraph *graph, guint node, double x, double y)
{
  g_autoptr (WfSketch) sketch = NULL;
  g_autofree double *widths = NULL;
  g_autofree double *heights = NULL;
  double width, height;

  g_return_val_if_fail (self != NULL && graph != NULL, NULL);
  g_return_val_if_fail (node < wf_graph_get_n_nodes (graph), NULL);
  g_return_val_if_fail (wf_layout_get_n_edges (self) == wf_graph_get_n_edges (graph), NULL);

  wf_card_get_size (WF_DETAIL_CARD, &width, &height);
  widths = fill (wf_graph_get_n_nodes (graph), width);
  heights = fill (wf_graph_get_n_nodes (graph), height);
  sketch = wf_sketch_new (graph, widths, heights);
  for (guint i = 0; i < sketch->n_nodes; i++)
    wf_layout_get_node (self, i, &sketch->xy[2 * i], &sketch->xy[2 * i + 1]);
  sketch->xy[2 * node] = x;
  sketch->xy[2 * node + 1] = y;
  for (gsize e = 0; e < sketch->n_edges; e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (self, e, &n_points);

      if (sketch->edges[e].a != node && sketch->edges[e].b != node)
        g_array_append_vals (sketch->curves[e], points, 2 * n_points);
    }
  wf_sketch_draw_curves (sketch);
  return wf_sketch_to_layout (sketch, "given", NULL);
}
