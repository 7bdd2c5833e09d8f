/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* events and their factors rather than equations, by the name: .csv, .tsv, .txt or .json */
gboolean wf_actual_cause_is_story    (const char *path);
/* outcome: in words; nullable */
gboolean wf_actual_cause_judge_story (WfInvocation *invocation, WfSource *source, const char *outcome, GError **error);

G_END_DECLS
