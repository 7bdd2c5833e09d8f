/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/evaluation-output.h"

#define REPEATS     5
#define MAX_REPEATS 100

static const WfOption options[] = {
  { "profile", 0, N_ ("NAME|FILE"),
    N_ ("The profile to test; without it the one that fits the shape of each log") },
  { "nested", 0, NULL, N_ ("Test training itself: nested cross-validation by question") },
  { "repeats", 0, N_ ("N"), N_ ("With --nested: how often the ten folds are drawn (default 5)") },
  { "permute", 0, NULL, N_ ("Draw the labels by lot first, to see what chance reaches") },
  WF_OPTION_DATA,
  { NULL },
};

static gboolean
parse_repeats (WfInvocation *invocation, guint *n_repeats, GError **error)
{
  const char *text = wf_invocation_get (invocation, "repeats");
  guint64 n = REPEATS;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_REPEATS, &n, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--repeats: “%s” is not a whole number from 1 to %d"), text, MAX_REPEATS);
      return FALSE;
    }
  *n_repeats = (guint) n;
  return TRUE;
}

static gboolean
check_options (WfInvocation *invocation, GError **error)
{
  gboolean is_nested = wf_invocation_has (invocation, "nested");

  if (is_nested && wf_invocation_has (invocation, "profile"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("--nested fits its own models in every fold; --profile tests one that is there. "
                            "Give one of the two"));
  else if (!is_nested && wf_invocation_has (invocation, "repeats"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("--repeats is about the folds of --nested"));
  else
    return TRUE;
  return FALSE;
}

static void
print_json (WfInvocation *invocation, WfEvaluation *evaluation)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  wf_evaluation_add_json (builder, evaluation, TRUE);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_text (WfInvocation *invocation, WfEvaluation *evaluation)
{
  guint n_repeats = wf_evaluation_get_n_repeats (evaluation);

  if (wf_evaluation_get_kind (evaluation) == WF_EVALUATION_NESTED)
    g_string_append_printf (
        invocation->out,
        g_dngettext (GETTEXT_PACKAGE,
                     "Nested cross-validation by question, %u repeat of ten folds; the model "
                     "is chosen and trained anew in each.\n\n",
                     "Nested cross-validation by question, %u repeats of ten folds; the model "
                     "is chosen and trained anew in each.\n\n",
                     n_repeats),
        n_repeats);
  else
    g_string_append_printf (invocation->out, _ ("Profile: %s\n\n"), wf_evaluation_get_profile (evaluation));
  wf_evaluation_print (invocation->out, evaluation);
}

static WfEvaluation *
evaluate (WfInvocation *invocation, WfCorpus *corpus, WfProfile *profile, guint n_repeats, GError **error)
{
  gboolean permute = wf_invocation_has (invocation, "permute");

  if (wf_invocation_has (invocation, "nested"))
    return wf_evaluate_nested (corpus, n_repeats, permute, invocation->seed, invocation->n_threads,
                               invocation->progress, error);
  return wf_evaluate_profile (corpus, profile, permute, invocation->seed, invocation->n_threads,
                              invocation->progress, error);
}

static gboolean
answer (WfInvocation *invocation, WfEvaluation *evaluation, GError **error)
{
  if (invocation->is_json)
    print_json (invocation, evaluation);
  else
    print_text (invocation, evaluation);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_evaluation_report (evaluation, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

static gboolean
evaluate_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfProfile) profile = NULL;
  g_autoptr (WfCorpus) corpus = NULL;
  g_autoptr (WfEvaluation) evaluation = NULL;
  guint n_repeats;

  if (!check_options (invocation, error) || !parse_repeats (invocation, &n_repeats, error) ||
      !wf_invocation_resolve_logs (invocation, error) ||
      !wf_invocation_read_profile (invocation, "profile", &profile, error))
    return FALSE;
  corpus = wf_invocation_read_corpus (invocation, error);
  if (corpus == NULL)
    return FALSE;
  wf_invocation_start (invocation);
  evaluation = evaluate (invocation, corpus, profile, n_repeats, error);
  wf_invocation_stop (invocation);
  if (evaluation == NULL)
    return FALSE;
  invocation->method = g_strdup (
      wf_evaluation_get_kind (evaluation) == WF_EVALUATION_NESTED ? "nested-cross-validation" : "step-blame");
  return answer (invocation, evaluation, error);
}

const WfCommand wf_command_evaluate = {
  .id = "evaluate",
  .summary = N_ ("How often blame agrees with labelled logs, beside what needs no method"),
  .usage = N_ ("LOG|FOLDER... [--profile NAME|FILE] [--nested]"),
  .description = N_ ("Labelled logs name the agent and the step of the decisive mistake. Examples:\n"
                     "  wherefore-cli evaluate labelled-logs\n"
                     "  wherefore-cli evaluate labelled-logs --profile mine.profile\n"
                     "  wherefore-cli evaluate labelled-logs --nested --repeats 5 --report accuracy.pdf"),
  .options = options,
  .min_operands = 1,
  .max_operands = G_MAXUINT,
  .run = evaluate_run,
};
