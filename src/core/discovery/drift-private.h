/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/contexts-private.h"

G_BEGIN_DECLS

/* How the mean of a variable, given its causes, moves along the surrogate. Free with wf_drift_free(). */
typedef struct
{
  gsize    n;             /* points: at most WF_DRIFT_POINTS rows spread evenly over the surrogate, or one a level of it */
  gboolean is_discrete;   /* the surrogate */
  char   **levels;        /* n of a discrete one; else NULL */
  double  *x;             /* the surrogate, ascending; of a discrete one the number of the level */
  double  *y;             /* the mean less its average over the rows, in the unit of the variable */
  double  *low, *high;    /* 95 % interval of it, point by point */
  double   explained;     /* share of the variance that the causes leave */
  double   sd;            /* of the variable */
} WfDrift;

#define WF_DRIFT_POINTS 200

/* Least squares of the variable on its causes and on the block of the surrogate, which are the functions that the test of CD-NOD looks for.
 * causes: variables of the contexts other than the surrogate; discrete ones by their levels. Rows with a missing value are left out,
 * weights count. NULL: fewer rows than what is fitted, or nothing left to explain. Cost n k^2 with k columns. */
WfDrift *wf_drift_new  (const WfContexts *contexts, guint surrogate, guint node, const guint *causes, gsize n_causes);
void     wf_drift_free (WfDrift *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDrift, wf_drift_free)

G_END_DECLS
