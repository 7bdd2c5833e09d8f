/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "app/sandbox.h"

/* ---- in a worker thread ---- */

/* What the window knows about a refusal and the judge's library doesn't. */
static void
explain (const WfJob *job, GError *failure)
{
  g_autofree char *sandbox = NULL;
  const char *advice = NULL;
  char *message;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sandbox = wf_sandbox_describe_network (WF_SANDBOX_INFO);
  if (sandbox != NULL)
    advice = sandbox;
  else if (job->key == NULL && g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    advice = job->key_problem;
  if (advice == NULL)
    return;
  message = g_strdup_printf ("%s\n%s", failure->message, advice);
  g_free (failure->message);
  failure->message = message;
}

/* Who judged is in the window to stay; the notes are seen this once. */
static char *
describe (WfJudgement *judgement)
{
  g_autofree char *notes = g_strjoinv ("; ", (char **) wf_judgement_get_notes (judgement));
  const char *judge = wf_judgement_get_judge (judgement);

  if (*notes == '\0')
    return g_strdup_printf (_ ("Judged by %s"), judge);
  /* Translators: the first is "llama3 at localhost:11434", the second what was odd about its answer */
  return g_strdup_printf (_ ("Judged by %s; %s"), judge, notes);
}

gboolean
wf_job_ask_judge (WfJob *job, GError **error)
{
  WfState *state = job->state;
  g_autoptr (GError) failure = NULL;
  g_autoptr (WfJudgement) judgement = wf_judge_score (job->request, job->key, job->progress, &failure);
  g_autoptr (WfBlame) blame = NULL;

  if (judgement == NULL)
    {
      explain (job, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  wf_progress_set_stage (job->progress, _ ("Weighing the steps"), 0);
  blame = wf_judgement_apply (judgement, state->blame);
  g_clear_pointer (&state->suggestions, wf_suggestions_unref);
  state->suggestions = wf_blame_suggest (blame, job->progress, error);
  if (state->suggestions == NULL)
    return FALSE;
  wf_blame_unref (state->blame);
  state->blame = g_steal_pointer (&blame);
  job->note = describe (judgement);
  return TRUE;
}

/* ---- in the main thread ---- */

/* Only who and when is new: what was done to the document while the judge was thinking stays. */
void
wf_document_take_judgement (WfDocument *self, WfJob *job)
{
  WfState *next = wf_state_copy (self->state);

  g_clear_pointer (&next->blame, wf_blame_unref);
  g_clear_pointer (&next->suggestions, wf_suggestions_unref);
  g_clear_pointer (&next->asked, wf_judge_request_unref);
  next->blame = g_steal_pointer (&job->state->blame);
  next->suggestions = g_steal_pointer (&job->state->suggestions);
  next->asked = wf_judge_request_ref (job->request);
  wf_history_push (self->history, _ ("Ask the judge"), NULL, self->state);
  wf_document_take_state (self, next);
}

void
wf_document_ask_judge (WfDocument *self, WfJudgeRequest *request, const char *key, const char *key_problem)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->blame != NULL);
  g_return_if_fail (request != NULL);

  wf_document_start_judge (self, request, key, key_problem);
}
