/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/counterfactual.h"
#include "core/inference/effect-private.h"

struct _WfCounterfactual
{
  WfSimulation *simulation;
  WfEffect *effect;
  gsize row;
  double *values;        /* n_nodes: of the row; levels as numbers, NaN = missing */
  gsize n_missing;
};

/* The engines: each fills the marginals of the effect. */
gboolean wf_counterfactual_infer_gaussian (WfCounterfactual *self, WfProgress *progress, GError **error);
gboolean wf_counterfactual_infer_discrete (WfCounterfactual *self, WfProgress *progress, GError **error);
gboolean wf_counterfactual_infer_sampling (WfCounterfactual *self, gsize n_draws, WfProgress *progress, GError **error);
