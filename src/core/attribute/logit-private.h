/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/features-private.h"

G_BEGIN_DECLS

/* Weights of the features, on z-scores within the log. All zero: the prior alone. */
typedef struct
{
  const char *id;
  double weights[WF_N_FEATURES];
} WfBlameProfile;

extern const WfBlameProfile wf_blame_profile_prior;

double *wf_logit_get_probabilities (WfTrace *trace, const WfFeatures *features, const WfBlameProfile *profile);

G_END_DECLS
