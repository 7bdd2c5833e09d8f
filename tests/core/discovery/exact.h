/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "core/score/score.h"
#include "oracle.h"

#define EXACT_ROWS 64

/* A sample that scores as if there were no end of rows: parents cost next to nothing against any real dependence. */
#define EXACT_PENALTY 1e-4

/* Columns without any sample correlation: normal, centred, each made orthogonal to those before; unit variance. */
static inline void
fill_uncorrelated (WfRng *rng, gsize p, double *e)
{
  for (gsize j = 0; j < p; j++)
    {
      double *x = e + j * EXACT_ROWS;
      double mean = 0, norm = 0;

      for (gsize i = 0; i < EXACT_ROWS; i++)
        mean += (x[i] = wf_rng_normal (rng)) / EXACT_ROWS;
      for (gsize i = 0; i < EXACT_ROWS; i++)
        x[i] -= mean;
      for (gsize k = 0; k < 2 * j; k++) /* twice, for the rounding of the first time */
        {
          const double *other = e + k % j * EXACT_ROWS;
          double product = 0;

          for (gsize i = 0; i < EXACT_ROWS; i++)
            product += x[i] * other[i] / (EXACT_ROWS - 1);
          for (gsize i = 0; i < EXACT_ROWS; i++)
            x[i] -= product * other[i];
        }
      for (gsize i = 0; i < EXACT_ROWS; i++)
        norm += x[i] * x[i] / (EXACT_ROWS - 1);
      for (gsize i = 0; i < EXACT_ROWS; i++)
        x[i] /= sqrt (norm);
    }
}

/* A table whose sample covariance is that of a linear model on the graph, with weights of 0.4 to 1 of either sign. */
static inline WfTable *
create_exact_table (WfRng *rng, WfGraph *dag)
{
  gsize p;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &p);
  g_autofree double *x = g_new (double, p * EXACT_ROWS);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (EXACT_ROWS);

  fill_uncorrelated (rng, p, x);
  for (gsize i = 0; i < p; i++)
    for (guint parent = 0; parent < p; parent++)
      if (wf_graph_is_parent (dag, parent, order[i]))
        {
          double weight = (0.4 + 0.6 * wf_rng_uniform (rng)) * (wf_rng_below (rng, 2) ? 1 : -1);

          for (gsize row = 0; row < EXACT_ROWS; row++)
            x[order[i] * EXACT_ROWS + row] += weight * x[parent * EXACT_ROWS + row];
        }
  for (gsize v = 0; v < p; v++)
    wf_table_builder_add_continuous (builder, wf_graph_get_name (dag, (guint) v), x + v * EXACT_ROWS, EXACT_ROWS);
  return wf_table_builder_end (builder);
}

static inline WfScore *
create_exact_score (WfTable *table)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'penalty': <%d>}", EXACT_PENALTY));

  return wf_score_new ("sem-bic", table, params, 1, NULL, NULL);
}

/* The sum of the local scores of an acyclic graph. */
static inline double
score_dag (WfScore *score, WfGraph *dag)
{
  double total = 0;

  for (guint v = 0; v < wf_graph_get_n_nodes (dag); v++)
    {
      guint parents[64];
      gsize n = 0;

      for (guint u = 0; u < wf_graph_get_n_nodes (dag); u++)
        if (wf_graph_is_parent (dag, u, v))
          parents[n++] = u;
      total += wf_score_get_local (score, v, parents, n);
    }
  return total;
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
