/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/effect-private.h"

/* The equations x = a + B x + e, e ~ N(0, diag v), of a linear-Gaussian model in a world, packed for passes in topological order. */
typedef struct
{
  gsize n_nodes;
  guint *order;           /* n_nodes */
  gsize *starts;          /* n_nodes + 1: where the causes of a node begin in the next two */
  guint *parents;
  double *coefficients;
  double *intercepts;     /* n_nodes */
  double *variances;      /* n_nodes: of the noise */
} WfLinearWorld;

/* What every question to a linear-Gaussian model shares: the world as fitted, without evidence. */
struct _WfLinearBase
{
  WfLinearWorld world;
  double *means;          /* n_nodes */
  double *variances;      /* n_nodes */
  WfMarginal **marginals; /* n_nodes: shaped as observed */
};

typedef struct
{
  double *means;          /* n_nodes */
  double *variances;      /* n_nodes */
  double *covariances;    /* n_nodes x n_observed, column-major: with each observed node */
} WfMoments;

void     wf_linear_world_init     (WfLinearWorld *self, WfModel *model);
/* the world after the interventions of a question, every one of which must be linear */
void     wf_linear_world_act      (WfLinearWorld *self, const WfLinearBase *base, const WfQuestion *question);
void     wf_linear_world_clear    (WfLinearWorld *self);

/* Means, variances and the covariances with the observed nodes. Cost: O(n_nodes (edges + n_observed)). */
gboolean wf_moments_compute       (WfMoments *self, const WfLinearWorld *world, const guint *observed, gsize n_observed,
                                   WfProgress *progress, GError **error);
/* Puts in what is observed, one node after the other: the first n_observed of the n_listed nodes that have a column of covariances.
 * WF_ERROR_NO_SUPPORT names the node that can't have its value. */
gboolean wf_moments_condition     (WfMoments *self, gsize n_nodes, WfGraph *graph, const guint *listed, const double *values,
                                   gsize n_observed, gsize n_listed, GError **error);
void     wf_moments_clear         (WfMoments *self);

/* The shapes of the marginals of a question, made from the rows of the table when they are first asked for. */
typedef struct _WfLinearShapes WfLinearShapes;

/* moments: before and after, n_nodes each, copied */
WfLinearShapes *wf_linear_shapes_new (WfQuestion *question, const gboolean *is_affected, const WfMoments *before, const WfMoments *after);
void            wf_linear_shapes_unref (WfLinearShapes *self);
/* shaped when it is asked for: as observed, or a normal or a point on the observed axis widened to hold it */
WfMarginal     *wf_linear_marginal_defer (WfModel *model, guint node, double mean, double sd, gboolean is_as_observed);
WfMarginal     *wf_linear_shapes_defer (WfLinearShapes *self, guint node, gboolean is_after);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfLinearWorld, wf_linear_world_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfMoments, wf_moments_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfLinearShapes, wf_linear_shapes_unref)
