/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The effect of one variable on another in every graph that fits as well: asked for by the pair that is
 * looked at, and forgotten with it. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"

gboolean
wf_document_has_members (WfDocument *self)
{
  WfGraphKind kind;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  if (self->state->graph == NULL || self->state->table == NULL)
    return FALSE;
  kind = wf_graph_get_kind (self->state->graph);
  return kind == WF_GRAPH_CPDAG || kind == WF_GRAPH_PAG || kind == WF_GRAPH_MAG;
}

void
wf_document_ask_members (WfDocument *self, guint exposure, guint outcome)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (wf_document_has_members (self));
  g_return_if_fail (exposure != outcome);

  wf_document_start_members (self, exposure, outcome);
}

WfPossibleEffects *
wf_document_get_members (WfDocument *self, guint *exposure, guint *outcome)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  if (self->members)
    {
      *exposure = self->members_of[0];
      *outcome = self->members_of[1];
    }
  return self->members;
}

gboolean
wf_job_find_members (WfJob *job, GError **error)
{
  WfGraph *graph = job->state->graph;

  wf_progress_set_stage (job->progress, _ ("Asking every possible graph"), 0);
  job->members = wf_list_possible_effects (job->state->table, graph, wf_graph_get_name (graph, job->pair[0]),
                                           wf_graph_get_name (graph, job->pair[1]), NULL, NULL, NULL, NULL,
                                           job->progress, error);
  return job->members != NULL;
}

void
wf_document_take_members (WfDocument *self, WfJob *job)
{
  if (self->state->graph != job->state->graph || self->state->table != job->state->table)
    return;
  g_clear_pointer (&self->members, wf_possible_effects_unref);
  self->members = g_steal_pointer (&job->members);
  self->members_of[0] = job->pair[0];
  self->members_of[1] = job->pair[1];
  wf_document_emit_changed (self, WF_PART_MEMBERS);
}

void
wf_document_forget_members (WfDocument *self)
{
  wf_document_cancel_job (self, WF_JOB_MEMBERS);
  g_clear_pointer (&self->members, wf_possible_effects_unref);
}
