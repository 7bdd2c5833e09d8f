/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The report on a project without a window: its data are read, its model fitted and its questions asked
 * again. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/inference/inference.h"
#include "core/project/project-private.h"
#include "core/project/project-report.h"

void
wf_project_contents_clear (WfProjectContents *contents)
{
  g_clear_pointer (&contents->source, wf_source_unref);
  g_clear_pointer (&contents->further, g_ptr_array_unref);
  g_clear_pointer (&contents->corpus, wf_corpus_unref);
  g_clear_pointer (&contents->table, wf_table_unref);
  g_clear_pointer (&contents->model, wf_model_unref);
  g_clear_pointer (&contents->effect, wf_effect_unref);
  g_clear_pointer (&contents->row, wf_counterfactual_unref);
  g_clear_pointer (&contents->trace, wf_trace_unref);
  g_clear_pointer (&contents->blame, wf_blame_unref);
  g_clear_pointer (&contents->runs, wf_corpus_blame_unref);
}

static WfModel *
fit (WfProject *self, WfTable *table, WfProgress *progress, GError **error)
{
  const char *mechanisms = wf_json_get_string (wf_project_get_object (self, "choices"), "mechanisms");
  g_autoptr (GVariant) params = NULL;

  if (mechanisms != NULL)
    params = g_variant_ref_sink (g_variant_new_parsed ("{'mechanisms': <%s>}", mechanisms));
  return wf_model_fit (NULL, table, self->graph, params, progress, error);
}

/* what the active interventions do, to all rows or to the one that is asked about */
static gboolean
ask (WfProject *self, WfProjectContents *contents, WfProgress *progress, GError **error)
{
  JsonObject *choices = wf_project_get_object (self, "choices");
  WfJsonPlace place = WF_JSON_DOCUMENT ("choices");
  g_autoptr (GPtrArray) active = g_ptr_array_new ();
  g_autoptr (WfSimulation) simulation = NULL;
  gint64 row = -1;

  for (guint i = 0; i < self->worlds->len; i++)
    if (g_array_index (self->worlds, WfProjectWorld, i).is_active)
      g_ptr_array_add (active, g_array_index (self->worlds, WfProjectWorld, i).intervention);
  if (active->len == 0)
    return TRUE;
  if (wf_json_has (choices, "row") &&
      !wf_json_read_integer (choices, "row", &place, 0, G_MAXINT64, &row, error))
    return FALSE;
  simulation = wf_simulation_new (contents->model, NULL, progress, error);
  if (simulation == NULL)
    return FALSE;
  if (row >= 0)
    {
      contents->row = wf_counterfactual (simulation, (gsize) row, (WfIntervention **) active->pdata,
                                         active->len, progress, error);
      return contents->row != NULL;
    }
  contents->effect = wf_simulation_intervene (simulation, (WfIntervention **) active->pdata, active->len,
                                              NULL, 0, progress, error);
  return contents->effect != NULL;
}

static gboolean
has_question (WfProject *self)
{
  for (guint i = 0; i < self->worlds->len; i++)
    if (g_array_index (self->worlds, WfProjectWorld, i).is_active)
      return self->graph != NULL;
  return FALSE;
}

/* with the tables that were changed by hand; model: (transfer full) */
static gboolean
ask_model (WfProject *self,
           WfProjectContents *contents,
           const WfJsonPlace *place,
           WfModel *model,
           WfProgress *progress,
           GError **error)
{
  g_autoptr (WfModel) fitted = NULL;
  WfModel *changed;

  contents->model = model;
  if (!wf_project_change_tables (self, place, model, contents->table, progress, &fitted, &changed, error))
    return FALSE;
  if (changed != NULL)
    {
      wf_model_unref (contents->model);
      contents->model = changed;
    }
  return ask (self, contents, progress, error);
}

static gboolean
read_table (WfProject *self, WfProjectContents *contents, WfProgress *progress, GError **error)
{
  const WfProjectFile *file = wf_project_find_file (self, "table");
  g_autoptr (WfTable) first = wf_table_read (contents->source, file->settings, progress, error);

  if (first == NULL)
    return FALSE;
  contents->table = contents->further != NULL
                        ? wf_table_pool_sources (first, contents->source, contents->further, file->settings,
                                                 progress, error)
                        : g_steal_pointer (&first);
  return contents->table != NULL;
}

static gboolean
open_table (WfProject *self,
            WfProjectContents *contents,
            const WfJsonPlace *place,
            WfProgress *progress,
            GError **error)
{
  WfModel *model;

  if (!read_table (self, contents, progress, error))
    return FALSE;
  if (!has_question (self))
    return TRUE;
  model = fit (self, contents->table, progress, error);
  return model != NULL && ask_model (self, contents, place, model, progress, error);
}

/* one that the project holds, without a table */
static gboolean
open_model (WfProject *self,
            WfProjectContents *contents,
            const WfJsonPlace *place,
            WfProgress *progress,
            GError **error)
{
  WfModel *model;

  if (!has_question (self))
    return TRUE;
  if (!wf_project_read_model (self, place, &model, error))
    return FALSE;
  return model == NULL || ask_model (self, contents, place, model, progress, error);
}

/**
 * wf_project_open_contents: (skip)
 * @self: a project
 * @contents: with the files that wf_project_open_file() gave for “table” or “log”, in “source”, and for
 *   “table-1” and so on, in “further”; with what wf_project_open_runs() gave for “runs”, in “corpus”; or
 * empty
 * @seed: of what is drawn at random
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with an error of the verb that failed
 */
gboolean
wf_project_open_contents (
    WfProject *self, WfProjectContents *contents, guint64 seed, WfProgress *progress, GError **error)
{
  WfJsonPlace place = WF_JSON_DOCUMENT (self != NULL && self->path != NULL ? self->path : "-");

  g_return_val_if_fail (self != NULL && contents != NULL, FALSE);

  if (contents->corpus != NULL)
    return wf_project_open_corpus (self, contents, &place, seed, progress, error);
  if (contents->source == NULL)
    return open_model (self, contents, &place, progress, error);
  return wf_project_find_file (self, "table") != NULL
             ? open_table (self, contents, &place, progress, error)
             : wf_project_open_log (self, contents, &place, seed, progress, error);
}

/* the columns that the search took, in the order of the graph; NULL when it added some of its own */
static WfTable *
select_searched (WfTable *table, WfGraph *graph)
{
  gsize n = wf_graph_get_n_nodes (graph);
  g_autofree gsize *columns = g_new (gsize, n + 1);

  for (gsize v = 0; v < n; v++)
    {
      gssize column = wf_table_find_column (table, wf_graph_get_name (graph, v));

      if (column < 0)
        return NULL;
      columns[v] = (gsize) column;
    }
  return wf_table_select (table, columns, n);
}

/**
 * wf_project_report: (skip)
 * @self: a project
 * @contents: what wf_project_open_contents() opened
 * @provenance: how it came about
 * @error: return location
 *
 * Returns: (transfer full): the report on the newest answer that the project holds, or %NULL with
 *   %WF_ERROR_DATA or %WF_ERROR_UNSUPPORTED
 */
WfReport *
wf_project_report (WfProject *self, WfProjectContents *contents, WfProvenance *provenance, GError **error)
{
  g_return_val_if_fail (self != NULL && contents != NULL && provenance != NULL, NULL);

  if (contents->blame != NULL || contents->runs != NULL)
    return wf_project_report_runs (self, contents, provenance);
  if (contents->row != NULL)
    return wf_counterfactual_report (contents->row, NULL, provenance);
  if (contents->effect != NULL)
    return wf_effect_report (contents->effect, NULL, provenance);
  if (self->discovery != NULL)
    {
      g_autoptr (WfTable) searched =
          contents->table != NULL ? select_searched (contents->table, self->graph) : NULL;

      return wf_discovery_report (self->discovery, searched, provenance);
    }
  if (self->graph != NULL)
    return wf_graph_report (self->graph, provenance);
  if (contents->table != NULL)
    return wf_table_report (contents->table, provenance);
  g_set_error_literal (error, WF_ERROR, WF_ERROR_UNSUPPORTED, _ ("The project holds nothing to report on."));
  return NULL;
}
