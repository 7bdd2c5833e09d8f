/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/boss-private.h"
#include "order-search.h"

/* Searches by score recover the class of the graph when the sample has exactly its correlations. */
static void
test_exact_class (void)
{
  check_exact_class ("boss", 200, 200);
}

static void
test_never_above_the_optimum (void)
{
  check_optimum ("boss", "{}", 60, 50);
  check_optimum ("boss", "{'starts': <int64 10>}", 60, 58);
}

static void
test_obeys_knowledge (void)
{
  check_knowledge ("boss");
}

static void
test_starts (void)
{
  check_starts ("boss");
}

/* What other searches call gives what the search itself gives. */
static void
test_find (void)
{
  g_autoptr (WfTable) table = simulate_table (3, 400, 12);
  g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);
  g_autoptr (GVariant) params = wf_params_complete (wf_discovery_find ("boss", NULL)->params, NULL, NULL);
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, "boss", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_table_get_names (table));
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfGraph) class = NULL;
  WfConstraints constraints = { .n = 12 };
  WfDiscoveryInput input = { .table = table, .params = params, .seed = 1, .n_threads = 1 };
  guint64 parents[12];

  g_assert_true (wf_boss_find (&input, &constraints, score, parents, NULL));
  for (guint v = 0; v < 12; v++)
    for (guint u = 0; u < 12; u++)
      if (parents[v] >> u & 1)
        wf_graph_builder_add_arrow (builder, u, v);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  class = wf_graph_to_cpdag (dag, NULL);
  g_assert_true (wf_graph_equal (class, wf_discovery_result_get_graph (result)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/boss/exact-class", test_exact_class);
  g_test_add_func ("/discovery/boss/never-above-the-optimum", test_never_above_the_optimum);
  g_test_add_func ("/discovery/boss/obeys-knowledge", test_obeys_knowledge);
  g_test_add_func ("/discovery/boss/starts", test_starts);
  g_test_add_func ("/discovery/boss/find", test_find);
  return g_test_run ();
}
