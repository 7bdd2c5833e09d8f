/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/simulation.h"
#include "core/report/report.h"

G_BEGIN_DECLS

#define WF_TYPE_EFFECT (wf_effect_get_type ())

WF_API GType       wf_effect_get_type     (void);
/* One question to a simulation that nothing else asks; wf_simulation_intervene() for more than one. */
WF_API WfEffect   *wf_intervene           (WfModel *model, WfIntervention *const *interventions, gsize n_interventions,
                                           const char *const *given, WfProgress *progress, GError **error);
WF_API WfEffect   *wf_effect_ref          (WfEffect *self);
WF_API void        wf_effect_unref        (WfEffect *self);
WF_API WfModel    *wf_effect_get_model    (WfEffect *self);
WF_API gsize       wf_effect_get_n_interventions (WfEffect *self);
WF_API WfIntervention *wf_effect_get_intervention (WfEffect *self, gsize i);
WF_API gboolean    wf_effect_is_exact     (WfEffect *self);
WF_API WfEngine    wf_effect_get_engine    (WfEffect *self);
WF_API gsize       wf_effect_get_n_draws   (WfEffect *self);                     /* 0 = exact */
WF_API double      wf_effect_get_effective_draws (WfEffect *self);
/* level: -1 = the mean of a continuous node; after - before, and its standard error on the same draws (0 = exact); FALSE = no such number */
WF_API gboolean    wf_effect_get_change    (WfEffect *self, guint node, gint level, double *change, double *standard_error);
WF_API gboolean    wf_effect_get_standard_errors (WfEffect *self, guint node, gint level, double *before, double *after);
WF_API gboolean    wf_effect_is_set       (WfEffect *self, guint node);        /* intervened on */
WF_API gboolean    wf_effect_is_affected  (WfEffect *self, guint node);        /* its distribution changed */
WF_API gboolean    wf_effect_is_cut       (WfEffect *self, gsize edge);        /* edge of the model's DAG that no longer acts */
WF_API WfMarginal *wf_effect_get_before   (WfEffect *self, guint node);
WF_API WfMarginal *wf_effect_get_after    (WfEffect *self, guint node);
WF_API const char *const *wf_effect_get_warnings (WfEffect *self);             /* "pka = 5000 lies outside the observed range ...: extrapolation" */
/* the graph with cards: before, after, cuts (for the report and for pictures) */
WF_API WfFigure   *wf_effect_figure       (WfEffect *self);
/* show: names, NULL-terminated; NULL = every affected node */
WF_API WfReport   *wf_effect_report       (WfEffect *self, const char *const *show, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfEffect, wf_effect_unref)

G_END_DECLS
