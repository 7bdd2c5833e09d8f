/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "app/diagram-layer.h"
#include "app/theme.h"

#define CUT_MS 200
#define BADGE  24

struct _WfDiagramLayer
{
  GtkWidget parent_instance;

  WfFigure *figure;
  WfWiring *wiring;
  GPtrArray *boxes;     /* WfBoxWidget, owned as children */
  GskRenderNode *wires; /* everything but the boxes */
  WfWiringView view;
  GByteArray *changing; /* one a box: it is just being cut or mended */
  gint hovered_target;
  GtkWidget *scissors;
  AdwAnimation *animation;
};

G_DEFINE_FINAL_TYPE (WfDiagramLayer, wf_diagram_layer, GTK_TYPE_WIDGET)

static GskRenderNode *
cache_wires (WfDiagramLayer *self)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  double x, y, width, height;
  WfTheme theme;
  cairo_t *cr;

  wf_wiring_get_bounds (self->wiring, &x, &y, &width, &height);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
  wf_theme_for_widget (&theme, GTK_WIDGET (self));
  wf_wiring_draw (cr, &theme, self->figure, self->wiring, &self->view);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static void
forget_wires (WfDiagramLayer *self)
{
  g_clear_pointer (&self->wires, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
redraw (WfDiagramLayer *self)
{
  forget_wires (self);
  for (guint i = 0; i < self->boxes->len; i++)
    gtk_widget_queue_draw (g_ptr_array_index (self->boxes, i));
}

static void
wf_diagram_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfDiagramLayer *self = WF_DIAGRAM_LAYER (widget);

  if (self->figure == NULL)
    return;
  if (self->wires == NULL)
    self->wires = cache_wires (self);
  if (self->wires)
    gtk_snapshot_append_node (snapshot, self->wires);
  for (guint i = 0; i < self->boxes->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->boxes, i), snapshot);
  gtk_widget_snapshot_child (widget, self->scissors, snapshot);
}

static void
wf_diagram_layer_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 1, 1);

  wf_diagram_layer_get_bounds (WF_DIAGRAM_LAYER (widget), &bounds);
  *minimum = *natural =
      (int) ceilf (orientation == GTK_ORIENTATION_HORIZONTAL ? bounds.size.width : bounds.size.height);
}

static void
place_scissors (WfDiagramLayer *self)
{
  double x, y;
  int minimum;

  if (!gtk_widget_get_visible (self->scissors) || self->view.hover_wire < 0 || self->hovered_target < 0)
    return;
  wf_wiring_get_badge (self->wiring, (guint) self->view.hover_wire, (guint) self->hovered_target, &x, &y);
  gtk_widget_measure (self->scissors, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (self->scissors, MAX (BADGE, minimum), BADGE, -1,
                       gsk_transform_translate (
                           NULL, &GRAPHENE_POINT_INIT ((float) x - BADGE / 2.0f, (float) y - BADGE / 2.0f)));
}

static void
wf_diagram_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WfDiagramLayer *self = WF_DIAGRAM_LAYER (widget);

  for (guint i = 0; self->wiring && i < self->boxes->len; i++)
    {
      double x, y, box_width, box_height;
      int minimum;

      wf_wiring_get_box (self->wiring, i, &x, &y, &box_width, &box_height);
      gtk_widget_measure (g_ptr_array_index (self->boxes, i), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                          NULL, NULL);
      gtk_widget_allocate (g_ptr_array_index (self->boxes, i), MAX (minimum, (int) ceil (box_width)),
                           (int) ceil (box_height), -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
    }
  place_scissors (self);
}

static void
drop_boxes (WfDiagramLayer *self)
{
  for (guint i = 0; i < self->boxes->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->boxes, i));
  g_ptr_array_set_size (self->boxes, 0);
}

static void
wf_diagram_layer_dispose (GObject *object)
{
  WfDiagramLayer *self = WF_DIAGRAM_LAYER (object);

  if (self->animation)
    adw_animation_reset (self->animation);
  g_clear_object (&self->animation);
  drop_boxes (self);
  g_clear_pointer (&self->scissors, gtk_widget_unparent);
  g_clear_pointer (&self->wires, gsk_render_node_unref);
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->wiring, wf_wiring_unref);
  G_OBJECT_CLASS (wf_diagram_layer_parent_class)->dispose (object);
}

static void
wf_diagram_layer_finalize (GObject *object)
{
  WfDiagramLayer *self = WF_DIAGRAM_LAYER (object);

  g_ptr_array_unref (self->boxes);
  g_byte_array_unref (self->changing);
  G_OBJECT_CLASS (wf_diagram_layer_parent_class)->finalize (object);
}

static void
wf_diagram_layer_class_init (WfDiagramLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_diagram_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = wf_diagram_layer_finalize;
  widget_class->measure = wf_diagram_layer_measure;
  widget_class->size_allocate = wf_diagram_layer_size_allocate;
  widget_class->snapshot = wf_diagram_layer_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
on_step (double value, WfDiagramLayer *self)
{
  self->view.cut_progress = value;
  redraw (self);
}

static void
wf_diagram_layer_init (WfDiagramLayer *self)
{
  self->boxes = g_ptr_array_new ();
  self->changing = g_byte_array_new ();
  self->hovered_target = -1;
  wf_wiring_view_init (&self->view);
  self->view.has_no_boxes = TRUE;
  self->view.shows_regions = TRUE;
  self->view.cut_progress = 1;
  self->scissors = gtk_image_new_from_icon_name ("wf-set-symbolic");
  gtk_widget_add_css_class (self->scissors, "scissors");
  gtk_widget_set_can_target (self->scissors, FALSE);
  gtk_widget_set_visible (self->scissors, FALSE);
  gtk_widget_set_parent (self->scissors, GTK_WIDGET (self));
  /* it follows the system's setting for animations */
  self->animation = adw_timed_animation_new (
      GTK_WIDGET (self), 0, 1, CUT_MS,
      adw_callback_animation_target_new ((AdwAnimationTargetFunc) on_step, self, NULL));
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (forget_wires));
}

GtkWidget *
wf_diagram_layer_new (void)
{
  return g_object_new (WF_TYPE_DIAGRAM_LAYER, NULL);
}

/* those that were boxes and are ghosts now, or the other way round; FALSE when there is none */
static gboolean
find_changing (WfDiagramLayer *self, WfFigure *old, WfFigure *figure)
{
  gsize n = wf_figure_get_n_wiring_boxes (figure);
  gboolean is_any = FALSE;

  g_byte_array_set_size (self->changing, (guint) n);
  for (gsize i = 0; i < n; i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);
      const WfWiringBox *before =
          old && i < wf_figure_get_n_wiring_boxes (old) ? wf_figure_get_wiring_box (old, i) : NULL;

      self->changing->data[i] = before != NULL &&
                                (box->kind == WF_WIRING_GHOST) != (before->kind == WF_WIRING_GHOST) &&
                                g_strcmp0 (before->name, box->name) == 0;
      is_any = is_any || self->changing->data[i];
    }
  return is_any;
}

static void
make_boxes (WfDiagramLayer *self, gsize n)
{
  if (n == self->boxes->len)
    return;
  drop_boxes (self);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *box = wf_box_widget_new (i);

      gtk_widget_insert_before (box, GTK_WIDGET (self), self->scissors);
      g_ptr_array_add (self->boxes, box);
    }
}

/* the boxes that a wire leads to, each once */
static GList *
list_followers (WfDiagramLayer *self, guint box)
{
  GList *followers = NULL;

  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (self->figure); w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (self->figure, w);

      for (gsize t = 0; wire->source.box == (gint) box && t < wire->n_targets; t++)
        {
          gint target = wire->targets[t].box;
          gpointer follower = target >= 0 ? g_ptr_array_index (self->boxes, (guint) target) : NULL;

          if (follower != NULL && g_list_find (followers, follower) == NULL)
            followers = g_list_prepend (followers, follower);
        }
    }
  return g_list_reverse (followers);
}

/* for a screen reader, which goes along the wires */
static void
relate_boxes (WfDiagramLayer *self)
{
  for (guint i = 0; i < self->boxes->len; i++)
    {
      GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_FLOW_TO;
      g_auto (GValue) value = G_VALUE_INIT;

      gtk_accessible_relation_init_value (relation, &value);
      if (!G_VALUE_HOLDS_POINTER (&value)) /* newer GTK has a type of its own */
        return;
      g_value_set_pointer (&value, list_followers (self, i)); /* which is taken over */
      gtk_accessible_update_relation_value (g_ptr_array_index (self->boxes, i), 1, &relation, &value);
    }
}

void
wf_diagram_layer_set_figure (WfDiagramLayer *self, WfFigure *figure, WfWiring *wiring)
{
  g_autoptr (WfFigure) old = NULL;
  gboolean is_changing;

  g_return_if_fail (WF_IS_DIAGRAM_LAYER (self));
  g_return_if_fail ((figure == NULL) == (wiring == NULL));

  old = g_steal_pointer (&self->figure);
  if (wiring)
    wf_wiring_ref (wiring);
  g_clear_pointer (&self->wiring, wf_wiring_unref);
  self->figure = figure ? wf_figure_ref (figure) : NULL;
  self->wiring = wiring;
  self->view.hover_wire = self->view.selected_box = self->hovered_target = -1;
  gtk_widget_set_visible (self->scissors, FALSE);
  adw_animation_skip (self->animation);
  is_changing = figure && find_changing (self, old, figure);
  self->view.is_changing = is_changing ? self->changing->data : NULL;
  self->view.cut_progress = 1;
  make_boxes (self, figure ? wf_figure_get_n_wiring_boxes (figure) : 0);
  for (guint i = 0; i < self->boxes->len; i++)
    wf_box_widget_set (g_ptr_array_index (self->boxes, i), figure, wiring, &self->view);
  relate_boxes (self);
  forget_wires (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  figure ? wf_figure_get_alt (figure) : "", -1);
  if (is_changing)
    adw_animation_play (self->animation);
}

WfFigure *
wf_diagram_layer_get_figure (WfDiagramLayer *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_LAYER (self), NULL);
  return self->figure;
}

WfWiring *
wf_diagram_layer_get_wiring (WfDiagramLayer *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_LAYER (self), NULL);
  return self->wiring;
}

void
wf_diagram_layer_set_regions (WfDiagramLayer *self, gboolean are_shown)
{
  g_return_if_fail (WF_IS_DIAGRAM_LAYER (self));

  self->view.shows_regions = are_shown;
  redraw (self);
}

void
wf_diagram_layer_set_scale (WfDiagramLayer *self, double scale)
{
  g_return_if_fail (WF_IS_DIAGRAM_LAYER (self));

  if (self->view.scale == scale)
    return;
  self->view.scale = scale;
  redraw (self);
}

void
wf_diagram_layer_set_selected (WfDiagramLayer *self, gint box)
{
  gint old;

  g_return_if_fail (WF_IS_DIAGRAM_LAYER (self));

  old = self->view.selected_box;
  if (old == box)
    return;
  self->view.selected_box = box;
  for (guint i = 0; i < self->boxes->len; i++)
    if ((gint) i == old || (gint) i == box)
      wf_box_widget_set (g_ptr_array_index (self->boxes, i), self->figure, self->wiring, &self->view);
}

void
wf_diagram_layer_set_hovered (WfDiagramLayer *self, gint wire, gint target, gboolean can_cut)
{
  g_return_if_fail (WF_IS_DIAGRAM_LAYER (self));

  if (self->view.hover_wire == wire && self->hovered_target == target)
    return;
  if (self->view.hover_wire != wire)
    redraw (self);
  self->view.hover_wire = wire;
  self->hovered_target = target;
  gtk_widget_set_visible (self->scissors, can_cut && target >= 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gint
wf_diagram_layer_get_hovered (WfDiagramLayer *self, gint *target)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_LAYER (self), -1);

  *target = self->hovered_target;
  return self->view.hover_wire;
}

gboolean
wf_diagram_layer_get_bounds (WfDiagramLayer *self, graphene_rect_t *bounds)
{
  double x, y, width, height;

  g_return_val_if_fail (WF_IS_DIAGRAM_LAYER (self), FALSE);

  if (self->wiring == NULL)
    return FALSE;
  wf_wiring_get_bounds (self->wiring, &x, &y, &width, &height);
  graphene_rect_init (bounds, (float) x, (float) y, (float) width, (float) height);
  return TRUE;
}

GtkWidget *
wf_diagram_layer_get_box (WfDiagramLayer *self, guint box)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_LAYER (self), NULL);
  g_return_val_if_fail (box < self->boxes->len, NULL);
  return g_ptr_array_index (self->boxes, box);
}

gboolean
wf_diagram_layer_is_animated (WfDiagramLayer *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_LAYER (self), FALSE);
  return adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING;
}
