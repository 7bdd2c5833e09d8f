/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/attribute/blame.h"

G_BEGIN_DECLS

/**
 * WfStepItem:
 *
 * One step of a run in a list model: what a row of the step list shows and the filter matches.
 */
#define WF_TYPE_STEP_ITEM (wf_step_item_get_type ())
G_DECLARE_FINAL_TYPE (WfStepItem, wf_step_item, WF, STEP_ITEM, GObject)

/* the steps of a blamed run as a list model of WfStepItem */
GListModel *wf_step_items_new (WfBlame *blame);
guint wf_step_item_get_step (WfStepItem *self);
gboolean wf_step_item_matches (WfStepItem *self, const char *casefolded);
/* a factory of rows: number, agent, words, blame */
GtkListItemFactory *wf_step_row_factory_new (void);

G_END_DECLS
