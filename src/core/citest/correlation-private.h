/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/table/prepare.h"

G_BEGIN_DECLS

/* Correlation matrix (p x p, row i at i * p) of a table of continuous columns without missing values.
 * WF_ERROR_DATA names constant columns, WF_ERROR_SINGULAR collinear ones. Cost n p² + p³ / 3. */
double *wf_correlation_new (WfTable *table, guint n_threads, WfProgress *progress, GError **error);

/* Squared partial correlation of x and y given the set, in [0, 1]. Columns of the set that the others determine are
 * left out; 0 when the set determines x or y. */
double wf_correlation_get_partial_squared (const double *r,
                                           gsize p,
                                           guint x,
                                           guint y,
                                           const guint *given,
                                           gsize n_given);

G_END_DECLS
