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

/* blocks of a report: what could make it wrong, and rows of facts on the method */
void wf_corpus_causes_add_limits (WfCorpusCauses *self, WfReportBuilder *builder);
void wf_corpus_causes_add_facts  (WfCorpusCauses *self, WfReportBuilder *builder);

G_END_DECLS
