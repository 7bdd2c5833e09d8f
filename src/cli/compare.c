/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/discovery/discovery.h"
#include "core/graph/compare.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "common", 0, NULL, N_ ("Compare only the nodes that both graphs have") },
  { NULL },
};

static void
add_count (JsonBuilder *builder, const char *name, gsize count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) count);
}

static void
add_share (JsonBuilder *builder, const char *name, double share)
{
  json_builder_set_member_name (builder, name);
  wf_json_add_number (builder, share);
}

static void
print_json (WfInvocation *invocation, const WfComparison *comparison)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  add_count (builder, "shd", comparison->shd);
  add_share (builder, "adjacency_precision", comparison->adjacency_precision);
  add_share (builder, "adjacency_recall", comparison->adjacency_recall);
  add_share (builder, "arrowhead_precision", comparison->arrowhead_precision);
  add_share (builder, "arrowhead_recall", comparison->arrowhead_recall);
  add_count (builder, "missing", comparison->missing);
  add_count (builder, "extra", comparison->extra);
  add_count (builder, "reoriented", comparison->reoriented);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
add_text_row (WfTextTable *table, const char *name, double value)
{
  g_autofree char *number = wf_format_number (value);
  const char *cells[] = { name, number, NULL };

  wf_text_table_add_row (table, cells);
}

static void
print_text (WfInvocation *invocation, const WfComparison *comparison)
{
  g_autoptr (WfTextTable) table = wf_text_table_new ("se", NULL);

  add_text_row (table, _ ("structural Hamming distance"), comparison->shd);
  add_text_row (table, _ ("  missing edges"), comparison->missing);
  add_text_row (table, _ ("  extra edges"), comparison->extra);
  add_text_row (table, _ ("  edges with other marks"), comparison->reoriented);
  add_text_row (table, _ ("adjacency precision"), comparison->adjacency_precision);
  add_text_row (table, _ ("adjacency recall"), comparison->adjacency_recall);
  add_text_row (table, _ ("arrowhead precision"), comparison->arrowhead_precision);
  add_text_row (table, _ ("arrowhead recall"), comparison->arrowhead_recall);
  wf_text_table_print (table, invocation->out);
}

static void
warn_undefined (WfInvocation *invocation, double precision, double recall, const char *what)
{
  g_autofree char *no_estimate =
      g_strdup_printf (_ ("the estimate has no %s: its precision is not defined"), what);
  g_autofree char *no_truth = g_strdup_printf (_ ("the truth has no %s: their recall is not defined"), what);
  const char *const estimate[] = { no_estimate, NULL };
  const char *const truth[] = { no_truth, NULL };

  if (isnan (precision))
    wf_invocation_warn (invocation, estimate);
  if (isnan (recall))
    wf_invocation_warn (invocation, truth);
}

/* --common: the parts of the two that can be compared, and a warning about the rest */
static gboolean
restrict_to_common (WfInvocation *invocation, WfGraph **truth, WfGraph **estimate, GError **error)
{
  g_autoptr (WfGraph) first = *truth;
  g_autoptr (WfGraph) second = *estimate;
  g_autofree char *text = NULL;
  gsize n_first, n_second;

  *truth = NULL;
  *estimate = NULL;
  *truth = wf_graph_restrict (first, second, error);
  *estimate = *truth != NULL ? wf_graph_restrict (second, first, error) : NULL;
  if (*estimate == NULL)
    return FALSE;
  n_first = wf_graph_get_n_nodes (first) - wf_graph_get_n_nodes (*truth);
  n_second = wf_graph_get_n_nodes (second) - wf_graph_get_n_nodes (*estimate);
  if (n_first + n_second == 0)
    return TRUE;
  text = g_strdup_printf (
      _ ("only the %zu nodes that both graphs have are compared: %zu of the first and %zu of the "
         "second are left out with their edges"),
      wf_graph_get_n_nodes (*truth), n_first, n_second);
  {
    const char *const warnings[] = { text, NULL };

    wf_invocation_warn (invocation, warnings);
  }
  return TRUE;
}

/* The library's message says to compare the nodes in common, and can't name the option. Always FALSE */
static gboolean
name_common (WfInvocation *invocation, GError **error)
{
  g_autofree char *message = NULL;

  if (!g_error_matches (*error, WF_ERROR, WF_ERROR_DATA) || wf_invocation_has (invocation, "common"))
    return FALSE;
  message = g_strdup_printf (_ ("%s Here that is --common."), (*error)->message);
  g_clear_error (error);
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA, message);
  return FALSE;
}

static gboolean
compare_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfGraph) truth = NULL;
  g_autoptr (WfGraph) estimate = NULL;
  WfComparison comparison;

  truth = wf_invocation_read_graph (invocation, invocation->operands->pdata[0], error);
  if (truth == NULL)
    return FALSE;
  estimate = wf_invocation_read_graph (invocation, invocation->operands->pdata[1], error);
  if (estimate == NULL)
    return FALSE;
  if (wf_invocation_has (invocation, "common") && !restrict_to_common (invocation, &truth, &estimate, error))
    return FALSE;
  if (wf_graph_get_kind (truth) != wf_graph_get_kind (estimate))
    wf_invocation_note (
        invocation,
        _ ("The graphs are of different kinds (%s, %s): an edge whose direction one of them leaves "
           "open counts as a difference."),
        wf_graph_kind_to_text (wf_graph_get_kind (truth)),
        wf_graph_kind_to_text (wf_graph_get_kind (estimate)));
  wf_invocation_start (invocation);
  if (!wf_graph_compare (truth, estimate, &comparison, error))
    return name_common (invocation, error);
  wf_invocation_stop (invocation);
  warn_undefined (invocation, comparison.adjacency_precision, comparison.adjacency_recall, _ ("edges"));
  warn_undefined (invocation, comparison.arrowhead_precision, comparison.arrowhead_recall, _ ("arrowheads"));
  if (invocation->is_json)
    print_json (invocation, &comparison);
  else
    print_text (invocation, &comparison);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_comparison_report (truth, estimate, provenance, error);

      if (report == NULL || !wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

const WfCommand wf_command_compare = {
  .id = "compare",
  .summary = N_ ("Compare an estimated graph with the true one"),
  .usage = N_ ("TRUTH ESTIMATE"),
  .description = N_ ("Examples:\n  wherefore-cli compare truth.dot learned.dot --json\n"
                     "  wherefore-cli compare truth.dot learned.dot --common"),
  .options = options,
  .min_operands = 2,
  .max_operands = 2,
  .run = compare_run,
};
