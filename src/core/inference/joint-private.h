/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/joint.h"
#include "core/inference/simulation-private.h"

/* One of the two worlds; what isn't of the kind at hand is NULL. */
typedef struct
{
  double *probabilities;   /* n_entries */
  double *means;           /* n_nodes */
  double *covariances;     /* n_nodes x n_nodes */
  double *errors;          /* of the probabilities or the means; NULL when exact */
} WfJointWorld;

struct _WfJoint
{
  WfQuestion *question;
  guint *nodes;            /* n_nodes, in the order asked for */
  gsize n_nodes;
  WfColumnKind kind;
  gsize n_entries;         /* discrete: combinations of levels */
  WfEngine engine;
  gsize n_draws;
  double n_effective;
  WfJointWorld worlds[2];  /* before, after */
  char **warnings;
};

/* The engines: each fills both worlds. */
gboolean wf_joint_infer_categorical (WfJoint *self, WfNetwork *network, WfProgress *progress, GError **error);
gboolean wf_joint_infer_gaussian    (WfJoint *self, const WfLinearBase *base, WfProgress *progress, GError **error);
gboolean wf_joint_infer_sampling    (WfJoint *self, WfSimulation *simulation, gsize n_draws, WfProgress *progress, GError **error);
