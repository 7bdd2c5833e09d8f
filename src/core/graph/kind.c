/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/graph/graph-private.h"

/* which sorts of edge occur */
enum
{
  HAS_DIRECTED = 1 << 0,
  HAS_UNDIRECTED = 1 << 1,
  HAS_BIDIRECTED = 1 << 2,
  HAS_CIRCLE = 1 << 3,
};

static guint
edge_sort (const WfEdge *edge)
{
  if (edge->mark_a == WF_MARK_CIRCLE || edge->mark_b == WF_MARK_CIRCLE)
    return HAS_CIRCLE;
  if (edge->mark_a != edge->mark_b)
    return HAS_DIRECTED;
  return edge->mark_a == WF_MARK_TAIL ? HAS_UNDIRECTED : HAS_BIDIRECTED;
}

static guint
allowed_sorts (WfGraphKind kind)
{
  switch (kind)
    {
      case WF_GRAPH_DAG:
        return HAS_DIRECTED;
      case WF_GRAPH_CPDAG:
        return HAS_DIRECTED | HAS_UNDIRECTED;
      case WF_GRAPH_ADMG:
        return HAS_DIRECTED | HAS_BIDIRECTED;
      case WF_GRAPH_MAG:
        return HAS_DIRECTED | HAS_UNDIRECTED | HAS_BIDIRECTED;
      case WF_GRAPH_PAG:
      case WF_GRAPH_UNKNOWN:
      default:
        return HAS_DIRECTED | HAS_UNDIRECTED | HAS_BIDIRECTED | HAS_CIRCLE;
    }
}

char *
wf_graph_edge_to_text (WfGraph *self, const WfEdge *edge)
{
  return g_strdup_printf ("%s %s %s", self->names[edge->a], wf_marks_to_text (edge->mark_a, edge->mark_b),
                          self->names[edge->b]);
}

char *
wf_graph_cycle_to_text (WfGraph *self, const guint *cycle, gsize n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (n <= 8 || i < 6)
      g_string_append_printf (text, "%s → ", self->names[cycle[i]]);
    else if (i == n - 1)
      g_string_append (text, "… → ");
  g_string_append (text, self->names[cycle[0]]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* TRUE when an end of a bidirected edge is an ancestor of the other; *edge is that edge */
static gboolean
find_almost_cycle (WfGraph *self, const WfEdge **edge)
{
  for (gsize i = 0; i < self->n_edges; i++)
    {
      const WfEdge *e = &self->edges[i];
      guint ends[] = { e->a, e->b };

      if (edge_sort (e) != HAS_BIDIRECTED)
        continue;
      for (guint k = 0; k < 2; k++)
        {
          gsize n;
          g_autofree guint *below = wf_graph_list_descendants (self, ends[k], &n);

          for (gsize j = 0; j < n; j++)
            if (below[j] == ends[1 - k])
              {
                *edge = e;
                return TRUE;
              }
        }
    }
  return FALSE;
}

static WfGraphKind
pick_kind (WfGraph *self, guint sorts)
{
  const WfEdge *edge;
  gsize n;
  g_autofree guint *cycle = wf_graph_find_cycle (self, &n);

  if (sorts & HAS_CIRCLE)
    return WF_GRAPH_PAG;
  if (cycle != NULL)
    return WF_GRAPH_UNKNOWN;
  if (!(sorts & (HAS_UNDIRECTED | HAS_BIDIRECTED)))
    return WF_GRAPH_DAG;
  if (!(sorts & HAS_BIDIRECTED))
    return WF_GRAPH_CPDAG;
  if (!(sorts & HAS_UNDIRECTED))
    return WF_GRAPH_ADMG;
  return find_almost_cycle (self, &edge) ? WF_GRAPH_UNKNOWN : WF_GRAPH_MAG;
}

static gboolean
check_marks (WfGraph *self, GError **error)
{
  for (gsize i = 0; i < self->n_edges; i++)
    if (!(edge_sort (&self->edges[i]) & allowed_sorts (self->kind)))
      {
        g_autofree char *edge = wf_graph_edge_to_text (self, &self->edges[i]);
        g_autofree char *kind = g_ascii_strup (wf_graph_kind_to_text (self->kind), -1);

        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("The edge %s can’t be part of a %s. Change the edge or the kind of the graph."), edge,
                     kind);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_cycles (WfGraph *self, GError **error)
{
  const WfEdge *edge = NULL;
  gsize n;
  g_autofree guint *cycle = wf_graph_find_cycle (self, &n);

  if (cycle != NULL)
    {
      g_autofree char *text = wf_graph_cycle_to_text (self, cycle, n);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The graph has a directed cycle: %s. Remove or turn one of its edges."), text);
      return FALSE;
    }
  if (self->kind == WF_GRAPH_MAG && find_almost_cycle (self, &edge))
    {
      g_autofree char *text = wf_graph_edge_to_text (self, edge);

      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("The graph isn’t ancestral: %s, and one of the two causes the other. Remove one of the edges "
             "or read the graph as an ADMG."),
          text);
      return FALSE;
    }
  return TRUE;
}

gboolean
wf_graph_check_kind (WfGraph *self, GError **error)
{
  guint sorts = 0;

  if (self->kind == WF_GRAPH_UNKNOWN)
    {
      for (gsize i = 0; i < self->n_edges; i++)
        sorts |= edge_sort (&self->edges[i]);
      self->kind = pick_kind (self, sorts);
      return TRUE;
    }
  if (!check_marks (self, error))
    return FALSE;
  return self->kind == WF_GRAPH_CPDAG || self->kind == WF_GRAPH_PAG || check_cycles (self, error);
}
