/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/inference.h"
#include "core/inference/network-private.h"
#include "core/inference/question-private.h"
#include "core/inference/simulation-private.h"

/* Standard errors of one sampled number: a mean, or the probability of a level. */
typedef struct
{
  double before;
  double after;
  double change;   /* of after - before, on the same draws */
} WfSampleError;

/* Filled by the engine of the model's kind, then frozen. */
struct _WfEffect
{
  WfModel *model;
  WfQuestion *question;
  WfSimulation *simulation;        /* while it is built */
  GVariant *params;                /* of the simulation */
  gboolean is_case;                /* a row, not all of them */
  const WfCondition *conditions;   /* n_nodes, of the question */
  WfMarginal **before;             /* n_nodes */
  WfMarginal **after;              /* n_nodes */
  gboolean *is_affected;           /* n_nodes */
  WfEngine engine;
  gsize n_draws;                   /* 0 = exact */
  double n_effective;              /* of them, after weighting by the evidence */
  WfSampleError **errors;          /* n_nodes, one a level or one; NULL = exact */
  GStrvBuilder *notices;           /* while it is built */
  char **warnings;
};

/* without marginals yet */
WfEffect *wf_effect_new               (WfQuestion *question, WfSimulation *simulation);
/* no more warnings after it */
void      wf_effect_freeze            (WfEffect *self);

/* Nodes downstream of an intervention, which alone can differ without evidence: n_nodes booleans. */
gboolean *wf_effect_list_downstream   (WfEffect *self);
gboolean  wf_effect_has_evidence      (WfEffect *self);
gboolean  wf_effect_is_fixed          (WfEffect *self, guint node);   /* by a SET that always holds */
const char *const *wf_effect_get_given (WfEffect *self);
void      wf_effect_warn              (WfEffect *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* what is set, drawn or observed outside of what the table held */
void      wf_effect_warn_of_conditions (WfEffect *self);
/* what ends there, from the marginals after */
void      wf_effect_warn_of_means     (WfEffect *self);

/* The engines: each fills marginals and affected flags. */
gboolean  wf_effect_infer_gaussian    (WfEffect *self, WfSimulation *simulation, WfProgress *progress, GError **error);
gboolean  wf_effect_infer_categorical (WfEffect *self, WfNetwork *network, WfProgress *progress, GError **error);
/* what that would take; more than WF_LIMIT_TABLE_ENTRIES: it would be WF_ERROR_BUDGET */
gboolean  wf_question_estimate_categorical (const WfQuestion *self, WfNetwork *network, WfSimulationCost *cost, WfProgress *progress, GError **error);
/* n_draws: at least 1 */
gboolean  wf_effect_infer_sampling    (WfEffect *self, WfSimulation *simulation, gsize n_draws, WfProgress *progress, GError **error);
