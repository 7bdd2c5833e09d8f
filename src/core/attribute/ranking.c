/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "core/attribute/blame-private.h"

#define LONG_RUN 25 /* steps; beyond them five suspects are named instead of three */

typedef struct
{
  gsize step;
  gboolean can_bear_blame;
  double probability;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *x = a, *y = b;

  if (x->can_bear_blame != y->can_bear_blame)
    return x->can_bear_blame ? -1 : 1;
  if (x->probability != y->probability)
    return x->probability > y->probability ? -1 : 1;
  return x->step < y->step ? -1 : 1;
}

static void
rank_steps (WfBlame *self)
{
  gsize n = wf_trace_get_n_steps (self->trace);
  g_autofree Ranked *ranked = g_new (Ranked, n);
  gsize n_able = 0;

  for (gsize i = 0; i < n; i++)
    {
      ranked[i] = (Ranked){ i, wf_trace_can_bear_blame (self->trace, i), self->probability[i] };
      n_able += ranked[i].can_bear_blame;
    }
  qsort (ranked, n, sizeof *ranked, compare_ranked);
  self->ranking = g_new (gsize, n);
  for (gsize i = 0; i < n; i++)
    self->ranking[i] = ranked[i].step;
  self->n_suspects = MIN (n_able, n > LONG_RUN ? 5 : 3);
}

static void
sum_by_agent (WfBlame *self)
{
  self->agent_blame = g_new0 (double, g_strv_length ((char **) wf_trace_get_agents (self->trace)));
  for (gsize i = 0; i < wf_trace_get_n_steps (self->trace); i++)
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
