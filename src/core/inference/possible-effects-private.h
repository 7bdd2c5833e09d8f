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
  gboolean is_local;     /* the marks conflict: a group for readings of the edges at the exposure, without members */
  char *opened;          /* edges that were read as open: they close cycles; NULL = none */
  char **warnings;
};

GArray  *wf_member_groups_new      (void);
/* adds the member to the group with the same answer, or as a new one; adjusted: (transfer full) */
void     wf_member_groups_add      (GArray *groups, WfMemberGroup group);

/* dag-members.c: a DAG, a CPDAG, or one with more arrows: a group for every set of parents of the exposure that some member has, with its
 * members counted up to a limit; none when no DAG fits */
gboolean wf_dag_members_list       (WfGraph *graph, guint exposure, guint outcome, gsize limit, GArray *groups, WfProgress *progress, GError **error);
/* mag-members.c: a MAG, or all that are Markov equivalent in a PAG, up to a limit of graphs looked at; no group when no MAG fits.
 * WF_ERROR_UNSUPPORTED: an edge that stands for selection */
gboolean wf_mag_members_list       (WfGraph *graph, guint exposure, guint outcome, gsize limit, GArray *groups, gboolean *is_complete, WfProgress *progress, GError **error);
/* local-members.c: a CPDAG, MAG or PAG whose marks conflict: a group for every way to read the edges at the exposure without a new
 * collider there (the local form of IDA, Maathuis et al. 2009; with hidden common causes Malinsky & Spirtes 2017), up to a limit of
 * readings. An effect is 0 where no path of the graph may lead from a child to the outcome. Cost: 2^(open edges there), or 3^ */
gboolean wf_local_members_list     (WfGraph *graph, guint exposure, guint outcome, gsize limit, GArray *groups, gboolean *is_complete, WfProgress *progress, GError **error);
/* the graph with the arrows of directed cycles open, and the ↔ between a cause and its effect. *opened: (transfer full) them in words; NULL = none */
WfGraph *wf_local_members_open     (WfGraph *graph, char **opened);
/* adjustment.c: the adjustment set of a MAG or DAG that exists if any does: FALSE when none does. *is_zero: the exposure is no ancestor
 * (van der Zander, Liskiewicz & Textor 2014; Perkovic, Textor, Kalisch & Maathuis 2018, JMLR 18) */
gboolean wf_adjustment_find        (WfGraph *mag, guint exposure, guint outcome, gboolean *is_zero, guint **adjusted, gsize *n_adjusted);

G_END_DECLS
