/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/coalition-private.h"
#include "core/attribute/shares.h"

#define LANES 8 /* coalitions that go through the run together */

/* Agents with a fault up to the sink become players. player: by agent, out; n_agents = none. */
static void
find_players (WfGame *self, const WfStructure *structure, const double *fault, guint *player)
{
  for (gsize a = 0; a < structure->n_agents; a++)
    player[a] = G_MAXUINT;
  for (gsize i = 0; i <= structure->sink; i++)
    if (fault[i] > 0)
      player[structure->agents[i]] = 0;
  for (gsize a = 0; a < structure->n_agents; a++)
    if (player[a] == 0)
      {
        player[a] = (guint) self->n_players;
        self->players[self->n_players++] = a;
      }
}

/* place: by step, out; where it is in the game */
static void
keep_steps (
    WfGame *self, const WfStructure *structure, const double *fault, const guint *player, guint *place)
{
  g_autofree double *reach = wf_structure_find_reach (structure, fault, NULL);
  gsize n_links = 0;

  for (gsize j = 0; j <= structure->sink; j++)
    {
      if (!(reach[j] >= WF_STRUCTURE_NEGLIGIBLE))
        {
          place[j] = G_MAXUINT;
          continue;
        }
      place[j] = (guint) self->n_steps;
      self->player[self->n_steps] = fault[j] > 0 ? player[structure->agents[j]] : (guint) self->n_players;
      self->fault[self->n_steps] = fault[j];
      for (gsize l = structure->start[j]; l < structure->start[j + 1]; l++)
        if (place[structure->links[l].producer] != G_MAXUINT)
          {
            self->producer[n_links] = place[structure->links[l].producer];
            self->weight[n_links++] = structure->links[l].weight;
          }
      self->start[++self->n_steps] = n_links;
    }
}

/* fault: n_steps. (transfer full). Cost: O(links) */
WfGame *
wf_game_new (const WfStructure *structure, const double *fault)
{
  WfGame *self = g_new0 (WfGame, 1);
  g_autofree guint *player = g_new (guint, structure->n_agents);
  g_autofree guint *place = g_new (guint, structure->n_steps);

  self->players = g_new (gsize, structure->n_agents);
  self->player = g_new (guint, structure->n_steps);
  self->fault = g_new (double, structure->n_steps);
  self->start = g_new0 (gsize, structure->n_steps + 1);
  self->producer = g_new (guint, structure->n_links);
  self->weight = g_new (double, structure->n_links);
  find_players (self, structure, fault, player);
  keep_steps (self, structure, fault, player, place);
  return self;
}

void
wf_game_free (WfGame *self)
{
  if (self == NULL)
    return;
  g_free (self->players);
  g_free (self->player);
  g_free (self->fault);
  g_free (self->start);
  g_free (self->producer);
  g_free (self->weight);
  g_free (self);
}

/* For wf_game_evaluate(). (transfer full) */
double *
wf_game_new_room (const WfGame *self)
{
  return g_new (double, LANES *(self->n_steps + self->n_players + 1));
}

/* One way through the run for LANES coalitions. takes_part: LANES a player and for nobody, 0 or 1; value:
 * LANES a step, out */
static void
propagate (const WfGame *self, const double *takes_part, double *value)
{
  for (gsize j = 0; j < self->n_steps; j++)
    {
      const double *part = takes_part + LANES * self->player[j];
      double product[LANES];

      for (gsize v = 0; v < LANES; v++)
        product[v] = 1;
      for (gsize l = self->start[j]; l < self->start[j + 1]; l++)
        {
          const double *from = value + LANES * (gsize) self->producer[l];
          double weight = self->weight[l];

          for (gsize v = 0; v < LANES; v++)
            product[v] *= 1 - weight * from[v];
        }
      for (gsize v = 0; v < LANES; v++)
        value[LANES * j + v] = 1 - (1 - self->fault[j] * part[v]) * product[v];
    }
}

/* v(S) = F at the sink under do (q = 0) for every step whose agent is not in S, for several S. coalitions:
 * n_coalitions x WF_COALITION_N_WORDS; values: n_coalitions, out; room: wf_game_new_room(). FALSE when
 * cancelled. Cost: O(links) for each of them; eight go together. */
gboolean
wf_game_evaluate (const WfGame *self,
                  const guint64 *coalitions,
                  gsize n_coalitions,
                  double *room,
                  WfProgress *progress,
                  double *values)
{
  double *takes_part = room, *value = room + LANES * (self->n_players + 1);
  gsize n_words = WF_COALITION_N_WORDS (self->n_players);

  for (gsize v = 0; v < LANES; v++)
    takes_part[LANES * self->n_players + v] = 0;
  for (gsize first = 0; first < n_coalitions; first += LANES)
    {
      gsize n = MIN (LANES, n_coalitions - first);

      if (wf_progress_is_cancelled (progress))
        return FALSE;
      for (gsize v = 0; v < LANES; v++)
        {
          const guint64 *coalition = coalitions + (first + MIN (v, n - 1)) * n_words;

          for (gsize p = 0; p < self->n_players; p++)
            takes_part[LANES * p + v] = WF_COALITION_HAS (coalition, p);
        }
      propagate (self, takes_part, value);
      for (gsize v = 0; v < n; v++)
        values[first + v] = value[LANES * (self->n_steps - 1) + v];
    }
  return TRUE;
}
