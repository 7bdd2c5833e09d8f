/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A matrix of shares: the darker (on a dark page the lighter), the larger, and the percent in the cell while
 * there is room for it. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/chart-private.h"
#include "render/shapes-private.h"

#define MOST_SIDE     30
#define NUMBERED_SIDE 17   /* a smaller cell has no room for "100" */
#define SIZE          12   /* of names */
#define MOST_NAME     0.28 /* of the width: what names take */
#define GAP           6
#define SCALE_STEPS   5
#define SCALE_HEIGHT  40

static const WfColor black = { 0, 0, 0, 1 };
static const WfColor white = { 1, 1, 1, 1 };

static WfColor
get_color (const WfChartPlan *self, double share)
{
  return wf_color_mix (&self->theme->accent_text, 0.04 + 0.96 * share, &self->theme->background);
}

/* relative luminance, WCAG 2 */
static double
get_luminance (const WfColor *color)
{
  const double parts[] = { color->red, color->green, color->blue };
  const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    sum += weights[i] * (parts[i] <= 0.03928 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

/* whichever has more contrast: at least 4.5 : 1 on any colour */
static const WfColor *
get_ink (const WfChartPlan *self, double share)
{
  WfColor color = get_color (self, share);

  return get_luminance (&color) > 0.179 ? &black : &white;
}

/* ---- where everything stands ---- */

static double
get_size (const WfChartPlan *self)
{
  return MIN (SIZE * self->unit, 0.8 * self->side);
}

static double
find_widest (const WfChartPlan *self, double size)
{
  const char *const *names = wf_figure_get_heat_names (self->figure);
  WfTextStyle style = wf_chart_plan_get_style (self, size, FALSE);
  double widest = 0;

  for (gsize i = 0; i < self->n_rows; i++)
    widest = MAX (widest, wf_text_get_width (&style, names[i]));
  return widest;
}

static void
plan_names (WfChartPlan *self, double room)
{
  const char *const *names = wf_figure_get_heat_names (self->figure);
  double size = get_size (self), gap = GAP * self->unit;

  for (gsize i = 0; i < self->n_rows; i++)
    {
      double middle = ((double) i + 0.5) * self->side;
      WfChartText row = { .x = self->x.from - gap,
                          .baseline = self->y.from + middle + 0.35 * size,
                          .size = size,
                          .max_width = room,
                          .anchor = WF_TEXT_END };
      WfChartText column = { .x = self->x.from + middle + 0.35 * size,
                             .baseline = self->y.from - gap,
                             .size = size,
                             .max_width = room,
                             .is_upright = TRUE };

      wf_chart_plan_add_text (self, &row, names[i]);
      wf_chart_plan_add_text (self, &column, names[i]);
    }
}

/* "7", "100", "<1" */
static char *
format_share (double share)
{
  return share > 0 && share < 0.005 ? g_strdup ("<1") : g_strdup_printf ("%.0f", 100 * share);
}

static void
plan_numbers (WfChartPlan *self)
{
  double size = MIN (11.5 * self->unit, 0.46 * self->side);

  for (gsize row = 0; row < self->n_rows; row++)
    for (gsize column = 0; column < self->n_rows; column++)
      {
        double share = wf_figure_get_heat_cell (self->figure, row, column);
        g_autofree char *words = format_share (share);
        WfChartText text = { .x = self->x.from + ((double) column + 0.5) * self->side,
                             .baseline = self->y.from + ((double) row + 0.5) * self->side + 0.36 * size,
                             .size = size,
                             .anchor = WF_TEXT_MIDDLE,
                             .color = get_ink (self, share) };

        if (share > 0)
          wf_chart_plan_add_text (self, &text, words);
      }
}

/* Where the numbers have no room, what the shades mean. */
static void
plan_scale (WfChartPlan *self)
{
  double width = 34 * self->unit;

  for (int i = 0; i < SCALE_STEPS; i++)
    {
      double share = i / (SCALE_STEPS - 1.0);
      g_autofree char *words = g_strdup_printf ("%.0f %%", 100 * share);
      WfChartText text = { .x = self->x.from + (i + 0.5) * width,
                           .baseline = self->y.to + 21 * self->unit,
                           .size = MIN (10.5 * self->unit, width / 4),
                           .anchor = WF_TEXT_MIDDLE,
                           .color = get_ink (self, share) };

      wf_chart_plan_add_text (self, &text, words);
    }
}

static void
plan_corner (WfChartPlan *self, double room)
{
  const char *words[] = { _ ("from ↓"), _ ("to →") };

  for (int i = 0; i < 2; i++)
    {
      WfChartText text = { .x = self->x.from - GAP * self->unit,
                           .baseline = self->y.from - (i == 0 ? 6 : 21) * self->unit,
                           .size = 11 * self->unit,
                           .max_width = room,
                           .anchor = WF_TEXT_END,
                           .color = &self->theme->caption };

      if (text.baseline > text.size && room > 30 * self->unit)
        wf_chart_plan_add_text (self, &text, words[i]);
    }
}

void
wf_chart_heat_plan (WfChartPlan *self)
{
  double n = (double) self->n_rows, gap = GAP * self->unit, most = MOST_NAME * self->width, room;

  /* the names take more when the cells, and they with them, are larger: once roughly, then as it is */
  self->side = MIN ((self->width - most - gap) / n, MOST_SIDE * self->unit);
  room = MIN (find_widest (self, get_size (self)), most);
  self->side = MIN ((self->width - room - gap) / n, MOST_SIDE * self->unit);
  room = MAX (MIN (find_widest (self, get_size (self)), self->width - gap - n * self->side), 1);
  room = MIN (room, most);
  self->x.from = room + gap + MAX (self->width - room - gap - n * self->side, 0) / 2;
  self->x.to = self->x.from + n * self->side;
  self->y.from = room + gap;
  self->y.to = self->y.from + n * self->side;
  self->has_numbers = self->side >= NUMBERED_SIDE * self->unit;
  self->height = self->y.to + (self->has_numbers ? 1 : SCALE_HEIGHT) * self->unit;
  plan_names (self, room);
  plan_corner (self, room);
  if (self->has_numbers)
    plan_numbers (self);
  else
    plan_scale (self);
}

/* ---- drawing ---- */

static void
fill_cell (
    const WfChartPlan *self, cairo_t *cr, double x, double y, double width, double height, double share)
{
  WfColor color = get_color (self, share);

  cairo_rectangle (cr, x, y, width, height);
  wf_set_color (cr, &color);
  cairo_fill (cr);
}

/* What a variable does to itself nobody asked: a stroke, not a colour. */
static void
draw_nothing (const WfChartPlan *self, cairo_t *cr, double x, double y)
{
  double third = self->side / 3;

  wf_set_color (cr, &self->theme->hairline);
  cairo_move_to (cr, x + third, y + 2 * third);
  cairo_line_to (cr, x + 2 * third, y + third);
  cairo_stroke (cr);
}

static void
draw_grid (const WfChartPlan *self, cairo_t *cr)
{
  wf_set_color (cr, &self->theme->hairline);
  cairo_set_line_width (cr, 0.6 * self->unit);
  for (gsize i = 0; i <= self->n_rows; i++)
    {
      double at = (double) i * self->side;

      cairo_move_to (cr, self->x.from + at, self->y.from);
      cairo_line_to (cr, self->x.from + at, self->y.to);
      cairo_move_to (cr, self->x.from, self->y.from + at);
      cairo_line_to (cr, self->x.to, self->y.from + at);
      cairo_stroke (cr);
    }
}

void
wf_chart_heat_draw (const WfChartPlan *self, cairo_t *cr)
{
  double width = 34 * self->unit;

  cairo_set_line_width (cr, self->unit);
  for (gsize row = 0; row < self->n_rows; row++)
    for (gsize column = 0; column < self->n_rows; column++)
      {
        double share = wf_figure_get_heat_cell (self->figure, row, column);
        double x = self->x.from + (double) column * self->side, y = self->y.from + (double) row * self->side;

        if (row == column && isnan (share))
          draw_nothing (self, cr, x, y);
        else if (share > 0)
          fill_cell (self, cr, x, y, self->side, self->side, share);
      }
  draw_grid (self, cr);
  for (int i = 0; !self->has_numbers && i < SCALE_STEPS; i++)
    fill_cell (self, cr, self->x.from + i * width, self->y.to + 8 * self->unit, width, 20 * self->unit,
               i / (SCALE_STEPS - 1.0));
}
