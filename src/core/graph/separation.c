/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/graph/graph-private.h"

/* A search over walks that are open given the set. Its states are edges walked along: slot i of neighbours[]
 * of node v stands for "came to neighbours[i] from v". Where marks are unambiguous it matters only whether
 * the walk came with an arrowhead, so that each node is expanded at most twice. */
typedef struct
{
  WfGraph *graph;
  gboolean is_class; /* — stands for "either way" (CPDAG), as a circle does */
  gboolean has_circles;
  gboolean *is_given;
  gboolean *is_above;    /* in the set, or an ancestor of a node of it */
  gboolean *is_seen;     /* by slot */
  gboolean *is_expanded; /* by 2 x node + came with an arrowhead; only without circles */
  gsize *queue;          /* slots */
  guint *sources;        /* the node each queued slot was left from */
  gsize head, tail;
} Search;

static void
search_clear (Search *search)
{
  g_free (search->is_given);
  g_free (search->is_above);
  g_free (search->is_seen);
  g_free (search->is_expanded);
  g_free (search->queue);
  g_free (search->sources);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* the mark at `at` on from–at, with — of an equivalence class read as ∘—∘ */
static WfMark
read_mark (const Search *search, guint from, guint at)
{
  WfMark mark = wf_graph_mark (search->graph, from, at);

  if (search->is_class && mark == WF_MARK_TAIL && wf_graph_mark (search->graph, at, from) == WF_MARK_TAIL)
    return WF_MARK_CIRCLE;
  return mark;
}

static void
search_init (Search *search, WfGraph *graph, const guint *given, gsize n_given)
{
  g_autofree guint *stack = g_new (guint, graph->n + 1);
  gsize n_stack = 0;

  *search = (Search){ .graph = graph, .is_class = graph->kind == WF_GRAPH_CPDAG };
  search->is_given = g_new0 (gboolean, graph->n);
  search->is_above = g_new0 (gboolean, graph->n);
  search->is_seen = g_new0 (gboolean, 2 * graph->n_edges + 1);
  search->is_expanded = g_new0 (gboolean, 2 * graph->n);
  search->queue = g_new (gsize, 2 * graph->n_edges + 1);
  search->sources = g_new (guint, 2 * graph->n_edges + 1);

  for (gsize i = 0; i < graph->n_edges && !search->has_circles; i++)
    search->has_circles = read_mark (search, graph->edges[i].a, graph->edges[i].b) == WF_MARK_CIRCLE ||
                          read_mark (search, graph->edges[i].b, graph->edges[i].a) == WF_MARK_CIRCLE;

  for (gsize i = 0; i < n_given; i++)
    {
      if (!search->is_above[given[i]])
        stack[n_stack++] = given[i];
      search->is_given[given[i]] = search->is_above[given[i]] = TRUE;
    }
  while (n_stack > 0)
    {
      guint v = stack[--n_stack];

      for (gsize i = graph->starts[v]; i < graph->starts[v + 1]; i++)
        {
          guint w = graph->neighbours[i];

          if (search->is_above[w] || !wf_graph_has_arrow (graph, w, v))
            continue;
          search->is_above[w] = TRUE;
          stack[n_stack++] = w;
        }
    }
}

static void
push (Search *search, guint source, gsize slot)
{
  if (search->is_seen[slot])
    return;
  search->is_seen[slot] = TRUE;
  search->queue[search->tail] = slot;
  search->sources[search->tail++] = source;
}

/* whether a walk u, v, w is open at v */
static gboolean
is_open (const Search *search, guint u, guint v, guint w)
{
  WfMark in = read_mark (search, u, v);
  WfMark out = read_mark (search, w, v);

  if (in == WF_MARK_ARROW && out == WF_MARK_ARROW)
    return search->is_above[v];
  if (search->is_given[v])
    return FALSE;
  return in == WF_MARK_TAIL || out == WF_MARK_TAIL ||
         (u != w && wf_graph_mark (search->graph, u, w) == WF_MARK_NONE);
}

static void
expand (Search *search, guint u, guint v)
{
  const WfGraph *graph = search->graph;

  if (!search->has_circles)
    {
      gboolean *is_expanded = &search->is_expanded[2 * v + (read_mark (search, u, v) == WF_MARK_ARROW)];

      if (*is_expanded)
        return;
      *is_expanded = TRUE;
    }
  for (gsize i = graph->starts[v]; i < graph->starts[v + 1]; i++)
    if (is_open (search, u, v, graph->neighbours[i]))
      push (search, v, i);
}

/**
 * wf_graph_is_d_separated:
 * @self: a graph
 * @x: index of a node
 * @y: index of another node
 * @given: (array length=n_given) (nullable): indices of nodes
 * @n_given: how many
 *
 * Whether every path between @x and @y is blocked by @given, by a search over open walks (Koller & Friedman
 * 2009, algorithm 3.1; with marks: m-separation, Richardson & Spirtes 2002). A node on a path is a collider
 * when both edges have an arrowhead there; it must be in @given or an ancestor of a node of it. Any other
 * node must not be in @given.
 *
 * In a %WF_GRAPH_CPDAG an edge — may point either way, and a circle may be either mark; only paths on which
 * each node surely is or surely isn't a collider count (definite status; Zhang 2008, section 2), which gives
 * the separations that all members of the class share. In any other graph — is a tail at either end
 * (selection).
 *
 * A node of @given is separated from everything. Cost: nodes + edges; with ambiguous marks the sum of squared
 * degrees.
 *
 * Returns: whether the two are separated
 */
gboolean
wf_graph_is_d_separated (WfGraph *self, guint x, guint y, const guint *given, gsize n_given)
{
  g_auto (Search) search = { 0 };

  g_return_val_if_fail (self != NULL && x < self->n && y < self->n && x != y, FALSE);
  g_return_val_if_fail (given != NULL || n_given == 0, FALSE);
  for (gsize i = 0; i < n_given; i++)
    g_return_val_if_fail (given[i] < self->n, FALSE);

  search_init (&search, self, given, n_given);
  if (search.is_given[x] || search.is_given[y])
    return TRUE;

  for (gsize i = self->starts[x]; i < self->starts[x + 1]; i++)
    push (&search, x, i);
  while (search.head < search.tail)
    {
      guint source = search.sources[search.head];
      guint v = self->neighbours[search.queue[search.head++]];

      if (v == y)
        return FALSE;
      expand (&search, source, v);
    }
  return TRUE;
}
