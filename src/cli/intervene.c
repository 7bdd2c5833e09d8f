/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/formats.h"
#include "core/inference/inference.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph: DOT, Tetrad or JSON") },
  { "do", 0, N_ ("X=v"), N_ ("Set X to v; X+=d shifts, X*=k scales; several: X=v,Y=w or --do again") },
  { "given", 0, N_ ("Z=u"), N_ ("Only where Z is u, before and after") },
  { "show", 0, N_ ("A,B"), N_ ("Variables to show (default: all that change)") },
  { "model", 0, N_ ("KIND"), N_ ("Family of the model; “wherefore-cli list models” (default: by the data)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  wf_params_add_models (sets);
  wf_params_add_formats (sets);
}

static const char *
kind_to_text (WfInterventionKind kind)
{
  static const char *const names[] = { "set", "shift", "scale", "clamp", "draw", "replace", "cut" };

  return names[kind];
}

static void
add_intervention (JsonBuilder *builder, WfEffect *effect, gsize i)
{
  WfIntervention *intervention = wf_effect_get_intervention (effect, i);
  WfModel *model = wf_effect_get_model (effect);
  gssize node = wf_graph_find_node (wf_model_get_graph (model), wf_intervention_get_node (intervention));
  gboolean is_number = wf_table_get_kind (wf_model_get_table (model), node) == WF_COLUMN_CONTINUOUS;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "node");
  json_builder_add_string_value (builder, wf_intervention_get_node (intervention));
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, kind_to_text (wf_intervention_get_kind (intervention)));
  json_builder_set_member_name (builder, "value");
  if (is_number)
    wf_json_add_number (builder, wf_intervention_get_value (intervention));
  else
    json_builder_add_string_value (builder, wf_intervention_get_level (intervention));
  json_builder_end_object (builder);
}

/* What is asked for, else what changed. */
static gboolean
is_shown (WfEffect *effect, guint node, const char *const *show)
{
  const char *name = wf_graph_get_name (wf_model_get_graph (wf_effect_get_model (effect)), node);

  if (show != NULL)
    return g_strv_contains (show, name);
  return wf_effect_is_set (effect, node) || wf_effect_is_affected (effect, node);
}

static void
add_marginals (JsonBuilder *builder, WfEffect *effect, const char *const *show, gboolean is_after)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  json_builder_set_member_name (builder, is_after ? "after" : "before");
  json_builder_begin_array (builder);
  for (guint node = 0; node < n_nodes; node++)
    if (show == NULL || is_shown (effect, node, show))
      wf_json_add_marginal (builder, is_after ? wf_effect_get_after (effect, node)
                                              : wf_effect_get_before (effect, node));
  json_builder_end_array (builder);
}

static void
print_json (WfInvocation *invocation, WfEffect *effect, const char *const *show)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "interventions");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_effect_get_n_interventions (effect); i++)
    add_intervention (builder, effect, i);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "exact");
  json_builder_add_boolean_value (builder, wf_effect_is_exact (effect));
  add_marginals (builder, effect, show, FALSE);
  add_marginals (builder, effect, show, TRUE);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
add_continuous_row (WfTextTable *table, WfMarginal *before, WfMarginal *after)
{
  g_autofree char *mean_before = wf_format_number (wf_marginal_get_mean (before));
  g_autofree char *sd_before = wf_format_number (wf_marginal_get_sd (before));
  g_autofree char *mean_after = wf_format_number (wf_marginal_get_mean (after));
  g_autofree char *sd_after = wf_format_number (wf_marginal_get_sd (after));
  g_autofree char *change = wf_marginal_change_to_text (before, after);
  const char *cells[] = { wf_marginal_get_name (before),
                          mean_before,
                          sd_before,
                          mean_after,
                          sd_after,
                          change != NULL ? change : _ ("no change"),
                          NULL };

  wf_text_table_add_row (table, cells);
}

static void
add_discrete_rows (WfTextTable *table, WfMarginal *before, WfMarginal *after)
{
  gsize n_levels;
  const double *p = wf_marginal_get_probabilities (before, &n_levels);
  const double *q = wf_marginal_get_probabilities (after, &n_levels);

  for (gsize i = 0; i < n_levels; i++)
    {
      g_autofree char *label =
          g_strdup_printf ("P(%s = %s)", wf_marginal_get_name (before), wf_marginal_get_level (before, i));
      g_autofree char *was = wf_format_number (p[i]);
      g_autofree char *is = wf_format_number (q[i]);
      g_autofree char *change = wf_format_number (q[i] - p[i]);
      const char *cells[] = { label, was, "", is, "", change, NULL };

      wf_text_table_add_row (table, cells);
    }
}

static char *
describe_interventions (WfEffect *effect)
{
  g_autoptr (GString) text = g_string_new ("do(");

  for (gsize i = 0; i < wf_effect_get_n_interventions (effect); i++)
    {
      g_autofree char *one = wf_intervention_to_text (wf_effect_get_intervention (effect, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", one);
    }
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_text (WfInvocation *invocation, WfEffect *effect, const char *const *show)
{
  const char *heads[] = { _ ("variable"), _ ("before"), _ ("sd"), _ ("after"), _ ("sd"), _ ("change"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("seeeee", heads);
  g_autofree char *interventions = describe_interventions (effect);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  g_string_append_printf (invocation->out, "%s%s\n", interventions,
                          wf_effect_is_exact (effect) ? _ (", computed exactly") : "");
  for (guint node = 0; node < n_nodes; node++)
    {
      WfMarginal *before = wf_effect_get_before (effect, node), *after = wf_effect_get_after (effect, node);

      if (!is_shown (effect, node, show))
        continue;
      if (wf_marginal_get_kind (before) == WF_COLUMN_CONTINUOUS)
        add_continuous_row (table, before, after);
      else
        add_discrete_rows (table, before, after);
    }
  wf_text_table_print (table, invocation->out);
}

static gboolean
parse_interventions (WfInvocation *invocation, GPtrArray *interventions, GError **error)
{
  g_auto (GStrv) texts = wf_invocation_list (invocation, "do", '=');

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      WfIntervention *intervention = wf_intervention_parse (texts[i], error);

      if (intervention == NULL)
        return wf_invocation_blame_usage (error);
      g_ptr_array_add (interventions, intervention);
    }
  if (interventions->len > 0)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("Say what to do: --do X=v"));
  return FALSE;
}

/* Names to show, checked, with the nearest for a name that isn't there. */
static gboolean
check_names (WfGraph *graph, const char *const *names, GError **error)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    if (wf_graph_find_node (graph, names[i]) < 0)
      {
        const char *nearest = wf_nearest_name (names[i], wf_graph_get_names (graph));

        if (nearest != NULL)
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The graph has no variable “%s”; did you mean “%s”?"), names[i], nearest);
        else
          g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”"), names[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
answer (WfInvocation *invocation, WfEffect *effect, const char *const *show, GError **error)
{
  if (invocation->is_json)
    print_json (invocation, effect, show);
  else
    print_text (invocation, effect, show);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_effect_report (effect, show, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

static gboolean
compute (WfInvocation *invocation, WfTable *table, WfGraph *graph, GPtrArray *interventions, GError **error)
{
  g_auto (GStrv) given = wf_invocation_list (invocation, "given", '=');
  g_auto (GStrv) show = wf_invocation_list (invocation, "show", 0);
  const char *const *names = (const char *const *) show;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;

  if (!check_names (graph, names, error))
    return FALSE;
  wf_invocation_start (invocation);
  model = wf_invocation_fit_model (invocation, table, graph, error);
  if (model == NULL)
    return FALSE;
  effect = wf_intervene (model, (WfIntervention *const *) interventions->pdata, interventions->len,
                         (const char *const *) given, invocation->progress, error);
  wf_invocation_stop (invocation);
  if (effect == NULL)
    return FALSE;
  wf_invocation_warn (invocation, wf_effect_get_warnings (effect));
  return answer (invocation, effect, names, error);
}

static gboolean
intervene_run (WfInvocation *invocation, GError **error)
{
  const char *graph_path = wf_invocation_get (invocation, "graph");
  g_autoptr (GPtrArray) interventions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;

  if (!parse_interventions (invocation, interventions, error))
    return FALSE;
  if (graph_path == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Name the causal graph with --graph FILE; “wherefore-cli discover TABLE -o graph.json” "
                      "learns one "
                      "(model files are not read by this version)"));
      return FALSE;
    }
  table = wf_invocation_read_table (invocation, invocation->operands->pdata[0], error);
  if (table == NULL)
    return FALSE;
  graph = wf_invocation_read_graph (invocation, graph_path, error);
  return graph != NULL && compute (invocation, table, graph, interventions, error);
}

const WfCommand wf_command_intervene = {
  .id = "intervene",
  .summary = N_ ("Every distribution before and after setting, shifting or scaling variables"),
  .usage = N_ ("TABLE --graph FILE --do X=v"),
  .description = N_ (
      "Examples:\n"
      "  wherefore-cli intervene proteins.csv --graph graph.dot --do pka=800\n"
      "  wherefore-cli intervene survey.csv --graph graph.json --do smoke=yes --given age=old --show cancer"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = intervene_run,
};
