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

/* Places are in units of DAGitty's canvas, y down. A power of two points each, so that nothing is rounded. A
 * box of fewer units than MIN_UNITS is spread, in powers of two as well; the writer's box is never smaller.
 */
#define UNIT      128
#define MIN_UNITS 4

static int
sniff (const char *head, gsize length)
{
  static const char *const words[] = { "dag", "pdag", "mag", "pag" };
  g_autofree char *copy = g_strndup (head, length);
  WfText text = { "", copy, copy + strlen (copy) };
  WfDotLexer lexer;
  gboolean is_own = FALSE, is_shared, is_plain, is_begun;
  int score = 0;

  if (g_str_has_prefix (copy, "\xef\xbb\xbf"))
    text.start += 3;
  wf_dot_lexer_init (&lexer, &text);
  lexer.is_dagitty = TRUE;
  if (wf_dot_lexer_advance (&lexer, NULL))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
        is_own |= wf_dot_lexer_is_keyword (&lexer, words[i]);
      is_plain = wf_dot_lexer_is_keyword (&lexer, "graph");
      is_shared = is_plain || wf_dot_lexer_is_keyword (&lexer, "digraph");
      is_begun = (is_own || is_shared) && wf_dot_lexer_advance (&lexer, NULL) &&
                 (lexer.kind != DOT_ID || wf_dot_lexer_advance (&lexer, NULL)) &&
                 wf_dot_lexer_is_mark (&lexer, '{');
      score = is_begun && is_own ? 97 : 0;
      /* a graph in the words of DOT is DAGitty's when it has edges that DOT hasn't; an arrow where DOT takes
       * none is a slip, or DAGitty's: the extension says which */
      while (is_begun && is_shared && score < 99 && wf_dot_lexer_advance (&lexer, NULL) &&
             lexer.kind != DOT_END)
        if (lexer.kind == DOT_MARKED)
          score = 99;
        else if (is_plain && lexer.kind == DOT_ARROW)
          score = 95;
    }
  wf_dot_lexer_clear (&lexer);
  return score;
}

/* the points of a unit, when the larger side of the box has so many units */
static double
get_scale (double side)
{
  double scale = UNIT;

  while (side > 0 && side < MIN_UNITS && scale < UNIT << 10)
    {
      side *= 2;
      scale *= 2;
    }
  return scale;
}

void
wf_dagitty_scale (WfDraft *draft, const double *box)
{
  double *xy = (double *) (gpointer) draft->positions->data;
  double low[] = { INFINITY, INFINITY }, high[] = { -INFINITY, -INFINITY };
  double side, scale;

  for (guint i = 0; i < draft->positions->len; i++)
    {
      low[i % 2] = fmin (low[i % 2], xy[i]);
      high[i % 2] = fmax (high[i % 2], xy[i]);
    }
  side = fmax (high[0] - low[0], high[1] - low[1]);
  if (isfinite (box[3]))
    side = fmax (fabs (box[2] - box[0]), fabs (box[3] - box[1]));
  scale = get_scale (side);
  for (guint i = 0; i < draft->positions->len; i++)
    xy[i] *= scale;
}

WfGraphKind
wf_dagitty_find_kind (const WfDraft *draft, WfGraphKind kind)
{
  for (guint i = 0; kind == WF_GRAPH_DAG && i < draft->edges->len; i++)
    {
      const WfEdge *edge = &g_array_index (draft->edges, WfEdge, i);

      if (edge->mark_a == WF_MARK_ARROW && edge->mark_b == WF_MARK_ARROW)
        kind = WF_GRAPH_ADMG;
    }
  return kind;
}

static void
append_pair (GString *text, double x, double y)
{
  wf_append_double (text, x);
  g_string_append_c (text, ',');
  wf_append_double (text, y);
}

static void
append_box (WfGraph *graph, GString *text)
{
  double low[] = { INFINITY, INFINITY }, high[] = { -INFINITY, -INFINITY };
  double x, y;

  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    if (wf_graph_get_position (graph, v, &x, &y))
      {
        low[0] = fmin (low[0], x / UNIT);
        low[1] = fmin (low[1], y / UNIT);
        high[0] = fmax (high[0], x / UNIT);
        high[1] = fmax (high[1], y / UNIT);
      }
  if (low[0] > high[0])
    return;
  g_string_append (text, "  bb=\"");
  append_pair (text, floor (low[0]) - 1, floor (low[1]) - 1);
  g_string_append_c (text, ',');
  append_pair (text, ceil (fmax (high[0], floor (low[0]) + MIN_UNITS)) + 1, ceil (high[1]) + 1);
  g_string_append (text, "\"\n");
}

static void
append_node (WfGraph *graph, guint node, GString *text)
{
  const char *separator = " [";
  double x, y;

  g_string_append (text, "  ");
  wf_dot_append_id (text, wf_graph_get_name (graph, node));
  for (gsize i = 0; i < WF_N_ROLES; i++)
    if (wf_graph_get_roles (graph, node) & wf_role_names[i].role)
      {
        g_string_append_printf (text, "%s%s", separator, wf_role_names[i].name);
        separator = ",";
      }
  if (wf_graph_is_latent (graph, node))
    {
      g_string_append_printf (text, "%slatent", separator);
      separator = ",";
    }
  if (wf_graph_get_position (graph, node, &x, &y))
    {
      g_string_append_printf (text, "%spos=\"", separator);
      append_pair (text, x / UNIT, y / UNIT);
      g_string_append_c (text, '"');
      separator = ",";
    }
  g_string_append (text, *separator == ',' ? "]\n" : "\n");
}

static void
append_edge (WfGraph *graph, const WfEdge *edge, GString *text)
{
  /* by the marks at the left and at the right, tail, arrow and circle */
  static const char *const symbols[3][3] = { { "--", "->", "--@" },
                                             { "<-", "<->", "<-@" },
                                             { "@--", "@->", "@-@" } };
  gboolean is_turned = edge->mark_a == WF_MARK_ARROW && edge->mark_b != WF_MARK_ARROW;
  WfMark left = is_turned ? edge->mark_b : edge->mark_a;
  WfMark right = is_turned ? edge->mark_a : edge->mark_b;
  double coefficient = wf_graph_get_coefficient (graph, edge->a, edge->b);

  g_string_append (text, "  ");
  wf_dot_append_id (text, wf_graph_get_name (graph, is_turned ? edge->b : edge->a));
  g_string_append_printf (text, " %s ", symbols[left - WF_MARK_TAIL][right - WF_MARK_TAIL]);
  wf_dot_append_id (text, wf_graph_get_name (graph, is_turned ? edge->a : edge->b));
  if (!isnan (coefficient))
    {
      g_string_append (text, " [beta=\"");
      wf_append_double (text, coefficient);
      g_string_append (text, "\"]");
    }
  g_string_append_c (text, '\n');
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  static const char *const types[] = {
    [WF_GRAPH_DAG] = "dag", [WF_GRAPH_CPDAG] = "pdag", [WF_GRAPH_MAG] = "mag",
    [WF_GRAPH_PAG] = "pag", [WF_GRAPH_ADMG] = "dag",   [WF_GRAPH_UNKNOWN] = "graph",
  };
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_string_append_printf (text, "%s {\n", types[wf_graph_get_kind (graph)]);
  append_box (graph, text);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    append_node (graph, v, text);
  for (gsize i = 0; i < n_edges; i++)
    append_edge (graph, &edges[i], text);
  g_string_append (text, "}\n");
  return TRUE;
}

static const char *const extensions[] = { "dagitty", NULL };
static const char *const mime_types[] = { "text/x-dagitty", NULL };

const WfFormat wf_format_dagitty = {
  .id = "dagitty",
  .name = N_ ("DAGitty"),
  .summary = N_ ("dag, pdag, mag and pag; x → y beside x ↔ y is read as x → y with a hidden cause of both"),
  .content = WF_CONTENT_GRAPH,
  .loses = N_ ("bends of edges, comments and the box"),
  .graph_loses = WF_GRAPH_PART_KIND | WF_GRAPH_PART_PROBABILITIES,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = wf_dagitty_read,
  .write_graph = write_graph,
};
