/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Random models of tables. */

#pragma once

#include "fixture.h"

#define TOP_LEVELS 3

static const char *const level_names[] = { "low", "mid", "high", NULL };

/* Rows that sum to 1, some entries zero. */
static inline double *
draw_rows (WfRng *rng, gsize n_rows, gsize n_levels)
{
  double *values = g_new (double, n_rows *n_levels);

  for (gsize r = 0; r < n_rows; r++)
    {
      double total = 0.0;

      for (gsize l = 0; l < n_levels; l++)
        total += values[r * n_levels + l] =
            l > 0 && wf_rng_uniform (rng) < 0.2 ? 0.0 : 0.05 + wf_rng_uniform (rng);
      for (gsize l = 0; l < n_levels; l++)
        values[r * n_levels + l] /= total;
    }
  return values;
}

static inline gsize
count_rows (WfGraph *dag, const gsize *sizes, guint node)
{
  gsize n_parents, n_rows = 1;
  g_autofree guint *parents = wf_graph_list_parents (dag, node, &n_parents);

  for (gsize k = 0; k < n_parents; k++)
    n_rows *= sizes[parents[k]];
  return n_rows;
}

static inline WfModel *
make_random_model (WfRng *rng, WfGraph *dag, gsize *sizes)
{
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);
  g_autoptr (GError) error = NULL;
  WfModel *model;

  for (guint i = 0; i < wf_graph_get_n_nodes (dag); i++)
    sizes[i] = 1 + wf_rng_below (rng, TOP_LEVELS);
  for (guint i = 0; i < wf_graph_get_n_nodes (dag); i++)
    {
      const char *levels[TOP_LEVELS + 1] = { NULL };
      gsize n_rows = count_rows (dag, sizes, i);
      g_autofree double *values = draw_rows (rng, n_rows, sizes[i]);

      for (gsize l = 0; l < sizes[i]; l++)
        levels[l] = level_names[l];
      wf_model_builder_set_table (builder, i, levels, values, n_rows * sizes[i]);
    }
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  return model;
}
