/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/layout-private.h"

#define MAX_SLOPE 0.3  /* sideways per downwards while passing between two cards */
#define CLEARANCE 10.0 /* to the cards a curve passes */

/* The rows of a layered layout: centres from top to bottom. */
typedef struct
{
  double *ys;
  double *heights;     /* of the highest card in a row */
  guint *rows;         /* row of each node */
  gboolean *is_placed; /* the engine was given the node: it has an edge */
  guint *components;   /* they are moved apart later: only cards of the same one are in the way */
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
  g_free (self->heights);
  g_free (self->rows);
  g_free (self->is_placed);
  g_free (self->components);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layers, layers_clear)

static void
layers_init (Layers *self, WfSketch *sketch)
{
  gsize n_placed = 0;

  self->ys = g_new (double, sketch->n_nodes + 1);
  self->heights = g_new0 (double, sketch->n_nodes + 1);
  self->rows = g_new0 (guint, sketch->n_nodes + 1);
  self->is_placed = g_new0 (gboolean, sketch->n_nodes + 1);
  self->components =
      sketch->is_final ? g_new0 (guint, sketch->n_nodes + 1) : wf_sketch_find_components (sketch);
  for (gsize i = 0; i < sketch->n_nodes; i++)
    self->is_placed[i] = sketch->is_final;
  for (gsize e = 0; e < sketch->n_edges; e++)
    self->is_placed[sketch->edges[e].a] = self->is_placed[sketch->edges[e].b] = TRUE;
  for (gsize i = 0; i < sketch->n_nodes; i++)
    if (self->is_placed[i])
      self->ys[n_placed++] = sketch->xy[2 * i + 1];
  qsort (self->ys, n_placed, sizeof *self->ys, compare_doubles);
  for (gsize i = 0; i < n_placed; i++)
    if (self->n == 0 || self->ys[i] > self->ys[self->n - 1] + 1)
      self->ys[self->n++] = self->ys[i];
  for (gsize i = 0; i < sketch->n_nodes; i++)
    if (self->is_placed[i])
      {
        guint *row = &self->rows[i];

        while (*row + 1 < self->n && sketch->xy[2 * i + 1] > self->ys[*row] + 1)
          *row += 1;
        self->heights[*row] = MAX (self->heights[*row], sketch->heights[i]);
      }
}

static void
get_point (const double *q, double t, double point[2])
{
  double s = 1 - t;

  for (int i = 0; i < 2; i++)
    point[i] = s * s * s * q[i] + 3 * s * s * t * q[2 + i] + 3 * s * t * t * q[4 + i] + t * t * t * q[6 + i];
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
        double point[2];

        get_point (p + 2 * k, step / 16.0, point);
        if ((last_y - y) * (point[1] - y) <= 0 && point[1] != last_y)
          return last_x + (point[0] - last_x) * (y - last_y) / (point[1] - last_y);
        last_x = point[0];
        last_y = point[1];
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

/* The place nearest to @x where a curve can pass between the cards of a row. */
static double
find_passage (WfSketch *self, const Layers *layers, guint component, guint row, double x)
{
  double left = -G_MAXDOUBLE, right = G_MAXDOUBLE;

  for (gsize i = 0; i < self->n_nodes; i++)
    if (layers->rows[i] == row && layers->is_placed[i] && layers->components[i] == component)
      {
        double center = self->xy[2 * i], reach = self->widths[i] / 2 + CLEARANCE;

        if (center <= x)
          left = MAX (left, center + reach);
        else
          right = MIN (right, center - reach);
      }
  return left > right ? x : CLAMP (x, left, right);
}

static gboolean
is_touched (WfSketch *self, const Layers *layers, guint component, guint row, double x, double y)
{
  for (gsize i = 0; i < self->n_nodes; i++)
    if (layers->is_placed[i] && layers->components[i] == component && layers->rows[i] == row &&
        fabs (x - self->xy[2 * i]) < self->widths[i] / 2 + CLEARANCE * 0.6 &&
        fabs (y - self->xy[2 * i + 1]) < self->heights[i] / 2 + CLEARANCE / 5)
      return TRUE;
  return FALSE;
}

/* The first of the rows passed whose cards a curve touches, from 0; n_rows when it is free. */
static gsize
find_touched_row (WfSketch *self,
                  const Layers *layers,
                  const GArray *curve,
                  guint component,
                  guint first_row,
                  int direction,
                  gsize n_rows)
{
  const double *p = (const double *) (gconstpointer) curve->data;

  for (gsize row = 0; row < n_rows; row++)
    {
      guint index = (guint) ((int) first_row + direction * (int) row);
      double reach = layers->heights[index] / 2 + CLEARANCE;

      for (gsize k = 0; k + 3 < curve->len / 2; k += 3)
        for (int step = 0; step <= 12; step++)
          {
            double point[2];

            get_point (p + 2 * k, step / 12.0, point);
            if (fabs (point[1] - layers->ys[index]) < reach &&
                is_touched (self, layers, component, index, point[0], point[1]))
              return row;
          }
    }
  return n_rows;
}

static void
add_knot (GArray *knots, double x, double y)
{
  double knot[2] = { x, y };

  g_array_append_vals (knots, knot, 2);
}

/* A curve between the ends it has now: one knot a row makes it softest, two take it straight through the row.
 */
static void
draw_route (
    WfSketch *self, const Layers *layers, gsize edge, const double *passages, const gboolean *is_straight)
{
  const double *p = (const double *) (gconstpointer) self->curves[edge]->data;
  gsize end = self->curves[edge]->len - 2, k = 0;
  guint last = layers->rows[self->edges[edge].b];
  int step = layers->rows[self->edges[edge].a] < last ? 1 : -1;
  g_autoptr (GArray) knots = g_array_new (FALSE, FALSE, sizeof (double));

  add_knot (knots, p[0], p[1]);
  for (guint row = layers->rows[self->edges[edge].a] + (guint) step; row != last; row += (guint) step, k++)
    if (is_straight[k])
      {
        add_knot (knots, passages[k], layers->ys[row] - step * layers->heights[row] / 2);
        add_knot (knots, passages[k], layers->ys[row] + step * layers->heights[row] / 2);
      }
    else
      add_knot (knots, passages[k], layers->ys[row]);
  add_knot (knots, p[end], p[end + 1]);
  draw_through (self->curves[edge], (const double *) (gconstpointer) knots->data, knots->len / 2);
}

/* From the middle of the side below to the middle of the side above, or the other way round. */
static void
center_ends (WfSketch *self, const Layers *layers, gsize edge)
{
  double *p = (double *) (gpointer) self->curves[edge]->data;
  gsize end = self->curves[edge]->len - 2;
  guint a = self->edges[edge].a, b = self->edges[edge].b;
  int step = layers->rows[a] < layers->rows[b] ? 1 : -1;

  p[0] = self->xy[2 * a];
  p[1] = self->xy[2 * a + 1] + step * self->heights[a] / 2;
  p[end] = self->xy[2 * b];
  p[end + 1] = self->xy[2 * b + 1] - step * self->heights[b] / 2;
}

static double *
find_passages (WfSketch *self, const Layers *layers, gsize edge)
{
  guint a = self->edges[edge].a, row = layers->rows[a], last = layers->rows[self->edges[edge].b];
  int step = row < last ? 1 : -1;
  double *passages = g_new (double, layers->n + 1), x = self->xy[2 * a];

  for (gsize k = 0; (row += (guint) step) != last; k++)
    passages[k] = x = find_passage (self, layers, layers->components[a], row,
                                    find_crossing (self->curves[edge], layers->ys[row], x));
  return passages;
}

static void
straighten (WfSketch *self, const Layers *layers, gsize edge, const double *passages)
{
  g_autofree gboolean *is_straight = g_new0 (gboolean, layers->n + 1);
  guint first = layers->rows[self->edges[edge].a], last = layers->rows[self->edges[edge].b];
  guint component = layers->components[self->edges[edge].a];
  int direction = first < last ? 1 : -1;
  gsize n_rows = (gsize) ABS ((int) last - (int) first) - 1, row;

  while ((row = find_touched_row (self, layers, self->curves[edge], component,
                                  (guint) ((int) first + direction), direction, n_rows)) < n_rows &&
         !is_straight[row])
    {
      is_straight[row] = TRUE;
      draw_route (self, layers, edge, passages, is_straight);
    }
}

/* First every curve as soft as can be, with its ends in their places; then straight past the cards that it
 * would touch. Cost: edges x rows x nodes at worst. */
void
wf_sketch_route_layers (WfSketch *self)
{
  g_auto (Layers) layers = { 0 };
  g_autoptr (GPtrArray) passages = g_ptr_array_new_with_free_func (g_free);
  g_autofree gboolean *none = NULL;

  layers_init (&layers, self);
  none = g_new0 (gboolean, layers.n + 1);
  for (gsize e = 0; e < self->n_edges; e++)
    {
      gboolean is_layered =
          self->curves[e]->len > 0 && layers.rows[self->edges[e].a] != layers.rows[self->edges[e].b];

      g_ptr_array_add (passages, is_layered ? find_passages (self, &layers, e) : NULL);
      if (is_layered)
        {
          center_ends (self, &layers, e);
          draw_route (self, &layers, e, g_ptr_array_index (passages, e), none);
        }
    }
  wf_sketch_draw_curves (self);
  wf_sketch_fan_ends (self);
  for (gsize e = 0; e < self->n_edges; e++)
    if (g_ptr_array_index (passages, e) != NULL)
      straighten (self, &layers, e, g_ptr_array_index (passages, e));
}
