/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfVariablesPane: every variable of the graph with its distribution, filtered by name; shares the selection. */
#define WF_TYPE_VARIABLES_PANE (wf_variables_pane_get_type ())
G_DECLARE_FINAL_TYPE (WfVariablesPane, wf_variables_pane, WF, VARIABLES_PANE, GtkWidget)

GtkWidget *wf_variables_pane_new (WfDocument *document);
void wf_variables_pane_focus_filter (WfVariablesPane *self);

G_END_DECLS
