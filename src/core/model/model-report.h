/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/* The graph with what is observed of each variable and the weak mechanisms marked, the mechanisms in words and how well they fit.
 * provenance: nullable */
WF_API WfReport *wf_model_report   (WfModel *self, WfProvenance *provenance);
/* the graph, with what is observed of each variable (transfer full) */
WF_API WfFigure *wf_model_figure   (WfModel *self);
/* one sentence: "2 of 11 mechanisms are weak: erk and jnk." */
WF_API char     *wf_model_conclude (WfModel *self);

G_END_DECLS
