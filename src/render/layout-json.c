/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A layout as a value in JSON: {"engine": "dot", "nodes": {"a": [x, y]}, "edges": [[x0, y0, ...], ...]} */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "render/layout-private.h"
#include "render/picture.h"

static const char *const engines[] = { "dot", "sfdp", "grid", "given", NULL };

static JsonArray *
numbers_to_json (const double *numbers, gsize n)
{
  JsonArray *array = json_array_sized_new ((guint) n);

  for (gsize i = 0; i < n; i++)
    json_array_add_double_element (array, numbers[i]);
  return array;
}

/**
 * wf_layout_to_json:
 * @self: a layout
 * @graph: the graph it is of
 *
 * Returns: (transfer full): an object that wf_layout_from_json() reads back equal
 */
JsonNode *
wf_layout_to_json (WfLayout *self, WfGraph *graph)
{
  JsonObject *object, *nodes;
  JsonArray *edges;
  JsonNode *node;

  g_return_val_if_fail (self != NULL && graph != NULL, NULL);
  g_return_val_if_fail (wf_layout_get_n_edges (self) == wf_graph_get_n_edges (graph), NULL);

  object = json_object_new ();
  nodes = json_object_new ();
  edges = json_array_new ();
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      double xy[2];

      wf_layout_get_node (self, v, &xy[0], &xy[1]);
      json_object_set_array_member (nodes, wf_graph_get_name (graph, v), numbers_to_json (xy, 2));
    }
  for (gsize e = 0; e < wf_layout_get_n_edges (self); e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (self, e, &n_points);

      json_array_add_array_element (edges, numbers_to_json (points, 2 * n_points));
    }
  json_object_set_string_member (object, "engine", wf_layout_get_engine (self));
  json_object_set_object_member (object, "nodes", nodes);
  json_object_set_array_member (object, "edges", edges);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/* a number that a picture can have */
static gboolean
take_coordinate (JsonArray *array, guint i, const WfJsonPlace *place, double *value, GError **error)
{
  if (!wf_json_take_number (array, i, place, value, error))
    return FALSE;
  if (fabs (*value) <= 1e7)
    return TRUE;
  return wf_json_fail (place, error, _ ("a place within 10 million points is expected"));
}

static gboolean
read_nodes (WfSketch *sketch, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "nodes");
  JsonObject *nodes;

  if (!wf_json_read_object (object, "nodes", place, &nodes, error))
    return FALSE;
  for (guint v = 0; v < sketch->n_nodes; v++)
    {
      const char *name = wf_graph_get_name (sketch->graph, v);
      WfJsonPlace there = WF_JSON_MEMBER (&here, name);
      JsonArray *xy;

      if (!wf_json_read_array (nodes, name, &here, &xy, error) ||
          !take_coordinate (xy, 0, &there, &sketch->xy[2 * v], error) ||
          !take_coordinate (xy, 1, &there, &sketch->xy[2 * v + 1], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_curve (GArray *curve, JsonArray *points, const WfJsonPlace *place, GError **error)
{
  guint n = json_array_get_length (points);

  if (n % 2 != 0 || n / 2 < 4 || (n / 2) % 3 != 1)
    return wf_json_fail (place, error, _ ("a curve has 1 + 3k points, x and y of each"));
  for (guint i = 0; i < n; i++)
    {
      double value;

      if (!take_coordinate (points, i, place, &value, error))
        return FALSE;
      g_array_append_val (curve, value);
    }
  return TRUE;
}

static gboolean
read_edges (WfSketch *sketch, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "edges");
  JsonArray *edges, *points;

  if (!wf_json_read_array (object, "edges", place, &edges, error))
    return FALSE;
  if (json_array_get_length (edges) != sketch->n_edges)
    return wf_json_fail (&here, error, _ ("one curve is expected for every edge of the graph"));
  for (guint e = 0; e < sketch->n_edges; e++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, e);

      if (!wf_json_take_array (edges, e, &here, &points, error) ||
          !read_curve (sketch->curves[e], points, &there, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * wf_layout_from_json:
 * @object: as wf_layout_to_json() writes it; without “edges” they become soft curves
 * @graph: the graph it is of
 * @place: of @object
 * @error: return location
 *
 * Returns: (transfer full): the layout, its nodes of the size of a card, or %NULL with %WF_ERROR_PARSE that
 *   names the member
 */
WfLayout *
wf_layout_from_json (JsonObject *object, WfGraph *graph, const WfJsonPlace *place, GError **error)
{
  g_autofree double *widths = NULL;
  g_autofree double *heights = NULL;
  g_autoptr (WfSketch) sketch = NULL;
  const char *engine = "given";
  gsize n;

  g_return_val_if_fail (object != NULL && graph != NULL && place != NULL, NULL);

  n = wf_graph_get_n_nodes (graph);
  widths = g_new (double, n + 1);
  heights = g_new (double, n + 1);
  for (gsize v = 0; v <= n; v++)
    wf_card_get_size (WF_DETAIL_CARD, &widths[v], &heights[v]);
  sketch = wf_sketch_new (graph, widths, heights);
  if (!read_nodes (sketch, object, place, error))
    return NULL;
  if (wf_json_has (object, "engine") && !wf_json_read_string (object, "engine", place, &engine, error))
    return NULL;
  if (!g_strv_contains (engines, engine))
    engine = "given";
  if (wf_json_has (object, "edges"))
    {
      if (!read_edges (sketch, object, place, error))
        return NULL;
    }
  else
    {
      wf_sketch_draw_curves (sketch);
      wf_sketch_fan_ends (sketch);
    }
  return wf_sketch_to_layout (sketch, engine, NULL);
}
