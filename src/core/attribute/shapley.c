/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/shapley-private.h"
#include "core/base/rng.h"

#define N_PAIRS 100 /* of a permutation and its reverse */

/* The game among the agents that have a fault at all; the others are dummies with a share of 0. */
typedef struct
{
  const WfStructure *structure;
  const double *fault;
  gsize n_players;
  gsize *players;  /* agents */
  gboolean *is_in; /* by agent: the coalition */
  double *room;    /* two of n_steps: faults and deficiencies */
  WfProgress *progress;
} Game;

/* v(S) = F at the sink under do (q = 0) for every step whose agent is not in S. NaN when cancelled. */
static double
value_of (Game *game, GError **error)
{
  const WfStructure *s = game->structure;
  double *fault = game->room;

  if (!wf_progress_check (game->progress, error))
    return NAN;
  for (gsize i = 0; i < s->n_steps; i++)
    fault[i] = game->is_in[s->agents[i]] ? game->fault[i] : 0;
  wf_structure_propagate (s, fault, game->room + s->n_steps);
  return game->room[s->n_steps + s->sink];
}

static void
find_players (Game *game)
{
  const WfStructure *s = game->structure;
  g_autofree gboolean *plays = g_new0 (gboolean, s->n_agents);

  for (gsize i = 0; i <= s->sink; i++)
    plays[s->agents[i]] |= game->fault[i] > 0;
  for (gsize a = 0; a < s->n_agents; a++)
    if (plays[a])
      game->players[game->n_players++] = a;
}

/* Bit p of `members`: player p takes part. */
static void
set_coalition (Game *game, gsize members)
{
  for (gsize p = 0; p < game->n_players; p++)
    game->is_in[game->players[p]] = (members >> p) & 1;
}

static void
set_all (Game *game, gboolean is_in)
{
  for (gsize p = 0; p < game->n_players; p++)
    game->is_in[game->players[p]] = is_in;
}

/* phi_a = sum over S without a of |S|! (n - |S| - 1)! / n! (v(S + a) - v(S)) (Shapley 1953) */
static gboolean
share_exactly (Game *game, double *shapley, GError **error)
{
  gsize n = game->n_players;
  g_autofree double *values = g_new (double, (gsize) 1 << n);
  double weight[WF_SHAPLEY_EXACT_AGENTS + 1] = { 0 };

  for (gsize members = 0; members < (gsize) 1 << n; members++)
    {
      set_coalition (game, members);
      values[members] = value_of (game, error);
      if (isnan (values[members]))
        return FALSE;
    }
  for (gsize size = 0; size < n; size++)
    weight[size] = tgamma ((double) size + 1) * tgamma ((double) (n - size)) / tgamma ((double) n + 1);
  for (gsize p = 0; p < n; p++)
    for (gsize members = 0; members < (gsize) 1 << n; members++)
      if (((members >> p) & 1) == 0)
        shapley[game->players[p]] +=
            weight[__builtin_popcountll (members)] * (values[members | ((gsize) 1 << p)] - values[members]);
  return TRUE;
}

/* Adds half of every player's marginal contribution in the given order, forwards or backwards. */
static gboolean
add_marginals (Game *game, const gsize *order, gboolean is_reverse, double *marginal, GError **error)
{
  gsize n = game->n_players;
  double before = 0;

  set_all (game, FALSE);
  for (gsize k = 0; k < n; k++)
    {
      gsize player = order[is_reverse ? n - 1 - k : k];
      double after;

      game->is_in[game->players[player]] = TRUE;
      after = value_of (game, error);
      if (isnan (after))
        return FALSE;
      marginal[player] += 0.5 * (after - before);
      before = after;
    }
  return TRUE;
}

/* Mean over seeded random orders in antithetic pairs (Castro, Gomez & Tejada 2009; Mitchell et al. 2022),
 * with 1.96 standard errors. */
static gboolean
share_by_sampling (Game *game, guint64 seed, WfShapley *self, GError **error)
{
  gsize n = game->n_players;
  g_autofree gsize *order = g_new (gsize, n);
  g_autofree double *sum = g_new0 (double, n);
  g_autofree double *squares = g_new0 (double, n);
  g_autofree double *marginal = g_new (double, n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize p = 0; p < n; p++)
    order[p] = p;
  for (guint pair = 0; pair < N_PAIRS; pair++)
    {
      for (gsize k = n; k-- > 1;)
        {
          gsize other = wf_rng_below (&rng, k + 1);
          gsize kept = order[k];

          order[k] = order[other];
          order[other] = kept;
        }
      for (gsize p = 0; p < n; p++)
        marginal[p] = 0;
      if (!add_marginals (game, order, FALSE, marginal, error) ||
          !add_marginals (game, order, TRUE, marginal, error))
        return FALSE;
      for (gsize p = 0; p < n; p++)
        {
          sum[p] += marginal[p];
          squares[p] += marginal[p] * marginal[p];
        }
    }
  for (gsize p = 0; p < n; p++)
    {
      double mean = sum[p] / N_PAIRS;
      double variance = MAX (0, squares[p] / N_PAIRS - mean * mean) * N_PAIRS / (N_PAIRS - 1);

      self->shapley[game->players[p]] = mean;
      self->half_width[game->players[p]] = 1.96 * sqrt (variance / N_PAIRS);
    }
  return TRUE;
}

/* CF_a = v(all) - v(all without a) */
static gboolean
compare_without (Game *game, double *counterfactual, GError **error)
{
  double all;

  set_all (game, TRUE);
  all = value_of (game, error);
  for (gsize p = 0; p < game->n_players; p++)
    {
      double without;

      game->is_in[game->players[p]] = FALSE;
      without = value_of (game, error);
      game->is_in[game->players[p]] = TRUE;
      if (isnan (without))
        return FALSE;
      counterfactual[game->players[p]] = all - without;
    }
  return !isnan (all);
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
  g_autofree gsize *players = g_new (gsize, structure->n_agents);
  g_autofree gboolean *is_in = g_new0 (gboolean, structure->n_agents);
  g_autofree double *room = g_new (double, 2 * structure->n_steps);
  Game game = { structure, fault, 0, players, is_in, room, progress };

  g_return_val_if_fail (n_exact <= WF_SHAPLEY_EXACT_AGENTS, NULL);

  self->shapley = g_new0 (double, structure->n_agents);
  self->half_width = g_new0 (double, structure->n_agents);
  self->counterfactual = g_new0 (double, structure->n_agents);
  find_players (&game);
  self->is_exact = game.n_players <= n_exact;
  if (!(self->is_exact ? share_exactly (&game, self->shapley, error)
                       : share_by_sampling (&game, seed, self, error)) ||
      !compare_without (&game, self->counterfactual, error))
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
