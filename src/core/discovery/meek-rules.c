/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Meek 1995, "Causal inference and causal explanation with background knowledge": each rule asks whether u -
 * v becomes u -> v, for with v -> u there would be a directed cycle or a collider that is none. Triples that
 * may be colliders or not, a - u - v with a and v not adjacent, are no reason. */

#include "config.h"

#include "core/discovery/orient-private.h"

/* 1: a -> u - v, a and v not adjacent */
static gboolean
follows_by_rule_1 (const WfOrient *self, guint u, guint v)
{
  for (guint i = self->graph->starts[u]; i < self->graph->starts[u + 1]; i++)
    {
      guint a = self->graph->neighbours[i];

      if (wf_orient_is_arrow (self, a, u) && !wf_adjacency_has (self->graph, a, v) &&
          !wf_orient_is_unclear (self, a, u, v))
        return TRUE;
    }
  return FALSE;
}

/* 2: u -> w -> v */
static gboolean
follows_by_rule_2 (const WfOrient *self, guint u, guint v)
{
  for (guint i = self->graph->starts[u]; i < self->graph->starts[u + 1]; i++)
    if (wf_orient_is_arrow (self, u, self->graph->neighbours[i]) &&
        wf_orient_is_arrow (self, self->graph->neighbours[i], v))
      return TRUE;
  return FALSE;
}

/* 3: u - w -> v and u - x -> v, w and x not adjacent */
static gboolean
follows_by_rule_3 (const WfOrient *self, guint u, guint v)
{
  const WfAdjacency *graph = self->graph;

  for (guint i = graph->starts[u]; i < graph->starts[u + 1]; i++)
    {
      guint w = graph->neighbours[i];

      if (!wf_orient_is_arrow (self, w, v) || !wf_orient_is_undirected (self, u, w))
        continue;
      for (guint j = i + 1; j < graph->starts[u + 1]; j++)
        {
          guint x = graph->neighbours[j];

          if (wf_orient_is_arrow (self, x, v) && wf_orient_is_undirected (self, u, x) &&
              !wf_adjacency_has (graph, w, x) && !wf_orient_is_unclear (self, w, u, x))
            return TRUE;
        }
    }
  return FALSE;
}

/* 4: u - w -> x -> v, u and x adjacent, w and v not; needed only with knowledge */
static gboolean
follows_by_rule_4 (const WfOrient *self, guint u, guint v)
{
  const WfAdjacency *graph = self->graph;

  for (guint i = graph->starts[u]; i < graph->starts[u + 1]; i++)
    {
      guint w = graph->neighbours[i];

      if (!wf_orient_is_undirected (self, u, w) || wf_adjacency_has (graph, w, v) || w == v ||
          wf_orient_is_unclear (self, w, u, v))
        continue;
      for (guint j = graph->starts[u]; j < graph->starts[u + 1]; j++)
        if (wf_orient_is_arrow (self, w, graph->neighbours[j]) &&
            wf_orient_is_arrow (self, graph->neighbours[j], v))
          return TRUE;
    }
  return FALSE;
}

const char *
wf_orient_find_rule (const WfOrient *self, guint u, guint v)
{
  if (follows_by_rule_1 (self, u, v))
    return "meek 1";
  if (follows_by_rule_2 (self, u, v))
    return "meek 2";
  if (follows_by_rule_3 (self, u, v))
    return "meek 3";
  return follows_by_rule_4 (self, u, v) ? "meek 4" : NULL;
}
