/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfNodeChooser:
 *
 * The variables that the selected one has no link to, with a search; choosing one selects the pair.
 */
#define WF_TYPE_NODE_CHOOSER (wf_node_chooser_get_type ())
G_DECLARE_FINAL_TYPE (WfNodeChooser, wf_node_chooser, WF, NODE_CHOOSER, GtkPopover)

GtkWidget *wf_node_chooser_new (WfDocument *document);

G_END_DECLS
