/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The rules of Zhang 2008 that ask for paths. All are breadth-first searches.
 *
 * Rules 5, 9 and 10 speak of uncovered paths: no two nodes with one between them are adjacent. What they
 * conclude comes from going along the path step by step, each triple a non-collider, so it is as true of
 * walks that come by a node twice, and walks can be searched edge by edge in the sum of squared degrees. */

#include "config.h"

#include "core/discovery/pag-private.h"

/* ---- rule 4: discriminating paths ---- */

/* A search back from alpha through nodes that are colliders and parents of gamma. */
typedef struct
{
  guint alpha, beta, gamma;
  guint *path; /* theta, .., alpha, beta, gamma */
  guint n_path;
  guint first, end; /* of the queue */
} Discriminating;

static inline gboolean
is_parent (const WfPag *self, guint u, guint v)
{
  return wf_pag_mark (self, u, v) == WF_MARK_ARROW && wf_pag_mark (self, v, u) == WF_MARK_TAIL;
}

/* The path from theta, which is one step before `last`. */
static void
spell_path (const WfPag *self, Discriminating *search, guint theta, guint last)
{
  search->n_path = 0;
  search->path[search->n_path++] = theta;
  for (guint v = last; v != search->alpha; v = self->previous[v])
    search->path[search->n_path++] = v;
  search->path[search->n_path++] = search->alpha;
  search->path[search->n_path++] = search->beta;
  search->path[search->n_path++] = search->gamma;
}

/* 4: theta .. alpha <-> beta ∘-* gamma: beta -> gamma when beta is in the set that separates theta and gamma,
 * else alpha <-> beta <-> gamma */
static void
conclude (WfPag *self, Discriminating *search, guint theta, guint last)
{
  gssize removed;
  int is_in_set = wf_pag_is_in_set (self, theta, search->beta, search->gamma, &removed);

  if (is_in_set < 0)
    return;
  spell_path (self, search, theta, last);
  if (self->check_path != NULL && !self->check_path (self, search->path, search->n_path, removed))
    return;
  wf_pag_propose (self, search->beta, search->gamma, WF_MARK_ARROW, "fci r4");
  if (is_in_set)
    {
      wf_pag_propose (self, search->gamma, search->beta, WF_MARK_TAIL, "fci r4");
      return;
    }
  wf_pag_propose (self, search->gamma, search->beta, WF_MARK_ARROW, "fci r4");
  wf_pag_propose (self, search->alpha, search->beta, WF_MARK_ARROW, "fci r4");
}

/* One step back from v; returns whether a path ends here. */
static gboolean
step_back (WfPag *self, Discriminating *search, guint v, guint *queue)
{
  const WfAdjacency *graph = self->graph;
  gboolean is_found = FALSE;

  for (guint i = graph->starts[v]; i < graph->starts[v + 1]; i++)
    {
      guint u = graph->neighbours[i];

      if (u == search->beta || u == search->gamma || wf_pag_mark (self, u, v) != WF_MARK_ARROW ||
          self->distance[u] <= self->distance[v])
        continue;
      if (!wf_adjacency_has (graph, u, search->gamma))
        {
          is_found = TRUE;
          conclude (self, search, u, v);
        }
      else if (self->distance[u] == G_MAXUINT && wf_pag_mark (self, v, u) == WF_MARK_ARROW &&
               is_parent (self, u, search->gamma))
        {
          self->distance[u] = self->distance[v] + 1;
          self->previous[u] = v;
          queue[search->end++] = u;
        }
    }
  return is_found;
}

/* All shortest paths through alpha; distance counts the edges up to gamma. */
static void
search_from_alpha (WfPag *self, Discriminating *search, guint *queue)
{
  guint shortest = G_MAXUINT;

  search->first = 0;
  search->end = 1;
  queue[0] = search->alpha;
  self->distance[search->alpha] = 2;
  while (search->first < search->end)
    {
      guint v = queue[search->first++];

      if (self->distance[v] >= shortest || wf_pag_is_cancelled (self) ||
          (self->max_path >= 0 && self->distance[v] + 1 > (gsize) self->max_path))
        break;
      if (step_back (self, search, v, queue))
        shortest = self->distance[v] + 1;
    }
  for (guint i = 0; i < search->end; i++)
    self->distance[queue[i]] = G_MAXUINT;
}

void
wf_pag_propose_rule_4 (WfPag *self)
{
  const WfAdjacency *graph = self->graph;
  g_autofree guint *queue = g_new (guint, graph->n + 1);
  g_autofree guint *path = g_new (guint, graph->n + 3);
  Discriminating search = { .path = path };

  for (guint v = 0; v < graph->n; v++)
    self->distance[v] = G_MAXUINT;
  for (guint e = 0; e < 2 * graph->n_edges && !wf_pag_is_cancelled (self); e++)
    {
      search.beta = graph->edges[e];
      search.gamma = graph->edges[e ^ 1];
      if (wf_pag_mark (self, search.gamma, search.beta) != WF_MARK_CIRCLE)
        continue;
      for (guint i = graph->starts[search.beta]; i < graph->starts[search.beta + 1]; i++)
        {
          search.alpha = graph->neighbours[i];
          if (search.alpha != search.gamma && wf_adjacency_has (graph, search.alpha, search.gamma) &&
              wf_pag_mark (self, search.beta, search.alpha) == WF_MARK_ARROW &&
              is_parent (self, search.alpha, search.gamma))
            search_from_alpha (self, &search, queue);
        }
    }
}

/* ---- uncovered walks ---- */

static inline gboolean
is_circle_edge (const WfPag *self, guint u, guint v)
{
  return wf_pag_mark (self, u, v) == WF_MARK_CIRCLE && wf_pag_mark (self, v, u) == WF_MARK_CIRCLE;
}

typedef gboolean (*IsStep) (const WfPag *self, guint u, guint v);
/* Does the walk end with u, v? */
typedef gboolean (*IsEnd) (const WfPag *self, guint u, guint v, gconstpointer data);

typedef struct
{
  guint first, end; /* of the queue */
} Walk;

static void
begin (WfPag *self, Walk *walk)
{
  *walk = (Walk){ 0 };
  self->walk++;
}

/* slot: the edge walked from `from` to neighbours[slot] */
static void
push (WfPag *self, Walk *walk, guint from, guint slot)
{
  if (self->is_seen[slot] == self->walk)
    return;
  self->is_seen[slot] = self->walk;
  self->sources[walk->end] = from;
  self->queue[walk->end++] = slot;
}

/* Goes on from the steps pushed; TRUE when an end comes. avoided: a node not walked through. */
static gboolean
reach (WfPag *self, Walk *walk, IsStep is_step, guint avoided, IsEnd is_end, gconstpointer data)
{
  const WfAdjacency *graph = self->graph;

  while (walk->first < walk->end && !wf_pag_is_cancelled (self))
    {
      guint u = self->sources[walk->first];
      guint v = graph->neighbours[self->queue[walk->first++]];

      if (is_end (self, u, v, data))
        return TRUE;
      if (v == avoided)
        continue;
      for (guint i = graph->starts[v]; i < graph->starts[v + 1]; i++)
        if (is_step (self, v, graph->neighbours[i]) && wf_pag_is_definite (self, u, v, graph->neighbours[i]))
          push (self, walk, v, i);
    }
  return FALSE;
}

typedef struct
{
  guint a, b;
} Ends;

/* The last step of a ring u, v = b, a: is u no neighbour of a? */
static gboolean
closes_ring (const WfPag *self, guint u, guint v, gconstpointer data)
{
  const Ends *ends = data;

  return v == ends->b && wf_pag_is_definite (self, u, v, ends->a);
}

/* 5: a ∘-∘ b, and an uncovered path of ∘-∘ from a to b whose second node isn't adjacent to b nor the last but
 * one to a, gives a - b. The other edges of the ring have the rest of it as their path. */
void
wf_pag_propose_rule_5 (WfPag *self)
{
  const WfAdjacency *graph = self->graph;

  for (guint e = 0; e < graph->n_edges; e++)
    {
      Ends ends = { .a = graph->edges[2 * e], .b = graph->edges[2 * e + 1] };
      Walk walk;

      if (!is_circle_edge (self, ends.a, ends.b))
        continue;
      begin (self, &walk);
      for (guint i = graph->starts[ends.a]; i < graph->starts[ends.a + 1]; i++)
        if (is_circle_edge (self, ends.a, graph->neighbours[i]) &&
            wf_pag_is_definite (self, ends.b, ends.a, graph->neighbours[i]))
          push (self, &walk, ends.a, i);
      if (!reach (self, &walk, is_circle_edge, ends.b, closes_ring, &ends))
        continue;
      wf_pag_propose (self, ends.a, ends.b, WF_MARK_TAIL, "fci r5");
      wf_pag_propose (self, ends.b, ends.a, WF_MARK_TAIL, "fci r5");
    }
}

static gboolean
is_at_node (const WfPag *self, guint u, guint v, gconstpointer data)
{
  (void) self;
  (void) u;
  return v == *(const guint *) data;
}

/* 9: a ∘-> c, and an uncovered potentially directed path a, b, .., c with b and c not adjacent, gives a -> c
 */
void
wf_pag_propose_rule_9 (WfPag *self)
{
  const WfAdjacency *graph = self->graph;

  for (guint e = 0; e < 2 * graph->n_edges; e++)
    {
      guint a = graph->edges[e];
      guint c = graph->edges[e ^ 1];
      Walk walk;

      if (wf_pag_mark (self, c, a) != WF_MARK_CIRCLE || wf_pag_mark (self, a, c) != WF_MARK_ARROW)
        continue;
      begin (self, &walk);
      for (guint i = graph->starts[a]; i < graph->starts[a + 1]; i++)
        if (wf_pag_is_potential (self, a, graph->neighbours[i]) &&
            wf_pag_is_definite (self, c, a, graph->neighbours[i]))
          push (self, &walk, a, i);
      if (reach (self, &walk, wf_pag_is_potential, c, is_at_node, &c))
        wf_pag_propose (self, c, a, WF_MARK_TAIL, "fci r9");
    }
}

static gboolean
is_at_parent (const WfPag *self, guint u, guint v, gconstpointer data)
{
  (void) u;
  return is_parent (self, v, *(const guint *) data);
}

/* The neighbours of a from which an uncovered potentially directed path leads to a parent of c. */
static guint
list_good_starts (WfPag *self, guint a, guint c, guint *starts)
{
  const WfAdjacency *graph = self->graph;
  guint n = 0;

  for (guint i = graph->starts[a]; i < graph->starts[a + 1]; i++)
    {
      guint m = graph->neighbours[i];
      Walk walk;

      if (m == c || !wf_pag_is_potential (self, a, m))
        continue;
      begin (self, &walk);
      push (self, &walk, a, i);
      if (reach (self, &walk, wf_pag_is_potential, c, is_at_parent, &c))
        starts[n++] = m;
    }
  return n;
}

/* 10: a ∘-> c, b -> c <- d, and two uncovered potentially directed paths from a, to b and to d, whose second
 * nodes differ and aren't adjacent, give a -> c */
void
wf_pag_propose_rule_10 (WfPag *self)
{
  const WfAdjacency *graph = self->graph;
  g_autofree guint *starts = g_new (guint, graph->n);

  for (guint e = 0; e < 2 * graph->n_edges; e++)
    {
      guint a = graph->edges[e];
      guint c = graph->edges[e ^ 1];
      gboolean is_found = FALSE;
      guint n;

      if (wf_pag_mark (self, c, a) != WF_MARK_CIRCLE || wf_pag_mark (self, a, c) != WF_MARK_ARROW)
        continue;
      n = list_good_starts (self, a, c, starts);
      for (guint i = 0; i < n && !is_found; i++)
        for (guint j = i + 1; j < n && !is_found; j++)
          is_found = wf_pag_is_definite (self, starts[i], a, starts[j]);
      if (is_found)
        wf_pag_propose (self, c, a, WF_MARK_TAIL, "fci r10");
    }
}
