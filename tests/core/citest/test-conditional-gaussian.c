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
  g_autoptr (WfCiTest) test = wf_ci_test_new ("conditional-gaussian", table, NULL, 1, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), 0.00825496719115959, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 2, NULL, 0), 0.9450182478198154, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 2, &y, 1), 0.993016203544386, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 0, 1, &c, 1), 0.07219165813085893, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 3, 2, &x, 1), 0.31149024129087055, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (test, 3, 1, &x, 1), 1.0, 1e-9);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 2, 3, &x, 1), ==,
                     wf_ci_test_get_p_value (test, 3, 2, &x, 1));
}

/* Between two continuous columns, and between a continuous and a discrete one. The standard error of a share
 * of 5 % in 400 tables is 1.1 %; in cells of some 60 rows, as here, a likelihood ratio rejects a little too
 * often. */
static void
test_level_and_power (void)
{
  for (guint other = 1; other <= 3; other += 2)
    {
      g_assert_cmpfloat_with_epsilon (get_rejected ("conditional-gaussian", other, 0), 0.06, 0.04);
      g_assert_cmpfloat (get_rejected ("conditional-gaussian", other, 0.5), >, 0.9);
    }
}

/* x and y go together in one cell and against each other in the next: only this test sees it. */
static void
test_sees_interaction (void)
{
  static const guint z = 2;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfCiTest) conditional = NULL;
  g_autoptr (WfCiTest) degenerate = NULL;
  double x[N_ROWS], y[N_ROWS];
  gint32 codes[N_ROWS];
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      codes[i] = i % 2;
      x[i] = wf_rng_normal (&rng);
      y[i] = wf_rng_normal (&rng) + (i % 2 == 0 ? x[i] : -x[i]);
    }
  wf_table_builder_add_continuous (builder, "x", x, N_ROWS);
  wf_table_builder_add_continuous (builder, "y", y, N_ROWS);
  wf_table_builder_add_discrete (builder, "z", codes, N_ROWS, mixed_levels);
  table = wf_table_builder_end (builder);
  conditional = wf_ci_test_new ("conditional-gaussian", table, NULL, 1, NULL, NULL);
  degenerate = wf_ci_test_new ("degenerate-gaussian", table, NULL, 1, NULL, NULL);
  g_assert_cmpfloat (wf_ci_test_get_p_value (conditional, 0, 1, &z, 1), <, 1e-10);
  g_assert_cmpfloat (wf_ci_test_get_p_value (degenerate, 0, 1, &z, 1), >, 0.01);
}

/* Of discrete columns alone it is G², cells that don't occur and copies included. */
static void
test_discrete_is_g_square (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (60);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfCiTest) conditional = NULL;
  g_autoptr (WfCiTest) g_square = NULL;
  gint32 codes[4][60];
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < 60; i++)
    {
      codes[0][i] = (gint32) wf_rng_below (&rng, 3);
      codes[1][i] = codes[0][i] == 0 ? 0 : (gint32) wf_rng_below (&rng, 3);
      codes[2][i] = codes[0][i];
      codes[3][i] = (gint32) wf_rng_below (&rng, 3);
    }
  for (gsize j = 0; j < 4; j++)
    wf_table_builder_add_discrete (builder, (const char *[]){ "a", "b", "c", "d" }[j], codes[j], 60,
                                   mixed_levels);
  table = wf_table_builder_end (builder);
  conditional = wf_ci_test_new ("conditional-gaussian", table, NULL, 1, NULL, NULL);
  g_square =
      wf_ci_test_new ("g-square", table, g_variant_new_parsed ("{'rows-per-cell': <0.0>}"), 1, NULL, NULL);
  for (guint x = 0; x < 4; x++)
    for (guint y = x + 1; y < 4; y++)
      for (guint z = 0; z < 4; z++)
        {
          gsize k = z != x && z != y; /* else given nothing */

          g_assert_cmpfloat_with_epsilon (wf_ci_test_get_p_value (conditional, x, y, &z, k),
                                          wf_ci_test_get_p_value (g_square, x, y, &z, k), 1e-9);
        }
  g_assert_cmpfloat (wf_ci_test_get_p_value (conditional, 0, 2, NULL, 0), <, 1e-10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/citest/conditional-gaussian/known", test_known);
  g_test_add_func ("/citest/conditional-gaussian/level-and-power", test_level_and_power);
  g_test_add_func ("/citest/conditional-gaussian/sees-interaction", test_sees_interaction);
  g_test_add_func ("/citest/conditional-gaussian/discrete-is-g-square", test_discrete_is_g_square);
  return g_test_run ();
}
