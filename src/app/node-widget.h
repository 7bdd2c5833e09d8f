/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/report/figure.h"
#include "render/picture.h"

G_BEGIN_DECLS

/*
 * WfNodeWidget: one node of the canvas. It draws a card and is what keyboards and assistive technologies reach; the
 * pointer is the canvas' business. Signal "activate": Enter, or the same from an assistive technology.
 */
#define WF_TYPE_NODE_WIDGET (wf_node_widget_get_type ())
G_DECLARE_FINAL_TYPE (WfNodeWidget, wf_node_widget, WF, NODE_WIDGET, GtkWidget)

GtkWidget *wf_node_widget_new (guint node);
guint wf_node_widget_get_node (WfNodeWidget *self);
void wf_node_widget_set_figure (WfNodeWidget *self, WfFigure *figure);
/* why its mechanism fits badly, said on hover; NULL = it doesn't */
void wf_node_widget_set_weakness (WfNodeWidget *self, const char *weakness);
void wf_node_widget_set_detail (WfNodeWidget *self, WfDetail detail);
void wf_node_widget_set_selected (WfNodeWidget *self, gboolean is_selected);

G_END_DECLS
