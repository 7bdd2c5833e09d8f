/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/blame-private.h"
#include "core/attribute/corpus-blame-private.h"
#include "core/attribute/evaluation-private.h"

/* The labelled runs whose suspects are known, and the profile of each. */
static WfExamples *
collect_blamed (WfCorpusBlame *self, WfProfile **used)
{
  WfExamples *examples = wf_examples_collect (self->corpus);
  gsize n = 0;

  for (gsize i = 0; i < examples->n; i++)
    {
      const WfBlame *blame = self->blames[examples->examples[i].run];

      if (blame == NULL)
        {
          examples->n_left_out++;
          continue;
        }
      used[n] = blame->profile;
      examples->examples[n++] = examples->examples[i];
    }
  examples->n = n;
  return examples;
}

/**
 * wf_corpus_blame_evaluate:
 * @self: a result
 *
 * How well the suspects agree with the labels of the runs, beside the floors that need no method: what
 * wf_evaluate_profile() says of the same logs and profiles, from what is known already. No log is read again.
 *
 * Cost: linear in the steps, quadratic in the labelled runs.
 *
 * Returns: (transfer full) (nullable): the figures, or %NULL when no run is labelled
 */
WfEvaluation *
wf_corpus_blame_evaluate (WfCorpusBlame *self)
{
  g_autofree WfProfile **used = g_new0 (WfProfile *, wf_corpus_get_n_runs (self->corpus) + 1);
  g_autoptr (WfExamples) examples = collect_blamed (self, used);
  WfScore *scores;
  WfEvaluation *evaluation;

  if (examples->n == 0)
    return NULL;
  scores = g_new0 (WfScore, examples->n);
  for (gsize i = 0; i < examples->n; i++)
    {
      const WfExample *example = &examples->examples[i];

      wf_score_init (&scores[i], example, self->blames[example->run]->probability);
    }
  evaluation = wf_evaluation_new (WF_EVALUATION_PROFILE, examples, FALSE, 1, scores, NULL);
  wf_evaluation_describe_profiles (evaluation, examples, used);
  return evaluation;
}

/**
 * wf_corpus_blame_count_decisive:
 * @self: a result
 *
 * What the structural model alone finds: it names the decisive step, and no profile is asked.
 *
 * Returns: number of labelled runs whose decisive step is the annotated one
 */
gsize
wf_corpus_blame_count_decisive (WfCorpusBlame *self)
{
  gsize n = 0;

  for (gsize run = 0; run < wf_corpus_get_n_runs (self->corpus); run++)
    {
      WfBlame *blame = self->blames[run];
      gint64 step;

      if (blame != NULL && wf_trace_get_label (wf_blame_get_trace (blame), NULL, &step))
        n += wf_blame_get_decisive_step (blame) == (gsize) step;
    }
  return n;
}
