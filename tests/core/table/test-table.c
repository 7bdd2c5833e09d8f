/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/table/table.h"

static const double lengths[] = { 1.5, NAN, INFINITY, -2 };
static const gint32 codes[] = { 1, 0, -7, 1 };
static const char *const levels[] = { "no", "yes", NULL };

static WfTable *
make_table (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);

  wf_table_builder_add_continuous (builder, "length", lengths, 4);
  wf_table_builder_add_discrete (builder, "smokes", codes, 4, levels);
  wf_table_builder_add_note (builder, "line 3: odd");
  return wf_table_builder_end (builder);
}

static void
test_build (void)
{
  g_autoptr (WfTable) table = make_table ();
  const double *values;
  const gint32 *got;
  gsize n_rows;

  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 4);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 2);
  g_assert_cmpint (wf_table_get_data_kind (table), ==, WF_DATA_MIXED);
  g_assert_cmpint (wf_table_get_kind (table, 0), ==, WF_COLUMN_CONTINUOUS);
  g_assert_cmpint (wf_table_get_kind (table, 1), ==, WF_COLUMN_DISCRETE);
  values = wf_table_get_values (table, 0, &n_rows);
  g_assert_cmpuint (n_rows, ==, 4);
  g_assert_cmpuint (GPOINTER_TO_SIZE (values) % 64, ==, 0);
  g_assert_cmpfloat (values[0], ==, 1.5);
  g_assert_true (isnan (values[2]));
  g_assert_cmpuint (wf_table_get_n_missing (table, 0), ==, 2);
  g_assert_null (wf_table_get_values (table, 1, NULL));
  got = wf_table_get_codes (table, 1, &n_rows);
  g_assert_cmpuint (GPOINTER_TO_SIZE (got) % 64, ==, 0);
  g_assert_cmpint (got[0], ==, 1);
  g_assert_cmpint (got[2], ==, -1);
  g_assert_cmpuint (wf_table_get_n_missing (table, 1), ==, 1);
  g_assert_cmpuint (wf_table_get_n_levels (table, 1), ==, 2);
  g_assert_cmpuint (wf_table_get_n_levels (table, 0), ==, 0);
  g_assert_cmpstr (wf_table_get_level (table, 1, 1), ==, "yes");
  g_assert_cmpint (wf_table_find_level (table, 1, "yes"), ==, 1);
  g_assert_cmpint (wf_table_find_level (table, 1, "maybe"), ==, -1);
  g_assert_cmpstr (wf_table_get_notes (table)[0], ==, "line 3: odd");
  g_assert_null (wf_table_get_notes (table)[1]);
}

static void
test_names (void)
{
  static const char *const given[] = { "x", "x", "", "x 2", "X", "" };
  static const char *const expected[] = { "x", "x 3", "column 3", "x 2", "X", "column 6" };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (0);
  g_autoptr (WfTable) table = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    wf_table_builder_add_continuous (builder, given[i], NULL, 0);
  table = wf_table_builder_end (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_assert_cmpstr (wf_table_get_name (table, i), ==, expected[i]);
      g_assert_cmpstr (wf_table_get_names (table)[i], ==, expected[i]);
      g_assert_cmpint (wf_table_find_column (table, expected[i]), ==, (gssize) i);
    }
  g_assert_cmpint (wf_table_find_column (table, "y"), ==, -1);
  g_assert_cmpuint (g_strv_length ((char **) wf_table_get_notes (table)), ==, 3);
  g_assert_cmpstr (wf_table_get_notes (table)[0], ==, "column 2: the name “x” is taken; it is called “x 3”");
  g_assert_cmpstr (wf_table_get_notes (table)[1], ==, "column 3 has no name; it is called “column 3”");
}

static void
test_many_same_names (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (0);
  g_autoptr (WfTable) table = NULL;

  for (gsize i = 0; i < 300; i++)
    wf_table_builder_add_continuous (builder, "x", NULL, 0);
  table = wf_table_builder_end (builder);
  g_assert_cmpint (wf_table_find_column (table, "x 300"), ==, 299);
  g_assert_cmpuint (g_strv_length ((char **) wf_table_get_notes (table)), ==, 6);
  g_assert_cmpstr (wf_table_get_notes (table)[5], ==, "294 more columns were renamed");
}

static void
check_cell (WfTable *table, gsize row, gsize column, const char *expected)
{
  g_autofree char *cell = wf_table_dup_cell (table, row, column);

  g_assert_cmpstr (cell, ==, expected);
}

static void
test_cells (void)
{
  g_autoptr (WfTable) table = make_table ();

  check_cell (table, 0, 0, "1.5");
  check_cell (table, 1, 0, NULL);
  check_cell (table, 3, 0, "-2");
  check_cell (table, 0, 1, "yes");
  check_cell (table, 2, 1, NULL);
}

static void
test_empty (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (0);
  g_autoptr (WfTable) table = wf_table_builder_end (builder);
  g_autoptr (WfTable) same = wf_table_drop_missing (table, NULL, 0);

  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 0);
  g_assert_cmpint (wf_table_get_data_kind (table), ==, WF_DATA_CONTINUOUS);
  g_assert_null (wf_table_get_names (table)[0]);
  g_assert_true (same == table);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/table/build", test_build);
  g_test_add_func ("/table/table/names", test_names);
  g_test_add_func ("/table/table/many-same-names", test_many_same_names);
  g_test_add_func ("/table/table/cells", test_cells);
  g_test_add_func ("/table/table/empty", test_empty);
  return g_test_run ();
}
