/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/bridge.h"

G_BEGIN_DECLS

/* the answer along one bridge, or along one back-door set; NULL with an error */
typedef gpointer (*WfCombCompute) (WfBridge *bridge, gpointer data, WfProgress *progress, GError **error);

/* The answer along the bridge of the graph or, where that lacks support (WF_ERROR_NO_SUPPORT), along the first back-door set that has it;
 * then the bridge's description says what it lacked. Errors: those of wf_bridge_find() and of the bridge's answer */
gpointer wf_comb_find_way      (WfGraph *graph, const char *treatment, const char *outcome, WfCombCompute compute, gpointer data,
                                WfProgress *progress, GError **error);
/* treatment, context, bridge and outcome, in this order (transfer full) */
GStrv    wf_bridge_list_names  (WfBridge *bridge);

G_END_DECLS
