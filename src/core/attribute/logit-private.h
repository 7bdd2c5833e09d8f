/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/profile-private.h"

G_BEGIN_DECLS

double *wf_logit_get_probabilities (WfTrace *trace, const WfFeatures *features, const WfProfile *profile);

G_END_DECLS
