/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/blame-private.h"
#include "core/base/format.h"

#define CLIP 3.0 /* of the log-odds: as for the other features of the logit */
#define PICK 1.0 /* log-odds of a step that was named without a number */

void
wf_judged_free (WfJudged *self)
{
  wf_blame_unref (self->without);
  g_free (self->name);
  g_free (self->scores);
  g_free (self);
}

static double
get_log_odds (const WfStepScore *score)
{
  double share = score->score / 100;

  return score->is_pick ? PICK : CLAMP (log (share) - log1p (-share), -CLIP, CLIP);
}

/* P'(i) = P(i) exp (weight z_i) / sum_j P(j) exp (weight z_j). (transfer full) */
static double *
fuse (const double *probability, gsize n, const WfJudged *judged)
{
  double *fused = g_memdup2 (probability, n * sizeof *fused);
  double sum = 0;

  for (gsize s = 0; s < judged->n_scores; s++)
    fused[judged->scores[s].step] *= exp (judged->weight * get_log_odds (&judged->scores[s]));
  for (gsize i = 0; i < n; i++)
    sum += fused[i];
  for (gsize i = 0; i < n; i++)
    fused[i] /= sum;
  return fused;
}

static char *
put_in_words (const WfStepScore *score)
{
  g_autofree char *number = NULL;

  if (score->is_pick)
    return g_strdup (_ ("named by the judge"));
  number = wf_format_number (score->score);
  return g_strdup_printf (_ ("the judge gives it %s of 100"), number);
}

/* The judge's word first: the last reason stays the step's place. */
static char **
prepend_reason (char **reasons, const WfStepScore *score)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *word = put_in_words (score);

  g_strv_builder_add (builder, word);
  g_strv_builder_addv (builder, (const char **) reasons);
  return g_strv_builder_end (builder);
}

static char ***
copy_reasons (WfBlame *without, const WfJudged *judged)
{
  gsize n = wf_trace_get_n_steps (without->trace);
  char ***reasons = g_new0 (char **, n);

  for (gsize s = 0; s < judged->n_scores; s++)
    reasons[judged->scores[s].step] =
        prepend_reason (without->reasons[judged->scores[s].step], &judged->scores[s]);
  for (gsize i = 0; i < n; i++)
    if (reasons[i] == NULL)
      reasons[i] = g_strdupv (without->reasons[i]);
  return reasons;
}

static gboolean
are_scores_valid (WfBlame *self, const WfStepScore *scores, gsize n_scores)
{
  gsize n = wf_trace_get_n_steps (self->trace);
  g_autofree gboolean *seen = g_new0 (gboolean, n);

  for (gsize s = 0; s < n_scores; s++)
    {
      if (scores[s].step >= n || seen[scores[s].step])
        return FALSE;
      if (!scores[s].is_pick && !(scores[s].score >= 0 && scores[s].score <= 100))
        return FALSE;
      seen[scores[s].step] = TRUE;
    }
  return TRUE;
}

/**
 * wf_blame_with_scores:
 * @self: a result
 * @scores: (array length=n_scores): what a judge says; each step at most once
 * @n_scores: number of scores
 * @weight: weight of the judge in the logit, 0 (no say) and up; %WF_JUDGE_WEIGHT unless something better is
 *   known
 * @judge: who judged, for people: “llama3 at localhost:11434”
 *
 * The judge's word as one more feature of the conditional logit (wf_attribute_trace()): `P'(i) = P(i) exp
 * (weight z_i) / sum_j P(j) exp (weight z_j)`, with `z = ln (s / (100 - s))` of the score s, clipped to [-3,
 * 3]; 1 for a step that was named without a number; 0 for a step that was not scored. With the default weight
 * a step can gain or lose at most a factor of 4.5 against one that was not scored. The structural numbers
 * stay as they are. A result that is judged already is judged anew.
 *
 * Cost: linear in the steps, and a sort.
 *
 * Returns: (transfer full): the result with new probabilities, ranking, sums by agent and reasons
 */
WfBlame *
wf_blame_with_scores (
    WfBlame *self, const WfStepScore *scores, gsize n_scores, double weight, const char *judge)
{
  WfBlame *without, *judged;
  gsize n;

  g_return_val_if_fail (self != NULL && judge != NULL && weight >= 0 && isfinite (weight), NULL);
  g_return_val_if_fail (self->original == NULL, NULL);
  g_return_val_if_fail (are_scores_valid (self, scores, n_scores), NULL);

  without = self->judged != NULL ? self->judged->without : self;
  n = wf_trace_get_n_steps (without->trace);
  judged = g_atomic_rc_box_dup (sizeof *judged, without);
  judged->judged = g_new0 (WfJudged, 1);
  judged->judged->without = wf_blame_ref (without);
  judged->judged->name = g_strdup (judge);
  judged->judged->weight = weight;
  judged->judged->n_scores = n_scores;
  judged->judged->scores = g_memdup2 (scores, n_scores * sizeof *scores);
  wf_blame_set_probabilities (judged, fuse (without->probability, n, judged->judged));
  judged->reasons = copy_reasons (without, judged->judged);
  return judged;
}

/**
 * wf_blame_get_judge:
 * @self: a result
 *
 * Returns: (nullable): who judged, or %NULL when the result is without a judge
 */
const char *
wf_blame_get_judge (WfBlame *self)
{
  return self->judged != NULL ? self->judged->name : NULL;
}

/**
 * wf_blame_get_without_judge:
 * @self: a result
 *
 * Returns: (nullable) (transfer none): the result as it was before the judge had a say
 */
WfBlame *
wf_blame_get_without_judge (WfBlame *self)
{
  return self->judged != NULL ? self->judged->without : NULL;
}

/**
 * wf_blame_get_judge_weight:
 * @self: a result
 *
 * Returns: the weight of the judge in the logit; 0 without a judge
 */
double
wf_blame_get_judge_weight (WfBlame *self)
{
  return self->judged != NULL ? self->judged->weight : 0;
}

/**
 * wf_blame_get_judge_scores:
 * @self: a result
 * @n_scores: (out): number of scores
 *
 * Returns: (nullable) (array length=n_scores) (transfer none): what the judge said, in the order given
 */
const WfStepScore *
wf_blame_get_judge_scores (WfBlame *self, gsize *n_scores)
{
  *n_scores = self->judged != NULL ? self->judged->n_scores : 0;
  return self->judged != NULL ? self->judged->scores : NULL;
}

/**
 * wf_blame_describe_judge:
 * @self: a result
 *
 * Returns: (nullable) (transfer full): who judged, with which weight, and who would be first without it;
 * %NULL when the result is without a judge
 */
char *
wf_blame_describe_judge (WfBlame *self)
{
  g_autofree char *weight = NULL;
  g_autofree char *before = NULL;
  gsize first;

  if (self->judged == NULL)
    return NULL;
  first = self->judged->without->ranking[0];
  weight = wf_format_number (self->judged->weight);
  before = wf_format_number (self->judged->without->probability[first]);
  return g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "Judged by a language model, %s: what it says of %zu step counts as one more feature, the "
          "log-odds of its score with weight %s. Without it step %zu would be first, with %s.",
          "Judged by a language model, %s: what it says of %zu steps counts as one more feature, the "
          "log-odds of its score with weight %s. Without it step %zu would be first, with %s.",
          self->judged->n_scores),
      self->judged->name, self->judged->n_scores, weight, first, before);
}
