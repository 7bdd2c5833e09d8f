/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "core/base/rng.h"
#include "core/score/score.h"
#include "core/table/table.h"
#include "oracle.h"

/* ---- tables of linear relations along a graph ---- */

static inline double
draw_coefficient (WfRng *rng)
{
  return (wf_rng_below (rng, 2) ? 1 : -1) * (0.5 + 0.7 * wf_rng_uniform (rng));
}

/* Columns of n independent normal draws, uncorrelated and of unit variance in this very sample (Gram & Schmidt). */
static inline double *
draw_exact_noise (WfRng *rng, gsize n, gsize p)
{
  double *x = g_new (double, n * p);

  for (gsize j = 0; j < p; j++)
    {
      double *column = x + j * n;
      double norm = 0;

      for (gsize i = 0; i < n; i++)
        column[i] = wf_rng_normal (rng);
      for (gsize pass = 0; pass < 2; pass++)
        for (gsize k = 0; k <= j; k++) /* k = j: the mean */
          {
            double product = 0;

            for (gsize i = 0; i < n; i++)
              product += column[i] * (k < j ? x[k * n + i] : 1) / (double) n;
            for (gsize i = 0; i < n; i++)
              column[i] -= product * (k < j ? x[k * n + i] : 1);
          }
      for (gsize i = 0; i < n; i++)
        norm += column[i] * column[i] / (double) n;
      for (gsize i = 0; i < n; i++)
        column[i] /= sqrt (norm);
    }
  return x;
}

/* Each node is a sum of its parents and noise. is_exact: the covariance of the sample is that of the population. */
static inline WfTable *
simulate_sem (WfRng *rng, WfGraph *dag, gsize n, gboolean is_exact)
{
  gsize p;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &p);
  g_autofree double *x = is_exact ? draw_exact_noise (rng, n, p) : g_new (double, n * p);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);

  for (gsize i = 0; i < n * p && !is_exact; i++)
    x[i] = wf_rng_normal (rng);
  for (gsize k = 0; k < p; k++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, order[k], &n_parents);

      for (gsize q = 0; q < n_parents; q++)
        {
          double coefficient = draw_coefficient (rng);

          for (gsize i = 0; i < n; i++)
            x[order[k] * n + i] += coefficient * x[parents[q] * n + i];
        }
    }
  for (guint v = 0; v < p; v++)
    wf_table_builder_add_continuous (builder, wf_graph_get_name (dag, v), x + v * n, n);
  return wf_table_builder_end (builder);
}

/* Levels that follow the sum of the parents' and chance. */
static inline WfTable *
simulate_levels (WfRng *rng, WfGraph *dag, gsize n)
{
  static const char *const levels[] = { "0", "1", "2", NULL };
  gsize p;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &p);
  g_autofree gint32 *codes = g_new0 (gint32, n * p);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);

  for (gsize k = 0; k < p; k++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, order[k], &n_parents);

      for (gsize i = 0; i < n; i++)
        {
          gint32 sum = 0;

          for (gsize q = 0; q < n_parents; q++)
            sum += codes[parents[q] * n + i];
          codes[order[k] * n + i] =
              (gint32) wf_rng_below (rng, 3) * (n_parents == 0 || wf_rng_uniform (rng) < 0.3) + sum % 3;
          codes[order[k] * n + i] %= 3;
        }
    }
  for (guint v = 0; v < p; v++)
    wf_table_builder_add_discrete (builder, wf_graph_get_name (dag, v), codes + v * n, n, levels);
  return wf_table_builder_end (builder);
}

/* ---- scores of graphs ---- */

G_GNUC_UNUSED static double
score_dag (WfScore *score, WfGraph *dag)
{
  double sum = 0;

  for (guint v = 0; v < wf_graph_get_n_nodes (dag); v++)
    {
      gsize n;
      g_autofree guint *parents = wf_graph_list_parents (dag, v, &n);

      sum += wf_score_get_local (score, v, parents, n);
    }
  return sum;
}

G_GNUC_UNUSED static double
score_class (WfScore *score, WfGraph *cpdag)
{
  g_autoptr (WfGraph) dag = wf_graph_to_dag (cpdag, NULL, NULL, NULL);

  g_assert_nonnull (dag);
  return score_dag (score, dag);
}

/* every acyclic graph of the class, of WfGraph */
G_GNUC_UNUSED static GPtrArray *
list_members (WfGraph *cpdag)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_graph_unref);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (cpdag, &n_edges);

  for (guint choice = 0; choice < 1u << n_edges; choice++)
    {
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_graph_get_names (cpdag));
      g_autoptr (WfGraph) dag = NULL;
      g_autoptr (WfGraph) class = NULL;
      gboolean is_allowed = TRUE;

      for (gsize e = 0; e < n_edges; e++)
        {
          guint from = choice >> e & 1 ? edges[e].a : edges[e].b;
          guint to = choice >> e & 1 ? edges[e].b : edges[e].a;

          is_allowed = is_allowed && !wf_graph_is_parent (cpdag, to, from);
          wf_graph_builder_add_arrow (builder, from, to);
        }
      dag = is_allowed ? wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL) : NULL;
      class = dag != NULL ? wf_graph_to_cpdag (dag, NULL) : NULL;
      if (class != NULL && wf_graph_equal (class, cpdag))
        g_ptr_array_add (members, g_steal_pointer (&dag));
    }
  return members;
}
