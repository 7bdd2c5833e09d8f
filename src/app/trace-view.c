/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/trace-inspector.h"
#include "app/trace-sidebar.h"
#include "app/trace-view.h"

#define SIDEBAR_WIDTH   252
#define INSPECTOR_WIDTH 348 /* wider than the graph's: it holds text */

static void
on_step_chosen (WfPanes *view)
{
  if (wf_panes_is_end_folded (view))
    g_object_set (view, "show-end", TRUE, NULL);
}

/* A pane over the lanes comes with the selection and goes with it. */
static void
on_changed (WfPanes *view, guint parts, WfDocument *document)
{
  if ((parts & WF_PART_SELECTION) && wf_panes_is_end_folded (view))
    g_object_set (view, "show-end", wf_document_get_selected_step (document) >= 0, NULL);
}

WfPanes *
wf_trace_view_new (WfDocument *document)
{
  GtkWidget *pictures = wf_run_pictures_new (document);
  WfPanes *view = WF_PANES (wf_panes_new (wf_trace_sidebar_new (document), SIDEBAR_WIDTH, pictures,
                                          wf_trace_inspector_new (document), INSPECTOR_WIDTH));

  g_signal_connect_object (pictures, "step-chosen", G_CALLBACK (on_step_chosen), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), view, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (view), "pictures", pictures);
  return view;
}

WfNetworkView *
wf_trace_view_get_network (WfPanes *view)
{
  return wf_run_pictures_get_network (g_object_get_data (G_OBJECT (view), "pictures"));
}

void
wf_trace_view_focus_filter (WfPanes *view)
{
  g_object_set (view, "show-start", TRUE, NULL);
  wf_trace_sidebar_focus_filter (WF_TRACE_SIDEBAR (wf_panes_get_start (view)));
}
