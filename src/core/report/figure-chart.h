/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure.h"

G_BEGIN_DECLS

/* What charts can carry beside their rows: intervals, a matrix of shares, curves, the words of an axis, and what they show in words. */

/* what the axis of the values measures, plain text, nullable: "change of latency, ms" */
WF_API void          wf_figure_set_chart_axis   (WfFigure *self, const char *what);
WF_API const char   *wf_figure_get_chart_axis   (WfFigure *self);
/* of curves: x is in seconds since 1970, and written as dates */
WF_API void          wf_figure_set_chart_dates  (WfFigure *self, gboolean has_dates);
WF_API gboolean      wf_figure_has_chart_dates  (WfFigure *self);

/* ---- BARS, DUMBBELL, FOREST, CALIBRATION: an interval around the value of row i ---- */
/* an infinite end is drawn as an arrow; NaN at either end = none */
WF_API void          wf_figure_set_bar_interval (WfFigure *self, gsize i, double low, double high);
WF_API gboolean      wf_figure_get_bar_interval (WfFigure *self, gsize i, double *low, double *high);
/* the row's own text, else its value and its interval: "0.31 (0.2 to 0.42)" */
WF_API char         *wf_figure_get_bar_text     (WfFigure *self, gsize i);

/* ---- HEAT: shares of ordered pairs ---- */
WF_API WfFigure     *wf_figure_new_heat         (const char *const *names);
WF_API const char *const *wf_figure_get_heat_names (WfFigure *self);
/* share: 0..1; NaN = nothing can be there */
WF_API void          wf_figure_set_heat_cell    (WfFigure *self, gsize row, gsize column, double share);
WF_API double        wf_figure_get_heat_cell    (WfFigure *self, gsize row, gsize column);

/* ---- CURVES: one panel a curve, on one x axis ---- */
typedef struct
{
  const char   *label;
  const char   *text;     /* a few words beside the label, nullable */
  const double *x, *y;    /* n, x ascending; a curve breaks where y isn't finite */
  const double *low, *high;   /* n, a band around y; nullable */
  gsize         n;
} WfCurveRow;

WF_API void          wf_figure_add_curve        (WfFigure *self, const WfCurveRow *curve);   /* (skip) copied */
WF_API const WfCurveRow *wf_figure_get_curve    (WfFigure *self, gsize i);

/* ---- in words ---- */
/* sets the alternative text: @about, a sentence, then what the rows show */
WF_API void          wf_figure_set_chart_alt    (WfFigure *self, const char *about);

G_END_DECLS
