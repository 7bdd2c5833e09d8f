/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/rng.h"
#include "core/citest/citest.h"
#include "mixed-tables.h"

/* Worked out apart from the program, chi-squared's tail by its series. */
static void
test_known (void)
{
  static const guint x = 0, y = 1, c = 2;
  g_autoptr (WfTable) table = create_mixed ();
  g_autoptr (WfCiTest) test = wf_ci_test_new ("degenerate-gaussian", table, NULL, 1, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), 0.013891169313469565, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 2, NULL, 0), 0.9976193261526339, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 2, &y, 1), 0.5481379017129986, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, &c, 1), 0.018622915724586964, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 3, 2, &x, 1), 0.7589744335617636, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 3, 1, &x, 1), 0.8662503512573732, 1e-9);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 2, 3, &x, 1), ==,
                     wf_ci_test_get_p_value (test, 3, 2, &x, 1));
}

/* Between two continuous columns, and between a continuous and a discrete one. The standard error of a share
 * of 5 % in 400 tables is 1.1 %. */
static void
test_level_and_power (void)
{
  for (guint other = 1; other <= 3; other += 2)
    {
      g_assert_cmpfloat_with_epsilon (get_rejected ("degenerate-gaussian", other, 0), 0.05, 0.035);
      g_assert_cmpfloat (get_rejected ("degenerate-gaussian", other, 0.5), >, 0.9);
    }
}

/* Between continuous columns it is Fisher's test but for the approximation of the tail. */
static void
test_continuous (void)
{
  g_autoptr (WfTable) mixed = simulate_mixed (0.1, 3);
  g_autoptr (WfTable) table = wf_table_select (mixed, (const gsize[]){ 0, 1 }, 2);
  g_autoptr (WfCiTest) ours = wf_ci_test_new ("degenerate-gaussian", table, NULL, 1, NULL, NULL);
  g_autoptr (WfCiTest) fisher = wf_ci_test_new ("fisher-z", table, NULL, 1, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (ours, 0, 1, NULL, 0),
                                  wf_ci_test_get_p_value (fisher, 0, 1, NULL, 0), 0.002);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/citest/degenerate-gaussian/known", test_known);
  g_test_add_func ("/citest/degenerate-gaussian/level-and-power", test_level_and_power);
  g_test_add_func ("/citest/degenerate-gaussian/continuous", test_continuous);
  return g_test_run ();
}
