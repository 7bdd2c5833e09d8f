/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/network-private.h"
#include "core/inference/simulation.h"

typedef struct _WfLinearBase WfLinearBase;

/* Which engine is exact for the mechanisms of a model. */
typedef enum
{
  WF_FAMILY_LINEAR,     /* every one linear-Gaussian */
  WF_FAMILY_DISCRETE,   /* every one a table */
  WF_FAMILY_MIXED,      /* none */
} WfFamilyKind;

/* Immutable once made but for what it keeps for later questions. */
struct _WfSimulation
{
  WfModel *model;
  GVariant *params;
  WfFamilyKind family;
  WfLinearBase *linear;    /* of a linear family; else NULL */
  WfNetwork *network;      /* of a discrete family; else NULL */
};

WfLinearBase *wf_linear_base_new  (WfModel *model, GError **error);
void          wf_linear_base_free (WfLinearBase *self);
