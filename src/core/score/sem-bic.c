/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The Bayesian information criterion (Schwarz 1978, Annals of Statistics 6) of a linear model with normal
 * noise, as a share of the log-likelihood: - n/2 log (1 - R²) - c k/2 log n for k parents. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/score/gaussian-bic-private.h"
#include "core/score/params.h"
#include "core/score/score-private.h"

static double
get_price (GVariant *params, gsize n, gsize p)
{
  return wf_params_get_real (params, "penalty") * log ((double) n) / 2;
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  return wf_gaussian_bic_new (table, params, get_price, n_threads, progress, error);
}

static gpointer
prepare_covariance (WfCovariance *covariance, GVariant *params, GError **error)
{
  return wf_gaussian_bic_new_covariance (covariance, params, get_price, error);
}

static const WfParam params[] = { WF_SCORE_PARAM_PENALTY, { NULL } };

const WfScoreKind wf_score_sem_bic = {
  .id = "sem-bic",
  .name = N_ ("Linear-Gaussian BIC"),
  .summary = N_ ("Fit of linear relations with normal noise, less a price for each parent"),
  .citation = "Schwarz 1978, Annals of Statistics 6",
  .accepts = WF_DATA_CONTINUOUS,
  .params = params,
  .prepare = prepare,
  .prepare_covariance = prepare_covariance,
  .release = wf_gaussian_bic_release,
  .local = wf_gaussian_bic_local,
  .local_with = wf_gaussian_bic_local_with,
  .local_without = wf_gaussian_bic_local_without,
  .get_max_parents = wf_gaussian_bic_get_max_parents,
  .get_warnings = wf_gaussian_bic_get_warnings,
};
