/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"
#include "core/attribute/attribution.h"
#include "core/attribute/corpus-blame.h"
#include "core/attribute/suggestions.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

/* The answer for many runs: a table, JSON, a report. reads --profile, --causes */
gboolean wf_attribute_answer_corpus (WfInvocation *invocation, WfCorpus *corpus, GError **error);

/* attribute-repair.c: --repair; repairs: of WfRepair, possibly none */
GArray *wf_attribute_parse_repairs (WfInvocation *invocation, WfTrace *trace, GError **error);
void    wf_attribute_add_repairs   (JsonBuilder *builder, WfBlame *blame, const GArray *repairs);
void    wf_attribute_print_repairs (GString *out, WfBlame *blame, const GArray *repairs);

/* attribute-judge.c: --judge, --judge-model, --judge-preview. FALSE: the address or the model is missing; nobody is asked by default */
gboolean wf_attribute_check_judge   (WfInvocation *invocation, GError **error);
gboolean wf_attribute_preview_judge (WfInvocation *invocation, WfBlame *blame, GError **error);
WfBlame *wf_attribute_ask_judge     (WfInvocation *invocation, WfBlame *blame, GError **error);

/* attribute-causes.c: --causes, --use-causes, --alpha. FALSE: they don't go together; one run was asked about
 */
void wf_attribute_list_params (GArray *sets);
gboolean wf_attribute_check_causes (WfInvocation *invocation, GError **error);
gboolean wf_attribute_refuse_causes (WfInvocation *invocation, GError **error);
/* the result with its causes when they are asked for, else the same */
WfCorpusBlame *wf_attribute_find_causes (WfInvocation *invocation, WfCorpusBlame *result, GError **error);
/* the member "causes"; tables for a terminal. Nothing without causes */
void wf_attribute_add_causes (JsonBuilder *builder, WfCorpusBlame *result);
void wf_attribute_print_causes (GString *out, WfCorpusBlame *result);

/* attribute-suggestions.c: the member "suggestions"; a table with its control */
void wf_attribute_add_suggestions   (JsonBuilder *builder, WfBlame *blame, WfSuggestions *suggestions);
void wf_attribute_print_suggestions (GString *out, WfBlame *blame, WfSuggestions *suggestions);

/* attribute-links.c: the member "links"; a table for a terminal */
void wf_attribute_add_links (JsonBuilder *builder, WfBlame *blame);
void wf_attribute_print_links (GString *out, WfBlame *blame);

/* attribute-table.c: is a table asked about, by its options? --graph, --target, --row, --against, --arrows, --intrinsic, --model */
gboolean wf_attribute_is_about_table     (WfInvocation *invocation);
gboolean wf_attribute_table              (WfInvocation *invocation, GError **error);
void     wf_attribute_list_table_params  (GArray *sets);
/* attribute-table-output.c */
void     wf_attribute_print_table_json   (WfInvocation *invocation, WfAttribution *found);
void     wf_attribute_print_table        (WfInvocation *invocation, WfAttribution *found);

G_END_DECLS
