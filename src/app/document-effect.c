/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What the worlds do. The model is made ready for questions once (WfSimulation); each change of the worlds
 * asks it, coarsely first where it has to sample, and in full when the hand rests. A newer question takes the
 * place of an older one.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"

#define COARSE_DRAWS 500
#define REST_MS      120

/* A row is shown as it was before anything is done to it. */
static gboolean
asks_something (const WfState *state)
{
  g_autoptr (GPtrArray) active = wf_state_list_active (state);

  return state->model != NULL && (active->len > 0 || state->row >= 0);
}

static void
drop_effect (WfDocument *self)
{
  wf_document_drop_intervals (self);
  g_clear_pointer (&self->effect, wf_effect_unref);
  g_clear_pointer (&self->counterfactual, wf_counterfactual_unref);
  g_clear_pointer (&self->effect_figure, wf_figure_unref);
}

static gboolean
on_rest (gpointer data)
{
  WfDocument *self = data;

  self->rest = 0;
  wf_document_start_intervene (self, 0);
  return G_SOURCE_REMOVE;
}

/* A coarse answer of the same drag may end; what is slow, or refines an older question, gives way. */
static gboolean
may_wait_for (const WfJob *running)
{
  return running != NULL && (running->n_draws > 0 || running->state->row >= 0) &&
         g_get_monotonic_time () - running->began < WF_DOCUMENT_SHOW_AFTER_US;
}

static void
ask (WfDocument *self, gboolean may_wait)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  wf_document_stop_intervals (self);
  self->needs_effect = TRUE;
  if (self->simulation == NULL)
    {
      if (self->jobs[WF_JOB_COMPILE] == NULL)
        wf_document_start_compile (self);
      return;
    }
  if (may_wait && may_wait_for (self->jobs[WF_JOB_EFFECT]))
    return;
  self->needs_effect = FALSE;
  wf_document_start_intervene (self, self->state->row >= 0 ? 0 : COARSE_DRAWS);
}

void
wf_document_follow_model (WfDocument *self)
{
  WfModel *model = self->simulation ? wf_simulation_get_model (self->simulation) : NULL;

  drop_effect (self);
  if (model == self->state->model)
    return;
  g_clear_pointer (&self->simulation, wf_simulation_unref);
  /* what another model is being asked would be drawn with the wrong graph */
  wf_document_cancel_job (self, WF_JOB_EFFECT);
  wf_document_cancel_job (self, WF_JOB_COMPILE);
  wf_document_cancel_job (self, WF_JOB_MEASURE);
  if (self->state->model != NULL)
    wf_document_start_compile (self);
}

guint
wf_document_follow_worlds (WfDocument *self, gboolean may_wait)
{
  if (asks_something (self->state))
    {
      ask (self, may_wait);
      return 0;
    }
  wf_document_cancel_job (self, WF_JOB_EFFECT);
  g_clear_handle_id (&self->rest, g_source_remove);
  self->needs_effect = FALSE;
  if (self->effect == NULL && self->state->model != NULL)
    return 0;
  drop_effect (self);
  wf_document_update_figure (self);
  return WF_PART_EFFECT;
}

void
wf_document_take_simulation (WfDocument *self, WfJob *job)
{
  if (job->simulation == NULL || job->state->model != self->state->model)
    return;
  g_clear_pointer (&self->simulation, wf_simulation_unref);
  self->simulation = g_steal_pointer (&job->simulation);
  wf_document_take_baseline (self, job);
  if (self->needs_effect)
    ask (self, FALSE);
  /* no row says how well a model fits that was given */
  if (self->measured != self->state->model && !wf_document_has_given_model (self))
    wf_document_start_measure (self);
}

void
wf_document_take_measure (WfDocument *self, WfJob *job)
{
  if (job->state->model != self->state->model)
    return;
  g_clear_pointer (&self->measured, wf_model_unref);
  self->measured = wf_model_ref (job->state->model);
  wf_document_update_figure (self);
  wf_document_emit_changed (self, WF_PART_MODEL);
}

void
wf_document_take_effect (WfDocument *self, WfJob *job)
{
  drop_effect (self);
  self->effect = g_steal_pointer (&job->effect);
  self->counterfactual = g_steal_pointer (&job->counterfactual);
  self->effect_figure = g_steal_pointer (&job->figure);
  if (self->effect && job->n_draws > 0 && !wf_effect_is_exact (self->effect) && !self->needs_effect)
    self->rest = g_timeout_add (REST_MS, on_rest, self);
  wf_document_follow_effect (self);
  wf_document_update_figure (self);
  wf_document_emit_changed (self, WF_PART_EFFECT);
}

void
wf_document_ask_again (WfDocument *self)
{
  if (self->needs_effect)
    ask (self, FALSE);
}

WfEffect *
wf_document_get_effect (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->effect;
}

gboolean
wf_document_is_measured (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return self->state->model != NULL && self->measured == self->state->model;
}

char *
wf_document_dup_mechanism (WfDocument *self, const char *node)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return wf_state_dup_mechanism (self->state, node);
}

void
wf_document_set_mechanism (WfDocument *self, const char *node, const WfMechanismKind *kind)
{
  g_autofree char *old = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->model != NULL && node != NULL);

  old = wf_state_dup_mechanism (self->state, node);
  if (g_strcmp0 (old, kind ? kind->id : NULL) == 0)
    return;
  label = kind ? g_strdup_printf (_ ("Mechanism of %s: %s"), node, _ (kind->name))
               : g_strdup_printf (_ ("Mechanism of %s by the data"), node);
  wf_document_start_refit (self, label, node, kind ? kind->id : NULL);
}

gboolean
wf_document_is_coarse (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return self->effect != NULL && self->counterfactual == NULL && !wf_effect_is_exact (self->effect) &&
         (self->rest != 0 || self->jobs[WF_JOB_EFFECT] != NULL);
}

WfCounterfactual *
wf_document_get_counterfactual (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->counterfactual;
}

gssize
wf_document_get_row (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), -1);
  return self->state->row;
}

void
wf_document_ask_row (WfDocument *self, gssize row)
{
  g_autofree char *label = NULL;
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (row < 0 || self->state->model != NULL);

  if (row == self->state->row)
    return;
  label = row >= 0 ? g_strdup_printf (_ ("What if, of row %zd"), row)
                   : g_strdup_printf (_ ("Leave row %zd"), self->state->row);
  next = wf_state_copy (self->state);
  next->row = row;
  wf_document_commit (self, label, NULL, next);
}
