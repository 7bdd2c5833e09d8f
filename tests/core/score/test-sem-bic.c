/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/rng.h"
#include "core/score/score.h"

#define N_ROWS 50

static WfTable *
simulate (guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  double x[N_ROWS], y[N_ROWS], z[N_ROWS];
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      x[i] = wf_rng_normal (&rng);
      z[i] = wf_rng_normal (&rng);
      y[i] = 3 + 2 * x[i] - z[i] + wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "x", x, N_ROWS);
  wf_table_builder_add_continuous (builder, "y", y, N_ROWS);
  wf_table_builder_add_continuous (builder, "z", z, N_ROWS);
  return wf_table_builder_end (builder);
}

/* One parent: 1 - R² by the textbook formula of simple regression. */
static void
test_simple_regression (void)
{
  g_autoptr (WfTable) table = simulate (1);
  g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, NULL, 1, NULL, NULL);
  const double *x = wf_table_get_values (table, 0, NULL);
  const double *y = wf_table_get_values (table, 1, NULL);
  const guint parent = 0;
  double mx = 0, my = 0, xx = 0, xy = 0, yy = 0;

  for (gsize i = 0; i < N_ROWS; i++)
    {
      mx += x[i] / N_ROWS;
      my += y[i] / N_ROWS;
    }
  for (gsize i = 0; i < N_ROWS; i++)
    {
      xx += (x[i] - mx) * (x[i] - mx);
      xy += (x[i] - mx) * (y[i] - my);
      yy += (y[i] - my) * (y[i] - my);
    }
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 1, NULL, 0), 0, 1e-10);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 1, &parent, 1),
                                  -N_ROWS / 2.0 * log (1 - xy * xy / (xx * yy)) - log (N_ROWS) / 2, 1e-9);
}

/* Either order of a complete graph tells the same: the score is equivalent over a class. */
static void
test_is_equivalent (void)
{
  g_autoptr (WfTable) table = simulate (2);
  g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, NULL, 1, NULL, NULL);
  const guint x = 0, y = 1, xy[] = { 0, 1 }, yz[] = { 1, 2 };
  double forward = wf_score_get_local (score, 0, NULL, 0) + wf_score_get_local (score, 1, &x, 1) +
                   wf_score_get_local (score, 2, xy, 2);
  double backward = wf_score_get_local (score, 2, NULL, 0) + wf_score_get_local (score, 1, &(guint){ 2 }, 1) +
                    wf_score_get_local (score, 0, yz, 2);

  g_assert_cmpfloat_with_epsilon (forward, backward, 1e-9);
  g_assert_cmpfloat (wf_score_get_local (score, 2, &y, 1), <, wf_score_get_local (score, 2, xy, 2));
}

/* Columns that depend on those before them; the last but one copies the first, the last never varies. */
static WfTable *
simulate_many (gsize p, gsize n, gboolean is_degenerate)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new0 (double, n *p);
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (gsize j = 0; j < p; j++)
    {
      g_autofree char *name = g_strdup_printf ("x%zu", j);

      for (gsize i = 0; i < n; i++)
        {
          x[j * n + i] = wf_rng_normal (&rng);
          for (gsize q = j % 3; q < j; q += 4)
            x[j * n + i] += 0.3 * x[q * n + i];
          if (is_degenerate && j + 2 == p)
            x[j * n + i] = 5 - 1e300 * x[i];
          if (is_degenerate && j + 1 == p)
            x[j * n + i] = 7;
        }
      wf_table_builder_add_continuous (builder, name, x + j * n, n);
    }
  return wf_table_builder_end (builder);
}

/* What comes in batches is what comes one by one, for sets of every size, also beyond what fits the stack. */
static void
check_batches (WfTable *table, guint node)
{
  g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, NULL, 1, NULL, NULL);
  guint p = (guint) wf_table_get_n_columns (table);
  g_autofree guint *parents = g_new (guint, p);
  g_autofree double *scores = g_new (double, p);
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  for (guint k = 0; k < p - 1 && k < wf_score_get_max_parents (score); k++)
    {
      g_autofree guint *rest = g_new (guint, p);
      guint n_parents = 0, n_rest = 0;

      for (guint v = 0, left = p - 1; v < p; v++)
        if (v != node && wf_rng_uniform (&rng) * left-- < k - n_parents)
          parents[n_parents++] = v;
        else if (v != node)
          rest[n_rest++] = v;
      wf_score_get_local_with (score, node, parents, n_parents, rest, n_rest, scores);
      for (guint i = 0; i < n_rest; i++)
        {
          g_autofree guint *with = g_new (guint, p);
          guint q = 0;

          for (; q < n_parents && parents[q] < rest[i]; q++)
            with[q] = parents[q];
          with[q] = rest[i];
          for (; q < n_parents; q++)
            with[q + 1] = parents[q];
          g_assert_cmpfloat_with_epsilon (scores[i], wf_score_get_local (score, node, with, n_parents + 1),
                                          1e-6);
        }
      if (n_parents == 0)
        continue;
      wf_score_get_local_without (score, node, parents, n_parents, scores);
      for (guint i = 0; i < n_parents; i++)
        {
          g_autofree guint *without = g_new (guint, p);
          guint m = 0;

          for (guint q = 0; q < n_parents; q++)
            if (q != i)
              without[m++] = parents[q];
          g_assert_cmpfloat_with_epsilon (scores[i], wf_score_get_local (score, node, without, m), 1e-6);
        }
    }
}

static void
test_batches (void)
{
  g_autoptr (WfTable) plain = simulate_many (42, 200, FALSE);
  g_autoptr (WfTable) degenerate = simulate_many (12, 200, TRUE);

  check_batches (plain, 20);
  check_batches (plain, 41);
  check_batches (degenerate, 5);
  check_batches (degenerate, 0);
}

/* Columns that tell nothing, or the same, are named; what they add is nothing. */
static void
test_degenerate (void)
{
  g_autoptr (WfTable) table = simulate_many (12, 200, TRUE);
  g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, NULL, 1, NULL, NULL);
  const char *const *warnings = wf_score_get_warnings (score);
  const guint copies[] = { 0, 10 }, constant[] = { 0, 11 };
  double price = log (200) / 2;

  g_assert_cmpstr (warnings[0], ==, "Never varying, so without any edge: x11");
  g_assert_true (g_str_has_prefix (warnings[1], "Columns x0, x10 are perfectly collinear"));
  g_assert_null (warnings[2]);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 4, copies, 2),
                                  wf_score_get_local (score, 4, copies, 1) - price, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 4, constant, 2),
                                  wf_score_get_local (score, 4, constant, 1) - price, 1e-9);
}

/* Rows with a missing value count for nothing; a column that has none at all doesn't take the others' rows.
 */
static void
test_missing (void)
{
  double x[] = { 1, 2, NAN, 4, 5, 7 }, y[] = { 2, 1, 9, 5, 4, 8 }, none[6];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (6);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfScore) score = NULL;
  const guint parent = 0;

  for (gsize i = 0; i < 6; i++)
    none[i] = NAN;
  wf_table_builder_add_continuous (builder, "x", x, 6);
  wf_table_builder_add_continuous (builder, "y", y, 6);
  wf_table_builder_add_continuous (builder, "none", none, 6);
  table = wf_table_builder_end (builder);
  score = wf_score_new ("sem-bic", table, NULL, 1, NULL, NULL);
  g_assert_true (g_str_has_prefix (wf_score_get_warnings (score)[0], "1 of 6 rows have a missing value"));
  g_assert_cmpstr (wf_score_get_warnings (score)[1], ==, "Never varying, so without any edge: none");
  /* r² = 24² / (22.8 x 30) of the other five rows */
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 1, &parent, 1),
                                  -2.5 * log (1 - 24.0 * 24 / (22.8 * 30)) - log (5) / 2, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/sem-bic/simple-regression", test_simple_regression);
  g_test_add_func ("/score/sem-bic/is-equivalent", test_is_equivalent);
  g_test_add_func ("/score/sem-bic/batches", test_batches);
  g_test_add_func ("/score/sem-bic/degenerate", test_degenerate);
  g_test_add_func ("/score/sem-bic/missing", test_missing);
  return g_test_run ();
}
