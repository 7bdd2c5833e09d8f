/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/*
 * WfPairModel: two variables in the model. Whether the direction of their edge was a choice, a button that cuts the edge, and the effect
 * of one on the other in every graph that fits as well.
 */
#define WF_TYPE_PAIR_MODEL (wf_pair_model_get_type ())
G_DECLARE_FINAL_TYPE (WfPairModel, wf_pair_model, WF, PAIR_MODEL, GtkWidget)

/* follows the document: the first call connects */
void wf_pair_model_show (WfPairModel *self, WfDocument *document, guint a, guint b);

G_END_DECLS
