/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/citest/citest.h"
#include "core/discovery/ensemble-private.h"

G_BEGIN_DECLS

/* Why a mark is as it is, in words; NULL = it is left open. */
const char *wf_rule_to_text (const char *rule);
/* The same rule as a text that stays; NULL = there is none of this name. */
const char *wf_rule_find (const char *rule);
/* The independence test or the score the search took; NULL for a search without one. */
const WfCiTestKind *wf_discovery_result_get_test (WfDiscoveryResult *self);
const char *wf_discovery_result_get_score (WfDiscoveryResult *self);
/* Positions in the pairs of get_removed() and get_kept(), -1 = none; a < b. */
gssize wf_discovery_result_find_removed (WfDiscoveryResult *self, guint a, guint b);
gssize wf_discovery_result_find_kept (WfDiscoveryResult *self, guint a, guint b);
/* "B, C", "nothing" without any */
char *wf_discovery_result_set_to_text (WfDiscoveryResult *self, const guint *given, gsize n);

G_END_DECLS
