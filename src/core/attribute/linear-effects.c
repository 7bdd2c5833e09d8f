/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/linear-effects-private.h"

/* From the target back: the total effect of a node is the sum over its children of their total effects times
 * the node's coefficients (Wright 1934). */
double *
wf_linear_effects_new (WfModel *model, guint target)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_nodes;
  g_autofree guint *order = wf_graph_sort_topologically (graph, &n_nodes);
  double *effects = g_new0 (double, n_nodes);

  effects[target] = 1;
  for (gsize i = n_nodes; i-- > 0;)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, order[i], &n_parents);
      const double *coefficients = wf_model_get_coefficients (model, order[i], NULL);

      if (effects[order[i]] == 0)
        continue;
      for (gsize k = 0; k < n_parents; k++)
        effects[parents[k]] += effects[order[i]] * coefficients[k];
    }
  return effects;
}

double
wf_linear_mean (WfModel *model, guint target)
{
  WfGraph *graph = wf_model_get_graph (model);
  g_autofree double *effects = wf_linear_effects_new (model, target);
  double mean = 0;

  for (gsize i = 0; i < wf_graph_get_n_nodes (graph); i++)
    if (effects[i] != 0)
      mean += effects[i] * wf_model_get_intercept (model, (guint) i);
  return mean;
}

double *
wf_linear_spreads_new (WfModel *model, guint target)
{
  double *spreads = wf_linear_effects_new (model, target);

  for (gsize i = 0; i < wf_graph_get_n_nodes (wf_model_get_graph (model)); i++)
    if (spreads[i] != 0)
      spreads[i] *= wf_model_get_residual_sd (model, (guint) i);
  return spreads;
}
