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
#include "core/citest/citest.h"

#define MAX_COLUMNS 12

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
create_test (WfTable *table, double rows_per_cell)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GError) error = NULL;
  WfCiTest *test;

  g_variant_dict_insert (&dict, "rows-per-cell", "d", rows_per_cell);
  params = g_variant_ref_sink (g_variant_dict_end (&dict));
  test = wf_ci_test_new ("g-square", table, params, 1, NULL, &error);
  g_assert_no_error (error);
  return test;
}

/* P (chi-squared with df degrees > x) for whole df, by the recurrence of the upper incomplete gamma function
 */
static double
get_chi_squared_tail (double x, guint df)
{
  double q = df % 2 == 1 ? erfc (sqrt (x / 2)) : exp (-x / 2);
  double term = df % 2 == 1 ? exp (-x / 2) * sqrt (x / 2) / tgamma (1.5) : exp (-x / 2) * x / 2;

  for (guint d = df % 2 == 1 ? 3 : 4; d <= df; d += 2)
    {
      q += term;
      term *= x / d;
    }
  return q;
}

/* By the definition, stratum by stratum, each found by comparing rows. */
static double
get_expected_p (WfTable *table, guint x, guint y, const guint *given, gsize k, double rows_per_cell)
{
  gsize n = wf_table_get_n_rows (table);
  g_autofree gboolean *is_done = g_new0 (gboolean, n);
  const gint32 *cx = wf_table_get_codes (table, x, NULL);
  const gint32 *cy = wf_table_get_codes (table, y, NULL);
  gsize nx = wf_table_get_n_levels (table, x);
  gsize ny = wf_table_get_n_levels (table, y);
  double g2 = 0;
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
          if (cells[a * ny + b] > 0)
            part += 2 * cells[a * ny + b] * log (cells[a * ny + b] * total / (rows[a] * columns[b]));
      if (n_rows < 2 || n_columns < 2 || total < rows_per_cell * n_rows * n_columns)
        continue;
      g2 += part;
      df += (n_rows - 1) * (n_columns - 1);
    }
  return df == 0 ? 1 : get_chi_squared_tail (MAX (g2, 0), df);
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
compare_all_sets (WfTable *table, double rows_per_cell)
{
  g_autoptr (WfCiTest) test = create_test (table, rows_per_cell);
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
          g_assert_cmpfloat_with_epsilon (found, get_expected_p (table, x, y, given, k, rows_per_cell), 1e-9);
          g_assert_cmpint (wf_ci_test_is_independent (test, x, y, given, k, 0.05), ==, found > 0.05);
        }
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
  g_autoptr (WfTable) wide = simulate (4, 150, 40, 0, 4);
  g_autoptr (WfTable) gaps = simulate (4, 150, 30, 0.1, 5);

  compare_all_sets (wide, 0);
  compare_all_sets (gaps, 0);
  compare_all_sets (gaps, 0.5);
}

/* 10 5 / 3 12: G2 = 7.0054, df = 1 */
static void
test_known_answer (void)
{
  gint32 codes[60];
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfCiTest) test = NULL;
  double g2 = 2 * (10 * log (10 / 6.5) + 5 * log (5 / 8.5) + 3 * log (3 / 6.5) + 12 * log (12 / 8.5));

  for (gsize i = 0; i < 30; i++)
    {
      codes[i] = i >= 15;
      codes[30 + i] = i < 15 ? i >= 10 : i >= 18;
    }
  table = create_table (2, 30, codes, 2);
  test = create_test (table, 2);
  g_assert_cmpfloat_with_epsilon (g2, 6.9465, 1e-3);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), erfc (sqrt (g2 / 2)), 1e-12);
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
  g_autoptr (WfCiTest) test = create_test (table, 0);
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
  g_autoptr (WfCiTest) test = create_test (table, 5);
  guint given[] = { 2, 3, 4, 5 };

  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, given, 4), ==, 1);
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
  g_autoptr (WfCiTest) test = create_test (table, 0);
  Threads threads = { .test = test };

  wf_parallel_for (64, 2, ask, &threads);
  for (gsize i = 3; i < 64; i++)
    g_assert_cmpfloat (threads.p[i], ==, threads.p[i % 3]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/g-square/matches-definition", test_matches_definition);
  g_test_add_func ("/g-square/matches-definition-when-sparse", test_matches_definition_when_sparse);
  g_test_add_func ("/g-square/known-answer", test_known_answer);
  g_test_add_func ("/g-square/many-rows", test_many_rows);
  g_test_add_func ("/g-square/constant-column", test_constant_column);
  g_test_add_func ("/g-square/thin-strata", test_thin_strata);
  g_test_add_func ("/g-square/empty-column", test_empty_column);
  g_test_add_func ("/g-square/from-several-threads", test_from_several_threads);
  return g_test_run ();
}
