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

/**
 * wf_comb_evaluate_cut:
 * @diagram: a diagram with matrices, after a cut of the treatment
 * @treatment: name of an object with states
 * @outcome: name of an object with one wire
 * @n: (out): length of the array
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Cost: one evaluation a state of the treatment.
 *
 * Returns: (transfer full) (array length=n): P(outcome | do(treatment)) of the diagram, as
 *   wf_comb_get_effect(), or %NULL with an error
 */
double *
wf_comb_evaluate_cut (WfDiagram *diagram,
                      const char *treatment,
                      const char *outcome,
                      gsize *n,
                      WfProgress *progress,
                      GError **error)
{
  const char *outputs[] = { outcome, NULL };
  g_autoptr (WfDiagram) one = wf_diagram_with_outputs (diagram, outputs, error);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  gssize object = wf_diagram_find_object (diagram, treatment);
  const char *const *levels;

  g_return_val_if_fail (object >= 0, NULL);
  levels = wf_diagram_get_levels (diagram, (guint) object);
  for (gsize x = 0; one != NULL && levels[x] != NULL; x++)
    {
      g_autofree char *text = g_strdup_printf ("%s=%s", treatment, levels[x]);
      const char *given[] = { text, NULL };
      gsize n_row;
      g_autofree double *row = wf_diagram_evaluate (one, given, &n_row, progress, error);

      if (row == NULL)
        return NULL;
      g_array_append_vals (values, row, (guint) n_row);
    }
  if (one == NULL)
    return NULL;
  *n = values->len;
  return (double *) (gpointer) g_array_free (g_steal_pointer (&values), FALSE);
}
