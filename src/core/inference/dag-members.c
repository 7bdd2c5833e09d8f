/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/inference/possible-effects-private.h"

#define MAX_COUNT 9007199254740992.0 /* 2^53: beyond it not every number is a double */

/* One question about the members of a class of DAGs. */
typedef struct
{
  WfGraph *graph; /* closed under Meek's rules */
  guint exposure, outcome;
  guint *siblings; /* joined with the exposure by — */
  gsize n_siblings;
  gsize limit, n_counted; /* members */
  gboolean is_counted;
  GArray *groups;
  WfProgress *progress;
} Members;

static gboolean
is_undirected (WfGraph *graph, guint a, guint b)
{
  return wf_graph_get_mark (graph, a, b) == WF_MARK_TAIL && wf_graph_get_mark (graph, b, a) == WF_MARK_TAIL;
}

static gboolean
is_pointing (WfGraph *graph, guint from, guint at)
{
  return wf_graph_get_mark (graph, from, at) == WF_MARK_ARROW;
}

/* Every unshielded collider of the DAG is one of the graph already. */
static gboolean
keeps_colliders (WfGraph *graph, WfGraph *dag)
{
  gsize n = wf_graph_get_n_nodes (graph);

  for (guint c = 0; c < n; c++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, c, &n_parents);

      for (gsize i = 0; i < n_parents; i++)
        for (gsize k = 0; k < i; k++)
          if (!wf_graph_is_adjacent (graph, parents[i], parents[k]) &&
              !(is_pointing (graph, parents[i], c) && is_pointing (graph, parents[k], c)))
            return FALSE;
    }
  return TRUE;
}

/* The graph with some more arrows, closed under Meek's rules. */
static WfGraph *
close_orientations (WfGraphBuilder *builder)
{
  wf_graph_builder_apply_meek (builder);
  return wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
}

/* A member of the class of graph among those of `closed`, which has more arrows; NULL = none. */
static WfGraph *
find_member (WfGraph *graph, WfGraph *closed)
{
  g_autoptr (WfGraph) dag = wf_graph_to_dag (closed, NULL, NULL, NULL);

  return dag != NULL && keeps_colliders (graph, dag) ? g_steal_pointer (&dag) : NULL;
}

/* The part of a graph over some nodes, n >= 1. */
static WfGraph *
induce (WfGraph *graph, const guint *nodes, gsize n)
{
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (gsize i = 0; i < n; i++)
    names[i] = wf_graph_get_name (graph, nodes[i]);
  builder = wf_graph_builder_new (names);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < i; k++)
      if (wf_graph_is_adjacent (graph, nodes[i], nodes[k]))
        wf_graph_builder_set_edge (builder, i, k, wf_graph_get_mark (graph, nodes[k], nodes[i]),
                                   wf_graph_get_mark (graph, nodes[i], nodes[k]));
  return wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
}

/* the nodes that — edges join with a node, it first; is_seen: by node */
static guint *
list_joined (WfGraph *graph, guint node, gboolean *is_seen, gsize *n)
{
  guint *joined = g_new (guint, wf_graph_get_n_nodes (graph) + 1);

  *n = 0;
  joined[(*n)++] = node;
  is_seen[node] = TRUE;
  for (gsize i = 0; i < *n; i++)
    {
      gsize n_neighbours;
      g_autofree guint *neighbours = wf_graph_list_neighbours (graph, joined[i], &n_neighbours);

      for (gsize k = 0; k < n_neighbours; k++)
        if (!is_seen[neighbours[k]] && is_undirected (graph, joined[i], neighbours[k]))
          {
            is_seen[neighbours[k]] = TRUE;
            joined[(*n)++] = neighbours[k];
          }
    }
  return joined;
}

static gboolean count (Members *self, WfGraph *closed, double *n_members, GError **error);

/* Either direction of an open edge has some members (Meek 1995, theorem 4). */
static gboolean
count_joined (Members *self, WfGraph *part, double *n_members, GError **error)
{
  gsize n_edges, open = 0;
  const WfEdge *edges = wf_graph_get_edges (part, &n_edges);

  self->is_counted = ++self->n_counted <= self->limit;
  *n_members = 0.0;
  while (!is_undirected (part, edges[open].a, edges[open].b))
    open++;
  for (guint direction = 0; direction < 2 && self->is_counted; direction++)
    {
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (part);
      g_autoptr (WfGraph) next = NULL;
      guint from = direction == 0 ? edges[open].a : edges[open].b;
      double n = 0.0;

      wf_graph_builder_add_arrow (builder, from, direction == 0 ? edges[open].b : edges[open].a);
      next = close_orientations (builder);
      if (next != NULL && !count (self, next, &n, error))
        return FALSE;
      *n_members += n;
    }
  return TRUE;
}

/* Members of a graph that Meek's rules have closed. The parts that — edges join are independent of each
 * other: what a rule reads beside an open edge is joined with it. */
static gboolean
count (Members *self, WfGraph *closed, double *n_members, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (closed);
  g_autofree gboolean *is_seen = g_new0 (gboolean, n_nodes + 1);

  *n_members = 1.0;
  if (!wf_progress_check (self->progress, error))
    return FALSE;
  for (guint node = 0; node < n_nodes && self->is_counted; node++)
    {
      g_autofree guint *joined = NULL;
      g_autoptr (WfGraph) part = NULL;
      gsize n_joined = 0;
      double n = 1.0;

      if (is_seen[node])
        continue;
      joined = list_joined (closed, node, is_seen, &n_joined);
      if (n_joined == 1)
        continue;
      part = induce (closed, joined, n_joined);
      if (!count_joined (self, part, &n, error))
        return FALSE;
      *n_members *= n;
    }
  return TRUE;
}

static gboolean
is_above (WfGraph *dag, guint node, guint below)
{
  gsize n;
  g_autofree guint *above = wf_graph_list_ancestors (dag, below, &n);

  for (gsize i = 0; i < n; i++)
    if (above[i] == node)
      return TRUE;
  return FALSE;
}

/* The siblings of a set become parents, the others children: a group if some member has it so. */
static gboolean
try_parents (Members *self, const gboolean *is_parent, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (self->graph);
  g_autoptr (WfGraph) closed = NULL;
  WfMemberGroup group = { 0 };
  double n_members = 0.0;

  for (gsize i = 0; i < self->n_siblings; i++)
    if (is_parent[i])
      wf_graph_builder_add_arrow (builder, self->siblings[i], self->exposure);
    else
      wf_graph_builder_add_arrow (builder, self->exposure, self->siblings[i]);
  closed = close_orientations (builder);
  group.member = closed != NULL ? find_member (self->graph, closed) : NULL;
  if (group.member == NULL)
    return wf_progress_check (self->progress, error);
  group.adjusted = wf_graph_list_parents (group.member, self->exposure, &group.n_adjusted);
  group.is_zero = !is_above (group.member, self->exposure, self->outcome);
  if (group.is_zero)
    group.n_adjusted = 0;
  if (self->is_counted && !count (self, closed, &n_members, error))
    {
      g_free (group.adjusted);
      g_clear_pointer (&group.member, wf_graph_unref);
      return FALSE;
    }
  self->is_counted &= n_members <= MAX_COUNT;
  group.n_members = self->is_counted ? (gsize) n_members : 0;
  wf_member_groups_add (self->groups, group);
  return TRUE;
}

/* Two parents that aren't joined would be a new collider: only sets whose members are all joined are tried
 * (Maathuis et al. 2009). */
static gboolean
may_be_parent (const Members *self, const gboolean *is_parent, gsize sibling)
{
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (self->graph, self->exposure, &n_parents);

  for (gsize i = 0; i < sibling; i++)
    if (is_parent[i] && !wf_graph_is_adjacent (self->graph, self->siblings[i], self->siblings[sibling]))
      return FALSE;
  for (gsize i = 0; i < n_parents; i++)
    if (!wf_graph_is_adjacent (self->graph, parents[i], self->siblings[sibling]))
      return FALSE;
  return TRUE;
}

static gboolean
walk_siblings (Members *self, gboolean *is_parent, gsize sibling, GError **error)
{
  if (sibling == self->n_siblings)
    return try_parents (self, is_parent, error);
  is_parent[sibling] = FALSE;
  if (!walk_siblings (self, is_parent, sibling + 1, error))
    return FALSE;
  if (!may_be_parent (self, is_parent, sibling))
    return TRUE;
  is_parent[sibling] = TRUE;
  return walk_siblings (self, is_parent, sibling + 1, error);
}

static void
forget_counts (GArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    g_array_index (groups, WfMemberGroup, i).n_members = 0;
}

gboolean
wf_dag_members_list (WfGraph *graph,
                     guint exposure,
                     guint outcome,
                     gsize limit,
                     GArray *groups,
                     WfProgress *progress,
                     GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (graph);
  g_autoptr (WfGraph) closed = close_orientations (builder);
  g_autoptr (WfGraph) member = closed != NULL ? find_member (closed, closed) : NULL;
  g_autofree guint *neighbours = NULL;
  g_autofree guint *siblings = NULL;
  g_autofree gboolean *is_parent = NULL;
  Members self = { .exposure = exposure,
                   .outcome = outcome,
                   .limit = limit,
                   .is_counted = TRUE,
                   .groups = groups,
                   .progress = progress };
  gsize n_neighbours;

  if (member == NULL)
    return TRUE;
  self.graph = closed;
  neighbours = wf_graph_list_neighbours (closed, exposure, &n_neighbours);
  self.siblings = siblings = g_new (guint, n_neighbours + 1);
  for (gsize i = 0; i < n_neighbours; i++)
    if (is_undirected (closed, exposure, neighbours[i]))
      siblings[self.n_siblings++] = neighbours[i];
  is_parent = g_new0 (gboolean, self.n_siblings + 1);
  if (!walk_siblings (&self, is_parent, 0, error))
    return FALSE;
  if (!self.is_counted)
    forget_counts (groups);
  return TRUE;
}
