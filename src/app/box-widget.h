/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "render/wiring.h"

G_BEGIN_DECLS

/* WfBoxWidget: one box of a string diagram: drawn, in the focus chain, and known to assistive technologies. */
#define WF_TYPE_BOX_WIDGET (wf_box_widget_get_type ())
G_DECLARE_FINAL_TYPE (WfBoxWidget, wf_box_widget, WF, BOX_WIDGET, GtkWidget)

GtkWidget *wf_box_widget_new (guint box);
guint wf_box_widget_get_box (WfBoxWidget *self);
/* view: borrowed, until the next one */
void wf_box_widget_set (WfBoxWidget *self, WfFigure *figure, WfWiring *wiring, const WfWiringView *view);

G_END_DECLS
