/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/inference/counterfactual-private.h"

G_DEFINE_BOXED_TYPE (WfCounterfactual, wf_counterfactual, wf_counterfactual_ref, wf_counterfactual_unref)

/**
 * wf_counterfactual_ref:
 * @self: a counterfactual
 *
 * Returns: (transfer full): @self
 */
WfCounterfactual *
wf_counterfactual_ref (WfCounterfactual *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
counterfactual_clear (gpointer data)
{
  WfCounterfactual *self = data;

  g_clear_pointer (&self->effect, wf_effect_unref);
  g_free (self->values);
  wf_simulation_unref (self->simulation);
}

/**
 * wf_counterfactual_unref:
 * @self: (transfer full): a counterfactual
 */
void
wf_counterfactual_unref (WfCounterfactual *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, counterfactual_clear);
}

static gboolean
read_row (WfCounterfactual *self, GError **error)
{
  WfTable *table = wf_model_get_rows (self->simulation->model);
  gsize n_nodes = wf_table_get_n_columns (table), n_rows = wf_table_get_n_rows (table);

  if (self->row >= n_rows)
    {
      g_autofree char *rows = wf_format_count (n_rows);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("There is no row %zu: the table has %s rows, counted from 0"), self->row, rows);
      return FALSE;
    }
  self->values = g_new (double, n_nodes + 1);
  for (gsize i = 0; i < n_nodes; i++)
    {
      const gint32 *codes = wf_table_get_codes (table, i, NULL);
      const double *values = wf_table_get_values (table, i, NULL);

      self->values[i] = values != NULL ? values[self->row] : codes[self->row] >= 0 ? codes[self->row] : NAN;
      self->n_missing += isnan (self->values[i]);
    }
  return TRUE;
}

/* Nothing is drawn: the row is complete, its noise is a number wherever it counts, and nothing done is
 * random. */
static gboolean
is_point (WfCounterfactual *self)
{
  const WfQuestion *question = self->effect->question;
  g_autofree gboolean *is_downstream = wf_question_list_downstream (question);
  gsize n_nodes = self->simulation->sampling->n_nodes;

  for (guint i = 0; i < n_nodes; i++)
    {
      const WfCondition *condition = &question->conditions[i];
      gboolean is_discrete = wf_mechanism_get_n_levels (self->simulation->sampling->mechanisms[i]) > 0;
      gboolean is_random =
          condition->n_cuts > 0 || (condition->intervention != NULL &&
                                    (condition->kind == WF_INTERVENTION_DRAW || condition->sd > 0.0));

      if (is_random || (is_downstream[i] && is_discrete && !wf_question_is_fixed (question, i)))
        return FALSE;
    }
  return self->n_missing == 0;
}

static gboolean
infer (WfCounterfactual *self, WfProgress *progress, GError **error)
{
  const char *method = wf_params_get_choice (self->simulation->params, "method");
  gboolean is_sampled = g_str_equal (method, "sampling");

  if (is_point (self))
    {
      self->effect->engine = WF_ENGINE_CLOSED_FORM;
      return wf_counterfactual_infer_sampling (self, 1, progress, error);
    }
  if (!is_sampled && self->simulation->family == WF_FAMILY_LINEAR &&
      wf_question_is_linear (self->effect->question))
    return wf_counterfactual_infer_gaussian (self, progress, error);
  if (!is_sampled && self->simulation->family == WF_FAMILY_DISCRETE)
    return wf_counterfactual_infer_discrete (self, progress, error);
  if (g_str_equal (method, "exact"))
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                           _ ("This question has no exact answer: values are missing in the row, or levels "
                              "leave its noise open. "
                              "Sampling (--method sampling) answers it with standard errors"));
      return FALSE;
    }
  self->effect->engine = WF_ENGINE_SAMPLING;
  return wf_counterfactual_infer_sampling (
      self, (gsize) wf_params_get_integer (self->simulation->params, "draws"), progress, error);
}

/**
 * wf_counterfactual:
 * @simulation: a simulation
 * @row: index of a row as it was given to the model (wf_model_get_rows()), from 0
 * @interventions: (array length=n_interventions): as wf_simulation_intervene() takes them
 * @n_interventions: how many
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * What the row would have been: the noise of every mechanism is what makes the row as it is, and stays when
 * the interventions act (Pearl 2009, Causality, 2nd ed., theorem 7.1.7). In a complete row of continuous
 * variables with additive noise that is one number a variable. The noise of a discrete variable is known only
 * to an interval, the levels being coupled by their order (inverse distribution function): exact in a twin
 * network (Balke & Pearl 1994) where all are discrete. Missing values of a linear-Gaussian model have a
 * normal distribution given the rest; others are drawn and weighted by how well they explain what is known.
 *
 * Errors: #WF_ERROR_DATA: no such row, and what wf_simulation_intervene() refuses; #WF_ERROR_NO_SUPPORT: the
 * model can't give such a row; #WF_ERROR_BUDGET: the twin network or the draws are too large;
 * #WF_ERROR_UNSUPPORTED: exactness that can't be had.
 *
 * Cost: O(edges) for a complete continuous row; O(draws edges) where it is sampled; with missing values
 * O(nodes edges) in closed form.
 *
 * Returns: (transfer full): the counterfactual, or %NULL with an error
 */
WfCounterfactual *
wf_counterfactual (WfSimulation *simulation,
                   gsize row,
                   WfIntervention *const *interventions,
                   gsize n_interventions,
                   WfProgress *progress,
                   GError **error)
{
  g_return_val_if_fail (simulation != NULL, NULL);
  g_return_val_if_fail (interventions != NULL || n_interventions == 0, NULL);

  g_autoptr (WfQuestion) question =
      wf_question_new (simulation->model, interventions, n_interventions, NULL, error);
  g_autoptr (WfCounterfactual) self = NULL;

  if (question == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (WfCounterfactual);
  self->simulation = wf_simulation_ref (simulation);
  self->row = row;
  self->effect = wf_effect_new (question, simulation);
  self->effect->is_case = TRUE;
  if (!read_row (self, error))
    return NULL;
  wf_effect_warn_of_conditions (self->effect);
  wf_progress_set_stage (progress, _ ("Asking what would have been"), 0);
  if (!infer (self, progress, error))
    return NULL;
  wf_effect_freeze (self->effect);
  return g_steal_pointer (&self);
}

/**
 * wf_counterfactual_get_row:
 * @self: a counterfactual
 *
 * Returns: index of the row, from 0
 */
gsize
wf_counterfactual_get_row (WfCounterfactual *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->row;
}

/**
 * wf_counterfactual_get_effect:
 * @self: a counterfactual
 *
 * The row as an effect of the interventions on it: interventions, what changes, standard errors, warnings and
 * the figure.
 *
 * Returns: (transfer none): before = as it was, after = as it would have been
 */
WfEffect *
wf_counterfactual_get_effect (WfCounterfactual *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->effect;
}

/**
 * wf_counterfactual_is_exact:
 * @self: a counterfactual
 *
 * Returns: %TRUE when nothing was drawn
 */
gboolean
wf_counterfactual_is_exact (WfCounterfactual *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return wf_effect_is_exact (self->effect);
}

/**
 * wf_counterfactual_is_missing:
 * @self: a counterfactual
 * @node: index of a node
 *
 * Returns: %TRUE when the row has no value of it
 */
gboolean
wf_counterfactual_is_missing (WfCounterfactual *self, guint node)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (node < self->simulation->sampling->n_nodes, FALSE);
  return isnan (self->values[node]);
}

/**
 * wf_counterfactual_get_factual:
 * @self: a counterfactual
 * @node: index of a node
 *
 * Returns: (transfer none): what it was, a point; of a missing value what it may have been
 */
WfMarginal *
wf_counterfactual_get_factual (WfCounterfactual *self, guint node)
{
  g_return_val_if_fail (self != NULL, NULL);
  return wf_effect_get_before (self->effect, node);
}

/**
 * wf_counterfactual_get_marginal:
 * @self: a counterfactual
 * @node: index of a node
 *
 * Returns: (transfer none): what it would have been, a point where the noise is known
 */
WfMarginal *
wf_counterfactual_get_marginal (WfCounterfactual *self, guint node)
{
  g_return_val_if_fail (self != NULL, NULL);
  return wf_effect_get_after (self->effect, node);
}
