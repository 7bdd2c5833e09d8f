/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/outcome-private.h"
#include "core/attribute/tokens-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint from;
  double share; /* of what the later step says outside the question */
} WfFlowArc;

/* Where what a step says was last said: the lexical data-flow graph, and what follows from walking it back from the outcome. */
typedef struct
{
  gsize n_steps;
  gsize *start;      /* sources of step j: arcs start[j] .. start[j + 1] - 1, by falling place in the text; n_steps + 1 */
  GArray *arcs;      /* of WfFlowArc */
  double *novelty;   /* share of what step j says that nobody said before */
  double *absorbed;  /* share of the outcome that the walk back leaves at the step; sums to 1 */
  double *visits;    /* share of the outcome that passes through the step */
  double *shapley;   /* the same as Shapley shares of a noisy-OR */
  double *answer;    /* share of the answer's words the step was first to say */
  double *numbers;   /* share of the answer's numbers likewise */
  guint *n_numbers;  /* and their count */
  guint n_answer_numbers;
  guint *n_reusers;  /* later steps that reuse a token first said here */
  double *reused;    /* idf of those tokens, once a reuse */
} WfFlow;

WfFlow *wf_flow_new  (WfTokens *tokens, const WfOutcome *outcome, WfProgress *progress, GError **error);
void    wf_flow_free (WfFlow *self);
gsize  *wf_flow_get_next_hops (const WfFlow *self, gsize sink);
void    wf_flow_walk_back (const gsize *start, const GArray *arcs, const double *kept, gsize sink, double *visits, double *absorbed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfFlow, wf_flow_free)

G_END_DECLS
