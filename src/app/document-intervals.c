/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * How sure the effect is, for whoever looks at the table of effects: when an answer rests, the model is
 * fitted to samples of the rows and asked the same. A newer question ends that; intervals are only ever of
 * the effect that is there.
 */

#include "config.h"

#include "app/document-private.h"

#define N_SAMPLES 100
#define REST_MS   300

static gboolean
on_rest (gpointer data)
{
  WfDocument *self = data;

  self->intervals_rest = 0;
  wf_document_start_intervals (self);
  return G_SOURCE_REMOVE;
}

/* Of a row nothing is estimated anew; the samples of a model that gave none give none of the next question.
 */
static gboolean
may_have_intervals (WfDocument *self)
{
  return self->wants_intervals && self->effect != NULL && self->counterfactual == NULL &&
         !self->needs_effect && !wf_document_is_coarse (self) &&
         wf_effect_get_model (self->effect) == self->state->model && self->state->model != self->unsure &&
         wf_table_get_n_rows (wf_model_get_table (self->state->model)) > 0 &&
         wf_table_has_counts (wf_model_get_table (self->state->model));
}

void
wf_document_stop_intervals (WfDocument *self)
{
  g_clear_handle_id (&self->intervals_rest, g_source_remove);
  wf_document_cancel_job (self, WF_JOB_INTERVALS);
}

void
wf_document_drop_intervals (WfDocument *self)
{
  wf_document_stop_intervals (self);
  g_clear_pointer (&self->intervals, wf_effect_intervals_unref);
}

void
wf_document_follow_effect (WfDocument *self)
{
  wf_document_stop_intervals (self);
  if (self->intervals == NULL && may_have_intervals (self))
    self->intervals_rest = g_timeout_add (REST_MS, on_rest, self);
}

gboolean
wf_job_find_intervals (WfJob *job, GError **error)
{
  job->intervals = wf_effect_intervals_new (job->effect, N_SAMPLES, WF_DOCUMENT_SEED, job->n_threads,
                                            job->progress, error);
  return job->intervals != NULL;
}

void
wf_document_take_intervals (WfDocument *self, WfJob *job)
{
  if (job->intervals == NULL)
    {
      g_clear_pointer (&self->unsure, wf_model_unref);
      self->unsure = job->state->model ? wf_model_ref (job->state->model) : NULL;
      return;
    }
  if (job->effect != self->effect)
    return;
  g_clear_pointer (&self->intervals, wf_effect_intervals_unref);
  self->intervals = g_steal_pointer (&job->intervals);
  wf_document_emit_changed (self, WF_PART_INTERVALS);
}

void
wf_document_want_intervals (WfDocument *self, gboolean is_wanted)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  self->wants_intervals = is_wanted;
  wf_document_follow_effect (self);
}

WfEffectIntervals *
wf_document_get_intervals (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->intervals;
}
