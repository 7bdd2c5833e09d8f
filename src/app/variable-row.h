/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfVariableRow: name, distribution and number of one variable; follows the document while it is bound. */
#define WF_TYPE_VARIABLE_ROW (wf_variable_row_get_type ())
G_DECLARE_FINAL_TYPE (WfVariableRow, wf_variable_row, WF, VARIABLE_ROW, GtkWidget)

GtkWidget *wf_variable_row_new (WfDocument *document);
void wf_variable_row_set_name (WfVariableRow *self, const char *name);

G_END_DECLS
