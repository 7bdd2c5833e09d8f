/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfTraceSidebar:
 *
 * The left pane of a run: its steps with a filter, blame by agent, and facts about the run.
 */
#define WF_TYPE_TRACE_SIDEBAR (wf_trace_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (WfTraceSidebar, wf_trace_sidebar, WF, TRACE_SIDEBAR, GtkWidget)

GtkWidget *wf_trace_sidebar_new (WfDocument *document);
void wf_trace_sidebar_focus_filter (WfTraceSidebar *self);

G_END_DECLS
