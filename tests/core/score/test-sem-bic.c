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
                                  -N_ROWS / 2.0 * log (1 - xy * xy / (xx * yy)) - log (N_ROWS), 1e-9);
}

/* Either order of a complete graph tells the same: the score is equivalent over a class. */
static void
test_is_equivalent (void)
{
  g_autoptr (WfTable) table = simulate (2);
  g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);
  const guint x = 0, y = 1, xy[] = { 0, 1 }, yz[] = { 1, 2 };
  double forward = wf_score_get_local (score, 0, NULL, 0) + wf_score_get_local (score, 1, &x, 1) +
                   wf_score_get_local (score, 2, xy, 2);
  double backward = wf_score_get_local (score, 2, NULL, 0) + wf_score_get_local (score, 1, &(guint){ 2 }, 1) +
                    wf_score_get_local (score, 0, yz, 2);

  g_assert_cmpfloat_with_epsilon (forward, backward, 1e-9);
  g_assert_cmpfloat (wf_score_get_local (score, 2, &y, 1), <, wf_score_get_local (score, 2, xy, 2));
}

static void
test_batches (void)
{
  g_autoptr (WfTable) table = simulate (3);
  g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);
  const guint one = 2, two[] = { 0, 2 };
  double with, without[2];

  wf_score_get_local_with (score, 1, &one, 1, &(guint){ 0 }, 1, &with);
  g_assert_cmpfloat_with_epsilon (with, wf_score_get_local (score, 1, two, 2), 1e-9);
  wf_score_get_local_without (score, 1, two, 2, without);
  g_assert_cmpfloat_with_epsilon (without[0], wf_score_get_local (score, 1, &one, 1), 1e-9);
  g_assert_cmpfloat_with_epsilon (without[1], wf_score_get_local (score, 1, &(guint){ 0 }, 1), 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/sem-bic/simple-regression", test_simple_regression);
  g_test_add_func ("/score/sem-bic/is-equivalent", test_is_equivalent);
  g_test_add_func ("/score/sem-bic/batches", test_batches);
  return g_test_run ();
}
