/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "core/attribute/structural-private.h"

#define GATE 0.25 /* candidates for the decisive step: effect at least this share of the largest */

static int
compare_links (const void *a, const void *b)
{
  const WfBlameLink *x = a, *y = b;

  if (x->consumer != y->consumer)
    return x->consumer < y->consumer ? -1 : 1;
  return x->producer < y->producer ? -1 : x->producer > y->producer;
}

/* Links by producer: a counting sort, which keeps their order by consumer. */
static void
index_uses (WfStructure *self)
{
  g_autofree gsize *next = NULL;

  self->uses = g_new (guint, self->n_links);
  self->uses_start = g_new0 (gsize, self->n_steps + 1);
  for (gsize l = 0; l < self->n_links; l++)
    self->uses_start[self->links[l].producer + 1]++;
  for (gsize j = 0; j < self->n_steps; j++)
    self->uses_start[j + 1] += self->uses_start[j];
  next = g_memdup2 (self->uses_start, (self->n_steps + 1) * sizeof *next);
  for (gsize l = 0; l < self->n_links; l++)
    self->uses[next[self->links[l].producer]++] = (guint) l;
}

/* agents: of each step, n_steps; links: any order, each from an earlier to a later step, at most one a pair.
 * All are copied. */
WfStructure *
wf_structure_new (
    gsize n_steps, gsize sink, const gsize *agents, gsize n_agents, const WfBlameLink *links, gsize n_links)
{
  WfStructure *self = g_new0 (WfStructure, 1);
  gsize link = 0;

  self->n_steps = n_steps;
  self->sink = sink;
  self->n_agents = n_agents;
  self->agents = g_memdup2 (agents, n_steps * sizeof *agents);
  self->n_links = n_links;
  self->links = g_memdup2 (links, n_links * sizeof *links);
  if (n_links > 1)
    qsort (self->links, n_links, sizeof *links, compare_links);
  self->start = g_new0 (gsize, n_steps + 1);
  for (gsize j = 0; j < n_steps; j++)
    {
      self->start[j] = link;
      while (link < n_links && self->links[link].consumer == j)
        link++;
    }
  self->start[n_steps] = n_links;
  index_uses (self);
  return self;
}

void
wf_structure_free (WfStructure *self)
{
  if (self == NULL)
    return;
  g_free (self->agents);
  g_free (self->links);
  g_free (self->start);
  g_free (self->uses);
  g_free (self->uses_start);
  g_free (self);
}

/* F_j = 1 - (1 - q_j) prod_i (1 - w_ij F_i): noisy-OR with the local fault q as leak (Pearl 1988,
 * section 4.3.2). fault: n_steps, in [0, 1]; deficiency: n_steps, out. Cost: O(links). */
void
wf_structure_propagate (const WfStructure *self, const double *fault, double *deficiency)
{
  wf_structure_propagate_from (self, fault, 0, deficiency);
}

/* The same when the deficiencies before step `first` are there already. */
void
wf_structure_propagate_from (const WfStructure *self, const double *fault, gsize first, double *deficiency)
{
  for (gsize j = first; j < self->n_steps; j++)
    deficiency[j] = 1 - (1 - fault[j]) * wf_structure_get_spared (self, j, deficiency);
}

/* The local fault that the observed deficiency leaves when what the producers explain is taken out:
 * q_j = clip (1 - (1 - o_j) / max (0.02, prod (1 - w_ij o_i)), 0, 0.99). The inverse of
 * wf_structure_propagate() where nothing is clipped. */
void
wf_structure_deconvolve (const WfStructure *self, const double *observed, double *fault)
{
  for (gsize j = 0; j < self->n_steps; j++)
    {
      double product = wf_structure_get_spared (self, j, observed);
      double left = 1 - (1 - observed[j]) / MAX (0.02, product);

      fault[j] = CLAMP (left, 0, 0.99);
    }
}

/* An upper bound of how far the failure falls for each unit by which the deficiency of step j falls:
 * sum over the paths to the sink of prod (1 - q_k) w_jk prod_{i != j} (1 - w_ik least_i). 0 without a path.
 * least: what no deficiency falls below; NULL for 0. (transfer full) (array length=n_steps). Cost: O(links).
 */
double *
wf_structure_find_reach (const WfStructure *self, const double *fault, const double *least)
{
  double *reach = g_new0 (double, self->n_steps);

  reach[self->sink] = 1;
  for (gsize j = self->sink + 1; j-- > 0;)
    {
      double spared = least != NULL ? wf_structure_get_spared (self, j, least) : 1;

      for (gsize l = self->start[j]; reach[j] > 0 && l < self->start[j + 1]; l++)
        {
          const WfBlameLink *link = &self->links[l];
          double own = least != NULL ? 1 - link->weight * least[link->producer] : 1;
          double others = own > 0 ? spared / own : 1;

          reach[link->producer] += MIN (1e300, (1 - fault[j]) * link->weight * others * reach[j]);
        }
    }
  return reach;
}

/* Links that run from a later step to an earlier one when drawn in that direction. */
gsize
wf_structure_count_against_time (const WfBlameLink *links, gsize n_links, WfEdgeDirection direction)
{
  gsize n = 0;

  for (gsize l = 0; l < n_links; l++)
    n += direction == WF_EDGES_PRODUCER_TO_CONSUMER ? links[l].producer > links[l].consumer
                                                    : links[l].consumer > links[l].producer;
  return n;
}

/* The gated rule: of the steps with at least a quarter of the largest effect the one with the largest fault;
 * the earliest on ties. */
gsize
wf_structure_find_decisive (const double *fault, const double *effect, gsize n_steps)
{
  double largest = 0;
  gssize found = -1;

  for (gsize i = 0; i < n_steps; i++)
    largest = MAX (largest, effect[i]);
  for (gsize i = 0; i < n_steps; i++)
    if (effect[i] >= GATE * largest && (found < 0 || fault[i] > fault[found]))
      found = (gssize) i;
  return found < 0 ? 0 : (gsize) found;
}
