/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/diagram-answer.h"

G_BEGIN_DECLS

/* "P(Cancer | Smoking, Tar)" */
char *wf_diagram_source_to_text (const WfDiagramSource *self);
/* the tables that the way from the data rests on, without their values; NULL when it isn't computable */
GPtrArray *wf_diagram_answer_list_sources (WfDiagramAnswer *self);
/* "P(Tar | Smoking), P(Smoking)": those from one to another */
char *wf_diagram_answer_list_tables (WfDiagramAnswer *self, guint from, guint to);
/* how it is computed from the data, in markup; NULL when it isn't computable */
char *wf_diagram_answer_explain (WfDiagramAnswer *self);
/* the name of the way: "How the comb does it" */
const char *wf_diagram_answer_name_way (WfDiagramAnswer *self);

G_END_DECLS
