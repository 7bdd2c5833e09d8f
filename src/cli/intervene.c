/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/intervene-joint.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/inference/effect-intervals.h"
#include "core/table/types.h"
#include "writers/json-values.h"

#define N_PLAIN   6 /* columns that every answer has */
#define N_COLUMNS (N_PLAIN + 2)

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph, in any format of “list formats”") },
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
  wf_params_add_set (sets, "intervals", _ ("intervals of the changes"), wf_effect_intervals_list_params ());
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

/* with intervals, the standard error is that of the fit and the draws; else of the draws alone */
static void
add_change (JsonBuilder *builder, WfEffect *effect, WfEffectIntervals *intervals, guint node, gint level)
{
  WfMarginal *before = wf_effect_get_before (effect, node);
  double change, error, ends[2];

  if (!wf_effect_get_change (effect, node, level, &change, &error))
    return;
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "node", wf_marginal_get_name (before));
  if (level >= 0)
    wf_json_set_string (builder, "level", wf_marginal_get_level (before, (gsize) level));
  wf_json_set_number (builder, "change", change);
  if (intervals != NULL && wf_effect_intervals_get_interval (intervals, node, level, &ends[0], &ends[1]) &&
      wf_effect_intervals_get_standard_error (intervals, node, level, &error))
    wf_json_set_numbers (builder, "interval", ends, G_N_ELEMENTS (ends));
  wf_json_set_number (builder, "standard_error", error);
  json_builder_end_object (builder);
}

static void
add_changes (JsonBuilder *builder, WfEffect *effect, WfEffectIntervals *intervals, const char *const *show)
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
        add_change (builder, effect, intervals, node, level);
    }
  json_builder_end_array (builder);
}

static void
add_bootstrap (JsonBuilder *builder, WfEffectIntervals *intervals)
{
  json_builder_set_member_name (builder, "bootstrap");
  json_builder_begin_object (builder);
  wf_json_set_int (builder, "samples", (gint64) wf_effect_intervals_get_n_samples (intervals));
  wf_json_set_int (builder, "used", (gint64) wf_effect_intervals_get_n_used (intervals));
  wf_json_set_number (builder, "confidence", 0.95);
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, WfEffect *effect, WfEffectIntervals *intervals, const char *const *show)
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
  add_changes (builder, effect, intervals, show);
  if (intervals != NULL)
    add_bootstrap (builder, intervals);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* The columns after the change: the interval where there is one, the standard error of sampling when sampled.
 * cells: at least 3 places, ended by NULL; their texts are kept in texts */
static void
add_doubt_cells (WfEffect *effect,
                 WfEffectIntervals *intervals,
                 guint node,
                 gint level,
                 const char **cells,
                 GPtrArray *texts)
{
  WfTable *table = wf_model_get_table (wf_effect_get_model (effect));
  double change, error, low, high;
  gsize n = 0;

  if (intervals != NULL && wf_effect_intervals_get_interval (intervals, node, level, &low, &high))
    {
      g_autofree char *from = wf_table_format_difference (table, node, low);
      g_autofree char *to = wf_table_format_difference (table, node, high);

      cells[n] = g_strdup_printf (_ ("%s to %s"), from, to);
      g_ptr_array_add (texts, (gpointer) cells[n++]);
    }
  if (!wf_effect_is_exact (effect) && wf_effect_get_change (effect, node, level, &change, &error))
    {
      cells[n] = wf_table_format_difference (table, node, error);
      g_ptr_array_add (texts, (gpointer) cells[n++]);
    }
  cells[n] = NULL;
}

static void
add_continuous_row (WfTextTable *table, WfEffect *effect, WfEffectIntervals *intervals, guint node)
{
  WfMarginal *before = wf_effect_get_before (effect, node), *after = wf_effect_get_after (effect, node);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *mean_before = wf_marginal_to_text (before);
  g_autofree char *sd_before = wf_marginal_sd_to_text (before);
  g_autofree char *mean_after = wf_marginal_to_text (after);
  g_autofree char *sd_after = wf_marginal_sd_to_text (after);
  g_autofree char *change = wf_marginal_change_to_text (before, after);
  const char *cells[N_COLUMNS + 1] = { wf_marginal_get_name (before),
                                       mean_before,
                                       sd_before,
                                       mean_after,
                                       sd_after,
                                       change != NULL ? change : _ ("no change") };

  add_doubt_cells (effect, intervals, node, -1, cells + N_PLAIN, texts);
  wf_text_table_add_row (table, cells);
}

static void
add_discrete_rows (WfTextTable *table, WfEffect *effect, WfEffectIntervals *intervals, guint node)
{
  WfMarginal *before = wf_effect_get_before (effect, node), *after = wf_effect_get_after (effect, node);
  gsize n_levels;
  const double *p = wf_marginal_get_probabilities (before, &n_levels);
  const double *q = wf_marginal_get_probabilities (after, &n_levels);

  for (gsize i = 0; i < n_levels; i++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *label =
          g_strdup_printf ("P(%s = %s)", wf_marginal_get_name (before), wf_marginal_get_level (before, i));
      g_autofree char *was = wf_format_number (p[i]);
      g_autofree char *is = wf_format_number (q[i]);
      g_autofree char *change = wf_format_difference (p[i], q[i]);
      const char *cells[N_COLUMNS + 1] = { label, was, "", is, "", change };

      add_doubt_cells (effect, intervals, node, (gint) i, cells + N_PLAIN, texts);
      wf_text_table_add_row (table, cells);
    }
}

static WfTextTable *
make_table (WfEffect *effect, WfEffectIntervals *intervals)
{
  static const char *const aligns[] = { "seeeee", "seeeeee", "seeeeeee" };
  const char *heads[N_COLUMNS + 1] = { _ ("variable"), _ ("before"), _ ("sd"),
                                       _ ("after"),    _ ("sd"),     _ ("change") };
  gsize n = N_PLAIN;

  if (intervals != NULL)
    /* xgettext:no-c-format */
    heads[n++] = _ ("95 % interval of the change");
  if (!wf_effect_is_exact (effect))
    heads[n++] = intervals != NULL ? _ ("standard error of sampling") : _ ("standard error");
  return wf_text_table_new (aligns[n - N_PLAIN], heads);
}

static void
print_text (WfInvocation *invocation, WfEffect *effect, WfEffectIntervals *intervals, const char *const *show)
{
  g_autoptr (WfTextTable) table = make_table (effect, intervals);
  g_autofree char *interventions = wf_effect_interventions_to_text (effect);
  g_autofree char *engine = wf_effect_engine_to_text (effect);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  g_string_append_printf (invocation->out, "%s, %s", interventions, engine);
  if (intervals != NULL)
    g_string_append_printf (invocation->out, _ ("; intervals from %u samples of the rows"),
                            wf_effect_intervals_get_n_samples (intervals));
  g_string_append_c (invocation->out, '\n');
  for (guint node = 0; node < n_nodes; node++)
    {
      if (!is_shown (effect, node, show))
        continue;
      if (wf_marginal_get_kind (wf_effect_get_before (effect, node)) == WF_COLUMN_CONTINUOUS)
        add_continuous_row (table, effect, intervals, node);
      else
        add_discrete_rows (table, effect, intervals, node);
    }
  wf_text_table_print (table, invocation->out);
}

/* intervals: nullable */
static gboolean
answer (WfInvocation *invocation,
        WfEffect *effect,
        WfEffectIntervals *intervals,
        const char *const *show,
        GError **error)
{
  if (invocation->is_json)
    print_json (invocation, effect, intervals, show);
  else
    print_text (invocation, effect, intervals, show);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = intervals != NULL
                                        ? wf_effect_intervals_report (intervals, show, provenance)
                                        : wf_effect_report (effect, show, provenance);

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
  wf_invocation_warn_of_evidence (invocation, wf_model_get_graph (wf_simulation_get_model (simulation)),
                                  interventions, given);
  return wf_intervene_answer_joint (invocation, wf_simulation_get_model (simulation), joint, interventions,
                                    error);
}

/* The number of samples of the rows; 0 = no intervals. */
static gboolean
read_samples (WfInvocation *invocation, guint *n_samples, GError **error)
{
  g_autoptr (GVariant) params = wf_invocation_collect (invocation, wf_effect_intervals_list_params (), error);
  g_autoptr (GVariant) complete =
      params != NULL ? wf_params_complete (wf_effect_intervals_list_params (), params, error) : NULL;

  if (complete == NULL)
    return FALSE;
  *n_samples = (guint) wf_params_get_integer (complete, "bootstrap");
  if (*n_samples == 0 || !wf_invocation_has (invocation, "joint"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               _ ("--bootstrap gives intervals of variables one by one; ask without --joint"));
  return FALSE;
}

/* The samples are told with the parameters of the model. */
static void
keep_samples (WfInvocation *invocation, guint n_samples)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, invocation->parameters);
  g_variant_dict_insert (&dict, "bootstrap", "x", (gint64) n_samples);
  g_clear_pointer (&invocation->parameters, g_variant_unref);
  invocation->parameters = g_variant_ref_sink (g_variant_dict_end (&dict));
}

static gboolean
compute_effect (WfInvocation *invocation,
                WfSimulation *simulation,
                GPtrArray *interventions,
                const char *const *given,
                const char *const *show,
                guint n_samples,
                GError **error)
{
  g_autoptr (WfEffectIntervals) intervals = NULL;
  g_autoptr (WfEffect) effect =
      wf_simulation_intervene (simulation, (WfIntervention *const *) interventions->pdata, interventions->len,
                               given, 0, invocation->progress, error);

  if (effect == NULL)
    return FALSE;
  if (n_samples > 0)
    {
      intervals = wf_effect_intervals_new (effect, n_samples, invocation->seed, invocation->n_threads,
                                           invocation->progress, error);
      if (intervals == NULL)
        return FALSE;
      keep_samples (invocation, n_samples);
    }
  wf_invocation_stop (invocation);
  wf_invocation_warn (invocation, wf_effect_get_warnings (effect));
  wf_invocation_warn_of_evidence (invocation, wf_model_get_graph (wf_simulation_get_model (simulation)),
                                  interventions, given);
  if (intervals != NULL)
    wf_invocation_warn (invocation, wf_effect_intervals_get_warnings (intervals));
  return answer (invocation, effect, intervals, show, error);
}

static gboolean
compute (WfInvocation *invocation, WfTable *table, WfGraph *graph, GPtrArray *interventions, GError **error)
{
  g_auto (GStrv) given = wf_invocation_list (invocation, "given", '=');
  g_auto (GStrv) show = wf_invocation_list (invocation, "show", 0);
  g_auto (GStrv) joint = wf_invocation_list (invocation, "joint", 0);
  const char *const *names = (const char *const *) show;
  g_autoptr (WfSimulation) simulation = NULL;
  guint n_samples;

  if (!wf_invocation_check_nodes (graph, names, error) ||
      !wf_invocation_check_nodes (graph, (const char *const *) joint, error) ||
      !read_samples (invocation, &n_samples, error))
    return FALSE;
  simulation = wf_invocation_start_simulation (invocation, table, graph, error);
  if (simulation == NULL)
    return FALSE;
  if (joint != NULL && joint[0] != NULL)
    return compute_joint (invocation, simulation, interventions, (const char *const *) given,
                          (const char *const *) joint, error);
  return compute_effect (invocation, simulation, interventions, (const char *const *) given, names, n_samples,
                         error);
}

static gboolean
intervene_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (GPtrArray) interventions = wf_invocation_parse_interventions (invocation, error);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;

  return interventions != NULL && wf_invocation_read_subject (invocation, &table, &graph, error) &&
         compute (invocation, table, graph, interventions, error);
}

const WfCommand wf_command_intervene = {
  .id = "intervene",
  .summary = N_ ("Every distribution before and after something is done to variables"),
  .usage = N_ ("TABLE --graph FILE --do X=v | MODEL --do X=v"),
  .description = N_ (
      "What --do takes:\n"
      "  X=v                     set to a value or a level\n"
      "  X+=d  X-=d  X*=k        shift or scale what its causes make of it\n"
      "  X=[a,b]                 keep it within bounds\n"
      "  X~normal(m,s)  X~uniform(a,b)  X~{yes:0.3,no:0.7}\n"
      "                          draw it anew, whatever its causes\n"
      "  X~uniform               cut it: every level as likely as any other\n"
      "  X~observed              randomise it: its own distribution, without its causes\n"
      "  X:=2+0.5*Z+normal(0,1)  another equation\n"
      "  Z-/->X                  X sees an independent draw of Z\n"
      "  ... if Z>3, if Z=yes    only there\n"
      "  X=2024-03-01  X+=30 days\n"
      "                          of a column of dates; the unit may be h, min or s, too\n"
      "\n"
      "Examples:\n"
      "  wherefore-cli intervene proteins.csv --graph graph.dot --do pka=800\n"
      "  wherefore-cli intervene network.bif --do smoke=yes\n"
      "  wherefore-cli intervene survey.csv --graph graph.json --do smoke=yes --given age=old --show cancer\n"
      "  wherefore-cli intervene survey.csv --graph graph.json --do smoke=yes --joint cancer,cough\n"
      "  wherefore-cli intervene proteins.csv --graph graph.dot --do pka=800 --bootstrap 200"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = intervene_run,
};
