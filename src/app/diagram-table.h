/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/document.h"

G_BEGIN_DECLS

/* WfDiagramTable: the table P(out | in) of the selected variable's box, whose numbers can be changed where they are the model's. */
#define WF_TYPE_DIAGRAM_TABLE (wf_diagram_table_get_type ())
G_DECLARE_FINAL_TYPE (WfDiagramTable, wf_diagram_table, WF, DIAGRAM_TABLE, GtkWidget)

void wf_diagram_table_set_document (WfDiagramTable *self, WfDocument *document);
/* FALSE: there is none to be changed */
gboolean wf_diagram_table_focus (WfDiagramTable *self);
/* what typing this there does: entries of the table in its order; FALSE: it isn't a probability, and the table says so */
gboolean wf_diagram_table_type (WfDiagramTable *self, gsize entry, const char *text);

G_END_DECLS
