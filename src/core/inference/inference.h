/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/intervention.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/**
 * WfEffect:
 *
 * Every marginal before and after a set of interventions, computed exactly: closed-form moments for a linear-Gaussian model, variable
 * elimination for a categorical one. The bins of a continuous marginal come from the rows of the table, each keeping its own residual
 * (Pearl 2009, 7.1: abduction, action, prediction), so that an unaffected variable looks just as observed.
 */
typedef struct _WfEffect WfEffect;

#define WF_TYPE_EFFECT (wf_effect_get_type ())

WF_API GType       wf_effect_get_type     (void);
/* interventions: (array length=n_interventions), at most one a node; given: "Z=u" texts, NULL-terminated, nullable: P(. | do, given), for both
 * columns of the answer. Errors: WF_ERROR_DATA unknown node or level (nearest named), a shift of a discrete node; WF_ERROR_NO_SUPPORT:
 * evidence of probability zero; WF_ERROR_BUDGET: a factor beyond WF_LIMIT_TABLE_ENTRIES. */
WF_API WfEffect   *wf_intervene           (WfModel *model, WfIntervention *const *interventions, gsize n_interventions,
                                           const char *const *given, WfProgress *progress, GError **error);
WF_API WfEffect   *wf_effect_ref          (WfEffect *self);
WF_API void        wf_effect_unref        (WfEffect *self);
WF_API WfModel    *wf_effect_get_model    (WfEffect *self);
WF_API gsize       wf_effect_get_n_interventions (WfEffect *self);
WF_API WfIntervention *wf_effect_get_intervention (WfEffect *self, gsize i);
WF_API gboolean    wf_effect_is_exact     (WfEffect *self);
WF_API gboolean    wf_effect_is_set       (WfEffect *self, guint node);        /* intervened on */
WF_API gboolean    wf_effect_is_affected  (WfEffect *self, guint node);        /* its distribution changed */
WF_API gboolean    wf_effect_is_cut       (WfEffect *self, gsize edge);        /* edge of the model's DAG removed by a set */
WF_API WfMarginal *wf_effect_get_before   (WfEffect *self, guint node);
WF_API WfMarginal *wf_effect_get_after    (WfEffect *self, guint node);
WF_API const char *const *wf_effect_get_warnings (WfEffect *self);             /* "pka = 5000 lies outside the observed range ...: extrapolation" */
/* the graph with cards: before, after, cuts (for the report and for pictures) */
WF_API WfFigure   *wf_effect_figure       (WfEffect *self);
/* show: names, NULL-terminated; NULL = every affected node */
WF_API WfReport   *wf_effect_report       (WfEffect *self, const char *const *show, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfEffect, wf_effect_unref)

G_END_DECLS
