/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/contrast-private.h"
#include "core/inference/possible-effects.h"

G_BEGIN_DECLS

/* Members of a class whose effect is the same function of the distribution, and how to estimate it. */
typedef struct
{
  guint *adjusted;       /* nodes, increasing */
  gsize n_adjusted;
  guint *narrow;         /* a set with the same answer that adds nothing to what the graph needs, for data with too few rows a level; NULL = none */
  gsize n_narrow;
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
/* joins groups with the same estimand, and takes the most precise set, or of several a set that is valid in the most members: *groups is
 * a new array. Groups without a member stay as they are. Cost: some separations a node and group, and one for each two groups left */
gboolean wf_member_groups_refine   (GArray **groups, guint exposure, guint outcome, WfProgress *progress, GError **error);
/* sets the result; contrast: over columns in the order of the nodes */
void     wf_member_group_estimate  (WfMemberGroup *group, const WfContrast *contrast);

/* dag-members.c: a DAG, a CPDAG, or one with more arrows: a group for every set of parents of the exposure that some member has, one for all without
 * an effect, with their members counted up to a limit; none when no DAG fits */
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
/* the generalised adjustment criterion (Perkovic et al. 2018), where the exposure is an ancestor of the outcome */
gboolean wf_adjustment_is_valid    (WfGraph *graph, guint exposure, guint outcome, const guint *set, gsize n_set);
/* A set with the same answer in every distribution of the class, without what is independent of the outcome given the rest and the
 * exposure, which costs precision alone. set: increasing; (transfer full), *n of it. Cost: a separation for each of its nodes */
guint   *wf_adjustment_prune       (WfGraph *graph, guint exposure, guint outcome, const guint *set, gsize n_set, gsize *n);
/* The same, and with what is independent of the exposure given the set and tells of the outcome: neither step ever adds variance
 * (Henckel, Perkovic & Maathuis 2022, JRSS B 84, theorem 1), and both read separations alone, which all members of a class share (Pearl &
 * Paz 2014, J. Causal Inference 2: c-equivalence). From the parents of an exposure in a DAG the optimal adjustment set results.
 * Cost: some separations for each node */
guint   *wf_adjustment_refine      (WfGraph *graph, guint exposure, guint outcome, const guint *set, gsize n_set, gsize *n);

G_END_DECLS
