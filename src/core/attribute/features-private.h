/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/features-table-private.h"
#include "core/attribute/flow-private.h"

G_BEGIN_DECLS

/* The features of a step, in the order of wf_feature_names. */
typedef enum
{
#define WF_FEATURE_SYMBOL(symbol, name) WF_FEATURE_##symbol,
  WF_FEATURES_NEUTRAL (WF_FEATURE_SYMBOL)
  WF_N_NEUTRAL,
  WF_FEATURE_LAST_NEUTRAL = WF_N_NEUTRAL - 1,
  WF_FEATURES_COMPACT (WF_FEATURE_SYMBOL)
  WF_N_COMPACT,
  WF_FEATURE_LAST_COMPACT = WF_N_COMPACT - 1,
  WF_FEATURES_OTHER (WF_FEATURE_SYMBOL)
  WF_N_FEATURES,
#undef WF_FEATURE_SYMBOL
} WfFeature;

extern const char *const wf_feature_names[WF_N_FEATURES];

typedef struct
{
  gsize n_steps;
  gsize n_features;    /* the head of wf_feature_names that was asked for */
  double *values;      /* n_steps x n_features, row-major */
  gsize *other;        /* the next step by another agent that is no tool output; n_steps when there is none */
  gboolean *is_failed; /* tool output of a failed execution */
} WfFeatures;

WfFeatures *wf_features_new  (WfTrace *trace, const WfTokens *tokens, const WfFlow *flow, const WfOutcome *outcome,
                              gsize n_features, WfProgress *progress, GError **error);
void        wf_features_free (WfFeatures *self);
gsize       wf_features_get_pool (const double *weights);

static inline double
wf_features_get (const WfFeatures *self, gsize step, WfFeature feature)
{
  return self->values[step * self->n_features + feature];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfFeatures, wf_features_free)

G_END_DECLS
