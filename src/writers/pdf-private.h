/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

#include "render/picture.h"
#include "writers/pages.h"

G_BEGIN_DECLS

#define WF_PDF_PX     0.75 /* points */
#define WF_PDF_MARGIN 72.0 /* left and right */
#define WF_PDF_TOP    82.0 /* of the galley on the page */
#define WF_PDF_BOTTOM 72.0 /* room for the foot */

/* Every length is in CSS pixels (1/96 inch), y down. A report is set into a galley of boxes, one below the
 * other; the galley is cut into pages; the pages are drawn. */

typedef enum
{
  WF_PDF_TITLE,
  WF_PDF_VERDICT,
  WF_PDF_APPENDIX,
  WF_PDF_HEADING,
  WF_PDF_ABSTRACT,
  WF_PDF_BODY,
  WF_PDF_CAPTION,
  WF_PDF_HEAD, /* of a table's column */
  WF_PDF_FACT_NAME,
  WF_PDF_FACT,
  WF_PDF_CODE,
  WF_PDF_RUNNING, /* head and foot of the page */
} WfPdfStyle;

/* A broken paragraph: lines of one pitch. Reference counted, because every line is a box of its own. */
typedef struct
{
  PangoLayout *layout;
  WfColor color;
  double x;        /* from the left edge of the galley, mirrored or not */
  double pitch;    /* distance of two lines */
  double baseline; /* below the top of a line */
  guint n_lines;
  double *line_x; /* where each line starts, from x */
  GArray *spans;  /* WfSpan; nullable */
  WfReport *report; /* borrowed: whose links it holds */
} WfPdfText;

/* lines and ground that belong to a run of boxes; drawn once a page around all of the run that is on it */
typedef enum
{
  WF_PDF_FRAME_NONE,
  WF_PDF_FRAME_FACTS,
  WF_PDF_FRAME_CALLOUT,
  WF_PDF_FRAME_CODE,
} WfPdfFrame;

typedef struct _WfPdfTiles WfPdfTiles; /* pdf-tiles.c: the parts of a figure too large for a page */

typedef struct
{
  double space; /* above the box; dropped at the top of a page */
  double height;
  double text_top;  /* of the texts, below the top of the box */
  gboolean is_kept; /* never the last on its page */
  double rule;      /* width of the line below; 0 = none */
  gboolean is_rule_strong;
  GPtrArray *texts; /* WfPdfText; nullable */
  guint line;       /* which line of each text */
  WfPdfFrame frame;
  guint frame_id;    /* block: boxes of one frame */
  gssize head_first; /* boxes [head_first, head_last] are repeated when this box begins a page; -1 = none */
  gssize head_last;
  char *outline;    /* nullable */
  gboolean is_title; /* of the report */
  gboolean begins_page;
  const char *id;   /* what links call it; borrowed from the report; nullable */
  WfFigure *figure; /* borrowed from the report; nullable */
  WfLayout *layout; /* nullable */
  double scale;     /* of the figure */
  WfPdfTiles *tiles; /* nullable: a figure's parts; without a figure, the box is one of them */
  guint part;
} WfPdfBox;

typedef struct
{
  WfReport *report;
  WfProgress *progress;
  WfTheme theme;
  PangoContext *context;
  gboolean is_mirrored; /* set from the right: the report's language is written so */
  double page_width, page_height;
  double width, height; /* of the galley on one page */
  GPtrArray *boxes;     /* WfPdfBox */
  double after;         /* owed by the last block to the space of the next */
  guint block;
  guint n_figures, n_appendices;
  GPtrArray *older; /* WfPdfBox of other pages, whose layouts are kept; nullable; while the galley is filled */
} WfPdfGalley;

/* A box on a page. */
typedef struct
{
  const WfPdfBox *box;
  guint page;
  double y;     /* from the top of the galley's page */
  double scale; /* what a figure was shrunk by to fit the rest of its page; else 1 */
  gboolean is_repeat; /* heads of a table on its next page */
} WfPdfPlace;

/* What the next entry of the outline of a PDF is a child of. */
typedef struct
{
  cairo_surface_t *surface;
  int title, section;
} WfPdfOutline;

/* pdf-text.c; x: from the edge where lines start; START: to that edge */
WfPdfText *wf_pdf_text_new (WfPdfGalley *galley,
                            WfPdfStyle style,
                            const char *marked_up,
                            gboolean is_plain,
                            double x,
                            double width,
                            WfAlign align);
WfPdfText *wf_pdf_text_ref (WfPdfText *self);
void wf_pdf_text_unref (WfPdfText *self);
void wf_pdf_text_draw (WfPdfText *self, cairo_t *cr, guint line, double top);
double wf_pdf_text_get_width (WfPdfText *self); /* of the widest line */
/* of one line as wide as it likes, and of its longest word */
void wf_pdf_text_measure (
    WfPdfGalley *galley, WfPdfStyle style, const char *marked_up, double *natural, double *minimum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfPdfText, wf_pdf_text_unref)

/* pdf-blocks.c, pdf-tables.c: report -> boxes */
gboolean wf_pdf_galley_fill (WfPdfGalley *galley, GError **error);
gboolean wf_pdf_add_table (WfPdfGalley *galley, gsize block, GError **error);
WfPdfBox *wf_pdf_add_box (WfPdfGalley *galley, double space, double height);
void wf_pdf_box_add_text (WfPdfBox *box, WfPdfText *text, guint line); /* ignored past the last line */
void wf_pdf_box_free (WfPdfBox *box);

/* pdf-tiles.c; NULL for a figure that is shown on one page only */
WfPdfTiles *wf_pdf_tiles_new (WfPdfGalley *galley, WfFigure *figure, WfLayout *layout);
WfPdfTiles *wf_pdf_tiles_ref (WfPdfTiles *self);
void wf_pdf_tiles_unref (WfPdfTiles *self);
void wf_pdf_tiles_add_boxes (WfPdfTiles *self, WfPdfGalley *galley);
void wf_pdf_tiles_draw_part (WfPdfTiles *self, cairo_t *cr, const WfTheme *theme, guint part);
/* over the whole figure, which is `height` high */
void wf_pdf_tiles_draw_map (WfPdfTiles *self, cairo_t *cr, WfPdfGalley *galley, double height);
/* what links call a part; what it is called below it, plain (transfer full) */
char *wf_pdf_tiles_get_id (WfPdfTiles *self, guint part);
char *wf_pdf_tiles_get_name (WfPdfTiles *self, guint part);
/* the parts on the map, which is that wide and high, from its corner */
typedef void (*WfPdfFrameFunc) (WfPdfTiles *self, guint part, double x, double y, double width, double height, gpointer data);
void wf_pdf_tiles_list_frames (WfPdfTiles *self, double room, double height, WfPdfFrameFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfPdfTiles, wf_pdf_tiles_unref)

/* pdf-text.c: where a line that is drawn at top has links that lead somewhere; calls back for each part of one */
typedef void (*WfPdfLinkFunc) (const char *target, const char *words, double x, double width, gpointer data);
void wf_pdf_text_list_links (WfPdfText *self, guint line, WfPdfLinkFunc func, gpointer data);

/* pdf-pages.c: boxes -> places -> paper. Result of the first: array of WfPdfPlace in order */
GArray *wf_pdf_paginate (WfPdfGalley *galley, guint *n_pages);
/* surface: of a PDF, which gets the outline; else NULL. *next: the first place that isn't drawn yet, which is the page's first */
void wf_pdf_draw_page (WfPdfGalley *galley,
                       GArray *places,
                       guint *next,
                       guint page,
                       guint n_pages,
                       cairo_t *cr,
                       WfPdfOutline *outline);

/* pdf-spots.c: array of WfPageSpot, in the order of reading; their texts are in strings */
GArray *wf_pdf_find_spots (const WfPdfGalley *galley, GArray *places, double scale, GStringChunk *strings);

/* pages.c: what a report is once it is set; draws them all into a PDF */
gboolean wf_pages_draw_pdf (WfPages *self, cairo_surface_t *surface, WfProgress *progress, GError **error);

G_END_DECLS
