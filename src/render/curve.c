/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/curve-private.h"

#define N_STEPS 24 /* chords one Bézier is measured with */

/* De Casteljau (1959): the point at t, and the two halves that meet there. */
static void
split (const double p[8], double t, double first[8], double second[8])
{
  double q[7][2];

  for (int i = 0; i < 2; i++)
    {
      double ab = p[i] + t * (p[2 + i] - p[i]), bc = p[2 + i] + t * (p[4 + i] - p[2 + i]);
      double cd = p[4 + i] + t * (p[6 + i] - p[4 + i]);
      double abc = ab + t * (bc - ab), bcd = bc + t * (cd - bc);

      q[0][i] = p[i], q[1][i] = ab, q[2][i] = abc, q[3][i] = abc + t * (bcd - abc);
      q[4][i] = bcd, q[5][i] = cd, q[6][i] = p[6 + i];
    }
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < 2; i++)
      {
        if (first != NULL)
          first[2 * k + i] = q[k][i];
        if (second != NULL)
          second[2 * k + i] = q[3 + k][i];
      }
}

static void
get_point (const double p[8], double t, double point[2])
{
  double half[8];

  split (p, t, NULL, half);
  point[0] = half[0];
  point[1] = half[1];
}

/* The parameter at which the piece has run for @length. */
static double
find_parameter (const double p[8], double length)
{
  double from[2] = { p[0], p[1] }, to[2], run = 0;

  for (int i = 1; i <= N_STEPS; i++)
    {
      double chord;

      get_point (p, (double) i / N_STEPS, to);
      chord = hypot (to[0] - from[0], to[1] - from[1]);
      if (run + chord >= length && chord > 0)
        return (i - 1 + (length - run) / chord) / N_STEPS;
      run += chord;
      from[0] = to[0];
      from[1] = to[1];
    }
  return 1;
}

static double
measure (const double p[8])
{
  double from[2] = { p[0], p[1] }, to[2], run = 0;

  for (int i = 1; i <= N_STEPS; i++)
    {
      get_point (p, (double) i / N_STEPS, to);
      run += hypot (to[0] - from[0], to[1] - from[1]);
      from[0] = to[0];
      from[1] = to[1];
    }
  return run;
}

void
wf_curve_init (WfCurve *self, const double *points, gsize n_points)
{
  self->points = points;
  self->n_pieces = (n_points - 1) / 3;
  self->lengths = g_new0 (double, self->n_pieces + 1);
  for (gsize i = 0; i < self->n_pieces; i++)
    self->lengths[i + 1] = self->lengths[i] + measure (points + 6 * i);
}

void
wf_curve_clear (WfCurve *self)
{
  g_clear_pointer (&self->lengths, g_free);
}

double
wf_curve_get_length (const WfCurve *self)
{
  return self->lengths[self->n_pieces];
}

static gsize
find_piece (const WfCurve *self, double at)
{
  gsize i = 0;

  while (i + 1 < self->n_pieces && self->lengths[i + 1] < at)
    i++;
  return i;
}

void
wf_curve_get_point (const WfCurve *self, double at, double point[2])
{
  gsize i;

  at = CLAMP (at, 0, wf_curve_get_length (self));
  i = find_piece (self, at);
  get_point (self->points + 6 * i, find_parameter (self->points + 6 * i, at - self->lengths[i]), point);
}

void
wf_curve_add_piece (const WfCurve *self, cairo_t *cr, double from, double to)
{
  gsize first = find_piece (self, from), last = find_piece (self, to);

  for (gsize i = first; i <= last; i++)
    {
      const double *p = self->points + 6 * i;
      double t0 = i == first ? find_parameter (p, from - self->lengths[i]) : 0;
      double t1 = i == last ? find_parameter (p, to - self->lengths[i]) : 1;
      double rest[8], part[8];

      split (p, t0, NULL, rest);
      split (rest, t0 < 1 ? (t1 - t0) / (1 - t0) : 1, part, NULL);
      if (i == first)
        cairo_move_to (cr, part[0], part[1]);
      cairo_curve_to (cr, part[2], part[3], part[4], part[5], part[6], part[7]);
    }
}

/* ---- distance ---- */

static double
distance_to_piece (double x, double y, const double *from, const double *to)
{
  double dx = to[0] - from[0], dy = to[1] - from[1], length = dx * dx + dy * dy;
  double t = length > 0 ? ((x - from[0]) * dx + (y - from[1]) * dy) / length : 0;

  t = CLAMP (t, 0, 1);
  return hypot (from[0] + t * dx - x, from[1] + t * dy - y);
}

/* A Bézier lies within the rectangle of its four points. */
static double
distance_to_rectangle (double x, double y, const double *p)
{
  double left = MIN (MIN (p[0], p[2]), MIN (p[4], p[6])), right = MAX (MAX (p[0], p[2]), MAX (p[4], p[6]));
  double top = MIN (MIN (p[1], p[3]), MIN (p[5], p[7])), bottom = MAX (MAX (p[1], p[3]), MAX (p[5], p[7]));

  return hypot (MAX (MAX (left - x, x - right), 0), MAX (MAX (top - y, y - bottom), 0));
}

double
wf_curve_find_distance (const double *points, gsize n_points, double x, double y, double best)
{
  for (gsize k = 0; k + 3 < n_points; k += 3)
    {
      const double *p = points + 2 * k;
      double from[2] = { p[0], p[1] }, to[2];

      if (distance_to_rectangle (x, y, p) >= best)
        continue;
      for (int i = 1; i <= N_STEPS; i++)
        {
          get_point (p, (double) i / N_STEPS, to);
          best = MIN (best, distance_to_piece (x, y, from, to));
          from[0] = to[0];
          from[1] = to[1];
        }
    }
  return best;
}
