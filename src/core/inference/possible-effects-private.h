/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/contrast-private.h"
#include "core/inference/possible-effects.h"

G_BEGIN_DECLS

/* How the members of a class that agree on it would estimate the effect. */
typedef struct
{
  guint *adjusted;       /* nodes, increasing */
  gsize n_adjusted;
  gboolean is_zero;      /* by the graph, the exposure has no effect */
  gboolean is_unknown;   /* no adjustment identifies it */
  gsize n_members;       /* 0 = not counted */
  WfGraph *member;
  WfContrastResult result;
  char **names;
} WfMemberGroup;

struct _WfPossibleEffects
{
  WfTable *table;
  WfGraph *graph;
  WfContrast contrast;
  GArray *groups;        /* of WfMemberGroup */
  gboolean is_complete;
  char **warnings;
};

GArray  *wf_member_groups_new      (void);
/* adds the member to the group with the same answer, or as a new one; adjusted: (transfer full) */
void     wf_member_groups_add      (GArray *groups, WfMemberGroup group);

/* dag-members.c: a DAG, a CPDAG, or one with more arrows: a group for every set of parents of the exposure that some member has, with its
 * members counted up to a limit. FALSE with WF_ERROR_DATA when no DAG fits */
gboolean wf_dag_members_list       (WfGraph *graph, guint exposure, guint outcome, gsize limit, GArray *groups, WfProgress *progress, GError **error);
/* mag-members.c: a MAG, or all that are Markov equivalent in a PAG, up to a limit of graphs looked at */
gboolean wf_mag_members_list       (WfGraph *graph, guint exposure, guint outcome, gsize limit, GArray *groups, gboolean *is_complete, WfProgress *progress, GError **error);
/* adjustment.c: the adjustment set of a MAG or DAG that exists if any does: FALSE when none does. *is_zero: the exposure is no ancestor
 * (van der Zander, Liskiewicz & Textor 2014; Perkovic, Textor, Kalisch & Maathuis 2018, JMLR 18) */
gboolean wf_adjustment_find        (WfGraph *mag, guint exposure, guint outcome, gboolean *is_zero, guint **adjusted, gsize *n_adjusted);

G_END_DECLS
