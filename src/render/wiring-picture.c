/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "render/curve-private.h"
#include "render/picture-private.h"
#include "render/shapes-private.h"
#include "render/text-private.h"
#include "render/wiring-private.h"

#define WIRE         2.0
#define DOT          5.0
#define CORNER       14.0
#define TICK         6.0
#define LEAST_LETTER 5.5

WfColor
wf_wiring_get_ink (const WfWiringPen *pen)
{
  return wf_color_mix (&pen->theme->text, 1, &pen->theme->background);
}

/* Blue for f, a dark orange for g, each as strong as text needs it. */
WfColor
wf_wiring_get_region_color (const WfTheme *theme, WfWiringRegion region)
{
  const WfColor *hue = &theme->kinds[region == WF_WIRING_REGION_G ? 0 : theme->is_dark ? 1 : 4];
  WfColor text = wf_color_mix (&theme->text, 1, &theme->background);

  return wf_color_mix (hue, theme->is_high_contrast ? 0.5 : region == WF_WIRING_REGION_G ? 0.72 : 0.9, &text);
}

double
wf_wiring_get_fade (const WfWiringPen *pen, WfEmphasis emphasis)
{
  return emphasis == WF_EMPHASIS_FADED ? (pen->theme->is_high_contrast ? 0.45 : 0.28) : 1;
}

/* ---- regions ---- */

/* a closed path of lines with its corners rounded */
static void
path_outline (cairo_t *cr, GArray *corners)
{
  const double *xy = (const double *) (gpointer) corners->data;
  guint n = corners->len / 2;

  cairo_new_sub_path (cr);
  for (guint i = 0; i < n; i++)
    {
      const double *before = xy + 2 * ((i + n - 1) % n), *here = xy + 2 * i, *next = xy + 2 * ((i + 1) % n);
      double in = hypot (here[0] - before[0], here[1] - before[1]),
             out = hypot (next[0] - here[0], next[1] - here[1]);
      double radius = MIN (CORNER, MIN (in, out) / 2), bend = 0.45 * radius;
      double ux = (here[0] - before[0]) / in, uy = (here[1] - before[1]) / in;
      double vx = (next[0] - here[0]) / out, vy = (next[1] - here[1]) / out;

      cairo_line_to (cr, here[0] - radius * ux, here[1] - radius * uy);
      cairo_curve_to (cr, here[0] - bend * ux, here[1] - bend * uy, here[0] + bend * vx, here[1] + bend * vy,
                      here[0] + radius * vx, here[1] + radius * vy);
    }
  cairo_close_path (cr);
}

static void
draw_outlines (const WfWiringPen *pen, WfWiringRegion region)
{
  static const double dashes[] = { 7, 4 };
  const WfColor *hue = &pen->theme->kinds[region == WF_WIRING_REGION_G ? 0 : 1];
  WfColor color = wf_wiring_get_region_color (pen->theme, region);

  cairo_save (pen->cr);
  cairo_new_path (pen->cr);
  for (guint i = 0; i < pen->wiring->outlines->len; i++)
    {
      const WfWiringOutline *outline = &g_array_index (pen->wiring->outlines, WfWiringOutline, i);

      if (outline->region == region)
        path_outline (pen->cr, outline->corners);
    }
  wf_set_color_alpha (pen->cr, hue, pen->theme->is_high_contrast ? 0.1 : 0.17);
  cairo_fill_preserve (pen->cr);
  wf_set_color (pen->cr, &color);
  cairo_set_line_width (pen->cr, pen->theme->is_high_contrast ? 2.4 : 1.6);
  if (region == WF_WIRING_REGION_G)
    cairo_set_dash (pen->cr, dashes, 2, 0);
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

/* "f" or "g" on a patch of the background on the outline */
static void
draw_letters (const WfWiringPen *pen)
{
  for (guint i = 0; i < pen->wiring->outlines->len; i++)
    {
      const WfWiringOutline *outline = &g_array_index (pen->wiring->outlines, WfWiringOutline, i);
      WfColor color = wf_wiring_get_region_color (pen->theme, outline->region);
      WfTextStyle style = { pen->theme, &color, 17, TRUE };
      double x = outline->letter_x + 8;

      wf_path_rounded (pen->cr, x, outline->letter_y - 11, 20, 22, 6);
      wf_set_color (pen->cr, &pen->theme->background);
      cairo_fill_preserve (pen->cr);
      wf_set_color (pen->cr, &color);
      cairo_set_line_width (pen->cr, 1.4);
      cairo_stroke (pen->cr);
      wf_text_draw (pen->cr, &style, outline->region == WF_WIRING_REGION_G ? "g" : "f", x + 10,
                    outline->letter_y + (outline->region == WF_WIRING_REGION_G ? 4 : 6), 0, WF_TEXT_MIDDLE);
    }
}

/* ---- wires ---- */

double
wf_wiring_get_port_x (WfWiring *self, guint box, gboolean is_output, guint port)
{
  return (is_output ? self->output_ports
                    : self->input_ports)[(is_output ? self->first_output : self->first_input)[box] + port];
}

static void
get_wire_style (const WfWiringPen *pen, guint w, WfColor *color, double *width)
{
  const WfWiringWire *wire = wf_figure_get_wiring_wire (pen->figure, w);
  WfEmphasis emphasis = wf_figure_get_wiring_wire_emphasis (pen->figure, w);
  WfColor ink = wf_wiring_get_ink (pen);
  gboolean is_lit = pen->view.hover_wire == (gint) w || pen->view.selected_wire == (gint) w;

  if (pen->view.shows_regions && !pen->wiring->is_clean && wire->region != WF_WIRING_REGION_NONE)
    ink = wf_wiring_get_region_color (pen->theme, wire->region);
  if (is_lit || emphasis == WF_EMPHASIS_STRONG)
    ink = pen->theme->accent;
  *color = wf_color_mix (&ink, is_lit ? 1 : wf_wiring_get_fade (pen, emphasis), &pen->theme->background);
  *width = (is_lit || emphasis == WF_EMPHASIS_STRONG ? WIRE + 1.4 : WIRE) +
           (pen->theme->is_high_contrast ? 0.8 : 0);
}

static void
stroke_tick (cairo_t *cr, const WfCurve *curve, double at)
{
  double before[2], after[2], length;

  wf_curve_get_point (curve, at - 1, before);
  wf_curve_get_point (curve, at + 1, after);
  length = hypot (after[0] - before[0], after[1] - before[1]);
  if (!(length > 0))
    return;
  cairo_new_path (cr);
  cairo_move_to (cr, (before[0] + after[0]) / 2 - TICK * (after[1] - before[1]) / length,
                 (before[1] + after[1]) / 2 + TICK * (after[0] - before[0]) / length);
  cairo_line_to (cr, (before[0] + after[0]) / 2 + TICK * (after[1] - before[1]) / length,
                 (before[1] + after[1]) / 2 - TICK * (after[0] - before[0]) / length);
  cairo_stroke (cr);
}

/* dotted, with a gap in the middle and a tick at either side of it */
static void
draw_cut_branch (const WfWiringPen *pen, const double *points, gsize n, double from)
{
  static const double dots[] = { 2, 4 };
  g_auto (WfCurve) curve = { 0 };
  double length, gap;

  wf_curve_init (&curve, points, n);
  length = wf_curve_get_length (&curve);
  gap = from + 0.45 * (length - from);
  cairo_new_path (pen->cr);
  wf_curve_add_piece (&curve, pen->cr, from, MIN (gap - 4, length));
  wf_curve_add_piece (&curve, pen->cr, MIN (gap + 4, length), length);
  cairo_set_dash (pen->cr, dots, 2, 0);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  if (gap + 5 < length)
    {
      stroke_tick (pen->cr, &curve, gap - 4);
      stroke_tick (pen->cr, &curve, gap + 4);
    }
}

static void
path_branch (cairo_t *cr, const double *points, gsize n)
{
  cairo_new_path (cr);
  cairo_move_to (cr, points[0], points[1]);
  for (gsize k = 1; k + 2 < n; k += 3)
    cairo_curve_to (cr, points[2 * k], points[2 * k + 1], points[2 * k + 2], points[2 * k + 3],
                    points[2 * k + 4], points[2 * k + 5]);
}

/* 1 where a branch is cut, 0 where not, between them while it is being cut or mended */
static double
get_cut (const WfWiringPen *pen, const WfWiringEnd *end)
{
  double cut;

  if (end->box < 0)
    return 0;
  cut = wf_figure_get_wiring_box (pen->figure, (gsize) end->box)->kind == WF_WIRING_GHOST ? 1 : 0;
  return pen->view.is_changing != NULL && pen->view.is_changing[end->box]
             ? fabs (1 - cut - CLAMP (pen->view.cut_progress, 0, 1))
             : cut;
}

/* the stem of a wire and the dot where it is copied; the stem stays when all its branches are cut */
static void
draw_dot (const WfWiringPen *pen, guint w, double x, double y, const WfColor *color, double width)
{
  gsize n;
  const double *points = wf_wiring_get_branch (pen->wiring, w, 0, &n);

  wf_set_color (pen->cr, color);
  cairo_set_line_width (pen->cr, width);
  cairo_new_path (pen->cr);
  cairo_move_to (pen->cr, points[0], points[1]);
  cairo_line_to (pen->cr, x, y);
  cairo_stroke (pen->cr);
  cairo_arc (pen->cr, x, y, MAX (DOT, 1.6 * width), 0, 2 * G_PI);
  cairo_fill (pen->cr);
}

static void
draw_wire (const WfWiringPen *pen, guint w)
{
  static const double dashes[] = { 9, 3 };
  const WfWiringWire *wire = wf_figure_get_wiring_wire (pen->figure, w);
  double x, y, width;
  gboolean has_dot = wf_wiring_get_dot (pen->wiring, w, &x, &y);
  WfColor color;

  get_wire_style (pen, w, &color, &width);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);
  for (guint t = 0; t < wire->n_targets; t++)
    {
      gsize n;
      const double *points = wf_wiring_get_branch (pen->wiring, w, t, &n);
      double cut = get_cut (pen, &wire->targets[t]);

      cairo_set_line_width (pen->cr, width);
      if (cut > 0)
        {
          WfColor pale = wf_color_mix (&color, 0.72 * cut, &pen->theme->background);

          wf_set_color (pen->cr, &pale);
          draw_cut_branch (pen, points, n, has_dot ? points[1] - y : 0);
        }
      wf_set_color_alpha (pen->cr, &color, 1 - cut);
      /* where no name stands beside it */
      if (wire->is_hidden && !pen->wiring->has_labels)
        cairo_set_dash (pen->cr, dashes, 2, 0);
      path_branch (pen->cr, points, n);
      if (cut < 1)
        cairo_stroke (pen->cr);
      cairo_set_dash (pen->cr, NULL, 0, 0);
    }
  if (has_dot)
    draw_dot (pen, w, x, y, &color, width);
}

/* ---- names ---- */

static void
draw_boundary_name (const WfWiringPen *pen, const char *name, double x, double y, gboolean is_output)
{
  WfTextStyle style = { pen->theme, &pen->theme->text, WF_WIRING_NAME_SIZE, TRUE };

  cairo_save (pen->cr);
  cairo_translate (pen->cr, x, y);
  if (pen->wiring->has_upright_names)
    {
      cairo_rotate (pen->cr, -G_PI / 2);
      wf_text_draw (pen->cr, &style, name, is_output ? 6 : -6, 5, 0, is_output ? WF_TEXT_START : WF_TEXT_END);
    }
  else
    wf_text_draw (pen->cr, &style, name, 0, is_output ? -10 : 20, 0, WF_TEXT_MIDDLE);
  cairo_restore (pen->cr);
}

/* beside the last straight piece of a branch; for a wire's only branch that ends at the boundary, none */
static void
draw_label (const WfWiringPen *pen, const WfWiringWire *wire, const char *label, const WfWiringEnd *end)
{
  WfTextStyle style = { pen->theme, &pen->theme->caption, WF_WIRING_LABEL_SIZE, FALSE };
  const WfWiringRect *rect = &pen->wiring->boxes[end->box];
  double x = wf_wiring_get_port_x (pen->wiring, (guint) end->box, FALSE, end->port);
  double room = rect->x + rect->width + 24 - x;

  if (end->port + 1 < wf_figure_get_wiring_box (pen->figure, (gsize) end->box)->n_inputs)
    room = wf_wiring_get_port_x (pen->wiring, (guint) end->box, FALSE, end->port + 1) - x - 8;
  if (wire->is_hidden)
    style.color = &pen->theme->text;
  /* the box it comes from says its name */
  if (wire->is_hidden && wf_text_get_width (&style, label) > room)
    label = _ ("hidden");
  wf_text_draw (pen->cr, &style, label, x + 7, rect->y + rect->height + 14, room, WF_TEXT_START);
}

static void
draw_names (const WfWiringPen *pen)
{
  for (guint w = 0; w < pen->wiring->n_wires; w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (pen->figure, w);
      g_autofree char *label = wf_wiring_make_label (wire);

      if (wire->source.box < 0)
        draw_boundary_name (pen, wire->label, pen->wiring->inputs[2 * wire->source.port],
                            pen->wiring->inputs[2 * wire->source.port + 1], FALSE);
      for (gsize t = 0; t < wire->n_targets; t++)
        if (wire->targets[t].box < 0)
          draw_boundary_name (pen, wire->label, pen->wiring->outputs[2 * wire->targets[t].port],
                              pen->wiring->outputs[2 * wire->targets[t].port + 1], TRUE);
        else if (pen->wiring->has_labels)
          draw_label (pen, wire, label, &wire->targets[t]);
    }
}

/* ---- the whole ---- */

/**
 * wf_wiring_view_init:
 * @view: (out caller-allocates): nothing lit or selected, regions shown, no animation, full size
 */
void
wf_wiring_view_init (WfWiringView *view)
{
  *view = (WfWiringView){ .hover_wire = -1,
                          .selected_wire = -1,
                          .selected_box = -1,
                          .shows_regions = TRUE,
                          .cut_progress = 1,
                          .scale = 1 };
}

static void
init_pen (WfWiringPen *pen,
          cairo_t *cr,
          const WfTheme *theme,
          WfFigure *figure,
          WfWiring *self,
          const WfWiringView *view)
{
  *pen = (WfWiringPen){ cr, theme, figure, self };
  if (view != NULL)
    pen->view = *view;
  else
    wf_wiring_view_init (&pen->view);
}

/**
 * wf_wiring_draw_box:
 * @cr: where, in the layout's coordinates
 * @theme: colours and font
 * @figure: the figure
 * @self: its layout
 * @box: place of a box
 * @view: (nullable): as for wf_wiring_draw()
 *
 * Draws one box, with the ring of a selected one and the scissors of a ghost, which stand out by up to 12
 * points.
 */
void
wf_wiring_draw_box (
    cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfWiring *self, guint box, const WfWiringView *view)
{
  WfWiringPen pen;

  g_return_if_fail (box < self->n_boxes);

  init_pen (&pen, cr, theme, figure, self, view);
  wf_wiring_draw_a_box (&pen, box);
}

/**
 * wf_wiring_draw:
 * @cr: where, in the layout's coordinates
 * @theme: colours and font
 * @figure: the figure
 * @self: its layout; one of a figure that differs in cuts and emphasis alone will do
 * @view: (nullable): what is lit, selected or being cut
 *
 * Draws regions, wires, names and boxes, with vectors and text only.
 */
void
wf_wiring_draw (cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfWiring *self, const WfWiringView *view)
{
  WfWiringPen pen;
  gboolean has_outlines;

  init_pen (&pen, cr, theme, figure, self, view);
  has_outlines = pen.view.shows_regions && self->is_clean;
  cairo_save (cr);
  if (has_outlines)
    {
      draw_outlines (&pen, WF_WIRING_REGION_F);
      draw_outlines (&pen, WF_WIRING_REGION_G);
    }
  for (guint w = 0; w < self->n_wires; w++)
    draw_wire (&pen, w);
  if (pen.view.hover_wire >= 0 && pen.view.hover_wire < (gint) self->n_wires)
    draw_wire (&pen, (guint) pen.view.hover_wire); /* over the others */
  if (pen.view.scale * WF_WIRING_LABEL_SIZE >= LEAST_LETTER)
    draw_names (&pen);
  for (guint i = 0; i < self->n_boxes && !pen.view.has_no_boxes; i++)
    wf_wiring_draw_a_box (&pen, i);
  if (has_outlines)
    draw_letters (&pen);
  cairo_restore (cr);
}

/* ---- as a figure ---- */

#define TITLE 22.0 /* above each of two pictures */
#define GAP   24.0 /* between them */

/* how one picture lies in a width: names as large as the text around them at most */
typedef struct
{
  WfWiringRect bounds;
  double scale;
  double title; /* height, 0 = one picture alone */
} Frame;

static Frame
find_frame (WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width)
{
  Frame self = { .title = wf_figure_get_wiring_shows_before (figure) ? TITLE : 0 };
  double room = self.title > 0 ? MAX ((width - GAP) / 2, 1) : width;

  wf_layout_get_bounds (layout, &self.bounds.x, &self.bounds.y, &self.bounds.width, &self.bounds.height);
  self.scale = MIN (MIN (1, theme->font_size / WF_WIRING_NAME_SIZE), room / self.bounds.width);
  self.scale = MIN (self.scale, (wf_picture_max_height (width) - self.title) / self.bounds.height);
  return self;
}

void
wf_wiring_picture_measure (
    WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width, double *height)
{
  Frame frame = find_frame (figure, layout, theme, width);

  *height = frame.title + frame.bounds.height * frame.scale;
}

static void
draw_at (cairo_t *cr,
         WfFigure *figure,
         WfLayout *layout,
         const WfTheme *theme,
         const Frame *frame,
         double x,
         const WfWiringView *view)
{
  cairo_save (cr);
  cairo_translate (cr, x, frame->title);
  cairo_scale (cr, frame->scale, frame->scale);
  cairo_translate (cr, -frame->bounds.x, -frame->bounds.y);
  wf_wiring_draw (cr, theme, figure, wf_layout_get_wiring (layout), view);
  cairo_restore (cr);
}

static void
draw_title (cairo_t *cr, const WfTheme *theme, const char *title, double x)
{
  WfTextStyle style = { theme, &theme->caption, theme->font_size, FALSE };

  wf_text_draw (cr, &style, title, x, theme->font_size + 2, 0, WF_TEXT_MIDDLE);
}

void
wf_wiring_picture_draw (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width)
{
  Frame frame = find_frame (figure, layout, theme, width);
  gsize n_boxes = wf_figure_get_n_wiring_boxes (figure);
  g_autofree guint8 *is_changing = g_new (guint8, n_boxes + 1);
  double drawn = frame.bounds.width * frame.scale, x = (width - drawn) / 2;
  WfWiringView view;

  wf_wiring_view_init (&view);
  view.scale = frame.scale;
  if (frame.title > 0)
    {
      WfWiringView before = view;
      double left = (width - 2 * drawn - GAP) / 2;

      for (gsize i = 0; i < n_boxes; i++)
        is_changing[i] = wf_figure_get_wiring_box (figure, i)->kind == WF_WIRING_GHOST;
      before.is_changing = is_changing;
      before.cut_progress = 0;
      before.shows_regions = FALSE;
      draw_title (cr, theme, _ ("As observed"), left + drawn / 2);
      draw_at (cr, figure, layout, theme, &frame, left, &before);
      x = left + drawn + GAP;
      draw_title (cr, theme, _ ("After the cut"), x + drawn / 2);
    }
  draw_at (cr, figure, layout, theme, &frame, x, &view);
}
