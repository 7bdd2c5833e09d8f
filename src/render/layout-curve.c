/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/layout-private.h"

#define LOOP_REACH 56.0 /* of the control points; the loop itself goes out three quarters of it */
#define END_GAP    14.0 /* between two ends on one side, where there is room */

typedef enum
{
  SIDE_TOP,
  SIDE_RIGHT,
  SIDE_BOTTOM,
  SIDE_LEFT,
} Side;

typedef struct
{
  gsize edge;
  guint node;
  gboolean is_last; /* the end at b */
  Side side;
  double key; /* where the curve comes from, along the side */
} End;

static const double normals[4][2] = { { 0, -1 }, { 1, 0 }, { 0, 1 }, { -1, 0 } };

static gboolean
is_vertical (Side side)
{
  return side == SIDE_TOP || side == SIDE_BOTTOM;
}

/* The side of the node's rectangle that a point on or near its border belongs to. */
static Side
find_side (WfSketch *self, guint node, double x, double y)
{
  double dx = (x - self->xy[2 * node]) / self->widths[node],
         dy = (y - self->xy[2 * node + 1]) / self->heights[node];

  if (fabs (dy) >= fabs (dx))
    return dy < 0 ? SIDE_TOP : SIDE_BOTTOM;
  return dx < 0 ? SIDE_LEFT : SIDE_RIGHT;
}

/* The side that looks at the other node: above or below when there is room between the two, else left or
 * right. */
static Side
find_facing_side (WfSketch *self, guint node, guint other)
{
  double dx = self->xy[2 * other] - self->xy[2 * node], dy = self->xy[2 * other + 1] - self->xy[2 * node + 1];
  double room_x = fabs (dx) - (self->widths[node] + self->widths[other]) / 2;
  double room_y = fabs (dy) - (self->heights[node] + self->heights[other]) / 2;

  if (room_y >= WF_LAYOUT_ROW_GAP / 3 || room_y >= room_x)
    return dy < 0 ? SIDE_TOP : SIDE_BOTTOM;
  return dx < 0 ? SIDE_LEFT : SIDE_RIGHT;
}

static void
get_anchor (WfSketch *self, guint node, Side side, double *x, double *y)
{
  *x = self->xy[2 * node] + normals[side][0] * self->widths[node] / 2;
  *y = self->xy[2 * node + 1] + normals[side][1] * self->heights[node] / 2;
}

/* From the right side of the node out and back into it. */
static void
draw_loop (WfSketch *self, gsize e)
{
  guint node = self->edges[e].a;
  double x = self->xy[2 * node] + self->widths[node] / 2, y = self->xy[2 * node + 1];
  double rise = self->heights[node] / 5;
  double p[8] = { x, y - rise, x + LOOP_REACH, y - 2.4 * rise, x + LOOP_REACH, y + 2.4 * rise, x, y + rise };

  g_array_append_vals (self->curves[e], p, 8);
}

void
wf_sketch_draw_curves (WfSketch *self)
{
  for (gsize e = 0; e < self->n_edges; e++)
    {
      guint a = self->edges[e].a, b = self->edges[e].b;
      Side from = find_facing_side (self, a, b), to = find_facing_side (self, b, a);
      double p[8], reach;

      if (self->curves[e]->len > 0)
        continue;
      if (a == b)
        {
          draw_loop (self, e);
          continue;
        }
      get_anchor (self, a, from, &p[0], &p[1]);
      get_anchor (self, b, to, &p[6], &p[7]);
      reach = 0.4 * (is_vertical (from) ? fabs (p[7] - p[1]) : fabs (p[6] - p[0]));
      p[2] = p[0] + normals[from][0] * reach;
      p[3] = p[1] + normals[from][1] * reach;
      p[4] = p[6] + normals[to][0] * reach;
      p[5] = p[7] + normals[to][1] * reach;
      g_array_append_vals (self->curves[e], p, 8);
    }
}

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const End *first = a, *second = b;

  if (first->node != second->node)
    return first->node < second->node ? -1 : 1;
  if (first->side != second->side)
    return first->side < second->side ? -1 : 1;
  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  return first->edge < second->edge ? -1 : first->edge > second->edge;
}

static End
describe_end (WfSketch *self, gsize edge, gboolean is_last)
{
  const double *p = (const double *) (gpointer) self->curves[edge]->data;
  gsize last = self->curves[edge]->len / 2 - 1;
  gsize end = is_last ? last : 0, knot = is_last ? last - 3 : 3;
  guint node = is_last ? self->edges[edge].b : self->edges[edge].a;
  Side side = find_side (self, node, p[2 * end], p[2 * end + 1]);

  return (End){ edge, node, is_last, side, p[2 * knot + (is_vertical (side) ? 0 : 1)] };
}

/* Moves one end to @offset from the middle of its side; the curve leaves at a right angle. */
static void
move_end (WfSketch *self, const End *end, double offset)
{
  double *p = (double *) (gpointer) self->curves[end->edge]->data;
  gsize last = self->curves[end->edge]->len / 2 - 1;
  gsize tip = end->is_last ? last : 0, control = end->is_last ? last - 1 : 1,
        knot = end->is_last ? last - 3 : 3;
  int axis = is_vertical (end->side) ? 1 : 0;
  double depth;

  get_anchor (self, end->node, end->side, &p[2 * tip], &p[2 * tip + 1]);
  p[2 * tip + 1 - axis] += offset;
  depth = 0.5 * (p[2 * knot + axis] - p[2 * tip + axis]) * normals[end->side][axis];
  depth = CLAMP (depth, 12, 80);
  p[2 * control] = p[2 * tip] + normals[end->side][0] * depth;
  p[2 * control + 1] = p[2 * tip + 1] + normals[end->side][1] * depth;
}

static void
spread (WfSketch *self, const End *ends, gsize n)
{
  double third = (is_vertical (ends->side) ? self->widths[ends->node] : self->heights[ends->node]) / 3;
  double gap = n > 1 ? MIN (END_GAP, third / (double) (n - 1)) : 0;

  for (gsize k = 0; k < n; k++)
    move_end (self, &ends[k], ((double) k - (double) (n - 1) / 2) * gap);
}

void
wf_sketch_fan_ends (WfSketch *self)
{
  g_autofree End *ends = g_new (End, 2 * self->n_edges + 1);
  gsize n = 0;

  for (gsize e = 0; e < self->n_edges; e++)
    if (self->edges[e].a != self->edges[e].b)
      {
        ends[n++] = describe_end (self, e, FALSE);
        ends[n++] = describe_end (self, e, TRUE);
      }
  qsort (ends, n, sizeof *ends, compare_ends);
  for (gsize first = 0, next; first < n; first = next)
    {
      for (next = first + 1;
           next < n && ends[next].node == ends[first].node && ends[next].side == ends[first].side; next++)
        ;
      spread (self, ends + first, next - first);
    }
}
