/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/blame-private.h"
#include "core/attribute/corpus-blame-private.h"
#include "core/base/parallel.h"

typedef struct
{
  WfCorpusBlame *self, *before;
  WfProgress *progress;
} Use;

static void
use_causes (gsize run, gpointer data)
{
  Use *use = data;
  WfCorpusBlame *self = use->self;
  WfBlame *before = use->before->blames[run];
  g_autoptr (WfProgress) own = wf_progress_new (wf_progress_get_cancellable (use->progress));

  if (before != NULL && !wf_progress_is_cancelled (own))
    self->blames[run] = wf_corpus_causes_attribute (self->causes, wf_blame_get_trace (before),
                                                    before->profile, self->seed, own, NULL);
  wf_progress_advance (use->progress, 1);
}

/**
 * wf_corpus_blame_with_causes:
 * @self: a result
 * @causes: what makes steps deficient in these runs, or in others of their kind
 * @is_used: whether the structural model sees deficiency by the weights of @causes
 * @progress: (nullable): stage, fraction and cancelling
 * @error: return location
 *
 * The result to report with the causes beside it. When they are used, wf_corpus_causes_attribute() is asked
 * about every run anew: failure, decisive step and Shapley blame rest on the weights of the corpus; suspects
 * and their probabilities, which another model gives, are the same. Causes that @self has are replaced.
 *
 * Errors: G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the result, or %NULL
 */
WfCorpusBlame *
wf_corpus_blame_with_causes (
    WfCorpusBlame *self, WfCorpusCauses *causes, gboolean is_used, WfProgress *progress, GError **error)
{
  WfCorpusBlame *before = self->without != NULL ? self->without : self;
  gsize n_runs = wf_corpus_get_n_runs (self->corpus);
  g_autoptr (WfCorpusBlame) result = wf_corpus_blame_new (self->corpus, self->seed);
  Use use = { result, before, progress };

  g_return_val_if_fail (causes != NULL, NULL);

  result->causes = wf_corpus_causes_ref (causes);
  for (gsize run = 0; run < n_runs; run++)
    {
      if (before->problems[run] != NULL)
        result->problems[run] = g_error_copy (before->problems[run]);
      if (before->blames[run] != NULL && !is_used)
        result->blames[run] = wf_blame_ref (before->blames[run]);
    }
  if (!is_used)
    return g_steal_pointer (&result);
  result->without = wf_corpus_blame_ref (before);
  wf_progress_set_stage (progress, _ ("Following the data"), n_runs);
  wf_parallel_for (n_runs, 0, use_causes, &use);
  return wf_progress_check (progress, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * wf_corpus_blame_get_causes:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): what makes steps deficient in these runs, or %NULL when nobody looked
 */
WfCorpusCauses *
wf_corpus_blame_get_causes (WfCorpusBlame *self)
{
  return self->causes;
}

/**
 * wf_corpus_blame_get_without:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the result by the weights that come with the program, or %NULL when
 * @self is one
 */
WfCorpusBlame *
wf_corpus_blame_get_without (WfCorpusBlame *self)
{
  return self->without;
}

/**
 * wf_corpus_blame_count_moved:
 * @self: a result
 *
 * Returns: number of runs in which the decisive step is another one since the causes are used; 0 when they
 * aren't
 */
gsize
wf_corpus_blame_count_moved (WfCorpusBlame *self)
{
  gsize n = 0;

  for (gsize run = 0; self->without != NULL && run < wf_corpus_get_n_runs (self->corpus); run++)
    n += self->blames[run] != NULL && wf_blame_get_decisive_step (self->blames[run]) !=
                                          wf_blame_get_decisive_step (self->without->blames[run]);
  return n;
}
