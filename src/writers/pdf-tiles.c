/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "writers/pdf-private.h"
#include "writers/writers-private.h"

#define MOST_WHOLE 300  /* nodes of a graph that is shown on one page only */
#define BEST_SCALE 0.6  /* of the parts: cards with all that is on them */
#define LEAST_GAIN 1.25 /* parts that aren't larger by this much than the whole are of no use */
#define MOST_PARTS 40
#define SAVING     0.7  /* and that are made smaller by as much for having fewer of them */
#define LABEL_ROOM 32.0 /* below a part */
#define SPACE      16.0 /* above a part that isn't the first on its page */

/* A graph of very many nodes is shown twice: the whole on one page, as a map of its parts, and then each part
 * on a page of its own, at a size that can be read. Columns of parts have letters, rows have numbers. */
struct _WfPdfTiles
{
  WfFigure *figure; /* borrowed from the report */
  WfLayout *layout;
  guint number; /* of the figure */
  double scale; /* of the parts */
  double room_width, room_height; /* for a part, on a page */
  double part_width, part_height; /* no larger than that */
  double step_x,
      step_y; /* from a part to the next: less than a part by a card, so that every card is whole somewhere */
  guint n_columns, n_rows;
  double x, y, width, height; /* bounds of the layout */
};

static guint
count_parts (double length, double part, double step)
{
  return length <= part ? 1 : 1 + (guint) ceil ((length - part) / step);
}

/* Parts of one size: none is a mere strip. */
static void
set_scale (WfPdfTiles *self, double scale)
{
  double card_width, card_height;

  wf_card_get_size (WF_DETAIL_CARD, &card_width, &card_height);
  card_width *= scale;
  card_height *= scale;
  self->scale = scale;
  self->n_columns = count_parts (self->width * scale, self->room_width, self->room_width - card_width);
  self->n_rows = count_parts (self->height * scale, self->room_height, self->room_height - card_height);
  self->part_width = (self->width * scale + (self->n_columns - 1) * card_width) / self->n_columns;
  self->part_height = (self->height * scale + (self->n_rows - 1) * card_height) / self->n_rows;
  self->step_x = self->part_width - card_width;
  self->step_y = self->part_height - card_height;
}

/* Large enough to read, in few parts; a little smaller when that saves a row or a column of them. */
static void
choose_scale (WfPdfTiles *self)
{
  double best = BEST_SCALE;
  double least;
  guint fewest;

  set_scale (self, best);
  while (self->n_columns * self->n_rows > MOST_PARTS)
    set_scale (self, best *= 0.95);
  fewest = self->n_columns * self->n_rows;
  least = best * SAVING;
  for (double scale = best; scale > least; scale *= 0.99)
    {
      set_scale (self, scale);
      if (self->n_columns * self->n_rows < fewest)
        {
          fewest = self->n_columns * self->n_rows;
          best = scale;
        }
    }
  set_scale (self, best);
}

WfPdfTiles *
wf_pdf_tiles_new (WfPdfGalley *galley, WfFigure *figure, WfLayout *layout)
{
  g_autoptr (WfPdfTiles) self = NULL;
  double whole;

  if (wf_figure_get_kind (figure) != WF_FIGURE_GRAPH ||
      wf_graph_get_n_nodes (wf_figure_get_graph (figure)) <= MOST_WHOLE)
    return NULL;
  self = g_rc_box_new0 (WfPdfTiles);
  self->figure = figure;
  self->layout = wf_layout_ref (layout);
  self->number = galley->n_figures;
  self->room_width = galley->width;
  self->room_height = galley->height - LABEL_ROOM;
  wf_layout_get_bounds (layout, &self->x, &self->y, &self->width, &self->height);
  whole = MIN (galley->width / self->width, galley->height / self->height);
  choose_scale (self);
  return self->scale < whole * LEAST_GAIN ? NULL : g_steal_pointer (&self);
}

WfPdfTiles *
wf_pdf_tiles_ref (WfPdfTiles *self)
{
  return g_rc_box_acquire (self);
}

static void
tiles_clear (gpointer data)
{
  wf_layout_unref (((WfPdfTiles *) data)->layout);
}

void
wf_pdf_tiles_unref (WfPdfTiles *self)
{
  g_rc_box_release_full (self, tiles_clear);
}

/* "C2" */
static char *
get_name (const WfPdfTiles *self, guint part)
{
  g_autofree char *column = wf_writer_get_letters (part % self->n_columns + 1);

  return g_strdup_printf ("%s%u", column, part / self->n_columns + 1);
}

/* What the part shows, in the layout's coordinates. */
static void
get_part (const WfPdfTiles *self, guint part, double *x, double *y, double *width, double *height)
{
  *width = self->part_width / self->scale;
  *height = self->part_height / self->scale;
  *x = self->x + part % self->n_columns * self->step_x / self->scale;
  *y = self->y + part / self->n_columns * self->step_y / self->scale;
}

/* Parts without a node are left out. */
static gboolean
has_nodes (const WfPdfTiles *self, guint part)
{
  gsize n = wf_graph_get_n_nodes (wf_figure_get_graph (self->figure));
  double left, top, width, height, x, y;

  get_part (self, part, &left, &top, &width, &height);
  for (guint node = 0; node < n; node++)
    {
      wf_layout_get_node (self->layout, node, &x, &y);
      if (x >= left && x <= left + width && y >= top && y <= top + height)
        return TRUE;
    }
  return FALSE;
}

char *
wf_pdf_tiles_get_id (WfPdfTiles *self, guint part)
{
  return g_strdup_printf ("figure_%u_part_%u", self->number, part);
}

/* marked up */
static char *
get_caption (const WfPdfTiles *self, guint part)
{
  g_autofree char *name = get_name (self, part);

  /* Translators: below a part of a large figure: the figure's number, the part's name, "B2" */
  return g_strdup_printf (_ ("**Figure %u, part %s.**"), self->number, name);
}

void
wf_pdf_tiles_add_boxes (WfPdfTiles *self, WfPdfGalley *galley)
{
  gboolean is_alone = 2 * (self->part_height + LABEL_ROOM) + SPACE > galley->height; /* on its page */

  for (guint part = 0; part < self->n_columns * self->n_rows; part++)
    {
      g_autofree char *caption = NULL;
      g_autoptr (WfPdfText) text = NULL;
      WfPdfBox *box;

      if (!has_nodes (self, part))
        continue;
      caption = get_caption (self, part);
      box = wf_pdf_add_box (galley, SPACE, self->part_height);
      box->begins_page = is_alone;
      box->is_kept = TRUE;
      box->tiles = wf_pdf_tiles_ref (self);
      box->part = part;
      text = wf_pdf_text_new (galley, WF_PDF_CAPTION, caption, FALSE, 0, galley->width, WF_ALIGN_START);
      wf_pdf_box_add_text (wf_pdf_add_box (galley, 8, text->pitch), text, 0);
    }
}

void
wf_pdf_tiles_draw_part (WfPdfTiles *self, cairo_t *cr, const WfTheme *theme, guint part)
{
  /* wf_figure_draw() fits a figure to a width and to a height that goes with it */
  double room = MAX (self->width, self->height / 1.25) * self->scale;
  double x, y, width, height;
  g_autofree char *id = wf_pdf_tiles_get_id (self, part);
  g_autofree char *tag = g_strdup_printf ("name='%s' x=0 y=0", id);

  get_part (self, part, &x, &y, &width, &height);
  cairo_save (cr);
  cairo_translate (cr, (self->room_width - self->part_width) / 2, 0);
  cairo_rectangle (cr, 0, 0, self->part_width, self->part_height);
  cairo_clip (cr);
  cairo_tag_begin (cr, CAIRO_TAG_DEST, tag);
  cairo_tag_end (cr, CAIRO_TAG_DEST);
  cairo_translate (cr, (self->x - x) * self->scale, (self->y - y) * self->scale);
  cairo_translate (cr, (self->width * self->scale - room) / 2, 0);
  wf_figure_draw (cr, self->figure, self->layout, theme, room);
  cairo_restore (cr);
}

typedef struct
{
  cairo_t *cr;
  WfPdfGalley *galley;
} Map;

/* The frame of a part on the map, with its name; a link to its page. */
static void
draw_frame (WfPdfTiles *self, guint part, double x, double y, double width, double height, gpointer data)
{
  const Map *map = data;
  const WfColor *color = &map->galley->theme.accent_text;
  cairo_t *cr = map->cr;
  g_autofree char *name = get_name (self, part);
  g_autofree char *id = wf_pdf_tiles_get_id (self, part);
  g_autofree char *tag =
      g_strdup_printf ("dest='%s' rect=[%d %d %d %d]", id, (int) x, (int) y, (int) width, (int) height);
  g_autofree char *strong = g_strdup_printf ("**%s**", name);
  g_autoptr (WfPdfText) text =
      wf_pdf_text_new (map->galley, WF_PDF_CAPTION, strong, FALSE, x + 4, 60, WF_ALIGN_START);

  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
  cairo_set_line_width (cr, 0.75);
  cairo_rectangle (cr, x, y, width, height);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, x + 1, y + 1, wf_pdf_text_get_width (text) + 6, text->pitch);
  cairo_fill (cr);
  text->color = *color;
  text->x = x + 4;
  text->line_x[0] = 0;
  wf_pdf_text_draw (text, cr, 0, y + 1);
  cairo_tag_begin (cr, CAIRO_TAG_LINK, tag);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
}

void
wf_pdf_tiles_draw_map (WfPdfTiles *self, cairo_t *cr, WfPdfGalley *galley, double height)
{
  wf_pdf_tiles_list_frames (self, galley->width, height, draw_frame, &(Map){ cr, galley });
}

char *
wf_pdf_tiles_get_name (WfPdfTiles *self, guint part)
{
  g_autofree char *caption = get_caption (self, part);

  return wf_report_strip (caption);
}

void
wf_pdf_tiles_list_frames (WfPdfTiles *self, double room, double height, WfPdfFrameFunc func, gpointer data)
{
  double scale = MIN (1, MIN (room / self->width, height / self->height));
  double left = (room - self->width * scale) / 2;

  for (guint part = 0; part < self->n_columns * self->n_rows; part++)
    {
      double x, y, width, part_height;

      get_part (self, part, &x, &y, &width, &part_height);
      if ((part + 1) % self->n_columns != 0)
        width = self->step_x / self->scale;
      if (part / self->n_columns + 1 < self->n_rows)
        part_height = self->step_y / self->scale;
      width = MIN (width, self->x + self->width - x);
      part_height = MIN (part_height, self->y + self->height - y);
      if (has_nodes (self, part))
        func (self, part, left + (x - self->x) * scale, (y - self->y) * scale, width * scale,
              part_height * scale, data);
    }
}
