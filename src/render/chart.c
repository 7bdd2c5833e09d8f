/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/chart-private.h"
#include "render/shapes-private.h"

#define CAPITALS   0.76 /* of the size: above the baseline */
#define DESCENDERS 0.24 /* below it */

typedef struct
{
  void (*plan) (WfChartPlan *self);
  void (*draw) (const WfChartPlan *self, cairo_t *cr);
} Kind;

static const Kind kinds[] = {
  [WF_CHART_BARS] = { wf_chart_rows_plan, wf_chart_rows_draw },
  [WF_CHART_DUMBBELL] = { wf_chart_rows_plan, wf_chart_rows_draw },
  [WF_CHART_HISTOGRAM] = { wf_chart_rows_plan, wf_chart_rows_draw },
  [WF_CHART_FOREST] = { wf_chart_rows_plan, wf_chart_rows_draw },
  [WF_CHART_CALIBRATION] = { wf_chart_calibration_plan, wf_chart_calibration_draw },
  [WF_CHART_HEAT] = { wf_chart_heat_plan, wf_chart_heat_draw },
  [WF_CHART_CURVES] = { wf_chart_curves_plan, wf_chart_curves_draw },
};

double
wf_chart_scale_place (const WfChartScale *self, double value)
{
  double share = (CLAMP (value, self->low, self->high) - self->low) / (self->high - self->low);

  return self->from + share * (self->to - self->from);
}

static void
text_clear (gpointer data)
{
  WfChartText *self = data;

  g_free (self->text);
}

WfChartPlan *
wf_chart_plan_new (WfFigure *figure, const WfTheme *theme, double width)
{
  WfChartPlan *self = g_new0 (WfChartPlan, 1);

  self->figure = figure;
  self->theme = theme;
  self->kind = wf_figure_get_chart_kind (figure);
  self->n_rows = self->n_shown = wf_figure_get_n_rows (figure);
  self->unit = theme->font_size / 12.5;
  self->width = width;
  self->x_ticks = g_array_new (FALSE, FALSE, sizeof (double));
  self->y_ticks = g_array_new (FALSE, FALSE, sizeof (double));
  self->texts = g_array_new (FALSE, FALSE, sizeof (WfChartText));
  g_array_set_clear_func (self->texts, text_clear);
  wf_figure_get_chart_range (figure, &self->x.low, &self->x.high);
  if (self->n_rows > 0)
    kinds[self->kind].plan (self);
  return self;
}

void
wf_chart_plan_free (WfChartPlan *self)
{
  g_array_unref (self->x_ticks);
  g_array_unref (self->y_ticks);
  g_array_unref (self->texts);
  g_free (self->panels);
  g_free (self->lines);
  g_free (self);
}

WfTextStyle
wf_chart_plan_get_style (const WfChartPlan *self, double size, gboolean is_bold)
{
  return (WfTextStyle){
    .theme = self->theme, .color = &self->theme->text, .size = size, .is_bold = is_bold, .keeps_end = TRUE
  };
}

WfChartBox
wf_chart_plan_add_text (WfChartPlan *self, const WfChartText *text, const char *words)
{
  WfChartText added = *text;
  WfTextStyle style = wf_chart_plan_get_style (self, text->size, text->is_bold);

  added.text = g_strdup (words);
  added.color = text->color != NULL ? text->color : &self->theme->text;
  added.width = wf_text_get_width (&style, words);
  if (text->max_width > 0)
    added.width = MIN (added.width, text->max_width);
  g_array_append_val (self->texts, added);
  return wf_chart_text_get_box (&added);
}

WfChartBox
wf_chart_text_get_box (const WfChartText *self)
{
  double start = self->anchor == WF_TEXT_START    ? 0
                 : self->anchor == WF_TEXT_MIDDLE ? -self->width / 2
                                                  : -self->width;
  double height = (CAPITALS + DESCENDERS) * self->size;

  if (self->is_upright)
    return (WfChartBox){ self->x - CAPITALS * self->size, self->baseline - start - self->width, height,
                         self->width };
  return (WfChartBox){ self->x + start, self->baseline - CAPITALS * self->size, self->width, height };
}

static void
draw_text (const WfChartPlan *self, cairo_t *cr, const WfChartText *text)
{
  WfTextStyle style = wf_chart_plan_get_style (self, text->size, text->is_bold);

  style.color = text->color;
  cairo_save (cr);
  cairo_translate (cr, text->x, text->baseline);
  if (text->is_upright)
    cairo_rotate (cr, -G_PI / 2);
  wf_text_draw (cr, &style, text->text, 0, 0, text->max_width, text->anchor);
  cairo_restore (cr);
}

void
wf_chart_measure (WfFigure *figure, const WfTheme *theme, double width, double *height)
{
  g_autoptr (WfChartPlan) plan = wf_chart_plan_new (figure, theme, width);

  *height = MIN (plan->height, wf_picture_max_height (width));
}

void
wf_chart_draw (cairo_t *cr, WfFigure *figure, const WfTheme *theme, double width)
{
  g_autoptr (WfChartPlan) plan = wf_chart_plan_new (figure, theme, width);
  double scale = MIN (1, wf_picture_max_height (width) / MAX (plan->height, 1));

  if (plan->n_rows == 0)
    return;
  cairo_translate (cr, (1 - scale) * width / 2, 0);
  cairo_scale (cr, scale, scale);
  kinds[plan->kind].draw (plan, cr);
  for (guint i = 0; i < plan->texts->len; i++)
    draw_text (plan, cr, &g_array_index (plan->texts, WfChartText, i));
}
