/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "core/formats/dot-lexer-private.h"
#include "core/formats/formats-private.h"

static int
sniff (const char *head, gsize length)
{
  g_autofree char *copy = g_strndup (head, length);
  WfText text = { "", copy, copy + strlen (copy) };
  WfDotLexer lexer;
  int score = 0;

  if (g_str_has_prefix (copy, "\xef\xbb\xbf"))
    text.start += 3;
  wf_dot_lexer_init (&lexer, &text);
  if (wf_dot_lexer_advance (&lexer, NULL) &&
      (!wf_dot_lexer_is_keyword (&lexer, "strict") || wf_dot_lexer_advance (&lexer, NULL)) &&
      (wf_dot_lexer_is_keyword (&lexer, "digraph") || wf_dot_lexer_is_keyword (&lexer, "graph")) &&
      wf_dot_lexer_advance (&lexer, NULL) && (lexer.kind != DOT_ID || wf_dot_lexer_advance (&lexer, NULL)))
    score = wf_dot_lexer_is_mark (&lexer, '{') ? 95 : 0;
  wf_dot_lexer_clear (&lexer);
  return score;
}

/* the separator before the next attribute of a list, which it opens when needed */
static void
append_separator (GString *text, gboolean *is_open)
{
  g_string_append (text, *is_open ? ", " : " [");
  *is_open = TRUE;
}

static void
append_flags (WfGraph *graph, guint node, GString *text, gboolean *is_open)
{
  if (wf_graph_is_latent (graph, node))
    {
      append_separator (text, is_open);
      g_string_append (text, "latent=true");
    }
  for (gsize i = 0; i < WF_N_ROLES; i++)
    if (wf_graph_get_roles (graph, node) & wf_role_names[i].role)
      {
        append_separator (text, is_open);
        g_string_append_printf (text, "%s=true", wf_role_names[i].name);
      }
}

static void
append_nodes (WfGraph *graph, GString *text)
{
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      gboolean is_open = FALSE;
      double x, y;

      g_string_append (text, "  ");
      wf_dot_append_id (text, wf_graph_get_name (graph, v));
      append_flags (graph, v, text, &is_open);
      if (wf_graph_get_position (graph, v, &x, &y))
        {
          append_separator (text, &is_open);
          g_string_append (text, "pos=\"");
          wf_append_double (text, x);
          g_string_append_c (text, ',');
          wf_append_double (text, 0 - y);
          g_string_append (text, "!\"");
        }
      g_string_append (text, is_open ? "];\n" : ";\n");
    }
}

static const char *
mark_shape (WfMark mark)
{
  return mark == WF_MARK_TAIL ? "none" : mark == WF_MARK_CIRCLE ? "odot" : "normal";
}

static void
append_number (GString *text, gboolean *is_open, const char *name, double value)
{
  if (isnan (value))
    return;
  append_separator (text, is_open);
  g_string_append_printf (text, "%s=\"", name);
  wf_append_double (text, value);
  g_string_append_c (text, '"');
}

static void
append_edge (WfGraph *graph, const WfEdge *edge, GString *text)
{
  gboolean is_turned = edge->mark_a == WF_MARK_ARROW && edge->mark_b == WF_MARK_TAIL;
  gboolean is_arrow = is_turned || (edge->mark_a == WF_MARK_TAIL && edge->mark_b == WF_MARK_ARROW);
  gboolean is_open = FALSE;

  g_string_append (text, "  ");
  wf_dot_append_id (text, wf_graph_get_name (graph, is_turned ? edge->b : edge->a));
  g_string_append (text, " -> ");
  wf_dot_append_id (text, wf_graph_get_name (graph, is_turned ? edge->a : edge->b));
  if (!is_arrow)
    {
      append_separator (text, &is_open);
      g_string_append_printf (text, "dir=both, arrowhead=%s, arrowtail=%s", mark_shape (edge->mark_b),
                              mark_shape (edge->mark_a));
    }
  append_number (text, &is_open, "probability", edge->probability);
  append_number (text, &is_open, "coefficient", wf_graph_get_coefficient (graph, edge->a, edge->b));
  g_string_append (text, is_open ? "];\n" : ";\n");
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_string_append_printf (text, "digraph {\n  graph [kind=%s];\n",
                          wf_graph_kind_to_text (wf_graph_get_kind (graph)));
  append_nodes (graph, text);
  for (gsize i = 0; i < n_edges; i++)
    append_edge (graph, &edges[i], text);
  g_string_append (text, "}\n");
  return TRUE;
}

static const char *const extensions[] = { "dot", "gv", NULL };
static const char *const mime_types[] = { "text/vnd.graphviz", NULL };

const WfFormat wf_format_dot = {
  .id = "dot",
  .name = N_ ("Graphviz DOT"),
  .summary = N_ ("Marks as arrowheads, places in points with y up"),
  .content = WF_CONTENT_GRAPH,
  .loses = N_ ("labels, styles, ports and subgraphs"),
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = wf_dot_read,
  .write_graph = write_graph,
};
