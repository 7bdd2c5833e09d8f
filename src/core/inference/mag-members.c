/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/inference/possible-effects-private.h"

/* The MAGs of a PAG: every way to read its circles that keeps all separations. */
typedef struct
{
  WfGraph *graph;
  gsize n_nodes;
  guint8 *marks; /* n x n: at [from * n + at], circles not read yet among them */
  const WfEdge *edges;
  gsize n_edges;
  WfGraph *reference; /* one member, for comparison */
  guint exposure, outcome;
  gsize limit, n_looked;
  GArray *groups;
  WfProgress *progress;
} Enumeration;

static guint8 *
copy_marks (WfGraph *graph)
{
  gsize n = wf_graph_get_n_nodes (graph);
  guint8 *marks = g_new0 (guint8, n * n + 1);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (a != b)
        marks[a * n + b] = (guint8) wf_graph_get_mark (graph, a, b);
  return marks;
}

/* a and b with what is above them, without themselves: what separates them in a MAG in which they aren't
 * joined */
static gboolean
is_separated_by_ancestors (WfGraph *graph, WfGraph *in, guint a, guint b)
{
  gsize n = wf_graph_get_n_nodes (graph), n_set = 0;
  g_autofree gboolean *is_in = g_new0 (gboolean, n + 1);
  g_autofree guint *set = g_new (guint, n + 1);
  const guint ends[] = { a, b };

  for (gsize i = 0; i < 2; i++)
    {
      gsize n_above;
      g_autofree guint *above = wf_graph_list_ancestors (graph, ends[i], &n_above);

      for (gsize k = 0; k < n_above; k++)
        if (above[k] != a && above[k] != b && !is_in[above[k]])
          {
            is_in[above[k]] = TRUE;
            set[n_set++] = above[k];
          }
    }
  return wf_graph_is_d_separated (in, a, b, set, n_set);
}

/* The same skeleton is given. A maximal ancestral graph is known by its pairwise separations (Sadeghi &
 * Lauritzen 2014, Bernoulli 20), so two are Markov equivalent when those of either hold in the other. */
static gboolean
is_member (const Enumeration *self, WfGraph *mag)
{
  for (guint a = 0; a < self->n_nodes; a++)
    for (guint b = 0; b < a; b++)
      if (!wf_graph_is_adjacent (mag, a, b) && !(is_separated_by_ancestors (mag, mag, a, b) &&
                                                 is_separated_by_ancestors (mag, self->reference, a, b) &&
                                                 is_separated_by_ancestors (self->reference, mag, a, b)))
        return FALSE;
  return TRUE;
}

static WfGraph *
build (WfGraph *graph, const guint8 *marks)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (graph);
  gsize n = wf_graph_get_n_nodes (graph), n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    wf_graph_builder_set_edge (builder, edges[i].a, edges[i].b, (WfMark) marks[edges[i].b * n + edges[i].a],
                               (WfMark) marks[edges[i].a * n + edges[i].b]);
  return wf_graph_builder_end (builder, WF_GRAPH_MAG, NULL);
}

/* One member: every ∘→ and ∘— becomes →, and what is joined by ∘—∘ becomes a DAG without a new collider (Zhang 2006, Causal inference
 * and reasoning in causally insufficient systems, lemma 3.3.4). NULL: the graph is no PAG. */
static WfGraph *
find_reference (WfGraph *graph)
{
  gsize n = wf_graph_get_n_nodes (graph), n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  g_autoptr (WfGraphBuilder) open = wf_graph_builder_new (wf_graph_get_names (graph));
  g_autofree guint8 *marks = copy_marks (graph);
  g_autoptr (WfGraph) undirected = NULL;
  g_autoptr (WfGraph) dag = NULL;

  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].mark_a == WF_MARK_CIRCLE && edges[i].mark_b == WF_MARK_CIRCLE)
      wf_graph_builder_set_edge (open, edges[i].a, edges[i].b, WF_MARK_TAIL, WF_MARK_TAIL);
  undirected = wf_graph_builder_end (open, WF_GRAPH_CPDAG, NULL);
  dag = undirected != NULL ? wf_graph_to_dag (undirected, NULL, NULL, NULL) : NULL;
  if (dag == NULL)
    return NULL;
  for (gsize i = 0; i < n_edges; i++)
    {
      guint a = edges[i].a, b = edges[i].b;

      if (wf_graph_is_adjacent (dag, a, b))
        {
          marks[a * n + b] = (guint8) wf_graph_get_mark (dag, a, b);
          marks[b * n + a] = (guint8) wf_graph_get_mark (dag, b, a);
          continue;
        }
      if (edges[i].mark_a == WF_MARK_CIRCLE)
        marks[b * n + a] = edges[i].mark_b == WF_MARK_ARROW ? WF_MARK_TAIL : WF_MARK_ARROW;
      if (edges[i].mark_b == WF_MARK_CIRCLE)
        marks[a * n + b] = edges[i].mark_a == WF_MARK_ARROW ? WF_MARK_TAIL : WF_MARK_ARROW;
    }
  return build (graph, marks);
}

/* An arrow at b from a makes a collider of an unshielded triple that is none in the PAG. */
static gboolean
makes_collider (const Enumeration *self, guint a, guint b)
{
  gsize n = self->n_nodes;

  for (guint c = 0; c < n; c++)
    if (c != a && self->marks[c * n + b] == WF_MARK_ARROW && !wf_graph_is_adjacent (self->graph, a, c) &&
        !(wf_graph_get_mark (self->graph, a, b) == WF_MARK_ARROW &&
          wf_graph_get_mark (self->graph, c, b) == WF_MARK_ARROW))
      return TRUE;
  return FALSE;
}

static gboolean
is_reachable (const Enumeration *self, guint from, guint to)
{
  gsize n = self->n_nodes, n_stack = 0;
  g_autofree gboolean *is_seen = g_new0 (gboolean, n);
  g_autofree guint *stack = g_new (guint, n + 1);

  stack[n_stack++] = from;
  is_seen[from] = TRUE;
  while (n_stack > 0)
    {
      guint v = stack[--n_stack];

      if (v == to)
        return TRUE;
      for (guint w = 0; w < n; w++)
        if (!is_seen[w] && self->marks[v * n + w] == WF_MARK_ARROW && self->marks[w * n + v] == WF_MARK_TAIL)
          {
            is_seen[w] = TRUE;
            stack[n_stack++] = w;
          }
    }
  return FALSE;
}

/* What is read of an edge so far fits the rest. */
static gboolean
fits (const Enumeration *self, guint a, guint b)
{
  gsize n = self->n_nodes;
  gboolean is_at_a = self->marks[b * n + a] == WF_MARK_ARROW,
           is_at_b = self->marks[a * n + b] == WF_MARK_ARROW;

  if ((is_at_b && makes_collider (self, a, b)) || (is_at_a && makes_collider (self, b, a)))
    return FALSE;
  if (is_at_b && is_reachable (self, b, a))
    return FALSE;
  return !is_at_a || !is_reachable (self, a, b);
}

static void
add_member (Enumeration *self)
{
  g_autoptr (WfGraph) mag = build (self->graph, self->marks);
  WfMemberGroup group = { .n_members = 1 };

  if (mag == NULL || !is_member (self, mag))
    return;
  group.is_unknown = !wf_adjustment_find (mag, self->exposure, self->outcome, &group.is_zero, &group.adjusted,
                                          &group.n_adjusted);
  group.member = g_steal_pointer (&mag);
  wf_member_groups_add (self->groups, group);
}

static gboolean
walk_edges (Enumeration *self, gsize edge, GError **error)
{
  static const WfMark readings[][2] = { { WF_MARK_TAIL, WF_MARK_ARROW },
                                        { WF_MARK_ARROW, WF_MARK_TAIL },
                                        { WF_MARK_ARROW, WF_MARK_ARROW } };
  gsize n = self->n_nodes;

  while (edge < self->n_edges && self->edges[edge].mark_a != WF_MARK_CIRCLE &&
         self->edges[edge].mark_b != WF_MARK_CIRCLE)
    edge++;
  if (!wf_progress_check (self->progress, error))
    return FALSE;
  if (edge == self->n_edges)
    {
      if (++self->n_looked <= self->limit)
        add_member (self);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (readings) && self->n_looked <= self->limit; i++)
    {
      const WfEdge *open = &self->edges[edge];
      guint8 *at_a = &self->marks[open->b * n + open->a], *at_b = &self->marks[open->a * n + open->b];

      if ((open->mark_a != WF_MARK_CIRCLE && open->mark_a != readings[i][0]) ||
          (open->mark_b != WF_MARK_CIRCLE && open->mark_b != readings[i][1]))
        continue;
      *at_a = (guint8) readings[i][0];
      *at_b = (guint8) readings[i][1];
      if (fits (self, open->a, open->b) && !walk_edges (self, edge + 1, error))
        return FALSE;
      *at_a = (guint8) open->mark_a;
      *at_b = (guint8) open->mark_b;
    }
  return TRUE;
}

static gboolean
has_selection (WfGraph *graph)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].mark_a == WF_MARK_TAIL && edges[i].mark_b == WF_MARK_TAIL)
      return TRUE;
  return FALSE;
}

gboolean
wf_mag_members_list (WfGraph *graph,
                     guint exposure,
                     guint outcome,
                     gsize limit,
                     GArray *groups,
                     gboolean *is_complete,
                     WfProgress *progress,
                     GError **error)
{
  g_autofree guint8 *marks = copy_marks (graph);
  g_autoptr (WfGraph) reference = has_selection (graph) ? NULL : find_reference (graph);
  Enumeration self = { .graph = graph,
                       .n_nodes = wf_graph_get_n_nodes (graph),
                       .marks = marks,
                       .reference = reference,
                       .exposure = exposure,
                       .outcome = outcome,
                       .limit = limit,
                       .groups = groups,
                       .progress = progress };

  if (has_selection (graph))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("An edge — of this graph stands for selected rows: effects among them can't be read "
                      "from it. Learned "
                      "with “--complete-rules no”, it stays open"));
      return FALSE;
    }
  if (reference == NULL)
    return TRUE;
  self.edges = wf_graph_get_edges (graph, &self.n_edges);
  if (!walk_edges (&self, 0, error))
    return FALSE;
  *is_complete = self.n_looked <= limit;
  return TRUE;
}
