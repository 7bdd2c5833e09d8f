/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a project knows of agent runs beyond their logs: which one is open, by which profile they are ranked,
 * what a judge said, and which two are compared. In a worker thread. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/base/error.h"
#include "core/trace/logs.h"

static JsonObject *
get_part (WfProject *project, const char *name)
{
  JsonNode *node = wf_project_get_part (project, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
open_run (WfJob *job, WfProject *project, const WfJsonPlace *place, GError **error)
{
  WfState *state = job->state;
  gssize run;

  if (!wf_project_read_run (project, place, wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (state->runs)),
                            &run, error))
    return FALSE;
  if (run >= 0 && wf_corpus_blame_get_blame (state->runs, (gsize) run) != NULL)
    wf_state_open_run (state, (gsize) run);
  return TRUE;
}

/* Training gives the same again, with its cross-validation; a newer program may train otherwise: then the
 * weights stay. */
static gboolean
train_again (WfJob *job, WfProfile *profile, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  g_autofree char *expected = wf_profile_to_text (profile);
  g_autofree char *found = NULL;
  JsonObject *training;

  if (!wf_json_read_object (object, "training", place, &training, error))
    return FALSE;
  g_clear_pointer (&job->params, g_variant_unref);
  job->params = wf_json_to_vardict (training);
  if (!wf_job_train (job, error))
    return FALSE;
  found = wf_profile_to_text (job->state->profile);
  if (g_str_equal (found, expected))
    return TRUE;
  wf_state_set_profile (job->state, profile, NULL);
  job->state->training = g_variant_ref (job->params);
  return wf_job_attribute_again (job, error);
}

static gboolean
open_profile (WfJob *job, WfProject *project, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "profile");
  const WfProjectFile *file = wf_project_find_file (project, "profile");
  JsonObject *object = get_part (project, "profile");
  g_autoptr (WfProfile) profile = NULL;
  g_autofree char *path = NULL;

  if (!wf_project_read_profile (project, place, &profile, error))
    return FALSE;
  if (profile == NULL)
    return TRUE;
  if (file == NULL && job->state->runs && wf_json_has (object, "training"))
    return train_again (job, profile, object, &here, error);
  path = file ? wf_project_locate (project, file) : NULL;
  wf_state_set_profile (job->state, profile, path ? path : file ? file->path : NULL);
  return wf_job_attribute_again (job, error);
}

static gboolean
open_judge (WfJob *job, WfProject *project, const WfJsonPlace *place, GError **error)
{
  JsonObject *object = get_part (project, "judge");
  const char *url = wf_json_get_string (object, "url"), *model = wf_json_get_string (object, "model");
  WfState *state = job->state;
  WfBlame *judged;

  if (!wf_project_read_judge (project, place, state->blame, &judged, error))
    return FALSE;
  if (judged == NULL)
    return TRUE;
  if (url && model)
    state->asked = wf_judge_request_new (state->blame, url, model, NULL);
  wf_blame_unref (state->blame);
  state->blame = judged;
  g_clear_pointer (&state->suggestions, wf_suggestions_unref);
  state->suggestions = wf_blame_suggest (judged, job->progress, error);
  return state->suggestions != NULL;
}

/* run: freed by the caller; its trace, NULL with an error or where the file isn't what it was */
static WfTrace *
open_compared (WfJob *job,
               WfProject *project,
               int i,
               JsonArray *runs,
               const WfJsonPlace *place,
               WfComparedRun *run,
               GError **error)
{
  static const char *const roles[] = { "compared-1", "compared-2" };
  const WfProjectFile *file = wf_project_find_file (project, roles[i]);
  WfJsonPlace here = WF_JSON_ELEMENT (place, (guint) i);
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GPtrArray) traces = NULL;
  WfFileState state;
  JsonObject *entry;
  const char *name;
  gint64 at;

  if (!wf_json_take_object (runs, (guint) i, place, &entry, error) ||
      !wf_json_read_string (entry, "name", &here, &name, error) ||
      !wf_json_read_integer (entry, "place", &here, -1, G_MAXINT32, &at, error))
    return NULL;
  source = file ? wf_project_open_file (project, file, &state, job->progress, NULL) : NULL;
  traces = source && state == WF_FILE_SAME ? wf_traces_read (source, job->progress, NULL) : NULL;
  if (traces == NULL || MAX (at, 0) >= traces->len)
    return NULL;
  *run = (WfComparedRun){ g_strdup (name), g_strdup (wf_source_get_path (source)), (gssize) at, traces->len,
                          g_strdup (wf_source_get_sha256 (source)) };
  return wf_trace_ref (g_ptr_array_index (traces, MAX (at, 0)));
}

/* Without its logs there is no comparison: that is a note, not an error. */
static gboolean
open_comparison (WfJob *job, WfProject *project, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "comparison");
  WfJsonPlace list = WF_JSON_MEMBER (&here, "runs");
  JsonObject *object = get_part (project, "comparison");
  WfComparedRun runs[2] = { { NULL }, { NULL } };
  WfTrace *traces[2] = { NULL, NULL };
  g_autoptr (GError) local_error = NULL;
  JsonArray *array;

  if (object == NULL)
    return TRUE;
  if (!wf_json_read_array (object, "runs", &here, &array, error))
    return FALSE;
  for (int i = 0; i < 2 && local_error == NULL; i++)
    traces[i] = open_compared (job, project, i, array, &list, &runs[i], &local_error);
  if (traces[0] && traces[1])
    {
      WfRunComparison *comparison = wf_compare_runs (traces[0], traces[1], job->progress, &local_error);

      if (comparison)
        wf_state_set_comparison (job->state, comparison, &runs[0], &runs[1]);
    }
  else if (local_error == NULL)
    wf_job_add_note (job, _ ("The two runs that were compared aren’t where they were, or have changed."));
  for (int i = 0; i < 2; i++)
    {
      g_clear_pointer (&traces[i], wf_trace_unref);
      wf_compared_run_clear (&runs[i]);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
wf_job_open_blame (WfJob *job, WfProject *project, const WfJsonPlace *place, GError **error)
{
  JsonObject *choices = get_part (project, "choices");
  WfState *state = job->state;

  if (state->runs == NULL && state->trace == NULL)
    return TRUE;
  if (!open_profile (job, project, place, error))
    return FALSE;
  if (state->runs && choices && wf_json_has (choices, "finds_causes") && !wf_job_find_causes (job, error))
    return FALSE;
  if (state->runs && !open_run (job, project, place, error))
    return FALSE;
  return (state->blame == NULL || open_judge (job, project, place, error)) &&
         open_comparison (job, project, place, error);
}
