/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/discovery/discovery.h"
#include "core/formats/formats.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "method", 'm', N_ ("M"), N_ ("How to search; “wherefore-cli list methods” (default pc)") },
  { "knowledge", 'k', N_ ("FILE"), N_ ("Tiers, forbidden and required edges (Tetrad's knowledge format)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  const WfDiscovery *const *methods = wf_discoveries_get_all ();

  for (gsize i = 0; methods[i] != NULL; i++)
    wf_params_add_set (sets, methods[i]->id, _ (methods[i]->name), methods[i]->params);
  wf_params_add_formats (sets);
}

static void
add_pair (JsonBuilder *builder, WfDiscoveryResult *result, guint a, guint b)
{
  json_builder_set_member_name (builder, "a");
  json_builder_add_string_value (builder, wf_discovery_result_get_variable (result, a));
  json_builder_set_member_name (builder, "b");
  json_builder_add_string_value (builder, wf_discovery_result_get_variable (result, b));
}

static void
add_removed (JsonBuilder *builder, WfDiscoveryResult *result)
{
  json_builder_set_member_name (builder, "removed");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (result); i++)
    {
      const guint *given;
      gsize n_given;
      guint a, b;
      double p;

      wf_discovery_result_get_removed (result, i, &a, &b, &given, &n_given, &p);
      json_builder_begin_object (builder);
      add_pair (builder, result, a, b);
      json_builder_set_member_name (builder, "given");
      json_builder_begin_array (builder);
      for (gsize g = 0; g < n_given; g++)
        json_builder_add_string_value (builder, wf_discovery_result_get_variable (result, given[g]));
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "p");
      wf_json_add_number (builder, p);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_oriented (JsonBuilder *builder, WfDiscoveryResult *result)
{
  json_builder_set_member_name (builder, "oriented");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_discovery_result_get_n_oriented (result); i++)
    {
      const char *rule;
      guint a, b;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      json_builder_begin_object (builder);
      add_pair (builder, result, a, b);
      json_builder_set_member_name (builder, "rule");
      json_builder_add_string_value (builder, rule);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (WfInvocation *invocation, WfDiscoveryResult *result)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "graph");
  wf_json_add_graph (builder, wf_discovery_result_get_graph (result));
  json_builder_set_member_name (builder, "tests");
  json_builder_add_int_value (builder, (gint64) wf_discovery_result_get_n_tests (result));
  add_removed (builder, result);
  add_oriented (builder, result);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_text (WfInvocation *invocation, WfDiscoveryResult *result)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  g_autofree char *params = wf_params_to_text (invocation->parameters);
  g_autofree char *n_tests = wf_format_count (wf_discovery_result_get_n_tests (result));
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_string_append_printf (invocation->out, _ ("%s: %zu variables, %zu edges (%s; %s tests; %s)\n"),
                          wf_graph_kind_to_text (wf_graph_get_kind (graph)), wf_graph_get_n_nodes (graph),
                          n_edges, invocation->method, n_tests, params);
  for (gsize i = 0; i < n_edges; i++)
    {
      g_autofree char *text = wf_edge_to_text (graph, &edges[i]);
      g_autofree char *printable = wf_text_make_printable (text, TRUE);

      g_string_append_printf (invocation->out, "%s\n", printable);
    }
}

/* --output is for the graph; the answer is then printed only when JSON was asked for. */
static gboolean
write_graph (WfInvocation *invocation, WfGraph *graph, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  if (!wf_graph_write (graph, file, error))
    return FALSE;
  wf_invocation_note (invocation, _ ("graph: %s"), path);
  return TRUE;
}

static gboolean
answer (WfInvocation *invocation, WfDiscoveryResult *result, WfTable *table, GError **error)
{
  gboolean has_file = wf_invocation_has (invocation, "output");

  if (invocation->is_json)
    print_json (invocation, result);
  else if (!has_file)
    print_text (invocation, result);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_discovery_report (result, table, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return !has_file || write_graph (invocation, wf_discovery_result_get_graph (result), error);
}

static gboolean
read_knowledge (WfInvocation *invocation, WfKnowledge **knowledge, GError **error)
{
  const char *path = wf_invocation_get (invocation, "knowledge");
  g_autoptr (WfSource) source = NULL;

  if (path == NULL)
    return TRUE;
  source = wf_invocation_open (invocation, path, error);
  *knowledge = source != NULL ? wf_knowledge_read (source, error) : NULL;
  if (*knowledge != NULL)
    wf_invocation_add_input (invocation, source, NULL, 0, NULL, 0);
  return *knowledge != NULL;
}

static gboolean
discover_run (WfInvocation *invocation, GError **error)
{
  const char *id = wf_invocation_has (invocation, "method") ? wf_invocation_get (invocation, "method") : "pc";
  const WfDiscovery *method = wf_discovery_find (id, error);
  g_autoptr (GVariant) given = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfKnowledge) knowledge = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;

  if (method == NULL)
    return wf_invocation_blame_usage (error);
  given = wf_invocation_collect (invocation, method->params, error);
  if (given == NULL || !wf_invocation_check_format (invocation, "output", WF_CONTENT_GRAPH, error))
    return FALSE;
  table = wf_invocation_read_table (invocation, invocation->operands->pdata[0], error);
  if (table == NULL || !wf_invocation_check_used (invocation, method->id, error) ||
      !read_knowledge (invocation, &knowledge, error))
    return FALSE;

  wf_invocation_start (invocation);
  result = wf_discover (table, method->id, given, knowledge, invocation->seed, invocation->n_threads,
                        invocation->progress, error);
  wf_invocation_stop (invocation);
  if (result == NULL)
    return FALSE;
  invocation->method = g_strdup (wf_discovery_result_get_method (result));
  invocation->parameters = g_variant_ref (wf_discovery_result_get_params (result));
  wf_invocation_warn (invocation, wf_discovery_result_get_warnings (result));
  return answer (invocation, result, table, error);
}

const WfCommand wf_command_discover = {
  .id = "discover",
  .summary = N_ ("Learn a causal graph from a table"),
  .usage = N_ ("TABLE [--method M]"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli discover proteins.csv --alpha 0.01 -o graph.dot\n"
                     "  wherefore-cli discover proteins.csv --knowledge tiers.txt --report graph.pdf"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = discover_run,
};
