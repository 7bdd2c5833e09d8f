/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a reader looks for on the pages of a report, and where it is. */

#include "config.h"

#include "writers/pdf-private.h"

typedef struct
{
  const WfPdfGalley *galley;
  GArray *places; /* WfPdfPlace */
  double scale;
  GArray *spots; /* WfPageSpot */
  GStringChunk *strings;
} Finder;

/* Where a place is on its page; width and height are of what is set. */
static WfPageSpot
spot_new (Finder *self, WfSpotKind kind, const WfPdfPlace *place, double x, double width, double height)
{
  double px = WF_PDF_PX * self->scale;
  WfPageSpot spot = { .kind = kind, .page = place->page, .target = -1 };

  spot.x = (WF_PDF_MARGIN + x) * px;
  spot.y = (WF_PDF_TOP + place->y) * px;
  spot.width = width * px;
  spot.height = height * px;
  return spot;
}

static void
add_heading_spot (Finder *self, const WfPdfPlace *place)
{
  const WfPdfText *text = place->box->texts->pdata[0];
  WfPageSpot spot = spot_new (self, place->box->is_title ? WF_SPOT_TITLE : WF_SPOT_HEADING, place, 0,
                              self->galley->width, text->pitch * text->n_lines);

  spot.text = g_string_chunk_insert (self->strings, place->box->outline);
  g_array_append_val (self->spots, spot);
}

/* next: the first line of its caption */
static void
add_figure_spot (Finder *self, const WfPdfPlace *place, const WfPdfPlace *next)
{
  double width = self->galley->width * place->box->scale * place->scale;
  WfPageSpot spot = spot_new (self, WF_SPOT_FIGURE, place, (self->galley->width - width) / 2, width,
                              place->box->height * place->scale);
  const WfPdfText *caption = next->box->texts->pdata[0];

  spot.text = g_string_chunk_insert (self->strings, pango_layout_get_text (caption->layout));
  spot.figure = place->box->figure;
  spot.layout = place->box->layout;
  g_array_append_val (self->spots, spot);
}

/* what links are on: a line of this height, a map */
typedef struct
{
  Finder *finder;
  const WfPdfPlace *place;
  double height;
} Line;

static void
add_link_spot (const char *target, const char *words, double x, double width, gpointer data)
{
  const Line *line = data;
  WfPageSpot spot = spot_new (line->finder, WF_SPOT_LINK, line->place, x, width, line->height);

  spot.text = g_string_chunk_insert (line->finder->strings, words);
  spot.address = g_string_chunk_insert (line->finder->strings, target);
  g_array_append_val (line->finder->spots, spot);
}

static void
add_link_spots (Finder *self, const WfPdfPlace *place)
{
  GPtrArray *texts = place->box->texts;

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      WfPdfText *text = texts->pdata[i];

      if (place->box->line < text->n_lines)
        wf_pdf_text_list_links (text, place->box->line, add_link_spot, &(Line){ self, place, text->pitch });
    }
}

static void
add_part_spot (WfPdfTiles *tiles, guint part, double x, double y, double width, double height, gpointer data)
{
  const Line *map = data;
  g_autofree char *id = wf_pdf_tiles_get_id (tiles, part);
  g_autofree char *address = g_strconcat ("#", id, NULL);
  g_autofree char *name = wf_pdf_tiles_get_name (tiles, part);
  WfPageSpot spot = spot_new (map->finder, WF_SPOT_LINK, map->place, x, width, height);

  spot.y += y * WF_PDF_PX * map->finder->scale;
  spot.text = g_string_chunk_insert (map->finder->strings, name);
  spot.address = g_string_chunk_insert (map->finder->strings, address);
  spot.figure = map->place->box->figure;
  spot.layout = map->place->box->layout;
  g_array_append_val (map->finder->spots, spot);
}

/* (transfer full): what links call the box; NULL = nothing leads there */
static char *
get_id (const WfPdfBox *box)
{
  return box->tiles != NULL && box->figure == NULL ? wf_pdf_tiles_get_id (box->tiles, box->part)
                                                   : g_strdup (box->id);
}

static void
find_targets (Finder *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->places->len; i++)
    {
      WfPdfPlace *place = &g_array_index (self->places, WfPdfPlace, i);
      char *id = place->is_repeat ? NULL : get_id (place->box);

      if (id != NULL)
        g_hash_table_insert (ids, id, place);
    }
  for (guint i = 0; i < self->spots->len; i++)
    {
      WfPageSpot *spot = &g_array_index (self->spots, WfPageSpot, i);
      const WfPdfPlace *place = spot->address != NULL && *spot->address == '#'
                                    ? g_hash_table_lookup (ids, spot->address + 1)
                                    : NULL;

      if (place == NULL)
        continue;
      spot->target = place->page;
      spot->target_y = (WF_PDF_TOP + place->y) * WF_PDF_PX * self->scale;
    }
}

GArray *
wf_pdf_find_spots (const WfPdfGalley *galley, GArray *places, double scale, GStringChunk *strings)
{
  Finder self = { galley, places, scale, g_array_new (FALSE, FALSE, sizeof (WfPageSpot)), strings };

  for (guint i = 0; i < places->len; i++)
    {
      const WfPdfPlace *place = &g_array_index (places, WfPdfPlace, i);

      if (place->is_repeat)
        continue;
      if (place->box->outline != NULL)
        add_heading_spot (&self, place);
      if (place->box->figure != NULL)
        add_figure_spot (&self, place, place + 1);
      if (place->box->figure != NULL && place->box->tiles != NULL)
        wf_pdf_tiles_list_frames (place->box->tiles, galley->width, place->box->height, add_part_spot,
                                  &(Line){ &self, place, 0 });
      add_link_spots (&self, place);
    }
  find_targets (&self);
  return self.spots;
}
