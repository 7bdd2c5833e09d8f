/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfRunsView: the runs of a folder as a table, sortable by every column; Enter opens one. */
#define WF_TYPE_RUNS_VIEW (wf_runs_view_get_type ())
G_DECLARE_FINAL_TYPE (WfRunsView, wf_runs_view, WF, RUNS_VIEW, GtkWidget)

GtkWidget *wf_runs_view_new (WfDocument *document);
void wf_runs_view_focus_filter (WfRunsView *self);

G_END_DECLS
