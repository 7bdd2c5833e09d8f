/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Comb disintegration of a normal distribution. With a = (x, z), g: b = G a + noise and
 * c = t_a a + t_b b + noise, the comb gives a from its own distribution, takes b and gives c, so that
 *   c | do x = t_b G_x x + (t_x x' + (t_z + t_b G_z) z + constants + noise), (x', z) as observed:
 * the slope is that of the front door, the product of the two regressions (Pearl 2009, 3.3.2), and what is
 * summed out in the discrete case adds its variance here. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/diagram/comb-way-private.h"
#include "core/diagram/linear-comb.h"
#include "core/table/prepare.h"

#define ROUNDING 1e-14 /* a standard deviation of this share of the mean is none */

G_DEFINE_BOXED_TYPE (WfLinearComb, wf_linear_comb, wf_linear_comb_ref, wf_linear_comb_unref)

struct _WfLinearComb
{
  WfBridge *bridge;
  WfDiagram *joint;     /* over treatment, context, bridge, outcome */
  gsize n, n_a, n_b;    /* variables; treatment and context; bridge */
  double *means, *sds;  /* n */
  double *correlations; /* n x n */
  WfGaussianMap *observed, *effect;
  WfGaussianMap *channel, *comb; /* nullable */
  double reconstruction_error;
};

static void
comb_clear (gpointer data)
{
  WfLinearComb *self = data;

  g_clear_pointer (&self->bridge, wf_bridge_unref);
  g_clear_pointer (&self->joint, wf_diagram_unref);
  g_free (self->means);
  g_free (self->sds);
  g_free (self->correlations);
  g_clear_pointer (&self->observed, wf_gaussian_map_unref);
  g_clear_pointer (&self->effect, wf_gaussian_map_unref);
  g_clear_pointer (&self->channel, wf_gaussian_map_unref);
  g_clear_pointer (&self->comb, wf_gaussian_map_unref);
}

WfLinearComb *
wf_linear_comb_ref (WfLinearComb *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_linear_comb_unref (WfLinearComb *self)
{
  g_atomic_rc_box_release_full (self, comb_clear);
}

WfBridge *
wf_linear_comb_get_bridge (WfLinearComb *self)
{
  return self->bridge;
}

WfDiagram *
wf_linear_comb_get_joint (WfLinearComb *self)
{
  return self->joint;
}

double
wf_linear_comb_get_mean (WfLinearComb *self)
{
  return self->means[0];
}

double
wf_linear_comb_get_sd (WfLinearComb *self)
{
  return self->sds[0];
}

/**
 * wf_linear_comb_get_observed:
 * @self: the answer
 *
 * Returns: (transfer none): outcome | treatment as seen, a map of one input and one output
 */
WfGaussianMap *
wf_linear_comb_get_observed (WfLinearComb *self)
{
  return self->observed;
}

/**
 * wf_linear_comb_get_effect:
 * @self: the answer
 *
 * Returns: (transfer none) (nullable): outcome | do(treatment)
 */
WfGaussianMap *
wf_linear_comb_get_effect (WfLinearComb *self)
{
  return self->effect;
}

WfGaussianMap *
wf_linear_comb_get_channel (WfLinearComb *self)
{
  return self->channel;
}

WfGaussianMap *
wf_linear_comb_get_comb (WfLinearComb *self)
{
  return self->comb;
}

double
wf_linear_comb_get_reconstruction_error (WfLinearComb *self)
{
  return self->reconstruction_error;
}

/* of variables, or of one with itself */
static double
get_covariance (const WfLinearComb *self, gsize i, gsize j)
{
  return self->correlations[i * self->n + j] * self->sds[i] * self->sds[j];
}

static const char *
get_name (const WfLinearComb *self, gsize i)
{
  gsize n;
  const guint *outputs = wf_diagram_get_outputs (self->joint, &n);

  return wf_diagram_get_object_name (self->joint, wf_diagram_get_wire_object (self->joint, outputs[i]));
}

/* "A, B": the first k variables */
static char *
join_names (const WfLinearComb *self, gsize k)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (gsize i = 0; i < k; i++)
    g_strv_builder_add (names, get_name (self, i));
  list = g_strv_builder_end (names);
  return g_strjoinv (", ", list);
}

/* whether each of the first k variables varies when those before it are held */
static gboolean
check_support (const WfLinearComb *self, gsize k, GError **error)
{
  g_autofree double *root = g_new (double, k *k + 1);
  gsize pivot = k;
  gboolean is_definite;
  g_autofree char *before = NULL;

  for (gsize j = 0; j < k; j++)
    for (gsize i = 0; i < k; i++)
      root[j * k + i] = self->correlations[j * self->n + i];
  is_definite = wf_linalg_cholesky (root, k, &pivot);
  for (gsize i = 0; is_definite && i < k; i++)
    if (root[i * k + i] * root[i * k + i] <= WF_CORRELATION_TOLERANCE)
      {
        is_definite = FALSE;
        pivot = i;
      }
  if (is_definite)
    return TRUE;
  before = join_names (self, pivot);
  g_set_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT,
               _ ("No full support: %s determines %s exactly, so the two never vary apart; leave one out of "
                  "the graph, or get data in which they do"),
               before, get_name (self, pivot));
  return FALSE;
}

/* the regression of some variables on the first k: targets given the others, as a map k -> n_targets */
static WfGaussianMap *
regress (const WfLinearComb *self, gsize k, const gsize *targets, gsize n_targets, GError **error)
{
  g_autofree double *a = g_new (double, k *k + 1), *b = g_new (double, k *n_targets + 1);
  g_autofree double *coefficients = g_new (double, k *n_targets + 1), *offset = g_new (double, n_targets);
  g_autofree double *noise = g_new (double, n_targets *n_targets);

  for (gsize j = 0; j < k; j++)
    for (gsize i = 0; i < k; i++)
      a[j * k + i] = self->correlations[j * self->n + i];
  for (gsize t = 0; t < n_targets; t++)
    for (gsize i = 0; i < k; i++)
      b[t * k + i] = self->correlations[targets[t] * self->n + i];
  if (!wf_linalg_solve_spd (a, k, b, n_targets, NULL))
    g_return_val_if_reached (NULL); /* check_support() was asked */
  for (gsize t = 0; t < n_targets; t++)
    {
      offset[t] = self->means[targets[t]];
      for (gsize i = 0; i < k; i++)
        {
          double coefficient = b[t * k + i] * self->sds[targets[t]] / self->sds[i];

          coefficients[i * n_targets + t] = coefficient;
          offset[t] -= coefficient * self->means[i];
        }
      for (gsize u = 0; u < n_targets; u++)
        {
          double rest = self->correlations[targets[t] * self->n + targets[u]];

          for (gsize i = 0; i < k; i++)
            rest -= b[t * k + i] * self->correlations[targets[u] * self->n + i];
          if (t == u)
            rest = MAX (rest, 0);
          noise[t * n_targets + u] = rest * self->sds[targets[t]] * self->sds[targets[u]];
        }
    }
  return wf_gaussian_map_new (k, n_targets, coefficients, offset, noise, error);
}

static WfGaussianMap *
new_line (double slope, double offset, double variance, GError **error)
{
  variance = MAX (variance, 0);
  return wf_gaussian_map_new (1, 1, &slope, &offset, &variance, error);
}

/* f: the first n_a variables as they are distributed, and the outcome with them and the bridge */
static WfGaussianMap *
make_comb (const WfLinearComb *self, WfGaussianMap *outcome, GError **error)
{
  gsize n_out = self->n_a + 1, size;
  const double *theta = wf_gaussian_map_get_coefficients (outcome, &size);
  g_autofree double *coefficients = g_new0 (double, n_out * self->n_b + 1), *offset = g_new (double, n_out);
  g_autofree double *covariance = g_new0 (double, n_out *n_out);
  double variance = wf_gaussian_map_get_covariance (outcome, &size)[0];

  offset[self->n_a] = wf_gaussian_map_get_offset (outcome, &size)[0];
  for (gsize i = 0; i < self->n_b; i++)
    coefficients[i * n_out + self->n_a] = theta[self->n_a + i];
  for (gsize i = 0; i < self->n_a; i++)
    {
      double with_outcome = 0;

      offset[i] = self->means[i];
      offset[self->n_a] += theta[i] * self->means[i];
      for (gsize j = 0; j < self->n_a; j++)
        {
          covariance[i * n_out + j] = get_covariance (self, i, j);
          with_outcome += theta[j] * get_covariance (self, i, j);
        }
      covariance[i * n_out + self->n_a] = covariance[self->n_a * n_out + i] = with_outcome;
      variance += theta[i] * with_outcome;
    }
  covariance[self->n_a * n_out + self->n_a] = variance;
  return wf_gaussian_map_new (self->n_b, n_out, coefficients, offset, covariance, error);
}

/* (a) -> (a, b) -> (a, b, c) from the distribution of a: what must be the joint again */
static WfGaussianMap *
reconstruct (const WfLinearComb *self, WfGaussianMap *outcome, GError **error)
{
  g_autofree double *covariance = g_new (double, self->n_a * self->n_a);
  g_autoptr (WfGaussianMap) copy_a = wf_gaussian_map_new_copy (self->n_a);
  g_autoptr (WfGaussianMap) copy_ab = wf_gaussian_map_new_copy (self->n_a + self->n_b);
  g_autoptr (WfGaussianMap) keep_a = wf_gaussian_map_new_identity (self->n_a);
  g_autoptr (WfGaussianMap) keep_ab = wf_gaussian_map_new_identity (self->n_a + self->n_b);
  g_autoptr (WfGaussianMap) beside_g = wf_gaussian_map_juxtapose (keep_a, self->channel);
  g_autoptr (WfGaussianMap) beside_c = wf_gaussian_map_juxtapose (keep_ab, outcome);
  g_autoptr (WfGaussianMap) state = NULL, twice = NULL, ab = NULL, ab_twice = NULL;

  for (gsize i = 0; i < self->n_a; i++)
    for (gsize j = 0; j < self->n_a; j++)
      covariance[i * self->n_a + j] = get_covariance (self, i, j);
  state = wf_gaussian_map_new (0, self->n_a, NULL, self->means, covariance, error);
  twice = state != NULL ? wf_gaussian_map_compose (state, copy_a, error) : NULL;
  ab = twice != NULL ? wf_gaussian_map_compose (twice, beside_g, error) : NULL;
  ab_twice = ab != NULL ? wf_gaussian_map_compose (ab, copy_ab, error) : NULL;
  return ab_twice != NULL ? wf_gaussian_map_compose (ab_twice, beside_c, error) : NULL;
}

static gboolean
check_reconstruction (WfLinearComb *self, WfGaussianMap *outcome, GError **error)
{
  g_autoptr (WfGaussianMap) again = reconstruct (self, outcome, error);
  const double *offset, *covariance;
  gsize size;

  if (again == NULL)
    return FALSE;
  offset = wf_gaussian_map_get_offset (again, &size);
  covariance = wf_gaussian_map_get_covariance (again, &size);
  for (gsize i = 0; i < self->n; i++)
    {
      double error_of_mean = fabs (offset[i] - self->means[i]) / self->sds[i];

      self->reconstruction_error = MAX (self->reconstruction_error, error_of_mean);
      for (gsize j = 0; j < self->n; j++)
        {
          double correlation = covariance[i * self->n + j] / (self->sds[i] * self->sds[j]);

          self->reconstruction_error =
              MAX (self->reconstruction_error, fabs (correlation - self->correlations[i * self->n + j]));
        }
    }
  if (self->reconstruction_error <= WF_LINEAR_COMB_TOLERANCE)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The comb doesn’t give the observed joint back: it is off by %g"),
               self->reconstruction_error);
  return FALSE;
}

/* slope t_b G_x; the variance of what the comb makes of (x', z), of g's noise and of the outcome's */
static WfGaussianMap *
plug_bridge (const WfLinearComb *self, WfGaussianMap *outcome, GError **error)
{
  gsize size, n_a = self->n_a, n_b = self->n_b;
  const double *theta = wf_gaussian_map_get_coefficients (outcome, &size);
  const double *g = wf_gaussian_map_get_coefficients (self->channel, &size);
  const double *g_offset = wf_gaussian_map_get_offset (self->channel, &size);
  const double *g_noise = wf_gaussian_map_get_covariance (self->channel, &size);
  g_autofree double *weights = g_memdup2 (theta, n_a * sizeof (double));
  double slope = 0, offset = wf_gaussian_map_get_offset (outcome, &size)[0];
  double variance = wf_gaussian_map_get_covariance (outcome, &size)[0];

  for (gsize b = 0; b < n_b; b++)
    {
      slope += theta[n_a + b] * g[b];
      offset += theta[n_a + b] * g_offset[b];
      for (gsize z = 1; z < n_a; z++)
        weights[z] += theta[n_a + b] * g[z * n_b + b];
      for (gsize d = 0; d < n_b; d++)
        variance += theta[n_a + b] * theta[n_a + d] * g_noise[b * n_b + d];
    }
  for (gsize i = 0; i < n_a; i++)
    {
      offset += weights[i] * self->means[i];
      for (gsize j = 0; j < n_a; j++)
        variance += weights[i] * weights[j] * get_covariance (self, i, j);
    }
  return new_line (slope, offset, variance, error);
}

static gboolean
cross_bridge (WfLinearComb *self, GError **error)
{
  gsize k = self->n_a + self->n_b, last = self->n - 1;
  g_autofree gsize *bridge = g_new (gsize, self->n_b);
  g_autoptr (WfGaussianMap) outcome = NULL;

  for (gsize b = 0; b < self->n_b; b++)
    bridge[b] = self->n_a + b;
  if (!check_support (self, k, error))
    return FALSE;
  self->channel = regress (self, self->n_a, bridge, self->n_b, error);
  outcome = self->channel != NULL ? regress (self, k, &last, 1, error) : NULL;
  if (outcome == NULL)
    return FALSE;
  self->comb = make_comb (self, outcome, error);
  if (self->comb == NULL || !check_reconstruction (self, outcome, error))
    return FALSE;
  self->effect = plug_bridge (self, outcome, error);
  return self->effect != NULL;
}

/* c = t_x x + t_z z + noise, z as observed; without a bridge these are all variables */
static gboolean
adjust (WfLinearComb *self, GError **error)
{
  gsize last = self->n - 1, size;
  g_autoptr (WfGaussianMap) outcome = NULL;
  const double *theta;
  double offset, variance;

  if (!check_support (self, self->n_a, error))
    return FALSE;
  outcome = regress (self, self->n_a, &last, 1, error);
  if (outcome == NULL)
    return FALSE;
  theta = wf_gaussian_map_get_coefficients (outcome, &size);
  offset = wf_gaussian_map_get_offset (outcome, &size)[0];
  variance = wf_gaussian_map_get_covariance (outcome, &size)[0];
  for (gsize i = 1; i < self->n_a; i++)
    {
      offset += theta[i] * self->means[i];
      for (gsize j = 1; j < self->n_a; j++)
        variance += theta[i] * theta[j] * get_covariance (self, i, j);
    }
  self->effect = new_line (theta[0], offset, variance, error);
  return self->effect != NULL;
}

static gboolean
set_moments (WfLinearComb *self, WfDiagram *joint, WfProgress *progress, GError **error)
{
  g_auto (GStrv) names = wf_bridge_list_names (self->bridge);
  g_autoptr (WfGaussianMap) moments = NULL;
  const double *covariance;
  gsize size;

  self->n_a = 1 + g_strv_length ((GStrv) wf_bridge_get_context (self->bridge));
  self->n_b = g_strv_length ((GStrv) wf_bridge_get_nodes (self->bridge));
  self->n = self->n_a + self->n_b + 1;
  self->joint = wf_diagram_with_outputs (joint, (const char *const *) names, error);
  moments = self->joint != NULL ? wf_diagram_evaluate_gaussian (self->joint, progress, error) : NULL;
  if (moments == NULL)
    return FALSE;
  g_return_val_if_fail (wf_gaussian_map_get_n_inputs (moments) == 0, FALSE);
  covariance = wf_gaussian_map_get_covariance (moments, &size);
  self->means = g_memdup2 (wf_gaussian_map_get_offset (moments, &size), self->n * sizeof (double));
  self->sds = g_new (double, self->n);
  self->correlations = g_new (double, self->n * self->n);
  for (gsize i = 0; i < self->n; i++)
    {
      self->sds[i] = sqrt (covariance[i * self->n + i]);
      if (self->sds[i] > ROUNDING * fabs (self->means[i]))
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT,
                   _ ("No full support: %s never varies; leave it out of the graph, or get data in which it "
                      "does"),
                   get_name (self, i));
      return FALSE;
    }
  for (gsize i = 0; i < self->n; i++)
    for (gsize j = 0; j < self->n; j++)
      self->correlations[i * self->n + j] =
          i == j ? 1 : covariance[i * self->n + j] / (self->sds[i] * self->sds[j]);
  return TRUE;
}

static gboolean
answer (WfLinearComb *self, GError **error)
{
  gsize last = self->n - 1;

  self->observed = regress (self, 1, &last, 1, error);
  if (self->observed == NULL)
    return FALSE;
  switch (wf_bridge_get_kind (self->bridge))
    {
      case WF_BRIDGE_NONE:
        return TRUE;
      case WF_BRIDGE_COMB:
        return cross_bridge (self, error);
      case WF_BRIDGE_BACK_DOOR:
        return adjust (self, error);
      case WF_BRIDGE_NO_PATH:
        self->effect = new_line (0, self->means[last], self->sds[last] * self->sds[last], error);
        return self->effect != NULL;
      default:
        g_return_val_if_reached (FALSE);
    }
}

/**
 * wf_linear_comb_new:
 * @joint: a diagram of real objects that has one wire of each variable of the bridge, without inputs
 * @bridge: how it is to be computed
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Cost: the cube of the number of variables. Errors: #WF_ERROR_NO_SUPPORT: a variable that never varies or
 * that others determine; #WF_ERROR_DATA: f after g isn't the joint; those of wf_diagram_evaluate_gaussian().
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfLinearComb *
wf_linear_comb_new (WfDiagram *joint, WfBridge *bridge, WfProgress *progress, GError **error)
{
  g_autoptr (WfLinearComb) self = g_atomic_rc_box_new0 (WfLinearComb);

  self->bridge = wf_bridge_ref (bridge);
  if (!set_moments (self, joint, progress, error) || !answer (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * wf_linear_comb_evaluate_cut:
 * @diagram: a diagram of real objects with linear maps, after a cut of the treatment
 * @treatment: its input
 * @outcome: an object with one wire
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Returns: (transfer full): outcome | do(treatment) of the diagram, a map of one input and one output, or
 * %NULL with an error
 */
WfGaussianMap *
wf_linear_comb_evaluate_cut (
    WfDiagram *diagram, const char *treatment, const char *outcome, WfProgress *progress, GError **error)
{
  const char *outputs[] = { outcome, NULL };
  g_autoptr (WfDiagram) one = wf_diagram_with_outputs (diagram, outputs, error);
  gsize n;
  const guint *inputs;

  if (one == NULL)
    return NULL;
  inputs = wf_diagram_get_inputs (one, &n);
  if (n != 1 ||
      !g_str_equal (wf_diagram_get_object_name (one, wf_diagram_get_wire_object (one, inputs[0])), treatment))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("“%s” must be the one input of the diagram; cut it first, and plug values into others"),
                   treatment);
      return NULL;
    }
  return wf_diagram_evaluate_gaussian (one, progress, error);
}
