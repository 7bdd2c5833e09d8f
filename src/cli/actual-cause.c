/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/actual-cause-private.h"
#include "cli/text-output.h"
#include "core/attribute/actual-cause.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "writers/json-values.h"

#define MAX_SIZE 3 /* variables of a cause when all are listed */

static const char *const definition_ids[WF_N_CAUSE_DEFINITIONS] = {
  [WF_CAUSE_BUT_FOR] = "but_for",       [WF_CAUSE_MODIFIED_HP] = "modified_hp",
  [WF_CAUSE_UPDATED_HP] = "hp2005",     [WF_CAUSE_NORMAL] = "modified_hp_normal",
  [WF_CAUSE_SUFFICIENT] = "sufficient", [WF_CAUSE_WEAKLY_SUFFICIENT] = "weakly_sufficient",
};

static const WfOption options[] = {
  { "context", 0, N_ ("A=1,B=0"), N_ ("Values of context variables in place of those in the file") },
  { "cause", 0, N_ ("X=v"),
    N_ ("The candidate; several variables are one joint cause: X=v,Y=w (default: list all causes)") },
  { "effect", 0, N_ ("Y=w"),
    N_ ("What is to be explained; an expression, as in 'Y=1 and not Z'. Of a table: its name") },
  { "order", 0, N_ ("RULE"),
    N_ ("Of a table: who of joint causes is more responsible, the earliest, latest, or share (earliest)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  wf_params_add_set (sets, "actual-cause", _ ("equations"), wf_actual_cause_get_parameters ());
  wf_params_add_formats (sets);
}

static void
add_settings (JsonBuilder *builder, const char *name, const char *const *settings)
{
  json_builder_set_member_name (builder, name);
  if (settings == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  for (gsize i = 0; settings[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (settings[i], "=", 2);

      wf_json_set_int (builder, parts[0], g_ascii_strtoll (parts[1], NULL, 10));
    }
  json_builder_end_object (builder);
}

static void
add_witness (JsonBuilder *builder, const char *name, const char *const *changed, const char *const *held)
{
  json_builder_set_member_name (builder, name);
  if (changed == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_settings (builder, "changed", changed);
  add_settings (builder, "held", held);
  json_builder_end_object (builder);
}

static void
add_values (JsonBuilder *builder, WfActualCause *answer)
{
  WfEquations *model = wf_actual_cause_get_model (answer);

  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (guint i = 0; i < wf_equations_get_n_variables (model); i++)
    wf_json_set_int (builder, wf_equations_get_name (model, i), wf_actual_cause_get_actual (answer, i));
  json_builder_end_object (builder);
}

/* a verdict that was left unresolved is null */
static void
add_verdict (JsonBuilder *builder, WfActualCause *answer, WfCauseDefinition definition)
{
  WfCauseVerdict verdict = wf_actual_cause_get_verdict (answer, definition);

  if (verdict != WF_VERDICT_UNRESOLVED)
    {
      wf_json_set_boolean (builder, definition_ids[definition], verdict == WF_VERDICT_YES);
      return;
    }
  json_builder_set_member_name (builder, definition_ids[definition]);
  json_builder_add_null_value (builder);
}

static void
print_json (WfInvocation *invocation, WfActualCause *answer)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  wf_json_set_boolean (builder, "has_happened", wf_actual_cause_has_happened (answer));
  wf_json_set_boolean (builder, "has_effect", wf_actual_cause_has_effect (answer));
  for (guint i = 0; i < WF_N_CAUSE_DEFINITIONS; i++)
    add_verdict (builder, answer, (WfCauseDefinition) i);
  wf_json_set_boolean (builder, "minimal",
                       wf_actual_cause_get_verdict (answer, WF_CAUSE_MODIFIED_HP) != WF_VERDICT_NOT_MINIMAL);
  wf_json_set_number (builder, "responsibility", wf_actual_cause_get_responsibility (answer));
  wf_json_set_number (builder, "naive_responsibility", wf_actual_cause_get_naive_responsibility (answer));
  add_witness (builder, "witness", wf_actual_cause_get_change (answer, WF_CAUSE_MODIFIED_HP),
               wf_actual_cause_get_contingency (answer, WF_CAUSE_MODIFIED_HP));
  add_witness (builder, "hp2005_witness", wf_actual_cause_get_change (answer, WF_CAUSE_UPDATED_HP),
               wf_actual_cause_get_contingency (answer, WF_CAUSE_UPDATED_HP));
  add_witness (builder, "responsible", wf_actual_cause_get_responsible (answer),
               wf_actual_cause_get_circumstance (answer));
  add_values (builder, answer);
  wf_json_set_int (builder, "evaluations", (gint64) wf_actual_cause_get_n_evaluations (answer));
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static char *
join_settings (const char *const *settings)
{
  return settings != NULL ? g_strjoinv (", ", (GStrv) settings) : g_strdup ("");
}

static void
print_text (WfInvocation *invocation, WfActualCause *answer)
{
  const char *heads[] = { _ ("definition"), _ ("cause?"), _ ("undone with"), _ ("while kept"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("ssss", heads);
  g_autofree char *sentence = wf_actual_cause_explain (answer);
  g_autofree char *responsibility = wf_format_number (wf_actual_cause_get_responsibility (answer));
  g_autofree char *naive = wf_format_number (wf_actual_cause_get_naive_responsibility (answer));

  wf_text_append_wrapped (invocation->out, sentence, 0);
  g_string_append (invocation->out, "\n\n");
  for (guint i = 0; i < WF_N_CAUSE_DEFINITIONS; i++)
    {
      WfCauseDefinition definition = (WfCauseDefinition) i;
      g_autofree char *change = join_settings (wf_actual_cause_get_change (answer, definition));
      g_autofree char *held = join_settings (wf_actual_cause_get_contingency (answer, definition));
      const char *cells[] = { wf_cause_definition_to_text (definition),
                              wf_cause_verdict_to_text (wf_actual_cause_get_verdict (answer, definition)),
                              change, held, NULL };

      if (definition != WF_CAUSE_NORMAL || wf_invocation_has (invocation, "normal"))
        wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
  g_string_append_printf (invocation->out, _ ("\nresponsibility  %s (by changes of others alone: %s)\n"),
                          responsibility, naive);
}

static gboolean
write_answer (WfInvocation *invocation, WfActualCause *answer, GError **error)
{
  if (invocation->is_json)
    print_json (invocation, answer);
  else
    print_text (invocation, answer);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_actual_cause_report (answer, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

/* ---- without --cause: all of them ---- */

static void
print_list (WfInvocation *invocation, GPtrArray *causes, const char *effect, gboolean is_complete)
{
  g_autoptr (JsonBuilder) builder = invocation->is_json ? wf_json_output_begin (invocation) : NULL;

  if (builder == NULL)
    {
      if (causes->len == 0)
        g_string_append_printf (invocation->out,
                                _ ("%s isn’t the case, or no cause of at most %d variables was found; ask "
                                   "about one with --cause\n"),
                                effect, MAX_SIZE);
      else
        g_string_append_printf (invocation->out,
                                ngettext ("%u cause of %s, by the modified definition:\n",
                                          "%u causes of %s, by the modified definition:\n", causes->len),
                                causes->len, effect);
      for (guint i = 0; i < causes->len; i++)
        {
          g_autofree char *settings = g_strjoinv (" and ", causes->pdata[i]);

          g_string_append_printf (invocation->out, "  %s\n", settings);
        }
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "causes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < causes->len; i++)
    {
      json_builder_begin_object (builder);
      add_settings (builder, "cause", causes->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  wf_json_set_boolean (builder, "complete", is_complete);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static gboolean
list_causes (WfInvocation *invocation,
             WfEquations *model,
             const char *const *context,
             const char *effect,
             GError **error)
{
  const char *const warnings[] = {
    _ ("the budget was spent before all causes were tried; --budget allows more"), NULL
  };
  gboolean is_complete = FALSE;
  g_autoptr (GPtrArray) causes = wf_list_actual_causes (
      model, context, effect, MAX_SIZE, invocation->parameters, &is_complete, invocation->progress, error);

  wf_invocation_stop (invocation);
  if (causes == NULL)
    return FALSE;
  if (wf_invocation_wants_report (invocation))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("A report is of one candidate: name it with --cause X=v"));
      return FALSE;
    }
  if (!is_complete)
    wf_invocation_warn (invocation, warnings);
  print_list (invocation, causes, effect, is_complete);
  return wf_invocation_redirect (invocation, error);
}

static gboolean
judge_equations (WfInvocation *invocation, WfSource *source, const char *effect, GError **error)
{
  g_auto (GStrv) context = wf_invocation_list (invocation, "context", 0);
  g_auto (GStrv) cause = wf_invocation_list (invocation, "cause", 0);
  g_autoptr (WfEquations) model = wf_equations_read (source, error);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GVariant) given = NULL;
  g_autoptr (WfActualCause) answer = NULL;

  if (model == NULL)
    return FALSE;
  graph = wf_equations_get_graph (model);
  wf_invocation_add_input (invocation, source, "variables", wf_graph_get_n_nodes (graph), "dependencies",
                           wf_graph_get_n_edges (graph));
  given = wf_invocation_collect (invocation, wf_actual_cause_get_parameters (), error);
  invocation->parameters =
      given != NULL ? wf_params_complete (wf_actual_cause_get_parameters (), given, error) : NULL;
  if (invocation->parameters == NULL || !wf_invocation_check_used (invocation, _ ("equations"), error))
    return FALSE;
  invocation->method = g_strdup ("halpern-pearl");
  wf_invocation_start (invocation);
  if (cause == NULL)
    return list_causes (invocation, model, (const char *const *) context, effect, error);
  answer = wf_actual_cause (model, (const char *const *) context, (const char *const *) cause, effect,
                            invocation->parameters, invocation->progress, error);
  wf_invocation_stop (invocation);
  return answer != NULL && write_answer (invocation, answer, error);
}

static gboolean
actual_cause_run (WfInvocation *invocation, GError **error)
{
  const char *path = invocation->operands->pdata[0];
  const char *effect = wf_invocation_get (invocation, "effect");
  g_autoptr (WfSource) source = NULL;

  if (effect == NULL && !wf_actual_cause_is_story (path))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Say what is to be explained: --effect Y=1"));
      return FALSE;
    }
  if (wf_invocation_has (invocation, "order") && !wf_actual_cause_is_story (path))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("--order belongs to a table of events; equations say themselves what came first"));
      return FALSE;
    }
  source = wf_invocation_open (invocation, path, error);
  if (source == NULL)
    return FALSE;
  if (wf_actual_cause_is_story (path))
    return wf_actual_cause_judge_story (invocation, source, effect, error);
  return judge_equations (invocation, source, effect, error);
}

const WfCommand wf_command_actual_cause = {
  .id = "actual-cause",
  .summary = N_ ("What caused what in one case, by Halpern and Pearl’s definitions"),
  .usage = N_ ("EQUATIONS.scm|EVENTS.{csv,json} --effect Y=w [--cause X=v]"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli actual-cause rock-throwing.scm --cause ST=1 --effect BS=1\n"
                     "  wherefore-cli actual-cause vote.scm --context V1=0 --effect WIN=1\n"
                     "  wherefore-cli actual-cause events.csv --effect 'the win'"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = actual_cause_run,
};
