/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/table/cells.h"

#define LANES WF_CELLS_LANES
#define BLOCK 2048 /* rows numbered at a time */
/* Tables are dense up to this many cells for n rows. */
#define DENSE_CELLS(n) MIN (4 * (n) + 1024, G_MAXINT32)

G_STATIC_ASSERT (WF_LIMIT_LEVELS < G_MAXUINT16);
G_STATIC_ASSERT (BLOCK % LANES == 0);

/* ---- codes ---- */

/* Codes of the levels that occur, 0, 1, ... in the order of the levels. */
static guint16 *
create_codes (const gint32 *codes, gsize n, gsize n_levels, guint *n_occurring)
{
  g_autofree guint16 *map = g_new0 (guint16, n_levels + 1);
  guint16 *compact = g_new0 (guint16, (n + LANES - 1) / LANES * LANES);

  *n_occurring = 0;
  for (gsize i = 0; i < n; i++)
    if (codes[i] >= 0)
      map[codes[i]] = 1;
  for (gsize level = 0; level < n_levels; level++)
    if (map[level] == 1)
      map[level] = (guint16) (*n_occurring)++;
  for (gsize i = 0; i < n; i++)
    compact[i] = codes[i] >= 0 ? map[codes[i]] : 0;
  *n_occurring = MAX (*n_occurring, 1);
  return compact;
}

WfCells *
wf_cells_new (WfTable *table)
{
  WfCells *self = g_new0 (WfCells, 1);

  self->p = wf_table_get_n_columns (table);
  self->n = wf_table_get_n_rows (table);
  self->codes = g_new0 (guint16 *, self->p);
  self->n_levels = g_new0 (guint, self->p);
  for (gsize j = 0; j < self->p; j++)
    if (wf_table_get_kind (table, j) == WF_COLUMN_DISCRETE)
      self->codes[j] = create_codes (wf_table_get_codes (table, j, NULL), self->n,
                                     wf_table_get_n_levels (table, j), &self->n_levels[j]);
  return self;
}

void
wf_cells_free (WfCells *self)
{
  for (gsize j = 0; j < self->p; j++)
    g_free (self->codes[j]);
  g_free (self->codes);
  g_free (self->n_levels);
  g_free (self);
}

double
wf_cells_get_size (const WfCells *self, const guint *columns, gsize k)
{
  double size = 1;

  for (gsize q = 0; q < k; q++)
    size *= self->n_levels[columns[q]];
  return size;
}

/* ---- dense tables ---- */

/* cells = cells * n_levels + codes, for n rounded up to LANES. The inner count is fixed so that it becomes
 * vector code. */
static inline void
add_column (const guint16 *restrict codes, guint n_levels, gsize n, guint16 *restrict cells)
{
  for (gsize i = 0; i < n; i += LANES)
    for (gsize lane = i; lane < i + LANES; lane++)
      cells[lane] = (guint16) (cells[lane] * n_levels + codes[lane]);
}

/* Tables of up to 65,536 cells. */
static void
count_small (const WfCells *self, const guint *columns, gsize k, guint32 *counts)
{
  guint16 cells[BLOCK];

  for (gsize first = 0; first < self->n; first += BLOCK)
    {
      gsize n = MIN (BLOCK, self->n - first);

      memcpy (cells, self->codes[columns[0]] + first, (n + LANES - 1) / LANES * LANES * sizeof (guint16));
      for (gsize q = 1; q < k; q++)
        add_column (self->codes[columns[q]] + first, self->n_levels[columns[q]], n, cells);
      for (gsize i = 0; i < n; i++)
        counts[cells[i]]++;
    }
}

static guint32
get_cell (const WfCells *self, const guint *columns, gsize k, gsize row)
{
  guint32 cell = 0;

  for (gsize q = 0; q < k; q++)
    cell = cell * self->n_levels[columns[q]] + self->codes[columns[q]][row];
  return cell;
}

static void
count_dense (const WfCells *self, const guint *columns, gsize k, gsize n_cells, guint32 *counts)
{
  if (n_cells <= G_MAXUINT16)
    count_small (self, columns, k, counts);
  else
    for (gsize i = 0; i < self->n; i++)
      counts[get_cell (self, columns, k, i)]++;
}

/* ---- numbers for the cells that occur ---- */

/* Splits the m cells of the rows by one more column, by a table of all pairs that there could be, or, where
 * that would be large, by a hash table of 2^bits places. Returns how many there are then. */
static gsize
split_cells (const WfCells *self, guint column, gsize m, guint32 *of_row)
{
  gsize n_levels = self->n_levels[column];
  gboolean is_dense = m * n_levels <= DENSE_CELLS (self->n);
  guint bits = g_bit_storage (2 * self->n);
  gsize size = is_dense ? m * n_levels : (gsize) 1 << bits;
  g_autofree guint64 *pairs = is_dense ? NULL : g_new (guint64, size);
  g_autofree guint32 *numbers = g_new (guint32, size);
  guint32 n = 0;

  memset (numbers, 0xff, size * sizeof (guint32));
  for (gsize i = 0; i < self->n; i++)
    {
      guint64 pair = (guint64) of_row[i] * n_levels + self->codes[column][i];
      gsize place = is_dense ? pair : (pair * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> (64 - bits);

      while (!is_dense && numbers[place] != G_MAXUINT32 && pairs[place] != pair)
        place = (place + 1) & (size - 1);
      if (numbers[place] == G_MAXUINT32)
        {
          numbers[place] = n++;
          if (!is_dense)
            pairs[place] = pair;
        }
      of_row[i] = numbers[place];
    }
  return n;
}

gsize
wf_cells_number (const WfCells *self, const guint *columns, gsize k, guint32 *of_row)
{
  gsize m = self->n > 0;

  memset (of_row, 0, self->n * sizeof (guint32));
  for (gsize q = 0; q < k; q++)
    m = split_cells (self, columns[q], m, of_row);
  return m;
}

/* How many levels of a column occur in each of m cells. */
static guint32 *
count_levels (const WfCells *self, guint column, const guint32 *of_row, gsize m)
{
  g_autofree guint32 *split = g_memdup2 (of_row, self->n * sizeof (guint32));
  guint32 *counts = g_new0 (guint32, m);
  guint32 n_seen = 0;

  split_cells (self, column, m, split);
  for (gsize i = 0; i < self->n; i++)
    if (split[i] == n_seen) /* numbered as they turn up */
      {
        counts[of_row[i]]++;
        n_seen++;
      }
  return counts;
}

double
wf_cells_get_freedom (const WfCells *self, guint x, guint y, const guint *columns, gsize k)
{
  g_autofree guint32 *of_row = g_new (guint32, self->n);
  gsize m = wf_cells_number (self, columns, k, of_row);
  g_autofree guint32 *of_x = count_levels (self, x, of_row, m);
  g_autofree guint32 *of_y = count_levels (self, y, of_row, m);
  double freedom = 0;

  for (gsize cell = 0; cell < m; cell++)
    freedom += (of_x[cell] - 1.0) * (of_y[cell] - 1.0);
  return freedom;
}

static void
count_numbers (const WfCells *self, const guint32 *of_row, gsize m, WfCellCounts *counts)
{
  counts->n = m;
  counts->counts = g_new0 (guint32, m);
  for (gsize i = 0; i < self->n; i++)
    counts->counts[of_row[i]]++;
}

/* ---- counts ---- */

void
wf_cells_count (const WfCells *self, const guint *columns, gsize k, WfCellCounts *joint, WfCellCounts *margin)
{
  double size = wf_cells_get_size (self, columns, k);
  gsize n_levels = self->n_levels[columns[k - 1]];

  if (size > DENSE_CELLS (self->n))
    {
      g_autofree guint32 *of_row = g_new (guint32, self->n);
      gsize m = wf_cells_number (self, columns, k - 1, of_row);

      if (margin != NULL)
        count_numbers (self, of_row, m, margin);
      m = split_cells (self, columns[k - 1], m, of_row);
      count_numbers (self, of_row, m, joint);
      return;
    }
  joint->n = (gsize) size;
  joint->counts = g_new0 (guint32, joint->n);
  count_dense (self, columns, k, joint->n, joint->counts);
  if (margin == NULL)
    return;
  margin->n = joint->n / n_levels;
  margin->counts = g_new0 (guint32, margin->n);
  for (gsize cell = 0; cell < margin->n; cell++)
    for (gsize level = 0; level < n_levels; level++)
      margin->counts[cell] += joint->counts[cell * n_levels + level];
}
