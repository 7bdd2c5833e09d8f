/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/structural-private.h"
#include "core/base/progress.h"

G_BEGIN_DECLS

/* The game among the agents that have a fault at all; the others are dummies. Only the steps that the failure depends on are kept. */
typedef struct
{
  gsize n_players;
  gsize *players;  /* agents */
  gsize n_steps;   /* the last one is the sink */
  guint *player;   /* of each step; n_players = nobody */
  double *fault;   /* of each step */
  gsize *start;    /* producers of step j: start[j] .. start[j + 1] - 1 */
  guint *producer;
  double *weight;
} WfGame;

WfGame  *wf_game_new      (const WfStructure *structure, const double *fault);
void     wf_game_free     (WfGame *self);
double  *wf_game_new_room (const WfGame *self);
gboolean wf_game_evaluate (const WfGame *self, const guint64 *coalitions, gsize n_coalitions, double *room,
                           WfProgress *progress, double *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGame, wf_game_free)

G_END_DECLS
