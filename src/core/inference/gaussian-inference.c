/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* x = a + B x + e, e ~ N(0, diag s^2). With T = (I - B)^-1 the total effects, mean = T a and cov = T
 * diag(s^2) T'. T is never stored: each noise source is pushed through the graph in topological order, and
 * only the variances and the covariances with the observed nodes are kept. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/inference/effect-private.h"
#include "core/inference/gaussian-rows-private.h"

#define TOLERANCE 1e-9 /* of the standard deviation: what counts as changed, or as equal to a constant */

typedef struct
{
  double *mean;       /* n_nodes */
  double *variance;   /* n_nodes */
  double *covariance; /* n_nodes x n_observed, column-major: with each observed node */
} Moments;

static void
moments_clear (Moments *self)
{
  g_free (self->mean);
  g_free (self->variance);
  g_free (self->covariance);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moments, moments_clear)

/* a, s and the factor on the coefficients of a node, with or without its intervention */
static void
get_mechanism (WfEffect *effect, guint node, gboolean is_after, double *intercept, double *gain, double *sd)
{
  const WfCondition *condition = &effect->conditions[node];

  *intercept = wf_model_get_intercept (effect->model, node);
  *sd = wf_model_get_residual_sd (effect->model, node);
  *gain = 1.0;
  if (!is_after || condition->intervention == NULL)
    return;
  switch (wf_intervention_get_kind (condition->intervention))
    {
      case WF_INTERVENTION_SHIFT:
        *intercept += condition->value;
        break;
      case WF_INTERVENTION_SCALE:
        *intercept *= condition->value;
        *gain = condition->value;
        *sd *= fabs (condition->value);
        break;
      case WF_INTERVENTION_SET:
      default:
        *intercept = condition->value;
        *gain = 0.0;
        *sd = 0.0;
        break;
    }
}

static double
sum_of_parents (const WfLinearSystem *system, guint node, const double *values)
{
  gsize n_parents;
  const double *coefficients = wf_model_get_coefficients (system->model, node, &n_parents);
  double sum = 0.0;

  for (gsize k = 0; k < n_parents; k++)
    sum += coefficients[k] * values[system->parents[node][k]];
  return sum;
}

/* One noise source of variance s2 at the node in a place of the order: adds its share to every moment
 * downstream. */
static void
add_source (const WfLinearSystem *system,
            const double *gain,
            gsize place,
            double s2,
            const guint *observed,
            gsize n_observed,
            double *effect,
            Moments *moments)
{
  for (gsize i = 0; i < place; i++)
    effect[system->order[i]] = 0.0;
  for (gsize i = place; i < system->n_nodes; i++)
    {
      guint node = system->order[i];

      effect[node] = i == place ? 1.0 : gain[node] * sum_of_parents (system, node, effect);
      moments->variance[node] += s2 * effect[node] * effect[node];
    }
  for (gsize e = 0; e < n_observed; e++)
    if (effect[observed[e]] != 0.0)
      for (gsize i = 0; i < system->n_nodes; i++)
        moments->covariance[e * system->n_nodes + i] += s2 * effect[i] * effect[observed[e]];
}

static gboolean
compute_moments (WfEffect *self,
                 const WfLinearSystem *system,
                 gboolean is_after,
                 const guint *observed,
                 gsize n_observed,
                 Moments *moments,
                 WfProgress *progress,
                 GError **error)
{
  gsize n_nodes = system->n_nodes;
  g_autofree double *gain = g_new0 (double, n_nodes);
  g_autofree double *sd = g_new0 (double, n_nodes);
  g_autofree double *effect = g_new0 (double, n_nodes);

  moments->mean = g_new0 (double, n_nodes);
  moments->variance = g_new0 (double, n_nodes);
  moments->covariance = g_new0 (double, n_nodes *n_observed + 1);
  for (gsize i = 0; i < n_nodes; i++)
    {
      guint node = system->order[i];
      double intercept;

      get_mechanism (self, node, is_after, &intercept, &gain[node], &sd[node]);
      moments->mean[node] = intercept + gain[node] * sum_of_parents (system, node, moments->mean);
    }
  for (gsize i = 0; i < n_nodes; i++)
    {
      double s = sd[system->order[i]];

      if (!wf_progress_check (progress, error))
        return FALSE;
      if (s > 0.0)
        add_source (system, gain, i, s * s, observed, n_observed, effect, moments);
    }
  return TRUE;
}

/* Conditions the moments on x_j = value, j being the observed node number e: the conditional normal
 * distribution one observation at a time (Anderson 2003, An Introduction to Multivariate Statistical
 * Analysis, theorem 2.5.1). */
static gboolean
condition_on (const WfLinearSystem *system,
              const guint *observed,
              gsize n_observed,
              gsize e,
              double value,
              double variance_before,
              Moments *moments,
              GError **error)
{
  gsize n = system->n_nodes;
  guint node = observed[e];
  g_autofree double *column = g_memdup2 (moments->covariance + e * n, n * sizeof (double));
  double variance = column[node];
  double surprise = value - moments->mean[node];
  double scale = fmax (sqrt (fmax (variance_before, 0.0)), fabs (value));

  if (variance <= TOLERANCE * variance_before || variance <= 0.0)
    {
      if (fabs (surprise) <= sqrt (TOLERANCE) * scale)
        return TRUE;
      g_set_error (
          error, WF_ERROR, WF_ERROR_NO_SUPPORT,
          _ ("%s can't be observed at that value: what is set and the other observations fix it at another"),
          wf_graph_get_name (wf_model_get_graph (system->model), node));
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    {
      double gain = column[i] / variance;

      moments->mean[i] += gain * surprise;
      moments->variance[i] = fmax (0.0, moments->variance[i] - gain * column[i]);
      for (gsize l = 0; l < n_observed; l++)
        moments->covariance[l * n + i] -= gain * column[observed[l]];
    }
  moments->mean[node] = value;
  moments->variance[node] = 0.0;
  return TRUE;
}

static gboolean
compute_posterior (WfEffect *self,
                   const WfLinearSystem *system,
                   gboolean is_after,
                   const guint *observed,
                   gsize n_observed,
                   Moments *moments,
                   WfProgress *progress,
                   GError **error)
{
  g_autofree double *variances = g_new (double, n_observed + 1);

  if (!compute_moments (self, system, is_after, observed, n_observed, moments, progress, error))
    return FALSE;
  for (gsize e = 0; e < n_observed; e++)
    variances[e] = moments->variance[observed[e]];
  for (gsize e = 0; e < n_observed; e++)
    if (!condition_on (system, observed, n_observed, e, self->conditions[observed[e]].evidence, variances[e],
                       moments, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_finite (const WfLinearSystem *system, const Moments *moments, GError **error)
{
  for (guint i = 0; i < system->n_nodes; i++)
    if (!isfinite (moments->mean[i]) || !isfinite (moments->variance[i]))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("The value of %s would be too large to compute; take a smaller intervention"),
                     wf_graph_get_name (wf_model_get_graph (system->model), i));
        return FALSE;
      }
  return TRUE;
}

static gboolean
differs (const Moments *before, const Moments *after, guint node)
{
  double sd = sqrt (before->variance[node]);
  double scale = TOLERANCE * (sd > 0.0 ? sd : fmax (fabs (before->mean[node]), G_MINDOUBLE));

  return fabs (after->mean[node] - before->mean[node]) > scale ||
         fabs (sqrt (after->variance[node]) - sd) > scale;
}

/* The axis of the observed distribution lies within the range: only a value beyond it needs the range itself.
 */
static gboolean
is_outside (WfModel *model, guint node, double value)
{
  WfMarginal *observed = wf_model_get_observed (model, node);
  double low, high;

  if (value >= wf_marginal_get_low (observed) && value <= wf_marginal_get_high (observed))
    return FALSE;
  wf_effect_find_range (model, node, &low, &high);
  return value < low || value > high;
}

/* Names of the variables whose mean left the range of the table, in one warning. */
static void
warn_of_means (WfEffect *self, const WfLinearSystem *system, const Moments *after)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < system->n_nodes; i++)
    {
      gboolean is_moved = self->is_affected[i] || self->conditions[i].intervention != NULL;

      if (is_moved && !wf_effect_is_fixed (self, i) && is_outside (self->model, i, after->mean[i]))
        g_string_append_printf (names, names->len == 0 ? "%s" : ", %s",
                                wf_graph_get_name (wf_model_get_graph (self->model), i));
    }
  if (names->len > 0)
    wf_effect_warn (self, _ ("The mean ends outside the observed range of %s: extrapolation"), names->str);
}

static guint *
list_observed (WfEffect *self, gsize n_nodes, gsize *n_observed)
{
  guint *observed = g_new (guint, n_nodes + 1);

  *n_observed = 0;
  for (guint i = 0; i < n_nodes; i++)
    if (self->conditions[i].is_observed)
      observed[(*n_observed)++] = i;
  return observed;
}

/* Fills the marginals and the affected flags. */
gboolean
wf_effect_infer_gaussian (WfEffect *self, WfProgress *progress, GError **error)
{
  g_auto (WfLinearSystem) system = { 0 };
  g_auto (Moments) before = { 0 };
  g_auto (Moments) after = { 0 };
  g_autofree guint *observed = NULL;
  g_autofree gboolean *is_downstream = wf_effect_list_downstream (self);
  gsize n_observed;

  wf_linear_system_init (&system, self->model);
  observed = list_observed (self, system.n_nodes, &n_observed);
  if (!compute_posterior (self, &system, FALSE, observed, n_observed, &before, progress, error) ||
      !compute_posterior (self, &system, TRUE, observed, n_observed, &after, progress, error) ||
      !check_finite (&system, &after, error))
    return FALSE;

  for (guint i = 0; i < system.n_nodes; i++)
    self->is_affected[i] = (n_observed > 0 || is_downstream[i]) && self->conditions[i].intervention == NULL &&
                           differs (&before, &after, i);
  warn_of_means (self, &system, &after);
  for (guint i = 0; i < system.n_nodes; i++)
    {
      before.variance[i] = sqrt (before.variance[i]);
      after.variance[i] = sqrt (after.variance[i]);
    }
  return wf_effect_fill_marginals (self, &system, before.mean, before.variance, after.mean, after.variance,
                                   progress, error);
}
