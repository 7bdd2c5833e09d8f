/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/state.h"

G_BEGIN_DECLS

/*
 * WfHistory: the undo list. A command is its label and the state before it; undoing swaps that state with the
 * present one. Commands with the same merge key that follow each other within a second are one command, so that
 * a slider's drag undoes in one step.
 */
typedef struct _WfHistory WfHistory;

#define WF_HISTORY_LIMIT    200
#define WF_HISTORY_MERGE_US G_USEC_PER_SEC

WfHistory *wf_history_new (void);
void wf_history_free (WfHistory *self);
/* before is copied, unless the command merges with the last one; merge_key nullable = never merges */
void wf_history_push (WfHistory *self, const char *label, const char *merge_key, const WfState *before);
void wf_history_clear (WfHistory *self);
/* the state to go to, or NULL; takes the present state */
WfState *wf_history_undo (WfHistory *self, WfState *present);
WfState *wf_history_redo (WfHistory *self, WfState *present);
/* (transfer none): the newest graph over the same names that isn't equal; NULL = none */
WfGraph *wf_history_find_other_graph (WfHistory *self, WfGraph *graph);
const char *wf_history_get_undo_label (WfHistory *self);
const char *wf_history_get_redo_label (WfHistory *self);

G_END_DECLS
