/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the canvas draws: the graph with the distributions of this world. */

#include "config.h"

#include "app/document-private.h"
#include "core/model/model-figure.h"

static WfMarginal *
observed_of_node (WfDocument *self, guint node)
{
  WfState *state = self->state;
  gssize column;

  if (state->model)
    return wf_model_get_observed (state->model, node);
  if (state->table == NULL)
    return NULL;
  column = wf_table_find_column (state->table, wf_graph_get_name (state->graph, node));
  return column < 0 ? NULL : wf_document_get_observed (self, column);
}

static WfFigure *
make_plain (WfDocument *self)
{
  WfFigure *figure = wf_figure_new_graph (self->state->graph);

  for (guint i = 0; i < wf_graph_get_n_nodes (self->state->graph); i++)
    wf_figure_set_node (figure, i, 0, observed_of_node (self, i), NULL, NULL);
  if (self->state->model)
    wf_model_mark_choices (self->state->model, figure);
  return figure;
}

void
wf_document_update_figure (WfDocument *self)
{
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->figure_layout, wf_layout_unref);
  if (self->state->graph == NULL)
    return;
  self->figure = self->effect_figure ? wf_figure_ref (self->effect_figure) : make_plain (self);
  if (self->state->model && self->measured == self->state->model)
    wf_model_mark_weak (self->state->model, self->figure);
  wf_document_lay_beside (self);
}

WfFigure *
wf_document_get_figure (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->figure;
}
