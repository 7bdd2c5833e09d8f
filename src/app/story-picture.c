/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/story-picture.h"
#include "app/theme.h"

struct _WfStoryPicture
{
  GtkWidget parent_instance;

  WfStory story;
};

G_DEFINE_FINAL_TYPE (WfStoryPicture, wf_story_picture, GTK_TYPE_WIDGET)

#define WIDTH  258.0
#define HEIGHT 120.0

static void
set_color (cairo_t *cr, const WfColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

static void
box (cairo_t *cr,
     const WfTheme *theme,
     double x,
     double y,
     double width,
     double height,
     const WfColor *border,
     double line)
{
  const double r = 6;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  set_color (cr, &theme->card);
  cairo_fill_preserve (cr);
  set_color (cr, border);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

static void
disc (cairo_t *cr, const WfColor *color, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  set_color (cr, color);
  cairo_fill (cr);
}

static void
head (cairo_t *cr, double x, double y, double angle)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, -10, -5);
  cairo_line_to (cr, -10, 5);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_run (cairo_t *cr, const WfTheme *theme)
{
  static const double lanes[] = { 43, 129, 215 };

  set_color (cr, &theme->hairline);
  cairo_set_line_width (cr, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (lanes); i++)
    {
      cairo_move_to (cr, lanes[i] + 0.5, 3);
      cairo_line_to (cr, lanes[i] + 0.5, HEIGHT - 3);
    }
  cairo_stroke (cr);
  set_color (cr, &theme->accent);
  cairo_set_line_width (cr, 2.5);
  cairo_move_to (cr, 129, 50);
  cairo_curve_to (cr, 140, 60, 212, 36, 215, 50);
  cairo_stroke (cr);
  head (cr, 215, 57, G_PI_2);
  cairo_move_to (cr, 215, 81);
  cairo_curve_to (cr, 210, 96, 120, 98, 76, 99);
  cairo_stroke (cr);
  head (cr, 66, 99, G_PI);
  box (cr, theme, 23, 12, 40, 24, &theme->card_border, 1.5);
  box (cr, theme, 109, 24, 40, 24, &theme->accent, 3);
  box (cr, theme, 195, 58, 40, 24, &theme->card_border, 1.5);
  box (cr, theme, 23, 87, 40, 24, &theme->card_border, 1.5);
  disc (cr, &theme->blame, 150, 24, 10);
}

static void
draw_set (cairo_t *cr, const WfTheme *theme)
{
  static const double dashes[] = { 3, 3 };
  static const double bins[] = { 4, 8, 14, 26, 22, 12, 7, 4, 2 };

  set_color (cr, &theme->edge);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, 64, 25);
  cairo_line_to (cr, 104, 25);
  cairo_move_to (cr, 126, 28);
  cairo_curve_to (cr, 138, 34, 141, 38, 141, 44);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, 112, 18);
  cairo_line_to (cr, 109, 33);
  cairo_move_to (cr, 127, 20);
  cairo_line_to (cr, 118, 33);
  cairo_move_to (cr, 160, 65);
  cairo_line_to (cr, 178, 65);
  cairo_stroke (cr);
  head (cr, 186, 65, 0);
  box (cr, theme, 24, 13, 40, 24, &theme->card_border, 1.5);
  box (cr, theme, 112, 50, 48, 28, &theme->accent, 3);
  box (cr, theme, 187, 35, 60, 52, &theme->card_border, 1.5);
  for (gsize i = 0; i < G_N_ELEMENTS (bins); i++)
    {
      cairo_rectangle (cr, 193 + 5.4 * i, 80 - bins[i] * 1.4, 5.4, bins[i] * 1.4);
      set_color (cr, &theme->before);
      cairo_fill (cr);
      cairo_rectangle (cr, 193 + 5.4 * i, 80 - bins[(i + 1) % G_N_ELEMENTS (bins)], 5.4,
                       bins[(i + 1) % G_N_ELEMENTS (bins)]);
      cairo_set_source_rgba (cr, theme->accent.red, theme->accent.green, theme->accent.blue, 0.45);
      cairo_fill (cr);
    }
  disc (cr, &theme->accent, 113, 51, 10);
}

static void
wire (cairo_t *cr, double x, double y, double to_x, double to_y)
{
  double bend = (to_y - y) / 2;

  cairo_move_to (cr, x, y);
  cairo_curve_to (cr, x, y + bend, to_x, to_y - bend, to_x, to_y);
  cairo_stroke (cr);
}

/* the sign of what goes nowhere: three bars, the widest at the wire */
static void
ground (cairo_t *cr, double x, double y)
{
  for (gsize i = 0; i < 3; i++)
    {
      double half = 12 - 4 * (double) i;

      cairo_move_to (cr, x - half, y - 5 * (double) i);
      cairo_line_to (cr, x + half, y - 5 * (double) i);
    }
  cairo_stroke (cr);
}

static void
triangle (cairo_t *cr, const WfTheme *theme, double x, double y, const WfColor *border)
{
  cairo_move_to (cr, x - 15, y);
  cairo_line_to (cr, x + 15, y);
  cairo_line_to (cr, x, y + 18);
  cairo_close_path (cr);
  set_color (cr, &theme->card);
  cairo_fill_preserve (cr);
  set_color (cr, border);
  cairo_stroke (cr);
}

/* read upwards: a hidden cause and a uniform state below, a box on the bridge, the outcome's box on top */
static void
draw_cut (cairo_t *cr, const WfTheme *theme)
{
  static const double dashes[] = { 3, 3 };

  set_color (cr, &theme->edge);
  cairo_set_line_width (cr, 2);
  wire (cr, 76, 95, 104, 74);
  wire (cr, 104, 50, 134, 31);
  wire (cr, 146, 7, 146, 3);
  wire (cr, 196, 97, 160, 31);
  wire (cr, 196, 97, 222, 70);
  ground (cr, 222, 70);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1.5);
  cairo_rectangle (cr, 204, 46, 36, 34);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  box (cr, theme, 84, 50, 40, 24, &theme->card_border, 1.5);
  box (cr, theme, 120, 7, 54, 24, &theme->card_border, 1.5);
  cairo_set_line_width (cr, 3);
  triangle (cr, theme, 76, 95, &theme->accent);
  cairo_set_line_width (cr, 1.5);
  triangle (cr, theme, 196, 97, &theme->edge);
  disc (cr, &theme->accent, 205, 47, 10);
}

static void
wf_story_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfStoryPicture *self = WF_STORY_PICTURE (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  WfTheme theme;

  wf_theme_for_widget (&theme, widget);
  cairo_translate (cr, (width - WIDTH) / 2, (height - HEIGHT) / 2);
  switch (self->story)
    {
      case WF_STORY_RUN:
        draw_run (cr, &theme);
        break;
      case WF_STORY_SET:
        draw_set (cr, &theme);
        break;
      case WF_STORY_CUT:
        draw_cut (cr, &theme);
        break;
      default:
        g_return_if_reached ();
    }
  cairo_destroy (cr);
}

static void
wf_story_picture_class_init (WfStoryPictureClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = wf_story_picture_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
wf_story_picture_init (WfStoryPicture *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), 240, HEIGHT);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "story-picture");
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_story_picture_new (WfStory story)
{
  WfStoryPicture *self = g_object_new (WF_TYPE_STORY_PICTURE, NULL);

  self->story = story;
  return GTK_WIDGET (self);
}
