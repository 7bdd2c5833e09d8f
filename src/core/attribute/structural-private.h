/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/trace.h"

G_BEGIN_DECLS

/* A step that uses what an earlier one made, in the direction of the data: producer -> consumer. */
typedef struct
{
  guint producer;
  guint consumer;
  double weight;
  WfLinkSource source;
} WfBlameLink;

/* The noisy-OR model with leak on the producer -> consumer graph. */
typedef struct
{
  gsize n_steps;
  gsize sink;         /* the step whose deficiency is the failure */
  gsize n_agents;
  gsize *agents;      /* of each step */
  gsize n_links;
  WfBlameLink *links; /* by consumer, then producer */
  gsize *start;       /* links into step j: start[j] .. start[j + 1] - 1 */
} WfStructure;

WfStructure *wf_structure_new           (gsize n_steps, gsize sink, const gsize *agents, gsize n_agents,
                                         const WfBlameLink *links, gsize n_links);
void         wf_structure_free          (WfStructure *self);
void         wf_structure_propagate     (const WfStructure *self, const double *fault, double *deficiency);
void         wf_structure_deconvolve    (const WfStructure *self, const double *observed, double *fault);
double       wf_structure_repair        (const WfStructure *self, const double *fault, const double *deficiency,
                                         gsize step, double keep, double *room);
gsize        wf_structure_find_decisive (const double *fault, const double *effect, gsize n_steps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfStructure, wf_structure_free)

G_END_DECLS
