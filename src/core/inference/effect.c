/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/inference/effect-private.h"

G_DEFINE_BOXED_TYPE (WfEffect, wf_effect, wf_effect_ref, wf_effect_unref)

WfEffect *
wf_effect_new (WfQuestion *question, WfSimulation *simulation)
{
  WfEffect *self = g_atomic_rc_box_new0 (WfEffect);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (question->model));

  self->model = wf_model_ref (question->model);
  self->question = wf_question_ref (question);
  self->simulation = simulation;
  self->params = g_variant_ref (simulation->params);
  self->conditions = question->conditions;
  self->before = g_new0 (WfMarginal *, n_nodes + 1);
  self->after = g_new0 (WfMarginal *, n_nodes + 1);
  self->is_affected = g_new0 (gboolean, n_nodes + 1);
  self->notices = g_strv_builder_new ();
  return self;
}

void
wf_effect_freeze (WfEffect *self)
{
  self->warnings = g_strv_builder_end (self->notices);
  self->simulation = NULL;
}

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
      if (self->errors != NULL)
        g_free (self->errors[i]);
    }
  g_free (self->before);
  g_free (self->after);
  g_free (self->is_affected);
  g_free (self->errors);
  g_strfreev (self->warnings);
  g_clear_pointer (&self->notices, g_strv_builder_unref);
  g_variant_unref (self->params);
  wf_question_unref (self->question);
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
  return wf_question_has_evidence (self->question);
}

const char *const *
wf_effect_get_given (WfEffect *self)
{
  return (const char *const *) self->question->given;
}

gboolean
wf_effect_is_fixed (WfEffect *self, guint node)
{
  return wf_question_is_fixed (self->question, node);
}

gboolean *
wf_effect_list_downstream (WfEffect *self)
{
  return wf_question_list_downstream (self->question);
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

static gboolean
is_node (WfEffect *self, guint node)
{
  return self != NULL && node < wf_graph_get_n_nodes (wf_model_get_graph (self->model));
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
  return self->question->n_interventions;
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
  g_return_val_if_fail (i < self->question->n_interventions, NULL);
  return self->question->interventions[i];
}

/**
 * wf_effect_is_exact:
 * @self: an effect
 *
 * Returns: %TRUE when the numbers are exact under the fitted model, not sampled
 */
gboolean
wf_effect_is_exact (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine != WF_ENGINE_SAMPLING;
}

/**
 * wf_effect_get_engine:
 * @self: an effect
 *
 * Returns: what computed it
 */
WfEngine
wf_effect_get_engine (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, WF_ENGINE_CLOSED_FORM);
  return self->engine;
}

/**
 * wf_effect_get_n_draws:
 * @self: an effect
 *
 * Returns: how many draws it was sampled from, 0 when it is exact
 */
gsize
wf_effect_get_n_draws (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_draws;
}

/**
 * wf_effect_get_effective_draws:
 * @self: an effect
 *
 * Weighting the draws by the evidence makes them tell less: (sum w)² / sum w² of the weights, the smaller of
 * the two worlds (Kong 1992, technical report 348, University of Chicago).
 *
 * Returns: as many unweighted draws would be as sure; 0 when it is exact
 */
double
wf_effect_get_effective_draws (WfEffect *self)
{
  g_return_val_if_fail (self != NULL, 0.0);
  return self->n_effective;
}

/* The value and its standard errors that a level, or -1 for the mean, stands for; FALSE when there is no such
 * level. */
static gboolean
find_number (WfEffect *self, guint node, gint level, double *before, double *after, WfSampleError *errors)
{
  WfMarginal *from = self->before[node], *to = self->after[node];
  gboolean is_discrete = wf_marginal_get_kind (from) == WF_COLUMN_DISCRETE;
  gsize n_levels;
  const double *p = wf_marginal_get_probabilities (from, &n_levels);

  if (is_discrete ? level < 0 || (gsize) level >= n_levels : level >= 0)
    return FALSE;
  *before = is_discrete ? p[level] : wf_marginal_get_mean (from);
  *after = is_discrete ? wf_marginal_get_probabilities (to, NULL)[level] : wf_marginal_get_mean (to);
  *errors = self->errors != NULL ? self->errors[node][MAX (level, 0)] : (WfSampleError){ 0.0, 0.0, 0.0 };
  return TRUE;
}

/**
 * wf_effect_get_change:
 * @self: an effect
 * @node: index of a node
 * @level: of a discrete node, else -1
 * @change: (out): after - before, of the mean or of the probability of the level
 * @standard_error: (out): of sampling, both worlds on the same draws; 0 when exact
 *
 * Returns: %TRUE unless the node has no such level, or the mean of a discrete one is asked for
 */
gboolean
wf_effect_get_change (WfEffect *self, guint node, gint level, double *change, double *standard_error)
{
  double before, after;
  WfSampleError errors;

  g_return_val_if_fail (is_node (self, node), FALSE);
  g_return_val_if_fail (change != NULL && standard_error != NULL, FALSE);

  if (!find_number (self, node, level, &before, &after, &errors))
    return FALSE;
  *change = after - before;
  *standard_error = errors.change;
  return TRUE;
}

/**
 * wf_effect_get_standard_errors:
 * @self: an effect
 * @node: index of a node
 * @level: of a discrete node, else -1
 * @before: (out): of the mean or the probability of the level before, 0 when exact
 * @after: (out): after
 *
 * Returns: %TRUE unless the node has no such level, or the mean of a discrete one is asked for
 */
gboolean
wf_effect_get_standard_errors (WfEffect *self, guint node, gint level, double *before, double *after)
{
  double from, to;
  WfSampleError errors;

  g_return_val_if_fail (is_node (self, node), FALSE);
  g_return_val_if_fail (before != NULL && after != NULL, FALSE);

  if (!find_number (self, node, level, &from, &to, &errors))
    return FALSE;
  *before = errors.before;
  *after = errors.after;
  return TRUE;
}

/**
 * wf_effect_is_set:
 * @self: an effect
 * @node: index of a node
 *
 * Returns: %TRUE when the node is intervened on, not counting cut edges into it
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
 * Returns: %TRUE when the interventions removed the edge: its end no longer listens to its causes, or not to
 * this one
 */
gboolean
wf_effect_is_cut (WfEffect *self, gsize edge)
{
  const WfEdge *edges;
  gsize n_edges;
  gboolean is_forward;
  guint parent, child;

  g_return_val_if_fail (self != NULL, FALSE);
  edges = wf_graph_get_edges (wf_model_get_graph (self->model), &n_edges);
  g_return_val_if_fail (edge < n_edges, FALSE);

  is_forward = edges[edge].mark_b == WF_MARK_ARROW;
  parent = is_forward ? edges[edge].a : edges[edge].b;
  child = is_forward ? edges[edge].b : edges[edge].a;
  return wf_question_is_detached (self->question, child) ||
         wf_question_has_cut (self->question, parent, child);
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
