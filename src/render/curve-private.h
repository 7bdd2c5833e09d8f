/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * WfCurve: (skip)
 *
 * A Bézier spline measured along its length. The points are borrowed.
 */
typedef struct
{
  const double *points;
  gsize         n_pieces;
  double       *lengths;    /* where piece i begins; n_pieces + 1 */
} WfCurve;

void   wf_curve_init      (WfCurve *self, const double *points, gsize n_points);
void   wf_curve_clear     (WfCurve *self);
double wf_curve_get_length (const WfCurve *self);
void   wf_curve_get_point (const WfCurve *self, double at, double point[2]);
/* adds the part between two lengths to the path, as Béziers */
void   wf_curve_add_piece (const WfCurve *self, cairo_t *cr, double from, double to);
/* how far a point is from 1 + 3k points, flattened; `best` where it is no nearer than that */
double wf_curve_find_distance (const double *points, gsize n_points, double x, double y, double best);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfCurve, wf_curve_clear)

G_END_DECLS
