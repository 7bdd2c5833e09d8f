/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/wherefore.h"

static const char *const binary[] = { "0", "1", NULL };

/* k values .1 + u, normalised */
static inline void
draw_distribution (WfRng *rng, gsize k, double *out)
{
  double sum = 0;

  for (gsize i = 0; i < k; i++)
    sum += out[i] = 0.1 + wf_rng_uniform (rng);
  for (gsize i = 0; i < k; i++)
    out[i] /= sum;
}

/* a DAG whose arrows go up in index, binary nodes A, B, ..., with tables */
static inline WfModel *
make_random_model (WfRng *rng, guint n, double density)
{
  static const char *const names[] = { "A", "B", "C", "D", "E", "F", "G", "H" };
  const char *own[9] = { NULL };
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) model = NULL;

  for (guint i = 0; i < n; i++)
    own[i] = names[i];
  builder = wf_graph_builder_new (own);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (wf_rng_uniform (rng) < density)
        wf_graph_builder_add_arrow (builder, a, b);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  model = wf_model_builder_new (graph);
  for (guint i = 0; i < n; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      double cpt[1 << 8];

      for (gsize k = 0; k < (gsize) 1 << n_parents; k++)
        draw_distribution (rng, 2, cpt + 2 * k);
      wf_model_builder_set_table (model, i, binary, cpt, (gsize) 2 << n_parents);
    }
  return wf_model_builder_end (model, NULL);
}

/* the product of the tables of all nodes but `without` (-1 = none) for each of 2^n combinations, the last node fastest */
static inline double *
multiply_tables (WfModel *model, int without)
{
  WfGraph *graph = wf_model_get_graph (model);
  guint n = (guint) wf_graph_get_n_nodes (graph);
  double *joint = g_new (double, (gsize) 1 << n);

  for (gsize s = 0; s < (gsize) 1 << n; s++)
    {
      joint[s] = 1;
      for (guint i = 0; i < n; i++)
        {
          gsize n_parents, n_entries, row = 0;
          g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
          const double *cpt = wf_model_get_cpt (model, i, &n_entries);

          for (gsize k = 0; k < n_parents; k++)
            row = 2 * row + (s >> (n - 1 - parents[k]) & 1);
          if ((int) i != without)
            joint[s] *= cpt[2 * row + (s >> (n - 1 - i) & 1)];
        }
    }
  return joint;
}
