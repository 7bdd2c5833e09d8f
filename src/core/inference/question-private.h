/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/intervention.h"

/* Where an intervention holds: "z > 3". The value of a discrete node is the number of a level. */
typedef struct
{
  guint node;
  WfRelation relation;
  double value;
} WfCriterion;

/* An edge into the node that is cut. */
typedef struct
{
  WfIntervention *intervention;   /* borrowed */
  guint place;                    /* of the parent in wf_graph_list_parents() */
  guint parent;
  gboolean is_conditional;
  WfCriterion criterion;
} WfCut;

/* What holds of one node in the world asked about. Arrays of it have one entry a node of the model. */
typedef struct
{
  WfIntervention *intervention;   /* borrowed; NULL = none (there may be cuts) */
  WfInterventionKind kind;        /* of the intervention, settled: a level that reads as bounds is a SET */
  gboolean is_conditional;        /* else it always holds */
  WfCriterion criterion;
  double value;                   /* continuous: set to, shifted by or scaled by */
  guint level;                    /* discrete: set to */
  double first, second;           /* CLAMP: bounds; DRAW: mean and sd, or low and high */
  WfDrawKind draw;
  double *probabilities;          /* DRAW from levels: n_levels of the node; else NULL */
  guint *terms;                   /* REPLACE: n_terms nodes */
  double *coefficients;           /* n_terms */
  gsize n_terms;
  double intercept, sd;
  WfCut *cuts;
  gsize n_cuts;
  gboolean is_observed;           /* evidence on it */
  double evidence;                /* continuous: observed value */
  guint evidence_level;           /* discrete: observed level */
} WfCondition;

/* Interventions and evidence, resolved against a model; immutable, shared by what answers it. */
typedef struct
{
  WfModel *model;
  WfIntervention **interventions;
  gsize n_interventions;
  char **given;                /* NULL-terminated, "Z = u" */
  WfCondition *conditions;     /* n_nodes */
  guint *order;                /* n_nodes, topological in the world after the interventions */
} WfQuestion;

/* WF_ERROR_DATA: unknown names and levels, what a node can't be done, a cycle; WF_ERROR_NO_SUPPORT: set and observed apart */
WfQuestion *wf_question_new            (WfModel *model, WfIntervention *const *interventions, gsize n_interventions,
                                        const char *const *given, GError **error);
WfQuestion *wf_question_ref            (WfQuestion *self);
void        wf_question_unref          (WfQuestion *self);
gboolean    wf_question_has_evidence   (const WfQuestion *self);
/* it always has one value */
gboolean    wf_question_is_fixed       (const WfQuestion *self, guint node);
/* its own causes never count: SET, DRAW or REPLACE without a condition */
gboolean    wf_question_is_detached    (const WfQuestion *self, guint node);
gboolean    wf_question_is_acted_on    (const WfQuestion *self, guint node);   /* intervened on, or an edge into it is cut */
gboolean    wf_question_has_cut        (const WfQuestion *self, guint parent, guint node);   /* the edge never counts */
/* every intervention keeps a linear-Gaussian model one */
gboolean    wf_question_is_linear      (const WfQuestion *self);
/* nodes that an intervention is on or upstream of, which alone can differ without evidence: n_nodes booleans */
gboolean   *wf_question_list_downstream (const WfQuestion *self);

gssize      wf_question_find_node      (WfGraph *graph, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfQuestion, wf_question_unref)
