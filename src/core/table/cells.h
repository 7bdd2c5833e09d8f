/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

/* The discrete columns of a table as what counts its rows by the values of several columns needs them; not exported. A column without
 * any value counts as one that never varies. */
typedef struct
{
  gsize     p;
  gsize     n;
  guint16 **codes;      /* of each column: n, of the levels that occur; zeros up to a multiple of WF_CELLS_LANES. NULL = continuous */
  guint    *n_levels;   /* that occur; 0 = continuous */
} WfCells;

#define WF_CELLS_LANES 32

WfCells *wf_cells_new  (WfTable *table);   /* without missing values but those of columns without any */
void     wf_cells_free (WfCells *self);
/* cells that columns could tell apart: the product of their levels */
double   wf_cells_get_size (const WfCells *self, const guint *columns, gsize k);

/* How many rows fall into each cell, in no particular order; cells without any may be among them. */
typedef struct
{
  guint32 *counts;
  gsize    n;
} WfCellCounts;

/* joint: of the k columns, at least one; margin (nullable): of all but the last. The counts are the caller's to free. One pass over the
 * rows. */
void     wf_cells_count (const WfCells *self, const guint *columns, gsize k, WfCellCounts *joint, WfCellCounts *margin);
/* of_row: n, the number of each row's cell; only cells that occur have one. Returns how many there are. */
gsize    wf_cells_number (const WfCells *self, const guint *columns, gsize k, guint32 *of_row);
/* Sum of (a - 1) (b - 1) over the cells of the k columns, a and b the levels of x and of y that occur in the cell: the degrees of
 * freedom of x and y given the columns. */
double   wf_cells_get_freedom (const WfCells *self, guint x, guint y, const guint *columns, gsize k);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCells, wf_cells_free)

G_END_DECLS
