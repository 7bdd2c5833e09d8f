/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* BGe: the log marginal likelihood of jointly normal columns under a normal-Wishart prior (Geiger & Heckerman
 * 1994, UAI; as corrected by Kuipers, Moffa & Heckerman 2014, Annals of Statistics 42). With N rows, p
 * columns, a parent set of k, and R = T + the scatter matrix, a node's share is
 *
 *   1/2 log (am / (N + am)) - N/2 log pi + log Gamma ((N + b + 1) / 2) - log Gamma ((b + 1) / 2)
 *     + (b + 1)(k + 1)/2 log t - b k/2 log t - (N + b + 1)/2 log |R of parents and node| + (N + b)/2 log |R
 * of parents|,       b = aw - p + k,  T = t I,  t = am (aw - p - 1) / (am + 1).
 *
 * Columns are standardised first, so that units don't matter, and the prior's means are those of the data. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_sf_gamma.h>

#include "core/base/error.h"
#include "core/score/gaussian-private.h"
#include "core/score/params.h"
#include "core/score/score-private.h"

#define MIN_ROWS 2

typedef struct
{
  WfGaussian *gaussian; /* R, scaled to a unit diagonal */
  double weight;        /* N + aw - p */
  double *constants;    /* by number of parents */
} State;

static void
release (gpointer data)
{
  State *self = data;

  wf_gaussian_free (self->gaussian);
  g_free (self->constants);
  g_free (self);
}

/* What doesn't depend on the data, with the diagonal s of R taken out of its determinants. */
static double
get_constant (double n, double mean_weight, double b, double k, double log_t, double log_s)
{
  return log (mean_weight / (n + mean_weight)) / 2 - n / 2 * log (G_PI) + gsl_sf_lngamma ((n + b + 1) / 2) -
         gsl_sf_lngamma ((b + 1) / 2) + ((b + 1) * (k + 1) - b * k) / 2 * log_t -
         ((n + b + 1) * (k + 1) - (n + b) * k) / 2 * log_s;
}

static void
fill (State *self, double mean_weight, double wishart_weight)
{
  WfGaussian *gaussian = self->gaussian;
  gsize p = gaussian->p;
  double n = (double) gaussian->n;
  double t = mean_weight * (wishart_weight - (double) p - 1) / (mean_weight + 1);
  double s = t + n - 1;

  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; j < p; j++)
      if (i != j)
        gaussian->r[i * p + j] *= (n - 1) / s;
  self->weight = n + wishart_weight - (double) p;
  self->constants = g_new (double, p);
  for (gsize k = 0; k < p; k++)
    self->constants[k] =
        get_constant (n, mean_weight, wishart_weight - (double) p + (double) k, (double) k, log (t), log (s));
}

/* Of the prior on p columns: alpha-w, chosen when it is 0; FALSE when it is too small. */
static gboolean
get_wishart_weight (GVariant *params, double p, double *weight, GError **error)
{
  *weight = wf_params_get_real (params, "alpha-w");
  if (*weight == 0)
    *weight = p + wf_params_get_real (params, "alpha-mu") + 1;
  if (*weight > p + 1)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("alpha-w is %g, but %g columns need more than %g; give 0 to have it chosen"), *weight, p,
               p + 1);
  return FALSE;
}

/* takes the correlations, which may be NULL */
static State *
create (WfGaussian *gaussian, GVariant *params, double wishart_weight)
{
  State *self;

  if (gaussian == NULL)
    return NULL;
  self = g_new0 (State, 1);
  self->gaussian = gaussian;
  fill (self, wf_params_get_real (params, "alpha-mu"), wishart_weight);
  return self;
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  double weight;

  if (!get_wishart_weight (params, (double) wf_table_get_n_columns (table), &weight, error))
    return NULL;
  return create (wf_gaussian_new (table, MIN_ROWS, n_threads, progress, error), params, weight);
}

static gpointer
prepare_covariance (WfCovariance *covariance, GVariant *params, GError **error)
{
  double weight;

  if (!get_wishart_weight (params, (double) wf_covariance_get_n_variables (covariance), &weight, error))
    return NULL;
  return create (wf_gaussian_new_covariance (covariance, error), params, weight);
}

/* log_det: of R of the parents, without its diagonal */
static double
get_score (const State *self, double unexplained, double log_det, gsize k)
{
  return self->constants[k] - (self->weight + (double) k + 1) / 2 * log (unexplained) - log_det / 2;
}

static double
local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  State *self = data;
  double log_det;
  double unexplained = wf_gaussian_get_unexplained (self->gaussian, node, parents, n_parents, &log_det);

  return get_score (self, unexplained, log_det, n_parents);
}

static void
local_with (gpointer data,
            guint node,
            const guint *parents,
            gsize n_parents,
            const guint *candidates,
            gsize n_candidates,
            double *scores)
{
  State *self = data;
  g_autofree double *log_dets = g_new (double, n_candidates);

  wf_gaussian_get_unexplained_with (self->gaussian, node, parents, n_parents, candidates, n_candidates,
                                    scores, log_dets);
  for (gsize i = 0; i < n_candidates; i++)
    scores[i] = get_score (self, scores[i], log_dets[i], n_parents + 1);
}

static void
local_without (gpointer data, guint node, const guint *parents, gsize n_parents, double *scores)
{
  State *self = data;
  g_autofree double *log_dets = g_new (double, n_parents);

  wf_gaussian_get_unexplained_without (self->gaussian, node, parents, n_parents, scores, log_dets);
  for (gsize i = 0; i < n_parents; i++)
    scores[i] = get_score (self, scores[i], log_dets[i], n_parents - 1);
}

static gsize
get_max_parents (gpointer data)
{
  return ((State *) data)->gaussian->max_parents;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->gaussian->warnings;
}

static const WfParam params[] = { WF_SCORE_PARAM_ALPHA_MU, WF_SCORE_PARAM_ALPHA_W, { NULL } };

const WfScoreKind wf_score_bge = {
  .id = "bge",
  .name = N_ ("Bayesian Gaussian equivalent (BGe)"),
  .summary = N_ ("Marginal likelihood of linear relations with normal noise under a normal-Wishart prior"),
  .citation = "Geiger & Heckerman 1994, UAI; Kuipers, Moffa & Heckerman 2014, Annals of Statistics 42",
  .accepts = WF_DATA_CONTINUOUS,
  .params = params,
  .prepare = prepare,
  .prepare_covariance = prepare_covariance,
  .release = release,
  .local = local,
  .local_with = local_with,
  .local_without = local_without,
  .get_max_parents = get_max_parents,
  .get_warnings = get_warnings,
};
