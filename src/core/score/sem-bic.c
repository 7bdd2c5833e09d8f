/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The Bayesian information criterion (Schwarz 1978, Annals of Statistics 6) of a linear model with normal
 * noise, as a share of the log-likelihood: - n/2 log (1 - R²) - c k/2 log n for k parents. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/score/gaussian-private.h"
#include "core/score/score-private.h"

#define MIN_ROWS 2

typedef struct
{
  WfGaussian *gaussian;
  double penalty; /* of one parent */
} State;

static void
release (gpointer data)
{
  State *self = data;

  wf_gaussian_free (self->gaussian);
  g_free (self);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  WfGaussian *gaussian = wf_gaussian_new (table, MIN_ROWS, n_threads, progress, error);
  State *self;

  if (gaussian == NULL)
    return NULL;
  self = g_new0 (State, 1);
  self->gaussian = gaussian;
  self->penalty = wf_params_get_real (params, "penalty") * log ((double) gaussian->n) / 2;
  return self;
}

static double
get_score (const State *self, double unexplained, gsize n_parents)
{
  return -(double) self->gaussian->n / 2 * log (unexplained) - self->penalty * (double) n_parents;
}

static double
local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  State *self = data;

  return get_score (self, wf_gaussian_get_unexplained (self->gaussian, node, parents, n_parents), n_parents);
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

  wf_gaussian_get_unexplained_with (self->gaussian, node, parents, n_parents, candidates, n_candidates,
                                    scores);
  for (gsize i = 0; i < n_candidates; i++)
    scores[i] = get_score (self, scores[i], n_parents + 1);
}

static void
local_without (gpointer data, guint node, const guint *parents, gsize n_parents, double *scores)
{
  State *self = data;

  wf_gaussian_get_unexplained_without (self->gaussian, node, parents, n_parents, scores);
  for (gsize i = 0; i < n_parents; i++)
    scores[i] = get_score (self, scores[i], n_parents - 1);
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

static const WfParam params[] = {
  {
      .id = "penalty",
      .name = N_ ("Penalty"),
      .type = WF_PARAM_REAL,
      .value = 2,
      .min = 0,
      .max = 100,
      .help = N_ ("Weight of a parameter against fit in the BIC scores; 1 is Schwarz’s own, larger gives "
                  "fewer edges"),
  },
  { NULL },
};

const WfScoreKind wf_score_sem_bic = {
  .id = "sem-bic",
  .name = N_ ("Linear-Gaussian BIC"),
  .summary = N_ ("Fit of linear relations with normal noise, less a price for each parent"),
  .citation = "Schwarz 1978, Annals of Statistics 6",
  .accepts = WF_DATA_CONTINUOUS,
  .params = params,
  .prepare = prepare,
  .release = release,
  .local = local,
  .local_with = local_with,
  .local_without = local_without,
  .get_max_parents = get_max_parents,
  .get_warnings = get_warnings,
};
