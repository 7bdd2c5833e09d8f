/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/table-model.h"

struct _WfTableRow
{
  GObject parent_instance;

  gsize index;
};

G_DEFINE_FINAL_TYPE (WfTableRow, wf_table_row, G_TYPE_OBJECT)

static void
wf_table_row_class_init (WfTableRowClass *klass)
{
}

static void
wf_table_row_init (WfTableRow *self)
{
}

gsize
wf_table_row_get_index (WfTableRow *self)
{
  g_return_val_if_fail (WF_IS_TABLE_ROW (self), 0);
  return self->index;
}

struct _WfTableModel
{
  GObject parent_instance;

  guint n_rows;
};

static GType
get_item_type (GListModel *model)
{
  return WF_TYPE_TABLE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return WF_TABLE_MODEL (model)->n_rows;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WfTableRow *row;

  if (position >= WF_TABLE_MODEL (model)->n_rows)
    return NULL;
  row = g_object_new (WF_TYPE_TABLE_ROW, NULL);
  row->index = position;
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WfTableModel,
                               wf_table_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
wf_table_model_class_init (WfTableModelClass *klass)
{
}

static void
wf_table_model_init (WfTableModel *self)
{
}

WfTableModel *
wf_table_model_new (guint n_rows)
{
  WfTableModel *self = g_object_new (WF_TYPE_TABLE_MODEL, NULL);

  self->n_rows = n_rows;
  return self;
}
