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
#define MIN_COST       1000      /* cycles; tables that cost less are counted again rather than kept */
#define CHUNK          16384     /* bytes asked for at once to keep tables in; more for a larger one */
#define DENSE_CELLS(n) MIN (8 * (n) + 1024, G_MAXUINT16)

/* A table that was counted. */
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
  GHashTable *kept; /* set of Kept, which are in the chunks with their columns and cells */
  gsize n_kept_cells;
  GPtrArray *chunks;
  char *free; /* n_free bytes of the last chunk */
  gsize n_free;
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

/* From the last chunk; all chunks are freed at once. */
static gpointer
allocate (WfTally *self, gsize n_bytes)
{
  gpointer bytes;

  if (self->n_free < n_bytes)
    {
      self->n_free = MAX (CHUNK, n_bytes);
      self->free = g_malloc (self->n_free);
      g_ptr_array_add (self->chunks, self->free);
    }
  bytes = self->free;
  self->free += n_bytes;
  self->n_free -= n_bytes;
  return bytes;
}

static void
drop_kept (WfTally *self)
{
  g_hash_table_remove_all (self->kept);
  g_ptr_array_set_size (self->chunks, 0);
  self->n_free = 0;
  self->n_kept_cells = 0;
}

/* Its cells are yet to be filled. */
static guint32 *
keep (WfTally *self, const WfLayout *layout)
{
  gsize n_words = (layout->n_columns + layout->n_cells + 1) / 2 * 2; /* even, for the next to be aligned */
  guint32 *words;
  Kept *kept;

  if (self->n_kept_cells + layout->n_cells > MAX_KEPT_CELLS)
    drop_kept (self);
  self->n_kept_cells += layout->n_cells;
  kept = allocate (self, sizeof (Kept) + n_words * sizeof (guint32));
  words = (guint32 *) (kept + 1);
  *kept = (Kept){ .n_columns = layout->n_columns,
                  .columns = memcpy (words, layout->columns, layout->n_columns * sizeof (guint)),
                  .cells = words + layout->n_columns };
  g_hash_table_add (self->kept, kept);
  return kept->cells;
}

WfTally *
wf_tally_new (void)
{
  WfTally *self = g_new0 (WfTally, 1);

  self->bits = wf_bit_tally_new ();
  self->rows = wf_row_tally_new ();
  self->kept = g_hash_table_new (kept_hash, kept_equal);
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
wf_tally_free (WfTally *self)
{
  wf_bit_tally_free (self->bits);
  wf_row_tally_free (self->rows);
  g_hash_table_unref (self->kept);
  g_ptr_array_unref (self->chunks);
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

/* Stratum after stratum, without strides. FALSE when a table of the columns would have too many cells. */
static gboolean
lay_out (const WfStrata *strata, guint *columns, WfLayout *layout)
{
  gsize most = DENSE_CELLS (strata->data->n);

  if (layout->n_columns > WF_TABLE_COLUMNS)
    return FALSE;
  for (gsize q = 0; q < strata->n_given; q++)
    columns[q] = strata->given[q];
  columns[strata->n_given] = strata->x;
  columns[strata->n_given + 1] = strata->y;
  layout->n_cells = 1;
  for (gsize q = 0; q < layout->n_columns && layout->n_cells <= most; q++)
    layout->n_cells *= strata->data->columns[columns[q]].n_levels;
  return layout->n_cells <= most;
}

/* As any other question about the same columns has them. */
static void
sort_columns (guint *columns, gsize n)
{
  for (gsize q = 1; q < n; q++)
    {
      guint column = columns[q];
      gsize at = q;

      for (; at > 0 && columns[at - 1] > column; at--)
        columns[at] = columns[at - 1];
      columns[at] = column;
    }
}

static void
set_strides (const WfLayout *layout, gsize *strides)
{
  gsize stride = 1;

  for (gsize q = layout->n_columns; q-- > 0;)
    {
      strides[q] = stride;
      stride *= layout->data->columns[layout->columns[q]].n_levels;
    }
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

/* The table of a question; sorts its columns when it is kept. */
static const guint32 *
get_cells (WfTally *self, const WfLayout *layout, guint *columns, gsize *strides)
{
  double bit_cost = wf_bit_tally_get_cost (layout);
  double row_cost = wf_row_tally_get_cost (layout);
  gboolean is_kept = layout->n_columns > 2 && MIN (bit_cost, row_cost) >= MIN_COST;
  guint32 *cells;

  if (is_kept)
    sort_columns (columns, layout->n_columns);
  set_strides (layout, strides);
  if (is_kept)
    {
      Kept wanted = { .n_columns = layout->n_columns, .columns = columns };
      Kept *kept = g_hash_table_lookup (self->kept, &wanted);

      if (kept != NULL)
        return kept->cells;
      cells = keep (self, layout);
    }
  else
    cells = make_room (&self->cells, &self->n_cells, layout->n_cells);
  fill (self, layout, bit_cost, row_cost, cells);
  return cells;
}

void
wf_tally_count (WfTally *self, WfStrata *strata)
{
  gsize n_x = strata->data->columns[strata->x].n_levels;
  gsize n_y = strata->data->columns[strata->y].n_levels;
  guint columns[WF_TABLE_COLUMNS];
  gsize strides[WF_TABLE_COLUMNS];
  WfLayout layout = {
    .data = strata->data, .columns = columns, .strides = strides, .n_columns = strata->n_given + 2
  };

  if (!lay_out (strata, columns, &layout))
    {
      wf_row_tally_count_sparse (self->rows, strata);
      return;
    }
  make_room (&self->table, &self->n_table, n_x * n_y + n_x + n_y);
  wf_strata_add_all (strata, &layout, get_cells (self, &layout, columns, strides), self->table);
}
