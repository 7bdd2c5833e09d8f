/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "core/base/progress.h"
#include "core/report/figure-wiring.h"
#include "render/theme.h"

G_BEGIN_DECLS

/**
 * WfWiring:
 *
 * Where the boxes and wires of a wiring figure (WF_FIGURE_WIRING) stand: a value, in points with y down; read from the bottom to the top. A
 * wire's branch to target t has 1 + 3k points: a Bézier spline that rises all the way from the box it comes from (through its dot when it
 * has several targets) to the port it goes to.
 */
typedef struct _WfWiring WfWiring;

/* previous: nullable, the layout of an earlier figure: what it has by name keeps its order, and its place where nothing but cuts, regions
 * and emphasis changed. Deterministic. Fails only when cancelled. Blocks: call it in a worker. */
WfWiring     *wf_wiring_new        (WfFigure *figure, WfWiring *previous, WfProgress *progress, GError **error);
WfWiring     *wf_wiring_ref        (WfWiring *self);
void          wf_wiring_unref      (WfWiring *self);
/* of everything, with a margin */
void          wf_wiring_get_bounds (WfWiring *self, double *x, double *y, double *width, double *height);
void          wf_wiring_get_box    (WfWiring *self, guint box, double *x, double *y, double *width, double *height);
/* where the name of an output of the whole stands: the end of its wire */
void          wf_wiring_get_output (WfWiring *self, guint output, double *x, double *y);
/* 2 n_points doubles */
const double *wf_wiring_get_branch (WfWiring *self, guint wire, guint target, gsize *n_points);
/* where a wire is copied; FALSE when it goes to one place */
gboolean      wf_wiring_get_dot    (WfWiring *self, guint wire, double *x, double *y);
/* the middle of the last straight piece of a branch, for a badge (scissors) above it */
void          wf_wiring_get_badge  (WfWiring *self, guint wire, guint target, double *x, double *y);
/* TRUE when the outline of every region keeps away from boxes that aren't in it; else boxes and wires themselves are tinted */
gboolean      wf_wiring_has_outlines (WfWiring *self);

typedef enum
{
  WF_WIRING_UP,
  WF_WIRING_DOWN,
  WF_WIRING_LEFT,
  WF_WIRING_RIGHT,
} WfWiringDirection;

/* the next box from there, -1 = none: left and right in its layer, up and down the nearest one that a wire leads to, else of the layer */
gssize        wf_wiring_get_neighbour (WfWiring *self, guint box, WfWiringDirection direction);

typedef enum
{
  WF_WIRING_NOTHING,
  WF_WIRING_ON_BOX,
  WF_WIRING_ON_WIRE,
} WfWiringPart;

/* what lies there, boxes first; target (nullable): of a wire, the branch, -1 on what its branches share */
WfWiringPart  wf_wiring_pick       (WfWiring *self, double x, double y, double tolerance, guint *index, gint *target);

/* What a view adds to a figure; all zero but for the -1s: wf_wiring_view_init() */
typedef struct
{
  gint          hover_wire, selected_wire, selected_box;   /* -1 = none */
  gboolean      shows_regions;
  gboolean      has_no_boxes;   /* boxes are drawn apart, wf_wiring_draw_box(): as widgets */
  double        cut_progress;   /* 0..1 of the boxes that are being cut or mended: */
  const guint8 *is_changing;    /* nullable; one a box: it becomes what the figure says, at cut_progress; others are that already */
  double        scale;          /* of the whole picture, for the level of detail; 1 */
} WfWiringView;

void wf_wiring_view_init (WfWiringView *view);
/* everything, vectors only, in the layout's coordinates; view: nullable */
void wf_wiring_draw      (cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfWiring *self, const WfWiringView *view);
/* one box, in the layout's coordinates */
void wf_wiring_draw_box  (cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfWiring *self, guint box, const WfWiringView *view);

/* the picture for LaTeX: a tikzpicture, in the fonts of the document. (transfer full) */
char *wf_wiring_to_tikz  (WfFigure *figure, WfWiring *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfWiring, wf_wiring_unref)

G_END_DECLS
