/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows drawn from a model, as it is or after interventions: ancestral sampling, node after node in
 * topological order. */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/inference/sampling-private.h"
#include "core/table/storage.h"

static gboolean
fail_memory (gsize n_rows, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("Not enough memory for %zu rows; ask for fewer"),
               n_rows);
  return FALSE;
}

static gboolean
add_numbers (WfTableBuilder *builder, const char *name, const double *drawn, gsize n, GError **error)
{
  double *values = wf_storage_new_values (n);

  if (values == NULL)
    return fail_memory (n, error);
  for (gsize i = 0; i < n; i++)
    values[i] = isfinite (drawn[i]) ? drawn[i] : NAN;
  wf_table_builder_take_continuous (builder, name, values);
  return TRUE;
}

static gboolean
add_levels (
    WfTableBuilder *builder, WfTable *levels_of, gsize node, const double *drawn, gsize n, GError **error)
{
  gint32 *codes = wf_storage_new_codes (n);
  gsize n_levels = wf_table_get_n_levels (levels_of, node);
  char **levels;

  if (codes == NULL)
    return fail_memory (n, error);
  levels = g_new0 (char *, n_levels + 1);
  for (gsize i = 0; i < n_levels; i++)
    levels[i] = g_strdup (wf_table_get_level (levels_of, node, i));
  for (gsize i = 0; i < n; i++)
    codes[i] = drawn[i] >= 0 && drawn[i] < (double) n_levels ? (gint32) drawn[i] : -1;
  wf_table_builder_take_discrete (builder, wf_table_get_name (levels_of, node), codes, levels);
  return TRUE;
}

static WfTable *
make_table (WfModel *model, double *const *columns, gsize n_rows, WfProgress *progress, GError **error)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n_rows);
  WfGraph *graph = wf_model_get_graph (model);
  WfTable *fitted = wf_model_get_table (model);

  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      gboolean is_added =
          wf_table_get_kind (fitted, i) == WF_COLUMN_DISCRETE
              ? add_levels (builder, fitted, i, columns[i], n_rows, error)
              : add_numbers (builder, wf_graph_get_name (graph, i), columns[i], n_rows, error);

      if (!is_added || !wf_progress_check (progress, error))
        return NULL;
    }
  return wf_table_builder_end (builder);
}

/**
 * wf_simulation_sample:
 * @self: a simulation; its seed is the rows'
 * @interventions: (array length=n_interventions) (nullable): what is done, at most one a node, and cuts
 * @n_interventions: how many; 0 = the model as it is
 * @n_rows: how many rows
 * @progress: (nullable): obeyed
 * @error: return location
 *
 * Draws rows of all variables. The rows of two calls with the same seed share their noise: those of a
 * variable that the interventions don't reach are the same. Same seed, same rows, at any number of threads.
 * Fewer rows are the first of more.
 *
 * Returns: (transfer full): a table with a column a variable, in the order of the graph, or %NULL with
 * %WF_ERROR_DATA (unknown names, what can't be done), %WF_ERROR_BUDGET or %WF_ERROR_TOO_LARGE (memory) or
 * %G_IO_ERROR_CANCELLED
 */
WfTable *
wf_simulation_sample (WfSimulation *self,
                      WfIntervention *const *interventions,
                      gsize n_interventions,
                      gsize n_rows,
                      WfProgress *progress,
                      GError **error)
{
  WfModel *model = wf_simulation_get_model (self);
  g_autoptr (WfQuestion) question = NULL;
  g_autoptr (WfSampledWorld) world = NULL;

  g_return_val_if_fail (n_rows > 0, NULL);

  question = wf_question_new (model, interventions, n_interventions, NULL, error);
  world = question != NULL
              ? wf_sampled_world_new (self, question, n_interventions > 0, n_rows, progress, error)
              : NULL;
  return world != NULL ? make_table (model, world->columns, n_rows, progress, error) : NULL;
}
