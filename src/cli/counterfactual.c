/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/inference/counterfactual.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph, in any format of “list formats”") },
  { "row", 0, N_ ("N"), N_ ("The row of the table, counted from 0") },
  { "do", 0, N_ ("X=v"),
    N_ ("What would have been done; “wherefore-cli intervene --help” lists what can be") },
  { "show", 0, N_ ("A,B"), N_ ("Variables to show (default: all that would have changed)") },
  { "model", 0, N_ ("KIND"), N_ ("Family of the model; “wherefore-cli list models” (default: by the data)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  wf_params_add_simulation (sets);
  wf_params_add_models (sets);
  wf_params_add_formats (sets);
}

static gboolean
is_shown (WfCounterfactual *self, guint node, const char *const *show)
{
  WfEffect *effect = wf_counterfactual_get_effect (self);

  if (show != NULL)
    return g_strv_contains (show,
                            wf_graph_get_name (wf_model_get_graph (wf_effect_get_model (effect)), node));
  return wf_effect_is_set (effect, node) || wf_effect_is_affected (effect, node);
}

/* A number or a level where it is certain; else the distribution. */
static void
add_value (JsonBuilder *builder, WfMarginal *marginal)
{
  gsize n_levels, mode = wf_marginal_get_mode (marginal);
  const double *p = wf_marginal_get_probabilities (marginal, &n_levels);

  json_builder_set_member_name (builder, wf_marginal_get_name (marginal));
  if (n_levels > 0 && p[mode] > 1.0 - 1e-9)
    json_builder_add_string_value (builder, wf_marginal_get_level (marginal, mode));
  else if (wf_marginal_get_kind (marginal) == WF_COLUMN_CONTINUOUS && wf_marginal_get_sd (marginal) == 0.0)
    wf_json_add_number (builder, wf_marginal_get_mean (marginal));
  else
    wf_json_add_marginal (builder, marginal);
}

static void
print_json (WfInvocation *invocation, WfCounterfactual *self, const char *const *show)
{
  WfEffect *effect = wf_counterfactual_get_effect (self);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  wf_json_set_int (builder, "row", (gint64) wf_counterfactual_get_row (self));
  json_builder_set_member_name (builder, "interventions");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_effect_get_n_interventions (effect); i++)
    wf_json_add_intervention (builder, wf_effect_get_model (effect), wf_effect_get_intervention (effect, i));
  json_builder_end_array (builder);
  for (guint is_after = 0; is_after < 2; is_after++)
    {
      json_builder_set_member_name (builder, is_after ? "counterfactual" : "factual");
      json_builder_begin_object (builder);
      for (guint node = 0; node < n_nodes; node++)
        if (show == NULL || is_shown (self, node, show))
          add_value (builder, is_after ? wf_counterfactual_get_marginal (self, node)
                                       : wf_counterfactual_get_factual (self, node));
      json_builder_end_object (builder);
    }
  wf_json_set_boolean (builder, "exact", wf_counterfactual_is_exact (self));
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_text (WfInvocation *invocation, WfCounterfactual *self, const char *const *show)
{
  WfEffect *effect = wf_counterfactual_get_effect (self);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));
  const char *heads[] = { _ ("variable"), _ ("in the row"), _ ("would have been"), _ ("change"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("seee", heads);
  g_autofree char *interventions = wf_effect_interventions_to_text (effect);
  g_autofree char *engine = wf_effect_engine_to_text (effect);

  /* Translators: "row 17 (the first is 0) under do(x = 1), computed exactly" */
  g_string_append_printf (invocation->out, _ ("row %zu (the first is 0) under %s, %s\n"),
                          wf_counterfactual_get_row (self), interventions, engine);
  for (guint node = 0; node < n_nodes; node++)
    {
      WfMarginal *factual = wf_counterfactual_get_factual (self, node);
      WfMarginal *would = wf_counterfactual_get_marginal (self, node);
      g_autofree char *value = wf_counterfactual_describe_value (factual);
      g_autofree char *was = NULL;
      g_autofree char *is = wf_counterfactual_describe_value (would);
      g_autofree char *change = wf_marginal_change_to_text (factual, would);

      was = wf_counterfactual_is_missing (self, node) ? g_strdup_printf (_ ("missing (%s)"), value)
                                                      : g_strdup (value);

      const char *cells[] = { wf_marginal_get_name (factual), was, is,
                              change != NULL ? change : _ ("no change"), NULL };

      if (is_shown (self, node, show))
        wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
}

static gboolean
answer (WfInvocation *invocation, WfCounterfactual *self, const char *const *show, GError **error)
{
  if (invocation->is_json)
    print_json (invocation, self, show);
  else
    print_text (invocation, self, show);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_counterfactual_report (self, show, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

static gboolean
compute (WfInvocation *invocation,
         WfTable *table,
         WfGraph *graph,
         guint64 row,
         GPtrArray *interventions,
         GError **error)
{
  g_auto (GStrv) show = wf_invocation_list (invocation, "show", 0);
  const char *const *names = (const char *const *) show;
  g_autoptr (WfSimulation) simulation = NULL;
  g_autoptr (WfCounterfactual) counterfactual = NULL;

  if (!wf_invocation_check_nodes (graph, names, error))
    return FALSE;
  simulation = wf_invocation_start_simulation (invocation, table, graph, error);
  if (simulation == NULL)
    return FALSE;
  counterfactual = wf_counterfactual (simulation, row, (WfIntervention *const *) interventions->pdata,
                                      interventions->len, invocation->progress, error);
  wf_invocation_stop (invocation);
  if (counterfactual == NULL)
    return FALSE;
  wf_invocation_warn (invocation, wf_effect_get_warnings (wf_counterfactual_get_effect (counterfactual)));
  return answer (invocation, counterfactual, names, error);
}

static gboolean
counterfactual_run (WfInvocation *invocation, GError **error)
{
  const char *row_text = wf_invocation_get (invocation, "row");
  g_autoptr (GPtrArray) interventions = wf_invocation_parse_interventions (invocation, error);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  guint64 row;

  if (interventions == NULL)
    return FALSE;
  if (row_text == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Say which row with --row N, counted from 0"));
      return FALSE;
    }
  if (!g_ascii_string_to_unsigned (row_text, 10, 0, G_MAXINT64, &row, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--row: “%s” is not the number of a row, counted from 0"), row_text);
      return FALSE;
    }
  return wf_invocation_read_pair (invocation, &table, &graph, error) &&
         compute (invocation, table, graph, row, interventions, error);
}

const WfCommand wf_command_counterfactual = {
  .id = "counterfactual",
  .summary = N_ ("What one row of the data would have been had something been done"),
  .usage = N_ ("TABLE --graph FILE --row N --do X=v"),
  .description =
      N_ ("Example:\n"
          "  wherefore-cli counterfactual proteins.csv --graph graph.dot --row 17 --do pka=800 --show erk"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = counterfactual_run,
};
