/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/json.h"
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

/* the graph itself: bare, under "graph", or in the envelope of a command's answer */
static JsonObject *
find_graph (JsonObject *object)
{
  JsonObject *inner;

  if (is_graph (object))
    return object;
  inner = wf_json_get_object (object, "graph");
  if (inner != NULL && is_graph (inner))
    return inner;
  inner = wf_json_get_object (object, "result");
  return inner != NULL && inner != object ? find_graph (inner) : NULL;
}

static gboolean
read_nodes (WfDraft *draft, JsonArray *nodes, GError **error)
{
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      const char *name = get_string (json_array_get_element (nodes, i));
      guint node;

      if (name == NULL)
        return wf_draft_fail (draft, error, _ ("nodes[%u] isn’t a name; write it in double quotes"), i);
      if (wf_draft_find_node (draft, name) >= 0)
        return wf_draft_fail (draft, error, _ ("nodes[%u] repeats the name “%s”; rename one of the two"), i,
                              name);
      if (!wf_draft_add_node (draft, name, draft->text->start, &node, error))
        return FALSE;
    }
  return TRUE;
}

/* without a list of nodes, those that edges name are the nodes */
static gboolean
find_end (Reader *reader, guint i, const char *name, guint *node, GError **error)
{
  WfDraft *draft = reader->draft;
  gssize found = name != NULL ? wf_draft_find_node (draft, name) : -1;

  if (name == NULL)
    return wf_draft_fail (draft, error, _ ("edges[%u] lacks the name of an end; give “a” and “b”"), i);
  if (found < 0 && !reader->has_nodes)
    return wf_draft_add_node (draft, name, draft->text->start, node, error);
  if (found < 0)
    return wf_draft_fail (draft, error, _ ("edges[%u] ends at “%s”, which isn’t among the nodes"), i, name);
  *node = (guint) found;
  return TRUE;
}

static gboolean
read_mark (WfDraft *draft, guint i, JsonObject *edge, const char *member, WfMark *mark, GError **error)
{
  if (wf_mark_from_text (wf_json_get_string (edge, member), mark))
    return TRUE;
  return wf_draft_fail (draft, error, _ ("edges[%u]: “%s” must be tail, arrow or circle"), i, member);
}

/* nothing and null leave the value as it is */
static gboolean
read_number (WfDraft *draft, guint i, JsonObject *edge, const char *member, double *value, GError **error)
{
  JsonNode *node = json_object_get_member (edge, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || get_number (node, value))
    return TRUE;
  return wf_draft_fail (draft, error, _ ("edges[%u]: “%s” must be a number"), i, member);
}

/* {"a","b","mark_a","mark_b","probability","coefficient"}; without marks an arrow from a to b */
static gboolean
read_edge_object (
    Reader *reader, guint i, JsonObject *object, WfEdge *edge, double *coefficient, GError **error)
{
  WfDraft *draft = reader->draft;
  gboolean is_bare = !json_object_has_member (object, "mark_a") && !json_object_has_member (object, "mark_b");

  edge->mark_a = WF_MARK_TAIL;
  edge->mark_b = WF_MARK_ARROW;
  if (!find_end (reader, i, wf_json_get_string (object, "a"), &edge->a, error) ||
      !find_end (reader, i, wf_json_get_string (object, "b"), &edge->b, error) ||
      (!is_bare && (!read_mark (draft, i, object, "mark_a", &edge->mark_a, error) ||
                    !read_mark (draft, i, object, "mark_b", &edge->mark_b, error))) ||
      !read_number (draft, i, object, "probability", &edge->probability, error) ||
      !read_number (draft, i, object, "coefficient", coefficient, error))
    return FALSE;
  if (isnan (edge->probability) || (edge->probability >= 0 && edge->probability <= 1))
    return TRUE;
  return wf_draft_fail (draft, error, _ ("edges[%u]: “probability” must be a number from 0 to 1"), i);
}

/* ["from", "to"]: an arrow, as many programs write it */
static gboolean
read_edge_pair (Reader *reader, guint i, JsonArray *pair, WfEdge *edge, GError **error)
{
  if (json_array_get_length (pair) != 2)
    return wf_draft_fail (reader->draft, error, _ ("edges[%u] must name two nodes"), i);
  edge->mark_a = WF_MARK_TAIL;
  edge->mark_b = WF_MARK_ARROW;
  return find_end (reader, i, get_string (json_array_get_element (pair, 0)), &edge->a, error) &&
         find_end (reader, i, get_string (json_array_get_element (pair, 1)), &edge->b, error);
}

/* a second edge or a loop, told by position in the list */
static gboolean
add_edge (WfDraft *draft, guint i, const WfEdge *edge, GError **error)
{
  const char *a = g_ptr_array_index (draft->names, edge->a);
  const char *b = g_ptr_array_index (draft->names, edge->b);
  guint n_edges = draft->edges->len;

  if (edge->a == edge->b)
    return wf_draft_fail (draft, error,
                          _ ("edges[%u] joins “%s” to itself; remove it, a causal graph has no loops"), i, a);
  if (!wf_draft_add_edge (draft, edge, draft->text->start, NULL) || draft->edges->len == n_edges)
    return wf_draft_fail (
        draft, error,
        _ ("edges[%u] is a second edge between “%s” and “%s”; at most one may join two nodes, remove one"), i,
        a, b);
  return TRUE;
}

static gboolean
read_edge (Reader *reader, guint i, JsonNode *node, GError **error)
{
  WfDraft *draft = reader->draft;
  WfEdge edge = { .probability = NAN };
  double coefficient = NAN;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      if (!read_edge_object (reader, i, json_node_get_object (node), &edge, &coefficient, error))
        return FALSE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      if (!read_edge_pair (reader, i, json_node_get_array (node), &edge, error))
        return FALSE;
    }
  else
    return wf_draft_fail (draft, error, _ ("edges[%u] is neither an object nor a pair of names"), i);
  if (!add_edge (draft, i, &edge, error))
    return FALSE;
  if (!isnan (coefficient))
    wf_draft_set_coefficient (draft, &edge, coefficient);
  return TRUE;
}

static gboolean
read_edges (Reader *reader, JsonArray *edges, GError **error)
{
  for (guint i = 0; i < json_array_get_length (edges); i++)
    if (!read_edge (reader, i, json_array_get_element (edges, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_positions (WfDraft *draft, JsonObject *positions, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, positions);
  while (json_object_iter_next (&iter, &name, &node))
    {
      gssize found = wf_draft_find_node (draft, name);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      double x, y;

      if (found < 0)
        return wf_draft_fail (draft, error, _ ("positions: “%s” isn’t among the nodes"), name);
      if (pair == NULL || json_array_get_length (pair) != 2 ||
          !get_number (json_array_get_element (pair, 0), &x) ||
          !get_number (json_array_get_element (pair, 1), &y))
        return wf_draft_fail (draft, error, _ ("positions: “%s” must be [x, y]"), name);
      wf_draft_set_position (draft, (guint) found, x, y);
    }
  return TRUE;
}

static gboolean
read_latent (WfDraft *draft, JsonArray *latent, GError **error)
{
  for (guint i = 0; i < json_array_get_length (latent); i++)
    {
      const char *name = get_string (json_array_get_element (latent, i));
      gssize found = name != NULL ? wf_draft_find_node (draft, name) : -1;

      if (found < 0)
        return wf_draft_fail (draft, error, _ ("latent[%u] isn’t the name of one of the nodes"), i);
      wf_draft_set_latent (draft, (guint) found);
    }
  return TRUE;
}

/* {"x": ["exposure"], "y": ["outcome"]} */
static gboolean
read_roles (WfDraft *draft, JsonObject *roles, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, roles);
  while (json_object_iter_next (&iter, &name, &node))
    {
      gssize found = wf_draft_find_node (draft, name);
      JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (found < 0)
        return wf_draft_fail (draft, error, _ ("roles: “%s” isn’t among the nodes"), name);
      for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
        {
          WfNodeRoles role;

          if (!wf_role_from_text (get_string (json_array_get_element (list, i)), &role))
            return wf_draft_fail (
                draft, error, _ ("roles: “%s” has one that isn’t exposure, outcome, adjusted or selected"),
                name);
          wf_draft_add_roles (draft, (guint) found, role);
        }
    }
  return TRUE;
}

static gboolean
read_object (WfDraft *draft, JsonObject *object, WfGraphKind *kind, GError **error)
{
  JsonArray *nodes = wf_json_get_array (object, "nodes");
  Reader reader = { draft, nodes != NULL };
  JsonObject *roles = wf_json_get_object (object, "roles");
  const char *kind_name = wf_json_get_string (object, "kind");
  JsonArray *edges = wf_json_get_array (object, "edges");
  JsonObject *positions = wf_json_get_object (object, "positions");
  JsonArray *latent = wf_json_get_array (object, "latent");

  *kind = WF_GRAPH_UNKNOWN;
  if (kind_name != NULL && !wf_graph_kind_from_text (kind_name, kind))
    return wf_draft_fail (
        draft, error, _ ("“%s” isn’t a kind of graph; use dag, cpdag, mag, pag, admg or unknown"), kind_name);
  if (edges == NULL)
    return wf_draft_fail (draft, error, _ ("the graph lacks a list “edges”"));
  return (nodes == NULL || read_nodes (draft, nodes, error)) && read_edges (&reader, edges, error) &&
         (positions == NULL || read_positions (draft, positions, error)) &&
         (latent == NULL || read_latent (draft, latent, error)) &&
         (roles == NULL || read_roles (draft, roles, error));
}

/**
 * wf_graph_from_json: (skip)
 * @object: a graph as wf_graph_to_json() writes it
 * @name: what messages call it
 * @error: return location
 *
 * Returns: (transfer full): the graph, or %NULL with %WF_ERROR_PARSE that names the member
 */
WfGraph *
wf_graph_from_json (JsonObject *object, const char *name, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  WfText text = { name, "", "" };
  WfGraphKind kind;

  g_return_val_if_fail (object != NULL && name != NULL, NULL);

  wf_draft_init (&draft, &text);
  if (wf_json_get_array (object, "nodes") == NULL)
    {
      wf_draft_fail (&draft, error, _ ("the graph lacks a list “nodes”"));
      return NULL;
    }
  if (!read_object (&draft, object, &kind, error))
    return NULL;
  return wf_draft_end (&draft, kind, error);
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  WfGraphKind kind;
  WfText text = { 0 };

  wf_draft_init (&draft, &text);
  if (!wf_text_init (&text, source, error))
    return NULL;
  root = wf_json_parse (text.start, text.end - text.start, text.name, error);
  if (root == NULL)
    return NULL;
  object = JSON_NODE_HOLDS_OBJECT (root) ? find_graph (json_node_get_object (root)) : NULL;
  if (object == NULL)
    {
      wf_draft_fail (
          &draft, error,
          _ ("no graph in here: an object with the lists “nodes” and “edges”, or “edges” alone, is "
             "expected"));
      return NULL;
    }
  if (!read_object (&draft, object, &kind, error))
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
  if (wf_json_mentions (head, length, "edges"))
    return 80;
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
