/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/network-view.h"

G_BEGIN_DECLS

/**
 * WfRunPictures:
 *
 * The middle of the view of a run: its timeline, its steps as a graph in either direction, or its agents, and the buttons that
 * choose among them. Signal "step-chosen".
 */
#define WF_TYPE_RUN_PICTURES (wf_run_pictures_get_type ())
G_DECLARE_FINAL_TYPE (WfRunPictures, wf_run_pictures, WF, RUN_PICTURES, GtkWidget)

GtkWidget *wf_run_pictures_new (WfDocument *document);
/* NULL while the timeline is shown */
WfNetworkView *wf_run_pictures_get_network (WfRunPictures *self);

G_END_DECLS
