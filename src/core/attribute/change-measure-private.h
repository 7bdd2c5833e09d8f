/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/attribution-private.h"

G_BEGIN_DECLS

typedef enum
{
  WF_CHANGE_MEAN,
  WF_CHANGE_TOTAL_VARIATION,
  WF_CHANGE_INFORMATION,
} WfChangeMeasure;

/* How far the target is from where it was, as a function of the mechanisms that are the second table's: inside of a coalition. */
typedef struct
{
  const WfWorlds *worlds;
  WfChangeMeasure measure;
  WfProgress *progress;
  gsize n_bins;      /* levels, or bins of about as many draws; 0 = the mean, which needs none */
  double *edges;     /* n_bins - 1 between bins of numbers; NULL = levels */
  double *none;      /* n_bins: shares of the bins, all mechanisms the first table's */
  double *groups;    /* WF_N_GROUPS x n_bins: of them in groups of draws */
} WfChangeGame;

/* n_levels: of the target. The game has one output for one draw, which is in closed form, else the groups too. */
void          wf_change_game_init     (WfChangeGame *self, const WfWorlds *worlds, WfChangeMeasure measure, gsize n_levels, WfProgress *progress);
void          wf_change_game_clear    (WfChangeGame *self);
WfSetFunction wf_change_game_get_function (WfChangeGame *self);

G_END_DECLS
