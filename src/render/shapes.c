/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/picture.h"
#include "render/shapes-private.h"

#define RING 5.0 /* from the widget to its ring */

void
wf_set_color (cairo_t *cr, const WfColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

void
wf_set_color_alpha (cairo_t *cr, const WfColor *color, double alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

WfColor
wf_color_mix (const WfColor *over, double share, const WfColor *under)
{
  double a = over->alpha * share;

  return (WfColor){ over->red * a + under->red * (1 - a), over->green * a + under->green * (1 - a),
                    over->blue * a + under->blue * (1 - a), 1 };
}

void
wf_path_rounded (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MIN (radius, MIN (width, height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI / 2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

void
wf_draw_ring (cairo_t *cr,
              const WfTheme *theme,
              double x,
              double y,
              double width,
              double height,
              double radius,
              double alpha)
{
  wf_set_color_alpha (cr, &theme->accent, theme->is_high_contrast ? 1 : alpha);
  cairo_set_line_width (cr, 2);
  wf_path_rounded (cr, x - RING, y - RING, width + 2 * RING, height + 2 * RING, radius + RING);
  cairo_stroke (cr);
}

void
wf_path_ellipse (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_save (cr);
  cairo_translate (cr, x + width / 2, y + height / 2);
  cairo_scale (cr, width / 2, height / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_close_path (cr);
  cairo_restore (cr);
}

void
wf_fill_arrow_head (cairo_t *cr, double x, double y, double ux, double uy, double length)
{
  double back_x = x - ux * length, back_y = y - uy * length;

  cairo_move_to (cr, x, y);
  cairo_line_to (cr, back_x - uy * length / 2, back_y + ux * length / 2);
  cairo_line_to (cr, x - ux * length * 0.75, y - uy * length * 0.75);
  cairo_line_to (cr, back_x + uy * length / 2, back_y - ux * length / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
wf_draw_hollow_head (cairo_t *cr,
                     const WfColor *fill,
                     const WfColor *line,
                     double x,
                     double y,
                     double ux,
                     double uy,
                     double length)
{
  const double width = 1.6;
  double tip_x = x - ux * width, tip_y = y - uy * width;
  double back_x = x - ux * length, back_y = y - uy * length;
  double half = length / 2 - width / 2;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, tip_x, tip_y);
  cairo_line_to (cr, back_x - uy * half, back_y + ux * half);
  cairo_line_to (cr, back_x + uy * half, back_y - ux * half);
  cairo_close_path (cr);
  wf_set_color (cr, fill);
  cairo_fill_preserve (cr);
  wf_set_color (cr, line);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
wf_stroke_wave (cairo_t *cr, double x, double y, double length)
{
  const double half = 2.2, height = 1.6;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, x, y);
  for (int i = 1; i * half <= length; i++)
    cairo_curve_to (cr, x + (i - 0.5) * half, y + (i % 2 ? -height : height), x + (i - 0.5) * half,
                    y + (i % 2 ? -height : height), x + i * half, y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
begin_icon (cairo_t *cr, double x, double y, double size)
{
  cairo_save (cr);
  cairo_translate (cr, x - size / 2, y - size / 2);
  cairo_scale (cr, size / 16, size / 16);
  cairo_new_path (cr);
  cairo_set_line_width (cr, 1.7);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
}

void
wf_stroke_scissors (cairo_t *cr, double x, double y, double size)
{
  begin_icon (cr, x, y, size);
  for (int i = 0; i < 2; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, i == 0 ? 4 : 12, 12, 2, 0, 2 * G_PI);
      cairo_close_path (cr);
    }
  cairo_move_to (cr, 5.2, 10.3);
  cairo_line_to (cr, 11.5, 2);
  cairo_move_to (cr, 10.8, 10.3);
  cairo_line_to (cr, 4.5, 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
wf_stroke_hammer (cairo_t *cr, double x, double y, double size)
{
  begin_icon (cr, x, y, size);
  cairo_move_to (cr, 3, 13.5);
  cairo_line_to (cr, 9, 7.5);
  cairo_move_to (cr, 8.5, 2);
  cairo_line_to (cr, 14, 7.5);
  cairo_line_to (cr, 12, 9.5);
  cairo_line_to (cr, 6.5, 4);
  cairo_close_path (cr);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
wf_fill_disc (cairo_t *cr, const WfColor *color, const WfColor *ring, double x, double y, double radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius + 2, 0, 2 * G_PI);
  wf_set_color (cr, ring);
  cairo_fill (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  wf_set_color (cr, color);
  cairo_fill (cr);
}
