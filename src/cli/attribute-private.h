/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"
#include "core/attribute/suggestions.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

/* The answer for many runs: a table, JSON, a report. reads --profile */
gboolean wf_attribute_answer_corpus (WfInvocation *invocation, WfCorpus *corpus, GError **error);

/* attribute-repair.c: --repair; repairs: of WfRepair, possibly none */
GArray *wf_attribute_parse_repairs (WfInvocation *invocation, WfTrace *trace, GError **error);
void    wf_attribute_add_repairs   (JsonBuilder *builder, WfBlame *blame, const GArray *repairs);
void    wf_attribute_print_repairs (GString *out, WfBlame *blame, const GArray *repairs);

/* attribute-suggestions.c: the member "suggestions"; a table with its control */
void wf_attribute_add_suggestions   (JsonBuilder *builder, WfBlame *blame, WfSuggestions *suggestions);
void wf_attribute_print_suggestions (GString *out, WfBlame *blame, WfSuggestions *suggestions);

G_END_DECLS
