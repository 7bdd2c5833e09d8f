/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a project knows of agent runs beyond their logs: by which profile they are ranked, what a judge said,
 * and which one is open. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/judged.h"
#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/project/project-private.h"
#include "core/trace/logs.h"

/**
 * wf_project_read_profile: (skip)
 * @self: a project
 * @place: of the project, for messages
 * @profile: (out) (nullable) (transfer full): the weights that it holds, of a file or trained; %NULL = each
 * log’s shape chooses
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WF_ERROR_PARSE
 */
gboolean
wf_project_read_profile (WfProject *self, const WfJsonPlace *place, WfProfile **profile, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "profile");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WfSource) source = NULL;
  JsonObject *object;
  const char *text;

  g_return_val_if_fail (self != NULL && place != NULL && profile != NULL, FALSE);

  *profile = NULL;
  object = wf_project_get_object (self, "profile");
  if (object == NULL)
    return TRUE;
  if (!wf_json_read_string (object, "text", &here, &text, error))
    return FALSE;
  bytes = g_bytes_new (text, strlen (text));
  source = wf_source_new (bytes, place->name);
  *profile = wf_profile_read (source, error);
  return *profile != NULL;
}

/* ---- a judge ---- */

static gboolean
read_scores (JsonObject *object, WfTrace *trace, const WfJsonPlace *place, GArray *scores, GError **error)
{
  WfJsonPlace list = WF_JSON_MEMBER (place, "scores");
  gint64 n_steps = (gint64) wf_trace_get_n_steps (trace);
  JsonArray *array;

  if (!wf_json_read_array (object, "scores", place, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      WfJsonPlace here = WF_JSON_ELEMENT (&list, i);
      WfStepScore score = { 0 };
      JsonObject *entry;
      gint64 step;

      if (!wf_json_take_object (array, i, &list, &entry, error) ||
          !wf_json_read_integer (entry, "step", &here, 0, n_steps - 1, &step, error))
        return FALSE;
      score.step = (gsize) step;
      score.is_pick = wf_json_has (entry, "is_pick");
      if (!score.is_pick && !wf_json_read_number (entry, "score", &here, &score.score, error))
        return FALSE;
      if (!(score.score >= 0 && score.score <= 100))
        return wf_json_fail (&here, error, _ ("“score” must be a number from 0 to 100"));
      g_array_append_val (scores, score);
    }
  return TRUE;
}

/**
 * wf_project_read_judge: (skip)
 * @self: a project
 * @place: of the project, for messages
 * @blame: of the run that was judged
 * @judged: (out) (nullable) (transfer full): with what the judge said; %NULL when nobody judged
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WF_ERROR_PARSE that names the place
 */
gboolean
wf_project_read_judge (
    WfProject *self, const WfJsonPlace *place, WfBlame *blame, WfBlame **judged, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "judge");
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (WfStepScore));
  JsonObject *object;
  const char *judge;
  double weight;

  g_return_val_if_fail (self != NULL && place != NULL && blame != NULL && judged != NULL, FALSE);

  *judged = NULL;
  object = wf_project_get_object (self, "judge");
  if (object == NULL)
    return TRUE;
  if (!wf_json_read_string (object, "judge", &here, &judge, error) ||
      !wf_json_read_number (object, "weight", &here, &weight, error) ||
      !read_scores (object, wf_blame_get_trace (blame), &here, scores, error))
    return FALSE;
  if (scores->len == 0 || !(weight >= 0))
    return wf_json_fail (&here, error, _ ("a judge gives a weight and at least one score"));
  *judged = wf_blame_with_scores (blame, (const WfStepScore *) (gconstpointer) scores->data, scores->len,
                                  weight, judge);
  return TRUE;
}

/* ---- the run that is open, or all of them ---- */

/**
 * wf_project_read_run: (skip)
 * @self: a project
 * @place: of the project, for messages
 * @n_runs: number of runs of its logs
 * @run: (out): the one that is open; -1 = all of them
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %WF_ERROR_PARSE
 */
gboolean
wf_project_read_run (WfProject *self, const WfJsonPlace *place, gsize n_runs, gssize *run, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "choices");
  JsonObject *choices;
  gint64 number = -1;

  g_return_val_if_fail (self != NULL && place != NULL && n_runs > 0 && run != NULL, FALSE);

  choices = wf_project_get_object (self, "choices");
  if (choices != NULL && wf_json_has (choices, "run") &&
      !wf_json_read_integer (choices, "run", &here, 0, (gint64) n_runs - 1, &number, error))
    return FALSE;
  *run = (gssize) number;
  return TRUE;
}

static gboolean
judge (WfProject *self, WfProjectContents *contents, const WfJsonPlace *place, WfBlame *blame, GError **error)
{
  WfBlame *judged;

  if (!wf_project_read_judge (self, place, blame, &judged, error))
    return FALSE;
  contents->blame = judged != NULL ? judged : wf_blame_ref (blame);
  contents->trace = wf_trace_ref (wf_blame_get_trace (blame));
  return TRUE;
}

static gboolean
find_causes (WfProjectContents *contents, WfProgress *progress, GError **error)
{
  g_autoptr (WfCorpusBlame) without = g_steal_pointer (&contents->runs);
  g_autoptr (WfCorpusCauses) causes =
      wf_corpus_causes_discover (contents->corpus, WF_CORPUS_CAUSES_ALPHA, progress, error);

  if (causes != NULL)
    contents->runs = wf_corpus_blame_with_causes (without, causes, FALSE, progress, error);
  return contents->runs != NULL;
}

gboolean
wf_project_open_corpus (WfProject *self,
                        WfProjectContents *contents,
                        const WfJsonPlace *place,
                        guint64 seed,
                        WfProgress *progress,
                        GError **error)
{
  JsonObject *choices = wf_project_get_object (self, "choices");
  g_autoptr (WfProfile) profile = NULL;
  WfBlame *blame;
  gssize run;

  if (!wf_project_read_profile (self, place, &profile, error) ||
      !wf_project_read_run (self, place, wf_corpus_get_n_runs (contents->corpus), &run, error))
    return FALSE;
  contents->runs = wf_attribute_corpus (contents->corpus, profile, seed, progress, error);
  if (contents->runs == NULL)
    return FALSE;
  if (choices != NULL && wf_json_has (choices, "finds_causes") && !find_causes (contents, progress, error))
    return FALSE;
  blame = run >= 0 ? wf_corpus_blame_get_blame (contents->runs, (gsize) run) : NULL;
  return blame == NULL || judge (self, contents, place, blame, error);
}

gboolean
wf_project_open_log (WfProject *self,
                     WfProjectContents *contents,
                     const WfJsonPlace *place,
                     guint64 seed,
                     WfProgress *progress,
                     GError **error)
{
  g_autoptr (GPtrArray) traces = wf_traces_read (contents->source, progress, error);
  g_autoptr (WfProfile) profile = NULL;
  g_autoptr (WfBlame) blame = NULL;

  if (traces == NULL || !wf_project_read_profile (self, place, &profile, error))
    return FALSE;
  blame = wf_attribute_trace (g_ptr_array_index (traces, 0), profile, seed, progress, error);
  return blame != NULL && judge (self, contents, place, blame, error);
}

/* ---- the report ---- */

static WfReport *
report_blame (WfProject *self, WfProjectContents *contents, WfProvenance *provenance)
{
  JsonObject *view = wf_project_get_object (self, "view");
  JsonNode *redact = view != NULL ? json_object_get_member (view, "redact") : NULL;
  gboolean is_redacted = contents->is_redacted;
  g_autoptr (GArray) repairs = g_array_new (FALSE, FALSE, sizeof (WfRepair));
  g_autoptr (WfBlame) shown = NULL;

  if (redact != NULL && JSON_NODE_HOLDS_VALUE (redact))
    is_redacted = is_redacted || json_node_get_boolean (redact);
  for (guint i = 0; i < self->repairs->len; i++)
    if (g_array_index (self->repairs, WfProjectRepair, i).is_active &&
        g_array_index (self->repairs, WfProjectRepair, i).repair.step <
            wf_trace_get_n_steps (contents->trace))
      g_array_append_val (repairs, g_array_index (self->repairs, WfProjectRepair, i).repair);
  shown = is_redacted ? wf_blame_redact (contents->blame) : wf_blame_ref (contents->blame);
  return wf_blame_report (shown, (const WfRepair *) (gconstpointer) repairs->data, repairs->len, provenance);
}

WfReport *
wf_project_report_runs (WfProject *self, WfProjectContents *contents, WfProvenance *provenance)
{
  const char *page = wf_json_get_string (wf_project_get_object (self, "view"), "page");

  if (contents->runs != NULL && (contents->blame == NULL || g_strcmp0 (page, "runs") == 0))
    return wf_corpus_blame_report (contents->runs, provenance);
  return contents->blame != NULL ? report_blame (self, contents, provenance) : NULL;
}
