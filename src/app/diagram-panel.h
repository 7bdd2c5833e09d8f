/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/document.h"

G_BEGIN_DECLS

/*
 * WfDiagramPanel: what the cut does, and the table of the selected box. Properties "shows-path" and "is-stepping": what its buttons
 * ask of the picture.
 */
#define WF_TYPE_DIAGRAM_PANEL (wf_diagram_panel_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramPanel, wf_diagram_panel, WF, DIAGRAM_PANEL, GtkWidget)

GtkWidget *wf_diagram_panel_new (WfDocument *document);
/* the table of the selected box; with_focus: in its first number, where that can be changed */
void wf_diagram_panel_open_box (WfDiagramPanel *self, gboolean with_focus);

G_END_DECLS
