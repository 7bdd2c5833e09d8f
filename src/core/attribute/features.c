/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/features-private.h"
#include "core/attribute/phrases-private.h"

const char *const wf_feature_names[WF_N_FEATURES] = {
  "l.assume", "l.assume_first", "l.unable",  "l.error",   "l.manual", "c.code",   "c.firstcode", "c.len",
  "n.fail",   "n.firstfail",    "n.ok",      "n.correct", "n.sorry",  "n.unable", "g.prov",      "g.provnum",
  "g.bl1",    "g.sh",           "g.reusers", "v.new",     "v.q",      "a.first",  "a.share",     "a.isfin",
};

typedef enum
{
  EXECUTION_NONE, /* no tool output, or one that had nothing to execute */
  EXECUTION_FAILED,
  EXECUTION_SUCCEEDED,
} Execution;

typedef struct
{
  WfFeatures *features;
  WfTrace *trace;
  const WfTokens *tokens;
  const WfFlow *flow;
  const WfOutcome *outcome;
} Builder;

static double *
at (Builder *b, gsize step, WfFeature feature)
{
  return &b->features->values[step * WF_N_FEATURES + feature];
}

static double
damp (guint count)
{
  return MIN (3.0, log1p (count));
}

/* The words of a step, and what they say. */
static void
add_content (Builder *b, gsize i)
{
  const char *lower = b->tokens->lower[i];

  *at (b, i, WF_FEATURE_ASSUME) = damp (wf_phrases_count (lower, wf_phrases_assume));
  *at (b, i, WF_FEATURE_UNABLE) = damp (wf_phrases_count (lower, wf_phrases_unable));
  *at (b, i, WF_FEATURE_ERROR) = damp (wf_phrases_count (lower, wf_phrases_error));
  *at (b, i, WF_FEATURE_MANUAL) = damp (wf_phrases_count (lower, wf_phrases_manual));
  *at (b, i, WF_FEATURE_CODE) = strstr (lower, "```") != NULL;
  *at (b, i, WF_FEATURE_LENGTH) = log1p ((double) b->tokens->n_chars[i]);
}

static Execution
get_execution (Builder *b, gsize i)
{
  const char *lower = b->tokens->lower[i];

  if (wf_trace_get_role (b->trace, i) != WF_ROLE_ENVIRONMENT || strstr (lower, "there is no code") != NULL)
    return EXECUTION_NONE;
  if (strstr (lower, "exitcode: 0") == NULL || strstr (lower, "error") != NULL ||
      strstr (lower, "traceback") != NULL)
    return EXECUTION_FAILED;
  return EXECUTION_SUCCEEDED;
}

/* The next step by another agent that is no tool output, for every step, from the end. */
static void
find_others (Builder *b)
{
  gsize n = b->features->n_steps;
  gsize next = n; /* the next step that is no tool output */

  for (gsize i = n; i-- > 0;)
    {
      gsize other = next;

      if (next < n && wf_trace_get_agent_index (b->trace, next) == wf_trace_get_agent_index (b->trace, i))
        other = b->features->other[next];
      b->features->other[i] = other;
      if (wf_trace_get_role (b->trace, i) != WF_ROLE_ENVIRONMENT)
        next = i;
    }
}

/* What happened next, and which step was first to do a thing. */
static void
add_sequence (Builder *b)
{
  gsize n = b->features->n_steps;
  gboolean has_code = FALSE, has_assumed = FALSE, has_failed = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_work = wf_trace_get_role (b->trace, i) == WF_ROLE_WORK;
      gboolean has_next = i + 1 < n;
      Execution next = has_next ? get_execution (b, i + 1) : EXECUTION_NONE;
      gsize other = b->features->other[i];
      const char *reply = other < n ? b->tokens->lower[other] : "";

      *at (b, i, WF_FEATURE_FIRST_CODE) = *at (b, i, WF_FEATURE_CODE) > 0 && !has_code;
      has_code |= *at (b, i, WF_FEATURE_CODE) > 0;
      *at (b, i, WF_FEATURE_FIRST_ASSUME) = is_work && !has_assumed && *at (b, i, WF_FEATURE_ASSUME) > 0;
      has_assumed |= *at (b, i, WF_FEATURE_FIRST_ASSUME) > 0;
      b->features->is_failed[i] = get_execution (b, i) == EXECUTION_FAILED;
      has_failed |= b->features->is_failed[i];
      *at (b, i, WF_FEATURE_NEXT_FAILS) = next == EXECUTION_FAILED;
      *at (b, i, WF_FEATURE_NEXT_FAILS_FIRST) = next == EXECUTION_FAILED && !has_failed;
      *at (b, i, WF_FEATURE_NEXT_SUCCEEDS) = next == EXECUTION_SUCCEEDED;
      *at (b, i, WF_FEATURE_NEXT_CORRECT) = damp (wf_phrases_count (reply, wf_phrases_correct));
      *at (b, i, WF_FEATURE_NEXT_SORRY) = damp (wf_phrases_count (reply, wf_phrases_sorry));
      if (has_next)
        *at (b, i, WF_FEATURE_NEXT_UNABLE) =
            damp (wf_phrases_count (b->tokens->lower[i + 1], wf_phrases_unable) +
                  wf_phrases_count (b->tokens->lower[i + 1], wf_phrases_error));
    }
}

static void
add_agents (Builder *b)
{
  gsize n = b->features->n_steps;
  gsize n_agents = g_strv_length ((char **) wf_trace_get_agents (b->trace));
  gsize outcome_agent = wf_trace_get_agent_index (b->trace, b->outcome->step);
  g_autofree gsize *count = g_new0 (gsize, n_agents);
  g_autofree gboolean *has_spoken = g_new0 (gboolean, n_agents);
  gsize total = 0;

  for (gsize i = 0; i < n; i++)
    if (wf_trace_can_bear_blame (b->trace, i))
      {
        count[wf_trace_get_agent_index (b->trace, i)]++;
        total++;
      }
  for (gsize i = 0; i < n; i++)
    {
      gsize agent = wf_trace_get_agent_index (b->trace, i);

      if (!wf_trace_can_bear_blame (b->trace, i))
        continue;
      *at (b, i, WF_FEATURE_AGENT_FIRST) = !has_spoken[agent];
      *at (b, i, WF_FEATURE_AGENT_SHARE) = (double) count[agent] / (double) total;
      *at (b, i, WF_FEATURE_AGENT_ANSWERS) = agent == outcome_agent;
      has_spoken[agent] = TRUE;
    }
}

/* Cosine of the step's (1 + ln tf) idf and the question's idf. square: see wf_tokens_get_question_square() */
static double
similarity_to_question (const WfTokens *tokens, gsize i, double square)
{
  double dot = 0, own = 0;

  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    {
      const WfToken *token = wf_tokens_get (tokens, k);
      double weight = wf_token_weight (tokens, token);

      own += weight * weight;
      if (tokens->in_question[token->id])
        dot += weight * wf_tokens_idf (tokens, token->id);
    }
  return own > 0 && square > 0 ? dot / sqrt (own * square) : 0;
}

static void
add_graph (Builder *b, gsize i)
{
  gsize after = b->features->n_steps - 1 - i;

  *at (b, i, WF_FEATURE_ANSWER) = b->flow->answer[i];
  *at (b, i, WF_FEATURE_ANSWER_NUMBERS) = b->flow->numbers[i];
  *at (b, i, WF_FEATURE_ABSORBED) = b->flow->absorbed[i];
  *at (b, i, WF_FEATURE_SHAPLEY) = b->flow->shapley[i];
  *at (b, i, WF_FEATURE_REUSERS) = after > 0 ? (double) b->flow->n_reusers[i] / (double) after : 0;
  *at (b, i, WF_FEATURE_NOVELTY) = b->flow->novelty[i];
}

/* Cost: linear in the text. NULL when cancelled. */
WfFeatures *
wf_features_new (WfTrace *trace,
                 const WfTokens *tokens,
                 const WfFlow *flow,
                 const WfOutcome *outcome,
                 WfProgress *progress,
                 GError **error)
{
  g_autoptr (WfFeatures) self = g_new0 (WfFeatures, 1);
  Builder b = { self, trace, tokens, flow, outcome };
  double square = wf_tokens_get_question_square (tokens);

  self->n_steps = tokens->n_steps;
  self->values = g_new0 (double, WF_N_FEATURES * self->n_steps);
  self->other = g_new0 (gsize, self->n_steps);
  self->is_failed = g_new0 (gboolean, self->n_steps);

  for (gsize i = 0; i < self->n_steps; i++)
    {
      add_content (&b, i);
      add_graph (&b, i);
      *at (&b, i, WF_FEATURE_QUESTION) = similarity_to_question (tokens, i, square);
      if (!wf_progress_check (progress, error))
        return NULL;
    }
  find_others (&b);
  add_sequence (&b);
  add_agents (&b);
  return g_steal_pointer (&self);
}

void
wf_features_free (WfFeatures *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self->other);
  g_free (self->is_failed);
  g_free (self);
}
