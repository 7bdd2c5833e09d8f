/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"
#include "app/panes.h"
#include "app/report-pages.h"

G_BEGIN_DECLS

/*
 * WfReportView: the pages of the report on what was in front, its contents at the left and how it is written at the right. It wants
 * the pages while it is mapped.
 */
#define WF_TYPE_REPORT_VIEW (wf_report_view_get_type ())
G_DECLARE_FINAL_TYPE (WfReportView, wf_report_view, WF, REPORT_VIEW, GtkWidget)

GtkWidget *wf_report_view_new (WfDocument *document);
void wf_report_view_set_room (WfReportView *self, WfRoom room);
WfPanes *wf_report_view_get_panes (WfReportView *self);
WfReportPages *wf_report_view_get_pages (WfReportView *self);

G_END_DECLS
