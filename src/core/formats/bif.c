/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
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
  gboolean is_network;

  if (length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    text.start += 3;
  wf_network_draft_init (&draft, &text, wf_network_text_set_error);
  wf_network_lexer_init (&lexer, &draft, WF_BIF_MARKS, FALSE);
  if (!wf_network_lexer_advance (&lexer, NULL))
    return 0;
  is_network = wf_network_lexer_is_keyword (&lexer, "network");
  if (!is_network && !wf_network_lexer_is_keyword (&lexer, "variable"))
    return 0;
  do
    if (!wf_network_lexer_advance (&lexer, NULL))
      return 0;
  while (is_network && wf_network_lexer_is_name (&lexer));
  return wf_network_lexer_is_mark (&lexer, '{')             ? 95
         : is_network || !wf_network_lexer_is_name (&lexer) ? 0
                                                            : 60;
}

/* bare where every reader takes it so */
static void
append_name (GString *text, const char *name)
{
  gboolean is_bare = g_ascii_isalpha (*name) || *name == '_';

  for (const char *p = name; is_bare && *p != '\0'; p++)
    is_bare = g_ascii_isalnum (*p) || *p == '_' || *p == '-';
  if (is_bare)
    g_string_append (text, name);
  else
    wf_network_append_string (text, name);
}

static void
append_variable (WfModel *model, guint node, GString *text)
{
  WfTable *table = wf_model_get_table (model);
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_levels = wf_table_get_n_levels (table, node);
  double x, y;

  g_string_append (text, "variable ");
  append_name (text, wf_graph_get_name (graph, node));
  g_string_append_printf (text, " {\n  type discrete [ %" G_GSIZE_FORMAT " ] { ", n_levels);
  for (gsize i = 0; i < n_levels; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      append_name (text, wf_table_get_level (table, node, i));
    }
  g_string_append (text, " };\n");
  if (wf_graph_get_position (graph, node, &x, &y))
    {
      g_string_append (text, "  property \"position = (");
      wf_append_double (text, x);
      g_string_append (text, ", ");
      wf_append_double (text, y);
      g_string_append (text, ")\";\n");
    }
  g_string_append (text, "}\n");
}

static void
append_numbers (const double *p, gsize n, GString *text)
{
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? ", " : " ");
      wf_append_double (text, p[i]);
    }
  g_string_append (text, ";\n");
}

/* (yes, low) 0.1, 0.9; */
static void
append_rows (WfModel *model, guint node, const guint *parents, gsize n_parents, GString *text)
{
  WfTable *table = wf_model_get_table (model);
  gsize n_levels = wf_table_get_n_levels (table, node), n_entries;
  const double *cpt = wf_model_get_cpt (model, node, &n_entries);

  for (gsize row = 0; row < n_entries / n_levels; row++)
    {
      gsize below = n_entries / n_levels;

      g_string_append (text, "  (");
      for (gsize k = 0; k < n_parents; k++)
        {
          gsize n = wf_table_get_n_levels (table, parents[k]);

          below /= n;
          g_string_append (text, k > 0 ? ", " : "");
          append_name (text, wf_table_get_level (table, parents[k], row / below % n));
        }
      g_string_append_c (text, ')');
      append_numbers (cpt + row * n_levels, n_levels, text);
    }
}

static void
append_table (WfModel *model, guint node, GString *text)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_parents, n_entries;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);
  const double *cpt = wf_model_get_cpt (model, node, &n_entries);

  g_string_append (text, "probability ( ");
  append_name (text, wf_graph_get_name (graph, node));
  for (gsize k = 0; k < n_parents; k++)
    {
      g_string_append (text, k > 0 ? ", " : " | ");
      append_name (text, wf_graph_get_name (graph, parents[k]));
    }
  g_string_append (text, " ) {\n");
  if (n_parents > 0)
    append_rows (model, node, parents, n_parents, text);
  else
    {
      g_string_append (text, "  table");
      append_numbers (cpt, n_entries, text);
    }
  g_string_append (text, "}\n");
}

static gboolean
write_model (WfModel *model, GString *text, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));

  if (!wf_network_check_discrete (model, wf_format_bif.name, error))
    return FALSE;
  g_string_append (text, "network unknown {\n}\n");
  for (guint i = 0; i < n_nodes; i++)
    append_variable (model, i, text);
  for (guint i = 0; i < n_nodes; i++)
    append_table (model, i, text);
  return TRUE;
}

static const char *const extensions[] = { "bif", NULL };
static const char *const mime_types[] = { "application/x-bif", NULL };

const WfFormat wf_format_bif = {
  .id = "bif",
  .name = N_ ("Bayesian network (BIF)"),
  .summary = N_ ("Version 0.15 and the dialect of the Bayesian Network Repository; rows are found by state"),
  .loses = N_ ("properties but the position, which nodes are hidden, the order of parents"),
  .content = WF_CONTENT_MODEL,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_model = wf_bif_read,
  .write_model = write_model,
};
