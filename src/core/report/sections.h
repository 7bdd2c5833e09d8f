/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/report.h"

G_BEGIN_DECLS

/* The sections that every report on a result has, in this order and under the same headings, after the answer and its evidence.
 * wf_report_builder_add_provenance() comes last. */

/* "What could make it wrong": the caller adds what the answer rests on */
WF_API void wf_report_builder_begin_doubts (WfReportBuilder *self);
/* "What was not done": marked-up sentences, NULL ones are left out; at least one */
WF_API void wf_report_builder_add_undone   (WfReportBuilder *self, const char *const *sentences, gsize n);
/* "Method": the caller adds facts */
WF_API void wf_report_builder_begin_method (WfReportBuilder *self);
/* a row of facts; plain text */
WF_API void wf_report_builder_add_fact     (WfReportBuilder *self, const char *name, const char *value);

G_END_DECLS
