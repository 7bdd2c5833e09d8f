/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/graph/bits-private.h"
#include "core/graph/graph-private.h"

static gboolean
is_undirected (WfGraph *self, guint a, guint b)
{
  return wf_graph_mark (self, a, b) == WF_MARK_TAIL && wf_graph_mark (self, b, a) == WF_MARK_TAIL;
}

/* no arrow leaves x, and each neighbour by — is adjacent to all other neighbours, among the nodes that are
 * left */
static gboolean
is_sink (WfGraph *self, const gboolean *is_gone, guint x)
{
  for (gsize i = self->starts[x]; i < self->starts[x + 1]; i++)
    {
      guint v = self->neighbours[i];

      if (is_gone[v])
        continue;
      if (wf_graph_has_arrow (self, x, v))
        return FALSE;
      for (gsize k = self->starts[x]; is_undirected (self, x, v) && k < self->starts[x + 1]; k++)
        {
          guint w = self->neighbours[k];

          if (!is_gone[w] && w != v && wf_graph_mark (self, v, w) == WF_MARK_NONE)
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
take_highest (WfBits *candidates, guint *node)
{
  for (gsize i = candidates->n_words; i-- > 0;)
    if (candidates->words[i] != 0)
      {
        *node = (guint) (i * 64 + 63 - (gsize) __builtin_clzll (candidates->words[i]));
        wf_bits_unset (candidates, 0, *node);
        return TRUE;
      }
  return FALSE;
}

/* directs every edge; returns how many nodes could be taken away: all when there is an extension */
static gsize
remove_sinks (WfGraph *self, WfGraphBuilder *builder, gboolean *is_gone)
{
  g_auto (WfBits) candidates = { 0 };
  gsize n_gone = 0;
  guint x;

  wf_bits_init (&candidates, 1, self->n);
  for (guint v = 0; v < self->n; v++)
    wf_bits_set (&candidates, 0, v);

  /* a node that is no sink stays none until a neighbour goes */
  while (take_highest (&candidates, &x))
    {
      if (!is_sink (self, is_gone, x))
        continue;
      is_gone[x] = TRUE;
      n_gone++;
      for (gsize i = self->starts[x]; i < self->starts[x + 1]; i++)
        {
          guint v = self->neighbours[i];

          if (is_gone[v])
            continue;
          wf_bits_set (&candidates, 0, v);
          if (is_undirected (self, x, v))
            wf_graph_builder_add_arrow (builder, v, x);
        }
    }
  return n_gone;
}

static gboolean
check_marks (WfGraph *self, GError **error)
{
  for (gsize i = 0; i < self->n_edges; i++)
    {
      const WfEdge *edge = &self->edges[i];

      if (edge->mark_a != WF_MARK_CIRCLE && edge->mark_b != WF_MARK_CIRCLE &&
          (edge->mark_a == WF_MARK_TAIL || edge->mark_b == WF_MARK_TAIL))
        continue;

      g_autofree char *text = wf_graph_edge_to_text (self, edge);
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("The edge %s can’t be part of a DAG. Direct it or remove it; only → and — can be extended."),
          text);
      return FALSE;
    }
  return TRUE;
}

static void
set_no_extension (WfGraph *self, const gboolean *is_gone, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  gsize n = 0, n_cycle;
  g_autofree guint *cycle = wf_graph_find_cycle (self, &n_cycle);

  if (cycle != NULL)
    {
      g_autofree char *text = wf_graph_cycle_to_text (self, cycle, n_cycle);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The graph has a directed cycle: %s. Remove or turn one of its edges."), text);
      return;
    }
  for (guint v = 0; v < self->n; v++)
    if (!is_gone[v] && ++n <= 3)
      g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", self->names[v]);
  if (n > 3)
    g_string_append (names, ", …");
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("No DAG fits this graph: the edges between %s can’t all be directed without a cycle or a new "
         "collider. Direct some of them yourself."),
      names->str);
}

/* the edges that stay undirected when everything that follows from the others is directed */
static guint *
list_choices (WfGraph *self, gsize *n_chosen)
{
  g_autoptr (WfGraphBuilder) closed = wf_graph_builder_new_copy (self);
  g_autofree guint *chosen = g_new (guint, self->n_edges + 1);
  gsize n = 0;

  wf_graph_builder_apply_meek (closed);
  for (guint i = 0; i < self->n_edges; i++)
    if (wf_graph_builder_get_mark (closed, self->edges[i].a, self->edges[i].b) == WF_MARK_TAIL &&
        wf_graph_builder_get_mark (closed, self->edges[i].b, self->edges[i].a) == WF_MARK_TAIL)
      chosen[n++] = i;
  *n_chosen = n;
  return g_steal_pointer (&chosen);
}

/**
 * wf_graph_to_dag:
 * @self: a graph with → and — only
 * @chosen: (out) (optional) (transfer full) (array length=n_chosen): indices into wf_graph_get_edges() of
 * @self of the edges that could as well point the other way
 * @n_chosen: (out) (optional): how many
 * @error: return location for an error
 *
 * Directs the undirected edges so that neither a cycle nor a new unshielded collider comes about (Dor & Tarsi
 * 1992). Where there is a choice the arrow goes from the lower to the higher index if it can. A DAG returns
 * itself, with nothing chosen.
 *
 * Errors: %WF_ERROR_DATA when there is no such DAG (the message names nodes that stand in the way) or another
 * mark occurs. Cost: about edges x degree².
 *
 * Returns: (transfer full): the DAG, with the positions and probabilities of @self
 */
WfGraph *
wf_graph_to_dag (WfGraph *self, guint **chosen, gsize *n_chosen, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autofree gboolean *is_gone = NULL;
  g_autoptr (WfGraph) dag = NULL;
  gsize n = 0;

  g_return_val_if_fail (self != NULL && (chosen == NULL) == (n_chosen == NULL), NULL);

  if (self->kind == WF_GRAPH_DAG)
    dag = wf_graph_ref (self);
  else
    {
      if (!check_marks (self, error))
        return NULL;
      builder = wf_graph_builder_new_copy (self);
      is_gone = g_new0 (gboolean, self->n);
      if (remove_sinks (self, builder, is_gone) < self->n)
        {
          set_no_extension (self, is_gone, error);
          return NULL;
        }
      dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, error);
      if (dag == NULL)
        return NULL;
    }

  if (chosen != NULL)
    {
      *chosen = list_choices (self, &n);
      *n_chosen = n;
    }
  return g_steal_pointer (&dag);
}
