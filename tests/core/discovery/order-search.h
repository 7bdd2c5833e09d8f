/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/discovery.h"
#include "sem.h"

/* What is asked of every search over the orders of the variables. */

#define EXACT_ROWS    64
#define EXACT_PENALTY 1e-4   /* next to nothing: with an exact sample, any real dependence is worth more */

static inline WfGraph *
search_for (WfTable *table, const char *method, const char *params_text, WfKnowledge *knowledge, guint64 seed, guint n_threads)
{
  g_autoptr (GVariant) params = g_variant_parse (G_VARIANT_TYPE_VARDICT, params_text, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, method, params, knowledge, seed, n_threads, NULL, &error);

  g_assert_no_error (error);
  return wf_graph_ref (wf_discovery_result_get_graph (result));
}

/* Weak linear relations among p columns named x0 .., each with the two or three before it. */
static inline WfTable *
simulate_table (guint64 seed, gsize n, gsize p)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, p * n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize j = 0; j < p; j++)
    {
      g_autofree char *name = g_strdup_printf ("x%" G_GSIZE_FORMAT, j);
      double weights[3];

      for (gsize k = 0; k < 3; k++)
        weights[k] = wf_rng_uniform (&rng) - 0.5;
      for (gsize i = 0; i < n; i++)
        {
          x[j * n + i] = wf_rng_normal (&rng);
          for (gsize k = 0; k < MIN (3, j); k++)
            x[j * n + i] += weights[k] * x[(j - 1 - k) * n + i];
        }
      wf_table_builder_add_continuous (builder, name, x + j * n, n);
    }
  return wf_table_builder_end (builder);
}

/* At least `least` of n random graphs of up to 10 nodes are found from tables with exactly their correlations. */
static inline void
check_exact_class (const char *method, guint n, guint least)
{
  guint n_found = 0;
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  for (guint i = 0; i < n; i++)
    {
      guint p = 2 + (guint) wf_rng_below (&rng, MAX_NODES - 1);
      g_autoptr (WfGraph) dag = create_random_dag (&rng, p, 0.15 + 0.3 * wf_rng_uniform (&rng));
      g_autoptr (WfGraph) class = wf_graph_to_cpdag (dag, NULL);
      g_autoptr (WfTable) table = simulate_sem (&rng, dag, EXACT_ROWS, TRUE);
      g_autofree char *params = g_strdup_printf ("{'score': <'sem-bic'>, 'penalty': <%g>}", EXACT_PENALTY);
      g_autoptr (WfGraph) found = search_for (table, method, params, NULL, 1, 1 + i % 2);

      n_found += wf_graph_equal (class, found);
    }
  g_test_message ("%u of %u", n_found, n);
  g_assert_cmpuint (n_found, >=, least);
}

/* The best score of any acyclic graph of at most 20 nodes, by dynamic programming over the sets that come first (Silander & Myllymäki
 * 2006): the last node of each set has its best parents among the others. */
static inline double
find_optimum (WfScore *score)
{
  guint p = (guint) wf_score_get_n_variables (score);
  g_autofree double *best = g_new (double, (gsize) p << p);   /* of node v with parents within the set */
  g_autofree double *total = g_new (double, (gsize) 1 << p);

  for (guint set = 0; set < 1u << p; set++)
    {
      total[set] = set == 0 ? 0 : -INFINITY;
      for (guint v = 0; v < p; v++)
        {
          double *of = best + ((gsize) v << p);
          guint parents[20];
          gsize n = 0;

          if (set >> v & 1)
            {
              total[set] = MAX (total[set], total[set & ~(1u << v)] + of[set & ~(1u << v)]);
              continue;
            }
          for (guint u = 0; u < p; u++)
            if (set >> u & 1)
              parents[n++] = u;
          of[set] = wf_score_get_local (score, v, parents, n);
          for (gsize i = 0; i < n; i++)
            of[set] = MAX (of[set], of[set & ~(1u << parents[i])]);
        }
    }
  return total[(1u << p) - 1];
}

/* Never above the best of all acyclic graphs, at least `least` times of n equal to it. */
static inline void
check_optimum (const char *method, const char *params, guint n, guint least)
{
  guint n_best = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WfTable) table = simulate_table (40 + i, 150, 5 + i % 4);
      g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);
      g_autoptr (WfGraph) found = search_for (table, method, params, NULL, 1, 1);
      g_autoptr (WfGraph) dag = wf_graph_to_dag (found, NULL, NULL, NULL);
      double optimum = find_optimum (score);
      double total = score_dag (score, dag);

      g_assert_cmpfloat (total, <=, optimum + 1e-8);
      n_best += total > optimum - 1e-8;
    }
  g_test_message ("%u of %u", n_best, n);
  g_assert_cmpuint (n_best, >=, least);
}

static inline WfKnowledge *
draw_order_knowledge (WfRng *rng, WfTable *table)
{
  WfKnowledge *knowledge = wf_knowledge_new ();
  const char *const *names = wf_table_get_names (table);
  gsize p = wf_table_get_n_columns (table);
  gboolean has_tiers = wf_rng_below (rng, 2);

  for (gsize a = 0; a < p && has_tiers; a++)
    if (wf_rng_below (rng, 4))
      wf_knowledge_set_tier (knowledge, names[a], (guint) wf_rng_below (rng, 3));
  for (gsize a = 0; a < p; a++)
    for (gsize b = 0; b < p; b++)
      {
        double draw = wf_rng_uniform (rng);

        if (a > b && !has_tiers && draw < 0.06) /* against the truth */
          wf_knowledge_require (knowledge, names[a], names[b]);
        else if (a != b && draw > 0.85)
          wf_knowledge_forbid (knowledge, names[a], names[b]);
      }
  return knowledge;
}

/* The graph found, and an acyclic graph of its class that obeys, keep every rule. */
static inline void
check_knowledge (const char *method)
{
  WfRng rng;

  wf_rng_init (&rng, 31, 0);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (WfTable) table = simulate_table (100 + i, 300, 9);
      g_autoptr (WfKnowledge) knowledge = draw_order_knowledge (&rng, table);
      const char *const *names = wf_table_get_names (table);
      g_autoptr (WfGraph) found = search_for (table, method, "{'starts': <int64 2>}", knowledge, i, 1);
      g_autoptr (WfGraph) dag = wf_graph_to_dag (found, NULL, NULL, NULL);

      g_assert_nonnull (dag);
      for (guint a = 0; a < 9; a++)
        for (guint b = 0; b < 9; b++)
          {
            if (a != b && wf_knowledge_is_required (knowledge, names[a], names[b]))
              g_assert_true (wf_graph_is_parent (found, a, b));
            else if (a != b && wf_knowledge_is_forbidden (knowledge, names[a], names[b]))
              g_assert_false (wf_graph_is_parent (found, a, b));
          }
    }
}

/* More starts never score worse, and neither they nor threads make a result depend on more than the seed. */
static inline void
check_starts (const char *method)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (WfTable) table = simulate_table (200 + i, 200, 20);
      g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);
      g_autoptr (WfGraph) one = search_for (table, method, "{'starts': <int64 1>}", NULL, 7, 1);
      g_autoptr (WfGraph) first = search_for (table, method, "{'starts': <int64 6>}", NULL, 7, 1);
      g_autoptr (WfGraph) again = search_for (table, method, "{'starts': <int64 6>}", NULL, 7, 2);
      g_autoptr (WfGraph) one_dag = wf_graph_to_dag (one, NULL, NULL, NULL);
      g_autoptr (WfGraph) first_dag = wf_graph_to_dag (first, NULL, NULL, NULL);

      g_assert_true (wf_graph_equal (first, again));
      g_assert_cmpfloat (score_dag (score, first_dag), >=, score_dag (score, one_dag) - 1e-8);
    }
}
