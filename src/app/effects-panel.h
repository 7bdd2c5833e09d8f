/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfEffectsPanel: the table of effects of the worlds that are on, above their strip; sortable, copied as text. */
#define WF_TYPE_EFFECTS_PANEL (wf_effects_panel_get_type ())
G_DECLARE_FINAL_TYPE (WfEffectsPanel, wf_effects_panel, WF, EFFECTS_PANEL, GtkWidget)

void wf_effects_panel_set_document (WfEffectsPanel *self, WfDocument *document);
/* the rows as shown, for a spreadsheet */
char *wf_effects_panel_dup_text (WfEffectsPanel *self);
/* few columns: a narrow window has no room for all */
void wf_effects_panel_set_compact (WfEffectsPanel *self, gboolean is_compact);
void wf_effects_panel_focus (WfEffectsPanel *self);

G_END_DECLS
