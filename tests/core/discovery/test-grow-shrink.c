/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/discovery/grow-shrink-private.h"
#include "oracle.h"

#define N_NODES 10

/* A sample of linear relations, in which much is nearly as good as the best. */
static WfTable *
simulate (WfRng *rng)
{
  const gsize n = 60;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new0 (double, N_NODES *n);

  for (gsize j = 0; j < N_NODES; j++)
    {
      for (gsize i = 0; i < n; i++)
        {
          x[j * n + i] = wf_rng_normal (rng);
          for (gsize k = 0; k < j; k++)
            x[j * n + i] += (0.1 + 0.1 * (double) ((j + k) % 4)) * x[k * n + i] * (k % 2 ? 1 : -1);
        }
      wf_table_builder_add_continuous (builder, all_names[j], x + j * n, n);
    }
  return wf_table_builder_end (builder);
}

static WfScore *
create_score (WfTable *table)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <0.5>}"));

  return wf_score_new ("sem-bic", table, params, 1, NULL, NULL);
}

/* ---- without a tree ---- */

static double
score_set (WfScore *score, guint node, guint set)
{
  guint parents[N_NODES];
  gsize n = 0;

  for (guint v = 0; v < N_NODES; v++)
    if (set >> v & 1)
      parents[n++] = v;
  return wf_score_get_local (score, node, parents, n);
}

/* Growing among the variables of `there`, which has the required ones; then shrinking. */
static guint
grow_and_shrink (WfScore *score,
                 const WfConstraints *constraints,
                 guint node,
                 guint there,
                 guint max_parents,
                 double *best)
{
  guint set = 0;
  gboolean is_growing = TRUE;

  for (guint v = 0; v < N_NODES; v++)
    if (wf_constraints_is_required (constraints, v, node))
      set |= 1u << v;
  *best = score_set (score, node, set);
  for (gsize phase = 0; phase < 2; phase++, is_growing = FALSE)
    for (;;)
      {
        guint next = set;

        for (guint v = 0; v < N_NODES; v++)
          {
            gboolean is_open = is_growing
                                   ? !(set >> v & 1) && (there >> v & 1) && v != node &&
                                         !wf_constraints_is_forbidden (constraints, v, node) &&
                                         (guint) __builtin_popcount (set) < max_parents
                                   : (set >> v & 1) && !wf_constraints_is_required (constraints, v, node);
            double with = is_open ? score_set (score, node, set ^ 1u << v) : *best;

            if (with > *best)
              {
                *best = with;
                next = set ^ 1u << v;
              }
          }
        if (next == set)
          break;
        set = next;
      }
  return set;
}

static guint
get_set (WfGrowShrink *trees, guint node, const gint *rank, gint limit)
{
  gsize n;
  const guint *parents = wf_grow_shrink_get_parents (trees, node, rank, limit, &n);
  guint set = 0;

  for (gsize i = 0; i < n; i++)
    set |= 1u << parents[i];
  return set;
}

static WfKnowledge *
draw_knowledge (WfRng *rng)
{
  WfKnowledge *knowledge = wf_knowledge_new ();

  for (guint a = 0; a < N_NODES; a++)
    for (guint b = 0; b < N_NODES; b++)
      {
        double draw = wf_rng_uniform (rng);

        if (a < b && draw < 0.1)
          wf_knowledge_require (knowledge, all_names[a], all_names[b]);
        else if (a != b && draw > 0.8)
          wf_knowledge_forbid (knowledge, all_names[a], all_names[b]);
      }
  return knowledge;
}

/* Which of the others are there: at random, and those that must be. */
static guint
draw_there (WfRng *rng, const WfConstraints *constraints, guint node, gint *rank)
{
  guint there = (guint) wf_rng_next (rng) & ((1u << N_NODES) - 1) & ~(1u << node);

  for (guint v = 0; v < N_NODES; v++)
    {
      if (wf_constraints_is_required (constraints, v, node))
        there |= 1u << v;
      rank[v] = there >> v & 1 ? 0 : 1;
    }
  return there;
}

static void
check_against_direct (WfRng *rng, gboolean has_knowledge, gsize max_bytes, gint64 max_parents)
{
  g_autoptr (WfTable) table = simulate (rng);
  g_autoptr (WfScore) score = create_score (table);
  g_autoptr (WfKnowledge) knowledge = has_knowledge ? draw_knowledge (rng) : NULL;
  const char *const *names = wf_table_get_names (table);
  g_autoptr (WfConstraints) constraints = wf_constraints_new (knowledge, names, NULL, NULL);
  g_autoptr (WfGrowShrink) trees = wf_grow_shrink_new (score, constraints, max_parents, max_bytes, NULL);

  for (gsize i = 0; i < 2000; i++)
    {
      guint node = (guint) wf_rng_below (rng, N_NODES);
      gint rank[N_NODES];
      guint there = draw_there (rng, constraints, node, rank);
      guint64 seen;
      double best;
      guint set = grow_and_shrink (score, constraints, node, there,
                                   max_parents < 0 ? N_NODES : (guint) max_parents, &best);

      g_assert_cmpfloat_with_epsilon (wf_grow_shrink_get_score (trees, node, rank, 1, &seen), best, 1e-9);
      g_assert_cmphex (get_set (trees, node, rank, 1), ==, set);
      /* what growing didn't come across can be there or not */
      for (guint v = 0; v < N_NODES; v++)
        if (v != node && !(seen >> v & 1) && !wf_constraints_is_required (constraints, v, node))
          {
            rank[v] = 1 - rank[v];
            g_assert_cmphex (get_set (trees, node, rank, 1), ==, set);
          }
    }
}

static void
test_is_direct_grow_shrink (void)
{
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  check_against_direct (&rng, FALSE, 1 << 20, -1);
  check_against_direct (&rng, TRUE, 1 << 20, -1);
  check_against_direct (&rng, FALSE, 1 << 20, 2);
}

/* Forgetting changes nothing, and happens. */
static void
test_forgets (void)
{
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  check_against_direct (&rng, TRUE, 2000, -1);
}

/* Whatever was asked before is not worked out again. */
static void
test_remembers (void)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfScore) score = NULL;
  WfConstraints constraints = { .n = N_NODES };
  guint64 n_sets[3];
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  table = simulate (&rng);
  score = create_score (table);
  for (gsize round = 0; round < 3; round++)
    {
      g_autoptr (WfGrowShrink) trees =
          wf_grow_shrink_new (score, &constraints, -1, round == 2 ? 2000 : 1 << 20, NULL);

      for (gsize i = 0; i < (round == 0 ? 500 : 1000); i++)
        {
          gint rank[N_NODES];
          guint node = (guint) (i % N_NODES);

          wf_rng_init (&rng, 6, i % 500);
          draw_there (&rng, &constraints, node, rank);
          wf_grow_shrink_get_score (trees, node, rank, 1, NULL);
        }
      n_sets[round] = wf_grow_shrink_get_n_sets (trees);
    }
  g_assert_cmpuint (n_sets[0], >, N_NODES);
  g_assert_cmpuint (n_sets[1], ==, n_sets[0]);
  g_assert_cmpuint (n_sets[2], >, n_sets[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discovery/grow-shrink/is-direct-grow-shrink", test_is_direct_grow_shrink);
  g_test_add_func ("/discovery/grow-shrink/forgets", test_forgets);
  g_test_add_func ("/discovery/grow-shrink/remembers", test_remembers);
  return g_test_run ();
}
