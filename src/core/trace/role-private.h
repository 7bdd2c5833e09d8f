/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/trace.h"

G_BEGIN_DECLS

char      *wf_role_get_agent  (const char *speaker);
WfStepRole wf_role_of_message (const char *speaker, gsize index, const char *text);
WfStepKind wf_role_get_kind   (WfStepRole role);

G_END_DECLS
