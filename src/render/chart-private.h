/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure-chart.h"
#include "render/picture-private.h"
#include "render/text-private.h"

G_BEGIN_DECLS

/* A chart is planned, then drawn: the plan knows where every text and every value stands, so that nothing is printed over anything
 * else, and tests ask the plan. One unit is a point of the design's report page, whose body text is 12.5. */

/* values to positions; `to` may be less than `from` */
typedef struct
{
  double low, high;
  double from, to;
} WfChartScale;

/* where a value stands; what is beyond the scale stands at its end */
double wf_chart_scale_place (const WfChartScale *self, double value);

typedef struct
{
  char          *text;
  double         x, baseline;    /* of an upright text: where the line on which it stands is, and where it starts */
  double         size;
  double         max_width;      /* 0 = no limit; longer is cut in the middle */
  double         width;          /* what it takes */
  WfTextAnchor   anchor;
  const WfColor *color;
  gboolean       is_bold;
  gboolean       is_upright;     /* turned to be read from below */
} WfChartText;

typedef struct
{
  double x, y, width, height;
} WfChartBox;

typedef struct
{
  WfFigure      *figure;
  const WfTheme *theme;
  WfChartKind    kind;           /* how it is drawn: a calibration without room for its square is drawn as dumbbells */
  double         unit;
  double         width, height;  /* before the whole is scaled down */
  gsize          n_rows;         /* of the figure */
  gsize          n_shown;        /* the first ones; the others are told as a number */
  double         row;            /* height of one */
  gboolean       is_stacked;     /* the words stand above the bar, not beside it */
  WfChartScale   x;
  WfChartScale   y;              /* of a calibration */
  WfChartScale  *panels;         /* of curves: the y axis of each that is shown */
  double         side;           /* of a heat map's cell */
  gboolean       has_numbers;    /* in the cells of a heat map */
  double        *lines;          /* of a calibration: where the text beside each row stands */
  GArray        *x_ticks;        /* of double */
  GArray        *y_ticks;
  GArray        *texts;          /* of WfChartText */
} WfChartPlan;

WfChartPlan *wf_chart_plan_new       (WfFigure *figure, const WfTheme *theme, double width);
void         wf_chart_plan_free      (WfChartPlan *self);
WfTextStyle  wf_chart_plan_get_style (const WfChartPlan *self, double size, gboolean is_bold);
/* the last argument of a text: copied. Returns what it covers */
WfChartBox   wf_chart_plan_add_text  (WfChartPlan *self, const WfChartText *text, const char *words);
/* what a text covers: from the top of its capitals to the foot of its descenders */
WfChartBox   wf_chart_text_get_box   (const WfChartText *self);

/* chart-axis.c: round numbers within the scale, at least `gap` apart; the digits that tell them from each other */
void  wf_chart_find_ticks  (const WfChartScale *scale, double gap, GArray *ticks);
char *wf_chart_format_tick (GArray *ticks, guint i);
/* ticks of the x axis with their numbers, and what the axis measures; baseline: of the numbers */
void  wf_chart_plan_x_axis (WfChartPlan *self, double baseline);
void  wf_chart_plan_more   (WfChartPlan *self, double baseline);    /* "and 12 more" */
double wf_chart_get_axis_height (const WfChartPlan *self);         /* what these take below the rows */

/* chart-rows.c, chart-calibration.c, chart-heat.c, chart-curves.c */
void wf_chart_rows_plan        (WfChartPlan *self);
void wf_chart_rows_draw        (const WfChartPlan *self, cairo_t *cr);
/* chart-histograms.c: the axis of one row and its picture */
void wf_chart_histogram_plan   (WfChartPlan *self, gsize i);
void wf_chart_histogram_draw   (const WfChartPlan *self, cairo_t *cr, gsize i);
double wf_chart_histogram_get_middle (const WfChartPlan *self, gsize i);
void wf_chart_calibration_plan (WfChartPlan *self);
void wf_chart_calibration_draw (const WfChartPlan *self, cairo_t *cr);
void wf_chart_heat_plan        (WfChartPlan *self);
void wf_chart_heat_draw        (const WfChartPlan *self, cairo_t *cr);
void wf_chart_curves_plan      (WfChartPlan *self);
void wf_chart_curves_draw      (const WfChartPlan *self, cairo_t *cr);

/* A line from low to high with a cap at either end, or an arrow where it goes on beyond the scale; upright: along the y axis. */
void wf_chart_draw_interval    (const WfChartPlan *self, cairo_t *cr, const WfChartScale *scale, double across, double low, double high,
                                gboolean is_upright, const WfColor *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfChartPlan, wf_chart_plan_free)

G_END_DECLS
