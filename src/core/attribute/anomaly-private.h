/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/attribution-private.h"

G_BEGIN_DECLS

/* A value is as unusual as the row's when it lies outside of (low, high); a level when it is marked. */
typedef struct
{
  double          low, high;
  const gboolean *is_rare;   /* discrete: one a level; else NULL */
} WfAnomalyEvent;

/* v(S) = log P(as unusual | the noise of S is the row's) as a set function, from draws: 1 + WF_N_GROUPS outputs. */
typedef struct
{
  const WfWorlds *worlds;    /* inside: the row's noise */
  WfAnomalyEvent  event;
  WfProgress     *progress;
} WfAnomalyDraws;

gboolean wf_anomaly_count (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer draws);

/* The same in closed form, where all mechanisms are linear-Gaussian: given the noise of S the target is normal. One output. */
typedef struct
{
  gsize          n_players;
  double         mean;       /* of the target */
  double        *shifts;     /* n_players: of the target, by the row's noise of each player */
  double        *variances;  /* n_players: of the target, by the noise of each */
  WfAnomalyEvent event;
} WfAnomalyTail;

WfAnomalyTail *wf_anomaly_tail_new  (WfModel *model, guint target, const WfWorlds *worlds);
void           wf_anomaly_tail_free (WfAnomalyTail *self);
gboolean       wf_anomaly_integrate (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer tail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfAnomalyTail, wf_anomaly_tail_free)

G_END_DECLS
