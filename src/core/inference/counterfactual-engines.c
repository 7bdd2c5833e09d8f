/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Abduction, action and prediction in three ways: with the noise itself, in closed form, and by the twin
 * network. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/parallel.h"
#include "core/inference/counterfactual-private.h"
#include "core/inference/gaussian-private.h"
#include "core/inference/sampling-private.h"
#include "core/inference/twin-network-private.h"

#define ABDUCTION_STREAMS G_GUINT64_CONSTANT (0x4000000000000000)
#define TOLERANCE         1e-9 /* of the variance before the row: what counts as none left */

typedef struct
{
  const WfCounterfactual *counterfactual;
  WfDraws *draws;
  double *log_weights; /* NULL when nothing is missing */
  guint64 seed;
  gint impossible; /* atomic: a node whose value no noise gives, or -1 */
  WfProgress *progress;
} Abduction;

/* One node of a block: what is known fixes the noise, what is missing is drawn. */
static void
abduct_node (Abduction *self, guint node, const double *const *parents, gsize block, gsize n)
{
  const WfMechanism *mechanism = self->counterfactual->simulation->sampling->mechanisms[node];
  gsize first = block * WF_SAMPLING_BLOCK;
  double *noise = self->draws->noise[node] + first, *values = self->draws->values[node] + first;
  g_autofree double *density = g_new (double, n);
  WfRng rng;

  wf_rng_init (&rng, self->seed, ABDUCTION_STREAMS | (guint64) node << 32 | block);
  if (isnan (self->counterfactual->values[node]))
    {
      wf_mechanism_draw_noise (mechanism, &rng, n, noise);
      wf_mechanism_evaluate (mechanism, parents, noise, n, values);
      return;
    }
  for (gsize i = 0; i < n; i++)
    values[i] = self->counterfactual->values[node];
  wf_mechanism_abduct (mechanism, parents, values, &rng, n, noise);
  if (self->log_weights == NULL)
    {
      if (isnan (noise[0]))
        g_atomic_int_set (&self->impossible, (gint) node);
      return;
    }
  wf_mechanism_log_density (mechanism, parents, values, n, density);
  for (gsize i = 0; i < n; i++)
    {
      self->log_weights[first + i] += isnan (noise[i]) ? -INFINITY : density[i];
      /* of no weight, and yet a number */
      noise[i] = isnan (noise[i]) ? 0.0 : noise[i];
    }
}

static void
abduct_block (gsize block, gpointer data)
{
  Abduction *self = data;
  const WfSampling *sampling = self->counterfactual->simulation->sampling;
  gsize first = block * WF_SAMPLING_BLOCK;
  g_autofree const double **parents = g_new (const double *, sampling->n_nodes + 1);

  if (wf_progress_is_cancelled (self->progress))
    return;
  for (gsize i = 0; i < sampling->n_nodes; i++)
    {
      guint node = sampling->order[i];

      for (gsize k = 0; k < sampling->n_parents[node]; k++)
        parents[k] = self->draws->values[sampling->parents[node][k]] + first;
      abduct_node (self, node, parents, block, MIN (WF_SAMPLING_BLOCK, self->draws->n - first));
    }
}

static void
set_impossible_error (WfCounterfactual *self, guint node, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT,
               _ ("Row %zu can't be in this model: %s can't have its value there"), self->row,
               wf_graph_get_name (wf_model_get_graph (self->simulation->model), node));
}

gboolean
wf_counterfactual_infer_sampling (WfCounterfactual *self, gsize n_draws, WfProgress *progress, GError **error)
{
  g_autoptr (WfDraws) draws = wf_draws_new (self->simulation->sampling->n_nodes, n_draws, error);
  g_autofree double *log_weights = self->n_missing > 0 ? g_new0 (double, n_draws) : NULL;
  g_autoptr (WfSampledWorld) factual = NULL;
  g_autoptr (WfSampledWorld) acted = NULL;
  Abduction abduction = { self,        draws,
                          log_weights, (guint64) wf_params_get_integer (self->simulation->params, "seed"),
                          -1,          progress };

  if (draws == NULL)
    return FALSE;
  wf_parallel_for ((n_draws + WF_SAMPLING_BLOCK - 1) / WF_SAMPLING_BLOCK, 0, abduct_block, &abduction);
  if (!wf_progress_check (progress, error))
    return FALSE;
  if (abduction.impossible >= 0)
    {
      set_impossible_error (self, (guint) abduction.impossible, error);
      return FALSE;
    }
  factual = wf_sampled_world_new_case (draws, log_weights, error);
  if (factual == NULL)
    return FALSE;
  acted = wf_sampled_world_act (factual, self->simulation, self->effect->question, progress, error);
  if (acted == NULL || !wf_effect_fill_sampled (self->effect, factual, acted, progress, error))
    return FALSE;
  if (self->effect->engine != WF_ENGINE_SAMPLING)
    {
      self->effect->n_draws = 0;
      self->effect->n_effective = 0.0;
    }
  return TRUE;
}

/* The noises, then the world as it was, then the world as it would have been, as one linear system of 3 n
 * variables. */
static void
init_twin (WfLinearWorld *twin,
           const WfLinearWorld *factual,
           const WfLinearWorld *acted,
           const WfQuestion *question)
{
  gsize n = factual->n_nodes, n_edges = factual->starts[n] + acted->starts[n] + 2 * n, place = 0;

  twin->n_nodes = 3 * n;
  twin->order = g_new (guint, 3 * n + 1);
  twin->starts = g_new0 (gsize, 3 * n + 1);
  twin->parents = g_new (guint, n_edges + 1);
  twin->coefficients = g_new (double, n_edges + 1);
  twin->intercepts = g_new0 (double, 3 * n + 1);
  twin->variances = g_new0 (double, 3 * n + 1);
  for (guint i = 0; i < n; i++)
    {
      twin->order[i] = i;
      twin->order[n + i] = (guint) n + factual->order[i];
      twin->order[2 * n + i] = (guint) (2 * n) + acted->order[i];
      twin->variances[i] = factual->variances[i];
    }
  for (gsize i = n; i < 3 * n; i++)
    {
      gboolean is_acted = i >= 2 * n;
      const WfLinearWorld *world = is_acted ? acted : factual;
      guint node = (guint) (i % n), offset = (guint) (is_acted ? 2 * n : n);
      const WfCondition *condition = &question->conditions[node];
      gboolean is_scaled = condition->intervention != NULL && condition->kind == WF_INTERVENTION_SCALE;
      double gain = is_acted && wf_question_is_detached (question, node) ? 0.0
                    : is_acted && is_scaled                              ? condition->value
                                                                         : 1.0;

      twin->starts[i] = place;
      twin->intercepts[i] = world->intercepts[node];
      for (gsize k = world->starts[node]; k < world->starts[node + 1]; k++, place++)
        {
          twin->parents[place] = offset + world->parents[k];
          twin->coefficients[place] = world->coefficients[k];
        }
      twin->parents[place] = node;
      twin->coefficients[place++] = gain;
      /* what isn't the node's own noise is drawn anew */
      if (is_acted)
        twin->variances[i] = fmax (0.0, world->variances[node] - gain * gain * factual->variances[node]);
    }
  twin->starts[3 * n] = place;
}

static void
fill_normals (WfCounterfactual *self, const WfMoments *moments, const double *prior)
{
  WfEffect *effect = self->effect;
  gsize n = self->simulation->sampling->n_nodes;

  for (guint i = 0; i < n; i++)
    {
      double before = isnan (self->values[i]) ? moments->means[n + i] : self->values[i],
             after = moments->means[2 * n + i];
      double rest[2], change, spread;

      for (guint w = 0; w < 2; w++)
        rest[w] = moments->variances[(w + 1) * n + i] > TOLERANCE * prior[(w + 1) * n + i]
                      ? moments->variances[(w + 1) * n + i]
                      : 0.0;
      if (!isnan (self->values[i]))
        rest[0] = 0.0;
      change = fabs (after - before);
      spread = fabs (sqrt (rest[1]) - sqrt (rest[0]));
      effect->before[i] = wf_linear_marginal_defer (effect->model, i, before, sqrt (rest[0]), FALSE);
      effect->after[i] = wf_linear_marginal_defer (effect->model, i, after, sqrt (rest[1]), FALSE);
      effect->is_affected[i] = effect->conditions[i].intervention == NULL &&
                               fmax (change, spread) > sqrt (TOLERANCE * prior[n + i]) * 1e-3;
    }
}

static gboolean
check_finite (WfCounterfactual *self, const WfMoments *moments, GError **error)
{
  gsize n = self->simulation->sampling->n_nodes;

  for (gsize i = 0; i < 3 * n; i++)
    if (!isfinite (moments->means[i]) || !isfinite (moments->variances[i]))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("The value of %s would be too large to compute; take a smaller intervention"),
                     wf_graph_get_name (wf_model_get_graph (self->simulation->model), (guint) (i % n)));
        return FALSE;
      }
  return TRUE;
}

gboolean
wf_counterfactual_infer_gaussian (WfCounterfactual *self, WfProgress *progress, GError **error)
{
  const WfLinearBase *base = self->simulation->linear;
  gsize n = base->world.n_nodes, n_observed = 0;
  g_auto (WfLinearWorld) acted = { 0 };
  g_auto (WfLinearWorld) twin = { 0 };
  g_auto (WfMoments) moments = { 0 };
  g_autofree guint *observed = g_new (guint, n + 1);
  g_autofree double *values = g_new (double, n + 1);
  g_autofree double *prior = NULL;

  wf_linear_world_act (&acted, base, self->effect->question);
  init_twin (&twin, &base->world, &acted, self->effect->question);
  for (guint i = 0; i < n; i++)
    if (!isnan (self->values[i]))
      {
        values[n_observed] = self->values[i];
        observed[n_observed++] = (guint) n + i;
      }
  if (!wf_moments_compute (&moments, &twin, observed, n_observed, progress, error))
    return FALSE;
  prior = g_memdup2 (moments.variances, 3 * n * sizeof (double));
  if (!wf_moments_condition (&moments, 3 * n, wf_model_get_graph (self->simulation->model), observed, values,
                             n_observed, n_observed, error) ||
      !check_finite (self, &moments, error))
    return FALSE;
  self->effect->engine = WF_ENGINE_CLOSED_FORM;
  fill_normals (self, &moments, prior);
  wf_effect_warn_of_means (self->effect);
  return TRUE;
}

/* One distribution of every node in each world, by the twin network. */
gboolean
wf_counterfactual_infer_discrete (WfCounterfactual *self, WfProgress *progress, GError **error)
{
  WfNetwork *network = self->simulation->network;
  WfEffect *effect = self->effect;
  g_autofree gint *row = g_new (gint, network->n_nodes + 1);
  g_autofree double **rooms = g_new0 (double *, 2 * network->n_nodes + 1);
  g_autofree double *numbers = NULL;
  gsize n_numbers = 0, place = 0;

  for (guint i = 0; i < network->n_nodes; i++)
    {
      row[i] = isnan (self->values[i]) ? -1 : (gint) self->values[i];
      n_numbers += 2 * network->sizes[i];
    }
  numbers = g_new0 (double, n_numbers + 1);
  for (guint i = 0; i < 2 * network->n_nodes; place += network->sizes[i++ % network->n_nodes])
    rooms[i] = numbers + place;
  if (!wf_twin_network_infer (network, row, effect->question, rooms, rooms + network->n_nodes, progress,
                              error))
    return FALSE;
  effect->engine = WF_ENGINE_JUNCTION_TREE;
  for (guint i = 0; i < network->n_nodes; i++)
    {
      double largest = 0.0;

      for (gsize l = 0; l < network->sizes[i]; l++)
        largest = fmax (largest, fabs (rooms[network->n_nodes + i][l] - rooms[i][l]));
      effect->before[i] = wf_network_new_marginal (network, i, rooms[i]);
      effect->after[i] = wf_network_new_marginal (network, i, rooms[network->n_nodes + i]);
      effect->is_affected[i] = effect->conditions[i].intervention == NULL && largest > TOLERANCE;
    }
  return TRUE;
}
