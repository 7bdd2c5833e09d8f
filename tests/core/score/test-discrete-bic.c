/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "small-tables.h"

/* From the counts of every cell, for two penalties. A level that never occurs counts for nothing. */
static void
test_known (void)
{
  static const guint a = 0, ab[] = { 0, 1 }, bc[] = { 1, 2 };
  g_autoptr (WfTable) table = create_discrete ();
  g_autoptr (WfScore) one = create_score ("discrete-bic", table, "{'penalty': <1.0>}");
  g_autoptr (WfScore) other = create_score ("discrete-bic", table, "{'penalty': <2.0>}");

  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 2, NULL, 0), -13.191584846446283, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 2, &a, 1), -15.154371865849532, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 2, ab, 2), -15.278765960220294, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 0, bc, 2), -11.06663836234181, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 2, NULL, 0), -15.49416993944033, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 2, &a, 1), -19.759542051837624, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 2, ab, 2), -24.489106332196478, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 0, bc, 2), -17.974393641323946, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/discrete-bic/known", test_known);
  return g_test_run ();
}
