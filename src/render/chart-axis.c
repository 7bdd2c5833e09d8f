/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Round numbers along an axis, and what stands below it. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/table/calendar.h"
#include "render/chart-private.h"
#include "render/shapes-private.h"

#define MOST_TICKS 9
#define SLACK      1e-9 /* of a step: a bound that is a round number but for rounding */
#define TICK_SIZE  11.5
#define DAY        86400.0
#define CAP        3.5

/* The next of 1, 2, 5, 10, 20 ... */
static double
find_next_step (double step)
{
  double power = pow (10, floor (log10 (step) + SLACK)), digit = round (step / power);

  return (digit < 2 ? 2 : digit < 5 ? 5 : 10) * power;
}

/* The multiples of the step within the scale, as far as a double tells them apart. */
static gsize
count_multiples (const WfChartScale *scale, double step, double *first)
{
  double from = ceil (scale->low / step - SLACK), to = floor (scale->high / step + SLACK);

  *first = from;
  return to < from ? 0 : (gsize) (to - from) + 1;
}

void
wf_chart_find_ticks (const WfChartScale *scale, double gap, GArray *ticks)
{
  double span = scale->high - scale->low, room = fabs (scale->to - scale->from);
  double step = pow (10, floor (log10 (span / MOST_TICKS))), first;
  gsize n;

  g_array_set_size (ticks, 0);
  if (!isfinite (span) || !(step > 0) || !(room > 0) || fabs (scale->low) > 1e12 * span)
    return;
  while ((n = count_multiples (scale, step, &first)) > MOST_TICKS || (n > 1 && step / span * room < gap))
    step = find_next_step (step);
  for (gsize i = 0; i < n; i++)
    {
      double value = (first + (double) i) * step;

      g_array_append_val (ticks, value);
    }
}

/* As many digits as the step has; where those would be many zeros, the three digits of other numbers if they
 * tell the ticks apart. */
char *
wf_chart_format_tick (GArray *ticks, guint i)
{
  const double *values = (const double *) ticks->data;
  double value = values[i], largest = MAX (fabs (values[0]), fabs (values[ticks->len - 1]));
  double step = ticks->len > 1 ? values[1] - values[0] : MAX (largest, 1);
  int digits = MAX ((int) -floor (log10 (step) + SLACK), 0);
  char format[8], text[64];

  value = fabs (value) < SLACK * step ? 0 : value;
  if ((digits > 3 || largest >= 1e7) && largest / step < 90)
    return wf_format_number (value);
  g_snprintf (format, sizeof format, "%%.%df", MIN (digits, 15));
  g_ascii_formatd (text, sizeof text, format, fabs (value));
  return g_strconcat (value < 0 ? "−" : "", text, NULL);
}

/* ---- below the rows ---- */

double
wf_chart_get_axis_height (const WfChartPlan *self)
{
  return (wf_figure_get_chart_axis (self->figure) != NULL ? 35 : 20) * self->unit;
}

/* Round numbers; of dates round numbers of days, given in seconds again. */
static void
find_x_ticks (WfChartPlan *self, double gap)
{
  double unit = wf_figure_has_chart_dates (self->figure) ? DAY : 1;
  WfChartScale scale = { self->x.low / unit, self->x.high / unit, self->x.from, self->x.to };

  wf_chart_find_ticks (&scale, gap, self->x_ticks);
  for (guint i = 0; i < self->x_ticks->len; i++)
    g_array_index (self->x_ticks, double, i) *= unit;
}

static char *
format_x_tick (const WfChartPlan *self, guint i)
{
  GString *date;

  if (!wf_figure_has_chart_dates (self->figure))
    return wf_chart_format_tick (self->x_ticks, i);
  date = g_string_new (NULL);
  wf_calendar_append (date, round (g_array_index (self->x_ticks, double, i)));
  return g_string_free (date, FALSE);
}

/* The numbers get longer the closer they stand. */
static void
choose_x_ticks (WfChartPlan *self, const WfTextStyle *style)
{
  double widest = 0;

  for (int pass = 0; pass < 3; pass++)
    {
      find_x_ticks (self, widest + 12 * self->unit);
      widest = 0;
      for (guint i = 0; i < self->x_ticks->len; i++)
        {
          g_autofree char *text = format_x_tick (self, i);

          widest = MAX (widest, wf_text_get_width (style, text));
        }
    }
}

static void
plan_title (WfChartPlan *self, const char *what, double baseline)
{
  double middle = (self->x.from + self->x.to) / 2;
  WfChartText title = { .x = middle,
                        .baseline = baseline,
                        .size = TICK_SIZE * self->unit,
                        .max_width = MAX (2 * MIN (middle, self->width - middle), 1),
                        .anchor = WF_TEXT_MIDDLE,
                        .color = &self->theme->caption };

  wf_chart_plan_add_text (self, &title, what);
}

void
wf_chart_plan_x_axis (WfChartPlan *self, double baseline)
{
  const char *what = wf_figure_get_chart_axis (self->figure);
  WfTextStyle style = wf_chart_plan_get_style (self, TICK_SIZE * self->unit, FALSE);
  double last = -INFINITY;

  choose_x_ticks (self, &style);
  for (guint i = 0; i < self->x_ticks->len; i++)
    {
      g_autofree char *text = format_x_tick (self, i);
      double half = wf_text_get_width (&style, text) / 2;
      double x = wf_chart_scale_place (&self->x, g_array_index (self->x_ticks, double, i));
      WfChartText tick = { .x = CLAMP (x, half, MAX (half, self->width - half)),
                           .baseline = baseline,
                           .size = style.size,
                           .anchor = WF_TEXT_MIDDLE,
                           .color = &self->theme->caption };

      if (tick.x - half < last + 2 * self->unit)
        continue;
      last = tick.x + half;
      wf_chart_plan_add_text (self, &tick, text);
    }
  if (what != NULL)
    plan_title (self, what, baseline + 15 * self->unit);
}

void
wf_chart_plan_more (WfChartPlan *self, double baseline)
{
  gsize n = self->n_rows - self->n_shown;
  g_autofree char *text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "… and %zu more", "… and %zu more", n), n);
  WfChartText more = { .x = 0,
                       .baseline = baseline,
                       .size = TICK_SIZE * self->unit,
                       .max_width = self->width,
                       .color = &self->theme->caption };

  wf_chart_plan_add_text (self, &more, text);
}

/* ---- intervals ---- */

/* A cap across the line, or the head of an arrow beyond which it goes on. */
static void
draw_end (const WfChartPlan *self, cairo_t *cr, double ux, double uy, double x, double y, gboolean goes_on)
{
  double cap = CAP * self->unit;

  if (goes_on)
    {
      wf_fill_arrow_head (cr, x, y, ux, uy, 2 * cap);
      return;
    }
  cairo_move_to (cr, x - cap * uy, y - cap * ux);
  cairo_line_to (cr, x + cap * uy, y + cap * ux);
  cairo_stroke (cr);
}

void
wf_chart_draw_interval (const WfChartPlan *self,
                        cairo_t *cr,
                        const WfChartScale *scale,
                        double across,
                        double low,
                        double high,
                        gboolean is_upright,
                        const WfColor *color)
{
  double from = wf_chart_scale_place (scale, low), to = wf_chart_scale_place (scale, high);
  double ux = is_upright ? 0 : 1, uy = is_upright ? -1 : 0;

  cairo_move_to (cr, is_upright ? across : from, is_upright ? from : across);
  cairo_line_to (cr, is_upright ? across : to, is_upright ? to : across);
  wf_set_color (cr, &self->theme->background); /* a rim, in front of a filled bar */
  cairo_set_line_width (cr, 4 * self->unit);
  cairo_stroke_preserve (cr);
  wf_set_color (cr, color);
  cairo_set_line_width (cr, (self->theme->is_high_contrast ? 2 : 1.4) * self->unit);
  cairo_stroke (cr);
  draw_end (self, cr, -ux, -uy, is_upright ? across : from, is_upright ? from : across, low < scale->low);
  draw_end (self, cr, ux, uy, is_upright ? across : to, is_upright ? to : across, high > scale->high);
}
