/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/graph.h"
#include "core/model/mechanism.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* Values of one node, the target, when a coalition of its causes follows a second mechanism or noise and the others the first. The
 * players are the target and its ancestors, the last in the order of causes first: player 0 is the target. Coalitions that differ in
 * their first players only are cheap one after the other. Frozen once every player has both alternatives. */
typedef struct _WfWorlds WfWorlds;

/* One thread's way through them. */
typedef struct _WfWorld WfWorld;

typedef enum
{
  WF_OUTSIDE,   /* of the coalition */
  WF_INSIDE,
} WfSide;

WfWorlds      *wf_worlds_new         (WfGraph *dag, guint target, gsize n_draws);
void           wf_worlds_free        (WfWorlds *self);
gsize          wf_worlds_get_n_players (const WfWorlds *self);
gsize          wf_worlds_get_n_draws (const WfWorlds *self);
guint          wf_worlds_get_node    (const WfWorlds *self, gsize player);
/* noise: (transfer full) n_draws */
void           wf_worlds_set         (WfWorlds *self, gsize player, WfSide side, const WfMechanism *mechanism, double *noise);
/* n_draws; NULL = not set */
const double  *wf_worlds_get_noise   (const WfWorlds *self, gsize player, WfSide side);
/* every player's mechanism in the model with noise drawn from it, the same for a seed and a node */
void           wf_worlds_draw_model  (WfWorlds *self, WfModel *model, WfSide side, guint64 seed);
/* nanoseconds of one evaluation, roughly */
double         wf_worlds_get_cost    (const WfWorlds *self);

WfWorld       *wf_world_new          (const WfWorlds *worlds);
void           wf_world_free         (WfWorld *self);
/* (transfer none): n_draws values of the target, until the next call. coalition: WF_COALITION_N_WORDS. Cost: draws times the players
 * downstream of those that differ from the coalition before. */
const double  *wf_world_evaluate     (WfWorld *self, const guint64 *coalition);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfWorlds, wf_worlds_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfWorld, wf_world_free)

G_END_DECLS
