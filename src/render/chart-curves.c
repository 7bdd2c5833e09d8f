/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Curves on one x axis, each in a panel of its own with its own y axis: they can't be taken for each other.
 */

#include "config.h"

#include <math.h>

#include "render/chart-private.h"
#include "render/shapes-private.h"

#define PANEL       104
#define LEAST_PANEL 76
#define SIZE        12
#define LEFT        46 /* numbers of the y axis */
#define HEAD        20 /* label above the panel */

/* The range of a curve and its band, never empty. */
static WfChartScale
find_scale (const WfCurveRow *curve)
{
  const double *arrays[] = { curve->y, curve->low, curve->high };
  WfChartScale scale = { INFINITY, -INFINITY, 0, 0 };

  for (gsize a = 0; a < G_N_ELEMENTS (arrays); a++)
    for (gsize k = 0; arrays[a] != NULL && k < curve->n; k++)
      if (isfinite (arrays[a][k]))
        {
          scale.low = MIN (scale.low, arrays[a][k]);
          scale.high = MAX (scale.high, arrays[a][k]);
        }
  if (scale.low > scale.high)
    scale.low = scale.high = 0;
  if (scale.low == scale.high)
    {
      scale.low -= MAX (0.5, fabs (scale.low) * 1e-9);
      scale.high += MAX (0.5, fabs (scale.high) * 1e-9);
    }
  return scale;
}

static void
plan_numbers (WfChartPlan *self, const WfChartScale *scale)
{
  wf_chart_find_ticks (scale, 17 * self->unit, self->y_ticks);
  for (guint t = 0; t < self->y_ticks->len; t++)
    {
      g_autofree char *words = wf_chart_format_tick (self->y_ticks, t);
      WfChartText text = {
        .x = self->x.from - 6 * self->unit,
        .baseline = wf_chart_scale_place (scale, g_array_index (self->y_ticks, double, t)) + 4 * self->unit,
        .size = 11 * self->unit,
        .max_width = MAX (self->x.from - 7 * self->unit, 1),
        .anchor = WF_TEXT_END,
        .color = &self->theme->caption
      };

      wf_chart_plan_add_text (self, &text, words);
    }
}

static void
plan_head (WfChartPlan *self, const WfCurveRow *curve, double top)
{
  WfChartText text = { .x = self->width,
                       .baseline = top + 13 * self->unit,
                       .size = SIZE * self->unit,
                       .max_width = 0.6 * self->width,
                       .anchor = WF_TEXT_END };
  double end = self->width;

  if (curve->text != NULL)
    end = wf_chart_plan_add_text (self, &text, curve->text).x - 12 * self->unit;
  text.x = 0;
  text.anchor = WF_TEXT_START;
  text.max_width = MAX (end, 1);
  text.is_bold = TRUE;
  wf_chart_plan_add_text (self, &text, curve->label);
}

void
wf_chart_curves_plan (WfChartPlan *self)
{
  double unit = self->unit, axis = wf_chart_get_axis_height (self);
  double room = wf_picture_max_height (self->width) - axis - 18 * unit;
  gsize n_fitting = (gsize) MAX (room / (LEAST_PANEL * unit), 1);

  self->n_shown = MIN (self->n_rows, n_fitting);
  self->row = CLAMP (room / (double) self->n_shown, LEAST_PANEL * unit, PANEL * unit);
  self->x.from = MIN (LEFT * unit, 0.4 * self->width);
  self->x.to = MAX (self->width - 10 * unit, self->x.from + 1);
  self->panels = g_new0 (WfChartScale, self->n_shown);
  for (gsize i = 0; i < self->n_shown; i++)
    {
      const WfCurveRow *curve = wf_figure_get_curve (self->figure, i);
      double top = (double) i * self->row;

      self->panels[i] = find_scale (curve);
      self->panels[i].from = top + self->row - 8 * unit;
      self->panels[i].to = top + (HEAD + 6) * unit;
      plan_head (self, curve, top);
      plan_numbers (self, &self->panels[i]);
    }
  self->height = (double) self->n_shown * self->row + axis;
  wf_chart_plan_x_axis (self, (double) self->n_shown * self->row + 13 * unit);
  if (self->n_shown < self->n_rows)
    {
      self->height += 18 * unit;
      wf_chart_plan_more (self, self->height - 5 * unit);
    }
}

/* ---- drawing ---- */

static void
draw_frame (const WfChartPlan *self, cairo_t *cr, const WfChartScale *scale)
{
  wf_set_color (cr, &self->theme->hairline);
  cairo_set_line_width (cr, self->unit);
  cairo_rectangle (cr, self->x.from, scale->to - 3 * self->unit, self->x.to - self->x.from,
                   scale->from - scale->to + 6 * self->unit);
  cairo_stroke (cr);
  for (guint t = 0; t < self->x_ticks->len; t++)
    {
      double x = wf_chart_scale_place (&self->x, g_array_index (self->x_ticks, double, t));

      cairo_move_to (cr, x, scale->to - 3 * self->unit);
      cairo_line_to (cr, x, scale->from + 3 * self->unit);
      cairo_stroke (cr);
    }
}

static void
draw_zero (const WfChartPlan *self, cairo_t *cr, const WfChartScale *scale)
{
  double zero = wf_chart_scale_place (scale, 0);

  if (scale->low >= 0 || scale->high <= 0)
    return;
  cairo_set_line_width (cr, self->unit);
  wf_set_color (cr, &self->theme->caption);
  cairo_move_to (cr, self->x.from, zero);
  cairo_line_to (cr, self->x.to, zero);
  cairo_stroke (cr);
}

static void
add_point (const WfChartPlan *self, cairo_t *cr, const WfChartScale *scale, double x, double y)
{
  cairo_line_to (cr, wf_chart_scale_place (&self->x, x), wf_chart_scale_place (scale, y));
}

static void
fill_band (const WfChartPlan *self, cairo_t *cr, const WfChartScale *scale, const WfCurveRow *curve)
{
  gsize n = curve->n, from = 0;

  wf_set_color (cr, &self->theme->before);
  while (curve->low != NULL && from < n)
    {
      gsize end = from;

      for (; end < n && isfinite (curve->low[end]) && isfinite (curve->high[end]) && isfinite (curve->x[end]);
           end++)
        add_point (self, cr, scale, curve->x[end], curve->low[end]);
      for (gsize k = end; k-- > from;)
        add_point (self, cr, scale, curve->x[k], curve->high[k]);
      cairo_fill (cr);
      from = end + 1;
    }
}

static void
stroke_curve (const WfChartPlan *self, cairo_t *cr, const WfChartScale *scale, const WfCurveRow *curve)
{
  wf_set_color (cr, &self->theme->accent_text);
  cairo_set_line_width (cr, (self->theme->is_high_contrast ? 2.6 : 2) * self->unit);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (gsize k = 0; k < curve->n; k++)
    if (isfinite (curve->y[k]) && isfinite (curve->x[k]))
      {
        add_point (self, cr, scale, curve->x[k], curve->y[k]);
        if (k + 1 == curve->n || !isfinite (curve->y[k + 1]))
          add_point (self, cr, scale, curve->x[k], curve->y[k]); /* a single point is a dot */
      }
    else
      cairo_stroke (cr);
  cairo_stroke (cr);
}

void
wf_chart_curves_draw (const WfChartPlan *self, cairo_t *cr)
{
  for (gsize i = 0; i < self->n_shown; i++)
    {
      const WfCurveRow *curve = wf_figure_get_curve (self->figure, i);

      draw_frame (self, cr, &self->panels[i]);
      cairo_save (cr);
      fill_band (self, cr, &self->panels[i], curve);
      draw_zero (self, cr, &self->panels[i]);
      stroke_curve (self, cr, &self->panels[i], curve);
      cairo_restore (cr);
    }
}
