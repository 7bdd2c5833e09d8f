/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/attribute/train.h"
#include "core/base/error.h"
#include "core/trace/logs.h"
#include "render/picture.h"

static void
take_state (WfJob *job, WfState *state)
{
  wf_state_free (job->state);
  job->state = state;
}

/* ---- loading ---- */

/* A folder, or a file that holds several runs: who and when for every one of them. */
gboolean
wf_job_load_runs (WfJob *job, GError **error)
{
  g_autoptr (WfState) state = wf_state_new ();
  g_autoptr (WfCorpus) corpus = wf_corpus_read (&job->file, 1, job->progress, error);
  gsize n_problems;

  if (corpus == NULL)
    return FALSE;
  state->runs = wf_attribute_corpus (corpus, NULL, WF_DOCUMENT_SEED, job->progress, error);
  if (state->runs == NULL)
    return FALSE;
  state->accuracy = wf_corpus_blame_evaluate (state->runs);
  state->runs_path = g_file_peek_path (job->file) ? g_file_get_path (job->file) : g_file_get_uri (job->file);
  n_problems = g_strv_length ((char **) wf_corpus_get_problems (corpus));
  if (n_problems > 0)
    {
      const char *first = wf_corpus_get_problems (corpus)[0];
      g_autofree char *note = g_strdup_printf (
          ngettext ("%zu log could not be read: %s", "%zu logs could not be read, the first: %s", n_problems),
          n_problems, first);

      wf_job_add_note (job, note);
    }
  take_state (job, g_steal_pointer (&state));
  return TRUE;
}

gboolean
wf_job_load_log (WfJob *job, WfSource *source, GError **error)
{
  g_autoptr (WfState) state = wf_state_new ();
  g_autoptr (GPtrArray) traces = wf_traces_read (source, job->progress, error);

  if (traces == NULL)
    return FALSE;
  if (traces->len > 1)
    return wf_job_load_runs (job, error);
  state->trace = wf_trace_ref (g_ptr_array_index (traces, 0));
  wf_progress_set_stage (job->progress, _ ("Weighing the steps"), 0);
  state->blame = wf_attribute_trace (state->trace, NULL, WF_DOCUMENT_SEED, job->progress, error);
  if (state->blame == NULL)
    return FALSE;
  state->suggestions = wf_blame_suggest (state->blame, job->progress, error);
  if (state->suggestions == NULL)
    return FALSE;
  state->source = wf_source_ref (source);
  take_state (job, g_steal_pointer (&state));
  return TRUE;
}

/* ---- two runs ---- */

static WfComparedRun
describe_corpus_run (const WfState *state, gsize run)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (state->runs);

  return (WfComparedRun){ (char *) wf_corpus_get_name (corpus, run),
                          (char *) wf_corpus_get_path (corpus, run), wf_corpus_get_place (corpus, run),
                          wf_corpus_get_n_in_file (corpus, run),
                          (char *) wf_corpus_get_file_sha256 (corpus, run) };
}

static WfComparedRun
describe_source (WfSource *source)
{
  const char *path = wf_source_get_path (source);

  return (WfComparedRun){ (char *) wf_source_get_name (source),
                          (char *) (path ? path : wf_source_get_name (source)), -1, 1,
                          (char *) wf_source_get_sha256 (source) };
}

static gboolean
compare_traces (WfJob *job,
                WfTrace *first,
                WfTrace *second,
                const WfComparedRun *one,
                const WfComparedRun *other,
                GError **error)
{
  WfRunComparison *comparison;

  wf_progress_set_stage (job->progress, _ ("Aligning the runs"), 0);
  comparison = wf_compare_runs (first, second, job->progress, error);
  if (comparison == NULL)
    return FALSE;
  wf_state_set_comparison (job->state, comparison, one, other);
  return TRUE;
}

/* The open run and the one of another log; of several in it the first, which a note says. */
static gboolean
compare_with_file (WfJob *job, GError **error)
{
  WfState *state = job->state;
  g_autoptr (WfSource) source = wf_source_open (job->file, job->progress, error);
  g_autoptr (GPtrArray) traces = source ? wf_traces_read (source, job->progress, error) : NULL;
  WfComparedRun one, other;

  if (traces == NULL)
    return FALSE;
  one = state->run >= 0 ? describe_corpus_run (state, state->run) : describe_source (state->source);
  other = describe_source (source);
  if (traces->len > 1)
    {
      g_autofree char *note =
          g_strdup_printf (ngettext ("%s holds %u run; the first is compared",
                                     "%s holds %u runs; the first is compared", traces->len),
                           wf_source_get_name (source), traces->len);

      wf_job_add_note (job, note);
      other.place = 0;
      other.n_in_file = traces->len;
    }
  return compare_traces (job, state->trace, g_ptr_array_index (traces, 0), &one, &other, error);
}

gboolean
wf_job_compare (WfJob *job, GError **error)
{
  WfCorpus *corpus;
  WfComparedRun one, other;

  if (job->file != NULL)
    return compare_with_file (job, error);
  corpus = wf_corpus_blame_get_corpus (job->state->runs);
  one = describe_corpus_run (job->state, job->runs[0]);
  other = describe_corpus_run (job->state, job->runs[1]);
  return compare_traces (job, wf_corpus_get_run (corpus, job->runs[0]),
                         wf_corpus_get_run (corpus, job->runs[1]), &one, &other, error);
}

/* ---- profiles ---- */

/* Every run by the state's profile; what is known of them all stays beside it. */
static gboolean
rank_again (WfJob *job, GError **error)
{
  WfState *state = job->state;
  WfCorpusCauses *causes = wf_corpus_blame_get_causes (state->runs);
  g_autoptr (WfCorpusBlame) runs = wf_attribute_corpus (
      wf_corpus_blame_get_corpus (state->runs), state->profile, WF_DOCUMENT_SEED, job->progress, error);

  if (runs != NULL && causes != NULL)
    {
      g_autoptr (WfCorpusBlame) bare = g_steal_pointer (&runs);

      runs = wf_corpus_blame_with_causes (bare, causes, FALSE, job->progress, error);
    }
  if (runs == NULL)
    return FALSE;
  wf_corpus_blame_unref (state->runs);
  state->runs = g_steal_pointer (&runs);
  g_clear_pointer (&state->accuracy, wf_evaluation_unref);
  state->accuracy = wf_corpus_blame_evaluate (state->runs);
  return TRUE;
}

/* Blame by the state's profile: of every run of the corpus and of the open one. */
gboolean
wf_job_attribute_again (WfJob *job, GError **error)
{
  WfState *state = job->state;
  WfBlame *blame = NULL;

  if (state->runs != NULL)
    {
      if (!rank_again (job, error))
        return FALSE;
      if (state->run >= 0)
        blame = wf_blame_ref (wf_corpus_blame_get_blame (state->runs, state->run));
    }
  else
    blame = wf_attribute_trace (state->trace, state->profile, WF_DOCUMENT_SEED, job->progress, error);
  if (blame == NULL)
    return state->run < 0 && state->runs != NULL;
  g_clear_pointer (&state->blame, wf_blame_unref);
  g_clear_pointer (&state->suggestions, wf_suggestions_unref);
  state->blame = blame;
  state->suggestions = wf_blame_suggest (blame, job->progress, error);
  return state->suggestions != NULL;
}

/* A file of weights is laid over the runs that are there. */
gboolean
wf_job_use_profile (WfJob *job, WfSource *source, GError **error)
{
  g_autoptr (WfProfile) profile = wf_profile_read (source, error);

  if (profile == NULL)
    return FALSE;
  if (job->state->trace == NULL && job->state->runs == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s holds the weights by which the steps of a run are ranked. Open the log of a run "
                      "first, then this file."),
                   wf_source_get_name (source));
      return FALSE;
    }
  wf_state_set_profile (job->state, profile, wf_source_get_path (source));
  job->is_profile = TRUE;
  return wf_job_attribute_again (job, error);
}

/* Fits a profile to the labels, with its cross-validation, and ranks the steps of every run by it. */
gboolean
wf_job_train (WfJob *job, GError **error)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (job->state->runs);
  g_autofree char *command = wf_state_dup_train_command (job->state, job->params);
  g_autoptr (GVariant) params = wf_training_name_after (job->params, WF_STATE_TRAINED_HERE);
  g_autoptr (WfEvaluation) evaluation = NULL;
  g_autoptr (WfProfile) profile = wf_train (corpus, NULL, params, command, WF_DOCUMENT_SEED, job->n_threads,
                                            &evaluation, NULL, job->progress, error);

  if (profile == NULL)
    return FALSE;
  wf_state_set_profile (job->state, profile, NULL);
  g_clear_pointer (&job->state->evaluation, wf_evaluation_unref);
  job->state->evaluation = g_steal_pointer (&evaluation);
  job->state->training = g_variant_ref (job->params);
  wf_job_add_note (job, wf_profile_get_note (profile));
  return wf_job_attribute_again (job, error);
}

/* What makes steps of the corpus deficient, with its picture laid out. */
gboolean
wf_job_find_causes (WfJob *job, GError **error)
{
  WfState *state = job->state;
  g_autoptr (WfCorpusCauses) causes = wf_corpus_causes_discover (
      wf_corpus_blame_get_corpus (state->runs), WF_CORPUS_CAUSES_ALPHA, job->progress, error);
  g_autoptr (WfFigure) figure = NULL;
  WfCorpusBlame *runs;

  if (causes == NULL)
    return FALSE;
  runs = wf_corpus_blame_with_causes (state->runs, causes, FALSE, job->progress, error);
  if (runs == NULL)
    return FALSE;
  wf_corpus_blame_unref (state->runs);
  state->runs = runs;
  figure = wf_corpus_causes_figure (causes);
  g_clear_pointer (&state->causes_layout, wf_layout_unref);
  state->causes_layout = wf_figure_layout (figure, job->progress, error);
  return state->causes_layout != NULL;
}
