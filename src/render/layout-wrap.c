/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A chain that is laid out from left to right, broken into lines like those of a text. */

#include "config.h"

#include <math.h>

#include "render/layout-private.h"

#define LINE   4    /* cards: as many as a page shows at a size that can be read */
#define GUTTER 52.0 /* between two lines, where links turn */
#define MARGIN 22.0 /* beside the lines, for links that pass one */
#define LANE   9.0  /* from one of them to the next */
#define SAME   1.0  /* centres as close as this are of one layer */

typedef struct
{
  double left, right, top, bottom; /* of its cards and of the curves within it */
} Line;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* The centre of every layer from the left, ascending. */
static GArray *
find_layers (WfSketch *self)
{
  g_autoptr (GArray) centers = g_array_new (FALSE, FALSE, sizeof (double));
  GArray *layers = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize e = 0; e < self->n_edges; e++)
    {
      g_array_append_val (centers, self->xy[2 * self->edges[e].a]);
      g_array_append_val (centers, self->xy[2 * self->edges[e].b]);
    }
  g_array_sort (centers, compare_doubles);
  for (guint i = 0; i < centers->len; i++)
    if (i == 0 || g_array_index (centers, double, i) - g_array_index (centers, double, i - 1) > SAME)
      g_array_append_val (layers, g_array_index (centers, double, i));
  return layers;
}

/* Lines of about the same length. (transfer full): the line of every node */
static guint *
choose_lines (WfSketch *self, guint *n_lines)
{
  g_autoptr (GArray) layers = find_layers (self);
  guint *lines = g_new0 (guint, self->n_nodes + 1);
  guint per_line;

  *n_lines = (layers->len + LINE - 1) / LINE;
  per_line = (layers->len + *n_lines - 1) / *n_lines;
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      guint layer = 0;

      while (layer + 1 < layers->len && g_array_index (layers, double, layer) + SAME < self->xy[2 * i])
        layer++;
      lines[i] = layer / per_line;
    }
  return lines;
}

static void
include (Line *line, double left, double top, double right, double bottom)
{
  line->left = MIN (line->left, left);
  line->top = MIN (line->top, top);
  line->right = MAX (line->right, right);
  line->bottom = MAX (line->bottom, bottom);
}

static gboolean
is_within (WfSketch *self, const guint *lines, gsize e)
{
  return lines[self->edges[e].a] == lines[self->edges[e].b];
}

static void
measure_lines (WfSketch *self, const guint *lines, Line *measured)
{
  for (gsize e = 0; e < self->n_edges; e++)
    {
      guint ends[] = { self->edges[e].a, self->edges[e].b };

      for (int i = 0; i < 2; i++)
        {
          double x = self->xy[2 * ends[i]], y = self->xy[2 * ends[i] + 1];
          double w = self->widths[ends[i]] / 2, h = self->heights[ends[i]] / 2;

          include (&measured[lines[ends[i]]], x - w, y - h, x + w, y + h);
        }
      for (guint k = 0; is_within (self, lines, e) && k + 1 < self->curves[e]->len; k += 2)
        {
          double x = g_array_index (self->curves[e], double, k);
          double y = g_array_index (self->curves[e], double, k + 1);

          include (&measured[lines[ends[0]]], x, y, x, y);
        }
    }
}

/* Below one another, from the same left edge; the lines are told where they stand now. */
static void
move_lines (WfSketch *self, const guint *lines, Line *measured, guint n_lines)
{
  g_autofree double *dx = g_new (double, n_lines);
  g_autofree double *dy = g_new (double, n_lines);
  double y = 0;

  for (guint l = 0; l < n_lines; l++)
    {
      Line *line = &measured[l];

      dx[l] = -line->left;
      dy[l] = y - line->top;
      *line = (Line){ 0, line->right + dx[l], y, line->bottom + dy[l] };
      y = line->bottom + GUTTER;
    }
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      self->xy[2 * i] += dx[lines[i]];
      self->xy[2 * i + 1] += dy[lines[i]];
    }
  for (gsize e = 0; e < self->n_edges; e++)
    for (guint k = 0; is_within (self, lines, e) && k + 1 < self->curves[e]->len; k += 2)
      {
        g_array_index (self->curves[e], double, k) += dx[lines[self->edges[e].a]];
        g_array_index (self->curves[e], double, k + 1) += dy[lines[self->edges[e].a]];
      }
}

static void
add_straight (GArray *curve, double x, double y, double to_x, double to_y)
{
  double p[6] = {
    x + (to_x - x) / 3, y + (to_y - y) / 3, x + 2 * (to_x - x) / 3, y + 2 * (to_y - y) / 3, to_x, to_y
  };

  g_array_append_vals (curve, p, 6);
}

/* Across a gutter: leaves and enters upright. */
static void
add_turn (GArray *curve, double x, double y, double to_x, double to_y)
{
  double p[6] = { x, to_y, to_x, y, to_x, to_y };

  g_array_append_vals (curve, p, 6);
}

/* From one line to another: through the gutter between them, or, where lines lie between, past their right
 * ends. lane: x of that. */
static void
draw_turn (WfSketch *self, gsize e, const Line *from, const Line *to, gboolean is_next, double lane)
{
  guint a = self->edges[e].a, b = self->edges[e].b;
  double sign = to->top > from->top ? 1 : -1, ax = self->xy[2 * a], bx = self->xy[2 * b];
  double start[2] = { ax, self->xy[2 * a + 1] + sign * self->heights[a] / 2 };
  double end[2] = { bx, self->xy[2 * b + 1] - sign * self->heights[b] / 2 };
  double leave = sign > 0 ? from->bottom : from->top, enter = sign > 0 ? to->top : to->bottom;
  GArray *curve = self->curves[e];

  g_array_set_size (curve, 0);
  g_array_append_vals (curve, start, 2);
  add_straight (curve, ax, start[1], ax, leave);
  if (is_next)
    add_turn (curve, ax, leave, bx, enter);
  else
    {
      add_turn (curve, ax, leave, lane, leave + sign * GUTTER);
      add_straight (curve, lane, leave + sign * GUTTER, lane, enter - sign * GUTTER);
      add_turn (curve, lane, enter - sign * GUTTER, bx, enter);
    }
  add_straight (curve, bx, enter, end[0], end[1]);
}

void
wf_sketch_wrap (WfSketch *self)
{
  guint n_lines;
  g_autofree guint *lines = choose_lines (self, &n_lines);
  g_autofree Line *measured = g_new (Line, n_lines);
  double lane = 0;

  if (n_lines < 2)
    return;
  for (guint l = 0; l < n_lines; l++)
    measured[l] = (Line){ G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE };
  measure_lines (self, lines, measured);
  move_lines (self, lines, measured, n_lines);
  for (guint l = 0; l < n_lines; l++)
    lane = MAX (lane, measured[l].right + MARGIN);
  for (gsize e = 0; e < self->n_edges; e++)
    {
      guint a = lines[self->edges[e].a], b = lines[self->edges[e].b];
      gboolean is_next = MAX (a, b) - MIN (a, b) == 1;

      if (a == b)
        continue;
      draw_turn (self, e, &measured[a], &measured[b], is_next, lane);
      lane += is_next ? 0 : LANE;
    }
}
