/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/canvas-layer.h"
#include "app/theme.h"

struct _WfCanvasLayer
{
  GtkWidget parent_instance;

  WfFigure *figure;
  WfLayout *layout;
  GPtrArray *nodes;     /* WfNodeWidget, owned as children */
  GskRenderNode *edges; /* every edge but those of the node being dragged */
  WfDetail detail;
  gssize selected;
  gssize pair[2];
  gssize hovered; /* edge */
  GArray *path;   /* of guint, edges */
  gssize dragged;
  WfLayout *drag_layout;
  guint n_edge_draws;
};

G_DEFINE_FINAL_TYPE (WfCanvasLayer, wf_canvas_layer, GTK_TYPE_WIDGET)

#define OVERHANG 32.0f
#define FADED    0.4

static gboolean
touches (const WfEdge *edge, gssize node)
{
  return node >= 0 && (edge->a == node || edge->b == node);
}

static void
draw_edges (WfCanvasLayer *self, GtkSnapshot *snapshot, WfLayout *layout, gboolean of_dragged)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (wf_figure_get_graph (self->figure), &n_edges);
  double x, y, width, height;
  graphene_rect_t bounds;
  WfTheme theme;
  cairo_t *cr;

  wf_layout_get_bounds (layout, &x, &y, &width, &height);
  bounds = GRAPHENE_RECT_INIT (x - OVERHANG, y - OVERHANG, width + 2 * OVERHANG, height + 2 * OVERHANG);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  wf_theme_for_widget (&theme, GTK_WIDGET (self));
  for (gsize i = 0; i < n_edges; i++)
    {
      gsize n_points;
      const double *points;

      if (touches (&edges[i], self->dragged) != of_dragged)
        continue;
      points = wf_layout_get_edge (layout, i, &n_points);
      if (points)
        wf_edge_draw (cr, &theme, self->figure, i, points, n_points);
    }
  cairo_destroy (cr);
}

static GskRenderNode *
cache_edges (WfCanvasLayer *self)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  draw_edges (self, snapshot, self->layout, FALSE);
  self->n_edge_draws++;
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static void
forget_edges (WfCanvasLayer *self)
{
  g_clear_pointer (&self->edges, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_of_edge (WfCanvasLayer *self, gssize edge, guint node)
{
  gsize n_edges;
  const WfEdge *edges =
      self->figure ? wf_graph_get_edges (wf_figure_get_graph (self->figure), &n_edges) : NULL;

  return edges != NULL && edge >= 0 && edge < (gssize) n_edges && touches (&edges[edge], node);
}

/* the pair's edge; -1 = there is none */
static gssize
find_edge (WfCanvasLayer *self, guint a, guint b)
{
  return wf_graph_find_edge (wf_figure_get_graph (self->figure), a, b);
}

static void
draw_path (WfCanvasLayer *self, cairo_t *cr, const WfTheme *theme, WfLayout *layout)
{
  for (guint i = 0; i < self->path->len; i++)
    {
      guint edge = g_array_index (self->path, guint, i);
      gsize n_points;
      const double *points = wf_layout_get_edge (layout, edge, &n_points);

      if (points)
        wf_edge_draw_highlight (cr, theme, self->figure, edge, points, n_points, TRUE);
    }
}

static void
draw_highlights (WfCanvasLayer *self, GtkSnapshot *snapshot)
{
  WfLayout *layout = self->drag_layout ? self->drag_layout : self->layout;
  gssize selected = self->pair[0] >= 0 ? find_edge (self, self->pair[0], self->pair[1]) : -1;
  gssize drawn[] = { self->hovered != selected ? self->hovered : -1, selected };
  double x, y, width, height;
  graphene_rect_t bounds;
  WfTheme theme;
  cairo_t *cr;

  if (self->hovered < 0 && self->pair[0] < 0 && self->path->len == 0)
    return;
  wf_layout_get_bounds (layout, &x, &y, &width, &height);
  bounds = GRAPHENE_RECT_INIT (x - OVERHANG, y - OVERHANG, width + 2 * OVERHANG, height + 2 * OVERHANG);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  wf_theme_for_widget (&theme, GTK_WIDGET (self));
  draw_path (self, cr, &theme, layout);
  for (gsize i = 0; i < G_N_ELEMENTS (drawn); i++)
    {
      gsize n_points;
      const double *points = drawn[i] >= 0 ? wf_layout_get_edge (layout, drawn[i], &n_points) : NULL;

      if (points)
        wf_edge_draw_highlight (cr, &theme, self->figure, drawn[i], points, n_points, i == 1);
    }
  if (self->pair[0] >= 0 && selected < 0)
    {
      double x1, y1, x2, y2;

      wf_layout_get_node (layout, self->pair[0], &x1, &y1);
      wf_layout_get_node (layout, self->pair[1], &x2, &y2);
      wf_gap_draw (cr, &theme, x1, y1, x2, y2);
    }
  cairo_destroy (cr);
}

static void
snapshot_nodes_of (WfCanvasLayer *self, GtkSnapshot *snapshot, gboolean of_hovered)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (is_of_edge (self, self->hovered, i) == of_hovered)
      gtk_widget_snapshot_child (GTK_WIDGET (self), g_ptr_array_index (self->nodes, i), snapshot);
}

/* faded as one: a group for each would cost as much as drawing it */
static void
snapshot_nodes (WfCanvasLayer *self, GtkSnapshot *snapshot)
{
  if (self->hovered >= 0)
    gtk_snapshot_push_opacity (snapshot, FADED);
  snapshot_nodes_of (self, snapshot, FALSE);
  if (self->hovered < 0)
    return;
  gtk_snapshot_pop (snapshot);
  snapshot_nodes_of (self, snapshot, TRUE);
}

static void
wf_canvas_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfCanvasLayer *self = WF_CANVAS_LAYER (widget);

  if (self->figure && self->layout)
    {
      if (self->edges == NULL)
        self->edges = cache_edges (self);
      if (self->hovered >= 0)
        gtk_snapshot_push_opacity (snapshot, FADED);
      if (self->edges)
        gtk_snapshot_append_node (snapshot, self->edges);
      if (self->drag_layout)
        draw_edges (self, snapshot, self->drag_layout, TRUE);
      if (self->hovered >= 0)
        gtk_snapshot_pop (snapshot);
      draw_highlights (self, snapshot);
    }
  snapshot_nodes (self, snapshot);
}

static void
wf_canvas_layer_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  WfCanvasLayer *self = WF_CANVAS_LAYER (widget);
  double size = 0;

  if (self->layout)
    size = orientation == GTK_ORIENTATION_HORIZONTAL ? wf_layout_get_width (self->layout)
                                                     : wf_layout_get_height (self->layout);
  *minimum = *natural = ceil (size);
}

void
wf_canvas_layer_get_position (WfCanvasLayer *self, guint node, double *x, double *y)
{
  g_return_if_fail (WF_IS_CANVAS_LAYER (self));
  g_return_if_fail (self->layout != NULL);

  wf_layout_get_node (self->drag_layout ? self->drag_layout : self->layout, node, x, y);
}

static void
wf_canvas_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfCanvasLayer *self = WF_CANVAS_LAYER (widget);
  double card_width, card_height;

  wf_card_get_size (WF_DETAIL_CARD, &card_width, &card_height);
  for (guint i = 0; self->layout && i < self->nodes->len; i++)
    {
      GtkWidget *node = g_ptr_array_index (self->nodes, i);
      double x, y;
      int minimum;

      wf_canvas_layer_get_position (self, i, &x, &y);
      gtk_widget_measure (node, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_allocate (
          node, MAX (minimum, card_width), card_height, -1,
          gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x - card_width / 2, y - card_height / 2)));
    }
}

static void
drop_nodes (WfCanvasLayer *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->nodes, i));
  g_ptr_array_set_size (self->nodes, 0);
}

static void
wf_canvas_layer_dispose (GObject *object)
{
  WfCanvasLayer *self = WF_CANVAS_LAYER (object);

  drop_nodes (self);
  g_clear_pointer (&self->edges, gsk_render_node_unref);
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->layout, wf_layout_unref);
  g_clear_pointer (&self->drag_layout, wf_layout_unref);
  G_OBJECT_CLASS (wf_canvas_layer_parent_class)->dispose (object);
}

static void
wf_canvas_layer_finalize (GObject *object)
{
  g_ptr_array_unref (WF_CANVAS_LAYER (object)->nodes);
  g_array_unref (WF_CANVAS_LAYER (object)->path);
  G_OBJECT_CLASS (wf_canvas_layer_parent_class)->finalize (object);
}

static void
wf_canvas_layer_class_init (WfCanvasLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_canvas_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = wf_canvas_layer_finalize;
  widget_class->measure = wf_canvas_layer_measure;
  widget_class->size_allocate = wf_canvas_layer_size_allocate;
  widget_class->snapshot = wf_canvas_layer_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wf_canvas_layer_init (WfCanvasLayer *self)
{
  self->nodes = g_ptr_array_new ();
  self->path = g_array_new (FALSE, FALSE, sizeof (guint));
  self->detail = WF_DETAIL_CARD;
  self->selected = self->pair[0] = self->pair[1] = self->hovered = -1;
  self->dragged = -1;
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (forget_edges));
}

GtkWidget *
wf_canvas_layer_new (void)
{
  return g_object_new (WF_TYPE_CANVAS_LAYER, NULL);
}

static gboolean
has_same_nodes (WfFigure *a, WfFigure *b)
{
  return a && b &&
         g_strv_equal (wf_graph_get_names (wf_figure_get_graph (a)),
                       wf_graph_get_names (wf_figure_get_graph (b)));
}

/* a layout of one graph says nothing of another's edges */
/* the edges and the captions beside those that are cut look the same: what a slider moves is in the cards */
static gboolean
has_same_look (WfFigure *a, WfFigure *b)
{
  gsize n_edges = wf_graph_get_n_edges (wf_figure_get_graph (a)), n_cut = 0;

  for (gsize i = 0; i < n_edges; i++)
    {
      if (wf_figure_is_edge_cut (a, i) != wf_figure_is_edge_cut (b, i) ||
          wf_figure_is_edge_chosen (a, i) != wf_figure_is_edge_chosen (b, i) ||
          wf_figure_get_edge_difference (a, i) != wf_figure_get_edge_difference (b, i))
        return FALSE;
      n_cut += wf_figure_is_edge_cut (a, i);
    }
  for (guint i = 0; n_cut > 0 && i < wf_graph_get_n_nodes (wf_figure_get_graph (a)); i++)
    if (g_strcmp0 (wf_figure_get_node_value (a, i), wf_figure_get_node_value (b, i)) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
has_same_edges (WfFigure *a, WfFigure *b)
{
  return a && b && wf_figure_get_graph (a) == wf_figure_get_graph (b);
}

static void
drop_drag (WfCanvasLayer *self)
{
  self->dragged = -1;
  g_clear_pointer (&self->drag_layout, wf_layout_unref);
}

static void
make_nodes (WfCanvasLayer *self)
{
  gsize n = self->figure ? wf_graph_get_n_nodes (wf_figure_get_graph (self->figure)) : 0;

  drop_nodes (self);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *node = wf_node_widget_new (i);

      wf_node_widget_set_detail (WF_NODE_WIDGET (node), self->detail);
      gtk_widget_set_parent (node, GTK_WIDGET (self));
      g_ptr_array_add (self->nodes, node);
    }
}

void
wf_canvas_layer_set_figure (WfCanvasLayer *self, WfFigure *figure, WfLayout *layout)
{
  gboolean is_same, is_kept;

  g_return_if_fail (WF_IS_CANVAS_LAYER (self));

  is_same = has_same_nodes (self->figure, figure);
  is_kept =
      layout == self->layout && has_same_edges (self->figure, figure) && has_same_look (self->figure, figure);
  if (!has_same_edges (self->figure, figure))
    {
      drop_drag (self);
      self->hovered = -1;
      g_array_set_size (self->path, 0);
    }
  if (figure)
    wf_figure_ref (figure);
  if (layout)
    wf_layout_ref (layout);
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->layout, wf_layout_unref);
  self->figure = figure;
  self->layout = layout;
  if (!is_same)
    make_nodes (self);
  for (guint i = 0; i < self->nodes->len; i++)
    wf_node_widget_set_figure (g_ptr_array_index (self->nodes, i), figure);
  wf_canvas_layer_set_selected (self, -1);
  wf_canvas_layer_set_selected_pair (self, -1, -1);
  if (is_kept)
    return;
  forget_edges (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

WfFigure *
wf_canvas_layer_get_figure (WfCanvasLayer *self)
{
  g_return_val_if_fail (WF_IS_CANVAS_LAYER (self), NULL);
  return self->figure;
}

void
wf_canvas_layer_set_detail (WfCanvasLayer *self, WfDetail detail)
{
  g_return_if_fail (WF_IS_CANVAS_LAYER (self));

  self->detail = detail;
  for (guint i = 0; i < self->nodes->len; i++)
    wf_node_widget_set_detail (g_ptr_array_index (self->nodes, i), detail);
}

void
wf_canvas_layer_set_selected (WfCanvasLayer *self, gssize node)
{
  g_return_if_fail (WF_IS_CANVAS_LAYER (self));

  if (self->selected >= 0 && self->selected < (gssize) self->nodes->len)
    wf_node_widget_set_selected (g_ptr_array_index (self->nodes, self->selected), FALSE);
  self->selected = node;
  if (node >= 0 && node < (gssize) self->nodes->len)
    wf_node_widget_set_selected (g_ptr_array_index (self->nodes, node), TRUE);
}

gboolean
wf_canvas_layer_get_bounds (WfCanvasLayer *self, double *x, double *y, double *width, double *height)
{
  g_return_val_if_fail (WF_IS_CANVAS_LAYER (self), FALSE);

  if (self->layout == NULL)
    return FALSE;
  wf_layout_get_bounds (self->layout, x, y, width, height);
  return TRUE;
}

void
wf_canvas_layer_set_selected_pair (WfCanvasLayer *self, gssize a, gssize b)
{
  g_return_if_fail (WF_IS_CANVAS_LAYER (self));

  if (self->pair[0] == a && self->pair[1] == b)
    return;
  self->pair[0] = a;
  self->pair[1] = b;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wf_canvas_layer_set_path (WfCanvasLayer *self, const guint *edges, gsize n)
{
  g_return_if_fail (WF_IS_CANVAS_LAYER (self));

  g_array_set_size (self->path, 0);
  if (n > 0)
    g_array_append_vals (self->path, edges, (guint) n);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wf_canvas_layer_set_hovered_edge (WfCanvasLayer *self, gssize edge)
{
  g_return_if_fail (WF_IS_CANVAS_LAYER (self));

  if (self->hovered == edge)
    return;
  self->hovered = edge;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gssize
wf_canvas_layer_get_hovered_edge (WfCanvasLayer *self)
{
  g_return_val_if_fail (WF_IS_CANVAS_LAYER (self), -1);
  return self->hovered;
}

gssize
wf_canvas_layer_pick_edge (WfCanvasLayer *self, double x, double y, double tolerance)
{
  g_return_val_if_fail (WF_IS_CANVAS_LAYER (self), -1);

  return self->figure && self->layout ? wf_layout_pick_edge (self->layout, x, y, tolerance) : -1;
}

void
wf_canvas_layer_get_middle (WfCanvasLayer *self, guint a, guint b, double *x, double *y)
{
  double other_x, other_y;
  gssize edge;

  g_return_if_fail (WF_IS_CANVAS_LAYER (self));
  g_return_if_fail (MAX (a, b) < self->nodes->len);

  edge = find_edge (self, a, b);
  wf_canvas_layer_get_position (self, a, x, y);
  wf_canvas_layer_get_position (self, b, &other_x, &other_y);
  *x = (*x + other_x) / 2;
  *y = (*y + other_y) / 2;
  if (edge >= 0)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (self->layout, edge, &n_points);
      gsize middle = 3 * ((n_points - 1) / 3 / 2); /* a knot: the curve goes through it */
      const double *p = points + 2 * middle;

      if (n_points == 4) /* one Bézier: its middle */
        {
          *x = (p[0] + 3 * p[2] + 3 * p[4] + p[6]) / 8;
          *y = (p[1] + 3 * p[3] + 3 * p[5] + p[7]) / 8;
        }
      else if (n_points > 4)
        {
          *x = p[0];
          *y = p[1];
        }
    }
}

guint
wf_canvas_layer_get_n_nodes (WfCanvasLayer *self)
{
  g_return_val_if_fail (WF_IS_CANVAS_LAYER (self), 0);
  return self->nodes->len;
}

WfNodeWidget *
wf_canvas_layer_get_node (WfCanvasLayer *self, guint node)
{
  g_return_val_if_fail (WF_IS_CANVAS_LAYER (self), NULL);
  g_return_val_if_fail (node < self->nodes->len, NULL);
  return g_ptr_array_index (self->nodes, node);
}

void
wf_canvas_layer_drag (WfCanvasLayer *self, guint node, double x, double y)
{
  WfLayout *moved;

  g_return_if_fail (WF_IS_CANVAS_LAYER (self));
  g_return_if_fail (self->layout != NULL && node < self->nodes->len);

  if (self->dragged != node)
    {
      self->dragged = node;
      g_clear_pointer (&self->edges, gsk_render_node_unref);
    }
  moved = wf_layout_move_node (self->layout, wf_figure_get_graph (self->figure), node, x, y);
  g_clear_pointer (&self->drag_layout, wf_layout_unref);
  self->drag_layout = moved;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wf_canvas_layer_end_drag (WfCanvasLayer *self)
{
  g_return_if_fail (WF_IS_CANVAS_LAYER (self));

  drop_drag (self);
  forget_edges (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

guint
wf_canvas_layer_get_n_edge_draws (WfCanvasLayer *self)
{
  g_return_val_if_fail (WF_IS_CANVAS_LAYER (self), 0);
  return self->n_edge_draws;
}
