/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/* FALSE: read from a file that holds the mechanisms */
gboolean wf_model_is_fitted  (WfModel *model);
/* rows of facts: kind and parameters of the model, and what it was fitted to */
void     wf_model_add_facts  (WfReportBuilder *builder, WfModel *model);
/* its graph as a figure */
void     wf_model_add_graph  (WfReportBuilder *builder, WfModel *model);
/* how sure a number of the model is, a sentence for the abstract */
const char *wf_model_describe_certainty (WfModel *model, gboolean has_intervals);
/* the section that tells what was not done to answer from the model; has_intervals: of the limited number of rows */
void     wf_model_add_undone (WfReportBuilder *builder, WfModel *model, gboolean has_intervals);

G_END_DECLS
