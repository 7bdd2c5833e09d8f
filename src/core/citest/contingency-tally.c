/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One question: the table of all columns of it, counted in the cheapest way or known from another question
 * (that of a, b and c answers a and b given c, a and c given b, and b and c given a). */

#include "config.h"

#include <string.h>

#include "core/citest/contingency-private.h"

#define MAX_KEPT_CELLS (1 << 22) /* of the tables kept, then they are dropped */
#define MIN_COST       500       /* cycles; tables that cost less are counted again rather than kept */
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

/* FALSE when the table would have too many cells. */
static gboolean
set_strides (WfLayout *layout, gsize *strides)
{
  layout->n_cells = 1;
  for (gsize q = layout->n_columns; q-- > 0;)
    {
      strides[q] = layout->n_cells;
      layout->n_cells *= layout->data->columns[layout->columns[q]].n_levels;
      if (layout->n_cells > DENSE_CELLS (layout->data->n))
        return FALSE;
    }
  return TRUE;
}

/* Stratum after stratum. FALSE when a table of the columns would have too many cells. */
static gboolean
lay_out (const WfStrata *strata, guint *columns, gsize *strides, WfLayout *layout)
{
  *layout = (WfLayout){
    .data = strata->data, .columns = columns, .strides = strides, .n_columns = strata->n_given + 2
  };
  for (gsize q = 0; q < strata->n_given; q++)
    columns[q] = strata->given[q];
  columns[strata->n_given] = strata->x;
  columns[strata->n_given + 1] = strata->y;
  return set_strides (layout, strides);
}

/* As any other question about the same columns does. */
static void
sort_columns (WfLayout *layout, guint *columns, gsize *strides)
{
  for (gsize q = 1; q < layout->n_columns; q++)
    {
      guint column = columns[q];
      gsize at = q;

      for (; at > 0 && columns[at - 1] > column; at--)
        columns[at] = columns[at - 1];
      columns[at] = column;
    }
  set_strides (layout, strides);
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

/* The table of a question; sorts its layout when it is kept. */
static const guint32 *
get_cells (WfTally *self, WfLayout *layout, guint *columns, gsize *strides)
{
  double bit_cost = wf_bit_tally_get_cost (layout);
  double row_cost = wf_row_tally_get_cost (layout);
  Kept wanted = { .n_columns = layout->n_columns, .columns = columns };
  Kept *kept;

  if (layout->n_columns < 3 || MIN (bit_cost, row_cost) < MIN_COST)
    {
      guint32 *cells = make_room (&self->cells, &self->n_cells, layout->n_cells);

      fill (self, layout, bit_cost, row_cost, cells);
      return cells;
    }
  sort_columns (layout, columns, strides);
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

void
wf_tally_count (WfTally *self, WfStrata *strata)
{
  gsize n_x = strata->data->columns[strata->x].n_levels;
  gsize n_y = strata->data->columns[strata->y].n_levels;
  gsize n_columns = strata->n_given + 2;
  guint columns[WF_TABLE_COLUMNS];
  gsize strides[WF_TABLE_COLUMNS];
  const guint32 *cells;
  WfLayout layout;

  if (n_columns > WF_TABLE_COLUMNS || !lay_out (strata, columns, strides, &layout))
    {
      wf_row_tally_count_sparse (self->rows, strata);
      return;
    }
  make_room (&self->table, &self->n_table, n_x * n_y + n_x + n_y);
  cells = get_cells (self, &layout, columns, strides);
  wf_strata_add_all (strata, &layout, cells, self->table);
}
