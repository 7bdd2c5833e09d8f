/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/profile-private.h"

G_BEGIN_DECLS

/* b: the fixed log-prior of tier 1, n_steps */
void    wf_logit_get_prior         (WfTrace *trace, double *prior);
/* z of tier 1: n_steps x WF_N_NEUTRAL, row-major */
void    wf_logit_standardise       (WfTrace *trace, const WfFeatures *features, double *z);
double *wf_logit_get_probabilities (WfTrace *trace, const WfFeatures *features, const WfProfile *profile);

/* what each feature adds to the score of a step, against the mean over the steps that can bear blame: n_steps x n_features of the
 * features, row-major. (transfer full) */
double *wf_logit_get_terms         (WfTrace *trace, const WfFeatures *features, const WfProfile *profile);

G_END_DECLS
