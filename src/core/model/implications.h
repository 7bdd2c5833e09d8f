/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/**
 * WfImplication: (skip)
 *
 * One independence that the graph of a model says and its table was asked about: @x and @y, given the parents of @y.
 */
typedef struct
{
  guint    x, y;
  double   p_value;      /* of the default test for the table */
  gboolean is_rejected;  /* after the correction for several tests by Holm (1979), at 0.05 */
} WfImplication;

/* Each node without its parents but before it in the order, given its parents: these independences imply all others of the
 * DAG (Pearl 1988, Probabilistic Reasoning in Intelligent Systems, corollary 4). (element-type WfImplication) (transfer full): smallest p
 * first. WF_ERROR_DATA: a table that the test can't judge. Cost: a test a pair of nodes. (skip) */
WF_API GArray *wf_model_test_implications (WfModel *self, WfProgress *progress, GError **error);

G_END_DECLS
