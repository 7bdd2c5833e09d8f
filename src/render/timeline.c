/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/picture-private.h"
#include "render/shapes-private.h"
#include "render/text-private.h"
#include "render/timeline-private.h"

static void
draw_text (WfTimelinePlan *plan,
           cairo_t *cr,
           const char *text,
           double x,
           double y,
           gboolean is_bold,
           WfTextAnchor anchor)
{
  WfTextStyle style = { plan->theme, is_bold ? &plan->theme->text : &plan->theme->caption, plan->text_size,
                        is_bold };

  wf_text_draw (cr, &style, text, x, y + 0.35 * plan->text_size,
                anchor == WF_TEXT_START ? plan->label_width - 8 * plan->unit : 0, anchor);
}

static void
draw_lanes (WfTimelinePlan *plan, cairo_t *cr, const WfTimelineBand *band)
{
  const char *const *names = wf_figure_get_lanes (plan->figure);

  for (gsize row = 0; row < band->n_lanes; row++)
    {
      double y = wf_timeline_plan_get_y (plan, band, band->lanes[row]), bottom = y + plan->lane_height / 2;

      draw_text (plan, cr, names[band->lanes[row]], 0, y, FALSE, WF_TEXT_START);
      wf_set_color (cr, &plan->theme->hairline);
      cairo_set_line_width (cr, plan->unit);
      cairo_move_to (cr, 0, bottom);
      cairo_line_to (cr, plan->width, bottom);
      cairo_stroke (cr);
    }
}

/* Numbers below the lanes stay legible where the path runs on to the next row. */
static void
draw_number (WfTimelinePlan *plan, cairo_t *cr, const char *text, double x, double y, gboolean is_bold)
{
  WfTextStyle style = { plan->theme, is_bold ? &plan->theme->text : &plan->theme->caption, plan->text_size,
                        is_bold, plan->bands->len > 1 };

  wf_text_draw (cr, &style, text, x, y + 0.35 * plan->text_size, 0, WF_TEXT_MIDDLE);
}

/* "step 0 1 2 ..." above the lanes of a short log, "blame, % 8 41 - ..." below the lanes of any. */
static void
draw_head_and_foot (WfTimelinePlan *plan, cairo_t *cr, const WfTimelineBand *band)
{
  double head = band->y + plan->head_height / 2, foot = band->y + band->height - 0.45 * plan->foot_height;
  gboolean has_head = plan->head_height > 12 * plan->unit;

  if (has_head)
    draw_text (plan, cr, _ ("step"), 0, head, FALSE, WF_TEXT_START);
  if (!isnan (plan->max_blame))
    draw_text (plan, cr, _ ("blame, %"), 0, foot, FALSE, WF_TEXT_START);
  for (gsize i = band->first; i < band->end; i++)
    {
      const WfTimelineStep *step = wf_figure_get_step (plan->figure, i);
      double x = wf_timeline_plan_get_x (plan, band, i);
      g_autofree char *index = g_strdup_printf ("%u", step->index);
      g_autofree char *blame =
          isnan (step->blame) ? g_strdup ("–") : g_strdup_printf ("%.0f", 100 * step->blame);

      if (has_head)
        draw_number (plan, cr, index, x, head, FALSE);
      if (!isnan (plan->max_blame))
        draw_number (plan, cr, blame, x, foot, step->suspect > 0);
    }
}

static void
draw_disc (WfTimelinePlan *plan, cairo_t *cr, double x, double y, guint suspect)
{
  double radius = (plan->box_height > 18 * plan->unit ? 8 : 6.5) * plan->unit;
  g_autofree char *text = g_strdup_printf ("%u", suspect);
  WfTextStyle style = { plan->theme, &plan->theme->background, 1.375 * radius, TRUE };

  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  wf_set_color (cr, &plan->theme->blame_text);
  cairo_fill (cr);
  wf_text_draw (cr, &style, text, x, y + 0.48 * radius, 0, WF_TEXT_MIDDLE);
}

static void
draw_repair (WfTimelinePlan *plan, cairo_t *cr, double x, double y)
{
  double radius = (plan->box_height > 18 * plan->unit ? 8 : 6.5) * plan->unit;

  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  wf_set_color (cr, &plan->theme->accent_text);
  cairo_fill (cr);
  wf_set_color (cr, &plan->theme->background);
  wf_stroke_hammer (cr, x, y, 1.3 * radius);
}

/* The fill of a box grows with blame relative to the largest; the number below says the same. */
static void
draw_step (WfTimelinePlan *plan, cairo_t *cr, const WfTimelineBand *band, gsize i)
{
  const WfTheme *theme = plan->theme;
  const WfTimelineStep *step = wf_figure_get_step (plan->figure, i);
  double x = wf_timeline_plan_get_x (plan, band, i), y = wf_timeline_plan_get_y (plan, band, step->lane);
  double w = plan->box_width, h = plan->box_height;
  gboolean bears_blame = !isnan (step->blame);
  g_autofree char *index = g_strdup_printf ("%u", step->index);

  wf_path_rounded (cr, x - w / 2, y - h / 2, w, h, 5 * plan->unit);
  wf_set_color (cr, &theme->background);
  cairo_fill_preserve (cr);
  if (bears_blame && step->blame > 0)
    {
      wf_set_color_alpha (cr, &theme->blame, 0.06 + 0.6 * step->blame / MAX (plan->max_blame, 0.1));
      cairo_fill_preserve (cr);
    }
  wf_set_color (cr, bears_blame ? &theme->blame_text : &theme->caption);
  cairo_set_line_width (cr, (step->suspect == 1 || step->is_repaired ? 2.4 : 1.2) * plan->unit);
  cairo_stroke (cr);
  draw_text (plan, cr, index, x, y, bears_blame, WF_TEXT_MIDDLE);
  if (step->suspect > 0)
    draw_disc (plan, cr, x + w / 2 + plan->unit, y - h / 2 - plan->unit, step->suspect);
  if (step->is_repaired)
    draw_repair (plan, cr, x - w / 2 - plan->unit, y - h / 2 - plan->unit);
}

static void
stroke_arrow (WfTimelinePlan *plan, cairo_t *cr, const double p[8])
{
  double length = 10 * plan->unit, dx = p[6] - p[4], dy = p[7] - p[5], size = hypot (dx, dy);

  if (size <= 0)
    return;
  dx /= size;
  dy /= size;
  wf_set_color (cr, &plan->theme->accent_text);
  cairo_set_line_width (cr, 2.4 * plan->unit);
  cairo_move_to (cr, p[0], p[1]);
  cairo_curve_to (cr, p[2], p[3], p[4], p[5], p[6] - dx * 0.6 * length, p[7] - dy * 0.6 * length);
  cairo_stroke (cr);
  wf_fill_arrow_head (cr, p[6], p[7], dx, dy, length);
}

/* From the right side; far away into the left side, near by from above or below, in the same lane straight or
 * in an arc. */
static void
draw_link (WfTimelinePlan *plan, cairo_t *cr, guint from, guint to)
{
  const WfTimelineBand *start = wf_timeline_plan_find_band (plan, from),
                       *end = wf_timeline_plan_find_band (plan, to);
  double w = plan->box_width / 2, h = plan->box_height / 2, x0, y0, x1, y1, dx, side;

  if (start == NULL || end == NULL)
    return;
  x0 = wf_timeline_plan_get_x (plan, start, from);
  y0 = wf_timeline_plan_get_y (plan, start, wf_figure_get_step (plan->figure, from)->lane);
  x1 = wf_timeline_plan_get_x (plan, end, to);
  y1 = wf_timeline_plan_get_y (plan, end, wf_figure_get_step (plan->figure, to)->lane);
  dx = x1 - x0;
  side = y1 > y0 ? 1 : -1;
  if (start != end)
    {
      double reach = 0.5 * (y1 - y0);
      stroke_arrow (plan, cr, (double[]){ x0, y0 + h, x0, y0 + h + reach, x1, y1 - h - reach, x1, y1 - h });
    }
  else if (fabs (y1 - y0) < 1 && dx < 1.5 * plan->pitch)
    stroke_arrow (plan, cr, (double[]){ x0 + w, y0, x0 + w, y0, x1 - w - 1, y1, x1 - w, y1 });
  else if (fabs (y1 - y0) < 1)
    stroke_arrow (plan, cr,
                  (double[]){ x0, y0 + h, x0 + dx / 4, y0 + plan->lane_height, x1 - dx / 4,
                              y0 + plan->lane_height, x1, y1 + h });
  else if (dx < 3.5 * plan->pitch)
    stroke_arrow (plan, cr,
                  (double[]){ x0 + w, y0, x0 + w + 0.55 * (dx - w), y0, x1,
                              y1 - side * (h + 0.6 * fabs (y1 - y0)), x1, y1 - side * h });
  else
    stroke_arrow (plan, cr,
                  (double[]){ x0 + w, y0, x0 + w + 0.4 * dx, y0, x1 - w - 0.4 * dx, y1, x1 - w, y1 });
}

static void
draw_links (WfTimelinePlan *plan, cairo_t *cr)
{
  gsize n = wf_figure_get_n_links (plan->figure);

  for (gsize i = 0; i < n; i++)
    {
      guint from, to;
      double weight;
      gboolean is_on_path;

      wf_figure_get_link (plan->figure, i, &from, &to, &weight, &is_on_path);
      if (is_on_path)
        draw_link (plan, cr, from, to);
    }
}

/* The run's end: a cross on black beside the last step. */
static void
draw_outcome (WfTimelinePlan *plan, cairo_t *cr)
{
  gsize last = wf_figure_get_n_steps (plan->figure) - 1;
  const WfTimelineBand *band = wf_timeline_plan_find_band (plan, last);
  const WfTimelineStep *step = wf_figure_get_step (plan->figure, last);
  double x, y, u = plan->unit;

  if (band == NULL)
    return;
  x = wf_timeline_plan_get_x (plan, band, last) + plan->box_width / 2;
  y = wf_timeline_plan_get_y (plan, band, step->lane);
  if (step->is_on_path)
    stroke_arrow (plan, cr, (double[]){ x, y, x, y, x + 12 * u, y, x + 13 * u, y });
  x += 13 * u;
  wf_set_color (cr, &plan->theme->text);
  cairo_rectangle (cr, x, y - plan->box_height / 2, 25 * u, plan->box_height);
  cairo_fill (cr);
  wf_set_color (cr, &plan->theme->background);
  cairo_set_line_width (cr, 2.2 * u);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int sign = -1; sign <= 1; sign += 2)
    {
      cairo_move_to (cr, x + 8 * u, y - sign * 4.5 * u);
      cairo_line_to (cr, x + 17 * u, y + sign * 4.5 * u);
    }
  cairo_stroke (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

static void
draw_elided (WfTimelinePlan *plan, cairo_t *cr, const WfTimelineBand *band)
{
  WfTextStyle style = { plan->theme, &plan->theme->caption, plan->text_size, FALSE, TRUE };
  g_autofree char *text = g_strdup_printf (_ ("⋯ steps %u to %u: no suspect, not on the path"),
                                           wf_figure_get_step (plan->figure, band->first)->index,
                                           wf_figure_get_step (plan->figure, band->end - 1)->index);

  wf_text_draw (cr, &style, text, plan->label_width, band->y + band->height / 2 + 0.35 * plan->text_size,
                plan->width - plan->label_width, WF_TEXT_START);
}

void
wf_timeline_measure (WfFigure *figure, const WfTheme *theme, double width, double *height)
{
  g_auto (WfTimelinePlan) plan = { 0 };

  wf_timeline_plan_init (&plan, figure, theme, width);
  *height = MIN (plan.height, wf_picture_max_height (width));
}

void
wf_timeline_draw (cairo_t *cr, WfFigure *figure, const WfTheme *theme, double width)
{
  g_auto (WfTimelinePlan) plan = { 0 };
  double scale;

  wf_timeline_plan_init (&plan, figure, theme, width);
  scale = MIN (1, wf_picture_max_height (width) / MAX (plan.height, 1));
  cairo_translate (cr, (1 - scale) * width / 2, 0);
  cairo_scale (cr, scale, scale);
  for (guint i = 0; i < plan.bands->len; i++)
    {
      const WfTimelineBand *band = &g_array_index (plan.bands, WfTimelineBand, i);

      if (!band->is_elided)
        draw_lanes (&plan, cr, band);
    }
  draw_links (&plan, cr);
  for (guint i = 0; i < plan.bands->len; i++)
    {
      const WfTimelineBand *band = &g_array_index (plan.bands, WfTimelineBand, i);

      if (band->is_elided)
        draw_elided (&plan, cr, band);
      else
        draw_head_and_foot (&plan, cr, band);
      for (gsize k = band->first; k < band->end && !band->is_elided; k++)
        draw_step (&plan, cr, band, k);
    }
  if (wf_figure_get_outcome (figure) != NULL && wf_figure_get_n_steps (figure) > 0)
    draw_outcome (&plan, cr);
}
