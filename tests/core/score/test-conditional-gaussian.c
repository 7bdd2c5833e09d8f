/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "small-tables.h"

/* From the covariances of each cell, half a row’s worth of the identity included, of standardised columns. */
static void
test_known (void)
{
  static const guint x = 0, c = 2, xc[] = { 0, 2 }, xyc[] = { 0, 1, 2 };
  g_autoptr (WfTable) table = create_mixed ();
  g_autoptr (WfScore) score = create_score ("conditional-gaussian", table, "{'penalty': <2.0>}");

  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, NULL, 0), -18.79455551803482, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, &c, 1), -27.62987838956053, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 2, &x, 1), -24.329492810966045, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 1, xc, 2), -30.460460719416623, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 3, xyc, 3), -43.251552559422024, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/conditional-gaussian/known", test_known);
  return g_test_run ();
}
