/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/report/figure.h"

G_BEGIN_DECLS

/* WfNetworkNodeWidget: the card of a step or an agent in the graph of a run: a button. Signal "chosen". */
#define WF_TYPE_NETWORK_NODE_WIDGET (wf_network_node_widget_get_type ())
G_DECLARE_FINAL_TYPE (WfNetworkNodeWidget, wf_network_node_widget, WF, NETWORK_NODE_WIDGET, GtkWidget)

GtkWidget *wf_network_node_widget_new (guint node);
guint wf_network_node_widget_get_node (WfNetworkNodeWidget *self);
/* scale: of the picture; the widget is as large as the card times it */
void wf_network_node_widget_update (WfNetworkNodeWidget *self, WfFigure *network, double scale, gboolean is_selected);

G_END_DECLS
