/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/tokens-private.h"

G_BEGIN_DECLS

/* Signs of a deficient step, each in [0, 1]. */
typedef enum
{
  WF_SYMPTOM_ERROR,       /* it, or the tool output that answers it, reports an error */
  WF_SYMPTOM_REPETITION,  /* largest cosine to one of the agent's last messages */
  WF_SYMPTOM_DISTANCE,    /* 1 - cosine to the question */
  WF_SYMPTOM_NOVELTY,     /* share of its numbers, quotations and addresses that nobody gave before */
  WF_SYMPTOM_HEDGING,     /* share of words such as "perhaps" */
  WF_SYMPTOM_LENGTH,      /* |z| of the log length within the log, clipped at 3, over 3 */
  WF_SYMPTOM_NO_FOLLOWUP, /* an action was asked for and nothing answers */
  WF_N_SYMPTOMS,
} WfSymptom;

/* The logistic model of the observed deficiency, o = logistic (bias + weights.f), on the scale of log-odds. */
typedef struct
{
  double bias;
  double of[WF_N_SYMPTOMS];   /* in the order of WfSymptom */
} WfSymptomWeights;

typedef struct
{
  gsize n_steps;
  WfSymptomWeights weights;
  double *values;   /* n_steps x WF_N_SYMPTOMS, row-major */
  double *observed; /* o: the deficiency they add up to */
} WfSymptoms;

extern const WfSymptomWeights wf_symptom_weights_default;

/* weights: NULL = the default ones */
WfSymptoms *wf_symptoms_new  (WfTrace *trace, const WfTokens *tokens, const WfSymptomWeights *weights,
                              WfProgress *progress, GError **error);
void        wf_symptoms_free (WfSymptoms *self);

static inline double
wf_symptoms_get (const WfSymptoms *self, gsize step, WfSymptom symptom)
{
  return self->values[step * WF_N_SYMPTOMS + symptom];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSymptoms, wf_symptoms_free)

G_END_DECLS
