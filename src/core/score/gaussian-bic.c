/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/score/gaussian-bic-private.h"
#include "core/score/gaussian-private.h"

#define MIN_ROWS 2

struct _WfGaussianBic
{
  WfGaussian *gaussian;
  double price; /* of one parent */
};

void
wf_gaussian_bic_release (gpointer data)
{
  WfGaussianBic *self = data;

  wf_gaussian_free (self->gaussian);
  g_free (self);
}

/* takes the correlations, which may be NULL */
static WfGaussianBic *
create (WfGaussian *gaussian, GVariant *params, WfGaussianPrice price)
{
  WfGaussianBic *self;

  if (gaussian == NULL)
    return NULL;
  self = g_new0 (WfGaussianBic, 1);
  self->gaussian = gaussian;
  self->price = price (params, gaussian->n, gaussian->p);
  return self;
}

WfGaussianBic *
wf_gaussian_bic_new (WfTable *table,
                     GVariant *params,
                     WfGaussianPrice price,
                     guint n_threads,
                     WfProgress *progress,
                     GError **error)
{
  return create (wf_gaussian_new (table, MIN_ROWS, n_threads, progress, error), params, price);
}

WfGaussianBic *
wf_gaussian_bic_new_covariance (WfCovariance *covariance,
                                GVariant *params,
                                WfGaussianPrice price,
                                GError **error)
{
  return create (wf_gaussian_new_covariance (covariance, error), params, price);
}

static double
get_score (const WfGaussianBic *self, double unexplained, gsize n_parents)
{
  return -(double) self->gaussian->n / 2 * log (unexplained) - self->price * (double) n_parents;
}

double
wf_gaussian_bic_local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  WfGaussianBic *self = data;

  return get_score (self, wf_gaussian_get_unexplained (self->gaussian, node, parents, n_parents, NULL),
                    n_parents);
}

void
wf_gaussian_bic_local_with (gpointer data,
                            guint node,
                            const guint *parents,
                            gsize n_parents,
                            const guint *candidates,
                            gsize n_candidates,
                            double *scores)
{
  WfGaussianBic *self = data;

  wf_gaussian_get_unexplained_with (self->gaussian, node, parents, n_parents, candidates, n_candidates,
                                    scores, NULL);
  for (gsize i = 0; i < n_candidates; i++)
    scores[i] = get_score (self, scores[i], n_parents + 1);
}

void
wf_gaussian_bic_local_without (
    gpointer data, guint node, const guint *parents, gsize n_parents, double *scores)
{
  WfGaussianBic *self = data;

  wf_gaussian_get_unexplained_without (self->gaussian, node, parents, n_parents, scores, NULL);
  for (gsize i = 0; i < n_parents; i++)
    scores[i] = get_score (self, scores[i], n_parents - 1);
}

gsize
wf_gaussian_bic_get_max_parents (gpointer data)
{
  return ((WfGaussianBic *) data)->gaussian->max_parents;
}

const char *const *
wf_gaussian_bic_get_warnings (gpointer data)
{
  return (const char *const *) ((WfGaussianBic *) data)->gaussian->warnings;
}
