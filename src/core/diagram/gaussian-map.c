/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The category Gauss (Fritz 2020, “A synthetic approach to Markov kernels”, section 6). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/diagram/gaussian-map.h"

G_DEFINE_BOXED_TYPE (WfGaussianMap, wf_gaussian_map, wf_gaussian_map_ref, wf_gaussian_map_unref)

struct _WfGaussianMap
{
  gsize n_inputs, n_outputs;
  double *coefficients, *offset, *covariance;
};

static void
map_clear (gpointer data)
{
  WfGaussianMap *self = data;

  g_free (self->coefficients);
  g_free (self->offset);
  g_free (self->covariance);
}

/* all 0 */
static WfGaussianMap *
map_new (gsize n_inputs, gsize n_outputs)
{
  WfGaussianMap *self = g_atomic_rc_box_new0 (WfGaussianMap);

  self->n_inputs = n_inputs;
  self->n_outputs = n_outputs;
  self->coefficients = g_new0 (double, n_outputs *n_inputs + 1);
  self->offset = g_new0 (double, n_outputs + 1);
  self->covariance = g_new0 (double, n_outputs *n_outputs + 1);
  return self;
}

/* positive semidefinite up to rounding: what each variable adds to the ones before it, by elimination */
static gboolean
is_covariance (const double *covariance, gsize n)
{
  g_autofree double *rest = g_memdup2 (covariance, (n * n + 1) * sizeof (double));
  double tolerance = 0;

  for (gsize i = 0; i < n; i++)
    tolerance = MAX (tolerance, WF_GAUSSIAN_MAP_TOLERANCE * covariance[i * n + i]);
  for (gsize j = 0; j < n; j++)
    {
      double pivot = rest[j * n + j];

      if (pivot < -tolerance)
        return FALSE;
      for (gsize i = j + 1; i < n; i++)
        if (fabs (rest[j * n + i]) >
            sqrt (MAX (pivot, tolerance) * MAX (rest[i * n + i], tolerance)) * (1 + 1e-9))
          return FALSE;
      for (gsize k = j + 1; k < n && pivot > tolerance; k++)
        for (gsize i = k; i < n; i++)
          rest[k * n + i] -= rest[j * n + i] * rest[j * n + k] / pivot;
    }
  return TRUE;
}

static gboolean
check (const WfGaussianMap *self, GError **error)
{
  gboolean is_finite = TRUE;

  for (gsize i = 0; i < self->n_outputs * self->n_inputs; i++)
    is_finite = is_finite && isfinite (self->coefficients[i]);
  for (gsize i = 0; i < self->n_outputs; i++)
    is_finite = is_finite && isfinite (self->offset[i]);
  for (gsize i = 0; i < self->n_outputs * self->n_outputs; i++)
    is_finite = is_finite && isfinite (self->covariance[i]);
  if (is_finite && is_covariance (self->covariance, self->n_outputs))
    return TRUE;
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       is_finite
                           ? _ ("The noise of a linear map has no covariance matrix: it must be positive "
                                "semidefinite; correct its variances and covariances")
                           : _ ("A linear map has a number that isn’t finite; correct it"));
  return FALSE;
}

/**
 * wf_gaussian_map_new:
 * @n_inputs: number of inputs
 * @n_outputs: number of outputs
 * @coefficients: (nullable): A, n_outputs x n_inputs, column-major; %NULL = 0
 * @offset: (nullable): b, n_outputs; %NULL = 0
 * @covariance: (nullable): S, n_outputs x n_outputs, lower triangle; %NULL = no noise
 * @error: return location for an error
 *
 * Returns: (transfer full): the map, or %NULL with #WF_ERROR_DATA
 */
WfGaussianMap *
wf_gaussian_map_new (gsize n_inputs,
                     gsize n_outputs,
                     const double *coefficients,
                     const double *offset,
                     const double *covariance,
                     GError **error)
{
  g_autoptr (WfGaussianMap) self = map_new (n_inputs, n_outputs);

  for (gsize i = 0; i < n_outputs * n_inputs && coefficients != NULL; i++)
    self->coefficients[i] = coefficients[i];
  for (gsize i = 0; i < n_outputs && offset != NULL; i++)
    self->offset[i] = offset[i];
  for (gsize i = 0; i < n_outputs * n_outputs && covariance != NULL; i++)
    self->covariance[i] = covariance[i];
  wf_linalg_symmetrise (self->covariance, n_outputs);
  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

WfGaussianMap *
wf_gaussian_map_new_identity (gsize n)
{
  WfGaussianMap *self = map_new (n, n);

  for (gsize i = 0; i < n; i++)
    self->coefficients[i * n + i] = 1;
  return self;
}

WfGaussianMap *
wf_gaussian_map_new_copy (gsize n)
{
  WfGaussianMap *self = map_new (n, 2 * n);

  for (gsize i = 0; i < n; i++)
    self->coefficients[i * 2 * n + i] = self->coefficients[i * 2 * n + n + i] = 1;
  return self;
}

WfGaussianMap *
wf_gaussian_map_new_discard (gsize n)
{
  return map_new (n, 0);
}

WfGaussianMap *
wf_gaussian_map_ref (WfGaussianMap *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_gaussian_map_unref (WfGaussianMap *self)
{
  g_atomic_rc_box_release_full (self, map_clear);
}

gsize
wf_gaussian_map_get_n_inputs (WfGaussianMap *self)
{
  return self->n_inputs;
}

gsize
wf_gaussian_map_get_n_outputs (WfGaussianMap *self)
{
  return self->n_outputs;
}

/**
 * wf_gaussian_map_get_coefficients:
 * @self: the map
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none): A, a row an output, column-major
 */
const double *
wf_gaussian_map_get_coefficients (WfGaussianMap *self, gsize *n)
{
  *n = self->n_outputs * self->n_inputs;
  return self->coefficients;
}

/**
 * wf_gaussian_map_get_offset:
 * @self: the map
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none): b
 */
const double *
wf_gaussian_map_get_offset (WfGaussianMap *self, gsize *n)
{
  *n = self->n_outputs;
  return self->offset;
}

/**
 * wf_gaussian_map_get_covariance:
 * @self: the map
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none): S, both triangles
 */
const double *
wf_gaussian_map_get_covariance (WfGaussianMap *self, gsize *n)
{
  *n = self->n_outputs * self->n_outputs;
  return self->covariance;
}

/**
 * wf_gaussian_map_compose:
 * @first: a map
 * @second: a map of as many inputs as @first has outputs
 * @error: return location for an error
 *
 * Cost: two products of matrices.
 *
 * Returns: (transfer full): @first and then @second, or %NULL with #WF_ERROR_DATA
 */
WfGaussianMap *
wf_gaussian_map_compose (WfGaussianMap *first, WfGaussianMap *second, GError **error)
{
  gsize middle = first->n_outputs, n = second->n_outputs;
  WfGaussianMap *self;
  g_autofree double *half = NULL;

  if (middle != second->n_inputs)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("The first map has %u outputs and the second %u inputs; let the rest pass by, or discard it"),
          (guint) middle, (guint) second->n_inputs);
      return NULL;
    }
  self = map_new (first->n_inputs, n);
  half = g_new0 (double, n *middle + 1);
  for (gsize j = 0; j < self->n_inputs; j++)
    for (gsize k = 0; k < middle; k++)
      for (gsize i = 0; i < n; i++)
        self->coefficients[j * n + i] +=
            second->coefficients[k * n + i] * first->coefficients[j * middle + k];
  for (gsize i = 0; i < n; i++)
    self->offset[i] = second->offset[i];
  for (gsize i = 0; i < n * n; i++)
    self->covariance[i] = second->covariance[i];
  for (gsize k = 0; k < middle; k++)
    for (gsize i = 0; i < n; i++)
      {
        self->offset[i] += second->coefficients[k * n + i] * first->offset[k];
        for (gsize l = 0; l < middle; l++)
          half[l * n + i] += second->coefficients[k * n + i] * first->covariance[l * middle + k];
      }
  for (gsize l = 0; l < middle; l++)
    for (gsize j = 0; j < n; j++)
      for (gsize i = j; i < n; i++)
        self->covariance[j * n + i] += half[l * n + i] * second->coefficients[l * n + j];
  wf_linalg_symmetrise (self->covariance, n);
  return self;
}

/* puts a map in the corner of one that is large enough */
static void
put (WfGaussianMap *self, const WfGaussianMap *part, gsize input, gsize output)
{
  for (gsize i = 0; i < part->n_outputs; i++)
    {
      self->offset[output + i] = part->offset[i];
      for (gsize j = 0; j < part->n_inputs; j++)
        self->coefficients[(input + j) * self->n_outputs + output + i] =
            part->coefficients[j * part->n_outputs + i];
      for (gsize j = 0; j < part->n_outputs; j++)
        self->covariance[(output + j) * self->n_outputs + output + i] =
            part->covariance[j * part->n_outputs + i];
    }
}

WfGaussianMap *
wf_gaussian_map_juxtapose (WfGaussianMap *left, WfGaussianMap *right)
{
  WfGaussianMap *self = map_new (left->n_inputs + right->n_inputs, left->n_outputs + right->n_outputs);

  put (self, left, 0, 0);
  put (self, right, left->n_inputs, left->n_outputs);
  return self;
}
