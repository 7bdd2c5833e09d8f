/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/attribution-private.h"
#include "core/attribute/linear-effects-private.h"

static const WfParam intrinsic_params[] = {
  WF_DRAWS_PARAM,
  WF_COMPUTATION_PARAM,
  WF_SHARES_PARAMS,
  { NULL },
};

const WfAttributionMethod wf_attribution_intrinsic = {
  .kind = WF_ATTRIBUTION_INTRINSIC,
  .id = "intrinsic",
  .name = N_ ("Intrinsic causal influence"),
  .summary = N_ ("What the noise of each cause contributes to the spread of a variable"),
  .citation = "Janzing, Blöbaum, Mastakouri, Faller, Minorics & Budhathoki 2024, AISTATS",
  .params = intrinsic_params,
};

typedef struct
{
  WfWorlds *worlds; /* inside: one set of draws; outside: another, independent one */
  double *all;      /* the target when all are inside, its mean taken off where it is a number */
  double *none;     /* when all are outside */
  gboolean is_discrete;
  WfProgress *progress;
} Influence;

/* One draw's part of v(S). */
static double
measure (const Influence *influence, gsize i, double value)
{
  double all = influence->all[i], none = influence->none[i];

  return influence->is_discrete ? (all == value) - (all == none) : all * (value - none);
}

/* v(S) as a mean over all draws, and over each group of them. */
static gboolean
evaluate (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const Influence *influence = data;
  gsize n = wf_worlds_get_n_draws (influence->worlds);
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (influence->worlds));
  g_autoptr (WfWorld) world = wf_world_new (influence->worlds);

  for (gsize c = 0; c < n_coalitions; c++)
    {
      const double *target = wf_world_evaluate (world, coalitions + c * n_words);
      double *value = values + c * (1 + WF_N_GROUPS);

      value[0] = 0;
      for (gsize g = 0; g < WF_N_GROUPS; g++)
        {
          gsize first = g * n / WF_N_GROUPS, end = (g + 1) * n / WF_N_GROUPS;
          double sum = 0;

          for (gsize i = first; i < end; i++)
            sum += measure (influence, i, target[i]);
          value[0] += sum / (double) n;
          value[1 + g] = sum / (double) (end - first);
        }
      if (wf_progress_is_cancelled (influence->progress))
        return FALSE;
    }
  return TRUE;
}

/* The target with all inside, or with none. */
static double *
evaluate_side (const WfWorlds *worlds, WfSide side)
{
  gsize n_words = WF_COALITION_N_WORDS (wf_worlds_get_n_players (worlds));
  g_autofree guint64 *coalition = g_new (guint64, n_words);
  g_autoptr (WfWorld) world = wf_world_new (worlds);

  for (gsize w = 0; w < n_words; w++)
    coalition[w] = side == WF_INSIDE ? G_MAXUINT64 : 0;
  return g_memdup2 (wf_world_evaluate (world, coalition), wf_worlds_get_n_draws (worlds) * sizeof (double));
}

static void
take_off_mean (double *values, gsize n)
{
  double mean = 0;

  for (gsize i = 0; i < n; i++)
    mean += values[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    values[i] -= mean;
}

static gboolean
share_by_draws (
    WfAttribution *self, WfWorlds *worlds, guint target, guint64 seed, WfProgress *progress, GError **error)
{
  gsize n = wf_worlds_get_n_draws (worlds);
  Influence influence = { .worlds = worlds, .progress = progress };
  WfSetFunction function = { wf_worlds_get_n_players (worlds), 1 + WF_N_GROUPS, wf_worlds_get_cost (worlds),
                             evaluate, &influence };
  g_autofree double *all = NULL;
  g_autofree double *none = NULL;
  g_autoptr (WfShares) shares = NULL;
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  wf_worlds_draw_model (worlds, self->model, WF_INSIDE, seed);
  wf_worlds_draw_model (worlds, self->model, WF_OUTSIDE, wf_rng_next (&rng));
  all = evaluate_side (worlds, WF_INSIDE);
  none = evaluate_side (worlds, WF_OUTSIDE);
  influence.is_discrete = wf_mechanism_get_n_levels (wf_model_get_mechanism (self->model, target)) > 0;
  if (!influence.is_discrete)
    take_off_mean (all, n);
  influence.all = all;
  influence.none = none;
  self->unit = influence.is_discrete ? "gini" : "variance";
  shares = wf_attribution_share (self, &function, seed, progress, error);
  if (shares != NULL)
    self->total = wf_shares_get_all (shares, 0);
  return shares != NULL;
}

/* The squares of the effects of each noise's standard deviation, which add up: no player's share depends on
 * the others. */
static void
share_in_closed_form (WfAttribution *self, guint target)
{
  g_autofree double *effects = wf_linear_spreads_new (self->model, target);

  self->total = 0;
  for (gsize p = 0; p < self->n_contributions; p++)
    {
      double effect = effects[self->contributions[p].node];

      self->contributions[p].share = effect * effect;
      self->total += effect * effect;
    }
  self->unit = "variance";
  self->is_exact = TRUE;
}

/**
 * wf_attribute_intrinsic:
 * @model: a fitted model
 * @target: name of a variable
 * @params: (nullable): "draws" and how Shapley values are computed
 * @seed: of the draws
 * @progress: (nullable): progress
 *
 * Intrinsic causal influence (Janzing, Blöbaum, Mastakouri, Faller, Minorics & Budhathoki 2024, Quantifying
 * intrinsic causal contributions via structure preserving interventions, AISTATS): how much of the target's
 * spread goes away when the noise of a variable is held, which leaves out what it only passes on. Shapley
 * values of
 *
 *   v(S) = Var (E[target | noise of S])
 *
 * over the target and its ancestors; they sum to Var (target). For a category the variance is the sum over
 * its levels of those of their indicators (the Gini impurity). In closed form for linear-Gaussian mechanisms,
 * whose shares are the squared total effects times the noise variances; else from two independent sets of
 * draws, one of which v(S) = Cov (target of the first, target with the noise of S from the first and the rest
 * from the second) (Sobol' 1993; Song, Nelson & Staum 2016). For discrete causes the answer depends on how
 * levels come from noise, here in their order.
 *
 * Returns: (transfer full): the attribution; %NULL with %WF_ERROR_DATA or %G_IO_ERROR_CANCELLED
 */
WfAttribution *
wf_attribute_intrinsic (
    WfModel *model, const char *target, GVariant *params, guint64 seed, WfProgress *progress, GError **error)
{
  g_return_val_if_fail (model != NULL && target != NULL, NULL);

  guint node;
  g_autoptr (WfAttribution) self =
      wf_attribution_new (&wf_attribution_intrinsic, model, target, params, &node, error);
  g_autoptr (WfWorlds) worlds = NULL;
  gsize n_draws;

  if (self == NULL)
    return NULL;
  n_draws = (gsize) wf_params_get_integer (self->params, "draws");
  worlds = wf_worlds_new (wf_model_get_graph (model), node, n_draws);
  wf_attribution_resize (self, wf_worlds_get_n_players (worlds));
  for (gsize p = 0; p < self->n_contributions; p++)
    self->contributions[p].node = wf_worlds_get_node (worlds, p);
  if (wf_attribution_is_linear (self->params, model, worlds, TRUE))
    share_in_closed_form (self, node);
  else if (!wf_attribution_check_draws (self->n_contributions, n_draws, "draws", error) ||
           !share_by_draws (self, worlds, node, seed, progress, error))
    return NULL;
  return wf_attribution_end (g_steal_pointer (&self));
}
