/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfTierColumn:
 *
 * One tier of the background knowledge, or what is in none: its variables, which are dragged to another column
 * or moved there by Alt with an arrow key. "move" (GStrv names, int tier): somebody wants them there.
 */
#define WF_TYPE_TIER_COLUMN (wf_tier_column_get_type ())
G_DECLARE_FINAL_TYPE (WfTierColumn, wf_tier_column, WF, TIER_COLUMN, GtkWidget)

/* tier: from 0; -1 = the variables in none */
GtkWidget *wf_tier_column_new (WfDocument *document, int tier);
/* from the document's knowledge; n_tiers: columns there are beside that of none */
void wf_tier_column_update (WfTierColumn *self, guint n_tiers);
/* selects the variable and gives it the focus; FALSE when it isn't here */
gboolean wf_tier_column_focus (WfTierColumn *self, const char *name);
GtkListBox *wf_tier_column_get_list (WfTierColumn *self);

G_END_DECLS
