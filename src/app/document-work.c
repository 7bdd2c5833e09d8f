/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "app/learnable.h"
#include "core/base/error.h"
#include "core/formats/formats.h"
#include "render/picture.h"

#define SNIFFED      65536 /* bytes that tell what JSON is about */
#define MAX_OBSERVED 200 /* columns whose distribution is drawn in the table's heads */

void
wf_job_add_note (WfJob *job, const char *note)
{
  char *joined;

  if (note == NULL || *note == '\0')
    return;
  joined = job->note ? g_strdup_printf ("%s\n%s", job->note, note) : g_strdup (note);
  g_free (job->note);
  job->note = joined;
}

gboolean
wf_job_lay_out (WfJob *job, GError **error)
{
  g_autoptr (WfFigure) figure = wf_figure_new_graph (job->state->graph);

  wf_progress_set_stage (job->progress, _ ("Laying out the graph"), 0);
  g_clear_pointer (&job->state->layout, wf_layout_unref);
  job->state->layout = wf_figure_layout (figure, job->progress, error);
  if (job->state->layout == NULL)
    return FALSE;
  wf_job_add_note (job, wf_layout_get_note (job->state->layout));
  return TRUE;
}

static gboolean
has_places (WfGraph *graph, WfGraph *others)
{
  for (const char *const *name = wf_graph_get_names (others); *name; name++)
    if (wf_graph_find_node (graph, *name) < 0)
      return FALSE;
  return TRUE;
}

/* The variables stay where they were, when each had a place. old: nullable */
static gboolean
lay_out_after (WfJob *job, WfGraph *old, GError **error)
{
  WfState *state = job->state;
  WfLayout *kept;

  if (old == NULL || state->layout == NULL || !has_places (old, state->graph))
    return wf_job_lay_out (job, error);
  kept = wf_layout_keep_nodes (state->layout, old, state->graph);
  wf_layout_unref (state->layout);
  state->layout = kept;
  return TRUE;
}

static WfModel *
fit_model (WfJob *job, GError **error)
{
  const char *mechanisms = job->state->mechanisms;
  g_autoptr (GVariant) params = NULL;

  if (mechanisms)
    params = g_variant_ref_sink (g_variant_new_parsed ("{'mechanisms': <%s>}", mechanisms));
  return wf_model_fit (NULL, job->state->table, job->state->graph, params, job->progress, error);
}

/* as somebody asked: else nothing changes */
static gboolean
refit (WfJob *job, GError **error)
{
  g_clear_pointer (&job->state->model, wf_model_unref);
  job->state->model = fit_model (job, error);
  return job->state->model != NULL;
}

static gboolean
has_latent (WfGraph *graph)
{
  for (guint node = 0; node < wf_graph_get_n_nodes (graph); node++)
    if (wf_graph_is_latent (graph, node))
      return TRUE;
  return FALSE;
}

/* A graph without a model is still worth seeing: only cancelling is an error. With other causes a mechanism
 * that somebody chose may not be possible any more. */
gboolean
wf_job_fit (WfJob *job, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_clear_pointer (&job->state->model, wf_model_unref);
  if (has_latent (job->state->graph))
    return TRUE;
  wf_progress_set_stage (job->progress, _ ("Fitting the mechanisms"), 0);
  job->state->model = fit_model (job, &local_error);
  if (job->state->model == NULL && job->state->mechanisms != NULL &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      wf_job_add_note (job, local_error->message);
      g_clear_error (&local_error);
      g_clear_pointer (&job->state->mechanisms, g_free);
      job->state->model = fit_model (job, &local_error);
    }
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error)
    wf_job_add_note (job, local_error->message);
  return TRUE;
}

gboolean
wf_job_observe (WfJob *job, GError **error)
{
  gsize n = MIN (wf_table_get_n_columns (job->state->table), MAX_OBSERVED);

  job->state->observed = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_marginal_unref);
  wf_progress_set_stage (job->progress, _ ("Summing up the columns"), n);
  for (gsize i = 0; i < n; i++)
    {
      if (!wf_progress_check (job->progress, error))
        return FALSE;
      g_ptr_array_add (job->state->observed, wf_marginal_new_observed (job->state->table, i));
      wf_progress_advance (job->progress, 1);
    }
  return TRUE;
}

/* Hidden variables have no column. */
gboolean
wf_graph_is_about (WfGraph *graph, WfTable *table)
{
  gsize n_nodes = graph ? wf_graph_get_n_nodes (graph) : 0, n_found = 0;

  for (guint node = 0; table && node < n_nodes; node++)
    if (wf_table_find_column (table, wf_graph_get_name (graph, node)) >= 0)
      n_found++;
    else if (!wf_graph_is_latent (graph, node))
      return FALSE;
  return n_found > 0;
}

/* A guess of the import is what is read; where it is sure, the reader finds the same and tells of it. */
gboolean
wf_job_read_table (WfJob *job, WfSource *source, GVariant *params, GError **error)
{
  WfState *state = job->state;

  wf_progress_set_stage (job->progress, _ ("Reading the table"), 0);
  state->import_params = params ? g_variant_ref (params) : g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  state->import = wf_import_preview (source, params, job->progress, error);
  if (state->import == NULL)
    return FALSE;
  state->table = wf_table_read (
      source, wf_import_is_sure (state->import) ? params : wf_import_get_params (state->import),
      job->progress, error);
  state->source = wf_source_ref (source);
  return state->table != NULL && wf_job_observe (job, error);
}

/* What was said or opened beside the table that is read once more, as far as it is still about it. */
static gboolean
keeps_graph (const WfJob *job, const WfState *old)
{
  return job->source != NULL ? old->graph_source != NULL : old->table == NULL;
}

static void
keep_knowledge (WfJob *job, const WfState *old)
{
  if (job->source != NULL && old->knowledge != NULL &&
      wf_knowledge_check (old->knowledge, wf_table_get_names (job->state->table), NULL))
    wf_state_set_knowledge (job->state, wf_knowledge_ref (old->knowledge), old->knowledge_source);
}

/* old: of which the same files are read once more with other settings */
static gboolean
pool_further (WfJob *job, const WfState *old, GError **error)
{
  g_autoptr (GPtrArray) further = job->further ? wf_job_open_further (job, error) : NULL;

  if (job->further == NULL && job->source != NULL && old->pooled != NULL)
    further = g_ptr_array_ref (old->pooled);
  if (job->further != NULL && further == NULL)
    return FALSE;
  return further == NULL || wf_job_pool (job, further, error);
}

static gboolean
load_table (WfJob *job, WfSource *source, GError **error)
{
  g_autoptr (WfState) old = g_steal_pointer (&job->state);

  job->state = wf_state_new ();
  if (!wf_job_read_table (job, source, job->params, error) || !pool_further (job, old, error))
    return FALSE;
  keep_knowledge (job, old);
  if (!keeps_graph (job, old) || !wf_graph_is_about (old->graph, job->state->table))
    return TRUE;
  job->did_attach = TRUE;
  if (old->model != NULL)
    wf_job_add_note (job, _ ("The graph of the model is used; its mechanisms were fitted anew on the table"));
  job->state->graph = wf_graph_ref (old->graph);
  job->state->graph_source = old->graph_source ? wf_source_ref (old->graph_source) : NULL;
  job->state->layout = old->layout ? wf_layout_ref (old->layout) : NULL;
  return wf_job_fit (job, error);
}

static gboolean
load_graph (WfJob *job, WfSource *source, GError **error)
{
  g_autoptr (WfGraph) graph = NULL;

  wf_progress_set_stage (job->progress, _ ("Reading the graph"), 0);
  graph = wf_graph_read (source, error);
  if (graph == NULL)
    return FALSE;
  job->did_attach = wf_graph_is_about (graph, job->state->table);
  if (!job->did_attach)
    {
      wf_state_free (job->state);
      job->state = wf_state_new ();
      job->state->source = wf_source_ref (source);
    }
  g_clear_pointer (&job->state->graph_source, wf_source_unref);
  g_clear_pointer (&job->state->discovery, wf_discovery_result_unref);
  g_clear_pointer (&job->state->obeyed, wf_knowledge_unref);
  g_clear_pointer (&job->state->obeyed_source, wf_source_unref);
  g_clear_pointer (&job->state->graph, wf_graph_unref);
  g_clear_pointer (&job->state->model, wf_model_unref);
  g_clear_pointer (&job->state->mechanisms, g_free);
  g_array_set_size (job->state->worlds, 0);
  job->state->row = -1;
  job->state->graph_source = wf_source_ref (source);
  job->state->graph = g_steal_pointer (&graph);
  return wf_job_lay_out (job, error) && (job->state->table == NULL || wf_job_fit (job, error));
}

/* A model of the variables of the table that is there gives its graph, and the table the mechanisms. */
static gboolean
load_model (WfJob *job, WfSource *source, GError **error)
{
  g_autoptr (WfGraph) graph = job->state->table != NULL ? wf_graph_read (source, NULL) : NULL;

  if (graph != NULL && wf_graph_is_about (graph, job->state->table))
    {
      wf_job_add_note (job,
                       _ ("The graph of the model is used; its mechanisms were fitted anew on the table"));
      return load_graph (job, source, error);
    }
  return wf_job_load_model (job, source, error) && wf_job_lay_out (job, error);
}

static gboolean
load_knowledge (WfJob *job, WfSource *source, GError **error)
{
  g_autoptr (WfKnowledge) written = NULL;
  const char *const *names;
  WfKnowledge *knowledge;

  if (job->state->table == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("%s holds background knowledge. Open the table it is about, then this file."),
                   wf_source_get_name (source));
      return FALSE;
    }
  written = wf_knowledge_read (source, error);
  if (written == NULL)
    return FALSE;
  names = wf_table_get_names (job->state->table);
  knowledge = wf_knowledge_expand (written, names, error);
  if (knowledge == NULL)
    return FALSE;
  job->is_knowledge = TRUE;
  wf_state_set_knowledge (job->state, knowledge, source);
  return job->state->knowledge == NULL || wf_knowledge_check (knowledge, names, error);
}

/* An object that can't be a graph: what the reader of logs says of its keys helps more than what a graph's
 * would. */
static gboolean
is_foreign_json (WfSource *source)
{
  gsize size;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &size);
  const char *end = text + MIN (size, SNIFFED);

  while (text < end && g_ascii_isspace (*text))
    text++;
  return text < end && *text == '{' && g_strstr_len (text, end - text, "\"nodes\"") == NULL &&
         g_strstr_len (text, end - text, "\"edges\"") == NULL;
}

static gboolean
load (WfJob *job, GError **error)
{
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GError) local_error = NULL;
  WfFileKind kind;

  if (job->source)
    return load_table (job, job->source, error);
  if (g_file_query_file_type (job->file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
    return wf_job_load_runs (job, error);
  source = wf_source_open (job->file, job->progress, error);
  if (source == NULL)
    return FALSE;
  kind = wf_file_kind_find (source, &local_error);
  if ((kind == WF_FILE_KIND_NONE || kind == WF_FILE_KIND_GRAPH) && is_foreign_json (source))
    kind = WF_FILE_KIND_LOG;
  switch (kind)
    {
      case WF_FILE_KIND_PROJECT:
        return wf_job_load_project (job, source, error);
      case WF_FILE_KIND_PROFILE:
        return wf_job_use_profile (job, source, error);
      case WF_FILE_KIND_LOG:
        return wf_job_load_log (job, source, error);
      case WF_FILE_KIND_KNOWLEDGE:
        return load_knowledge (job, source, error);
      case WF_FILE_KIND_TABLE:
        return load_table (job, source, error);
      case WF_FILE_KIND_MODEL:
        return load_model (job, source, error);
      case WF_FILE_KIND_GRAPH:
        return load_graph (job, source, error);
      case WF_FILE_KIND_NONE:
      case WF_FILE_KIND_FOLDER:
      default:
        g_propagate_error (error, g_steal_pointer (&local_error));
        return FALSE;
    }
}

static gboolean
learn (WfJob *job, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  WfState *state = job->state;
  g_autofree char *left_out = NULL;
  const WfDiscovery *method = wf_discovery_find (job->method, error);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) old = NULL;

  if (method == NULL)
    return FALSE;
  table = wf_learnable_select (state->table, method->accepts, &left_out);

  wf_progress_set_stage (job->progress, _ ("Learning the graph"), 0);
  g_clear_pointer (&state->mechanisms, g_free);
  g_clear_pointer (&state->learned_by, g_free);
  g_clear_pointer (&state->discovery, wf_discovery_result_unref);
  g_clear_pointer (&state->obeyed, wf_knowledge_unref);
  g_clear_pointer (&state->obeyed_source, wf_source_unref);
  state->obeyed = state->knowledge ? wf_knowledge_ref (state->knowledge) : NULL;
  state->obeyed_source = state->knowledge_source ? wf_source_ref (state->knowledge_source) : NULL;
  if (job->n_samples > 0)
    state->discovery = wf_discover_bootstrap (table, job->method, job->params, state->knowledge,
                                              job->n_samples, job->rule, WF_DOCUMENT_CONFIDENCE,
                                              WF_DOCUMENT_SEED, job->n_threads, job->progress, error);
  else
    state->discovery = wf_discover (table, job->method, job->params, state->knowledge, WF_DOCUMENT_SEED,
                                    job->n_threads, job->progress, error);
  if (state->discovery == NULL)
    return FALSE;
  state->learn_seconds = (g_get_monotonic_time () - began) / (double) G_USEC_PER_SEC;
  old = g_steal_pointer (&state->graph);
  state->graph = wf_graph_ref (wf_discovery_result_get_graph (state->discovery));
  if (left_out)
    {
      g_autofree char *note = g_strdup_printf (
          _ ("Left out, as this search doesn’t take numbers and levels together: %s"), left_out);

      wf_job_add_note (job, note);
    }
  for (const char *const *warning = wf_discovery_result_get_warnings (state->discovery); warning && *warning;
       warning++)
    wf_job_add_note (job, *warning);
  return lay_out_after (job, old, error) && wf_job_fit (job, error);
}

static gboolean
compile (WfJob *job, GError **error)
{
  wf_progress_set_stage (job->progress, _ ("Preparing the model"), 0);
  job->simulation = wf_simulation_new (job->state->model, NULL, job->progress, error);
  return job->simulation != NULL && wf_job_find_baseline (job, error);
}

/* what the picture and the inspector will ask */
static gboolean
measure (WfJob *job, GError **error)
{
  wf_progress_set_stage (job->progress, _ ("Checking how well the mechanisms fit"), 0);
  for (guint i = 0; i < wf_graph_get_n_nodes (wf_model_get_graph (job->state->model)); i++)
    {
      wf_model_is_weak (job->state->model, i, NULL);
      if (!wf_progress_check (job->progress, error))
        return FALSE;
    }
  return TRUE;
}

/* The picture is made here, too: what a slider waits for isn't computed between two frames. */
static gboolean
intervene (WfJob *job, GError **error)
{
  g_autoptr (GPtrArray) active = wf_state_list_active (job->state);

  if (job->state->row >= 0)
    {
      job->counterfactual =
          wf_counterfactual (job->simulation, (gsize) job->state->row, (WfIntervention **) active->pdata,
                             active->len, job->progress, error);
      if (job->counterfactual != NULL)
        job->effect = wf_effect_ref (wf_counterfactual_get_effect (job->counterfactual));
    }
  else
    job->effect = wf_simulation_intervene (job->simulation, (WfIntervention **) active->pdata, active->len,
                                           NULL, job->n_draws, job->progress, error);
  if (job->effect == NULL)
    return FALSE;
  job->figure = wf_effect_figure (job->effect);
  return TRUE;
}

static gboolean
lay_out_network (WfJob *job, GError **error)
{
  wf_progress_set_stage (job->progress, _ ("Laying out the graph"), 0);
  job->network_layout = wf_figure_layout (job->network, job->progress, error);
  if (job->network_layout == NULL)
    return FALSE;
  wf_job_add_note (job, wf_layout_get_note (job->network_layout));
  return TRUE;
}

gboolean
wf_job_run (WfJob *job, GError **error)
{
  switch (job->kind)
    {
      case WF_JOB_LOAD:
        return load (job, error);
      case WF_JOB_LEARN:
        return learn (job, error);
      case WF_JOB_EXPLAIN:
        return wf_job_explain (job, error);
      case WF_JOB_WHY:
        return wf_job_attribute_row (job, error);
      case WF_JOB_MEMBERS:
        return wf_job_find_members (job, error);
      case WF_JOB_FIT:
        return job->label ? refit (job, error) : wf_job_fit (job, error);
      case WF_JOB_MEASURE:
        return measure (job, error);
      case WF_JOB_ARRANGE:
        return wf_job_lay_out (job, error);
      case WF_JOB_BESIDE:
        return wf_job_read_beside (job, error);
      case WF_JOB_COMPILE:
        return compile (job, error);
      case WF_JOB_EFFECT:
        return intervene (job, error);
      case WF_JOB_INTERVALS:
        return wf_job_find_intervals (job, error);
      case WF_JOB_COMPARE:
        return wf_job_compare (job, error);
      case WF_JOB_TRAIN:
        return wf_job_train (job, error);
      case WF_JOB_CAUSES:
        return wf_job_find_causes (job, error);
      case WF_JOB_DIAGRAM:
        return wf_job_draw_diagram (job, error);
      case WF_JOB_STEPS:
        return wf_job_list_steps (job, error);
      case WF_JOB_REPORT:
        return wf_job_set_report (job, error);
      case WF_JOB_NETWORK:
        return lay_out_network (job, error);
      case WF_JOB_JUDGE:
        return wf_job_ask_judge (job, error);
      case WF_N_JOBS:
      default:
        g_return_val_if_reached (FALSE);
    }
}
