/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From places to rectangles and curves. Wires are vertical beside boxes and bend between rows only, all in
 * one band with one shape of curve: two wires cross there once or not at all, and none runs behind a box. */

#include "config.h"

#include <math.h>

#include "render/text-private.h"
#include "render/wiring-private.h"

#define STEM        26.0 /* above a row, straight: to the dot, and on */
#define FOOT        20.0 /* below a row, straight, with the wires' names */
#define NARROW_STEM 18.0
#define NARROW_FOOT 8.0
#define LEAST_BEND  20.0
#define MOST_BEND   150.0
#define NAME_RISE   10.0 /* of a name above the end of its wire */

/* y of the rows' upper edges, y down from the top row's; n + 1: the last is the lower edge of all */
static double *
find_heights (WfWiringPlan *self)
{
  double *tops = g_new0 (double, self->rows->len + 1);
  g_autofree double *widest = g_new0 (double, self->rows->len + 1);
  double stem = self->has_labels ? STEM : NARROW_STEM, foot = self->has_labels ? FOOT : NARROW_FOOT, y = 0;

  for (guint i = 0; i < self->links->len; i++)
    {
      const WfLink *link = wf_plan_link (self, i);
      const WfSlot *low = wf_plan_slot (self, link->low);
      double dx = wf_plan_slot (self, link->high)->x + link->high_offset - low->x - link->low_offset;

      widest[low->layer] = MAX (widest[low->layer], fabs (dx));
    }
  for (guint l = self->rows->len; l-- > 0;)
    {
      tops[l] = y;
      /* the outputs' row is a line */
      y += l + 1 == self->rows->len && self->n_outputs > 0 ? 0 : WF_WIRING_BOX_HEIGHT;
      if (l > 0)
        y += foot + stem + CLAMP (LEAST_BEND + 0.3 * widest[l - 1], LEAST_BEND, MOST_BEND);
    }
  tops[self->rows->len] = y;
  return tops;
}

/* ---- boxes ---- */

static WfWiringRect
make_rect (WfWiringPlan *self, guint i, double top)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (self->figure, i);
  const WfSlot *slot = wf_plan_slot (self, i);
  WfWiringRect rect = { slot->x - slot->width / 2, top, slot->width, WF_WIRING_BOX_HEIGHT };

  if (box->n_inputs == 0)
    rect.height = WF_WIRING_STATE_HEIGHT;
  else if (box->kind == WF_WIRING_DISCARD)
    {
      rect.y += WF_WIRING_BOX_HEIGHT - WF_WIRING_GROUND_HEIGHT;
      rect.height = WF_WIRING_GROUND_HEIGHT;
    }
  return rect;
}

static void
set_ports (WfWiringPlan *self, WfWiring *wiring, guint i)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (self->figure, i);
  double x = wf_plan_slot (self, i)->x;

  for (guint k = 0; k < box->n_inputs; k++)
    wiring->input_ports[wiring->first_input[i] + k] =
        x + wf_wiring_get_port_offset (k, box->n_inputs, self->input_steps[i]);
  for (guint k = 0; k < box->n_outputs; k++)
    wiring->output_ports[wiring->first_output[i] + k] =
        x + wf_wiring_get_port_offset (k, box->n_outputs, self->output_steps[i]);
}

/* ---- curves ---- */

static void
add_line (GArray *points, double x, double y)
{
  guint n = points->len;
  double from_x = g_array_index (points, double, n - 2), from_y = g_array_index (points, double, n - 1);
  double piece[] = { from_x, from_y + (y - from_y) / 3, x, from_y + (y - from_y) * 2 / 3, x, y };

  if (from_y != y)
    g_array_append_vals (points, piece, 6);
}

static void
add_bend (GArray *points, double x, double y)
{
  guint n = points->len;
  double from_x = g_array_index (points, double, n - 2), from_y = g_array_index (points, double, n - 1);
  double half = (y - from_y) * 0.55;
  double piece[] = { from_x, from_y + half, x, y - half, x, y };

  g_array_append_vals (points, piece, 6);
}

/* From its box straight to where bends begin, then in every band one bend and straight on. */
static GArray *
route_branch (WfWiringPlan *self, guint branch, const double *tops)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (double));
  double foot = self->has_labels ? FOOT : NARROW_FOOT;

  for (guint i = self->first_link[branch]; i < self->first_link[branch + 1]; i++)
    {
      const WfLink *link = wf_plan_link (self, i);
      const WfSlot *low = wf_plan_slot (self, link->low), *high = wf_plan_slot (self, link->high);
      double x = low->x + link->low_offset, end = high->x + link->high_offset;
      gboolean is_top = high->kind == WF_SLOT_OUTPUT;
      double bottom = tops[high->layer] + (is_top ? 0 : WF_WIRING_BOX_HEIGHT);
      double start[] = { x, tops[low->layer] };

      if (points->len == 0)
        g_array_append_vals (points, start, 2);
      add_line (points, x, tops[low->layer] - WF_WIRING_DOT_RISE);
      add_bend (points, end, bottom + foot);
      add_line (points, end, bottom);
      if (high->kind == WF_SLOT_PASS)
        add_line (points, end, tops[high->layer]);
    }
  return points;
}

static void
set_dots (WfWiringPlan *self, WfWiring *wiring, const double *tops)
{
  for (gsize w = 0; w < self->n_wires; w++)
    {
      gboolean has_dot = self->first_branch[w + 1] > self->first_branch[w] + 1;
      const WfLink *link;
      const WfSlot *low;

      wiring->dots[2 * w] = wiring->dots[2 * w + 1] = NAN;
      if (!has_dot)
        continue;
      link = wf_plan_link (self, self->first_link[self->first_branch[w]]);
      low = wf_plan_slot (self, link->low);
      wiring->dots[2 * w] = low->x + link->low_offset;
      wiring->dots[2 * w + 1] = tops[low->layer] - WF_WIRING_DOT_RISE;
    }
}

/* ---- extent ---- */

static void
include (double *box, double x1, double y1, double x2, double y2)
{
  box[0] = MIN (box[0], x1);
  box[1] = MIN (box[1], y1);
  box[2] = MAX (box[2], x2);
  box[3] = MAX (box[3], y2);
}

/* how far the names at the boundary reach */
static double
find_name_height (WfWiringPlan *self)
{
  double height = 2 * WF_WIRING_NAME_SIZE;
  WfTheme theme;
  WfTextStyle style = { &theme, &theme.text, WF_WIRING_NAME_SIZE, TRUE };

  wf_theme_init (&theme, FALSE, FALSE);
  for (gsize w = 0; self->has_upright_names && w < self->n_wires; w++)
    height = MAX (height,
                  NAME_RISE + wf_text_get_width (&style, wf_figure_get_wiring_wire (self->figure, w)->label));
  return height;
}

static WfWiringRect
find_bounds (WfWiringPlan *self, const WfWiring *wiring, double bottom)
{
  double box[] = { 0, 0, 0, bottom }, name = find_name_height (self);

  for (guint i = 0; i < self->slots->len; i++)
    {
      const WfSlot *slot = wf_plan_slot (self, i);
      double left = slot->x - slot->width / 2, right = slot->x + slot->width / 2;

      if (i == 0)
        box[0] = left, box[2] = right;
      include (box, left, 0, right, bottom);
    }
  if (wiring->n_outputs > 0)
    box[1] -= name;
  if (wiring->n_inputs > 0)
    box[3] += name - WF_WIRING_BOX_HEIGHT;
  return (WfWiringRect){ box[0] - WF_WIRING_MARGIN, box[1] - WF_WIRING_MARGIN,
                         box[2] - box[0] + 2 * WF_WIRING_MARGIN, box[3] - box[1] + 2 * WF_WIRING_MARGIN };
}

/* fills in all that depends on places */
void
wf_wiring_plan_route (WfWiringPlan *self, WfWiring *wiring)
{
  g_autofree double *tops = find_heights (self);

  for (guint i = 0; i < self->n_boxes; i++)
    {
      wiring->layers[i] = wf_plan_slot (self, i)->layer;
      wiring->boxes[i] = make_rect (self, i, tops[wiring->layers[i]]);
      set_ports (self, wiring, i);
    }
  for (guint i = 0; i < self->n_inputs; i++)
    {
      wiring->inputs[2 * i] = wf_plan_slot (self, (guint) self->n_boxes + i)->x;
      wiring->inputs[2 * i + 1] = tops[0];
    }
  for (guint i = 0; i < self->n_outputs; i++)
    wiring->outputs[2 * i] = wf_plan_slot (self, (guint) (self->n_boxes + self->n_inputs) + i)->x;
  for (guint b = 0; b < self->n_branches; b++)
    wiring->branches[b] = route_branch (self, b, tops);
  set_dots (self, wiring, tops);
  wiring->bounds = find_bounds (self, wiring, tops[self->rows->len]);
}
