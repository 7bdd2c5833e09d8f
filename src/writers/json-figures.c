/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/report/figure-chart.h"
#include "core/report/figure-wiring.h"
#include "writers/json-values.h"

static void
add_graph_node (JsonBuilder *builder, WfFigure *figure, guint node)
{
  WfNodeFlags flags = wf_figure_get_node_flags (figure, node);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "node", wf_graph_get_name (wf_figure_get_graph (figure), node));
  wf_json_set_boolean (builder, "set", (flags & WF_NODE_SET) != 0);
  wf_json_set_boolean (builder, "affected", (flags & WF_NODE_AFFECTED) != 0);
  wf_json_set_boolean (builder, "latent", (flags & WF_NODE_LATENT) != 0);
  wf_json_set_boolean (builder, "weak", (flags & WF_NODE_WEAK) != 0);
  wf_json_set_string (builder, "value", wf_figure_get_node_value (figure, node));
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
        wf_json_set_string (builder, "a", wf_graph_get_name (graph, edges[i].a));
        wf_json_set_string (builder, "b", wf_graph_get_name (graph, edges[i].b));
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

/* Of the edges that differ between two graphs. */
static void
add_differences (JsonBuilder *builder, WfFigure *figure)
{
  static const char *const words[] = { NULL, "missing", "extra", "reoriented" };
  WfGraph *graph = wf_figure_get_graph (figure);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  json_builder_set_member_name (builder, "differences");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_edges; i++)
    if (wf_figure_get_edge_difference (figure, i) != WF_EDGE_PLAIN)
      {
        json_builder_begin_object (builder);
        wf_json_set_string (builder, "a", wf_graph_get_name (graph, edges[i].a));
        wf_json_set_string (builder, "b", wf_graph_get_name (graph, edges[i].b));
        wf_json_set_string (builder, "difference", words[wf_figure_get_edge_difference (figure, i)]);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
add_graph_figure (JsonBuilder *builder, WfFigure *figure)
{
  WfGraph *graph = wf_figure_get_graph (figure);

  wf_json_set_string (builder, "kind", "graph");
  json_builder_set_member_name (builder, "graph");
  wf_json_add_graph (builder, graph);
  add_marked_edges (builder, figure, "cut", wf_figure_is_edge_cut);
  add_marked_edges (builder, figure, "explained", wf_figure_is_edge_explained);
  add_marked_edges (builder, figure, "chosen", wf_figure_is_edge_chosen);
  add_differences (builder, figure);
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
  wf_json_set_int (builder, "step", step->index);
  wf_json_set_string (builder, "lane", lane);
  wf_json_set_string (builder, "kind", step->kind);
  wf_json_set_string (builder, "words", step->words);
  wf_json_set_number (builder, "blame", step->blame);
  if (step->suspect > 0)
    wf_json_set_int (builder, "suspect", step->suspect);
  wf_json_set_boolean (builder, "on_path", step->is_on_path);
  wf_json_set_boolean (builder, "repaired", step->is_repaired);
  if (!isnan (step->deficiency))
    {
      wf_json_set_number (builder, "deficiency", step->deficiency);
      wf_json_set_number (builder, "deficiency_before", step->before);
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
      wf_json_set_int (builder, "from", from);
      wf_json_set_int (builder, "to", to);
      wf_json_set_number (builder, "weight", weight);
      wf_json_set_boolean (builder, "on_path", is_on_path);
      if (wf_figure_get_kind (figure) == WF_FIGURE_NETWORK && wf_figure_get_link_text (figure, i) != NULL)
        wf_json_set_string (builder, "text", wf_figure_get_link_text (figure, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_timeline (JsonBuilder *builder, WfFigure *figure)
{
  const char *const *lanes = wf_figure_get_lanes (figure);

  wf_json_set_string (builder, "kind", "timeline");
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
  wf_json_set_string (builder, "outcome", wf_figure_get_outcome (figure));
}

static void
add_network (JsonBuilder *builder, WfFigure *figure)
{
  wf_json_set_string (builder, "kind", "network");
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_network_nodes (figure); i++)
    {
      const WfNetworkNode *node = wf_figure_get_network_node (figure, i);

      json_builder_begin_object (builder);
      wf_json_set_string (builder, "name", node->name);
      wf_json_set_string (builder, "caption", node->caption);
      wf_json_set_number (builder, "share", node->share);
      wf_json_set_number (builder, "before", node->before);
      if (node->suspect > 0)
        wf_json_set_int (builder, "suspect", node->suspect);
      wf_json_set_boolean (builder, "emphasised", node->is_emphasised);
      wf_json_set_boolean (builder, "repaired", node->is_repaired);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_links (builder, figure);
}

static const char *
get_region_word (WfWiringRegion region)
{
  return region == WF_WIRING_REGION_G ? "g" : region == WF_WIRING_REGION_F ? "f" : NULL;
}

static void
add_wiring_box (JsonBuilder *builder, const WfWiringBox *box)
{
  static const char *const kinds[] = { "box", "state", "uniform", "discard", "cut" };

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "kind", kinds[box->kind]);
  wf_json_set_string (builder, "name", box->name);
  wf_json_set_int (builder, "inputs", box->n_inputs);
  wf_json_set_int (builder, "outputs", box->n_outputs);
  wf_json_set_string (builder, "region", get_region_word (box->region));
  json_builder_end_object (builder);
}

/* a box by its place, or null at the boundary, and the port */
static void
add_wiring_end (JsonBuilder *builder, const WfWiringEnd *end)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "box");
  if (end->box >= 0)
    json_builder_add_int_value (builder, end->box);
  else
    json_builder_add_null_value (builder);
  wf_json_set_int (builder, "port", end->port);
  json_builder_end_object (builder);
}

static void
add_wiring_wire (JsonBuilder *builder, const WfWiringWire *wire)
{
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "object", wire->label);
  wf_json_set_boolean (builder, "hidden", wire->is_hidden);
  wf_json_set_string (builder, "region", get_region_word (wire->region));
  json_builder_set_member_name (builder, "from");
  add_wiring_end (builder, &wire->source);
  json_builder_set_member_name (builder, "to");
  json_builder_begin_array (builder);
  for (gsize t = 0; t < wire->n_targets; t++)
    add_wiring_end (builder, &wire->targets[t]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_wiring (JsonBuilder *builder, WfFigure *figure)
{
  wf_json_set_string (builder, "kind", "wiring");
  json_builder_set_member_name (builder, "boxes");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (figure); i++)
    add_wiring_box (builder, wf_figure_get_wiring_box (figure, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "wires");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_wiring_wires (figure); i++)
    add_wiring_wire (builder, wf_figure_get_wiring_wire (figure, i));
  json_builder_end_array (builder);
}

/* An end that isn't a number is one that the interval doesn't have. */
static void
add_interval (JsonBuilder *builder, WfFigure *figure, gsize i)
{
  double low, high;

  if (!wf_figure_get_bar_interval (figure, i, &low, &high))
    return;
  json_builder_set_member_name (builder, "interval");
  json_builder_begin_object (builder);
  wf_json_set_number (builder, "low", low);
  wf_json_set_number (builder, "high", high);
  json_builder_end_object (builder);
}

static void
add_numbers (JsonBuilder *builder, const char *name, const double *numbers, gsize n)
{
  if (numbers == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    if (isfinite (numbers[i]))
      json_builder_add_double_value (builder, numbers[i]);
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
}

static void
add_curve (JsonBuilder *builder, const WfCurveRow *curve)
{
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "label", curve->label);
  wf_json_set_string (builder, "text", curve->text);
  add_numbers (builder, "x", curve->x, curve->n);
  add_numbers (builder, "y", curve->y, curve->n);
  add_numbers (builder, "low", curve->low, curve->n);
  add_numbers (builder, "high", curve->high, curve->n);
  json_builder_end_object (builder);
}

/* A variable with its shares, in the order of the variables. */
static void
add_heat_row (JsonBuilder *builder, WfFigure *figure, gsize row)
{
  gsize n = wf_figure_get_n_rows (figure);
  g_autofree double *shares = g_new (double, n);

  for (gsize column = 0; column < n; column++)
    shares[column] = wf_figure_get_heat_cell (figure, row, column);
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "from", wf_figure_get_heat_names (figure)[row]);
  add_numbers (builder, "shares", shares, n);
  json_builder_end_object (builder);
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
      wf_json_set_string (builder, "label", label);
      if (wf_figure_get_chart_kind (figure) == WF_CHART_DUMBBELL ||
          wf_figure_get_chart_kind (figure) == WF_CHART_CALIBRATION)
        wf_json_set_number (builder, "from", from);
      wf_json_set_number (builder, "value", value);
      add_interval (builder, figure, i);
      wf_json_set_string (builder, "text", text);
    }
  json_builder_end_object (builder);
}

static void
add_chart (JsonBuilder *builder, WfFigure *figure)
{
  static const char *const kinds[] = { "bars",        "dumbbell", "histogram", "forest",
                                       "calibration", "heat",     "curves" };
  WfChartKind kind = wf_figure_get_chart_kind (figure);
  double low, high;

  wf_figure_get_chart_range (figure, &low, &high);
  wf_json_set_string (builder, "kind", kinds[kind]);
  wf_json_set_string (builder, "axis", wf_figure_get_chart_axis (figure));
  if (kind == WF_CHART_CURVES)
    wf_json_set_boolean (builder, "dates", wf_figure_has_chart_dates (figure));
  wf_json_set_number (builder, "low", low);
  wf_json_set_number (builder, "high", high);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_figure_get_n_rows (figure); i++)
    if (kind == WF_CHART_HEAT)
      add_heat_row (builder, figure, i);
    else if (kind == WF_CHART_CURVES)
      add_curve (builder, wf_figure_get_curve (figure, i));
    else
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
      case WF_FIGURE_WIRING:
        add_wiring (builder, figure);
        break;
      case WF_FIGURE_CHART:
      default:
        add_chart (builder, figure);
        break;
    }
  wf_json_set_string (builder, "alt", wf_figure_get_alt (figure));
  json_builder_end_object (builder);
}
