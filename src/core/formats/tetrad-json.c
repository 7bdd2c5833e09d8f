/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A graph as Tetrad saves it in JSON: nodes, and under "edgesSet" edges with their two ends and the
 * frequencies of a bootstrap. Ends are texts ("ARROW"), in older versions objects with an ordinal. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/json-place.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/json-file-private.h"

static const char *const ends[] = { "TAIL", "ARROW", "CIRCLE" };

static JsonObject *
get_object (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static double
get_number (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  GType type =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (node) : NAN;
}

/* Tetrad's own order: measured, latent, error ... */
static gboolean
is_latent (JsonObject *node)
{
  JsonObject *type = wf_json_get_object (node, "nodeType");
  const char *name = wf_json_get_string (node, "nodeType");

  return type != NULL ? get_number (type, "ordinal") == 1
                      : name != NULL && g_ascii_strcasecmp (name, "latent") == 0;
}

static gboolean
read_nodes (WfDraft *draft, JsonArray *nodes, const WfJsonPlace *place, GError **error)
{
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      WfJsonPlace here = WF_JSON_ELEMENT (place, i);
      JsonObject *object = get_object (nodes, i);
      const char *name = object != NULL ? wf_json_get_string (object, "name") : NULL;
      double x, y;
      guint node;

      if (name == NULL)
        return wf_json_fail (&here, error, _ ("this node lacks its “name”"));
      if (wf_draft_find_node (draft, name) >= 0)
        return wf_json_fail (&here, error, _ ("this repeats the name “%s”; rename one of the two"), name);
      if (!wf_draft_add_node (draft, name, draft->text->start, &node, error))
        return FALSE;
      if (is_latent (object))
        wf_draft_set_latent (draft, node);
      x = get_number (object, "centerX");
      y = get_number (object, "centerY");
      /* nodes that have no place stand at -1, -1 */
      if (isfinite (x) && isfinite (y) && (x != -1 || y != -1))
        wf_draft_set_position (draft, node, x, y);
    }
  return TRUE;
}

static gboolean
find_end (WfDraft *draft,
          JsonObject *edge,
          const char *member,
          const WfJsonPlace *place,
          guint *node,
          GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonObject *object = wf_json_get_object (edge, member);
  const char *name = object != NULL ? wf_json_get_string (object, "name") : NULL;
  gssize found = name != NULL ? wf_draft_find_node (draft, name) : -1;

  if (found < 0)
    return wf_json_fail (&here, error, _ ("“%s” isn’t one of the nodes"), member);
  *node = (guint) found;
  return TRUE;
}

static gboolean
read_mark (JsonObject *edge, const char *member, const WfJsonPlace *place, WfMark *mark, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonObject *object = wf_json_get_object (edge, member);
  const char *name = object != NULL ? wf_json_get_string (object, "name") : wf_json_get_string (edge, member);
  double ordinal = object != NULL ? get_number (object, "ordinal") : NAN;

  for (guint k = 0; k < G_N_ELEMENTS (ends); k++)
    if (ordinal == k || (name != NULL && g_ascii_strcasecmp (name, ends[k]) == 0))
      {
        *mark = (WfMark) (WF_MARK_TAIL + k);
        return TRUE;
      }
  return wf_json_fail (&here, error, _ ("“%s” must be TAIL, ARROW or CIRCLE"), member);
}

/* "ta" for -->; NULL for ends that Tetrad's frequencies have no word for */
static const char *
name_ends (WfMark first, WfMark second)
{
  static const char *const names[3][3] = { { "tt", "ta", NULL }, { "at", "aa", "ac" }, { NULL, "ca", "cc" } };

  return names[first - WF_MARK_TAIL][second - WF_MARK_TAIL];
}

/* the frequency of the edge as it is drawn */
static double
read_probability (JsonObject *object, const WfEdge *edge)
{
  JsonArray *list = wf_json_get_array (object, "edgeTypeProbabilities");
  const char *wanted = name_ends (edge->mark_a, edge->mark_b);
  double whole = get_number (object, "probability");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *entry = get_object (list, i);
      double probability = entry != NULL ? get_number (entry, "probability") : NAN;

      if (probability >= 0 && probability <= 1 && wanted != NULL &&
          g_strcmp0 (wf_json_get_string (entry, "edgeType"), wanted) == 0)
        return probability;
    }
  /* 0 is written where there was no bootstrap */
  return whole > 0 && whole <= 1 ? whole : NAN;
}

static gboolean
read_edges (WfDraft *draft, JsonArray *edges, const WfJsonPlace *place, GError **error)
{
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      WfJsonPlace here = WF_JSON_ELEMENT (place, i);
      JsonObject *object = get_object (edges, i);
      WfEdge edge = { .probability = NAN };

      if (object == NULL)
        return wf_json_fail (&here, error, _ ("an edge must be an object"));
      if (!find_end (draft, object, "node1", &here, &edge.a, error) ||
          !find_end (draft, object, "node2", &here, &edge.b, error) ||
          !read_mark (object, "endpoint1", &here, &edge.mark_a, error) ||
          !read_mark (object, "endpoint2", &here, &edge.mark_b, error))
        return FALSE;
      edge.probability = read_probability (object, &edge);
      if (edge.a == edge.b || !wf_draft_add_edge (draft, &edge, draft->text->start, NULL))
        return wf_json_fail (&here, error,
                             _ ("this is a loop or a second edge between two nodes; remove it"));
    }
  return TRUE;
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  g_autoptr (JsonNode) root = NULL;
  WfJsonPlace document, graph, of_nodes, of_edges;
  const WfJsonPlace *place = &document;
  JsonObject *object, *inner;
  JsonArray *nodes, *edges;
  WfText text = { 0 };

  wf_draft_init (&draft, &text);
  if (!wf_text_init (&text, source, error))
    return NULL;
  root = wf_json_parse (text.start, text.end - text.start, text.name, error);
  if (root == NULL)
    return NULL;
  document = wf_json_document (text.name, text.start, (gsize) (text.end - text.start));
  graph = WF_JSON_MEMBER (&document, "graph");
  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  inner = object != NULL ? wf_json_get_object (object, "graph") : NULL;
  if (inner != NULL)
    {
      object = inner;
      place = &graph;
    }
  nodes = object != NULL ? wf_json_get_array (object, "nodes") : NULL;
  edges = object != NULL ? wf_json_get_array (object, "edgesSet") : NULL;
  if (nodes == NULL || edges == NULL)
    {
      wf_json_fail (place, error,
                    _ ("no graph of Tetrad in here: the lists “nodes” and “edgesSet” are expected"));
      return NULL;
    }
  of_nodes = WF_JSON_MEMBER (place, "nodes");
  of_edges = WF_JSON_MEMBER (place, "edgesSet");
  if (!read_nodes (&draft, nodes, &of_nodes, error) || !read_edges (&draft, edges, &of_edges, error))
    return NULL;
  return wf_draft_end (&draft, WF_GRAPH_UNKNOWN, error);
}

static int
sniff (const char *head, gsize length)
{
  if (!wf_json_is_object (head, length))
    return 0;
  /* the edges may come late in the file: the nodes alone tell */
  return wf_json_mentions (head, length, "edgesSet")   ? 99
         : wf_json_mentions (head, length, "nodeType") ? 90
                                                       : 0;
}

static void
add_type (JsonBuilder *builder, gboolean is_hidden)
{
  json_builder_set_member_name (builder, "nodeType");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, is_hidden ? "Latent" : "Measured");
  json_builder_set_member_name (builder, "ordinal");
  json_builder_add_int_value (builder, is_hidden);
  json_builder_end_object (builder);
}

static void
add_node (JsonBuilder *builder, WfGraph *graph, guint node)
{
  double x = -1, y = -1, px, py;

  if (wf_graph_get_position (graph, node, &px, &py))
    {
      x = CLAMP (round (px), -1e9, 1e9);
      y = CLAMP (round (py), -1e9, 1e9);
    }
  json_builder_begin_object (builder);
  add_type (builder, wf_graph_is_latent (graph, node));
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, wf_graph_get_name (graph, node));
  json_builder_set_member_name (builder, "centerX");
  json_builder_add_int_value (builder, (gint64) x);
  json_builder_set_member_name (builder, "centerY");
  json_builder_add_int_value (builder, (gint64) y);
  json_builder_end_object (builder);
}

static void
add_frequency (JsonBuilder *builder, const char *type, double probability)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "edgeType");
  json_builder_add_string_value (builder, type);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "probability");
  json_builder_add_double_value (builder, probability);
  json_builder_end_object (builder);
}

static void
add_edge (JsonBuilder *builder, WfGraph *graph, const WfEdge *edge)
{
  const guint nodes[] = { edge->a, edge->b };
  const WfMark marks[] = { edge->mark_a, edge->mark_b };
  static const char *const members[][2] = { { "node1", "endpoint1" }, { "node2", "endpoint2" } };
  const char *type = name_ends (edge->mark_a, edge->mark_b);

  json_builder_begin_object (builder);
  for (guint i = 0; i < 2; i++)
    {
      json_builder_set_member_name (builder, members[i][0]);
      add_node (builder, graph, nodes[i]);
      json_builder_set_member_name (builder, members[i][1]);
      json_builder_add_string_value (builder, ends[marks[i] - WF_MARK_TAIL]);
    }
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "edgeTypeProbabilities");
  json_builder_begin_array (builder);
  if (!isnan (edge->probability) && type != NULL)
    {
      add_frequency (builder, type, edge->probability);
      add_frequency (builder, "nil", 1 - edge->probability);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "probability");
  json_builder_add_double_value (builder, isnan (edge->probability) ? 0 : edge->probability);
  json_builder_end_object (builder);
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  static const char *const triples[] = { "ambiguousTriples", "underLineTriples", "dottedUnderLineTriples" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    add_node (builder, graph, v);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "edgesSet");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_edges; i++)
    add_edge (builder, graph, &edges[i]);
  json_builder_end_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (triples); i++)
    {
      json_builder_set_member_name (builder, triples[i]);
      json_builder_begin_array (builder);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = wf_json_to_text (root);
  g_string_append (text, json);
  if (!g_str_has_suffix (json, "\n"))
    g_string_append_c (text, '\n');
  return TRUE;
}

static const char *const extensions[] = { "tetrad.json", NULL };
static const char *const mime_types[] = { "application/json", NULL };

const WfFormat wf_format_tetrad_json = {
  .id = "tetrad-json",
  .name = N_ ("Tetrad JSON"),
  .summary = N_ ("Nodes and “edgesSet”, with the frequencies of a bootstrap"),
  .content = WF_CONTENT_GRAPH,
  .loses = N_ ("triples, attributes, and frequencies of edges that aren’t drawn; places are whole points"),
  .graph_loses =
      WF_GRAPH_PART_KIND | WF_GRAPH_PART_POSITIONS | WF_GRAPH_PART_ROLES | WF_GRAPH_PART_COEFFICIENTS,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = read_graph,
  .write_graph = write_graph,
};
