/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/effect-private.h"

/* The DAG of a linear-Gaussian model, unpacked for passes in topological order. */
typedef struct
{
  WfModel *model;      /* borrowed */
  gsize n_nodes;
  guint *order;        /* n_nodes */
  guint **parents;     /* n_nodes lists, as long as the coefficients of the node */
} WfLinearSystem;

void     wf_linear_system_init  (WfLinearSystem *self, WfModel *model);
void     wf_linear_system_clear (WfLinearSystem *self);
/* means and standard deviations: n_nodes each, from closed form; the bins are made here */
gboolean wf_effect_fill_marginals (WfEffect *effect, const WfLinearSystem *system, const double *mean_before, const double *sd_before,
                                   const double *mean_after, const double *sd_after, WfProgress *progress, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfLinearSystem, wf_linear_system_clear)
