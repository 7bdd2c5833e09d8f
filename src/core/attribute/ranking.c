/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/blame-private.h"
#include "core/attribute/ranking-private.h"

#define LONG_RUN 25 /* steps; beyond them five suspects are named instead of three */

typedef struct
{
  WfTrace *trace;
  const double *probability;
} Context;

gboolean
wf_step_precedes (WfTrace *trace, const double *probability, gsize a, gsize b)
{
  gboolean is_able = wf_trace_can_bear_blame (trace, a);

  if (is_able != wf_trace_can_bear_blame (trace, b))
    return is_able;
  return probability[a] > probability[b] || (probability[a] == probability[b] && a < b);
}

static int
compare_steps (gconstpointer a, gconstpointer b, gpointer data)
{
  const gsize *x = a, *y = b;
  const Context *c = data;

  if (*x == *y)
    return 0;
  return wf_step_precedes (c->trace, c->probability, *x, *y) ? -1 : 1;
}

static void
rank_steps (WfBlame *self)
{
  gsize n = wf_trace_get_n_steps (self->trace);
  Context context = { self->trace, self->probability };
  gsize n_able = 0;

  self->ranking = g_new (gsize, n);
  for (gsize i = 0; i < n; i++)
    {
      self->ranking[i] = i;
      n_able += wf_trace_can_bear_blame (self->trace, i);
    }
  g_qsort_with_data (self->ranking, (int) n, sizeof *self->ranking, compare_steps, &context);
  self->n_suspects = MIN (n_able, n > LONG_RUN ? 5 : 3);
}

/* As in the score of an evaluation, what the task or tool output is given goes to nobody. */
static void
sum_by_agent (WfBlame *self)
{
  self->agent_blame = g_new0 (double, g_strv_length ((char **) wf_trace_get_agents (self->trace)));
  for (gsize i = 0; i < wf_trace_get_n_steps (self->trace); i++)
    if (wf_trace_can_bear_blame (self->trace, i))
      self->agent_blame[wf_trace_get_agent_index (self->trace, i)] += self->probability[i];
}

/* The suspects that follow from these probabilities of the steps, which are taken over: ranking, number to
 * name, sums by agent. */
void
wf_blame_set_probabilities (WfBlame *self, double *probability)
{
  self->probability = probability;
  rank_steps (self);
  sum_by_agent (self);
}
