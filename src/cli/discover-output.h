/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/invocation.h"
#include "core/discovery/discovery.h"

G_BEGIN_DECLS

/* What a search found; explanation (nullable): sentences about one pair, in place of the edges of the text. */
void wf_discover_print_json (WfInvocation *invocation, WfDiscoveryResult *result, const char *const *explanation);
void wf_discover_print_text (WfInvocation *invocation, WfDiscoveryResult *result, const char *const *explanation);

G_END_DECLS
