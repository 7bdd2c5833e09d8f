/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "app/learnable.h"

const char *const *
wf_document_get_reasons (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return (const char *const *) self->reasons;
}

void
wf_document_follow_pair (WfDocument *self)
{
  g_clear_pointer (&self->reasons, g_strfreev);
  wf_document_forget_members (self);
  wf_document_cancel_job (self, WF_JOB_EXPLAIN);
  if (self->selected_pair[0] >= 0 && self->state->discovery != NULL)
    wf_document_start_explain (self, (guint) self->selected_pair[0], (guint) self->selected_pair[1]);
}

/* what was searched, when all of it is there: a search may add variables of its own */
static WfTable *
select_searched (const WfState *state)
{
  for (const char *const *name = wf_graph_get_names (state->graph); *name; name++)
    if (wf_table_find_column (state->table, *name) < 0)
      return NULL;
  return wf_learnable_select_nodes (state->table, state->graph);
}

gboolean
wf_job_explain (WfJob *job, GError **error)
{
  const WfState *state = job->state;
  g_autoptr (WfTable) table = state->table ? select_searched (state) : NULL;

  wf_progress_set_stage (job->progress, _ ("Looking for reasons"), 0);
  job->reasons = wf_discovery_explain (state->discovery, table, job->pair[0], job->pair[1], error);
  return job->reasons != NULL;
}

void
wf_document_take_reasons (WfDocument *self, WfJob *job)
{
  if (self->state->discovery != job->state->discovery || self->selected_pair[0] != job->pair[0] ||
      self->selected_pair[1] != job->pair[1])
    return;
  g_strfreev (self->reasons);
  self->reasons = g_steal_pointer (&job->reasons);
  wf_document_emit_changed (self, WF_PART_REASONS);
}
