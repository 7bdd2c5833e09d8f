/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfDiagramBar: above the diagram, where the table holds numbers: that they were cut into intervals, and into how many. */
#define WF_TYPE_DIAGRAM_BAR (wf_diagram_bar_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramBar, wf_diagram_bar, WF, DIAGRAM_BAR, GtkWidget)

GtkWidget *wf_diagram_bar_new (WfDocument *document);

G_END_DECLS
