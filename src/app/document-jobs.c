/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-steps.h"
#include "app/document-private.h"
#include "judge/key.h"

#define TICK_MS 100

void
wf_job_free (gpointer data)
{
  WfJob *job = data;

  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->progress, wf_progress_unref);
  g_clear_pointer (&job->state, wf_state_free);
  g_clear_pointer (&job->simulation, wf_simulation_unref);
  g_clear_pointer (&job->label, g_free);
  g_clear_pointer (&job->effect, wf_effect_unref);
  g_clear_pointer (&job->diagram, wf_diagram_answer_unref);
  g_clear_pointer (&job->steps, wf_diagram_steps_unref);
  g_clear_pointer (&job->pages, wf_pages_unref);
  g_clear_pointer (&job->intervals, wf_effect_intervals_unref);
  g_clear_pointer (&job->counterfactual, wf_counterfactual_unref);
  g_clear_pointer (&job->figure, wf_figure_unref);
  g_clear_pointer (&job->network, wf_figure_unref);
  g_clear_pointer (&job->network_layout, wf_layout_unref);
  g_clear_object (&job->file);
  g_clear_pointer (&job->method, g_free);
  g_clear_pointer (&job->params, g_variant_unref);
  g_clear_pointer (&job->request, wf_judge_request_unref);
  g_clear_pointer (&job->key, wf_judge_key_free);
  g_clear_pointer (&job->key_problem, g_free);
  g_clear_pointer (&job->note, g_free);
  g_clear_pointer (&job->places, g_hash_table_unref);
  g_clear_pointer (&job->project, wf_project_unref);
  g_clear_pointer (&job->project_source, wf_source_unref);
  g_clear_pointer (&job->problems, g_ptr_array_unref);
  g_clear_pointer (&job->view, g_variant_unref);
  g_clear_pointer (&job->reasons, g_strfreev);
  g_clear_pointer (&job->members, wf_possible_effects_unref);
  g_clear_pointer (&job->why, wf_attribution_unref);
  g_clear_pointer (&job->source, wf_source_unref);
  g_clear_pointer (&job->further, g_ptr_array_unref);
  g_clear_object (&job->reply);
  g_free (job);
}

WfJob *
wf_job_new (WfDocument *self, WfJobKind kind)
{
  WfJob *job = g_new0 (WfJob, 1);

  job->kind = kind;
  job->began = g_get_monotonic_time ();
  job->cancellable = g_cancellable_new ();
  job->progress = wf_progress_new (job->cancellable);
  job->state = wf_state_copy (self->state);
  job->n_threads = self->n_threads;
  return job;
}

static gboolean
is_shown (const WfJob *job)
{
  return job != NULL && g_get_monotonic_time () - job->began >= WF_DOCUMENT_SHOW_AFTER_US;
}

WfProgress *
wf_document_get_job (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  for (int kind = 0; kind < WF_N_JOBS; kind++)
    if (is_shown (self->jobs[kind]))
      return self->jobs[kind]->progress;
  return NULL;
}

gboolean
wf_document_is_busy (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  for (int kind = 0; kind < WF_N_JOBS; kind++)
    if (self->jobs[kind] != NULL)
      return TRUE;
  return self->rest != 0 || self->intervals_rest != 0 || self->pages_rest.source != 0;
}

static gboolean
on_tick (gpointer data)
{
  WfDocument *self = data;

  if (wf_document_get_job (self) != NULL)
    wf_document_emit_changed (self, WF_PART_JOBS);
  if (wf_document_is_busy (self))
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  return G_SOURCE_REMOVE;
}

void
wf_document_cancel_job (WfDocument *self, WfJobKind kind)
{
  if (self->jobs[kind] == NULL)
    return;
  g_cancellable_cancel (self->jobs[kind]->cancellable);
  self->generations[kind]++;
  self->jobs[kind] = NULL;
}

void
wf_document_drop_stale_jobs (WfDocument *self, const WfState *old)
{
  const WfState *state = self->state;

  if (old->blame != state->blame)
    wf_document_cancel_job (self, WF_JOB_JUDGE);
  if (old->runs != state->runs || old->profile != state->profile)
    {
      wf_document_cancel_job (self, WF_JOB_TRAIN);
      wf_document_cancel_job (self, WF_JOB_CAUSES);
    }
  if (!wf_state_has_same_subject (old, state))
    wf_document_cancel_job (self, WF_JOB_COMPARE);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (wf_job_run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* ---- what the main thread does with a result that is still wanted ---- */

/* Of what the worker knew, the blame is new; what was done meanwhile stays. */
static void
finish_ranking (WfDocument *self, WfJob *job, const char *label)
{
  WfState *next = wf_state_copy (self->state);

  wf_state_take_ranking (next, job->state);
  wf_document_commit (self, label, NULL, next);
}

/* A profile is laid over what there is now: once more when that is something else by now. */
static void
finish_profile (WfDocument *self, WfJob *job, const char *label)
{
  if (wf_state_has_same_subject (self->state, job->state))
    {
      finish_ranking (self, job, label);
      return;
    }
  g_clear_pointer (&job->note, g_free);
  wf_document_start_load (self, job->file, job->reply);
  g_clear_object (&job->reply);
}

/* Of what the worker knew, the knowledge is new; what was done meanwhile stays. */
static void
finish_knowledge (WfDocument *self, WfJob *job, const char *label)
{
  WfState *next;

  if (self->state->table != job->state->table)
    return;
  next = wf_state_copy (self->state);
  wf_state_set_knowledge (next, wf_knowledge_ref (job->state->knowledge), job->state->knowledge_source);
  wf_document_commit (self, label, NULL, next);
}

static char *
describe_load (WfJob *job)
{
  g_autofree char *name = job->file ? g_file_get_basename (job->file) : NULL;
  g_autofree char *shown = name ? g_filename_display_name (name) : NULL;

  return shown ? g_strdup_printf (_ ("Open %s"), shown) : g_strdup (_ ("Import Settings"));
}

static void
finish_load (WfDocument *self, WfJob *job)
{
  g_autofree char *label = describe_load (job);
  gboolean was_modified = wf_document_is_modified (self);

  if (job->is_profile)
    {
      finish_profile (self, job, label);
      return;
    }
  if (job->is_knowledge)
    {
      finish_knowledge (self, job, label);
      return;
    }
  wf_document_cancel_job (self, WF_JOB_LEARN);
  wf_document_cancel_job (self, WF_JOB_EFFECT);
  if (job->project != NULL) /* what was there has a file of its own, or a window */
    wf_history_clear (self->history);
  else if (!wf_state_is_empty (self->state))
    wf_history_push (self->history, label, NULL, self->state);
  wf_document_forget_nodes (self);
  wf_document_take_state (self, g_steal_pointer (&job->state));
  wf_document_finish_open (self, job, was_modified);
}

static void
finish_learn (WfDocument *self, WfJob *job)
{
  const WfDiscovery *method = wf_discovery_find (job->method, NULL);
  g_autofree char *label = g_strdup_printf (_ ("Learn with %s"), method ? _ (method->name) : job->method);

  wf_document_cancel_job (self, WF_JOB_EFFECT);
  g_array_set_size (job->state->worlds, 0);
  job->state->row = -1;
  /* said meanwhile: for the next one */
  wf_state_set_knowledge (job->state,
                          self->state->knowledge ? wf_knowledge_ref (self->state->knowledge) : NULL,
                          self->state->knowledge_source);
  wf_document_commit (self, label, NULL, g_steal_pointer (&job->state));
}

/* No command, unless it was asked for: the graph was one. A graph that no model fits was told of when it was
 * learned. */
static void
finish_fit (WfDocument *self, WfJob *job)
{
  WfState *next;

  g_clear_pointer (&job->note, g_free);
  if (self->state->graph != job->state->graph || job->state->model == NULL)
    return;
  next = wf_state_copy (self->state);
  g_clear_pointer (&next->model, wf_model_unref);
  g_free (next->mechanisms);
  next->model = wf_model_ref (job->state->model);
  next->mechanisms = g_strdup (job->state->mechanisms);
  if (job->label)
    wf_document_commit (self, job->label, NULL, next);
  else
    wf_document_take_state (self, next);
}

/* Nodes may have been moved meanwhile: what was asked for is a layout of all of them. */
static void
finish_arrange (WfDocument *self, WfJob *job)
{
  WfState *next;

  if (self->state->graph != job->state->graph)
    return;
  next = wf_state_copy (self->state);
  g_clear_pointer (&next->layout, wf_layout_unref);
  next->layout = wf_layout_ref (job->state->layout);
  wf_document_commit (self, _ ("Arrange"), NULL, next);
}

static void
finish_compare (WfDocument *self, WfJob *job)
{
  /* Translators: the names of two runs */
  g_autofree char *label =
      g_strdup_printf (_ ("Compare %s and %s"), job->state->compared[0].name, job->state->compared[1].name);
  WfState *next = wf_state_copy (self->state);

  wf_state_set_comparison (next, wf_run_comparison_ref (job->state->comparison), &job->state->compared[0],
                           &job->state->compared[1]);
  wf_document_commit (self, label, NULL, next);
}

static void
take (WfDocument *self, WfJob *job)
{
  switch (job->kind)
    {
      case WF_JOB_LOAD:
        finish_load (self, job);
        break;
      case WF_JOB_LEARN:
        finish_learn (self, job);
        break;
      case WF_JOB_ARRANGE:
        finish_arrange (self, job);
        break;
      case WF_JOB_BESIDE:
        wf_document_take_beside (self, g_steal_pointer (&job->state->beside),
                                 g_steal_pointer (&job->state->beside_source));
        break;
      case WF_JOB_EXPLAIN:
        wf_document_take_reasons (self, job);
        break;
      case WF_JOB_WHY:
        wf_document_take_why (self, job);
        break;
      case WF_JOB_MEMBERS:
        wf_document_take_members (self, job);
        break;
      case WF_JOB_FIT:
        finish_fit (self, job);
        break;
      case WF_JOB_COMPILE:
        wf_document_take_simulation (self, job);
        break;
      case WF_JOB_EFFECT:
        wf_document_take_effect (self, job);
        break;
      case WF_JOB_INTERVALS:
        wf_document_take_intervals (self, job);
        break;
      case WF_JOB_MEASURE:
        wf_document_take_measure (self, job);
        break;
      case WF_JOB_JUDGE:
        wf_document_take_judgement (self, job);
        break;
      case WF_JOB_COMPARE:
        finish_compare (self, job);
        break;
      case WF_JOB_TRAIN:
        finish_ranking (self, job, _ ("Train on labels"));
        break;
      case WF_JOB_CAUSES:
        finish_ranking (self, job, _ ("Find causes"));
        break;
      case WF_JOB_DIAGRAM:
        wf_document_take_diagram (self, job, NULL);
        break;
      case WF_JOB_STEPS:
        wf_document_take_steps (self, job);
        break;
      case WF_JOB_REPORT:
        wf_document_take_pages (self, job, NULL);
        break;
      case WF_JOB_NETWORK:
        wf_document_take_network (self, g_steal_pointer (&job->network),
                                  g_steal_pointer (&job->network_layout));
        break;
      case WF_N_JOBS:
      default:
        g_return_if_reached ();
    }
}

static void
finish (WfDocument *self, WfJob *job, GError *error)
{
  gboolean is_newest = self->jobs[job->kind] == job;
  gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (is_newest)
    self->jobs[job->kind] = NULL;
  if (error != NULL && is_newest && job->kind == WF_JOB_REPORT)
    {
      wf_document_take_pages (self, job, error); /* their view says so */
      return;
    }
  if (!is_newest || is_cancelled)
    return;
  if (error != NULL && job->kind == WF_JOB_EFFECT)
    wf_document_take_effect (self, job);
  if (error != NULL && job->kind == WF_JOB_INTERVALS)
    wf_document_take_intervals (self, job);
  if (error != NULL && job->kind == WF_JOB_DIAGRAM)
    {
      wf_document_take_diagram (self, job, error); /* its view says so */
      return;
    }
  /* nobody asked for the model yet: whoever does will be told */
  if (error != NULL && job->reply == NULL && (job->kind != WF_JOB_COMPILE || self->needs_effect))
    wf_document_emit_failed (self, error);
  if (error != NULL && job->kind == WF_JOB_COMPILE)
    self->needs_effect = FALSE;
  if (error == NULL)
    take (self, job);
  if (error == NULL && job->note != NULL)
    wf_document_emit_notice (self, job->note);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  WfDocument *self = WF_DOCUMENT (object);
  WfJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_wanted = self->jobs[job->kind] == job;
  WfJobKind kind = job->kind;

  g_task_propagate_boolean (G_TASK (result), &error);
  finish (self, job, error);
  if (job->reply && !is_wanted)
    g_task_return_new_error (job->reply, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Another file was opened"));
  else if (job->reply && error)
    g_task_return_error (job->reply, g_steal_pointer (&error));
  else if (job->reply)
    g_task_return_boolean (job->reply, TRUE);
  if (kind == WF_JOB_EFFECT && is_wanted)
    wf_document_ask_again (self);
  wf_document_emit_changed (self, WF_PART_JOBS);
}

static void
start (WfDocument *self, WfJob *job)
{
  g_autoptr (GTask) task = g_task_new (self, job->cancellable, on_done, NULL);

  wf_document_cancel_job (self, job->kind);
  job->generation = ++self->generations[job->kind];
  self->jobs[job->kind] = job;
  g_task_set_source_tag (task, start);
  g_task_set_name (task, "wherefore job");
  g_task_set_task_data (task, job, wf_job_free);
  g_task_run_in_thread (task, run_in_thread);
  if (self->timer == 0)
    self->timer = g_timeout_add (TICK_MS, on_tick, self);
}

void
wf_document_start_load (WfDocument *self, GFile *file, GTask *reply)
{
  WfJob *job = wf_job_new (self, WF_JOB_LOAD);

  job->file = g_object_ref (file);
  job->reply = g_object_ref (reply);
  start (self, job);
}

void
wf_document_start_open_again (WfDocument *self, gboolean takes_changed)
{
  WfJob *job = wf_job_new (self, WF_JOB_LOAD);

  job->file = g_object_ref (self->opened_from);
  job->places = self->places ? g_hash_table_ref (self->places) : NULL;
  job->takes_changed = takes_changed;
  start (self, job);
}

void
wf_document_start_pool (WfDocument *self, GFile *file, GPtrArray *further, GTask *reply)
{
  WfJob *job = wf_job_new (self, WF_JOB_LOAD);

  job->file = g_object_ref (file);
  job->further = g_ptr_array_ref (further);
  job->reply = g_object_ref (reply);
  start (self, job);
}

void
wf_document_start_import (WfDocument *self, GVariant *params)
{
  WfJob *job = wf_job_new (self, WF_JOB_LOAD);

  job->source = wf_source_ref (self->state->source);
  job->params = g_variant_ref_sink (params);
  start (self, job);
}

void
wf_document_start_learn (
    WfDocument *self, const char *method, GVariant *params, guint n_samples, WfEnsembleRule rule)
{
  WfJob *job = wf_job_new (self, WF_JOB_LEARN);

  job->method = g_strdup (method);
  job->params = params ? g_variant_ref_sink (params) : NULL;
  job->n_samples = n_samples;
  job->rule = rule;
  start (self, job);
}

void
wf_document_start_compile (WfDocument *self)
{
  start (self, wf_job_new (self, WF_JOB_COMPILE));
}

void
wf_document_start_measure (WfDocument *self)
{
  start (self, wf_job_new (self, WF_JOB_MEASURE));
}

void
wf_document_start_refit (WfDocument *self, const char *label, const char *node, const char *kind)
{
  WfJob *job = wf_job_new (self, WF_JOB_FIT);

  job->label = g_strdup (label);
  wf_state_set_mechanism (job->state, node, kind);
  start (self, job);
}

void
wf_document_start_intervene (WfDocument *self, gsize n_draws)
{
  WfJob *job = wf_job_new (self, WF_JOB_EFFECT);

  job->simulation = wf_simulation_ref (self->simulation);
  job->n_draws = n_draws;
  start (self, job);
}

void
wf_document_start_diagram (WfDocument *self)
{
  WfJob *job = wf_job_new (self, WF_JOB_DIAGRAM);

  job->diagram = self->diagram ? wf_diagram_answer_ref (self->diagram) : NULL;
  start (self, job);
}

void
wf_document_start_steps (WfDocument *self)
{
  WfJob *job = wf_job_new (self, WF_JOB_STEPS);

  job->diagram = wf_diagram_answer_ref (self->diagram);
  start (self, job);
}

void
wf_document_start_report (WfDocument *self)
{
  WfJob *job;

  wf_document_name_project (self);
  job = wf_job_new (self, WF_JOB_REPORT);
  wf_job_take_report_inputs (job, self);
  job->pages = self->pages ? wf_pages_ref (self->pages) : NULL;
  start (self, job);
}

void
wf_document_start_intervals (WfDocument *self)
{
  WfJob *job = wf_job_new (self, WF_JOB_INTERVALS);

  job->effect = wf_effect_ref (self->effect);
  start (self, job);
}

void
wf_document_start_compare (WfDocument *self, gsize first, gsize second, GFile *file)
{
  WfJob *job = wf_job_new (self, WF_JOB_COMPARE);

  job->runs[0] = first;
  job->runs[1] = second;
  job->file = file ? g_object_ref (file) : NULL;
  start (self, job);
}

/* One ranking at a time; what it costs isn't kept from the user. */
static void
stop_other_ranking (WfDocument *self, WfJobKind kind, const char *notice)
{
  if (self->jobs[kind] == NULL)
    return;
  wf_document_cancel_job (self, kind);
  wf_document_emit_notice (self, notice);
}

void
wf_document_start_train (WfDocument *self, GVariant *params)
{
  WfJob *job = wf_job_new (self, WF_JOB_TRAIN);

  job->params = params ? g_variant_ref_sink (params) : g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  stop_other_ranking (self, WF_JOB_CAUSES, _ ("The search for causes was stopped, to train first"));
  start (self, job);
}

void
wf_document_start_causes (WfDocument *self)
{
  stop_other_ranking (self, WF_JOB_TRAIN, _ ("Training was stopped, to search for causes first"));
  start (self, wf_job_new (self, WF_JOB_CAUSES));
}

void
wf_document_follow_graph (WfDocument *self)
{
  wf_document_cancel_job (self, WF_JOB_FIT);
  if (self->state->table != NULL && self->state->discovery != NULL && self->state->model == NULL)
    start (self, wf_job_new (self, WF_JOB_FIT));
}

void
wf_document_start_explain (WfDocument *self, guint a, guint b)
{
  WfJob *job = wf_job_new (self, WF_JOB_EXPLAIN);

  job->pair[0] = a;
  job->pair[1] = b;
  start (self, job);
}

void
wf_document_start_why (WfDocument *self, guint node)
{
  WfJob *job = wf_job_new (self, WF_JOB_WHY);

  job->pair[0] = node;
  start (self, job);
}

void
wf_document_start_members (WfDocument *self, guint exposure, guint outcome)
{
  WfJob *job = wf_job_new (self, WF_JOB_MEMBERS);

  job->pair[0] = exposure;
  job->pair[1] = outcome;
  start (self, job);
}

void
wf_document_start_arrange (WfDocument *self)
{
  start (self, wf_job_new (self, WF_JOB_ARRANGE));
}

void
wf_document_start_beside (WfDocument *self, GFile *file)
{
  WfJob *job = wf_job_new (self, WF_JOB_BESIDE);

  job->file = g_object_ref (file);
  start (self, job);
}

void
wf_document_start_network (WfDocument *self, WfFigure *network)
{
  WfJob *job = wf_job_new (self, WF_JOB_NETWORK);

  job->network = wf_figure_ref (network);
  start (self, job);
}

void
wf_document_start_judge (WfDocument *self, WfJudgeRequest *request, const char *key, const char *key_problem)
{
  WfJob *job = wf_job_new (self, WF_JOB_JUDGE);

  job->request = wf_judge_request_ref (request);
  job->key = g_strdup (key);
  job->key_problem = g_strdup (key_problem);
  start (self, job);
}

void
wf_document_cancel (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_handle_id (&self->intervals_rest, g_source_remove);
  if (self->pages_rest.source != 0)
    {
      wf_throttle_clear (&self->pages_rest);
      wf_document_emit_changed (self, WF_PART_PAGES);
    }
  for (int kind = 0; kind < WF_N_JOBS; kind++)
    {
      WfJob *job = self->jobs[kind];

      if (job)
        g_cancellable_cancel (job->cancellable);
    }
}
