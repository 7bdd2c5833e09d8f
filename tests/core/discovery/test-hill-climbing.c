/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sem.h"

static WfDiscoveryResult *
search (WfTable *table, const char *params, WfKnowledge *knowledge, guint64 seed, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) given = g_variant_ref_sink (g_variant_new_parsed (params));
  WfDiscoveryResult *result =
      wf_discover (table, "hill-climbing", given, knowledge, seed, n_threads, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static double
score_result (WfTable *table, WfDiscoveryResult *result)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <1.0>}"));
  g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, params, 1, NULL, NULL);

  return score_class (score, wf_discovery_result_get_graph (result));
}

/* A walk never ends lower than the climb before it, restarts not lower than both, and both do help at times.
 */
static void
test_walks_and_restarts_help (void)
{
  gsize n_walks = 0;
  gsize n_restarts = 0;
  WfRng rng;

  wf_rng_init (&rng, 73, 0);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 9, 0.5);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 100, FALSE);
      g_autoptr (WfDiscoveryResult) climb =
          search (table, "{'score': <'sem-bic'>, 'tabu': <@x 0>, 'penalty': <1.0>}", NULL, 1, 1);
      g_autoptr (WfDiscoveryResult) walk =
          search (table, "{'score': <'sem-bic'>, 'tabu': <@x 10>, 'penalty': <1.0>}", NULL, 1, 1);
      g_autoptr (WfDiscoveryResult) again = search (
          table, "{'score': <'sem-bic'>, 'tabu': <@x 10>, 'penalty': <1.0>, 'restarts': <@x 5>}", NULL, 1, 1);
      g_autoptr (WfDiscoveryResult) threads = search (
          table, "{'score': <'sem-bic'>, 'tabu': <@x 10>, 'penalty': <1.0>, 'restarts': <@x 5>}", NULL, 1, 2);

      g_assert_cmpfloat (score_result (table, walk), >=, score_result (table, climb) - 1e-6);
      g_assert_cmpfloat (score_result (table, again), >=, score_result (table, walk) - 1e-6);
      g_assert_true (
          wf_graph_equal (wf_discovery_result_get_graph (again), wf_discovery_result_get_graph (threads)));
      n_walks += score_result (table, walk) > score_result (table, climb) + 1e-6;
      n_restarts += score_result (table, again) > score_result (table, walk) + 1e-6;
    }
  g_assert_cmpuint (n_walks, >, 5);
  g_assert_cmpuint (n_restarts, >, 5);
}

/* No edge more, less or turned gains, in the member that was climbed to; every member scores the same. */
static void
test_reaches_a_peak (void)
{
  WfRng rng;

  wf_rng_init (&rng, 79, 0);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 5, 0.5);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 60, FALSE);
      g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <1.0>}"));
      g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, params, 1, NULL, NULL);
      g_autoptr (WfDiscoveryResult) result =
          search (table, "{'score': <'sem-bic'>, 'penalty': <1.0>}", NULL, 1, 1);
      g_autoptr (GPtrArray) members = list_members (wf_discovery_result_get_graph (result));
      gboolean has_peak = FALSE;

      for (guint m = 0; m < members->len && !has_peak; m++)
        {
          WfGraph *member = g_ptr_array_index (members, m);

          has_peak = TRUE;
          for (guint a = 0; a < 5; a++)
            for (guint b = 0; b < 5; b++)
              if (a != b)
                {
                  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (member);
                  g_autoptr (WfGraph) other = NULL;

                  if (wf_graph_is_parent (member, a, b))
                    wf_graph_builder_set_edge (builder, a, b, WF_MARK_NONE, WF_MARK_NONE);
                  else
                    wf_graph_builder_add_arrow (builder, a, b);
                  other = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
                  has_peak = has_peak &&
                             (other == NULL || score_dag (score, other) <= score_dag (score, member) + 1e-6);
                }
        }
      g_assert_true (has_peak);
    }
}

static void
test_limits (void)
{
  WfRng rng;

  wf_rng_init (&rng, 83, 0);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 9, 0.5);
      g_autoptr (WfGraph) other = create_random_dag (&rng, 9, 0.1);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 100, FALSE);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (WfDiscoveryResult) few =
          search (table, "{'max-parents': <@x 2>, 'restarts': <@x 3>}", NULL, 1, 1);
      g_autoptr (WfGraph) member = wf_graph_to_dag (wf_discovery_result_get_graph (few), NULL, NULL, NULL);
      g_autoptr (WfDiscoveryResult) result = NULL;

      for (guint a = 0; a < 9; a++)
        for (guint b = 0; b < 9; b++)
          if (a != b && wf_graph_is_parent (other, a, b))
            wf_knowledge_require (knowledge, all_names[a], all_names[b]);
          else if (a != b && !wf_graph_is_parent (other, b, a) && wf_rng_below (&rng, 3) == 0)
            wf_knowledge_forbid (knowledge, all_names[a], all_names[b]);
      result = search (table, "{'restarts': <@x 3>, 'perturb': <@x 20>}", knowledge, 1, 1);
      for (guint v = 0; v < 9; v++)
        {
          gsize n_parents;
          g_autofree guint *parents = wf_graph_list_parents (member, v, &n_parents);
          WfGraph *graph = wf_discovery_result_get_graph (result);

          g_assert_cmpuint (n_parents, <=, 2);
          for (guint w = 0; w < 9; w++)
            {
              if (v != w && wf_knowledge_is_required (knowledge, all_names[v], all_names[w]))
                g_assert_true (wf_graph_is_parent (graph, v, w));
              if (v != w && wf_graph_is_parent (graph, v, w))
                g_assert_false (wf_knowledge_is_forbidden (knowledge, all_names[v], all_names[w]));
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hill-climbing/walks-and-restarts-help", test_walks_and_restarts_help);
  g_test_add_func ("/hill-climbing/reaches-a-peak", test_reaches_a_peak);
  g_test_add_func ("/hill-climbing/limits", test_limits);
  return g_test_run ();
}
