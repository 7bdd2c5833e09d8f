/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/xml-private.h"

typedef struct
{
  WfXml xml;
  WfText text;
  WfDraft draft;
  GHashTable *keys; /* id -> attr.name, "" for the pictures of yEd */
  GHashTable *ids;  /* id -> node + 1 */
} Reader;

static void
reader_clear (Reader *reader)
{
  wf_xml_clear (&reader->xml);
  wf_draft_clear (&reader->draft);
  g_clear_pointer (&reader->keys, g_hash_table_unref);
  g_clear_pointer (&reader->ids, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
read_keys (Reader *reader, xmlNode *root)
{
  for (xmlNode *key = wf_xml_find (root->children, "key"); key != NULL; key = wf_xml_find (key->next, "key"))
    {
      char *id = wf_xml_dup_attribute (key, "id");
      char *name = wf_xml_dup_attribute (key, "attr.name");

      if (id != NULL)
        g_hash_table_replace (reader->keys, id, name != NULL ? name : g_strdup (""));
      else
        g_free (name);
    }
}

/* the <data> of the element whose key has that name, or NULL */
static xmlNode *
find_data (Reader *reader, xmlNode *element, const char *name)
{
  for (xmlNode *data = wf_xml_find (element->children, "data"); data != NULL;
       data = wf_xml_find (data->next, "data"))
    {
      g_autofree char *key = wf_xml_dup_attribute (data, "key");
      const char *known = key != NULL ? g_hash_table_lookup (reader->keys, key) : NULL;

      if (g_strcmp0 (known != NULL ? known : key, name) == 0)
        return data;
    }
  return NULL;
}

static char *
dup_data (Reader *reader, xmlNode *element, const char *name)
{
  xmlNode *data = find_data (reader, element, name);

  return data != NULL ? wf_xml_dup_content (data) : NULL;
}

/* NaN without such data */
static gboolean
read_number (Reader *reader, xmlNode *element, const char *name, double *value, GError **error)
{
  g_autofree char *text = dup_data (reader, element, name);

  *value = NAN;
  if (text == NULL || wf_number_from_text (text, value))
    return TRUE;
  wf_xml_set_error (&reader->xml, element, error, WF_ERROR_PARSE, _ ("%s: “%s” isn’t a number"), name, text);
  return FALSE;
}

/* an element of yEd's picture within the data of the node or edge, at any depth */
static xmlNode *
find_picture (xmlNode *element, const char *name)
{
  for (xmlNode *data = wf_xml_find (element->children, "data"); data != NULL;
       data = wf_xml_find (data->next, "data"))
    for (xmlNode *shape = wf_xml_find (data->children, NULL); shape != NULL;
         shape = wf_xml_find (shape->next, NULL))
      {
        xmlNode *found = wf_xml_find (shape->children, name);

        if (found != NULL)
          return found;
      }
  return NULL;
}

static double
get_number (const xmlNode *element, const char *name, double otherwise)
{
  g_autofree char *text = wf_xml_dup_attribute (element, name);
  double value;

  return text != NULL && wf_number_from_text (text, &value) ? value : otherwise;
}

/* what a node is called: its data of that name, or the label of its picture when name is NULL */
static char *
dup_name (Reader *reader, xmlNode *node, const char *name)
{
  xmlNode *label = name == NULL ? find_picture (node, "NodeLabel") : NULL;

  return label != NULL ? wf_xml_dup_text (label) : name != NULL ? dup_data (reader, node, name) : NULL;
}

/* whether all nodes have a name of that sort, and all differ */
static gboolean
has_names (Reader *reader, xmlNode *graph, const char *name)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (xmlNode *node = wf_xml_find (graph->children, "node"); node != NULL;
       node = wf_xml_find (node->next, "node"))
    {
      char *text = dup_name (reader, node, name);

      if (text == NULL || !g_hash_table_add (seen, text))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_place (Reader *reader, xmlNode *node, guint index, GError **error)
{
  xmlNode *geometry = find_picture (node, "Geometry");
  double x, y;

  if (!read_number (reader, node, "x", &x, error) || !read_number (reader, node, "y", &y, error))
    return FALSE;
  if (geometry != NULL)
    {
      x = get_number (geometry, "x", NAN) + get_number (geometry, "width", 0) / 2;
      y = get_number (geometry, "y", NAN) + get_number (geometry, "height", 0) / 2;
    }
  if (isfinite (x) && isfinite (y))
    wf_draft_set_position (&reader->draft, index, x, y);
  return TRUE;
}

static gboolean
read_roles (Reader *reader, xmlNode *node, guint index, GError **error)
{
  g_autofree char *text = dup_data (reader, node, "roles");
  g_auto (GStrv) words = text != NULL ? g_strsplit (g_strstrip (text), " ", -1) : NULL;

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    {
      WfNodeRoles role;

      if (!wf_role_from_text (words[i], &role))
        {
          wf_xml_set_error (&reader->xml, node, error, WF_ERROR_PARSE,
                            _ ("roles: “%s” isn’t exposure, outcome, adjusted or selected"), words[i]);
          return FALSE;
        }
      wf_draft_add_roles (&reader->draft, index, role);
    }
  return TRUE;
}

static gboolean
read_node (Reader *reader, xmlNode *node, gboolean uses_ids, const char *name, GError **error)
{
  char *id = wf_xml_dup_attribute (node, "id");
  g_autofree char *text = uses_ids ? g_strdup (id) : dup_name (reader, node, name);
  g_autofree char *latent = dup_data (reader, node, "latent");
  guint index;

  if (id == NULL)
    {
      wf_xml_set_error (&reader->xml, node, error, WF_ERROR_PARSE, _ ("a node without an id"));
      return FALSE;
    }
  if (g_hash_table_contains (reader->ids, id))
    {
      wf_xml_set_error (&reader->xml, node, error, WF_ERROR_PARSE, _ ("a second node “%s”; rename one"), id);
      g_free (id);
      return FALSE;
    }
  if (!wf_draft_add_node (&reader->draft, text, reader->text.start, &index, error))
    {
      g_free (id);
      return FALSE;
    }
  g_hash_table_insert (reader->ids, id, GSIZE_TO_POINTER ((gsize) index + 1));
  if (latent != NULL && (g_str_equal (g_strstrip (latent), "true") || g_str_equal (latent, "1")))
    wf_draft_set_latent (&reader->draft, index);
  return read_place (reader, node, index, error) && read_roles (reader, node, index, error);
}

static gboolean
read_nodes (Reader *reader, xmlNode *graph, GError **error)
{
  static const char *const names[] = { "name", "label", NULL };
  gsize i = 0;

  /* the last is the label of the picture */
  while (i < G_N_ELEMENTS (names) && !has_names (reader, graph, names[i]))
    i++;
  for (xmlNode *node = wf_xml_find (graph->children, "node"); node != NULL;
       node = wf_xml_find (node->next, "node"))
    if (!read_node (reader, node, i == G_N_ELEMENTS (names), i < G_N_ELEMENTS (names) ? names[i] : NULL,
                    error))
      return FALSE;
  return TRUE;
}

static gboolean
find_end (Reader *reader, xmlNode *edge, const char *member, guint *node, GError **error)
{
  g_autofree char *id = wf_xml_dup_attribute (edge, member);
  gsize found = id != NULL ? GPOINTER_TO_SIZE (g_hash_table_lookup (reader->ids, id)) : 0;

  if (found == 0)
    {
      wf_xml_set_error (&reader->xml, edge, error, WF_ERROR_PARSE,
                        _ ("the %s of this edge is “%s”, which isn’t the id of a node"), member,
                        id != NULL ? id : "");
      return FALSE;
    }
  *node = (guint) (found - 1);
  return TRUE;
}

static WfMark
read_arrow (const xmlNode *arrows, const char *end)
{
  g_autofree char *shape = wf_xml_dup_attribute (arrows, end);

  if (shape == NULL || g_str_equal (shape, "none"))
    return WF_MARK_TAIL;
  return g_str_has_suffix (shape, "circle") ? WF_MARK_CIRCLE : WF_MARK_ARROW;
}

static gboolean
read_mark (Reader *reader, xmlNode *edge, const char *name, WfMark *mark, GError **error)
{
  g_autofree char *text = dup_data (reader, edge, name);

  if (text == NULL || wf_mark_from_text (g_strstrip (text), mark))
    return TRUE;
  wf_xml_set_error (&reader->xml, edge, error, WF_ERROR_PARSE, _ ("%s: “%s” isn’t tail, arrow or circle"),
                    name, text);
  return FALSE;
}

static gboolean
read_edge (Reader *reader, xmlNode *element, gboolean is_directed, GError **error)
{
  g_autofree char *directed = wf_xml_dup_attribute (element, "directed");
  xmlNode *arrows = find_picture (element, "Arrows");
  WfEdge edge = { 0 };
  double coefficient;

  if (directed != NULL)
    is_directed = g_str_equal (directed, "true") || g_str_equal (directed, "1");
  edge.mark_a = arrows != NULL ? read_arrow (arrows, "source") : WF_MARK_TAIL;
  edge.mark_b = arrows != NULL ? read_arrow (arrows, "target") : is_directed ? WF_MARK_ARROW : WF_MARK_TAIL;
  if (!find_end (reader, element, "source", &edge.a, error) ||
      !find_end (reader, element, "target", &edge.b, error) ||
      !read_mark (reader, element, "source-mark", &edge.mark_a, error) ||
      !read_mark (reader, element, "target-mark", &edge.mark_b, error) ||
      !read_number (reader, element, "probability", &edge.probability, error) ||
      !read_number (reader, element, "coefficient", &coefficient, error))
    return FALSE;
  if (edge.probability < 0 || edge.probability > 1)
    {
      wf_xml_set_error (&reader->xml, element, error, WF_ERROR_PARSE,
                        _ ("the probability of this edge isn’t between 0 and 1"));
      return FALSE;
    }
  if (!wf_draft_add_edge (&reader->draft, &edge, wf_xml_get_place (&reader->xml, element), error))
    return FALSE;
  if (!isnan (coefficient))
    wf_draft_set_coefficient (&reader->draft, &edge, coefficient);
  return TRUE;
}

static xmlNode *
find_graph (Reader *reader, GError **error)
{
  xmlNode *root = xmlDocGetRootElement (reader->xml.doc);
  xmlNode *graph = wf_xml_find (root->children, "graph");
  xmlNode *second = graph != NULL ? wf_xml_find (graph->next, "graph") : NULL;

  if (!wf_xml_is (root, "graphml") || graph == NULL)
    wf_xml_set_error (&reader->xml, root, error, WF_ERROR_PARSE, _ ("<graph> within <graphml> is missing"));
  else if (second != NULL)
    wf_xml_set_error (&reader->xml, second, error, WF_ERROR_UNSUPPORTED,
                      _ ("a second graph; only one graph a file is read"));
  else
    return graph;
  return NULL;
}

static gboolean
read_graph (Reader *reader, WfGraphKind *kind, GError **error)
{
  xmlNode *graph = find_graph (reader, error);
  g_autofree char *edge_default = NULL;
  g_autofree char *kind_name = NULL;
  gboolean is_directed;

  if (graph == NULL)
    return FALSE;
  read_keys (reader, graph->parent);
  kind_name = dup_data (reader, graph, "kind");
  *kind = WF_GRAPH_UNKNOWN;
  if (kind_name != NULL && !wf_graph_kind_from_text (g_strstrip (kind_name), kind))
    {
      wf_xml_set_error (&reader->xml, graph, error, WF_ERROR_PARSE,
                        _ ("“%s” isn’t a kind of graph; use dag, cpdag, mag, pag, admg or unknown"),
                        kind_name);
      return FALSE;
    }
  edge_default = wf_xml_dup_attribute (graph, "edgedefault");
  is_directed = g_strcmp0 (edge_default, "undirected") != 0;
  if (!read_nodes (reader, graph, error))
    return FALSE;
  for (xmlNode *edge = wf_xml_find (graph->children, "edge"); edge != NULL;
       edge = wf_xml_find (edge->next, "edge"))
    if (!read_edge (reader, edge, is_directed, error))
      return FALSE;
  return TRUE;
}

/**
 * wf_graphml_read: (skip)
 *
 * Reads a graph (Brandes et al. 2002, "GraphML Progress Report").
 */
WfGraph *
wf_graphml_read (WfSource *source, GError **error)
{
  g_auto (Reader) reader = { 0 };
  WfGraphKind kind;

  reader.keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wf_draft_init (&reader.draft, &reader.text);
  if (!wf_xml_init (&reader.xml, source, error))
    return NULL;
  reader.text = (WfText){ reader.xml.name, reader.xml.start, reader.xml.end };
  if (!read_graph (&reader, &kind, error))
    return NULL;
  return wf_draft_end (&reader.draft, kind, error);
}
