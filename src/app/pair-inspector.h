/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfPairInspector:
 *
 * The right pane of the graph when two variables are selected: what links them in words, how sure, why, and
 * what is known beforehand.
 */
#define WF_TYPE_PAIR_INSPECTOR (wf_pair_inspector_get_type ())
G_DECLARE_FINAL_TYPE (WfPairInspector, wf_pair_inspector, WF, PAIR_INSPECTOR, GtkWidget)

void wf_pair_inspector_set_document (WfPairInspector *self, WfDocument *document);
/* "pkc is a cause of raf"; marks of any graph, NONE, NONE = no edge */
char *wf_pair_describe (WfGraph *graph, guint a, guint b);

G_END_DECLS
