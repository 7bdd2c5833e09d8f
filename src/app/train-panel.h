/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfTrainPanel: a popover that fits a profile to the labels of the runs; Enter runs what is proposed. */
#define WF_TYPE_TRAIN_PANEL (wf_train_panel_get_type ())
G_DECLARE_FINAL_TYPE (WfTrainPanel, wf_train_panel, WF, TRAIN_PANEL, GtkPopover)

GtkWidget *wf_train_panel_new (WfDocument *document);

G_END_DECLS
