/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/command.h"
#include "cli/discover-output.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/discovery/ensemble.h"
#include "writers/json-values.h"

static void
add_pair (JsonBuilder *builder, WfDiscoveryResult *result, guint a, guint b)
{
  json_builder_set_member_name (builder, "a");
  json_builder_add_string_value (builder, wf_discovery_result_get_variable (result, a));
  json_builder_set_member_name (builder, "b");
  json_builder_add_string_value (builder, wf_discovery_result_get_variable (result, b));
}

typedef void (*GetPair) (
    WfDiscoveryResult *result, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p);

/* Pairs with the set that removed their edge, or came nearest to it. */
static void
add_pairs (JsonBuilder *builder, WfDiscoveryResult *result, const char *name, gsize n, GetPair get_pair)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    {
      const guint *given;
      gsize n_given;
      guint a, b;
      double p;

      get_pair (result, i, &a, &b, &given, &n_given, &p);
      json_builder_begin_object (builder);
      add_pair (builder, result, a, b);
      json_builder_set_member_name (builder, "given");
      json_builder_begin_array (builder);
      for (gsize g = 0; g < n_given; g++)
        json_builder_add_string_value (builder, wf_discovery_result_get_variable (result, given[g]));
      json_builder_end_array (builder);
      wf_json_set_number (builder, "p", p);
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
      wf_json_set_string (builder, "mark",
                          wf_mark_to_text (wf_discovery_result_get_oriented_mark (result, i)));
      wf_json_set_string (builder, "rule", rule);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_shares (JsonBuilder *builder, WfEnsemble *ensemble, guint a, guint b)
{
  json_builder_set_member_name (builder, "marks");
  json_builder_begin_array (builder);
  for (WfMark mark_a = WF_MARK_TAIL; mark_a <= WF_MARK_CIRCLE; mark_a++)
    for (WfMark mark_b = WF_MARK_TAIL; mark_b <= WF_MARK_CIRCLE; mark_b++)
      {
        double share = wf_ensemble_get_probability (ensemble, a, b, mark_a, mark_b);

        if (share == 0)
          continue;
        json_builder_begin_object (builder);
        wf_json_set_string (builder, "mark_a", wf_mark_to_text (mark_a));
        wf_json_set_string (builder, "mark_b", wf_mark_to_text (mark_b));
        wf_json_set_number (builder, "probability", share);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
add_ensemble (JsonBuilder *builder, WfDiscoveryResult *result)
{
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (result);

  if (ensemble == NULL)
    return;
  json_builder_set_member_name (builder, "ensemble");
  json_builder_begin_object (builder);
  wf_json_set_int (builder, "samples", wf_ensemble_get_n_samples (ensemble));
  wf_json_set_int (builder, "failed", wf_ensemble_get_n_failed (ensemble));
  wf_json_set_string (builder, "rule",
                      wf_ensemble_rule_to_text (wf_discovery_result_get_ensemble_rule (result)));
  wf_json_set_number (builder, "threshold", wf_discovery_result_get_ensemble_threshold (result));
  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      guint a, b;

      wf_ensemble_get_pair (ensemble, i, &a, &b);
      json_builder_begin_object (builder);
      add_pair (builder, result, a, b);
      wf_json_set_number (builder, "adjacency", wf_ensemble_get_adjacency (ensemble, a, b));
      add_shares (builder, ensemble, a, b);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
wf_discover_print_json (WfInvocation *invocation, WfDiscoveryResult *result, const char *const *explanation)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "graph");
  wf_json_add_graph (builder, wf_discovery_result_get_graph (result));
  json_builder_set_member_name (builder, "tests");
  json_builder_add_int_value (builder, (gint64) wf_discovery_result_get_n_tests (result));
  add_pairs (builder, result, "removed", wf_discovery_result_get_n_removed (result),
             wf_discovery_result_get_removed);
  add_pairs (builder, result, "kept", wf_discovery_result_get_n_kept (result), wf_discovery_result_get_kept);
  add_oriented (builder, result);
  add_ensemble (builder, result);
  if (explanation != NULL)
    {
      json_builder_set_member_name (builder, "explanation");
      wf_json_add_strings (builder, explanation);
    }
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* "pc; 123 tests; alpha = 0.01" */
static char *
describe_search (WfInvocation *invocation, WfDiscoveryResult *result)
{
  g_autoptr (GString) text = g_string_new (invocation->method);
  g_autofree char *params = wf_params_to_text (invocation->parameters);
  g_autofree char *n_tests = wf_format_count (wf_discovery_result_get_n_tests (result));
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (result);

  if (wf_discovery_result_get_n_tests (result) > 0)
    g_string_append_printf (text, _ ("; %s tests"), n_tests);
  if (ensemble != NULL)
    g_string_append_printf (text, _ ("; %u samples, %s"), wf_ensemble_get_n_samples (ensemble),
                            wf_ensemble_rule_to_text (wf_discovery_result_get_ensemble_rule (result)));
  g_string_append_printf (text, "; %s", params);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
wf_discover_print_text (WfInvocation *invocation, WfDiscoveryResult *result, const char *const *explanation)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  g_autofree char *search = describe_search (invocation, result);
  g_autofree char *head = NULL;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  head = g_strdup_printf (_ ("%s: %zu variables, %zu edges (%s)"),
                          wf_graph_kind_to_text (wf_graph_get_kind (graph)), wf_graph_get_n_nodes (graph),
                          n_edges, search);
  wf_text_append_wrapped (invocation->out, head, 2);
  g_string_append_c (invocation->out, '\n');
  for (gsize i = 0; explanation == NULL && i < n_edges; i++)
    {
      g_autofree char *text = wf_edge_to_text (graph, &edges[i]);
      g_autofree char *printable = wf_text_make_printable (text, TRUE);
      g_autofree char *share = isnan (edges[i].probability) ? NULL : wf_format_percent (edges[i].probability);

      g_string_append_printf (invocation->out, "%s%s%s\n", printable, share != NULL ? "  " : "",
                              share != NULL ? share : "");
    }
  for (gsize i = 0; explanation != NULL && explanation[i] != NULL; i++)
    {
      g_autofree char *printable = wf_text_make_printable (explanation[i], TRUE);

      wf_text_append_wrapped (invocation->out, printable, 2);
      g_string_append_c (invocation->out, '\n');
    }
}
