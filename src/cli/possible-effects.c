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
#include "core/inference/possible-effects.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The class of graphs: a CPDAG or PAG as learned, or a DAG or MAG") },
  { "exposure", 0, N_ ("X"), N_ ("The variable that is changed") },
  { "outcome", 0, N_ ("Y"), N_ ("The variable that is looked at") },
  { "from", 0, N_ ("a"), N_ ("Value or level of the exposure (default: the mean, or its first level)") },
  { "to", 0, N_ ("b"), N_ ("The other (default: one more, or its last level)") },
  { "level", 0, N_ ("L"), N_ ("Level of a discrete outcome whose probability is asked (default: its last)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  wf_params_add_set (sets, "possible-effects", _ ("members"), wf_possible_effects_get_parameters ());
  wf_params_add_formats (sets);
}

static void
add_entry (JsonBuilder *builder, WfPossibleEffects *effects, gsize i)
{
  gsize n_members = wf_possible_effects_get_n_members (effects, i);
  WfGraph *member = wf_possible_effects_get_member (effects, i);
  double interval[2];

  json_builder_begin_object (builder);
  wf_json_set_number (builder, "effect", wf_possible_effects_get_effect (effects, i));
  wf_json_set_number (builder, "standard_error", wf_possible_effects_get_standard_error (effects, i));
  if (wf_possible_effects_get_interval (effects, i, &interval[0], &interval[1]))
    wf_json_set_numbers (builder, "interval", interval, G_N_ELEMENTS (interval));
  json_builder_set_member_name (builder, "adjusted_for");
  wf_json_add_strings (builder, wf_possible_effects_get_adjusted (effects, i));
  wf_json_set_number (builder, "members", n_members > 0 ? (double) n_members : NAN);
  wf_json_set_string (builder, "reason", wf_possible_effects_get_reason (effects, i));
  json_builder_set_member_name (builder, "member");
  if (member != NULL)
    wf_json_add_graph (builder, member);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, WfPossibleEffects *effects)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  g_autofree char *change = wf_possible_effects_describe (effects);
  g_autofree char *outcome = wf_possible_effects_describe_outcome (effects);
  gsize n_members = wf_possible_effects_get_n_all (effects);
  double low, high;

  wf_possible_effects_get_range (effects, &low, &high);
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "change", change);
  wf_json_set_string (builder, "outcome", outcome);
  json_builder_set_member_name (builder, "range");
  json_builder_begin_array (builder);
  wf_json_add_number (builder, low);
  wf_json_add_number (builder, high);
  json_builder_end_array (builder);
  wf_json_set_number (builder, "members", n_members > 0 ? (double) n_members : NAN);
  wf_json_set_int (builder, "unanswered", (gint64) wf_possible_effects_get_n_unanswered (effects));
  wf_json_set_boolean (builder, "complete", wf_possible_effects_is_complete (effects));
  json_builder_set_member_name (builder, "effects");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_possible_effects_get_n (effects); i++)
    add_entry (builder, effects, i);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_text (WfInvocation *invocation, WfPossibleEffects *effects)
{
  /* xgettext:no-c-format */
  const char *interval_head = _ ("95 % interval");
  const char *heads[] = { _ ("effect"), _ ("error"), interval_head, _ ("members"), _ ("adjusted for"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("eeees", heads);
  g_autofree char *range = wf_possible_effects_describe_range (effects);

  wf_text_append_wrapped (invocation->out, range, 0);
  g_string_append (invocation->out, "\n\n");
  for (gsize i = 0; i < wf_possible_effects_get_n (effects); i++)
    {
      gsize n_members = wf_possible_effects_get_n_members (effects, i);
      g_autofree char *effect = wf_format_number (wf_possible_effects_get_effect (effects, i));
      g_autofree char *error = wf_format_number (wf_possible_effects_get_standard_error (effects, i));
      g_autofree char *interval = wf_possible_effects_describe_interval (effects, i);
      g_autofree char *members = n_members > 0 ? wf_format_count (n_members) : g_strdup ("–");
      g_autofree char *adjusted = wf_possible_effects_describe_adjusted (effects, i);
      const char *reason = wf_possible_effects_get_reason (effects, i);
      const char *cells[] = { effect, error, interval, members, reason != NULL ? reason : adjusted, NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
  if (wf_possible_effects_is_dag (effects))
    g_string_append (invocation->out,
                     _ ("\nThere is only one graph: “mediate” and “intervene” answer, too.\n"));
}

static gboolean
answer (WfInvocation *invocation, WfPossibleEffects *effects, GError **error)
{
  if (invocation->is_json)
    print_json (invocation, effects);
  else
    print_text (invocation, effects);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_possible_effects_report (effects, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

static gboolean
compute (WfInvocation *invocation, WfTable *table, WfGraph *graph, GError **error)
{
  g_autoptr (WfPossibleEffects) effects = NULL;

  invocation->parameters = wf_invocation_collect (invocation, wf_possible_effects_get_parameters (), error);
  if (invocation->parameters == NULL ||
      !wf_invocation_check_used (invocation, _ ("the members of a class"), error))
    return FALSE;
  invocation->method = g_strdup ("ida");
  wf_invocation_start (invocation);
  effects = wf_list_possible_effects (
      table, graph, wf_invocation_get (invocation, "exposure"), wf_invocation_get (invocation, "outcome"),
      wf_invocation_get (invocation, "from"), wf_invocation_get (invocation, "to"),
      wf_invocation_get (invocation, "level"), invocation->parameters, invocation->progress, error);
  wf_invocation_stop (invocation);
  if (effects == NULL)
    return FALSE;
  wf_invocation_warn (invocation, wf_possible_effects_get_warnings (effects));
  return answer (invocation, effects, error);
}

static gboolean
possible_effects_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;

  return wf_invocation_check_effect (invocation, error) &&
         wf_invocation_read_pair (invocation, &table, &graph, error) &&
         compute (invocation, table, graph, error);
}

const WfCommand wf_command_possible_effects = {
  .id = "possible-effects",
  .summary = N_ ("An effect in every graph of the class that was learned, not only in one"),
  .usage = N_ ("TABLE --graph FILE --exposure X --outcome Y"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli discover proteins.csv --method fges -o class.json\n"
                     "  wherefore-cli possible-effects proteins.csv --graph class.json --exposure pka\n"
                     "    --outcome erk --report range.pdf"),
  .options = options,
  .reads_table = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = possible_effects_run,
};
