/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "writers/pdf-private.h"
#include "writers/writers-private.h"

#define LEAST_WIDTH 420.0 /* points: of A5, the narrowest paper that the type is made for */

struct _WfPages
{
  WfReport *report;
  WfPdfGalley galley;
  GArray *places; /* WfPdfPlace */
  guint n_pages;
  double scale;  /* of what is set to what is drawn */
  GArray *spots; /* WfPageSpot; their texts are in strings */
  GStringChunk *strings;
  GMutex lock; /* Pango's values belong to one thread at a time */
};

static const struct
{
  double width, height; /* points */
} papers[] = {
  [WF_PAPER_A4] = { 595.276, 841.890 },
  [WF_PAPER_LETTER] = { 612, 792 },
};

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
galley_init (WfPdfGalley *galley, WfReport *report, double width, double height, WfProgress *progress)
{
  galley->report = report;
  galley->progress = progress;
  wf_theme_init (&galley->theme, FALSE, FALSE);
  galley->context = create_context ();
  galley->is_mirrored = wf_writer_is_mirrored (report);
  pango_context_set_base_dir (galley->context,
                              galley->is_mirrored ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  galley->page_width = width / WF_PDF_PX;
  galley->page_height = height / WF_PDF_PX;
  galley->width = galley->page_width - 2 * WF_PDF_MARGIN;
  galley->height = galley->page_height - WF_PDF_TOP - WF_PDF_BOTTOM;
  galley->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_pdf_box_free);
}

/* ---- the pages ---- */

static WfPages *
set_report (
    WfReport *report, double width, double height, WfPages *older, WfProgress *progress, GError **error)
{
  g_autoptr (WfPages) self = g_atomic_rc_box_new0 (WfPages);

  g_mutex_init (&self->lock);
  self->report = wf_report_ref (report);
  self->scale = MIN (1, width / LEAST_WIDTH);
  galley_init (&self->galley, report, width / self->scale, height / self->scale, progress);
  self->galley.older = older != NULL ? older->galley.boxes : NULL;
  wf_progress_set_stage (progress, _ ("Setting the report"), 0);
  if (!wf_pdf_galley_fill (&self->galley, error))
    return NULL;
  self->places = wf_pdf_paginate (&self->galley, &self->n_pages);
  self->galley.progress = NULL;
  self->galley.older = NULL;
  self->strings = g_string_chunk_new (1024);
  self->spots = wf_pdf_find_spots (&self->galley, self->places, self->scale, self->strings);
  return g_steal_pointer (&self);
}

/**
 * wf_pages_new_for_size: (skip)
 * @report: a report
 * @width: of the paper, points
 * @height: of the paper, points
 * @progress: (nullable): asked for cancelling
 * @error: what laying out a figure ends in, or G_IO_ERROR_CANCELLED
 *
 * Sets the report and cuts it into pages. Paper narrower than A5 gets the pages of A5's width, made smaller.
 * Takes about a millisecond for a page of text, and as long as the layout of its graphs.
 *
 * Returns: (transfer full) (nullable): the pages
 */
WfPages *
wf_pages_new_for_size (WfReport *report, double width, double height, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (report != NULL && width > 0 && height > 0, NULL);

  return set_report (report, width, height, NULL, progress, error);
}

/**
 * wf_pages_new: (skip)
 * @report: a report
 * @paper: the paper
 * @progress: (nullable): asked for cancelling
 * @error: what laying out a figure ends in, or G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the pages of the report's PDF
 */
WfPages *
wf_pages_new (WfReport *report, WfPaper paper, WfProgress *progress, GError **error)
{
  return wf_pages_renew (NULL, report, paper, progress, error);
}

/**
 * wf_pages_renew: (skip)
 * @self: (nullable): older pages
 * @report: a report
 * @paper: the paper
 * @progress: (nullable): asked for cancelling
 * @error: what laying out a figure ends in, or G_IO_ERROR_CANCELLED
 *
 * Graphs and networks that are in @self too are where they are there: they aren't laid out again.
 *
 * Returns: (transfer full) (nullable): the same as wf_pages_new()
 */
WfPages *
wf_pages_renew (WfPages *self, WfReport *report, WfPaper paper, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (report != NULL, NULL);

  return set_report (report, papers[paper].width, papers[paper].height, self, progress, error);
}

WfPages *
wf_pages_ref (WfPages *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
pages_clear (gpointer data)
{
  WfPages *self = data;

  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->spots, g_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_clear_object (&self->galley.context);
  g_clear_pointer (&self->galley.boxes, g_ptr_array_unref);
  g_clear_pointer (&self->report, wf_report_unref);
  g_mutex_clear (&self->lock);
}

void
wf_pages_unref (WfPages *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, pages_clear);
}

guint
wf_pages_get_n_pages (WfPages *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_pages;
}

void
wf_pages_get_size (WfPages *self, double *width, double *height)
{
  g_return_if_fail (self != NULL && width != NULL && height != NULL);

  *width = self->galley.page_width * WF_PDF_PX * self->scale;
  *height = self->galley.page_height * WF_PDF_PX * self->scale;
}

WfReport *
wf_pages_get_report (WfPages *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->report;
}

const WfPageSpot *
wf_pages_get_spots (WfPages *self, gsize *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->spots->len;
  return (const WfPageSpot *) (gconstpointer) self->spots->data;
}

const WfPageSpot *
wf_pages_find_figure (WfPages *self, guint page)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->spots->len; i++)
    {
      const WfPageSpot *spot = &g_array_index (self->spots, WfPageSpot, i);

      if (spot->figure != NULL && spot->page >= page)
        return spot;
    }
  return NULL;
}

static void
begin (WfPages *self, cairo_t *cr)
{
  cairo_scale (cr, WF_PDF_PX * self->scale, WF_PDF_PX * self->scale);
  cairo_translate (cr, WF_PDF_MARGIN, 0);
}

static guint
find_first (WfPages *self, guint page)
{
  guint i = 0;

  while (i < self->places->len && g_array_index (self->places, WfPdfPlace, i).page < page)
    i++;
  return i;
}

void
wf_pages_draw (WfPages *self, guint page, cairo_t *cr)
{
  guint next;

  g_return_if_fail (self != NULL && page < self->n_pages && cr != NULL);

  g_mutex_lock (&self->lock);
  next = find_first (self, page);
  cairo_save (cr);
  begin (self, cr);
  wf_pdf_draw_page (&self->galley, self->places, &next, page, self->n_pages, cr, NULL);
  cairo_restore (cr);
  g_mutex_unlock (&self->lock);
}

gboolean
wf_pages_draw_pdf (WfPages *self, cairo_surface_t *surface, WfProgress *progress, GError **error)
{
  WfPdfOutline outline = { surface, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT };
  cairo_t *cr = cairo_create (surface);
  guint page = 0, next = 0;

  wf_progress_set_stage (progress, _ ("Drawing the pages"), 0);
  begin (self, cr);
  for (; page < self->n_pages && wf_progress_check (progress, error); page++)
    {
      wf_pdf_draw_page (&self->galley, self->places, &next, page, self->n_pages, cr, &outline);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  return page == self->n_pages;
}
