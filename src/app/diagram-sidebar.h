/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/canvas.h"

G_BEGIN_DECLS

/* WfDiagramSidebar: the same model as a graph, at a small zoom, and what the signs of a string diagram mean. */
#define WF_TYPE_DIAGRAM_SIDEBAR (wf_diagram_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramSidebar, wf_diagram_sidebar, WF, DIAGRAM_SIDEBAR, GtkWidget)

GtkWidget *wf_diagram_sidebar_new (WfDocument *document);
/* to the entry that finds a variable */
void wf_diagram_sidebar_find (WfDiagramSidebar *self);
WfCanvas *wf_diagram_sidebar_get_canvas (WfDiagramSidebar *self);

G_END_DECLS
