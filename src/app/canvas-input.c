/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/canvas-private.h"

#define KEY_STEP 12.0

static gssize
pick_node (WfCanvas *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return picked && WF_IS_NODE_WIDGET (picked) ? (gssize) wf_node_widget_get_node (WF_NODE_WIDGET (picked))
                                              : -1;
}

/* ---- pointer ---- */

static void
on_drag_begin (WfCanvas *self, double x, double y)
{
  self->drag_node = pick_node (self, x, y);
  self->is_dragging = FALSE;
  self->is_drag_lost = FALSE;
  if (self->drag_node >= 0)
    wf_canvas_layer_get_position (self->layer, self->drag_node, &self->drag_x, &self->drag_y);
  else
    {
      self->drag_x = self->view.x;
      self->drag_y = self->view.y;
    }
}

static void
on_drag_update (WfCanvas *self, double dx, double dy, GtkGesture *gesture)
{
  if (self->is_drag_lost || (!self->is_dragging && hypot (dx, dy) < WF_VIEWPORT_DRAG_THRESHOLD))
    return;
  if (!self->is_dragging)
    {
      self->is_dragging = TRUE;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      if (self->drag_node < 0)
        gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
    }
  if (self->drag_node >= 0)
    wf_canvas_layer_drag (self->layer, self->drag_node, self->drag_x + dx / self->view.zoom,
                          self->drag_y + dy / self->view.zoom);
  else
    wf_canvas_pan (self, self->drag_x + dx - self->view.x, self->drag_y + dy - self->view.y);
}

static void
click (WfCanvas *self, GtkGestureDrag *gesture)
{
  GdkModifierType held = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->drag_node < 0)
    wf_canvas_click_edge (self, x, y);
  else if (held & GDK_SHIFT_MASK)
    wf_canvas_ask_about (self, self->drag_node);
  else
    wf_document_select_node (self->document, self->drag_node);
}

static void
on_drag_end (WfCanvas *self, double dx, double dy, GtkGestureDrag *gesture)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (self->is_drag_lost)
    return;
  if (self->drag_node >= 0)
    gtk_widget_grab_focus (GTK_WIDGET (wf_canvas_layer_get_node (self->layer, self->drag_node)));
  if (!self->is_dragging)
    click (self, gesture);
  else if (self->drag_node >= 0)
    {
      double x, y;

      wf_canvas_layer_get_position (self->layer, self->drag_node, &x, &y);
      self->view.is_fitted = FALSE;
      wf_canvas_layer_end_drag (self->layer);
      wf_document_move_node (self->document, self->drag_node, x, y);
    }
  self->is_dragging = FALSE;
  self->drag_node = -1;
}

static void
on_drag_cancel (WfCanvas *self)
{
  if (self->is_dragging && self->drag_node >= 0)
    wf_canvas_layer_end_drag (self->layer);
  self->is_dragging = FALSE;
  self->drag_node = -1;
}

/* The graph was replaced under the hand: what was grabbed is no more. */
void
wf_canvas_forget_drag (WfCanvas *self)
{
  self->is_drag_lost = TRUE;
  self->is_dragging = FALSE;
  self->drag_node = -1;
}

static void
on_pressed (WfCanvas *self, int n_press, double x, double y)
{
  gssize node = pick_node (self, x, y);

  if (n_press == 2 && node >= 0)
    wf_canvas_emit_open (self, node);
}

static void
on_secondary (WfCanvas *self, int n_press, double x, double y)
{
  wf_canvas_show_menu_of (self, x, y);
}

static void
on_long_press (WfCanvas *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  wf_canvas_show_menu_of (self, x, y);
}

static void
on_leave (WfCanvas *self)
{
  wf_canvas_layer_set_hovered_edge (self->layer, -1);
}

/* ---- keyboard ---- */

static gssize
focused_node (WfCanvas *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && WF_IS_NODE_WIDGET (focus) ? (gssize) wf_node_widget_get_node (WF_NODE_WIDGET (focus)) : -1;
}

static void
go (WfCanvas *self, guint node, double dx, double dy)
{
  gssize next = wf_canvas_find_neighbour (self, node, dx, dy);

  if (next < 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (wf_canvas_layer_get_node (self->layer, next)));
  wf_canvas_reveal_node (self, next);
}

static void
move (WfCanvas *self, guint node, double dx, double dy)
{
  double x, y;

  wf_canvas_layer_get_position (self->layer, node, &x, &y);
  wf_document_move_node (self->document, node, x + KEY_STEP * dx, y + KEY_STEP * dy);
}

static gboolean
arrow_of_key (guint key, double *dx, double *dy)
{
  *dx = key == GDK_KEY_Left || key == GDK_KEY_KP_Left     ? -1
        : key == GDK_KEY_Right || key == GDK_KEY_KP_Right ? 1
                                                          : 0;
  *dy = key == GDK_KEY_Up || key == GDK_KEY_KP_Up       ? -1
        : key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1
                                                        : 0;
  return *dx != 0 || *dy != 0;
}

static gboolean
on_key (WfCanvas *self, guint key, guint code, GdkModifierType modifiers)
{
  gssize node = focused_node (self);
  GdkModifierType held = modifiers & gtk_accelerator_get_default_mod_mask ();
  double dx, dy;

  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && held == GDK_SHIFT_MASK))
    return wf_canvas_show_menu (self, NAN, NAN);
  if (node < 0)
    return GDK_EVENT_PROPAGATE;
  if (arrow_of_key (key, &dx, &dy) && (held == 0 || held == GDK_ALT_MASK))
    {
      if (held == GDK_ALT_MASK)
        move (self, node, dx, dy);
      else
        go (self, node, dx, dy);
      return GDK_EVENT_STOP;
    }
  if (held == GDK_SHIFT_MASK && (key == GDK_KEY_space || key == GDK_KEY_KP_Space))
    {
      wf_canvas_ask_about (self, node);
      return GDK_EVENT_STOP;
    }
  if ((held & ~(guint) GDK_SHIFT_MASK) == 0 && (key == GDK_KEY_e || key == GDK_KEY_E))
    {
      if (!wf_canvas_step_edge (self, node, held == 0 ? 1 : -1))
        gtk_widget_error_bell (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    }
  if (held != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
      case GDK_KEY_space:
      case GDK_KEY_KP_Space:
        wf_document_select_node (self->document,
                                 wf_document_get_selected_node (self->document) == node ? -1 : node);
        return GDK_EVENT_STOP;
      case GDK_KEY_Return:
      case GDK_KEY_KP_Enter:
      case GDK_KEY_ISO_Enter:
        wf_canvas_emit_open (self, node);
        return GDK_EVENT_STOP;
      case GDK_KEY_d:
        wf_canvas_emit_edit (self, node);
        return GDK_EVENT_STOP;
      case GDK_KEY_Delete:
        wf_document_release (self->document,
                             wf_graph_get_name (wf_document_get_graph (self->document), node));
        return GDK_EVENT_STOP;
      default:
        return GDK_EVENT_PROPAGATE;
    }
}

static void
on_moved (GtkWidget *widget, double old_zoom)
{
  wf_canvas_follow_view (WF_CANVAS (widget), old_zoom);
}

static GtkEventController *
add (WfCanvas *self, GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  return controller;
}

void
wf_canvas_add_controllers (WfCanvas *self)
{
  GtkEventController *drag = add (self, GTK_EVENT_CONTROLLER (gtk_gesture_drag_new ()));
  GtkEventController *click_controller = add (self, GTK_EVENT_CONTROLLER (gtk_gesture_click_new ()));
  GtkEventController *secondary = add (self, GTK_EVENT_CONTROLLER (gtk_gesture_click_new ()));
  GtkEventController *long_press = add (self, GTK_EVENT_CONTROLLER (gtk_gesture_long_press_new ()));
  GtkEventController *motion = add (self, gtk_event_controller_motion_new ());
  GtkEventController *keys = add (self, gtk_event_controller_key_new ());

  wf_viewport_input_init (&self->input, GTK_WIDGET (self), &self->view, on_moved);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  g_signal_connect_swapped (click_controller, "pressed", G_CALLBACK (on_pressed), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (secondary, "pressed", G_CALLBACK (on_secondary), self);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (on_long_press), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (wf_canvas_hover_edge), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
}
