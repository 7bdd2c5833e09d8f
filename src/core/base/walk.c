/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The inner loops of exact discrete inference. A product or a sum over two tables is a walk through the
 * larger one in the order of its memory; the two innermost dimensions are plain loops, and only the others
 * are counted up digit by digit. */

#include "config.h"

#include "core/base/walk.h"

#define ENTRIES_BETWEEN_CHECKS (1 << 18) /* well under 10 ms */

typedef enum
{
  ASSIGN,
  MULTIPLY,
  ADD_UP,
} Operation;

double
wf_scope_count_entries (const WfScope *self, const gsize *sizes)
{
  double n_entries = 1.0;

  for (guint k = 0; k < self->n_variables; k++)
    n_entries *= (double) sizes[self->variables[k]];
  return n_entries;
}

void
wf_walk_init (WfWalk *self, const WfScope *scope, const gsize *sizes, const gsize *strides)
{
  guint n = 0;

  for (guint k = 0; k < scope->n_variables; k++)
    {
      gsize size = sizes[scope->variables[k]], stride = strides[scope->variables[k]];

      if (size == 1)
        continue;
      if (n > 0 && self->strides[n - 1] == size * stride)
        {
          self->sizes[n - 1] *= size;
          self->strides[n - 1] = stride;
          continue;
        }
      g_assert (n < WF_WALK_MAX_DIMENSIONS);
      self->sizes[n] = size;
      self->strides[n++] = stride;
    }
  if (n == 0)
    {
      self->sizes[0] = 1;
      self->strides[n++] = 0;
    }
  self->n_dimensions = n;
}

/* Four partial sums, so that one addition needn't wait for the one before. */
static inline double
sum_run (const double *table, gsize n)
{
  double sums[4] = { 0.0 };
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    for (gsize k = 0; k < 4; k++)
      sums[k] += table[i + k];
  for (; i < n; i++)
    sums[0] += table[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

static inline __attribute__ ((always_inline)) void
do_run (Operation operation, double *restrict table, double *restrict other, gsize n, gsize stride)
{
  if (stride == 0)
    {
      double value = *other;

      if (operation == ADD_UP)
        *other = value + sum_run (table, n);
      else
        for (gsize i = 0; i < n; i++)
          table[i] = operation == ASSIGN ? value : table[i] * value;
    }
  else if (stride == 1)
    {
      for (gsize i = 0; i < n; i++)
        {
          if (operation == ASSIGN)
            table[i] = other[i];
          else if (operation == MULTIPLY)
            table[i] *= other[i];
          else
            other[i] += table[i];
        }
    }
  else
    {
      for (gsize i = 0; i < n; i++)
        {
          if (operation == ASSIGN)
            table[i] = other[i * stride];
          else if (operation == MULTIPLY)
            table[i] *= other[i * stride];
          else
            other[i * stride] += table[i];
        }
    }
}

/* The next digits of all dimensions but the two innermost; the new offset in the other table. */
static inline gsize
advance (const WfWalk *self, gsize *digits, gsize offset)
{
  for (guint k = self->n_dimensions - 2; k-- > 0;)
    {
      offset += self->strides[k];
      if (++digits[k] < self->sizes[k])
        return offset;
      offset -= self->sizes[k] * self->strides[k];
      digits[k] = 0;
    }
  return offset;
}

/* One long run in pieces. */
static inline __attribute__ ((always_inline)) gboolean
do_long_run (Operation operation,
             double *table,
             double *other,
             gsize n,
             gsize stride,
             WfProgress *progress,
             GError **error)
{
  for (gsize done = 0; done < n; done += ENTRIES_BETWEEN_CHECKS)
    {
      do_run (operation, table + done, other + done * stride, MIN (n - done, ENTRIES_BETWEEN_CHECKS), stride);
      if (!wf_progress_check (progress, error))
        return FALSE;
    }
  return TRUE;
}

static inline __attribute__ ((always_inline)) gboolean
walk (const WfWalk *self,
      Operation operation,
      double *table,
      double *other,
      WfProgress *progress,
      GError **error)
{
  guint n = self->n_dimensions;
  gsize digits[WF_WALK_MAX_DIMENSIONS];
  gsize inner = self->sizes[n - 1], inner_stride = self->strides[n - 1];
  gsize middle = n > 1 ? self->sizes[n - 2] : 1, middle_stride = n > 1 ? self->strides[n - 2] : 0;
  gsize n_outer = 1, offset = 0, n_since_check = 0;

  for (guint k = 0; k + 2 < n; k++)
    {
      digits[k] = 0;
      n_outer *= self->sizes[k];
    }
  for (gsize i = 0; i < n_outer; i++)
    {
      for (gsize k = 0; k < middle; k++, table += inner)
        {
          double *part = other + offset + k * middle_stride;

          if (inner < ENTRIES_BETWEEN_CHECKS)
            do_run (operation, table, part, inner, inner_stride);
          else if (!do_long_run (operation, table, part, inner, inner_stride, progress, error))
            return FALSE;
        }
      if (n > 2)
        offset = advance (self, digits, offset);
      n_since_check += inner * middle;
      if (n_since_check < ENTRIES_BETWEEN_CHECKS)
        continue;
      n_since_check = 0;
      if (!wf_progress_check (progress, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wf_walk_assign (const WfWalk *self, double *table, const double *other, WfProgress *progress, GError **error)
{
  return walk (self, ASSIGN, table, (double *) other, progress, error);
}

gboolean
wf_walk_multiply (
    const WfWalk *self, double *table, const double *other, WfProgress *progress, GError **error)
{
  return walk (self, MULTIPLY, table, (double *) other, progress, error);
}

gboolean
wf_walk_add_up (const WfWalk *self, const double *table, double *other, WfProgress *progress, GError **error)
{
  return walk (self, ADD_UP, (double *) table, other, progress, error);
}
