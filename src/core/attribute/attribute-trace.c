/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/blame-private.h"
#include "core/attribute/dependency-private.h"
#include "core/attribute/effects-private.h"
#include "core/attribute/reasons-private.h"
#include "core/base/error.h"

/* The suspects: features, logit, reasons, paths. */
static gboolean
find_suspects (
    WfBlame *self, WfTokens *tokens, const WfOutcome *outcome, WfProgress *progress, GError **error)
{
  gsize n = tokens->n_steps, n_work = 0;
  g_autoptr (WfFlow) flow = wf_flow_new (tokens, outcome, progress, error);
  g_autoptr (WfFeatures) features = NULL;
  g_autofree double *terms = NULL;

  if (flow == NULL)
    return FALSE;
  features = wf_features_new (self->trace, tokens, flow, outcome,
                              wf_features_get_pool (self->profile->weights), progress, error);
  if (features == NULL)
    return FALSE;

  wf_blame_set_probabilities (self, wf_logit_get_probabilities (self->trace, features, self->profile));
  if (wf_profile_get_n_weights (self->profile) > 0)
    terms = wf_logit_get_terms (self->trace, features, self->profile);
  self->next = wf_flow_get_next_hops (flow, outcome->step);
  for (gsize i = 0; i < n; i++)
    {
      self->reasons[i] = wf_reasons_new (self->trace, tokens, flow, features, i, n_work,
                                         terms != NULL ? terms + i * features->n_features : NULL);
      n_work += wf_trace_get_role (self->trace, i) == WF_ROLE_WORK;
      if (!wf_progress_check (progress, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_effects (WfBlame *self, WfProgress *progress, GError **error)
{
  self->deficiency = g_new (double, self->structure->n_steps);
  wf_structure_propagate (self->structure, self->fault, self->deficiency);
  self->effect = wf_effects_new (self->structure, self->fault, self->deficiency, 0, progress, error);
  if (self->effect == NULL)
    return FALSE;
  self->decisive = wf_structure_find_decisive (self->fault, self->effect, self->structure->n_steps);
  return TRUE;
}

/* The structural model. The task and tool output have no fault of their own: what they report counts for the
 * step that called the tool. */
static gboolean
build_structure (WfBlame *self,
                 const WfTokens *tokens,
                 const WfSymptomWeights *weights,
                 const WfOutcome *outcome,
                 WfProgress *progress,
                 GError **error)
{
  gsize n = tokens->n_steps;
  g_autoptr (GArray) links = NULL;
  g_autofree gsize *agents = g_new (gsize, n);

  self->symptoms = wf_symptoms_new (self->trace, tokens, weights, progress, error);
  if (self->symptoms == NULL)
    return FALSE;
  links = wf_dependency_find_links (self->trace, tokens, progress, error);
  if (links == NULL)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    agents[i] = wf_trace_get_agent_index (self->trace, i);
  self->structure =
      wf_structure_new (n, outcome->step, agents, g_strv_length ((char **) wf_trace_get_agents (self->trace)),
                        (const WfBlameLink *) links->data, links->len);
  self->fault = g_new (double, n);
  wf_structure_deconvolve (self->structure, self->symptoms->observed, self->fault);
  for (gsize i = 0; i < n; i++)
    if (!wf_trace_can_bear_blame (self->trace, i))
      self->fault[i] = 0;
  return find_effects (self, progress, error);
}

WfBlame *
wf_blame_new (WfTrace *trace,
              WfProfile *profile,
              const WfSymptomWeights *weights,
              guint64 seed,
              WfProgress *progress,
              GError **error)
{
  g_autoptr (WfBlame) self = g_atomic_rc_box_new0 (WfBlame);
  g_autoptr (WfTokens) tokens = NULL;
  WfOutcome outcome;
  gsize n;

  n = wf_trace_get_n_steps (trace);
  self->trace = wf_trace_ref (trace);
  self->profile = profile != NULL ? wf_profile_ref (profile) : wf_profile_choose (trace);
  self->reasons = g_new0 (char **, n);
  self->paths = g_new0 (WfBlamePath *, n);

  wf_progress_set_stage (progress, _ ("Reading the steps"), 0);
  tokens = wf_tokens_new (trace, progress, error);
  if (tokens == NULL)
    return NULL;
  wf_outcome_init (&outcome, trace, tokens);
  self->answer = g_strstrip (g_strndup (outcome.original, outcome.original_length));
  self->is_answer_stated = outcome.is_stated;
  wf_progress_set_stage (progress, _ ("Ranking suspects"), 0);
  if (!find_suspects (self, tokens, &outcome, progress, error))
    return NULL;
  if (self->n_suspects == 0)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("No step of this log is by an agent: there is only the task and tool output, "
                              "so nobody can be to blame."));
      return NULL;
    }
  wf_progress_set_stage (progress, _ ("Following the data"), 0);
  if (!build_structure (self, tokens, weights, &outcome, progress, error))
    return NULL;
  wf_progress_set_stage (progress, _ ("Sharing out the failure"), 0);
  self->shapley =
      wf_shapley_new (self->structure, self->fault, WF_SHAPLEY_EXACT_AGENTS, seed, progress, error);
  if (self->shapley == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * wf_attribute_trace:
 * @trace: the log of a run that failed
 * @profile: (nullable): the weights; %NULL for those chosen by the shape of the log
 * @seed: for permutation sampling above 12 agents
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Names who and when, by two models side by side. Suspects: a conditional logit over the steps, `P(i) = exp
 * (b_i + w.z_i) / sum_j exp (b_j + w.z_j)` (McFadden 1974), with the weights of the
 * profile. Structure: a noisy-OR model of deficiency on the producer → consumer graph,
 * after Ma et al. 2025 (CDC-MAS, arXiv 2509.08682) with observable signs in place of their encoder; Shapley
 * shares of the agents and effects of the steps at the outcome. The annotation of a benchmark is never read.
 *
 * Errors: WF_ERROR_DATA when no agent takes a step; G_IO_ERROR_CANCELLED.
 *
 * Cost: linear in the text; for effects O(links), and for each step whose effect isn't negligible the links
 * on its way to the outcome; 2^agents (200 agents above 12) times O(links) for Shapley shares.
 *
 * Returns: (transfer full): the result, or %NULL
 */
WfBlame *
wf_attribute_trace (WfTrace *trace, WfProfile *profile, guint64 seed, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (trace != NULL, NULL);

  return wf_blame_new (trace, profile, NULL, seed, progress, error);
}
