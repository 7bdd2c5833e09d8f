/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Outlines of the regions f and g: the union of rectangles around their boxes and wires, on the grid that the
 * edges of the rectangles make, walked around with the inside at the right hand. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "render/wiring-private.h"

#define REACH        14.0 /* of a region beyond its boxes */
#define FOOT_REACH   20.0 /* below them, with the names of their wires */
#define WIRE_REACH   9.0
#define NARROW_REACH 5.0
#define CLOSING      12.0 /* half of the gaps and notches that are filled */
#define MAX_RECTS    300  /* beyond it boxes and wires are tinted themselves */

/* rectangles as left, top, right, bottom; the grid of their edges */
typedef struct
{
  GArray *rects; /* double[4] */
  double *xs, *ys;
  guint n_x, n_y;      /* lines */
  gboolean *is_filled; /* (n_x - 1) (n_y - 1) cells */
} Grid;

static void
grid_clear (Grid *self)
{
  g_clear_pointer (&self->rects, g_array_unref);
  g_free (self->xs);
  g_free (self->ys);
  g_free (self->is_filled);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grid, grid_clear)

static void
add_rect (GArray *rects, double left, double top, double right, double bottom)
{
  double rect[] = { left, top, right, bottom };

  g_array_append_val (rects, rect);
}

static void
add_box (WfWiring *self, guint i, gboolean is_ghost, double reach, GArray *rects)
{
  WfWiringRect rect = is_ghost ? wf_wiring_get_ground (self, i) : self->boxes[i];

  add_rect (rects, rect.x - reach, rect.y - (is_ghost ? 0 : reach), rect.x + rect.width + reach,
            rect.y + rect.height + (reach < REACH ? reach : FOOT_REACH));
}

/* the rectangle of every piece of a branch */
static void
add_branch (WfWiring *self, guint branch, double reach, GArray *rects)
{
  const double *xy = (const double *) (gpointer) self->branches[branch]->data;

  for (guint k = 0; k + 3 < self->branches[branch]->len / 2; k += 3)
    {
      double x1 = xy[2 * k], x2 = xy[2 * k + 6];

      add_rect (rects, MIN (x1, x2) - reach, xy[2 * k + 7], MAX (x1, x2) + reach, xy[2 * k + 1]);
    }
}

static GArray *
list_rects (WfWiring *self, WfFigure *figure, WfWiringRegion region)
{
  double reach = self->has_labels ? REACH : NARROW_REACH;
  GArray *rects = g_array_new (FALSE, FALSE, 4 * sizeof (double));

  for (guint i = 0; i < self->n_boxes; i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);

      /* a state that was cut leaves nothing behind */
      if (box->region == region && (box->kind != WF_WIRING_GHOST || box->n_inputs > 0))
        add_box (self, i, box->kind == WF_WIRING_GHOST, reach, rects);
    }
  for (guint w = 0; w < self->n_wires; w++)
    for (guint b = self->first_branch[w];
         b < self->first_branch[w + 1] && wf_figure_get_wiring_wire (figure, w)->region == region; b++)
      add_branch (self, b, MIN (reach, WIRE_REACH), rects);
  return rects;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* the different numbers at `offset` and `offset` + 2 of all rectangles, sorted */
static double *
list_lines (GArray *rects, guint offset, guint *n)
{
  double *lines = g_new (double, 2 * rects->len + 1);
  guint n_all = 2 * rects->len;

  for (guint i = 0; i < rects->len; i++)
    {
      lines[2 * i] = ((double *) (gpointer) rects->data)[4 * i + offset];
      lines[2 * i + 1] = ((double *) (gpointer) rects->data)[4 * i + offset + 2];
    }
  qsort (lines, n_all, sizeof *lines, compare_numbers);
  *n = 0;
  for (guint i = 0; i < n_all; i++)
    if (*n == 0 || lines[i] > lines[*n - 1])
      lines[(*n)++] = lines[i];
  return lines;
}

static guint
find_line (const double *lines, guint n, double value)
{
  const double *found = bsearch (&value, lines, n, sizeof *lines, compare_numbers);

  return (guint) (found - lines);
}

static void
fill_grid (Grid *self)
{
  self->xs = list_lines (self->rects, 0, &self->n_x);
  self->ys = list_lines (self->rects, 1, &self->n_y);
  self->is_filled = g_new0 (gboolean, (gsize) self->n_x * self->n_y + 1);
  for (guint i = 0; i < self->rects->len; i++)
    {
      const double *rect = (const double *) (gpointer) self->rects->data + 4 * i;
      guint right = find_line (self->xs, self->n_x, rect[2]),
            bottom = find_line (self->ys, self->n_y, rect[3]);

      for (guint y = find_line (self->ys, self->n_y, rect[1]); y < bottom; y++)
        for (guint x = find_line (self->xs, self->n_x, rect[0]); x < right; x++)
          self->is_filled[(gsize) y * self->n_x + x] = TRUE;
    }
}

static gboolean
is_filled (const Grid *self, gint x, gint y)
{
  return x >= 0 && y >= 0 && x + 1 < (gint) self->n_x && y + 1 < (gint) self->n_y &&
         self->is_filled[(gsize) y * self->n_x + (gsize) x];
}

/* whether the boundary runs from a grid point in direction 0 right, 1 down, 2 left, 3 up, the inside at its
 * right hand */
static gboolean
is_border (const Grid *self, gint x, gint y, guint direction)
{
  switch (direction)
    {
      case 0:
        return is_filled (self, x, y) && !is_filled (self, x, y - 1);
      case 1:
        return is_filled (self, x - 1, y) && !is_filled (self, x, y);
      case 2:
        return is_filled (self, x - 1, y - 1) && !is_filled (self, x - 1, y);
      case 3:
      default:
        return is_filled (self, x, y - 1) && !is_filled (self, x - 1, y - 1);
    }
}

/* from a grid point around, until it is back; marks what it passed */
static GArray *
walk (const Grid *self, gint x, gint y, guint direction, gboolean *is_passed)
{
  static const gint dx[] = { 1, 0, -1, 0 }, dy[] = { 0, 1, 0, -1 };
  GArray *corners = g_array_new (FALSE, FALSE, sizeof (double));
  guint before = 4;

  while (!is_passed[4 * ((gsize) y * self->n_x + (gsize) x) + direction])
    {
      is_passed[4 * ((gsize) y * self->n_x + (gsize) x) + direction] = TRUE;
      if (direction != before)
        {
          double corner[] = { self->xs[x], self->ys[y] };

          g_array_append_vals (corners, corner, 2);
        }
      before = direction;
      x += dx[direction];
      y += dy[direction];
      /* right first: pieces that touch at a corner stay apart */
      for (guint turn = 0; turn < 4; turn++)
        {
          guint next = (before + 5 - turn) % 4;

          if (is_border (self, x, y, next))
            {
              direction = next;
              break;
            }
        }
    }
  return corners;
}

/* on the upper edge that is highest, at its left end */
static void
place_letter (WfWiringOutline *outline)
{
  const double *xy = (const double *) (gpointer) outline->corners->data;
  guint n = outline->corners->len / 2;

  outline->letter_y = G_MAXDOUBLE;
  for (guint i = 0; i < n; i++)
    {
      guint next = (i + 1) % n;

      if (xy[2 * i + 1] == xy[2 * next + 1] && xy[2 * next] > xy[2 * i] && xy[2 * i + 1] < outline->letter_y)
        {
          outline->letter_x = xy[2 * i];
          outline->letter_y = xy[2 * i + 1];
        }
    }
}

/* the rectangles reach further by `more` */
static GArray *
grow (GArray *rects, double more)
{
  GArray *grown = g_array_new (FALSE, FALSE, 4 * sizeof (double));

  for (guint i = 0; i < rects->len; i++)
    {
      const double *rect = (const double *) (gpointer) rects->data + 4 * i;

      add_rect (grown, rect[0] - more, rect[1] - more, rect[2] + more, rect[3] + more);
    }
  return grown;
}

/* What is not filled, as rectangles: runs of cells, and a frame around all. */
static GArray *
list_outside (const Grid *self)
{
  GArray *rects = g_array_new (FALSE, FALSE, 4 * sizeof (double));
  double left = self->xs[0], right = self->xs[self->n_x - 1];
  double top = self->ys[0], bottom = self->ys[self->n_y - 1], far = 4 * CLOSING;

  add_rect (rects, left - far, top - far, right + far, top);
  add_rect (rects, left - far, bottom, right + far, bottom + far);
  add_rect (rects, left - far, top - far, left, bottom + far);
  add_rect (rects, right, top - far, right + far, bottom + far);
  for (gint y = 0; y + 1 < (gint) self->n_y; y++)
    for (gint x = 0; x + 1 < (gint) self->n_x;)
      {
        gint end = x;

        while (end + 1 < (gint) self->n_x && !is_filled (self, end, y))
          end++;
        if (end > x)
          add_rect (rects, self->xs[x], self->ys[y], self->xs[end], self->ys[y + 1]);
        x = MAX (end, x + 1);
      }
  return rects;
}

/* Gaps and notches of up to twice CLOSING are filled: the region grows by it, then what is outside does
 * (closing, Matheron 1975). The grid of what is then outside, turned over. */
static void
close_gaps (const Grid *from, Grid *closed)
{
  g_auto (Grid) grown = { grow (from->rects, CLOSING) };
  g_autoptr (GArray) outside = NULL;

  fill_grid (&grown);
  outside = list_outside (&grown);
  closed->rects = grow (outside, CLOSING);
  fill_grid (closed);
  for (gsize i = 0; i < (gsize) closed->n_x * closed->n_y; i++)
    closed->is_filled[i] = !closed->is_filled[i];
}

static void
trace (WfWiring *self, const Grid *grid, WfWiringRegion region)
{
  g_autofree gboolean *is_passed = g_new0 (gboolean, 4 * (gsize) grid->n_x * grid->n_y + 1);

  for (gint y = 0; y < (gint) grid->n_y; y++)
    for (gint x = 0; x < (gint) grid->n_x; x++)
      if (is_border (grid, x, y, 0) && !is_passed[4 * ((gsize) y * grid->n_x + (gsize) x)] &&
          !is_border (grid, x, y, 2))
        {
          WfWiringOutline outline = { region, walk (grid, x, y, 0, is_passed), 0, 0 };

          place_letter (&outline);
          g_array_append_val (self->outlines, outline);
        }
}

/* no box but those of the region is touched */
static gboolean
is_clean (WfWiring *self, WfFigure *figure, GArray *rects, WfWiringRegion region)
{
  for (guint i = 0; i < self->n_boxes; i++)
    {
      const WfWiringRect *box = &self->boxes[i];

      if (wf_figure_get_wiring_box (figure, i)->region == region)
        continue;
      for (guint k = 0; k < rects->len; k++)
        {
          const double *rect = (const double *) (gpointer) rects->data + 4 * k;

          if (rect[0] < box->x + box->width && rect[2] > box->x && rect[1] < box->y + box->height &&
              rect[3] > box->y)
            return FALSE;
        }
    }
  return TRUE;
}

void
wf_wiring_find_outlines (WfWiring *self, WfFigure *figure)
{
  self->is_clean = TRUE;
  for (int i = 0; i < 2; i++)
    {
      WfWiringRegion region = i == 0 ? WF_WIRING_REGION_F : WF_WIRING_REGION_G;
      g_auto (Grid) grid = { list_rects (self, figure, region) };
      g_auto (Grid) closed = { NULL };

      if (grid.rects->len == 0)
        continue;
      if (grid.rects->len > MAX_RECTS || !is_clean (self, figure, grid.rects, region))
        {
          self->is_clean = FALSE;
          continue;
        }
      close_gaps (&grid, &closed);
      trace (self, &closed, region);
    }
}
