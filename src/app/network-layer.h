/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/report/figure.h"
#include "render/layout.h"

G_BEGIN_DECLS

/* WfNetworkLayer: a network at a scale: links drawn, nodes as widgets. Signal "chosen" (guint node). */
#define WF_TYPE_NETWORK_LAYER (wf_network_layer_get_type ())
G_DECLARE_FINAL_TYPE (WfNetworkLayer, wf_network_layer, WF, NETWORK_LAYER, GtkWidget)

GtkWidget *wf_network_layer_new (void);
/* both nullable; selected: a node, -1 = none */
void wf_network_layer_set_network (WfNetworkLayer *self, WfFigure *network, WfLayout *layout, gssize selected);
void wf_network_layer_set_scale (WfNetworkLayer *self, double scale);
double wf_network_layer_get_scale (WfNetworkLayer *self);
/* at scale 1; FALSE without a network */
gboolean wf_network_layer_get_size (WfNetworkLayer *self, double *width, double *height);

/* where the selected node is, in the layer's pixels; FALSE when none is */
gboolean wf_network_layer_get_selected (WfNetworkLayer *self, double *left, double *top, double *right, double *bottom);

G_END_DECLS
