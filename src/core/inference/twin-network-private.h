/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/network-private.h"
#include "core/inference/question-private.h"

G_BEGIN_DECLS

/* What a case would have been had things been done to it. row: n_nodes levels as they were observed, -1 = missing. What the question gives
 * as evidence isn't looked at. factual, counterfactual: n_nodes, each NULL or room for one probability a level; where all that counts is
 * known the counterfactual is a point or as spread as the noise leaves it.
 * WF_ERROR_NO_SUPPORT: the row can't be; WF_ERROR_BUDGET: draws by wf_mechanism_abduct() may still answer. */
gboolean wf_twin_network_infer (WfNetwork *network, const gint *row, const WfQuestion *question, double *const *factual,
                                double *const *counterfactual, WfProgress *progress, GError **error);

G_END_DECLS
