/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* Of a variable that depends on linear-Gaussian mechanisms only: the effect on it of one standard deviation of each variable's noise,
 * 0 for those that aren't causes of it. The variable's variance is the sum of the squares. One a node of the model; (transfer full).
 * Cost: O(edges). */
double *wf_linear_effects_new (WfModel *model, guint target);

G_END_DECLS
