/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/format.h"
#include "render/picture-private.h"
#include "render/shapes-private.h"
#include "render/text-private.h"

/* Columns of a chart: label, axis, text. One unit is a point of the design's report page, whose body text
 * is 12.5. */
typedef struct
{
  WfFigure *figure;
  const WfTheme *theme;
  WfChartKind kind;
  gsize n_rows;
  double unit;
  double row;         /* height of one row */
  double left, right; /* of the axis */
  double low, high;
  double width, height; /* before the whole is scaled down */
} Chart;

static void
include_value (Chart *self, double value)
{
  if (!isfinite (value))
    return;
  self->low = fmin (self->low, value);
  self->high = fmax (self->high, value);
}

/* The given range, or one that holds zero and every row. */
static void
find_range (Chart *self)
{
  wf_figure_get_chart_range (self->figure, &self->low, &self->high);
  if (isfinite (self->low) && isfinite (self->high) && self->high > self->low)
    return;
  self->low = self->high = 0;
  for (gsize i = 0; self->kind != WF_CHART_HISTOGRAM && i < self->n_rows; i++)
    {
      const char *label, *text;
      gboolean is_emphasised;
      double from, value;

      wf_figure_get_bar (self->figure, i, &label, &from, &value, &text, &is_emphasised);
      include_value (self, value);
      if (self->kind == WF_CHART_DUMBBELL)
        include_value (self, from);
    }
  if (self->high <= self->low)
    self->high = self->low + 1;
}

static void
get_row (Chart *self, gsize i, char **label, char **text, gboolean *is_emphasised)
{
  if (self->kind == WF_CHART_HISTOGRAM)
    {
      WfMarginal *before = wf_figure_get_histogram_before (self->figure, i);
      WfMarginal *after = wf_figure_get_histogram_after (self->figure, i);
      g_autofree char *was = before != NULL ? wf_marginal_to_text (before) : NULL;
      g_autofree char *is = after != NULL ? wf_marginal_to_text (after) : NULL;
      WfMarginal *any = before != NULL ? before : after;

      *label = g_strdup (any != NULL ? wf_marginal_get_name (any) : "");
      *text = was != NULL && is != NULL ? g_strdup_printf ("%s → %s", was, is)
                                        : g_strdup (was != NULL ? was : is);
      *is_emphasised = after != NULL;
    }
  else
    {
      const char *own_label, *own_text;
      double from, value;

      wf_figure_get_bar (self->figure, i, &own_label, &from, &value, &own_text, is_emphasised);
      *label = g_strdup (own_label);
      *text = own_text != NULL ? g_strdup (own_text) : wf_format_number (value);
    }
}

static WfTextStyle
get_style (Chart *self, gboolean is_emphasised)
{
  return (WfTextStyle){ self->theme, &self->theme->text, 12 * self->unit, is_emphasised };
}

static void
find_columns (Chart *self)
{
  double labels = 0, texts = 0;

  for (gsize i = 0; i < self->n_rows; i++)
    {
      g_autofree char *label = NULL, *text = NULL;
      gboolean is_emphasised;
      WfTextStyle style;

      get_row (self, i, &label, &text, &is_emphasised);
      style = get_style (self, is_emphasised);
      labels = MAX (labels, label != NULL ? wf_text_get_width (&style, label) : 0);
      texts = MAX (texts, text != NULL ? wf_text_get_width (&style, text) : 0);
    }
  self->left = MIN (labels, 0.34 * self->width) + 14 * self->unit;
  self->right = self->width - MIN (texts, 0.3 * self->width) - 14 * self->unit;
}

static Chart
plan (WfFigure *figure, const WfTheme *theme, double width)
{
  Chart self = { .figure = figure, .theme = theme, .width = width };

  self.kind = wf_figure_get_chart_kind (figure);
  self.n_rows = wf_figure_get_n_rows (figure);
  self.unit = theme->font_size / 12.5;
  self.row = (self.kind == WF_CHART_HISTOGRAM ? 48 : 26) * self.unit;
  find_range (&self);
  find_columns (&self);
  self.height = (double) self.n_rows * self.row + (self.kind == WF_CHART_HISTOGRAM ? 0 : 18 * self.unit);
  return self;
}

static double
get_x (Chart *self, double value)
{
  double share = (CLAMP (value, self->low, self->high) - self->low) / (self->high - self->low);

  return self->left + share * (self->right - self->left);
}

static void
draw_bar (Chart *self, cairo_t *cr, double y, double value, gboolean is_emphasised)
{
  double zero = get_x (self, CLAMP (0, self->low, self->high)), x = get_x (self, value),
         half = 5 * self->unit;

  cairo_rectangle (cr, MIN (zero, x), y - half, fabs (x - zero), 2 * half);
  wf_set_color (cr, is_emphasised ? &self->theme->accent_text : &self->theme->before);
  cairo_fill_preserve (cr);
  wf_set_color (cr, is_emphasised ? &self->theme->accent_text : &self->theme->edge);
  cairo_set_line_width (cr, 0.8 * self->unit);
  cairo_stroke (cr);
}

static void
draw_dumbbell (Chart *self, cairo_t *cr, double y, double from, double value, gboolean is_emphasised)
{
  const WfColor *color = is_emphasised ? &self->theme->accent_text : &self->theme->edge;
  double unit = self->unit;

  wf_set_color (cr, &self->theme->hairline);
  cairo_set_line_width (cr, 3 * unit);
  cairo_move_to (cr, self->left, y);
  cairo_line_to (cr, self->right, y);
  cairo_stroke (cr);
  if (isfinite (from))
    {
      wf_set_color (cr, color);
      cairo_set_line_width (cr, (is_emphasised ? 4 : 3) * unit);
      cairo_move_to (cr, get_x (self, from), y);
      cairo_line_to (cr, get_x (self, value), y);
      cairo_stroke (cr);
      cairo_new_path (cr);
      cairo_arc (cr, get_x (self, from), y, 5 * unit, 0, 2 * G_PI);
      wf_set_color (cr, &self->theme->background);
      cairo_fill_preserve (cr);
      wf_set_color (cr, color);
      cairo_set_line_width (cr, 2 * unit);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
  cairo_arc (cr, get_x (self, value), y, 5.5 * unit, 0, 2 * G_PI);
  wf_set_color (cr, color);
  cairo_fill (cr);
}

static void
draw_mark (Chart *self, cairo_t *cr, gsize i, double y)
{
  const char *label, *text;
  double from, value;
  gboolean is_emphasised;

  if (self->kind == WF_CHART_HISTOGRAM)
    {
      double height = 38 * self->unit;

      cairo_save (cr);
      cairo_translate (cr, self->left, y - height / 2);
      wf_histogram_draw (cr, self->theme, wf_figure_get_histogram_before (self->figure, i),
                         wf_figure_get_histogram_after (self->figure, i), NAN, self->right - self->left,
                         height);
      cairo_restore (cr);
      return;
    }
  wf_figure_get_bar (self->figure, i, &label, &from, &value, &text, &is_emphasised);
  if (!isfinite (value))
    return;
  if (self->kind == WF_CHART_BARS)
    draw_bar (self, cr, y, value, is_emphasised);
  else
    draw_dumbbell (self, cr, y, from, value, is_emphasised);
}

static void
draw_tick (Chart *self, cairo_t *cr, double value)
{
  WfTextStyle style = { self->theme, &self->theme->caption, 11.5 * self->unit, FALSE };
  g_autofree char *text = wf_format_number (value);

  wf_text_draw (cr, &style, text, get_x (self, value), self->height - 3 * self->unit, 0, WF_TEXT_MIDDLE);
}

static void
draw_axis (Chart *self, cairo_t *cr)
{
  double span = self->high - self->low;

  if (self->kind == WF_CHART_HISTOGRAM || self->n_rows == 0)
    return;
  draw_tick (self, cr, self->low);
  draw_tick (self, cr, self->high);
  if (self->low < 0 && self->high > 0)
    {
      if (-self->low > 0.12 * span && self->high > 0.12 * span)
        draw_tick (self, cr, 0);
      wf_set_color (cr, &self->theme->caption);
      cairo_set_line_width (cr, self->unit);
      cairo_move_to (cr, get_x (self, 0), 0);
      cairo_line_to (cr, get_x (self, 0), (double) self->n_rows * self->row);
      cairo_stroke (cr);
    }
}

void
wf_chart_measure (WfFigure *figure, const WfTheme *theme, double width, double *height)
{
  Chart self = plan (figure, theme, width);

  *height = MIN (self.height, wf_picture_max_height (width));
}

void
wf_chart_draw (cairo_t *cr, WfFigure *figure, const WfTheme *theme, double width)
{
  Chart self = plan (figure, theme, width);
  double scale = MIN (1, wf_picture_max_height (width) / MAX (self.height, 1));

  cairo_translate (cr, (1 - scale) * width / 2, 0);
  cairo_scale (cr, scale, scale);
  draw_axis (&self, cr);
  for (gsize i = 0; i < self.n_rows; i++)
    {
      g_autofree char *label = NULL, *text = NULL;
      gboolean is_emphasised;
      double y = ((double) i + 0.5) * self.row, baseline = y + 4.2 * self.unit;
      WfTextStyle style;

      get_row (&self, i, &label, &text, &is_emphasised);
      style = get_style (&self, is_emphasised);
      if (label != NULL)
        wf_text_draw (cr, &style, label, 0, baseline, self.left - 12 * self.unit, WF_TEXT_START);
      draw_mark (&self, cr, i, y);
      if (text != NULL)
        wf_text_draw (cr, &style, text, width, baseline, width - self.right - 12 * self.unit, WF_TEXT_END);
    }
}
