/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfTraceInspector:
 *
 * The right pane of a run: the chosen step, how likely it went wrong, why, what it said, its path to the
 * outcome, and what if it had been right.
 */
#define WF_TYPE_TRACE_INSPECTOR (wf_trace_inspector_get_type ())
G_DECLARE_FINAL_TYPE (WfTraceInspector, wf_trace_inspector, WF, TRACE_INSPECTOR, GtkWidget)

GtkWidget *wf_trace_inspector_new (WfDocument *document);

G_END_DECLS
