/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Charts with a row a thing: its name, its mark on the common axis, its number in words. */

#include "config.h"

#include <math.h>

#include "render/chart-private.h"
#include "render/shapes-private.h"

#define ROW               26
#define LEAST_ROW         15
#define STACKED           44 /* with the words above the mark */
#define LEAST_STACKED     32
#define HISTOGRAM         60
#define STACKED_HISTOGRAM 80
#define SIZE              12  /* of the words */
#define GAP               14  /* between words and axis */
#define LEAST_AXIS        110 /* a shorter one has the words above it */
#define LEAST_LABEL       56

/* ---- what stands beside a mark ---- */

static void
get_row (const WfChartPlan *self, gsize i, char **label, char **text, gboolean *is_emphasised)
{
  if (self->kind == WF_CHART_HISTOGRAM)
    {
      WfMarginal *before = wf_figure_get_histogram_before (self->figure, i);
      WfMarginal *after = wf_figure_get_histogram_after (self->figure, i);
      g_autofree char *was = wf_marginal_to_text (before);
      g_autofree char *is = after != NULL ? wf_marginal_to_text (after) : NULL;

      *label = g_strdup (wf_marginal_get_name (before));
      *text = is != NULL ? g_strdup_printf ("%s → %s", was, is) : g_steal_pointer (&was);
      *is_emphasised = after != NULL;
    }
  else
    {
      const char *own;

      wf_figure_get_bar (self->figure, i, &own, NULL, NULL, NULL, is_emphasised);
      *label = g_strdup (own);
      *text = wf_figure_get_bar_text (self->figure, i);
    }
}

static void
measure_words (const WfChartPlan *self, double *labels, double *texts)
{
  /* of a great many rows only those that can have a place */
  gsize n =
      MIN (self->n_rows, (gsize) MAX (wf_picture_max_height (self->width) / (LEAST_ROW * self->unit), 1));

  *labels = *texts = 0;
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *label = NULL, *text = NULL;
      gboolean is_emphasised;
      WfTextStyle style;

      get_row (self, i, &label, &text, &is_emphasised);
      style = wf_chart_plan_get_style (self, SIZE * self->unit, is_emphasised);
      *labels = MAX (*labels, wf_text_get_width (&style, label));
      *texts = MAX (*texts, wf_text_get_width (&style, text));
    }
}

/* Numbers are never cut while there is room for them: names are, then the words move above the mark. */
static void
find_columns (WfChartPlan *self)
{
  double gap = GAP * self->unit, labels, texts, left;

  measure_words (self, &labels, &texts);
  left = self->width - texts - 2 * gap;
  labels = MIN (labels, MAX (0.34 * self->width, left - 0.4 * self->width));
  labels = MIN (labels, MAX (left - LEAST_AXIS * self->unit, 0));
  self->is_stacked = left - LEAST_AXIS * self->unit < LEAST_LABEL * self->unit;
  self->x.from = self->is_stacked ? 6 * self->unit : labels + gap;
  self->x.to =
      self->is_stacked ? MAX (self->width - 6 * self->unit, self->x.from + 1) : self->width - texts - gap;
}

/* Rows draw together until they would be too small, then the last ones are left out. */
static void
find_rows (WfChartPlan *self)
{
  gboolean is_histogram = self->kind == WF_CHART_HISTOGRAM;
  double axis = is_histogram ? 0 : wf_chart_get_axis_height (self);
  double room = wf_picture_max_height (self->width) - axis;
  double most = is_histogram       ? (self->is_stacked ? STACKED_HISTOGRAM : HISTOGRAM)
                : self->is_stacked ? STACKED
                                   : ROW;
  double least = is_histogram ? most : self->is_stacked ? LEAST_STACKED : LEAST_ROW;
  gsize n_fitting = (gsize) MAX (room / (least * self->unit), 1);

  if (self->n_rows > n_fitting)
    self->n_shown = MAX (n_fitting - 1, 1); /* and the line that tells of the others */
  self->row = CLAMP (room / (double) (self->n_shown + (self->n_shown < self->n_rows)), least * self->unit,
                     most * self->unit);
  self->height = (double) (self->n_shown + (self->n_shown < self->n_rows)) * self->row + axis;
}

static void
plan_words (WfChartPlan *self, gsize i)
{
  double size = MIN (SIZE * self->unit, 0.8 * self->row), gap = GAP * self->unit;
  double top = (double) i * self->row;
  double middle =
      self->kind == WF_CHART_HISTOGRAM ? wf_chart_histogram_get_middle (self, i) : top + self->row / 2;
  double baseline = self->is_stacked ? top + size : middle + 0.35 * size;
  g_autofree char *label = NULL, *text = NULL;
  gboolean is_emphasised;
  WfChartText words = { .baseline = baseline, .size = size };
  WfChartBox box;

  get_row (self, i, &label, &text, &is_emphasised);
  words.is_bold = is_emphasised;
  words.x = self->width;
  words.anchor = WF_TEXT_END;
  words.max_width = self->is_stacked ? 0.75 * self->width : MAX (self->width - self->x.to - gap / 2, 1);
  box = wf_chart_plan_add_text (self, &words, text);
  words.x = 0;
  words.anchor = WF_TEXT_START;
  words.max_width = MAX (self->is_stacked ? box.x - gap : self->x.from - gap / 2, 1);
  wf_chart_plan_add_text (self, &words, label);
}

void
wf_chart_rows_plan (WfChartPlan *self)
{
  find_columns (self);
  find_rows (self);
  for (gsize i = 0; i < self->n_shown; i++)
    {
      plan_words (self, i);
      if (self->kind == WF_CHART_HISTOGRAM)
        wf_chart_histogram_plan (self, i);
    }
  if (self->n_shown < self->n_rows)
    wf_chart_plan_more (self, ((double) self->n_shown + 0.5) * self->row + 4 * self->unit);
  if (self->kind != WF_CHART_HISTOGRAM)
    wf_chart_plan_x_axis (self, self->height - wf_chart_get_axis_height (self) + 15 * self->unit);
}

/* ---- marks ---- */

static double
get_middle (const WfChartPlan *self, gsize i)
{
  double top = (double) i * self->row;

  return self->is_stacked ? top + self->row - 15 * self->unit : top + self->row / 2;
}

static void
draw_bar (const WfChartPlan *self, cairo_t *cr, double y, double value, gboolean is_emphasised)
{
  double zero = wf_chart_scale_place (&self->x, 0), x = wf_chart_scale_place (&self->x, value);
  double half = MIN (5 * self->unit, 0.35 * self->row);

  cairo_rectangle (cr, MIN (zero, x), y - half, fabs (x - zero), 2 * half);
  wf_set_color (cr, is_emphasised ? &self->theme->accent_text : &self->theme->before);
  cairo_fill_preserve (cr);
  wf_set_color (cr, is_emphasised ? &self->theme->accent_text : &self->theme->edge);
  cairo_set_line_width (cr, 0.8 * self->unit);
  cairo_stroke (cr);
}

static void
draw_point (
    const WfChartPlan *self, cairo_t *cr, double x, double y, const WfColor *color, gboolean is_filled)
{
  double unit = self->unit;

  cairo_new_path (cr);
  cairo_arc (cr, x, y, (is_filled ? 5.5 : 5) * unit, 0, 2 * G_PI);
  wf_set_color (cr, is_filled ? color : &self->theme->background);
  cairo_fill_preserve (cr);
  wf_set_color (cr, color);
  cairo_set_line_width (cr, (is_filled ? 0.5 : 2) * unit);
  cairo_stroke (cr);
}

static void
draw_span (const WfChartPlan *self,
           cairo_t *cr,
           double y,
           double from,
           double to,
           double width,
           const WfColor *color)
{
  wf_set_color (cr, color);
  cairo_set_line_width (cr, width * self->unit);
  cairo_move_to (cr, from, y);
  cairo_line_to (cr, to, y);
  cairo_stroke (cr);
}

static void
draw_dumbbell (
    const WfChartPlan *self, cairo_t *cr, double y, double from, double value, gboolean is_emphasised)
{
  const WfColor *color = is_emphasised ? &self->theme->accent_text : &self->theme->edge;
  double start = wf_chart_scale_place (&self->x, from), end = wf_chart_scale_place (&self->x, value);

  if (isfinite (from))
    {
      draw_span (self, cr, y, start, end, is_emphasised ? 4 : 3, color);
      draw_point (self, cr, start, y, color, FALSE);
    }
  draw_point (self, cr, end, y, color, TRUE);
}

/* A square in the middle of its interval: it is told from a dumbbell without colour. */
static void
draw_estimate (const WfChartPlan *self, cairo_t *cr, double y, double value, gboolean is_emphasised)
{
  double x = wf_chart_scale_place (&self->x, value), half = (is_emphasised ? 5 : 4) * self->unit;

  cairo_rectangle (cr, x - half, y - half, 2 * half, 2 * half);
  wf_set_color (cr, is_emphasised ? &self->theme->accent_text : &self->theme->edge);
  cairo_fill (cr);
}

static void
draw_mark (const WfChartPlan *self, cairo_t *cr, gsize i)
{
  double y = get_middle (self, i), from, value, low, high;
  gboolean is_emphasised, has_interval;

  wf_figure_get_bar (self->figure, i, NULL, &from, &value, NULL, &is_emphasised);
  has_interval = wf_figure_get_bar_interval (self->figure, i, &low, &high);
  if (isfinite (value) && self->kind == WF_CHART_BARS)
    draw_bar (self, cr, y, value, is_emphasised);
  if (self->kind == WF_CHART_DUMBBELL)
    draw_span (self, cr, y, self->x.from, self->x.to, 3, &self->theme->hairline);
  if (has_interval)
    wf_chart_draw_interval (self, cr, &self->x, y, low, high, FALSE,
                            self->kind == WF_CHART_BARS ? &self->theme->text
                            : is_emphasised             ? &self->theme->accent_text
                                                        : &self->theme->edge);
  if (isfinite (value) && self->kind == WF_CHART_DUMBBELL)
    draw_dumbbell (self, cr, y, from, value, is_emphasised);
  if (isfinite (value) && self->kind == WF_CHART_FOREST)
    draw_estimate (self, cr, y, value, is_emphasised);
}

static void
draw_line (const WfChartPlan *self, cairo_t *cr, double value, const WfColor *color, double bottom)
{
  double x = wf_chart_scale_place (&self->x, value);

  wf_set_color (cr, color);
  cairo_set_line_width (cr, self->unit);
  cairo_move_to (cr, x, self->is_stacked ? bottom - 4 * self->unit : 0);
  cairo_line_to (cr, x, bottom);
  cairo_stroke (cr);
}

/* In front of the words of stacked rows a line would run through them: it is drawn beside the marks only. */
static void
draw_zero (const WfChartPlan *self, cairo_t *cr)
{
  if (self->x.low > 0 || self->x.high < 0)
    return;
  if (!self->is_stacked)
    draw_line (self, cr, 0, &self->theme->caption, (double) self->n_shown * self->row);
  for (gsize i = 0; self->is_stacked && i < self->n_shown; i++)
    {
      double x = wf_chart_scale_place (&self->x, 0), y = get_middle (self, i), half = 9 * self->unit;

      wf_set_color (cr, &self->theme->caption);
      cairo_set_line_width (cr, self->unit);
      cairo_move_to (cr, x, y - half);
      cairo_line_to (cr, x, y + half);
      cairo_stroke (cr);
    }
}

void
wf_chart_rows_draw (const WfChartPlan *self, cairo_t *cr)
{
  double bottom = self->height - wf_chart_get_axis_height (self) + 3 * self->unit;

  if (self->kind == WF_CHART_HISTOGRAM)
    {
      for (gsize i = 0; i < self->n_shown; i++)
        wf_chart_histogram_draw (self, cr, i);
      return;
    }
  for (guint t = 0; t < self->x_ticks->len; t++)
    draw_line (self, cr, g_array_index (self->x_ticks, double, t), &self->theme->hairline, bottom);
  draw_zero (self, cr);
  for (gsize i = 0; i < self->n_shown; i++)
    draw_mark (self, cr, i);
}
