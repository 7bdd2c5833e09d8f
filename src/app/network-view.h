/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfNetworkView:
 *
 * The steps or the agents of a run as a graph that scrolls and zooms: arrows from each to those that use its output, or the other
 * way round, then with a banner where they point against time. Choosing a card chooses the step, or the agent's most blamed one.
 */
#define WF_TYPE_NETWORK_VIEW (wf_network_view_get_type ())
G_DECLARE_FINAL_TYPE (WfNetworkView, wf_network_view, WF, NETWORK_VIEW, GtkWidget)

GtkWidget *wf_network_view_new (WfDocument *document);
void wf_network_view_zoom_by (WfNetworkView *self, double factor);
/* 1 = as large as it is, 0 = as much as fits */
void wf_network_view_zoom_to (WfNetworkView *self, double zoom);

G_END_DECLS
