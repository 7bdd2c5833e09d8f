/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Of a project, a command that wants a model gets its model, one that wants logs its logs; and what the
 * project says of them is obeyed unless something else is typed. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "core/base/error.h"
#include "core/base/json.h"

/* ---- models ---- */

gboolean
wf_invocation_holds_model (WfInvocation *self, WfSource *source, gboolean *holds_model, GError **error)
{
  g_autoptr (WfProject) project = NULL;

  *holds_model = wf_formats_detect (source, WF_CONTENT_MODEL, NULL) != NULL;
  if (!wf_project_is_project (source))
    return TRUE;
  project = wf_invocation_parse_project (self, source, error);
  *holds_model = project != NULL && wf_project_find_file (project, "table") == NULL &&
                 wf_project_get_part (project, "model") != NULL;
  return project != NULL;
}

WfModel *
wf_invocation_parse_project_model (WfInvocation *self, WfSource *source, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &size);
  WfJsonPlace place = wf_json_document (wf_source_get_name (source), text, size);
  g_autoptr (WfProject) project = wf_invocation_parse_project (self, source, error);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfModel) before = NULL;
  g_autoptr (WfModel) changed = NULL;

  if (project == NULL || !wf_project_read_model (project, &place, &model, error))
    return NULL;
  if (model == NULL)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("%s holds no model, and one is needed here; “wherefore-cli fit” makes one of its table"),
          wf_source_get_name (source));
      return NULL;
    }
  if (!wf_project_change_tables (project, &place, model, NULL, self->progress, &before, &changed, error))
    return NULL;
  return changed != NULL ? g_steal_pointer (&changed) : g_steal_pointer (&model);
}

/* is the graph that of the project that was named? */
static gboolean
is_about_project (WfInvocation *self, WfGraph *graph)
{
  return self->project != NULL && wf_project_get_graph (self->project) == graph;
}

void
wf_invocation_take_project_choices (WfInvocation *self)
{
  JsonNode *choices = self->project != NULL ? wf_project_get_part (self->project, "choices") : NULL;
  const char *mechanisms = choices != NULL && JSON_NODE_HOLDS_OBJECT (choices)
                               ? wf_json_get_string (json_node_get_object (choices), "mechanisms")
                               : NULL;

  if (mechanisms != NULL && !wf_invocation_has (self, "mechanisms") && !wf_invocation_has (self, "model"))
    wf_invocation_add_value (self, "mechanisms", mechanisms);
}

gboolean
wf_invocation_has_changed_tables (WfInvocation *self, WfGraph *graph)
{
  return is_about_project (self, graph) && wf_project_get_part (self->project, "tables") != NULL;
}

WfModel *
wf_invocation_change_tables (WfInvocation *self, WfModel *model, WfTable *table, GError **error)
{
  WfJsonPlace place = WF_JSON_DOCUMENT (self->operands->pdata[0]);
  g_autoptr (WfModel) before = NULL;
  WfModel *changed;

  if (!wf_project_change_tables (self->project, &place, model, table, self->progress, &before, &changed,
                                 error))
    return NULL;
  return changed != NULL ? changed : wf_model_ref (model);
}

/* ---- logs ---- */

static WfProject *
open_project (WfInvocation *self, const char *path, gboolean *is_project, GError **error)
{
  g_autoptr (WfSource) source = NULL;

  *is_project = FALSE;
  if (g_str_equal (path, "-") || g_file_test (path, G_FILE_TEST_IS_DIR))
    return NULL;
  source = wf_source_open_path (path, self->progress, NULL); /* whoever reads it says what is wrong */
  *is_project = source != NULL && wf_project_is_project (source);
  return *is_project ? wf_invocation_parse_project (self, source, error) : NULL;
}

/* (transfer full): where its runs are. Of several operands nobody can tell later which run is from where:
 * they are checked here, else by wf_invocation_check_runs() */
static char *
find_runs (WfInvocation *self, WfProject *project, const WfProjectFile *runs, GError **error)
{
  g_autofree char *path = wf_project_locate (project, runs);
  g_autoptr (WfCorpus) corpus = NULL;
  WfFileState state;

  if (path != NULL && self->operands->len == 1)
    return g_steal_pointer (&path);
  corpus = wf_project_open_runs (project, runs, &state, self->progress, error);
  return wf_invocation_settle_file (self, runs, state, path, error) ? g_steal_pointer (&path) : NULL;
}

/* (transfer full): where its runs or its log are */
static char *
find_logs (WfInvocation *self, WfProject *project, const char *operand, GError **error)
{
  const WfProjectFile *runs = wf_project_find_file (project, "runs");
  const WfProjectFile *log = wf_project_find_file (project, "log");

  if (runs != NULL)
    return find_runs (self, project, runs, error);
  if (log != NULL)
    {
      g_autoptr (WfSource) source = wf_invocation_open_project_file (self, project, log, error);

      return source != NULL ? g_strdup (wf_source_get_path (source)) : NULL;
    }
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds no agent logs, and some are needed here"),
               operand);
  return NULL;
}

gboolean
wf_invocation_resolve_logs (WfInvocation *self, GError **error)
{
  for (guint i = 0; i < self->operands->len; i++)
    {
      gboolean is_project;
      const char *operand = self->operands->pdata[i];
      g_autoptr (WfProject) project = open_project (self, operand, &is_project, error);
      char *path;

      if (!is_project)
        continue;
      path = project != NULL ? find_logs (self, project, operand, error) : NULL;
      if (path == NULL)
        return FALSE;
      g_free (self->operands->pdata[i]);
      self->operands->pdata[i] = path;
    }
  return TRUE;
}

gboolean
wf_invocation_check_runs (WfInvocation *self, WfCorpus *corpus, GError **error)
{
  const WfProjectFile *runs = self->project != NULL ? wf_project_find_file (self->project, "runs") : NULL;

  if (runs == NULL || runs->sha256 == NULL || self->operands->len > 1 ||
      g_str_equal (runs->sha256, wf_corpus_get_sha256 (corpus)))
    return TRUE;
  return wf_invocation_settle_file (self, runs, WF_FILE_CHANGED, self->operands->pdata[0], error);
}

/* ---- two runs ---- */

/* which two of its runs a project compares: FALSE = none, or the file is broken */
static gboolean
read_compared (WfProject *project, gint64 *runs)
{
  JsonNode *node = wf_project_get_part (project, "comparison");
  WfJsonPlace place = WF_JSON_DOCUMENT ("comparison");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) ||
      !wf_json_read_array (json_node_get_object (node), "runs", &place, &array, NULL))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *run;

      if (!wf_json_take_object (array, i, &place, &run, NULL) ||
          !wf_json_read_integer (run, "place", &place, -1, G_MAXINT32, &runs[i], NULL))
        return FALSE;
    }
  return TRUE;
}

/* the operand gives way to the files of the two runs */
static gboolean
take_compared (WfInvocation *self, WfProject *project, const gint64 *runs, GError **error)
{
  static const char *const roles[] = { "compared-1", "compared-2" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *numbers =
      g_strdup_printf ("%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT, MAX (runs[0], 0), MAX (runs[1], 0));

  for (guint i = 0; i < 2; i++)
    {
      const WfProjectFile *file = wf_project_find_file (project, roles[i]);
      g_autoptr (WfSource) source =
          file != NULL ? wf_invocation_open_project_file (self, project, file, error) : NULL;

      if (source == NULL)
        return FALSE;
      g_ptr_array_add (paths, g_strdup (wf_source_get_path (source)));
    }
  g_ptr_array_set_size (self->operands, 0);
  g_ptr_array_extend_and_steal (self->operands, g_steal_pointer (&paths));
  if (!wf_invocation_has (self, "runs"))
    wf_invocation_add_value (self, "runs", numbers);
  return TRUE;
}

gboolean
wf_invocation_resolve_compared (WfInvocation *self, GError **error)
{
  gboolean is_project;
  g_autoptr (WfProject) project = NULL;
  gint64 runs[2];

  if (self->operands->len > 1)
    return wf_invocation_resolve_logs (self, error);
  project = open_project (self, self->operands->pdata[0], &is_project, error);
  if (is_project && project == NULL)
    return FALSE;
  return is_project && wf_project_find_file (project, "compared-1") != NULL &&
                 wf_project_find_file (project, "compared-2") != NULL && read_compared (project, runs)
             ? take_compared (self, project, runs, error)
             : wf_invocation_resolve_logs (self, error);
}
