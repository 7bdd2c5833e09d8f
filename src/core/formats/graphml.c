/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/xml-private.h"

#define NAMESPACE "http://graphml.graphdrawing.org/xmlns"

static const char *const flags[] = { "false", "true" };

static gboolean
write_element (xmlTextWriter *writer, const char *key, const char *value)
{
  return xmlTextWriterStartElement (writer, (const xmlChar *) "data") >= 0 &&
         xmlTextWriterWriteAttribute (writer, (const xmlChar *) "key", (const xmlChar *) key) >= 0 &&
         xmlTextWriterWriteString (writer, (const xmlChar *) value) >= 0 &&
         xmlTextWriterEndElement (writer) >= 0;
}

static void
write_number (xmlTextWriter *writer, const char *key, double value)
{
  g_autoptr (GString) number = g_string_new (NULL);

  if (isnan (value))
    return;
  wf_append_double (number, value);
  write_element (writer, key, number->str);
}

static void
write_keys (xmlTextWriter *writer)
{
  static const struct
  {
    const char *owner, *name, *type;
  } keys[] = {
    { "graph", "kind", "string" },       { "node", "name", "string" },
    { "node", "x", "double" },           { "node", "y", "double" },
    { "node", "latent", "boolean" },     { "node", "roles", "string" },
    { "edge", "source-mark", "string" }, { "edge", "target-mark", "string" },
    { "edge", "probability", "double" }, { "edge", "coefficient", "double" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      xmlTextWriterStartElement (writer, (const xmlChar *) "key");
      xmlTextWriterWriteAttribute (writer, (const xmlChar *) "id", (const xmlChar *) keys[i].name);
      xmlTextWriterWriteAttribute (writer, (const xmlChar *) "for", (const xmlChar *) keys[i].owner);
      xmlTextWriterWriteAttribute (writer, (const xmlChar *) "attr.name", (const xmlChar *) keys[i].name);
      xmlTextWriterWriteAttribute (writer, (const xmlChar *) "attr.type", (const xmlChar *) keys[i].type);
      xmlTextWriterEndElement (writer);
    }
}

/* the ids of nodes are their names where XML takes those as ids, else n0, n1 ... */
static gboolean
has_plain_names (WfGraph *graph)
{
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    if (xmlValidateNMToken ((const xmlChar *) wf_graph_get_name (graph, v), 0) != 0)
      return FALSE;
  return TRUE;
}

static char *
dup_id (WfGraph *graph, guint node, gboolean is_plain)
{
  return is_plain ? g_strdup (wf_graph_get_name (graph, node)) : g_strdup_printf ("n%u", node);
}

static void
write_node (xmlTextWriter *writer, WfGraph *graph, guint node, gboolean is_plain)
{
  g_autofree char *id = dup_id (graph, node, is_plain);
  g_autoptr (GString) roles = g_string_new (NULL);
  double x, y;

  xmlTextWriterStartElement (writer, (const xmlChar *) "node");
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "id", (const xmlChar *) id);
  if (!is_plain)
    write_element (writer, "name", wf_graph_get_name (graph, node));
  if (wf_graph_get_position (graph, node, &x, &y))
    {
      write_number (writer, "x", x);
      write_number (writer, "y", y);
    }
  if (wf_graph_is_latent (graph, node))
    write_element (writer, "latent", flags[TRUE]);
  for (gsize i = 0; i < WF_N_ROLES; i++)
    if (wf_graph_get_roles (graph, node) & wf_role_names[i].role)
      g_string_append_printf (roles, "%s%s", roles->len > 0 ? " " : "", wf_role_names[i].name);
  if (roles->len > 0)
    write_element (writer, "roles", roles->str);
  xmlTextWriterEndElement (writer);
}

static void
write_edge (xmlTextWriter *writer, WfGraph *graph, const WfEdge *edge, gboolean is_plain)
{
  gboolean is_turned = edge->mark_a == WF_MARK_ARROW && edge->mark_b != WF_MARK_ARROW;
  guint source = is_turned ? edge->b : edge->a, target = is_turned ? edge->a : edge->b;
  WfMark source_mark = wf_graph_get_mark (graph, target, source);
  WfMark target_mark = wf_graph_get_mark (graph, source, target);
  g_autofree char *from = dup_id (graph, source, is_plain);
  g_autofree char *to = dup_id (graph, target, is_plain);

  xmlTextWriterStartElement (writer, (const xmlChar *) "edge");
  if (source_mark == WF_MARK_TAIL && target_mark == WF_MARK_TAIL)
    xmlTextWriterWriteAttribute (writer, (const xmlChar *) "directed", (const xmlChar *) flags[FALSE]);
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "source", (const xmlChar *) from);
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "target", (const xmlChar *) to);
  write_element (writer, "source-mark", wf_mark_to_text (source_mark));
  write_element (writer, "target-mark", wf_mark_to_text (target_mark));
  write_number (writer, "probability", edge->probability);
  write_number (writer, "coefficient", wf_graph_get_coefficient (graph, edge->a, edge->b));
  xmlTextWriterEndElement (writer);
}

static gboolean
check_names (WfGraph *graph, GError **error)
{
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    if (!wf_xml_can_hold (wf_graph_get_name (graph, v)))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("The name “%s” has characters that XML can’t hold. Rename the node or choose another "
                        "format."),
                     wf_graph_get_name (graph, v));
        return FALSE;
      }
  return TRUE;
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  xmlBuffer *buffer;
  xmlTextWriter *writer;
  gboolean is_plain = has_plain_names (graph);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  if (!check_names (graph, error))
    return FALSE;
  buffer = xmlBufferCreate ();
  writer = xmlNewTextWriterMemory (buffer, 0);
  xmlTextWriterSetIndent (writer, 1);
  xmlTextWriterStartDocument (writer, NULL, "UTF-8", NULL);
  xmlTextWriterStartElement (writer, (const xmlChar *) "graphml");
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "xmlns", (const xmlChar *) NAMESPACE);
  write_keys (writer);
  xmlTextWriterStartElement (writer, (const xmlChar *) "graph");
  xmlTextWriterWriteAttribute (writer, (const xmlChar *) "edgedefault", (const xmlChar *) "directed");
  write_element (writer, "kind", wf_graph_kind_to_text (wf_graph_get_kind (graph)));
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    write_node (writer, graph, v, is_plain);
  for (gsize i = 0; i < n_edges; i++)
    write_edge (writer, graph, &edges[i], is_plain);
  xmlTextWriterEndDocument (writer);
  xmlFreeTextWriter (writer);
  g_string_append_len (text, (const char *) xmlBufferContent (buffer), xmlBufferLength (buffer));
  xmlBufferFree (buffer);
  return TRUE;
}

static int
sniff (const char *head, gsize length)
{
  return wf_xml_sniff (head, length, "graphml") ? 97 : 0;
}

static const char *const extensions[] = { "graphml", NULL };
static const char *const mime_types[] = { "application/graphml+xml", NULL };

const WfFormat wf_format_graphml = {
  .id = "graphml",
  .name = N_ ("GraphML"),
  .summary =
      N_ ("Marks as the data “source-mark” and “target-mark”; yEd’s places, labels and arrows are read"),
  .content = WF_CONTENT_GRAPH,
  .loses = N_ ("other data, ports, hyperedges and graphs within nodes"),
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = wf_graphml_read,
  .write_graph = write_graph,
};
