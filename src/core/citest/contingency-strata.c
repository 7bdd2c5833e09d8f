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

static gsize
get_stride (const WfLayout *layout, guint column)
{
  gsize q = 0;

  while (layout->columns[q] != column)
    q++;
  return layout->strides[q];
}

/* Copies the table of a stratum unless it is in one piece, and sums it. n_y is a constant where it is small,
 * so that the sums of columns stay in registers. */
static inline __attribute__ ((always_inline)) void
read_table (WfStratum *self,
            const guint32 *first,
            gsize stride_x,
            gsize stride_y,
            const guint n_y,
            const gboolean is_whole,
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
#pragma GCC unroll 4
  for (guint b = 0; b < n_y; b++)
    {
      column_sums[b] = of_columns[b];
      self->n_columns += of_columns[b] > 0;
    }
}

static inline __attribute__ ((always_inline)) void
read_sized (WfStratum *self,
            const guint32 *first,
            gsize stride_x,
            gsize stride_y,
            const gboolean is_whole,
            guint32 *to)
{
  if (self->n_y == 2)
    read_table (self, first, stride_x, stride_y, 2, is_whole, to);
  else if (self->n_y == 3)
    read_table (self, first, stride_x, stride_y, 3, is_whole, to);
  else if (self->n_y == 4)
    read_table (self, first, stride_x, stride_y, 4, is_whole, to);
  else
    read_table (self, first, stride_x, stride_y, self->n_y, is_whole, to);
}

/* Adds the stratum whose first cell this is. */
static void
add_stratum (WfStrata *strata, const guint32 *first, gsize stride_x, gsize stride_y, guint32 *room)
{
  WfStratum stratum = { .n_x = strata->data->columns[strata->x].n_levels,
                        .n_y = strata->data->columns[strata->y].n_levels };

  if (stride_y == 1 && stride_x == stratum.n_y)
    read_sized (&stratum, first, stride_x, stride_y, TRUE, room);
  else
    read_sized (&stratum, first, stride_x, stride_y, FALSE, room);
  wf_strata_add (strata, &stratum);
}

/* The strata in the order of the columns given, the last of which varies fastest. */
void
wf_strata_add_all (WfStrata *strata, const WfLayout *layout, const guint32 *cells, guint32 *room)
{
  const WfCodes *columns = strata->data->columns;
  gsize stride_x = get_stride (layout, strata->x);
  gsize stride_y = get_stride (layout, strata->y);
  gsize k = strata->n_given;
  gsize strides[WF_TABLE_COLUMNS];
  guint levels[WF_TABLE_COLUMNS] = { 0 };

  for (gsize q = 0; q < k; q++)
    strides[q] = get_stride (layout, strata->given[q]);
  for (;;)
    {
      gsize q = k;

      add_stratum (strata, cells, stride_x, stride_y, room);
      for (; q > 0; q--)
        {
          cells += strides[q - 1];
          if (++levels[q - 1] < columns[strata->given[q - 1]].n_levels)
            break;
          cells -= strides[q - 1] * levels[q - 1];
          levels[q - 1] = 0;
        }
      if (q == 0)
        return;
    }
}
