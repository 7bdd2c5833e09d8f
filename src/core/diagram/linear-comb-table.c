/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a table of continuous columns and a graph, or from a model, to outcome | do(treatment). */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/diagram/comb-way-private.h"
#include "core/diagram/linear-comb.h"

static const char *const no_states[] = { NULL };

static gboolean
find_columns (WfTable *table, const char *const *names, gsize *columns, GError **error)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      gssize found = wf_table_find_column (table, names[i]);

      if (found < 0 && wf_table_fail_text (table, names[i], error))
        return FALSE;
      if (found < 0)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The table has no column “%s”"), names[i]);
      else if (wf_table_get_kind (table, (gsize) found) != WF_COLUMN_CONTINUOUS)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("%s is discrete and others are continuous; read it as continuous, or cut the others "
                        "into bins"),
                     names[i]);
      else
        {
          columns[i] = (gsize) found;
          continue;
        }
      return FALSE;
    }
  return TRUE;
}

/* the columns, each row as often as it counts, without what is missing; two rows more than columns */
static WfTable *
select_complete (WfTable *table, const char *const *names, GError **error)
{
  gsize n = g_strv_length ((GStrv) names), n_rows;
  g_autofree gsize *columns = g_new (gsize, n + 1);
  g_autoptr (WfTable) narrow = NULL, rows = NULL, whole = NULL;

  if (!find_columns (table, names, columns, error))
    return NULL;
  narrow = wf_table_select (table, columns, n);
  rows = wf_table_expand_weights (narrow, error);
  if (rows == NULL)
    return NULL;
  whole = wf_table_drop_missing (rows, NULL, 0);
  n_rows = wf_table_get_n_rows (whole);
  if (n_rows >= n + 2)
    return g_steal_pointer (&whole);
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("%zu rows have all of %zu columns that are needed; at least %zu must. Leave out the columns "
         "with many missing values"),
      n_rows, n, n + 2);
  return NULL;
}

/* a box without inputs that gives the columns */
static WfDiagram *
create_joint (const char *const *names, WfGaussianMap *moments, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  gsize n = g_strv_length ((GStrv) names);
  g_autofree guint *wires = g_new (guint, n + 1);
  guint box;

  for (gsize i = 0; i < n; i++)
    {
      guint object = wf_diagram_builder_add_object (builder, names[i], no_states);

      wf_diagram_builder_set_real (builder, object);
      wires[i] = wf_diagram_builder_add_wire (builder, object);
      wf_diagram_builder_add_output (builder, wires[i]);
    }
  box = wf_diagram_builder_add_box (builder, "observed", NULL, 0, wires, n);
  wf_diagram_builder_set_gaussian (builder, box, moments);
  return wf_diagram_builder_end (builder, error);
}

/**
 * wf_diagram_new_gaussian_from_table:
 * @table: the data
 * @names: (array zero-terminated=1): continuous columns
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Cost: rows times the square of the columns.
 *
 * Returns: (transfer full): a diagram of one box, “observed”, that gives the columns with their means and
 * covariances, or %NULL with an error
 */
WfDiagram *
wf_diagram_new_gaussian_from_table (WfTable *table,
                                    const char *const *names,
                                    WfProgress *progress,
                                    GError **error)
{
  g_autoptr (WfTable) whole = select_complete (table, names, error);
  g_autoptr (WfGaussianMap) moments = NULL;
  gsize n = g_strv_length ((GStrv) names);
  g_autofree const double **columns = g_new (const double *, n + 1);
  g_autofree double *means = g_new (double, n + 1), *covariance = g_new (double, n *n + 1);

  if (whole == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    columns[i] = wf_table_get_values (whole, i, NULL);
  if (!wf_linalg_covariance (columns, wf_table_get_n_rows (whole), n, 0, progress, means, covariance, error))
    return NULL;
  moments = wf_gaussian_map_new (0, n, NULL, means, covariance, error);
  return moments != NULL ? create_joint (names, moments, error) : NULL;
}

static gpointer
compute (WfBridge *bridge, gpointer data, WfProgress *progress, GError **error)
{
  g_auto (GStrv) names = wf_bridge_list_names (bridge);
  g_autoptr (WfDiagram) joint =
      wf_diagram_new_gaussian_from_table (data, (const char *const *) names, progress, error);

  return joint != NULL ? wf_linear_comb_new (joint, bridge, progress, error) : NULL;
}

/**
 * wf_linear_comb_new_from_table:
 * @table: continuous columns of the variables that are needed
 * @graph: a DAG or an ADMG
 * @treatment: name of the node that is cut
 * @outcome: name of the node that is looked at
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfLinearComb *
wf_linear_comb_new_from_table (WfTable *table,
                               WfGraph *graph,
                               const char *treatment,
                               const char *outcome,
                               WfProgress *progress,
                               GError **error)
{
  return wf_comb_find_way (graph, treatment, outcome, compute, table, progress, error);
}

static gpointer
compute_from_joint (WfBridge *bridge, gpointer data, WfProgress *progress, GError **error)
{
  return wf_linear_comb_new (data, bridge, progress, error);
}

/**
 * wf_linear_comb_new_from_model:
 * @model: a model of linear-Gaussian mechanisms; its latent nodes are hidden
 * @treatment: name of the node that is cut
 * @outcome: name of the node that is looked at
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfLinearComb *
wf_linear_comb_new_from_model (
    WfModel *model, const char *treatment, const char *outcome, WfProgress *progress, GError **error)
{
  g_autoptr (WfDiagram) joint = wf_diagram_new_from_model (model, NULL, error);

  return joint != NULL ? wf_comb_find_way (wf_model_get_graph (model), treatment, outcome, compute_from_joint,
                                           joint, progress, error)
                       : NULL;
}
