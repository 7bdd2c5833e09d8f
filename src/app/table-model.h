/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* WfTableRow: one row of a table as a list item: its index. */
#define WF_TYPE_TABLE_ROW (wf_table_row_get_type ())
G_DECLARE_FINAL_TYPE (WfTableRow, wf_table_row, WF, TABLE_ROW, GObject)

gsize wf_table_row_get_index (WfTableRow *self);

/* WfTableModel: as many rows as a table has, made when they come into view. */
#define WF_TYPE_TABLE_MODEL (wf_table_model_get_type ())
G_DECLARE_FINAL_TYPE (WfTableModel, wf_table_model, WF, TABLE_MODEL, GObject)

WfTableModel *wf_table_model_new (guint n_rows);

G_END_DECLS
