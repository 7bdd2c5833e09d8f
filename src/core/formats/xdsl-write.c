/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/formats/network-xml-private.h"
#include "core/formats/xdsl-private.h"

#define HALF_WIDTH  40 /* of a node on GeNIe's page */
#define HALF_HEIGHT 20

static void
append_property (GString *text, const char *id, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (text, "\t\t\t<property id=\"%s\">%s</property>\n", id, escaped);
}

/* names that are no identifiers, and the place among the variables where the order had to change */
static void
append_own_properties (
    WfModel *model, guint node, const char *id, char **states, gboolean has_index, GString *text)
{
  WfTable *table = wf_model_get_table (model);
  const char *name = wf_graph_get_name (wf_model_get_graph (model), node);

  if (!g_str_equal (name, id))
    append_property (text, WF_NETWORK_NAME, name);
  for (guint l = 0; l < wf_table_get_n_levels (table, node); l++)
    if (!g_str_equal (wf_table_get_level (table, node, l), states[l]))
      {
        g_autofree char *property = g_strdup_printf (WF_XDSL_STATE "%u", l);

        append_property (text, property, wf_table_get_level (table, node, l));
      }
  if (has_index)
    {
      g_autofree char *index = g_strdup_printf ("%u", node);

      append_property (text, WF_XDSL_INDEX, index);
    }
}

static char **
make_state_ids (WfTable *table, guint node)
{
  gsize n = wf_table_get_n_levels (table, node);
  g_autofree const char **levels = g_new0 (const char *, n + 1);

  for (gsize l = 0; l < n; l++)
    levels[l] = wf_table_get_level (table, node, l);
  return wf_network_make_ids (levels);
}

static void
append_node (WfModel *model, guint node, char **ids, gboolean has_index, GString *text)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);
  g_auto (GStrv) states = make_state_ids (wf_model_get_table (model), node);

  g_string_append_printf (text, "\t\t<cpt id=\"%s\">\n", ids[node]);
  append_own_properties (model, node, ids[node], states, has_index, text);
  for (gsize l = 0; states[l] != NULL; l++)
    g_string_append_printf (text, "\t\t\t<state id=\"%s\" />\n", states[l]);
  if (n_parents > 0)
    {
      g_string_append (text, "\t\t\t<parents>");
      for (gsize k = 0; k < n_parents; k++)
        g_string_append_printf (text, "%s%s", k > 0 ? " " : "", ids[parents[k]]);
      g_string_append (text, "</parents>\n");
    }
  g_string_append (text, "\t\t\t<probabilities>");
  wf_network_append_table (model, node, text);
  g_string_append (text, "</probabilities>\n\t\t</cpt>\n");
}

static void
append_picture (WfGraph *graph, guint node, const char *id, GString *text)
{
  double x, y;

  g_string_append_printf (text, "\t\t\t<node id=\"%s\">\n", id);
  wf_network_xml_append (text, "\t\t\t\t", "name", wf_graph_get_name (graph, node));
  g_string_append (text, "\t\t\t\t<interior color=\"e5f6f7\" />\n\t\t\t\t<outline color=\"000080\" />\n"
                         "\t\t\t\t<font color=\"000000\" name=\"Arial\" size=\"8\" />\n");
  if (wf_graph_get_position (graph, node, &x, &y))
    g_string_append_printf (text, "\t\t\t\t<position>%.0f %.0f %.0f %.0f</position>\n",
                            round (x) - HALF_WIDTH, round (y) - HALF_HEIGHT, round (x) + HALF_WIDTH,
                            round (y) + HALF_HEIGHT);
  g_string_append (text, "\t\t\t</node>\n");
}

gboolean
wf_xdsl_write (WfModel *model, GString *text, GError **error)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_nodes;
  g_autofree guint *order = wf_graph_sort_topologically (graph, &n_nodes);
  g_auto (GStrv) ids = wf_network_make_ids (wf_graph_get_names (graph));
  gboolean has_index = FALSE;

  if (!wf_network_check_discrete (model, wf_format_xdsl.name, error) ||
      !wf_network_xml_check_names (model, wf_format_xdsl.name, error))
    return FALSE;
  for (gsize i = 0; i < n_nodes; i++)
    has_index = has_index || order[i] != i;
  g_string_append (text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<smile version=\"1.0\" id=\"Network\" numsamples=\"10000\">\n\t<nodes>\n");
  for (gsize i = 0; i < n_nodes; i++)
    append_node (model, order[i], ids, has_index, text);
  g_string_append (text, "\t</nodes>\n\t<extensions>\n"
                         "\t\t<genie version=\"1.0\" app=\"Wherefore\" name=\"Network\">\n");
  for (gsize i = 0; i < n_nodes; i++)
    append_picture (graph, order[i], ids[order[i]], text);
  g_string_append (text, "\t\t</genie>\n\t</extensions>\n</smile>\n");
  return TRUE;
}
