/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/network-layer.h"
#include "app/network-node.h"
#include "app/theme.h"
#include "render/picture.h"

struct _WfNetworkLayer
{
  GtkWidget parent_instance;

  WfFigure *network;
  WfLayout *layout;
  gssize selected;
  double scale;
  GPtrArray *nodes; /* WfNetworkNodeWidget, borrowed: children */
};

G_DEFINE_FINAL_TYPE (WfNetworkLayer, wf_network_layer, GTK_TYPE_WIDGET)

static guint chosen_signal;

gboolean
wf_network_layer_get_size (WfNetworkLayer *self, double *width, double *height)
{
  double x, y;

  g_return_val_if_fail (WF_IS_NETWORK_LAYER (self), FALSE);

  if (self->layout == NULL)
    return FALSE;
  wf_layout_get_bounds (self->layout, &x, &y, width, height);
  return TRUE;
}

static void
wf_network_layer_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  WfNetworkLayer *self = WF_NETWORK_LAYER (widget);
  double width = 0, height = 0;

  wf_network_layer_get_size (self, &width, &height);
  *minimum = *natural =
      (int) ceil (self->scale * (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height));
}

/* the top left corner of the picture, which lies in the middle of what it is given */
static void
get_origin (WfNetworkLayer *self, double *x, double *y)
{
  double width, height;

  wf_layout_get_bounds (self->layout, x, y, &width, &height);
  *x = floor ((gtk_widget_get_width (GTK_WIDGET (self)) - self->scale * width) / 2) - self->scale * *x;
  *y = floor ((gtk_widget_get_height (GTK_WIDGET (self)) - self->scale * height) / 2) - self->scale * *y;
}

static void
wf_network_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfNetworkLayer *self = WF_NETWORK_LAYER (widget);
  double left, top;

  if (self->layout == NULL)
    return;
  get_origin (self, &left, &top);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      GtkWidget *node = g_ptr_array_index (self->nodes, i);
      double x, y;
      int node_width, node_height;

      wf_layout_get_node (self->layout, i, &x, &y);
      gtk_widget_measure (node, GTK_ORIENTATION_HORIZONTAL, -1, &node_width, NULL, NULL, NULL);
      gtk_widget_measure (node, GTK_ORIENTATION_VERTICAL, -1, &node_height, NULL, NULL, NULL);
      x = left + self->scale * x - node_width / 2.0;
      y = top + self->scale * y - node_height / 2.0;
      gtk_widget_allocate (node, node_width, node_height, -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
    }
}

static void
wf_network_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfNetworkLayer *self = WF_NETWORK_LAYER (widget);
  double left, top;
  WfTheme theme;
  cairo_t *cr;

  if (self->layout == NULL)
    return;
  wf_theme_for_widget (&theme, widget);
  get_origin (self, &left, &top);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  cairo_translate (cr, left, top);
  cairo_scale (cr, self->scale, self->scale);
  wf_network_draw_links (cr, &theme, self->network, self->layout, self->scale);
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (wf_network_layer_parent_class)->snapshot (widget, snapshot);
}

static void
drop_nodes (WfNetworkLayer *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->nodes, i));
  g_ptr_array_set_size (self->nodes, 0);
}

static void
wf_network_layer_dispose (GObject *object)
{
  WfNetworkLayer *self = WF_NETWORK_LAYER (object);

  drop_nodes (self);
  g_clear_pointer (&self->network, wf_figure_unref);
  g_clear_pointer (&self->layout, wf_layout_unref);
  G_OBJECT_CLASS (wf_network_layer_parent_class)->dispose (object);
}

static void
wf_network_layer_finalize (GObject *object)
{
  g_ptr_array_unref (WF_NETWORK_LAYER (object)->nodes);
  G_OBJECT_CLASS (wf_network_layer_parent_class)->finalize (object);
}

static void
wf_network_layer_class_init (WfNetworkLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_network_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = wf_network_layer_finalize;
  widget_class->measure = wf_network_layer_measure;
  widget_class->size_allocate = wf_network_layer_size_allocate;
  widget_class->snapshot = wf_network_layer_snapshot;
  chosen_signal = g_signal_new ("chosen", WF_TYPE_NETWORK_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wf_network_layer_init (WfNetworkLayer *self)
{
  self->nodes = g_ptr_array_new ();
  self->scale = 1;
  self->selected = -1;
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_network_layer_new (void)
{
  return g_object_new (WF_TYPE_NETWORK_LAYER, NULL);
}

static void
on_chosen (WfNetworkNodeWidget *node, WfNetworkLayer *self)
{
  g_signal_emit (self, chosen_signal, 0, wf_network_node_widget_get_node (node));
}

static void
make_nodes (WfNetworkLayer *self, gsize n)
{
  drop_nodes (self);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *node = wf_network_node_widget_new (i);

      g_signal_connect (node, "chosen", G_CALLBACK (on_chosen), self);
      gtk_widget_set_parent (node, GTK_WIDGET (self));
      g_ptr_array_add (self->nodes, node);
    }
}

static void
update_nodes (WfNetworkLayer *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    wf_network_node_widget_update (g_ptr_array_index (self->nodes, i), self->network, self->scale,
                                   self->selected == (gssize) i);
}

void
wf_network_layer_set_network (WfNetworkLayer *self, WfFigure *network, WfLayout *layout, gssize selected)
{
  gsize n = network ? wf_figure_get_n_network_nodes (network) : 0;

  g_return_if_fail (WF_IS_NETWORK_LAYER (self));
  g_return_if_fail ((network == NULL) == (layout == NULL));

  if (network)
    wf_figure_ref (network);
  if (layout)
    wf_layout_ref (layout);
  g_clear_pointer (&self->network, wf_figure_unref);
  g_clear_pointer (&self->layout, wf_layout_unref);
  self->network = network;
  self->layout = layout;
  self->selected = selected;
  if (n != self->nodes->len)
    make_nodes (self, n);
  update_nodes (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  network ? wf_figure_get_alt (network) : "", -1);
}

void
wf_network_layer_set_scale (WfNetworkLayer *self, double scale)
{
  g_return_if_fail (WF_IS_NETWORK_LAYER (self));
  g_return_if_fail (scale > 0);

  if (self->scale == scale)
    return;
  self->scale = scale;
  update_nodes (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

double
wf_network_layer_get_scale (WfNetworkLayer *self)
{
  g_return_val_if_fail (WF_IS_NETWORK_LAYER (self), 1);
  return self->scale;
}

gboolean
wf_network_layer_get_selected (WfNetworkLayer *self, double *left, double *top, double *right, double *bottom)
{
  double x, y, origin_x, origin_y, width, height;

  g_return_val_if_fail (WF_IS_NETWORK_LAYER (self), FALSE);

  if (self->layout == NULL || self->selected < 0)
    return FALSE;
  get_origin (self, &origin_x, &origin_y);
  wf_network_get_card_size (&width, &height);
  wf_layout_get_node (self->layout, (guint) self->selected, &x, &y);
  *left = origin_x + self->scale * (x - width / 2);
  *right = *left + self->scale * width;
  *top = origin_y + self->scale * (y - height / 2);
  *bottom = *top + self->scale * height;
  return TRUE;
}
