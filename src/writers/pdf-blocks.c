/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "writers/pdf-private.h"
#include "writers/writers-private.h"

#define FACT_NAME_WIDTH 96.0
#define FACT_PADDING    16.0
#define KEPT_FACTS      12 /* lines of facts that stay together, and with those that follow */
#define KEPT_LINES      24 /* a frame of at most as many lines stays on one page */
#define INDENT          28.0 /* of lists */
#define CODE_PADDING    15.0
#define TEXT_OF_FIGURE                                                                                       \
  110.0 /* what a page keeps for the heading and caption of a figure as tall as the page */

WfPdfBox *
wf_pdf_add_box (WfPdfGalley *galley, double space, double height)
{
  WfPdfBox *box = g_new0 (WfPdfBox, 1);

  box->space = space + galley->after;
  galley->after = 0;
  box->height = height;
  box->head_first = box->head_last = -1;
  box->scale = 1;
  box->frame_id = galley->block;
  g_ptr_array_add (galley->boxes, box);
  return box;
}

void
wf_pdf_box_add_text (WfPdfBox *box, WfPdfText *text, guint line)
{
  if (line >= text->n_lines)
    return;
  if (box->texts == NULL)
    box->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_pdf_text_unref);
  box->line = line;
  g_ptr_array_add (box->texts, wf_pdf_text_ref (text));
}

void
wf_pdf_box_free (WfPdfBox *box)
{
  g_clear_pointer (&box->texts, g_ptr_array_unref);
  g_clear_pointer (&box->layout, wf_layout_unref);
  g_clear_pointer (&box->tiles, wf_pdf_tiles_unref);
  g_free (box->outline);
  g_free (box);
}

/* A paragraph, one box a line; never one line of it alone on a page. Returns its first box. */
static WfPdfBox *
add_lines (WfPdfGalley *galley, WfPdfText *text, double space, WfPdfFrame frame)
{
  WfPdfBox *first = NULL;

  for (guint line = 0; line < text->n_lines; line++)
    {
      WfPdfBox *box = wf_pdf_add_box (galley, line == 0 ? space : 0, text->pitch);

      first = first != NULL ? first : box;
      box->frame = frame;
      box->is_kept = line + 1 < text->n_lines && (line == 0 || line + 2 == text->n_lines);
      wf_pdf_box_add_text (box, text, line);
    }
  return first;
}

static WfPdfBox *
last_box (WfPdfGalley *galley)
{
  return galley->boxes->pdata[galley->boxes->len - 1];
}

static void
add_paragraph (WfPdfGalley *galley, WfPdfStyle style, const char *marked_up, double space, double after)
{
  g_autoptr (WfPdfText) text =
      wf_pdf_text_new (galley, style, marked_up, FALSE, 0, galley->width, WF_ALIGN_START);

  add_lines (galley, text, space, WF_PDF_FRAME_NONE);
  galley->after = after;
}

static void
keep_from (WfPdfGalley *galley, guint first)
{
  for (guint i = first; i < galley->boxes->len; i++)
    ((WfPdfBox *) galley->boxes->pdata[i])->is_kept = TRUE;
}

static void
add_heading (WfPdfGalley *galley, WfPdfStyle style, const char *marked_up)
{
  guint first = galley->boxes->len;

  add_paragraph (galley, style, marked_up, 18, 4);
  ((WfPdfBox *) galley->boxes->pdata[first])->outline = wf_report_strip (marked_up);
  ((WfPdfBox *) galley->boxes->pdata[first])->begins_page = style == WF_PDF_APPENDIX;
  keep_from (galley, first);
}

static void
add_appendix (WfPdfGalley *galley, const char *marked_up)
{
  g_autofree char *title = wf_writer_appendix (marked_up, ++galley->n_appendices);

  add_heading (galley, WF_PDF_APPENDIX, title);
}

static void
add_abstract (WfPdfGalley *galley, const char *marked_up)
{
  add_paragraph (galley, WF_PDF_ABSTRACT, marked_up, 8, 4);
}

static void
add_list (WfPdfGalley *galley, gsize block)
{
  WfReport *report = galley->report;

  for (gsize row = 0; row < wf_report_get_n_rows (report, block); row++)
    {
      g_autofree char *number = g_strdup_printf ("%u.", (guint) row + 1);
      g_autoptr (WfPdfText) marker =
          wf_pdf_text_new (galley, WF_PDF_BODY, wf_report_is_numbered (report, block) ? number : "•", TRUE, 0,
                           INDENT - 8, WF_ALIGN_END);
      g_autoptr (WfPdfText) text =
          wf_pdf_text_new (galley, WF_PDF_BODY, wf_report_get_cell (report, block, row, 0), FALSE, INDENT,
                           galley->width - INDENT, WF_ALIGN_START);
      WfPdfBox *first = add_lines (galley, text, row == 0 ? 8 : 3, WF_PDF_FRAME_NONE);

      wf_pdf_box_add_text (first, marker, 0);
    }
}

static void
add_title (WfPdfGalley *galley)
{
  const char *title = wf_report_get_title (galley->report);
  g_autoptr (WfPdfText) text =
      wf_pdf_text_new (galley, WF_PDF_TITLE, title, FALSE, 0, galley->width, WF_ALIGN_START);
  WfPdfBox *first = add_lines (galley, text, 0, WF_PDF_FRAME_NONE);

  first->outline = wf_report_strip (title);
  first->is_title = TRUE;
  keep_from (galley, 0);
  galley->after = 2;
}

/* The boxes since first stay on one page, unless there are very many. */
static void
keep_short (WfPdfGalley *galley, guint first)
{
  if (galley->boxes->len - first > KEPT_LINES)
    return;
  for (guint i = first; i + 1 < galley->boxes->len; i++)
    ((WfPdfBox *) galley->boxes->pdata[i])->is_kept = TRUE;
}

static void
add_callout (WfPdfGalley *galley, const char *marked_up)
{
  g_autoptr (WfPdfText) text = wf_pdf_text_new (galley, WF_PDF_BODY, marked_up, FALSE, FACT_PADDING,
                                                galley->width - 2 * FACT_PADDING, WF_ALIGN_START);

  guint first = galley->boxes->len;

  add_lines (galley, text, 22, WF_PDF_FRAME_CALLOUT);
  keep_short (galley, first);
  galley->after = 16;
}

/* A line of prose above a block in a frame says what it is: they stay together. */
static void
introduce (WfPdfGalley *galley)
{
  WfPdfBox *box = last_box (galley);
  WfPdfText *text = box->texts != NULL ? box->texts->pdata[0] : NULL;

  if (box->frame == WF_PDF_FRAME_NONE && text != NULL && text->n_lines == 1)
    box->is_kept = TRUE;
}

static void
add_code (WfPdfGalley *galley, const char *code)
{
  guint first;
  g_autofree char *stripped = g_strchomp (g_strdup (code));
  g_autoptr (WfPdfText) text = wf_pdf_text_new (galley, WF_PDF_CODE, stripped, TRUE, CODE_PADDING,
                                                galley->width - 2 * CODE_PADDING, WF_ALIGN_START);

  introduce (galley);
  first = galley->boxes->len;
  add_lines (galley, text, 14, WF_PDF_FRAME_CODE);
  keep_short (galley, first);
  galley->after = 14;
}

/* Wide enough for the longest name, within reason. */
static double
measure_names (WfPdfGalley *galley, gsize block)
{
  double width = 0;

  for (gsize row = 0; row < wf_report_get_n_rows (galley->report, block); row++)
    {
      double natural, minimum;

      wf_pdf_text_measure (galley, WF_PDF_FACT_NAME, wf_report_get_cell (galley->report, block, row, 0),
                           &natural, &minimum);
      width = MAX (width, natural + 14);
    }
  return CLAMP (width, FACT_NAME_WIDTH, galley->width / 3);
}

static void
add_fact (WfPdfGalley *galley, gsize block, gsize row, double name_width, double space)
{
  WfReport *report = galley->report;
  double x = FACT_PADDING + name_width;
  g_autoptr (WfPdfText) name =
      wf_pdf_text_new (galley, WF_PDF_FACT_NAME, wf_report_get_cell (report, block, row, 0), FALSE,
                       FACT_PADDING, name_width - 6, WF_ALIGN_START);
  g_autoptr (WfPdfText) value =
      wf_pdf_text_new (galley, WF_PDF_FACT, wf_report_get_cell (report, block, row, 1), FALSE, x,
                       galley->width - x - FACT_PADDING, WF_ALIGN_START);
  guint n_lines = MAX (name->n_lines, value->n_lines);

  for (guint line = 0; line < n_lines; line++)
    {
      WfPdfBox *box = wf_pdf_add_box (galley, line > 0 ? 0 : row > 0 ? 3 : space, value->pitch);

      box->frame = WF_PDF_FRAME_FACTS;
      box->is_kept = line + 1 < n_lines && (n_lines <= 4 || line == 0 || line + 2 == n_lines);
      wf_pdf_box_add_text (box, name, line);
      wf_pdf_box_add_text (box, value, line);
    }
}

static gboolean
is_kind (WfPdfGalley *galley, gsize block, WfBlockKind kind)
{
  return block < wf_report_get_n_blocks (galley->report) &&
         wf_report_get_block_kind (galley->report, block) == kind;
}

/* The facts on the method, the data and the command go together: none has a page to itself. */
static gboolean
is_imprint (WfPdfGalley *galley, gsize block)
{
  return is_kind (galley, block + 1, WF_BLOCK_FACTS) ||
         (is_kind (galley, block + 1, WF_BLOCK_HEADING) && is_kind (galley, block + 2, WF_BLOCK_CODE));
}

static void
add_facts (WfPdfGalley *galley, gsize block)
{
  gsize n_rows = wf_report_get_n_rows (galley->report, block);
  double name_width = measure_names (galley, block);
  double space = last_box (galley)->rule > 0 ? 24 : 16; /* off the last line of a table */
  guint first = galley->boxes->len;

  for (gsize row = 0; row < n_rows; row++)
    {
      add_fact (galley, block, row, name_width, space);
      if (row + 1 < n_rows && n_rows <= KEPT_FACTS)
        last_box (galley)->is_kept = TRUE;
    }
  if (is_imprint (galley, block) && galley->boxes->len - first <= KEPT_FACTS)
    keep_from (galley, first);
  galley->after = 16;
}

/* what older pages laid out already isn't laid out again */
static WfLayout *
lay_out (WfPdfGalley *galley, WfFigure *figure, GError **error)
{
  for (guint i = 0; galley->older != NULL && i < galley->older->len; i++)
    {
      const WfPdfBox *box = galley->older->pdata[i];

      if (box->layout != NULL && wf_figure_has_layout_of (figure, box->figure))
        return wf_layout_ref (box->layout);
    }
  return wf_figure_layout (figure, galley->progress, error);
}

static gboolean
add_figure (WfPdfGalley *galley, gsize block, GError **error)
{
  WfFigure *figure = wf_report_get_figure (galley->report, block);
  g_autofree char *caption =
      wf_writer_caption (wf_report_get_text (galley->report, block), ++galley->n_figures);
  g_autofree char *long_caption = NULL;
  g_autoptr (WfLayout) layout = NULL;
  g_autoptr (WfPdfTiles) tiles = NULL;
  g_autoptr (GError) failure = NULL;
  double height;
  WfPdfBox *box;

  layout = lay_out (galley, figure, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  wf_figure_measure (figure, layout, &galley->theme, galley->width, &height);
  tiles = layout != NULL ? wf_pdf_tiles_new (galley, figure, layout) : NULL;
  box = wf_pdf_add_box (galley, 16, height);
  box->figure = figure;
  box->tiles = tiles != NULL ? wf_pdf_tiles_ref (tiles) : NULL;
  box->layout = g_steal_pointer (&layout);
  box->scale = MIN (1, (galley->height - TEXT_OF_FIGURE) / MAX (height, 1));
  box->height = height * box->scale;
  box->is_kept = TRUE;
  if (tiles != NULL)
    long_caption = g_strdup_printf (_ ("%s The following pages show it in parts, named as here."), caption);
  add_paragraph (galley, WF_PDF_CAPTION, tiles != NULL ? long_caption : caption, 8, 6);
  if (tiles != NULL)
    wf_pdf_tiles_add_boxes (tiles, galley);
  return TRUE;
}

/* A line that stands right above a table is its title, and stays with it. */
static void
add_prose (WfPdfGalley *galley, gsize block, const char *marked_up)
{
  guint first = galley->boxes->len;

  add_paragraph (galley, WF_PDF_BODY, marked_up, 8, 0);
  if (galley->boxes->len - first == 1 && is_kind (galley, block + 1, WF_BLOCK_TABLE))
    keep_from (galley, first);
}

static gboolean
add_block (WfPdfGalley *galley, gsize block, GError **error)
{
  const char *marked_up = wf_report_get_text (galley->report, block);

  galley->block = block + 1;
  switch (wf_report_get_block_kind (galley->report, block))
    {
      case WF_BLOCK_VERDICT:
        add_paragraph (galley, WF_PDF_VERDICT, marked_up, 10, 0);
        return TRUE;
      case WF_BLOCK_HEADING:
        add_heading (galley, WF_PDF_HEADING, marked_up);
        return TRUE;
      case WF_BLOCK_APPENDIX:
        add_appendix (galley, marked_up);
        return TRUE;
      case WF_BLOCK_ABSTRACT:
        add_abstract (galley, marked_up);
        return TRUE;
      case WF_BLOCK_LIST:
        add_list (galley, block);
        return TRUE;
      case WF_BLOCK_TABLE:
        return wf_pdf_add_table (galley, block, error);
      case WF_BLOCK_FIGURE:
        return add_figure (galley, block, error);
      case WF_BLOCK_CALLOUT:
        add_callout (galley, marked_up);
        return TRUE;
      case WF_BLOCK_FACTS:
        add_facts (galley, block);
        return TRUE;
      case WF_BLOCK_CODE:
        add_code (galley, marked_up);
        return TRUE;
      case WF_BLOCK_PROSE:
      default:
        add_prose (galley, block, marked_up);
        return TRUE;
    }
}

gboolean
wf_pdf_galley_fill (WfPdfGalley *galley, GError **error)
{
  add_title (galley);
  for (gsize block = 0; block < wf_report_get_n_blocks (galley->report); block++)
    {
      guint first = galley->boxes->len;

      if (!wf_progress_check (galley->progress, error) || !add_block (galley, block, error))
        return FALSE;
      if (first < galley->boxes->len)
        ((WfPdfBox *) galley->boxes->pdata[first])->id = wf_report_get_id (galley->report, block);
    }
  return TRUE;
}
