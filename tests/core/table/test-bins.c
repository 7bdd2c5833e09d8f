/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/wherefore.h"

static WfTable *
make_table (const double *x, gsize n)
{
  static const char *const levels[] = { "no", "yes", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree gint32 *codes = g_new0 (gint32, n);

  codes[0] = 1;
  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_discrete (builder, "d", codes, n, levels);
  return wf_table_builder_end (builder);
}

/* 100 values backwards: four bins of 25, in order, the missing one left out */
static void
test_equal_shares (void)
{
  double x[101];
  int counts[4] = { 0 };
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) binned = NULL;
  g_autoptr (GError) error = NULL;
  const gint32 *codes;
  gsize n;

  for (int i = 0; i < 100; i++)
    x[i] = 99 - i;
  x[100] = NAN;
  table = make_table (x, 101);
  binned = wf_table_bin (table, NULL, 4, &error);
  g_assert_no_error (error);
  codes = wf_table_get_codes (binned, 0, &n);
  for (gsize i = 0; i < 100; i++)
    {
      g_assert_cmpint (codes[i], ==, (int) x[i] / 25);
      counts[codes[i]]++;
    }
  for (guint k = 0; k < 4; k++)
    g_assert_cmpint (counts[k], ==, 25);
  g_assert_cmpint (codes[100], ==, -1);
  g_assert_cmpstr (wf_table_get_level (binned, 0, 0), ==, "≤ 24");
  g_assert_cmpstr (wf_table_get_level (binned, 0, 1), ==, "24 – 49");
  g_assert_cmpstr (wf_table_get_level (binned, 0, 3), ==, "> 74");
  codes = wf_table_get_codes (binned, 1, &n); /* as it was */
  g_assert_cmpint (codes[0], ==, 1);
  g_assert_cmpint (codes[1], ==, 0);
}

/* equal values aren't parted: fewer bins; one when all are equal; none without values */
static void
test_ties (void)
{
  const double few[] = { 1, 1, 1, 1, 1, 1, 2, 3 }, same[] = { 5, 5, 5 }, none[] = { NAN, NAN };
  g_autoptr (WfTable) table = make_table (few, 8);
  g_autoptr (WfTable) alike = make_table (same, 3);
  g_autoptr (WfTable) empty = make_table (none, 2);
  g_autoptr (WfTable) binned = wf_table_bin (table, NULL, 4, NULL);
  g_autoptr (WfTable) one = wf_table_bin (alike, NULL, 4, NULL);
  static const char *const unknown[] = { "q", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (wf_table_get_n_levels (binned, 0), ==, 2);
  g_assert_cmpuint (wf_table_get_n_levels (one, 0), ==, 1);
  g_assert_null (wf_table_bin (empty, NULL, 4, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_table_bin (table, unknown, 4, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bins/equal-shares", test_equal_shares);
  g_test_add_func ("/bins/ties", test_ties);
  return g_test_run ();
}
