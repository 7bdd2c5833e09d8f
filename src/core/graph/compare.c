/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/graph/compare.h"
#include "core/graph/graph-private.h"

/* up to three names of a that b lacks, appended to text; returns how many there are */
static gsize
append_lacking (GString *text, WfGraph *a, WfGraph *b)
{
  gsize n = 0;

  for (guint v = 0; v < a->n; v++)
    if (wf_graph_find_node (b, a->names[v]) < 0 && ++n <= 3)
      g_string_append_printf (text, "%s%s", n > 1 ? ", " : "", a->names[v]);
  if (n > 3)
    g_string_append_printf (text, " … (%" G_GSIZE_FORMAT ")", n);
  return n;
}

static gboolean
check_names (WfGraph *truth, WfGraph *estimate, GError **error)
{
  g_autoptr (GString) in_truth = g_string_new (NULL);
  g_autoptr (GString) in_estimate = g_string_new (NULL);
  gsize n_truth = append_lacking (in_truth, truth, estimate);
  gsize n_estimate = append_lacking (in_estimate, estimate, truth);

  if (n_truth + n_estimate == 0)
    return TRUE;
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("The graphs have different nodes. Only in the first: %s. Only in the second: %s. Give both graphs "
         "the same nodes, or compare only those they have in common."),
      n_truth > 0 ? in_truth->str : _ ("none"), n_estimate > 0 ? in_estimate->str : _ ("none"));
  return FALSE;
}

static double
ratio (gsize part, gsize whole)
{
  return whole > 0 ? (double) part / (double) whole : NAN;
}

/* the pair of a and b in the other graph, by name */
static void
find_pair (WfGraph *self, const WfEdge *edge, const guint *nodes, WfMark *mark_a, WfMark *mark_b)
{
  *mark_a = wf_graph_mark (self, nodes[edge->b], nodes[edge->a]);
  *mark_b = wf_graph_mark (self, nodes[edge->a], nodes[edge->b]);
}

static guint *
match_nodes (WfGraph *from, WfGraph *to)
{
  guint *nodes = g_new (guint, from->n + 1);

  for (guint v = 0; v < from->n; v++)
    nodes[v] = (guint) wf_graph_find_node (to, from->names[v]);
  return nodes;
}

static gsize
count_arrows (const WfEdge *edge)
{
  return (edge->mark_a == WF_MARK_ARROW) + (edge->mark_b == WF_MARK_ARROW);
}

/**
 * wf_graph_compare:
 * @truth: the graph to measure against
 * @estimate: the graph to measure
 * @comparison: (out caller-allocates): the counts and ratios
 * @error: return location for an error
 *
 * Compares two graphs whose nodes are matched by name: the structural Hamming distance (Tsamardinos, Brown &
 * Aliferis 2006, with any difference of marks as 1), and precision and recall of adjacencies and of
 * arrowheads. Errors: %WF_ERROR_DATA when the sets of names differ. Cost: nodes + edges of both.
 *
 * Returns: whether the graphs could be compared
 */
gboolean
wf_graph_compare (WfGraph *truth, WfGraph *estimate, WfComparison *comparison, GError **error)
{
  g_autofree guint *nodes = NULL;
  gsize n_common = 0, n_arrows = 0, n_true_arrows = 0, n_common_arrows = 0;

  g_return_val_if_fail (truth != NULL && estimate != NULL && comparison != NULL, FALSE);

  if (!check_names (truth, estimate, error))
    return FALSE;

  *comparison = (WfComparison){ 0 };
  nodes = match_nodes (estimate, truth);
  for (gsize i = 0; i < estimate->n_edges; i++)
    {
      const WfEdge *edge = &estimate->edges[i];
      WfMark mark_a, mark_b;

      find_pair (truth, edge, nodes, &mark_a, &mark_b);
      n_arrows += count_arrows (edge);
      n_common += mark_a != WF_MARK_NONE;
      n_common_arrows += (edge->mark_a == WF_MARK_ARROW && mark_a == WF_MARK_ARROW) +
                         (edge->mark_b == WF_MARK_ARROW && mark_b == WF_MARK_ARROW);
      comparison->reoriented += mark_a != WF_MARK_NONE && (mark_a != edge->mark_a || mark_b != edge->mark_b);
    }
  for (gsize i = 0; i < truth->n_edges; i++)
    n_true_arrows += count_arrows (&truth->edges[i]);

  comparison->extra = estimate->n_edges - n_common;
  comparison->missing = truth->n_edges - n_common;
  comparison->shd = comparison->extra + comparison->missing + comparison->reoriented;
  comparison->adjacency_precision = ratio (n_common, estimate->n_edges);
  comparison->adjacency_recall = ratio (n_common, truth->n_edges);
  comparison->arrowhead_precision = ratio (n_common_arrows, n_arrows);
  comparison->arrowhead_recall = ratio (n_common_arrows, n_true_arrows);
  return TRUE;
}

/**
 * wf_graph_restrict:
 * @self: a graph
 * @other: another one
 * @error: %WF_ERROR_DATA when no node of @self is one of @other
 *
 * The part of a graph that another one can be compared with: the nodes whose names both have, in the order of
 * @self, and the edges between them. What other nodes stand for between two of them is lost: a chain through
 * one becomes no edge.
 *
 * Returns: (transfer full): the part; @self itself when it is all of it
 */
WfGraph *
wf_graph_restrict (WfGraph *self, WfGraph *other, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree guint *places = g_new (guint, self->n + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (guint v = 0; v < self->n; v++)
    {
      places[v] = G_MAXUINT;
      if (wf_graph_find_node (other, self->names[v]) < 0)
        continue;
      places[v] = names->len;
      g_ptr_array_add (names, self->names[v]);
    }
  if (names->len == self->n)
    return wf_graph_ref (self);
  if (names->len == 0)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("The graphs have no node in common: one has “%s”, the other “%s”. Nodes are matched by name"),
          self->names[0], other->n > 0 ? other->names[0] : "");
      return NULL;
    }
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      const WfEdge *edge = &self->edges[i];

      if (places[edge->a] == G_MAXUINT || places[edge->b] == G_MAXUINT)
        continue;
      wf_graph_builder_set_edge (builder, places[edge->a], places[edge->b], edge->mark_a, edge->mark_b);
      wf_graph_builder_set_probability (builder, places[edge->a], places[edge->b], edge->probability);
    }
  return wf_graph_builder_end (builder, self->kind, error);
}
