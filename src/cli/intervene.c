/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/intervene-joint.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/inference/inference.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph: DOT, Tetrad or JSON") },
  { "do", 0, N_ ("X=v"),
    N_ ("Set X to v; several: X=v,Y=w or --do again; what else can be done stands below") },
  { "given", 0, N_ ("Z=u"), N_ ("Only where Z is u, before and after") },
  { "show", 0, N_ ("A,B"), N_ ("Variables to show (default: all that change)") },
  { "joint", 0, N_ ("A,B"), N_ ("Ask about these variables together instead of one by one") },
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
add_engine (JsonBuilder *builder, WfEffect *effect)
{
  static const char *const engines[] = { "closed_form", "junction_tree", "elimination", "sampling" };

  wf_json_set_string (builder, "engine", engines[wf_effect_get_engine (effect)]);
  if (wf_effect_is_exact (effect))
    return;
  wf_json_set_int (builder, "draws", (gint64) wf_effect_get_n_draws (effect));
  wf_json_set_number (builder, "effective_draws", wf_effect_get_effective_draws (effect));
}

static void
add_change (JsonBuilder *builder, WfEffect *effect, guint node, gint level)
{
  WfMarginal *before = wf_effect_get_before (effect, node);
  double change, error;

  if (!wf_effect_get_change (effect, node, level, &change, &error))
    return;
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "node", wf_marginal_get_name (before));
  if (level >= 0)
    wf_json_set_string (builder, "level", wf_marginal_get_level (before, (gsize) level));
  wf_json_set_number (builder, "change", change);
  wf_json_set_number (builder, "standard_error", error);
  json_builder_end_object (builder);
}

static void
add_changes (JsonBuilder *builder, WfEffect *effect, const char *const *show)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint node = 0; node < n_nodes; node++)
    {
      gsize n_levels;

      if (!is_shown (effect, node, show))
        continue;
      wf_marginal_get_probabilities (wf_effect_get_before (effect, node), &n_levels);
      for (gint level = n_levels > 0 ? 0 : -1; level < (gint) n_levels; level++)
        add_change (builder, effect, node, level);
    }
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
    wf_json_add_intervention (builder, wf_effect_get_model (effect), wf_effect_get_intervention (effect, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "exact");
  json_builder_add_boolean_value (builder, wf_effect_is_exact (effect));
  add_engine (builder, effect);
  add_marginals (builder, effect, show, FALSE);
  add_marginals (builder, effect, show, TRUE);
  add_changes (builder, effect, show);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* of the change; NULL when exact */
static char *
describe_error (WfEffect *effect, guint node, gint level)
{
  double change, error;

  if (wf_effect_is_exact (effect) || !wf_effect_get_change (effect, node, level, &change, &error))
    return NULL;
  return wf_format_number (error);
}

static void
add_continuous_row (WfTextTable *table, WfEffect *effect, guint node)
{
  WfMarginal *before = wf_effect_get_before (effect, node), *after = wf_effect_get_after (effect, node);
  g_autofree char *error = describe_error (effect, node, -1);
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
                          error,
                          NULL };

  wf_text_table_add_row (table, cells);
}

static void
add_discrete_rows (WfTextTable *table, WfEffect *effect, guint node)
{
  WfMarginal *before = wf_effect_get_before (effect, node), *after = wf_effect_get_after (effect, node);
  gsize n_levels;
  const double *p = wf_marginal_get_probabilities (before, &n_levels);
  const double *q = wf_marginal_get_probabilities (after, &n_levels);

  for (gsize i = 0; i < n_levels; i++)
    {
      g_autofree char *label =
          g_strdup_printf ("P(%s = %s)", wf_marginal_get_name (before), wf_marginal_get_level (before, i));
      g_autofree char *was = wf_format_number (p[i]);
      g_autofree char *is = wf_format_number (q[i]);
      g_autofree char *change = wf_format_difference (p[i], q[i]);
      g_autofree char *error = describe_error (effect, node, (gint) i);
      const char *cells[] = { label, was, "", is, "", change, error, NULL };

      wf_text_table_add_row (table, cells);
    }
}

static void
print_text (WfInvocation *invocation, WfEffect *effect, const char *const *show)
{
  gboolean is_exact = wf_effect_is_exact (effect);
  const char *heads[] = { _ ("variable"),
                          _ ("before"),
                          _ ("sd"),
                          _ ("after"),
                          _ ("sd"),
                          _ ("change"),
                          is_exact ? NULL : _ ("standard error"),
                          NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new (is_exact ? "seeeee" : "seeeeee", heads);
  g_autofree char *interventions = wf_effect_interventions_to_text (effect);
  g_autofree char *engine = wf_effect_engine_to_text (effect);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  g_string_append_printf (invocation->out, "%s, %s\n", interventions, engine);
  for (guint node = 0; node < n_nodes; node++)
    {
      if (!is_shown (effect, node, show))
        continue;
      if (wf_marginal_get_kind (wf_effect_get_before (effect, node)) == WF_COLUMN_CONTINUOUS)
        add_continuous_row (table, effect, node);
      else
        add_discrete_rows (table, effect, node);
    }
  wf_text_table_print (table, invocation->out);
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
compute_joint (WfInvocation *invocation,
               WfSimulation *simulation,
               GPtrArray *interventions,
               const char *const *given,
               const char *const *nodes,
               GError **error)
{
  g_autoptr (WfJoint) joint =
      wf_simulation_query (simulation, (WfIntervention *const *) interventions->pdata, interventions->len,
                           given, nodes, 0, invocation->progress, error);

  wf_invocation_stop (invocation);
  if (joint == NULL)
    return FALSE;
  wf_invocation_warn (invocation, wf_joint_get_warnings (joint));
  return wf_intervene_answer_joint (invocation, wf_simulation_get_model (simulation), joint, interventions,
                                    error);
}

static gboolean
compute (WfInvocation *invocation, WfTable *table, WfGraph *graph, GPtrArray *interventions, GError **error)
{
  g_auto (GStrv) given = wf_invocation_list (invocation, "given", '=');
  g_auto (GStrv) show = wf_invocation_list (invocation, "show", 0);
  g_auto (GStrv) joint = wf_invocation_list (invocation, "joint", 0);
  const char *const *names = (const char *const *) show;
  g_autoptr (GVariant) params = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfSimulation) simulation = NULL;
  g_autoptr (WfEffect) effect = NULL;

  if (!wf_invocation_check_nodes (graph, names, error) ||
      !wf_invocation_check_nodes (graph, (const char *const *) joint, error))
    return FALSE;
  params = wf_invocation_collect_simulation (invocation, error);
  if (params == NULL)
    return FALSE;
  wf_invocation_start (invocation);
  model = wf_invocation_fit_model (invocation, table, graph, error);
  if (model == NULL)
    return FALSE;
  simulation = wf_simulation_new (model, params, invocation->progress, error);
  if (simulation == NULL)
    return FALSE;
  if (joint != NULL && joint[0] != NULL)
    return compute_joint (invocation, simulation, interventions, (const char *const *) given,
                          (const char *const *) joint, error);
  effect =
      wf_simulation_intervene (simulation, (WfIntervention *const *) interventions->pdata, interventions->len,
                               (const char *const *) given, 0, invocation->progress, error);
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
  g_autoptr (GPtrArray) interventions = wf_invocation_parse_interventions (invocation, error);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;

  if (interventions == NULL)
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
  .summary = N_ ("Every distribution before and after something is done to variables"),
  .usage = N_ ("TABLE --graph FILE --do X=v"),
  .description = N_ (
      "What --do takes:\n"
      "  X=v                     set to a value or a level\n"
      "  X+=d  X-=d  X*=k        shift or scale what its causes make of it\n"
      "  X=[a,b]                 keep it within bounds\n"
      "  X~normal(m,s)  X~uniform(a,b)  X~{yes:0.3,no:0.7}\n"
      "                          draw it anew, whatever its causes\n"
      "  X~observed              randomise it: its own distribution, without its causes\n"
      "  X:=2+0.5*Z+normal(0,1)  another equation\n"
      "  Z-/->X                  X sees an independent draw of Z\n"
      "  ... if Z>3, if Z=yes    only there\n"
      "\n"
      "Examples:\n"
      "  wherefore-cli intervene proteins.csv --graph graph.dot --do pka=800\n"
      "  wherefore-cli intervene survey.csv --graph graph.json --do smoke=yes --given age=old --show cancer\n"
      "  wherefore-cli intervene survey.csv --graph graph.json --do smoke=yes --joint cancer,cough"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = intervene_run,
};
