/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* BDeu: the log marginal likelihood of discrete columns under Dirichlet priors that are worth `ess` rows,
 * spread evenly over all cells (Buntine 1991, UAI; Heckerman, Geiger & Chickering 1995, Machine Learning 20),
 *
 *   F (S) = sum over the cells of S of log Gamma (a + N) - log Gamma (a),   a = ess / the cells there could
 * be,
 *
 * a node's share being F (parents and node) - F (parents). */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_sf_gamma.h>

#include "core/score/discrete-private.h"
#include "core/score/params.h"
#include "core/score/score-private.h"

#define N_SMALL 64 /* counts whose terms are worked out once for all cells */

typedef struct
{
  WfDiscrete *discrete;
  double ess;
} State;

static void
release (gpointer data)
{
  State *self = data;

  wf_discrete_free (self->discrete);
  g_free (self);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  WfDiscrete *discrete = wf_discrete_new (table, progress, error);
  State *self;

  if (discrete == NULL)
    return NULL;
  self = g_new0 (State, 1);
  self->discrete = discrete;
  self->ess = wf_params_get_real (params, "ess");
  return self;
}

/* The terms of the small counts: log a + log (a + 1) + ... + log (a + v - 1). */
static void
fill_small (double a, double scale, guint32 n, gint64 *terms)
{
  double sum = 0;

  terms[0] = 0;
  for (guint32 v = 1; v < N_SMALL && v <= n; v++)
    {
      sum += log (a + v - 1);
      terms[v] = llrint (scale * sum);
    }
}

static gint64
sum (gconstpointer data, const WfDiscrete *discrete, const WfCellCounts *counts, double size)
{
  const State *self = data;
  double a = self->ess / size;
  double log_gamma = gsl_sf_lngamma (a);
  gint64 small[N_SMALL];
  gint64 total = 0;

  fill_small (a, discrete->scale, (guint32) discrete->cells->n, small);
  for (gsize i = 0; i < counts->n; i++)
    {
      guint32 v = counts->counts[i];

      total += v < N_SMALL ? small[v] : llrint (discrete->scale * (gsl_sf_lngamma (a + v) - log_gamma));
    }
  return total;
}

static double
local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  State *self = data;

  return wf_discrete_get_difference (self->discrete, sum, self, node, parents, n_parents);
}

static gsize
get_max_parents (gpointer data)
{
  return ((State *) data)->discrete->max_parents;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->discrete->warnings;
}

static const WfParam params[] = { WF_SCORE_PARAM_ESS, { NULL } };

const WfScoreKind wf_score_bdeu = {
  .id = "bdeu",
  .name = N_ ("Bayesian Dirichlet equivalent uniform (BDeu)"),
  .summary = N_ ("Marginal likelihood of the shares in each cell of the parents’ values under an even prior"),
  .citation = "Buntine 1991, UAI; Heckerman, Geiger & Chickering 1995, Machine Learning 20",
  .accepts = WF_DATA_DISCRETE,
  .params = params,
  .prepare = prepare,
  .release = release,
  .local = local,
  .get_max_parents = get_max_parents,
  .get_warnings = get_warnings,
};
