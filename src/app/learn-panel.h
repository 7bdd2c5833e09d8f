/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* WfLearnPanel: which search, with which parameters; Enter runs what is proposed. */
#define WF_TYPE_LEARN_PANEL (wf_learn_panel_get_type ())
G_DECLARE_FINAL_TYPE (WfLearnPanel, wf_learn_panel, WF, LEARN_PANEL, GtkPopover)

GtkWidget *wf_learn_panel_new (WfDocument *document, GSettings *settings);

G_END_DECLS
