/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/picture-private.h"

#define MAX_STRETCH 1000.0 /* beyond it given positions are taken for another unit that doesn't fit cards */

/**
 * wf_figure_measure:
 * @figure: a figure
 * @layout: (nullable): for a graph, a network or a wiring, its layout
 * @theme: its font size sets the scale of timelines and charts
 * @width: what there is, points
 * @height: (out): what the figure takes, points; never more than 1.25 times the width, so that it fits on a
 * page
 *
 * A graph is scaled down to fit, never up.
 */
void
wf_figure_measure (WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width, double *height)
{
  *height = 0;
  switch (wf_figure_get_kind (figure))
    {
      case WF_FIGURE_GRAPH:
        g_return_if_fail (layout != NULL);
        wf_graph_picture_measure (layout, width, height);
        break;
      case WF_FIGURE_NETWORK:
        g_return_if_fail (layout != NULL);
        wf_network_picture_measure (layout, width, height);
        break;
      case WF_FIGURE_WIRING:
        g_return_if_fail (layout != NULL);
        wf_wiring_picture_measure (figure, layout, theme, width, height);
        break;
      case WF_FIGURE_TIMELINE:
        wf_timeline_measure (figure, theme, width, height);
        break;
      case WF_FIGURE_CHART:
        wf_chart_measure (figure, theme, width, height);
        break;
      default:
        g_return_if_reached ();
    }
}

/**
 * wf_figure_draw:
 * @cr: where; the figure's top left corner is the origin
 * @figure: a figure
 * @layout: (nullable): for a graph, a network or a wiring, its layout
 * @theme: colours and font
 * @width: as given to wf_figure_measure(), points
 *
 * Draws the whole figure with vectors and text only. A graph that has to shrink shows less in each node.
 */
void
wf_figure_draw (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width)
{
  cairo_save (cr);
  cairo_new_path (cr);
  switch (wf_figure_get_kind (figure))
    {
      case WF_FIGURE_GRAPH:
        if (layout != NULL)
          wf_graph_picture_draw (cr, figure, layout, theme, width);
        break;
      case WF_FIGURE_NETWORK:
        if (layout != NULL)
          wf_network_picture_draw (cr, figure, layout, theme, width);
        break;
      case WF_FIGURE_WIRING:
        if (layout != NULL)
          wf_wiring_picture_draw (cr, figure, layout, theme, width);
        break;
      case WF_FIGURE_TIMELINE:
        wf_timeline_draw (cr, figure, theme, width);
        break;
      case WF_FIGURE_CHART:
        wf_chart_draw (cr, figure, theme, width);
        break;
      default:
        break;
    }
  cairo_restore (cr);
}

/* How much given positions have to be stretched so that no two cards overlap; infinite when two coincide. */
static double
find_stretch (const double *xy, gsize n, double width, double height)
{
  double stretch = 1;

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      {
        double dx = fabs (xy[2 * i] - xy[2 * j]), dy = fabs (xy[2 * i + 1] - xy[2 * j + 1]);
        stretch = MAX (stretch, MIN (width / dx, height / dy));
      }
  return stretch;
}

static WfLayout *
use_positions (WfGraph *graph, const double *widths, const double *heights)
{
  gsize n = wf_graph_get_n_nodes (graph);
  g_autofree double *xy = g_new0 (double, 2 * n + 1);
  double stretch;

  for (guint i = 0; i < n; i++)
    if (!wf_graph_get_position (graph, i, &xy[2 * i], &xy[2 * i + 1]))
      return NULL;
  stretch = find_stretch (xy, n, widths[0] + 20, heights[0] + 28);
  if (!(stretch < MAX_STRETCH))
    return NULL;
  for (gsize k = 0; k < 2 * n; k++)
    xy[k] *= stretch;
  return wf_layout_new_positions (graph, xy, widths, heights);
}

static WfLayout *
lay_out_network (WfFigure *figure, WfProgress *progress, GError **error)
{
  gsize n = wf_figure_get_n_network_nodes (figure), n_links = wf_figure_get_n_links (figure);
  g_autofree WfEdge *links = g_new0 (WfEdge, n_links + 1);
  g_autofree double *widths = g_new (double, n + 1);
  g_autofree double *heights = g_new (double, n + 1);

  for (gsize i = 0; i <= n; i++)
    wf_network_get_card_size (&widths[i], &heights[i]);
  for (gsize l = 0; l < n_links; l++)
    wf_figure_get_link (figure, l, &links[l].a, &links[l].b, NULL, NULL);
  return wf_layout_new_network (links, n_links, n, widths, heights, progress, error);
}

static WfLayout *
lay_out_wiring (WfFigure *figure, WfProgress *progress, GError **error)
{
  g_autoptr (WfWiring) wiring = wf_wiring_new (figure, NULL, progress, error);

  return wiring != NULL ? wf_layout_new_wiring (wiring) : NULL;
}

/**
 * wf_figure_layout:
 * @figure: a figure
 * @progress: (nullable): see wf_layout_new()
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Positions that the graph carries are kept, stretched until no two cards overlap (cost: pairs of nodes);
 * else wf_layout_new() finds them.
 *
 * Returns: (transfer full) (nullable): the layout of a graph, a network or a wiring; NULL without an
 * error for other kinds
 */
WfLayout *
wf_figure_layout (WfFigure *figure, WfProgress *progress, GError **error)
{
  WfGraph *graph;
  g_autofree double *widths = NULL, *heights = NULL;
  gsize n;

  if (wf_figure_get_kind (figure) == WF_FIGURE_NETWORK)
    return lay_out_network (figure, progress, error);
  if (wf_figure_get_kind (figure) == WF_FIGURE_WIRING)
    return lay_out_wiring (figure, progress, error);
  if (wf_figure_get_kind (figure) != WF_FIGURE_GRAPH)
    return NULL;
  graph = wf_figure_get_graph (figure);
  n = wf_graph_get_n_nodes (graph);
  widths = g_new (double, n + 1);
  heights = g_new (double, n + 1);
  for (gsize i = 0; i <= n; i++)
    wf_card_get_size (WF_DETAIL_CARD, &widths[i], &heights[i]);
  if (n > 0 && wf_graph_has_positions (graph))
    {
      WfLayout *layout = use_positions (graph, widths, heights);
      if (layout != NULL)
        return layout;
    }
  return wf_layout_new (graph, widths, heights, progress, error);
}

static gboolean
has_same_links (WfFigure *a, WfFigure *b)
{
  gsize n = wf_figure_get_n_links (a);

  if (wf_figure_get_n_network_nodes (a) != wf_figure_get_n_network_nodes (b) ||
      n != wf_figure_get_n_links (b))
    return FALSE;
  for (gsize l = 0; l < n; l++)
    {
      guint from, to, other_from, other_to;

      wf_figure_get_link (a, l, &from, &to, NULL, NULL);
      wf_figure_get_link (b, l, &other_from, &other_to, NULL, NULL);
      if (from != other_from || to != other_to)
        return FALSE;
    }
  return TRUE;
}

gboolean
wf_figure_has_layout_of (WfFigure *self, WfFigure *other)
{
  WfFigureKind kind;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  kind = wf_figure_get_kind (self);
  if (kind != wf_figure_get_kind (other))
    return FALSE;
  if (kind == WF_FIGURE_NETWORK)
    return has_same_links (self, other);
  return kind == WF_FIGURE_GRAPH && !wf_graph_has_positions (wf_figure_get_graph (self)) &&
         !wf_graph_has_positions (wf_figure_get_graph (other)) &&
         wf_graph_equal (wf_figure_get_graph (self), wf_figure_get_graph (other));
}
