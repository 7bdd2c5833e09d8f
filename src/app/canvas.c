/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas-private.h"

G_DEFINE_FINAL_TYPE (WfCanvas, wf_canvas, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ZOOM,
  N_PROPS,
};

enum
{
  OPEN_NODE,
  EDIT_NODE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static WfDetail
detail_for_zoom (double zoom)
{
  if (zoom >= 0.72)
    return WF_DETAIL_CARD;
  if (zoom >= 0.4)
    return WF_DETAIL_COMPACT;
  return zoom >= 0.15 ? WF_DETAIL_LABEL : WF_DETAIL_DOT;
}

static gboolean
notify_zoom (gpointer data)
{
  WfCanvas *self = data;

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  return G_SOURCE_REMOVE;
}

/* often called while sizes are being allocated, when no label may change */
static void
follow_zoom (WfCanvas *self, double old_zoom)
{
  if (old_zoom == self->view.zoom)
    return;
  wf_canvas_layer_set_detail (self->layer, detail_for_zoom (self->view.zoom));
  if (self->notify_source == 0)
    self->notify_source = g_idle_add (notify_zoom, self);
}

void
wf_canvas_follow_view (WfCanvas *self, double old_zoom)
{
  follow_zoom (self, old_zoom);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
wf_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfCanvas *self = WF_CANVAS (widget);
  double x, y, picture_width, picture_height, zoom = self->view.zoom;

  if (wf_canvas_layer_get_bounds (self->layer, &x, &y, &picture_width, &picture_height))
    wf_viewport_allocate (&self->view, width, height,
                          &GRAPHENE_RECT_INIT (x, y, picture_width, picture_height));
  follow_zoom (self, zoom);
  wf_viewport_allocate_layer (&self->view, GTK_WIDGET (self->layer));
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
wf_canvas_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  *minimum = 120;
  *natural = 400;
}

/* Of the same variables something else is shown: what one looks at stays where it is. */
static gboolean
has_same_nodes (WfCanvas *self, WfFigure *figure)
{
  WfFigure *old = wf_canvas_layer_get_figure (self->layer);

  return old != NULL && figure != NULL &&
         g_strv_equal (wf_graph_get_names (wf_figure_get_graph (old)),
                       wf_graph_get_names (wf_figure_get_graph (figure)));
}

static void
show_weaknesses (WfCanvas *self)
{
  gboolean is_measured = wf_document_is_measured (self->document);

  for (guint i = 0; i < wf_canvas_layer_get_n_nodes (self->layer); i++)
    {
      const char *reason = NULL;

      if (is_measured)
        wf_model_is_weak (wf_document_get_model (self->document), i, &reason);
      wf_node_widget_set_weakness (wf_canvas_layer_get_node (self->layer, i), reason);
    }
}

static void
pass_focus_on (WfCanvas *self)
{
  gboolean is_awaited = gtk_widget_has_focus (GTK_WIDGET (self));

  if (wf_canvas_layer_get_n_nodes (self->layer) == 0)
    return;
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  if (is_awaited)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_changed (WfCanvas *self, guint parts)
{
  gssize pair[2] = { -1, -1 };
  guint a, b;

  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH))
    wf_canvas_forget_drag (self);
  if ((parts & WF_PART_SOURCE) ||
      ((parts & WF_PART_GRAPH) && !has_same_nodes (self, wf_document_get_figure (self->document))))
    wf_viewport_fit (&self->view);
  else if ((parts & WF_PART_LAYOUT) && !(parts & WF_PART_GRAPH))
    self->view.needs_fit = TRUE;
  if (parts &
      (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_LAYOUT | WF_PART_MODEL | WF_PART_EFFECT | WF_PART_BESIDE))
    {
      wf_canvas_layer_set_figure (self->layer, wf_document_get_figure (self->document),
                                  wf_document_get_layout (self->document));
      pass_focus_on (self);
      if (parts & ~WF_PART_EFFECT)
        gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL))
    show_weaknesses (self);
  wf_canvas_layer_set_selected (self->layer, wf_document_get_selected_node (self->document));
  if (wf_document_get_selected_pair (self->document, &a, &b))
    {
      pair[0] = a;
      pair[1] = b;
    }
  wf_canvas_layer_set_selected_pair (self->layer, pair[0], pair[1]);
}

static void
wf_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ZOOM)
    g_value_set_double (value, WF_CANVAS (object)->view.zoom);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
wf_canvas_dispose (GObject *object)
{
  WfCanvas *self = WF_CANVAS (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->layer)
    gtk_widget_unparent (GTK_WIDGET (self->layer));
  self->layer = NULL;
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_canvas_parent_class)->dispose (object);
}

/* the selected node, or the first; the canvas itself until there is one */
static gboolean
wf_canvas_grab_focus (GtkWidget *widget)
{
  WfCanvas *self = WF_CANVAS (widget);
  guint node = (guint) MAX (wf_document_get_selected_node (self->document), 0);

  if (node >= wf_canvas_layer_get_n_nodes (self->layer))
    {
      gtk_widget_set_focusable (widget, TRUE);
      return GTK_WIDGET_CLASS (wf_canvas_parent_class)->grab_focus (widget);
    }
  wf_canvas_reveal_node (self, node);
  return gtk_widget_grab_focus (GTK_WIDGET (wf_canvas_layer_get_node (self->layer, node)));
}

static void
wf_canvas_class_init (WfCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wf_canvas_dispose;
  object_class->get_property = wf_canvas_get_property;
  widget_class->measure = wf_canvas_measure;
  widget_class->size_allocate = wf_canvas_size_allocate;
  widget_class->grab_focus = wf_canvas_grab_focus;
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, WF_VIEWPORT_FIT_ZOOM, WF_VIEWPORT_MAX_ZOOM,
                                               1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_NODE] = g_signal_new ("open-node", WF_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[EDIT_NODE] = g_signal_new ("edit-node", WF_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "canvas");
}

static void
wf_canvas_init (WfCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  wf_viewport_init (&self->view);
  self->drag_node = -1;
  self->layer = WF_CANVAS_LAYER (wf_canvas_layer_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->layer), widget);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (widget, "canvas");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Causal graph"),
                                  -1);
  wf_canvas_add_controllers (self);
}

GtkWidget *
wf_canvas_new (WfDocument *document)
{
  WfCanvas *self = g_object_new (WF_TYPE_CANVAS, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

WfCanvasLayer *
wf_canvas_get_layer (WfCanvas *self)
{
  g_return_val_if_fail (WF_IS_CANVAS (self), NULL);
  return self->layer;
}

double
wf_canvas_get_zoom (WfCanvas *self)
{
  g_return_val_if_fail (WF_IS_CANVAS (self), 1);
  return self->view.zoom;
}

void
wf_canvas_set_zoom (WfCanvas *self, double zoom, double x, double y)
{
  double old_zoom;

  g_return_if_fail (WF_IS_CANVAS (self));

  old_zoom = self->view.zoom;
  wf_viewport_zoom (&self->view, zoom, isnan (x) ? gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 : x,
                    isnan (y) ? gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 : y);
  wf_canvas_follow_view (self, old_zoom);
}

void
wf_canvas_fit (WfCanvas *self)
{
  g_return_if_fail (WF_IS_CANVAS (self));

  wf_viewport_fit (&self->view);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
wf_canvas_get_view (WfCanvas *self, double *zoom, double *x, double *y)
{
  g_return_val_if_fail (WF_IS_CANVAS (self), FALSE);

  *zoom = self->view.zoom;
  *x = self->view.x;
  *y = self->view.y;
  return !self->view.is_fitted;
}

void
wf_canvas_set_view (WfCanvas *self, double zoom, double x, double y)
{
  double old_zoom;

  g_return_if_fail (WF_IS_CANVAS (self));

  old_zoom = self->view.zoom;
  wf_viewport_zoom (&self->view, zoom, 0, 0);
  wf_viewport_pan (&self->view, x - self->view.x, y - self->view.y);
  wf_canvas_follow_view (self, old_zoom);
}

void
wf_canvas_pan (WfCanvas *self, double dx, double dy)
{
  g_return_if_fail (WF_IS_CANVAS (self));

  wf_viewport_pan (&self->view, dx, dy);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gssize
wf_canvas_find_neighbour (WfCanvas *self, guint node, double dx, double dy)
{
  double x, y, best = INFINITY;
  gssize found = -1;

  g_return_val_if_fail (WF_IS_CANVAS (self), -1);
  g_return_val_if_fail (node < wf_canvas_layer_get_n_nodes (self->layer), -1);

  wf_canvas_layer_get_position (self->layer, node, &x, &y);
  for (guint i = 0; i < wf_canvas_layer_get_n_nodes (self->layer); i++)
    {
      double other_x, other_y, along, across;

      wf_canvas_layer_get_position (self->layer, i, &other_x, &other_y);
      along = (other_x - x) * dx + (other_y - y) * dy;
      across = fabs ((other_x - x) * dy - (other_y - y) * dx);
      if (i == node || along <= 1)
        continue;
      if (along + 2 * across < best)
        {
          best = along + 2 * across;
          found = i;
        }
    }
  return found;
}

void
wf_canvas_reveal_node (WfCanvas *self, guint node)
{
  double x, y, width, height;

  wf_card_get_size (WF_DETAIL_CARD, &width, &height);
  wf_canvas_layer_get_position (self->layer, node, &x, &y);
  if (wf_viewport_reveal (&self->view, gtk_widget_get_width (GTK_WIDGET (self)),
                          gtk_widget_get_height (GTK_WIDGET (self)),
                          &GRAPHENE_RECT_INIT (x - width / 2, y - height / 2, width, height)))
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
wf_canvas_emit_open (WfCanvas *self, guint node)
{
  g_signal_emit (self, signals[OPEN_NODE], 0, node);
}

void
wf_canvas_emit_edit (WfCanvas *self, guint node)
{
  g_signal_emit (self, signals[EDIT_NODE], 0, node);
}
