/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "judge/judge-private.h"

G_DEFINE_BOXED_TYPE (WfJudgement, wf_judgement, wf_judgement_ref, wf_judgement_unref)

static void
judgement_clear (gpointer data)
{
  WfJudgement *self = data;

  g_free (self->scores);
  g_free (self->model);
  g_free (self->judge);
  g_free (self->answer);
  g_strfreev (self->notes);
}

/**
 * wf_judgement_ref:
 * @self: what a judge said
 *
 * Returns: (transfer full): @self with one more reference
 */
WfJudgement *
wf_judgement_ref (WfJudgement *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_judgement_unref:
 * @self: (transfer full): what a judge said
 */
void
wf_judgement_unref (WfJudgement *self)
{
  g_atomic_rc_box_release_full (self, judgement_clear);
}

/**
 * wf_judgement_get_scores:
 * @self: what a judge said
 * @n_scores: (out): number of scores
 *
 * Returns: (array length=n_scores) (transfer none): at least one, of steps that were asked about, each once,
 * in order of the log
 */
const WfStepScore *
wf_judgement_get_scores (WfJudgement *self, gsize *n_scores)
{
  *n_scores = self->n_scores;
  return self->scores;
}

/**
 * wf_judgement_get_model:
 * @self: what a judge said
 *
 * Returns: the model as the server calls it, which may be more precise than what was asked for
 */
const char *
wf_judgement_get_model (WfJudgement *self)
{
  return self->model;
}

/**
 * wf_judgement_get_judge:
 * @self: what a judge said
 *
 * Returns: who judged, for people: model and host
 */
const char *
wf_judgement_get_judge (WfJudgement *self)
{
  return self->judge;
}

/**
 * wf_judgement_get_seconds:
 * @self: what a judge said
 *
 * Returns: how long it took, with waiting and further attempts
 */
double
wf_judgement_get_seconds (WfJudgement *self)
{
  return self->seconds;
}

/**
 * wf_judgement_get_answer:
 * @self: what a judge said
 *
 * Returns: the model's words as they came: valid UTF-8 of any content
 */
const char *
wf_judgement_get_answer (WfJudgement *self)
{
  return self->answer;
}

/**
 * wf_judgement_get_notes:
 * @self: what a judge said
 *
 * Returns: (array zero-terminated=1) (transfer none): what of the answer doesn't count, and why
 */
const char *const *
wf_judgement_get_notes (WfJudgement *self)
{
  return (const char *const *) self->notes;
}

/**
 * wf_judgement_apply:
 * @self: what a judge said
 * @blame: the result it was asked about
 *
 * Returns: (transfer full): wf_blame_with_scores() with the weight %WF_JUDGE_WEIGHT
 */
WfBlame *
wf_judgement_apply (WfJudgement *self, WfBlame *blame)
{
  return wf_blame_with_scores (blame, self->scores, self->n_scores, WF_JUDGE_WEIGHT, self->judge);
}
