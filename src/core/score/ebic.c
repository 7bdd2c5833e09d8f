/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The extended Bayesian information criterion: choosing k regressors among p must also pay for the p^k or so
 * sets there are to choose from,
 *
 *   - n/2 log (1 - R²) - c k/2 log n - gamma k log p,   c = 1
 *
 * (Chen & Chen 2008, Biometrika 95, with their log of p over k taken as k log p, as Foygel & Drton 2010, NIPS
 * 23, do for graphs: a price for each edge keeps the score the same over a class of equivalent graphs, one
 * that is concave in the number of parents would not). */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/score/gaussian-bic-private.h"
#include "core/score/params.h"
#include "core/score/score-private.h"

static double
get_price (GVariant *params, gsize n, gsize p)
{
  return wf_params_get_real (params, "penalty") * log ((double) n) / 2 +
         wf_params_get_real (params, "gamma") * log ((double) p);
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

static const WfParam params[] = { WF_SCORE_PARAM_PENALTY, WF_SCORE_PARAM_GAMMA, { NULL } };

const WfScoreKind wf_score_ebic = {
  .id = "ebic",
  .name = N_ ("Extended BIC"),
  .summary =
      N_ ("Fit of linear relations with normal noise, less a price for each parent that grows with the "
          "number of variables"),
  .citation = "Chen & Chen 2008, Biometrika 95; Foygel & Drton 2010, NIPS 23",
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
