/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "render/picture.h"

G_BEGIN_DECLS

/* wf_card_draw() with its content scaled to a box of another size: a small picture of a large graph keeps its labels legible. */
void wf_card_draw_in_box  (cairo_t *cr, const WfTheme *theme, WfFigure *figure, guint node, WfDetail detail, double width, double height);

/* marks of the roles, the last one with its middle at (x, y), the others to the left of it */
void wf_roles_draw (cairo_t *cr, const WfTheme *theme, WfNodeRoles roles, double x, double y);

/* A line of one colour along 1 + 3k points with an arrow head at its end. */
void wf_arrow_draw (cairo_t *cr, const WfTheme *theme, const WfColor *color, double line_width, const double *points, gsize n_points);

/* network-picture.c */
void wf_network_picture_measure (WfLayout *layout, double width, double *height);
void wf_network_picture_draw    (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width);

/* wiring-picture.c */
void wf_wiring_picture_measure (WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width, double *height);
void wf_wiring_picture_draw    (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width);

/* graph-picture.c, timeline.c, chart.c: measured and drawn for a width; every height is bounded by wf_picture_max_height() */
void wf_graph_picture_measure (WfLayout *layout, double width, double *height);
void wf_graph_picture_draw    (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width);
void wf_timeline_measure      (WfFigure *figure, const WfTheme *theme, double width, double *height);
void wf_timeline_draw         (cairo_t *cr, WfFigure *figure, const WfTheme *theme, double width);
void wf_chart_measure         (WfFigure *figure, const WfTheme *theme, double width, double *height);
void wf_chart_draw            (cairo_t *cr, WfFigure *figure, const WfTheme *theme, double width);

/* what fits on a page of this width, with its caption */
static inline double
wf_picture_max_height (double width)
{
  return 1.25 * width;
}

G_END_DECLS
