/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/features-builder-private.h"

const char *const wf_feature_names[WF_N_FEATURES] = {
#define FEATURE_NAME(symbol, name) name,
  WF_FEATURES_NEUTRAL (FEATURE_NAME) WF_FEATURES_COMPACT (FEATURE_NAME) WF_FEATURES_OTHER (FEATURE_NAME)
#undef FEATURE_NAME
};

static WfExecution
get_execution (WfTrace *trace, gsize i, const char *lower)
{
  if (wf_trace_get_role (trace, i) != WF_ROLE_ENVIRONMENT)
    return WF_EXECUTION_NONE;
  if (strstr (lower, "there is no code") != NULL)
    return WF_EXECUTION_EMPTY;
  if (strstr (lower, "exitcode: 0") == NULL || strstr (lower, "error") != NULL ||
      strstr (lower, "traceback") != NULL)
    return WF_EXECUTION_FAILED;
  return WF_EXECUTION_SUCCEEDED;
}

static gboolean
find_facts (WfFeatureBuilder *b, GError **error)
{
  gsize n_agents = g_strv_length ((char **) wf_trace_get_agents (b->trace));
  g_autofree guint *n_before = g_new0 (guint, n_agents);

  for (gsize i = 0; i < b->n_steps; i++)
    {
      WfStepFacts *fact = &b->facts[i];
      const char *lower = b->tokens->lower[i];

      if (!wf_progress_check (b->progress, error))
        return FALSE;
      wf_phrases_count (lower, fact->topics);
      fact->execution = get_execution (b->trace, i, lower);
      fact->role = wf_trace_get_role (b->trace, i);
      fact->agent = wf_trace_get_agent_index (b->trace, i);
      fact->is_actor = wf_trace_can_bear_blame (b->trace, i);
      fact->is_termination = wf_outcome_is_termination (lower);
      fact->actor_rank = fact->is_actor ? b->n_actors++ : WF_NO_RANK;
      fact->work_rank = fact->role == WF_ROLE_WORK ? b->n_work++ : WF_NO_RANK;
      fact->n_before = n_before[fact->agent];
      n_before[fact->agent] += fact->is_actor;
      b->is_answered |= fact->is_termination;
    }
  for (gsize i = b->n_steps; i-- > 0 && i + 2 >= b->n_steps;)
    b->is_answered |= strstr (wf_trace_get_text (b->trace, i), "FINAL ANSWER") != NULL;
  return TRUE;
}

/* The next step by another agent that is no tool output, for every step, from the end. */
static void
find_others (WfFeatureBuilder *b)
{
  gsize *other = b->features->other;
  gsize next = b->n_steps; /* the next step that is no tool output */

  for (gsize i = b->n_steps; i-- > 0;)
    {
      other[i] = next;
      if (next < b->n_steps && b->facts[next].agent == b->facts[i].agent)
        other[i] = other[next];
      if (b->facts[i].role != WF_ROLE_ENVIRONMENT)
        next = i;
    }
}

/* n_features: of wf_feature_names, the first so many: WF_N_NEUTRAL, WF_N_COMPACT or WF_N_FEATURES. Cost:
 * linear in the text; all features besides compare each step with the 40 before it. NULL when cancelled. */
WfFeatures *
wf_features_new (WfTrace *trace,
                 const WfTokens *tokens,
                 const WfFlow *flow,
                 const WfOutcome *outcome,
                 gsize n_features,
                 WfProgress *progress,
                 GError **error)
{
  g_autoptr (WfFeatures) self = g_new0 (WfFeatures, 1);
  gsize n = tokens->n_steps;
  g_autofree WfStepFacts *facts = g_new0 (WfStepFacts, n);
  WfFeatureBuilder b = { .features = self,
                         .trace = trace,
                         .tokens = tokens,
                         .flow = flow,
                         .outcome = outcome,
                         .progress = progress,
                         .n_steps = n,
                         .facts = facts };

  self->n_steps = n;
  self->n_features = n_features;
  self->values = g_new0 (double, n_features *n);
  self->other = g_new (gsize, n);
  if (!find_facts (&b, error))
    return NULL;
  find_others (&b);
  wf_features_add_place (&b);
  wf_features_add_agents (&b);
  wf_features_add_sequence (&b);
  if (!wf_features_add_content (&b, error) || !wf_features_add_ledger (&b, error) ||
      !wf_features_add_similarity (&b, error) || !wf_features_add_flow (&b, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
wf_features_free (WfFeatures *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self->other);
  g_free (self);
}

/* The features to compute so that every weight other than zero has its feature. weights: WF_N_FEATURES */
gsize
wf_features_get_pool (const double *weights)
{
  gsize n = WF_N_FEATURES;

  while (n > 0 && weights[n - 1] == 0)
    n--;
  if (n <= WF_N_NEUTRAL)
    return WF_N_NEUTRAL;
  return n <= WF_N_COMPACT ? WF_N_COMPACT : WF_N_FEATURES;
}
