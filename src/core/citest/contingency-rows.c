/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables counted row by row: one table of all strata, whose cells are numbered in 16 bits, or stratum by
 * stratum with the rows sorted. */

#include "config.h"

#include <string.h>

#include "core/citest/contingency-private.h"

#define WAYS             4    /* tables counted in turn */
#define SMALL_TABLE                                                                                          \
  1024 /* cells; larger ones are counted in one, as those with fewer rows a cell than ways */
#define SUM_LANES        16   /* counts added at once */
#define BLOCK            2048 /* rows counted at a time; a multiple of WF_CODE_LANES */
#define CYCLES_OF_ROW    1.5  /* about, and for each column */
#define CYCLES_OF_COLUMN 0.3

struct _WfRowTally
{
  guint32 *counts;
  gsize n_counts;
  guint32 *sums;    /* of rows, then of columns: 2 x WF_LIMIT_LEVELS, zero between strata */
  guint32 *numbers; /* of levels of x, then of y: as sums */
  guint32 *order;   /* 2 n; made when first needed, as the two before */
};

WfRowTally *
wf_row_tally_new (void)
{
  return g_new0 (WfRowTally, 1);
}

void
wf_row_tally_free (WfRowTally *self)
{
  g_free (self->counts);
  g_free (self->sums);
  g_free (self->numbers);
  g_free (self->order);
  g_free (self);
}

static guint32 *
get_zero_counts (WfRowTally *self, gsize n)
{
  if (self->n_counts < n)
    {
      g_free (self->counts);
      self->counts = g_new (guint32, n);
      self->n_counts = n;
    }
  memset (self->counts, 0, n * sizeof (guint32));
  return self->counts;
}

/* WF_CODE_LANES rows at once; the compiler doesn't make vector code of loops over them by itself */
typedef guint16 Lanes
    __attribute__ ((vector_size (WF_CODE_LANES * sizeof (guint16)), aligned (2), may_alias));

/* cells = cells * n_levels + codes */
static inline void
add_column (const guint16 *codes, guint n_levels, gsize n, guint16 *cells)
{
  for (gsize i = 0; i < n; i += WF_CODE_LANES)
    *(Lanes *) (cells + i) = *(Lanes *) (cells + i) * (guint16) n_levels + *(const Lanes *) (codes + i);
}

static inline void
mask_missing (const guint16 *codes, guint16 missing, gsize n, guint16 *cells)
{
  for (gsize i = 0; i < n; i += WF_CODE_LANES)
    {
      Lanes is_missing = (Lanes) (*(const Lanes *) (codes + i) == WF_CODE_MISSING);

      *(Lanes *) (cells + i) = (*(Lanes *) (cells + i) & ~is_missing) | (is_missing & missing);
    }
}

/* Cell numbers of n rows from first on, up to a multiple of WF_CODE_LANES; rows with a missing value get the
 * number of cells. */
static void
number_cells (const WfLayout *layout, gsize first, gsize n, guint16 *cells)
{
  const WfCodes *columns = layout->data->columns;
  gsize n_padded = (n + WF_CODE_LANES - 1) / WF_CODE_LANES * WF_CODE_LANES;

  memcpy (cells, columns[layout->columns[0]].codes + first, n_padded * sizeof (guint16));
  for (gsize q = 1; q < layout->n_columns; q++)
    add_column (columns[layout->columns[q]].codes + first, columns[layout->columns[q]].n_levels, n, cells);
  for (gsize q = 0; q < layout->n_columns; q++)
    if (columns[layout->columns[q]].has_missing)
      mask_missing (columns[layout->columns[q]].codes + first, (guint16) layout->n_cells, n, cells);
}

/* Neighbouring rows are often alike, and adding twice to one count waits for the first: rows of a block take
 * turns between n_ways tables of `stride` counts. */
static inline void
count_block (const guint16 *cells, gsize n, gsize n_ways, gsize stride, guint32 *counts)
{
  gsize i = 0;

  for (; i + n_ways <= n; i += n_ways)
    for (gsize way = 0; way < n_ways; way++)
      counts[way * stride + cells[i + way]]++;
  for (; i < n; i++)
    counts[cells[i]]++;
}

typedef guint32 SumLanes __attribute__ ((vector_size (SUM_LANES * sizeof (guint32)), aligned (4), may_alias));

static void
join_ways (guint32 *counts, gsize stride)
{
  for (gsize cell = 0; cell < stride; cell += SUM_LANES)
    {
      SumLanes *sums = (SumLanes *) (counts + cell);

      for (gsize way = 1; way < WAYS; way++)
        *sums += *(const SumLanes *) (counts + way * stride + cell);
    }
}

double
wf_row_tally_get_cost (const WfLayout *layout)
{
  return (double) layout->data->n * (CYCLES_OF_ROW + CYCLES_OF_COLUMN * (double) layout->n_columns);
}

void
wf_row_tally_fill (WfRowTally *self, const WfLayout *layout, guint32 *cells)
{
  gsize n_ways = layout->n_cells <= MIN (SMALL_TABLE, layout->data->n / WAYS) ? WAYS : 1;
  gsize stride = (layout->n_cells + SUM_LANES) / SUM_LANES * SUM_LANES; /* with a cell for missing values */
  guint32 *counts = get_zero_counts (self, n_ways * stride);
  guint16 numbers[BLOCK];

  for (gsize first = 0; first < layout->data->n; first += BLOCK)
    {
      gsize n = MIN (BLOCK, layout->data->n - first);

      number_cells (layout, first, n, numbers);
      if (n_ways == WAYS)
        count_block (numbers, n, WAYS, stride, counts);
      else
        count_block (numbers, n, 1, stride, counts);
    }
  if (n_ways == WAYS)
    join_ways (counts, stride);
  memcpy (cells, counts, layout->n_cells * sizeof (guint32));
}

static gboolean
is_complete (const WfStrata *strata, guint32 row)
{
  const WfCodes *columns = strata->data->columns;

  for (gsize q = 0; q < strata->n_given; q++)
    if (columns[strata->given[q]].codes[row] == WF_CODE_MISSING)
      return FALSE;
  return columns[strata->x].codes[row] != WF_CODE_MISSING && columns[strata->y].codes[row] != WF_CODE_MISSING;
}

/* Rows without a missing value, sorted by stratum: a counting sort by each column of the set. Returns how
 * many. */
static gsize
sort_rows (WfRowTally *self, const WfStrata *strata, guint32 **sorted)
{
  gsize n = 0;
  guint32 *from, *to;

  if (self->order == NULL)
    {
      self->order = g_new (guint32, 2 * strata->data->n);
      self->sums = g_new0 (guint32, 2 * WF_LIMIT_LEVELS);
      self->numbers = g_new0 (guint32, 2 * WF_LIMIT_LEVELS);
    }
  from = self->order;
  to = self->order + strata->data->n;
  for (guint32 i = 0; i < strata->data->n; i++)
    if (is_complete (strata, i))
      from[n++] = i;
  for (gsize q = strata->n_given; q-- > 0;)
    {
      const WfCodes *column = &strata->data->columns[strata->given[q]];
      guint32 starts[WF_LIMIT_LEVELS + 1] = { 0 };

      for (gsize i = 0; i < n; i++)
        starts[column->codes[from[i]] + 1]++;
      for (guint l = 0; l < column->n_levels; l++)
        starts[l + 1] += starts[l];
      for (gsize i = 0; i < n; i++)
        to[starts[column->codes[from[i]]]++] = from[i];
      *sorted = from;
      from = to;
      to = *sorted;
    }
  *sorted = from;
  return n;
}

static gboolean
is_same_stratum (const WfStrata *strata, guint32 a, guint32 b)
{
  for (gsize q = 0; q < strata->n_given; q++)
    {
      const guint16 *codes = strata->data->columns[strata->given[q]].codes;

      if (codes[a] != codes[b])
        return FALSE;
    }
  return TRUE;
}

/* Numbers the levels among the rows 1, 2, ... as they turn up; numbers: zero before. Returns how many. */
static guint
number_levels (const WfCodes *column, const guint32 *rows, gsize n, guint32 *numbers)
{
  guint n_found = 0;

  for (gsize i = 0; i < n; i++)
    if (numbers[column->codes[rows[i]]] == 0)
      numbers[column->codes[rows[i]]] = ++n_found;
  return n_found;
}

static void
add_sparse_table (WfRowTally *self, WfStrata *strata, const guint32 *rows, gsize n, guint n_x, guint n_y)
{
  const guint16 *x = strata->data->columns[strata->x].codes;
  const guint16 *y = strata->data->columns[strata->y].codes;
  guint32 *row_sums = self->sums;
  guint32 *column_sums = self->sums + WF_LIMIT_LEVELS;
  guint32 *counts;

  if (n < strata->data->rows_per_cell * n_x * n_y)
    return;
  counts = get_zero_counts (self, (gsize) n_x * n_y);
  for (gsize i = 0; i < n; i++)
    {
      guint32 a = self->numbers[x[rows[i]]] - 1;
      guint32 b = self->numbers[WF_LIMIT_LEVELS + y[rows[i]]] - 1;

      counts[a * n_y + b]++;
      row_sums[a]++;
      column_sums[b]++;
    }
  wf_strata_add (strata, &(WfStratum){ .cells = counts,
                                       .row_sums = row_sums,
                                       .column_sums = column_sums,
                                       .n_x = n_x,
                                       .n_y = n_y,
                                       .n_rows = n_x,
                                       .n_columns = n_y,
                                       .total = (guint32) n });
  memset (row_sums, 0, n_x * sizeof (guint32));
  memset (column_sums, 0, n_y * sizeof (guint32));
}

/* The n rows of one stratum, as a table of the levels among them. */
static void
add_sparse_stratum (WfRowTally *self, WfStrata *strata, const guint32 *rows, gsize n)
{
  const WfCodes *x = &strata->data->columns[strata->x];
  const WfCodes *y = &strata->data->columns[strata->y];
  guint n_x = number_levels (x, rows, n, self->numbers);
  guint n_y = number_levels (y, rows, n, self->numbers + WF_LIMIT_LEVELS);

  if (n_x > 1 && n_y > 1)
    add_sparse_table (self, strata, rows, n, n_x, n_y);
  for (gsize i = 0; i < n; i++)
    self->numbers[x->codes[rows[i]]] = self->numbers[WF_LIMIT_LEVELS + y->codes[rows[i]]] = 0;
}

void
wf_row_tally_count_sparse (WfRowTally *self, WfStrata *strata)
{
  guint32 *rows;
  gsize n = sort_rows (self, strata, &rows);

  for (gsize first = 0, next; first < n; first = next)
    {
      for (next = first + 1; next < n && is_same_stratum (strata, rows[first], rows[next]); next++)
        ;
      if (next - first >= strata->data->min_rows)
        add_sparse_stratum (self, strata, rows + first, next - first);
    }
}
