/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/table/covariance.h"

static const char *const names[] = { "a", "b", "c", NULL };

static void
test_values (void)
{
  const double values[] = { 4, 2, -1, 2, 9, 0.5, -1, 0.5, 1 };
  const gsize some[] = { 2, 0 };
  double r[9];
  gboolean is_constant[3];
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCovariance) covariance = wf_covariance_new (names, values, 40, &error);
  g_autoptr (WfCovariance) part = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (wf_covariance_get_n_variables (covariance), ==, 3);
  g_assert_cmpuint (wf_covariance_get_n_rows (covariance), ==, 40);
  g_assert_cmpint (wf_covariance_find_variable (covariance, "c"), ==, 2);
  g_assert_cmpint (wf_covariance_find_variable (covariance, "d"), ==, -1);
  g_assert_cmpfloat (wf_covariance_get (covariance, 0, 2), ==, -1);
  g_assert_false (wf_covariance_is_correlation (covariance));
  wf_covariance_fill_correlation (covariance, r, is_constant);
  g_assert_cmpfloat_with_epsilon (r[1], 2.0 / 6, 1e-15);
  g_assert_cmpfloat_with_epsilon (r[6], -0.5, 1e-15);
  g_assert_cmpfloat (r[4], ==, 1);
  part = wf_covariance_select (covariance, some, 2);
  g_assert_cmpstr (wf_covariance_get_names (part)[0], ==, "c");
  g_assert_cmpuint (wf_covariance_get_n_variables (part), ==, 2);
  g_assert_cmpfloat (wf_covariance_get (part, 0, 1), ==, -1);
  g_assert_cmpfloat (wf_covariance_get (part, 1, 1), ==, 4);
}

static void
assert_fault (const double *values, WfCovarianceFault fault, gsize row, gsize column, const char *says)
{
  g_autoptr (GError) error = NULL;
  gsize i, j;

  g_assert_cmpint (wf_covariance_find_fault (values, 3, &i, &j), ==, fault);
  g_assert_cmpuint (i, ==, row);
  g_assert_cmpuint (j, ==, column);
  g_assert_null (wf_covariance_new (names, values, 50, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_faults (void)
{
  const double skew[] = { 1, 0, 0.2, 0, 1, 0, 0.1, 0, 1 };
  const double too_large[] = { 1, 0, 0, 0, 1, 3, 0, 3, 1 };
  const double not_a_number[] = { 1, NAN, 0, NAN, 1, 0, 0, 0, 1 };
  const double infinite[] = { 1, 0, 0, 0, INFINITY, 0, 0, 0, 1 };
  const double negative[] = { 1, 0, 0, 0, -1, 0, 0, 0, 1 };
  const double indefinite[] = { 1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1 };
  const double copy[] = { 1, 1, 0.5, 1, 1, 0.2, 0.5, 0.2, 1 }; /* b is a, but c tells them apart */

  assert_fault (skew, WF_COVARIANCE_ASYMMETRIC, 2, 0, "symmetric");
  assert_fault (too_large, WF_COVARIANCE_OUT_OF_RANGE, 2, 1, "“c” and “b”");
  assert_fault (not_a_number, WF_COVARIANCE_NOT_FINITE, 1, 0, "is no number");
  assert_fault (infinite, WF_COVARIANCE_NOT_FINITE, 1, 1, "is no number");
  assert_fault (negative, WF_COVARIANCE_NEGATIVE, 1, 1, "variance of “b”");
  assert_fault (indefinite, WF_COVARIANCE_INDEFINITE, 2, 2, "contradict each other from “c”");
  assert_fault (copy, WF_COVARIANCE_INDEFINITE, 2, 2, "not positive semi-definite");
}

static void
test_bad_names (void)
{
  static const char *const twice[] = { "a", "b", "a", NULL };
  static const char *const none[] = { NULL };
  const double unit[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_covariance_new (twice, unit, 50, &error));
  g_assert_nonnull (strstr (error->message, "called “a”"));
  g_clear_error (&error);
  g_assert_null (wf_covariance_new (none, unit, 50, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_covariance_new (names, unit, 1, &error));
  g_assert_nonnull (strstr (error->message, "two rows"));
}

/* Of x x' for any x, however few its columns, nothing is a fault; with more taken off one variance than
 * remains of it, something is. */
static void
test_definite (void)
{
  g_auto (GStrv) all = g_strsplit ("a b c d e f g h", " ", -1);

  for (guint seed = 0; seed < 200; seed++)
    {
      double x[64], values[64] = { 0 };
      gsize k = 1 + seed % 8, row, column;
      WfRng rng;

      wf_rng_init (&rng, seed, 0);
      for (gsize i = 0; i < 64; i++)
        x[i] = wf_rng_normal (&rng);
      for (gsize i = 0; i < 8; i++)
        for (gsize j = 0; j < 8; j++)
          for (gsize q = 0; q < k; q++)
            values[i * 8 + j] += x[i * 8 + q] * x[j * 8 + q];
      g_assert_cmpint (wf_covariance_find_fault (values, 8, &row, &column), ==, WF_COVARIANCE_GOOD);
      if (k == 8)
        continue;
      values[7 * 8 + 7] *= 0.99; /* the others determine the last, or all of it */
      g_assert_cmpint (wf_covariance_find_fault (values, 8, &row, &column), !=, WF_COVARIANCE_GOOD);
      g_assert_cmpuint (row, ==, 7);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/covariance/values", test_values);
  g_test_add_func ("/covariance/faults", test_faults);
  g_test_add_func ("/covariance/bad-names", test_bad_names);
  g_test_add_func ("/covariance/definite", test_definite);
  return g_test_run ();
}
