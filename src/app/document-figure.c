/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the canvas draws: the graph with the distributions of this world. */

#include "config.h"

#include "app/document-private.h"
#include "core/model/model-figure.h"

/* Of a graph with hidden variables there is no model, and nothing to compute; what is cut can be seen. */
static void
mark_cuts (WfDocument *self, WfFigure *figure)
{
  g_autoptr (GPtrArray) active = wf_state_list_active (self->state);
  WfGraph *graph = self->state->graph;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (guint i = 0; i < active->len; i++)
    {
      WfIntervention *intervention = active->pdata[i];
      gssize node = wf_graph_find_node (graph, wf_intervention_get_node (intervention));
      g_autofree char *value = wf_intervention_describe_value (intervention);

      if (node < 0 || !wf_intervention_cuts_causes (intervention))
        continue;
      wf_figure_set_node (figure, (guint) node, WF_NODE_SET, wf_document_get_marginal (self, (guint) node),
                          NULL, value);
      for (gsize e = 0; e < n_edges; e++)
        if ((edges[e].b == (guint) node && edges[e].mark_b == WF_MARK_ARROW) ||
            (edges[e].a == (guint) node && edges[e].mark_a == WF_MARK_ARROW))
          wf_figure_set_edge_cut (figure, e, TRUE);
    }
}

static WfFigure *
make_plain (WfDocument *self)
{
  WfGraph *graph = self->state->graph;
  WfFigure *figure = wf_figure_new_graph (graph);

  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    wf_figure_set_node (figure, i, wf_graph_is_latent (graph, i) ? WF_NODE_LATENT : 0,
                        wf_document_get_marginal (self, i), NULL, NULL);
  if (self->state->model)
    wf_model_mark_choices (self->state->model, figure);
  else
    mark_cuts (self, figure);
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
