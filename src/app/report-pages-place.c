/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where the sheets of a report are, and which part of them is in view. */

#include "config.h"

#include <math.h>

#include "app/report-pages-private.h"

#define LEAST_FIT 0.2
#define MOST_FIT  1.25 /* wider than this a page isn't made to fit: its lines would be too long to read */

/* ---- the view ---- */

static double
get_value (GtkAdjustment *adjustment)
{
  return adjustment ? gtk_adjustment_get_value (adjustment) : 0;
}

static void
on_scrolled (WfReportPages *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
wf_report_pages_set_adjustment (WfReportPages *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_set_object (place, adjustment);
  if (adjustment)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
}

void
wf_report_pages_scroll (GtkAdjustment *adjustment, double length)
{
  if (adjustment)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + length);
}

static void
configure (WfReportPages *self, GtkAdjustment *adjustment, double value, double length, int room)
{
  if (adjustment == NULL)
    return;
  length = MAX (length, room);
  g_signal_handlers_block_by_func (adjustment, on_scrolled, self);
  gtk_adjustment_configure (adjustment, CLAMP (value, 0, length - room), 0, length, WF_REPORT_LINE,
                            room * 0.9, room);
  g_signal_handlers_unblock_by_func (adjustment, on_scrolled, self);
}

/* ---- the sheets ---- */

void
wf_report_pages_get_sheet_size (WfReportPages *self, double *width, double *height)
{
  *width = *height = 0;
  if (self->pages == NULL)
    return;
  wf_pages_get_size (self->pages, width, height);
  *width = round (*width * WF_REPORT_PX * self->zoom);
  *height = round (*height * WF_REPORT_PX * self->zoom);
}

double
wf_report_pages_get_top (WfReportPages *self, guint page)
{
  double width, height;

  wf_report_pages_get_sheet_size (self, &width, &height);
  return WF_REPORT_MARGIN + page * (height + WF_REPORT_MARGIN);
}

static double
get_left (WfReportPages *self, int room)
{
  double width, height;

  wf_report_pages_get_sheet_size (self, &width, &height);
  return MAX (WF_REPORT_MARGIN, (room - width) / 2);
}

/* the page at a place of all of them, which part of it is above, and what of the margin around it */
static guint
find_at (WfReportPages *self, double y, double *part, double *margin)
{
  double width, height, page, above;

  wf_report_pages_get_sheet_size (self, &width, &height);
  page = floor (MAX (0, y - WF_REPORT_MARGIN) / (height + WF_REPORT_MARGIN));
  above = y - WF_REPORT_MARGIN - page * (height + WF_REPORT_MARGIN);
  *part = CLAMP (above / MAX (1, height), 0, 1);
  *margin = above - *part * height;
  return (guint) page;
}

guint
wf_report_pages_find (WfReportPages *self, double y)
{
  double part, margin;

  return MIN (find_at (self, y, &part, &margin), self->sheets->len > 0 ? self->sheets->len - 1 : 0);
}

void
wf_report_pages_get_range (WfReportPages *self, int *first, int *last)
{
  double top = get_value (self->down), bottom = top + gtk_widget_get_height (GTK_WIDGET (self));

  *first = (int) wf_report_pages_find (self, top);
  *last = MIN ((int) wf_report_pages_find (self, MAX (top, bottom - 1)), (int) self->sheets->len - 1);
}

double
wf_report_pages_find_fit (WfReportPages *self, int width)
{
  double page_width, page_height;

  wf_pages_get_size (self->pages, &page_width, &page_height);
  return CLAMP ((width - 2 * WF_REPORT_MARGIN) / (page_width * WF_REPORT_PX), LEAST_FIT, MOST_FIT);
}

void
wf_report_pages_set_anchor (WfReportPages *self, double x, double y)
{
  double width, height;

  if (self->is_anchored) /* it was zoomed and isn't placed yet: what was there is there */
    return;
  wf_report_pages_get_sheet_size (self, &width, &height);
  self->is_anchored = TRUE;
  self->anchor_x = x;
  self->anchor_y = y;
  self->anchor_page = find_at (self, get_value (self->down) + y, &self->anchor_part, &self->anchor_margin);
  self->anchor_share =
      (get_value (self->across) + x - get_left (self, gtk_widget_get_width (GTK_WIDGET (self)))) /
      MAX (1, width);
}

/* the adjustments; the anchor is where it was */
static void
place_view (WfReportPages *self, int width, int height)
{
  double sheet_width, sheet_height;
  double x = get_value (self->across), y = get_value (self->down);

  wf_report_pages_get_sheet_size (self, &sheet_width, &sheet_height);
  if (self->is_anchored)
    {
      x = get_left (self, width) + self->anchor_share * sheet_width - self->anchor_x;
      y = wf_report_pages_get_top (self, self->anchor_page) + self->anchor_part * sheet_height +
          self->anchor_margin - self->anchor_y;
      self->is_anchored = FALSE;
    }
  configure (self, self->across, x, sheet_width + 2 * WF_REPORT_MARGIN, width);
  configure (self, self->down, y, wf_report_pages_get_top (self, self->sheets->len), height);
}

void
wf_report_pages_place (WfReportPages *self, int width, int height)
{
  double sheet_width, sheet_height, left;
  int first, last;

  place_view (self, width, height);
  wf_report_pages_get_sheet_size (self, &sheet_width, &sheet_height);
  wf_report_pages_get_range (self, &first, &last);
  left = get_left (self, width) - get_value (self->across);
  for (int i = 0; i < (int) self->sheets->len; i++)
    {
      GtkWidget *sheet = self->sheets->pdata[i];
      int top = (int) (wf_report_pages_get_top (self, (guint) i) - get_value (self->down));

      gtk_widget_set_child_visible (sheet, i >= first - 1 && i <= last + 1);
      gtk_widget_measure (sheet, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (
          sheet, &(GtkAllocation){ (int) left, top, (int) sheet_width, (int) sheet_height }, -1);
    }
}
