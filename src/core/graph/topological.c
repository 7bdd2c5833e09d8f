/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/graph/bits-private.h"
#include "core/graph/graph-private.h"

/* removes and returns the lowest set bit of row 0; n_bits when none is set. No bit below *from is set. */
static guint
take_lowest (WfBits *ready, gsize *from)
{
  for (; *from < ready->n_words; (*from)++)
    {
      guint64 word = ready->words[*from];

      if (word == 0)
        continue;
      ready->words[*from] = word & (word - 1);
      return (guint) (*from * 64 + wf_bits_lowest (word));
    }
  return G_MAXUINT;
}

static guint *
count_parents (WfGraph *self)
{
  guint *counts = g_new0 (guint, self->n + 1);

  for (gsize i = 0; i < self->n_edges; i++)
    {
      const WfEdge *edge = &self->edges[i];

      if (wf_graph_has_arrow (self, edge->a, edge->b))
        counts[edge->b]++;
      else if (wf_graph_has_arrow (self, edge->b, edge->a))
        counts[edge->a]++;
    }
  return counts;
}

/* Kahn (1962), always the lowest free node; returns how many of order[] were filled: all, unless there is a
 * cycle */
static gsize
sort_nodes (WfGraph *self, guint *counts, guint *order)
{
  g_auto (WfBits) ready = { 0 };
  gsize n = 0, from = 0;
  guint v;

  wf_bits_init (&ready, 1, self->n);
  for (v = 0; v < self->n; v++)
    if (counts[v] == 0)
      wf_bits_set (&ready, 0, v);

  while ((v = take_lowest (&ready, &from)) != G_MAXUINT)
    {
      order[n++] = v;
      for (gsize i = self->starts[v]; i < self->starts[v + 1]; i++)
        {
          guint w = self->neighbours[i];

          if (!wf_graph_has_arrow (self, v, w) || --counts[w] > 0)
            continue;
          wf_bits_set (&ready, 0, w);
          from = MIN (from, w / 64);
        }
    }
  return n;
}

/**
 * wf_graph_sort_topologically:
 * @self: a graph
 * @n: (out): how many: all nodes, or 0
 *
 * Orders the nodes so that every directed edge points forward; other edges don't matter. Among free nodes the
 * one with the lowest index comes first (Kahn 1962). Cost: nodes + edges, and nodes² / 64 at worst.
 *
 * Returns: (transfer full) (array length=n) (nullable): indices of all nodes in order, or %NULL when the
 * graph has a directed cycle
 */
guint *
wf_graph_sort_topologically (WfGraph *self, gsize *n)
{
  g_autofree guint *counts = NULL;
  g_autofree guint *order = NULL;

  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  counts = count_parents (self);
  order = g_new (guint, self->n + 1);
  *n = sort_nodes (self, counts, order);
  if (*n == self->n)
    return g_steal_pointer (&order);
  *n = 0;
  return NULL;
}

/**
 * wf_graph_is_acyclic:
 * @self: a graph
 *
 * Returns: whether no directed path leads from a node back to itself
 */
gboolean
wf_graph_is_acyclic (WfGraph *self)
{
  gsize n;
  g_autofree guint *order = wf_graph_sort_topologically (self, &n);

  return order != NULL;
}

/* the lowest parent of v that was left over by the sort */
static guint
left_parent (WfGraph *self, const guint *counts, guint v)
{
  for (gsize i = self->starts[v]; i < self->starts[v + 1]; i++)
    if (counts[self->neighbours[i]] > 0 && wf_graph_has_arrow (self, self->neighbours[i], v))
      return self->neighbours[i];
  return G_MAXUINT;
}

guint *
wf_graph_find_cycle (WfGraph *self, gsize *n)
{
  g_autofree guint *counts = count_parents (self);
  g_autofree guint *walk = g_new (guint, self->n + 1);
  g_autofree gsize *step = g_new0 (gsize, self->n + 1);
  g_autofree guint *cycle = NULL;
  gsize length = 0, first = 0;
  guint v = 0;

  *n = 0;
  if (sort_nodes (self, counts, walk) == self->n)
    return NULL;

  /* every node left over has a parent left over: walking backwards must come round */
  while (counts[v] == 0)
    v++;
  while (step[v] == 0)
    {
      walk[length++] = v;
      step[v] = length;
      v = left_parent (self, counts, v);
    }

  *n = length - (step[v] - 1);
  for (gsize i = 0; i < *n; i++)
    if (walk[length - 1 - i] < walk[length - 1 - first])
      first = i;
  cycle = g_new (guint, *n);
  for (gsize i = 0; i < *n; i++)
    cycle[i] = walk[length - 1 - (first + i) % *n];
  return g_steal_pointer (&cycle);
}
