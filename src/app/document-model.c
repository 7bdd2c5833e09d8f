/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Documents that hold a model without a table: one that was read from a file. There are no rows that could be
 * observed; what its variables are like when nothing is done is asked of the model once.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/formats/formats.h"

gboolean
wf_document_has_given_model (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return self->state->model != NULL && self->state->table == NULL;
}

WfMarginal *
wf_document_get_marginal (WfDocument *self, guint node)
{
  WfState *state;
  gssize column;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  state = self->state;
  if (wf_document_has_given_model (self))
    return self->baseline != NULL && wf_effect_get_model (self->baseline) == state->model
               ? wf_effect_get_before (self->baseline, node)
               : NULL;
  if (state->model)
    return wf_model_get_observed (state->model, node);
  if (state->table == NULL || state->graph == NULL)
    return NULL;
  column = wf_table_find_column (state->table, wf_graph_get_name (state->graph, node));
  return column < 0 ? NULL : wf_document_get_observed (self, column);
}

gboolean
wf_job_load_model (WfJob *job, WfSource *source, GError **error)
{
  WfModel *model;

  wf_progress_set_stage (job->progress, _ ("Reading the model"), 0);
  model = wf_model_read (source, job->progress, error);
  if (model == NULL)
    return FALSE;
  wf_state_free (job->state);
  job->state = wf_state_new ();
  job->state->source = wf_source_ref (source);
  job->state->graph_source = wf_source_ref (source);
  job->state->graph = wf_graph_ref (wf_model_get_graph (model));
  job->state->model = model;
  for (const char *const *warning = wf_model_get_warnings (model); *warning; warning++)
    wf_job_add_note (job, *warning);
  return TRUE;
}

gboolean
wf_job_find_baseline (WfJob *job, GError **error)
{
  if (job->state->table != NULL)
    return TRUE;
  job->effect = wf_simulation_intervene (job->simulation, NULL, 0, NULL, 0, job->progress, error);
  return job->effect != NULL;
}

void
wf_document_take_baseline (WfDocument *self, WfJob *job)
{
  if (job->effect == NULL || job->state->model != self->state->model)
    return;
  g_clear_pointer (&self->baseline, wf_effect_unref);
  self->baseline = g_steal_pointer (&job->effect);
  wf_document_update_figure (self);
  wf_document_emit_changed (self, WF_PART_MODEL | WF_PART_EFFECT);
}

gboolean
wf_document_save_model (WfDocument *self, GFile *file, GError **error)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (self->state->model != NULL, FALSE);

  return wf_model_write (self->state->model, file, error);
}
