/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/document-private.h"

/* A layout says where the ends of every link are: it serves any network with the same links. */
static gboolean
has_same_links (WfFigure *a, WfFigure *b)
{
  if (wf_figure_get_n_network_nodes (a) != wf_figure_get_n_network_nodes (b) ||
      wf_figure_get_n_links (a) != wf_figure_get_n_links (b))
    return FALSE;
  for (gsize l = 0; l < wf_figure_get_n_links (a); l++)
    {
      guint from, to, other_from, other_to;

      wf_figure_get_link (a, l, &from, &to, NULL, NULL);
      wf_figure_get_link (b, l, &other_from, &other_to, NULL, NULL);
      if (from != other_from || to != other_to)
        return FALSE;
    }
  return TRUE;
}

void
wf_document_take_network (WfDocument *self, WfFigure *network, WfLayout *layout)
{
  g_clear_pointer (&self->network, wf_figure_unref);
  g_clear_pointer (&self->network_layout, wf_layout_unref);
  self->network = network;
  self->network_layout = layout;
  wf_document_emit_changed (self, WF_PART_NETWORK);
}

static guint
drop_network (WfDocument *self)
{
  wf_document_cancel_job (self, WF_JOB_NETWORK);
  if (self->network == NULL)
    return 0;
  g_clear_pointer (&self->network, wf_figure_unref);
  g_clear_pointer (&self->network_layout, wf_layout_unref);
  return WF_PART_NETWORK;
}

static WfFigure *
make_network (WfDocument *self)
{
  g_autoptr (GArray) repairs = wf_state_list_repairs (self->state);

  return wf_blame_figure (self->state->blame, self->run_view, self->selected_step,
                          (const WfRepair *) (gconstpointer) repairs->data, repairs->len);
}

/* Numbers and signs change in place; only other steps, agents or links are laid out anew, and the old picture
 * stays until that is done. One of another run, or of something else, would mislead, and goes at once. */
guint
wf_document_follow_network (WfDocument *self, guint parts)
{
  g_autoptr (WfFigure) network = NULL;

  if (self->state->blame == NULL || self->run_view == WF_BLAME_TIMELINE)
    return drop_network (self);
  if ((parts & (WF_PART_SOURCE | WF_PART_BLAME | WF_PART_REPAIR | WF_PART_SELECTION | WF_PART_NETWORK)) == 0)
    return 0;
  network = make_network (self);
  if (self->network == NULL || !has_same_links (self->network, network))
    {
      guint dropped = parts & (WF_PART_SOURCE | WF_PART_NETWORK) ? drop_network (self) : 0;

      wf_document_start_network (self, network);
      return dropped;
    }
  wf_document_cancel_job (self, WF_JOB_NETWORK);
  wf_figure_unref (self->network);
  self->network = g_steal_pointer (&network);
  return WF_PART_NETWORK;
}

void
wf_document_set_run_view (WfDocument *self, WfBlameView view)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (self->run_view == view)
    return;
  self->run_view = view;
  wf_document_follow_network (self, WF_PART_NETWORK);
  wf_document_emit_changed (self, WF_PART_NETWORK);
}

WfBlameView
wf_document_get_run_view (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), WF_BLAME_TIMELINE);
  return self->run_view;
}

WfFigure *
wf_document_get_network (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->network;
}

WfLayout *
wf_document_get_network_layout (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->network_layout;
}
