/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/table/storage.h"

static void
test_alignment (void)
{
  static const gsize sizes[] = { 0, 1, 7, 8, 9, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      double *values = wf_storage_new_values (sizes[i]);
      gint32 *codes = wf_storage_new_codes (sizes[i]);

      g_assert_cmpuint (GPOINTER_TO_SIZE (values) % 64, ==, 0);
      g_assert_cmpuint (GPOINTER_TO_SIZE (codes) % 64, ==, 0);
      free (values);
      free (codes);
    }
  g_assert_null (wf_storage_new_values (G_MAXSIZE / 8));
}

static void
test_find_levels (void)
{
  static const double few[] = { 3, NAN, -1, 3, -0.0, 0, 10 };
  static const double expected[] = { -1, 0, 3, 10 };
  static const double fraction[] = { 1, 2, 2.5 };
  static const double eleven[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
  static const double nothing[] = { NAN, NAN };
  static const double huge[] = { 1e300 };
  double distinct[WF_DISTINCT_MAX];

  g_assert_cmpuint (wf_values_find_levels (few, 7, distinct), ==, 4);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpfloat (distinct[i], ==, expected[i]);
  g_assert_cmpuint (wf_values_find_levels (fraction, 3, distinct), ==, 0);
  g_assert_cmpuint (wf_values_find_levels (eleven, 11, distinct), ==, 0);
  g_assert_cmpuint (wf_values_find_levels (eleven, 10, distinct), ==, 10);
  g_assert_cmpuint (wf_values_find_levels (nothing, 2, distinct), ==, 0);
  g_assert_cmpuint (wf_values_find_levels (huge, 1, distinct), ==, 0);
}

static void
test_codes_and_levels (void)
{
  static const double values[] = { 3, NAN, -1, -0.0 };
  static const double distinct[] = { -1, 0, 3 };
  static const double odd[] = { 0.1, 123456789012 };
  g_auto (GStrv) levels = wf_values_to_levels (distinct, 3);
  g_auto (GStrv) odd_levels = wf_values_to_levels (odd, 2);
  gint32 *codes = wf_values_to_codes (values, 4, distinct, 3);

  g_assert_cmpint (codes[0], ==, 2);
  g_assert_cmpint (codes[1], ==, -1);
  g_assert_cmpint (codes[2], ==, 0);
  g_assert_cmpint (codes[3], ==, 1);
  g_assert_cmpstr (levels[0], ==, "-1");
  g_assert_cmpstr (odd_levels[0], ==, "0.1");
  g_assert_cmpstr (odd_levels[1], ==, "123456789012");
  free (codes);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/storage/alignment", test_alignment);
  g_test_add_func ("/table/storage/find-levels", test_find_levels);
  g_test_add_func ("/table/storage/codes-and-levels", test_codes_and_levels);
  return g_test_run ();
}
