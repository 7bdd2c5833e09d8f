/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* XDSL, the format of SMILE and GeNIe. Tables list the own states fastest, then the last parent. Identifiers
 * are ASCII words; other names stand in user properties of ours. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/network-xml-private.h"
#include "core/formats/xdsl-private.h"

typedef struct
{
  WfNetworkDraft draft;
  GPtrArray *elements; /* xmlNode: the nodes, in the order of the variables */
  GHashTable *ids;     /* of a node -> its variable + 1 */
} Reader;

static void
reader_clear (Reader *self)
{
  wf_network_draft_clear (&self->draft);
  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* (transfer full), nullable */
static char *
dup_id (const xmlNode *element)
{
  char *id = wf_xml_dup_attribute (element, "id");

  return id != NULL ? g_strstrip (id) : NULL;
}

/* (transfer full), nullable */
static char *
dup_property (const xmlNode *element, const char *id)
{
  for (xmlNode *property = wf_xml_find (element->children, "property"); property != NULL;
       property = wf_xml_find (property->next, "property"))
    {
      g_autofree char *own = wf_xml_dup_attribute (property, "id");

      if (g_strcmp0 (own, id) == 0)
        return wf_xml_dup_text (property);
    }
  return NULL;
}

/* the place of a node among the variables; that in the file where nothing is said */
static gint64
get_index (const xmlNode *element)
{
  g_autofree char *text = dup_property (element, WF_XDSL_INDEX);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static int
compare_index (gconstpointer a, gconstpointer b)
{
  gint64 x = get_index (*(const xmlNode *const *) a), y = get_index (*(const xmlNode *const *) b);

  return x < y ? -1 : x > y;
}

/* cpt and deterministic nodes; others are an error */
static gboolean
collect_nodes (Reader *self, const xmlNode *nodes, GError **error)
{
  gboolean have_index = TRUE;

  for (xmlNode *node = wf_xml_find (nodes->children, NULL); node != NULL;
       node = wf_xml_find (node->next, NULL))
    {
      if (!wf_xml_is (node, "cpt") && !wf_xml_is (node, "deterministic"))
        return wf_network_draft_fail (&self->draft, node, error, WF_ERROR_UNSUPPORTED,
                                      _ ("a node of the kind “%s”; only “cpt” and “deterministic” are read, "
                                         "turn it into one"),
                                      (const char *) node->name);
      have_index = have_index && get_index (node) >= 0;
      g_ptr_array_add (self->elements, node);
    }
  if (have_index)
    g_ptr_array_sort (self->elements, compare_index);
  return TRUE;
}

static gboolean
read_states (Reader *self, guint variable, const xmlNode *element, GError **error)
{
  guint number = 0;

  for (xmlNode *state = wf_xml_find (element->children, "state"); state != NULL;
       state = wf_xml_find (state->next, "state"))
    {
      g_autofree char *property = g_strdup_printf (WF_XDSL_STATE "%u", number++);
      g_autofree char *name = dup_property (element, property);

      if (name == NULL)
        name = dup_id (state);
      if (name == NULL)
        return wf_network_draft_fail (&self->draft, state, error, WF_ERROR_PARSE,
                                      _ ("a state without an id"));
      if (!wf_network_draft_add_state (&self->draft, variable, name, state, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_node (Reader *self, const xmlNode *element, GError **error)
{
  char *id = dup_id (element);
  g_autofree char *name = dup_property (element, WF_NETWORK_NAME);
  guint variable;

  if (id == NULL)
    return wf_network_draft_fail (&self->draft, element, error, WF_ERROR_PARSE, _ ("a node without an id"));
  if (!wf_network_draft_add_variable (&self->draft, name != NULL ? name : id, element, &variable, error))
    {
      g_free (id);
      return FALSE;
    }
  g_hash_table_insert (self->ids, id, GUINT_TO_POINTER (variable + 1));
  return read_states (self, variable, element, error);
}

/* one state of the variable for each combination of its parents */
static gboolean
read_resulting_states (Reader *self, guint variable, const xmlNode *element, GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (&self->draft, variable);
  g_autofree char *text = wf_xml_dup_text (element);
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autofree double *table = g_new0 (double, own->n_entries);
  gsize n_states = own->states->len, row = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      guint state;

      if (*words[i] == '\0')
        continue;
      if (!wf_network_draft_find_state (&self->draft, variable, words[i], element, &state, error))
        return FALSE;
      if (row * n_states < own->n_entries)
        table[row * n_states + state] = 1.0;
      row++;
    }
  return wf_network_draft_set_table (&self->draft, variable, table, row * n_states, FALSE, element, error);
}

static gboolean
read_parents (Reader *self, const xmlNode *element, GArray *parents, GError **error)
{
  g_autofree char *text = wf_xml_dup_text (element);
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      guint parent = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, words[i])) - 1;

      if (*words[i] == '\0')
        continue;
      if (parent == G_MAXUINT)
        return wf_network_draft_fail (&self->draft, element, error, WF_ERROR_DATA,
                                      _ ("there is no variable “%s”; declare it"), words[i]);
      g_array_append_val (parents, parent);
    }
  return TRUE;
}

static gboolean
read_table (Reader *self, guint variable, const xmlNode *element, GError **error)
{
  gboolean is_table = wf_xml_is (element, "cpt");
  const char *tag = is_table ? "probabilities" : "resultingstates";
  xmlNode *parents_element = wf_xml_find (element->children, "parents");
  xmlNode *table = wf_xml_find (element->children, tag);
  g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (guint));

  if (table == NULL)
    return wf_network_draft_fail (&self->draft, element, error, WF_ERROR_DATA, _ ("the node lacks its <%s>"),
                                  tag);
  if ((parents_element != NULL && !read_parents (self, parents_element, parents, error)) ||
      !wf_network_draft_define (&self->draft, variable, (const guint *) parents->data, parents->len, element,
                                error))
    return FALSE;
  return is_table ? wf_network_xml_read_table (&self->draft, variable, table, error)
                  : read_resulting_states (self, variable, table, error);
}

/* <extensions><genie><node id="A"><position>left top right bottom</position>, also in submodels */
static void
read_positions (Reader *self, const xmlNode *parent, guint depth)
{
  for (xmlNode *node = wf_xml_find (parent->children, NULL); node != NULL;
       node = wf_xml_find (node->next, NULL))
    {
      xmlNode *position = wf_xml_find (node->children, "position");
      g_autofree char *id = wf_xml_dup_attribute (node, "id");
      guint variable = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, id)) : 0;

      if (wf_xml_is (node, "node") && position != NULL && variable > 0)
        {
          g_autofree char *text = wf_xml_dup_text (position);
          double box[4] = { NAN, NAN, NAN, NAN };
          char *end = text;

          for (guint i = 0; i < G_N_ELEMENTS (box) && *end != '\0'; i++)
            box[i] = g_ascii_strtod (end, &end);
          wf_network_draft_get (&self->draft, variable - 1)->x = (box[0] + box[2]) / 2.0;
          wf_network_draft_get (&self->draft, variable - 1)->y = (box[1] + box[3]) / 2.0;
        }
      else if (!wf_xml_is (node, "node") && depth > 0)
        read_positions (self, node, depth - 1);
    }
}

static gboolean
read_network (Reader *self, const xmlNode *root, WfProgress *progress, GError **error)
{
  xmlNode *nodes = wf_xml_is (root, "smile") ? wf_xml_find (root->children, "nodes") : NULL;
  xmlNode *extensions_element = wf_xml_find (root->children, "extensions");

  if (nodes == NULL)
    return wf_network_draft_fail (&self->draft, root, error, WF_ERROR_PARSE,
                                  _ ("<smile> with <nodes> in it is expected"));
  if (!collect_nodes (self, nodes, error))
    return FALSE;
  for (guint i = 0; i < self->elements->len; i++)
    if (!read_node (self, self->elements->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < self->elements->len; i++)
    if (!wf_progress_check (progress, error) || !read_table (self, i, self->elements->pdata[i], error))
      return FALSE;
  if (extensions_element != NULL)
    read_positions (self, extensions_element, 16);
  return TRUE;
}

static WfModel *
read_model (WfSource *source, WfProgress *progress, GError **error)
{
  g_auto (WfXml) xml = { 0 };
  g_auto (Reader) reader = { 0 };

  wf_network_draft_init (&reader.draft, &xml, wf_network_xml_set_error);
  reader.elements = g_ptr_array_new ();
  reader.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!wf_xml_init (&xml, source, error) ||
      !read_network (&reader, xmlDocGetRootElement (xml.doc), progress, error))
    return NULL;
  return wf_network_draft_end (&reader.draft, error);
}

static int
sniff (const char *head, gsize length)
{
  return wf_xml_sniff (head, length, "smile") ? 96 : 0;
}

static const char *const extensions[] = { "xdsl", NULL };
static const char *const mime_types[] = { "application/x-xdsl", NULL };

const WfFormat wf_format_xdsl = {
  .id = "xdsl",
  .name = N_ ("Bayesian network (XDSL, GeNIe)"),
  .summary =
      N_ ("Nodes with tables and deterministic ones; names that are no identifiers stand in properties"),
  .content = WF_CONTENT_MODEL,
  .loses =
      N_ ("properties, colours and submodels, fractions of positions, spaces around names, which nodes are "
          "hidden, the order of parents"),
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_model = read_model,
  .write_model = wf_xdsl_write,
};
