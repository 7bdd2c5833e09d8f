/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "writers/json-values.h"

static void
add_string_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value); /* null for NULL */
}

static void
add_number_member (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  wf_json_add_number (builder, value);
}

static void
add_boolean_member (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_index_member (JsonBuilder *builder, const char *name, gsize value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) value);
}

static void
add_graph_node (JsonBuilder *builder, WfFigure *figure, guint node)
{
  WfNodeFlags flags = wf_figure_get_node_flags (figure, node);

  json_builder_begin_object (builder);
  add_string_member (builder, "node", wf_graph_get_name (wf_figure_get_graph (figure), node));
  add_boolean_member (builder, "set", (flags & WF_NODE_SET) != 0);
  add_boolean_member (builder, "affected", (flags & WF_NODE_AFFECTED) != 0);
  add_boolean_member (builder, "latent", (flags & WF_NODE_LATENT) != 0);
  add_string_member (builder, "value", wf_figure_get_node_value (figure, node));
  json_builder_set_member_name (builder, "before");
  wf_json_add_marginal (builder, wf_figure_get_node_before (figure, node));
  json_builder_set_member_name (builder, "after");
  wf_json_add_marginal (builder, wf_figure_get_node_after (figure, node));
  json_builder_end_object (builder);
}

static void
add_marked_edges (JsonBuilder *builder,
                  WfFigure *figure,
                  const char *name,
                  gboolean (*is_marked) (WfFigure *self, gsize edge))
{
  WfGraph *graph = wf_figure_get_graph (figure);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_edges; i++)
    if (is_marked (figure, i))
      {
        json_builder_begin_object (builder);
        add_string_member (builder, "a", wf_graph_get_name (graph, edges[i].a));
        add_string_member (builder, "b", wf_graph_get_name (graph, edges[i].b));
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
add_graph_figure (JsonBuilder *builder, WfFigure *figure)
{
  WfGraph *graph = wf_figure_get_graph (figure);

  add_string_member (builder, "kind", "graph");
  json_builder_set_member_name (builder, "graph");
  wf_json_add_graph (builder, graph);
  add_marked_edges (builder, figure, "cut", wf_figure_is_edge_cut);
  add_marked_edges (builder, figure, "explained", wf_figure_is_edge_explained);
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    add_graph_node (builder, figure, i);
  json_builder_end_array (builder);
}

static void
add_step (JsonBuilder *builder, const WfTimelineStep *step, const char *lane)
{
  json_builder_begin_object (builder);
  add_index_member (builder, "step", step->index);
  add_string_member (builder, "lane", lane);
  add_string_member (builder, "kind", step->kind);
  add_string_member (builder, "words", step->words);
  add_number_member (builder, "blame", step->blame);
  if (step->suspect > 0)
    add_index_member (builder, "suspect", step->suspect);
  add_boolean_member (builder, "on_path", step->is_on_path);
  add_boolean_member (builder, "repaired", step->is_repaired);
  if (!isnan (step->deficiency))
    {
      add_number_member (builder, "deficiency", step->deficiency);
      add_number_member (builder, "deficiency_before", step->before);
    }
  json_builder_end_object (builder);
}

static void
add_links (JsonBuilder *builder, WfFigure *figure)
{
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_links (figure); i++)
    {
      guint from, to;
      double weight;
      gboolean is_on_path;

      wf_figure_get_link (figure, i, &from, &to, &weight, &is_on_path);
      json_builder_begin_object (builder);
      add_index_member (builder, "from", from);
      add_index_member (builder, "to", to);
      add_number_member (builder, "weight", weight);
      add_boolean_member (builder, "on_path", is_on_path);
      if (wf_figure_get_kind (figure) == WF_FIGURE_NETWORK && wf_figure_get_link_text (figure, i) != NULL)
        add_string_member (builder, "text", wf_figure_get_link_text (figure, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_timeline (JsonBuilder *builder, WfFigure *figure)
{
  const char *const *lanes = wf_figure_get_lanes (figure);

  add_string_member (builder, "kind", "timeline");
  json_builder_set_member_name (builder, "lanes");
  wf_json_add_strings (builder, lanes);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_steps (figure); i++)
    {
      const WfTimelineStep *step = wf_figure_get_step (figure, i);

      add_step (builder, step, lanes[step->lane]);
    }
  json_builder_end_array (builder);
  add_links (builder, figure);
  add_string_member (builder, "outcome", wf_figure_get_outcome (figure));
}

static void
add_network (JsonBuilder *builder, WfFigure *figure)
{
  add_string_member (builder, "kind", "network");
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_network_nodes (figure); i++)
    {
      const WfNetworkNode *node = wf_figure_get_network_node (figure, i);

      json_builder_begin_object (builder);
      add_string_member (builder, "name", node->name);
      add_string_member (builder, "caption", node->caption);
      add_number_member (builder, "share", node->share);
      add_number_member (builder, "before", node->before);
      if (node->suspect > 0)
        add_index_member (builder, "suspect", node->suspect);
      add_boolean_member (builder, "emphasised", node->is_emphasised);
      add_boolean_member (builder, "repaired", node->is_repaired);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_links (builder, figure);
}

static void
add_chart_row (JsonBuilder *builder, WfFigure *figure, gsize i)
{
  json_builder_begin_object (builder);
  if (wf_figure_get_chart_kind (figure) == WF_CHART_HISTOGRAM)
    {
      json_builder_set_member_name (builder, "before");
      wf_json_add_marginal (builder, wf_figure_get_histogram_before (figure, i));
      json_builder_set_member_name (builder, "after");
      wf_json_add_marginal (builder, wf_figure_get_histogram_after (figure, i));
    }
  else
    {
      const char *label, *text;
      double from, value;
      gboolean is_emphasised;

      wf_figure_get_bar (figure, i, &label, &from, &value, &text, &is_emphasised);
      add_string_member (builder, "label", label);
      if (wf_figure_get_chart_kind (figure) == WF_CHART_DUMBBELL)
        add_number_member (builder, "from", from);
      add_number_member (builder, "value", value);
      add_string_member (builder, "text", text);
    }
  json_builder_end_object (builder);
}

static void
add_chart (JsonBuilder *builder, WfFigure *figure)
{
  static const char *const kinds[] = { "bars", "dumbbell", "histogram" };
  double low, high;

  wf_figure_get_chart_range (figure, &low, &high);
  add_string_member (builder, "kind", kinds[wf_figure_get_chart_kind (figure)]);
  add_number_member (builder, "low", low);
  add_number_member (builder, "high", high);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_rows (figure); i++)
    add_chart_row (builder, figure, i);
  json_builder_end_array (builder);
}

void
wf_json_add_figure (JsonBuilder *builder, WfFigure *figure)
{
  json_builder_begin_object (builder);
  switch (wf_figure_get_kind (figure))
    {
      case WF_FIGURE_GRAPH:
        add_graph_figure (builder, figure);
        break;
      case WF_FIGURE_TIMELINE:
        add_timeline (builder, figure);
        break;
      case WF_FIGURE_NETWORK:
        add_network (builder, figure);
        break;
      case WF_FIGURE_CHART:
      default:
        add_chart (builder, figure);
        break;
    }
  add_string_member (builder, "alt", wf_figure_get_alt (figure));
  json_builder_end_object (builder);
}
