/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/citest/citest.h"
#include "core/table/prepare.h"

G_BEGIN_DECLS

/* Correlation matrix (p x p, row i at i * p) of a table of continuous columns without missing values.
 * WF_ERROR_DATA names constant columns, WF_ERROR_SINGULAR collinear ones. Cost n p² + p³ / 3. */
double *wf_correlation_new (WfTable *table, guint n_threads, WfProgress *progress, GError **error);

/* What is shared, squared, over what remains of both, in [0, 1]; all three may carry one factor. 1 when hardly anything remains
 * of either: a set that determines a variable can't separate it. */
static inline double
wf_correlation_get_ratio (double shared, double var_x, double var_y, double factor)
{
  double ratio = shared * shared / (var_x * var_y);

  return ratio < 1 && var_x > WF_CORRELATION_TOLERANCE * factor && var_y > WF_CORRELATION_TOLERANCE * factor ? ratio : 1;
}

/* Squared partial correlation of x and y given the set, in [0, 1]. Columns of the set that the others determine are
 * left out; 1 when the set determines x or y. */
double wf_correlation_get_partial_squared (const double *r,
                                           gsize p,
                                           guint x,
                                           guint y,
                                           const guint *given,
                                           gsize n_given);
/* The same of every set of a sweep. Up to rounding: it shares work between sets. */
void wf_correlation_sweep (const double *r, gsize p, WfCiSweep *sweep);

G_END_DECLS
