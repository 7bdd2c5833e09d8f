/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/invocation.h"
#include "core/attribute/evaluation.h"

G_BEGIN_DECLS

/* the members "kind", "subsets", "choices", "notes" of an object that was begun; is_detailed: "logs", one by one */
void wf_evaluation_add_json (JsonBuilder *builder, WfEvaluation *evaluation, gboolean is_detailed);
/* tables for a terminal: figures, floors, choices, notes; the first of them alone */
void wf_evaluation_print (GString *out, WfEvaluation *evaluation);
void wf_evaluation_print_figures (GString *out, WfEvaluation *evaluation);

G_END_DECLS
