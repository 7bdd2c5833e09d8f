/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/convert-picture.h"
#include "cli/preview.h"
#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/trace/logs.h"

static void
print_json (WfInvocation *invocation, const char *content, const char *from, const char *to)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "content");
  json_builder_add_string_value (builder, content);
  json_builder_set_member_name (builder, "from");
  json_builder_add_string_value (builder, from);
  json_builder_set_member_name (builder, "to");
  json_builder_add_string_value (builder, to);
  json_builder_set_member_name (builder, "output");
  json_builder_add_string_value (builder, wf_invocation_get (invocation, "output"));
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* The rest is the same whatever it is: the report, the JSON answer, a note. */
static gboolean
finish (WfInvocation *invocation, WfContent content, const WfFormat *from, WfReport *report, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  const char *picture = content == WF_CONTENT_GRAPH ? wf_convert_find_picture (path) : NULL;
  const WfFormat *to = picture == NULL ? wf_formats_find_for_writing (path, content, error) : NULL;

  if (picture == NULL && to == NULL)
    return FALSE;
  if (report != NULL && !wf_invocation_write_report (invocation, report, error))
    return FALSE;
  if (invocation->is_json)
    print_json (invocation,
                content == WF_CONTENT_TABLE       ? "table"
                : content == WF_CONTENT_MODEL     ? "model"
                : content == WF_CONTENT_KNOWLEDGE ? "knowledge"
                                                  : "graph",
                from->id, picture != NULL ? picture : to->id);
  wf_invocation_tell (invocation, _ ("written: %s (%s)"), path,
                      picture != NULL ? _ ("a picture") : _ (to->name));
  return TRUE;
}

static gboolean
convert_table (
    WfInvocation *invocation, WfSource *source, const WfFormat *from, GFile *target, GError **error)
{
  g_autoptr (WfTable) table = wf_invocation_parse_table (invocation, source, error);
  g_autoptr (WfProvenance) provenance = NULL;
  g_autoptr (WfReport) report = NULL;

  if (table == NULL || !wf_invocation_check_used (invocation, from->id, error) ||
      !wf_table_write (table, target, error))
    return FALSE;
  wf_invocation_stop (invocation);
  if (wf_invocation_wants_report (invocation))
    {
      provenance = wf_invocation_create_provenance (invocation);
      report = wf_table_report (table, provenance);
    }
  return finish (invocation, WF_CONTENT_TABLE, from, report, error);
}

/* with a note of what the format has no place for */
static gboolean
write_graph (WfInvocation *invocation, WfGraph *graph, GFile *target, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  const char *picture = wf_convert_find_picture (path);
  const WfFormat *to;
  g_autofree char *lost = NULL;

  if (picture != NULL)
    return wf_convert_write_picture (invocation, graph, picture, target, error);
  to = wf_formats_find_for_writing (path, WF_CONTENT_GRAPH, error);
  if (to == NULL || !wf_graph_write (graph, target, error))
    return FALSE;
  lost = wf_graph_parts_to_text (wf_format_list_lost_parts (to, graph));
  if (*lost != '\0')
    wf_invocation_tell (invocation, _ ("%s has no place for: %s"), _ (to->name), lost);
  return TRUE;
}

static gboolean
convert_graph (
    WfInvocation *invocation, WfSource *source, const WfFormat *from, GFile *target, GError **error)
{
  g_autoptr (WfGraph) graph = wf_graph_read (source, error);
  g_autoptr (WfProvenance) provenance = NULL;
  g_autoptr (WfReport) report = NULL;

  if (graph == NULL || !wf_invocation_check_used (invocation, from->id, error) ||
      !write_graph (invocation, graph, target, error))
    return FALSE;
  wf_invocation_add_input (invocation, source, "nodes", wf_graph_get_n_nodes (graph), "edges",
                           wf_graph_get_n_edges (graph));
  wf_invocation_stop (invocation);
  if (wf_invocation_wants_report (invocation))
    {
      provenance = wf_invocation_create_provenance (invocation);
      report = wf_graph_report (graph, provenance);
    }
  return finish (invocation, WF_CONTENT_GRAPH, from, report, error);
}

static const WfOption options[] = {
  { "preview", 0, NULL,
    N_ ("Write nothing; show how the table would be read, and why, with its first rows") },
  { NULL },
};

static gboolean
convert_model (
    WfInvocation *invocation, WfSource *source, const WfFormat *from, GFile *target, GError **error)
{
  g_autoptr (WfModel) model = wf_invocation_parse_model (invocation, source, error);
  g_autoptr (WfProvenance) provenance = NULL;
  g_autoptr (WfReport) report = NULL;

  if (model == NULL || !wf_invocation_check_used (invocation, from->id, error) ||
      !wf_model_write (model, target, error))
    return FALSE;
  wf_invocation_stop (invocation);
  if (wf_invocation_wants_report (invocation))
    {
      provenance = wf_invocation_create_provenance (invocation);
      report = wf_graph_report (wf_model_get_graph (model), provenance);
    }
  return finish (invocation, WF_CONTENT_MODEL, from, report, error);
}

static gboolean
convert_knowledge (
    WfInvocation *invocation, WfSource *source, const WfFormat *from, GFile *target, GError **error)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_read (source, error);

  if (knowledge != NULL && wf_invocation_wants_report (invocation))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("There is no report of background knowledge; leave out --report"));
      return FALSE;
    }
  if (knowledge == NULL || !wf_invocation_check_used (invocation, from->id, error) ||
      !wf_knowledge_write (knowledge, target, error))
    return FALSE;
  wf_invocation_add_input (invocation, source, "tiers", wf_knowledge_get_n_tiers (knowledge), NULL, 0);
  wf_invocation_stop (invocation);
  return finish (invocation, WF_CONTENT_KNOWLEDGE, from, NULL, error);
}

/* What of the file goes into the target: a model where that can hold one, else its graph. 0 with an error */
static WfContent
choose_content (const WfFormat *from, const char *path, GError **error)
{
  static const WfContent contents[] = { WF_CONTENT_MODEL, WF_CONTENT_GRAPH, WF_CONTENT_TABLE,
                                        WF_CONTENT_KNOWLEDGE };
  g_autoptr (GError) first_error = NULL;

  if (wf_format_holds (from, WF_CONTENT_GRAPH) && wf_convert_find_picture (path) != NULL)
    return WF_CONTENT_GRAPH;
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    if (wf_format_holds (from, contents[i]) &&
        wf_formats_find_for_writing (path, contents[i], first_error == NULL ? &first_error : NULL) != NULL)
      return contents[i];
  g_propagate_error (error, g_steal_pointer (&first_error));
  return 0;
}

static gboolean
can_write (const char *path, WfContent content)
{
  return wf_formats_find_for_writing (path, content, NULL) != NULL;
}

/* whether anything at all is written under that name, be it what this file holds or not */
static gboolean
knows_ending (const char *path)
{
  return wf_convert_find_picture (path) != NULL || can_write (path, WF_CONTENT_TABLE) ||
         can_write (path, WF_CONTENT_GRAPH) || can_write (path, WF_CONTENT_MODEL) ||
         can_write (path, WF_CONTENT_KNOWLEDGE);
}

/* Where the target holds tables, that of the project is meant; where it holds models, the model that it has
 * without a table, else its graph. */
static gboolean
convert_project (WfInvocation *invocation, WfSource *source, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  const WfFormat *from = wf_formats_find ("project");
  g_autoptr (GFile) target = g_file_new_for_commandline_arg (path);
  gboolean holds_model, is_picture = wf_convert_find_picture (path) != NULL;

  if (!knows_ending (path))
    {
      wf_formats_find_for_writing (path, WF_CONTENT_GRAPH, error);
      return wf_invocation_blame_usage (error);
    }
  if (!wf_invocation_holds_model (invocation, source, &holds_model, error))
    return FALSE;
  wf_invocation_start (invocation);
  if (!is_picture && can_write (path, WF_CONTENT_TABLE))
    return convert_table (invocation, source, from, target, error);
  if (!is_picture && can_write (path, WF_CONTENT_MODEL) &&
      (holds_model || !can_write (path, WF_CONTENT_GRAPH)))
    return convert_model (invocation, source, from, target, error);
  return convert_graph (invocation, source, from, target, error);
}

static gboolean
convert_run (WfInvocation *invocation, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  g_autoptr (GFile) target = NULL;
  g_autoptr (WfSource) source = NULL;
  const WfFormat *from;
  gboolean is_preview = wf_invocation_has (invocation, "preview");
  WfContent content;

  if (!is_preview && (path == NULL || g_str_equal (path, "-")))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Name the file to write with -o FILE; its ending chooses the format"));
      return FALSE;
    }
  source = wf_invocation_open (invocation, invocation->operands->pdata[0], error);
  if (source == NULL)
    return FALSE;
  if (!wf_project_is_project (source) && wf_logs_is_log (source))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("%s is an agent log; “wherefore-cli attribute” reads it, but logs are not converted"),
                   wf_source_get_name (source));
      return FALSE;
    }
  if (is_preview)
    return wf_invocation_preview (invocation, source, error) && wf_invocation_redirect (invocation, error);
  if (wf_project_is_project (source))
    return convert_project (invocation, source, error);
  from = wf_formats_detect (
      source, WF_CONTENT_TABLE | WF_CONTENT_GRAPH | WF_CONTENT_MODEL | WF_CONTENT_KNOWLEDGE, error);
  if (from == NULL)
    return FALSE;
  content = choose_content (from, path, error);
  if (content == 0)
    {
      g_prefix_error (error, _ ("%s was read as %s. "), wf_source_get_name (source), _ (from->name));
      return knows_ending (path) ? FALSE : wf_invocation_blame_usage (error);
    }
  target = g_file_new_for_commandline_arg (path);
  wf_invocation_start (invocation);
  if (content == WF_CONTENT_MODEL)
    return convert_model (invocation, source, from, target, error);
  if (content == WF_CONTENT_KNOWLEDGE)
    return convert_knowledge (invocation, source, from, target, error);
  return content == WF_CONTENT_GRAPH ? convert_graph (invocation, source, from, target, error)
                                     : convert_table (invocation, source, from, target, error);
}

const WfCommand wf_command_convert = {
  .id = "convert",
  .summary = N_ ("Write a table, a graph, a model or knowledge in another format, or a picture of a graph"),
  .usage = N_ ("INPUT -o FILE"),
  .options = options,
  .description = N_ ("Examples:\n"
                     "  wherefore-cli convert graph.dot -o graph.json\n"
                     "  wherefore-cli convert network.bif -o network.xdsl\n"
                     "  wherefore-cli convert graph.dot -o graph.svg\n"
                     "  wherefore-cli convert tiers.txt -o tiers.knowledge.json\n"
                     "  wherefore-cli convert study.wherefore -o graph.dot\n"
                     "  wherefore-cli convert semicolons.csv -o commas.csv\n"
                     "  wherefore-cli convert unknown.txt --preview"),
  .min_operands = 1,
  .max_operands = 1,
  .reads_table = TRUE,
  .has_formats = TRUE,
  .writes_picture = TRUE,
  .list_params = wf_params_add_formats,
  .run = convert_run,
};
