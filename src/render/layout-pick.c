/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/layout.h"

#define N_PIECES 16 /* straight pieces a Bézier is taken for */

static double
distance_to_piece (double x, double y, const double *from, const double *to)
{
  double dx = to[0] - from[0], dy = to[1] - from[1], length = dx * dx + dy * dy;
  double t = length > 0 ? ((x - from[0]) * dx + (y - from[1]) * dy) / length : 0;

  t = CLAMP (t, 0, 1);
  return hypot (from[0] + t * dx - x, from[1] + t * dy - y);
}

static void
get_point (const double *p, double t, double *point)
{
  double s = 1 - t;

  for (int i = 0; i < 2; i++)
    point[i] = s * s * s * p[i] + 3 * s * s * t * p[2 + i] + 3 * s * t * t * p[4 + i] + t * t * t * p[6 + i];
}

/* A Bézier lies within the rectangle of its four points. */
static double
distance_to_rectangle (double x, double y, const double *p)
{
  double left = MIN (MIN (p[0], p[2]), MIN (p[4], p[6])), right = MAX (MAX (p[0], p[2]), MAX (p[4], p[6]));
  double top = MIN (MIN (p[1], p[3]), MIN (p[5], p[7])), bottom = MAX (MAX (p[1], p[3]), MAX (p[5], p[7]));

  return hypot (MAX (MAX (left - x, x - right), 0), MAX (MAX (top - y, y - bottom), 0));
}

static double
distance_to_curve (const double *points, gsize n_points, double x, double y, double best)
{
  for (gsize k = 0; k + 3 < n_points; k += 3)
    {
      const double *p = points + 2 * k;
      double from[2] = { p[0], p[1] }, to[2];

      if (distance_to_rectangle (x, y, p) >= best)
        continue;
      for (int i = 1; i <= N_PIECES; i++)
        {
          get_point (p, (double) i / N_PIECES, to);
          best = MIN (best, distance_to_piece (x, y, from, to));
          from[0] = to[0];
          from[1] = to[1];
        }
    }
  return best;
}

/**
 * wf_layout_get_edge_distance:
 * @self: a layout
 * @edge: index of an edge of the graph
 * @x: points
 * @y: points
 *
 * Returns: how far the point is from the flattened curve, in points
 */
double
wf_layout_get_edge_distance (WfLayout *self, gsize edge, double x, double y)
{
  gsize n_points;
  const double *points = wf_layout_get_edge (self, edge, &n_points);

  return distance_to_curve (points, n_points, x, y, G_MAXDOUBLE);
}

/**
 * wf_layout_pick_edge:
 * @self: a layout
 * @x: points
 * @y: points
 * @tolerance: how far off the pointer may be, points
 *
 * Cost: one rectangle test an edge, and 16 pieces for each Bézier near the point.
 *
 * Returns: index of the nearest edge, or -1 when none is within the tolerance
 */
gssize
wf_layout_pick_edge (WfLayout *self, double x, double y, double tolerance)
{
  gsize n_edges = wf_layout_get_n_edges (self);
  double best = nextafter (tolerance, G_MAXDOUBLE);
  gssize found = -1;

  for (gsize e = 0; e < n_edges; e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (self, e, &n_points);
      double distance = distance_to_curve (points, n_points, x, y, best);

      if (distance < best)
        {
          best = distance;
          found = (gssize) e;
        }
    }
  return found;
}
