/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/discovery/discovery.h"

static WfGraphBuilder *
begin (WfGraph *truth, WfGraph *estimate)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint v = 0; v < wf_graph_get_n_nodes (estimate); v++)
    g_ptr_array_add (names, (gpointer) wf_graph_get_name (estimate, v));
  for (guint v = 0; v < wf_graph_get_n_nodes (truth); v++)
    if (wf_graph_find_node (estimate, wf_graph_get_name (truth, v)) < 0)
      g_ptr_array_add (names, (gpointer) wf_graph_get_name (truth, v));
  g_ptr_array_add (names, NULL);
  return wf_graph_builder_new ((const char *const *) names->pdata);
}

/* The place in the union of each node of the truth. */
static guint *
place_nodes (WfGraph *truth, WfGraph *estimate)
{
  gsize n = wf_graph_get_n_nodes (truth);
  guint *places = g_new (guint, n + 1);
  guint next = (guint) wf_graph_get_n_nodes (estimate);

  for (guint v = 0; v < n; v++)
    {
      gssize found = wf_graph_find_node (estimate, wf_graph_get_name (truth, v));

      places[v] = found >= 0 ? (guint) found : next++;
    }
  return places;
}

static WfGraph *
unite (WfGraph *truth, WfGraph *estimate, const guint *places)
{
  g_autoptr (WfGraphBuilder) builder = begin (truth, estimate);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (truth, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    wf_graph_builder_set_edge (builder, places[edges[e].a], places[edges[e].b], edges[e].mark_a,
                               edges[e].mark_b);
  edges = wf_graph_get_edges (estimate, &n_edges);
  for (gsize e = 0; e < n_edges; e++)
    {
      wf_graph_builder_set_edge (builder, edges[e].a, edges[e].b, edges[e].mark_a, edges[e].mark_b);
      wf_graph_builder_set_probability (builder, edges[e].a, edges[e].b, edges[e].probability);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, NULL);
}

/* The nodes of the union in the truth, -1 = none. */
static gssize *
invert (const guint *places, gsize n_truth, gsize n_united)
{
  gssize *nodes = g_new (gssize, n_united + 1);

  for (gsize v = 0; v < n_united; v++)
    nodes[v] = -1;
  for (gsize v = 0; v < n_truth; v++)
    nodes[places[v]] = (gssize) v;
  return nodes;
}

static WfEdgeDifference
get_difference (const WfEdge *edge, WfGraph *truth, WfGraph *estimate, const gssize *in_truth)
{
  gsize n_estimate = wf_graph_get_n_nodes (estimate);
  gssize a = in_truth[edge->a], b = in_truth[edge->b];

  if (edge->b >= n_estimate || !wf_graph_is_adjacent (estimate, edge->a, edge->b))
    return WF_EDGE_MISSING;
  if (a < 0 || b < 0 || !wf_graph_is_adjacent (truth, (guint) a, (guint) b))
    return WF_EDGE_EXTRA;
  return wf_graph_get_mark (truth, (guint) b, (guint) a) == edge->mark_a &&
                 wf_graph_get_mark (truth, (guint) a, (guint) b) == edge->mark_b
             ? WF_EDGE_PLAIN
             : WF_EDGE_REORIENTED;
}

static char *
describe (const gsize *counts)
{
  return g_strdup_printf (
      _ ("Two graphs laid over each other: %zu edges are the same in both, %zu are only in "
         "the first, %zu only in the second, and %zu have other marks."),
      counts[WF_EDGE_PLAIN], counts[WF_EDGE_MISSING], counts[WF_EDGE_EXTRA], counts[WF_EDGE_REORIENTED]);
}

/**
 * wf_comparison_figure:
 * @truth: the graph to measure by
 * @estimate: the graph measured; nodes are matched by name
 *
 * Both graphs laid over each other: the nodes of the estimate in their order, then those that only the truth
 * has; an edge in both has the marks of the estimate.
 *
 * Returns: (transfer full): a figure of a graph whose edges say how they differ
 */
WfFigure *
wf_comparison_figure (WfGraph *truth, WfGraph *estimate)
{
  g_autofree guint *places = NULL;
  g_autofree gssize *in_truth = NULL;
  g_autofree char *alt = NULL;
  g_autoptr (WfGraph) united = NULL;
  g_autoptr (WfFigure) figure = NULL;
  gsize counts[4] = { 0 };
  gsize n_edges;
  const WfEdge *edges;

  g_return_val_if_fail (truth != NULL && estimate != NULL, NULL);

  places = place_nodes (truth, estimate);
  united = unite (truth, estimate, places);
  figure = wf_figure_new_graph (united);
  in_truth = invert (places, wf_graph_get_n_nodes (truth), wf_graph_get_n_nodes (united));
  edges = wf_graph_get_edges (united, &n_edges);
  for (gsize e = 0; e < n_edges; e++)
    {
      WfEdgeDifference difference = get_difference (&edges[e], truth, estimate, in_truth);

      counts[difference]++;
      wf_figure_set_edge_difference (figure, e, difference);
    }
  alt = describe (counts);
  wf_figure_set_alt (figure, alt);
  return g_steal_pointer (&figure);
}
