/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"

G_BEGIN_DECLS

#define WF_JUDGE_WEIGHT 0.5 /* of the judge's log-odds in the logit, as long as nothing better is known */

/**
 * WfStepScore:
 * @step: index of a step
 * @score: 0 to 100: how sure the judge is that the step was the decisive mistake
 * @is_pick: the judge named the step and gave no number: @score is not read
 *
 * What a judge says about one step.
 */
typedef struct
{
  gsize step;
  double score;
  gboolean is_pick;
} WfStepScore;

/* judge: who judged, for people: "llama3 at localhost:11434". A result that is judged already is judged anew. */
WF_API WfBlame    *wf_blame_with_scores      (WfBlame *self, const WfStepScore *scores, gsize n_scores, double weight, const char *judge);
WF_API const char *wf_blame_get_judge        (WfBlame *self);               /* NULL: no judge had a say */
WF_API WfBlame    *wf_blame_get_without_judge (WfBlame *self);              /* NULL: same */
WF_API double      wf_blame_get_judge_weight (WfBlame *self);
WF_API const WfStepScore *wf_blame_get_judge_scores (WfBlame *self, gsize *n_scores);
WF_API char       *wf_blame_describe_judge   (WfBlame *self);               /* who, what and with which weight, in two sentences; NULL: no judge */

G_END_DECLS
