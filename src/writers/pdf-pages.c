/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "writers/pdf-private.h"
#include "writers/writers-private.h"

#define HEAD_Y        49.0
#define FOOT_Y        46.0 /* from the bottom edge to the top of the foot line */
#define FRAME_PADDING 10.0
#define LEAST_SHRINK  0.72 /* a figure may be made smaller to fit the rest of its page, not below this */
#define LARGE_GRAPH   12   /* nodes; the names of more are small already */

static const WfPdfBox *
get_box (WfPdfGalley *galley, guint i)
{
  return galley->boxes->pdata[i];
}

/* One past the last box of the group that begins at first: boxes that stay together. */
static guint
find_group_end (WfPdfGalley *galley, guint first)
{
  guint i = first;

  while (i + 1 < galley->boxes->len && get_box (galley, i)->is_kept)
    i++;
  return i + 1;
}

/* The lines of a frame stand this far from its first and last box. */
static double
get_padding (const WfPdfBox *box)
{
  return box->frame != WF_PDF_FRAME_NONE ? FRAME_PADDING : 0;
}

static gboolean
can_shrink (const WfPdfBox *box)
{
  if (box->figure == NULL)
    return FALSE;
  return wf_figure_get_kind (box->figure) != WF_FIGURE_GRAPH ||
         wf_graph_get_n_nodes (wf_figure_get_graph (box->figure)) <= LARGE_GRAPH;
}

typedef struct
{
  WfPdfGalley *galley;
  GArray *places;
  guint page;
  double y;
  gboolean is_top; /* nothing is on the page yet */
} Pager;

/* Room above a box where the page stands now. */
static double
get_space (const Pager *pager, const WfPdfBox *box)
{
  return pager->is_top ? get_padding (box) : box->space;
}

/* By how much the group goes over the page if it is placed here; figures: the height of those that can
 * be made smaller. */
static double
measure_overflow (const Pager *pager, guint first, guint end, double *figures)
{
  double y = pager->y + get_space (pager, get_box (pager->galley, first));

  *figures = 0;
  for (guint i = first; i < end; i++)
    {
      const WfPdfBox *box = get_box (pager->galley, i);

      y += box->height + (i == first ? 0 : box->space);
      if (can_shrink (box))
        *figures += box->height;
    }
  return y + get_padding (get_box (pager->galley, end - 1)) - pager->galley->height;
}

static void
place (Pager *pager, const WfPdfBox *box, double shrink)
{
  WfPdfPlace spot = { box, pager->page, 0, can_shrink (box) ? shrink : 1, FALSE };

  spot.y = pager->y + get_space (pager, box);
  pager->y = spot.y + box->height * spot.scale;
  pager->is_top = FALSE;
  g_array_append_val (pager->places, spot);
}

static void
turn_page (Pager *pager, const WfPdfBox *next)
{
  pager->page++;
  pager->y = 0;
  pager->is_top = TRUE;
  if (next->head_first >= 0)
    for (gssize i = next->head_first; i <= next->head_last; i++)
      {
        place (pager, get_box (pager->galley, i), 1);
        g_array_index (pager->places, WfPdfPlace, pager->places->len - 1).is_repeat = TRUE;
      }
}

/* A group that doesn't fit shrinks its figures a little, or moves to the next page; one taller than a page is
 * broken where it must be. */
static void
place_group (Pager *pager, guint first, guint end)
{
  double figures, over, shrink = 1;

  if (get_box (pager->galley, first)->begins_page && !pager->is_top)
    turn_page (pager, get_box (pager->galley, first));
  over = measure_overflow (pager, first, end, &figures);
  if (over > 0 && figures > 0 && figures - over >= LEAST_SHRINK * figures)
    shrink = (figures - over) / figures;
  else if (over > 0 && !pager->is_top)
    turn_page (pager, get_box (pager->galley, first));
  for (guint i = first; i < end; i++)
    {
      const WfPdfBox *box = get_box (pager->galley, i);
      double height = box->height * (can_shrink (box) ? shrink : 1) + get_padding (box);

      if (!pager->is_top && pager->y + box->space + height > pager->galley->height + 0.01)
        turn_page (pager, box);
      place (pager, box, shrink);
    }
}

GArray *
wf_pdf_paginate (WfPdfGalley *galley, guint *n_pages)
{
  Pager pager = { galley, g_array_new (FALSE, FALSE, sizeof (WfPdfPlace)), 0, 0, TRUE };

  for (guint i = 0; i < galley->boxes->len;)
    {
      guint end = find_group_end (galley, i);

      place_group (&pager, i, end);
      i = end;
    }
  *n_pages = pager.page + 1;
  return pager.places;
}

static void
set_color (cairo_t *cr, const WfColor *color, double opacity)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * opacity);
}

static void
add_rounded (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_frame (WfPdfGalley *galley, cairo_t *cr, WfPdfFrame frame, double top, double bottom)
{
  const WfTheme *theme = &galley->theme;

  if (frame == WF_PDF_FRAME_FACTS)
    {
      add_rounded (cr, 0.5, top - FRAME_PADDING, galley->width - 1, bottom - top + 2 * FRAME_PADDING, 9);
      set_color (cr, &theme->hairline, 1);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  else if (frame == WF_PDF_FRAME_CODE)
    {
      add_rounded (cr, 0, top - FRAME_PADDING + 1, galley->width, bottom - top + 2 * FRAME_PADDING - 2, 6);
      set_color (cr, &theme->text, 0.045);
      cairo_fill (cr);
    }
  else if (frame == WF_PDF_FRAME_CALLOUT)
    {
      cairo_rectangle (cr, 0, top - FRAME_PADDING, galley->width, bottom - top + 2 * FRAME_PADDING);
      set_color (cr, &theme->blame, 0.08);
      cairo_fill (cr);
      cairo_rectangle (cr, galley->is_mirrored ? galley->width - 3 : 0, top - FRAME_PADDING, 3,
                       bottom - top + 2 * FRAME_PADDING);
      set_color (cr, &theme->blame, 1);
      cairo_fill (cr);
    }
}

/* The frame that begins at place i, around all of its boxes on this page. */
static void
draw_frame_at (WfPdfGalley *galley, cairo_t *cr, GArray *places, guint i)
{
  const WfPdfPlace *first = &g_array_index (places, WfPdfPlace, i);
  double bottom = first->y + first->box->height;

  if (first->box->frame == WF_PDF_FRAME_NONE)
    return;
  if (i > 0)
    {
      const WfPdfPlace *before = first - 1;

      if (before->page == first->page && before->box->frame_id == first->box->frame_id)
        return;
    }
  for (guint j = i; j < places->len; j++)
    {
      const WfPdfPlace *spot = &g_array_index (places, WfPdfPlace, j);

      if (spot->page != first->page || spot->box->frame_id != first->box->frame_id)
        break;
      bottom = spot->y + spot->box->height;
    }
  draw_frame (galley, cr, first->box->frame, first->y, bottom);
}

static void
draw_rule (WfPdfGalley *galley, cairo_t *cr, const WfPdfPlace *spot)
{
  double y = spot->y + spot->box->height;

  if (spot->box->rule <= 0)
    return;
  set_color (cr, spot->box->is_rule_strong ? &galley->theme.text : &galley->theme.hairline, 1);
  cairo_set_line_width (cr, spot->box->rule);
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, galley->width, y);
  cairo_stroke (cr);
}

static void
draw_box (WfPdfGalley *galley, cairo_t *cr, const WfPdfPlace *spot)
{
  const WfPdfBox *box = spot->box;

  if (box->figure != NULL)
    {
      double scale = box->scale * spot->scale;

      cairo_save (cr);
      cairo_translate (cr, galley->width * (1 - scale) / 2, spot->y);
      cairo_scale (cr, scale, scale);
      wf_figure_draw (cr, box->figure, box->layout, &galley->theme, galley->width);
      cairo_restore (cr);
    }
  if (box->tiles != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, spot->y);
      if (box->figure != NULL)
        wf_pdf_tiles_draw_map (box->tiles, cr, galley, box->height);
      else
        wf_pdf_tiles_draw_part (box->tiles, cr, &galley->theme, box->part);
      cairo_restore (cr);
    }
  for (guint i = 0; box->texts != NULL && i < box->texts->len; i++)
    wf_pdf_text_draw (box->texts->pdata[i], cr, box->line, spot->y + box->text_top);
  draw_rule (galley, cr, spot);
}

/* What the box is to a reader that isn't an eye. Links need it too: cairo 1.16 writes those of a document
 * without any such tag wrongly. */
static const char *
get_tag (const WfPdfBox *box)
{
  if (box->figure != NULL || box->tiles != NULL)
    return "Figure";
  return box->outline == NULL ? "P" : box->is_title ? "H1" : "H2";
}

static void
draw_running_text (WfPdfGalley *galley, cairo_t *cr, const char *text, double y, WfAlign align)
{
  double x = align == WF_ALIGN_END ? galley->width / 2 + 10 : 0;
  g_autoptr (WfPdfText) line =
      wf_pdf_text_new (galley, WF_PDF_RUNNING, text, TRUE, x, galley->width / 2 - 10, align);

  pango_layout_set_ellipsize (line->layout, PANGO_ELLIPSIZE_MIDDLE);
  line->line_x[0] = (align == WF_ALIGN_END) != galley->is_mirrored
                        ? galley->width / 2 - 10 - wf_pdf_text_get_width (line)
                        : 0;
  wf_pdf_text_draw (line, cr, 0, y);
}

static void
draw_running (WfPdfGalley *galley, cairo_t *cr, guint page, guint n_pages)
{
  g_autofree char *made = wf_writer_get_made ();
  g_autofree char *number = g_strdup_printf (_ ("%u of %u"), page + 1, n_pages);
  g_autofree char *title = wf_report_strip (wf_report_get_title (galley->report));
  const char *source = wf_writer_get_source_name (galley->report);
  double foot = galley->page_height - FOOT_Y;

  draw_running_text (galley, cr, wf_report_get_kind (galley->report), HEAD_Y, WF_ALIGN_START);
  draw_running_text (galley, cr, made, HEAD_Y, WF_ALIGN_END);
  draw_running_text (galley, cr, source != NULL ? source : title, foot, WF_ALIGN_START);
  draw_running_text (galley, cr, number, foot, WF_ALIGN_END);
  set_color (cr, &galley->theme.hairline, 1);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, foot - 8.5);
  cairo_line_to (cr, galley->width, foot - 8.5);
  cairo_stroke (cr);
}

/* The title is the root, headings and appendices are its children, headings of an appendix are of it. */
static void
add_outline (const WfPdfPlace *spot, WfPdfOutline *outline)
{
  gboolean is_root = outline->title == CAIRO_PDF_OUTLINE_ROOT;
  g_autofree char *link = NULL;
  int id;

  if (spot->box->outline == NULL)
    return;
  /* whole numbers: some releases of cairo read the decimal sign of the locale here, others a point */
  link = g_strdup_printf ("page=%u pos=[%d %d]", spot->page + 1, (int) (WF_PDF_MARGIN * WF_PDF_PX),
                          (int) ((WF_PDF_TOP + spot->y - 6) * WF_PDF_PX));
  id = cairo_pdf_surface_add_outline (outline->surface,
                                      spot->box->begins_page ? outline->title : outline->section,
                                      spot->box->outline, link, CAIRO_PDF_OUTLINE_FLAG_OPEN);
  if (is_root)
    outline->title = id;
  if (is_root || spot->box->begins_page)
    outline->section = id;
}

/* Where links to the box lead. */
static void
add_destination (cairo_t *cr, const WfPdfPlace *spot)
{
  g_autofree char *tag = NULL;

  if (spot->box->id == NULL || spot->is_repeat)
    return;
  tag = g_strdup_printf ("name='%s' x=0 y=%d", spot->box->id, (int) spot->y - 8);
  cairo_tag_begin (cr, CAIRO_TAG_DEST, tag);
  cairo_tag_end (cr, CAIRO_TAG_DEST);
}

void
wf_pdf_draw_page (WfPdfGalley *galley,
                  GArray *places,
                  guint *next,
                  guint page,
                  guint n_pages,
                  cairo_t *cr,
                  WfPdfOutline *outline)
{
  draw_running (galley, cr, page, n_pages);
  cairo_save (cr);
  cairo_translate (cr, 0, WF_PDF_TOP);
  for (; *next < places->len && g_array_index (places, WfPdfPlace, *next).page == page; *next += 1)
    {
      const WfPdfPlace *spot = &g_array_index (places, WfPdfPlace, *next);

      draw_frame_at (galley, cr, places, *next);
      cairo_tag_begin (cr, get_tag (spot->box), NULL);
      draw_box (galley, cr, spot);
      cairo_tag_end (cr, get_tag (spot->box));
      if (outline != NULL)
        add_outline (spot, outline);
      add_destination (cr, spot);
    }
  cairo_restore (cr);
}
