/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/coalition-private.h"
#include "core/attribute/shapley-private.h"
#include "core/base/parallel.h"
#include "core/base/rng.h"

#define N_PAIRS    100   /* of a permutation and its reverse */
#define N_TASKS    16    /* a split that doesn't depend on the threads */
#define SMALL_WORK 20000 /* steps times coalitions; not worth waking a thread for */

/* One batch of coalitions, valued on all cores. */
typedef struct
{
  const WfGame *game;
  const guint8 *is_in;
  gsize n_coalitions;
  double *values;
  WfProgress *progress;
} Batch;

static void
run_batch (gsize task, gpointer data)
{
  const Batch *batch = data;
  gsize first = batch->n_coalitions * task / N_TASKS;
  gsize end = batch->n_coalitions * (task + 1) / N_TASKS;
  g_autofree double *room = wf_game_new_room (batch->game);

  wf_game_evaluate (batch->game, batch->is_in + first * batch->game->n_players, end - first, room,
                    batch->progress, batch->values + first);
}

/* values: n_coalitions, out */
static void
evaluate (const WfGame *game, const guint8 *is_in, gsize n_coalitions, WfProgress *progress, double *values)
{
  Batch batch = { game, is_in, n_coalitions, values, progress };

  if (n_coalitions * game->n_steps < SMALL_WORK)
    {
      g_autofree double *room = wf_game_new_room (game);

      wf_game_evaluate (game, is_in, n_coalitions, room, progress, values);
    }
  else
    wf_parallel_for (N_TASKS, 0, run_batch, &batch);
}

/* phi_a = sum over S without a of |S|! (n - |S| - 1)! / n! (v(S + a) - v(S)) (Shapley 1953) */
static void
share_exactly (const WfGame *game, WfProgress *progress, double *shapley)
{
  gsize n = game->n_players, n_coalitions = (gsize) 1 << n;
  g_autofree double *values = g_new0 (double, n_coalitions);
  g_autofree guint8 *is_in = g_new (guint8, n_coalitions * n + 1);
  double weight[WF_SHAPLEY_EXACT_AGENTS + 1] = { 0 };

  /* Bit p of `members`: player p takes part. */
  for (gsize members = 0; members < n_coalitions; members++)
    for (gsize p = 0; p < n; p++)
      is_in[members * n + p] = (members >> p) & 1;
  evaluate (game, is_in, n_coalitions, progress, values);
  for (gsize size = 0; size < n; size++)
    weight[size] = tgamma ((double) size + 1) * tgamma ((double) (n - size)) / tgamma ((double) n + 1);
  for (gsize p = 0; p < n; p++)
    for (gsize members = 0; members < n_coalitions; members++)
      if (((members >> p) & 1) == 0)
        shapley[game->players[p]] +=
            weight[__builtin_popcountll (members)] * (values[members | ((gsize) 1 << p)] - values[members]);
}

/* N_PAIRS random orders of the players, one after the other. */
static gsize *
draw_orders (gsize n, guint64 seed)
{
  gsize *orders = g_new (gsize, N_PAIRS * n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize p = 0; p < n; p++)
    orders[p] = p;
  for (gsize pair = 0; pair < N_PAIRS; pair++)
    {
      gsize *order = orders + pair * n;

      if (pair > 0)
        memcpy (order, order - n, n * sizeof *order);
      for (gsize k = n; k-- > 1;)
        {
          gsize other = wf_rng_below (&rng, k + 1);
          gsize kept = order[k];

          order[k] = order[other];
          order[other] = kept;
        }
    }
  return orders;
}

typedef struct
{
  const WfGame *game;
  const gsize *orders;
  double *marginal; /* N_PAIRS x n_players */
  WfProgress *progress;
} Sampling;

/* Half of every player's marginal contribution as the players come in, in the given order or its reverse. */
static void
add_marginals (
    const Sampling *sampling, const gsize *order, gboolean is_reverse, double *room, double *marginal)
{
  gsize n = sampling->game->n_players;
  g_autofree guint8 *is_in = g_new0 (guint8, n * n);
  g_autofree double *values = g_new0 (double, n);
  double before = 0;

  for (gsize k = 0; k < n; k++)
    for (gsize came = 0; came <= k; came++)
      is_in[k * n + order[is_reverse ? n - 1 - came : came]] = TRUE;
  if (!wf_game_evaluate (sampling->game, is_in, n, room, sampling->progress, values))
    return;
  for (gsize k = 0; k < n; k++)
    {
      marginal[order[is_reverse ? n - 1 - k : k]] += 0.5 * (values[k] - before);
      before = values[k];
    }
}

static void
run_pairs (gsize task, gpointer data)
{
  const Sampling *sampling = data;
  gsize n = sampling->game->n_players;
  g_autofree double *room = wf_game_new_room (sampling->game);

  for (gsize pair = task; pair < N_PAIRS; pair += N_TASKS)
    for (int is_reverse = FALSE; is_reverse <= TRUE; is_reverse++)
      add_marginals (sampling, sampling->orders + pair * n, is_reverse, room, sampling->marginal + pair * n);
}

/* Mean over seeded random orders in antithetic pairs (Castro, Gomez & Tejada 2009; Mitchell et al. 2022),
 * with 1.96 standard errors. */
static void
share_by_sampling (const WfGame *game, guint64 seed, WfProgress *progress, WfShapley *self)
{
  gsize n = game->n_players;
  g_autofree gsize *orders = draw_orders (n, seed);
  g_autofree double *marginal = g_new0 (double, N_PAIRS *n);
  Sampling sampling = { game, orders, marginal, progress };

  wf_parallel_for (N_TASKS, 0, run_pairs, &sampling);
  for (gsize p = 0; p < n; p++)
    {
      double sum = 0, squares = 0, mean, variance;

      for (gsize pair = 0; pair < N_PAIRS; pair++)
        {
          sum += marginal[pair * n + p];
          squares += marginal[pair * n + p] * marginal[pair * n + p];
        }
      mean = sum / N_PAIRS;
      variance = MAX (0, squares / N_PAIRS - mean * mean) * N_PAIRS / (N_PAIRS - 1);
      self->shapley[game->players[p]] = mean;
      self->half_width[game->players[p]] = 1.96 * sqrt (variance / N_PAIRS);
    }
}

/* CF_a = v(all) - v(all without a) */
static void
compare_without (const WfGame *game, WfProgress *progress, double *counterfactual)
{
  gsize n = game->n_players;
  g_autofree guint8 *is_in = g_new (guint8, (n + 1) * n + 1);
  g_autofree double *values = g_new0 (double, n + 1);

  /* row p: without player p; row n: all */
  memset (is_in, TRUE, (n + 1) * n);
  for (gsize p = 0; p < n; p++)
    is_in[p * n + p] = FALSE;
  evaluate (game, is_in, n + 1, progress, values);
  for (gsize p = 0; p < n; p++)
    counterfactual[game->players[p]] = values[n] - values[p];
}

/* Shares the failure out among the agents: exactly up to n_exact agents with a fault (at most
 * WF_SHAPLEY_EXACT_AGENTS), else from 200 seeded permutations. fault: n_steps. Cost: 2^agents or 200 agents
 * times O(links). NULL when cancelled. */
WfShapley *
wf_shapley_new (const WfStructure *structure,
                const double *fault,
                gsize n_exact,
                guint64 seed,
                WfProgress *progress,
                GError **error)
{
  g_autoptr (WfShapley) self = g_new0 (WfShapley, 1);
  g_autoptr (WfGame) game = NULL;

  g_return_val_if_fail (n_exact <= WF_SHAPLEY_EXACT_AGENTS, NULL);

  game = wf_game_new (structure, fault);
  self->shapley = g_new0 (double, structure->n_agents);
  self->half_width = g_new0 (double, structure->n_agents);
  self->counterfactual = g_new0 (double, structure->n_agents);
  self->is_exact = game->n_players <= n_exact;
  if (self->is_exact)
    share_exactly (game, progress, self->shapley);
  else
    share_by_sampling (game, seed, progress, self);
  compare_without (game, progress, self->counterfactual);
  if (!wf_progress_check (progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
wf_shapley_free (WfShapley *self)
{
  if (self == NULL)
    return;
  g_free (self->shapley);
  g_free (self->half_width);
  g_free (self->counterfactual);
  g_free (self);
}
