/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/table/marginal.h"

G_BEGIN_DECLS

/* WfHistogram: before in grey, after on top, and a bar where a value is set. */
#define WF_TYPE_HISTOGRAM (wf_histogram_get_type ())
G_DECLARE_FINAL_TYPE (WfHistogram, wf_histogram, WF, HISTOGRAM, GtkWidget)

GtkWidget *wf_histogram_new (int width, int height);
/* either nullable; set_to: NaN = no bar */
void wf_histogram_set (WfHistogram *self, WfMarginal *before, WfMarginal *after, double set_to);

G_END_DECLS
