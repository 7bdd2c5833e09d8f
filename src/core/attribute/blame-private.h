/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"
#include "core/attribute/judged.h"
#include "core/attribute/logit-private.h"
#include "core/attribute/shapley-private.h"
#include "core/attribute/symptoms-private.h"

G_BEGIN_DECLS

typedef struct
{
  gsize n_steps;
  gsize steps[];
} WfBlamePath;

/* What a judge said, and what was known without it. */
typedef struct
{
  WfBlame *without;
  char *name;
  double weight;
  gsize n_scores;
  WfStepScore *scores;
} WfJudged;

struct _WfBlame
{
  WfTrace *trace;
  WfProfile *profile;
  double *probability;
  gsize *ranking;
  gsize n_suspects;
  char ***reasons; /* by step */
  gsize *next;     /* by step: the next one on its path to the outcome */
  WfBlamePath **paths;    /* by step: made when first asked for, then only read */

  WfSymptoms *symptoms;
  WfStructure *structure;
  double *fault;
  double *deficiency;
  double *effect;
  gsize decisive;
  WfShapley *shapley;
  double *agent_blame;
  char *answer;
  gboolean is_answer_stated;

  /* nullable; its `without` owns all of the above but probability, ranking, reasons and agent_blame */
  WfJudged *judged;
  /* nullable: of a redacted result, the one that owns all but trace, answer and reasons */
  WfBlame *original;
};

/* wf_attribute_trace(); weights: of the observed deficiency, NULL = the default ones */
WfBlame *wf_blame_new           (WfTrace *trace, WfProfile *profile, const WfSymptomWeights *weights, guint64 seed,
                                 WfProgress *progress, GError **error);
void wf_blame_set_probabilities (WfBlame *self, double *probability);
void wf_judged_free             (WfJudged *self);

G_END_DECLS
