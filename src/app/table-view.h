/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* WfTableView: the table as it was read: kinds and distributions in the heads, notes above. */
#define WF_TYPE_TABLE_VIEW (wf_table_view_get_type ())
G_DECLARE_FINAL_TYPE (WfTableView, wf_table_view, WF, TABLE_VIEW, GtkWidget)

GtkWidget *wf_table_view_new (WfDocument *document);

G_END_DECLS
