/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* x = a + B x + e, e ~ N(0, diag v). With T = (I - B)^-1 the total effects, mean = T a and cov = T diag(v)
 * T'. T is never stored: each noise source is pushed through the graph in topological order, and only the
 * variances and the covariances with the observed nodes are kept. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/inference/gaussian-private.h"

#define TOLERANCE 1e-9 /* of the variance before evidence: what counts as none left */

static void
allocate (WfLinearWorld *self, gsize n_nodes, gsize n_edges)
{
  self->n_nodes = n_nodes;
  self->starts = g_new0 (gsize, n_nodes + 1);
  self->parents = g_new (guint, n_edges + 1);
  self->coefficients = g_new (double, n_edges + 1);
  self->intercepts = g_new (double, n_nodes + 1);
  self->variances = g_new (double, n_nodes + 1);
}

void
wf_linear_world_init (WfLinearWorld *self, WfModel *model)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_nodes, n_placed = 0;
  guint *order = wf_graph_sort_topologically (graph, &n_nodes);

  allocate (self, n_nodes, wf_graph_get_n_edges (graph));
  self->order = order;
  for (guint i = 0; i < n_nodes; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      double sd = wf_model_get_residual_sd (model, i);

      self->starts[i] = n_placed;
      for (gsize k = 0; k < n_parents; k++)
        {
          self->parents[n_placed] = parents[k];
          self->coefficients[n_placed++] = wf_model_get_coefficients (model, i, NULL)[k];
        }
      self->intercepts[i] = wf_model_get_intercept (model, i);
      self->variances[i] = sd * sd;
    }
  self->starts[n_nodes] = n_placed;
}

void
wf_linear_world_clear (WfLinearWorld *self)
{
  g_free (self->order);
  g_free (self->starts);
  g_free (self->parents);
  g_free (self->coefficients);
  g_free (self->intercepts);
  g_free (self->variances);
}

static const WfCut *
find_cut (const WfCondition *condition, guint parent)
{
  for (gsize i = 0; i < condition->n_cuts; i++)
    if (condition->cuts[i].parent == parent)
      return &condition->cuts[i];
  return NULL;
}

static void
add_cause (WfLinearWorld *self, gsize *n_placed, guint parent, double coefficient)
{
  self->parents[*n_placed] = parent;
  self->coefficients[(*n_placed)++] = coefficient;
}

/* The fitted equation, but for edges that are cut: their parents' own distributions join the noise. */
static void
keep_equation (
    WfLinearWorld *self, const WfLinearBase *base, const WfCondition *condition, guint node, gsize *n_placed)
{
  const WfLinearWorld *fitted = &base->world;

  self->intercepts[node] = fitted->intercepts[node];
  self->variances[node] = fitted->variances[node];
  for (gsize k = fitted->starts[node]; k < fitted->starts[node + 1]; k++)
    {
      guint parent = fitted->parents[k];
      double coefficient = fitted->coefficients[k];

      if (condition->n_cuts == 0 || find_cut (condition, parent) == NULL)
        {
          add_cause (self, n_placed, parent, coefficient);
          continue;
        }
      self->intercepts[node] += coefficient * base->means[parent];
      self->variances[node] += coefficient * coefficient * base->variances[parent];
    }
}

static void
scale_equation (WfLinearWorld *self, guint node, double factor, gsize n_placed)
{
  self->intercepts[node] *= factor;
  self->variances[node] *= factor * factor;
  for (gsize k = self->starts[node]; k < n_placed; k++)
    self->coefficients[k] *= factor;
}

static void
act_on_node (
    WfLinearWorld *self, const WfLinearBase *base, const WfCondition *condition, guint node, gsize *n_placed)
{
  gboolean is_observed = condition->draw == WF_DRAW_OBSERVED;

  switch (condition->kind)
    {
      case WF_INTERVENTION_SHIFT:
        keep_equation (self, base, condition, node, n_placed);
        self->intercepts[node] += condition->value;
        break;
      case WF_INTERVENTION_SCALE:
        keep_equation (self, base, condition, node, n_placed);
        scale_equation (self, node, condition->value, *n_placed);
        break;
      case WF_INTERVENTION_DRAW:
        self->intercepts[node] = is_observed ? base->means[node] : condition->first;
        self->variances[node] = is_observed ? base->variances[node] : condition->second * condition->second;
        break;
      case WF_INTERVENTION_REPLACE:
        self->intercepts[node] = condition->intercept;
        self->variances[node] = condition->sd * condition->sd;
        for (gsize k = 0; k < condition->n_terms; k++)
          add_cause (self, n_placed, condition->terms[k], condition->coefficients[k]);
        break;
      case WF_INTERVENTION_SET:
      default:
        self->intercepts[node] = condition->value;
        self->variances[node] = 0.0;
        break;
    }
}

void
wf_linear_world_act (WfLinearWorld *self, const WfLinearBase *base, const WfQuestion *question)
{
  gsize n_nodes = base->world.n_nodes, n_edges = base->world.starts[n_nodes], n_placed = 0;

  for (guint i = 0; i < n_nodes; i++)
    n_edges += question->conditions[i].n_terms;
  allocate (self, n_nodes, n_edges);
  self->order = g_memdup2 (question->order, n_nodes * sizeof (guint));
  for (guint i = 0; i < n_nodes; i++)
    {
      const WfCondition *condition = &question->conditions[i];

      self->starts[i] = n_placed;
      if (condition->intervention != NULL)
        act_on_node (self, base, condition, i, &n_placed);
      else
        keep_equation (self, base, condition, i, &n_placed);
    }
  self->starts[n_nodes] = n_placed;
}

static inline double
sum_of_causes (const WfLinearWorld *world, guint node, const double *values)
{
  double sum = 0.0;

  for (gsize k = world->starts[node]; k < world->starts[node + 1]; k++)
    sum += world->coefficients[k] * values[world->parents[k]];
  return sum;
}

/* One noise source at the node in a place of the order: adds its share to every moment downstream. */
static void
add_source (WfMoments *self,
            const WfLinearWorld *world,
            gsize place,
            const guint *observed,
            gsize n_observed,
            double *effect)
{
  gsize n_nodes = world->n_nodes;
  double variance = world->variances[world->order[place]];

  memset (effect, 0, n_nodes * sizeof (double));
  for (gsize i = place; i < n_nodes; i++)
    {
      guint node = world->order[i];

      effect[node] = i == place ? 1.0 : sum_of_causes (world, node, effect);
      self->variances[node] += variance * effect[node] * effect[node];
    }
  for (gsize e = 0; e < n_observed; e++)
    if (effect[observed[e]] != 0.0)
      for (gsize i = 0; i < n_nodes; i++)
        self->covariances[e * n_nodes + i] += variance * effect[i] * effect[observed[e]];
}

gboolean
wf_moments_compute (WfMoments *self,
                    const WfLinearWorld *world,
                    const guint *observed,
                    gsize n_observed,
                    WfProgress *progress,
                    GError **error)
{
  gsize n_nodes = world->n_nodes;
  g_autofree double *effect = g_new (double, n_nodes + 1);

  self->means = g_new0 (double, n_nodes + 1);
  self->variances = g_new0 (double, n_nodes + 1);
  self->covariances = g_new0 (double, n_nodes *n_observed + 1);
  for (gsize i = 0; i < n_nodes; i++)
    {
      guint node = world->order[i];

      self->means[node] = world->intercepts[node] + sum_of_causes (world, node, self->means);
    }
  for (gsize i = 0; i < n_nodes; i++)
    {
      if (!wf_progress_check (progress, error))
        return FALSE;
      if (world->variances[world->order[i]] > 0.0)
        add_source (self, world, i, observed, n_observed, effect);
    }
  return TRUE;
}

/* Conditions the moments on x_j = value, j being node e of those that have a column of covariances: the
 * conditional normal distribution one observation at a time (Anderson 2003, An Introduction to Multivariate
 * Statistical Analysis, theorem 2.5.1). */
static gboolean
condition_on (WfMoments *self,
              gsize n,
              WfGraph *graph,
              const guint *listed,
              gsize n_listed,
              gsize e,
              double value,
              double variance_before,
              GError **error)
{
  guint node = listed[e];
  g_autofree double *column = g_memdup2 (self->covariances + e * n, n * sizeof (double));
  double variance = column[node];
  double surprise = value - self->means[node];
  double scale = fmax (sqrt (fmax (variance_before, 0.0)), fabs (value));

  if (variance <= TOLERANCE * variance_before || variance <= 0.0)
    {
      if (fabs (surprise) <= sqrt (TOLERANCE) * scale)
        return TRUE;
      g_set_error (
          error, WF_ERROR, WF_ERROR_NO_SUPPORT,
          _ ("%s can't be observed at that value: what is set and the other observations fix it at another"),
          wf_graph_get_name (graph, node));
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    {
      double gain = column[i] / variance;

      self->means[i] += gain * surprise;
      self->variances[i] = fmax (0.0, self->variances[i] - gain * column[i]);
      for (gsize l = 0; l < n_listed; l++)
        self->covariances[l * n + i] -= gain * column[listed[l]];
    }
  self->means[node] = value;
  self->variances[node] = 0.0;
  return TRUE;
}

gboolean
wf_moments_condition (WfMoments *self,
                      gsize n_nodes,
                      WfGraph *graph,
                      const guint *listed,
                      const double *values,
                      gsize n_observed,
                      gsize n_listed,
                      GError **error)
{
  g_autofree double *variances = g_new (double, n_observed + 1);

  for (gsize e = 0; e < n_observed; e++)
    variances[e] = self->variances[listed[e]];
  for (gsize e = 0; e < n_observed; e++)
    if (!condition_on (self, n_nodes, graph, listed, n_listed, e, values[e], variances[e], error))
      return FALSE;
  return TRUE;
}

void
wf_moments_clear (WfMoments *self)
{
  g_free (self->means);
  g_free (self->variances);
  g_free (self->covariances);
}
