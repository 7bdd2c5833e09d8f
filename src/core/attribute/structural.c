/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

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
  g_free (self);
}

/* The probability that no deficient producer spoils step j: prod (1 - w_ij value_i) */
static double
spared (const WfStructure *self, gsize j, const double *value)
{
  double product = 1;

  for (gsize l = self->start[j]; l < self->start[j + 1]; l++)
    product *= 1 - self->links[l].weight * value[self->links[l].producer];
  return product;
}

/* F_j = 1 - (1 - q_j) prod_i (1 - w_ij F_i): noisy-OR with the local fault q as leak (Pearl 1988,
 * section 4.3.2). fault: n_steps, in [0, 1]; deficiency: n_steps, out. Cost: O(links). */
void
wf_structure_propagate (const WfStructure *self, const double *fault, double *deficiency)
{
  for (gsize j = 0; j < self->n_steps; j++)
    deficiency[j] = 1 - (1 - fault[j]) * spared (self, j, deficiency);
}

/* The local fault that the observed deficiency leaves when what the producers explain is taken out:
 * q_j = clip (1 - (1 - o_j) / max (0.02, prod (1 - w_ij o_i)), 0, 0.99). The inverse of
 * wf_structure_propagate() where nothing is clipped. */
void
wf_structure_deconvolve (const WfStructure *self, const double *observed, double *fault)
{
  for (gsize j = 0; j < self->n_steps; j++)
    {
      double product = spared (self, j, observed);
      double left = 1 - (1 - observed[j]) / MAX (0.02, product);

      fault[j] = CLAMP (left, 0, 0.99);
    }
}

/* F at the sink after q_step <- keep q_step. deficiency: wf_structure_propagate() of the fault; room:
 * n_steps, overwritten. Cost: O(links between the step and the sink). */
double
wf_structure_repair (const WfStructure *self,
                     const double *fault,
                     const double *deficiency,
                     gsize step,
                     double keep,
                     double *room)
{
  if (step > self->sink)
    return deficiency[self->sink];

  memcpy (room, deficiency, (self->sink + 1) * sizeof *room);
  room[step] = 1 - (1 - keep * fault[step]) * spared (self, step, room);
  for (gsize j = step + 1; j <= self->sink; j++)
    room[j] = 1 - (1 - fault[j]) * spared (self, j, room);
  return room[self->sink];
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
