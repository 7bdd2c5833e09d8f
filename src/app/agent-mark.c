/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/agent-mark.h"

#define SIZE 12

typedef enum
{
  SQUARE,
  CIRCLE,
  DIAMOND,
  TRIANGLE,
  HEXAGON,
  CROSS,
  N_SHAPES,
} Shape;

static void
trace_polygon (cairo_t *cr, guint n_corners, double turn)
{
  cairo_new_path (cr);
  for (guint i = 0; i < n_corners; i++)
    cairo_line_to (cr, SIZE / 2.0 + SIZE / 2.0 * sin (turn + 2 * G_PI * i / n_corners),
                   SIZE / 2.0 - SIZE / 2.0 * cos (turn + 2 * G_PI * i / n_corners));
  cairo_close_path (cr);
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  gsize agent = GPOINTER_TO_SIZE (data);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &color);
  color.alpha *= 0.7f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_translate (cr, (width - SIZE) / 2.0, (height - SIZE) / 2.0);
  switch ((Shape) (agent % N_SHAPES))
    {
      case SQUARE:
        cairo_rectangle (cr, 1, 1, SIZE - 2, SIZE - 2);
        break;
      case CIRCLE:
        cairo_arc (cr, SIZE / 2.0, SIZE / 2.0, SIZE / 2.0 - 0.5, 0, 2 * G_PI);
        break;
      case DIAMOND:
        trace_polygon (cr, 4, 0);
        break;
      case TRIANGLE:
        trace_polygon (cr, 3, 0);
        break;
      case HEXAGON:
        trace_polygon (cr, 6, 0);
        break;
      case CROSS:
      case N_SHAPES:
      default:
        cairo_rectangle (cr, SIZE / 2.0 - 2, 0, 4, SIZE);
        cairo_rectangle (cr, 0, SIZE / 2.0 - 2, SIZE, 4);
        break;
    }
  /* the second round of shapes is hollow */
  cairo_set_line_width (cr, 1.5);
  if (agent / N_SHAPES % 2 == 0)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}

GtkWidget *
wf_agent_mark_new (gsize agent)
{
  GtkWidget *area =
      g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SIZE + 2);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SIZE + 2);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw, GSIZE_TO_POINTER (agent), NULL);
  return area;
}
