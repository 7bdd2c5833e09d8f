/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/coalition-private.h"
#include "core/attribute/shapley-private.h"
#include "core/attribute/shares.h"

#define N_PERMUTATIONS      200
#define NANOSECONDS_OF_STEP 5 /* of one step of one coalition, roughly */

typedef struct
{
  const WfGame *game;
  WfProgress *progress;
} Player;

static gboolean
evaluate (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const Player *player = data;
  g_autofree double *room = wf_game_new_room (player->game);

  return wf_game_evaluate (player->game, coalitions, n_coalitions, room, player->progress, values);
}

/* Exactly, or from N_PERMUTATIONS drawn ones, always as many. */
static WfShares *
share (const WfGame *game, gsize n_exact, guint64 seed, WfProgress *progress, GError **error)
{
  Player player = { game, progress };
  WfSetFunction function = { game->n_players, 1, NANOSECONDS_OF_STEP * (double) game->n_steps, evaluate,
                             &player };
  GVariantDict dict;
  g_autoptr (GVariant) params = NULL;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "exact-players", "x", (gint64) n_exact);
  g_variant_dict_insert (&dict, "permutations", "x", (gint64) N_PERMUTATIONS);
  g_variant_dict_insert (&dict, "tolerance", "d", 0.0);
  params = g_variant_ref_sink (g_variant_dict_end (&dict));
  return wf_shares_new (&function, params, seed, progress, error);
}

/* CF_a = v(all) - v(all without a) */
static void
compare_without (const WfGame *game, WfProgress *progress, double *counterfactual)
{
  gsize n = game->n_players, n_words = WF_COALITION_N_WORDS (n);
  g_autofree guint64 *coalitions = g_new0 (guint64, (n + 1) * n_words + 1);
  g_autofree double *values = g_new0 (double, n + 1);
  g_autofree double *room = wf_game_new_room (game);

  /* row p: without player p; row n: all */
  for (gsize row = 0; row <= n; row++)
    for (gsize p = 0; p < n; p++)
      if (p != row)
        coalitions[row * n_words + p / 64] |= (guint64) 1 << (p % 64);
  wf_game_evaluate (game, coalitions, n + 1, room, progress, values);
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
  g_autoptr (WfShares) shares = NULL;

  g_return_val_if_fail (n_exact <= WF_SHAPLEY_EXACT_AGENTS, NULL);

  game = wf_game_new (structure, fault);
  self->shapley = g_new0 (double, structure->n_agents);
  self->half_width = g_new0 (double, structure->n_agents);
  self->counterfactual = g_new0 (double, structure->n_agents);
  shares = share (game, n_exact, seed, progress, error);
  if (shares == NULL)
    return NULL;
  self->is_exact = wf_shares_is_exact (shares);
  for (gsize p = 0; p < game->n_players; p++)
    {
      self->shapley[game->players[p]] = wf_shares_get_values (shares, 0, NULL)[p];
      self->half_width[game->players[p]] = wf_shares_get_half_widths (shares, 0, NULL)[p];
    }
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
