/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A reliability diagram (DeGroot & Fienberg 1983): what was said from left to right, what came of it upwards,
 * and the diagonal where both are the same. Beside the square stands each point in words, joined with it by a
 * line. */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "render/chart-private.h"
#include "render/shapes-private.h"

#define SIZE       12
#define LINE       17 /* from one text to the next */
#define GUTTER     22 /* between the square and the texts */
#define LEAST_SIDE 150
#define MOST_SIDE  330
#define MARGIN     8

static char *
describe (const WfChartPlan *self, gsize i)
{
  g_autofree char *text = wf_figure_get_bar_text (self->figure, i);
  const char *label;

  wf_figure_get_bar (self->figure, i, &label, NULL, NULL, NULL, NULL);
  return g_strdup_printf ("%s: %s", label, text);
}

static double
find_widest (const WfChartPlan *self)
{
  WfTextStyle style = wf_chart_plan_get_style (self, SIZE * self->unit, FALSE);
  double widest = 0;

  for (gsize i = 0; i < self->n_rows; i++)
    {
      g_autofree char *text = describe (self, i);

      widest = MAX (widest, wf_text_get_width (&style, text));
    }
  return widest;
}

typedef struct
{
  gsize row;
  double x, y; /* of the point */
} Target;

static int
compare_targets (gconstpointer a, gconstpointer b)
{
  const Target *s = a, *t = b;

  if (s->y != t->y)
    return s->y < t->y ? -1 : 1;
  if (s->x != t->x)
    return s->x < t->x ? -1 : 1;
  return s->row < t->row ? -1 : s->row > t->row;
}

/* Each text as near to the height of its point as the others allow, in the same order, between top and
 * bottom. */
static void
spread (Target *targets, gsize n, double line, double top, double bottom, double *lines)
{
  double *at = lines;

  for (gsize k = 0; k < n; k++)
    at[targets[k].row] = k == 0 ? MAX (targets[k].y, top) : MAX (targets[k].y, at[targets[k - 1].row] + line);
  for (gsize k = n; k-- > 0;)
    {
      double most = k + 1 < n ? at[targets[k + 1].row] - line : bottom;

      at[targets[k].row] = MIN (at[targets[k].row], most);
    }
}

static void
plan_texts (WfChartPlan *self)
{
  g_autofree Target *targets = g_new (Target, self->n_rows);
  double line = LINE * self->unit;

  self->lines = g_new0 (double, self->n_rows);
  for (gsize i = 0; i < self->n_rows; i++)
    {
      double from, value;

      wf_figure_get_bar (self->figure, i, NULL, &from, &value, NULL, NULL);
      targets[i] = (Target){ i, isfinite (from) ? wf_chart_scale_place (&self->x, from) : self->x.to,
                             wf_chart_scale_place (&self->y, isfinite (value) ? value : self->y.low) };
    }
  qsort (targets, self->n_rows, sizeof *targets, compare_targets);
  spread (targets, self->n_rows, line, self->y.to, self->y.from, self->lines);
  for (gsize i = 0; i < self->n_rows; i++)
    {
      gboolean is_emphasised;
      WfChartText text = { .x = self->x.to + GUTTER * self->unit,
                           .baseline = self->lines[i] + 0.35 * SIZE * self->unit,
                           .size = SIZE * self->unit };
      g_autofree char *words = describe (self, i);

      wf_figure_get_bar (self->figure, i, NULL, NULL, NULL, NULL, &is_emphasised);
      text.is_bold = is_emphasised;
      text.max_width = MAX (self->width - text.x, 1);
      wf_chart_plan_add_text (self, &text, words);
    }
}

/* Numbers at the left of the square; both axes are the same. */
static void
plan_y_axis (WfChartPlan *self)
{
  for (guint i = 0; i < self->x_ticks->len; i++)
    {
      double value = g_array_index (self->x_ticks, double, i);
      g_autofree char *words = wf_chart_format_tick (self->x_ticks, i);
      WfChartText text = { .x = self->x.from - 6 * self->unit,
                           .baseline = wf_chart_scale_place (&self->y, value) + 4 * self->unit,
                           .size = 11.5 * self->unit,
                           .anchor = WF_TEXT_END,
                           .color = &self->theme->caption };

      g_array_append_val (self->y_ticks, value);
      wf_chart_plan_add_text (self, &text, words);
    }
}

void
wf_chart_calibration_plan (WfChartPlan *self)
{
  double unit = self->unit, left = 34 * unit, margin = MARGIN * unit;
  double side = MIN (self->width - left - GUTTER * unit - find_widest (self), MOST_SIDE * unit);

  if (side < LEAST_SIDE * unit || (double) self->n_rows * LINE * unit > side)
    {
      self->kind = WF_CHART_DUMBBELL;
      wf_chart_rows_plan (self);
      return;
    }
  self->x.from = left;
  self->x.to = left + side;
  self->y = (WfChartScale){ self->x.low, self->x.high, margin + side, margin };
  self->height = margin + side + 2 * unit + wf_chart_get_axis_height (self);
  wf_chart_plan_x_axis (self, margin + side + 17 * unit);
  plan_y_axis (self);
  plan_texts (self);
}

/* ---- drawing ---- */

static void
stroke_line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

static void
draw_square (const WfChartPlan *self, cairo_t *cr)
{
  wf_set_color (cr, &self->theme->hairline);
  cairo_set_line_width (cr, self->unit);
  for (guint t = 0; t < self->x_ticks->len; t++)
    {
      double value = g_array_index (self->x_ticks, double, t);
      double x = wf_chart_scale_place (&self->x, value), y = wf_chart_scale_place (&self->y, value);

      stroke_line (cr, x, self->y.to, x, self->y.from);
      stroke_line (cr, self->x.from, y, self->x.to, y);
    }
  wf_set_color (cr, &self->theme->caption);
  cairo_rectangle (cr, self->x.from, self->y.to, self->x.to - self->x.from, self->y.from - self->y.to);
  cairo_stroke (cr);
  cairo_save (cr);
  cairo_set_dash (cr, (double[]){ 5 * self->unit, 4 * self->unit }, 2, 0);
  stroke_line (cr, self->x.from, self->y.from, self->x.to, self->y.to);
  cairo_restore (cr);
}

static void
draw_leader (const WfChartPlan *self, cairo_t *cr, gsize i, double x, double y)
{
  double end = self->x.to + (GUTTER - 4) * self->unit;

  cairo_save (cr);
  wf_set_color (cr, &self->theme->caption);
  cairo_set_line_width (cr, 0.7 * self->unit);
  cairo_set_dash (cr, (double[]){ self->unit, 2 * self->unit }, 2, 0);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, self->x.to, y);
  cairo_line_to (cr, end, self->lines[i]);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_row (const WfChartPlan *self, cairo_t *cr, gsize i)
{
  double from, value, low, high, x, y;
  gboolean is_emphasised;
  const WfColor *color;

  wf_figure_get_bar (self->figure, i, NULL, &from, &value, NULL, &is_emphasised);
  if (!isfinite (from) || !isfinite (value))
    return;
  color = is_emphasised ? &self->theme->accent_text : &self->theme->edge;
  x = wf_chart_scale_place (&self->x, from);
  y = wf_chart_scale_place (&self->y, value);
  draw_leader (self, cr, i, x, y);
  if (wf_figure_get_bar_interval (self->figure, i, &low, &high))
    wf_chart_draw_interval (self, cr, &self->y, x, low, high, TRUE, color);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, 4.5 * self->unit, 0, 2 * G_PI);
  wf_set_color (cr, color);
  cairo_fill (cr);
}

void
wf_chart_calibration_draw (const WfChartPlan *self, cairo_t *cr)
{
  draw_square (self, cr);
  for (gsize i = 0; i < self->n_rows; i++)
    draw_row (self, cr, i);
}
