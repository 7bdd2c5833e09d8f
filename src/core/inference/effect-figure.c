/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/inference/effect-words-private.h"
#include "core/inference/intervention-private.h"
#include "core/model/model-figure.h"

/* One sentence for those who don't see the figure. */
static char *
describe_figure (WfEffect *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model)), n_affected;
  g_autofree guint *affected = wf_effect_rank_affected (self, &n_affected);
  g_autofree char *setting = wf_effect_describe_setting (self);
  g_autofree char *graph = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Graph of %zu variable", "Graph of %zu variables", n_nodes), n_nodes);
  g_autofree char *change = NULL;
  g_autofree char *count = NULL;

  if (setting == NULL)
    return g_strdup_printf (_ ("%s with the distribution of each."), graph);
  if (n_affected == 0)
    /* Translators: “Graph of 11 variables where pka is set to 800; nothing else changes.” */
    return g_strdup_printf (_ ("%s where %s; nothing else changes."), graph, setting);
  change = wf_effect_describe_change (self, affected[0]);
  count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%zu other changes", "%zu others change, most of all", n_affected),
      n_affected);
  /* Translators: “Graph of … where pka is set to 8; 4 others change, most of all: mek falls from 20 to 7.” */
  return g_strdup_printf (_ ("%s where %s; %s: %s."), graph, setting, count, change);
}

/**
 * wf_effect_figure:
 * @self: an effect
 *
 * The graph with a card a node: the distribution before and after, what is set, what is affected and which
 * edges are cut. Without interventions the cards have no distribution after.
 *
 * Returns: (transfer full): the figure
 */
WfFigure *
wf_effect_figure (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  WfGraph *graph = wf_model_get_graph (self->model);
  g_autoptr (WfFigure) figure = wf_figure_new_graph (graph);
  g_autofree char *alt = describe_figure (self);
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_edges = wf_graph_get_n_edges (graph);

  for (guint i = 0; i < n_nodes; i++)
    {
      WfIntervention *intervention = self->conditions[i].intervention;
      g_autofree char *value = intervention != NULL ? wf_intervention_describe_value (intervention) : NULL;
      WfNodeFlags flags = 0;

      if (intervention != NULL)
        flags |= WF_NODE_SET;
      if (self->is_affected[i])
        flags |= WF_NODE_AFFECTED;
      wf_figure_set_node (figure, i, flags, self->before[i],
                          self->question->n_interventions > 0 ? self->after[i] : NULL, value);
    }
  for (gsize e = 0; e < n_edges; e++)
    wf_figure_set_edge_cut (figure, e, wf_effect_is_cut (self, e));
  wf_model_mark_choices (self->model, figure);
  wf_figure_set_alt (figure, alt);
  return g_steal_pointer (&figure);
}
