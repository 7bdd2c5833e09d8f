/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/rng.h"
#include "core/table/bins.h"
#include "core/table/marginal.h"
#include "core/table/table.h"

static const char *const words[] = { "no", "yes", NULL };
static const char *const numbers[] = { "0", "2", "3.5", NULL };

/* two discrete columns, one of numbers, and two that may be weights */
static WfTable *
make_table (void)
{
  static const gint32 a[] = { 0, 0, 1, 1, -1 }, b[] = { 0, 1, 0, 1, 1 }, level[] = { 1, 0, 1, 1, 2 };
  static const double x[] = { 5, 1, NAN, 2, 7 }, n[] = { 3, 0, 1, 4, 2 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (5);

  wf_table_builder_add_discrete (builder, "a", a, 5, words);
  wf_table_builder_add_discrete (builder, "b", b, 5, words);
  wf_table_builder_add_continuous (builder, "x", x, 5);
  wf_table_builder_add_continuous (builder, "n", n, 5);
  wf_table_builder_add_discrete (builder, "level", level, 5, numbers);
  return wf_table_builder_end (builder);
}

static WfTable *
weigh (WfTable *table, const char *column)
{
  g_autoptr (GError) error = NULL;
  WfTable *weighted = wf_table_with_weights (table, column, &error);

  g_assert_no_error (error);
  return weighted;
}

static void
check_weights (WfTable *table, const double *expected, gsize n)
{
  gsize n_rows;
  const double *weights = wf_table_get_weights (table, &n_rows);

  g_assert_cmpuint (n_rows, ==, n);
  g_assert_cmpuint (n_rows, ==, wf_table_get_n_rows (table));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (weights[i], ==, expected[i]);
}

static void
test_take (void)
{
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (WfTable) weighted = weigh (table, "n");
  g_autoptr (WfTable) other = weigh (weighted, "level");
  g_autoptr (WfTable) none = weigh (other, NULL);
  gsize n_rows = 1;

  g_assert_null (wf_table_get_weights (table, &n_rows));
  g_assert_cmpuint (n_rows, ==, 0);
  g_assert_null (wf_table_get_weight_name (table));
  g_assert_cmpfloat (wf_table_get_total_weight (table), ==, 5);
  g_assert_true (wf_table_has_counts (table));

  check_weights (weighted, (const double[]){ 3, 0, 1, 4, 2 }, 5);
  g_assert_cmpstr (wf_table_get_weight_name (weighted), ==, "n");
  g_assert_cmpfloat (wf_table_get_total_weight (weighted), ==, 10);
  g_assert_cmpuint (wf_table_get_n_columns (weighted), ==, 4);
  g_assert_cmpint (wf_table_find_column (weighted, "n"), ==, -1);
  g_assert_true (wf_table_has_counts (weighted));

  /* a discrete column by the numbers of its levels; what was there before is a column again */
  check_weights (other, (const double[]){ 2, 0, 2, 2, 3.5 }, 5);
  g_assert_false (wf_table_has_counts (other));
  g_assert_cmpint (wf_table_find_column (other, "n"), ==, 3);
  g_assert_cmpfloat (wf_table_get_values (other, 3, NULL)[3], ==, 4);

  g_assert_null (wf_table_get_weights (none, NULL));
  g_assert_cmpuint (wf_table_get_n_columns (none), ==, 5);
  g_assert_cmpstr (wf_table_get_name (none, 4), ==, "level");
}

static void
test_words (void)
{
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (WfTable) counts = weigh (table, "n");
  g_autoptr (WfTable) shares = weigh (table, "level");
  g_autofree char *text = wf_table_describe_weights (counts);
  g_autofree char *other = wf_table_describe_weights (shares);
  g_autofree char *rows = wf_table_describe_rows (counts);
  g_autofree char *plain = wf_table_describe_rows (table);

  g_assert_null (wf_table_describe_weights (table));
  g_assert_cmpstr (text, ==, "rows count by “n”, 10 in all");
  g_assert_cmpstr (other, ==, "rows count by “level”, as shares of the whole");
  g_assert_cmpstr (rows, ==, "5 rows; rows count by “n”, 10 in all");
  g_assert_cmpstr (plain, ==, "5 rows");
}

static void
check_refused (WfTable *table, const char *column, const char *expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_table_with_weights (table, column, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, expected));
}

static void
test_refused (void)
{
  static const double zeros[] = { 0, 0 }, negative[] = { 1, -2 }, missing[] = { 1, NAN };
  static const double huge[] = { 1e308, 1e308 };
  static const gint32 codes[] = { 0, 1 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (2);
  g_autoptr (WfTable) table = NULL;

  wf_table_builder_add_continuous (builder, "zeros", zeros, 2);
  wf_table_builder_add_continuous (builder, "negative", negative, 2);
  wf_table_builder_add_continuous (builder, "missing", missing, 2);
  wf_table_builder_add_continuous (builder, "huge", huge, 2);
  wf_table_builder_add_discrete (builder, "word", codes, 2, words);
  table = wf_table_builder_end (builder);
  check_refused (table, "zeros", "“zeros” are 0");
  check_refused (table, "negative", "Row 2");
  check_refused (table, "missing", "Row 2");
  check_refused (table, "huge", "more than can be counted");
  check_refused (table, "word", "“no” is not a number");
  check_refused (table, "mising", "did you mean “missing”");
}

static void
test_kept (void)
{
  static const gsize columns[] = { 1, 0 }, rows[] = { 3, 3, 0 };
  static const char *const discrete[] = { "x", NULL };
  g_autoptr (WfTable) plain = make_table ();
  g_autoptr (WfTable) table = weigh (plain, "n");
  g_autoptr (WfTable) narrow = wf_table_select (table, columns, 2);
  g_autoptr (WfTable) few = wf_table_select_rows (table, rows, 3, NULL);
  g_autoptr (WfTable) whole = wf_table_drop_missing (table, NULL, 0);
  g_autoptr (WfTable) typed = wf_table_retype (table, discrete, NULL, NULL);
  g_autoptr (WfTable) binned = wf_table_bin (table, NULL, 2, NULL);

  check_weights (narrow, (const double[]){ 3, 0, 1, 4, 2 }, 5);
  check_weights (few, (const double[]){ 4, 4, 3 }, 3);
  check_weights (whole, (const double[]){ 3, 0, 4 }, 3);
  check_weights (typed, (const double[]){ 3, 0, 1, 4, 2 }, 5);
  check_weights (binned, (const double[]){ 3, 0, 1, 4, 2 }, 5);
  g_assert_cmpstr (wf_table_get_weight_name (binned), ==, "n");
}

static void
test_expand (void)
{
  static const double expected[] = { 5, 5, 5, NAN, 2, 2, 2, 2, 7, 7 };
  static const double many[] = { WF_LIMIT_EXPANDED_ROWS, 1 }, x[] = { 1, 2 };
  g_autoptr (WfTable) plain = make_table ();
  g_autoptr (WfTable) table = weigh (plain, "n");
  g_autoptr (WfTable) shares = weigh (plain, "level");
  g_autoptr (WfTable) expanded = wf_table_expand_weights (table, NULL);
  g_autoptr (WfTable) same = wf_table_expand_weights (plain, NULL);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (2);
  g_autoptr (WfTable) large = NULL, weighted = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (same == plain);
  g_assert_null (wf_table_get_weights (expanded, NULL));
  g_assert_cmpuint (wf_table_get_n_rows (expanded), ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (wf_table_get_values (expanded, 2, NULL)[i] == expected[i] || isnan (expected[i]));
  g_assert_cmpuint (wf_table_get_n_missing (expanded, 2), ==, 1);

  g_assert_null (wf_table_expand_weights (shares, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  wf_table_builder_add_continuous (builder, "x", x, 2);
  wf_table_builder_add_continuous (builder, "n", many, 2);
  large = wf_table_builder_end (builder);
  weighted = weigh (large, "n");
  g_assert_null (wf_table_expand_weights (weighted, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

/* random columns, with what is missing, and random counts */
static WfTable *
draw_table (WfRng *rng, gsize n)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, n), *counts = g_new (double, n);
  g_autofree gint32 *codes = g_new (gint32, n);
  g_autoptr (WfTable) table = NULL;

  for (gsize i = 0; i < n; i++)
    {
      x[i] = wf_rng_below (rng, 10) == 0 ? NAN : floor (20 * wf_rng_uniform (rng));
      codes[i] = (gint32) wf_rng_below (rng, 4) - 1;
      counts[i] = (double) wf_rng_below (rng, 5);
    }
  counts[0] = 3;
  x[0] = 1;
  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_discrete (builder, "level", codes, n, numbers);
  wf_table_builder_add_continuous (builder, "n", counts, n);
  table = wf_table_builder_end (builder);
  return weigh (table, "n");
}

static void
compare_bins (WfTable *a, WfTable *b)
{
  g_autoptr (WfTable) first = wf_table_bin (a, NULL, 4, NULL);
  g_autoptr (WfTable) second = wf_table_bin (b, NULL, 4, NULL);

  g_assert_cmpuint (wf_table_get_n_levels (first, 0), ==, wf_table_get_n_levels (second, 0));
  for (gsize i = 0; i < wf_table_get_n_levels (first, 0); i++)
    g_assert_cmpstr (wf_table_get_level (first, 0, i), ==, wf_table_get_level (second, 0, i));
}

static void
compare_marginals (WfMarginal *a, WfMarginal *b)
{
  gsize n, m;
  const double *bins = wf_marginal_get_bins (a, &n), *others = wf_marginal_get_bins (b, &m);

  g_assert_cmpuint (n, ==, m);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (bins[i], ==, others[i]);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (a), wf_marginal_get_mean (b), 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (a), wf_marginal_get_sd (b), 1e-12);
  g_assert_cmpfloat (wf_marginal_get_quantile (a, 0.25), ==, wf_marginal_get_quantile (b, 0.25));
}

/* what is told of a table of counts is what is told of the table with each row that often */
static void
test_as_expanded (void)
{
  WfRng rng;

  wf_rng_init (&rng, 11, 0);
  for (gsize k = 0; k < 200; k++)
    {
      g_autoptr (WfTable) table = draw_table (&rng, 2 + wf_rng_below (&rng, 30));
      g_autoptr (WfTable) expanded = wf_table_expand_weights (table, NULL);
      g_autoptr (WfMarginal) x = wf_marginal_new_observed (table, 0);
      g_autoptr (WfMarginal) same_x = wf_marginal_new_observed (expanded, 0);
      g_autoptr (WfMarginal) level = wf_marginal_new_observed (table, 1);
      g_autoptr (WfMarginal) same_level = wf_marginal_new_observed (expanded, 1);
      gsize n;
      const double *p = wf_marginal_get_probabilities (level, &n);
      const double *q = wf_marginal_get_probabilities (same_level, &n);

      compare_marginals (x, same_x);
      for (gsize i = 0; i < n; i++)
        g_assert_cmpfloat_with_epsilon (p[i], q[i], 1e-12);
      compare_bins (table, expanded);
    }
}

/* P(-1) = 0.125, P(0) = 0.25, P(3) = 0.625: mean 1.75, variance 0.125 2.75² + 0.25 1.75² + 0.625 1.25² */
static void
test_shares (void)
{
  static const double x[] = { 0, 3, -1 }, p[] = { 0.25, 0.625, 0.125 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (3);
  g_autoptr (WfTable) plain = NULL, table = NULL;
  g_autoptr (WfMarginal) marginal = NULL;

  wf_table_builder_add_continuous (builder, "x", x, 3);
  wf_table_builder_add_continuous (builder, "p", p, 3);
  plain = wf_table_builder_end (builder);
  table = weigh (plain, "p");
  marginal = wf_marginal_new_observed (table, 0);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (marginal), 1.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (marginal), sqrt (2.6875), 1e-12);
  g_assert_cmpfloat (wf_marginal_get_quantile (marginal, 0.05), ==, -1);
  g_assert_cmpfloat (wf_marginal_get_quantile (marginal, 0.25), ==, 0);
  g_assert_cmpfloat (wf_marginal_get_quantile (marginal, 0.5), ==, 3);
}

/* rows: n of two discrete columns and a third that may hold weights */
static gboolean
is_found (const char *name, const gint32 *a, const gint32 *b, const double *weights, gsize n)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTable) table = NULL, found = NULL, released = NULL;

  wf_table_builder_add_discrete (builder, "a", a, n, words);
  wf_table_builder_add_continuous (builder, name, weights, n);
  wf_table_builder_add_discrete (builder, "b", b, n, numbers);
  wf_table_builder_add_note (builder, "another note");
  table = wf_table_builder_end (builder);
  found = wf_table_find_weights (table);
  if (found == table)
    return FALSE;
  g_assert_cmpstr (wf_table_get_weight_name (found), ==, name);
  g_assert_nonnull (strstr (wf_table_get_notes (found)[1], name));
  /* taken back it is a column like others, and nobody says anything else */
  released = weigh (found, NULL);
  g_assert_cmpint (wf_table_find_column (released, name), ==, 2);
  g_assert_cmpuint (g_strv_length ((GStrv) wf_table_get_notes (released)), ==, 1);
  g_assert_cmpstr (wf_table_get_notes (released)[0], ==, "another note");
  return TRUE;
}

static void
test_find (void)
{
  static const gint32 a[] = { 0, 0, 0, 1, 1, 1 }, b[] = { 0, 1, 2, 0, 1, 2 };
  static const gint32 twice[] = { 0, 1, 1, 0, 1, 2 }, once[] = { 0, 1, 1, 0, 1, 0 };
  static const gint32 gap[] = { 0, 1, 2, 0, 1, -1 };
  static const double n[] = { 1, 2, 3, 4, 5, 6 }, bad[] = { 1, 2, 3, -4, 5, 6 };

  g_assert_true (is_found ("n", a, b, n, 6));
  g_assert_true (is_found ("Probability", a, b, n, 6));
  g_assert_true (is_found ("Count", a, b, n, 6));
  g_assert_false (is_found ("income", a, b, n, 6));
  g_assert_false (is_found ("n", a, twice, n, 6));
  g_assert_false (is_found ("n", a, once, n, 6));
  g_assert_false (is_found ("n", a, gap, n, 6));
  g_assert_false (is_found ("n", a, b, bad, 6));
}

/* a name for each row is no table of counts, nor is one with another number */
static void
test_find_not (void)
{
  static const char *const ids[] = { "p", "q", "r", "s", NULL };
  static const gint32 id[] = { 0, 1, 2, 3 }, group[] = { 0, 1, 0, 1 };
  static const double n[] = { 1, 2, 3, 4 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTableBuilder) other = wf_table_builder_new (4);
  g_autoptr (WfTable) table = NULL, found = NULL, numeric = NULL, not_found = NULL;

  wf_table_builder_add_discrete (builder, "id", id, 4, ids);
  wf_table_builder_add_discrete (builder, "group", group, 4, words);
  wf_table_builder_add_continuous (builder, "n", n, 4);
  table = wf_table_builder_end (builder);
  found = wf_table_find_weights (table);
  g_assert_true (found == table);

  wf_table_builder_add_continuous (other, "x", n, 4);
  wf_table_builder_add_continuous (other, "n", n, 4);
  numeric = wf_table_builder_end (other);
  not_found = wf_table_find_weights (numeric);
  g_assert_true (not_found == numeric);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weights/take", test_take);
  g_test_add_func ("/weights/words", test_words);
  g_test_add_func ("/weights/refused", test_refused);
  g_test_add_func ("/weights/kept", test_kept);
  g_test_add_func ("/weights/expand", test_expand);
  g_test_add_func ("/weights/as-expanded", test_as_expanded);
  g_test_add_func ("/weights/shares", test_shares);
  g_test_add_func ("/weights/find", test_find);
  g_test_add_func ("/weights/find-not", test_find_not);
  return g_test_run ();
}
