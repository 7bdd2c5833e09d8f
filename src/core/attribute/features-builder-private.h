/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "core/attribute/features-private.h"
#include "core/attribute/phrases-private.h"

G_BEGIN_DECLS

typedef enum
{
  WF_EXECUTION_NONE,  /* no tool output */
  WF_EXECUTION_EMPTY, /* tool output that says there was nothing to execute */
  WF_EXECUTION_FAILED,
  WF_EXECUTION_SUCCEEDED,
} WfExecution;

#define WF_NO_RANK G_MAXUINT

/* What several groups of features go by. */
typedef struct
{
  guint topics[WF_N_TOPICS]; /* how often the step speaks of each */
  WfExecution execution;
  WfStepRole role;
  gsize agent;
  gboolean is_actor;      /* can bear blame */
  gboolean is_termination;
  guint actor_rank;       /* among the steps of agents, and among worker steps; WF_NO_RANK elsewhere */
  guint work_rank;
  guint n_before;         /* contributions of the agent before this step */
} WfStepFacts;

typedef struct
{
  WfFeatures *features;
  WfTrace *trace;
  const WfTokens *tokens;
  const WfFlow *flow;
  const WfOutcome *outcome;
  WfProgress *progress;
  gsize n_steps;
  WfStepFacts *facts; /* of each step */
  guint n_work, n_actors;
  gboolean is_answered; /* a bare word of termination, or a final answer in the last two steps */
} WfFeatureBuilder;

/* Only what was asked for is kept. */
static inline void
wf_feature_builder_set (WfFeatureBuilder *self, gsize step, WfFeature feature, double value)
{
  if (feature < self->features->n_features)
    self->features->values[step * self->features->n_features + feature] = value;
}

static inline gboolean
wf_feature_builder_wants_all (const WfFeatureBuilder *self)
{
  return self->features->n_features > WF_N_COMPACT;
}

/* Counts beyond twenty aren't told apart. */
static inline double
wf_feature_builder_damp (guint count)
{
  return MIN (3.0, log1p (count));
}

/* One verb a group; those that can fail fail only when cancelled. */
void     wf_features_add_place      (WfFeatureBuilder *self);                 /* k, p, t, x */
void     wf_features_add_agents     (WfFeatureBuilder *self);                 /* a */
void     wf_features_add_sequence   (WfFeatureBuilder *self);                 /* n */
gboolean wf_features_add_content    (WfFeatureBuilder *self, GError **error); /* c, l */
gboolean wf_features_add_ledger     (WfFeatureBuilder *self, GError **error); /* o */
gboolean wf_features_add_similarity (WfFeatureBuilder *self, GError **error); /* v */
gboolean wf_features_add_flow       (WfFeatureBuilder *self, GError **error); /* g */

G_END_DECLS
