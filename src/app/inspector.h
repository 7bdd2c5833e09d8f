/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfInspector: what is selected: from what you do (value) to what follows (effects), causes, mechanism, fit. */
#define WF_TYPE_INSPECTOR (wf_inspector_get_type ())
G_DECLARE_FINAL_TYPE (WfInspector, wf_inspector, WF, INSPECTOR, GtkWidget)

GtkWidget *wf_inspector_new (WfDocument *document);
/* puts the focus on the control that sets the value; FALSE when there is none */
gboolean wf_inspector_focus_value (WfInspector *self);

G_END_DECLS
