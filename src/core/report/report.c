/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/report/report-private.h"

G_DEFINE_BOXED_TYPE (WfReport, wf_report, wf_report_ref, wf_report_unref)

/**
 * wf_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self
 */
WfReport *
wf_report_ref (WfReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
report_clear (gpointer data)
{
  WfReport *self = data;

  g_free (self->kind);
  g_free (self->title);
  g_clear_pointer (&self->provenance, wf_provenance_unref);
  g_ptr_array_unref (self->blocks);
}

/**
 * wf_report_unref:
 * @self: (transfer full): a report
 */
void
wf_report_unref (WfReport *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, report_clear);
}

/**
 * wf_report_get_title:
 * @self: a report
 *
 * Returns: (transfer none): the title, marked up
 */
const char *
wf_report_get_title (WfReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->title;
}

/**
 * wf_report_get_kind:
 * @self: a report
 *
 * Returns: (transfer none): what sort of report it is, for the running head; plain text
 */
const char *
wf_report_get_kind (WfReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->kind;
}

/**
 * wf_report_get_provenance:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): where the result comes from
 */
WfProvenance *
wf_report_get_provenance (WfReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->provenance;
}

/**
 * wf_report_get_n_blocks:
 * @self: a report
 *
 * Returns: the number of blocks
 */
gsize
wf_report_get_n_blocks (WfReport *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->blocks->len;
}

static const WfBlock *
find_block (WfReport *self, gsize block)
{
  return self != NULL && block < self->blocks->len ? g_ptr_array_index (self->blocks, block) : NULL;
}

/**
 * wf_report_get_block_kind:
 * @self: a report
 * @block: index of a block
 *
 * Returns: what the block is
 */
WfBlockKind
wf_report_get_block_kind (WfReport *self, gsize block)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL, WF_BLOCK_PROSE);
  return found->kind;
}

/**
 * wf_report_get_text:
 * @self: a report
 * @block: index of a block
 *
 * Returns: (transfer none) (nullable): the marked-up text of a verdict, heading, prose, callout, abstract or
 * appendix; the literal text of a code block; the marked-up caption of a figure or table, which may be %NULL;
 * %NULL for facts and lists
 */
const char *
wf_report_get_text (WfReport *self, gsize block)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL, NULL);
  return found->text;
}

/**
 * wf_report_get_id:
 * @self: a report
 * @block: index of a block
 *
 * Returns: (transfer none) (nullable): what links within the report call the block
 */
const char *
wf_report_get_id (WfReport *self, gsize block)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL, NULL);
  return found->id;
}

/**
 * wf_report_get_figure:
 * @self: a report
 * @block: index of a block
 *
 * Returns: (transfer none) (nullable): the figure of a figure block, else %NULL
 */
WfFigure *
wf_report_get_figure (WfReport *self, gsize block)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL, NULL);
  return found->figure;
}

/**
 * wf_report_get_n_columns:
 * @self: a report
 * @block: index of a block
 *
 * Returns: the number of columns of a table, 2 for facts, 1 for a list, 0 for other blocks
 */
gsize
wf_report_get_n_columns (WfReport *self, gsize block)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL, 0);
  return found->n_columns;
}

/**
 * wf_report_get_n_rows:
 * @self: a report
 * @block: index of a block
 *
 * Returns: the number of rows of a table or of facts, of items of a list, 0 for other blocks
 */
gsize
wf_report_get_n_rows (WfReport *self, gsize block)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL, 0);
  return found->n_columns > 0 ? found->cells->len / found->n_columns : 0;
}

/**
 * wf_report_get_head:
 * @self: a report
 * @block: index of a table or of facts
 * @column: a column
 *
 * Returns: (transfer none) (nullable): the marked-up head of a table's column; %NULL for facts
 */
const char *
wf_report_get_head (WfReport *self, gsize block, gsize column)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL && column < found->n_columns, NULL);
  return found->heads != NULL ? found->heads[column] : NULL;
}

/**
 * wf_report_get_unit:
 * @self: a report
 * @block: index of a table, facts or list
 * @column: a column
 *
 * Returns: (transfer none) (nullable): the unit of a table's column, plain text; %NULL when it has none
 */
const char *
wf_report_get_unit (WfReport *self, gsize block, gsize column)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL && column < found->n_columns, NULL);
  return found->units != NULL && *found->units[column] != '\0' ? found->units[column] : NULL;
}

/**
 * wf_report_is_numbered:
 * @self: a report
 * @block: index of a list
 *
 * Returns: whether the items of the list are numbered, from 1
 */
gboolean
wf_report_is_numbered (WfReport *self, gsize block)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL, FALSE);
  return found->is_numbered;
}

/**
 * wf_report_get_align:
 * @self: a report
 * @block: index of a table or of facts
 * @column: a column
 *
 * Returns: to which side the column is set
 */
WfAlign
wf_report_get_align (WfReport *self, gsize block, gsize column)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL && column < found->n_columns, WF_ALIGN_START);
  return found->aligns[column] == 'e' ? WF_ALIGN_END : WF_ALIGN_START;
}

/**
 * wf_report_get_cell:
 * @self: a report
 * @block: index of a table or of facts
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer none): the marked-up text of the cell, maybe empty
 */
const char *
wf_report_get_cell (WfReport *self, gsize block, gsize row, gsize column)
{
  const WfBlock *found = find_block (self, block);

  g_return_val_if_fail (found != NULL && column < found->n_columns, NULL);
  g_return_val_if_fail (row < found->cells->len / found->n_columns, NULL);
  return g_ptr_array_index (found->cells, row * found->n_columns + column);
}
