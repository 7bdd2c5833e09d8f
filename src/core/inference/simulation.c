/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/inference/sampling-private.h"

#define DEFAULT_DRAWS 10000

G_DEFINE_BOXED_TYPE (WfSimulation, wf_simulation, wf_simulation_ref, wf_simulation_unref)

static const char *const methods[] = { "automatic", "exact", "sampling", NULL };

static const WfParam simulation_params[] = {
  { .id = "method",
    .name = N_ ("Method"),
    .type = WF_PARAM_CHOICE,
    .choices = methods,
    .help = N_ ("How answers are computed: exactly where that is possible, always exactly, or from draws") },
  { .id = "draws",
    .name = N_ ("Draws"),
    .type = WF_PARAM_INTEGER,
    .value = DEFAULT_DRAWS,
    .min = 100,
    .max = 10000000,
    .help = N_ ("How many draws a sampled answer rests on") },
  { .id = "seed",
    .name = N_ ("Seed"),
    .type = WF_PARAM_INTEGER,
    .value = 1,
    .min = 0,
    .max = G_MAXINT32,
    .help = N_ ("Seed of the draws") },
  { .id = NULL },
};

/**
 * wf_simulation_list_params: (skip)
 *
 * Returns: the parameters of a simulation
 */
const WfParam *
wf_simulation_list_params (void)
{
  return simulation_params;
}

static WfFamilyKind
find_family (WfModel *model)
{
  if (wf_model_is_linear (model))
    return WF_FAMILY_LINEAR;
  return wf_model_is_discrete (model) ? WF_FAMILY_DISCRETE : WF_FAMILY_MIXED;
}

/**
 * wf_simulation_new:
 * @model: a fitted model
 * @params: (nullable): a{sv}: "method" ("automatic", "exact" or "sampling"), "draws" (10,000) and "seed" (1)
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * Makes a model ready for questions. Errors: #WF_ERROR_DATA for a parameter or for values too large to
 * compute with.
 *
 * Cost: O(nodes edges) for a linear-Gaussian model.
 *
 * Returns: (transfer full): the simulation, or %NULL with an error
 */
WfSimulation *
wf_simulation_new (WfModel *model, GVariant *params, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (model != NULL, NULL);

  g_autoptr (GVariant) complete = wf_params_complete (simulation_params, params, error);
  g_autoptr (WfSimulation) self = NULL;

  if (complete == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (WfSimulation);
  self->model = wf_model_ref (model);
  self->params = g_steal_pointer (&complete);
  self->family = find_family (model);
  self->sampling = wf_sampling_new (model);
  if (self->family == WF_FAMILY_LINEAR)
    {
      self->linear = wf_linear_base_new (model, error);
      if (self->linear == NULL)
        return NULL;
    }
  if (self->family == WF_FAMILY_DISCRETE)
    {
      self->network = wf_network_new (model, progress, error);
      if (self->network == NULL)
        return NULL;
    }
  return wf_progress_check (progress, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * wf_simulation_ref:
 * @self: a simulation
 *
 * Returns: (transfer full): @self
 */
WfSimulation *
wf_simulation_ref (WfSimulation *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
simulation_clear (gpointer data)
{
  WfSimulation *self = data;

  g_clear_pointer (&self->sampling, wf_sampling_free);
  g_clear_pointer (&self->linear, wf_linear_base_free);
  g_clear_pointer (&self->network, wf_network_free);
  g_variant_unref (self->params);
  wf_model_unref (self->model);
}

/**
 * wf_simulation_unref:
 * @self: (transfer full): a simulation
 */
void
wf_simulation_unref (WfSimulation *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, simulation_clear);
}

/**
 * wf_simulation_get_model:
 * @self: a simulation
 *
 * Returns: (transfer none): the model it asks
 */
WfModel *
wf_simulation_get_model (WfSimulation *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->model;
}

/**
 * wf_simulation_get_params:
 * @self: a simulation
 *
 * Returns: (transfer none): a{sv} with every parameter
 */
GVariant *
wf_simulation_get_params (WfSimulation *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->params;
}

gboolean
wf_simulation_choose_engine (WfSimulation *self, const WfQuestion *question, WfEngine *engine, GError **error)
{
  const char *method = wf_params_get_choice (self->params, "method");

  *engine = WF_ENGINE_SAMPLING;
  if (g_str_equal (method, "sampling"))
    return TRUE;
  if (self->family == WF_FAMILY_LINEAR && wf_question_is_linear (question))
    *engine = WF_ENGINE_CLOSED_FORM;
  else if (self->family == WF_FAMILY_DISCRETE)
    *engine = self->network->tree != NULL ? WF_ENGINE_JUNCTION_TREE : WF_ENGINE_ELIMINATION;
  else if (g_str_equal (method, "exact"))
    {
      g_set_error_literal (
          error, WF_ERROR, WF_ERROR_UNSUPPORTED,
          _ ("This question has no exact answer: a mechanism or an intervention isn't linear. Sampling "
             "(--method sampling) answers it with standard errors"));
      return FALSE;
    }
  return TRUE;
}

/* By what the kept draws took, else by what a linear mechanism takes. */
static void
estimate_sampling (WfSimulation *self, gsize n_nodes, WfSimulationCost *cost)
{
  double per_draw = 2e-8 * (double) n_nodes, kept = 0.0;

  cost->n_draws = (gsize) wf_params_get_integer (self->params, "draws");
  g_mutex_lock (&self->sampling->lock);
  if (self->sampling->draws != NULL)
    {
      kept = (double) self->sampling->draws->n;
      per_draw = self->sampling->draws->seconds / kept;
    }
  g_mutex_unlock (&self->sampling->lock);
  /* the noise, where it isn't kept, then the world after, then the statistics */
  cost->seconds = 2e-5 + (double) cost->n_draws * per_draw * (kept >= (double) cost->n_draws ? 1.0 : 2.0);
}

/**
 * wf_simulation_estimate:
 * @self: a simulation
 * @interventions: (array length=n_interventions): as wf_simulation_intervene() takes them
 * @n_interventions: how many
 * @given: (array zero-terminated=1) (nullable): evidence
 * @cost: (out caller-allocates): what it would take
 * @error: return location for an error
 *
 * Says before a question is answered what would answer it, how exactly and at what cost.
 *
 * Returns: %FALSE with the error that the question itself would give
 */
gboolean
wf_simulation_estimate (WfSimulation *self,
                        WfIntervention *const *interventions,
                        gsize n_interventions,
                        const char *const *given,
                        WfSimulationCost *cost,
                        GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cost != NULL, FALSE);

  g_autoptr (WfQuestion) question =
      wf_question_new (self->model, interventions, n_interventions, given, error);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));
  gsize n_edges = wf_graph_get_n_edges (wf_model_get_graph (self->model));

  *cost = (WfSimulationCost){ 0 };
  if (question == NULL || !wf_simulation_choose_engine (self, question, &cost->engine, error))
    return FALSE;
  if (self->family == WF_FAMILY_DISCRETE && cost->engine != WF_ENGINE_SAMPLING)
    return wf_question_estimate_categorical (question, self->network, cost, NULL, error);
  cost->is_exact = cost->engine != WF_ENGINE_SAMPLING;
  if (cost->engine == WF_ENGINE_CLOSED_FORM)
    cost->seconds = 2e-6 + 2e-9 * (double) n_nodes * (double) (n_nodes + n_edges);
  else
    estimate_sampling (self, n_nodes, cost);
  return TRUE;
}

static gboolean
infer (WfEffect *self, WfSimulation *simulation, gsize n_draws, WfProgress *progress, GError **error)
{
  gsize usual = (gsize) wf_params_get_integer (simulation->params, "draws");

  switch (self->engine)
    {
      case WF_ENGINE_CLOSED_FORM:
        return wf_effect_infer_gaussian (self, simulation, progress, error);
      case WF_ENGINE_SAMPLING:
        return wf_effect_infer_sampling (self, simulation, n_draws > 0 ? n_draws : usual, progress, error);
      case WF_ENGINE_JUNCTION_TREE:
      case WF_ENGINE_ELIMINATION:
      default:
        return wf_effect_infer_categorical (self, simulation->network, progress, error);
    }
}

/**
 * wf_simulation_intervene:
 * @self: a simulation
 * @interventions: (array length=n_interventions): at most one a node, and cuts of edges; may be none
 * @n_interventions: how many
 * @given: (array zero-terminated=1) (nullable): evidence, "Z=u", at most one a node
 * @n_draws: how many draws where it is sampled; 0 = the parameter. Fewer draws are the first of more
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * Every marginal P(X | given) and P(X | do(interventions), given). A SET replaces the mechanism of its node
 * by a constant and cuts the edges into it (the truncated factorisation; Pearl 2009, Causality, 2nd
 * ed., 1.3.1 and 3.2.3), a DRAW by a distribution and a REPLACE by another equation; a SHIFT adds to what the
 * mechanism gives, a SCALE multiplies it, noise included, and a CLAMP keeps it within bounds, all three
 * keeping the edges; a CUT lets one child see an independent draw of the parent, from the parent's
 * distribution without interventions. A condition is on the world after the interventions, and on the node
 * itself on what its mechanism gives. Evidence holds in the world it is asked of: after the interventions for
 * the second column.
 *
 * Errors: #WF_ERROR_DATA: unknown node or level (the nearest or the levels are named), a shift of a discrete
 * node, two interventions on one node, interventions that make a cycle; #WF_ERROR_NO_SUPPORT: evidence of
 * probability zero; #WF_ERROR_BUDGET: tables beyond %WF_LIMIT_TABLE_ENTRIES, or more values of draws than
 * fit; #WF_ERROR_UNSUPPORTED: exactness that can't be had.
 *
 * Cost: linear-Gaussian O(nodes (edges + evidence)), its bins, when they are asked for, one pass over at most
 * 10,000 rows (fewer, at even distances, beyond ten variables); discrete exponential in the width of the
 * elimination order; sampled O(draws edges).
 *
 * Returns: (transfer full): the effect, or %NULL with an error
 */
WfEffect *
wf_simulation_intervene (WfSimulation *self,
                         WfIntervention *const *interventions,
                         gsize n_interventions,
                         const char *const *given,
                         gsize n_draws,
                         WfProgress *progress,
                         GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (interventions != NULL || n_interventions == 0, NULL);

  g_autoptr (WfQuestion) question =
      wf_question_new (self->model, interventions, n_interventions, given, error);
  g_autoptr (WfEffect) effect = NULL;

  if (question == NULL)
    return NULL;
  effect = wf_effect_new (question, self);
  if (!wf_simulation_choose_engine (self, question, &effect->engine, error))
    return NULL;
  wf_effect_warn_of_conditions (effect);
  wf_progress_set_stage (progress, _ ("Propagating the interventions"),
                         wf_graph_get_n_nodes (wf_model_get_graph (self->model)));
  if (!infer (effect, self, n_draws, progress, error))
    return NULL;
  wf_effect_freeze (effect);
  return g_steal_pointer (&effect);
}
