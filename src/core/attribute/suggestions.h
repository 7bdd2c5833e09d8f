/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"

G_BEGIN_DECLS

/**
 * WfSuggestions:
 *
 * What to change in a run that failed: up to three steps, chosen one after the other by how much a repair of theirs lowers the failure
 * in the noisy-OR model, each beside what the same repair of a random step would do. A model's answer, not a replay.
 */
typedef struct _WfSuggestions WfSuggestions;

#define WF_TYPE_SUGGESTIONS (wf_suggestions_get_type ())

#define WF_SUGGESTION_KEEP       0.2    /* share of a fault that a repair leaves */
#define WF_SUGGESTION_LEAST_GAIN 0.02   /* of the failure; smaller ones are not suggested */
#define WF_SUGGESTIONS_MAX       3

WF_API GType          wf_suggestions_get_type       (void);
WF_API WfSuggestions *wf_blame_suggest              (WfBlame *blame, WfProgress *progress, GError **error);
WF_API WfSuggestions *wf_suggestions_ref            (WfSuggestions *self);
WF_API void           wf_suggestions_unref          (WfSuggestions *self);
WF_API gsize          wf_suggestions_get_n          (WfSuggestions *self);            /* 0 to WF_SUGGESTIONS_MAX */
WF_API gsize          wf_suggestions_get_step       (WfSuggestions *self, gsize k);
/* the sign that stands out: "error", "repetition", "distance", "novelty", "hedging", "no-followup", "none" */
WF_API const char    *wf_suggestions_get_reason     (WfSuggestions *self, gsize k);
WF_API const char    *wf_suggestions_get_because    (WfSuggestions *self, gsize k);   /* it in words, translated: "its tool call reported an error" */
WF_API const char    *wf_suggestions_get_advice     (WfSuggestions *self, gsize k);   /* what to change, one translated sentence */
/* by how much the failure falls beyond the suggestions before it */
WF_API double         wf_suggestions_get_gain       (WfSuggestions *self, gsize k);
WF_API double         wf_suggestions_get_failure    (WfSuggestions *self, gsize k);   /* after suggestions 0..k */
/* the control: the mean of the same over all steps that can bear blame, in place of step k */
WF_API double         wf_suggestions_get_random_gain (WfSuggestions *self, gsize k);
/* what to know when the first of them isn't about the first suspect; NULL when it is */
WF_API const char    *wf_suggestions_get_caveat     (WfSuggestions *self, WfBlame *blame);
/* steps 0..k with WF_SUGGESTION_KEEP, as wf_blame_get_repaired() takes them */
WF_API const WfRepair *wf_suggestions_get_repairs   (WfSuggestions *self, gsize *n_repairs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSuggestions, wf_suggestions_unref)

G_END_DECLS
