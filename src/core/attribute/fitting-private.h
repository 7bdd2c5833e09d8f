/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/examples-private.h"
#include "core/attribute/profile-private.h"

G_BEGIN_DECLS

/* A kind of model, up to its penalty. */
typedef struct
{
  guint tier;
  gsize n_pool;   /* features it may use: the head of wf_feature_names; WF_N_NEUTRAL in tier 1 */
  gsize n_chosen; /* of them; 0 = all */
} WfFamily;

/* What a fit leaves for others to nearly the same logs: at each penalty the optimum, and the curvature there. */
typedef struct
{
  gsize n_logs;
  gsize n_pool;
  gsize n_lambdas;
  WfProfile **profiles;
  double **hessians;      /* of the loss alone: n_pool^2, lower triangle */
} WfNear;

/* What is fitted to what. */
typedef struct
{
  const WfFamily *family;
  const WfExamples *examples;
  const gsize *members;   /* of the examples */
  gsize n_members;
  const double *lambdas;  /* falling */
  gsize n_lambdas;
  const WfProfile *start; /* the weights a penalty draws to, tier 1 only; nullable = 0 */
  const WfNear *near;     /* nullable; of the same family and penalties: faster, and the objective to 1e-6 of itself */
} WfFitting;

/* One profile a penalty: profiles[k] is (transfer full). FALSE when cancelled or out of memory: then none is set. */
gboolean wf_family_fit (const WfFitting *self, WfProfile **profiles, WfProgress *progress, GError **error);
/* families without a choice of features */
WfNear  *wf_near_new   (const WfFitting *fitting, WfProgress *progress, GError **error);
void     wf_near_free  (WfNear *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfNear, wf_near_free)

G_END_DECLS
