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

/* Fits the family to some of the examples at each of these penalties, which fall; profiles[k] is (transfer full). start: the
 * weights a penalty draws to, tier 1 only; nullable = 0. FALSE when cancelled or out of memory: then none is set. */
gboolean wf_family_fit (const WfFamily *self, const WfExamples *examples, const gsize *members, gsize n_members,
                        const double *lambdas, gsize n_lambdas, const WfProfile *start, WfProfile **profiles,
                        WfProgress *progress, GError **error);

G_END_DECLS
