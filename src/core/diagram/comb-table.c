/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a table and a graph, or from a model, to P(outcome | do(treatment)). */

#include "config.h"

#include "core/diagram/comb-way-private.h"
#include "core/diagram/comb.h"

typedef struct
{
  WfTable *table;
  double smoothing;
} Counting;

static gpointer
compute (WfBridge *bridge, gpointer data, WfProgress *progress, GError **error)
{
  const Counting *self = data;
  g_auto (GStrv) names = wf_bridge_list_names (bridge);
  g_autoptr (WfDiagram) joint =
      wf_diagram_new_from_table (self->table, (const char *const *) names, self->smoothing, error);

  return joint != NULL ? wf_comb_new (joint, bridge, progress, error) : NULL;
}

/**
 * wf_comb_new_from_table:
 * @table: discrete columns of the variables that are needed
 * @graph: a DAG or an ADMG
 * @treatment: name of the node that is cut
 * @outcome: name of the node that is looked at
 * @smoothing: rows added to each combination of states
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfComb *
wf_comb_new_from_table (WfTable *table,
                        WfGraph *graph,
                        const char *treatment,
                        const char *outcome,
                        double smoothing,
                        WfProgress *progress,
                        GError **error)
{
  Counting counting = { table, smoothing };

  return wf_comb_find_way (graph, treatment, outcome, compute, &counting, progress, error);
}

static gpointer
compute_from_joint (WfBridge *bridge, gpointer data, WfProgress *progress, GError **error)
{
  return wf_comb_new (data, bridge, progress, error);
}

/**
 * wf_comb_new_from_model:
 * @model: a model of tables; its latent nodes are hidden
 * @treatment: name of the node that is cut
 * @outcome: name of the node that is looked at
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfComb *
wf_comb_new_from_model (
    WfModel *model, const char *treatment, const char *outcome, WfProgress *progress, GError **error)
{
  g_autoptr (WfDiagram) joint = wf_diagram_new_from_model (model, NULL, error);

  return joint != NULL ? wf_comb_find_way (wf_model_get_graph (model), treatment, outcome, compute_from_joint,
                                           joint, progress, error)
                       : NULL;
}
