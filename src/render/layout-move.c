/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "render/layout-private.h"
#include "render/picture.h"

#define ROUTED_NODES 60 /* beyond it, leading every curve between the cards takes longer than a frame */

static double *
fill (gsize n, double value)
{
  double *values = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    values[i] = value;
  return values;
}

/* nodes of the size of a card, where they are in a layout of old; the arrays have to live as long as the
 * sketch */
static WfSketch *
sketch_places (WfLayout *self, WfGraph *old, WfGraph *graph, double **widths, double **heights)
{
  WfSketch *sketch;
  double width, height;

  wf_card_get_size (WF_DETAIL_CARD, &width, &height);
  *widths = fill (wf_graph_get_n_nodes (graph), width);
  *heights = fill (wf_graph_get_n_nodes (graph), height);
  sketch = wf_sketch_new (graph, *widths, *heights);
  for (guint i = 0; i < sketch->n_nodes; i++)
    {
      gssize place = old == graph ? i : wf_graph_find_node (old, wf_graph_get_name (graph, i));

      wf_layout_get_node (self, (guint) place, &sketch->xy[2 * i], &sketch->xy[2 * i + 1]);
    }
  return sketch;
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
  g_autofree double *widths = NULL;
  g_autofree double *heights = NULL;
  g_autoptr (WfSketch) sketch = NULL;

  g_return_val_if_fail (self != NULL && graph != NULL, NULL);
  g_return_val_if_fail (node < wf_graph_get_n_nodes (graph), NULL);
  g_return_val_if_fail (wf_layout_get_n_edges (self) == wf_graph_get_n_edges (graph), NULL);

  sketch = sketch_places (self, graph, graph, &widths, &heights);
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

/**
 * wf_layout_keep_nodes:
 * @self: a layout, its nodes of the size of a card
 * @old: the graph it is of
 * @graph: another graph; @old has all of its nodes, by name
 *
 * What is shown of the same variables changes, and each stays where it was. Edges are led between the cards
 * up to 60 nodes, else they become soft curves. The result depends on the places and the graph alone, so that
 * going back draws the same. Cost: edges x rows x nodes, a few ms at most.
 *
 * Returns: (transfer full): the layout of @graph
 */
WfLayout *
wf_layout_keep_nodes (WfLayout *self, WfGraph *old, WfGraph *graph)
{
  g_autofree double *widths = NULL;
  g_autofree double *heights = NULL;
  g_autoptr (WfSketch) sketch = NULL;

  g_return_val_if_fail (self != NULL && old != NULL && graph != NULL, NULL);

  sketch = sketch_places (self, old, graph, &widths, &heights);
  sketch->is_final = TRUE;
  wf_sketch_draw_curves (sketch);
  if (sketch->n_nodes <= ROUTED_NODES)
    wf_sketch_route_layers (sketch);
  else
    wf_sketch_fan_ends (sketch);
  return wf_sketch_to_layout (sketch, "given", NULL);
}
