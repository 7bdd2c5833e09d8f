/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/rng.h"
#include "core/citest/contingency-private.h"

#define MAX_COLUMNS 12

static const char *const kinds[] = { "g-square", "chi-square", NULL };

static WfTable *
create_table (gsize p, gsize n, const gint32 *codes, gsize n_levels)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  g_auto (GStrv) levels = NULL;

  for (gsize l = 0; l < n_levels; l++)
    {
      g_autofree char *level = g_strdup_printf ("level %" G_GSIZE_FORMAT, l);

      g_strv_builder_add (strings, level);
    }
  levels = g_strv_builder_end (strings);
  for (gsize j = 0; j < p; j++)
    wf_table_builder_add_discrete (builder, names[j], codes + j * n, n, (const char *const *) levels);
  return wf_table_builder_end (builder);
}

static WfCiTest *
create_test (const char *kind, WfTable *table, double rows_per_cell)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GError) error = NULL;
  WfCiTest *test;

  g_variant_dict_insert (&dict, "rows-per-cell", "d", rows_per_cell);
  params = g_variant_ref_sink (g_variant_dict_end (&dict));
  test = wf_ci_test_new (kind, table, params, 1, NULL, &error);
  g_assert_no_error (error);
  return test;
}

/* P (chi-squared with df degrees > x) for whole df, by the recurrence of the upper incomplete gamma function;
 * in long double, for its range. */
static double
get_chi_squared_tail (double x, guint df)
{
  long double half = x / 2.0L;
  long double q = df % 2 == 1 ? erfcl (sqrtl (half)) : expl (-half);
  long double term = df % 2 == 1 ? expl (-half) * sqrtl (half) / tgammal (1.5L) : expl (-half) * half;

  for (guint d = df % 2 == 1 ? 3 : 4; d <= df; d += 2)
    {
      q += term;
      term *= x / d;
    }
  return (double) q;
}

/* By the definition, stratum by stratum, each found by comparing rows. */
static double
get_expected_p (
    const char *kind, WfTable *table, guint x, guint y, const guint *given, gsize k, double rows_per_cell)
{
  gsize n = wf_table_get_n_rows (table);
  g_autofree gboolean *is_done = g_new0 (gboolean, n);
  const gint32 *cx = wf_table_get_codes (table, x, NULL);
  const gint32 *cy = wf_table_get_codes (table, y, NULL);
  gsize nx = wf_table_get_n_levels (table, x);
  gsize ny = wf_table_get_n_levels (table, y);
  double statistic = 0;
  guint df = 0;

  for (gsize first = 0; first < n; first++)
    {
      g_autofree double *cells = g_new0 (double, nx *ny);
      g_autofree double *rows = g_new0 (double, nx);
      g_autofree double *columns = g_new0 (double, ny);
      double total = 0, part = 0;
      guint n_rows = 0, n_columns = 0;

      if (is_done[first])
        continue;
      for (gsize i = first; i < n; i++)
        {
          gboolean is_member = !is_done[i] && cx[i] >= 0 && cy[i] >= 0;

          for (gsize q = 0; q < k; q++)
            {
              const gint32 *z = wf_table_get_codes (table, given[q], NULL);

              is_member = is_member && z[i] >= 0 && z[i] == z[first];
            }
          if (!is_member)
            continue;
          is_done[i] = TRUE;
          cells[(gsize) cx[i] * ny + (gsize) cy[i]]++;
          rows[cx[i]]++;
          columns[cy[i]]++;
          total++;
        }
      for (gsize a = 0; a < nx; a++)
        n_rows += rows[a] > 0;
      for (gsize b = 0; b < ny; b++)
        n_columns += columns[b] > 0;
      for (gsize a = 0; a < nx; a++)
        for (gsize b = 0; b < ny; b++)
          {
            double expected = rows[a] * columns[b] / total;
            double found = cells[a * ny + b];

            if (g_str_equal (kind, "g-square") && found > 0)
              part += 2 * found * log (found / expected);
            else if (g_str_equal (kind, "chi-square") && expected > 0)
              part += (found - expected) * (found - expected) / expected;
          }
      if (n_rows < 2 || n_columns < 2 || total < rows_per_cell * n_rows * n_columns)
        continue;
      statistic += part;
      df += (n_rows - 1) * (n_columns - 1);
    }
  return df == 0 ? 1 : get_chi_squared_tail (MAX (statistic, 0), df);
}

/* codes: each column copies the one before now and then */
static WfTable *
simulate (gsize p, gsize n, gsize n_levels, double p_missing, guint64 seed)
{
  g_autofree gint32 *codes = g_new (gint32, p * n);
  WfRng rng;

  wf_rng_init (&rng, seed, 2);
  for (gsize j = 0; j < p; j++)
    for (gsize i = 0; i < n; i++)
      {
        codes[j * n + i] = (gint32) wf_rng_below (&rng, n_levels - (j == 1)); /* b lacks its last level */
        if (j > 0 && wf_rng_uniform (&rng) < 0.3 && codes[(j - 1) * n + i] >= 0 && j != 1)
          codes[j * n + i] = codes[(j - 1) * n + i];
        if (wf_rng_uniform (&rng) < p_missing)
          codes[j * n + i] = -1;
      }
  return create_table (p, n, codes, n_levels);
}

static void
compare_all_sets_of (const char *kind, WfTable *table, double rows_per_cell)
{
  g_autoptr (WfCiTest) test = create_test (kind, table, rows_per_cell);
  guint p = (guint) wf_table_get_n_columns (table);

  for (guint x = 0; x < p; x++)
    for (guint y = x + 1; y < p; y++)
      for (guint set = 0; set < 1u << p; set++)
        {
          guint given[MAX_COLUMNS];
          gsize k = 0;
          double found;

          if (set & (1u << x | 1u << y))
            continue;
          for (guint v = 0; v < p; v++)
            if (set & 1u << v)
              given[k++] = v;
          found = wf_ci_test_get_p_value (test, x, y, given, k);
          g_assert_cmpfloat_with_epsilon (found, get_expected_p (kind, table, x, y, given, k, rows_per_cell),
                                          1e-9);
          g_assert_cmpint (wf_ci_test_is_independent (test, x, y, given, k, 0.05), ==, found > 0.05);
        }
}

static void
compare_all_sets (WfTable *table, double rows_per_cell)
{
  for (gsize i = 0; kinds[i] != NULL; i++)
    compare_all_sets_of (kinds[i], table, rows_per_cell);
}

/* Random questions, so that what one leaves for the next is put to use in all ways. */
static void
compare_some_sets (WfTable *table, double rows_per_cell, guint n_questions)
{
  g_autoptr (WfCiTest) test = create_test ("g-square", table, rows_per_cell);
  guint p = (guint) wf_table_get_n_columns (table);
  guint order[MAX_COLUMNS];
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  for (guint v = 0; v < p; v++)
    order[v] = v;
  for (guint i = 0; i < n_questions; i++)
    {
      guint a = (guint) wf_rng_below (&rng, p);
      guint b = (guint) wf_rng_below (&rng, p);
      guint kept = order[a];
      gsize k = wf_rng_below (&rng, p - 1);

      order[a] = order[b];
      order[b] = kept;
      g_assert_cmpfloat_with_epsilon (
          wf_ci_test_get_p_value (test, order[0], order[1], order + 2, k),
          get_expected_p ("g-square", table, order[0], order[1], order + 2, k, rows_per_cell), 1e-9);
    }
}

static void
test_matches_definition_in_any_order (void)
{
  g_autoptr (WfTable) table = simulate (7, 800, 3, 0, 11);
  g_autoptr (WfTable) gaps = simulate (7, 500, 3, 0.02, 12);

  compare_some_sets (table, 0, 100);
  compare_some_sets (table, 2, 200);
  compare_some_sets (gaps, 2, 200);
}

static void
test_matches_definition (void)
{
  g_autoptr (WfTable) binary = simulate (5, 300, 2 + 1, 0, 1);
  g_autoptr (WfTable) more = simulate (4, 200, 5, 0, 2);
  g_autoptr (WfTable) gaps = simulate (4, 200, 3, 0.1, 3);

  compare_all_sets (binary, 0);
  compare_all_sets (more, 0);
  compare_all_sets (gaps, 0);
  compare_all_sets (gaps, 2);
}

/* So many cells that rows are sorted instead. */
static void
test_matches_definition_when_sparse (void)
{
  g_autoptr (WfTable) wide = simulate (4, 100, 40, 0, 4);
  g_autoptr (WfTable) gaps = simulate (4, 100, 30, 0.1, 5);

  compare_all_sets (wide, 0);
  compare_all_sets (gaps, 0);
  compare_all_sets (gaps, 0.5);
}

/* A table of n_x rows of n_y counts as columns x and y. */
static WfTable *
expand_table (const guint *cells, gsize n_x, gsize n_y)
{
  g_autofree gint32 *codes = NULL;
  gsize n = 0, i = 0;

  for (gsize cell = 0; cell < n_x * n_y; cell++)
    n += cells[cell];
  codes = g_new (gint32, 2 * n);
  for (gsize cell = 0; cell < n_x * n_y; cell++)
    for (guint r = 0; r < cells[cell]; r++, i++)
      {
        codes[i] = (gint32) (cell / n_y);
        codes[n + i] = (gint32) (cell % n_y);
      }
  return create_table (2, n, codes, MAX (n_x, n_y));
}

/* Gender and party (Agresti 1996, An Introduction to Categorical Data Analysis, table 2.5): X² = 7.01, G² =
 * 7.00, df = 2, p = 0.03. */
static void
test_known_answer (void)
{
  static const guint party[] = { 279, 73, 225, 165, 47, 191 };
  static const guint small[] = { 10, 5, 3, 12 };
  g_autoptr (WfTable) table = expand_table (party, 2, 3);
  g_autoptr (WfCiTest) pearson = create_test ("chi-square", table, 2);
  g_autoptr (WfCiTest) likelihood = create_test ("g-square", table, 2);
  g_autoptr (WfTable) two = expand_table (small, 2, 2);
  g_autoptr (WfCiTest) of_two = create_test ("chi-square", two, 2);

  g_assert_cmpfloat_with_epsilon (-2 * log (wf_ci_test_get_p_value (pearson, 0, 1, NULL, 0)), 7.01, 5e-3);
  g_assert_cmpfloat_with_epsilon (-2 * log (wf_ci_test_get_p_value (likelihood, 0, 1, NULL, 0)), 7.00, 5e-3);
  /* n (ad - bc)² / products of the margins, df = 1 */
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (of_two, 0, 1, NULL, 0),
                                  erfc (sqrt (30.0 * 105 * 105 / (15.0 * 15 * 13 * 17) / 2)), 1e-12);
}

/* Two strata of 12 rows: a full table of 2 x 3, and one in which a row and a column are empty. */
static void
test_adjusted_degrees_of_freedom (void)
{
  static const gint32 codes[] = {
    0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, /* x */
    0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, /* y */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* z */
  };
  static const guint given = 2;
  g_autoptr (WfTable) table = create_table (3, 24, codes, 3);
  g_autoptr (WfCiTest) test = create_test ("chi-square", table, 2);

  /* the first stratum says 0 with 2 degrees of freedom, the second 12 (4·4 - 2·2)² / 6^4 with 1, not 2 */
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, &given, 1),
                                  get_chi_squared_tail (12.0 * 144 / 1296, 3), 1e-12);
}

/* The rule of thin strata: with 2 rows for each of 4 cells, 8 rows count and 7 don't. */
static void
test_thin_stratum (void)
{
  static const gint32 codes[] = {
    0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, /* x */
    0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, /* y */
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, /* z */
  };
  static const guint given = 2;
  g_autoptr (WfTable) table = create_table (3, 15, codes, 2);
  g_autoptr (WfCiTest) with_rule = create_test ("chi-square", table, 2);
  g_autoptr (WfCiTest) without_rule = create_test ("chi-square", table, 0);
  double first = 8.0 * 64 / 256, second = 7;

  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (with_rule, 0, 1, &given, 1),
                                  get_chi_squared_tail (first, 1), 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (without_rule, 0, 1, &given, 1),
                                  get_chi_squared_tail (first + second, 2), 1e-12);
}

/* A row counts where it has a value of every column of the test, whatever else it lacks. */
static void
test_missing_by_test (void)
{
  static const guint given = 2;

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (WfTable) table = simulate (4, 400, 3, 0.15, 21);
      static const gsize three[] = { 0, 1, 2 };
      g_autoptr (WfTable) complete = wf_table_drop_missing (table, three, 3);
      g_autoptr (WfTable) listwise = wf_table_drop_missing (table, NULL, 0);
      g_autoptr (WfCiTest) test = create_test (kinds[i], table, 1);
      g_autoptr (WfCiTest) of_complete = create_test (kinds[i], complete, 1);
      g_autoptr (WfCiTest) of_listwise = create_test (kinds[i], listwise, 1);
      double p = wf_ci_test_get_p_value (test, 0, 1, &given, 1);

      g_assert_cmpuint (wf_table_get_n_rows (complete), >, wf_table_get_n_rows (listwise));
      g_assert_cmpfloat_with_epsilon (p, wf_ci_test_get_p_value (of_complete, 0, 1, &given, 1), 1e-12);
      g_assert_cmpfloat (fabs (p - wf_ci_test_get_p_value (of_listwise, 0, 1, &given, 1)), >, 1e-3);
      g_assert_nonnull (strstr (wf_ci_test_get_warnings (test)[0], "Values are missing in a, b, c, d"));
    }
}

/* However bits are counted, they are as many. */
static void
test_bit_counters (void)
{
  enum
  {
    N_WORDS = 3 * WF_SLICE_WORDS,
    N_Y = 8
  };
  guint64 bits[N_Y + 2][N_WORDS];
  guint32 expected[N_Y + 1] = { 0 };
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (guint r = 0; r < N_Y + 2; r++)
    for (guint w = 0; w < N_WORDS; w++)
      bits[r][w] = wf_rng_next (&rng);
  for (guint i = 0; i < 64 * N_WORDS; i++)
    {
      gboolean is_in = bits[N_Y][i / 64] >> i % 64 & bits[N_Y + 1][i / 64] >> i % 64 & 1;

      expected[N_Y] += is_in;
      for (guint q = 0; q < N_Y; q++)
        expected[q] += is_in && bits[q][i / 64] >> i % 64 & 1;
    }
  for (const WfBitCounter *const *counter = wf_bit_counters_get (); *counter != NULL; counter++)
    for (guint n_y = 0; n_y <= N_Y; n_y++)
      {
        guint32 counts[N_Y + 1];
        guint64 met[N_WORDS];

        (*counter)->count (bits[N_Y], bits[N_Y + 1], bits[0], N_WORDS, n_y, counts);
        g_assert_cmpmem (counts, n_y * sizeof (guint32), expected, n_y * sizeof (guint32));
        g_assert_cmpuint (counts[n_y], ==, expected[N_Y]);
        g_assert_cmpuint ((*counter)->meet (met, bits[N_Y], bits[N_Y + 1], N_WORDS), ==, expected[N_Y]);
        for (guint w = 0; w < N_WORDS; w++)
          g_assert_cmphex (met[w], ==, bits[N_Y][w] & bits[N_Y + 1][w]);
      }
}

/* The tail against the recurrence of this file and, past it, the general function's known quantiles. */
static void
test_tail (void)
{
  for (guint df = 1; df < 60; df++)
    for (double x = 0; x < 100; x += 3.7)
      g_assert_cmpfloat_with_epsilon (wf_chi_squared_tail (x, df), get_chi_squared_tail (x, df), 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_chi_squared_tail (3.841459, 1), 0.05, 1e-7);
  g_assert_cmpfloat_with_epsilon (wf_chi_squared_tail (18.307038, 10), 0.05, 1e-7);
  g_assert_cmpfloat_with_epsilon (wf_chi_squared_tail (341.395, 300), 0.05, 1e-5);
  g_assert_cmpfloat_with_epsilon (wf_chi_squared_tail (342.463, 301), 0.05, 1e-4);
  g_assert_cmpfloat (wf_chi_squared_tail (1e6, 4), ==, 0);
}

/* Beyond the table of logarithms. */
static void
test_many_rows (void)
{
  const gsize n = 300000;
  g_autofree gint32 *codes = g_new (gint32, 2 * n);
  g_autoptr (WfTable) table = NULL;

  for (gsize i = 0; i < n; i++)
    {
      codes[i] = i % 10 < 9;
      codes[n + i] = i % 1000 == 0 ? 0 : i % 100 < 90;
    }
  table = create_table (2, n, codes, 2);
  compare_all_sets (table, 2);
}

static void
test_constant_column (void)
{
  gint32 codes[] = { 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1 };
  g_autoptr (WfTable) table = create_table (3, 4, codes, 2);
  g_autoptr (WfCiTest) test = create_test ("g-square", table, 0);
  guint given[] = { 1 };

  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), ==, 1);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 2, given, 1), ==,
                     wf_ci_test_get_p_value (test, 0, 2, NULL, 0));
  g_assert_nonnull (strstr (wf_ci_test_get_warnings (test)[0], ": b"));
  g_assert_null (wf_ci_test_get_warnings (test)[1]);
}

/* The thin-strata rule: with it a set that splits the rows up says nothing. */
static void
test_thin_strata (void)
{
  g_autoptr (WfTable) table = simulate (6, 60, 4, 0, 6);
  g_autoptr (WfCiTest) test = create_test ("g-square", table, 5);
  guint given[] = { 2, 3, 4, 5 };

  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, given, 4), ==, 1);
}

/* b is a with its levels swapped, d nearly */
static void
test_copies (void)
{
  gint32 codes[] = { 0, 1, 0, 1, 2, -1, 1, 0, 1, 0, 2, -1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 2, 0 };
  g_autoptr (WfTable) table = create_table (4, 6, codes, 3);

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (WfCiTest) test = create_test (kinds[i], table, 0);
      const char *const *warnings = wf_ci_test_get_warnings (test);

      g_assert_nonnull (strstr (warnings[0], "Values are missing in a, b;"));
      g_assert_nonnull (strstr (warnings[1], "copies of others: a = b."));
      g_assert_null (warnings[2]);
    }
}

static void
test_copies_of_many_levels (void)
{
  g_autofree gint32 *codes = g_new (gint32, 600);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfCiTest) test = NULL;

  for (gint32 i = 0; i < 200; i++)
    {
      codes[i] = i % 20;
      codes[200 + i] = 19 - i % 20;
      codes[400 + i] = (i + i / 20) % 20;
    }
  table = create_table (3, 200, codes, 20);
  test = create_test ("g-square", table, 0);
  g_assert_nonnull (strstr (wf_ci_test_get_warnings (test)[0], "copies of others: a = b."));
  g_assert_null (wf_ci_test_get_warnings (test)[1]);
}

/* With a level for every row nothing can be said, and it is said. */
static void
test_many_levels (void)
{
  g_autofree gint32 *codes = g_new (gint32, 600);
  g_autoptr (WfTable) table = NULL;

  for (gint32 i = 0; i < 300; i++)
    {
      codes[i] = i;
      codes[300 + i] = i % 2;
    }
  table = create_table (2, 300, codes, 300);
  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (WfCiTest) test = create_test (kinds[i], table, 2);
      g_autoptr (WfCiTest) without_rule = create_test (kinds[i], table, 0);

      g_assert_nonnull (strstr (wf_ci_test_get_warnings (test)[0], "Too many levels for 300 rows"));
      g_assert_nonnull (strstr (wf_ci_test_get_warnings (test)[0], ": a."));
      g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), ==, 1);
      g_assert_null (wf_ci_test_get_warnings (without_rule)[0]);
      g_assert_cmpfloat (wf_ci_test_get_p_value (without_rule, 0, 1, NULL, 0), <=, 1);
    }
}

static void
test_one_row (void)
{
  static const gint32 codes[] = { 0, 1, 0 };
  static const guint given = 2;
  g_autoptr (WfTable) table = create_table (3, 1, codes, 2);

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (WfCiTest) test = create_test (kinds[i], table, 0);

      g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), ==, 1);
      g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, &given, 1), ==, 1);
      g_assert_nonnull (
          strstr (wf_ci_test_get_warnings (test)[0], "Never varying, so without any edge: a, b, c"));
    }
}

/* Two columns that never have values in the same row. */
static void
test_no_row_in_common (void)
{
  static const gint32 codes[] = { 0, 1, 0, 1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 0, 1 };
  g_autoptr (WfTable) table = create_table (2, 8, codes, 2);

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (WfCiTest) test = create_test (kinds[i], table, 0);

      g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), ==, 1);
    }
}

static void
test_empty_column (void)
{
  gint32 codes[] = { 0, 1, 0, 1, -1, -1, -1, -1 };
  g_autoptr (WfTable) table = create_table (2, 4, codes, 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_ci_test_new ("g-square", table, NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "No row"));
}

typedef struct
{
  WfCiTest *test;
  double p[64];
} Threads;

static void
ask (gsize task, gpointer data)
{
  Threads *self = data;
  guint given[] = { 2, 3 };

  self->p[task] = wf_ci_test_get_p_value (self->test, 0, 1, given, task % 3);
}

static void
test_from_several_threads (void)
{
  g_autoptr (WfTable) table = simulate (4, 5000, 30, 0, 7);
  g_autoptr (WfCiTest) test = create_test ("g-square", table, 0);
  Threads threads = { .test = test };

  wf_parallel_for (64, 2, ask, &threads);
  for (gsize i = 3; i < 64; i++)
    g_assert_cmpfloat (threads.p[i], ==, threads.p[i % 3]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contingency/matches-definition", test_matches_definition);
  g_test_add_func ("/contingency/matches-definition-when-sparse", test_matches_definition_when_sparse);
  g_test_add_func ("/contingency/known-answer", test_known_answer);
  g_test_add_func ("/contingency/matches-definition-in-any-order", test_matches_definition_in_any_order);
  g_test_add_func ("/contingency/adjusted-degrees-of-freedom", test_adjusted_degrees_of_freedom);
  g_test_add_func ("/contingency/thin-stratum", test_thin_stratum);
  g_test_add_func ("/contingency/missing-by-test", test_missing_by_test);
  g_test_add_func ("/contingency/bit-counters", test_bit_counters);
  g_test_add_func ("/contingency/tail", test_tail);
  g_test_add_func ("/contingency/many-rows", test_many_rows);
  g_test_add_func ("/contingency/constant-column", test_constant_column);
  g_test_add_func ("/contingency/thin-strata", test_thin_strata);
  g_test_add_func ("/contingency/copies", test_copies);
  g_test_add_func ("/contingency/copies-of-many-levels", test_copies_of_many_levels);
  g_test_add_func ("/contingency/many-levels", test_many_levels);
  g_test_add_func ("/contingency/one-row", test_one_row);
  g_test_add_func ("/contingency/no-row-in-common", test_no_row_in_common);
  g_test_add_func ("/contingency/empty-column", test_empty_column);
  g_test_add_func ("/contingency/from-several-threads", test_from_several_threads);
  return g_test_run ();
}
