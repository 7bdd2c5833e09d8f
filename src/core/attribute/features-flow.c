/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/features-builder-private.h"

#define RESTART 0.15 /* of personalised PageRank */

/* Another graph of sources, and what the walk back over it gives; see WfFlow. */
typedef struct
{
  gsize *start;
  GArray *arcs;
  double *kept;
  double *visits;
  double *absorbed;
} Walk;

static void
walk_init (Walk *self, gsize n)
{
  self->start = g_new0 (gsize, n + 1);
  self->arcs = g_array_new (FALSE, FALSE, sizeof (WfFlowArc));
  self->kept = g_new0 (double, n);
  self->visits = g_new0 (double, n);
  self->absorbed = g_new0 (double, n);
}

static void
walk_clear (Walk *self)
{
  g_free (self->start);
  g_array_unref (self->arcs);
  g_free (self->kept);
  g_free (self->visits);
  g_free (self->absorbed);
}

static void
add_arc (Walk *self, gsize from, double share)
{
  WfFlowArc arc = { (guint) from, share };

  g_array_append_val (self->arcs, arc);
}

/* Each word of step j comes from the step that was first to say it. A step may be a source many times. */
static void
add_first_sources (Walk *self, const WfTokens *tokens, const WfFlow *flow, gsize j)
{
  gboolean is_empty = TRUE;

  for (gsize k = tokens->start[j]; k < tokens->start[j + 1]; k++)
    {
      guint id = wf_tokens_get (tokens, k)->id;

      if (tokens->in_question[id])
        continue;
      is_empty = FALSE;
      if (wf_tokens_get_first (tokens, id) < j)
        add_arc (self, wf_tokens_get_first (tokens, id), wf_tokens_idf (tokens, id) + 0.1);
    }
  if (is_empty && j > 0)
    add_arc (self, j - 1, 1);
  self->kept[j] = flow->novelty[j];
}

/* Half the sources of the flow, half the step before. */
static void
add_blend (Walk *self, const WfFlow *flow, gsize j)
{
  for (gsize a = flow->start[j]; a < flow->start[j + 1]; a++)
    {
      const WfFlowArc *arc = &g_array_index (flow->arcs, WfFlowArc, a);

      add_arc (self, arc->from, arc->share / 2);
    }
  if (j > 0)
    add_arc (self, j - 1, 0.5);
  self->kept[j] = RESTART;
}

static gboolean
walk_from_first (WfFeatureBuilder *b, GError **error)
{
  Walk walk;

  walk_init (&walk, b->n_steps);
  for (gsize j = 0; j < b->n_steps; j++)
    {
      add_first_sources (&walk, b->tokens, b->flow, j);
      walk.start[j + 1] = walk.arcs->len;
    }
  wf_flow_walk_back (walk.start, walk.arcs, walk.kept, b->outcome->step, walk.visits, walk.absorbed);
  for (gsize i = 0; i < b->n_steps; i++)
    {
      wf_feature_builder_set (b, i, WF_FEATURE_ABSORBED_FIRST, walk.absorbed[i]);
      wf_feature_builder_set (b, i, WF_FEATURE_VISITS_FIRST, walk.visits[i]);
    }
  walk_clear (&walk);
  return wf_progress_check (b->progress, error);
}

static gboolean
walk_with_restarts (WfFeatureBuilder *b, GError **error)
{
  Walk walk;

  walk_init (&walk, b->n_steps);
  for (gsize j = 0; j < b->n_steps; j++)
    {
      add_blend (&walk, b->flow, j);
      walk.start[j + 1] = walk.arcs->len;
    }
  wf_flow_walk_back (walk.start, walk.arcs, walk.kept, b->outcome->step, walk.visits, walk.absorbed);
  for (gsize i = 0; i < b->n_steps; i++)
    wf_feature_builder_set (b, i, WF_FEATURE_PAGERANK, walk.absorbed[i]);
  walk_clear (&walk);
  return wf_progress_check (b->progress, error);
}

static double
find_largest_source (const WfFlow *flow, gsize j)
{
  double largest = 0;

  for (gsize a = flow->start[j]; a < flow->start[j + 1]; a++)
    largest = MAX (largest, g_array_index (flow->arcs, WfFlowArc, a).share);
  return largest;
}

static void
set_step (WfFeatureBuilder *b, gsize i, double largest_answer)
{
  const WfFlow *flow = b->flow;
  gsize after = b->n_steps - 1 - i;
  double is_work = b->facts[i].role == WF_ROLE_WORK;

  wf_feature_builder_set (b, i, WF_FEATURE_ANSWER, flow->answer[i]);
  wf_feature_builder_set (b, i, WF_FEATURE_ANSWER_NUMBERS, flow->numbers[i]);
  wf_feature_builder_set (b, i, WF_FEATURE_ANSWER_MOST,
                          flow->answer[i] > 0 && flow->answer[i] >= largest_answer * (1 - 1e-9));
  wf_feature_builder_set (b, i, WF_FEATURE_ANSWER_WORK, flow->answer[i] * is_work);
  wf_feature_builder_set (b, i, WF_FEATURE_ABSORBED, flow->absorbed[i]);
  wf_feature_builder_set (b, i, WF_FEATURE_ABSORBED_WORK, flow->absorbed[i] * is_work);
  wf_feature_builder_set (b, i, WF_FEATURE_SHAPLEY, flow->shapley[i]);
  wf_feature_builder_set (b, i, WF_FEATURE_SHAPLEY_WORK, flow->shapley[i] * is_work);
  wf_feature_builder_set (b, i, WF_FEATURE_VISITS, flow->visits[i]);
  wf_feature_builder_set (b, i, WF_FEATURE_SOURCE_LARGEST, find_largest_source (flow, i));
  wf_feature_builder_set (b, i, WF_FEATURE_REUSE, log1p (flow->reused[i]));
  wf_feature_builder_set (b, i, WF_FEATURE_REUSERS,
                          after > 0 ? (double) flow->n_reusers[i] / (double) after : 0);
}

/* Where the outcome's words came from. Cost: linear in the tokens. */
gboolean
wf_features_add_flow (WfFeatureBuilder *b, GError **error)
{
  double largest = 0;

  for (gsize i = 0; i < b->n_steps; i++)
    largest = MAX (largest, b->flow->answer[i]);
  for (gsize i = 0; i < b->n_steps; i++)
    set_step (b, i, largest);
  if (!wf_feature_builder_wants_all (b))
    return TRUE;
  return walk_from_first (b, error) && walk_with_restarts (b, error);
}
