/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/**
 * WfMediationEffect:
 * @WF_MEDIATION_TOTAL: E[Y(b)] - E[Y(a)]
 * @WF_MEDIATION_NATURAL_DIRECT: E[Y(b, M(a))] - E[Y(a)]: the mediators stay as they would have been
 * @WF_MEDIATION_NATURAL_INDIRECT: E[Y(a, M(b))] - E[Y(a)]: only the mediators see the change
 * @WF_MEDIATION_TOTAL_INDIRECT: E[Y(b)] - E[Y(b, M(a))]: what the direct effect leaves of the total
 * @WF_MEDIATION_CONTROLLED_DIRECT: E[Y(b, m)] - E[Y(a, m)]: the mediators are held at values m
 * @WF_MEDIATION_PATHS: only some paths carry the change
 *
 * Effects of changing the exposure from a to b (Pearl 2001, UAI; Robins & Greenland 1992, Epidemiology 3). For a discrete outcome E is the
 * probability of one of its levels.
 */
typedef enum
{
  WF_MEDIATION_TOTAL,
  WF_MEDIATION_NATURAL_DIRECT,
  WF_MEDIATION_NATURAL_INDIRECT,
  WF_MEDIATION_TOTAL_INDIRECT,
  WF_MEDIATION_CONTROLLED_DIRECT,
  WF_MEDIATION_PATHS,
} WfMediationEffect;

#define WF_N_MEDIATION_EFFECTS 6

/**
 * WfMediation:
 *
 * A total effect taken apart by what it goes through. Immutable.
 */
typedef struct _WfMediation WfMediation;

#define WF_TYPE_MEDIATION (wf_mediation_get_type ())

/* the parameters: method (automatic, exact, sampling), draws (skip) */
WF_API const WfParam *wf_mediation_get_parameters (void);
WF_API GType        wf_mediation_get_type      (void);
/* The verb. from, to: NULL = the observed mean and one more, or the first and the last level. level: of a discrete outcome, NULL = its
 * last. through: mediators, NULL = all nodes between exposure and outcome. hold: "M=v" for every mediator, NULL = no controlled effect.
 * paths: "X,M,Y", NULL = none. WF_ERROR_DATA: an unknown name or value, a mediator that isn't between the two, a path that isn't in the
 * graph; WF_ERROR_BUDGET: exact inference over WF_LIMIT_TABLE_ENTRIES; WF_ERROR_UNSUPPORTED: exact inference of other mechanisms */
WF_API WfMediation *wf_mediate                 (WfModel *model, const char *exposure, const char *from, const char *to, const char *outcome, const char *level,
                                                const char *const *through, const char *const *hold, const char *const *paths, GVariant *params, guint64 seed,
                                                WfProgress *progress, GError **error);
WF_API WfMediation *wf_mediation_ref           (WfMediation *self);
WF_API void         wf_mediation_unref         (WfMediation *self);
WF_API WfModel     *wf_mediation_get_model     (WfMediation *self);
WF_API gboolean     wf_mediation_is_exact      (WfMediation *self);
WF_API gsize        wf_mediation_get_n_draws   (WfMediation *self);      /* 0 when exact */
WF_API gboolean     wf_mediation_has           (WfMediation *self, WfMediationEffect effect);    /* it was asked for */
WF_API double       wf_mediation_get_effect    (WfMediation *self, WfMediationEffect effect);    /* NaN = not asked for */
WF_API double       wf_mediation_get_standard_error (WfMediation *self, WfMediationEffect effect);   /* of sampling; 0 when exact */
/* nodes that would have to take two values at once: no experiment tells this effect, only the mechanisms with their noise do. Names,
 * NULL-terminated (transfer none) */
WF_API const char *const *wf_mediation_get_recanting (WfMediation *self, WfMediationEffect effect);
/* the same as a sentence; NULL when nothing of the kind is assumed (transfer full) (nullable) */
WF_API char        *wf_mediation_describe_assumption (WfMediation *self, WfMediationEffect effect);
WF_API double       wf_mediation_get_proportion (WfMediation *self);     /* total indirect / total; NaN without a total effect */
WF_API const char *const *wf_mediation_get_mediators (WfMediation *self);   /* (transfer none) */
/* the total effect and what of it is direct, in a sentence (transfer full) */
WF_API char        *wf_mediation_describe      (WfMediation *self);
/* what an effect that was asked for is: "the mediators stay as they would have been without the change" (transfer full) */
WF_API char        *wf_mediation_describe_meaning (WfMediation *self, WfMediationEffect effect);
/* "smoke from no to yes", "the mean of y" (transfer full) */
WF_API char        *wf_mediation_describe_change  (WfMediation *self);
WF_API char        *wf_mediation_describe_outcome (WfMediation *self);
WF_API const char  *wf_mediation_effect_to_text   (WfMediationEffect effect);   /* translated: "natural direct effect" */
WF_API const char *const *wf_mediation_get_warnings (WfMediation *self);
/* the total effect and its parts, what they assume. provenance: nullable */
WF_API WfReport    *wf_mediation_report        (WfMediation *self, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfMediation, wf_mediation_unref)

G_END_DECLS
