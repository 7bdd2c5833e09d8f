/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/examples-private.h"

G_BEGIN_DECLS

#define WF_N_BINS 7

/* Steps that were given about the same probability. */
typedef struct
{
  double n;
  double predicted; /* sum of the probabilities */
  double observed;  /* how many of them were the annotated step */
} WfBin;

/* How well one log's ranking agrees with its label. Steps compare as integers, agents whatever the case of their letters. */
typedef struct
{
  gsize rank;               /* of the annotated step, from 1; ties to the earlier step */
  gsize distance;           /* from the first suspect to the annotated step */
  gboolean is_agent;        /* the first suspect's agent is the annotated one */
  gboolean is_agent_by_sum; /* the agent with the largest sum is */
  double loss;              /* -log probability of the annotated step */
  double confidence;        /* probability of the first suspect */
  gsize n_steps;
  double squares;           /* sum over the steps of (P - label)^2 */
  WfBin bins[WF_N_BINS];
} WfScore;

/* names of agents compare whatever the case of their letters, in every figure */
gboolean wf_agents_are_same (const char *a, const char *b);
void   wf_score_init     (WfScore *self, const WfExample *example, const double *probability);
double wf_score_get_loss (const WfExample *example, const double *probability);
/* adds one prediction to the bins of that kind */
void   wf_bins_add       (WfBin *bins, gboolean is_top, double predicted, gboolean observed);
/* how many of the WF_N_BINS that kind uses; from low on, below high, in the last one up to 1 */
gsize wf_bins_count (gboolean is_top);
void wf_bins_get_range (gboolean is_top, gsize bin, double *low, double *high);
/* expected calibration error: mean over the predictions of |predicted - observed| of their bin */
double wf_bins_get_error (const WfBin *bins);
/* Wilson 1927, at 95 % */
void   wf_wilson         (double hits, double n, double *low, double *high);

G_END_DECLS
