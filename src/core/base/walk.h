/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

#define WF_WALK_MAX_DIMENSIONS 64 /* a table within the limits has at most 26 variables of two or more levels */

/* The variables of a table, the last one fastest. */
typedef struct
{
  const guint *variables;
  guint n_variables;
} WfScope;

/* How to go through a dense table from its first to its last entry beside another one that depends on some of the
 * same variables only: neighbouring variables that run on together in both are one dimension, so that the inner
 * loops are long. */
typedef struct
{
  guint n_dimensions;
  gsize sizes[WF_WALK_MAX_DIMENSIONS];
  gsize strides[WF_WALK_MAX_DIMENSIONS];   /* in the other table; 0 = it doesn't depend on these variables */
} WfWalk;

/* product of the sizes of the variables */
double   wf_scope_count_entries (const WfScope *self, const gsize *sizes);

/* scope: of the dense table; sizes, strides: by variable. All within WF_LIMIT_TABLE_ENTRIES. */
void     wf_walk_init           (WfWalk *self, const WfScope *scope, const gsize *sizes, const gsize *strides);
/* table = other, table *= other, other += table. FALSE when cancelled. */
gboolean wf_walk_assign         (const WfWalk *self, double *table, const double *other, WfProgress *progress, GError **error);
gboolean wf_walk_multiply       (const WfWalk *self, double *table, const double *other, WfProgress *progress, GError **error);
gboolean wf_walk_add_up         (const WfWalk *self, const double *table, double *other, WfProgress *progress, GError **error);

G_END_DECLS
