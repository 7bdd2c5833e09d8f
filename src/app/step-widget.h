/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/report/figure.h"

G_BEGIN_DECLS

#define WF_STEP_WIDGET_WIDTH  118
#define WF_STEP_WIDGET_HEIGHT 52
/* how far the suspect's disc reaches out of the card */
#define WF_STEP_WIDGET_MARGIN 12

/**
 * WfStepWidget:
 *
 * One step of a run as a card: kind, a few words, blame as a bar and a number. A button to the keyboard and
 * to a screen reader.
 */
#define WF_TYPE_STEP_WIDGET (wf_step_widget_get_type ())
G_DECLARE_FINAL_TYPE (WfStepWidget, wf_step_widget, WF, STEP_WIDGET, GtkWidget)

GtkWidget *wf_step_widget_new (guint step);
guint wf_step_widget_get_step (WfStepWidget *self);
/* kind: a number for the kind's colour; scale: the blame that fills the bar */
void wf_step_widget_update (
    WfStepWidget *self, WfFigure *timeline, guint kind, double scale, gboolean is_selected);

G_END_DECLS
