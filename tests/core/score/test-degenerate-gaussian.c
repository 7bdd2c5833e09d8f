/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "small-tables.h"

/* From determinants of the correlations of the columns and indicators. */
static void
test_known (void)
{
  static const guint x = 0, c = 2, xc[] = { 0, 2 }, xyc[] = { 0, 1, 2 };
  g_autoptr (WfTable) table = create_mixed ();
  g_autoptr (WfScore) score = create_score ("degenerate-gaussian", table, "{'penalty': <2.0>}");

  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, NULL, 0), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, &c, 1), -4.601765168620989, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 2, &x, 1), -2.919403985514925, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 1, xc, 2), -1.0675588574748165, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 3, xyc, 3), -7.67287411616226, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/degenerate-gaussian/known", test_known);
  return g_test_run ();
}
