/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/viewport-input.h"

static gboolean
on_scroll (WfViewportInput *self, double dx, double dy, GtkEventController *controller)
{
  double zoom = self->view->zoom;
  double x = isnan (self->pointer_x) ? gtk_widget_get_width (self->widget) / 2.0 : self->pointer_x;
  double y = isnan (self->pointer_y) ? gtk_widget_get_height (self->widget) / 2.0 : self->pointer_y;

  wf_viewport_scroll (self->view, dx, dy, gtk_event_controller_get_current_event_state (controller), x, y);
  self->moved (self->widget, zoom);
  return GDK_EVENT_STOP;
}

static void
on_motion (WfViewportInput *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
on_pinch_begin (WfViewportInput *self)
{
  self->pinch_zoom = self->view->zoom;
}

static void
on_pinch (WfViewportInput *self, double scale, GtkGesture *gesture)
{
  double zoom = self->view->zoom;
  double x, y;

  if (!gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;
  wf_viewport_zoom (self->view, self->pinch_zoom * scale, x, y);
  self->moved (self->widget, zoom);
}

void
wf_viewport_input_init (WfViewportInput *self, GtkWidget *widget, WfViewport *view, WfViewportMoved moved)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *pinch = GTK_EVENT_CONTROLLER (gtk_gesture_zoom_new ());

  self->widget = widget;
  self->view = view;
  self->moved = moved;
  self->pointer_x = self->pointer_y = NAN;
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, pinch);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
}
