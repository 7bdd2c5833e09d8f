/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/rng.h"
#include "core/table/cells.h"

#define N 3000
#define P 5

static const char *const levels[] = { "a", "b", "c", "d", "e", "f", "g", NULL };

/* Columns of 2 to 7 levels, some of which never occur; few rows make the cells many for their number. */
static WfTable *
simulate (gsize n)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree gint32 *codes = g_new (gint32, n);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize j = 0; j < P; j++)
    {
      for (gsize i = 0; i < n; i++)
        codes[i] = (gint32) (wf_rng_below (&rng, j + 2) + (j == 2));
      wf_table_builder_add_discrete (builder, levels[j], codes, n, levels);
    }
  return wf_table_builder_end (builder);
}

static gboolean
is_same_cell (WfTable *table, const guint *columns, gsize k, gsize a, gsize b)
{
  for (gsize q = 0; q < k; q++)
    {
      const gint32 *codes = wf_table_get_codes (table, columns[q], NULL);

      if (codes[a] != codes[b])
        return FALSE;
    }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return (int) *(const guint32 *) a - (int) *(const guint32 *) b;
}

/* The counts without zeros, in rising order. */
static GArray *
sort (const WfCellCounts *counts)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize i = 0; i < counts->n; i++)
    if (counts->counts[i] > 0)
      g_array_append_val (sorted, counts->counts[i]);
  g_array_sort (sorted, compare);
  return sorted;
}

static GArray *
count_pairwise (WfTable *table, const guint *columns, gsize k)
{
  gsize n = wf_table_get_n_rows (table);
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize i = 0; i < n; i++)
    {
      guint32 count = 0;
      gboolean is_first = TRUE;

      for (gsize j = 0; j < n; j++)
        if (is_same_cell (table, columns, k, i, j))
          {
            is_first &= j >= i;
            count++;
          }
      if (is_first)
        g_array_append_val (sorted, count);
    }
  g_array_sort (sorted, compare);
  return sorted;
}

static void
check (WfTable *table, const guint *columns, gsize k)
{
  g_autoptr (WfCells) cells = wf_cells_new (table);
  g_autoptr (GArray) expected = count_pairwise (table, columns, k);
  g_autoptr (GArray) expected_margin = count_pairwise (table, columns, k - 1);
  g_autofree guint32 *of_row = g_new (guint32, cells->n);
  WfCellCounts joint, margin;

  wf_cells_count (cells, columns, k, &joint, &margin);
  {
    g_autoptr (GArray) counted = sort (&joint);
    g_autoptr (GArray) counted_margin = sort (&margin);

    g_assert_cmpmem (counted->data, counted->len * sizeof (guint32), expected->data,
                     expected->len * sizeof (guint32));
    g_assert_cmpmem (counted_margin->data, counted_margin->len * sizeof (guint32), expected_margin->data,
                     expected_margin->len * sizeof (guint32));
  }
  g_assert_cmpuint (wf_cells_number (cells, columns, k, of_row), ==, expected->len);
  for (gsize i = 1; i < cells->n; i++)
    g_assert_cmpint (of_row[i] == of_row[i - 1], ==, is_same_cell (table, columns, k, i, i - 1));
  g_free (joint.counts);
  g_free (margin.counts);
}

static void
test_counts (void)
{
  static const guint columns[] = { 4, 0, 2, 3, 1 };

  for (gsize n = 1; n <= 600; n = 3 * n + 7)
    {
      g_autoptr (WfTable) table = simulate (n);

      for (gsize k = 1; k <= P; k++)
        check (table, columns, k);
    }
}

/* Levels that occur count, in columns that have values. */
static void
test_sizes (void)
{
  g_autoptr (WfTable) table = simulate (N);
  g_autoptr (WfCells) cells = wf_cells_new (table);
  static const guint columns[] = { 0, 2, 4 };

  g_assert_cmpuint (cells->n_levels[2], ==, 4);
  g_assert_cmpfloat (wf_cells_get_size (cells, columns, 3), ==, 2 * 4 * 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/cells/counts", test_counts);
  g_test_add_func ("/table/cells/sizes", test_sizes);
  return g_test_run ();
}
