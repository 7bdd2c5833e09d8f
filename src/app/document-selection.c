/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/document-private.h"

/* a variable or two; no command, and shared by every view */
static void
select_nodes (WfDocument *self, gssize node, gssize a, gssize b)
{
  if (self->selected_node == node && self->selected_pair[0] == a && self->selected_pair[1] == b)
    return;
  self->selected_node = node;
  self->selected_pair[0] = a;
  self->selected_pair[1] = b;
  wf_document_follow_pair (self);
  wf_document_emit_changed (self, WF_PART_SELECTION);
}

static gsize
count_nodes (WfDocument *self)
{
  return self->state->graph ? wf_graph_get_n_nodes (self->state->graph) : 0;
}

void
wf_document_select_node (WfDocument *self, gssize node)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (node < 0 || node < (gssize) count_nodes (self));

  select_nodes (self, MAX (node, -1), -1, -1);
}

gssize
wf_document_get_selected_node (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), -1);
  return self->selected_node;
}

void
wf_document_select_pair (WfDocument *self, guint a, guint b)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (a != b && MAX (a, b) < count_nodes (self));

  select_nodes (self, -1, a, b);
}

gboolean
wf_document_get_selected_pair (WfDocument *self, guint *a, guint *b)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  if (self->selected_pair[0] < 0)
    return FALSE;
  *a = self->selected_pair[0];
  *b = self->selected_pair[1];
  return TRUE;
}

void
wf_document_forget_nodes (WfDocument *self)
{
  self->selected_node = self->selected_pair[0] = self->selected_pair[1] = -1;
  wf_document_follow_pair (self);
}

void
wf_document_select_step (WfDocument *self, gssize step)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (step < 0 ||
                    (self->state->trace && step < (gssize) wf_trace_get_n_steps (self->state->trace)));

  if (self->selected_step == step)
    return;
  self->selected_step = step;
  wf_document_emit_changed (self, WF_PART_SELECTION | wf_document_follow_network (self, WF_PART_SELECTION));
}

gssize
wf_document_get_selected_step (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), -1);
  return self->selected_step;
}
