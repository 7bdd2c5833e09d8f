/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What to say of a learned graph whose marks contradict each other, so that no graph is a member of it. */

#include "config.h"

#include "core/inference/possible-effects-private.h"

#define MAX_NAMED 6 /* edges in a warning */

typedef enum
{
  READING_CHILD,  /* exposure → node */
  READING_PARENT, /* exposure ← node */
  READING_SPOUSE, /* exposure ↔ node */
  N_READINGS,
} Reading;

/* The ways to read the edges at the exposure that make no new collider there. */
typedef struct
{
  WfGraph *graph;
  gboolean has_hidden; /* the graph allows for hidden common causes */
  guint exposure, outcome;
  guint *neighbours; /* of the exposure */
  gsize n_neighbours;
  guint8 *readings; /* one a neighbour */
  gsize limit, n_looked;
  GArray *groups;
  WfProgress *progress;
} Local;

static gboolean
is_arrow_at (WfGraph *graph, guint from, guint at)
{
  return wf_graph_get_mark (graph, from, at) == WF_MARK_ARROW;
}

static gboolean
is_directed (const WfEdge *edge)
{
  return (edge->mark_a == WF_MARK_TAIL && edge->mark_b == WF_MARK_ARROW) ||
         (edge->mark_a == WF_MARK_ARROW && edge->mark_b == WF_MARK_TAIL);
}

static gboolean
is_below (WfGraph *graph, guint node, guint above)
{
  gsize n;
  g_autofree guint *below = wf_graph_list_descendants (graph, above, &n);

  for (gsize i = 0; i < n; i++)
    if (below[i] == node)
      return TRUE;
  return FALSE;
}

/* An arrow on a directed cycle, or a ↔ one of whose ends causes the other. */
static gboolean
is_on_cycle (WfGraph *graph, const WfEdge *edge)
{
  guint from = edge->mark_a == WF_MARK_TAIL ? edge->a : edge->b, at = from == edge->a ? edge->b : edge->a;

  if (is_directed (edge))
    return is_below (graph, from, at);
  return edge->mark_a == WF_MARK_ARROW && edge->mark_b == WF_MARK_ARROW &&
         (is_below (graph, edge->a, edge->b) || is_below (graph, edge->b, edge->a));
}

WfGraph *
wf_local_members_open (WfGraph *graph, char **opened)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (graph);
  g_autoptr (GString) text = g_string_new (NULL);
  WfMark mark = wf_graph_get_kind (graph) == WF_GRAPH_CPDAG ? WF_MARK_TAIL : WF_MARK_CIRCLE;
  gsize n_edges, n_opened = 0;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    if (is_on_cycle (graph, &edges[i]))
      {
        wf_graph_builder_set_edge (builder, edges[i].a, edges[i].b, mark, mark);
        if (++n_opened > MAX_NAMED)
          continue;
        g_string_append_printf (
            text, "%s%s %s %s", text->len > 0 ? ", " : "", wf_graph_get_name (graph, edges[i].a),
            wf_marks_to_text (edges[i].mark_a, edges[i].mark_b), wf_graph_get_name (graph, edges[i].b));
      }
  if (n_opened > MAX_NAMED)
    g_string_append (text, ", …");
  *opened = text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
  return wf_graph_builder_end (builder, wf_graph_get_kind (graph), NULL);
}

/* Whether the marks of an edge of the graph can be read so. */
static gboolean
allows (const Local *self, guint neighbour, Reading reading)
{
  WfMark at_exposure = wf_graph_get_mark (self->graph, neighbour, self->exposure);
  WfMark at_neighbour = wf_graph_get_mark (self->graph, self->exposure, neighbour);
  WfMark read_exposure = reading == READING_CHILD ? WF_MARK_TAIL : WF_MARK_ARROW;
  WfMark read_neighbour = reading == READING_PARENT ? WF_MARK_TAIL : WF_MARK_ARROW;

  if (!self->has_hidden)
    return reading != READING_SPOUSE &&
           (at_exposure == at_neighbour || (at_exposure == read_exposure && at_neighbour == read_neighbour));
  return (at_exposure == WF_MARK_CIRCLE || at_exposure == read_exposure) &&
         (at_neighbour == WF_MARK_CIRCLE || at_neighbour == read_neighbour);
}

/* An arrow from the k-th neighbour and one from an earlier one that it isn't joined with are a collider: is
 * it one of the graph? */
static gboolean
keeps_colliders (const Local *self, gsize k)
{
  if (self->readings[k] == READING_CHILD)
    return TRUE;
  for (gsize i = 0; i < k; i++)
    if (self->readings[i] != READING_CHILD &&
        !wf_graph_is_adjacent (self->graph, self->neighbours[i], self->neighbours[k]) &&
        !(is_arrow_at (self->graph, self->neighbours[i], self->exposure) &&
          is_arrow_at (self->graph, self->neighbours[k], self->exposure)))
      return FALSE;
  return TRUE;
}

/* Whether some path from a node leads to the outcome without meeting an arrow or the exposure: it may cause
 * the outcome. */
static gboolean
may_cause_outcome (const Local *self, guint node)
{
  gsize n = wf_graph_get_n_nodes (self->graph), n_stack = 0;
  g_autofree gboolean *is_seen = g_new0 (gboolean, n);
  g_autofree guint *stack = g_new (guint, n);

  stack[n_stack++] = node;
  is_seen[node] = is_seen[self->exposure] = TRUE;
  while (n_stack > 0)
    {
      guint v = stack[--n_stack];
      gsize n_next;
      g_autofree guint *next = NULL;

      if (v == self->outcome)
        return TRUE;
      next = wf_graph_list_neighbours (self->graph, v, &n_next);
      for (gsize i = 0; i < n_next; i++)
        if (!is_seen[next[i]] && !is_arrow_at (self->graph, next[i], v))
          {
            is_seen[next[i]] = TRUE;
            stack[n_stack++] = next[i];
          }
    }
  return FALSE;
}

/* No hidden common cause can stand behind exposure → child: something that isn't joined with the child has an
 * arrow at the exposure (Zhang 2008, JMLR 9, definition 8; without its longer paths). */
static gboolean
is_visible (const Local *self, guint child)
{
  for (gsize i = 0; i < self->n_neighbours; i++)
    if (self->readings[i] != READING_CHILD && !wf_graph_is_adjacent (self->graph, self->neighbours[i], child))
      return TRUE;
  return FALSE;
}

/* The parents of the exposure block every path that begins at them, so that they are adjusted for, unless a
 * hidden common cause may stand behind the exposure. */
static void
add_reading (Local *self)
{
  WfMemberGroup group = { .is_zero = TRUE, .adjusted = g_new (guint, self->n_neighbours + 1) };
  gboolean has_spouse = FALSE;

  for (gsize i = 0; i < self->n_neighbours; i++)
    {
      guint neighbour = self->neighbours[i];

      has_spouse |= self->readings[i] == READING_SPOUSE;
      if (self->readings[i] == READING_PARENT)
        group.adjusted[group.n_adjusted++] = neighbour;
      if (self->readings[i] != READING_CHILD || !may_cause_outcome (self, neighbour))
        continue;
      group.is_zero = FALSE;
      group.is_unknown |= self->has_hidden && !is_visible (self, neighbour);
    }
  for (gsize i = 0; i < group.n_adjusted; i++)
    group.is_zero |= group.adjusted[i] == self->outcome;
  group.is_unknown = !group.is_zero && (group.is_unknown || has_spouse);
  if (group.is_zero || group.is_unknown)
    group.n_adjusted = 0;
  wf_member_groups_add (self->groups, group);
}

static gboolean
walk_neighbours (Local *self, gsize k, GError **error)
{
  if (!wf_progress_check (self->progress, error))
    return FALSE;
  if (k == self->n_neighbours)
    {
      if (++self->n_looked <= self->limit)
        add_reading (self);
      return TRUE;
    }
  for (guint reading = 0; reading < N_READINGS && self->n_looked <= self->limit; reading++)
    {
      self->readings[k] = (guint8) reading;
      if (allows (self, self->neighbours[k], (Reading) reading) && keeps_colliders (self, k) &&
          !walk_neighbours (self, k + 1, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wf_local_members_list (WfGraph *graph,
                       guint exposure,
                       guint outcome,
                       gsize limit,
                       GArray *groups,
                       gboolean *is_complete,
                       WfProgress *progress,
                       GError **error)
{
  gsize n_neighbours;
  g_autofree guint *neighbours = wf_graph_list_neighbours (graph, exposure, &n_neighbours);
  g_autofree guint8 *readings = g_new0 (guint8, n_neighbours + 1);
  Local self = { .graph = graph,
                 .has_hidden = wf_graph_get_kind (graph) != WF_GRAPH_CPDAG,
                 .exposure = exposure,
                 .outcome = outcome,
                 .neighbours = neighbours,
                 .n_neighbours = n_neighbours,
                 .readings = readings,
                 .limit = limit,
                 .groups = groups,
                 .progress = progress };

  if (!walk_neighbours (&self, 0, error))
    return FALSE;
  *is_complete = self.n_looked <= limit;
  return TRUE;
}
