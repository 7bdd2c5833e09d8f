/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/inference.h"

G_BEGIN_DECLS

/**
 * WfCounterfactual:
 *
 * What one row of the data would have been had something been done: abduction of the row's own noise, action, prediction (Pearl 2009,
 * Causality, 2nd ed., theorem 7.1.7). A point where the noise is known, else a distribution.
 */
typedef struct _WfCounterfactual WfCounterfactual;

#define WF_TYPE_COUNTERFACTUAL (wf_counterfactual_get_type ())

WF_API GType             wf_counterfactual_get_type  (void);
/* row: of the model's table, from 0; interventions: (array length=n_interventions). WF_ERROR_DATA: no such row, no value in it, and what
 * wf_simulation_intervene() refuses; WF_ERROR_NO_SUPPORT: a row that can't be in this model; WF_ERROR_BUDGET, WF_ERROR_UNSUPPORTED */
WF_API WfCounterfactual *wf_counterfactual           (WfSimulation *simulation, gsize row, WfIntervention *const *interventions,
                                                      gsize n_interventions, WfProgress *progress, GError **error);
WF_API WfCounterfactual *wf_counterfactual_ref       (WfCounterfactual *self);
WF_API void              wf_counterfactual_unref     (WfCounterfactual *self);
WF_API gsize             wf_counterfactual_get_row   (WfCounterfactual *self);
/* the row as an effect: before = as it was, after = as it would have been */
WF_API WfEffect         *wf_counterfactual_get_effect (WfCounterfactual *self);
WF_API gboolean          wf_counterfactual_is_exact  (WfCounterfactual *self);
WF_API gboolean          wf_counterfactual_is_missing (WfCounterfactual *self, guint node);   /* in the row */
WF_API WfMarginal       *wf_counterfactual_get_factual (WfCounterfactual *self, guint node);  /* of a missing value: what it may have been */
WF_API WfMarginal       *wf_counterfactual_get_marginal (WfCounterfactual *self, guint node);
/* "34.1", "23 ± 4", "yes", "yes 80 %": a value as a table shows it (transfer full) */
WF_API char             *wf_counterfactual_describe_value (WfMarginal *marginal);
/* show: names, NULL-terminated; NULL = everything that would have changed */
WF_API WfReport         *wf_counterfactual_report    (WfCounterfactual *self, const char *const *show, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCounterfactual, wf_counterfactual_unref)

G_END_DECLS
