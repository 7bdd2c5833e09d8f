/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/bridge.h"
#include "core/report/report.h"

G_BEGIN_DECLS

#define WF_COMB_SUPPORT_TOLERANCE 1e-12        /* a probability up to this is none */
#define WF_COMB_RECONSTRUCTION_TOLERANCE 1e-9  /* f after g must give the joint back */

/**
 * WfCombRegion:
 * @WF_COMB_REGION_NONE: in neither: what leads to none of them, or into both, and wires that cross over
 * @WF_COMB_REGION_G: in the channel from treatment and context to the bridge
 * @WF_COMB_REGION_F: in the comb around it
 */
typedef enum
{
  WF_COMB_REGION_NONE,
  WF_COMB_REGION_G,
  WF_COMB_REGION_F,
} WfCombRegion;

/**
 * WfComb:
 *
 * P(outcome | do(treatment)) from the joint distribution of what was observed alone. Along a bridge B the joint over A = (treatment,
 * context), B and C is disintegrated into a channel g from A to B and a comb f that gives A, takes B and gives C; both are unique when
 * all combinations of A and B occur (Jacobs, Kissinger & Zanasi 2019, theorem 7.2). Immutable.
 */
typedef struct _WfComb WfComb;

#define WF_TYPE_COMB (wf_comb_get_type ())

WF_API GType         wf_comb_get_type        (void);
/* joint: a diagram with matrices and without inputs, that has one wire of each variable of the bridge. WF_ERROR_NO_SUPPORT names a
 * combination that never occurs; WF_ERROR_DATA when f after g isn't the joint; those of wf_diagram_evaluate().
 * Cost: the size of the joint table over treatment, context, bridge and outcome */
WF_API WfComb       *wf_comb_new             (WfDiagram *joint, WfBridge *bridge, WfProgress *progress, GError **error);
/* The whole way from a table: the bridge is looked for, then the joint is counted (smoothing: wf_diagram_new_from_table()). Where the
 * bridge lacks support, the first back-door set that has it is taken, and the bridge's description says so. Errors: those of
 * wf_bridge_find(), wf_diagram_new_from_table() and wf_comb_new(); without such a set the bridge's WF_ERROR_NO_SUPPORT */
WF_API WfComb       *wf_comb_new_from_table  (WfTable *table, WfGraph *graph, const char *treatment, const char *outcome, double smoothing,
                                              WfProgress *progress, GError **error);
/* The same from the observed joint of a model, whose latent nodes are hidden: exact. Errors: also those of wf_diagram_new_from_model() */
WF_API WfComb       *wf_comb_new_from_model  (WfModel *model, const char *treatment, const char *outcome, WfProgress *progress, GError **error);
WF_API WfComb       *wf_comb_ref             (WfComb *self);
WF_API void          wf_comb_unref           (WfComb *self);
WF_API WfBridge     *wf_comb_get_bridge      (WfComb *self);
/* the joint that was used: a diagram whose outputs are treatment, context, bridge and outcome */
WF_API WfDiagram    *wf_comb_get_joint       (WfComb *self);
/* P(outcome | treatment) as seen, and P(outcome | do(treatment)): n_levels of the treatment x n_levels of the outcome, these fastest;
 * the second is NULL where it isn't computable */
WF_API const double *wf_comb_get_observed    (WfComb *self, gsize *n);
WF_API const double *wf_comb_get_effect      (WfComb *self, gsize *n);
/* P(outcome | do(treatment)) lies between, whatever is hidden: P(x, c) and P(x, c) + 1 - P(x) (Manski 1990); as above */
WF_API const double *wf_comb_get_bounds      (WfComb *self, gboolean is_upper, gsize *n);
/* with WF_BRIDGE_COMB, else NULL. g: P(b | a), b fastest; f: P(a, c | b), c fastest, then a; in a the treatment is slowest */
WF_API const double *wf_comb_get_channel     (WfComb *self, gsize *n);
WF_API const double *wf_comb_get_comb        (WfComb *self, gsize *n);
/* the joint after the cut, the treatment uniform: treatment, context, bridge, outcome, the last fastest */
WF_API const double *wf_comb_get_surgered    (WfComb *self, gsize *n);
/* largest difference between f after g and the joint */
WF_API double        wf_comb_get_reconstruction_error (WfComb *self);

/* after a cut: P(outcome | do(treatment)) of a diagram with matrices, as wf_comb_get_effect(); those of wf_diagram_evaluate() */
WF_API double       *wf_comb_evaluate_cut    (WfDiagram *diagram, const char *treatment, const char *outcome, gsize *n, WfProgress *progress,
                                              GError **error);

/* Where g and f lie in a diagram of the same variables, with what is hidden (wf_diagram_new_from_graph()), for tinting: of its boxes, or
 * of its wires; all in neither but with WF_BRIDGE_COMB. (array length=n) (transfer full) */
WF_API WfCombRegion *wf_bridge_list_box_regions  (WfBridge *self, WfDiagram *diagram, gsize *n);
WF_API WfCombRegion *wf_bridge_list_wire_regions (WfBridge *self, WfDiagram *diagram, gsize *n);

/* observed: the diagram of the graph before the cut, for the picture, nullable; cut: what the diagram with fitted tables says after the cut,
 * as wf_comb_get_effect(), nullable */
WF_API WfReport     *wf_comb_report          (WfComb *self, WfDiagram *observed, const double *cut, gsize n, const char *const *notes,
                                              WfProvenance *provenance);

/* The joint distribution of discrete columns as a diagram of one box: shares of the rows without a missing value, by their weights. smoothing:
 * rows added to each combination, 0 = none. WF_ERROR_DATA: an unknown or continuous column, no rows, smoothing of weights that are no
 * counts; WF_ERROR_TOO_LARGE: beyond WF_LIMIT_JOINT_ENTRIES combinations */
WF_API WfDiagram    *wf_diagram_new_from_table (WfTable *table, const char *const *names, double smoothing, GError **error);

/* what is cut into bins before that: columns of nodes of the graph that hold numbers; (transfer full) */
WF_API char        **wf_diagram_list_continuous (WfTable *table, WfGraph *graph);
/* what to keep in mind of it, in words; NULL when there are none */
WF_API char         *wf_diagram_describe_bins (const char *const *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfComb, wf_comb_unref)

G_END_DECLS
