/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One question: the table of all columns of it, counted in the cheapest way or known from another question
 * (that of a, b and c answers a and b given c, a and c given b, and b and c given a), and its strata. */

#include "config.h"

#include <string.h>

#include "core/citest/contingency-private.h"

#define MAX_KEPT_CELLS (1 << 22) /* of the tables kept, then they are dropped */
#define MIN_COST       500       /* cycles; tables that cost less are counted again rather than kept */
#define MAX_COLUMNS    32        /* columns of a table; more have too many cells anyway, or one level */
#define SMALL_SIDE     4
#define DENSE_CELLS(n) MIN (8 * (n) + 1024, G_MAXUINT16)

/* A table that was counted; cells and columns follow it in memory. */
typedef struct
{
  gsize n_columns;
  const guint *columns;
  guint32 *cells;
} Kept;

struct _WfTally
{
  WfBitTally *bits;
  WfRowTally *rows;
  guint32 *cells; /* of the question at hand, when they aren't kept */
  gsize n_cells;
  guint32 *table; /* of one stratum: n_x n_y cells, then n_x and n_y sums */
  gsize n_table;
  GHashTable *kept; /* set of Kept */
  gsize n_kept_cells;
  WfTally *next;
};

static guint
kept_hash (gconstpointer data)
{
  const Kept *self = data;
  guint hash = 5381;

  for (gsize q = 0; q < self->n_columns; q++)
    hash = hash * 2654435761u + self->columns[q];
  return hash ^ hash >> 15;
}

static gboolean
kept_equal (gconstpointer a, gconstpointer b)
{
  const Kept *kept_a = a, *kept_b = b;

  return kept_a->n_columns == kept_b->n_columns &&
         memcmp (kept_a->columns, kept_b->columns, kept_a->n_columns * sizeof (guint)) == 0;
}

static Kept *
kept_new (const WfLayout *layout)
{
  gsize n_names = layout->n_columns * sizeof (guint);
  Kept *self = g_malloc (sizeof (Kept) + n_names + layout->n_cells * sizeof (guint32));

  self->n_columns = layout->n_columns;
  self->columns = memcpy (self + 1, layout->columns, n_names);
  self->cells = (guint32 *) (self->columns + layout->n_columns);
  return self;
}

WfTally *
wf_tally_new (void)
{
  WfTally *self = g_new0 (WfTally, 1);

  self->bits = wf_bit_tally_new ();
  self->rows = wf_row_tally_new ();
  self->kept = g_hash_table_new_full (kept_hash, kept_equal, g_free, NULL);
  return self;
}

void
wf_tally_free (WfTally *self)
{
  wf_bit_tally_free (self->bits);
  wf_row_tally_free (self->rows);
  g_hash_table_unref (self->kept);
  g_free (self->cells);
  g_free (self->table);
  g_free (self);
}

WfTally **
wf_tally_next (WfTally *self)
{
  return &self->next;
}

static guint32 *
make_room (guint32 **cells, gsize *n_room, gsize n)
{
  if (*n_room < n)
    {
      g_free (*cells);
      *cells = g_new (guint32, n);
      *n_room = n;
    }
  return *cells;
}

/* The columns of a question in increasing order. FALSE when a table of them would have too many cells. */
static gboolean
lay_out (const WfStrata *strata, guint *columns, gsize *strides, WfLayout *layout)
{
  gsize n_cells = 1;

  *layout = (WfLayout){
    .data = strata->data, .columns = columns, .strides = strides, .n_columns = strata->n_given + 2
  };
  for (gsize q = 0; q < layout->n_columns; q++)
    {
      guint column = q < strata->n_given ? strata->given[q] : q == strata->n_given ? strata->x : strata->y;
      gsize at = q;

      for (; at > 0 && columns[at - 1] > column; at--)
        columns[at] = columns[at - 1];
      columns[at] = column;
    }
  for (gsize q = layout->n_columns; q-- > 0;)
    {
      strides[q] = n_cells;
      n_cells *= strata->data->columns[columns[q]].n_levels;
      if (n_cells > DENSE_CELLS (strata->data->n))
        return FALSE;
    }
  layout->n_cells = n_cells;
  return TRUE;
}

static void
fill (WfTally *self, const WfLayout *layout, double bit_cost, double row_cost, guint32 *cells)
{
  if (bit_cost <= row_cost)
    {
      memset (cells, 0, layout->n_cells * sizeof (guint32));
      wf_bit_tally_fill (self->bits, layout, cells);
    }
  else
    wf_row_tally_fill (self->rows, layout, cells);
}

static const guint32 *
get_cells (WfTally *self, const WfLayout *layout)
{
  double bit_cost = wf_bit_tally_get_cost (layout);
  double row_cost = wf_row_tally_get_cost (layout);
  Kept wanted = { .n_columns = layout->n_columns, .columns = layout->columns };
  Kept *kept;

  if (layout->n_columns < 3 || MIN (bit_cost, row_cost) < MIN_COST)
    {
      guint32 *cells = make_room (&self->cells, &self->n_cells, layout->n_cells);

      fill (self, layout, bit_cost, row_cost, cells);
      return cells;
    }
  kept = g_hash_table_lookup (self->kept, &wanted);
  if (kept != NULL)
    return kept->cells;
  self->n_kept_cells += layout->n_cells;
  if (self->n_kept_cells > MAX_KEPT_CELLS)
    {
      g_hash_table_remove_all (self->kept);
      self->n_kept_cells = layout->n_cells;
    }
  kept = kept_new (layout);
  g_hash_table_add (self->kept, kept);
  fill (self, layout, bit_cost, row_cost, kept->cells);
  return kept->cells;
}

static gsize
get_stride (const WfLayout *layout, guint column)
{
  gsize q = 0;

  while (layout->columns[q] != column)
    q++;
  return layout->strides[q];
}

/* Copies the table of a stratum, whose first cell this is, and sums it; returns its rows. n_y is a constant
 * where it is small, so that the sums of columns stay in registers. */
static inline __attribute__ ((always_inline)) guint32
copy_table (const guint32 *first, gsize stride_x, gsize stride_y, guint n_x, const guint n_y, guint32 *cells)
{
  guint32 *row_sums = cells + n_x * n_y;
  guint32 *column_sums = row_sums + n_x;
  guint32 sums[SMALL_SIDE] = { 0 };
  guint32 *of_columns = n_y <= SMALL_SIDE ? sums : column_sums;
  guint32 total = 0;

  if (n_y > SMALL_SIDE)
    memset (column_sums, 0, n_y * sizeof (guint32));
  for (guint a = 0; a < n_x; a++, first += stride_x, cells += n_y)
    {
      guint32 sum = 0;

#pragma GCC unroll 4
      for (guint b = 0; b < n_y; b++)
        {
          guint32 v = first[b * stride_y];

          cells[b] = v;
          sum += v;
          of_columns[b] += v;
        }
      row_sums[a] = sum;
      total += sum;
    }
#pragma GCC unroll 4
  for (guint b = 0; b < n_y && n_y <= SMALL_SIDE; b++)
    column_sums[b] = sums[b];
  return total;
}

/* Adds the stratum whose first cell this is. */
static void
add_stratum (WfTally *self, WfStrata *strata, const guint32 *first, gsize stride_x, gsize stride_y)
{
  guint n_x = strata->data->columns[strata->x].n_levels;
  guint n_y = strata->data->columns[strata->y].n_levels;
  guint32 total;

  if (n_y == 2)
    total = copy_table (first, stride_x, stride_y, n_x, 2, self->table);
  else if (n_y == 3)
    total = copy_table (first, stride_x, stride_y, n_x, 3, self->table);
  else if (n_y == 4)
    total = copy_table (first, stride_x, stride_y, n_x, 4, self->table);
  else
    total = copy_table (first, stride_x, stride_y, n_x, n_y, self->table);
  if (total >= strata->data->min_rows)
    wf_strata_add (strata, self->table, n_x, n_y, self->table + n_x * n_y, self->table + n_x * n_y + n_x);
}

/* The strata in the order of the columns given, the last of which varies fastest. */
static void
add_strata (WfTally *self, WfStrata *strata, const WfLayout *layout, const guint32 *cells, gsize *strides)
{
  const WfCodes *columns = strata->data->columns;
  gsize stride_x = get_stride (layout, strata->x);
  gsize stride_y = get_stride (layout, strata->y);
  gsize k = strata->n_given;
  guint levels[MAX_COLUMNS] = { 0 };

  for (gsize q = 0; q < k; q++)
    strides[q] = get_stride (layout, strata->given[q]);
  for (;;)
    {
      gsize q = k;

      add_stratum (self, strata, cells, stride_x, stride_y);
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

void
wf_tally_count (WfTally *self, WfStrata *strata)
{
  gsize n_x = strata->data->columns[strata->x].n_levels;
  gsize n_y = strata->data->columns[strata->y].n_levels;
  gsize n_columns = strata->n_given + 2;
  guint columns[MAX_COLUMNS];
  gsize strides[2 * MAX_COLUMNS];
  WfLayout layout;

  if (n_columns > MAX_COLUMNS || !lay_out (strata, columns, strides, &layout))
    {
      wf_row_tally_count_sparse (self->rows, strata);
      return;
    }
  make_room (&self->table, &self->n_table, n_x * n_y + n_x + n_y);
  add_strata (self, strata, &layout, get_cells (self, &layout), strides + MAX_COLUMNS);
}
