/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/diagram-canvas-private.h"

#define TOLERANCE 8.0 /* pixels, whatever the zoom */

/* What lies under the pointer. */
typedef struct
{
  WfWiringPart part;
  guint index; /* of the box or the wire */
  gint target; /* branch of the wire, -1 = what its branches share */
  gint into;   /* box that the branch leads into, -1 = none */
} Place;

static Place
find_place (WfDiagramCanvas *self, double x, double y)
{
  WfWiring *wiring = wf_diagram_layer_get_wiring (self->layer);
  WfFigure *figure = wf_diagram_layer_get_figure (self->layer);
  Place place = { WF_WIRING_NOTHING, 0, -1, -1 };
  const WfWiringWire *wire;

  if (!wf_diagram_canvas_is_own (self))
    return place;
  place.part =
      wf_wiring_pick (wiring, (x - self->view.x) / self->view.zoom, (y - self->view.y) / self->view.zoom,
                      TOLERANCE / self->view.zoom, &place.index, &place.target);
  if (place.part != WF_WIRING_ON_WIRE)
    return place;
  wire = wf_figure_get_wiring_wire (figure, place.index);
  if (place.target < 0 && wire->n_targets == 1)
    place.target = 0;
  if (place.target >= 0)
    place.into = wire->targets[place.target].box;
  return place;
}

/* the variable on a wire; -1 = a hidden one without a node */
static gssize
find_variable (WfDiagramCanvas *self, guint wire)
{
  const WfWiringWire *shown = wf_figure_get_wiring_wire (wf_diagram_layer_get_figure (self->layer), wire);

  return wf_graph_find_node (wf_document_get_graph (self->document), shown->label);
}

/* the variable that a click on the branch cuts, or mends */
static gssize
find_cuttable (WfDiagramCanvas *self, const Place *place)
{
  gssize node = place->part == WF_WIRING_ON_WIRE && place->into >= 0
                    ? wf_diagram_canvas_find_node (self, (guint) place->into)
                    : -1;

  return node >= 0 && !wf_graph_is_latent (wf_document_get_graph (self->document), (guint) node) ? node : -1;
}

void
wf_diagram_canvas_hover (WfDiagramCanvas *self, double x, double y)
{
  Place place = find_place (self, x, y);
  gssize node = find_cuttable (self, &place);
  gboolean is_wire = place.part == WF_WIRING_ON_WIRE && !self->is_dragging;
  gboolean is_cut = node >= 0 && wf_document_find_cut (self->document, (guint) node) >= 0;
  gint old_target, old = wf_diagram_layer_get_hovered (self->layer, &old_target);
  gint wire = is_wire ? (gint) place.index : -1, target = is_wire ? place.target : -1;
  g_autofree char *words = NULL;

  if (wire == old && target == old_target)
    return;
  if (wire >= 0 && node >= 0)
    words = g_strdup_printf (is_cut ? _ ("Mend the cut of %s") : _ ("Cut %s"),
                             wf_graph_get_name (wf_document_get_graph (self->document), (guint) node));
  wf_diagram_layer_set_hovered (self->layer, wire, target, node >= 0 && !is_cut);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), words != NULL ? "crosshair"
                                                      : wire >= 0   ? "pointer"
                                                                    : NULL);
  wf_diagram_canvas_emit_hovered (self, wire >= 0 && node >= 0 ? find_variable (self, place.index) : -1,
                                  node);
}

static void
on_leave (WfDiagramCanvas *self)
{
  if (wf_diagram_layer_get_figure (self->layer) != NULL)
    wf_diagram_layer_set_hovered (self->layer, -1, -1, FALSE);
  wf_diagram_canvas_emit_hovered (self, -1, -1);
}

static void
open_box (WfDiagramCanvas *self, guint box, gboolean with_focus)
{
  gssize node = wf_diagram_canvas_find_node (self, box);

  gtk_widget_grab_focus (wf_diagram_layer_get_box (self->layer, box));
  wf_document_select_node (self->document, node);
  if (node >= 0)
    wf_diagram_canvas_emit_open (self, node, with_focus);
}

void
wf_diagram_canvas_click (WfDiagramCanvas *self, double x, double y)
{
  Place place = find_place (self, x, y);

  if (place.part == WF_WIRING_ON_BOX)
    open_box (self, place.index, FALSE);
  else if (find_cuttable (self, &place) >= 0)
    wf_diagram_canvas_toggle_cut (self, (guint) place.into);
  else if (wf_document_get_graph (self->document) != NULL)
    wf_document_select_node (self->document,
                             place.part == WF_WIRING_ON_WIRE ? find_variable (self, place.index) : -1);
}

/* ---- pointer ---- */

static void
on_drag_begin (WfDiagramCanvas *self, double x, double y)
{
  self->is_dragging = FALSE;
  self->drag_x = self->view.x;
  self->drag_y = self->view.y;
}

static void
on_drag_update (WfDiagramCanvas *self, double dx, double dy, GtkGesture *gesture)
{
  if (!self->is_dragging && hypot (dx, dy) < WF_VIEWPORT_DRAG_THRESHOLD)
    return;
  if (!self->is_dragging)
    {
      self->is_dragging = TRUE;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
    }
  wf_viewport_pan (&self->view, self->drag_x + dx - self->view.x, self->drag_y + dy - self->view.y);
  wf_diagram_canvas_follow_view (self);
}

static void
on_drag_end (WfDiagramCanvas *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  if (self->is_dragging)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
  else if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    wf_diagram_canvas_click (self, x, y);
  self->is_dragging = FALSE;
}

static void
on_drag_cancel (WfDiagramCanvas *self)
{
  self->is_dragging = FALSE;
}

/* ---- keyboard ---- */

static gint
focused_box (WfDiagramCanvas *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && WF_IS_BOX_WIDGET (focus) ? (gint) wf_box_widget_get_box (WF_BOX_WIDGET (focus)) : -1;
}

static void
go (WfDiagramCanvas *self, guint box, WfWiringDirection direction)
{
  gssize next = wf_wiring_get_neighbour (wf_diagram_layer_get_wiring (self->layer), box, direction);

  if (next < 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  gtk_widget_grab_focus (wf_diagram_layer_get_box (self->layer, (guint) next));
  wf_diagram_canvas_reveal_box (self, (guint) next);
}

static void
select_box (WfDiagramCanvas *self, guint box)
{
  gssize node = wf_diagram_canvas_find_node (self, box);

  wf_document_select_node (self->document,
                           wf_document_get_selected_node (self->document) == node ? -1 : node);
}

static gboolean
press_key (WfDiagramCanvas *self, guint box, guint key)
{
  switch (key)
    {
      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
        go (self, box, WF_WIRING_UP);
        return GDK_EVENT_STOP;
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        go (self, box, WF_WIRING_DOWN);
        return GDK_EVENT_STOP;
      case GDK_KEY_Left:
      case GDK_KEY_KP_Left:
        go (self, box, WF_WIRING_LEFT);
        return GDK_EVENT_STOP;
      case GDK_KEY_Right:
      case GDK_KEY_KP_Right:
        go (self, box, WF_WIRING_RIGHT);
        return GDK_EVENT_STOP;
      case GDK_KEY_space:
      case GDK_KEY_KP_Space:
        select_box (self, box);
        return GDK_EVENT_STOP;
      case GDK_KEY_Return:
      case GDK_KEY_KP_Enter:
      case GDK_KEY_ISO_Enter:
        open_box (self, box, TRUE);
        return GDK_EVENT_STOP;
      case GDK_KEY_x:
        wf_diagram_canvas_toggle_cut (self, box);
        return GDK_EVENT_STOP;
      case GDK_KEY_Delete:
        if (wf_diagram_canvas_find_node (self, box) >= 0)
          wf_document_mend (self->document, (guint) wf_diagram_canvas_find_node (self, box));
        return GDK_EVENT_STOP;
      default:
        return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
on_key (WfDiagramCanvas *self, guint key, guint code, GdkModifierType modifiers)
{
  gint box = focused_box (self);

  if (box < 0 || !wf_diagram_canvas_is_own (self) ||
      (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  return press_key (self, (guint) box, key);
}

static void
on_moved (GtkWidget *widget, double old_zoom)
{
  wf_diagram_canvas_follow_view (WF_DIAGRAM_CANVAS (widget));
}

static GtkEventController *
add (WfDiagramCanvas *self, GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  return controller;
}

void
wf_diagram_canvas_add_controllers (WfDiagramCanvas *self)
{
  GtkEventController *drag = add (self, GTK_EVENT_CONTROLLER (gtk_gesture_drag_new ()));
  GtkEventController *motion = add (self, gtk_event_controller_motion_new ());
  GtkEventController *keys = add (self, gtk_event_controller_key_new ());

  wf_viewport_input_init (&self->input, GTK_WIDGET (self), &self->view, on_moved);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (wf_diagram_canvas_hover), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
}
