/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/flow-private.h"

/* 8-point Gauss-Legendre rule on [0, 1] */
static const double nodes[] = { 0.019855071751231884, 0.10166676129318664, 0.2372337950418355,
                                0.4082826787521751,   0.5917173212478249,  0.7627662049581645,
                                0.8983332387068134,   0.9801449282487681 };
static const double weights[] = { 0.05061426814518813, 0.11119051722668724, 0.15685332293894364,
                                  0.18134189168918100, 0.18134189168918100, 0.15685332293894364,
                                  0.11119051722668724, 0.05061426814518813 };

/* W[j][i] and the novelty of step j: its tokens outside the question go, by weight idf + 0.1, to the last
 * step that used them. sum: room for a weight a step, zero before and after. */
static void
add_sources (WfFlow *self, const WfTokens *tokens, gsize j, guint *last, double *sum)
{
  gsize begin = self->arcs->len;
  double total = 0, fresh = 0;

  for (gsize k = tokens->start[j]; k < tokens->start[j + 1]; k++)
    {
      guint id = wf_tokens_get (tokens, k)->id;
      double mass = wf_tokens_idf (tokens, id) + 0.1;

      if (!tokens->in_question[id])
        {
          total += mass;
          if (last[id] == 0)
            fresh += mass;
          else
            {
              if (sum[last[id] - 1] == 0)
                g_array_append_val (self->arcs, ((WfFlowArc){ last[id] - 1, 0 }));
              sum[last[id] - 1] += mass;
            }
        }
      last[id] = (guint) j + 1;
    }
  if (total == 0 && j > 0)
    g_array_append_val (self->arcs, ((WfFlowArc){ (guint) j - 1, 1 }));
  for (gsize a = begin; total > 0 && a < self->arcs->len; a++)
    {
      WfFlowArc *arc = &g_array_index (self->arcs, WfFlowArc, a);

      arc->share = sum[arc->from] / total;
      sum[arc->from] = 0;
    }
  self->novelty[j] = total > 0 ? fresh / total : 0;
  self->start[j + 1] = self->arcs->len;
}

static gboolean
find_sources (WfFlow *self, const WfTokens *tokens, WfProgress *progress, GError **error)
{
  g_autofree guint *last = g_new0 (guint, MAX (1, tokens->df->len));
  g_autofree double *sum = g_new0 (double, self->n_steps);

  for (gsize j = 0; j < self->n_steps; j++)
    {
      add_sources (self, tokens, j, last, sum);
      if (!wf_progress_check (progress, error))
        return FALSE;
    }
  return TRUE;
}

/* The inverted graph: mass 1 at the outcome walks back along the sources; each step keeps its share `kept`,
 * all of it without a source. start, arcs: as in WfFlow, but a source may come twice. visits, absorbed: zero
 * before. Cost: linear in the arcs. */
void
wf_flow_walk_back (
    const gsize *start, const GArray *arcs, const double *kept, gsize sink, double *visits, double *absorbed)
{
  visits[sink] = 1;
  for (gsize j = sink + 1; j-- > 0;)
    {
      double sum = 0, stays;

      for (gsize a = start[j]; a < start[j + 1]; a++)
        sum += g_array_index (arcs, WfFlowArc, a).share;
      stays = sum > 0 ? kept[j] : 1;
      absorbed[j] = visits[j] * stays;
      for (gsize a = start[j]; a < start[j + 1]; a++)
        {
          const WfFlowArc *arc = &g_array_index (arcs, WfFlowArc, a);

          visits[arc->from] += visits[j] * (1 - stays) * arc->share / sum;
        }
    }
}

/* phi_i = integral over x in [0, 1] of p_i prod_{j != i} (1 - x p_j), p_i = min (0.95, 0.9 absorbed_i),
 * normalised: the Shapley share of cause i in 1 - prod (1 - p_i) by the multilinear extension (Owen 1972). */
static void
share_out (WfFlow *self)
{
  gsize n = self->n_steps;
  double sum = 0;

  for (gsize g = 0; g < G_N_ELEMENTS (nodes); g++)
    {
      double total = 0;

      for (gsize i = 0; i < n; i++)
        total += log1p (-nodes[g] * MIN (0.95, 0.9 * self->absorbed[i]));
      for (gsize i = 0; i < n; i++)
        {
          double p = MIN (0.95, 0.9 * self->absorbed[i]);

          self->shapley[i] += weights[g] * p * exp (total - log1p (-nodes[g] * p));
        }
    }
  for (gsize i = 0; i < n; i++)
    sum += self->shapley[i];
  for (gsize i = 0; i < n && sum > 0; i++)
    self->shapley[i] /= sum;
}

/* Who was first to say the words and the numbers of the answer. */
static void
trace_answer (WfFlow *self, WfTokens *tokens, const WfOutcome *outcome)
{
  g_autoptr (GArray) ids = wf_tokens_find (tokens, outcome->answer, outcome->answer_length);
  double total = 0;

  for (gsize k = 0; k < ids->len; k++)
    {
      guint id = g_array_index (ids, guint, k);
      guint first = wf_tokens_get_first (tokens, id);
      double mass = wf_tokens_idf (tokens, id) + 0.1;

      if (tokens->in_question[id])
        continue;
      self->answer[first] += mass;
      total += mass;
      if (wf_tokens_is_number (tokens, id))
        {
          self->n_numbers[first]++;
          self->n_answer_numbers++;
        }
    }
  for (gsize i = 0; i < self->n_steps; i++)
    {
      if (total > 0)
        self->answer[i] /= total;
      if (self->n_answer_numbers > 0)
        self->numbers[i] = (double) self->n_numbers[i] / self->n_answer_numbers;
    }
}

static void
count_reusers (WfFlow *self, const WfTokens *tokens)
{
  g_autofree gsize *counted = g_new0 (gsize, self->n_steps); /* 1 + the last step counted */

  for (gsize j = 0; j < self->n_steps; j++)
    for (gsize k = tokens->start[j]; k < tokens->start[j + 1]; k++)
      {
        guint id = wf_tokens_get (tokens, k)->id;
        guint first = wf_tokens_get_first (tokens, id);

        if (tokens->in_question[id] || first == j)
          continue;
        self->reused[first] += wf_tokens_idf (tokens, id);
        self->n_reusers[first] += counted[first] != j + 1;
        counted[first] = j + 1;
      }
}

/* Cost: linear in the tokens, and 8 T. NULL when cancelled. */
WfFlow *
wf_flow_new (WfTokens *tokens, const WfOutcome *outcome, WfProgress *progress, GError **error)
{
  g_autoptr (WfFlow) self = g_new0 (WfFlow, 1);
  gsize n = tokens->n_steps;

  self->n_steps = n;
  self->start = g_new0 (gsize, n + 1);
  self->arcs = g_array_new (FALSE, FALSE, sizeof (WfFlowArc));
  self->novelty = g_new0 (double, n);
  self->absorbed = g_new0 (double, n);
  self->visits = g_new0 (double, n);
  self->shapley = g_new0 (double, n);
  self->answer = g_new0 (double, n);
  self->numbers = g_new0 (double, n);
  self->n_numbers = g_new0 (guint, n);
  self->n_reusers = g_new0 (guint, n);
  self->reused = g_new0 (double, n);

  if (!find_sources (self, tokens, progress, error))
    return NULL;
  wf_flow_walk_back (self->start, self->arcs, self->novelty, outcome->step, self->visits, self->absorbed);
  share_out (self);
  trace_answer (self, tokens, outcome);
  count_reusers (self, tokens);
  return g_steal_pointer (&self);
}

void
wf_flow_free (WfFlow *self)
{
  if (self == NULL)
    return;
  g_free (self->start);
  g_clear_pointer (&self->arcs, g_array_unref);
  g_free (self->novelty);
  g_free (self->absorbed);
  g_free (self->visits);
  g_free (self->shapley);
  g_free (self->answer);
  g_free (self->numbers);
  g_free (self->n_numbers);
  g_free (self->n_reusers);
  g_free (self->reused);
  g_free (self);
}

/* For each step the next one on the path to the sink with the largest product of shares; where nothing a step
 * says is taken up on a way to the sink, the step that follows it. Steps from the sink on point at
 * themselves. (transfer full) (array length=n_steps) */
gsize *
wf_flow_get_next_hops (const WfFlow *self, gsize sink)
{
  gsize *next = g_new (gsize, self->n_steps);
  g_autofree double *best = g_new0 (double, self->n_steps);

  for (gsize i = 0; i < self->n_steps; i++)
    next[i] = i < sink ? i + 1 : i;
  best[sink] = 1;
  for (gsize j = sink + 1; j-- > 0;)
    for (gsize a = self->start[j]; a < self->start[j + 1]; a++)
      {
        const WfFlowArc *arc = &g_array_index (self->arcs, WfFlowArc, a);

        if (best[j] * arc->share > best[arc->from])
          {
            best[arc->from] = best[j] * arc->share;
            next[arc->from] = j;
          }
      }
  return next;
}
