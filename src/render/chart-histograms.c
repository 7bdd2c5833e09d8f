/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows of distributions, each on an axis of its own: numbers or levels below it. */

#include "config.h"

#include <math.h>

#include "core/base/format.h"
#include "render/chart-private.h"

#define HEIGHT      38
#define TOP         4  /* of the picture in its row */
#define STACKED_TOP 20 /* below the words */
#define BASELINE    11 /* of the axis, below the picture */
#define SIZE        10.5
#define MOST_NAMED  28 /* levels; more are drawn together with their neighbours */

static double
get_top (const WfChartPlan *self, gsize i)
{
  return (double) i * self->row + (self->is_stacked ? STACKED_TOP : TOP) * self->unit;
}

double
wf_chart_histogram_get_middle (const WfChartPlan *self, gsize i)
{
  return get_top (self, i) + HEIGHT / 2 * self->unit;
}

/* ---- numbers ---- */

/* What both have on one axis; FALSE when there is nothing between its ends. */
static gboolean
find_scale (const WfChartPlan *self, WfMarginal *before, WfMarginal *after, WfChartScale *scale)
{
  *scale =
      (WfChartScale){ wf_marginal_get_low (before), wf_marginal_get_high (before), self->x.from, self->x.to };
  if (after != NULL)
    {
      scale->low = fmin (scale->low, wf_marginal_get_low (after));
      scale->high = fmax (scale->high, wf_marginal_get_high (after));
    }
  return isfinite (scale->low) && isfinite (scale->high) && scale->high > scale->low;
}

/* A value as the distribution writes its own: a number, or a date. */
static char *
write_value (WfMarginal *marginal, double value)
{
  g_autoptr (WfMarginal) moved = wf_marginal_with_moments (marginal, value, 0);

  return wf_marginal_to_text (moved);
}

static void
add_number (WfChartPlan *self, const char *words, double x, double baseline, WfTextAnchor anchor, double *end)
{
  WfTextStyle style = wf_chart_plan_get_style (self, SIZE * self->unit, FALSE);
  double width = wf_text_get_width (&style, words);
  WfChartText text = { .x = anchor == WF_TEXT_MIDDLE
                                ? CLAMP (x, width / 2, MAX (width / 2, self->width - width / 2))
                                : x,
                       .baseline = baseline,
                       .size = style.size,
                       .anchor = anchor,
                       .color = &self->theme->caption };
  double start = anchor == WF_TEXT_START    ? text.x
                 : anchor == WF_TEXT_MIDDLE ? text.x - width / 2
                                            : text.x - width;

  if (start < *end + 6 * self->unit)
    return;
  *end = start + width;
  wf_chart_plan_add_text (self, &text, words);
}

/* Round numbers; of dates the first and the last, for what is round in seconds is not in days. */
static void
plan_numbers (WfChartPlan *self, WfMarginal *before, const WfChartScale *scale, double baseline)
{
  g_autofree char *low = write_value (before, scale->low), *high = write_value (before, scale->high);
  g_autofree char *number = wf_format_number (scale->low);
  double end = -INFINITY;

  if (!g_str_equal (low, number))
    {
      add_number (self, low, self->x.from, baseline, WF_TEXT_START, &end);
      add_number (self, high, self->x.to, baseline, WF_TEXT_END, &end);
      return;
    }
  wf_chart_find_ticks (scale, 56 * self->unit, self->y_ticks);
  for (guint t = 0; t < self->y_ticks->len; t++)
    {
      g_autofree char *words = wf_chart_format_tick (self->y_ticks, t);

      add_number (self, words, wf_chart_scale_place (scale, g_array_index (self->y_ticks, double, t)),
                  baseline, WF_TEXT_MIDDLE, &end);
    }
}

/* ---- levels ---- */

/* "wet 65 % → 38 %", where there is room for it, else "wet" */
static char *
describe_level (const WfTextStyle *style, WfMarginal *before, WfMarginal *after, gsize level, double room)
{
  gsize n;
  const char *name = wf_marginal_get_level (before, level);
  const double *q = after != NULL ? wf_marginal_get_probabilities (after, &n) : NULL;
  g_autofree char *was = wf_format_percent (wf_marginal_get_probabilities (before, &n)[level]);
  g_autofree char *is = q != NULL ? wf_format_percent (q[level]) : NULL;
  g_autofree char *words =
      is != NULL ? g_strdup_printf ("%s %s → %s", name, was, is) : g_strdup_printf ("%s %s", name, was);

  return wf_text_get_width (style, words) <= room ? g_steal_pointer (&words) : g_strdup (name);
}

static void
plan_levels (WfChartPlan *self, WfMarginal *before, WfMarginal *after, double baseline)
{
  WfTextStyle style = wf_chart_plan_get_style (self, SIZE * self->unit, FALSE);
  gsize n;
  double slot;

  wf_marginal_get_probabilities (before, &n);
  slot = (self->x.to - self->x.from) / (double) MAX (n, 1);
  if (n > MOST_NAMED || slot < 18 * self->unit)
    return;
  for (gsize level = 0; level < n; level++)
    {
      WfChartText text = { .x = self->x.from + ((double) level + 0.5) * slot,
                           .baseline = baseline,
                           .size = style.size,
                           .max_width = slot - 4 * self->unit,
                           .anchor = WF_TEXT_MIDDLE,
                           .color = &self->theme->caption };
      g_autofree char *words = describe_level (&style, before, after, level, text.max_width);

      wf_chart_plan_add_text (self, &text, words);
    }
}

void
wf_chart_histogram_plan (WfChartPlan *self, gsize i)
{
  WfMarginal *before = wf_figure_get_histogram_before (self->figure, i);
  WfMarginal *after = wf_figure_get_histogram_after (self->figure, i);
  double baseline = get_top (self, i) + (HEIGHT + BASELINE) * self->unit;
  WfChartScale scale;

  if (wf_marginal_get_kind (before) == WF_COLUMN_DISCRETE)
    plan_levels (self, before, after, baseline);
  else if (find_scale (self, before, after, &scale))
    plan_numbers (self, before, &scale, baseline);
}

void
wf_chart_histogram_draw (const WfChartPlan *self, cairo_t *cr, gsize i)
{
  cairo_save (cr);
  cairo_translate (cr, self->x.from, get_top (self, i));
  wf_histogram_draw (cr, self->theme, wf_figure_get_histogram_before (self->figure, i),
                     wf_figure_get_histogram_after (self->figure, i), NAN, self->x.to - self->x.from,
                     HEIGHT * self->unit);
  cairo_restore (cr);
}
