/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/corpus-causes.h"
#include "core/attribute/step-table-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint a, b; /* columns, a < b */
} WfExplainedPair;

typedef struct
{
  guint  column;
  double weight;
  double strength;
} WfDeficiencyParent;

struct _WfCorpusCauses
{
  WfStepTable *steps;
  WfDiscoveryResult *discovery;
  GArray *explained; /* of WfExplainedPair */
  GArray *parents;   /* of WfDeficiencyParent */
  double bias;
  double r_squared;
  GStrv notes;
};

G_END_DECLS
