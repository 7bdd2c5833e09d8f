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

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
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
draw (WfPages *pages, WfReport *report, GByteArray *bytes, WfProgress *progress, GError **error)
{
  cairo_surface_t *surface;
  cairo_status_t status;
  gboolean is_done;
  double width, height;

  wf_pages_get_size (pages, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (append, bytes, width, height);
  set_metadata (surface, report);
  is_done = wf_pages_draw_pdf (pages, surface, progress, error);
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
  g_autoptr (WfPages) pages = wf_pages_new (report, paper, progress, error);

  if (pages == NULL || !draw (pages, report, bytes, progress, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

const WfWriter wf_writer_pdf = {
  .id = "pdf",
  .name = N_ ("PDF document"),
  .extension = "pdf",
  .mime_type = "application/pdf",
  .has_pages = TRUE,
  .write = pdf_write,
};
