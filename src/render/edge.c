/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/format.h"
#include "render/curve-private.h"
#include "render/picture-private.h"
#include "render/shapes-private.h"
#include "render/text-private.h"

#define THRESHOLD 0.6 /* the confidence that the thinnest line stands for */
#define CUT_WIDTH 2.0

typedef struct
{
  cairo_t *cr;
  WfColor color; /* opaque: crossing pieces of one edge don't darken */
  WfColor background;
  double width;
  gboolean is_hollow; /* the heads: the direction is a choice */
} Pen;

/* Width 1 to 4 and opacity 0.55 to 1 for confidence 0.6 to 1; 2 and 1 when it is not known. */
static Pen
choose_pen (cairo_t *cr, const WfTheme *theme, double probability)
{
  double share = CLAMP ((probability - THRESHOLD) / (1 - THRESHOLD), 0, 1);
  double width = isnan (probability) ? 2 : 1 + 3 * share;
  double opacity = isnan (probability) || theme->is_high_contrast ? 1 : 0.55 + 0.45 * share;

  return (Pen){ cr, wf_color_mix (&theme->edge, opacity, &theme->background), theme->background,
                theme->is_high_contrast ? width + 0.5 : width };
}

static double
get_head_length (const Pen *pen)
{
  return 7 + 1.3 * pen->width;
}

static double
get_circle_radius (const Pen *pen)
{
  return 3.2 + 0.5 * pen->width;
}

/* How much of the line the mark at an end takes away. */
static double
get_mark_length (const Pen *pen, WfMark mark)
{
  if (mark == WF_MARK_ARROW)
    return 0.72 * get_head_length (pen);
  return mark == WF_MARK_CIRCLE ? 2 * get_circle_radius (pen) : 0;
}

static void
draw_mark (const Pen *pen, const WfCurve *curve, WfMark mark, gboolean is_last)
{
  double length = wf_curve_get_length (curve), reach = MIN (get_head_length (pen), length / 2);
  double tip[2], back[2], distance;

  wf_curve_get_point (curve, is_last ? length : 0, tip);
  wf_curve_get_point (curve, is_last ? length - reach : reach, back);
  distance = hypot (tip[0] - back[0], tip[1] - back[1]);
  if (distance <= 0)
    return;
  wf_set_color (pen->cr, &pen->color);
  if (mark == WF_MARK_ARROW && pen->is_hollow)
    wf_draw_hollow_head (pen->cr, &pen->background, &pen->color, tip[0], tip[1],
                         (tip[0] - back[0]) / distance, (tip[1] - back[1]) / distance, get_head_length (pen));
  else if (mark == WF_MARK_ARROW)
    wf_fill_arrow_head (pen->cr, tip[0], tip[1], (tip[0] - back[0]) / distance, (tip[1] - back[1]) / distance,
                        get_head_length (pen));
  else if (mark == WF_MARK_CIRCLE)
    {
      double radius = get_circle_radius (pen), line = MIN (pen->width, 2);

      cairo_new_path (pen->cr);
      cairo_arc (pen->cr, tip[0] + (back[0] - tip[0]) / distance * radius,
                 tip[1] + (back[1] - tip[1]) / distance * radius, radius - line / 2, 0, 2 * G_PI);
      wf_set_color (pen->cr, &pen->background);
      cairo_fill_preserve (pen->cr);
      wf_set_color (pen->cr, &pen->color);
      cairo_set_line_width (pen->cr, line);
      cairo_stroke (pen->cr);
    }
}

static void
stroke_piece (const Pen *pen, const WfCurve *curve, double from, double to)
{
  if (to <= from)
    return;
  cairo_new_path (pen->cr);
  wf_curve_add_piece (curve, pen->cr, from, to);
  wf_set_color (pen->cr, &pen->color);
  cairo_set_line_width (pen->cr, pen->width);
  cairo_stroke (pen->cr);
}

/* A short line across the curve. */
static void
stroke_tick (const Pen *pen, const WfCurve *curve, double at)
{
  double a[2], b[2], length;

  wf_curve_get_point (curve, at - 1, a);
  wf_curve_get_point (curve, at + 1, b);
  length = hypot (b[0] - a[0], b[1] - a[1]);
  if (length <= 0)
    return;
  cairo_set_line_width (pen->cr, 2.2);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (pen->cr, (a[0] + b[0]) / 2 - (b[1] - a[1]) / length * 7,
                 (a[1] + b[1]) / 2 + (b[0] - a[0]) / length * 7);
  cairo_line_to (pen->cr, (a[0] + b[0]) / 2 + (b[1] - a[1]) / length * 7,
                 (a[1] + b[1]) / 2 - (b[0] - a[0]) / length * 7);
  cairo_stroke (pen->cr);
}

/* The ghost of a cut edge: dotted, a fifth of it missing, a tick across each end of the gap. */
static void
draw_ghost (const Pen *pen, const WfCurve *curve, double start, double end)
{
  const double dots[] = { 2, 5 };
  double length = wf_curve_get_length (curve);

  cairo_save (pen->cr);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (pen->cr, dots, 2, 0);
  stroke_piece (pen, curve, start, 0.4 * length);
  stroke_piece (pen, curve, 0.6 * length, end);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  stroke_tick (pen, curve, 0.4 * length);
  stroke_tick (pen, curve, 0.6 * length);
  cairo_restore (pen->cr);
}

/* A link that something else explains. */
static void
draw_dashed (const Pen *pen, const WfCurve *curve, double start, double end)
{
  const double dashes[] = { 7, 5 };

  cairo_save (pen->cr);
  cairo_set_dash (pen->cr, dashes, 2, 0);
  stroke_piece (pen, curve, start, end);
  cairo_restore (pen->cr);
}

/* ---- two graphs laid over each other ---- */

/* In the middle of the curve, on a disc: minus, plus or a crossed equals sign. */
static void
draw_sign (const Pen *pen, const WfCurve *curve, WfEdgeDifference difference)
{
  const double radius = 8, arm = 4, apart = 2;
  double middle[2];

  wf_curve_get_point (curve, wf_curve_get_length (curve) / 2, middle);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, middle[0], middle[1]);
  cairo_new_path (pen->cr);
  cairo_arc (pen->cr, 0, 0, radius, 0, 2 * G_PI);
  wf_set_color (pen->cr, &pen->color);
  cairo_fill (pen->cr);
  wf_set_color (pen->cr, &pen->background);
  cairo_set_line_width (pen->cr, 1.8);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  for (int side = -1; side <= 1; side += 2)
    {
      double y = difference == WF_EDGE_REORIENTED ? side * apart : 0;

      cairo_move_to (pen->cr, -arm, y);
      cairo_line_to (pen->cr, arm, y);
    }
  if (difference == WF_EDGE_EXTRA)
    {
      cairo_move_to (pen->cr, 0, -arm);
      cairo_line_to (pen->cr, 0, arm);
    }
  else if (difference == WF_EDGE_REORIENTED)
    {
      cairo_move_to (pen->cr, -arm / 2, arm);
      cairo_line_to (pen->cr, arm / 2, -arm);
    }
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

/* In the colours of too little, too much and otherwise; the sign says the same without a colour. */
static void
use_difference_colour (Pen *pen, const WfTheme *theme, WfEdgeDifference difference)
{
  if (difference == WF_EDGE_PLAIN)
    return;
  pen->color = difference == WF_EDGE_MISSING ? theme->blame_text
               : difference == WF_EDGE_EXTRA ? theme->good
                                             : theme->accent_text;
  pen->width = MAX (pen->width, CUT_WIDTH);
}

/* The line and its two marks. */
static void
draw_edge (const Pen *pen, WfFigure *figure, gsize edge, const WfCurve *curve)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (wf_figure_get_graph (figure), &n_edges);
  WfEdgeDifference difference = wf_figure_get_edge_difference (figure, edge);
  double length = wf_curve_get_length (curve);
  double start = MIN (get_mark_length (pen, edges[edge].mark_a), length / 2);
  double end = length - MIN (get_mark_length (pen, edges[edge].mark_b), length / 2);

  cairo_save (pen->cr);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  if (wf_figure_is_edge_cut (figure, edge))
    draw_ghost (pen, curve, start, end);
  else if (wf_figure_is_edge_explained (figure, edge) || difference == WF_EDGE_MISSING)
    draw_dashed (pen, curve, start, end);
  else
    stroke_piece (pen, curve, start, end);
  draw_mark (pen, curve, edges[edge].mark_a, FALSE);
  draw_mark (pen, curve, edges[edge].mark_b, TRUE);
  if (difference != WF_EDGE_PLAIN)
    draw_sign (pen, curve, difference);
  cairo_restore (pen->cr);
}

/**
 * wf_edge_draw:
 * @cr: where
 * @theme: colours
 * @figure: a graph figure
 * @edge: index of an edge of its graph
 * @points: (array): 2 n_points numbers: the curve from node a to node b
 * @n_points: 1 + 3k
 *
 * Width and strength tell the confidence; arrows, circles and bare ends the marks; a cut edge is a dotted
 * ghost with a gap, an explained one is dashed; the head of a chosen direction is hollow; one that differs
 * between two graphs has its sign in the middle.
 */
void
wf_edge_draw (
    cairo_t *cr, const WfTheme *theme, WfFigure *figure, gsize edge, const double *points, gsize n_points)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (wf_figure_get_graph (figure), &n_edges);
  g_auto (WfCurve) curve = { 0 };
  Pen pen;

  g_return_if_fail (edge < n_edges);

  if (n_points < 4)
    return;
  wf_curve_init (&curve, points, n_points);
  pen = choose_pen (cr, theme, edges[edge].probability);
  if (wf_figure_is_edge_cut (figure, edge))
    {
      pen.width = CUT_WIDTH;
      pen.color = wf_color_mix (&theme->edge, theme->is_high_contrast ? 1 : 0.75, &theme->background);
    }
  pen.is_hollow = wf_figure_is_edge_chosen (figure, edge);
  use_difference_colour (&pen, theme, wf_figure_get_edge_difference (figure, edge));
  draw_edge (&pen, figure, edge, &curve);
}

/* "81 %" in a pill on the middle of the curve, which it covers. */
static void
draw_percent (cairo_t *cr, const WfTheme *theme, const WfCurve *curve, double probability)
{
  WfTextStyle style = { theme, &theme->text, 12, TRUE, FALSE };
  g_autofree char *text = wf_format_percent (probability);
  double width = wf_text_get_width (&style, text) + 12, middle[2];

  wf_curve_get_point (curve, wf_curve_get_length (curve) / 2, middle);
  wf_path_rounded (cr, middle[0] - width / 2, middle[1] - 10, width, 20, 10);
  wf_set_color (cr, &theme->card);
  cairo_fill_preserve (cr);
  wf_set_color (cr, theme->is_high_contrast ? &theme->text : &theme->card_border);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  wf_text_draw (cr, &style, text, middle[0], middle[1] + 4, 0, WF_TEXT_MIDDLE);
}

void
wf_edge_draw_highlight (cairo_t *cr,
                        const WfTheme *theme,
                        WfFigure *figure,
                        gsize edge,
                        const double *points,
                        gsize n_points,
                        gboolean is_selected)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (wf_figure_get_graph (figure), &n_edges);
  g_auto (WfCurve) curve = { 0 };
  Pen pen;

  g_return_if_fail (edge < n_edges);

  if (n_points < 4)
    return;
  wf_curve_init (&curve, points, n_points);
  pen = choose_pen (cr, theme, edges[edge].probability);
  pen.color = theme->edge;
  pen.width = MAX (pen.width, 2);
  pen.is_hollow = wf_figure_is_edge_chosen (figure, edge);
  use_difference_colour (&pen, theme, wf_figure_get_edge_difference (figure, edge));
  if (is_selected)
    {
      Pen halo = { cr, wf_color_mix (&theme->accent, theme->is_high_contrast ? 1 : 0.4, &theme->background),
                   theme->background, pen.width + 8 };

      cairo_save (cr);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      stroke_piece (&halo, &curve, 0, wf_curve_get_length (&curve));
      cairo_restore (cr);
    }
  draw_edge (&pen, figure, edge, &curve);
  if (!isnan (edges[edge].probability))
    draw_percent (cr, theme, &curve, edges[edge].probability);
}

void
wf_gap_draw (cairo_t *cr, const WfTheme *theme, double x1, double y1, double x2, double y2)
{
  const double dots[] = { 0, 8 };

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_set_line_width (cr, theme->is_high_contrast ? 4 : 3);
  wf_set_color (cr, &theme->accent);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
wf_arrow_draw (cairo_t *cr,
               const WfTheme *theme,
               const WfColor *color,
               double line_width,
               const double *points,
               gsize n_points)
{
  Pen pen = { cr, *color, theme->background, line_width };
  g_auto (WfCurve) curve = { 0 };
  double length;

  if (n_points < 4)
    return;
  wf_curve_init (&curve, points, n_points);
  length = wf_curve_get_length (&curve);
  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  stroke_piece (&pen, &curve, 0, length - MIN (get_mark_length (&pen, WF_MARK_ARROW), length / 2));
  draw_mark (&pen, &curve, WF_MARK_ARROW, TRUE);
  cairo_restore (cr);
}
