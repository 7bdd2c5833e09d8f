/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The BIC of columns of both kinds, the continuous ones being jointly normal in each cell of the discrete
 * ones (Andrews, Ramsey & Cooper 2018, International Journal of Data Science and Analytics 6): with
 *
 *   F (S) = log-likelihood of S - c/2 log n times the parameters of S
 *
 * a node's share is F (parents and node) - F (parents). F is remembered by set. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/set-cache.h"
#include "core/score/params.h"
#include "core/score/score-private.h"
#include "core/table/conditional-gaussian.h"

#define MIN_ROWS      2
#define ROWS_A_PARENT 4

typedef struct
{
  WfConditionalGaussian *model;
  WfSetCache *scores;
  double price; /* of one parameter */
} State;

static void
release (gpointer data)
{
  State *self = data;

  wf_conditional_gaussian_free (self->model);
  wf_set_cache_free (self->scores);
  g_free (self);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  WfConditionalGaussian *model = wf_conditional_gaussian_new (table, MIN_ROWS, n_threads, progress, error);
  State *self;

  if (model == NULL)
    return NULL;
  self = g_new0 (State, 1);
  self->model = model;
  self->scores = wf_set_cache_new (model->p);
  self->price = wf_params_get_real (params, "penalty") * log ((double) model->n) / 2;
  return self;
}

/* columns: in increasing order, so that what is remembered is what would be worked out again */
static double
get_score (State *self, const guint *columns, gsize k)
{
  WfSetKey key = wf_set_cache_get_key (self->scores, columns, k);
  WfLikelihood likelihood;
  double score;

  if (wf_set_cache_find (self->scores, key, &score))
    return score;
  likelihood = wf_conditional_gaussian_get (self->model, columns, k);
  score = likelihood.log_likelihood - self->price * likelihood.n_parameters;
  wf_set_cache_add (self->scores, key, score);
  return score;
}

static double
local (gpointer data, guint node, const guint *parents, gsize n_parents)
{
  g_autofree guint *both = g_new (guint, n_parents + 1);
  gsize q = 0;

  for (; q < n_parents && parents[q] < node; q++)
    both[q] = parents[q];
  both[q] = node;
  for (; q < n_parents; q++)
    both[q + 1] = parents[q];
  return get_score (data, both, n_parents + 1) - get_score (data, parents, n_parents);
}

static gsize
get_max_parents (gpointer data)
{
  return ((State *) data)->model->n / ROWS_A_PARENT;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->model->warnings;
}

static const WfParam params[] = { WF_SCORE_PARAM_PENALTY, { NULL } };

const WfScoreKind wf_score_conditional_gaussian = {
  .id = "conditional-gaussian",
  .name = N_ ("Conditional Gaussian BIC"),
  .summary =
      N_ ("Fit of continuous columns as jointly normal in each cell of the discrete ones, less a price for "
          "each parameter"),
  .citation = "Andrews, Ramsey & Cooper 2018, International Journal of Data Science and Analytics 6",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .params = params,
  .prepare = prepare,
  .release = release,
  .local = local,
  .get_max_parents = get_max_parents,
  .get_warnings = get_warnings,
};
