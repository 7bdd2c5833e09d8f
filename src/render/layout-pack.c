/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/layout-private.h"

/* Width to height that people's windows and pages like. */
#define ASPECT   1.5
#define N_LIMITS 12

typedef struct
{
  guint root; /* smallest node */
  gsize n_nodes;
  double left, top, right, bottom;
  double dx, dy; /* where it moves */
} Component;

void
wf_sketch_set_grid (WfSketch *self)
{
  double width = 0, height = 0;
  gsize n_columns, n_rows;

  for (gsize i = 0; i < self->n_nodes; i++)
    {
      width = MAX (width, self->widths[i] + WF_LAYOUT_COLUMN_GAP);
      height = MAX (height, self->heights[i] + WF_LAYOUT_ROW_GAP);
    }
  if (self->n_nodes == 0)
    return;
  n_columns = (gsize) MAX (1, ceil (sqrt (ASPECT * (double) self->n_nodes * height / width)));
  n_rows = (self->n_nodes + n_columns - 1) / n_columns;
  n_columns = (self->n_nodes + n_rows - 1) / n_rows; /* no row much shorter than the others */
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      self->xy[2 * i] = (double) (i % n_columns) * width;
      self->xy[2 * i + 1] = (double) (i / n_columns) * height;
    }
}

static guint
find_root (guint *parents, guint node)
{
  while (parents[node] != node)
    node = parents[node] = parents[parents[node]];
  return node;
}

guint *
wf_sketch_find_components (WfSketch *self)
{
  guint *roots = g_new (guint, self->n_nodes + 1);

  for (guint i = 0; i < self->n_nodes; i++)
    roots[i] = i;
  for (gsize e = 0; e < self->n_edges; e++)
    {
      guint a = find_root (roots, self->edges[e].a), b = find_root (roots, self->edges[e].b);
      roots[MAX (a, b)] = MIN (a, b);
    }
  for (guint i = 0; i < self->n_nodes; i++)
    roots[i] = find_root (roots, i);
  return roots;
}

static void
include (Component *self, double left, double top, double right, double bottom)
{
  self->left = MIN (self->left, left);
  self->top = MIN (self->top, top);
  self->right = MAX (self->right, right);
  self->bottom = MAX (self->bottom, bottom);
}

static int
compare_components (gconstpointer a, gconstpointer b, gpointer data)
{
  const Component *components = data;
  const Component *first = &components[*(const guint *) a], *second = &components[*(const guint *) b];

  if (first->n_nodes != second->n_nodes)
    return first->n_nodes > second->n_nodes ? -1 : 1;
  return first->root < second->root ? -1 : first->root > second->root;
}

static void
measure_components (WfSketch *self, const guint *roots, Component *components)
{
  for (guint i = 0; i < self->n_nodes; i++)
    components[i] = (Component){ i, 0, G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE, 0, 0 };
  for (guint i = 0; i < self->n_nodes; i++)
    {
      double x = self->xy[2 * i], y = self->xy[2 * i + 1], w = self->widths[i] / 2, h = self->heights[i] / 2;

      components[roots[i]].n_nodes++;
      include (&components[roots[i]], x - w, y - h, x + w, y + h);
    }
  for (gsize e = 0; e < self->n_edges; e++)
    for (guint k = 0; k + 1 < self->curves[e]->len; k += 2)
      {
        double x = g_array_index (self->curves[e], double, k),
               y = g_array_index (self->curves[e], double, k + 1);
        include (&components[roots[self->edges[e].a]], x, y, x, y);
      }
}

/* Left to right until the shelf is full, then the next shelf; returns the height of a box of the wanted
 * aspect that holds all. */
static double
place_components (Component *components, const guint *order, gsize n, double limit)
{
  double x = 0, y = 0, shelf = 0, widest = 0;

  for (gsize k = 0; k < n; k++)
    {
      Component *c = &components[order[k]];
      double width = c->right - c->left;

      if (x > 0 && x + width > limit)
        {
          x = 0;
          y += shelf + WF_LAYOUT_ROW_GAP;
          shelf = 0;
        }
      c->dx = WF_LAYOUT_MARGIN + x - c->left;
      c->dy = WF_LAYOUT_MARGIN + y - c->top;
      widest = MAX (widest, x + width);
      x += width + WF_LAYOUT_COLUMN_GAP;
      shelf = MAX (shelf, c->bottom - c->top);
    }
  return MAX (widest / ASPECT, y + shelf);
}

/* Tries shelves of growing length and keeps the one that lets the picture be shown largest. */
static double
choose_limit (Component *components, const guint *order, gsize n)
{
  double area = 0, least = 0, best = G_MAXDOUBLE, chosen = 0;

  for (gsize k = 0; k < n; k++)
    {
      const Component *c = &components[order[k]];

      area += (c->right - c->left + WF_LAYOUT_COLUMN_GAP) * (c->bottom - c->top + WF_LAYOUT_ROW_GAP);
      least = MAX (least, c->right - c->left);
    }
  for (int step = 0; step <= N_LIMITS; step++)
    {
      double limit = MAX (least, sqrt (ASPECT * area) * (0.7 + 1.3 * step / N_LIMITS));
      double size = place_components (components, order, n, limit + 1e-6);

      if (size < best - 1e-6)
        {
          best = size;
          chosen = limit;
        }
    }
  return chosen + 1e-6;
}

void
wf_sketch_pack (WfSketch *self)
{
  g_autofree guint *roots = wf_sketch_find_components (self);
  g_autofree Component *components = g_new (Component, self->n_nodes + 1);
  g_autofree guint *order = g_new (guint, self->n_nodes + 1);
  gsize n = 0;

  measure_components (self, roots, components);
  for (guint i = 0; i < self->n_nodes; i++)
    if (roots[i] == i)
      order[n++] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_components, components);
  place_components (components, order, n, choose_limit (components, order, n));
  for (guint i = 0; i < self->n_nodes; i++)
    {
      self->xy[2 * i] += components[roots[i]].dx;
      self->xy[2 * i + 1] += components[roots[i]].dy;
    }
  for (gsize e = 0; e < self->n_edges; e++)
    for (guint k = 0; k + 1 < self->curves[e]->len; k += 2)
      {
        g_array_index (self->curves[e], double, k) += components[roots[self->edges[e].a]].dx;
        g_array_index (self->curves[e], double, k + 1) += components[roots[self->edges[e].a]].dy;
      }
}
