/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/trace-inspector.h"
#include "app/trace-sidebar.h"
#include "app/trace-timeline.h"
#include "app/trace-view.h"

#define SIDEBAR_WIDTH   252
#define INSPECTOR_WIDTH 348 /* wider than the graph's: it holds text */

WfPanes *
wf_trace_view_new (WfDocument *document)
{
  return WF_PANES (wf_panes_new (wf_trace_sidebar_new (document), SIDEBAR_WIDTH,
                                 wf_trace_timeline_new (document), wf_trace_inspector_new (document),
                                 INSPECTOR_WIDTH));
}
