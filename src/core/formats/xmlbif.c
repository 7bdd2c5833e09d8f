/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* XMLBIF 0.3 (Cozman 1998): the Interchange Format in XML. Tables list the own states fastest, then the last
 * GIVEN. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/formats-private.h"
#include "core/formats/network-xml-private.h"

static void
read_position (WfNetworkVariable *own, const xmlNode *element)
{
  for (xmlNode *property = wf_xml_find (element->children, "PROPERTY"); property != NULL;
       property = wf_xml_find (property->next, "PROPERTY"))
    {
      g_autofree char *text = wf_xml_dup_text (property);

      if (wf_network_parse_position (text, &own->x, &own->y))
        return;
    }
}

/* <VARIABLE TYPE="nature"><NAME/><OUTCOME/>...</VARIABLE> */
static gboolean
read_variable (WfNetworkDraft *draft, const xmlNode *element, GError **error)
{
  xmlNode *name_element = wf_xml_find (element->children, "NAME");
  g_autofree char *type = wf_xml_dup_attribute (element, "TYPE");
  g_autofree char *name = name_element != NULL ? wf_xml_dup_text (name_element) : g_strdup ("");
  xmlNode *outcome;
  guint variable;

  if (type != NULL && g_ascii_strcasecmp (type, "nature") != 0)
    return wf_network_draft_fail (draft, element, error, WF_ERROR_UNSUPPORTED,
                                  _ ("“%s” is of the type “%s”; only “nature” is read, remove it"), name,
                                  type);
  if (!wf_network_draft_add_variable (draft, name, element, &variable, error))
    return FALSE;
  read_position (wf_network_draft_get (draft, variable), element);
  for (outcome = wf_xml_find (element->children, "OUTCOME"); outcome != NULL;
       outcome = wf_xml_find (outcome->next, "OUTCOME"))
    {
      g_autofree char *state = wf_xml_dup_text (outcome);

      if (!wf_network_draft_add_state (draft, variable, state, outcome, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_variable (WfNetworkDraft *draft, const xmlNode *element, guint *variable, GError **error)
{
  g_autofree char *name = wf_xml_dup_text (element);

  return wf_network_draft_find (draft, name, element, variable, error);
}

/* <DEFINITION><FOR/><GIVEN/>...<TABLE/></DEFINITION> */
static gboolean
read_definition (WfNetworkDraft *draft, const xmlNode *element, GError **error)
{
  xmlNode *child = wf_xml_find (element->children, "FOR");
  xmlNode *table = wf_xml_find (element->children, "TABLE");
  g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (guint));
  guint variable, parent;

  if (child == NULL || table == NULL)
    return wf_network_draft_fail (draft, element, error, WF_ERROR_PARSE,
                                  _ ("a definition lacks its <%s>; add it"), child == NULL ? "FOR" : "TABLE");
  if (wf_xml_find (child->next, "FOR") != NULL)
    return wf_network_draft_fail (draft, element, error, WF_ERROR_UNSUPPORTED,
                                  _ ("a table of several variables at once; give each a table of its own"));
  if (!find_variable (draft, child, &variable, error))
    return FALSE;
  for (xmlNode *given = wf_xml_find (element->children, "GIVEN"); given != NULL;
       given = wf_xml_find (given->next, "GIVEN"))
    {
      if (!find_variable (draft, given, &parent, error))
        return FALSE;
      g_array_append_val (parents, parent);
    }
  return wf_network_draft_define (draft, variable, (const guint *) parents->data, parents->len, element,
                                  error) &&
         wf_network_xml_read_table (draft, variable, table, error);
}

static gboolean
read_network (WfNetworkDraft *draft, const xmlNode *network, WfProgress *progress, GError **error)
{
  for (xmlNode *child = wf_xml_find (network->children, NULL); child != NULL;
       child = wf_xml_find (child->next, NULL))
    if (wf_xml_is (child, "VARIABLE") && !read_variable (draft, child, error))
      return FALSE;
  for (xmlNode *child = wf_xml_find (network->children, NULL); child != NULL;
       child = wf_xml_find (child->next, NULL))
    if ((wf_xml_is (child, "DEFINITION") || wf_xml_is (child, "PROBABILITY")) &&
        (!wf_progress_check (progress, error) || !read_definition (draft, child, error)))
      return FALSE;
  return TRUE;
}

static WfModel *
read_model (WfSource *source, WfProgress *progress, GError **error)
{
  g_auto (WfXml) xml = { 0 };
  g_auto (WfNetworkDraft) draft = { 0 };
  xmlNode *root, *network;

  wf_network_draft_init (&draft, &xml, wf_network_xml_set_error);
  if (!wf_xml_init (&xml, source, error))
    return NULL;
  root = xmlDocGetRootElement (xml.doc);
  network = wf_xml_is (root, "BIF") ? wf_xml_find (root->children, "NETWORK") : NULL;
  if (network == NULL)
    {
      wf_network_draft_fail (&draft, root, error, WF_ERROR_PARSE,
                             _ ("<BIF> with a <NETWORK> in it is expected"));
      return NULL;
    }
  return read_network (&draft, network, progress, error) ? wf_network_draft_end (&draft, error) : NULL;
}

static void
append_variable (WfModel *model, guint node, GString *text)
{
  WfTable *table = wf_model_get_table (model);
  WfGraph *graph = wf_model_get_graph (model);
  double x, y;

  g_string_append (text, "<VARIABLE TYPE=\"nature\">\n");
  wf_network_xml_append (text, "  ", "NAME", wf_graph_get_name (graph, node));
  for (gsize i = 0; i < wf_table_get_n_levels (table, node); i++)
    wf_network_xml_append (text, "  ", "OUTCOME", wf_table_get_level (table, node, i));
  if (wf_graph_get_position (graph, node, &x, &y))
    {
      g_string_append (text, "  <PROPERTY>position = (");
      wf_append_double (text, x);
      g_string_append (text, ", ");
      wf_append_double (text, y);
      g_string_append (text, ")</PROPERTY>\n");
    }
  g_string_append (text, "</VARIABLE>\n");
}

static void
append_definition (WfModel *model, guint node, GString *text)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);

  g_string_append (text, "<DEFINITION>\n");
  wf_network_xml_append (text, "  ", "FOR", wf_graph_get_name (graph, node));
  for (gsize k = 0; k < n_parents; k++)
    wf_network_xml_append (text, "  ", "GIVEN", wf_graph_get_name (graph, parents[k]));
  g_string_append (text, "  <TABLE>");
  wf_network_append_table (model, node, text);
  g_string_append (text, "</TABLE>\n</DEFINITION>\n");
}

static gboolean
write_model (WfModel *model, GString *text, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));

  if (!wf_network_check_discrete (model, wf_format_xmlbif.name, error) ||
      !wf_network_xml_check_names (model, wf_format_xmlbif.name, error))
    return FALSE;
  g_string_append (text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BIF VERSION=\"0.3\">\n<NETWORK>\n"
                         "<NAME>unknown</NAME>\n");
  for (guint i = 0; i < n_nodes; i++)
    append_variable (model, i, text);
  for (guint i = 0; i < n_nodes; i++)
    append_definition (model, i, text);
  g_string_append (text, "</NETWORK>\n</BIF>\n");
  return TRUE;
}

static int
sniff (const char *head, gsize length)
{
  return wf_xml_sniff (head, length, "BIF") ? 96 : 0;
}

static const char *const extensions[] = { "xmlbif", "xml", NULL };
static const char *const mime_types[] = { "application/x-xmlbif", NULL };

const WfFormat wf_format_xmlbif = {
  .id = "xmlbif",
  .name = N_ ("Bayesian network (XMLBIF)"),
  .summary = N_ ("Version 0.3"),
  .content = WF_CONTENT_MODEL,
  .loses =
      N_ ("properties but the position, spaces around names, which nodes are hidden, the order of parents"),
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_model = read_model,
  .write_model = write_model,
};
