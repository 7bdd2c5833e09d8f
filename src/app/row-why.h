/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfRowWhy: why a variable has so unusual a value in the row that is asked about: a bar for each variable it comes from. */
#define WF_TYPE_ROW_WHY (wf_row_why_get_type ())
G_DECLARE_FINAL_TYPE (WfRowWhy, wf_row_why, WF, ROW_WHY, GtkWidget)

void wf_row_why_set_document (WfRowWhy *self, WfDocument *document);
/* follows the document; hidden without a row */
void wf_row_why_show (WfRowWhy *self, guint node);

G_END_DECLS
