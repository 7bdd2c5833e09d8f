/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/diagram-canvas.h"
#include "app/panes.h"
#include "app/picture.h"

G_BEGIN_DECLS

/*
 * WfDiagramView: the model as a string diagram, with the same graph beside it and what the cut does. Property "shows-regions": the
 * parts of the comb are tinted.
 */
#define WF_TYPE_DIAGRAM_VIEW (wf_diagram_view_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramView, wf_diagram_view, WF, DIAGRAM_VIEW, GtkWidget)

GtkWidget *wf_diagram_view_new (WfDocument *document);
/* as it is in front; NULL = there is none (transfer full) */
WfPicture *wf_diagram_view_make_picture (WfDiagramView *self);
void wf_diagram_view_find (WfDiagramView *self);
WfPanes *wf_diagram_view_get_panes (WfDiagramView *self);
WfDiagramCanvas *wf_diagram_view_get_canvas (WfDiagramView *self);

G_END_DECLS
