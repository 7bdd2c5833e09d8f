/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/base/source.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

/**
 * WfProfile:
 *
 * The weights by which the steps of a failed run are ranked, with their provenance. Tier 1 is for any framework: a fixed prior on the
 * place of a step, features standardised within the log. Tier 2 is for the framework it was trained on: features
 * standardised with that framework's mean and deviation.
 */
typedef struct _WfProfile WfProfile;

#define WF_TYPE_PROFILE (wf_profile_get_type ())

WF_API GType       wf_profile_get_type      (void);
WF_API WfProfile  *wf_profile_ref           (WfProfile *self);
WF_API void        wf_profile_unref         (WfProfile *self);
WF_API WfProfile  *wf_profile_new_prior     (void);              /* the fixed prior alone: every weight 0 */
WF_API WfProfile  *wf_profile_choose        (WfTrace *trace);    /* by the shape of the log */
WF_API const char *wf_profile_get_name      (WfProfile *self);
WF_API const char *wf_profile_get_note      (WfProfile *self);   /* what it can and can't do, a sentence or two */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfProfile, wf_profile_unref)

G_END_DECLS
