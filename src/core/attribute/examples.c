/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "core/attribute/examples-private.h"
#include "core/attribute/logit-private.h"
#include "core/attribute/question-private.h"
#include "core/base/error.h"
#include "core/base/parallel.h"

static gboolean
has_suspect (WfTrace *trace)
{
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_can_bear_blame (trace, i))
      return TRUE;
  return FALSE;
}

/* The folder of a run's file. It names the rows of a table; no method reads it. */
static char *
get_subset (WfCorpus *corpus, gsize run)
{
  const char *group = wf_corpus_get_group (corpus, run);
  g_autofree char *folder = NULL;

  if (*group != '\0')
    return g_strdup (group);
  folder = g_path_get_dirname (wf_corpus_get_path (corpus, run));
  return g_str_equal (folder, ".") ? g_strdup (_ ("all logs")) : g_path_get_basename (folder);
}

static gsize
intern_subset (WfExamples *self, char *name)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->subsets, name, g_str_equal, &index))
    g_free (name);
  else
    {
      index = self->subsets->len;
      g_ptr_array_add (self->subsets, name);
    }
  return index;
}

WfExamples *
wf_examples_collect (WfCorpus *corpus)
{
  WfExamples *self = g_new0 (WfExamples, 1);
  gsize n_runs = wf_corpus_get_n_runs (corpus);

  self->corpus = wf_corpus_ref (corpus);
  self->subsets = g_ptr_array_new_with_free_func (g_free);
  self->examples = g_new0 (WfExample, MAX (n_runs, 1));
  for (gsize run = 0; run < n_runs; run++)
    {
      WfTrace *trace = wf_corpus_get_run (corpus, run);
      const char *agent;
      gint64 step;

      if (!wf_trace_get_label (trace, &agent, &step) || !has_suspect (trace))
        {
          self->n_left_out++;
          continue;
        }
      self->examples[self->n++] = (WfExample){ .trace = trace,
                                               .shape = wf_shape_of_trace (trace),
                                               .run = run,
                                               .subset = intern_subset (self, get_subset (corpus, run)),
                                               .step = (gsize) step,
                                               .agent = agent };
    }
  return self;
}

static void
group_questions (WfExamples *self)
{
  g_autofree const char **questions = g_new (const char *, self->n);
  g_autofree gsize *group = NULL;

  for (gsize i = 0; i < self->n; i++)
    questions[i] = wf_trace_get_question (self->examples[i].trace);
  group = wf_questions_group (questions, self->n, &self->n_questions);
  for (gsize i = 0; i < self->n; i++)
    self->examples[i].question = group[i];
}

typedef struct
{
  WfExamples *examples;
  WfProgress *progress;
} Preparation;

static void
find_moments (WfExample *example)
{
  const WfFeatures *features = example->features;

  example->mean = g_new0 (double, WF_N_FEATURES);
  example->squares = g_new0 (double, WF_N_FEATURES);
  for (gsize i = 0; i < features->n_steps; i++)
    for (int f = 0; f < WF_N_FEATURES; f++)
      example->mean[f] += wf_features_get (features, i, f);
  for (int f = 0; f < WF_N_FEATURES; f++)
    example->mean[f] /= (double) features->n_steps;
  for (gsize i = 0; i < features->n_steps; i++)
    for (int f = 0; f < WF_N_FEATURES; f++)
      {
        double distance = wf_features_get (features, i, f) - example->mean[f];

        example->squares[f] += distance * distance;
      }
}

static void
prepare (gsize task, gpointer data)
{
  Preparation *self = data;
  WfExample *example = &self->examples->examples[task];
  g_autoptr (WfTokens) tokens = wf_tokens_new (example->trace, self->progress, NULL);
  g_autoptr (WfFlow) flow = NULL;
  WfOutcome outcome;

  if (tokens == NULL)
    return;
  wf_outcome_init (&outcome, example->trace, tokens);
  flow = wf_flow_new (tokens, &outcome, self->progress, NULL);
  if (flow == NULL)
    return;
  example->features =
      wf_features_new (example->trace, tokens, flow, &outcome, WF_N_FEATURES, self->progress, NULL);
  if (example->features == NULL)
    return;
  example->prior = g_new (double, example->features->n_steps);
  example->neutral = g_new (double, example->features->n_steps *WF_N_NEUTRAL);
  wf_logit_get_prior (example->trace, example->prior);
  wf_logit_standardise (example->trace, example->features, example->neutral);
  find_moments (example);
  wf_progress_advance (self->progress, 1);
}

WfExamples *
wf_examples_new (WfCorpus *corpus, guint n_threads, WfProgress *progress, GError **error)
{
  g_autoptr (WfExamples) self = wf_examples_collect (corpus);
  Preparation preparation = { self, progress };

  if (self->n == 0)
    {
      g_set_error_literal (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("None of these logs is labelled. A label names the agent and the step of the "
             "decisive mistake: keys “mistake_agent” and “mistake_step” of a Who&When log."));
      return NULL;
    }
  group_questions (self);
  wf_progress_set_stage (progress, _ ("Reading the steps"), self->n);
  wf_parallel_for (self->n, n_threads, prepare, &preparation);
  if (!wf_progress_check (progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
wf_examples_free (WfExamples *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n; i++)
    {
      wf_features_free (self->examples[i].features);
      g_free (self->examples[i].prior);
      g_free (self->examples[i].neutral);
      g_free (self->examples[i].mean);
      g_free (self->examples[i].squares);
    }
  g_free (self->examples);
  g_ptr_array_unref (self->subsets);
  wf_corpus_unref (self->corpus);
  g_free (self);
}

gboolean
wf_examples_are_mixed (const WfExamples *self)
{
  for (gsize i = 1; i < self->n; i++)
    if (self->examples[i].shape != self->examples[0].shape)
      return TRUE;
  return FALSE;
}

void
wf_examples_permute (WfExamples *self, guint64 seed)
{
  for (gsize i = 0; i < self->n; i++)
    {
      WfExample *example = &self->examples[i];
      gsize n = wf_trace_get_n_steps (example->trace);
      WfRng rng;

      wf_rng_init (&rng, seed, i);
      do
        example->step = wf_rng_below (&rng, n);
      while (!wf_trace_can_bear_blame (example->trace, example->step));
      example->agent = wf_trace_get_agent (example->trace, example->step);
    }
}

static int
compare_lines (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* SHA-256 over the sorted lines "question, step, agent": the same labels give the same digest, whatever the
 * files are called and in whatever order they come. */
char *
wf_examples_get_digest (const WfExamples *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 0; i < self->n; i++)
    {
      const WfExample *example = &self->examples[i];
      g_autofree char *question = wf_question_normalise (wf_trace_get_question (example->trace));
      g_autofree char *agent = g_utf8_strdown (example->agent, -1);

      g_ptr_array_add (lines, g_strdup_printf ("%s\t%zu\t%s\n", question, example->step, agent));
    }
  qsort (lines->pdata, lines->len, sizeof *lines->pdata, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_checksum_update (sum, lines->pdata[i], -1);
  return g_strdup (g_checksum_get_string (sum));
}

gsize *
wf_examples_fold (const WfExamples *self, const gsize *members, gsize n_members, gsize n_folds, WfRng *rng)
{
  g_autofree gsize *questions = g_new (gsize, self->n_questions);
  g_autofree gsize *fold_of = g_new0 (gsize, self->n_questions);
  g_autofree gboolean *is_present = g_new0 (gboolean, self->n_questions);
  gsize *fold = g_new (gsize, MAX (n_members, 1));
  gsize n = 0;

  for (gsize k = 0; k < n_members; k++)
    is_present[self->examples[members[k]].question] = TRUE;
  for (gsize q = 0; q < self->n_questions; q++)
    if (is_present[q])
      questions[n++] = q;
  for (gsize k = n; k > 1; k--)
    {
      gsize other = wf_rng_below (rng, k);
      gsize kept = questions[k - 1];

      questions[k - 1] = questions[other];
      questions[other] = kept;
    }
  for (gsize k = 0; k < n; k++)
    fold_of[questions[k]] = k % n_folds;
  for (gsize k = 0; k < n_members; k++)
    fold[k] = fold_of[self->examples[members[k]].question];
  return fold;
}
