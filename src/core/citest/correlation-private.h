/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/citest/citest.h"
#include "core/table/prepare.h"

G_BEGIN_DECLS

/* Correlation matrix (p x p, row i at i * p) of a table of continuous columns without missing values. Constant columns, which are
 * correlated with nothing, and collinear ones are warnings. Cost n p² + p³ / 3. */
double *wf_correlation_new (WfTable *table, guint n_threads, WfProgress *progress, GStrvBuilder *warnings, GError **error);
/* For tests that can do with neither: WF_ERROR_DATA names constant columns, WF_ERROR_SINGULAR collinear ones. Cost p³ / 3. */
gboolean wf_correlation_check (const char *const *names,
                               const double *r,
                               const gboolean *is_constant,
                               gsize p,
                               gsize n_rows,
                               GError **error);
/* The same of covariances that are given. Cost p³ / 3. */
double *wf_correlation_new_from_covariance (WfCovariance *covariance, GStrvBuilder *warnings, GError **error);
/* p x p; NULL and WF_ERROR_TOO_LARGE */
double *wf_correlation_try_matrix (gsize p, GError **error);
void    wf_correlation_warn_of_constant  (const char *const *names, const gboolean *is_constant, gsize p, GStrvBuilder *warnings);
void    wf_correlation_warn_of_relations (const char *const *names, const double *r, gsize p, gsize n_rows, GStrvBuilder *warnings);

/* ---- missing values: every correlation from the rows that have all of its columns ---- */
typedef struct _WfGaps WfGaps;

/* Cost n p². WF_ERROR_DATA: no two columns have min_rows rows in common */
WfGaps *wf_gaps_new  (WfTable *table, gsize min_rows, guint n_threads, WfProgress *progress, GStrvBuilder *warnings, GError **error);
void    wf_gaps_free (WfGaps *self);
/* As wf_correlation_get_partial_squared(); n_rows: the rows that have x, y and the set. Cost n_rows (n_given + 2)² with gaps
 * in a column and a set, else as without */
double  wf_gaps_get_partial_squared (const WfGaps *self, guint x, guint y, const guint *given, gsize n_given, gsize *n_rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGaps, wf_gaps_free)

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
