/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/table/table.h"

static const double halves[] = { 0.5, -0.0, NAN, 0, -1.5 };
static const gint32 codes[] = { 2, 0, -1, 1, 2 };
static const char *const numbers[] = { "-1", "2.5", "10", NULL };
static const char *const words[] = { "low", "mid", "high", NULL };

static WfTable *
make_table (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (5);

  wf_table_builder_add_continuous (builder, "half", halves, 5);
  wf_table_builder_add_discrete (builder, "number", codes, 5, numbers);
  wf_table_builder_add_discrete (builder, "word", codes, 5, words);
  wf_table_builder_add_note (builder, "kept");
  return wf_table_builder_end (builder);
}

static void
test_retype (void)
{
  static const char *const discrete[] = { "half", "word", NULL };
  static const char *const continuous[] = { "number", NULL };
  static const char *const expected[] = { "-1.5", "0", "0.5" };
  static const gint32 expected_codes[] = { 2, 1, -1, 1, 0 };
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) other = wf_table_retype (table, discrete, continuous, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_levels (other, 0), ==, 3);
  for (gsize i = 0; i < 3; i++)
    g_assert_cmpstr (wf_table_get_level (other, 0, i), ==, expected[i]);
  for (gsize i = 0; i < 5; i++)
    g_assert_cmpint (wf_table_get_codes (other, 0, NULL)[i], ==, expected_codes[i]);
  g_assert_cmpint (wf_table_get_kind (other, 1), ==, WF_COLUMN_CONTINUOUS);
  g_assert_cmpfloat (wf_table_get_values (other, 1, NULL)[3], ==, 2.5);
  g_assert_true (isnan (wf_table_get_values (other, 1, NULL)[2]));
  g_assert_cmpuint (wf_table_get_n_missing (other, 1), ==, 1);
  g_assert_true (wf_table_get_codes (other, 2, NULL) == wf_table_get_codes (table, 2, NULL));
  g_assert_cmpstr (wf_table_get_notes (other)[0], ==, "kept");
  g_assert_cmpint (wf_table_get_kind (table, 0), ==, WF_COLUMN_CONTINUOUS);
}

static void
check_refused (WfTable *table, const char *discrete, const char *continuous, const char *expected)
{
  const char *d[] = { discrete, NULL };
  const char *c[] = { continuous, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) other = wf_table_retype (table, d, c, &error);

  g_assert_null (other);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_retype_refused (void)
{
  g_autoptr (WfTable) table = make_table ();
  g_autofree double *many = g_new (double, 1001);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (1001);
  g_autoptr (WfTable) large = NULL;

  check_refused (table, "Half", NULL, "There is no column “Half”; did you mean “half”?");
  check_refused (table, NULL, "temperature", "There is no column “temperature”");
  check_refused (table, NULL, "word",
                 "Column “word” can't be continuous: its level “low” is not a number; keep it discrete");
  for (gsize i = 0; i < 1001; i++)
    many[i] = sqrt ((double) i);
  wf_table_builder_add_continuous (builder, "many", many, 1001);
  large = wf_table_builder_end (builder);
  check_refused (large, "many", NULL,
                 "Column “many” has more than the limit of 1000 different values; keep it continuous");
}

static void
test_select (void)
{
  static const gsize columns[] = { 2, 0 };
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (WfTable) other = wf_table_select (table, columns, 2);

  g_assert_cmpuint (wf_table_get_n_columns (other), ==, 2);
  g_assert_cmpstr (wf_table_get_name (other, 0), ==, "word");
  g_assert_cmpint (wf_table_find_column (other, "half"), ==, 1);
  g_assert_cmpint (wf_table_find_column (other, "number"), ==, -1);
  g_clear_pointer (&table, wf_table_unref);
  g_assert_cmpfloat (wf_table_get_values (other, 1, NULL)[0], ==, 0.5);
}

/* against a plain loop, on random tables */
static void
test_drop_missing (void)
{
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (int round = 0; round < 50; round++)
    {
      double x[40];
      gint32 y[40];
      gsize only_y = 1;
      gsize n_complete = 0;
      gsize n_y = 0;
      g_autoptr (WfTableBuilder) builder = wf_table_builder_new (40);
      g_autoptr (WfTable) table = NULL;
      g_autoptr (WfTable) complete = NULL;
      g_autoptr (WfTable) with_y = NULL;

      for (gsize i = 0; i < 40; i++)
        {
          x[i] = wf_rng_uniform (&rng) < 0.2 ? NAN : (double) i;
          y[i] = (gint32) wf_rng_below (&rng, 4) - 1;
        }
      wf_table_builder_add_continuous (builder, "x", x, 40);
      wf_table_builder_add_discrete (builder, "y", y, 40, words);
      table = wf_table_builder_end (builder);
      complete = wf_table_drop_missing (table, NULL, 0);
      with_y = wf_table_drop_missing (table, &only_y, 1);
      for (gsize i = 0; i < 40; i++)
        {
          n_y += y[i] >= 0;
          if (isnan (x[i]) || y[i] < 0)
            continue;
          g_assert_cmpfloat (wf_table_get_values (complete, 0, NULL)[n_complete], ==, x[i]);
          g_assert_cmpint (wf_table_get_codes (complete, 1, NULL)[n_complete], ==, y[i]);
          n_complete++;
        }
      g_assert_cmpuint (wf_table_get_n_rows (complete), ==, n_complete);
      g_assert_cmpuint (wf_table_get_n_missing (complete, 0), ==, 0);
      g_assert_cmpuint (wf_table_get_n_rows (with_y), ==, n_y);
      g_assert_cmpuint (wf_table_get_n_missing (with_y, 1), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/derive/retype", test_retype);
  g_test_add_func ("/table/derive/retype-refused", test_retype_refused);
  g_test_add_func ("/table/derive/select", test_select);
  g_test_add_func ("/table/derive/drop-missing", test_drop_missing);
  return g_test_run ();
}
