/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/viewport.h"

G_BEGIN_DECLS

#define WF_VIEWPORT_DRAG_THRESHOLD 4.0 /* pixels: a press that moves less is a click */

/* the viewport was moved, or zoomed from another zoom */
typedef void (*WfViewportMoved) (GtkWidget *widget, double old_zoom);

/*
 * WfViewportInput: a wheel, two fingers on a touchpad and a pinch move a viewport. Part of the widget that shows it.
 */
typedef struct
{
  GtkWidget *widget;
  WfViewport *view;
  WfViewportMoved moved;
  double pointer_x, pointer_y; /* NaN until it comes */
  double pinch_zoom;           /* when the pinch began */
} WfViewportInput;

/* adds the controllers; what is given outlives the widget's controllers */
void wf_viewport_input_init (WfViewportInput *self, GtkWidget *widget, WfViewport *view, WfViewportMoved moved);

G_END_DECLS
