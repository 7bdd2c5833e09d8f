/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/canvas.h"
#include "app/panes.h"

G_BEGIN_DECLS

/* WfGraphView: variables at the left, the canvas, the inspector at the right. */
#define WF_TYPE_GRAPH_VIEW (wf_graph_view_get_type ())
G_DECLARE_FINAL_TYPE (WfGraphView, wf_graph_view, WF, GRAPH_VIEW, GtkWidget)

GtkWidget *wf_graph_view_new (WfDocument *document);
WfPanes *wf_graph_view_get_panes (WfGraphView *self);
WfCanvas *wf_graph_view_get_canvas (WfGraphView *self);
/* the slider of confidence lies over the canvas */
void wf_graph_view_set_compact (WfGraphView *self, gboolean is_compact);
void wf_graph_view_focus_filter (WfGraphView *self);
/* to what is done to the selected variable */
void wf_graph_view_focus_value (WfGraphView *self);

G_END_DECLS
