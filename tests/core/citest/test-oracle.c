/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/rng.h"
#include "core/citest/citest.h"

#define N_MOST 70 /* nodes: more than a word of bits */

static WfGraph *
create_random_dag (WfRng *rng, guint n, double p_edge)
{
  g_auto (GStrv) names = g_new0 (char *, n + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;
  guint order[N_MOST];

  for (guint v = 0; v < n; v++)
    {
      guint swap = (guint) wf_rng_below (rng, v + 1);

      names[v] = g_strdup_printf ("v%u", v);
      order[v] = order[swap];
      order[swap] = v;
    }
  builder = wf_graph_builder_new ((const char *const *) names);
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (wf_rng_uniform (rng) < p_edge)
        wf_graph_builder_add_arrow (builder, order[i], order[j]);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* Questions about some of the nodes, in another order than the graph's, against the walk over its edges. */
static void
compare (WfRng *rng, guint n, guint n_latent, double p_edge, guint n_questions)
{
  g_autoptr (WfGraph) graph = create_random_dag (rng, n, p_edge);
  guint nodes[N_MOST];
  const char *observed[N_MOST + 1] = { NULL };
  guint n_observed = n - n_latent;
  g_autoptr (WfCiTest) test = NULL;

  for (guint v = 0; v < n; v++)
    {
      guint swap = (guint) wf_rng_below (rng, v + 1);

      nodes[v] = nodes[swap];
      nodes[swap] = v;
    }
  for (guint v = 0; v < n_observed; v++)
    observed[v] = wf_graph_get_name (graph, nodes[v]);
  test = wf_ci_test_new_oracle (graph, observed);
  for (guint i = 0; i < n_questions; i++)
    {
      guint given[N_MOST], given_nodes[N_MOST];
      gsize n_given = 0;
      guint x = (guint) wf_rng_below (rng, n_observed);
      guint y = (x + 1 + (guint) wf_rng_below (rng, n_observed - 1)) % n_observed;
      double p_given = wf_rng_uniform (rng);
      gboolean expected;

      for (guint v = 0; v < n_observed; v++)
        if (v != x && v != y && wf_rng_uniform (rng) < p_given)
          {
            given[n_given] = v;
            given_nodes[n_given++] = nodes[v];
          }
      expected = wf_graph_is_d_separated (graph, nodes[x], nodes[y], given_nodes, n_given);
      g_assert_cmpfloat (wf_ci_test_get_p_value (test, x, y, given, n_given), ==, expected ? 1 : 0);
      g_assert_cmpint (wf_ci_test_is_independent (test, x, y, given, n_given, 0.01), ==, expected);
    }
}

static void
test_matches_the_walk (void)
{
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (guint i = 0; i < 300; i++)
    compare (&rng, 5 + i % 8, i % 4, 0.1 + 0.1 * (i % 5), 100);
  for (guint i = 0; i < 20; i++)
    compare (&rng, N_MOST, 5, 0.02 + 0.01 * (i % 5), 200);
}

static void
test_all_nodes (void)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  static const guint middle = 1;
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfCiTest) test = NULL;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 2, 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  test = wf_ci_test_new_oracle (graph, NULL);
  g_assert_cmpstr (wf_ci_test_get_id (test), ==, "oracle");
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 2, NULL, 0), ==, 1);
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 2, &middle, 1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oracle/matches-the-walk", test_matches_the_walk);
  g_test_add_func ("/oracle/all-nodes", test_all_nodes);
  return g_test_run ();
}
