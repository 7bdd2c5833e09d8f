/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/rng.h"
#include "core/inference/effect-private.h"

#define WF_SAMPLING_BLOCK 1024   /* draws of one task: streams of random numbers are one a block */

/* The noise of every node and the world that comes of it without interventions: common random numbers, so that what an intervention
 * doesn't reach keeps its draws, and what it reaches differs by its effect alone. Immutable. */
struct _WfDraws
{
  gsize n;
  gsize n_nodes;
  double *numbers;         /* all columns below */
  double **noise;          /* n_nodes columns of n */
  double **values;         /* n_nodes columns of n */
  double seconds;          /* what making them took */
};

/* A world that is sampled: draws of every node, weighted by the evidence. Immutable. */
typedef struct
{
  gsize n;
  gsize n_nodes;
  WfDraws *draws;          /* owns the columns that are as they were */
  double **columns;        /* n_nodes columns of n */
  double *numbers;         /* the columns that are new; nullable */
  double *weights;         /* n, sum 1; NULL = all the same */
  double n_effective;      /* (sum w)² / sum w² */
} WfSampledWorld;

WfDraws        *wf_draws_ref   (WfDraws *self);
void            wf_draws_unref (WfDraws *self);
/* room for n draws, not yet drawn; WF_ERROR_BUDGET */
WfDraws        *wf_draws_new   (gsize n_nodes, gsize n, GError **error);
/* at least n draws, kept for the next question; WF_ERROR_BUDGET when they need too much memory */
WfDraws        *wf_simulation_get_draws  (WfSimulation *self, gsize n, WfProgress *progress, GError **error);

/* What differs from block to block of a world that is drawn. */
typedef struct
{
  WfSimulation *simulation;
  const WfQuestion *question;
  gboolean is_after;             /* the interventions hold */
  gsize block;                   /* number of the block: names the streams */
  gsize n;                       /* draws in it */
  const double **noise;          /* n_nodes columns of n, of this block */
  double **values;               /* n_nodes columns of n: nodes in front of the order are there already */
  double *log_weights;           /* n, added to; NULL without evidence */
} WfSampledBlock;

void     wf_sampled_block_draw_node (const WfSampledBlock *self, guint node);

/* Evidence weighs the draws (likelihood weighting; Fung & Chang 1990, Shachter & Peot 1990). WF_ERROR_NO_SUPPORT when none can be. */
WfSampledWorld *wf_sampled_world_new   (WfSimulation *simulation, const WfQuestion *question, gboolean is_after, gsize n,
                                        WfProgress *progress, GError **error);
/* a case that was: its draws as they are, weighted. log_weights: as many, or NULL = all the same */
WfSampledWorld *wf_sampled_world_new_case (WfDraws *draws, const double *log_weights, GError **error);
/* the same case with the same noise after the interventions of a question, whose evidence isn't looked at */
WfSampledWorld *wf_sampled_world_act   (const WfSampledWorld *factual, WfSimulation *simulation, const WfQuestion *question,
                                        WfProgress *progress, GError **error);
WfSampledWorld *wf_sampled_world_ref   (WfSampledWorld *self);
void            wf_sampled_world_unref (WfSampledWorld *self);

/* A number of a variable in two worlds. */
typedef struct
{
  double before, after;
  double sd_before, sd_after;   /* of the variable; of a level 0 */
  double spread_error;          /* standard error of the change of the variance */
  WfSampleError errors;
} WfSampledPair;

/* out: one for the mean of a continuous node, or one a level */
void            wf_sampled_pair_compute (const WfSampledWorld *before, const WfSampledWorld *after, guint node, gsize n_levels,
                                         WfSampledPair *out);
/* marginals, errors, affected flags and warnings of an effect from its two worlds */
gboolean        wf_effect_fill_sampled  (WfEffect *self, WfSampledWorld *before, WfSampledWorld *after, WfProgress *progress, GError **error);
/* of a world with weights: unweighted values, n of them, which stand for the weighted draws of a node: systematic resampling (Kitagawa 1996) */
double         *wf_sampled_world_unweight (const WfSampledWorld *self, guint node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDraws, wf_draws_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSampledWorld, wf_sampled_world_unref)
