/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/flow-private.h"

G_BEGIN_DECLS

/* The framework-neutral features of a step, in the order of wf_feature_names. */
typedef enum
{
  WF_FEATURE_ASSUME,
  WF_FEATURE_FIRST_ASSUME,
  WF_FEATURE_UNABLE,
  WF_FEATURE_ERROR,
  WF_FEATURE_MANUAL,
  WF_FEATURE_CODE,
  WF_FEATURE_FIRST_CODE,
  WF_FEATURE_LENGTH,
  WF_FEATURE_NEXT_FAILS,
  WF_FEATURE_NEXT_FAILS_FIRST,
  WF_FEATURE_NEXT_SUCCEEDS,
  WF_FEATURE_NEXT_CORRECT,
  WF_FEATURE_NEXT_SORRY,
  WF_FEATURE_NEXT_UNABLE,
  WF_FEATURE_ANSWER,
  WF_FEATURE_ANSWER_NUMBERS,
  WF_FEATURE_ABSORBED,
  WF_FEATURE_SHAPLEY,
  WF_FEATURE_REUSERS,
  WF_FEATURE_NOVELTY,
  WF_FEATURE_QUESTION,
  WF_FEATURE_AGENT_FIRST,
  WF_FEATURE_AGENT_SHARE,
  WF_FEATURE_AGENT_ANSWERS,
  WF_N_FEATURES,
} WfFeature;

extern const char *const wf_feature_names[WF_N_FEATURES];

typedef struct
{
  gsize n_steps;
  double *values;      /* n_steps x WF_N_FEATURES, row-major */
  gsize *other;        /* the next step by another agent that is no tool output; n_steps when there is none */
  gboolean *is_failed; /* tool output of a failed execution */
} WfFeatures;

WfFeatures *wf_features_new  (WfTrace *trace, const WfTokens *tokens, const WfFlow *flow, const WfOutcome *outcome,
                              WfProgress *progress, GError **error);
void        wf_features_free (WfFeatures *self);

static inline double
wf_features_get (const WfFeatures *self, gsize step, WfFeature feature)
{
  return self->values[step * WF_N_FEATURES + feature];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfFeatures, wf_features_free)

G_END_DECLS
