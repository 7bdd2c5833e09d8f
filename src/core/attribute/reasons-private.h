/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/features-private.h"

G_BEGIN_DECLS

char **wf_reasons_new (WfTrace *trace, const WfTokens *tokens, const WfFlow *flow, const WfFeatures *features, gsize step,
                       gsize n_work_before);

G_END_DECLS
