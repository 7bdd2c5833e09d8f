/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfTraceTimeline:
 *
 * A run as lanes: one an agent, the environment at the right, time downward; the path from the chosen step to
 * the outcome on top.
 */
#define WF_TYPE_TRACE_TIMELINE (wf_trace_timeline_get_type ())
G_DECLARE_FINAL_TYPE (WfTraceTimeline, wf_trace_timeline, WF, TRACE_TIMELINE, GtkWidget)

GtkWidget *wf_trace_timeline_new (WfDocument *document);

G_END_DECLS
