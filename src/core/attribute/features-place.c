/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/features-builder-private.h"

#define DECAY         3.0  /* worker steps over which p.wexp falls to 1/e */
#define USUAL_LENGTH  10.0 /* steps at which the t features are zero */
#define OPENING_CHARS 1500 /* of step 0, that tell what the run is about */

static void
set_kind (WfFeatureBuilder *b, gsize i)
{
  const WfStepFacts *fact = &b->facts[i];

  wf_feature_builder_set (b, i, WF_FEATURE_IS_WORK, fact->role == WF_ROLE_WORK);
  wf_feature_builder_set (b, i, WF_FEATURE_IS_PLAN, fact->role == WF_ROLE_PLAN);
  wf_feature_builder_set (b, i, WF_FEATURE_IS_ENVIRONMENT, fact->role == WF_ROLE_ENVIRONMENT);
  wf_feature_builder_set (b, i, WF_FEATURE_IS_THOUGHT, fact->role == WF_ROLE_THINK);
  wf_feature_builder_set (b, i, WF_FEATURE_IS_INSTRUCTION, fact->role == WF_ROLE_INSTRUCT);
  wf_feature_builder_set (b, i, WF_FEATURE_IS_END, fact->role == WF_ROLE_END);
  wf_feature_builder_set (b, i, WF_FEATURE_IS_TASK, fact->role == WF_ROLE_TASK);
  wf_feature_builder_set (b, i, WF_FEATURE_IS_CHOICE,
                          fact->role == WF_ROLE_THINK &&
                              g_str_has_prefix (b->tokens->lower[i], "next speaker"));
  wf_feature_builder_set (b, i, WF_FEATURE_IS_TERMINATION, fact->is_termination);
}

/* Place among all steps, and what depends on how the run ended and how long it was. */
static void
set_place (WfFeatureBuilder *b, gsize i)
{
  gsize n = b->n_steps, outcome = b->outcome->step;
  double place = (double) i / (double) MAX (1, n - 1);
  double length = log ((double) n / USUAL_LENGTH);
  double answered = b->is_answered;

  wf_feature_builder_set (b, i, WF_FEATURE_OPENS, i == 0);
  wf_feature_builder_set (b, i, WF_FEATURE_STEP_1, i == 1);
  wf_feature_builder_set (b, i, WF_FEATURE_STEP_2, i == 2);
  wf_feature_builder_set (b, i, WF_FEATURE_PLACE, place);
  wf_feature_builder_set (b, i, WF_FEATURE_PLACE_SQUARE, place * place);
  wf_feature_builder_set (b, i, WF_FEATURE_PLACE_LOG, log1p ((double) i));
  wf_feature_builder_set (b, i, WF_FEATURE_PLACE_END_LOG, log1p ((double) (n - 1 - i)));
  wf_feature_builder_set (b, i, WF_FEATURE_IS_OUTCOME, i == outcome);
  wf_feature_builder_set (b, i, WF_FEATURE_BEFORE_OUTCOME, i + 1 == outcome);
  wf_feature_builder_set (b, i, WF_FEATURE_CUT_PLACE, (1 - answered) * place);
  wf_feature_builder_set (b, i, WF_FEATURE_ANSWERED_PLACE, answered * place);
  wf_feature_builder_set (b, i, WF_FEATURE_CUT_OUTCOME, (1 - answered) * (i == outcome));
  wf_feature_builder_set (b, i, WF_FEATURE_ANSWERED_OUTCOME, answered * (i == outcome));
  wf_feature_builder_set (b, i, WF_FEATURE_CUT_OPENS, (1 - answered) * (i == 0));
  wf_feature_builder_set (b, i, WF_FEATURE_ANSWERED_ANSWER, answered * b->flow->answer[i]);
  wf_feature_builder_set (b, i, WF_FEATURE_ANSWERED_ABSORBED, answered * b->flow->absorbed[i]);
  wf_feature_builder_set (b, i, WF_FEATURE_LENGTH_PLACE, length * place);
  wf_feature_builder_set (b, i, WF_FEATURE_LENGTH_OUTCOME, length * (i == outcome));
}

/* Place among the steps of agents and among worker steps. */
static void
set_rank (WfFeatureBuilder *b, gsize i)
{
  const WfStepFacts *fact = &b->facts[i];
  gboolean is_work = fact->role == WF_ROLE_WORK;
  double length = log ((double) b->n_steps / USUAL_LENGTH);
  double decay = is_work ? exp (-(double) fact->work_rank / DECAY) : 0;
  double rank = is_work ? log1p (fact->work_rank) : 0;
  gboolean is_last = is_work && fact->work_rank + 1 == b->n_work;

  wf_feature_builder_set (b, i, WF_FEATURE_ACTOR_0, fact->actor_rank == 0);
  wf_feature_builder_set (b, i, WF_FEATURE_ACTOR_1, fact->actor_rank == 1);
  wf_feature_builder_set (b, i, WF_FEATURE_ACTOR_2, fact->actor_rank == 2);
  wf_feature_builder_set (b, i, WF_FEATURE_WORK_0, fact->work_rank == 0);
  wf_feature_builder_set (b, i, WF_FEATURE_WORK_1, fact->work_rank == 1);
  wf_feature_builder_set (b, i, WF_FEATURE_WORK_2, fact->work_rank == 2);
  wf_feature_builder_set (b, i, WF_FEATURE_WORK_3, fact->work_rank == 3);
  wf_feature_builder_set (b, i, WF_FEATURE_WORK_LAST, is_last);
  wf_feature_builder_set (b, i, WF_FEATURE_WORK_LOG, rank);
  wf_feature_builder_set (b, i, WF_FEATURE_WORK_DECAY, decay);
  wf_feature_builder_set (b, i, WF_FEATURE_CUT_WORK_0, !b->is_answered && fact->work_rank == 0);
  wf_feature_builder_set (b, i, WF_FEATURE_LENGTH_WORK, length * is_work);
  wf_feature_builder_set (b, i, WF_FEATURE_LENGTH_WORK_LOG, length * rank);
  wf_feature_builder_set (b, i, WF_FEATURE_LENGTH_WORK_LAST, length * is_last);
  wf_feature_builder_set (b, i, WF_FEATURE_LENGTH_WORK_DECAY, length * decay);
}

static gboolean
opens_with_code (WfFeatureBuilder *b)
{
  static const char *const signs[] = { "debug", "code", "python", "error" };
  const char *lower = b->tokens->lower[0];
  gsize chars = MIN (OPENING_CHARS, b->tokens->n_chars[0]);
  gssize length = g_utf8_offset_to_pointer (lower, (glong) chars) - lower;

  for (gsize k = 0; k < G_N_ELEMENTS (signs); k++)
    if (g_strstr_len (lower, length, signs[k]) != NULL)
      return TRUE;
  return FALSE;
}

/* What kind of step it is and where it stands. Cost: O(T). */
void
wf_features_add_place (WfFeatureBuilder *b)
{
  for (gsize i = 0; i < b->n_steps; i++)
    {
      set_kind (b, i);
      set_place (b, i);
      set_rank (b, i);
    }
  wf_feature_builder_set (b, 0, WF_FEATURE_OPENS_WITH_CODE, opens_with_code (b));
}
