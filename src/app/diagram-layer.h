/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/box-widget.h"

G_BEGIN_DECLS

/* WfDiagramLayer: a string diagram at its own size: boxes are widgets, wires are drawn once and kept. */
#define WF_TYPE_DIAGRAM_LAYER (wf_diagram_layer_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramLayer, wf_diagram_layer, WF, DIAGRAM_LAYER, GtkWidget)

GtkWidget *wf_diagram_layer_new (void);
/* both NULL = nothing. Boxes that have become ghosts turn into them within 200 ms */
void wf_diagram_layer_set_figure (WfDiagramLayer *self, WfFigure *figure, WfWiring *wiring);
WfFigure *wf_diagram_layer_get_figure (WfDiagramLayer *self);
WfWiring *wf_diagram_layer_get_wiring (WfDiagramLayer *self);
void wf_diagram_layer_set_regions (WfDiagramLayer *self, gboolean are_shown);
void wf_diagram_layer_set_scale (WfDiagramLayer *self, double scale);
/* -1 = none */
void wf_diagram_layer_set_selected (WfDiagramLayer *self, gint box);
/* can_cut: scissors stand on the branch to target */
void wf_diagram_layer_set_hovered (WfDiagramLayer *self, gint wire, gint target, gboolean can_cut);
gint wf_diagram_layer_get_hovered (WfDiagramLayer *self, gint *target);
gboolean wf_diagram_layer_get_bounds (WfDiagramLayer *self, graphene_rect_t *bounds);
GtkWidget *wf_diagram_layer_get_box (WfDiagramLayer *self, guint box);
gboolean wf_diagram_layer_is_animated (WfDiagramLayer *self); /* at this moment */

G_END_DECLS
