/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* Of a variable that depends on linear mechanisms only; roots may have any distribution. One number a node of the model, 0 for those that
 * aren't causes of it; (transfer full). Cost: O(edges). */

/* the total effect on it of each variable's noise; 1 for its own */
double *wf_linear_effects_new (WfModel *model, guint target);
/* that of one standard deviation of each noise. The variable's variance is the sum of their squares */
double *wf_linear_spreads_new (WfModel *model, guint target);
double  wf_linear_mean        (WfModel *model, guint target);

G_END_DECLS
