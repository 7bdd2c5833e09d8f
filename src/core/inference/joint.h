/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/simulation.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/**
 * WfJoint:
 *
 * The joint distribution of a few variables before and after interventions: a table of probabilities where they are discrete, means and
 * covariances where they are continuous. Immutable.
 */
typedef struct _WfJoint WfJoint;

#define WF_TYPE_JOINT (wf_joint_get_type ())

WF_API GType        wf_joint_get_type      (void);
/* nodes: names, NULL-terminated, at least one, each once. Errors: those of wf_simulation_intervene(); WF_ERROR_UNSUPPORTED: discrete and
 * continuous ones together; WF_ERROR_TOO_LARGE: more than WF_LIMIT_JOINT_ENTRIES combinations. */
WF_API WfJoint     *wf_simulation_query    (WfSimulation *simulation, WfIntervention *const *interventions, gsize n_interventions,
                                            const char *const *given, const char *const *nodes, gsize n_draws, WfProgress *progress,
                                            GError **error);
WF_API WfJoint     *wf_joint_ref           (WfJoint *self);
WF_API void         wf_joint_unref         (WfJoint *self);
WF_API WfEngine     wf_joint_get_engine    (WfJoint *self);
WF_API gboolean     wf_joint_is_exact      (WfJoint *self);
WF_API gsize        wf_joint_get_n_draws   (WfJoint *self);               /* 0 = exact */
WF_API double       wf_joint_get_effective_draws (WfJoint *self);         /* after weighting by the evidence */
WF_API gsize        wf_joint_get_n_nodes   (WfJoint *self);
WF_API const char  *wf_joint_get_name      (WfJoint *self, gsize node);   /* in the order asked for */
WF_API WfColumnKind wf_joint_get_kind      (WfJoint *self);
/* discrete: levels of a variable, and P(every combination), the last variable fastest */
WF_API gsize        wf_joint_get_n_levels  (WfJoint *self, gsize node);
WF_API const char  *wf_joint_get_level     (WfJoint *self, gsize node, gsize level);
WF_API const double *wf_joint_get_probabilities (WfJoint *self, gboolean is_after, gsize *n_entries);
/* continuous: n_nodes, and n_nodes x n_nodes */
WF_API const double *wf_joint_get_means    (WfJoint *self, gboolean is_after);
WF_API const double *wf_joint_get_covariances (WfJoint *self, gboolean is_after);
/* standard errors of the probabilities or of the means; NULL when exact */
WF_API const double *wf_joint_get_errors   (WfJoint *self, gboolean is_after);
WF_API const char *const *wf_joint_get_warnings (WfJoint *self);
WF_API char        *wf_joint_to_text       (WfJoint *self);               /* "P(A, B | do(x = yes), Z = u)" */
/* "A = yes, B = no": a combination */
WF_API char        *wf_joint_entry_to_text (WfJoint *self, gsize entry);
WF_API WfReport    *wf_joint_report        (WfJoint *self, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfJoint, wf_joint_unref)

G_END_DECLS
