/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "core/report/figure.h"
#include "render/layout.h"
#include "render/theme.h"

G_BEGIN_DECLS

/* How much of a node is drawn, by zoom (window.md). */
typedef enum
{
  WF_DETAIL_DOT,
  WF_DETAIL_LABEL,    /* 96 x 42 */
  WF_DETAIL_COMPACT,  /* 90 x 48: name, number, change; no histogram */
  WF_DETAIL_CARD,     /* 132 x 72 */
} WfDetail;

typedef enum /*< flags >*/
{
  WF_CARD_SELECTED = 1 << 0,
  WF_CARD_FADED    = 1 << 1,   /* 40 % */
  WF_CARD_STALE    = 1 << 2,
} WfCardState;

void wf_card_get_size (WfDetail detail, double *width, double *height);

/* Draws the card of a node of a graph figure with its top left corner at the origin. Used by the canvas' node widgets and by wf_figure_draw(). */
void wf_card_draw     (cairo_t *cr, const WfTheme *theme, WfFigure *figure, guint node, WfDetail detail, WfCardState state);

/* the ring about a widget that has the focus or is chosen, whose corners have that radius */
void wf_draw_ring     (cairo_t *cr, const WfTheme *theme, double x, double y, double width, double height, double radius, double alpha);

/* "exposure, outcome": what a variable is, in words; empty for none (transfer full) */
char *wf_roles_to_text (WfNodeRoles roles);

/* Draws one edge along 1 + 3k points: width and opacity from its probability, end marks, ghost with gap and ticks when cut. */
void wf_edge_draw     (cairo_t *cr, const WfTheme *theme, WfFigure *figure, gsize edge, const double *points, gsize n_points);
/* The same edge at full strength, with its percent beside its middle when it has one; is_selected: with the accent around it. */
void wf_edge_draw_highlight (cairo_t *cr, const WfTheme *theme, WfFigure *figure, gsize edge, const double *points, gsize n_points, gboolean is_selected);
/* A dotted line of the accent: the pair that is asked about has no edge. */
void wf_gap_draw      (cairo_t *cr, const WfTheme *theme, double x1, double y1, double x2, double y2);

/* "cut by do(pka = 800)" beside the ghosts, in the layout's coordinates */
void wf_graph_draw_cut_captions (cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfLayout *layout);

/* A network in pieces, for a view whose nodes are widgets: a card with its top left corner at the origin
 * (scale: of the whole picture, below a half the card holds its name alone), and all links, in the layout's
 * coordinates */
void wf_network_get_card_size (double *width, double *height);
void wf_network_draw_card     (cairo_t *cr, const WfTheme *theme, WfFigure *figure, guint node, double scale);
void wf_network_draw_links (cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfLayout *layout, double scale);

/* before (grey area) under after (accent outline, 22 % fill; nullable), in a box at the origin; set_to: NaN, or a bar at that value */
void wf_histogram_draw (cairo_t *cr, const WfTheme *theme, WfMarginal *before, WfMarginal *after, double set_to, double width, double height);

/* The size a figure takes at a given width (points); for what has a layout its size scaled down to fit, never up; never higher than 1.25 times the width. layout: for graphs, networks and wirings; else NULL. */
void wf_figure_measure (WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width, double *height);
/* The whole figure, vectors only, at the origin, `width` wide */
void wf_figure_draw    (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width);
/* The layout a graph, a network or a wiring needs (NULL for other kinds) */
WfLayout *wf_figure_layout (WfFigure *figure, WfProgress *progress, GError **error);
/* whether the layout of one is known to be that of the other: of graphs and networks with the same nodes and edges */
gboolean  wf_figure_has_layout_of (WfFigure *self, WfFigure *other);

/* A figure as a file of its own, in its natural size; ending: one of wf_picture_list_endings(), "svg", "pdf" or "png" (two pixels a point, at
 * most 8,000 a side). Blocks: call it in a worker. G_IO_ERROR_FAILED */
const char *const *wf_picture_list_endings (void);
GBytes   *wf_figure_to_svg     (WfFigure *figure, WfLayout *layout, const WfTheme *theme, GError **error);
GBytes   *wf_figure_to_picture (WfFigure *figure, const char *ending, WfProgress *progress, GError **error);
/* the same where it is laid out already */
GBytes   *wf_figure_to_picture_as (WfFigure *figure, WfLayout *layout, const char *ending, GError **error);
/* of a graph: a tikzpicture (transfer full) */
char     *wf_graph_figure_to_tikz (WfFigure *figure, WfProgress *progress, GError **error);
char     *wf_graph_figure_to_tikz_as (WfFigure *figure, WfLayout *layout);

G_END_DECLS
