/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "small-tables.h"

/* From the formula with log Gamma of every cell, for two equivalent sample sizes. */
static void
test_known (void)
{
  static const guint a = 0, ab[] = { 0, 1 }, bc[] = { 1, 2 };
  g_autoptr (WfTable) table = create_discrete ();
  g_autoptr (WfScore) one = create_score ("bdeu", table, "{'ess': <1.0>}");
  g_autoptr (WfScore) other = create_score ("bdeu", table, "{'ess': <10.0>}");

  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 2, NULL, 0), -13.791336836236958, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 2, &a, 1), -16.90485214544733, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 2, ab, 2), -15.078987063732761, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (one, 0, bc, 2), -10.583742517008757, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 2, NULL, 0), -11.65937109654659, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 2, &a, 1), -12.25927654482419, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 2, ab, 2), -11.594198205620424, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 0, bc, 2), -7.7941873897892755, 1e-9);
}

/* Parents whose cells are far more than the rows: counted by number of the cell, to the same sums. */
static void
test_many_cells (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (500);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfScore) score = NULL;
  const char *levels[101] = { NULL };
  char names[100][4];
  static const guint parents[] = { 0, 1, 2, 3, 4 };
  gint32 codes[500];
  double expected = 0;

  for (gsize level = 0; level < 100; level++)
    {
      g_snprintf (names[level], sizeof names[level], "%zu", level);
      levels[level] = names[level];
    }
  for (gsize j = 0; j < 6; j++)
    {
      /* all rows differ in the parents; the node is 0 or 1 */
      for (gint32 i = 0; i < 500; i++)
        codes[i] = j == 5 ? i % 2 : j == 0 ? i / 100 : (i * (gint32) (2 * j + 1)) % 100;
      wf_table_builder_add_discrete (builder, levels[j], codes, 500, levels);
    }
  table = wf_table_builder_end (builder);
  score = create_score ("bdeu", table, "{'ess': <1.0>}");
  /* one row a cell: Gamma (a + 1) / Gamma (a) is a, so that each row tells (a / 2) / a */
  expected = -500 * G_LN2;
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 5, parents, 5), expected, 1e-8);
}

/* A prior worth far more rows than there are says what each share is, however large its Gamma functions. */
static void
test_strong_prior (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (60);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfScore) score = NULL;
  static const char *const levels[] = { "0", "1", NULL };
  gint32 codes[60] = { 0 };

  codes[0] = 1;
  wf_table_builder_add_discrete (builder, "a", codes, 60, levels);
  table = wf_table_builder_end (builder);
  score = create_score ("bdeu", table, "{'ess': <1000000.0>}");
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, NULL, 0), -60 * G_LN2, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/bdeu/known", test_known);
  g_test_add_func ("/score/bdeu/many-cells", test_many_cells);
  g_test_add_func ("/score/bdeu/strong-prior", test_strong_prior);
  return g_test_run ();
}
