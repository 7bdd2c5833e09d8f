/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "writers/pages.h"

G_BEGIN_DECLS

/* A page of a report that a worker draws as a texture. */
typedef struct
{
  WfPages *pages;
  guint page;
  int width, height; /* dots */
  double zoom;       /* of the widget that asked, and dots a pixel of its screen */
  int scale;
} WfReportDrawing;

void wf_report_draw_async (WfPages *pages, guint page, int width, int height, double zoom, int scale, gpointer source, GAsyncReadyCallback callback);
/* NULL = there is no memory for it. drawing: borrowed from the result */
GdkTexture *wf_report_draw_finish (GAsyncResult *result, const WfReportDrawing **drawing);

G_END_DECLS
