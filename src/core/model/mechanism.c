/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "core/model/mechanism-private.h"
#include "core/table/types.h"

#define SECONDS_A_DAY 86400.0

void
wf_mechanism_init (
    WfMechanism *self, const guint *parents, const gsize *parent_levels, gsize n_parents, gsize n_levels)
{
  memset (self, 0, sizeof *self);
  self->n_parents = n_parents;
  self->parents = g_memdup2 (parents, n_parents * sizeof (guint));
  self->parent_levels = g_memdup2 (parent_levels, n_parents * sizeof (gsize));
  self->n_levels = n_levels;
  self->r_squared = NAN;
  self->held_out = NAN;
  self->held_out_alone = NAN;
  self->noise_p_value = NAN;
  self->noise_share = NAN;
}

void
wf_mechanism_clear (WfMechanism *self)
{
  if (self->kind != NULL && self->kind->clear != NULL && self->state != NULL)
    self->kind->clear (self);
  g_clear_pointer (&self->parents, g_free);
  g_clear_pointer (&self->parent_levels, g_free);
  g_clear_pointer (&self->coefficients, g_free);
  g_clear_pointer (&self->cpt, g_free);
  g_clear_pointer (&self->weakness, g_free);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
}

void
wf_mechanism_warn (WfMechanism *self, const char *format, ...)
{
  va_list arguments;

  if (self->notices == NULL)
    self->notices = g_ptr_array_new_with_free_func (g_free);
  va_start (arguments, format);
  g_ptr_array_add (self->notices, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

char *
wf_mechanism_format_intercept (const WfMechanism *self, WfTable *table, guint node, double intercept)
{
  double unit =
      self->residual_sd < SECONDS_A_DAY ? 1 : SECONDS_A_DAY; /* the day where dates are days apart */

  if (!wf_table_is_calendar (table, node))
    return wf_format_number (intercept);
  for (gsize k = 0; k < self->n_parents; k++)
    if (wf_table_is_calendar (table, self->parents[k]))
      return wf_table_format_difference (table, node, intercept);
  return wf_table_format_value (table, node, unit * round (intercept / unit));
}

char *
wf_mechanism_format_slope (const WfMechanism *self, WfTable *table, guint node, gsize parent, double slope)
{
  return wf_table_is_calendar (table, self->parents[parent])
             ? wf_format_number (slope)
             : wf_table_format_difference (table, node, slope);
}

/**
 * wf_mechanism_get_kind: (skip)
 * @self: a mechanism
 *
 * Returns: (transfer none): its kind
 */
const WfMechanismKind *
wf_mechanism_get_kind (const WfMechanism *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->kind;
}

/**
 * wf_mechanism_get_n_parents: (skip)
 * @self: a mechanism
 *
 * Returns: how many columns of parents it takes
 */
gsize
wf_mechanism_get_n_parents (const WfMechanism *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_parents;
}

/**
 * wf_mechanism_get_n_levels: (skip)
 * @self: a mechanism
 *
 * Returns: levels of its node, 0 for a continuous one
 */
gsize
wf_mechanism_get_n_levels (const WfMechanism *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_levels;
}

/**
 * wf_mechanism_draw_noise: (skip)
 * @self: a mechanism
 * @rng: a stream of random numbers
 * @n: how many
 * @noise: (out caller-allocates) (array length=n): independent draws of the noise: of a continuous node in
 * its units, with mean 0 (without parents and of kind "empirical": the value itself); of a discrete node
 * uniform over [0, 1)
 */
void
wf_mechanism_draw_noise (const WfMechanism *self, WfRng *rng, gsize n, double *noise)
{
  g_return_if_fail (self != NULL);
  self->kind->draw_noise (self, rng, n, noise);
}

/**
 * wf_mechanism_evaluate: (skip)
 * @self: a mechanism
 * @parents: (nullable): a column of @n numbers a parent; %NULL without parents
 * @noise: (array length=n): as wf_mechanism_draw_noise() or wf_mechanism_abduct() gives it
 * @n: rows
 * @out: (out caller-allocates) (array length=n): f(parents, noise), NaN where a number it needs is missing
 *
 * Cost: O(n (parents + levels)).
 */
void
wf_mechanism_evaluate (
    const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out)
{
  g_return_if_fail (self != NULL);
  self->kind->evaluate (self, parents, noise, n, out);
}

/**
 * wf_mechanism_predict: (skip)
 * @self: the mechanism of a continuous node
 * @parents: (nullable): a column of @n numbers a parent
 * @n: rows
 * @out: (out caller-allocates) (array length=n): E[value | parents]
 */
void
wf_mechanism_predict (const WfMechanism *self, const double *const *parents, gsize n, double *out)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->kind->predict != NULL && self->n_levels == 0);
  self->kind->predict (self, parents, n, out);
}

/**
 * wf_mechanism_abduct: (skip)
 * @self: a mechanism
 * @parents: (nullable): a column of @n numbers a parent
 * @values: (array length=n): what the node was
 * @rng: a stream of random numbers; only discrete nodes take from it, one number a row
 * @n: rows
 * @noise: (out caller-allocates) (array length=n): noise with which wf_mechanism_evaluate() gives the values.
 * Of a continuous node it is the only one; of a discrete node one out of the interval of its level,
 * uniformly: its distribution given what was seen. NaN where no noise gives the value.
 */
void
wf_mechanism_abduct (const WfMechanism *self,
                     const double *const *parents,
                     const double *values,
                     WfRng *rng,
                     gsize n,
                     double *noise)
{
  g_return_if_fail (self != NULL);
  self->kind->abduct (self, parents, values, rng, n, noise);
}

/**
 * wf_mechanism_log_density: (skip)
 * @self: a mechanism
 * @parents: (nullable): a column of @n numbers a parent
 * @values: (array length=n): of the node
 * @n: rows
 * @out: (out caller-allocates) (array length=n): log p(value | parents), in nats: of a discrete node the log
 * of its probability, of a continuous one the log of its density a unit. Without any noise (a constant, or an
 * exact fit) 0 at the value and -infinity elsewhere.
 */
void
wf_mechanism_log_density (
    const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out)
{
  g_return_if_fail (self != NULL);
  self->kind->log_density (self, parents, values, n, out);
}

/**
 * wf_mechanism_get_probabilities: (skip)
 * @self: the mechanism of a discrete node
 * @parents: (nullable): a column of @n numbers a parent
 * @n: rows
 * @out: (out caller-allocates): P(level | parents), @n x levels, the levels fastest
 */
void
wf_mechanism_get_probabilities (const WfMechanism *self, const double *const *parents, gsize n, double *out)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->kind->get_probabilities != NULL && self->n_levels > 0);
  self->kind->get_probabilities (self, parents, n, out);
}
