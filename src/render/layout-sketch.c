/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "render/layout-private.h"

struct _WfLayout
{
  gsize n_nodes;
  gsize n_edges;
  double *nodes;  /* 2 n_nodes centres */
  double *points; /* the points of all edges one after another */
  gsize *starts;  /* n_edges + 1 indices into points, counted in points */
  double x, y, width, height;
  char *engine;
  char *note;
  WfWiring *wiring; /* nullable */
};

static void
allocate (WfSketch *self, const double *widths, const double *heights)
{
  self->widths = widths;
  self->heights = heights;
  self->xy = g_new0 (double, 2 * self->n_nodes + 1);
  self->curves = g_new0 (GArray *, self->n_edges + 1);
  for (gsize e = 0; e < self->n_edges; e++)
    self->curves[e] = g_array_new (FALSE, FALSE, sizeof (double));
}

WfSketch *
wf_sketch_new (WfGraph *graph, const double *widths, const double *heights)
{
  WfSketch *self = g_new0 (WfSketch, 1);

  self->graph = wf_graph_ref (graph);
  self->n_nodes = wf_graph_get_n_nodes (graph);
  self->edges = wf_graph_get_edges (graph, &self->n_edges);
  allocate (self, widths, heights);
  return self;
}

WfSketch *
wf_sketch_new_network (
    const WfEdge *links, gsize n_links, gsize n_nodes, const double *widths, const double *heights)
{
  WfSketch *self = g_new0 (WfSketch, 1);

  self->n_nodes = n_nodes;
  self->n_edges = n_links;
  self->links = g_memdup2 (links, n_links * sizeof *links);
  self->edges = self->links;
  self->ends = g_new (gint64, n_links);
  self->by_ends = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (gsize e = 0; e < n_links; e++)
    {
      self->ends[e] = (gint64) links[e].a << 32 | links[e].b;
      g_hash_table_insert (self->by_ends, &self->ends[e], GSIZE_TO_POINTER (e + 1));
    }
  allocate (self, widths, heights);
  return self;
}

void
wf_sketch_free (WfSketch *self)
{
  for (gsize e = 0; e < self->n_edges; e++)
    g_array_unref (self->curves[e]);
  g_free (self->curves);
  g_free (self->xy);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->by_ends, g_hash_table_unref);
  g_free (self->ends);
  g_free (self->links);
  g_free (self);
}

void
wf_sketch_clear_curves (WfSketch *self)
{
  for (gsize e = 0; e < self->n_edges; e++)
    g_array_set_size (self->curves[e], 0);
}

static void
copy_curves (WfLayout *layout, WfSketch *self)
{
  gsize total = 0;

  layout->starts = g_new0 (gsize, self->n_edges + 1);
  for (gsize e = 0; e < self->n_edges; e++)
    {
      total += self->curves[e]->len / 2;
      layout->starts[e + 1] = total;
    }
  layout->points = g_new (double, 2 * total + 1);
  for (gsize e = 0; e < self->n_edges; e++)
    if (self->curves[e]->len > 0)
      memcpy (layout->points + 2 * layout->starts[e], self->curves[e]->data,
              self->curves[e]->len * sizeof (double));
}

static void
measure (WfLayout *layout, WfSketch *self)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (gsize i = 0; i < self->n_nodes; i++)
    {
      left = MIN (left, self->xy[2 * i] - self->widths[i] / 2);
      right = MAX (right, self->xy[2 * i] + self->widths[i] / 2);
      top = MIN (top, self->xy[2 * i + 1] - self->heights[i] / 2);
      bottom = MAX (bottom, self->xy[2 * i + 1] + self->heights[i] / 2);
    }
  for (gsize k = 0; k < layout->starts[layout->n_edges]; k++)
    {
      left = MIN (left, layout->points[2 * k]);
      right = MAX (right, layout->points[2 * k]);
      top = MIN (top, layout->points[2 * k + 1]);
      bottom = MAX (bottom, layout->points[2 * k + 1]);
    }
  if (self->n_nodes == 0)
    left = top = right = bottom = WF_LAYOUT_MARGIN;
  layout->x = left - WF_LAYOUT_MARGIN;
  layout->y = top - WF_LAYOUT_MARGIN;
  layout->width = right - left + 2 * WF_LAYOUT_MARGIN;
  layout->height = bottom - top + 2 * WF_LAYOUT_MARGIN;
}

WfLayout *
wf_sketch_to_layout (WfSketch *self, const char *engine, const char *note)
{
  WfLayout *layout = g_atomic_rc_box_new0 (WfLayout);

  layout->n_nodes = self->n_nodes;
  layout->n_edges = self->n_edges;
  layout->nodes = g_memdup2 (self->xy, (2 * self->n_nodes + 1) * sizeof (double));
  copy_curves (layout, self);
  measure (layout, self);
  layout->engine = g_strdup (engine);
  layout->note = g_strdup (note);
  return layout;
}

static void
layout_clear (gpointer data)
{
  WfLayout *self = data;

  g_free (self->nodes);
  g_free (self->points);
  g_free (self->starts);
  g_free (self->engine);
  g_free (self->note);
  g_clear_pointer (&self->wiring, wf_wiring_unref);
}

/**
 * wf_layout_new_wiring:
 * @wiring: where the boxes and wires of a diagram stand
 *
 * Returns: (transfer full): a layout that holds it, without nodes and edges of its own
 */
WfLayout *
wf_layout_new_wiring (WfWiring *wiring)
{
  WfLayout *self = g_atomic_rc_box_new0 (WfLayout);

  self->nodes = g_new0 (double, 1);
  self->starts = g_new0 (gsize, 1);
  self->engine = g_strdup ("wiring");
  self->wiring = wf_wiring_ref (wiring);
  wf_wiring_get_bounds (wiring, &self->x, &self->y, &self->width, &self->height);
  return self;
}

/**
 * wf_layout_get_wiring:
 * @self: a layout
 *
 * Returns: (transfer none) (nullable): where the boxes and wires of a diagram stand; NULL for other kinds
 */
WfWiring *
wf_layout_get_wiring (WfLayout *self)
{
  return self->wiring;
}

/**
 * wf_layout_ref:
 * @self: a layout
 *
 * Returns: (transfer full): @self
 */
WfLayout *
wf_layout_ref (WfLayout *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_layout_unref:
 * @self: (transfer full): a layout
 */
void
wf_layout_unref (WfLayout *self)
{
  g_atomic_rc_box_release_full (self, layout_clear);
}

/**
 * wf_layout_get_width:
 * @self: a layout
 *
 * Returns: how far the picture reaches to the right of the origin, in points, with a margin
 */
double
wf_layout_get_width (WfLayout *self)
{
  return MAX (self->x + self->width, 0);
}

/**
 * wf_layout_get_height:
 * @self: a layout
 *
 * Returns: how far the picture reaches below the origin, in points, with a margin
 */
double
wf_layout_get_height (WfLayout *self)
{
  return MAX (self->y + self->height, 0);
}

/**
 * wf_layout_get_bounds:
 * @self: a layout
 * @x: (out): left, points
 * @y: (out): top, points
 * @width: (out): points
 * @height: (out): points
 *
 * The rectangle that holds every node and curve, with a margin. Its corner is the origin unless the positions
 * were given.
 */
void
wf_layout_get_bounds (WfLayout *self, double *x, double *y, double *width, double *height)
{
  *x = self->x;
  *y = self->y;
  *width = self->width;
  *height = self->height;
}

/**
 * wf_layout_get_node:
 * @self: a layout
 * @node: index of a node of the graph
 * @x: (out): centre, points
 * @y: (out): centre, points, downwards
 */
void
wf_layout_get_node (WfLayout *self, guint node, double *x, double *y)
{
  g_return_if_fail (node < self->n_nodes);

  *x = self->nodes[2 * node];
  *y = self->nodes[2 * node + 1];
}

/**
 * wf_layout_get_edge:
 * @self: a layout
 * @edge: index of an edge of the graph
 * @n_points: (out): 1 + 3k
 *
 * Returns: (transfer none) (array): 2 n_points numbers, a Bézier spline from node a's border to node b's
 */
const double *
wf_layout_get_edge (WfLayout *self, gsize edge, gsize *n_points)
{
  g_return_val_if_fail (edge < self->n_edges, NULL);

  *n_points = self->starts[edge + 1] - self->starts[edge];
  return self->points + 2 * self->starts[edge];
}

/**
 * wf_layout_get_engine:
 * @self: a layout
 *
 * Returns: "dot", "sfdp", "grid" or "given"
 */
const char *
wf_layout_get_engine (WfLayout *self)
{
  return self->engine;
}

/**
 * wf_layout_get_note:
 * @self: a layout
 *
 * Returns: (nullable): a sentence for people when another engine had to stand in
 */
const char *
wf_layout_get_note (WfLayout *self)
{
  return self->note;
}

gsize
wf_layout_get_n_edges (WfLayout *self)
{
  return self->n_edges;
}
