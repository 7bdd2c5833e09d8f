/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "core/formats/formats-private.h"
#include "core/formats/network-lexer-private.h"

static int
sniff (const char *head, gsize length)
{
  WfText text = { "", head, head + length };
  g_auto (WfNetworkDraft) draft = { 0 };
  g_auto (WfNetworkLexer) lexer = { 0 };
  gboolean is_net;

  if (length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    text.start += 3;
  wf_network_draft_init (&draft, &text, wf_network_text_set_error);
  wf_network_lexer_init (&lexer, &draft, WF_NET_MARKS, TRUE);
  if (!wf_network_lexer_advance (&lexer, NULL))
    return 0;
  is_net = wf_network_lexer_is_keyword (&lexer, "net");
  if (!is_net && !wf_network_lexer_is_keyword (&lexer, "node"))
    return 0;
  if (!wf_network_lexer_advance (&lexer, NULL) ||
      (!is_net && wf_network_lexer_is_name (&lexer) && !wf_network_lexer_advance (&lexer, NULL)))
    return 0;
  return wf_network_lexer_is_mark (&lexer, '{') ? 94 : 0;
}

static void
append_node (WfModel *model, guint node, const char *id, GString *text)
{
  WfTable *table = wf_model_get_table (model);
  WfGraph *graph = wf_model_get_graph (model);
  const char *name = wf_graph_get_name (graph, node);
  double x, y;

  g_string_append_printf (text, "node %s\n{\n  label = ", id);
  wf_network_append_string (text, name);
  g_string_append (text, ";\n");
  if (!g_str_equal (name, id))
    {
      g_string_append (text, "  " WF_NETWORK_NAME " = ");
      wf_network_append_string (text, name);
      g_string_append (text, ";\n");
    }
  if (wf_graph_get_position (graph, node, &x, &y))
    g_string_append_printf (text, "  position = (%.0f %.0f);\n", x, y);
  g_string_append (text, "  states = (");
  for (gsize i = 0; i < wf_table_get_n_levels (table, node); i++)
    {
      g_string_append (text, i > 0 ? " " : "");
      wf_network_append_string (text, wf_table_get_level (table, node, i));
    }
  g_string_append (text, ");\n}\n");
}

/* the brackets that open before an entry or close behind it: one each list of which it is the first or the
 * last */
static void
append_brackets (char bracket, gsize entry, const gsize *sizes, gsize n_sizes, GString *text)
{
  for (gsize k = n_sizes; k-- > 0; entry /= sizes[k])
    {
      if (entry % sizes[k] != (bracket == '(' ? 0 : sizes[k] - 1))
        return;
      g_string_append_c (text, bracket);
    }
}

static void
append_potential (WfModel *model, guint node, char **ids, GString *text)
{
  WfTable *table = wf_model_get_table (model);
  gsize n_parents, n_entries;
  g_autofree guint *parents = wf_graph_list_parents (wf_model_get_graph (model), node, &n_parents);
  const double *cpt = wf_model_get_cpt (model, node, &n_entries);
  g_autofree gsize *sizes = g_new (gsize, n_parents + 1);

  g_string_append_printf (text, "potential (%s", ids[node]);
  for (gsize k = 0; k < n_parents; k++)
    {
      sizes[k] = wf_table_get_n_levels (table, parents[k]);
      g_string_append_printf (text, "%s%s", k > 0 ? " " : " | ", ids[parents[k]]);
    }
  sizes[n_parents] = wf_table_get_n_levels (table, node);
  g_string_append (text, ")\n{\n  data = ");
  for (gsize i = 0; i < n_entries; i++)
    {
      g_string_append (text, i == 0 ? "" : i % sizes[n_parents] == 0 ? "\n          " : " ");
      append_brackets ('(', i, sizes, n_parents + 1, text);
      wf_append_double (text, cpt[i]);
      append_brackets (')', i, sizes, n_parents + 1, text);
    }
  g_string_append (text, ";\n}\n");
}

static gboolean
write_model (WfModel *model, GString *text, GError **error)
{
  WfGraph *graph = wf_model_get_graph (model);
  g_auto (GStrv) ids = wf_network_make_ids (wf_graph_get_names (graph));

  if (!wf_network_check_discrete (model, wf_format_net.name, error))
    return FALSE;
  g_string_append (text, "net\n{\n  node_size = (80 40);\n}\n");
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    append_node (model, i, ids[i], text);
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    append_potential (model, i, ids, text);
  return TRUE;
}

static const char *const extensions[] = { "net", "hugin", NULL };
static const char *const mime_types[] = { "application/x-hugin-net", NULL };

const WfFormat wf_format_net = {
  .id = "net",
  .name = N_ ("Bayesian network (Hugin NET)"),
  .summary =
      N_ ("Discrete nodes with tables; names that are no identifiers stand in an attribute of their own"),
  .content = WF_CONTENT_MODEL,
  .loses = N_ (
      "attributes but states and position, which is rounded; which nodes are hidden, the order of parents"),
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_model = wf_net_read,
  .write_model = write_model,
};
