/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/inference/effect-private.h"

G_DEFINE_BOXED_TYPE (WfEffect, wf_effect, wf_effect_ref, wf_effect_unref)

/**
 * wf_effect_ref:
 * @self: an effect
 *
 * Returns: (transfer full): @self
 */
WfEffect *
wf_effect_ref (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
effect_clear (gpointer data)
{
  WfEffect *self = data;
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  for (gsize i = 0; i < n_nodes; i++)
    {
      g_clear_pointer (&self->before[i], wf_marginal_unref);
      g_clear_pointer (&self->after[i], wf_marginal_unref);
    }
  for (gsize i = 0; i < self->n_interventions; i++)
    wf_intervention_unref (self->interventions[i]);
  g_free (self->before);
  g_free (self->after);
  g_free (self->interventions);
  g_free (self->conditions);
  g_free (self->is_affected);
  g_strfreev (self->given);
  g_strfreev (self->warnings);
  g_clear_pointer (&self->notices, g_strv_builder_unref);
  wf_model_unref (self->model);
}

/**
 * wf_effect_unref:
 * @self: (transfer full): an effect
 */
void
wf_effect_unref (WfEffect *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, effect_clear);
}

gboolean
wf_effect_has_evidence (WfEffect *self)
{
  return self->given[0] != NULL;
}

const char *const *
wf_effect_get_given (WfEffect *self)
{
  return (const char *const *) self->given;
}

gboolean
wf_effect_is_fixed (WfEffect *self, guint node)
{
  WfIntervention *intervention = self->conditions[node].intervention;

  return intervention != NULL && wf_intervention_get_kind (intervention) == WF_INTERVENTION_SET;
}

gboolean *
wf_effect_list_downstream (WfEffect *self)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gsize n_nodes = wf_graph_get_n_nodes (graph);
  gboolean *is_downstream = g_new0 (gboolean, n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    {
      g_autofree guint *descendants = NULL;
      gsize n;

      if (self->conditions[i].intervention == NULL)
        continue;
      is_downstream[i] = TRUE;
      descendants = wf_graph_list_descendants (graph, i, &n);
      for (gsize k = 0; k < n; k++)
        is_downstream[descendants[k]] = TRUE;
    }
  return is_downstream;
}

void
wf_effect_warn (WfEffect *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (self->notices, text);
}

/**
 * wf_effect_get_model:
 * @self: an effect
 *
 * Returns: (transfer none): the model it was computed from
 */
WfModel *
wf_effect_get_model (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->model;
}

/**
 * wf_effect_get_n_interventions:
 * @self: an effect
 *
 * Returns: the number of interventions
 */
gsize
wf_effect_get_n_interventions (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_interventions;
}

/**
 * wf_effect_get_intervention:
 * @self: an effect
 * @i: index, less than the number of interventions
 *
 * Returns: (transfer none): an intervention, in the order given
 */
WfIntervention *
wf_effect_get_intervention (WfEffect *self, gsize i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->n_interventions, NULL);
  return self->interventions[i];
}

/**
 * wf_effect_is_exact:
 * @self: an effect
 *
 * Returns: %TRUE when the numbers are exact under the fitted model, not sampled; every kind of this version
 * is
 */
gboolean
wf_effect_is_exact (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return TRUE;
}

static gboolean
is_node (WfEffect *self, guint node)
{
  return self != NULL && node < wf_graph_get_n_nodes (wf_model_get_graph (self->model));
}

/**
 * wf_effect_is_set:
 * @self: an effect
 * @node: index of a node
 *
 * Returns: %TRUE when the node is intervened on
 */
gboolean
wf_effect_is_set (WfEffect *self, guint node)
{
  g_return_val_if_fail (is_node (self, node), FALSE);
  return self->conditions[node].intervention != NULL;
}

/**
 * wf_effect_is_affected:
 * @self: an effect
 * @node: index of a node
 *
 * Whether the distribution of a node that is not itself intervened on changed: its mean or standard deviation
 * by more than 1e-9 of the standard deviation before, or a probability by more than 1e-9. Without evidence
 * only descendants of an intervention can.
 *
 * Returns: %TRUE when it changed
 */
gboolean
wf_effect_is_affected (WfEffect *self, guint node)
{
  g_return_val_if_fail (is_node (self, node), FALSE);
  return self->is_affected[node];
}

/**
 * wf_effect_is_cut:
 * @self: an effect
 * @edge: index into the edges of the model's DAG
 *
 * Returns: %TRUE when a SET removed the edge: it ends in a node that no longer listens to its causes
 */
gboolean
wf_effect_is_cut (WfEffect *self, gsize edge)
{
  const WfEdge *edges;
  gsize n_edges;

  g_return_val_if_fail (self != NULL, FALSE);
  edges = wf_graph_get_edges (wf_model_get_graph (self->model), &n_edges);
  g_return_val_if_fail (edge < n_edges, FALSE);

  return wf_effect_is_fixed (self, edges[edge].mark_b == WF_MARK_ARROW ? edges[edge].b : edges[edge].a);
}

/**
 * wf_effect_get_before:
 * @self: an effect
 * @node: index of a node
 *
 * Returns: (transfer none): its distribution without the interventions, given the evidence
 */
WfMarginal *
wf_effect_get_before (WfEffect *self, guint node)
{
  g_return_val_if_fail (is_node (self, node), NULL);
  return self->before[node];
}

/**
 * wf_effect_get_after:
 * @self: an effect
 * @node: index of a node
 *
 * Returns: (transfer none): its distribution with the interventions, given the evidence; on the axis of the
 * one before
 */
WfMarginal *
wf_effect_get_after (WfEffect *self, guint node)
{
  g_return_val_if_fail (is_node (self, node), NULL);
  return self->after[node];
}

/**
 * wf_effect_get_warnings:
 * @self: an effect
 *
 * Returns: (array zero-terminated=1) (transfer none): what makes the answer less sure, in words
 */
const char *const *
wf_effect_get_warnings (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->warnings;
}
