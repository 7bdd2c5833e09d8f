/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/canvas-layer.h"
#include "app/document.h"

G_BEGIN_DECLS

/*
 * WfCanvas: the window onto the picture of the graph: pan, zoom, selection, moving nodes, and the keyboard.
 * Property "zoom". Signals: "open-node" (the inspector is wanted), "edit-node" (the value control is wanted).
 */
#define WF_TYPE_CANVAS (wf_canvas_get_type ())
G_DECLARE_FINAL_TYPE (WfCanvas, wf_canvas, WF, CANVAS, GtkWidget)

GtkWidget *wf_canvas_new (WfDocument *document);
WfCanvasLayer *wf_canvas_get_layer (WfCanvas *self);
double wf_canvas_get_zoom (WfCanvas *self);
/* about a point of the widget; NAN, NAN = its centre */
void wf_canvas_set_zoom (WfCanvas *self, double zoom, double x, double y);
void wf_canvas_fit (WfCanvas *self);
/* where the picture's origin is, in pixels of the widget; FALSE while the whole picture is fitted in */
gboolean wf_canvas_get_view (WfCanvas *self, double *zoom, double *x, double *y);
void wf_canvas_set_view (WfCanvas *self, double zoom, double x, double y);
void wf_canvas_pan (WfCanvas *self, double dx, double dy);
/* the nearest node in a direction, or -1 */
gssize wf_canvas_find_neighbour (WfCanvas *self, guint node, double dx, double dy);

G_END_DECLS
