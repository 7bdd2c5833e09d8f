/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a format has no place for. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/formats/formats.h"

static WfGraphParts
list_parts (WfGraph *graph)
{
  WfGraphParts parts = WF_GRAPH_PART_KIND;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  double x, y;

  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      if (wf_graph_get_position (graph, v, &x, &y))
        parts |= WF_GRAPH_PART_POSITIONS;
      if (wf_graph_is_latent (graph, v))
        parts |= WF_GRAPH_PART_LATENT;
      if (wf_graph_get_roles (graph, v) != WF_ROLE_NONE)
        parts |= WF_GRAPH_PART_ROLES;
    }
  for (gsize i = 0; i < n_edges; i++)
    {
      if (!isnan (edges[i].probability))
        parts |= WF_GRAPH_PART_PROBABILITIES;
      if (!isnan (wf_graph_get_coefficient (graph, edges[i].a, edges[i].b)))
        parts |= WF_GRAPH_PART_COEFFICIENTS;
    }
  return parts;
}

/**
 * wf_format_list_lost_parts: (skip)
 * @format: a format that graphs are written in
 * @graph: a graph
 *
 * Returns: the parts that @graph has and @format has no place for. The kind isn't among them when the marks
 * alone say it.
 */
WfGraphParts
wf_format_list_lost_parts (const WfFormat *format, WfGraph *graph)
{
  WfGraphParts lost = list_parts (graph) & format->graph_loses;
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) guessed = NULL;

  if (!(lost & WF_GRAPH_PART_KIND))
    return lost;
  builder = wf_graph_builder_new_copy (graph);
  guessed = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, NULL);
  if (guessed != NULL && wf_graph_get_kind (guessed) == wf_graph_get_kind (graph))
    lost &= ~WF_GRAPH_PART_KIND;
  return lost;
}

/**
 * wf_graph_parts_to_text:
 * @parts: parts of a graph
 *
 * Returns: (transfer full): their names for people, "positions, roles"; "" for none
 */
char *
wf_graph_parts_to_text (WfGraphParts parts)
{
  static const struct
  {
    WfGraphParts part;
    const char *name;
  } names[] = {
    /* Translators: in a list of what a file format doesn’t keep of a graph */
    { WF_GRAPH_PART_KIND, N_ ("the kind of graph") },
    { WF_GRAPH_PART_POSITIONS, N_ ("positions") },
    { WF_GRAPH_PART_LATENT, N_ ("which variables are hidden") },
    { WF_GRAPH_PART_ROLES, N_ ("roles of variables") },
    { WF_GRAPH_PART_PROBABILITIES, N_ ("probabilities of edges") },
    { WF_GRAPH_PART_COEFFICIENTS, N_ ("coefficients of edges") },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (parts & names[i].part)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (names[i].name));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
