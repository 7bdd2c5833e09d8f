/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "writers/pages.h"

G_BEGIN_DECLS

/* WfReportContents: headings and figures of a report with their pages. Signal "go" (guint page, double y): one was chosen. */
#define WF_TYPE_REPORT_CONTENTS (wf_report_contents_get_type ())
G_DECLARE_FINAL_TYPE (WfReportContents, wf_report_contents, WF, REPORT_CONTENTS, GtkWidget)

GtkWidget *wf_report_contents_new (void);
/* pages: nullable */
void wf_report_contents_set_pages (WfReportContents *self, WfPages *pages);

G_END_DECLS
