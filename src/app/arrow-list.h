/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/**
 * WfArrowList:
 *
 * The arrows that the background knowledge forbids or requires by name, each with a button that takes it back, and a
 * row that adds one.
 */
#define WF_TYPE_ARROW_LIST (wf_arrow_list_get_type ())
G_DECLARE_FINAL_TYPE (WfArrowList, wf_arrow_list, WF, ARROW_LIST, GtkWidget)

GtkWidget *wf_arrow_list_new (WfDocument *document);

G_END_DECLS
