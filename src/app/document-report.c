/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-answer.h"
#include "app/document-private.h"

typedef struct
{
  WfJob *job;
  GFile *file; /* nullable: the report itself is wanted */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  wf_job_free (export->job);
  g_clear_object (&export->file);
  g_free (export);
}

gboolean
wf_document_can_report (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  return !wf_state_is_empty (self->state);
}

WfReport *
wf_document_dup_report (WfDocument *self, GError **error)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  wf_document_name_project (self);
  return wf_state_report (self->state, self->effect, self->counterfactual, self->diagram, NULL, error);
}

/* The simulation, to be asked in full, only while the effect is coarse. */
void
wf_job_take_report_inputs (WfJob *job, WfDocument *self)
{
  job->effect = self->effect ? wf_effect_ref (self->effect) : NULL;
  job->counterfactual = self->counterfactual ? wf_counterfactual_ref (self->counterfactual) : NULL;
  job->simulation = wf_document_is_coarse (self) ? wf_simulation_ref (self->simulation) : NULL;
  job->diagram = self->diagram ? wf_diagram_answer_ref (self->diagram) : NULL;
}

/* A report rests on every draw, though the slider was let go just now. */
static gboolean
refine (WfJob *job, GError **error)
{
  g_autoptr (GPtrArray) active = NULL;

  if (job->simulation == NULL)
    return TRUE;
  active = wf_state_list_active (job->state);
  g_clear_pointer (&job->effect, wf_effect_unref);
  job->effect = wf_simulation_intervene (job->simulation, (WfIntervention **) active->pdata, active->len,
                                         NULL, 0, job->progress, error);
  return job->effect != NULL;
}

WfReport *
wf_job_report (WfJob *job, GError **error)
{
  wf_progress_set_stage (job->progress, _ ("Writing the report"), 0);
  return refine (job, error) ? wf_state_report (job->state, job->effect, job->counterfactual, job->diagram,
                                                job->progress, error)
                             : NULL;
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfReport) report = wf_job_report (export->job, &error);

  if (report != NULL && export->file == NULL)
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) wf_report_unref);
  else if (report != NULL &&
           wf_report_write (report, export->file, export->job->state->paper, export->job->progress, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (WfDocument *self,
       GFile *file,
       GCancellable *cancellable,
       gpointer tag,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  wf_document_name_project (self);
  export->job = wf_job_new (self, WF_JOB_REPORT);
  wf_job_take_report_inputs (export->job, self);
  if (cancellable != NULL)
    {
      wf_progress_unref (export->job->progress);
      export->job->progress = wf_progress_new (cancellable);
    }
  export->file = file ? g_object_ref (file) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
}

void
wf_document_export_async (WfDocument *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (G_IS_FILE (file));

  start (self, file, cancellable, wf_document_export_async, callback, user_data);
}

gboolean
wf_document_export_finish (WfDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
wf_document_report_async (WfDocument *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  start (self, NULL, cancellable, wf_document_report_async, callback, user_data);
}

WfReport *
wf_document_report_finish (WfDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
