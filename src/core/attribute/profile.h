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

WF_API GType       wf_profile_get_type        (void);
WF_API WfProfile  *wf_profile_ref             (WfProfile *self);
WF_API void        wf_profile_unref           (WfProfile *self);

/* -- those that come with the program -- */
WF_API const char *const *wf_profile_get_names (void);            /* NULL-terminated */
WF_API WfProfile  *wf_profile_find            (const char *name, GError **error);   /* WF_ERROR_DATA lists what there is */
WF_API WfProfile  *wf_profile_new_prior       (void);             /* "prior": the fixed prior alone, every weight 0 */
WF_API WfProfile  *wf_profile_choose          (WfTrace *trace);   /* by the shape of the log, never by its name */

/* -- files -- */
/* by its first lines; reads nothing else */
WF_API gboolean    wf_profile_is_profile     (WfSource *source);
/* WF_ERROR_PARSE or WF_ERROR_DATA names the file, the group and the key */
WF_API WfProfile  *wf_profile_read            (WfSource *source, GError **error);
WF_API char       *wf_profile_to_text         (WfProfile *self);

WF_API const char *wf_profile_get_name        (WfProfile *self);
WF_API const char *wf_profile_get_framework   (WfProfile *self);  /* "group-chat", "orchestrated"; "" = any */
WF_API const char *wf_profile_get_note        (WfProfile *self);  /* what it can and can't do, a sentence or two */
WF_API guint       wf_profile_get_tier        (WfProfile *self);  /* 1 or 2 */
WF_API double      wf_profile_get_lambda      (WfProfile *self);
WF_API gsize       wf_profile_get_n_logs      (WfProfile *self);  /* it was trained on; 0 = not trained */
WF_API const char *wf_profile_get_labels      (WfProfile *self);  /* SHA-256 of the labels it was trained on; "" */
WF_API gsize       wf_profile_get_n_weights   (WfProfile *self);
WF_API double      wf_profile_get_weight      (WfProfile *self, gsize weight, const char **feature, double *mean, double *sd);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfProfile, wf_profile_unref)

G_END_DECLS
