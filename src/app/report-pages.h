/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/picture.h"
#include "writers/pages.h"

G_BEGIN_DECLS

/*
 * WfReportPages: the pages of a report as sheets, one below the other, in a scrolled window. A worker draws those in view, as
 * sharp as the screen; until it has, a sheet shows what it did before. Signal "moved": another page is in view, or the zoom is another.
 */
#define WF_TYPE_REPORT_PAGES (wf_report_pages_get_type ())
G_DECLARE_FINAL_TYPE (WfReportPages, wf_report_pages, WF, REPORT_PAGES, GtkWidget)

GtkWidget *wf_report_pages_new (void);
/* pages: nullable. The same place stays in view */
void wf_report_pages_set_pages (WfReportPages *self, WfPages *pages);
/* 1 = as large as on paper; about the middle of the view */
double wf_report_pages_get_zoom (WfReportPages *self);
void wf_report_pages_set_zoom (WfReportPages *self, double zoom);
/* as wide as the view, from now on */
void wf_report_pages_fit (WfReportPages *self);
/* the one that most of the view shows */
guint wf_report_pages_get_page (WfReportPages *self);
/* y: on the page, points */
void wf_report_pages_go_to (WfReportPages *self, guint page, double y);
/* the figure that has the focus, or is under the pointer, or the first in view, or the first; NULL = there is none (transfer full) */
WfPicture *wf_report_pages_make_picture (WfReportPages *self);
/* every sheet in view is drawn as it should be */
gboolean wf_report_pages_is_drawn (WfReportPages *self);

G_END_DECLS
