/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A graph as a picture that LaTeX draws and people edit: nodes at their places, edges between nodes along the
 * curves of the layout, marks as tips of TikZ's arrows.meta. */

#include "config.h"

#include <math.h>

#include "core/base/format.h"
#include "render/picture.h"
#include "render/tikz-private.h"

#define POINTS_A_CM 40.0 /* smaller than on the screen: a page is */
#define STRAIGHT    1.0  /* points that a curve may leave the line between its ends by */

/* centimetres with y up */
static void
append_point (GString *text, double x, double y)
{
  char buffer[2][G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "(%s,%s)",
                          g_ascii_formatd (buffer[0], sizeof *buffer, "%.2f", x / POINTS_A_CM),
                          g_ascii_formatd (buffer[1], sizeof *buffer, "%.2f", 0 - y / POINTS_A_CM));
}

static const char *
name_tip (WfMark mark)
{
  return mark == WF_MARK_ARROW ? "{Latex}" : mark == WF_MARK_CIRCLE ? "{Circle[open]}" : "";
}

/* whether all points of the curve lie near the line between its ends */
static gboolean
is_straight (const double *points, gsize n)
{
  double dx = points[2 * n - 2] - points[0], dy = points[2 * n - 1] - points[1];
  double length = hypot (dx, dy);

  for (gsize i = 1; i + 1 < n; i++)
    if (fabs ((points[2 * i] - points[0]) * dy - (points[2 * i + 1] - points[1]) * dx) > STRAIGHT * length)
      return FALSE;
  return TRUE;
}

static void
append_edge (WfGraph *graph, WfLayout *layout, gsize index, const WfEdge *edge, GString *text)
{
  gsize n;
  const double *points = wf_layout_get_edge (layout, index, &n);
  double x, y;
  gboolean is_turned;

  g_string_append_printf (text, "  \\draw[%s-%s] (n%u)", name_tip (edge->mark_a), name_tip (edge->mark_b),
                          edge->a);
  if (points == NULL || n < 4 || is_straight (points, n))
    {
      g_string_append_printf (text, " -- (n%u);\n", edge->b);
      return;
    }
  /* the curve may run from b to a */
  wf_layout_get_node (layout, edge->a, &x, &y);
  is_turned = hypot (points[0] - x, points[1] - y) > hypot (points[2 * n - 2] - x, points[2 * n - 1] - y);
  for (gsize i = 1; i + 2 < n; i += 3)
    {
      gsize at[3];

      for (gsize k = 0; k < 3; k++)
        at[k] = is_turned ? n - 1 - (i + k) : i + k;
      g_string_append (text, " .. controls ");
      append_point (text, points[2 * at[0]], points[2 * at[0] + 1]);
      g_string_append (text, " and ");
      append_point (text, points[2 * at[1]], points[2 * at[1] + 1]);
      g_string_append (text, " .. ");
      if (i + 3 < n)
        append_point (text, points[2 * at[2]], points[2 * at[2] + 1]);
    }
  g_string_append_printf (text, "(n%u);\n", edge->b);
}

/**
 * wf_graph_figure_to_tikz_as:
 * @figure: a figure of a graph
 * @layout: of that graph
 *
 * Returns: (transfer full): a tikzpicture that needs \usetikzlibrary{arrows.meta} and nothing else
 */
char *
wf_graph_figure_to_tikz_as (WfFigure *figure, WfLayout *layout)
{
  WfGraph *graph = wf_figure_get_graph (figure);
  g_autoptr (GString) text = NULL;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  text = g_string_new ("% needs \\usetikzlibrary{arrows.meta}\n"
                       "\\begin{tikzpicture}[variable/.style={draw, rounded corners},\n"
                       "  hidden/.style={draw, dashed, rounded corners}]\n");
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      WfNodeRoles roles = wf_graph_get_roles (graph, v);
      double x, y;

      wf_layout_get_node (layout, v, &x, &y);
      g_string_append_printf (text, "  \\node[%s", wf_graph_is_latent (graph, v) ? "hidden" : "variable");
      if (roles != WF_ROLE_NONE)
        {
          g_autofree char *words = wf_roles_to_text (roles);

          g_string_append (text, ", label={[font=\\scriptsize]above right:");
          wf_tikz_append_escaped (text, words);
          g_string_append_c (text, '}');
        }
      g_string_append_printf (text, "] (n%u) at ", v);
      append_point (text, x, y);
      g_string_append (text, " {");
      wf_tikz_append_escaped (text, wf_graph_get_name (graph, v));
      g_string_append (text, "};\n");
    }
  for (gsize i = 0; i < n_edges; i++)
    append_edge (graph, layout, i, &edges[i], text);
  g_string_append (text, "\\end{tikzpicture}\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_graph_figure_to_tikz:
 * @figure: a figure of a graph
 * @progress: (nullable): see wf_figure_layout()
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): as wf_graph_figure_to_tikz_as(); NULL on failure
 */
char *
wf_graph_figure_to_tikz (WfFigure *figure, WfProgress *progress, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (WfLayout) layout = wf_figure_layout (figure, progress, &failure);

  if (failure == NULL)
    return wf_graph_figure_to_tikz_as (figure, layout);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
