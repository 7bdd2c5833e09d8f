/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/features-builder-private.h"

#define LOOK_BACK 40 /* steps that a step is compared with: the cost stays linear in a long run */
#define NOWHERE   G_MAXSIZE

/* Cosines of the (1 + ln tf) idf of steps. */
typedef struct
{
  const WfTokens *tokens;
  double *norm;    /* of each step */
  gsize *step;     /* of each place in tokens->tokens */
  gsize *previous; /* the place where an earlier step last has the same token, or NOWHERE */
  double *dense;   /* a weight a token; zero between two uses */
} Cosines;

static double
weigh (const WfTokens *tokens, gsize k)
{
  return wf_token_weight (tokens, wf_tokens_get (tokens, k));
}

static void
cosines_init (Cosines *self, const WfTokens *tokens)
{
  gsize n_places = tokens->tokens->len;
  g_autofree gsize *latest = g_new (gsize, MAX (1, tokens->df->len));

  self->tokens = tokens;
  self->norm = g_new0 (double, tokens->n_steps);
  self->step = g_new (gsize, n_places);
  self->previous = g_new (gsize, n_places);
  self->dense = g_new0 (double, MAX (1, tokens->df->len));
  for (guint id = 0; id < tokens->df->len; id++)
    latest[id] = NOWHERE;
  for (gsize i = 0; i < tokens->n_steps; i++)
    {
      for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
        {
          guint id = wf_tokens_get (tokens, k)->id;

          self->norm[i] += weigh (tokens, k) * weigh (tokens, k);
          self->step[k] = i;
          self->previous[k] = latest[id];
          latest[id] = k;
        }
      self->norm[i] = sqrt (self->norm[i]);
    }
}

static void
cosines_clear (Cosines *self)
{
  g_free (self->norm);
  g_free (self->step);
  g_free (self->previous);
  g_free (self->dense);
}

/* similar[back - 1]: cosine of step i with step i - back; 0 before the first step. */
static void
compare_with_before (const Cosines *self, gsize i, double similar[LOOK_BACK])
{
  const WfTokens *tokens = self->tokens;

  for (gsize back = 0; back < LOOK_BACK; back++)
    similar[back] = 0;
  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    for (gsize p = self->previous[k]; p != NOWHERE && self->step[p] + LOOK_BACK >= i; p = self->previous[p])
      similar[i - self->step[p] - 1] += weigh (tokens, k) * weigh (tokens, p);
  for (gsize back = 0; back < LOOK_BACK && back < i; back++)
    if (similar[back] > 0)
      similar[back] /= self->norm[i] * self->norm[i - back - 1];
}

/* Makes `dense` the weights of step i, or zero again. */
static void
spread (Cosines *self, gsize i, gboolean is_set)
{
  const WfTokens *tokens = self->tokens;

  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    self->dense[wf_tokens_get (tokens, k)->id] = is_set ? weigh (tokens, k) : 0;
}

/* Cosine of step i with the step whose weights are in `dense`. */
static double
compare_with_dense (const Cosines *self, gsize i, gsize spread_step)
{
  const WfTokens *tokens = self->tokens;
  double dot = 0;

  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    dot += weigh (tokens, k) * self->dense[wf_tokens_get (tokens, k)->id];
  return dot > 0 ? dot / (self->norm[i] * self->norm[spread_step]) : 0;
}

static void
set_outcome (WfFeatureBuilder *b, Cosines *cosines)
{
  gsize outcome = b->outcome->step;

  spread (cosines, outcome, TRUE);
  for (gsize i = 0; i < b->n_steps; i++)
    wf_feature_builder_set (b, i, WF_FEATURE_SIMILAR_OUTCOME, compare_with_dense (cosines, i, outcome));
  spread (cosines, outcome, FALSE);
}

/* own: the agent's contribution before step i, or NOWHERE */
static void
set_step (WfFeatureBuilder *b, Cosines *cosines, gsize i, gsize own)
{
  double similar[LOOK_BACK], largest = 0;

  compare_with_before (cosines, i, similar);
  for (gsize back = 0; back < LOOK_BACK; back++)
    largest = MAX (largest, similar[back]);
  wf_feature_builder_set (b, i, WF_FEATURE_SIMILAR_ANY, largest);
  wf_feature_builder_set (b, i, WF_FEATURE_SIMILAR_BEFORE, similar[0]);
  if (i > 0)
    wf_feature_builder_set (b, i - 1, WF_FEATURE_SIMILAR_NEXT, similar[0]);
  if (own == NOWHERE)
    return;
  spread (cosines, own, TRUE);
  wf_feature_builder_set (b, i, WF_FEATURE_SIMILAR_OWN, compare_with_dense (cosines, i, own));
  spread (cosines, own, FALSE);
}

static gboolean
set_similarities (WfFeatureBuilder *b, Cosines *cosines, GError **error)
{
  gsize n_agents = g_strv_length ((char **) wf_trace_get_agents (b->trace));
  g_autofree gsize *latest = g_new (gsize, n_agents);

  for (gsize a = 0; a < n_agents; a++)
    latest[a] = NOWHERE;
  for (gsize i = 0; i < b->n_steps; i++)
    {
      const WfStepFacts *fact = &b->facts[i];

      if (!wf_progress_check (b->progress, error))
        return FALSE;
      set_step (b, cosines, i, latest[fact->agent]);
      if (fact->is_actor)
        latest[fact->agent] = i;
    }
  set_outcome (b, cosines);
  return TRUE;
}

/* Cosine of the step's (1 + ln tf) idf and the question's idf. square: see wf_tokens_get_question_square() */
static double
compare_with_question (const WfTokens *tokens, gsize i, double square)
{
  double dot = 0, own = 0;

  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    {
      guint id = wf_tokens_get (tokens, k)->id;
      double weight = weigh (tokens, k);

      own += weight * weight;
      if (tokens->in_question[id])
        dot += weight * wf_tokens_idf (tokens, id);
    }
  return own > 0 && square > 0 ? dot / sqrt (own * square) : 0;
}

/* How new the step is and what it resembles. Cost: linear in the tokens, with all features up to 40 times. */
gboolean
wf_features_add_similarity (WfFeatureBuilder *b, GError **error)
{
  double square = wf_tokens_get_question_square (b->tokens);
  Cosines cosines;
  gboolean is_done;

  for (gsize i = 0; i < b->n_steps; i++)
    {
      wf_feature_builder_set (b, i, WF_FEATURE_QUESTION, compare_with_question (b->tokens, i, square));
      wf_feature_builder_set (b, i, WF_FEATURE_NOVELTY, b->flow->novelty[i]);
    }
  if (!wf_feature_builder_wants_all (b))
    return TRUE;
  cosines_init (&cosines, b->tokens);
  is_done = set_similarities (b, &cosines, error);
  cosines_clear (&cosines);
  return is_done;
}
