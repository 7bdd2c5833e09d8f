/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/bridge.h"
#include "core/report/report.h"

G_BEGIN_DECLS

#define WF_LINEAR_COMB_TOLERANCE 1e-9   /* f after g must give the joint back, in standard deviations */

/**
 * WfLinearComb:
 *
 * outcome | do(treatment) from the means and covariances of what was observed alone, where all variables are real numbers that depend
 * linearly on each other with Gaussian noise: what WfComb is for states. Along a bridge B the joint over A = (treatment, context), B and
 * C is disintegrated into a channel g: A -> B and a comb f: B -> (A, C), both linear maps. Immutable.
 */
typedef struct _WfLinearComb WfLinearComb;

#define WF_TYPE_LINEAR_COMB (wf_linear_comb_get_type ())

WF_API GType          wf_linear_comb_get_type     (void);
/* joint: a diagram of real objects with linear maps and without inputs, that has one wire of each variable of the bridge.
 * WF_ERROR_NO_SUPPORT names a variable that never varies, or that the others determine; those of wf_diagram_evaluate_gaussian() */
WF_API WfLinearComb  *wf_linear_comb_new          (WfDiagram *joint, WfBridge *bridge, WfProgress *progress, GError **error);
/* The whole way from a table, as wf_comb_new_from_table(): another set is taken where the bridge lacks support */
WF_API WfLinearComb  *wf_linear_comb_new_from_table (WfTable *table, WfGraph *graph, const char *treatment, const char *outcome,
                                                     WfProgress *progress, GError **error);
/* the same from the observed joint of a model, whose latent nodes are hidden: exact */
WF_API WfLinearComb  *wf_linear_comb_new_from_model (WfModel *model, const char *treatment, const char *outcome, WfProgress *progress,
                                                     GError **error);
WF_API WfLinearComb  *wf_linear_comb_ref          (WfLinearComb *self);
WF_API void           wf_linear_comb_unref        (WfLinearComb *self);
WF_API WfBridge      *wf_linear_comb_get_bridge   (WfLinearComb *self);
/* the joint that was used: its outputs are treatment, context, bridge and outcome */
WF_API WfDiagram     *wf_linear_comb_get_joint    (WfLinearComb *self);
/* of the treatment as observed */
WF_API double         wf_linear_comb_get_mean     (WfLinearComb *self);
WF_API double         wf_linear_comb_get_sd       (WfLinearComb *self);
/* from the treatment to the outcome: as seen, and after do(); the second is NULL where it isn't computable, and nothing bounds it then.
 * The coefficient is the change per unit of treatment */
WF_API WfGaussianMap *wf_linear_comb_get_observed (WfLinearComb *self);
WF_API WfGaussianMap *wf_linear_comb_get_effect   (WfLinearComb *self);
/* with WF_BRIDGE_COMB, else NULL: g: (treatment, context) -> bridge; f: bridge -> (treatment, context, outcome) */
WF_API WfGaussianMap *wf_linear_comb_get_channel  (WfLinearComb *self);
WF_API WfGaussianMap *wf_linear_comb_get_comb     (WfLinearComb *self);
/* largest difference between f after g and the joint, of means in standard deviations and of covariances as correlations */
WF_API double         wf_linear_comb_get_reconstruction_error (WfLinearComb *self);

/* after a cut: the linear map from the treatment to the outcome that a diagram of linear maps has, all other inputs being none.
 * WF_ERROR_DATA, WF_ERROR_BUDGET */
WF_API WfGaussianMap *wf_linear_comb_evaluate_cut (WfDiagram *diagram, const char *treatment, const char *outcome, WfProgress *progress,
                                                   GError **error);

/* diagram: before the cut, for its picture; cut: what it says after the cut, with fitted mechanisms; both nullable */
WF_API WfReport      *wf_linear_comb_report       (WfLinearComb *self, WfDiagram *diagram, WfGaussianMap *cut, WfProvenance *provenance);

/* Means and covariances (denominator n - 1) of continuous columns over the rows without a missing value, as a diagram of one box with a
 * linear map without inputs. WF_ERROR_DATA: an unknown or discrete column, too few rows, weights that are no counts */
WF_API WfDiagram     *wf_diagram_new_gaussian_from_table (WfTable *table, const char *const *names, WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfLinearComb, wf_linear_comb_unref)

G_END_DECLS
