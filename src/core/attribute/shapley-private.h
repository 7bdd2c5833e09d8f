/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/structural-private.h"
#include "core/base/progress.h"

G_BEGIN_DECLS

#define WF_SHAPLEY_EXACT_AGENTS 12

/* How the failure is shared out among the agents. */
typedef struct
{
  double *shapley;        /* phi; sums to the failure */
  double *half_width;     /* of its 95 % interval; 0 when exact */
  double *counterfactual; /* CF */
  gboolean is_exact;
} WfShapley;

WfShapley *wf_shapley_new  (const WfStructure *structure, const double *fault, gsize n_exact, guint64 seed,
                            WfProgress *progress, GError **error);
void       wf_shapley_free (WfShapley *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfShapley, wf_shapley_free)

G_END_DECLS
