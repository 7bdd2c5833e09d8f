/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/diagram-layer.h"
#include "app/document.h"

G_BEGIN_DECLS

/*
 * WfDiagramCanvas: the window onto the string diagram: pan, zoom, cutting wires, and the keyboard. Property "zoom" (gdouble), notified
 * outside of allocation. Signals:
 * "open-box" (guint: a variable whose table is wanted; gboolean: with the focus), "link-hovered" (int a, int b: the pointer is on the wire from one
 * variable to another; -1 = on none).
 */
#define WF_TYPE_DIAGRAM_CANVAS (wf_diagram_canvas_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramCanvas, wf_diagram_canvas, WF, DIAGRAM_CANVAS, GtkWidget)

GtkWidget *wf_diagram_canvas_new (WfDocument *document);
WfDiagramLayer *wf_diagram_canvas_get_layer (WfDiagramCanvas *self);
/* another picture in place of the document's own, whose boxes can't be clicked unless it is laid out as that one; both NULL = its own */
void wf_diagram_canvas_show_figure (WfDiagramCanvas *self, WfFigure *figure, WfWiring *wiring);
double wf_diagram_canvas_get_zoom (WfDiagramCanvas *self);
/* about the centre */
void wf_diagram_canvas_set_zoom (WfDiagramCanvas *self, double zoom);
void wf_diagram_canvas_fit (WfDiagramCanvas *self);
/* the box that gives a variable alone, and the variable that a box gives; -1 = none */
gint wf_diagram_canvas_find_box (WfDiagramCanvas *self, gssize node);
gssize wf_diagram_canvas_find_node (WfDiagramCanvas *self, guint box);
/* cuts the variable of a box, or mends it */
void wf_diagram_canvas_toggle_cut (WfDiagramCanvas *self, guint box);
/* what a click there does, in pixels of the widget */
void wf_diagram_canvas_click (WfDiagramCanvas *self, double x, double y);
void wf_diagram_canvas_hover (WfDiagramCanvas *self, double x, double y);

G_END_DECLS
