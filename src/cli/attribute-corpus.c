/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/attribute-private.h"
#include "cli/evaluation-output.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "writers/json-values.h"

static void
add_suspects (JsonBuilder *builder, WfBlame *blame)
{
  const gsize *ranking = wf_blame_get_ranking (blame, NULL);

  json_builder_set_member_name (builder, "suspects");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < wf_blame_get_n_suspects (blame); k++)
    {
      json_builder_begin_object (builder);
      wf_json_set_int (builder, "step", (gint64) ranking[k]);
      wf_json_set_string (builder, "agent", wf_trace_get_agent (wf_blame_get_trace (blame), ranking[k]));
      wf_json_set_number (builder, "probability", wf_blame_get_probability (blame, ranking[k]));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  wf_json_set_string (builder, "profile", wf_blame_get_profile (blame));
  wf_json_set_boolean (builder, "low_evidence", wf_blame_is_low_evidence (blame));
}

/* What the structural model says, in the result itself or in the one before its causes were used. */
static void
add_structure (JsonBuilder *builder, WfBlame *blame)
{
  wf_json_set_int (builder, "decisive_step", (gint64) wf_blame_get_decisive_step (blame));
  wf_json_set_number (builder, "failure", wf_blame_get_failure (blame));
}

static void
add_blame (JsonBuilder *builder, WfCorpusBlame *result, gsize run)
{
  WfCorpusBlame *without = wf_corpus_blame_get_without (result);

  add_suspects (builder, wf_corpus_blame_get_blame (result, run));
  add_structure (builder, wf_corpus_blame_get_blame (result, run));
  if (without == NULL)
    return;
  json_builder_set_member_name (builder, "without_causes");
  json_builder_begin_object (builder);
  add_structure (builder, wf_corpus_blame_get_blame (without, run));
  json_builder_end_object (builder);
}

static void
add_label (JsonBuilder *builder, WfCorpusBlame *result, gsize run)
{
  const char *agent;
  gint64 step;

  if (!wf_trace_get_label (wf_corpus_get_run (wf_corpus_blame_get_corpus (result), run), &agent, &step))
    return;
  json_builder_set_member_name (builder, "label");
  json_builder_begin_object (builder);
  wf_json_set_int (builder, "step", step);
  wf_json_set_string (builder, "agent", agent);
  wf_json_set_int (builder, "rank", (gint64) wf_corpus_blame_get_label_rank (result, run));
  json_builder_end_object (builder);
}

static const char *
outcome_to_id (WfRunOutcome outcome)
{
  static const char *const ids[] = { "unknown", "succeeded", "failed" };

  return ids[outcome];
}

static void
add_run (JsonBuilder *builder, WfCorpusBlame *result, gsize run)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (result);
  WfTrace *trace = wf_corpus_get_run (corpus, run);
  WfBlame *blame = wf_corpus_blame_get_blame (result, run);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "run", wf_corpus_get_name (corpus, run));
  wf_json_set_string (builder, "format", wf_trace_get_format (trace));
  wf_json_set_int (builder, "steps", (gint64) wf_trace_get_n_steps (trace));
  wf_json_set_string (builder, "outcome", outcome_to_id (wf_trace_get_outcome (trace)));
  if (blame != NULL)
    add_blame (builder, result, run);
  else
    wf_json_set_string (builder, "problem", wf_corpus_blame_get_problem (result, run));
  add_label (builder, result, run);
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, WfCorpusBlame *result, WfEvaluation *evaluation)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  gsize n_runs = wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (result));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "runs");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_runs; i++)
    add_run (builder, result, i);
  json_builder_end_array (builder);
  if (evaluation != NULL)
    {
      json_builder_set_member_name (builder, "evaluation");
      json_builder_begin_object (builder);
      wf_evaluation_add_json (builder, evaluation, FALSE);
      json_builder_end_object (builder);
    }
  wf_attribute_add_causes (builder, result);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* "step 6, right" or "step 6, ranked 3"; "" without an annotation */
static char *
describe_label (WfCorpusBlame *result, gsize run)
{
  gsize rank = wf_corpus_blame_get_label_rank (result, run);
  gint64 step;

  if (rank == 0)
    return g_strdup ("");
  wf_trace_get_label (wf_corpus_get_run (wf_corpus_blame_get_corpus (result), run), NULL, &step);
  return rank == 1 ? g_strdup_printf (_ ("step %d, first"), (int) step)
                   : g_strdup_printf (_ ("step %d, ranked %zu"), (int) step, rank);
}

static void
print_run (WfTextTable *table, WfCorpusBlame *result, gsize run)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (result);
  WfTrace *trace = wf_corpus_get_run (corpus, run);
  WfBlame *blame = wf_corpus_blame_get_blame (result, run);
  gsize first = blame == NULL ? 0 : wf_blame_get_ranking (blame, NULL)[0];
  g_autofree char *n_steps = g_strdup_printf ("%zu", wf_trace_get_n_steps (trace));
  g_autofree char *step = blame == NULL ? g_strdup ("–") : g_strdup_printf ("%zu", first);
  g_autofree char *probability =
      blame == NULL ? g_strdup ("–") : wf_format_number (wf_blame_get_probability (blame, first));
  g_autofree char *decisive =
      blame == NULL ? g_strdup ("–") : g_strdup_printf ("%zu", wf_blame_get_decisive_step (blame));
  g_autofree char *label = describe_label (result, run);
  gboolean is_structural = wf_corpus_blame_get_without (result) != NULL;
  const char *cells[] = { wf_corpus_get_name (corpus, run),
                          n_steps,
                          wf_run_outcome_to_text (wf_trace_get_outcome (trace)),
                          step,
                          blame == NULL ? wf_corpus_blame_get_problem (result, run)
                                        : wf_trace_get_agent (trace, first),
                          probability,
                          label,
                          is_structural ? decisive : NULL,
                          NULL };

  wf_text_table_add_row (table, cells);
}

static void
print_text (WfInvocation *invocation, WfCorpusBlame *result, WfEvaluation *evaluation)
{
  gboolean is_structural = wf_corpus_blame_get_without (result) != NULL;
  const char *heads[] = {
    _ ("run"),   _ ("steps"),       _ ("outcome"),   _ ("first suspect: step"),
    _ ("agent"), _ ("probability"), _ ("annotated"), is_structural ? _ ("decisive step") : NULL,
    NULL
  };
  g_autoptr (WfTextTable) table = wf_text_table_new (is_structural ? "sesesese" : "seseses", heads);
  WfCorpus *corpus = wf_corpus_blame_get_corpus (result);
  gsize n_others = wf_corpus_get_n_others (corpus);
  g_autofree char *profiles = wf_corpus_blame_describe_profiles (result);

  for (gsize i = 0; i < wf_corpus_get_n_runs (corpus); i++)
    print_run (table, result, i);
  wf_text_table_print (table, invocation->out);
  if (*profiles != '\0')
    g_string_append_printf (invocation->out, "\n%s\n", profiles);
  if (evaluation != NULL)
    {
      g_string_append (invocation->out, _ ("\nHow often the annotation is found\n\n"));
      wf_evaluation_print (invocation->out, evaluation);
    }
  wf_attribute_print_causes (invocation->out, result);
  if (n_others > 0)
    wf_invocation_note (invocation,
                        g_dngettext (GETTEXT_PACKAGE, "%zu file that is no log was passed over",
                                     "%zu files that are no logs were passed over", n_others),
                        n_others);
}

/* Who and when, then the causes when they are asked for. */
static WfCorpusBlame *
attribute (WfInvocation *invocation, WfCorpus *corpus, GError **error)
{
  g_autoptr (WfProfile) profile = NULL;
  g_autoptr (WfCorpusBlame) blamed = NULL;
  WfCorpusBlame *result;

  if (!wf_invocation_read_profile (invocation, "profile", &profile, error))
    return NULL;
  wf_invocation_start (invocation);
  blamed = wf_attribute_corpus (corpus, profile, invocation->seed, invocation->progress, error);
  result = blamed != NULL ? wf_attribute_find_causes (invocation, blamed, error) : NULL;
  wf_invocation_stop (invocation);
  return result;
}

gboolean
wf_attribute_answer_corpus (WfInvocation *invocation, WfCorpus *corpus, GError **error)
{
  g_autoptr (WfCorpusBlame) result = attribute (invocation, corpus, error);
  g_autoptr (WfEvaluation) evaluation = NULL;

  if (result == NULL)
    return FALSE;
  evaluation = wf_corpus_blame_evaluate (result);
  invocation->method = g_strdup ("step-blame");
  if (invocation->is_json)
    print_json (invocation, result, evaluation);
  else
    print_text (invocation, result, evaluation);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_corpus_blame_report (result, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}
