/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables counted row by row. Up to a number of cells all strata are one dense table, whose cells are numbered
 * in 16 bits; beyond, rows are sorted by stratum. */

#include "config.h"

#include <string.h>

#include "core/citest/contingency-private.h"

#define WAYS           4    /* tables counted in turn */
#define SMALL_TABLE    1024 /* cells; larger ones are counted in one */
#define SUM_LANES      16   /* counts added at once */
#define BLOCK          2048 /* rows counted at a time; a multiple of WF_CODE_LANES */
#define DENSE_CELLS(n) MIN (8 * (n) + 1024, G_MAXUINT16)
#define MAX_PARTS      3 /* columns that number the cells */

/* Several columns as one, kept from question to question. */
typedef struct
{
  WfCodes codes;
  guint *columns;
  gsize n_columns;
  gsize n_room;
} Joint;

struct _WfRowTally
{
  guint32 *counts;
  gsize n_counts;
  guint32 *sums;    /* of rows, then of columns: 2 x WF_LIMIT_LEVELS, zero between strata */
  guint32 *numbers; /* of levels of x, then of y: as sums */
  guint32 *order;   /* 2 n, made when first needed */
  Joint prefix;     /* all but the last of the columns conditioned on: the next question often shares them */
  Joint pair;       /* x and y */
};

WfRowTally *
wf_row_tally_new (void)
{
  WfRowTally *self = g_new0 (WfRowTally, 1);

  self->sums = g_new0 (guint32, 2 * WF_LIMIT_LEVELS);
  self->numbers = g_new0 (guint32, 2 * WF_LIMIT_LEVELS);
  return self;
}

static void
joint_clear (Joint *self)
{
  g_free (self->codes.codes);
  g_free (self->columns);
}

void
wf_row_tally_free (WfRowTally *self)
{
  joint_clear (&self->prefix);
  joint_clear (&self->pair);
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

/* Cell numbers of n rows from first on, up to a multiple of WF_CODE_LANES; rows with a missing value get
 * `missing`. */
static void
number_cells (
    const WfCodes *const *parts, gsize n_parts, gsize first, gsize n, guint16 missing, guint16 *cells)
{
  memcpy (cells, parts[0]->codes + first,
          (n + WF_CODE_LANES - 1) / WF_CODE_LANES * WF_CODE_LANES * sizeof (guint16));
  for (gsize q = 1; q < n_parts; q++)
    add_column (parts[q]->codes + first, parts[q]->n_levels, n, cells);
  for (gsize q = 0; q < n_parts; q++)
    if (parts[q]->has_missing)
      mask_missing (parts[q]->codes + first, missing, n, cells);
}

static gboolean
joint_is_of (const Joint *self, const guint *columns, gsize n_columns)
{
  return self->n_columns == n_columns && memcmp (self->columns, columns, n_columns * sizeof (guint)) == 0;
}

/* The columns as one. The product of their levels must stay below WF_CODE_MISSING. */
static const WfCodes *
joint_set (Joint *self, const WfContingency *data, const guint *columns, gsize n_columns)
{
  g_autofree const WfCodes **parts = NULL;

  if (n_columns == 1)
    return &data->columns[columns[0]];
  if (joint_is_of (self, columns, n_columns))
    return &self->codes;
  if (self->codes.codes == NULL)
    self->codes.codes = g_new0 (guint16, (data->n + WF_CODE_LANES - 1) / WF_CODE_LANES * WF_CODE_LANES);
  if (self->n_room < n_columns)
    {
      self->n_room = n_columns;
      self->columns = g_renew (guint, self->columns, n_columns);
    }
  memcpy (self->columns, columns, n_columns * sizeof (guint));
  self->n_columns = n_columns;
  self->codes.n_levels = 1;
  self->codes.has_missing = FALSE;
  parts = g_new (const WfCodes *, n_columns);
  for (gsize q = 0; q < n_columns; q++)
    {
      parts[q] = &data->columns[columns[q]];
      self->codes.n_levels *= parts[q]->n_levels;
      self->codes.has_missing |= parts[q]->has_missing;
    }
  number_cells (parts, n_columns, 0, data->n, WF_CODE_MISSING, self->codes.codes);
  return &self->codes;
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

/* Sums of a table, and of all; column_sums are zero before. */
static guint32
sum_table (const guint32 *cells, guint n_x, guint n_y, guint32 *row_sums, guint32 *column_sums)
{
  guint32 total = 0;

  for (guint a = 0; a < n_x; a++, cells += n_y)
    {
      guint32 sum = 0;

      for (guint b = 0; b < n_y; b++)
        {
          sum += cells[b];
          column_sums[b] += cells[b];
        }
      row_sums[a] = sum;
      total += sum;
    }
  return total;
}

static void
add_dense_strata (WfRowTally *self, WfStrata *strata, const guint32 *counts, gsize n_strata)
{
  guint n_x = strata->data->columns[strata->x].n_levels;
  guint n_y = strata->data->columns[strata->y].n_levels;
  guint32 min_rows = wf_contingency_get_min_rows (strata->data);
  guint32 *row_sums = self->sums;
  guint32 *column_sums = self->sums + WF_LIMIT_LEVELS;

  for (gsize s = 0; s < n_strata; s++, counts += (gsize) n_x * n_y)
    {
      if (sum_table (counts, n_x, n_y, row_sums, column_sums) >= min_rows)
        wf_strata_add (strata, counts, n_x, n_y, row_sums, column_sums);
      memset (column_sums, 0, n_y * sizeof (guint32));
    }
  memset (row_sums, 0, n_x * sizeof (guint32));
}

static void
count_dense (WfRowTally *self, WfStrata *strata, gsize n_strata, gsize n_cells)
{
  const WfContingency *data = strata->data;
  const WfCodes *parts[MAX_PARTS];
  gsize n_parts = 0;
  gsize k = strata->n_given;
  gsize n_ways = n_cells <= SMALL_TABLE ? WAYS : 1;
  gsize stride = (n_cells + SUM_LANES) / SUM_LANES * SUM_LANES; /* with a cell for missing values */
  guint32 *counts = get_zero_counts (self, n_ways * stride);
  guint16 cells[BLOCK];

  if (k > 1)
    parts[n_parts++] = joint_set (&self->prefix, data, strata->given, k - 1);
  if (k > 0)
    parts[n_parts++] = &data->columns[strata->given[k - 1]];
  parts[n_parts++] = joint_set (&self->pair, data, (const guint[]){ strata->x, strata->y }, 2);
  for (gsize first = 0; first < data->n; first += BLOCK)
    {
      gsize n = MIN (BLOCK, data->n - first);

      number_cells (parts, n_parts, first, n, (guint16) n_cells, cells);
      if (n_ways == WAYS)
        count_block (cells, n, WAYS, stride, counts);
      else
        count_block (cells, n, 1, stride, counts);
    }
  if (n_ways == WAYS)
    join_ways (counts, stride);
  add_dense_strata (self, strata, counts, n_strata);
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
    self->order = g_new (guint32, 2 * strata->data->n);
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
  wf_strata_add (strata, counts, n_x, n_y, row_sums, column_sums);
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

static void
count_sparse (WfRowTally *self, WfStrata *strata)
{
  guint32 min_rows = wf_contingency_get_min_rows (strata->data);
  guint32 *rows;
  gsize n = sort_rows (self, strata, &rows);

  for (gsize first = 0, next; first < n; first = next)
    {
      for (next = first + 1; next < n && is_same_stratum (strata, rows[first], rows[next]); next++)
        ;
      if (next - first >= min_rows)
        add_sparse_stratum (self, strata, rows + first, next - first);
    }
}

void
wf_row_tally_count (WfRowTally *self, WfStrata *strata)
{
  const WfContingency *data = strata->data;
  gsize n_table = (gsize) data->columns[strata->x].n_levels * data->columns[strata->y].n_levels;
  gsize n_strata = 1;

  for (gsize q = 0; q < strata->n_given; q++)
    if (n_strata * n_table <= DENSE_CELLS (data->n))
      n_strata *= data->columns[strata->given[q]].n_levels;
  if (n_strata * n_table <= DENSE_CELLS (data->n))
    count_dense (self, strata, n_strata, n_strata * n_table);
  else
    count_sparse (self, strata);
}
