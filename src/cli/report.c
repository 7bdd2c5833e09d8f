/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is in a project, and the report on it. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/project/project-report.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  WF_OPTION_DATA,
  { "redact", 0, NULL, N_ ("In answer and report, replace what was said by its length and a hash") },
  { NULL },
};

static const char *
state_to_text (WfFileState state)
{
  static const char *const texts[] = { N_ ("as it was"), N_ ("changed"), N_ ("missing") };

  return _ (texts[state]);
}

/* of a file that isn't opened for anything else; a folder is only looked for */
static WfFileState
get_state (WfInvocation *invocation, WfProject *project, const WfProjectFile *file)
{
  g_autofree char *path = wf_project_locate (project, file);
  WfFileState state = WF_FILE_MISSING;
  g_autoptr (WfSource) source = NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
    return WF_FILE_SAME;
  source = wf_project_open_file (project, file, &state, invocation->progress, NULL);
  return state;
}

static void
print_files (WfInvocation *invocation, WfProject *project)
{
  g_autoptr (WfTextTable) table = wf_text_table_new ("sss", NULL);

  for (gsize i = 0; i < wf_project_get_n_files (project); i++)
    {
      const WfProjectFile *file = wf_project_get_file (project, i);
      g_autofree char *found = wf_project_locate (project, file);
      const char *cells[] = { file->role, found != NULL ? found : file->path,
                              state_to_text (get_state (invocation, project, file)), NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
}

static char *
describe_graph (WfProject *project)
{
  WfGraph *graph = wf_project_get_graph (project);
  WfDiscoveryResult *discovery = wf_project_get_discovery (project);
  g_autofree char *params = discovery ? wf_params_to_text (wf_discovery_result_get_params (discovery)) : NULL;
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, wf_project_get_seed (project));
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_edges = wf_graph_get_n_edges (graph);
  g_autofree char *node_count = wf_format_count (n_nodes);
  g_autofree char *edge_count = wf_format_count (n_edges);
  g_autofree char *nodes =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s variable", "%s variables", n_nodes), node_count);
  g_autofree char *edges =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s edge", "%s edges", n_edges), edge_count);

  if (discovery == NULL)
    return g_strdup_printf ("%s, %s", nodes, edges);
  return g_strdup_printf (_ ("%s, %s, found by %s (%s), seed %s, Wherefore %s"), nodes, edges,
                          wf_discovery_result_get_method (discovery), params, seed,
                          wf_project_get_learned_by (project));
}

static void
print_values (WfInvocation *invocation, WfProject *project)
{
  if (wf_project_get_graph (project) != NULL)
    {
      g_autofree char *graph = describe_graph (project);

      g_string_append_printf (invocation->out, _ ("graph: %s\n"), graph);
    }
  for (gsize i = 0; i < wf_project_get_n_interventions (project); i++)
    {
      gboolean is_active;
      g_autofree char *text = wf_intervention_to_text (wf_project_get_intervention (project, i, &is_active));

      g_string_append_printf (invocation->out,
                              is_active ? _ ("intervention: %s\n") : _ ("intervention, off: %s\n"), text);
    }
}

static void
add_file (WfInvocation *invocation, JsonBuilder *builder, WfProject *project, const WfProjectFile *file)
{
  static const char *const states[] = { "same", "changed", "missing" };
  g_autofree char *found = wf_project_locate (project, file);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "role", file->role);
  wf_json_set_string (builder, "path", found != NULL ? found : file->path);
  wf_json_set_string (builder, "state", states[get_state (invocation, project, file)]);
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, WfProject *project)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "program", wf_project_get_program (project));
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_project_get_n_files (project); i++)
    add_file (invocation, builder, project, wf_project_get_file (project, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "graph");
  if (wf_project_get_graph (project) != NULL)
    json_builder_add_value (builder, wf_graph_to_json (wf_project_get_graph (project)));
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "interventions");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_project_get_n_interventions (project); i++)
    {
      gboolean is_active;
      g_autofree char *text =
          wf_intervention_to_source (wf_project_get_intervention (project, i, &is_active));

      if (is_active)
        json_builder_add_string_value (builder, text);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* the inputs of the provenance: what the project refers to, and the project; a corpus is one already */
static void
add_inputs (WfInvocation *invocation, WfSource *source, WfProjectContents *contents)
{
  if (contents->table != NULL)
    wf_invocation_add_input (invocation, contents->source, "rows", wf_table_get_n_rows (contents->table),
                             "columns", wf_table_get_n_columns (contents->table));
  else if (contents->source != NULL && contents->trace != NULL)
    wf_invocation_add_input (invocation, contents->source, "steps", wf_trace_get_n_steps (contents->trace),
                             NULL, 0);
  for (guint i = 0; contents->further != NULL && i < contents->further->len; i++)
    wf_invocation_add_input (invocation, contents->further->pdata[i], NULL, 0, NULL, 0);
  wf_invocation_add_input (invocation, source, NULL, 0, NULL, 0);
}

static gboolean
open_files (WfInvocation *invocation, WfProject *project, WfProjectContents *contents, GError **error)
{
  const WfProjectFile *data = wf_project_find_data (project);

  if (data == NULL || g_str_equal (data->role, "graph"))
    return TRUE;
  if (g_str_equal (data->role, "runs"))
    {
      contents->corpus = wf_invocation_open_project_runs (invocation, project, data, error);
      return contents->corpus != NULL;
    }
  contents->source = wf_invocation_open_project_file (invocation, project, data, error);
  return contents->source != NULL &&
         (!g_str_equal (data->role, "table") ||
          wf_invocation_open_project_further (invocation, project, &contents->further, error));
}

/* As the window writes its report: with these sections, on this paper, unless others are typed. What a newer
 * version calls otherwise is written as usual. */
static void
take_choices (WfInvocation *invocation, WfProject *project)
{
  JsonNode *view = wf_project_get_part (project, "view");
  JsonObject *object = view != NULL && JSON_NODE_HOLDS_OBJECT (view) ? json_node_get_object (view) : NULL;
  const char *sections = wf_json_get_string (object, "sections");
  const char *paper = wf_json_get_string (object, "paper");

  if (sections != NULL && !wf_invocation_has (invocation, "sections"))
    wf_sections_parse (sections, &invocation->sections, NULL);
  if (paper != NULL && !wf_invocation_has (invocation, "paper"))
    wf_paper_parse (paper, &invocation->paper);
}

static gboolean
write_report (WfInvocation *invocation, WfSource *source, WfProject *project, GError **error)
{
  g_auto (WfProjectContents) contents = { 0 };
  g_autoptr (WfProvenance) provenance = NULL;
  g_autoptr (WfReport) report = NULL;

  take_choices (invocation, project);
  contents.is_redacted = wf_invocation_has (invocation, "redact");
  if (!open_files (invocation, project, &contents, error))
    return FALSE;
  wf_invocation_start (invocation);
  if (!wf_project_open_contents (project, &contents, invocation->seed, invocation->progress, error))
    return FALSE;
  wf_invocation_stop (invocation);
  add_inputs (invocation, source, &contents);
  provenance = wf_invocation_create_provenance (invocation);
  report = wf_project_report (project, &contents, provenance, error);
  return report != NULL && wf_invocation_write_report (invocation, report, error);
}

static gboolean
report_run (WfInvocation *invocation, GError **error)
{
  const char *path = invocation->operands->pdata[0];
  g_autoptr (WfSource) source = wf_invocation_open (invocation, path, error);
  g_autoptr (WfProject) project =
      source != NULL ? wf_invocation_parse_project (invocation, source, error) : NULL;

  if (project == NULL)
    return FALSE;
  if (wf_invocation_wants_report (invocation) && !write_report (invocation, source, project, error))
    return FALSE;
  if (!wf_invocation_wants_report (invocation))
    wf_invocation_add_input (invocation, source, NULL, 0, NULL, 0);
  if (invocation->is_json)
    print_json (invocation, project);
  else
    {
      print_files (invocation, project);
      print_values (invocation, project);
    }
  return wf_invocation_redirect (invocation, error);
}

const WfCommand wf_command_report = {
  .id = "report",
  .summary = N_ ("Show what a project holds, and report on it"),
  .usage = N_ ("PROJECT [--report FILE]"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli report study.wherefore\n"
                     "  wherefore-cli report study.wherefore --report study.pdf\n"
                     "  wherefore-cli report study.wherefore --data moved/table.csv --report study.pdf"),
  .options = options,
  .min_operands = 1,
  .max_operands = 1,
  .run = report_run,
};
