/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "order-search.h"

static void
test_exact_class (void)
{
  check_exact_class ("grasp", 200, 190);
}

static void
test_never_above_the_optimum (void)
{
  check_optimum ("grasp", "{}", 60, 20);
  check_optimum ("grasp", "{'starts': <int64 10>}", 60, 45);
}

static void
test_obeys_knowledge (void)
{
  check_knowledge ("grasp");
}

static void
test_starts (void)
{
  check_starts ("grasp");
}

/* What a tier may turn, the next may too: deeper ones find the optimum at least as often, and the highest
 * more often than the lowest. */
static void
test_tiers (void)
{
  static const char *const tiers[] = {
    "{'singular-depth': <int64 0>, 'nonsingular-depth': <int64 0>}",
    "{'nonsingular-depth': <int64 0>}",
    "{}",
  };
  guint n_best[G_N_ELEMENTS (tiers)] = { 0 };

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (WfTable) table = simulate_table (400 + i, 150, 7);
      g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);
      double optimum = find_optimum (score);

      for (gsize t = 0; t < G_N_ELEMENTS (tiers); t++)
        {
          g_autoptr (WfGraph) found = search_for (table, "grasp", tiers[t], NULL, 1, 1);
          g_autoptr (WfGraph) dag = wf_graph_to_dag (found, NULL, NULL, NULL);

          n_best[t] += score_dag (score, dag) > optimum - 1e-8;
        }
    }
  g_test_message ("%u, %u, %u of 60", n_best[0], n_best[1], n_best[2]);
  g_assert_cmpuint (n_best[1], >, 2 * n_best[0]);
  g_assert_cmpuint (n_best[2], >, 2 * n_best[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/grasp/exact-class", test_exact_class);
  g_test_add_func ("/discovery/grasp/never-above-the-optimum", test_never_above_the_optimum);
  g_test_add_func ("/discovery/grasp/obeys-knowledge", test_obeys_knowledge);
  g_test_add_func ("/discovery/grasp/starts", test_starts);
  g_test_add_func ("/discovery/grasp/tiers", test_tiers);
  return g_test_run ();
}
