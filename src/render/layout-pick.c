/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/curve-private.h"
#include "render/layout.h"

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

  return wf_curve_find_distance (points, n_points, x, y, G_MAXDOUBLE);
}

/**
 * wf_layout_pick_edge:
 * @self: a layout
 * @x: points
 * @y: points
 * @tolerance: how far off the pointer may be, points
 *
 * Cost: one rectangle test an edge, and 24 pieces for each Bézier near the point.
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
      double distance = wf_curve_find_distance (points, n_points, x, y, best);

      if (distance < best)
        {
          best = distance;
          found = (gssize) e;
        }
    }
  return found;
}
