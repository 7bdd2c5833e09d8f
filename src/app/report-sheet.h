/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "writers/pages.h"

G_BEGIN_DECLS

/*
 * WfReportSpot: a heading, a figure or a link on a page, which is drawn on the sheet: what a screen reader hears and the keyboard
 * reaches of it. Signal "activate": a link was followed.
 */
#define WF_TYPE_REPORT_SPOT (wf_report_spot_get_type ())
G_DECLARE_FINAL_TYPE (WfReportSpot, wf_report_spot, WF, REPORT_SPOT, GtkWidget)

/* belongs to the pages of its sheet */
const WfPageSpot *wf_report_spot_get_spot (WfReportSpot *self);

/*
 * WfReportSheet: a page as a white sheet. What is printed on it is a texture that somebody gives it.
 */
#define WF_TYPE_REPORT_SHEET (wf_report_sheet_get_type ())
G_DECLARE_FINAL_TYPE (WfReportSheet, wf_report_sheet, WF, REPORT_SHEET, GtkWidget)

GtkWidget *wf_report_sheet_new (void);
/* the texture that is there stays until another one is given */
void wf_report_sheet_set_page (WfReportSheet *self, WfPages *pages, guint page);
/* texture: nullable = blank; is_current: drawn of the page that the sheet shows, at the size that it has */
void wf_report_sheet_set_texture (WfReportSheet *self, GdkTexture *texture, gboolean is_current);
gboolean wf_report_sheet_is_current (WfReportSheet *self);
/* what it shows is of another page or size from now on */
void wf_report_sheet_outdate (WfReportSheet *self);
gboolean wf_report_sheet_has_texture (WfReportSheet *self);

G_END_DECLS
