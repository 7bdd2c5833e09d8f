/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/json-place.h"
#include "core/base/limits.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/json-file-private.h"

#define FORMAT_NAME    "wherefore-graph"
#define FORMAT_VERSION 1

typedef struct
{
  WfDraft *draft;
  gboolean has_nodes; /* a list of them */
} Reader;

static const char *
get_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
get_number (JsonNode *node, double *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_double (node);
  return isfinite (*value);
}

static gboolean
is_graph (JsonObject *object)
{
  return wf_json_get_array (object, "nodes") != NULL || wf_json_get_array (object, "edges") != NULL;
}

/* The graph itself: bare, under "graph", or in the envelope of a command's answer. places: room for the way
 * to it; *place: of the object at first, then of what is given out */
static JsonObject *
find_graph (JsonObject *object, WfJsonPlace places[2], const WfJsonPlace **place)
{
  JsonObject *inner;

  if (is_graph (object))
    return object;
  inner = wf_json_get_object (object, "graph");
  if (inner == NULL || !is_graph (inner))
    {
      object = wf_json_get_object (object, "result");
      if (object == NULL)
        return NULL;
      places[0] = WF_JSON_MEMBER (*place, "result");
      *place = &places[0];
      if (is_graph (object))
        return object;
      inner = wf_json_get_object (object, "graph");
    }
  if (inner == NULL || !is_graph (inner))
    return NULL;
  places[1] = WF_JSON_MEMBER (*place, "graph");
  *place = &places[1];
  return inner;
}

static gboolean
read_nodes (WfDraft *draft, JsonArray *nodes, const WfJsonPlace *place, GError **error)
{
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      WfJsonPlace here = WF_JSON_ELEMENT (place, i);
      const char *name = get_string (json_array_get_element (nodes, i));
      guint node;

      if (name == NULL)
        return wf_json_fail (&here, error, _ ("this isn’t a name; write it in double quotes"));
      if (wf_draft_find_node (draft, name) >= 0)
        return wf_json_fail (&here, error, _ ("this repeats the name “%s”; rename one of the two"), name);
      if (!wf_draft_add_node (draft, name, draft->text->start, &node, error))
        return FALSE;
    }
  return TRUE;
}

/* without a list of nodes, those that edges name are the nodes; end: the name's own place */
static gboolean
find_end (Reader *reader, const char *name, const WfJsonPlace *end, guint *node, GError **error)
{
  WfDraft *draft = reader->draft;
  gssize found = name != NULL ? wf_draft_find_node (draft, name) : -1;

  if (name == NULL)
    return wf_json_fail (end, error, _ ("the name of an end of the edge is missing; give “a” and “b”"));
  if (found < 0 && !reader->has_nodes)
    return wf_draft_add_node (draft, name, draft->text->start, node, error);
  if (found < 0)
    return wf_json_fail (end, error, _ ("the edge ends at “%s”, which isn’t among the nodes"), name);
  *node = (guint) found;
  return TRUE;
}

static gboolean
read_end (Reader *reader,
          JsonObject *edge,
          const char *member,
          const WfJsonPlace *place,
          guint *node,
          GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);

  return find_end (reader, wf_json_get_string (edge, member), &here, node, error);
}

static gboolean
read_mark (JsonObject *edge, const char *member, const WfJsonPlace *place, WfMark *mark, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);

  if (wf_mark_from_text (wf_json_get_string (edge, member), mark))
    return TRUE;
  return wf_json_fail (&here, error, _ ("“%s” must be tail, arrow or circle"), member);
}

/* nothing and null leave the value as it is */
static gboolean
read_number (JsonObject *edge, const char *member, const WfJsonPlace *place, double *value, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonNode *node = json_object_get_member (edge, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || get_number (node, value))
    return TRUE;
  return wf_json_fail (&here, error, _ ("“%s” must be a number"), member);
}

/* {"a","b","mark_a","mark_b","probability","coefficient"}; without marks an arrow from a to b */
static gboolean
read_edge_object (Reader *reader,
                  JsonObject *object,
                  const WfJsonPlace *place,
                  WfEdge *edge,
                  double *coefficient,
                  GError **error)
{
  WfJsonPlace probability = WF_JSON_MEMBER (place, "probability");
  gboolean is_bare = !json_object_has_member (object, "mark_a") && !json_object_has_member (object, "mark_b");

  edge->mark_a = WF_MARK_TAIL;
  edge->mark_b = WF_MARK_ARROW;
  if (!read_end (reader, object, "a", place, &edge->a, error) ||
      !read_end (reader, object, "b", place, &edge->b, error) ||
      (!is_bare && (!read_mark (object, "mark_a", place, &edge->mark_a, error) ||
                    !read_mark (object, "mark_b", place, &edge->mark_b, error))) ||
      !read_number (object, "probability", place, &edge->probability, error) ||
      !read_number (object, "coefficient", place, coefficient, error))
    return FALSE;
  if (isnan (edge->probability) || (edge->probability >= 0 && edge->probability <= 1))
    return TRUE;
  return wf_json_fail (&probability, error, _ ("“probability” must be a number from 0 to 1"));
}

/* ["from", "to"]: an arrow, as many programs write it */
static gboolean
read_edge_pair (Reader *reader, JsonArray *pair, const WfJsonPlace *place, WfEdge *edge, GError **error)
{
  WfJsonPlace from = WF_JSON_ELEMENT (place, 0), to = WF_JSON_ELEMENT (place, 1);

  if (json_array_get_length (pair) != 2)
    return wf_json_fail (place, error, _ ("an edge must name two nodes"));
  edge->mark_a = WF_MARK_TAIL;
  edge->mark_b = WF_MARK_ARROW;
  return find_end (reader, get_string (json_array_get_element (pair, 0)), &from, &edge->a, error) &&
         find_end (reader, get_string (json_array_get_element (pair, 1)), &to, &edge->b, error);
}

static gboolean
add_edge (WfDraft *draft, const WfEdge *edge, const WfJsonPlace *place, GError **error)
{
  const char *a = g_ptr_array_index (draft->names, edge->a);
  const char *b = g_ptr_array_index (draft->names, edge->b);
  guint n_edges = draft->edges->len;

  if (edge->a == edge->b)
    return wf_json_fail (place, error,
                         _ ("this joins “%s” to itself; remove it, a causal graph has no loops"), a);
  if (!wf_draft_add_edge (draft, edge, draft->text->start, NULL) || draft->edges->len == n_edges)
    return wf_json_fail (
        place, error,
        _ ("this is a second edge between “%s” and “%s”; at most one may join two nodes, remove one"), a, b);
  return TRUE;
}

static gboolean
read_edge (Reader *reader, JsonNode *node, const WfJsonPlace *place, GError **error)
{
  WfEdge edge = { .probability = NAN };
  double coefficient = NAN;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      if (!read_edge_object (reader, json_node_get_object (node), place, &edge, &coefficient, error))
        return FALSE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      if (!read_edge_pair (reader, json_node_get_array (node), place, &edge, error))
        return FALSE;
    }
  else
    return wf_json_fail (place, error, _ ("this is neither an object nor a pair of names"));
  if (!add_edge (reader->draft, &edge, place, error))
    return FALSE;
  if (!isnan (coefficient))
    wf_draft_set_coefficient (reader->draft, &edge, coefficient);
  return TRUE;
}

static gboolean
read_edges (Reader *reader, JsonArray *edges, const WfJsonPlace *place, GError **error)
{
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      WfJsonPlace here = WF_JSON_ELEMENT (place, i);

      if (!read_edge (reader, json_array_get_element (edges, i), &here, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_positions (WfDraft *draft, JsonObject *positions, const WfJsonPlace *place, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, positions);
  while (json_object_iter_next (&iter, &name, &node))
    {
      WfJsonPlace here = WF_JSON_MEMBER (place, name);
      gssize found = wf_draft_find_node (draft, name);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      double x, y;

      if (found < 0)
        return wf_json_fail (&here, error, _ ("“%s” isn’t among the nodes"), name);
      if (pair == NULL || json_array_get_length (pair) != 2 ||
          !get_number (json_array_get_element (pair, 0), &x) ||
          !get_number (json_array_get_element (pair, 1), &y))
        return wf_json_fail (&here, error, _ ("a position must be [x, y]"));
      wf_draft_set_position (draft, (guint) found, x, y);
    }
  return TRUE;
}

static gboolean
read_latent (WfDraft *draft, JsonArray *latent, const WfJsonPlace *place, GError **error)
{
  for (guint i = 0; i < json_array_get_length (latent); i++)
    {
      WfJsonPlace here = WF_JSON_ELEMENT (place, i);
      const char *name = get_string (json_array_get_element (latent, i));
      gssize found = name != NULL ? wf_draft_find_node (draft, name) : -1;

      if (found < 0)
        return wf_json_fail (&here, error, _ ("this isn’t the name of one of the nodes"));
      wf_draft_set_latent (draft, (guint) found);
    }
  return TRUE;
}

/* {"x": ["exposure"], "y": ["outcome"]} */
static gboolean
read_roles (WfDraft *draft, JsonObject *roles, const WfJsonPlace *place, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, roles);
  while (json_object_iter_next (&iter, &name, &node))
    {
      WfJsonPlace here = WF_JSON_MEMBER (place, name);
      gssize found = wf_draft_find_node (draft, name);
      JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (found < 0)
        return wf_json_fail (&here, error, _ ("“%s” isn’t among the nodes"), name);
      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        {
          WfJsonPlace there = WF_JSON_ELEMENT (&here, i);
          WfNodeRoles role;

          if (!wf_role_from_text (get_string (json_array_get_element (list, i)), &role))
            return wf_json_fail (&there, error,
                                 _ ("“%s” has a role that isn’t exposure, outcome, adjusted or selected"),
                                 name);
          wf_draft_add_roles (draft, (guint) found, role);
        }
    }
  return TRUE;
}

static gboolean
read_attributes (WfDraft *draft, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace of_positions = WF_JSON_MEMBER (place, "positions");
  WfJsonPlace of_latent = WF_JSON_MEMBER (place, "latent"), of_roles = WF_JSON_MEMBER (place, "roles");
  JsonObject *positions = wf_json_get_object (object, "positions");
  JsonArray *latent = wf_json_get_array (object, "latent");
  JsonObject *roles = wf_json_get_object (object, "roles");

  return (positions == NULL || read_positions (draft, positions, &of_positions, error)) &&
         (latent == NULL || read_latent (draft, latent, &of_latent, error)) &&
         (roles == NULL || read_roles (draft, roles, &of_roles, error));
}

static gboolean
read_object (WfDraft *draft, JsonObject *object, const WfJsonPlace *place, WfGraphKind *kind, GError **error)
{
  WfJsonPlace of_kind = WF_JSON_MEMBER (place, "kind");
  WfJsonPlace of_nodes = WF_JSON_MEMBER (place, "nodes"), of_edges = WF_JSON_MEMBER (place, "edges");
  JsonArray *nodes = wf_json_get_array (object, "nodes");
  Reader reader = { draft, nodes != NULL };
  const char *kind_name = wf_json_get_string (object, "kind");
  JsonArray *edges = wf_json_get_array (object, "edges");

  *kind = WF_GRAPH_UNKNOWN;
  if (kind_name != NULL && !wf_graph_kind_from_text (kind_name, kind))
    return wf_json_fail (&of_kind, error,
                         _ ("“%s” isn’t a kind of graph; use dag, cpdag, mag, pag, admg or unknown"),
                         kind_name);
  if (edges == NULL)
    return wf_json_fail (place, error, _ ("the graph lacks a list “edges”"));
  return (nodes == NULL || read_nodes (draft, nodes, &of_nodes, error)) &&
         read_edges (&reader, edges, &of_edges, error) && read_attributes (draft, object, place, error);
}

/**
 * wf_graph_from_json: (skip)
 * @object: a graph as wf_graph_to_json() writes it
 * @place: of it, for messages
 * @error: return location
 *
 * Returns: (transfer full): the graph, or %NULL with %WF_ERROR_PARSE that names the member
 */
WfGraph *
wf_graph_from_json (JsonObject *object, const WfJsonPlace *place, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  WfText text = { "", "", "" };
  const WfJsonPlace *document = place;
  WfGraphKind kind;

  g_return_val_if_fail (object != NULL && place != NULL, NULL);

  while (document->parent != NULL)
    document = document->parent;
  text.name = document->name;
  wf_draft_init (&draft, &text);
  if (wf_json_get_array (object, "nodes") == NULL)
    {
      wf_json_fail (place, error, _ ("the graph lacks a list “nodes”"));
      return NULL;
    }
  if (!read_object (&draft, object, place, &kind, error))
    return NULL;
  return wf_draft_end (&draft, kind, error);
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  g_autoptr (JsonNode) root = NULL;
  WfJsonPlace document, places[2];
  const WfJsonPlace *place = &document;
  JsonObject *object;
  WfGraphKind kind;
  WfText text = { 0 };

  wf_draft_init (&draft, &text);
  if (!wf_text_init (&text, source, error))
    return NULL;
  root = wf_json_parse (text.start, text.end - text.start, text.name, error);
  if (root == NULL)
    return NULL;
  document = wf_json_document (text.name, text.start, (gsize) (text.end - text.start));
  object = JSON_NODE_HOLDS_OBJECT (root) ? find_graph (json_node_get_object (root), places, &place) : NULL;
  if (object == NULL)
    {
      wf_json_fail (&document, error,
                    _ ("no graph in here: an object with the lists “nodes” and “edges”, or “edges” alone, is "
                       "expected"));
      return NULL;
    }
  if (!read_object (&draft, object, place, &kind, error))
    return NULL;
  return wf_draft_end (&draft, kind, error);
}

static int
sniff (const char *head, gsize length)
{
  if (!wf_json_is_object (head, length))
    return 0;
  if (wf_json_mentions (head, length, FORMAT_NAME))
    return 98;
  /* with the extension’s bonus less than what is sure of a table: a column may be called so */
  if (wf_json_mentions (head, length, "edges"))
    return 69;
  if (wf_json_mentions (head, length, "nodes"))
    return 60;
  return wf_json_mentions (head, length, "wherefore") ? 50 : 10;
}

static JsonNode *
build_edges (WfGraph *graph)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_edges; i++)
    {
      double coefficient;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "a");
      json_builder_add_string_value (builder, wf_graph_get_name (graph, edges[i].a));
      json_builder_set_member_name (builder, "b");
      json_builder_add_string_value (builder, wf_graph_get_name (graph, edges[i].b));
      json_builder_set_member_name (builder, "mark_a");
      json_builder_add_string_value (builder, wf_mark_to_text (edges[i].mark_a));
      json_builder_set_member_name (builder, "mark_b");
      json_builder_add_string_value (builder, wf_mark_to_text (edges[i].mark_b));
      if (!isnan (edges[i].probability))
        {
          json_builder_set_member_name (builder, "probability");
          json_builder_add_double_value (builder, edges[i].probability);
        }
      coefficient = wf_graph_get_coefficient (graph, edges[i].a, edges[i].b);
      if (!isnan (coefficient))
        {
          json_builder_set_member_name (builder, "coefficient");
          json_builder_add_double_value (builder, coefficient);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

/* nullable: NULL when no node has a position */
static JsonNode *
build_positions (WfGraph *graph)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  gboolean has_any = FALSE;

  json_builder_begin_object (builder);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      double x, y;

      if (!wf_graph_get_position (graph, v, &x, &y))
        continue;
      has_any = TRUE;
      json_builder_set_member_name (builder, wf_graph_get_name (graph, v));
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, x);
      json_builder_add_double_value (builder, y);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  return has_any ? json_builder_get_root (builder) : NULL;
}

/* nullable: NULL when no node is */
static JsonNode *
build_latent (WfGraph *graph)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  gboolean has_any = FALSE;

  json_builder_begin_array (builder);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    if (wf_graph_is_latent (graph, v))
      {
        has_any = TRUE;
        json_builder_add_string_value (builder, wf_graph_get_name (graph, v));
      }
  json_builder_end_array (builder);
  return has_any ? json_builder_get_root (builder) : NULL;
}

/* nullable: NULL when no node has one */
static JsonNode *
build_roles (WfGraph *graph)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  gboolean has_any = FALSE;

  json_builder_begin_object (builder);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      WfNodeRoles roles = wf_graph_get_roles (graph, v);

      if (roles == WF_ROLE_NONE)
        continue;
      has_any = TRUE;
      json_builder_set_member_name (builder, wf_graph_get_name (graph, v));
      json_builder_begin_array (builder);
      for (gsize i = 0; i < WF_N_ROLES; i++)
        if (roles & wf_role_names[i].role)
          json_builder_add_string_value (builder, wf_role_names[i].name);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  return has_any ? json_builder_get_root (builder) : NULL;
}

/**
 * wf_graph_to_json:
 * @graph: a graph
 *
 * The value that stands for a graph in every JSON of the program: kind, nodes, edges with both marks, and
 * positions (points, y down), latent nodes, roles and coefficients where there are any.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
wf_graph_to_json (WfGraph *graph)
{
  g_autoptr (JsonBuilder) builder = NULL;
  JsonNode *positions, *latent, *roles;

  g_return_val_if_fail (graph != NULL, NULL);

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, wf_graph_kind_to_text (wf_graph_get_kind (graph)));
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    json_builder_add_string_value (builder, wf_graph_get_name (graph, v));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "edges");
  json_builder_add_value (builder, build_edges (graph));
  positions = build_positions (graph);
  if (positions != NULL)
    {
      json_builder_set_member_name (builder, "positions");
      json_builder_add_value (builder, positions);
    }
  latent = build_latent (graph);
  if (latent != NULL)
    {
      json_builder_set_member_name (builder, "latent");
      json_builder_add_value (builder, latent);
    }
  roles = build_roles (graph);
  if (roles != NULL)
    {
      json_builder_set_member_name (builder, "roles");
      json_builder_add_value (builder, roles);
    }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  g_autoptr (JsonNode) value = wf_graph_to_json (graph);

  wf_json_append_file (text, value, FORMAT_NAME, FORMAT_VERSION);
  return TRUE;
}

static const char *const extensions[] = { "json", NULL };
static const char *const mime_types[] = { "application/json", NULL };

const WfFormat wf_format_json = {
  .id = "json",
  .name = N_ ("Wherefore JSON"),
  .summary = N_ ("Lists of [from, to] pairs are read too"),
  .content = WF_CONTENT_GRAPH,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = read_graph,
  .write_graph = write_graph,
};
