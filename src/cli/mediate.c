/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/inference/mediation.h"
#include "writers/json-values.h"

static const char *const effect_ids[WF_N_MEDIATION_EFFECTS] = {
  [WF_MEDIATION_TOTAL] = "total",
  [WF_MEDIATION_NATURAL_DIRECT] = "natural_direct",
  [WF_MEDIATION_NATURAL_INDIRECT] = "natural_indirect",
  [WF_MEDIATION_TOTAL_INDIRECT] = "total_indirect",
  [WF_MEDIATION_CONTROLLED_DIRECT] = "controlled_direct",
  [WF_MEDIATION_PATHS] = "path_specific",
};

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph, in any format of “list formats”") },
  { "exposure", 0, N_ ("X"), N_ ("The variable that is changed") },
  { "from", 0, N_ ("a"), N_ ("Its value or level before (default: the mean, or the first level)") },
  { "to", 0, N_ ("b"), N_ ("Its value or level after (default: one more, or the last level)") },
  { "outcome", 0, N_ ("Y"), N_ ("The variable that is looked at") },
  { "level", 0, N_ ("L"), N_ ("Level of a discrete outcome whose probability is asked (default: its last)") },
  { "through", 0, N_ ("M,N"), N_ ("Mediators (default: all that lie between)") },
  { "hold", 0, N_ ("M=v"), N_ ("Values at which mediators are held, for the controlled direct effect") },
  { "path", 0, N_ ("X,M,Y"), N_ ("A path that alone carries the change; several: --path again") },
  { "model", 0, N_ ("KIND"), N_ ("Family of the model; “wherefore-cli list models” (default: by the data)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  wf_params_add_set (sets, "mediate", _ ("mediation"), wf_mediation_get_parameters ());
  wf_params_add_models (sets);
  wf_params_add_formats (sets);
}

static void
add_effect (JsonBuilder *builder, WfMediation *mediation, WfMediationEffect effect)
{
  json_builder_set_member_name (builder, effect_ids[effect]);
  json_builder_begin_object (builder);
  wf_json_set_number (builder, "effect", wf_mediation_get_effect (mediation, effect));
  wf_json_set_number (builder, "standard_error", wf_mediation_get_standard_error (mediation, effect));
  json_builder_set_member_name (builder, "recanting_witnesses");
  wf_json_add_strings (builder, wf_mediation_get_recanting (mediation, effect));
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, WfMediation *mediation)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  g_autofree char *change = wf_mediation_describe_change (mediation);
  g_autofree char *outcome = wf_mediation_describe_outcome (mediation);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "change", change);
  wf_json_set_string (builder, "outcome", outcome);
  json_builder_set_member_name (builder, "mediators");
  wf_json_add_strings (builder, wf_mediation_get_mediators (mediation));
  wf_json_set_boolean (builder, "exact", wf_mediation_is_exact (mediation));
  wf_json_set_int (builder, "draws", (gint64) wf_mediation_get_n_draws (mediation));
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    if (wf_mediation_has (mediation, (WfMediationEffect) i))
      add_effect (builder, mediation, (WfMediationEffect) i);
  wf_json_set_number (builder, "proportion_mediated", wf_mediation_get_proportion (mediation));
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_text (WfInvocation *invocation, WfMediation *mediation)
{
  gboolean is_exact = wf_mediation_is_exact (mediation);
  const char *sampled[] = { _ ("effect"), _ ("change"), _ ("error"), _ ("what it means"), NULL };
  const char *exact[] = { _ ("effect"), _ ("change"), _ ("what it means"), NULL };
  g_autoptr (WfTextTable) table =
      is_exact ? wf_text_table_new ("ses", exact) : wf_text_table_new ("sees", sampled);
  g_autofree char *sentence = wf_mediation_describe (mediation);

  wf_text_append_wrapped (invocation->out, sentence, 0);
  if (is_exact)
    g_string_append (invocation->out, _ ("\ncomputed exactly\n\n"));
  else
    g_string_append_printf (invocation->out, _ ("\n%zu draws\n\n"), wf_mediation_get_n_draws (mediation));
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    {
      WfMediationEffect kind = (WfMediationEffect) i;
      g_autofree char *effect = wf_format_number (wf_mediation_get_effect (mediation, kind));
      g_autofree char *error = wf_format_number (wf_mediation_get_standard_error (mediation, kind));
      g_autofree char *meaning = NULL;

      if (!wf_mediation_has (mediation, kind))
        continue;
      meaning = wf_mediation_describe_meaning (mediation, kind);
      wf_text_table_add_row (table,
                             (const char *[]){ wf_mediation_effect_to_text (kind), effect,
                                               is_exact ? meaning : error, is_exact ? NULL : meaning, NULL });
    }
  wf_text_table_print (table, invocation->out);
}

/* What an effect rests on that no experiment shows. */
static void
warn_assumptions (WfInvocation *invocation, WfMediation *mediation)
{
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    {
      g_autofree char *text = wf_mediation_describe_assumption (mediation, (WfMediationEffect) i);
      const char *warnings[] = { text, NULL };

      if (text != NULL)
        wf_invocation_warn (invocation, warnings);
    }
}

static gboolean
answer (WfInvocation *invocation, WfMediation *mediation, GError **error)
{
  wf_invocation_warn (invocation, wf_mediation_get_warnings (mediation));
  warn_assumptions (invocation, mediation);
  if (invocation->is_json)
    print_json (invocation, mediation);
  else
    print_text (invocation, mediation);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_mediation_report (mediation, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

/* every --path as it was typed: its commas are part of it. NULL-terminated, (transfer container) */
static const char **
list_paths (WfInvocation *invocation)
{
  GPtrArray *values = g_hash_table_lookup (invocation->values, "path");
  const char **paths = g_new0 (const char *, values != NULL ? values->len + 1 : 1);

  for (guint i = 0; values != NULL && i < values->len; i++)
    paths[i] = values->pdata[i];
  return paths;
}

static gboolean
compute (WfInvocation *invocation, WfTable *table, WfGraph *graph, GError **error)
{
  g_auto (GStrv) through = wf_invocation_list (invocation, "through", 0);
  g_auto (GStrv) hold = wf_invocation_list (invocation, "hold", '=');
  g_autofree const char **paths = list_paths (invocation);
  g_autoptr (GVariant) params = wf_invocation_collect (invocation, wf_mediation_get_parameters (), error);
  g_autoptr (GVariant) complete = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfMediation) mediation = NULL;

  complete = params != NULL ? wf_params_complete (wf_mediation_get_parameters (), params, error) : NULL;
  if (complete == NULL)
    return FALSE;
  wf_invocation_start (invocation);
  model = wf_invocation_fit_model (invocation, table, graph, error);
  if (model == NULL)
    return FALSE;
  wf_invocation_add_parameters (invocation, complete);
  mediation =
      wf_mediate (model, wf_invocation_get (invocation, "exposure"), wf_invocation_get (invocation, "from"),
                  wf_invocation_get (invocation, "to"), wf_invocation_get (invocation, "outcome"),
                  wf_invocation_get (invocation, "level"), (const char *const *) through,
                  (const char *const *) hold, paths, params, invocation->seed, invocation->progress, error);
  wf_invocation_stop (invocation);
  return mediation != NULL && answer (invocation, mediation, error);
}

static gboolean
mediate_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;

  return wf_invocation_check_effect (invocation, error) &&
         wf_invocation_read_subject (invocation, &table, &graph, error) &&
         compute (invocation, table, graph, error);
}

const WfCommand wf_command_mediate = {
  .id = "mediate",
  .summary = N_ ("How much of an effect goes through what lies between: direct, indirect, along paths"),
  .usage = N_ ("TABLE --graph FILE --exposure X --outcome Y | MODEL --exposure X --outcome Y"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli mediate web.csv --graph web.dot --exposure cache --outcome latency\n"
                     "  wherefore-cli mediate survey.csv --graph g.json --exposure smoke --from no --to yes\n"
                     "    --outcome cancer --through tar --hold tar=no --path smoke,tar,cancer"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = mediate_run,
};
