/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What lies where in a wiring, and what is next to what. */

#include "config.h"

#include <math.h>

#include "render/curve-private.h"
#include "render/wiring-private.h"

static gboolean
is_inside (const WfWiringRect *rect, double x, double y)
{
  return x >= rect->x && x <= rect->x + rect->width && y >= rect->y && y <= rect->y + rect->height;
}

/**
 * wf_wiring_pick:
 * @self: a layout
 * @x: points
 * @y: points
 * @tolerance: how far off a wire the pointer may be, points
 * @index: (out): place of the box or the wire in the figure; untouched where there is nothing
 * @target: (out) (optional): of a wire the target whose branch is nearest, -1 on the stem that all share
 *
 * Cost: a rectangle test a box and a piece of a wire.
 *
 * Returns: what lies there; boxes go first, then the nearest wire
 */
WfWiringPart
wf_wiring_pick (WfWiring *self, double x, double y, double tolerance, guint *index, gint *target)
{
  double nearest = nextafter (tolerance, G_MAXDOUBLE);
  WfWiringPart part = WF_WIRING_NOTHING;

  for (guint i = 0; i < self->n_boxes; i++)
    if (is_inside (&self->boxes[i], x, y))
      {
        *index = i;
        return WF_WIRING_ON_BOX;
      }
  for (guint w = 0; w < self->n_wires; w++)
    for (guint b = self->first_branch[w]; b < self->first_branch[w + 1]; b++)
      {
        GArray *points = self->branches[b];
        double distance =
            wf_curve_find_distance ((const double *) (gpointer) points->data, points->len / 2, x, y, nearest);

        if (distance >= nearest)
          continue;
        nearest = distance;
        part = WF_WIRING_ON_WIRE;
        *index = w;
        if (target != NULL)
          *target = y > self->dots[2 * w + 1] ? -1 : (gint) (b - self->first_branch[w]);
      }
  return part;
}

static double
get_middle (WfWiring *self, guint box)
{
  return self->boxes[box].x + self->boxes[box].width / 2;
}

/* the nearest box of the layer; beside: it is on that side of `x` (-1, 1; 0 = either) */
static gssize
find_in_layer (WfWiring *self, gint64 layer, double x, int side, guint except)
{
  gssize nearest = -1;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_boxes; i++)
    {
      double distance = get_middle (self, i) - x;

      if (i == except || self->layers[i] != layer || distance * side < 0 || fabs (distance) >= least)
        continue;
      least = fabs (distance);
      nearest = i;
    }
  return nearest;
}

/* the box that a wire leads to or comes from, whose middle is nearest */
static gssize
find_along_wires (WfWiring *self, guint box, gboolean is_up)
{
  gssize nearest = -1;
  double least = G_MAXDOUBLE;

  for (guint b = 0; b < self->n_branches; b++)
    {
      guint from = is_up ? self->ends[b].from : self->ends[b].to;
      guint to = is_up ? self->ends[b].to : self->ends[b].from;
      double distance;

      if (from != box || to == G_MAXUINT)
        continue;
      distance =
          hypot (get_middle (self, to) - get_middle (self, box), self->boxes[to].y - self->boxes[box].y);
      if (distance >= least)
        continue;
      least = distance;
      nearest = to;
    }
  return nearest;
}

/**
 * wf_wiring_get_neighbour:
 * @self: a layout
 * @box: place of a box in the figure
 * @direction: where to
 *
 * Left and right stay in the layer. Up and down follow a wire to the nearest box; where none leads, they go
 * to the nearest box of the next layer.
 *
 * Returns: the next box, -1 when there is none
 */
gssize
wf_wiring_get_neighbour (WfWiring *self, guint box, WfWiringDirection direction)
{
  gboolean is_up = direction == WF_WIRING_UP;
  gssize found;

  g_return_val_if_fail (box < self->n_boxes, -1);

  if (direction == WF_WIRING_LEFT || direction == WF_WIRING_RIGHT)
    return find_in_layer (self, self->layers[box], get_middle (self, box),
                          direction == WF_WIRING_LEFT ? -1 : 1, box);
  found = find_along_wires (self, box, is_up);
  for (gint64 layer = (gint64) self->layers[box] + (is_up ? 1 : -1);
       found < 0 && layer >= 0 && layer < self->n_layers; layer += is_up ? 1 : -1)
    found = find_in_layer (self, layer, get_middle (self, box), 0, box);
  return found;
}
