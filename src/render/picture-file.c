/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A figure as a file of its own. */

#include "config.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/report/figure-wiring.h"
#include "render/picture-private.h"
#include "render/shapes-private.h"

#define WIDTH       560.0 /* of what has no size of its own */
#define BETWEEN     60.0  /* a diagram before and the same after */
#define PIXELS      2.0   /* a point */
#define MOST_SIDE   8000.0
#define MOST_POINTS 32000.0 /* a side: what readers of PDF and SVG take */

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_pdf (GByteArray *bytes, double width, double height)
{
  return cairo_pdf_surface_create_for_stream (append, bytes, width, height);
}

static cairo_surface_t *
create_svg (GByteArray *bytes, double width, double height)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, bytes, width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

/* for PNG: it is written in the end */
static cairo_surface_t *
create_image (GByteArray *bytes, double width, double height)
{
  double scale = MIN (PIXELS, MOST_SIDE / MAX (width, height));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * scale),
                                                         (int) ceil (height * scale));

  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

typedef struct
{
  const char *ending;
  cairo_surface_t *(*create) (GByteArray *bytes, double width, double height);
} Format;

static const Format formats[] = {
  { "svg", create_svg },
  { "pdf", create_pdf },
  { "png", create_image },
};

/**
 * wf_picture_list_endings:
 *
 * Returns: (array zero-terminated=1) (transfer none): "svg", "pdf", "png"
 */
const char *const *
wf_picture_list_endings (void)
{
  static const char *const endings[] = { "svg", "pdf", "png", NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (endings) == G_N_ELEMENTS (formats) + 1);
  return endings;
}

/* natural size, and the width to draw at so that nothing is scaled down */
static void
measure (
    WfFigure *figure, WfLayout *layout, const WfTheme *theme, double *width, double *height, double *room)
{
  double x, y;

  *room = *width = WIDTH;
  if (wf_figure_get_kind (figure) == WF_FIGURE_WIRING)
    {
      wf_layout_get_bounds (layout, &x, &y, width, height);
      if (wf_figure_get_wiring_shows_before (figure))
        *width = 2 * *width + BETWEEN;
      *room = *width = MAX (*width, *height / wf_picture_max_height (1));
      wf_figure_measure (figure, layout, theme, *room, height);
    }
  else if (layout != NULL)
    {
      wf_layout_get_bounds (layout, &x, &y, width, height);
      *room = MAX (*width, *height / wf_picture_max_height (1));
    }
  else
    wf_figure_measure (figure, layout, theme, *width, height);
}

static GBytes *
draw (const Format *format, WfFigure *figure, WfLayout *layout, const WfTheme *theme, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double width, height, room, scale;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  measure (figure, layout, theme, &width, &height, &room);
  scale = MIN (1, MOST_POINTS / MAX (width, height));
  surface = format->create (bytes, MAX (width * scale, 1), MAX (height * scale, 1));
  cr = cairo_create (surface);
  wf_set_color (cr, &theme->background);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, (width - room) / 2, 0);
  wf_figure_draw (cr, figure, layout, theme, room);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE)
    status = cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The picture could not be made: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static const Format *
find_format (const char *ending)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].ending, ending))
      return &formats[i];
  return NULL;
}

/**
 * wf_figure_to_picture_as:
 * @figure: a figure
 * @layout: (nullable): of wf_figure_layout(), or as somebody arranged it; NULL for what has none
 * @ending: one of wf_picture_list_endings()
 * @error: %G_IO_ERROR_FAILED
 *
 * Returns: (transfer full): the file, in the light theme; NULL on failure
 */
GBytes *
wf_figure_to_picture_as (WfFigure *figure, WfLayout *layout, const char *ending, GError **error)
{
  const Format *format = find_format (ending);
  WfTheme theme;

  g_return_val_if_fail (format != NULL, NULL);

  wf_theme_init (&theme, FALSE, FALSE);
  return draw (format, figure, layout, &theme, error);
}

/**
 * wf_figure_to_picture:
 * @figure: a figure
 * @ending: one of wf_picture_list_endings()
 * @progress: (nullable): see wf_figure_layout()
 * @error: %G_IO_ERROR_CANCELLED, %G_IO_ERROR_FAILED
 *
 * Returns: (transfer full): the file, in the light theme; NULL on failure
 */
GBytes *
wf_figure_to_picture (WfFigure *figure, const char *ending, WfProgress *progress, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (WfLayout) layout = NULL;

  g_return_val_if_fail (find_format (ending) != NULL, NULL);

  layout = wf_figure_layout (figure, progress, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return wf_figure_to_picture_as (figure, layout, ending, error);
}

/**
 * wf_figure_to_svg:
 * @figure: a figure
 * @layout: (nullable): from wf_figure_layout()
 * @theme: colours
 * @error: %G_IO_ERROR_FAILED
 *
 * The picture of wf_figure_to_picture() for those who have a layout already, or want other colours.
 *
 * Returns: (transfer full): the file; NULL on failure
 */
GBytes *
wf_figure_to_svg (WfFigure *figure, WfLayout *layout, const WfTheme *theme, GError **error)
{
  return draw (find_format ("svg"), figure, layout, theme, error);
}
