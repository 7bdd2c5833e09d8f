/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"
#include "app/panes.h"

G_BEGIN_DECLS

/* The view of a run: sidebar, timeline and inspector over one document. */
WfPanes *wf_trace_view_new (WfDocument *document);
void wf_trace_view_focus_filter (WfPanes *view);

G_END_DECLS
