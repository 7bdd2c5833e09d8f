/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/report-pages.h"
#include "app/report-sheet.h"

G_BEGIN_DECLS

#define WF_REPORT_MARGIN 18          /* around the sheets, and between them */
#define WF_REPORT_PX     (96.0 / 72) /* of a point, at a zoom of 1 */
#define WF_REPORT_LINE   48          /* pixels of an arrow key */
#define WF_REPORT_ZOOM   1.2         /* a step */

struct _WfReportPages
{
  GtkWidget parent_instance;

  WfPages *pages; /* nullable */
  GPtrArray *sheets;
  GtkAdjustment *across, *down;
  GtkWidget *menu;
  double zoom;
  gboolean is_fitted;
  guint page;
  /* what stays where it is when the size of the sheets changes */
  gboolean is_anchored;
  double anchor_x, anchor_y; /* of the view */
  guint anchor_page;
  double anchor_part; /* of its height, above */
  double anchor_margin;
  double anchor_share;         /* of a page's width, left of it */
  double pinch;                /* zoom when it began */
  double pointer_x, pointer_y; /* -1 = outside */
  gboolean is_drawing;
  gboolean is_placed; /* since the pages or the zoom changed */
  guint moved;        /* says so when there is time; 0 = it didn't move */
};

/* report-pages-place.c */
void wf_report_pages_set_adjustment (WfReportPages *self, GtkAdjustment **place, GtkAdjustment *adjustment);
/* by a length; nothing happens before there is an adjustment */
void wf_report_pages_scroll (GtkAdjustment *adjustment, double length);
/* of a sheet, pixels; 0 without pages */
void wf_report_pages_get_sheet_size (WfReportPages *self, double *width, double *height);
double wf_report_pages_get_top (WfReportPages *self, guint page);
/* the page at a place of all of them */
guint wf_report_pages_find (WfReportPages *self, double y);
/* the first and the last that are in view; there are pages */
void wf_report_pages_get_range (WfReportPages *self, int *first, int *last);
/* the zoom at which a page is as wide as the view */
double wf_report_pages_find_fit (WfReportPages *self, int width);
/* what is here in the view stays here at the next allocation */
void wf_report_pages_set_anchor (WfReportPages *self, double x, double y);
/* the sheets in a view of this size */
void wf_report_pages_place (WfReportPages *self, int width, int height);
/* report-pages-input.c */
void wf_report_pages_class_add_keys (GtkWidgetClass *klass);
void wf_report_pages_add_controllers (WfReportPages *self);
/* the figure that has the focus or else is under the pointer; nullable */
const WfPageSpot *wf_report_pages_get_figure (WfReportPages *self);
/* what got the focus comes into view */
void wf_report_pages_reveal_focus (WfReportPages *self);
/* report-pages.c: what is here in the view stays here */
void wf_report_pages_zoom_about (WfReportPages *self, double zoom, double x, double y);

G_END_DECLS
