/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/ges-private.h"
#include "sem.h"

#define NEARLY_FREE 1e-7 /* a penalty so small that the rows count as billions */

static WfDiscoveryResult *
search (WfTable *table,
        WfKnowledge *knowledge,
        double penalty,
        gboolean turns,
        gint64 max_parents,
        guint n_threads)
{
  g_autoptr (GError) error = NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) params = NULL;
  WfDiscoveryResult *result;

  g_variant_dict_insert (&dict, "score", "s", "sem-bic");
  g_variant_dict_insert (&dict, "penalty", "d", penalty);
  g_variant_dict_insert (&dict, "turning", "b", turns);
  g_variant_dict_insert (&dict, "max-parents", "x", max_parents);
  params = g_variant_ref_sink (g_variant_dict_end (&dict));
  result = wf_discover (table, "fges", params, knowledge, 1, n_threads, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* With a score that tells any dependence from none, the search ends at the truth (Chickering 2002, theorem
 * 4). */
static void
test_finds_the_class (void)
{
  WfRng rng;

  wf_rng_init (&rng, 41, 0);
  for (gsize i = 0; i < 200; i++)
    {
      g_autoptr (WfGraph) dag =
          create_random_dag (&rng, 2 + (guint) wf_rng_below (&rng, 7), 0.15 + 0.5 * wf_rng_uniform (&rng));
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 60, TRUE);
      g_autoptr (WfDiscoveryResult) result = search (table, NULL, NEARLY_FREE, i % 2, -1, 1);

      g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (result), cpdag));
      g_assert_cmpuint (wf_discovery_result_get_n_tests (result), ==, 0);
    }
}

static gboolean
obeys (WfGraph *dag, WfKnowledge *knowledge)
{
  guint n = (guint) wf_graph_get_n_nodes (dag);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (a != b &&
          (wf_graph_is_parent (dag, a, b) ? wf_knowledge_is_forbidden (knowledge, all_names[a], all_names[b])
                                          : wf_knowledge_is_required (knowledge, all_names[a], all_names[b])))
        return FALSE;
  return TRUE;
}

/* No edge more, less or turned in any member of the class gains, as far as it obeys the knowledge. */
static void
check_optimum (WfScore *score, WfGraph *cpdag, WfKnowledge *knowledge, gboolean turns)
{
  g_autoptr (GPtrArray) members = list_members (cpdag);
  double reached = score_class (score, cpdag);
  guint n = (guint) wf_graph_get_n_nodes (cpdag);

  g_assert_cmpuint (members->len, >, 0);
  for (guint m = 0; m < members->len; m++)
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++)
        {
          WfGraph *member = g_ptr_array_index (members, m);
          g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (member);
          g_autoptr (WfGraph) other = NULL;

          if (a == b || !obeys (member, knowledge) || (!turns && wf_graph_is_parent (member, b, a)))
            continue;
          if (wf_graph_is_parent (member, a, b))
            wf_graph_builder_set_edge (builder, a, b, WF_MARK_NONE, WF_MARK_NONE);
          else
            wf_graph_builder_add_arrow (builder, a, b);
          other = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
          if (other != NULL && obeys (other, knowledge))
            g_assert_cmpfloat (score_dag (score, other), <=, reached + 1e-6);
        }
}

static void
test_reaches_an_optimum (void)
{
  g_autoptr (WfKnowledge) nothing = wf_knowledge_new ();
  gsize n_turned = 0;
  WfRng rng;

  wf_rng_init (&rng, 43, 0);
  for (gsize i = 0; i < 150; i++)
    {
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 5 + i % 2, 0.6);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 40, FALSE);
      g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <0.5>}"));
      g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, params, 1, NULL, NULL);
      g_autoptr (WfDiscoveryResult) plain = search (table, NULL, 0.5, FALSE, -1, 1);
      g_autoptr (WfDiscoveryResult) turned = search (table, NULL, 0.5, TRUE, -1, 1);

      check_optimum (score, wf_discovery_result_get_graph (plain), nothing, FALSE);
      check_optimum (score, wf_discovery_result_get_graph (turned), nothing, TRUE);
      g_assert_cmpfloat (score_class (score, wf_discovery_result_get_graph (turned)), >=,
                         score_class (score, wf_discovery_result_get_graph (plain)) - 1e-6);
      n_turned +=
          !wf_graph_equal (wf_discovery_result_get_graph (plain), wf_discovery_result_get_graph (turned));
    }
  g_assert_cmpuint (n_turned, >, 3); /* the phase does something */
}

/* Knowledge bars ways to the best graph, so that even true knowledge can end the search elsewhere (where
 * knowledge is this dense, one time in twenty-five): then nothing gains there. */
static void
test_true_knowledge (void)
{
  gsize n_elsewhere = 0;
  WfRng rng;

  wf_rng_init (&rng, 47, 0);
  for (gsize i = 0; i < 150; i++)
    {
      guint n = 3 + (guint) wf_rng_below (&rng, 3);
      g_autoptr (WfGraph) dag = create_random_dag (&rng, n, 0.5);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 60, TRUE);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (WfDiscoveryResult) result = NULL;
      g_autoptr (WfGraph) member = NULL;
      g_autoptr (WfGraph) class = NULL;
      g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <1e-7>}"));
      g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, params, 1, NULL, NULL);

      for (guint a = 0; a < n; a++)
        for (guint b = 0; b < n; b++)
          if (a != b && wf_rng_uniform (&rng) < 0.2)
            {
              if (wf_graph_is_parent (dag, a, b))
                wf_knowledge_require (knowledge, all_names[a], all_names[b]);
              else
                wf_knowledge_forbid (knowledge, all_names[a], all_names[b]);
            }
      result = search (table, knowledge, NEARLY_FREE, i % 2, -1, 1);
      member = wf_graph_to_dag (wf_discovery_result_get_graph (result), NULL, NULL, NULL);
      class = wf_graph_to_cpdag (member, NULL);
      if (wf_graph_equal (class, cpdag))
        check_against_all_members (cpdag, knowledge, wf_discovery_result_get_graph (result));
      else
        {
          check_optimum (score, class, knowledge, i % 2);
          n_elsewhere++;
        }
    }
  g_assert_cmpuint (n_elsewhere, <, 12);
}

/* Wrong knowledge is obeyed, no variable gets more parents than it may, and threads change nothing. */
static void
test_limits (void)
{
  WfRng rng;

  wf_rng_init (&rng, 53, 0);
  for (gsize i = 0; i < 60; i++)
    {
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 9, 0.5);
      g_autoptr (WfGraph) other = create_random_dag (&rng, 9, 0.15);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, 100, FALSE);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (WfDiscoveryResult) one = NULL;
      g_autoptr (WfDiscoveryResult) two = NULL;
      g_autoptr (WfDiscoveryResult) few = search (table, NULL, 1, i % 2, 2, 1);
      g_autoptr (WfGraph) member = wf_graph_to_dag (wf_discovery_result_get_graph (few), NULL, NULL, NULL);
      WfGraph *graph;

      for (guint a = 0; a < 9; a++)
        for (guint b = 0; b < 9; b++)
          if (a != b && wf_graph_is_parent (other, a, b))
            wf_knowledge_require (knowledge, all_names[a], all_names[b]);
          else if (a != b && !wf_graph_is_parent (other, b, a) && wf_rng_below (&rng, 3) == 0)
            wf_knowledge_forbid (knowledge, all_names[a], all_names[b]);
      one = search (table, knowledge, 1, i % 2, -1, 1);
      two = search (table, knowledge, 1, i % 2, -1, 2);
      graph = wf_discovery_result_get_graph (one);
      g_assert_true (wf_graph_equal (graph, wf_discovery_result_get_graph (two)));
      for (guint v = 0; v < 9; v++)
        {
          gsize n_parents;
          g_autofree guint *parents = wf_graph_list_parents (member, v, &n_parents);

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

/* Pairs that depend on each other only given others get no edge. */
static void
test_only_dependent_pairs (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (200);
  g_autofree double *noise = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'faithfulness': <true>}"));
  g_autoptr (WfDiscoveryResult) all = NULL;
  g_autoptr (WfDiscoveryResult) dependent = NULL;
  double y[200], z[200];
  WfRng rng;

  wf_rng_init (&rng, 59, 0);
  noise = draw_exact_noise (&rng, 200, 3);
  for (gsize i = 0; i < 200; i++)
    {
      y[i] = noise[i] + noise[200 + i];              /* x -> y */
      z[i] = y[i] - noise[i] + 0.3 * noise[400 + i]; /* y -> z, and x -> z cancels what comes through y */
    }
  wf_table_builder_add_continuous (builder, "x", noise, 200);
  wf_table_builder_add_continuous (builder, "y", y, 200);
  wf_table_builder_add_continuous (builder, "z", z, 200);
  table = wf_table_builder_end (builder);
  all = wf_discover (table, "fges", NULL, NULL, 1, 1, NULL, NULL);
  dependent = wf_discover (table, "fges", params, NULL, 1, 1, NULL, NULL);
  g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (dependent), 0, 1)); /* x -> y <- z */
  g_assert_false (wf_graph_is_adjacent (wf_discovery_result_get_graph (dependent), 0, 2));
  g_assert_true (wf_graph_is_adjacent (wf_discovery_result_get_graph (all), 0, 1));
}

/* From any graph that is no simpler than the truth, here complete ones, taking edges away alone ends there
 * (Chickering 2002, lemma 10). */
static void
test_prunes_to_the_class (void)
{
  WfRng rng;

  wf_rng_init (&rng, 45, 0);
  for (gsize i = 0; i < 100; i++)
    {
      guint n = 2 + (guint) wf_rng_below (&rng, 7);
      g_autoptr (WfGraph) truth = create_random_dag (&rng, n, 0.4);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (truth, NULL);
      g_autoptr (WfTable) table = simulate_sem (&rng, truth, 60, TRUE);
      g_autoptr (GVariant) params =
          g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <%d>}", NEARLY_FREE));
      g_autoptr (WfScore) score = wf_score_new ("sem-bic", table, params, 1, NULL, NULL);
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_graph_get_names (truth));
      g_autoptr (WfGraph) found = NULL;
      g_autoptr (WfGraph) class = NULL;
      WfConstraints constraints = { .n = n };
      WfScore *scores[MAX_NODES];
      WfGesInput input = {
        .n = n, .scores = scores, .constraints = &constraints, .max_parents = n, .n_rows = 60
      };
      guint64 dag[MAX_NODES];

      for (guint v = 0; v < n; v++)
        {
          scores[v] = score;
          dag[v] = (G_GUINT64_CONSTANT (1) << v) - 1;
        }
      g_assert_true (wf_ges_prune (&input, dag, NULL));
      for (guint v = 0; v < n; v++)
        for (guint u = 0; u < n; u++)
          if (dag[v] >> u & 1)
            wf_graph_builder_add_arrow (builder, u, v);
      found = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
      class = wf_graph_to_cpdag (found, NULL);
      g_assert_true (wf_graph_equal (class, cpdag));
    }
}

/* A score that isn't the same for all members of a class doesn't send the search round in circles. */
static void
test_uneven_score (void)
{
  static const char *const levels[] = { "0", "1", "2", NULL };
  g_autoptr (GVariant) params = g_variant_ref_sink (
      g_variant_new_parsed ("{'turning': <true>, 'penalty': <0.2>, 'score': <'conditional-gaussian'>}"));
  WfRng rng;

  wf_rng_init (&rng, 107, 0);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 6, 0.6);
      g_autoptr (WfTable) linear = simulate_sem (&rng, dag, 70, FALSE);
      g_autoptr (WfTableBuilder) builder = wf_table_builder_new (70);
      g_autoptr (WfTable) table = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiscoveryResult) result = NULL;

      for (guint v = 0; v < 6; v++)
        {
          const double *values = wf_table_get_values (linear, v, NULL);
          gint32 codes[70];

          for (guint r = 0; r < 70; r++)
            codes[r] = values[r] < -0.6 ? 0 : values[r] < 0.6 ? 1 : 2;
          if (v % 2)
            wf_table_builder_add_discrete (builder, all_names[v], codes, 70, levels);
          else
            wf_table_builder_add_continuous (builder, all_names[v], values, 70);
        }
      table = wf_table_builder_end (builder);
      result = wf_discover (table, "fges", params, NULL, 1, 1, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (wf_graph_get_n_edges (wf_discovery_result_get_graph (result)), >, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ges/finds-the-class", test_finds_the_class);
  g_test_add_func ("/ges/reaches-an-optimum", test_reaches_an_optimum);
  g_test_add_func ("/ges/true-knowledge", test_true_knowledge);
  g_test_add_func ("/ges/limits", test_limits);
  g_test_add_func ("/ges/only-dependent-pairs", test_only_dependent_pairs);
  g_test_add_func ("/ges/prunes-to-the-class", test_prunes_to_the_class);
  g_test_add_func ("/ges/uneven-score", test_uneven_score);
  return g_test_run ();
}
