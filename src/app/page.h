/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/diagram-view.h"
#include "app/graph-view.h"
#include "app/picture.h"

G_BEGIN_DECLS

/*
 * WfPage: the views of one document: Table, Graph, Diagram, Runs, Trace, Compare, Report. A view the document can't fill stays
 * in the switcher, insensitive, and says why. Signals: "view-changed", "zoom-changed".
 */
#define WF_TYPE_PAGE (wf_page_get_type ())
G_DECLARE_FINAL_TYPE (WfPage, wf_page, WF, PAGE, GtkWidget)

GtkWidget *wf_page_new (WfDocument *document);
void wf_page_set_room (WfPage *self, WfRoom room);
/* "table", "graph", "diagram", "runs", "trace", "comparison" or "report"; ignored when the document can't fill it */
void wf_page_show_view (WfPage *self, const char *name);
const char *wf_page_get_view (WfPage *self);
/* of the report in front, from 0; -1 when another view is */
int wf_page_get_report_page (WfPage *self);
/* of the visible view; NULL when it has none */
WfPanes *wf_page_get_panes (WfPage *self);
WfCanvas *wf_page_get_canvas (WfPage *self);
WfGraphView *wf_page_get_graph_view (WfPage *self);
/* of the graph or the pages in front: by a factor; to a zoom, 0 = as much as fits. Nothing when there is none */
void wf_page_zoom_by (WfPage *self, double factor);
void wf_page_zoom_to (WfPage *self, double zoom);
gboolean wf_page_can_zoom (WfPage *self);
/* of what is in front: a graph, a string diagram, the network of a run, or a figure of the report; NULL = none of them is (transfer full) */
gboolean wf_page_can_make_picture (WfPage *self);
WfPicture *wf_page_make_picture (WfPage *self);
/* of the graph, the string diagram or the pages in front */
double wf_page_get_zoom (WfPage *self);
/* what the two buttons would do; NULL = nothing */
void wf_page_set_history (WfPage *self, const char *undo, const char *redo);
void wf_page_focus_filter (WfPage *self);
/* the table of effects, over the strip of worlds */
void wf_page_show_effects (WfPage *self, gboolean is_shown);

G_END_DECLS
