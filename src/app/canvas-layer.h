/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/node-widget.h"

G_BEGIN_DECLS

/*
 * WfCanvasLayer: the picture in its own coordinates: node widgets over one cached render node with every edge. The
 * canvas moves and scales it as a whole, so that panning draws nothing anew.
 */
#define WF_TYPE_CANVAS_LAYER (wf_canvas_layer_get_type ())
G_DECLARE_FINAL_TYPE (WfCanvasLayer, wf_canvas_layer, WF, CANVAS_LAYER, GtkWidget)

GtkWidget *wf_canvas_layer_new (void);
/* both nullable; node widgets are kept when the nodes are the same */
void wf_canvas_layer_set_figure (WfCanvasLayer *self, WfFigure *figure, WfLayout *layout);
WfFigure *wf_canvas_layer_get_figure (WfCanvasLayer *self); /* nullable */
void wf_canvas_layer_set_detail (WfCanvasLayer *self, WfDetail detail);
void wf_canvas_layer_set_selected (WfCanvasLayer *self, gssize node);
/* two nodes and the edge between them, or the gap; -1, -1 = none */
void wf_canvas_layer_set_selected_pair (WfCanvasLayer *self, gssize a, gssize b);
/* edges of the figure that are a path, highlighted as a selected one; n = 0: none */
void wf_canvas_layer_set_path (WfCanvasLayer *self, const guint *edges, gsize n);
/* the edge under the pointer: all else fades; -1 = none */
void wf_canvas_layer_set_hovered_edge (WfCanvasLayer *self, gssize edge);
gssize wf_canvas_layer_get_hovered_edge (WfCanvasLayer *self);
/* in the layer's coordinates; -1 = no edge within the tolerance */
gssize wf_canvas_layer_pick_edge (WfCanvasLayer *self, double x, double y, double tolerance);
/* the middle of the line between two nodes, along their edge when they have one */
void wf_canvas_layer_get_middle (WfCanvasLayer *self, guint a, guint b, double *x, double *y);
/* the rectangle of the picture; FALSE when there is none */
gboolean wf_canvas_layer_get_bounds (WfCanvasLayer *self, double *x, double *y, double *width, double *height);
guint wf_canvas_layer_get_n_nodes (WfCanvasLayer *self);
WfNodeWidget *wf_canvas_layer_get_node (WfCanvasLayer *self, guint node);
/* where a node is now, a drag included */
void wf_canvas_layer_get_position (WfCanvasLayer *self, guint node, double *x, double *y);
/* the node follows the pointer; only its own edges are drawn anew. end: the document's layout counts again */
void wf_canvas_layer_drag (WfCanvasLayer *self, guint node, double x, double y);
void wf_canvas_layer_end_drag (WfCanvasLayer *self);
/* how often all edges were drawn: for tests */
guint wf_canvas_layer_get_n_edge_draws (WfCanvasLayer *self);

G_END_DECLS
