/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/shares.h"
#include "core/attribute/worlds-private.h"

#define NANOSECONDS_OF_DRAW 4 /* of one linear mechanism; the players that come first are evaluated most */

typedef struct
{
  guint node;
  gsize n_parents;
  gsize *parents; /* players, in the order of wf_graph_list_parents() */
  const WfMechanism *mechanisms[2];
  double *noise[2]; /* n_draws */
} Player;

struct _WfWorlds
{
  gsize n_draws;
  gsize n_players;
  Player *players;
};

struct _WfWorld
{
  const WfWorlds *worlds;
  guint64 *coalition;   /* whose values these are */
  gboolean is_fresh;    /* no values yet */
  gboolean *is_changed; /* n_players, while evaluating */
  double *values;       /* n_players x n_draws */
  const double **parents;
};

/* dag: its nodes are those of the mechanisms. (transfer full) */
WfWorlds *
wf_worlds_new (WfGraph *dag, guint target, gsize n_draws)
{
  WfWorlds *self = g_new0 (WfWorlds, 1);
  gsize n_nodes, n_ancestors;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &n_nodes);
  g_autofree guint *ancestors = wf_graph_list_ancestors (dag, target, &n_ancestors);
  g_autofree gboolean *takes_part = g_new0 (gboolean, n_nodes);
  g_autofree gsize *player_of = g_new0 (gsize, n_nodes);

  for (gsize i = 0; i < n_ancestors; i++)
    takes_part[ancestors[i]] = TRUE;
  takes_part[target] = TRUE;
  self->n_draws = n_draws;
  self->players = g_new0 (Player, n_ancestors + 1);
  for (gsize i = n_nodes; i-- > 0;)
    if (takes_part[order[i]])
      {
        player_of[order[i]] = self->n_players;
        self->players[self->n_players++].node = order[i];
      }
  for (gsize p = 0; p < self->n_players; p++)
    {
      Player *player = &self->players[p];
      g_autofree guint *parents = wf_graph_list_parents (dag, player->node, &player->n_parents);

      player->parents = g_new (gsize, player->n_parents);
      for (gsize k = 0; k < player->n_parents; k++)
        player->parents[k] = player_of[parents[k]];
    }
  return self;
}

void
wf_worlds_free (WfWorlds *self)
{
  if (self == NULL)
    return;
  for (gsize p = 0; p < self->n_players; p++)
    {
      g_free (self->players[p].parents);
      g_free (self->players[p].noise[WF_OUTSIDE]);
      g_free (self->players[p].noise[WF_INSIDE]);
    }
  g_free (self->players);
  g_free (self);
}

gsize
wf_worlds_get_n_players (const WfWorlds *self)
{
  return self->n_players;
}

gsize
wf_worlds_get_n_draws (const WfWorlds *self)
{
  return self->n_draws;
}

guint
wf_worlds_get_node (const WfWorlds *self, gsize player)
{
  return self->players[player].node;
}

void
wf_worlds_set (WfWorlds *self, gsize player, WfSide side, const WfMechanism *mechanism, double *noise)
{
  self->players[player].mechanisms[side] = mechanism;
  g_free (self->players[player].noise[side]);
  self->players[player].noise[side] = noise;
}

const double *
wf_worlds_get_noise (const WfWorlds *self, gsize player, WfSide side)
{
  return self->players[player].noise[side];
}

void
wf_worlds_draw_model (WfWorlds *self, WfModel *model, WfSide side, guint64 seed)
{
  for (gsize p = 0; p < self->n_players; p++)
    {
      guint node = self->players[p].node;
      const WfMechanism *mechanism = wf_model_get_mechanism (model, node);
      double *noise = g_new (double, self->n_draws);
      WfRng rng;

      wf_rng_init (&rng, seed, node + 1);
      wf_mechanism_draw_noise (mechanism, &rng, self->n_draws, noise);
      wf_worlds_set (self, p, side, mechanism, noise);
    }
}

double
wf_worlds_get_cost (const WfWorlds *self)
{
  return NANOSECONDS_OF_DRAW * (double) self->n_draws;
}

/* (transfer full) */
WfWorld *
wf_world_new (const WfWorlds *worlds)
{
  WfWorld *self = g_new0 (WfWorld, 1);
  gsize n = worlds->n_players;

  self->worlds = worlds;
  self->coalition = g_new0 (guint64, WF_COALITION_N_WORDS (n));
  self->is_fresh = TRUE;
  self->is_changed = g_new0 (gboolean, n);
  self->values = g_new (double, n * worlds->n_draws);
  self->parents = g_new0 (const double *, n + 1);
  return self;
}

void
wf_world_free (WfWorld *self)
{
  if (self == NULL)
    return;
  g_free (self->coalition);
  g_free (self->is_changed);
  g_free (self->values);
  g_free (self->parents);
  g_free (self);
}

const double *
wf_world_evaluate (WfWorld *self, const guint64 *coalition)
{
  const WfWorlds *worlds = self->worlds;
  gsize n_draws = worlds->n_draws;

  for (gsize p = worlds->n_players; p-- > 0;)
    {
      const Player *player = &worlds->players[p];
      gsize side = WF_COALITION_HAS (coalition, p);

      self->is_changed[p] = self->is_fresh || WF_COALITION_HAS (self->coalition, p) != side;
      for (gsize k = 0; k < player->n_parents; k++)
        {
          self->parents[k] = self->values + player->parents[k] * n_draws;
          self->is_changed[p] |= self->is_changed[player->parents[k]];
        }
      if (self->is_changed[p])
        wf_mechanism_evaluate (player->mechanisms[side], self->parents, player->noise[side], n_draws,
                               self->values + p * n_draws);
    }
  for (gsize w = 0; w < WF_COALITION_N_WORDS (worlds->n_players); w++)
    self->coalition[w] = coalition[w];
  self->is_fresh = FALSE;
  return self->values;
}
