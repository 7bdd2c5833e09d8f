/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/base/set-cache.h"
#include "core/table/cells.h"

G_BEGIN_DECLS

/* What the scores of discrete columns share. Each is a difference F (parents and node) - F (parents), F a sum over the cells that the
 * values of a set of columns make, so it is the same over a class of equivalent graphs, and F is remembered by set. Sums are of whole
 * numbers, so that they don't depend on the order of the cells: what is remembered is what would be counted again, to the last bit. */
typedef struct
{
  WfCells    *cells;
  WfSetCache *sums;
  double      scale;       /* a sum is so many times what it stands for */
  gsize       max_parents;
  GStrv       warnings;
} WfDiscrete;

/* The scaled sum over cells; size: how many there could be, one in the empty set. */
typedef gint64 (*WfCellSum) (gconstpointer score, const WfDiscrete *discrete, const WfCellCounts *counts, double size);

WfDiscrete *wf_discrete_new  (WfTable *table, WfProgress *progress, GError **error);
void        wf_discrete_free (WfDiscrete *self);
/* F (parents and node) - F (parents) */
double      wf_discrete_get_difference (const WfDiscrete *self, WfCellSum sum, gconstpointer score, guint node, const guint *parents, gsize k);

G_END_DECLS
