/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/document-private.h"

typedef struct
{
  WfState *state;
  WfEffect *effect;
  WfCounterfactual *row;
  WfSimulation *simulation; /* to be asked in full: the effect is coarse yet; nullable */
  GFile *file;
  WfPaper paper;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_pointer (&export->state, wf_state_free);
  g_clear_pointer (&export->effect, wf_effect_unref);
  g_clear_pointer (&export->row, wf_counterfactual_unref);
  g_clear_pointer (&export->simulation, wf_simulation_unref);
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
  return wf_state_report (self->state, self->effect, self->counterfactual, error);
}

/* A report rests on every draw, though the slider was let go just now. */
static gboolean
refine (Export *export, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) active = NULL;

  if (export->simulation == NULL)
    return TRUE;
  active = wf_state_list_active (export->state);
  g_clear_pointer (&export->effect, wf_effect_unref);
  export->effect = wf_simulation_intervene (export->simulation, (WfIntervention **) active->pdata,
                                            active->len, NULL, 0, progress, error);
  return export->effect != NULL;
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfReport) report = NULL;

  if (refine (export, progress, &error))
    report = wf_state_report (export->state, export->effect, export->row, &error);
  if (report && wf_report_write (report, export->file, export->paper, progress, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
wf_document_export_async (WfDocument *self,
                          GFile *file,
                          WfPaper paper,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Export *export;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (G_IS_FILE (file));

  wf_document_name_project (self);
  export = g_new0 (Export, 1);
  export->state = wf_state_copy (self->state);
  export->effect = self->effect ? wf_effect_ref (self->effect) : NULL;
  export->row = self->counterfactual ? wf_counterfactual_ref (self->counterfactual) : NULL;
  export->simulation = wf_document_is_coarse (self) ? wf_simulation_ref (self->simulation) : NULL;
  export->file = g_object_ref (file);
  export->paper = paper;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wf_document_export_async);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
}

gboolean
wf_document_export_finish (WfDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
