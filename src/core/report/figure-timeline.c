/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/report/figure-private.h"

/**
 * wf_figure_new_timeline:
 * @lanes: (array zero-terminated=1): names of the lanes, for example agents, from the top
 *
 * Returns: (transfer full): a timeline without steps
 */
WfFigure *
wf_figure_new_timeline (const char *const *lanes)
{
  WfFigure *self;

  g_return_val_if_fail (lanes != NULL, NULL);

  self = wf_figure_new (WF_FIGURE_TIMELINE);
  self->lanes = g_strdupv ((char **) lanes);
  self->n_lanes = g_strv_length (self->lanes);
  self->alt = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "A timeline with %zu lane.", "A timeline with %zu lanes.", self->n_lanes),
      self->n_lanes);
  return self;
}

static gboolean
is_timeline (WfFigure *self)
{
  return self != NULL && self->kind == WF_FIGURE_TIMELINE;
}

/**
 * wf_figure_add_step: (skip)
 * @self: a timeline
 * @step: the step; its lane must exist, its strings are copied (%NULL counts as empty)
 *
 * Adds a step after those there are.
 */
void
wf_figure_add_step (WfFigure *self, const WfTimelineStep *step)
{
  WfTimelineStep copy;

  g_return_if_fail (is_timeline (self) && step != NULL && step->lane < self->n_lanes);

  copy = *step;
  copy.kind = g_strdup (step->kind != NULL ? step->kind : "");
  copy.words = g_strdup (step->words != NULL ? step->words : "");
  g_array_append_val (self->steps, copy);
}

static gboolean
has_links (WfFigure *self)
{
  return is_timeline (self) || (self != NULL && self->kind == WF_FIGURE_NETWORK);
}

/**
 * wf_figure_add_link:
 * @self: a timeline or a network
 * @from: position of a step or a node, by the order they were added
 * @to: position of another one; in a network also of the same
 * @weight: strength 0..1
 * @is_on_path: whether it is part of the path to emphasise
 */
void
wf_figure_add_link (WfFigure *self, guint from, guint to, double weight, gboolean is_on_path)
{
  WfFigureLink link = { from, to, weight, is_on_path };

  g_return_if_fail (has_links (self) && MAX (from, to) < self->steps->len + self->things->len);
  g_array_append_val (self->links, link);
}

/**
 * wf_figure_set_outcome:
 * @self: a timeline
 * @text: (nullable): how the run ended, shown after the last step
 */
void
wf_figure_set_outcome (WfFigure *self, const char *text)
{
  g_return_if_fail (is_timeline (self));
  g_free (self->outcome);
  self->outcome = g_strdup (text);
}

/**
 * wf_figure_get_lanes:
 * @self: a timeline
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the lanes
 */
const char *const *
wf_figure_get_lanes (WfFigure *self)
{
  g_return_val_if_fail (is_timeline (self), NULL);
  return (const char *const *) self->lanes;
}

/**
 * wf_figure_get_n_steps:
 * @self: a timeline
 *
 * Returns: the number of steps
 */
gsize
wf_figure_get_n_steps (WfFigure *self)
{
  g_return_val_if_fail (is_timeline (self), 0);
  return self->steps->len;
}

/**
 * wf_figure_get_step: (skip)
 * @self: a timeline
 * @i: position of a step
 *
 * Returns: (transfer none): the step; its strings are never %NULL
 */
const WfTimelineStep *
wf_figure_get_step (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_timeline (self) && i < self->steps->len, NULL);
  return &g_array_index (self->steps, WfTimelineStep, i);
}

/**
 * wf_figure_get_n_links:
 * @self: a timeline or a network
 *
 * Returns: the number of links
 */
gsize
wf_figure_get_n_links (WfFigure *self)
{
  g_return_val_if_fail (has_links (self), 0);
  return self->links->len;
}

/**
 * wf_figure_get_link:
 * @self: a timeline
 * @i: index of a link
 * @from: (out) (optional): position of the step it leaves
 * @to: (out) (optional): position of the step it leads to
 * @weight: (out) (optional): strength 0..1
 * @is_on_path: (out) (optional): whether it is emphasised
 */
void
wf_figure_get_link (WfFigure *self, gsize i, guint *from, guint *to, double *weight, gboolean *is_on_path)
{
  const WfFigureLink *link;

  g_return_if_fail (has_links (self) && i < self->links->len);

  link = &g_array_index (self->links, WfFigureLink, i);
  if (from != NULL)
    *from = link->from;
  if (to != NULL)
    *to = link->to;
  if (weight != NULL)
    *weight = link->weight;
  if (is_on_path != NULL)
    *is_on_path = link->is_on_path;
}

/**
 * wf_figure_get_outcome:
 * @self: a timeline
 *
 * Returns: (transfer none) (nullable): how the run ended
 */
const char *
wf_figure_get_outcome (WfFigure *self)
{
  g_return_val_if_fail (is_timeline (self), NULL);
  return self->outcome;
}
