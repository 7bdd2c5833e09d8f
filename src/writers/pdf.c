/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "writers/pdf-private.h"
#include "writers/writers-private.h"

static const struct
{
  double width, height; /* points */
} papers[] = {
  [WF_PAPER_A4] = { 595.276, 841.890 },
  [WF_PAPER_LETTER] = { 612, 792 },
};

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Text laid out the same on every machine that has the fonts: no hinting, no rounding to pixels. */
static PangoContext *
create_context (void)
{
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  return context;
}

static void
galley_init (WfPdfGalley *galley, WfReport *report, WfPaper paper, WfProgress *progress)
{
  galley->report = report;
  galley->progress = progress;
  wf_theme_init (&galley->theme, FALSE, FALSE);
  galley->context = create_context ();
  galley->page_width = papers[paper].width / WF_PDF_PX;
  galley->page_height = papers[paper].height / WF_PDF_PX;
  galley->width = galley->page_width - 2 * WF_PDF_MARGIN;
  galley->height = galley->page_height - WF_PDF_TOP - WF_PDF_BOTTOM;
  galley->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_pdf_box_free);
}

static void
galley_clear (WfPdfGalley *galley)
{
  g_clear_object (&galley->context);
  g_clear_pointer (&galley->boxes, g_ptr_array_unref);
}

static void
set_metadata (cairo_surface_t *surface, WfReport *report)
{
  g_autoptr (GDateTime) date = wf_writer_get_date ();
  g_autofree char *iso = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S%:z");
  g_autofree char *title = wf_report_strip (wf_report_get_title (report));
  g_autofree char *kind = g_utf8_make_valid (wf_report_get_kind (report), -1);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, kind);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, "Wherefore " PACKAGE_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Wherefore " PACKAGE_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, iso);
}

static gboolean
draw (WfPdfGalley *galley, GByteArray *bytes, WfPaper paper, GError **error)
{
  cairo_surface_t *surface;
  g_autoptr (GArray) places = NULL;
  cairo_status_t status;
  gboolean is_done;
  guint n_pages;

  wf_progress_set_stage (galley->progress, _ ("Drawing the pages"), 0);
  places = wf_pdf_paginate (galley, &n_pages);
  surface = cairo_pdf_surface_create_for_stream (append, bytes, papers[paper].width, papers[paper].height);
  set_metadata (surface, galley->report);
  is_done = wf_pdf_draw_pages (galley, places, n_pages, surface, error);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (is_done && status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The PDF could not be made: %s"),
                   cairo_status_to_string (status));
      return FALSE;
    }
  return is_done;
}

static GBytes *
pdf_write (WfReport *report, WfPaper paper, WfBeside *beside, WfProgress *progress, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WfPdfGalley galley = { 0 };
  gboolean is_done;

  galley_init (&galley, report, paper, progress);
  wf_progress_set_stage (progress, _ ("Setting the report"), 0);
  is_done = wf_pdf_galley_fill (&galley, error) && draw (&galley, bytes, paper, error);
  galley_clear (&galley);
  return is_done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

const WfWriter wf_writer_pdf = {
  .id = "pdf",
  .name = N_ ("PDF document"),
  .extension = "pdf",
  .mime_type = "application/pdf",
  .write = pdf_write,
};
