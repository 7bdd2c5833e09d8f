/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Squared partial correlations of one pair given every set of a size. The sets are walked in lexicographic
 * order with the Cholesky factor of what they begin with, so that a set costs the last step of its own
 * factorisation only, and that for a row of last members at once. */

#include "config.h"

#include <math.h>

#include "core/citest/citest-private.h"
#include "core/citest/correlation-private.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

#define BLOCK            16   /* last members judged at once */
#define DOUBLES_ON_STACK 4096 /* 32 KiB */

/* Given the members up to one depth, what remains of the correlations: of x and y with themselves and each
 * other, and of the candidates with themselves, x and y. */
typedef struct
{
  double xx, yy, xy;
  double *zz, *xz, *yz;
  double *factor; /* the candidates' row of the Cholesky factor at this depth */
} Depth;

typedef struct
{
  const double *r;
  gsize p;
  WfCiSweep *sweep;
  Depth *depths;
  guint *set;
  gboolean is_done;
} Walk;

/* Of BLOCK last members z: as wf_correlation_get_partial_squared(). The factor of z's own variance cancels
 * out.
 */
static inline void
measure_block (const Depth *depth,
               const double *restrict zz,
               const double *restrict xz,
               const double *restrict yz,
               double *restrict out)
{
  double xx = depth->xx, yy = depth->yy, xy = depth->xy;
  double without = wf_correlation_get_ratio (xy, xx, yy, 1);

  for (gsize i = 0; i < BLOCK; i++)
    {
      double shared = xy * zz[i] - xz[i] * yz[i];
      double var_x = xx * zz[i] - xz[i] * xz[i];
      double var_y = yy * zz[i] - yz[i] * yz[i];
      double limit = WF_CORRELATION_TOLERANCE * zz[i];
      double ratio = shared * shared / (var_x * var_y);

      ratio = ratio < 1 ? ratio : 1;
      ratio = var_x > limit ? ratio : 1;
      ratio = var_y > limit ? ratio : 1;
      out[i] = zz[i] > WF_CORRELATION_TOLERANCE ? ratio : without;
    }
}

/* The sets that end with candidate `first` to `end` - 1; FALSE ends the sweep. */
static gboolean
add_block (Walk *self, const double *measures, guint first, guint end, gboolean is_new)
{
  WfCiSweep *sweep = self->sweep;

  for (guint i = first; i < end; i++)
    {
      if (!is_new && sweep->is_known[i])
        continue;
      self->set[sweep->size - 1] = sweep->candidates[i];
      if (!wf_ci_sweep_add (sweep, self->set, measures[i - first]))
        return FALSE;
    }
  return TRUE;
}

/* Every last member from `first` on. */
static gboolean
test_last (Walk *self, guint first, gboolean is_new)
{
  WfCiSweep *sweep = self->sweep;
  const Depth *depth = &self->depths[sweep->size - 1];
  double measures[BLOCK];

  for (guint i = first; i < sweep->n; i += BLOCK)
    {
      measure_block (depth, depth->zz + i, depth->xz + i, depth->yz + i, measures);
      if (!add_block (self, measures, i, MIN (i + BLOCK, sweep->n), is_new))
        return FALSE;
    }
  return TRUE;
}

/* Sets of one member: nothing to share, so nothing is kept. */
static void
test_singles (Walk *self)
{
  WfCiSweep *sweep = self->sweep;
  const double *rx = self->r + sweep->x * self->p;
  const double *ry = self->r + sweep->y * self->p;
  const Depth depth = { .xx = 1, .yy = 1, .xy = rx[sweep->y] };
  double zz[BLOCK], xz[BLOCK] = { 0 }, yz[BLOCK] = { 0 }, measures[BLOCK];

  for (gsize i = 0; i < BLOCK; i++)
    zz[i] = 1;
  for (guint first = 0; first < sweep->n; first += BLOCK)
    {
      guint end = MIN (first + BLOCK, sweep->n);

      for (guint i = first; i < end; i++)
        {
          xz[i - first] = rx[sweep->candidates[i]];
          yz[i - first] = ry[sweep->candidates[i]];
        }
      measure_block (&depth, zz, xz, yz, measures);
      if (!add_block (self, measures, first, end, sweep->is_known == NULL))
        return;
    }
}

/* Takes candidate `chosen` in at one depth: what remains for the candidates after it goes to the next. */
static void
descend (Walk *self, guint depth, guint chosen)
{
  const WfCiSweep *sweep = self->sweep;
  const Depth *from = &self->depths[depth];
  Depth *to = &self->depths[depth + 1];
  const double *row = self->r + sweep->candidates[chosen] * self->p;
  double variance = from->zz[chosen];
  double scale = variance > WF_CORRELATION_TOLERANCE ? 1 / sqrt (variance) : 0;
  double x = from->xz[chosen] * scale, y = from->yz[chosen] * scale;
  double *restrict factor = from->factor;
  guint n = sweep->n;

  to->xx = from->xx - x * x;
  to->yy = from->yy - y * y;
  to->xy = from->xy - x * y;
  for (guint i = chosen + 1; i < n; i++)
    factor[i] = row[sweep->candidates[i]];
  for (guint d = 0; d < depth; d++)
    {
      const double *restrict above = self->depths[d].factor;
      double weight = above[chosen];

      for (guint i = chosen + 1; i < n; i++)
        factor[i] -= above[i] * weight;
    }
  for (guint i = chosen + 1; i < n; i++)
    {
      double l = factor[i] * scale;

      factor[i] = l;
      to->zz[i] = from->zz[i] - l * l;
      to->xz[i] = from->xz[i] - l * x;
      to->yz[i] = from->yz[i] - l * y;
    }
}

/* The sets that share the members above `depth`, the next one being candidate `first` or later. */
static void
walk (Walk *self, guint depth, guint first, gboolean is_new)
{
  WfCiSweep *sweep = self->sweep;
  guint last = sweep->n - (sweep->size - depth);

  if (depth + 1 == sweep->size)
    {
      self->is_done = !test_last (self, first, is_new) || wf_progress_is_cancelled (sweep->progress);
      return;
    }
  for (guint i = first; i <= last && !self->is_done; i++)
    {
      self->set[depth] = sweep->candidates[i];
      descend (self, depth, i);
      walk (self, depth + 1, i + 1, is_new || !sweep->is_known[i]);
    }
}

static void
start (Walk *self, double *doubles, gsize width)
{
  const WfCiSweep *sweep = self->sweep;
  const double *rx = self->r + sweep->x * self->p;
  const double *ry = self->r + sweep->y * self->p;

  for (guint d = 0; d < sweep->size; d++)
    self->depths[d] = (Depth){ .zz = doubles + (4 * d) * width,
                               .xz = doubles + (4 * d + 1) * width,
                               .yz = doubles + (4 * d + 2) * width,
                               .factor = doubles + (4 * d + 3) * width };
  self->depths[0].xx = 1;
  self->depths[0].yy = 1;
  self->depths[0].xy = rx[sweep->y];
  for (guint i = 0; i < sweep->n; i++)
    {
      self->depths[0].zz[i] = 1;
      self->depths[0].xz[i] = rx[sweep->candidates[i]];
      self->depths[0].yz[i] = ry[sweep->candidates[i]];
    }
}

void
wf_correlation_sweep (const double *r, gsize p, WfCiSweep *sweep)
{
  gsize width = (gsize) sweep->n + BLOCK; /* blocks may read beyond the last candidate */
  gsize n_doubles = 4 * width * sweep->size;
  double on_stack[DOUBLES_ON_STACK];
  g_autofree double *on_heap =
      sweep->size > 1 && n_doubles > DOUBLES_ON_STACK ? g_new (double, n_doubles) : NULL;
  g_autofree Depth *depths = sweep->size > 1 ? g_new (Depth, sweep->size) : NULL;
  g_autofree guint *set = g_new (guint, sweep->size);
  Walk self = { .r = r, .p = p, .sweep = sweep, .depths = depths, .set = set };

  if (sweep->size == 1)
    {
      test_singles (&self);
      return;
    }
  start (&self, on_heap != NULL ? on_heap : on_stack, width);
  walk (&self, 0, 0, sweep->is_known == NULL);
}
