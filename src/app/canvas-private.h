/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/canvas.h"
#include "app/viewport-input.h"

G_BEGIN_DECLS

struct _WfCanvas
{
  GtkWidget parent_instance;

  WfDocument *document;
  WfCanvasLayer *layer;
  WfViewport view; /* of the layer */
  guint notify_source;

  gssize drag_node; /* -1: the canvas is dragged */
  double drag_x, drag_y;
  gboolean is_dragging;
  gboolean is_drag_lost; /* since the press the graph was replaced */
  WfViewportInput input;
  GtkWidget *menu; /* of an edge, made when first asked for */
};

/* canvas-input.c */
void wf_canvas_add_controllers (WfCanvas *self);
void wf_canvas_forget_drag (WfCanvas *self);
/* canvas-edges.c: coordinates of the widget */
void wf_canvas_hover_edge (WfCanvas *self, double x, double y);
void wf_canvas_click_edge (WfCanvas *self, double x, double y);
/* the pair of the one selected and this node; without one, the node */
void wf_canvas_ask_about (WfCanvas *self, guint node);
/* the next or the one before of the node's edges, in the order of its neighbours */
gboolean wf_canvas_step_edge (WfCanvas *self, guint node, int step);
/* the menu of the selected pair, there or at its middle (NAN, NAN); FALSE when there is none */
gboolean wf_canvas_show_menu (WfCanvas *self, double x, double y);
/* the menu of the edge there, which becomes the selected one */
void wf_canvas_show_menu_of (WfCanvas *self, double x, double y);
/* canvas.c */
/* what is shown moved, or was zoomed from another size */
void wf_canvas_follow_view (WfCanvas *self, double old_zoom);
void wf_canvas_reveal_node (WfCanvas *self, guint node);
void wf_canvas_emit_open (WfCanvas *self, guint node);
void wf_canvas_emit_edit (WfCanvas *self, guint node);

G_END_DECLS
