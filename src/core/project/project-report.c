/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The report on a project without a window: its data are read, its model fitted and its questions asked
 * again. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/profile.h"
#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/inference/inference.h"
#include "core/project/project-private.h"
#include "core/project/project-report.h"
#include "core/trace/logs.h"

void
wf_project_contents_clear (WfProjectContents *contents)
{
  g_clear_pointer (&contents->source, wf_source_unref);
  g_clear_pointer (&contents->table, wf_table_unref);
  g_clear_pointer (&contents->model, wf_model_unref);
  g_clear_pointer (&contents->effect, wf_effect_unref);
  g_clear_pointer (&contents->row, wf_counterfactual_unref);
  g_clear_pointer (&contents->trace, wf_trace_unref);
  g_clear_pointer (&contents->blame, wf_blame_unref);
}

static JsonObject *
get_part (WfProject *self, const char *name)
{
  JsonNode *node = wf_project_get_part (self, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static WfModel *
fit (WfProject *self, WfTable *table, WfProgress *progress, GError **error)
{
  const char *mechanisms = wf_json_get_string (get_part (self, "choices"), "mechanisms");
  g_autoptr (GVariant) params = NULL;

  if (mechanisms != NULL)
    params = g_variant_ref_sink (g_variant_new_parsed ("{'mechanisms': <%s>}", mechanisms));
  return wf_model_fit (NULL, table, self->graph, params, progress, error);
}

/* what the active interventions do, to all rows or to the one that is asked about */
static gboolean
ask (WfProject *self, WfProjectContents *contents, WfProgress *progress, GError **error)
{
  JsonObject *choices = get_part (self, "choices");
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
open_table (WfProject *self, WfProjectContents *contents, WfProgress *progress, GError **error)
{
  const WfProjectFile *file = wf_project_find_file (self, "table");
  gboolean has_question = FALSE;

  contents->table = wf_table_read (contents->source, file->settings, progress, error);
  if (contents->table == NULL)
    return FALSE;
  for (guint i = 0; i < self->worlds->len; i++)
    has_question |= g_array_index (self->worlds, WfProjectWorld, i).is_active;
  if (self->graph == NULL || !has_question)
    return TRUE;
  contents->model = fit (self, contents->table, progress, error);
  return contents->model != NULL && ask (self, contents, progress, error);
}

static WfProfile *
read_profile (WfProject *self, GError **error)
{
  const char *text = wf_json_get_string (get_part (self, "profile"), "text");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "profile");

  return wf_profile_read (source, error);
}

static gboolean
open_log (WfProject *self, WfProjectContents *contents, guint64 seed, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) traces = wf_traces_read (contents->source, progress, error);
  g_autoptr (WfProfile) profile = NULL;

  if (traces == NULL)
    return FALSE;
  if (wf_json_get_string (get_part (self, "profile"), "text") != NULL)
    {
      profile = read_profile (self, error);
      if (profile == NULL)
        return FALSE;
    }
  contents->trace = wf_trace_ref (g_ptr_array_index (traces, 0));
  contents->blame = wf_attribute_trace (contents->trace, profile, seed, progress, error);
  return contents->blame != NULL;
}

/**
 * wf_project_open_contents: (skip)
 * @self: a project
 * @contents: with the file in “source” that wf_project_open_file() gave for “table” or “log”, or empty
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
  g_return_val_if_fail (self != NULL && contents != NULL, FALSE);

  if (contents->source == NULL)
    return TRUE;
  return wf_project_find_file (self, "table") != NULL ? open_table (self, contents, progress, error)
                                                      : open_log (self, contents, seed, progress, error);
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

static WfReport *
report_blame (WfProject *self, WfProjectContents *contents, WfProvenance *provenance)
{
  gboolean is_redacted = FALSE;
  g_autoptr (GArray) repairs = g_array_new (FALSE, FALSE, sizeof (WfRepair));
  g_autoptr (WfBlame) shown = NULL;
  JsonNode *redact =
      get_part (self, "view") ? json_object_get_member (get_part (self, "view"), "redact") : NULL;

  if (redact != NULL && JSON_NODE_HOLDS_VALUE (redact))
    is_redacted = json_node_get_boolean (redact);
  for (guint i = 0; i < self->repairs->len; i++)
    if (g_array_index (self->repairs, WfProjectRepair, i).is_active &&
        g_array_index (self->repairs, WfProjectRepair, i).repair.step <
            wf_trace_get_n_steps (contents->trace))
      g_array_append_val (repairs, g_array_index (self->repairs, WfProjectRepair, i).repair);
  shown = is_redacted ? wf_blame_redact (contents->blame) : wf_blame_ref (contents->blame);
  return wf_blame_report (shown, (const WfRepair *) (gconstpointer) repairs->data, repairs->len, provenance);
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

  if (contents->blame != NULL)
    return report_blame (self, contents, provenance);
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
  g_set_error (
      error, WF_ERROR, WF_ERROR_UNSUPPORTED,
      wf_project_find_file (self, "runs") != NULL
          ? _ ("The project is about several runs; “wherefore-cli attribute” reports on their folder.")
          : _ ("The project holds nothing to report on."));
  return NULL;
}
