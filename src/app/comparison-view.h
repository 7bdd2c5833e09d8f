/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfComparisonView: two runs side by side, a row a pair of steps, and where they part. Enter goes to the step. */
#define WF_TYPE_COMPARISON_VIEW (wf_comparison_view_get_type ())
G_DECLARE_FINAL_TYPE (WfComparisonView, wf_comparison_view, WF, COMPARISON_VIEW, GtkWidget)

GtkWidget *wf_comparison_view_new (WfDocument *document);

G_END_DECLS
