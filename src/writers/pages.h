/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "render/layout.h"
#include "writers/writers.h"

G_BEGIN_DECLS

/**
 * WfPages:
 *
 * A report set on paper: the pages that its PDF has, to be drawn on any cairo surface. Reference counted; may be used from any
 * thread, one after another.
 */
typedef struct _WfPages WfPages;

typedef enum
{
  WF_SPOT_TITLE,
  WF_SPOT_HEADING,
  WF_SPOT_FIGURE,
  WF_SPOT_LINK,
} WfSpotKind;

/* Something on a page that a reader looks for, or can do something with; belongs to the pages. */
typedef struct
{
  WfSpotKind  kind;
  guint       page;
  double      x, y, width, height;   /* points, from the top left corner of the page */
  const char *text;                  /* plain: the heading, the caption, the words of the link */
  WfFigure   *figure;                /* of FIGURE, and of a LINK on the map of one; else NULL */
  WfLayout   *layout;                /* its, nullable */
  const char *address;               /* of a LINK: "#id", or where it leads on the net; else NULL */
  gssize      target;                /* of a LINK within the report: the page; else -1 */
  double      target_y;              /* on that page */
} WfPageSpot;

/* long work; NULL with G_IO_ERROR_CANCELLED or the error of a layout */
WfPages *wf_pages_new          (WfReport *report, WfPaper paper, WfProgress *progress, GError **error);
/* a report in the place of older pages: what is laid out there isn't laid out again. self: nullable */
WfPages *wf_pages_renew        (WfPages *self, WfReport *report, WfPaper paper, WfProgress *progress, GError **error);
/* on any paper; points. One too small for the type is set larger, and drawn smaller */
WfPages *wf_pages_new_for_size (WfReport *report, double width, double height, WfProgress *progress, GError **error);
WfPages *wf_pages_ref          (WfPages *self);
void     wf_pages_unref        (WfPages *self);
guint    wf_pages_get_n_pages  (WfPages *self);
/* points */
void     wf_pages_get_size     (WfPages *self, double *width, double *height);
WfReport *wf_pages_get_report  (WfPages *self);
/* on a surface whose unit is a point; the paper isn't painted. Blocks while another thread draws one */
void     wf_pages_draw         (WfPages *self, guint page, cairo_t *cr);
/* in the order of reading */
const WfPageSpot *wf_pages_get_spots (WfPages *self, gsize *n);
/* the first one on this page or a later one; NULL = there is none */
const WfPageSpot *wf_pages_find_figure (WfPages *self, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfPages, wf_pages_unref)

G_END_DECLS
