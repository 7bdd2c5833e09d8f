/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"
#include "core/report/figure.h"

G_BEGIN_DECLS

/* Of a figure of a graph over the same variables in the same order, whose edges may be fewer or without a direction: the arrows whose
 * direction was a choice; the nodes whose mechanism is weak (which is measured once, by the first that asks). */
WF_API void     wf_model_mark_choices (WfModel *self, WfFigure *figure);
WF_API void     wf_model_mark_weak    (WfModel *self, WfFigure *figure);
/* whether the data left the direction of the edge between the two open; FALSE without such an edge */
WF_API gboolean wf_model_is_choice    (WfModel *self, guint a, guint b);

G_END_DECLS
