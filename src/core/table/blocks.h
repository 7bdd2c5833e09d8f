/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/* Variables that are several columns each, as jointly normal: a discrete column is one indicator for each of its levels that occur but
 * the first (the degenerate Gaussian of Andrews, Ramsey & Cooper 2019, PMLR 104); not exported. */
typedef struct
{
  WfTable  *expanded;      /* continuous columns only; an indicator is called "column = level" */
  double   *r;             /* their correlations, p x p */
  gboolean *is_constant;   /* p: never varies */
  gsize     p;
  gsize     n;
  guint    *starts;        /* variable v is the columns starts[v] .. starts[v + 1] - 1 */
  gsize     n_variables;
  GStrv     warnings;      /* of rows left out, columns that never vary or are collinear */
} WfBlocks;

/* starts (nullable: one column a variable): of the table's columns. List-wise deletion. WF_ERROR_DATA: fewer than
 * min_rows rows; WF_ERROR_TOO_LARGE: the indicators are too many; G_IO_ERROR_CANCELLED */
WfBlocks *wf_blocks_new  (WfTable *table, const guint *starts, gsize n_variables, gsize min_rows, guint n_threads, WfProgress *progress, GError **error);
void      wf_blocks_free (WfBlocks *self);
gsize     wf_blocks_get_n_columns (const WfBlocks *self, guint variable);
/* of several variables, in their order; columns: nullable. Returns how many they are. */
gsize     wf_blocks_list_columns  (const WfBlocks *self, const guint *variables, gsize k, guint *columns);

/* log of the share of a variable's generalised variance that others leave, a column they determine leaving WF_CORRELATION_TOLERANCE.
 * Cost K³ / 6 for K columns. */
double    wf_blocks_get_log_left  (const WfBlocks *self, guint variable, const guint *others, gsize k);

/* Wilks' L of x and y given others, and how many of the columns of each tell something that those before them don't. */
typedef struct
{
  double log_lambda;       /* at most 0; minus infinity when x determines a column of y */
  gsize  rank_given, rank_x, rank_y;
} WfBlockPair;

WfBlockPair wf_blocks_compare (const WfBlocks *self, guint x, guint y, const guint *given, gsize n_given);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfBlocks, wf_blocks_free)

G_END_DECLS
