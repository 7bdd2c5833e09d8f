/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/diagram-answer.h"
#include "app/diagram-canvas.h"
#include "app/viewport-input.h"

G_BEGIN_DECLS

struct _WfDiagramCanvas
{
  GtkWidget parent_instance;

  WfDocument *document;
  WfDiagramLayer *layer;
  WfViewport view;
  WfDiagramAnswer *shown; /* nullable */
  WfFigure *other; /* in place of the document's own; nullable */
  WfWiring *other_wiring;
  double drag_x, drag_y;
  gboolean is_dragging;
  WfViewportInput input;
  double shown_zoom; /* that the layer is drawn for */
  guint notify_source;
};

/* diagram-canvas-input.c */
void wf_diagram_canvas_add_controllers (WfDiagramCanvas *self);
/* whether the boxes shown are those of the document's diagram */
gboolean wf_diagram_canvas_is_own (WfDiagramCanvas *self);
/* diagram-canvas.c: after it was panned or zoomed */
void wf_diagram_canvas_follow_view (WfDiagramCanvas *self);
void wf_diagram_canvas_reveal_box (WfDiagramCanvas *self, guint box);
void wf_diagram_canvas_emit_open (WfDiagramCanvas *self, gssize node, gboolean with_focus);
void wf_diagram_canvas_emit_hovered (WfDiagramCanvas *self, gssize a, gssize b);

G_END_DECLS
