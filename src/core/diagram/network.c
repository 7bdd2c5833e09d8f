/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/diagram/network-private.h"

void
wf_hidden_network_free (WfHiddenNetwork *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_array_unref (self->parents[i]);
      g_array_unref (self->children[i]);
    }
  g_strfreev (self->names);
  g_free (self->is_hidden);
  g_free (self->parents);
  g_free (self->children);
  g_free (self);
}

static void
add_arrow (WfHiddenNetwork *self, guint from, guint to)
{
  g_array_append_val (self->children[from], to);
  g_array_append_val (self->parents[to], from);
}

static guint
add_node (WfHiddenNetwork *self, char *name, gboolean is_hidden)
{
  guint i = self->n++;

  self->names[i] = name;
  self->is_hidden[i] = is_hidden;
  self->parents[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  self->children[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  return i;
}

WfHiddenNetwork *
wf_hidden_network_new (WfGraph *graph, GError **error)
{
  g_autoptr (WfHiddenNetwork) self = g_new0 (WfHiddenNetwork, 1);
  gsize n_edges, capacity = wf_graph_get_n_nodes (graph);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  capacity += n_edges + 1;
  self->names = g_new0 (char *, capacity);
  self->is_hidden = g_new0 (gboolean, capacity);
  self->parents = g_new0 (GArray *, capacity);
  self->children = g_new0 (GArray *, capacity);
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    add_node (self, g_strdup (wf_graph_get_name (graph, i)), wf_graph_is_latent (graph, i));
  for (gsize i = 0; i < n_edges; i++)
    {
      const WfEdge *edge = &edges[i];

      if (wf_graph_is_parent (graph, edge->a, edge->b))
        add_arrow (self, edge->a, edge->b);
      else if (wf_graph_is_parent (graph, edge->b, edge->a))
        add_arrow (self, edge->b, edge->a);
      else if (edge->mark_a == WF_MARK_ARROW && edge->mark_b == WF_MARK_ARROW)
        {
          guint hidden =
              add_node (self, g_strdup_printf ("%s ↔ %s", self->names[edge->a], self->names[edge->b]), TRUE);

          add_arrow (self, hidden, edge->a);
          add_arrow (self, hidden, edge->b);
        }
      else
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The edge between %s and %s has no direction; a cut needs a DAG: orient it first"),
                       self->names[edge->a], self->names[edge->b]);
          return NULL;
        }
    }
  if (wf_graph_is_acyclic (graph))
    return g_steal_pointer (&self);
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The graph has a cycle; a cut needs a DAG: take an edge out"));
  return NULL;
}

gboolean *
wf_hidden_network_close (const WfHiddenNetwork *self, const gboolean *set, gboolean is_upwards)
{
  gboolean *closed = g_memdup2 (set, (self->n + 1) * sizeof (gboolean));
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->n; i++)
    if (set[i])
      g_array_append_val (queue, i);
  for (guint i = 0; i < queue->len; i++)
    {
      guint node = g_array_index (queue, guint, i);
      const GArray *next = is_upwards ? self->parents[node] : self->children[node];

      for (guint k = 0; k < next->len; k++)
        {
          guint other = g_array_index (next, guint, k);

          if (!closed[other])
            g_array_append_val (queue, other);
          closed[other] = TRUE;
        }
    }
  return closed;
}

/* A search over (node, how it was come to): 2 i = against an arrow, or at the start; 2 i + 1 = along one. */
typedef struct
{
  const WfHiddenNetwork *network;
  const gboolean *given, *cut;
  GArray *queue;   /* guint: states */
  guint *previous; /* by state: the state before it; G_MAXUINT = not come to */
} Search;

static void
visit (Search *self, guint state, guint from)
{
  if (self->previous[state] != G_MAXUINT)
    return;
  self->previous[state] = from;
  g_array_append_val (self->queue, state);
}

/* edges out of cut nodes aren't there */
static void
visit_children (Search *self, guint node, guint from)
{
  const GArray *children = self->network->children[node];

  for (guint k = 0; k < children->len && !self->cut[node]; k++)
    visit (self, 2 * g_array_index (children, guint, k) + 1, from);
}

static void
visit_parents (Search *self, guint node, guint from)
{
  const GArray *parents = self->network->parents[node];

  for (guint k = 0; k < parents->len; k++)
    if (!self->cut[g_array_index (parents, guint, k)])
      visit (self, 2 * g_array_index (parents, guint, k), from);
}

static GArray *
trace (const Search *self, guint state)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (guint));

  for (;; state = self->previous[state])
    {
      guint node = state / 2;

      g_array_prepend_val (path, node);
      if (self->previous[state] == state)
        return path;
    }
}

/* the given nodes and those that lead to one when the cut edges are gone: colliders there are open */
static gboolean *
find_open_colliders (const WfHiddenNetwork *self, const gboolean *given, const gboolean *cut)
{
  gboolean *open = g_memdup2 (given, (self->n + 1) * sizeof (gboolean));
  gboolean is_changed = TRUE;

  while (is_changed)
    {
      is_changed = FALSE;
      for (guint i = 0; i < self->n; i++)
        for (guint k = 0; k < self->children[i]->len && !open[i] && !cut[i]; k++)
          if (open[g_array_index (self->children[i], guint, k)])
            open[i] = is_changed = TRUE;
    }
  return open;
}

GArray *
wf_hidden_network_find_path (const WfHiddenNetwork *self,
                             guint from,
                             guint to,
                             const gboolean *given,
                             const gboolean *cut,
                             gboolean is_directed)
{
  g_autofree gboolean *is_open = find_open_colliders (self, given, cut);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *previous = g_new (guint, 2 * self->n + 2);
  Search search = { self, given, cut, queue, previous };

  for (guint i = 0; i < 2 * self->n; i++)
    previous[i] = G_MAXUINT;
  visit (&search, 2 * from, 2 * from);
  for (guint i = 0; i < queue->len; i++)
    {
      guint state = g_array_index (queue, guint, i), node = state / 2;
      gboolean is_along = state % 2 == 1;

      if (node == to)
        return trace (&search, state);
      if (!given[node])
        visit_children (&search, node, state);
      if (!is_directed && (is_along ? is_open[node] : !given[node]))
        visit_parents (&search, node, state);
    }
  return NULL;
}

char *
wf_hidden_network_describe (const WfHiddenNetwork *self, const GArray *path)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    {
      guint node = g_array_index (path, guint, i);
      gboolean is_along = FALSE;

      for (guint k = 0; i > 0 && k < self->parents[node]->len; k++)
        is_along =
            is_along || g_array_index (self->parents[node], guint, k) == g_array_index (path, guint, i - 1);
      g_string_append_printf (text, "%s%s", i == 0 ? "" : is_along ? " -> " : " <- ", self->names[node]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
