/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/features-private.h"

G_BEGIN_DECLS

/* terms: nullable = the prior alone; of the step, as wf_logit_get_terms() */
char **wf_reasons_new (WfTrace *trace, const WfTokens *tokens, const WfFlow *flow, const WfFeatures *features, gsize step,
                       gsize n_work_before,
                       const double *terms);

G_END_DECLS
