/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Why a variable of the row that is asked about has so unusual a value: asked once, kept while row and model
 * are the same. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"

void
wf_document_ask_why (WfDocument *self, guint node)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->model != NULL && self->state->row >= 0);
  g_return_if_fail (node < wf_graph_get_n_nodes (wf_model_get_graph (self->state->model)));

  wf_document_start_why (self, node);
}

WfAttribution *
wf_document_get_why (WfDocument *self, guint node)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  if (self->why == NULL || self->why_node != node || self->state->row < 0 ||
      wf_attribution_get_model (self->why) != self->state->model ||
      wf_attribution_get_row (self->why, 0) != (gsize) self->state->row)
    return NULL;
  return self->why;
}

gboolean
wf_job_attribute_row (WfJob *job, GError **error)
{
  WfModel *model = job->state->model;
  gsize row = (gsize) job->state->row;

  wf_progress_set_stage (job->progress, _ ("Asking where it comes from"), 0);
  job->why = wf_attribute_anomaly (model, wf_graph_get_name (wf_model_get_graph (model), job->pair[0]), NULL,
                                   &row, 1, NULL, WF_DOCUMENT_SEED, job->progress, error);
  return job->why != NULL;
}

void
wf_document_take_why (WfDocument *self, WfJob *job)
{
  g_clear_pointer (&self->why, wf_attribution_unref);
  self->why = g_steal_pointer (&job->why);
  self->why_node = job->pair[0];
  wf_document_emit_changed (self, WF_PART_WHY);
}
