/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* by its name: .csv, .tsv or .txt, packed or not */
gboolean wf_actual_cause_is_table (const char *path);
/* the table of events and factors; outcome: in words */
gboolean wf_actual_cause_judge_table (WfInvocation *invocation, WfSource *source, const char *outcome, GError **error);

G_END_DECLS
