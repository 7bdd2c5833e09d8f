/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/curve-private.h"
#include "render/picture-private.h"
#include "render/text-private.h"

#define CARD_SCALE    0.5 /* below it the histogram is too small to read */
#define COMPACT_SCALE 0.34
#define LABEL_SCALE   0.05 /* a PDF can be magnified: names stay for long */

typedef struct
{
  double x, y, width, height;
} Box;

static double
get_scale (WfLayout *layout, double width, Box *bounds)
{
  wf_layout_get_bounds (layout, &bounds->x, &bounds->y, &bounds->width, &bounds->height);
  return MIN (1, MIN (width / bounds->width, wf_picture_max_height (width) / bounds->height));
}

static WfDetail
choose_detail (double scale)
{
  if (scale >= CARD_SCALE)
    return WF_DETAIL_CARD;
  if (scale >= COMPACT_SCALE)
    return WF_DETAIL_COMPACT;
  return scale >= LABEL_SCALE ? WF_DETAIL_LABEL : WF_DETAIL_DOT;
}

void
wf_graph_picture_measure (WfLayout *layout, double width, double *height)
{
  Box bounds;
  double scale = get_scale (layout, width, &bounds);

  *height = bounds.height * scale;
}

static Box
get_card_box (WfLayout *layout, guint node)
{
  Box box;

  wf_card_get_size (WF_DETAIL_CARD, &box.width, &box.height);
  wf_layout_get_node (layout, node, &box.x, &box.y);
  box.x -= box.width / 2;
  box.y -= box.height / 2;
  return box;
}

static gboolean
is_free (WfLayout *layout, gsize n_nodes, const Box *label)
{
  for (guint i = 0; i < n_nodes; i++)
    {
      Box card = get_card_box (layout, i);

      if (label->x < card.x + card.width + 4 && card.x - 4 < label->x + label->width &&
          label->y < card.y + card.height + 4 && card.y - 4 < label->y + label->height)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_crossed (WfLayout *layout, const Box *label)
{
  gsize n_edges = wf_layout_get_n_edges (layout);

  for (gsize e = 0; e < n_edges; e++)
    for (double x = 0; x <= label->width; x += 12)
      if (wf_layout_get_edge_distance (layout, e, label->x + x, label->y + label->height / 2) <
          label->height / 2 + 4)
        return TRUE;
  return FALSE;
}

/* Beside the gap of the ghost, first right, then left, then further away; left out where there is no room. */
static void
draw_caption (
    cairo_t *cr, const WfTheme *theme, WfLayout *layout, gsize n_nodes, gsize edge, const char *text)
{
  WfTextStyle style = { theme, &theme->caption, 12, FALSE };
  double width = wf_text_get_width (&style, text);
  g_auto (WfCurve) curve = { 0 };
  gsize n_points;
  const double *points = wf_layout_get_edge (layout, edge, &n_points);
  double middle[2];

  if (n_points < 4)
    return;
  wf_curve_init (&curve, points, n_points);
  wf_curve_get_point (&curve, wf_curve_get_length (&curve) / 2, middle);
  for (int i = 0; i < 16; i++)
    {
      double far = 14 + 24 * (i / 4), dx = i % 2 == 0 ? far : -far - width, dy = i % 4 < 2 ? -8 : -32;
      Box box = { middle[0] + dx, middle[1] + dy, width, 16 };

      if (is_free (layout, n_nodes, &box) && !is_crossed (layout, &box))
        {
          wf_text_draw (cr, &style, text, box.x, box.y + 12, 0, WF_TEXT_START);
          return;
        }
    }
}

static gboolean
is_cut_into (WfFigure *figure, const WfEdge *edge, gsize index, guint node)
{
  return wf_figure_is_edge_cut (figure, index) && ((edge->b == node && edge->mark_b == WF_MARK_ARROW) ||
                                                   (edge->a == node && edge->mark_a == WF_MARK_ARROW));
}

/**
 * wf_graph_draw_cut_captions:
 * @cr: where, in the layout's coordinates
 * @theme: colours
 * @figure: a graph figure
 * @layout: its layout
 *
 * "cut by do(pka = 800)", once for every node that is set, beside the first edge cut into it.
 */
void
wf_graph_draw_cut_captions (cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfLayout *layout)
{
  WfGraph *graph = wf_figure_get_graph (figure);
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (guint node = 0; node < n_nodes; node++)
    {
      const char *value = wf_figure_get_node_value (figure, node);
      gsize edge = 0;

      if (!(wf_figure_get_node_flags (figure, node) & WF_NODE_SET))
        continue;
      while (edge < n_edges && !is_cut_into (figure, &edges[edge], edge, node))
        edge++;
      if (edge < n_edges)
        {
          g_autofree char *text = g_strdup_printf (_ ("cut by do(%s%s%s)"), wf_graph_get_name (graph, node),
                                                   value != NULL ? " " : "", value != NULL ? value : "");
          draw_caption (cr, theme, layout, n_nodes, edge, text);
        }
    }
}

void
wf_graph_picture_draw (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width)
{
  WfGraph *graph = wf_figure_get_graph (figure);
  Box bounds;
  double scale = get_scale (layout, width, &bounds);
  WfDetail detail = choose_detail (scale);
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_edges = wf_layout_get_n_edges (layout);

  cairo_save (cr);
  cairo_translate (cr, (width - bounds.width * scale) / 2, 0);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -bounds.x, -bounds.y);
  for (gsize e = 0; e < n_edges; e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (layout, e, &n_points);

      wf_edge_draw (cr, theme, figure, e, points, n_points);
    }
  for (guint i = 0; i < n_nodes; i++)
    {
      Box box = get_card_box (layout, i);

      cairo_save (cr);
      cairo_translate (cr, box.x, box.y);
      wf_card_draw_in_box (cr, theme, figure, i, detail, box.width, box.height);
      cairo_restore (cr);
    }
  if (detail == WF_DETAIL_CARD)
    wf_graph_draw_cut_captions (cr, theme, figure, layout);
  cairo_restore (cr);
}
