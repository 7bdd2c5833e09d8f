/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"

G_BEGIN_DECLS

/* A step that uses what an earlier one made, in the direction of the data: producer -> consumer. */
typedef struct
{
  guint producer;
  guint consumer;
  double weight;
  WfLinkSource source;
} WfBlameLink;

/* A change of the failure by less than this share of it is no change. */
#define WF_STRUCTURE_NEGLIGIBLE 1e-12

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
  guint *uses;        /* indices into links, by producer, then consumer */
  gsize *uses_start;  /* links out of step j: uses[uses_start[j]] .. uses[uses_start[j + 1] - 1] */
} WfStructure;

WfStructure *wf_structure_new           (gsize n_steps, gsize sink, const gsize *agents, gsize n_agents,
                                         const WfBlameLink *links, gsize n_links);
void         wf_structure_free          (WfStructure *self);
void         wf_structure_propagate     (const WfStructure *self, const double *fault, double *deficiency);
void         wf_structure_deconvolve    (const WfStructure *self, const double *observed, double *fault);
double      *wf_structure_find_reach    (const WfStructure *self, const double *fault, const double *least);
void         wf_structure_propagate_from (const WfStructure *self, const double *fault, gsize first, double *deficiency);
gsize        wf_structure_count_against_time (const WfBlameLink *links, gsize n_links, WfEdgeDirection direction);
gsize        wf_structure_find_decisive (const double *fault, const double *effect, gsize n_steps);

/* The probability that no deficient producer spoils step j: prod (1 - w_ij value_i) */
static inline double
wf_structure_get_spared (const WfStructure *self, gsize j, const double *value)
{
  double product = 1;

  for (gsize l = self->start[j]; l < self->start[j + 1]; l++)
    product *= 1 - self->links[l].weight * value[self->links[l].producer];
  return product;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfStructure, wf_structure_free)

G_END_DECLS
