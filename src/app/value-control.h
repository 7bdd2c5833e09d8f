/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/*
 * WfValueControl: what is done to one variable. A number is set, shifted or kept within bounds, by slider or typed; a level is chosen;
 * either is drawn at random. Whatever the grammar of interventions knows may be typed.
 */
#define WF_TYPE_VALUE_CONTROL (wf_value_control_get_type ())
G_DECLARE_FINAL_TYPE (WfValueControl, wf_value_control, WF, VALUE_CONTROL, GtkWidget)

void wf_value_control_set_document (WfValueControl *self, WfDocument *document);
/* follows the document; node: whose values are known */
void wf_value_control_show (WfValueControl *self, guint node);
gboolean wf_value_control_focus (WfValueControl *self);
/* the intervention on a node; is_active: nullable; NULL = there is none */
WfIntervention *wf_value_control_find (WfDocument *document, const char *node, gboolean *is_active);

G_END_DECLS
