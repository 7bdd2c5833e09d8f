/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/report/figure.h"

G_BEGIN_DECLS

#define WF_LANE_WIDTH 130

/**
 * WfLanes:
 *
 * The scrolled part of the timeline: lane lines, step cards, links and the outcome. Makes widgets only for
 * the rows in view, so that a log of any length scrolls.
 */
#define WF_TYPE_LANES (wf_lanes_get_type ())
G_DECLARE_FINAL_TYPE (WfLanes, wf_lanes, WF, LANES, GtkWidget)

GtkWidget *wf_lanes_new (void);
/* timeline nullable; selected -1 = none. Signal "chosen" (guint step) */
void wf_lanes_set_timeline (WfLanes *self, WfFigure *timeline, gssize selected);
/* the part of the widget that is in view, in its own coordinates */
void wf_lanes_set_viewport (WfLanes *self, double top, double height);
/* the rows that the step takes, to scroll it into view; focuses its card */
void wf_lanes_get_step_range (WfLanes *self, guint step, double *top, double *bottom);
gboolean wf_lanes_focus_step (WfLanes *self, guint step);

G_END_DECLS
