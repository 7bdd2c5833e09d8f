/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/layout-private.h"

#define MAX_SLOPE 0.3 /* sideways per downwards while passing between two cards */

/* The rows of a layered layout: centres from top to bottom. */
typedef struct
{
  double *ys;
  guint *rows; /* row of each node */
  gsize n;
} Layers;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
layers_clear (Layers *self)
{
  g_free (self->ys);
  g_free (self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layers, layers_clear)

static void
layers_init (Layers *self, WfSketch *sketch)
{
  gsize n = 0;

  self->ys = g_new (double, sketch->n_nodes + 1);
  self->rows = g_new0 (guint, sketch->n_nodes + 1);
  for (gsize i = 0; i < sketch->n_nodes; i++)
    self->ys[i] = sketch->xy[2 * i + 1];
  qsort (self->ys, sketch->n_nodes, sizeof *self->ys, compare_doubles);
  for (gsize i = 0; i < sketch->n_nodes; i++)
    if (n == 0 || self->ys[i] > self->ys[n - 1] + 1)
      self->ys[n++] = self->ys[i];
  self->n = n;
  for (gsize i = 0; i < sketch->n_nodes; i++)
    while (self->rows[i] + 1 < n && sketch->xy[2 * i + 1] > self->ys[self->rows[i]] + 1)
      self->rows[i]++;
}

/* Where the engine's curve crosses a height: it was led around the cards of that row. */
static double
find_crossing (const GArray *curve, double y, double fallback)
{
  const double *p = (const double *) (gconstpointer) curve->data;
  double last_x = p[0], last_y = p[1];

  for (gsize k = 0; k + 3 < curve->len / 2; k += 3)
    for (int step = 1; step <= 16; step++)
      {
        double t = step / 16.0, s = 1 - t, x, now;
        const double *q = p + 2 * k;

        x = s * s * s * q[0] + 3 * s * s * t * q[2] + 3 * s * t * t * q[4] + t * t * t * q[6];
        now = s * s * s * q[1] + 3 * s * s * t * q[3] + 3 * s * t * t * q[5] + t * t * t * q[7];
        if ((last_y - y) * (now - y) <= 0 && now != last_y)
          return last_x + (x - last_x) * (y - last_y) / (now - last_y);
        last_x = x;
        last_y = now;
      }
  return fallback;
}

/* Monotone slopes (Fritsch & Carlson 1980), flat at both ends: curves leave and enter at a right angle. */
static double
get_slope (const double *knots, gsize n, gsize i)
{
  double before, after;

  if (i == 0 || i + 1 == n)
    return 0;
  before = (knots[2 * i] - knots[2 * i - 2]) / (knots[2 * i + 1] - knots[2 * i - 1]);
  after = (knots[2 * i + 2] - knots[2 * i]) / (knots[2 * i + 3] - knots[2 * i + 1]);
  if (before * after <= 0)
    return 0;
  return CLAMP (2 * before * after / (before + after), -MAX_SLOPE, MAX_SLOPE);
}

/* x as a smooth function of y through the knots. */
static void
draw_through (GArray *curve, const double *knots, gsize n)
{
  g_array_set_size (curve, 0);
  g_array_append_vals (curve, knots, 2);
  for (gsize i = 0; i + 1 < n; i++)
    {
      const double *from = knots + 2 * i, *to = from + 2;
      double third = (to[1] - from[1]) * (n == 2 ? 0.5 : 0.4);
      double p[6] = { from[0] + third * get_slope (knots, n, i),
                      from[1] + third,
                      to[0] - third * get_slope (knots, n, i + 1),
                      to[1] - third,
                      to[0],
                      to[1] };

      g_array_append_vals (curve, p, 6);
    }
}

static void
route_edge (WfSketch *self, const Layers *layers, gsize edge)
{
  guint a = self->edges[edge].a, b = self->edges[edge].b, row = layers->rows[a], last = layers->rows[b];
  int step = row < last ? 1 : -1;
  g_autoptr (GArray) knots = g_array_new (FALSE, FALSE, sizeof (double));
  double knot[2] = { self->xy[2 * a], self->xy[2 * a + 1] + step * self->heights[a] / 2 };

  g_array_append_vals (knots, knot, 2);
  for (row += (guint) step; row != last; row += (guint) step)
    {
      knot[0] = find_crossing (self->curves[edge], layers->ys[row], knot[0]);
      knot[1] = layers->ys[row];
      g_array_append_vals (knots, knot, 2);
    }
  knot[0] = self->xy[2 * b];
  knot[1] = self->xy[2 * b + 1] - step * self->heights[b] / 2;
  g_array_append_vals (knots, knot, 2);
  draw_through (self->curves[edge], (const double *) (gconstpointer) knots->data, knots->len / 2);
}

void
wf_sketch_route_layers (WfSketch *self)
{
  g_auto (Layers) layers = { 0 };

  layers_init (&layers, self);
  for (gsize e = 0; e < self->n_edges; e++)
    if (self->curves[e]->len > 0 && layers.rows[self->edges[e].a] != layers.rows[self->edges[e].b])
      route_edge (self, &layers, e);
}
