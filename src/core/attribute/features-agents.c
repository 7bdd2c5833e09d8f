/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/features-builder-private.h"

static const char *const checking[] = { "verif", "valid", "check", "review", "critic", "test", NULL };
static const char *const coding[] = { "python",    "program", "code",   "debug", "develop",
                                      "algorithm", "data",    "comput", NULL };

/* What is known of an agent before its steps are looked at. */
typedef struct
{
  guint n_steps; /* that it contributes */
  gboolean checks, codes;
} Agent;

static gboolean
has_any (const char *name, const char *const *words)
{
  g_autofree char *lower = g_utf8_strdown (name, -1);

  for (gsize k = 0; words[k] != NULL; k++)
    if (strstr (lower, words[k]) != NULL)
      return TRUE;
  return FALSE;
}

static Agent *
find_agents (WfFeatureBuilder *b)
{
  const char *const *names = wf_trace_get_agents (b->trace);
  gsize n_agents = g_strv_length ((char **) names);
  Agent *agents = g_new0 (Agent, n_agents);

  for (gsize a = 0; a < n_agents; a++)
    {
      agents[a].checks = has_any (names[a], checking);
      agents[a].codes = has_any (names[a], coding);
    }
  for (gsize i = 0; i < b->n_steps; i++)
    agents[b->facts[i].agent].n_steps += b->facts[i].is_actor;
  return agents;
}

static void
set_contribution (WfFeatureBuilder *b, gsize i, const Agent *agent)
{
  const WfStepFacts *fact = &b->facts[i];
  gboolean is_first = fact->n_before == 0;

  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_FIRST, is_first);
  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_SHARE, (double) agent->n_steps / b->n_actors);
  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_CHECKS, agent->checks);
  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_CODES, agent->codes);
  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_CHECKS_FIRST, agent->checks && is_first);
  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_ANSWERS, fact->agent == b->facts[b->outcome->step].agent);
  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_OPENS, fact->agent == b->facts[0].agent && i > 0);
  wf_feature_builder_set (b, i, WF_FEATURE_AGENT_FIRST_WORK, fact->role == WF_ROLE_WORK && is_first);
}

/* Who takes the step. Cost: O(T). */
void
wf_features_add_agents (WfFeatureBuilder *b)
{
  g_autofree Agent *agents = find_agents (b);

  for (gsize i = 0; i < b->n_steps; i++)
    {
      const WfStepFacts *fact = &b->facts[i];
      const WfStepFacts *before = i > 0 ? fact - 1 : NULL;

      if (fact->is_actor)
        set_contribution (b, i, &agents[fact->agent]);
      wf_feature_builder_set (b, i, WF_FEATURE_AGENT_BEFORE, log1p (fact->n_before));
      wf_feature_builder_set (b, i, WF_FEATURE_AGENT_GOES_ON, before != NULL && before->agent == fact->agent);
      wf_feature_builder_set (b, i, WF_FEATURE_AFTER_ENVIRONMENT,
                              before != NULL && before->role == WF_ROLE_ENVIRONMENT);
      wf_feature_builder_set (b, i, WF_FEATURE_AFTER_NO_CODE,
                              before != NULL && before->execution == WF_EXECUTION_EMPTY);
    }
}
