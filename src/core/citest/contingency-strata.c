/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The strata of a table that was counted, one after the other. Most have few cells, and there are many: what
 * is done for each cell and each stratum is most of what a test of a thousand rows takes. */

#include "config.h"

#include <string.h>

#include "core/citest/contingency-private.h"

#define SMALL_SIDE 4

/* Where strata begin: what lies before x and y in the layout, between the two, and after them varies in one
 * piece each. */
typedef struct
{
  gsize stride_x, stride_y;
  gsize outer_step;
  gsize middle_step, middle_end;
  gsize inner_end;
} Steps;

static gsize
get_stride (const WfLayout *layout, guint column)
{
  gsize q = 0;

  while (layout->columns[q] != column)
    q++;
  return layout->strides[q];
}

static Steps
get_steps (const WfStrata *strata, const WfLayout *layout)
{
  gsize stride_x = get_stride (layout, strata->x);
  gsize stride_y = get_stride (layout, strata->y);
  gsize end_x = stride_x * strata->data->columns[strata->x].n_levels;
  gsize end_y = stride_y * strata->data->columns[strata->y].n_levels;

  return (Steps){ .stride_x = stride_x,
                  .stride_y = stride_y,
                  .outer_step = MAX (end_x, end_y),
                  .middle_step = MIN (end_x, end_y),
                  .middle_end = MAX (stride_x, stride_y),
                  .inner_end = MIN (stride_x, stride_y) };
}

/* Copies the table of a stratum unless it is in one piece, and sums it; FALSE when it has fewer than
 * min_rows. n_y is a constant where it is small, so that the sums of columns stay in registers. */
static inline __attribute__ ((always_inline)) gboolean
read_table (WfStratum *self,
            const guint32 *first,
            gsize stride_x,
            gsize stride_y,
            const guint n_y,
            const gboolean is_whole,
            guint32 min_rows,
            guint32 *to)
{
  guint32 *row_sums = to + self->n_x * n_y;
  guint32 *column_sums = row_sums + self->n_x;
  guint32 sums[SMALL_SIDE] = { 0 };
  guint32 *of_columns = n_y <= SMALL_SIDE ? sums : column_sums;

  self->cells = is_whole ? first : to;
  self->row_sums = row_sums;
  self->column_sums = column_sums;
  if (n_y > SMALL_SIDE)
    memset (column_sums, 0, n_y * sizeof (guint32));
  for (guint a = 0; a < self->n_x; a++, first += stride_x, to += n_y)
    {
      guint32 sum = 0;

#pragma GCC unroll 4
      for (guint b = 0; b < n_y; b++)
        {
          guint32 v = first[is_whole ? b : b * stride_y];

          if (!is_whole)
            to[b] = v;
          sum += v;
          of_columns[b] += v;
        }
      row_sums[a] = sum;
      self->n_rows += sum > 0;
      self->total += sum;
    }
  if (self->total < min_rows)
    return FALSE;
#pragma GCC unroll 4
  for (guint b = 0; b < n_y; b++)
    {
      column_sums[b] = of_columns[b];
      self->n_columns += of_columns[b] > 0;
    }
  return TRUE;
}

static inline __attribute__ ((always_inline)) void
add_strata (WfStrata *strata,
            const Steps *steps,
            const guint32 *cells,
            gsize n_cells,
            const guint n_y,
            const gboolean is_whole,
            guint32 *room)
{
  guint n_x = strata->data->columns[strata->x].n_levels;

  for (gsize outer = 0; outer < n_cells; outer += steps->outer_step)
    for (gsize middle = 0; middle < steps->middle_end; middle += steps->middle_step)
      for (gsize inner = 0; inner < steps->inner_end; inner++)
        {
          WfStratum stratum = { .n_x = n_x, .n_y = n_y };

          if (read_table (&stratum, cells + outer + middle + inner, steps->stride_x, steps->stride_y, n_y,
                          is_whole, strata->data->min_rows, room))
            wf_strata_add (strata, &stratum);
        }
}

static inline __attribute__ ((always_inline)) void
add_sized (WfStrata *strata,
           const Steps *steps,
           const guint32 *cells,
           gsize n_cells,
           const gboolean is_whole,
           guint32 *room)
{
  guint n_y = strata->data->columns[strata->y].n_levels;

  if (n_y == 2)
    add_strata (strata, steps, cells, n_cells, 2, is_whole, room);
  else if (n_y == 3)
    add_strata (strata, steps, cells, n_cells, 3, is_whole, room);
  else if (n_y == 4)
    add_strata (strata, steps, cells, n_cells, 4, is_whole, room);
  else
    add_strata (strata, steps, cells, n_cells, n_y, is_whole, room);
}

/* The strata in the order of the layout. */
void
wf_strata_add_all (WfStrata *strata, const WfLayout *layout, const guint32 *cells, guint32 *room)
{
  Steps steps = get_steps (strata, layout);

  if (steps.stride_y == 1 && steps.stride_x == strata->data->columns[strata->y].n_levels)
    add_sized (strata, &steps, cells, layout->n_cells, TRUE, room);
  else
    add_sized (strata, &steps, cells, layout->n_cells, FALSE, room);
}
