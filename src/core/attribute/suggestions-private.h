/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/suggestions.h"

G_BEGIN_DECLS

/* suggestions-report.c: a heading, the table with its control, and what the numbers are */
void wf_suggestions_add_to_report (WfSuggestions *self, WfBlame *blame, WfReportBuilder *builder);

G_END_DECLS
