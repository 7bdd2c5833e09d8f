/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Joint distributions: elimination, the conditional normal distribution, or weighted draws. */

#include "config.h"

#include <math.h>

#include "core/inference/gaussian-private.h"
#include "core/inference/joint-private.h"
#include "core/inference/sampling-private.h"
#include "core/inference/surgery-private.h"

gboolean
wf_joint_infer_categorical (WfJoint *self, WfNetwork *network, WfProgress *progress, GError **error)
{
  const WfScope query = { self->nodes, (guint) self->n_nodes };

  for (guint w = 0; w < 2; w++)
    {
      g_auto (WfWorld) world = { 0 };

      self->worlds[w].probabilities = g_new (double, self->n_entries);
      if (!wf_world_pose (&world, network, self->question, w == 1, progress, error) ||
          !wf_world_infer_joint (&world, &query, NULL, self->worlds[w].probabilities, progress, error))
        return FALSE;
    }
  return TRUE;
}

/* What is observed, then what is asked about: the moments keep a column of covariances with each. */
static guint *
list_columns (WfJoint *self, double **values, gsize *n_observed)
{
  gsize n_all = wf_graph_get_n_nodes (wf_model_get_graph (self->question->model));
  guint *list = g_new (guint, n_all + self->n_nodes + 1);

  *values = g_new (double, n_all + 1);
  *n_observed = 0;
  for (guint i = 0; i < n_all; i++)
    if (self->question->conditions[i].is_observed)
      {
        (*values)[*n_observed] = self->question->conditions[i].evidence;
        list[(*n_observed)++] = i;
      }
  for (gsize k = 0; k < self->n_nodes; k++)
    list[*n_observed + k] = self->nodes[k];
  return list;
}

gboolean
wf_joint_infer_gaussian (WfJoint *self, const WfLinearBase *base, WfProgress *progress, GError **error)
{
  WfGraph *graph = wf_model_get_graph (self->question->model);
  gsize n_all = wf_graph_get_n_nodes (graph), n = self->n_nodes, n_observed;
  g_autofree double *values = NULL;
  g_autofree guint *list = list_columns (self, &values, &n_observed);
  g_auto (WfLinearWorld) world = { 0 };

  wf_linear_world_act (&world, base, self->question);
  for (guint w = 0; w < 2; w++)
    {
      g_auto (WfMoments) moments = { 0 };
      WfJointWorld *out = &self->worlds[w];

      if (!wf_moments_compute (&moments, w == 0 ? &base->world : &world, list, n_observed + n, progress,
                               error) ||
          !wf_moments_condition (&moments, n_all, graph, list, values, n_observed, n_observed + n, error))
        return FALSE;
      out->means = g_new (double, n);
      out->covariances = g_new (double, n *n);
      for (gsize k = 0; k < n; k++)
        {
          out->means[k] = moments.means[self->nodes[k]];
          for (gsize l = 0; l < n; l++)
            out->covariances[k * n + l] =
                k == l ? moments.variances[self->nodes[k]]
                       : moments.covariances[(n_observed + k) * n_all + self->nodes[l]];
        }
    }
  return TRUE;
}

static double
get_weight (const WfSampledWorld *world, gsize draw)
{
  return world->weights != NULL ? world->weights[draw] : 1.0 / (double) world->n;
}

/* Shares of the weights, and the standard error of each: sqrt (sum w² (1{entry} - p)²), weights of sum 1. */
static void
count (WfJoint *self, const WfSampledWorld *world, WfJointWorld *out)
{
  g_autofree double *squares = g_new0 (double, self->n_entries);
  double all_squares = 0.0;

  out->probabilities = g_new0 (double, self->n_entries);
  out->errors = g_new0 (double, self->n_entries);
  for (gsize d = 0; d < world->n; d++)
    {
      double weight = get_weight (world, d);
      gsize entry = 0;

      for (gsize k = 0; k < self->n_nodes; k++)
        entry = entry * wf_joint_get_n_levels (self, k) + (gsize) world->columns[self->nodes[k]][d];
      out->probabilities[entry] += weight;
      squares[entry] += weight * weight;
      all_squares += weight * weight;
    }
  for (gsize i = 0; i < self->n_entries; i++)
    {
      double p = out->probabilities[i];

      out->errors[i] = sqrt ((1.0 - p) * (1.0 - p) * squares[i] + p * p * (all_squares - squares[i]));
    }
}

/* Weighted means, covariances and the means' standard errors. */
static void
average (WfJoint *self, const WfSampledWorld *world, WfJointWorld *out)
{
  gsize n = self->n_nodes;
  double squares = 0.0;

  out->means = g_new0 (double, n);
  out->covariances = g_new0 (double, n *n);
  out->errors = g_new0 (double, n);
  /* from the first draw on, so that rounding doesn't spread what is set */
  for (gsize d = 0; d < world->n; d++)
    {
      double weight = get_weight (world, d);

      squares += weight * weight;
      for (gsize k = 0; k < n; k++)
        out->means[k] += weight * (world->columns[self->nodes[k]][d] - world->columns[self->nodes[k]][0]);
    }
  for (gsize k = 0; k < n; k++)
    out->means[k] += world->columns[self->nodes[k]][0];
  for (gsize d = 0; d < world->n; d++)
    {
      double weight = get_weight (world, d);

      for (gsize k = 0; k < n; k++)
        {
          double apart = world->columns[self->nodes[k]][d] - out->means[k];

          out->errors[k] += weight * weight * apart * apart;
          for (gsize l = 0; l <= k; l++)
            out->covariances[k * n + l] +=
                weight * apart * (world->columns[self->nodes[l]][d] - out->means[l]);
        }
    }
  for (gsize k = 0; k < n; k++)
    {
      out->errors[k] = sqrt (out->errors[k]);
      for (gsize l = 0; l <= k; l++)
        {
          out->covariances[k * n + l] /= 1.0 - squares;
          out->covariances[l * n + k] = out->covariances[k * n + l];
        }
    }
}

gboolean
wf_joint_infer_sampling (
    WfJoint *self, WfSimulation *simulation, gsize n_draws, WfProgress *progress, GError **error)
{
  gsize n = n_draws > 0 ? n_draws : (gsize) wf_params_get_integer (simulation->params, "draws");

  self->n_draws = n;
  self->n_effective = (double) n;
  for (guint w = 0; w < 2; w++)
    {
      g_autoptr (WfSampledWorld) world =
          wf_sampled_world_new (simulation, self->question, w == 1, n, progress, error);

      if (world == NULL)
        return FALSE;
      self->n_effective = MIN (self->n_effective, world->n_effective);
      if (self->kind == WF_COLUMN_DISCRETE)
        count (self, world, &self->worlds[w]);
      else
        average (self, world, &self->worlds[w]);
    }
  return TRUE;
}
