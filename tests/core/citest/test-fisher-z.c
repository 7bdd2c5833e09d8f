/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/rng.h"
#include "core/citest/citest.h"

#define P 8

static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "h", NULL };

/* Every column depends a little on all before it. */
static WfTable *
simulate (gsize n, guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, n *P);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < P; j++)
      {
        x[j * n + i] = wf_rng_normal (&rng) + 3 * (double) j;
        for (gsize q = 0; q < j; q++)
          x[j * n + i] += (q % 3 == 0 ? 0.4 : -0.2) * x[q * n + i];
      }
  for (gsize j = 0; j < P; j++)
    wf_table_builder_add_continuous (builder, names[j], x + j * n, n);
  return wf_table_builder_end (builder);
}

static WfTable *
create_table (gsize p, gsize n, const double *values)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);

  for (gsize j = 0; j < p; j++)
    wf_table_builder_add_continuous (builder, names[j], values + j * n, n);
  return wf_table_builder_end (builder);
}

/* Residuals of a column regressed on a constant and the set, by Gram-Schmidt run twice. */
static void
get_residuals (WfTable *table, guint column, const guint *given, gsize k, double *out)
{
  gsize n;
  const double *x = wf_table_get_values (table, column, &n);
  g_autofree double *basis = g_new (double, n *(k + 1));

  for (gsize q = 0; q <= k + 1; q++)
    {
      double *v = q <= k ? basis + q * n : out;
      const double *from = q == 0 ? NULL : q <= k ? wf_table_get_values (table, given[q - 1], NULL) : x;
      double length = 0;

      for (gsize i = 0; i < n; i++)
        v[i] = from == NULL ? 1 : from[i];
      for (gsize pass = 0; pass < 2; pass++)
        for (gsize r = 0; r < q; r++)
          {
            double dot = 0;

            for (gsize i = 0; i < n; i++)
              dot += v[i] * basis[r * n + i];
            for (gsize i = 0; i < n; i++)
              v[i] -= dot * basis[r * n + i];
          }
      for (gsize i = 0; i < n; i++)
        length += v[i] * v[i];
      for (gsize i = 0; i < n && q <= k; i++)
        v[i] /= sqrt (length);
    }
}

/* p = erfc (z / sqrt 2) from the correlation of residuals */
static double
get_expected_p (WfTable *table, guint x, guint y, const guint *given, gsize k)
{
  gsize n = wf_table_get_n_rows (table);
  g_autofree double *rx = g_new (double, n);
  g_autofree double *ry = g_new (double, n);
  double xx = 0, yy = 0, xy = 0, r;

  get_residuals (table, x, given, k, rx);
  get_residuals (table, y, given, k, ry);
  for (gsize i = 0; i < n; i++)
    {
      xx += rx[i] * rx[i];
      yy += ry[i] * ry[i];
      xy += rx[i] * ry[i];
    }
  r = xy / sqrt (xx * yy);
  return erfc (fabs (0.5 * log ((1 + r) / (1 - r))) * sqrt ((double) (n - k - 3)) / sqrt (2));
}

static void
test_matches_regression (void)
{
  g_autoptr (WfTable) table = simulate (120, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, table, NULL, 1, NULL, &error);
  gsize n_rejected = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (wf_ci_test_get_id (test), ==, "fisher-z");
  g_assert_cmpuint (wf_ci_test_get_max_given (test), ==, 116);
  g_assert_null (wf_ci_test_get_warnings (test)[0]);
  for (guint x = 0; x < P; x++)
    for (guint y = x + 1; y < P; y++)
      for (guint set = 0; set < 1 << P; set++)
        {
          guint given[P];
          gsize k = 0;
          double p, expected;

          if (set & (1u << x | 1u << y))
            continue;
          for (guint v = 0; v < P; v++)
            if (set & 1u << v)
              given[k++] = v;
          p = wf_ci_test_get_p_value (test, x, y, given, k);
          expected = get_expected_p (table, x, y, given, k);
          g_assert_cmpfloat_with_epsilon (p, expected, 1e-9);
          g_assert_cmpfloat_with_epsilon (p, wf_ci_test_get_p_value (test, y, x, given, k), 1e-12);
          g_assert_cmpint (wf_ci_test_is_independent (test, x, y, given, k, 0.05), ==, p > 0.05);
          g_assert_cmpint (wf_ci_test_is_independent (test, x, y, given, k, 0.2), ==, p > 0.2);
          n_rejected += p <= 0.05;
        }
  g_assert_cmpuint (n_rejected, >, 100);
  g_assert_cmpuint (n_rejected, <, 1700);
}

/* r = 0.5 of 28 rows: z = 5 atanh 0.5 = 2.7465, p = 0.00602 */
static void
test_known_answer (void)
{
  double values[2 * 28];
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfCiTest) test = NULL;

  for (gsize i = 0; i < 28; i++) /* signs: 21 agree, 7 don't, so r = 14 / 28 */
    {
      values[i] = i < 14 ? 1 : -1;
      values[28 + i] = i % 4 == 3 ? -values[i] : values[i];
    }
  values[28 + 12] = values[12];
  table = create_table (2, 28, values);
  test = wf_ci_test_new ("fisher-z", table, NULL, 0, NULL, NULL);
  g_assert_nonnull (test);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, NULL, 0),
                                  get_expected_p (table, 0, 1, NULL, 0), 1e-12);
  g_assert_cmpfloat_with_epsilon (get_expected_p (table, 0, 1, NULL, 0), 0.00602, 1e-3);
}

/* Under independence p-values are uniform. */
static void
test_is_calibrated (void)
{
  gsize n_below = 0;

  for (guint64 seed = 0; seed < 400; seed++)
    {
      g_autofree double *values = g_new (double, 3 * 60);
      g_autoptr (WfTable) table = NULL;
      g_autoptr (WfCiTest) test = NULL;
      guint given[] = { 2 };
      WfRng rng;

      wf_rng_init (&rng, seed, 1);
      for (gsize i = 0; i < 60; i++)
        {
          values[120 + i] = wf_rng_normal (&rng);
          values[i] = values[120 + i] + wf_rng_normal (&rng);
          values[60 + i] = values[120 + i] + wf_rng_normal (&rng);
        }
      table = create_table (3, 60, values);
      test = wf_ci_test_new ("fisher-z", table, NULL, 1, NULL, NULL);
      n_below += !wf_ci_test_is_independent (test, 0, 1, given, 1, 0.1);
      g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), <, 0.3);
    }
  g_assert_cmpuint (n_below, >=, 20); /* 40 expected, standard deviation 6 */
  g_assert_cmpuint (n_below, <=, 60);
}

static void
assert_fails (WfTable *table, int code, const char *first, const char *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCiTest) test = wf_ci_test_new ("fisher-z", table, NULL, 1, NULL, &error);

  g_assert_null (test);
  g_assert_error (error, WF_ERROR, code);
  g_assert_nonnull (strstr (error->message, first));
  g_assert_nonnull (strstr (error->message, second));
}

/* A warning that holds both. */
static gboolean
warns (WfCiTest *test, const char *first, const char *second)
{
  const char *const *warnings = wf_ci_test_get_warnings (test);

  for (gsize i = 0; warnings[i] != NULL; i++)
    if (strstr (warnings[i], first) != NULL && strstr (warnings[i], second) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_names_bad_columns (void)
{
  double empty[] = { 1, 2, 3, 4, 5, NAN, NAN, NAN, NAN, NAN };
  double few[] = { 1, 2, 3, NAN, NAN, 2, 1, NAN, 7, 5 };
  double one[] = { 1, 2 };
  g_autoptr (WfTable) empty_table = create_table (2, 5, empty);
  g_autoptr (WfTable) few_table = create_table (2, 5, few);
  g_autoptr (WfTable) one_row = create_table (2, 1, one);
  g_autoptr (WfTable) no_rows = create_table (2, 0, one);

  assert_fails (empty_table, WF_ERROR_DATA, "No row", "b");
  assert_fails (few_table, WF_ERROR_DATA, "Only 2 of 5", "4 are needed");
  assert_fails (one_row, WF_ERROR_DATA, "too few rows: 1", "4 are needed");
  assert_fails (no_rows, WF_ERROR_DATA, "empty", "open");
}

/* Nothing depends on what never varies, and it takes nothing away from other tests. */
static void
test_constant (void)
{
  g_autoptr (WfTable) table = simulate (60, 8);
  g_autofree double *values = g_new (double, 3 * 60);
  g_autoptr (WfTable) with_constant = NULL;
  g_autoptr (WfCiTest) test = NULL;
  g_autoptr (WfCiTest) reference = wf_ci_test_new (NULL, table, NULL, 1, NULL, NULL);
  const guint constant[] = { 1 };

  for (gsize i = 0; i < 60; i++)
    {
      values[i] = wf_table_get_values (table, 0, NULL)[i];
      values[60 + i] = 7;
      values[120 + i] = wf_table_get_values (table, 1, NULL)[i];
    }
  with_constant = create_table (3, 60, values);
  test = wf_ci_test_new (NULL, with_constant, NULL, 1, NULL, NULL);
  g_assert_true (warns (test, "Column b", "never varies"));
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), ==, 1);
  g_assert_cmpfloat (wf_ci_test_get_measure (test, 0, 2, constant, 1), ==,
                     wf_ci_test_get_measure (reference, 0, 1, NULL, 0));
}

/* d = a + 2 b - 3, and e a copy of a: both are named, c is not. A set leaves out what it holds twice, and
 * separates nothing from what it determines. */
static void
test_names_a_relation (void)
{
  g_autoptr (WfTable) table = simulate (40, 9);
  g_autofree double *values = g_new (double, 6 * 40);
  g_autoptr (WfTable) with_relation = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCiTest) test = NULL;
  const guint twice[] = { 0, 4 }, all[] = { 0, 1, 3 }, copy[] = { 4 };

  for (gsize j = 0; j < 3; j++)
    memcpy (values + j * 40, wf_table_get_values (table, j, NULL), 40 * sizeof (double));
  for (gsize i = 0; i < 40; i++)
    {
      values[120 + i] = values[i] + 2 * values[40 + i] - 3;
      values[160 + i] = values[i];
      values[200 + i] = wf_table_get_values (table, 7, NULL)[i];
    }
  with_relation = create_table (6, 40, values);
  test = wf_ci_test_new ("fisher-z", with_relation, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (warns (test, "Columns a, b, d", "perfectly collinear"));
  g_assert_true (warns (test, "Columns a, e", "perfectly collinear"));
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_measure (test, 2, 5, twice, 2),
                                  wf_ci_test_get_measure (test, 2, 5, twice, 1), 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_measure (test, 2, 5, all, 3),
                                  wf_ci_test_get_measure (test, 2, 5, all, 2), 1e-9);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 3, 2, all, 2), ==, 0);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 2, copy, 1), ==, 0);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 4, NULL, 0), ==, 0);
}

/* Fewer rows than columns: small sets are still judged, and no p-value is NaN. */
static void
test_few_rows (void)
{
  g_autoptr (WfTable) table = simulate (6, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, table, NULL, 1, NULL, &error);
  guint given[] = { 2, 3, 4, 5, 6 };

  g_assert_no_error (error);
  g_assert_cmpuint (wf_ci_test_get_max_given (test), ==, 2);
  for (gsize k = 0; k <= 5; k++)
    {
      double p = wf_ci_test_get_p_value (test, 0, 1, given, k);

      g_assert_cmpfloat (p, >=, 0);
      g_assert_cmpfloat (p, <=, 1);
      g_assert_cmpint (wf_ci_test_is_independent (test, 0, 1, given, k, 0.05), ==, p > 0.05);
      if (k > 2)
        g_assert_cmpfloat (p, ==, 1);
    }
  g_assert_true (warns (test, "fewer rows (6)", "columns (8)"));
}

/* ---- missing values ---- */

/* The table with about one value in six missing from every column but the last two. */
static WfTable *
make_gaps (WfTable *table, guint64 seed)
{
  gsize n = wf_table_get_n_rows (table);
  g_autofree double *values = g_new (double, n *P);
  WfRng rng;

  wf_rng_init (&rng, seed, 1);
  for (gsize j = 0; j < P; j++)
    for (gsize i = 0; i < n; i++)
      values[j * n + i] =
          j < P - 2 && wf_rng_uniform (&rng) < 1.0 / 6 ? NAN : wf_table_get_values (table, j, NULL)[i];
  return create_table (P, n, values);
}

/* Each test on the rows that have all of its columns, as if there were no other columns and rows. */
static void
test_test_wise_deletion (void)
{
  for (guint64 seed = 0; seed < 4; seed++)
    {
      g_autoptr (WfTable) table = simulate (70 + 300 * seed, seed);
      g_autoptr (WfTable) gaps = make_gaps (table, seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, gaps, NULL, 1 + seed % 2, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (warns (test, "each test takes the rows", "rows have a missing value"));
      for (guint set = 0; set < 1 << P; set++)
        {
          gsize columns[P];
          guint given[P], all[P];
          gsize k = 0;
          g_autoptr (WfTable) rows = NULL;
          double p;

          for (guint v = 0; v < P; v++)
            if (set & 1u << v)
              {
                columns[k] = v;
                all[k++] = v;
              }
          if (k < 2)
            continue;
          rows = wf_table_drop_missing (gaps, columns, k);
          memcpy (given, all + 2, (k - 2) * sizeof (guint));
          p = wf_ci_test_get_p_value (test, all[0], all[1], given, k - 2);
          g_assert_cmpfloat_with_epsilon (p, get_expected_p (rows, all[0], all[1], given, k - 2), 1e-9);
          g_assert_cmpint (wf_ci_test_is_independent (test, all[1], all[0], given, k - 2, 0.05), ==,
                           p > 0.05);
        }
    }
}

static void
test_list_wise_deletion (void)
{
  g_autoptr (WfTable) table = simulate (200, 3);
  g_autoptr (WfTable) gaps = make_gaps (table, 3);
  g_autoptr (WfTable) complete = wf_table_drop_missing (gaps, NULL, 0);
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'missing-values': <'list-wise'>}"));
  g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, gaps, params, 1, NULL, NULL);
  g_autoptr (WfCiTest) reference = wf_ci_test_new (NULL, complete, NULL, 1, NULL, NULL);
  const guint given[] = { 2, 6 };

  g_assert_true (warns (test, "of 200 rows", "were left out"));
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, given, 2), ==,
                     wf_ci_test_get_p_value (reference, 0, 1, given, 2));
}

/* Columns that share no rows aren't linked, and that is said. */
static void
test_no_common_rows (void)
{
  g_autofree double *values = g_new (double, 3 * 40);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfCiTest) test = NULL;
  const guint given[] = { 2 };

  for (gsize i = 0; i < 40; i++)
    {
      values[i] = i < 20 ? sin ((double) i) : NAN;
      values[40 + i] = i < 20 ? NAN : sin ((double) i);
      values[80 + i] = cos ((double) i);
    }
  table = create_table (3, 40, values);
  test = wf_ci_test_new (NULL, table, NULL, 1, NULL, NULL);
  g_assert_true (warns (test, "1 pair of columns", "fewer than 4 rows"));
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), ==, 1);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, given, 1), ==, 1);
  g_assert_true (wf_ci_test_is_independent (test, 0, 1, given, 1, 0.01));
}

/* ---- a matrix instead of a table ---- */

static void
test_covariance (void)
{
  g_autoptr (WfTable) table = simulate (90, 21);
  g_autoptr (WfCiTest) reference = wf_ci_test_new (NULL, table, NULL, 1, NULL, NULL);
  double covariance[P * P], correlation[P * P];
  g_autoptr (WfCovariance) given_covariance = NULL;
  g_autoptr (WfCovariance) given_correlation = NULL;
  g_autoptr (WfCiTest) test = NULL;
  g_autoptr (WfCiTest) from_correlation = NULL;

  for (guint a = 0; a < P; a++)
    for (guint b = 0; b < P; b++)
      {
        const double *x = wf_table_get_values (table, a, NULL);
        const double *y = wf_table_get_values (table, b, NULL);
        double sum_x = 0, sum_y = 0, sum = 0;

        for (gsize i = 0; i < 90; i++)
          {
            sum_x += x[i];
            sum_y += y[i];
            sum += x[i] * y[i];
          }
        covariance[a * P + b] = (sum - sum_x * sum_y / 90) / 89;
      }
  for (guint a = 0; a < P; a++)
    for (guint b = 0; b < P; b++)
      correlation[a * P + b] = covariance[a * P + b] / sqrt (covariance[a * P + a] * covariance[b * P + b]);
  given_covariance = wf_covariance_new (names, covariance, 90, NULL);
  given_correlation = wf_covariance_new (names, correlation, 90, NULL);
  test = wf_ci_test_new_covariance (NULL, given_covariance, NULL, NULL);
  from_correlation = wf_ci_test_new_covariance (NULL, given_correlation, NULL, NULL);
  g_assert_null (wf_ci_test_get_warnings (test)[0]);
  g_assert_cmpuint (wf_ci_test_get_max_given (test), ==, 86);
  for (guint set = 0; set < 1 << (P - 2); set++)
    {
      guint given[P];
      gsize k = 0;

      for (guint v = 0; v < P - 2; v++)
        if (set & 1u << v)
          given[k++] = v + 2;
      g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, given, k),
                                      wf_ci_test_get_p_value (reference, 0, 1, given, k), 1e-9);
      g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (from_correlation, 0, 1, given, k),
                                      wf_ci_test_get_p_value (reference, 0, 1, given, k), 1e-9);
    }
}

/* Too few rows, a test that needs them all, one that there isn't; what never varies and what is determined.
 */
static void
test_bad_covariance (void)
{
  static const char *const few[] = { "a", "b", "c", NULL };
  const double singular[] = { 4, 2, 0, 2, 1, 0, 0, 0, 0 };
  g_autoptr (WfCovariance) good = wf_covariance_new (few, singular, 50, NULL);
  g_autoptr (WfCovariance) short_one = wf_covariance_new (few, singular, 3, NULL);
  g_autoptr (WfCiTest) test = NULL;
  g_autoptr (GError) error = NULL;
  const guint given[] = { 2 };

  g_assert_null (wf_ci_test_new_covariance (NULL, short_one, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "4 are needed"));
  g_clear_error (&error);
  g_assert_null (wf_ci_test_new_covariance ("g-square", good, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“g-square” needs the rows"));
  g_clear_error (&error);
  g_assert_null (wf_ci_test_new_covariance ("nonsense", good, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  test = wf_ci_test_new_covariance ("fisher-z", good, NULL, NULL);
  g_assert_true (warns (test, "a, b", "collinear"));
  g_assert_true (warns (test, "Column c", "never varies"));
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, given, 1), ==, 0);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 2, NULL, 0), ==, 1);
}

static void
test_drops_rows_with_missing_values (void)
{
  g_autoptr (WfTable) table = simulate (50, 11);
  g_autofree double *values = g_new (double, 3 * 50);
  g_autofree double *kept = g_new (double, 3 * 48);
  g_autoptr (WfTable) gaps = NULL;
  g_autoptr (WfTable) complete = NULL;
  g_autoptr (WfCiTest) test = NULL;
  g_autoptr (WfCiTest) reference = NULL;
  guint given[] = { 2 };

  for (gsize j = 0; j < 3; j++)
    {
      memcpy (values + j * 50, wf_table_get_values (table, j, NULL), 50 * sizeof (double));
      memcpy (kept + j * 48, values + j * 50 + 2, 48 * sizeof (double));
    }
  values[0] = NAN;            /* column 0, row 0 */
  values[100 + 1] = INFINITY; /* column 2, row 1 */
  gaps = create_table (3, 50, values);
  complete = create_table (3, 48, kept);
  test = wf_ci_test_new (NULL, gaps, NULL, 1, NULL, NULL);
  reference = wf_ci_test_new (NULL, complete, NULL, 1, NULL, NULL);
  g_assert_nonnull (strstr (wf_ci_test_get_warnings (test)[0], "2 of 50 rows"));
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, given, 1),
                                  wf_ci_test_get_p_value (reference, 0, 1, given, 1), 1e-12);
}

/* The unit of a column doesn't matter, whatever its size. */
static void
test_extreme_values (void)
{
  g_autoptr (WfTable) table = simulate (50, 12);
  g_autoptr (WfCiTest) reference = wf_ci_test_new (NULL, table, NULL, 1, NULL, NULL);
  double factors[] = { 1e306, 1e-300, 1e200, 1 };
  g_autofree double *values = g_new (double, 4 * 50);
  g_autoptr (WfTable) scaled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCiTest) test = NULL;
  guint given[] = { 2, 3 };

  for (gsize j = 0; j < 4; j++)
    for (gsize i = 0; i < 50; i++)
      values[j * 50 + i] = factors[j] * wf_table_get_values (table, j, NULL)[i];
  scaled = create_table (4, 50, values);
  test = wf_ci_test_new (NULL, scaled, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  for (gsize k = 0; k <= 2; k++)
    g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, given, k),
                                    wf_ci_test_get_p_value (reference, 0, 1, given, k), 1e-9);
}

/* ---- sweeps ---- */

typedef struct
{
  WfCiTest *test;
  WfCiSweep *sweep;
  guint n_found;
} Heard;

static void
hear (const guint *set, double measure, gpointer data)
{
  Heard *heard = data;

  heard->n_found++;
  g_assert_cmpfloat (measure, <, heard->sweep->threshold);
  g_assert_cmpfloat_with_epsilon (
      measure,
      wf_ci_test_get_measure (heard->test, heard->sweep->x, heard->sweep->y, set, heard->sweep->size), 1e-9);
}

/* One by one: how many sets a sweep asks for, how many separate, and the least measure. */
static void
ask_one_by_one (WfCiTest *test, const WfCiSweep *sweep, guint *n_tests, guint *n_found, double *least)
{
  *n_tests = *n_found = 0;
  *least = INFINITY;
  for (guint choice = 0; choice < 1u << sweep->n; choice++)
    {
      guint set[P];
      guint size = 0;
      gboolean is_new = sweep->is_known == NULL;
      double measure;

      for (guint i = 0; i < sweep->n; i++)
        if (choice >> i & 1)
          {
            set[size++] = sweep->candidates[i];
            is_new |= sweep->is_known != NULL && !sweep->is_known[i];
          }
      if (size != sweep->size || !is_new)
        continue;
      measure = wf_ci_test_get_measure (test, sweep->x, sweep->y, set, size);
      (*n_tests)++;
      *n_found += measure < sweep->threshold;
      *least = MIN (*least, measure);
    }
}

static void
check_sweep (WfCiTest *test, guint n, guint size, const guint8 *is_known, double alpha)
{
  const guint candidates[] = { 1, 2, 3, 5, 6, 7 };
  guint set[P], n_tests, n_found;
  double least;
  WfCiSweep all = { .x = 0,
                    .y = 4,
                    .candidates = candidates,
                    .is_known = is_known,
                    .n = n,
                    .size = size,
                    .threshold = wf_ci_test_get_threshold (test, size, alpha),
                    .least = INFINITY,
                    .set = set };
  WfCiSweep first = all;
  Heard heard = { test, &all, 0 };

  ask_one_by_one (test, &all, &n_tests, &n_found, &least);
  all.found = hear;
  all.data = &heard;
  wf_ci_test_sweep (test, &all);
  g_assert_cmpuint (all.n_tests, ==, n_tests);
  g_assert_cmpuint (heard.n_found, ==, n_found);
  if (n_tests == 0)
    return;
  g_assert_cmpfloat_with_epsilon (all.least, least, 1e-9);
  g_assert_cmpfloat_with_epsilon (all.least, wf_ci_test_get_measure (test, 0, 4, set, size), 1e-9);
  wf_ci_test_sweep (test, &first);
  g_assert_cmpint (first.least<first.threshold, ==, n_found> 0);
  g_assert_cmpuint (first.n_tests, <=, n_tests);
}

static void
test_sweeps (void)
{
  const guint8 is_known[] = { 1, 0, 1, 1, 0, 1 };

  for (guint64 seed = 0; seed < 30; seed++)
    {
      g_autoptr (WfTable) table = simulate (60, seed);
      g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, table, NULL, 1, NULL, NULL);

      for (guint n = 0; n <= 6; n++)
        for (guint size = 1; size <= 6; size++)
          {
            check_sweep (test, n, size, NULL, 0.05);
            check_sweep (test, n, size, is_known, 0.3);
          }
    }
}

static void
test_registry (void)
{
  g_autoptr (GError) error = NULL;
  const WfCiTestKind *const *all = wf_ci_tests_get_all ();
  gsize n = 0;

  for (; all[n] != NULL; n++)
    {
      g_assert_true (wf_ci_test_find (all[n]->id, NULL) == all[n]);
      g_assert_cmpstr (all[n]->name, !=, NULL);
      g_assert_cmpstr (all[n]->citation, !=, NULL);
    }
  g_assert_cmpuint (n, >=, 2);
  g_assert_null (wf_ci_test_find ("no such test", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "fisher-z"));
}

static void
test_refuses_other_data (void)
{
  gint32 codes[] = { 0, 1, 0, 1 };
  const char *const levels[] = { "no", "yes", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTable) table = NULL;

  wf_table_builder_add_discrete (builder, "x", codes, 4, levels);
  wf_table_builder_add_discrete (builder, "y", codes, 4, levels);
  table = wf_table_builder_end (builder);
  assert_fails (table, WF_ERROR_DATA, "fisher-z", "discrete");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fisher-z/matches-regression", test_matches_regression);
  g_test_add_func ("/fisher-z/known-answer", test_known_answer);
  g_test_add_func ("/fisher-z/is-calibrated", test_is_calibrated);
  g_test_add_func ("/fisher-z/names-bad-columns", test_names_bad_columns);
  g_test_add_func ("/fisher-z/constant", test_constant);
  g_test_add_func ("/fisher-z/names-a-relation", test_names_a_relation);
  g_test_add_func ("/fisher-z/few-rows", test_few_rows);
  g_test_add_func ("/fisher-z/test-wise-deletion", test_test_wise_deletion);
  g_test_add_func ("/fisher-z/list-wise-deletion", test_list_wise_deletion);
  g_test_add_func ("/fisher-z/no-common-rows", test_no_common_rows);
  g_test_add_func ("/fisher-z/covariance", test_covariance);
  g_test_add_func ("/fisher-z/bad-covariance", test_bad_covariance);
  g_test_add_func ("/fisher-z/drops-rows-with-missing-values", test_drops_rows_with_missing_values);
  g_test_add_func ("/fisher-z/extreme-values", test_extreme_values);
  g_test_add_func ("/fisher-z/sweeps", test_sweeps);
  g_test_add_func ("/fisher-z/registry", test_registry);
  g_test_add_func ("/fisher-z/refuses-other-data", test_refuses_other_data);
  return g_test_run ();
}
