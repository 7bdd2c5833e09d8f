/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/network-private.h"
#include "core/inference/question-private.h"

G_BEGIN_DECLS

/* What a discrete node does after what is done to it: a distribution of its levels for every state of what it hears. */
typedef struct
{
  const WfNetwork *network;
  const WfCondition *condition;
  guint node;
  guint *heard;        /* n_heard: parents that still count, and nodes of conditions; not the node itself */
  guint n_heard;
  double *drawn;       /* n_levels: SET or DRAW; NULL = neither */
  double **cut_from;   /* n_cuts: what a cut parent is drawn from */
  gsize n_rows;
  gsize *rows;         /* of the node's table that its mechanism may go by at the state read last */
  double *weights;     /* n_rows: how likely each is */
} WfSurgery;

/* WF_ERROR_BUDGET: a distribution to draw from is out of reach */
gboolean wf_surgery_init  (WfSurgery *self, WfNetwork *network, const WfQuestion *question, guint node, WfProgress *progress, GError **error);
void     wf_surgery_clear (WfSurgery *self);
/* levels: by node, of those that are heard. The noise of the node lies in [lower, upper], within [0, 1], and its level is the one in whose
 * interval it falls, in the order of the levels (inverse CDF). out: n_levels: the part of the interval that leads to each level. */
void     wf_surgery_read  (WfSurgery *self, const gint *levels, double lower, double upper, double *out);

/* the interval of the noise that gives a level; row: of the node's table */
void     wf_network_find_interval (const WfNetwork *self, guint node, gsize row, gsize level, double *lower, double *upper);

/* One of the two worlds of a question: what is given put in, and after the interventions what is done. */
gboolean wf_world_pose    (WfWorld *self, WfNetwork *network, const WfQuestion *question, gboolean is_after, WfProgress *progress, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfSurgery, wf_surgery_clear)

G_END_DECLS
