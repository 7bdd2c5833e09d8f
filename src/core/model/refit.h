/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/rng.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* the same DAG and the same kinds of mechanisms on other rows; errors as wf_model_fit() */
WF_API WfModel *wf_model_refit    (WfModel *self, WfTable *table, WfProgress *progress, GError **error);
/* on its own rows, drawn again with replacement: one sample of a bootstrap (skip) */
WF_API WfModel *wf_model_resample (WfModel *self, WfRng *rng, WfProgress *progress, GError **error);

G_END_DECLS
