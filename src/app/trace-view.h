/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"
#include "app/panes.h"
#include "app/run-pictures.h"

G_BEGIN_DECLS

/* The view of a run: sidebar, pictures and inspector over one document. */
WfPanes *wf_trace_view_new (WfDocument *document);
/* the graph of steps or agents, NULL while it isn't shown */
WfNetworkView *wf_trace_view_get_network (WfPanes *view);
void wf_trace_view_focus_filter (WfPanes *view);

G_END_DECLS
