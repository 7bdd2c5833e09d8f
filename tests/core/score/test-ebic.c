/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "small-tables.h"

/* - n/2 log (1 - R²) - k (log n / 2 + gamma log p), R² from determinants of the correlations */
static void
test_known (void)
{
  g_autoptr (WfTable) table = create_continuous ();
  g_autoptr (WfScore) one = create_score ("ebic", table, NULL);
  g_autoptr (WfScore) half = create_score ("ebic", table, "{'gamma': <0.5>}");
  const guint parents[] = { 1, 2 };

  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 0, NULL, 0), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 0, parents, 2), 2.409974617310839, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (half, 0, parents, 2), 3.508586905978949, 1e-9);
}

/* gamma 0 is Schwarz's BIC */
static void
test_without_gamma (void)
{
  g_autoptr (WfTable) table = create_continuous ();
  g_autoptr (WfScore) extended = create_score ("ebic", table, "{'gamma': <0.0>}");
  g_autoptr (WfScore) plain = create_score ("sem-bic", table, "{'penalty': <1.0>}");
  const guint parents[] = { 0, 1 };

  for (gsize k = 0; k <= 2; k++)
    g_assert_cmpfloat_with_epsilon (wf_score_get_local (extended, 2, parents, k),
                                    wf_score_get_local (plain, 2, parents, k), 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/ebic/known", test_known);
  g_test_add_func ("/score/ebic/without-gamma", test_without_gamma);
  return g_test_run ();
}
