/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/rng.h"
#include "core/table/marginal.h"

static double
sum_of (const double *shares, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += shares[i];
  return sum;
}

static WfMarginal *
observe (const double *values, gsize n)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTable) table = NULL;

  wf_table_builder_add_continuous (builder, "x", values, n);
  table = wf_table_builder_end (builder);
  return wf_marginal_new_observed (table, 0);
}

static void
test_observed (void)
{
  /* expected: numpy.mean, numpy.std (ddof=1), numpy.quantile */
  static const double values[] = { 9, 1, 2, NAN, 3, 4, 5, 6, 7, 8, 0 };
  g_autoptr (WfMarginal) marginal = observe (values, 11);
  const double *bins;
  gsize n_bins;

  g_assert_cmpstr (wf_marginal_get_name (marginal), ==, "x");
  g_assert_cmpint (wf_marginal_get_kind (marginal), ==, WF_COLUMN_CONTINUOUS);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (marginal), 4.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (marginal), 3.0276503540974917, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_quantile (marginal, 0.05), 0.45, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_quantile (marginal, 0.5), 4.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_quantile (marginal, 0.75), 6.75, 1e-12);
  g_assert_true (isnan (wf_marginal_get_quantile (marginal, 0.9)));
  g_assert_cmpfloat (wf_marginal_get_low (marginal), ==, 0);
  g_assert_cmpfloat (wf_marginal_get_high (marginal), ==, 9);
  bins = wf_marginal_get_bins (marginal, &n_bins);
  g_assert_cmpuint (n_bins, ==, WF_MARGINAL_N_BINS);
  g_assert_cmpfloat_with_epsilon (sum_of (bins, n_bins), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (bins[0], 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (bins[23], 0.1, 1e-12);
}

static void
test_with_moments (void)
{
  static const double values[] = { 1, 2, 3, 4, 10 };
  g_autoptr (WfMarginal) marginal = observe (values, 5);
  g_autoptr (WfMarginal) other = wf_marginal_with_moments (marginal, 7, 2);
  const double *bins = wf_marginal_get_bins (marginal, NULL);
  const double *copied = wf_marginal_get_bins (other, NULL);

  g_assert_cmpfloat (wf_marginal_get_mean (other), ==, 7);
  g_assert_cmpfloat (wf_marginal_get_sd (other), ==, 2);
  g_assert_cmpfloat (wf_marginal_get_mean (marginal), ==, 4);
  g_assert_cmpfloat (wf_marginal_get_quantile (other, 0.5), ==, 3);
  g_assert_cmpfloat (wf_marginal_get_high (other), ==, wf_marginal_get_high (marginal));
  for (gsize i = 0; i < WF_MARGINAL_N_BINS; i++)
    g_assert_cmpfloat (copied[i], ==, bins[i]);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Quantiles by selection are those of the sorted values, for every size, with and without ties. */
static void
test_quantiles (void)
{
  static const double levels[] = { 0.05, 0.25, 0.5, 0.75, 0.95 };
  double values[300];
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (gsize n = 1; n <= 300; n++)
    {
      g_autoptr (WfMarginal) marginal = NULL;

      for (gsize i = 0; i < n; i++)
        values[i] = n % 3 == 0   ? (double) wf_rng_below (&rng, 5)
                    : n % 3 == 1 ? (double) i
                                 : wf_rng_normal (&rng);
      marginal = wf_marginal_new_values ("x", values, n, 0, 1, NAN, NAN);
      qsort (values, n, sizeof (double), compare_doubles);
      for (gsize k = 0; k < G_N_ELEMENTS (levels); k++)
        {
          double at = levels[k] * (double) (n - 1);
          gsize below = (gsize) at;
          gsize above = MIN (below + 1, n - 1);

          g_assert_cmpfloat (wf_marginal_get_quantile (marginal, levels[k]), ==,
                             values[below] + (at - (double) below) * (values[above] - values[below]));
        }
    }
}

static void
test_outlier (void)
{
  g_autofree double *values = g_new (double, 10001);
  g_autoptr (WfMarginal) marginal = NULL;
  WfRng rng;

  wf_rng_init (&rng, 2, 0);
  for (gsize i = 0; i < 10000; i++)
    values[i] = wf_rng_normal (&rng);
  values[10000] = 1e6;
  marginal = observe (values, 10001);
  g_assert_cmpfloat (wf_marginal_get_high (marginal), <, 10);
  g_assert_cmpfloat (wf_marginal_get_low (marginal), <, -2.5);
  g_assert_cmpfloat_with_epsilon (sum_of (wf_marginal_get_bins (marginal, NULL), 24), 1, 1e-9);
}

static void
test_degenerate (void)
{
  static const double none[] = { NAN, NAN };
  static const double same[] = { 7, 7, 7 };
  g_autoptr (WfMarginal) without = observe (none, 2);
  g_autoptr (WfMarginal) empty = observe (NULL, 0);
  g_autoptr (WfMarginal) constant = observe (same, 3);
  g_autoptr (WfMarginal) one = observe (same, 1);
  g_autofree char *text = wf_marginal_to_text (without);
  gsize n_bins = 99;

  g_assert_null (wf_marginal_get_bins (without, &n_bins));
  g_assert_cmpuint (n_bins, ==, 0);
  g_assert_true (isnan (wf_marginal_get_mean (without)));
  g_assert_cmpstr (text, ==, "–");
  g_assert_null (wf_marginal_get_bins (empty, NULL));
  g_assert_cmpfloat (wf_marginal_get_low (constant), <, 7);
  g_assert_cmpfloat (wf_marginal_get_high (constant), >, 7);
  g_assert_cmpfloat (wf_marginal_get_sd (constant), ==, 0);
  g_assert_true (isnan (wf_marginal_get_sd (one)));
}

/* Sums of 0.1 are rounded; the values are equal all the same. */
static void
test_equal_values (void)
{
  double values[1000];
  g_autoptr (WfMarginal) marginal = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 0.1;
  marginal = wf_marginal_new_values ("x", values, G_N_ELEMENTS (values), 0, 1, NAN, NAN);
  g_assert_cmpfloat (wf_marginal_get_mean (marginal), ==, 0.1);
  g_assert_cmpfloat (wf_marginal_get_sd (marginal), ==, 0);
}

static void
test_values (void)
{
  static const double values[] = { -100, 0.5, 2.5, 100, NAN };
  g_autoptr (WfMarginal) marginal = wf_marginal_new_values ("x", values, 5, 0, 3, NAN, NAN);
  g_autoptr (WfMarginal) given = wf_marginal_new_values ("x", values, 5, 0, 3, 1.25, 2);
  const double *bins = wf_marginal_get_bins (marginal, NULL);

  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (marginal), 0.75, 1e-12);
  g_assert_cmpfloat (bins[0], ==, 0.25);
  g_assert_cmpfloat (bins[4], ==, 0.25);
  g_assert_cmpfloat (bins[20], ==, 0.25);
  g_assert_cmpfloat (bins[23], ==, 0.25);
  g_assert_cmpfloat (wf_marginal_get_mean (given), ==, 1.25);
  g_assert_cmpfloat (wf_marginal_get_sd (given), ==, 2);
}

static void
test_normal (void)
{
  g_autoptr (WfMarginal) marginal = wf_marginal_new_normal ("x", 1, 2, -5, 7);
  g_autoptr (WfMarginal) point = wf_marginal_new_normal ("x", 3, 0, 0, 24);
  const double *bins = wf_marginal_get_bins (marginal, NULL);

  g_assert_cmpfloat_with_epsilon (sum_of (bins, 24), 1, 1e-12);
  for (gsize i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon (bins[i], bins[23 - i], 1e-12);
  /* P (0 < Z < 0.25) */
  g_assert_cmpfloat_with_epsilon (bins[12], 0.0987063256829237, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_quantile (marginal, 0.95), 1 + 2 * 1.6448536269514722,
                                  1e-12);
  g_assert_cmpfloat (wf_marginal_get_bins (point, NULL)[3], ==, 1);
  g_assert_cmpfloat (wf_marginal_get_quantile (point, 0.05), ==, 3);
}

static void
test_discrete (void)
{
  static const gint32 codes[] = { 0, 1, 1, -1, 1 };
  static const char *const levels[] = { "no", "yes", "never", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (5);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfMarginal) marginal = NULL;
  g_autofree char *text = NULL;
  const double *probabilities;
  gsize n;

  wf_table_builder_add_discrete (builder, "smokes", codes, 5, levels);
  table = wf_table_builder_end (builder);
  marginal = wf_marginal_new_observed (table, 0);
  probabilities = wf_marginal_get_probabilities (marginal, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat (probabilities[0], ==, 0.25);
  g_assert_cmpfloat (probabilities[1], ==, 0.75);
  g_assert_cmpfloat (probabilities[2], ==, 0);
  g_assert_cmpuint (wf_marginal_get_mode (marginal), ==, 1);
  g_assert_cmpstr (wf_marginal_get_level (marginal, 2), ==, "never");
  g_assert_true (isnan (wf_marginal_get_mean (marginal)));
  text = wf_marginal_to_text (marginal);
  g_assert_cmpstr (text, ==, "yes 75\u00a0%");
}

static void
check_change (double before_mean, double before_sd, double after_mean, double after_sd, const char *expected)
{
  g_autoptr (WfMarginal) before = wf_marginal_new_normal ("x", before_mean, before_sd, 0, 1);
  g_autoptr (WfMarginal) after = wf_marginal_new_normal ("x", after_mean, after_sd, 0, 1);
  g_autofree char *text = wf_marginal_change_to_text (before, after);

  g_assert_cmpstr (text, ==, expected);
}

static void
check_discrete_change (double before_yes, double after_yes, const char *expected)
{
  static const char *const levels[] = { "no", "yes" };
  const double p[] = { 1 - before_yes, before_yes };
  const double q[] = { 1 - after_yes, after_yes };
  g_autoptr (WfMarginal) before = wf_marginal_new_discrete ("x", levels, p, 2);
  g_autoptr (WfMarginal) after = wf_marginal_new_discrete ("x", levels, q, 2);
  g_autofree char *text = wf_marginal_change_to_text (before, after);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_change (void)
{
  check_change (100, 1, 83, 1, "▼\u00a017\u00a0%");
  check_change (0, 1, 0.31, 1, "▲\u00a00.31");
  check_change (5, 1, 5, 1, NULL);
  check_change (5, 1, 5 + 1e-12, 1, NULL);
  check_change (1e-17, 1, -3e-17, 1, NULL);
  check_change (5, 1, 5, 2, "≈\u00a00");
  check_discrete_change (0.6, 0.72, "▲\u00a012\u00a0pp");
  check_discrete_change (0.6, 0.28, "▲\u00a032\u00a0pp");
  check_discrete_change (0.9, 0.875, "▼\u00a02.5\u00a0pp");
  check_discrete_change (0.6, 0.6, NULL);
  check_discrete_change (0.6, 0.6001, "≈\u00a00");
}

static guint n_made = 0;
static guint n_freed = 0;

static WfMarginal *
make_shape (gpointer data)
{
  const double *values = data;

  n_made++;
  return wf_marginal_new_values ("x", values, 4, 0, 10, NAN, NAN);
}

static void
count_freed (gpointer data)
{
  n_freed++;
}

/* Moments cost no shape; the shape is made once, and copied with other moments. */
static void
test_deferred (void)
{
  double values[] = { 1, 2, 3, 8 };
  WfMarginal *marginal = wf_marginal_new_deferred ("x", 5, 2, make_shape, values, count_freed);
  g_autoptr (WfMarginal) plain = wf_marginal_new_values ("x", values, 4, 0, 10, NAN, NAN);
  g_autoptr (WfMarginal) copy = NULL;
  gsize n_bins;

  g_assert_cmpfloat (wf_marginal_get_mean (marginal), ==, 5);
  g_assert_cmpfloat (wf_marginal_get_sd (marginal), ==, 2);
  g_assert_cmpint (wf_marginal_get_kind (marginal), ==, WF_COLUMN_CONTINUOUS);
  g_assert_cmpuint (n_made, ==, 0);
  g_assert_cmpfloat (wf_marginal_get_low (marginal), ==, 0);
  g_assert_cmpfloat (wf_marginal_get_high (marginal), ==, 10);
  g_assert_cmpfloat (wf_marginal_get_quantile (marginal, 0.5), ==, wf_marginal_get_quantile (plain, 0.5));
  g_assert_cmpmem (wf_marginal_get_bins (marginal, &n_bins), sizeof (double) * WF_MARGINAL_N_BINS,
                   wf_marginal_get_bins (plain, NULL), sizeof (double) * WF_MARGINAL_N_BINS);
  g_assert_cmpuint (n_bins, ==, WF_MARGINAL_N_BINS);
  copy = wf_marginal_with_moments (marginal, 7, 1);
  g_assert_cmpuint (n_made, ==, 1);
  g_assert_cmpfloat (wf_marginal_get_mean (marginal), ==, 5);
  wf_marginal_unref (marginal);
  g_assert_cmpuint (n_freed, ==, 1);
  g_assert_cmpfloat (wf_marginal_get_mean (copy), ==, 7);
  g_assert_cmpfloat (wf_marginal_get_high (copy), ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/marginal/observed", test_observed);
  g_test_add_func ("/table/marginal/outlier", test_outlier);
  g_test_add_func ("/table/marginal/quantiles", test_quantiles);
  g_test_add_func ("/table/marginal/with-moments", test_with_moments);
  g_test_add_func ("/table/marginal/degenerate", test_degenerate);
  g_test_add_func ("/table/marginal/equal-values", test_equal_values);
  g_test_add_func ("/table/marginal/values", test_values);
  g_test_add_func ("/table/marginal/normal", test_normal);
  g_test_add_func ("/table/marginal/deferred", test_deferred);
  g_test_add_func ("/table/marginal/discrete", test_discrete);
  g_test_add_func ("/table/marginal/change", test_change);
  return g_test_run ();
}
