/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One box of a wiring: rectangle, triangle, ground, or what a cut left of it. */

#include "config.h"

#include <math.h>

#include "render/shapes-private.h"
#include "render/text-private.h"
#include "render/wiring-private.h"

#define LINE         1.6
#define RADIUS       4.0
#define GHOST_RISE   5.0 /* of the new state below the upper edge of the ghost */
#define SCISSORS     9.0
#define LEAST_LETTER 5.5 /* points on the surface, below which nothing is written */

static double
get_line (const WfWiringPen *pen)
{
  return pen->theme->is_high_contrast ? LINE + 0.8 : LINE;
}

static void
draw_name (const WfWiringPen *pen, const WfWiringRect *rect, const char *text, double baseline, double width)
{
  WfTextStyle style = { pen->theme, &pen->theme->text, WF_WIRING_NAME_SIZE, TRUE };

  if (*text != '\0' && pen->view.scale * WF_WIRING_NAME_SIZE >= LEAST_LETTER)
    wf_text_draw (pen->cr, &style, text, rect->x + rect->width / 2, baseline, width, WF_TEXT_MIDDLE);
}

/* fill and line of what the path holds */
static void
paint (const WfWiringPen *pen, const WfColor *tint, double share, const WfColor *line, double width)
{
  WfColor fill = tint != NULL ? wf_color_mix (tint, share, &pen->theme->card) : pen->theme->card;

  wf_set_color (pen->cr, &fill);
  cairo_fill_preserve (pen->cr);
  wf_set_color (pen->cr, line);
  cairo_set_line_width (pen->cr, width);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (pen->cr);
}

static void
path_triangle (cairo_t *cr, double middle, double top, double width, double height)
{
  cairo_new_path (cr);
  cairo_move_to (cr, middle - width / 2, top);
  cairo_line_to (cr, middle + width / 2, top);
  cairo_line_to (cr, middle, top + height);
  cairo_close_path (cr);
}

static void
stroke_line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_new_path (cr);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

/* three bars, the widest at the wire, which comes from below at y */
static void
stroke_ground (const WfWiringPen *pen, double x, double y, double width)
{
  WfColor ink = wf_wiring_get_ink (pen);

  wf_set_color (pen->cr, &ink);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (pen->cr, 2);
  stroke_line (pen->cr, x, y, x, y - 6);
  cairo_set_line_width (pen->cr, 2.4);
  for (int i = 0; i < 3; i++)
    stroke_line (pen->cr, x - width * (0.5 - 0.19 * i), y - 6 - 5.2 * i, x + width * (0.5 - 0.19 * i),
                 y - 6 - 5.2 * i);
}

/* the colour that a region gives its boxes where no outline can be drawn; NULL = none */
static const WfColor *
find_tint (const WfWiringPen *pen, const WfWiringBox *box, WfColor *color)
{
  if (!pen->view.shows_regions || pen->wiring->is_clean || box->region == WF_WIRING_REGION_NONE)
    return NULL;
  *color = wf_wiring_get_region_color (pen->theme, box->region);
  return color;
}

/* the box as it is, or was before the cut */
static void
draw_whole (const WfWiringPen *pen, guint i)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (pen->figure, i);
  const WfWiringRect *rect = &pen->wiring->boxes[i];
  gboolean is_strong = wf_figure_get_wiring_box_emphasis (pen->figure, i) == WF_EMPHASIS_STRONG;
  WfColor ink = wf_wiring_get_ink (pen), color;
  const WfColor *tint = find_tint (pen, box, &color), *line = is_strong ? &pen->theme->accent : &ink;
  double width = is_strong ? 3 : get_line (pen);

  if (box->kind == WF_WIRING_DISCARD)
    {
      stroke_ground (pen, rect->x + rect->width / 2, rect->y + rect->height, rect->width - 8);
      return;
    }
  if (box->kind == WF_WIRING_UNIFORM || box->n_inputs == 0)
    {
      gboolean is_uniform = box->kind == WF_WIRING_UNIFORM;

      path_triangle (pen->cr, rect->x + rect->width / 2, rect->y, rect->width, rect->height);
      paint (pen, is_uniform ? &pen->theme->accent : tint, is_uniform ? 0.1 : 0.25,
             is_uniform && box->is_made ? &pen->theme->accent : line,
             is_uniform && box->is_made ? MAX (width, 2.4) : width);
      draw_name (pen, rect, is_uniform ? box->caption : box->name, rect->y + 15, 0.6 * rect->width - 6);
      return;
    }
  wf_path_rounded (pen->cr, rect->x, rect->y, rect->width, rect->height, RADIUS);
  paint (pen, tint, 0.25, line, width);
  draw_name (pen, rect, box->name, rect->y + rect->height / 2 + 5, rect->width - 12);
}

/* the uniform state, or an open input where a number is plugged in, and its wire up to the edge */
static void
draw_new_state (const WfWiringPen *pen, guint i, const WfWiringBox *box, const WfWiringRect *rect)
{
  double x = wf_wiring_get_port_x (pen->wiring, i, TRUE, 0), top = rect->y + GHOST_RISE;
  gboolean is_low = box->n_inputs > 0;
  WfColor ink = wf_wiring_get_ink (pen);

  wf_set_color (pen->cr, &ink);
  cairo_set_line_width (pen->cr, 2);
  stroke_line (pen->cr, x, rect->y, x, top);
  if (box->is_real)
    {
      cairo_new_path (pen->cr);
      cairo_arc (pen->cr, x, top + 8, 8, 0, 2 * G_PI);
    }
  else
    path_triangle (pen->cr, x, top, is_low ? 42 : 56, is_low ? 20 : 29);
  paint (pen, &pen->theme->accent, 0.12, &pen->theme->accent, pen->theme->is_high_contrast ? 3 : 2.2);
}

static void
draw_scissors (const WfWiringPen *pen, const WfWiringRect *rect)
{
  wf_fill_disc (pen->cr, &pen->theme->accent, &pen->theme->background, rect->x, rect->y, SCISSORS);
  wf_set_color (pen->cr, &pen->theme->on_fill);
  wf_stroke_scissors (pen->cr, rect->x, rect->y, 1.25 * SCISSORS);
}

/* beside the stem above it, where nothing else is */
static void
draw_caption (const WfWiringPen *pen, const WfWiringBox *box, const WfWiringRect *rect, double x)
{
  WfTextStyle style = { pen->theme, &pen->theme->caption, WF_WIRING_LABEL_SIZE, FALSE };

  if (*box->caption != '\0' && pen->wiring->has_labels &&
      pen->view.scale * WF_WIRING_LABEL_SIZE >= LEAST_LETTER)
    wf_text_draw (pen->cr, &style, box->caption, x + 7, rect->y - 5, rect->x + rect->width + 24 - x,
                  WF_TEXT_START);
}

static void
draw_ghost (const WfWiringPen *pen, guint i)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (pen->figure, i);
  const WfWiringRect *rect = &pen->wiring->boxes[i];
  static const double dashes[] = { 4, 3 };
  double step = box->n_inputs > 1 ? wf_wiring_get_port_x (pen->wiring, i, FALSE, 1) -
                                        wf_wiring_get_port_x (pen->wiring, i, FALSE, 0)
                                  : 32;

  wf_path_rounded (pen->cr, rect->x, rect->y, rect->width, rect->height, RADIUS);
  wf_set_color (pen->cr, &pen->theme->caption);
  cairo_set_line_width (pen->cr, get_line (pen));
  cairo_set_dash (pen->cr, dashes, 2, 0);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  for (guint k = 0; k < box->n_inputs; k++)
    stroke_ground (pen, wf_wiring_get_port_x (pen->wiring, i, FALSE, k), rect->y + rect->height,
                   MIN (28, step - 4));
  draw_new_state (pen, i, box, rect);
  draw_caption (pen, box, rect, wf_wiring_get_port_x (pen->wiring, i, TRUE, 0));
  draw_scissors (pen, rect);
}

static void
draw_ring (const WfWiringPen *pen, const WfWiringRect *rect)
{
  wf_path_rounded (pen->cr, rect->x - 5, rect->y - 5, rect->width + 10, rect->height + 10, RADIUS + 4);
  wf_set_color (pen->cr, &pen->theme->accent);
  cairo_set_line_width (pen->cr, pen->theme->is_high_contrast ? 3 : 2);
  cairo_stroke (pen->cr);
}

static void
draw_fading (const WfWiringPen *pen, guint i, void (*draw) (const WfWiringPen *pen, guint i), double opacity)
{
  if (opacity <= 0)
    return;
  if (opacity >= 1)
    {
      draw (pen, i);
      return;
    }
  cairo_push_group (pen->cr);
  draw (pen, i);
  cairo_pop_group_to_source (pen->cr);
  cairo_paint_with_alpha (pen->cr, opacity);
}

void
wf_wiring_draw_a_box (const WfWiringPen *pen, guint i)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (pen->figure, i);
  double fade = wf_wiring_get_fade (pen, wf_figure_get_wiring_box_emphasis (pen->figure, i));
  gboolean is_changing = pen->view.is_changing != NULL && pen->view.is_changing[i];
  double ghost = box->kind == WF_WIRING_GHOST ? 1 : 0;

  if (is_changing)
    ghost = fabs (1 - ghost - CLAMP (pen->view.cut_progress, 0, 1));
  cairo_save (pen->cr);
  draw_fading (pen, i, draw_whole, fade * (1 - ghost));
  draw_fading (pen, i, draw_ghost, fade * ghost);
  if (pen->view.selected_box == (gint) i)
    draw_ring (pen, &pen->wiring->boxes[i]);
  cairo_restore (pen->cr);
}
