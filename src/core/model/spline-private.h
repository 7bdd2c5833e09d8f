/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/mechanism-private.h"

/* What one parent adds to the mean. Continuous: pieces between knots, straight before the first and after the last one. */
typedef struct
{
  gsize n_levels;          /* 0 = continuous */
  double *effects;         /* discrete: n_levels */
  gsize n_places;          /* power of two > number of knots */
  double *knots;           /* n_places - 1 rising, the last ones infinite */
  double (*pieces)[5];     /* n_places: from, and the coefficients of 1, d, d^2, d^3 with d = x - from */
  double df;               /* degrees of freedom of the bends; 0 = a line */
  double slope;            /* of the line, when df is 0 */
} WfSmooth;

void wf_smooth_clear (WfSmooth *self);
/* a continuous parent's share: n knots and 5 (n + 1) numbers of pieces */
void wf_smooth_set_pieces (WfSmooth *self, const double *knots, gsize n, const double *pieces);
/* out[i] += what x[i] adds */
void wf_smooth_add   (const WfSmooth *self, const double *x, gsize n, double *out);

/* The functions that a continuous parent's share is made of: a line, and bends, each 1 at one knot. */
typedef struct
{
  double mean, sd;         /* of the parent: the rest is in z = (x - mean) / sd */
  gsize n_knots;           /* at least 3, or 0 = only a line */
  double *knots;           /* n_knots */
  double *values;          /* n_knots x (n_knots - 2), column-major: the bends at the knots */
  double *curvatures;      /* the same: their second derivatives */
} WfSplineBasis;

/* x: n finite numbers that are not all equal */
void  wf_spline_basis_init      (WfSplineBasis *self, const double *x, gsize n, gsize max_knots);
void  wf_spline_basis_clear     (WfSplineBasis *self);
gsize wf_spline_basis_get_size  (const WfSplineBasis *self);   /* 1 + bends */
/* out: size numbers: the line and the bends at x, which lies between the outermost knots */
void  wf_spline_basis_fill      (const WfSplineBasis *self, double x, double *out);
/* the sum of the functions with these coefficients, as pieces */
void  wf_spline_basis_assemble  (const WfSplineBasis *self, const double *coefficients, WfSmooth *smooth);

/* The parts of an additive fit. */
typedef struct
{
  gsize n_parents;
  WfSmooth *smooths;       /* n_parents */
  double intercept;
  double df;               /* in all, the intercept included */
} WfAdditive;

void     wf_additive_clear   (WfAdditive *self);
gboolean wf_additive_fit     (WfAdditive *self, const WfFamily *family, gsize max_knots, WfProgress *progress, GError **error);
void     wf_additive_predict (const WfAdditive *self, const double *const *parents, gsize n, double *out);
