/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/actual-cause-private.h"
#include "cli/text-output.h"
#include "core/attribute/ac-reason.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "writers/json-values.h"

gboolean
wf_actual_cause_is_story (const char *path)
{
  static const char *const endings[] = {
    ".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".json", "." WF_PROJECT_EXTENSION
  };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      return TRUE;
  return FALSE;
}

static const char *const rule_names[] = { "earliest", "latest", "share" };

static gboolean
read_rule (WfInvocation *invocation, WfOrderRule *rule, GError **error)
{
  const char *given = wf_invocation_get (invocation, "order");

  *rule = WF_ORDER_EARLIEST;
  for (guint i = 0; given != NULL && i < G_N_ELEMENTS (rule_names); i++)
    if (g_str_equal (given, rule_names[i]))
      {
        *rule = (WfOrderRule) i;
        return TRUE;
      }
  if (given == NULL)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--order: there is no “%s”, only earliest, latest, share"), given);
  return FALSE;
}

/* "Did this cause “the win”: “the layup”? Yes" */
static void
print_question (WfInvocation *invocation, WfCausalJudgement *answer)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autofree char *question = NULL;
  g_autofree char *printable = NULL;
  guint n_focal = 0;

  for (gsize i = 0; i < wf_causal_judgement_get_n_events (answer); i++)
    if (wf_causal_judgement_get_factors (answer, i)->is_focal)
      g_string_append_printf (events, n_focal++ == 0 ? "“%s”" : ", “%s”",
                              wf_causal_judgement_get_factors (answer, i)->name);
  /* Translators: the outcome, the event or events that are asked about, Yes or No */
  question = g_strdup_printf (
      ngettext ("Did this cause “%s”: %s? %s", "Did any of these cause “%s”: %s? %s", n_focal),
      wf_causal_judgement_get_outcome (answer), events->str,
      wf_causal_judgement_is_yes (answer) ? _ ("Yes") : _ ("No"));
  printable = wf_text_make_printable (question, TRUE);
  wf_text_append_wrapped (invocation->out, printable, 2);
  g_string_append_c (invocation->out, '\n');
}

static void
print_text (WfInvocation *invocation, WfCausalJudgement *answer)
{
  print_question (invocation, answer);
  for (gsize i = 0; i < wf_causal_judgement_get_n_events (answer); i++)
    if (wf_causal_judgement_get_factors (answer, i)->is_focal)
      {
        g_autofree char *sentence = wf_causal_judgement_explain (answer, i);
        g_autofree char *printable = wf_text_make_printable (sentence, TRUE);

        wf_text_append_wrapped (invocation->out, printable, 2);
        g_string_append (invocation->out, ".\n");
      }
}

static void
print_json (WfInvocation *invocation, WfCausalJudgement *answer)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "outcome", wf_causal_judgement_get_outcome (answer));
  wf_json_set_boolean (builder, "cause", wf_causal_judgement_is_yes (answer));
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_causal_judgement_get_n_events (answer); i++)
    {
      const WfCausalFactors *event = wf_causal_judgement_get_factors (answer, i);
      g_autofree char *sentence = event->is_focal ? wf_causal_judgement_explain (answer, i) : NULL;

      if (!event->is_focal)
        continue;
      json_builder_begin_object (builder);
      wf_json_set_string (builder, "event", event->name);
      wf_json_set_boolean (builder, "cause", wf_causal_judgement_is_cause (answer, i));
      wf_json_set_string (builder, "explanation", sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static gboolean
check_options (WfInvocation *invocation, GError **error)
{
  static const char *const others[] = { "cause", "context" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (wf_invocation_has (invocation, others[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                     _ ("--%s belongs to equations; a table of events says itself which are focal"),
                     others[i]);
        return FALSE;
      }
  return TRUE;
}

static WfCausalJudgement *
judge_json (WfInvocation *invocation, WfSource *source, const char *outcome, WfOrderRule rule, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &length);
  g_autoptr (JsonNode) root =
      wf_json_parse (text != NULL ? text : "", (gssize) length, wf_source_get_name (source), error);
  WfCausalJudgement *answer = root != NULL ? wf_judge_causes_in_json (root, outcome, rule, error) : NULL;

  if (answer != NULL)
    wf_invocation_add_input (invocation, source, "events", wf_causal_judgement_get_n_events (answer), NULL,
                             0);
  return answer;
}

static WfCausalJudgement *
judge_table (
    WfInvocation *invocation, WfSource *source, const char *outcome, WfOrderRule rule, GError **error)
{
  g_autoptr (WfTable) table = wf_invocation_parse_table (invocation, source, error);

  if (table == NULL || !wf_invocation_check_used (invocation, _ ("a table of events"), error))
    return NULL;
  return wf_judge_causes_in_table (table, outcome != NULL ? outcome : _ ("the outcome"), rule, error);
}

gboolean
wf_actual_cause_judge_story (WfInvocation *invocation, WfSource *source, const char *outcome, GError **error)
{
  gboolean is_json = g_str_has_suffix (wf_source_get_name (source), ".json");
  g_autoptr (WfCausalJudgement) answer = NULL;
  GVariantDict parameters;
  WfOrderRule rule;

  if (!check_options (invocation, error) || !read_rule (invocation, &rule, error))
    return FALSE;
  invocation->method = g_strdup ("ac-reason");
  g_variant_dict_init (&parameters, NULL);
  g_variant_dict_insert (&parameters, "order", "s", rule_names[rule]);
  invocation->parameters = g_variant_ref_sink (g_variant_dict_end (&parameters));
  wf_invocation_start (invocation);
  answer = is_json ? judge_json (invocation, source, outcome, rule, error)
                   : judge_table (invocation, source, outcome, rule, error);
  wf_invocation_stop (invocation);
  if (answer == NULL)
    return FALSE;
  if (invocation->is_json)
    print_json (invocation, answer);
  else
    print_text (invocation, answer);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_causal_judgement_report (answer, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}
