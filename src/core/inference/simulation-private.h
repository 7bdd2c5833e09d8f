/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/network-private.h"
#include "core/inference/question-private.h"
#include "core/inference/simulation.h"

typedef struct _WfLinearBase WfLinearBase;

typedef struct _WfDraws WfDraws;

/* The values of a node in the table, looked up when they are first asked for. */
typedef struct
{
  gsize is_known;                   /* by g_once_init_enter() */
  double low, high;                 /* low > high = none, or levels */
} WfRange;

/* What sampling needs of a model, and the draws it keeps. */
typedef struct
{
  gsize n_nodes;
  guint *order;                     /* n_nodes, topological */
  const WfMechanism **mechanisms;   /* n_nodes, the model's */
  guint **parents;                  /* n_nodes lists */
  gsize *n_parents;                 /* n_nodes */
  WfModel *model;                   /* borrowed from the simulation */
  WfRange *ranges;                  /* n_nodes */
  GMutex lock;                      /* of the draws */
  WfDraws *draws;                   /* NULL before the first are asked for */
  WfMarginal **marginals;           /* n_nodes: of these draws as they are; NULL before they are asked for */
} WfSampling;

/* Which engine is exact for the mechanisms of a model. */
typedef enum
{
  WF_FAMILY_LINEAR,     /* every one linear-Gaussian */
  WF_FAMILY_DISCRETE,   /* every one with a table */
  WF_FAMILY_MIXED,      /* none */
} WfFamilyKind;

/* Immutable once made but for what it keeps for later questions. */
struct _WfSimulation
{
  WfModel *model;
  GVariant *params;
  WfFamilyKind family;
  WfSampling *sampling;
  WfLinearBase *linear;    /* of a linear family; else NULL */
  WfNetwork *network;      /* of a discrete family; else NULL */
};

/* the engine that answers a question, or WF_ERROR_UNSUPPORTED where it must be exact and can't */
gboolean      wf_simulation_choose_engine (WfSimulation *self, const WfQuestion *question, WfEngine *engine, GError **error);

WfLinearBase *wf_linear_base_new  (WfModel *model, GError **error);
void          wf_linear_base_free (WfLinearBase *self);

WfSampling   *wf_sampling_new     (WfModel *model);
void          wf_sampling_free    (WfSampling *self);
/* of the table's values; low > high without any */
void          wf_sampling_get_range (const WfSampling *self, guint node, double *low, double *high);
