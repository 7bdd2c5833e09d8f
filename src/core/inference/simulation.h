/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/params.h"
#include "core/inference/intervention.h"

G_BEGIN_DECLS

/**
 * WfEffect:
 *
 * Every marginal before and after a set of interventions: closed-form moments for a linear-Gaussian model, a junction tree or
 * variable elimination for a discrete one, seeded sampling with standard errors for the others. Without evidence the bins of a
 * linear-Gaussian marginal come from the rows of the table, each keeping its own residual (Pearl 2009, 7.1: abduction, action,
 * prediction), so that an unaffected variable looks just as observed.
 */
typedef struct _WfEffect WfEffect;

/* What computes an answer. */
typedef enum
{
  WF_ENGINE_CLOSED_FORM,     /* moments of a linear-Gaussian model: exact */
  WF_ENGINE_JUNCTION_TREE,   /* exact */
  WF_ENGINE_ELIMINATION,     /* of variables, one query at a time: exact */
  WF_ENGINE_SAMPLING,        /* standard errors */
} WfEngine;

/* What a question would cost. */
typedef struct
{
  WfEngine engine;
  gboolean is_exact;
  double n_entries;          /* of all tables of a discrete engine; else 0 */
  gsize n_draws;             /* of sampling; else 0 */
  double seconds;            /* a rough estimate for this machine */
} WfSimulationCost;

/**
 * WfSimulation:
 *
 * A model made ready for many questions: what they share is computed once (base moments, a junction tree, the noise of the draws),
 * so that a slider can ask sixty times a second. Any thread may ask it.
 */
typedef struct _WfSimulation WfSimulation;

#define WF_TYPE_SIMULATION (wf_simulation_get_type ())

WF_API GType          wf_simulation_get_type   (void);
/* (skip) "method": automatic, exact or sampling; "draws"; "seed" */
WF_API const WfParam *wf_simulation_list_params (void);
/* params: a{sv}, nullable. WF_ERROR_DATA: a wrong parameter, a model whose values are too large */
WF_API WfSimulation  *wf_simulation_new        (WfModel *model, GVariant *params, WfProgress *progress, GError **error);
WF_API WfSimulation  *wf_simulation_ref        (WfSimulation *self);
WF_API void           wf_simulation_unref      (WfSimulation *self);
WF_API WfModel       *wf_simulation_get_model  (WfSimulation *self);
WF_API GVariant      *wf_simulation_get_params (WfSimulation *self);
/* interventions: (array length=n_interventions), at most one a node, and cuts; given: "Z=u" texts, NULL-terminated, nullable */
WF_API gboolean       wf_simulation_estimate   (WfSimulation *self, WfIntervention *const *interventions, gsize n_interventions,
                                                const char *const *given, WfSimulationCost *cost, GError **error);
/* n_draws: of sampling, 0 = the parameter; fewer are the first of more, so that a coarse answer can be refined */
WF_API WfEffect      *wf_simulation_intervene  (WfSimulation *self, WfIntervention *const *interventions, gsize n_interventions,
                                                const char *const *given, gsize n_draws, WfProgress *progress, GError **error);
/* n_rows rows of all variables, as the model makes them after the interventions */
WF_API WfTable       *wf_simulation_sample     (WfSimulation *self, WfIntervention *const *interventions, gsize n_interventions, gsize n_rows,
                                                WfProgress *progress, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSimulation, wf_simulation_unref)

G_END_DECLS
