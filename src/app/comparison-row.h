/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/attribute/run-comparison.h"

G_BEGIN_DECLS

/* WfComparisonRow: the steps of a pair beside each other, with what they are to each other between them. */
#define WF_TYPE_COMPARISON_ROW (wf_comparison_row_get_type ())
G_DECLARE_FINAL_TYPE (WfComparisonRow, wf_comparison_row, WF, COMPARISON_ROW, GtkWidget)

GtkWidget *wf_comparison_row_new (void);
void wf_comparison_row_set_pair (WfComparisonRow *self, WfRunComparison *comparison, gsize pair);

G_END_DECLS
