/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/table/marginal-private.h"

const double wf_quantile_levels[WF_N_QUANTILES] = { 0.05, 0.25, 0.5, 0.75, 0.95 };

G_DEFINE_BOXED_TYPE (WfMarginal, wf_marginal, wf_marginal_ref, wf_marginal_unref)

/**
 * wf_marginal_ref:
 * @self: a marginal
 *
 * Returns: (transfer full): @self
 */
WfMarginal *
wf_marginal_ref (WfMarginal *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_marginal_clear (WfMarginal *self)
{
  g_free (self->name);
  g_strfreev (self->levels);
  g_free (self->probabilities);
  g_clear_pointer (&self->shape, wf_marginal_unref);
  if (self->free_data != NULL)
    self->free_data (self->data);
}

/**
 * wf_marginal_unref:
 * @self: (transfer full): a marginal
 */
void
wf_marginal_unref (WfMarginal *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_marginal_clear);
}

WfMarginal *
wf_marginal_new_continuous (const char *name, double low, double high)
{
  WfMarginal *self = g_atomic_rc_box_new0 (WfMarginal);

  self->name = g_strdup (name);
  self->kind = WF_COLUMN_CONTINUOUS;
  self->mean = self->sd = NAN;
  self->low = low;
  self->high = high;
  for (gsize i = 0; i < WF_N_QUANTILES; i++)
    self->quantiles[i] = NAN;
  return self;
}

gsize
wf_marginal_find_bin (WfMarginal *self, double value)
{
  double at = (value - self->low) / (self->high - self->low) * WF_MARGINAL_N_BINS;

  return at >= WF_MARGINAL_N_BINS ? WF_MARGINAL_N_BINS - 1 : at > 0 ? (gsize) at : 0;
}

void
wf_marginal_widen_axis (double *low, double *high)
{
  double half = MAX (0.5, 0.05 * fabs (*low));

  if (*high > *low)
    return;
  *high = *low + half;
  *low -= half;
}

/**
 * wf_marginal_new_deferred: (skip)
 * @name: the variable
 * @mean: its mean
 * @sd: its standard deviation
 * @make: gives the axis, quantiles and bins as a marginal (full reference), from any thread, at most once for
 * most
 * @data: for @make
 * @free_data: (nullable): frees @data
 *
 * A continuous marginal whose moments are known and whose shape is made when it is first asked for, so that a
 * question whose moments alone are read costs no bins.
 *
 * Returns: (transfer full): the marginal
 */
WfMarginal *
wf_marginal_new_deferred (
    const char *name, double mean, double sd, WfMarginalFunc make, gpointer data, GDestroyNotify free_data)
{
  g_return_val_if_fail (make != NULL, NULL);

  WfMarginal *self = wf_marginal_new_continuous (name, NAN, NAN);

  self->mean = mean;
  self->sd = sd;
  self->make = make;
  self->data = data;
  self->free_data = free_data;
  return self;
}

/* The marginal that holds axis, quantiles and bins: itself unless they are deferred. Threads that ask at once
 * may both make it; one is kept. */
static WfMarginal *
get_shape (WfMarginal *self)
{
  WfMarginal *shape, *made;

  if (self->make == NULL)
    return self;
  shape = g_atomic_pointer_get (&self->shape);
  if (shape != NULL)
    return shape;
  made = self->make (self->data);
  if (g_atomic_pointer_compare_and_exchange (&self->shape, NULL, made))
    return made;
  wf_marginal_unref (made);
  return g_atomic_pointer_get (&self->shape);
}

/**
 * wf_marginal_new_discrete:
 * @name: the variable
 * @levels: (array length=n_levels): its levels
 * @probabilities: (array length=n_levels): one a level
 * @n_levels: how many
 *
 * Returns: (transfer full): the marginal
 */
WfMarginal *
wf_marginal_new_discrete (const char *name,
                          const char *const *levels,
                          const double *probabilities,
                          gsize n_levels)
{
  WfMarginal *self = wf_marginal_new_continuous (name, 0, 1);

  self->kind = WF_COLUMN_DISCRETE;
  self->n_levels = n_levels;
  self->levels = g_new0 (char *, n_levels + 1);
  for (gsize i = 0; i < n_levels; i++)
    self->levels[i] = g_strdup (levels[i]);
  self->probabilities = g_memdup2 (probabilities, n_levels * sizeof (double));
  return self;
}

/**
 * wf_marginal_with_moments:
 * @self: a continuous marginal
 * @mean: its mean, known in closed form
 * @sd: its standard deviation, known in closed form
 *
 * Returns: (transfer full): the same bins and quantiles with other moments
 */
WfMarginal *
wf_marginal_with_moments (WfMarginal *self, double mean, double sd)
{
  WfMarginal *copy, *shape;

  g_return_val_if_fail (self->kind == WF_COLUMN_CONTINUOUS, NULL);

  shape = get_shape (self);
  copy = wf_marginal_new_continuous (self->name, shape->low, shape->high);
  memcpy (copy->quantiles, shape->quantiles, sizeof shape->quantiles);
  memcpy (copy->bins, shape->bins, sizeof shape->bins);
  copy->n_bins = shape->n_bins;
  copy->mean = mean;
  copy->sd = sd;
  copy->is_calendar = self->is_calendar;
  return copy;
}

/**
 * wf_marginal_write_dates: (skip)
 * @self: a marginal that only the caller knows yet
 * @is_calendar: whether its numbers are seconds since 1970, as wf_table_is_calendar() says
 *
 * Returns: (transfer none): @self, whose numbers are written as dates
 */
WfMarginal *
wf_marginal_write_dates (WfMarginal *self, gboolean is_calendar)
{
  self->is_calendar = is_calendar;
  return self;
}

/**
 * wf_marginal_get_name:
 * @self: a marginal
 *
 * Returns: (transfer none): the variable
 */
const char *
wf_marginal_get_name (WfMarginal *self)
{
  return self->name;
}

/**
 * wf_marginal_get_kind:
 * @self: a marginal
 *
 * Returns: its kind
 */
WfColumnKind
wf_marginal_get_kind (WfMarginal *self)
{
  return self->kind;
}

/**
 * wf_marginal_get_mean:
 * @self: a marginal
 *
 * Returns: the mean; NaN for a discrete one or without values
 */
double
wf_marginal_get_mean (WfMarginal *self)
{
  return self->mean;
}

/**
 * wf_marginal_get_sd:
 * @self: a marginal
 *
 * Returns: the standard deviation, denominator n - 1 where observed; NaN for a discrete one or without two
 * values
 */
double
wf_marginal_get_sd (WfMarginal *self)
{
  return self->sd;
}

/**
 * wf_marginal_get_quantile:
 * @self: a continuous marginal
 * @p: one of 0.05, 0.25, 0.5, 0.75, 0.95
 *
 * Returns: the quantile (Hyndman & Fan 1996, type 7); NaN for another @p
 */
double
wf_marginal_get_quantile (WfMarginal *self, double p)
{
  for (gsize i = 0; i < WF_N_QUANTILES; i++)
    if (fabs (p - wf_quantile_levels[i]) < 1e-9)
      return get_shape (self)->quantiles[i];
  return NAN;
}

/**
 * wf_marginal_get_low:
 * @self: a continuous marginal
 *
 * Returns: the lower end of the axis
 */
double
wf_marginal_get_low (WfMarginal *self)
{
  return get_shape (self)->low;
}

/**
 * wf_marginal_get_high:
 * @self: a continuous marginal
 *
 * Returns: the upper end of the axis
 */
double
wf_marginal_get_high (WfMarginal *self)
{
  return get_shape (self)->high;
}

/**
 * wf_marginal_get_bins:
 * @self: a marginal
 * @n_bins: (out) (optional): %WF_MARGINAL_N_BINS, or 0 for a discrete one or without values
 *
 * Returns: (array length=n_bins) (nullable) (transfer none): the share of each bin of equal width, sum 1
 */
const double *
wf_marginal_get_bins (WfMarginal *self, gsize *n_bins)
{
  const WfMarginal *shape = get_shape (self);

  if (n_bins != NULL)
    *n_bins = shape->n_bins;
  return shape->n_bins == 0 ? NULL : shape->bins;
}

/**
 * wf_marginal_get_level:
 * @self: a discrete marginal
 * @level: an index
 *
 * Returns: (transfer none): the level
 */
const char *
wf_marginal_get_level (WfMarginal *self, gsize level)
{
  g_return_val_if_fail (level < self->n_levels, NULL);

  return self->levels[level];
}

/**
 * wf_marginal_get_probabilities:
 * @self: a marginal
 * @n_levels: (out) (optional): number of levels, 0 for a continuous one
 *
 * Returns: (array length=n_levels) (nullable) (transfer none): one probability a level
 */
const double *
wf_marginal_get_probabilities (WfMarginal *self, gsize *n_levels)
{
  if (n_levels != NULL)
    *n_levels = self->n_levels;
  return self->probabilities;
}

/**
 * wf_marginal_get_mode:
 * @self: a marginal
 *
 * Returns: the most likely level, the first of equals; 0 for a continuous one
 */
gsize
wf_marginal_get_mode (WfMarginal *self)
{
  gsize mode = 0;

  for (gsize i = 1; i < self->n_levels; i++)
    if (self->probabilities[i] > self->probabilities[mode])
      mode = i;
  return mode;
}
