/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A project becomes a state, in a worker thread: tables and logs are read and models fitted, and no search is
 * repeated. What isn't where it was, or isn't what it was, is listed, and the rest opens. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/trace/logs.h"

typedef struct
{
  WfJob *job;
  WfProject *project;
  WfSource *source; /* the project file itself */
  WfJsonPlace place;
} Opening;

void
wf_file_problem_free (gpointer data)
{
  WfFileProblem *self = data;

  g_free (self->role);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}

static void
add_problem (Opening *self, const WfProjectFile *file, WfFileState state)
{
  WfFileProblem *problem = g_new0 (WfFileProblem, 1);

  problem->role = g_strdup (file->role);
  problem->name = wf_project_file_dup_name (file);
  problem->path = g_strdup (file->path);
  problem->state = state;
  g_ptr_array_add (self->job->problems, problem);
}

/* FALSE with an error; else the file, or NULL when there is none, it is missing, or it changed and isn't
 * wanted so */
static gboolean
open_file (Opening *self, const char *role, WfSource **source, GError **error)
{
  const WfProjectFile *file = wf_project_find_file (self->project, role);
  g_autoptr (GError) local_error = NULL;
  WfFileState state;

  *source = NULL;
  if (file == NULL)
    return TRUE;
  *source = wf_project_open_file (self->project, file, &state, self->job->progress, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (*source == NULL)
    add_problem (self, file, WF_FILE_MISSING);
  else if (state == WF_FILE_CHANGED && !self->job->takes_changed)
    {
      add_problem (self, file, WF_FILE_CHANGED);
      g_clear_pointer (source, wf_source_unref);
    }
  return TRUE;
}

/* likewise, of what the project holds a copy of: where the file is only matters to whoever repeats it */
static WfSource *
open_origin (Opening *self, const char *role)
{
  const WfProjectFile *file = wf_project_find_file (self->project, role);
  WfFileState state;
  WfSource *source =
      file ? wf_project_open_file (self->project, file, &state, self->job->progress, NULL) : NULL;

  if (source != NULL && state == WF_FILE_CHANGED)
    g_clear_pointer (&source, wf_source_unref);
  return source;
}

static JsonObject *
get_part (Opening *self, const char *name)
{
  JsonNode *node = wf_project_get_part (self->project, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* ---- tables and graphs ---- */

/* The further files of a pooled table: without one of them there is no table. */
static gboolean
open_pooled (Opening *self, GError **error)
{
  g_autoptr (GPtrArray) further = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_source_unref);
  WfState *state = self->job->state;

  for (guint i = 1;; i++)
    {
      g_autofree char *role = g_strdup_printf ("table-%u", i);
      WfSource *source = NULL;

      if (wf_project_find_file (self->project, role) == NULL)
        break;
      if (!open_file (self, role, &source, error))
        return FALSE;
      if (source == NULL)
        {
          g_clear_pointer (&state->table, wf_table_unref);
          g_clear_pointer (&state->source, wf_source_unref);
          g_clear_pointer (&state->observed, g_ptr_array_unref);
          g_clear_pointer (&state->import, wf_import_unref);
          g_clear_pointer (&state->import_params, g_variant_unref);
          return TRUE;
        }
      g_ptr_array_add (further, source);
    }
  return further->len == 0 || wf_job_pool (self->job, further, error);
}

static gboolean
open_table (Opening *self, GError **error)
{
  const WfProjectFile *file = wf_project_find_file (self->project, "table");
  g_autoptr (WfSource) source = NULL;

  if (!open_file (self, "table", &source, error))
    return FALSE;
  if (source == NULL)
    return TRUE;
  return wf_job_read_table (self->job, source, file->settings, error) && open_pooled (self, error);
}

static void
open_origins (Opening *self)
{
  WfState *state = self->job->state;
  WfDiscoveryResult *discovery = state->discovery;
  WfKnowledge *obeyed = discovery ? wf_discovery_result_get_knowledge (discovery) : NULL;

  if (state->knowledge)
    state->knowledge_source = open_origin (self, "knowledge");
  if (obeyed)
    {
      state->obeyed = wf_knowledge_ref (obeyed);
      state->obeyed_source = open_origin (self, "obeyed");
    }
  if (state->beside)
    state->beside_source = open_origin (self, "beside");
  if (state->graph == NULL || discovery)
    return;
  state->graph_source = open_origin (self, "graph");
  if (state->graph_source == NULL) /* the project itself is read as a graph, too */
    state->graph_source = wf_source_ref (self->source);
  if (state->source == NULL && wf_project_find_file (self->project, "table") == NULL)
    state->source = wf_source_ref (state->graph_source);
}

static gboolean
open_layout (Opening *self, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (&self->place, "layout");
  JsonObject *layout = get_part (self, "layout");
  WfState *state = self->job->state;

  if (layout == NULL)
    return wf_job_lay_out (self->job, error);
  state->layout = wf_layout_from_json (layout, state->graph, &here, error);
  return state->layout != NULL;
}

/* of one that is there */
static gboolean
check_variables (Opening *self, GError **error)
{
  WfState *state = self->job->state;

  if (state->table == NULL || wf_graph_is_about (state->graph, state->table))
    return TRUE;
  for (guint node = 0; node < wf_graph_get_n_nodes (state->graph); node++)
    {
      const char *name = wf_graph_get_name (state->graph, node);

      if (wf_table_find_column (state->table, name) < 0 && !wf_graph_is_latent (state->graph, node))
        {
          if (wf_table_fail_text (state->table, name, error))
            return FALSE;
          g_set_error (
              error, WF_ERROR, WF_ERROR_DATA,
              _ ("%s has no column “%s”, which the graph of %s is about; say where the right table is"),
              wf_source_get_name (state->source), name, self->place.name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
open_model (Opening *self, GError **error)
{
  WfState *state = self->job->state;

  return state->table != NULL || wf_project_read_model (self->project, &self->place, &state->model, error);
}

static gboolean
open_graph (Opening *self, GError **error)
{
  WfState *state = self->job->state;
  WfGraph *graph = wf_project_get_graph (self->project);
  WfGraph *beside = wf_project_get_beside (self->project);
  WfDiscoveryResult *discovery = wf_project_get_discovery (self->project);
  WfKnowledge *knowledge = wf_project_get_knowledge (self->project);

  if (knowledge)
    wf_state_set_knowledge (state, wf_knowledge_ref (knowledge), NULL);
  if (graph == NULL)
    return TRUE;
  state->graph = wf_graph_ref (graph);
  state->beside = beside ? wf_graph_ref (beside) : NULL;
  if (discovery)
    {
      state->discovery = wf_discovery_result_ref (discovery);
      state->learn_seconds = wf_project_get_seconds (self->project);
      state->learned_by = g_strdup (wf_project_get_learned_by (self->project));
    }
  return check_variables (self, error) && open_model (self, error) && open_layout (self, error);
}

/* those that were changed by hand */
static gboolean
open_tables (Opening *self, GError **error)
{
  WfState *state = self->job->state;
  g_autoptr (WfModel) fitted = NULL;
  g_autoptr (WfModel) changed = NULL;

  if (state->model == NULL)
    return TRUE;
  if (!wf_project_change_tables (self->project, &self->place, state->model, state->table, self->job->progress,
                                 &fitted, &changed, error))
    return FALSE;
  if (changed)
    wf_state_set_tables (state, fitted, changed);
  return TRUE;
}

/* ---- worlds ---- */

static gboolean
open_worlds (Opening *self, GError **error)
{
  WfState *state = self->job->state;
  gsize n = wf_project_get_n_interventions (self->project);

  for (gsize i = 0; i < n; i++)
    {
      WfJsonPlace list = WF_JSON_MEMBER (&self->place, "interventions");
      WfJsonPlace here = WF_JSON_ELEMENT (&list, (guint) i);
      WfWorld world;
      WfIntervention *intervention = wf_project_get_intervention (self->project, i, &world.is_active);
      const char *node = wf_intervention_get_node (intervention);

      if (state->graph == NULL || wf_graph_find_node (state->graph, node) < 0)
        return wf_json_fail (&here, error, _ ("the graph has no variable “%s”"), node);
      world.intervention = wf_intervention_ref (intervention);
      g_array_append_val (state->worlds, world);
    }
  return TRUE;
}

static gboolean
open_repairs (Opening *self, GError **error)
{
  WfState *state = self->job->state;

  for (gsize i = 0; state->trace && i < wf_project_get_n_repairs (self->project); i++)
    {
      WfJsonPlace list = WF_JSON_MEMBER (&self->place, "repairs");
      WfJsonPlace here = WF_JSON_ELEMENT (&list, (guint) i);
      WfRepairWorld world;

      world.repair = *wf_project_get_repair (self->project, i, &world.is_active);
      if (world.repair.step >= wf_trace_get_n_steps (state->trace))
        return wf_json_fail (&here, error, _ ("the run has no step %zu"), world.repair.step);
      g_array_append_val (state->repairs, world);
    }
  return TRUE;
}

static gboolean
open_choices (Opening *self, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (&self->place, "choices");
  JsonObject *choices = get_part (self, "choices");
  WfState *state = self->job->state;
  gint64 row = -1;

  if (choices == NULL)
    return TRUE;
  if (wf_json_has (choices, "row") &&
      !wf_json_read_integer (choices, "row", &here, 0, G_MAXINT64, &row, error))
    return FALSE;
  if (state->table && row < (gint64) wf_table_get_n_rows (state->table))
    state->row = row;
  state->mechanisms = g_strdup (wf_json_get_string (choices, "mechanisms"));
  return TRUE;
}

/* ---- all of it ---- */

/* a{sv} */
static GVariant *
get_view (Opening *self)
{
  JsonObject *view = get_part (self, "view");

  return view ? wf_json_to_vardict (view) : NULL;
}

static gboolean
open_runs (Opening *self, GError **error)
{
  const WfProjectFile *file = wf_project_find_file (self->project, "runs");
  g_autofree char *path = file ? wf_project_locate (self->project, file) : NULL;
  g_autoptr (WfSource) log = NULL;

  if (file && path == NULL)
    add_problem (self, file, WF_FILE_MISSING);
  if (path == NULL)
    return open_file (self, "log", &log, error) && (log == NULL || wf_job_load_log (self->job, log, error));
  g_clear_object (&self->job->file);
  self->job->file = g_file_new_for_commandline_arg (path);
  if (!wf_job_load_runs (self->job, error))
    return FALSE;
  if (g_strcmp0 (file->sha256, wf_corpus_get_sha256 (wf_corpus_blame_get_corpus (self->job->state->runs))) ==
          0 ||
      self->job->takes_changed)
    return TRUE;
  add_problem (self, file, WF_FILE_CHANGED);
  wf_state_free (self->job->state);
  self->job->state = wf_state_new ();
  return TRUE;
}

static gboolean
open_all (Opening *self, GError **error)
{
  WfJob *job = self->job;
  g_autoptr (GFile) file = g_object_ref (job->file);
  gboolean is_open;

  wf_state_free (job->state);
  job->state = wf_state_new ();
  is_open = open_runs (self, error) && wf_job_open_blame (job, self->project, &self->place, error) &&
            open_table (self, error) && open_graph (self, error) && open_choices (self, error) &&
            open_worlds (self, error) && open_repairs (self, error);
  g_set_object (&job->file, file);
  if (!is_open)
    return FALSE;
  open_origins (self);
  return (job->state->table == NULL || job->state->graph == NULL || wf_job_fit (job, error)) &&
         open_tables (self, error);
}

gboolean
wf_job_load_project (WfJob *job, WfSource *source, GError **error)
{
  g_autoptr (WfProject) project = wf_project_read (source, error);
  gsize size;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &size);
  Opening self = { job, project, source, wf_json_document (wf_source_get_name (source), text, size) };
  GHashTableIter iter;
  gpointer role, path;

  if (project == NULL)
    return FALSE;
  if (job->places)
    {
      g_hash_table_iter_init (&iter, job->places);
      while (g_hash_table_iter_next (&iter, &role, &path))
        wf_project_relocate (project, role, path);
    }
  job->problems = g_ptr_array_new_with_free_func (wf_file_problem_free);
  if (!open_all (&self, error))
    return FALSE;
  job->view = get_view (&self);
  job->project_source = wf_source_ref (source);
  wf_source_get_sha256 (source); /* here: the main thread asks for it */
  job->project = g_steal_pointer (&project);
  return TRUE;
}
