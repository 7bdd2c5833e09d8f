/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "cancelling.h"
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/discovery/pc-private.h"
#include "oracle.h"

static WfDiscoveryResult *
search (WfGraph *dag, WfKnowledge *knowledge, WfColliderRule rule, guint n_threads)
{
  g_autoptr (WfCiTest) test = wf_ci_test_new_oracle (dag, NULL);
  g_autoptr (WfConstraints) constraints =
      wf_constraints_new (knowledge, wf_graph_get_names (dag), NULL, NULL);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_autoptr (GError) error = NULL;
  WfPcInput input = { .test = test,
                      .names = wf_graph_get_names (dag),
                      .constraints = constraints,
                      .alpha = 0.05,
                      .max_given = -1,
                      .n_threads = n_threads };
  WfDiscoveryResult *result = wf_pc_search (&input, rule, params, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_oracle_gives_the_cpdag (void)
{
  static const WfColliderRule rules[] = { WF_COLLIDERS_MAJORITY, WF_COLLIDERS_CONSERVATIVE,
                                          WF_COLLIDERS_MAX_P, WF_COLLIDERS_SEPSET };
  WfRng rng;

  wf_rng_init (&rng, 17, 0);
  for (gsize i = 0; i < 1000; i++)
    {
      guint n = 2 + (guint) wf_rng_below (&rng, 11); /* to 12 */
      g_autoptr (WfGraph) dag = create_random_dag (&rng, n, 0.15 + 0.5 * wf_rng_uniform (&rng) * (n < 8));
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);

      for (gsize r = 0; r < G_N_ELEMENTS (rules); r++)
        {
          g_autoptr (WfDiscoveryResult) result = search (dag, NULL, rules[r], 1 + i % 2);

          g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (result), cpdag));
          g_assert_null (wf_discovery_result_get_warnings (result)[0]);
          check_records (result, dag);
        }
    }
}

/* ---- knowledge ---- */

/* True knowledge about some pairs: required and forbidden arrows, or tiers along the order of the graph. */
static WfKnowledge *
create_true_knowledge (WfRng *rng, WfGraph *dag)
{
  WfKnowledge *knowledge = wf_knowledge_new ();
  gboolean has_tiers = wf_rng_below (rng, 2);
  gsize n;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &n);

  for (gsize i = 0; i < n && has_tiers; i++)
    wf_knowledge_set_tier (knowledge, wf_graph_get_name (dag, order[i]), (guint) (3 * i / n));
  for (guint a = 0; a < n && !has_tiers; a++)
    for (guint b = 0; b < n; b++)
      if (a != b && wf_rng_uniform (rng) < 0.2)
        {
          if (wf_graph_is_parent (dag, a, b))
            wf_knowledge_require (knowledge, wf_graph_get_name (dag, a), wf_graph_get_name (dag, b));
          else
            wf_knowledge_forbid (knowledge, wf_graph_get_name (dag, a), wf_graph_get_name (dag, b));
        }
  return knowledge;
}

static void
test_oracle_with_knowledge (void)
{
  WfRng rng;
  gsize n_used = 0;

  wf_rng_init (&rng, 23, 0);
  for (gsize i = 0; i < 300; i++)
    {
      g_autoptr (WfGraph) dag = create_random_dag (&rng, 3 + (guint) wf_rng_below (&rng, 4), 0.6);
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
      g_autoptr (WfKnowledge) knowledge = create_true_knowledge (&rng, dag);
      g_autoptr (WfDiscoveryResult) result = NULL;

      if (wf_graph_get_n_edges (dag) > 10)
        continue;
      result = search (dag, knowledge, WF_COLLIDERS_MAJORITY, 1);
      check_against_all_members (cpdag, knowledge, wf_discovery_result_get_graph (result));
      check_records (result, dag);
      n_used++;
    }
  g_assert_cmpuint (n_used, >, 150);
}

/* Knowledge that is wrong is obeyed all the same: required edges stay, excluded pairs are not even tested. */
static void
test_wrong_knowledge_is_obeyed (void)
{
  WfRng rng;

  wf_rng_init (&rng, 29, 0);
  for (gsize i = 0; i < 200; i++)
    {
      guint n = 3 + (guint) wf_rng_below (&rng, 5);
      g_autoptr (WfGraph) dag = create_random_dag (&rng, n, 0.5);
      g_autoptr (WfGraph) other = create_random_dag (&rng, n, 0.3);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (WfDiscoveryResult) result = NULL;
      WfGraph *graph;

      for (guint a = 0; a < n; a++)
        for (guint b = 0; b < n; b++)
          if (a != b && wf_graph_is_parent (other, a, b))
            wf_knowledge_require (knowledge, all_names[a], all_names[b]);
          else if (a < b && !wf_graph_is_adjacent (other, a, b) && wf_rng_below (&rng, 3) == 0)
            {
              wf_knowledge_forbid (knowledge, all_names[a], all_names[b]);
              wf_knowledge_forbid (knowledge, all_names[b], all_names[a]);
            }
      result = search (dag, knowledge, WF_COLLIDERS_MAJORITY, 1);
      graph = wf_discovery_result_get_graph (result);
      g_assert_true (wf_graph_is_acyclic (graph));
      for (guint a = 0; a < n; a++)
        for (guint b = 0; b < n; b++)
          if (a != b && wf_knowledge_is_required (knowledge, all_names[a], all_names[b]))
            g_assert_true (wf_graph_is_parent (graph, a, b));
          else if (a != b && wf_knowledge_is_forbidden (knowledge, all_names[a], all_names[b]))
            g_assert_false (wf_graph_is_parent (graph, a, b));
    }
}

/* a -> b -> c: that a causes c directly is said against the data, that b does isn't. */
static void
test_knowledge_against_the_data (void)
{
  const char *const names[] = { "a", "b", "c", "d", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfKnowledge) right = wf_knowledge_new ();
  g_autoptr (WfKnowledge) wrong = wf_knowledge_new ();
  g_autoptr (WfDiscoveryResult) quiet = NULL;
  g_autoptr (WfDiscoveryResult) warned = NULL;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  wf_knowledge_require (right, "b", "c");
  quiet = search (dag, right, WF_COLLIDERS_MAJORITY, 1);
  g_assert_null (wf_discovery_result_get_warnings (quiet)[0]);

  wf_knowledge_require (wrong, "a", "c");
  wf_knowledge_require (wrong, "d", "a");
  wf_knowledge_require (wrong, "b", "c");
  warned = search (dag, wrong, WF_COLLIDERS_MAJORITY, 1);
  g_assert_cmpstr (wf_discovery_result_get_warnings (warned)[0], ==,
                   "The data contradict 2 arrows that the background knowledge requires. They were kept: "
                   "a → c (independent given b, p = 1); d → a (independent, p = 1)");
  g_assert_null (wf_discovery_result_get_warnings (warned)[1]);
  g_assert_true (wf_graph_is_parent (wf_discovery_result_get_graph (warned), 0, 2));
}

/* Three variables that are all linked, and each may be an effect of one other only: a circle. */
static void
test_directions_left_close_a_cycle (void)
{
  const char *const names[] = { "a", "b", "c", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfDiscoveryResult) result = NULL;
  WfGraph *graph;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  wf_graph_builder_add_arrow (builder, 0, 2);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  wf_knowledge_forbid (knowledge, "b", "a");
  wf_knowledge_forbid (knowledge, "c", "b");
  wf_knowledge_require (knowledge, "c", "a");
  result = search (dag, knowledge, WF_COLLIDERS_MAJORITY, 1);
  graph = wf_discovery_result_get_graph (result);
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 2);
  g_assert_true (wf_graph_is_parent (graph, 2, 0));
  g_assert_true (wf_graph_is_acyclic (graph));
  g_assert_nonnull (strstr (wf_discovery_result_get_warnings (result)[0], "1 edge that the data ask for"));
}

/* ---- contradictory answers ---- */

/* Says of every question, by its names alone, something that no graph need agree with. */
static double
noise_p_value (gpointer names, guint x, guint y, const guint *given, gsize n_given)
{
  const char *const *of = names;
  guint sum = 0;
  WfRng rng;

  for (gsize q = 0; q < n_given; q++)
    sum += g_str_hash (of[given[q]]) * 31;
  wf_rng_init (&rng, sum * 7 + g_str_hash (of[x]) * g_str_hash (of[y]), 1 + n_given);
  return wf_rng_uniform (&rng) * (n_given == 0 ? 0.09 : 0.052);
}

static const WfCiTestKind noise = {
  .id = "noise",
  .name = "noise",
  .accepts = WF_DATA_CONTINUOUS,
  .p_value = noise_p_value,
};

static WfDiscoveryResult *
search_noise (const char *const *names, WfColliderRule rule, guint n_threads)
{
  g_autoptr (WfCiTest) test = wf_ci_test_new_custom (&noise, (gpointer) names);
  g_autoptr (WfConstraints) constraints = wf_constraints_new (NULL, names, NULL, NULL);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_autoptr (GError) error = NULL;
  WfPcInput input = { .test = test,
                      .names = names,
                      .constraints = constraints,
                      .alpha = 0.05,
                      .max_given = 3,
                      .n_threads = n_threads };
  WfDiscoveryResult *result = wf_pc_search (&input, rule, params, &error);

  g_assert_no_error (error);
  return result;
}

/* The same marks between the same names. */
static void
assert_same_up_to_order (WfGraph *a, WfGraph *b)
{
  guint n = (guint) wf_graph_get_n_nodes (a);

  for (guint v = 0; v < n; v++)
    for (guint w = 0; w < n; w++)
      if (v != w)
        g_assert_cmpint (wf_graph_get_mark (a, v, w), ==,
                         wf_graph_get_mark (b, (guint) wf_graph_find_node (b, wf_graph_get_name (a, v)),
                                            (guint) wf_graph_find_node (b, wf_graph_get_name (a, w))));
}

/* Whatever the tests say: the order of columns and the number of threads don't matter, and the graph has an
 * extension. */
static void
test_contradictions (void)
{
  const guint n = 9;
  gsize n_with_warnings = 0;
  WfRng rng;

  wf_rng_init (&rng, 31, 0);
  for (guint i = 0; i < 150; i++)
    {
      char *first[MAX_NODES + 1] = { NULL };
      const char *second[MAX_NODES + 1] = { NULL };

      for (guint v = 0; v < n; v++)
        {
          guint swap = (guint) wf_rng_below (&rng, v + 1);

          first[v] = g_strdup_printf ("v%u-%u", i, v);
          second[v] = second[swap];
          second[swap] = first[v];
        }
      for (WfColliderRule rule = WF_COLLIDERS_SEPSET; rule <= WF_COLLIDERS_MAX_P; rule++)
        {
          g_autoptr (WfDiscoveryResult) a = search_noise ((const char *const *) first, rule, 1);
          g_autoptr (WfDiscoveryResult) b = search_noise (second, rule, 2);
          g_autoptr (WfGraph) dag = wf_graph_to_dag (wf_discovery_result_get_graph (a), NULL, NULL, NULL);

          assert_same_up_to_order (wf_discovery_result_get_graph (a), wf_discovery_result_get_graph (b));
          g_assert_nonnull (dag);
          if (rule != WF_COLLIDERS_CONSERVATIVE)
            {
              g_autoptr (WfGraph) class = wf_graph_to_cpdag (dag, NULL);

              g_assert_true (wf_graph_equal (class, wf_discovery_result_get_graph (a)));
            }
          n_with_warnings += wf_discovery_result_get_warnings (a)[0] != NULL;
        }
      for (guint v = 0; v < n; v++)
        g_free (first[v]);
    }
  g_assert_cmpuint (n_with_warnings, >, 50);
}

/* ---- the largest set ---- */

static void
test_max_degree (void)
{
  const char *const names[] = { "a", "b", "c", "d", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) dag = NULL;

  wf_graph_builder_add_arrow (builder, 0, 1); /* a and d need both b and c */
  wf_graph_builder_add_arrow (builder, 0, 2);
  wf_graph_builder_add_arrow (builder, 1, 3);
  wf_graph_builder_add_arrow (builder, 2, 3);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  for (gssize max = -1; max <= 2; max++)
    {
      g_autoptr (WfCiTest) test = wf_ci_test_new_oracle (dag, NULL);
      g_autoptr (WfConstraints) constraints = wf_constraints_new (NULL, names, NULL, NULL);
      g_autoptr (WfSkeleton) skeleton = NULL;
      WfPcInput input = { .test = test,
                          .names = names,
                          .constraints = constraints,
                          .alpha = 0.05,
                          .max_given = max,
                          .n_threads = 1 };

      skeleton = wf_skeleton_new (&input, NULL);
      g_assert_cmpuint (skeleton->final->n_edges, ==, max == 0 ? 6 : max == 1 ? 5 : 4);
      if (max != 0)
        g_assert_cmpint (wf_skeleton_find_removed (skeleton, 1, 2), >=, 0);
      g_assert_cmpint (wf_skeleton_find_removed (skeleton, 0, 1), ==, -1);
    }
}

/* ---- kept edges ---- */

/* The largest p-value over every set of neighbours, at every level, from either end. */
static double
get_largest_p (WfCiTest *test, const WfSkeleton *skeleton, guint a, guint b)
{
  double largest = wf_ci_test_get_p_value (test, a, b, NULL, 0);

  for (guint level = 0; level + 1 < skeleton->levels->len; level++)
    {
      const WfAdjacency *graph = g_ptr_array_index (skeleton->levels, level);

      for (guint set = 0; set < 1u << skeleton->n; set++)
        {
          gboolean is_near_a = TRUE, is_near_b = TRUE;
          guint given[MAX_NODES];
          guint size = 0;

          for (guint v = 0; v < skeleton->n; v++)
            if (set >> v & 1)
              {
                given[size++] = v;
                is_near_a &= v != b && wf_adjacency_has (graph, a, v);
                is_near_b &= v != a && wf_adjacency_has (graph, b, v);
              }
          if (size == level + 1 && (is_near_a || is_near_b))
            largest = MAX (largest, wf_ci_test_get_p_value (test, a, b, given, size));
        }
    }
  return largest;
}

/* Every kept edge has the set, of all that were tested, with the largest p-value. */
static gsize
check_kept (WfCiTest *test, const char *const *names, double alpha, gssize max_given, guint n_threads)
{
  g_autoptr (WfConstraints) constraints = wf_constraints_new (NULL, names, NULL, NULL);
  g_autoptr (WfSkeleton) skeleton = NULL;
  WfPcInput input = { .test = test,
                      .names = names,
                      .constraints = constraints,
                      .alpha = alpha,
                      .max_given = max_given,
                      .n_threads = n_threads };
  gsize n_larger = 0;

  skeleton = wf_skeleton_new (&input, NULL);
  wf_skeleton_fill_p_values (skeleton, &input);
  g_assert_cmpuint (skeleton->kept->len, ==, skeleton->final->n_edges);
  for (guint i = 0; i < skeleton->kept->len; i++)
    {
      const WfRemovedPair *pair = &g_array_index (skeleton->kept, WfRemovedPair, i);
      const guint *given = (const guint *) skeleton->pool->data + pair->first;

      g_assert_cmpuint (pair->a, ==, skeleton->final->edges[2 * i]);
      g_assert_cmpuint (pair->b, ==, skeleton->final->edges[2 * i + 1]);
      g_assert_cmpfloat (pair->p, <=, alpha);
      g_assert_cmpfloat_with_epsilon (pair->p, get_largest_p (test, skeleton, pair->a, pair->b), 1e-12);
      g_assert_cmpfloat_with_epsilon (
          pair->p, wf_ci_test_get_p_value (test, pair->a, pair->b, given, pair->n_given), 1e-12);
      n_larger += pair->n_given > 0;
    }
  for (guint i = 0; i < skeleton->removed->len; i++)
    {
      const WfRemovedPair *pair = &g_array_index (skeleton->removed, WfRemovedPair, i);
      const guint *given = (const guint *) skeleton->pool->data + pair->first;

      g_assert_cmpfloat (pair->p, >, alpha);
      g_assert_cmpfloat_with_epsilon (
          pair->p, wf_ci_test_get_p_value (test, pair->a, pair->b, given, pair->n_given), 1e-12);
    }
  return n_larger;
}

/* Columns that depend on some of those before them. */
static WfTable *
simulate (guint n_columns, gsize n_rows, guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n_rows);
  g_autofree double *x = g_new (double, n_rows *n_columns);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (guint j = 0; j < n_columns; j++)
    {
      for (gsize i = 0; i < n_rows; i++)
        x[j * n_rows + i] = wf_rng_normal (&rng);
      for (guint q = 0; q < j; q++)
        if (wf_rng_uniform (&rng) < 0.4)
          for (gsize i = 0; i < n_rows; i++)
            x[j * n_rows + i] += 0.3 * x[q * n_rows + i];
      wf_table_builder_add_continuous (builder, all_names[j], x + j * n_rows, n_rows);
    }
  return wf_table_builder_end (builder);
}

static void
test_kept (void)
{
  gsize n_larger = 0;

  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (WfTable) table = simulate (8, 150, seed);
      g_autoptr (WfCiTest) fisher = wf_ci_test_new ("fisher-z", table, NULL, 1, NULL, NULL);
      g_autoptr (WfCiTest) by_p = wf_ci_test_new_custom (&noise, (gpointer) all_names);

      n_larger += check_kept (fisher, wf_table_get_names (table), 0.05, -1, 1 + seed % 2);
      n_larger += check_kept (by_p, wf_table_get_names (table), 0.05, 3, 1 + seed % 2);
    }
  g_assert_cmpuint (n_larger, >, 200);
}

/* ---- the set with the largest p-value ---- */

/* Of all sets among the final neighbours of a or of c that are no larger than the skeleton's; 0 when none
 * separates. */
static double
get_largest_final_p (const WfPcInput *input,
                     const WfSkeleton *skeleton,
                     const WfTriple *triple,
                     gboolean *has_b)
{
  double largest = 0;

  for (guint set = 0; set < 1u << skeleton->n; set++)
    {
      gboolean is_near_a = TRUE, is_near_c = TRUE;
      guint given[MAX_NODES];
      guint size = 0;
      double p;

      for (guint v = 0; v < skeleton->n; v++)
        if (set >> v & 1)
          {
            given[size++] = v;
            is_near_a &= v != triple->c && wf_adjacency_has (skeleton->final, triple->a, v);
            is_near_c &= v != triple->a && wf_adjacency_has (skeleton->final, triple->c, v);
          }
      if ((!is_near_a && !is_near_c) || size >= skeleton->levels->len)
        continue;
      p = wf_ci_test_get_p_value (input->test, triple->a, triple->c, given, size);
      if (p <= input->alpha || p <= largest)
        continue;
      largest = p;
      *has_b = set >> triple->b & 1;
    }
  return largest;
}

static void
test_max_p (void)
{
  gsize n_colliders = 0, n_others = 0;

  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (WfTable) table = simulate (8, 150, seed);
      g_autoptr (WfCiTest) test = wf_ci_test_new ("fisher-z", table, NULL, 1, NULL, NULL);
      g_autoptr (WfConstraints) constraints = wf_constraints_new (NULL, all_names, NULL, NULL);
      g_autoptr (WfSkeleton) skeleton = NULL;
      g_autoptr (GArray) triples = NULL;
      WfPcInput input = { .test = test,
                          .names = wf_table_get_names (table),
                          .constraints = constraints,
                          .alpha = 0.05,
                          .max_given = -1,
                          .n_threads = 1 };

      skeleton = wf_skeleton_new (&input, NULL);
      wf_skeleton_fill_p_values (skeleton, &input);
      triples = wf_colliders_find (&input, skeleton, WF_COLLIDERS_MAX_P, NULL);
      for (guint t = 0; t < triples->len; t++)
        {
          const WfTriple *triple = &g_array_index (triples, WfTriple, t);
          gboolean has_b = FALSE;
          double p = get_largest_final_p (&input, skeleton, triple, &has_b);

          if (p == 0)
            continue;
          g_assert_cmpfloat_with_epsilon (triple->p, p, 1e-12);
          g_assert_cmpint (triple->kind, ==, has_b ? WF_TRIPLE_NO_COLLIDER : WF_TRIPLE_COLLIDER);
          n_colliders += !has_b;
          n_others += has_b;
        }
    }
  g_assert_cmpuint (n_colliders, >, 50);
  g_assert_cmpuint (n_others, >, 50);
}

/* ---- more links than anything can be made of ---- */

/* No set separates the pairs that the test calls linked. */
typedef struct
{
  guint n;
  gboolean (*is_linked) (guint a, guint b, guint n);
} Links;

static double
links_p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  const Links *links = data;

  return links->is_linked (MIN (x, y), MAX (x, y), links->n) ? 0 : 0.5;
}

static const WfCiTestKind linked = {
  .id = "linked",
  .name = "linked",
  .accepts = WF_DATA_CONTINUOUS,
  .p_value = links_p_value,
};

static gboolean
is_linked_by_chance (guint a, guint b, guint n)
{
  WfRng rng;

  wf_rng_init (&rng, a, b + 1);
  return wf_rng_uniform (&rng) < 0.5;
}

/* every node of one half with every node of the other */
static gboolean
is_across (guint a, guint b, guint n)
{
  return a < n / 2 && b >= n / 2;
}

static WfDiscoveryResult *
search_links (Links links, WfProgress *progress, GError **error)
{
  g_auto (GStrv) names = g_new0 (char *, links.n + 1);
  g_autoptr (WfCiTest) test = wf_ci_test_new_custom (&linked, &links);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  WfPcInput input = { .test = test, .alpha = 0.05, .max_given = 0, .n_threads = 1, .progress = progress };

  for (guint v = 0; v < links.n; v++)
    names[v] = g_strdup_printf ("v%u", v);
  constraints = wf_constraints_new (NULL, (const char *const *) names, NULL, NULL);
  input.names = (const char *const *) names;
  input.constraints = constraints;
  return wf_pc_search (&input, WF_COLLIDERS_MAJORITY, params, error);
}

static void
test_too_many_triples (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (search_links ((Links){ 520, is_across }, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

typedef struct
{
  WfProgress *progress;
  Cancelling cancelling;
} Directing;

/* once the search has been finding directions for a while */
static gpointer
cancel_while_directing (gpointer data)
{
  Directing *self = data;

  while (g_strcmp0 (wf_progress_get_stage (self->progress), "Finding directions") != 0)
    g_usleep (1000);
  return press_after_delay (&self->cancelling);
}

static void
test_cancels_while_directing (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  Directing directing = { progress, { .cancellable = cancellable, .delay = 50000 } };
  GThread *thread = g_thread_new ("cancel", cancel_while_directing, &directing);

  g_assert_null (search_links ((Links){ 220, is_linked_by_chance }, progress, &error));
  g_assert_cmpint (get_time_since (&directing.cancelling), <,
                   G_USEC_PER_SEC); /* sanitizers take most of it */
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* How sure a collider is decides which of two that contradict each other is drawn: by the test that separates
 * its ends, for a test with a measure of its own as for one by p-value. */
static void
test_colliders_know_their_p (void)
{
  static const double values[] = { 1, 0.5, 0.1, 0.5, 1, 0.5, 0.1, 0.5, 1 };
  static const char *const names[] = { "a", "b", "c", NULL };
  g_autoptr (WfCovariance) covariance = wf_covariance_new (names, values, 100, NULL);
  g_autoptr (WfCiTest) test = wf_ci_test_new_covariance (NULL, covariance, NULL, NULL);
  g_autoptr (WfConstraints) constraints = wf_constraints_new (NULL, names, NULL, NULL);
  WfPcInput input = {
    .test = test, .names = names, .constraints = constraints, .alpha = 0.05, .max_given = -1, .n_threads = 1
  };
  g_autoptr (WfSkeleton) skeleton = wf_skeleton_new (&input, NULL);
  double p = wf_ci_test_get_p_value (test, 0, 2, NULL, 0);

  g_assert_cmpfloat (p, >, 0.3);
  g_assert_cmpfloat (p, <, 0.35);
  wf_skeleton_fill_p_values (skeleton, &input);
  for (int rule = WF_COLLIDERS_SEPSET; rule <= WF_COLLIDERS_MAX_P; rule++)
    {
      g_autoptr (GArray) triples = wf_colliders_find (&input, skeleton, (WfColliderRule) rule, NULL);

      g_assert_cmpuint (triples->len, ==, 1);
      g_assert_cmpint (g_array_index (triples, WfTriple, 0).kind, ==, WF_TRIPLE_COLLIDER);
      g_assert_cmpfloat_with_epsilon (g_array_index (triples, WfTriple, 0).p, p, 1e-12);
    }
}

/* A test over many rows takes long: the search looks at the cancel button before each. */
typedef struct
{
  GCancellable *cancellable;
  guint n_asked;
} Slow;

static double
slow_p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  Slow *slow = data;

  slow->n_asked++;
  g_cancellable_cancel (slow->cancellable);
  return 0;
}

static const WfCiTestKind slow_kind = {
  .id = "slow",
  .name = "slow",
  .accepts = WF_DATA_CONTINUOUS,
  .p_value = slow_p_value,
};

static void
test_cancels_between_tests (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  Slow slow = { cancellable, 0 };
  g_autoptr (WfCiTest) test = wf_ci_test_new_custom (&slow_kind, &slow);
  g_autoptr (WfConstraints) constraints = wf_constraints_new (NULL, all_names, NULL, NULL);
  WfPcInput input = { .test = test,
                      .names = all_names,
                      .constraints = constraints,
                      .alpha = 0.05,
                      .max_given = -1,
                      .n_threads = 1,
                      .progress = progress };

  g_assert_null (wf_skeleton_new (&input, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (slow.n_asked, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pc/oracle-gives-the-cpdag", test_oracle_gives_the_cpdag);
  g_test_add_func ("/pc/oracle-with-knowledge", test_oracle_with_knowledge);
  g_test_add_func ("/pc/wrong-knowledge-is-obeyed", test_wrong_knowledge_is_obeyed);
  g_test_add_func ("/pc/directions-left-close-a-cycle", test_directions_left_close_a_cycle);
  g_test_add_func ("/pc/knowledge-against-the-data", test_knowledge_against_the_data);
  g_test_add_func ("/pc/contradictions", test_contradictions);
  g_test_add_func ("/pc/max-degree", test_max_degree);
  g_test_add_func ("/pc/kept", test_kept);
  g_test_add_func ("/pc/colliders-know-their-p", test_colliders_know_their_p);
  g_test_add_func ("/pc/max-p", test_max_p);
  g_test_add_func ("/pc/too-many-triples", test_too_many_triples);
  g_test_add_func ("/pc/cancels-while-directing", test_cancels_while_directing);
  g_test_add_func ("/pc/cancels-between-tests", test_cancels_between_tests);
  return g_test_run ();
}
