/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/attribute/run-comparison.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/trace/logs.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "runs", 0, N_ ("I,J"), N_ ("Of files that hold several runs, the two to compare; they count from 0") },
  { "redact", 0, NULL, N_ ("In answer and report, replace what was said by its length and a hash") },
  WF_OPTION_DATA,
  { NULL },
};

typedef struct
{
  WfTrace *trace;
  char *name;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->trace, wf_trace_unref);
  g_clear_pointer (&run->name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static const char *
kind_to_id (WfRunPairKind kind)
{
  static const char *const ids[] = { "same", "alike", "only_first", "only_second" };

  return ids[kind];
}

static void
add_step (JsonBuilder *builder, const char *name, gssize step)
{
  json_builder_set_member_name (builder, name);
  if (step >= 0)
    json_builder_add_int_value (builder, step);
  else
    json_builder_add_null_value (builder);
}

static void
add_run (JsonBuilder *builder, const char *member, const char *name, WfTrace *trace)
{
  static const char *const outcomes[] = {
    [WF_RUN_UNKNOWN] = NULL,
    [WF_RUN_SUCCEEDED] = "succeeded",
    [WF_RUN_FAILED] = "failed",
  };

  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, name);
  add_step (builder, "steps", (gssize) wf_trace_get_n_steps (trace));
  json_builder_set_member_name (builder, "outcome");
  json_builder_add_string_value (builder, outcomes[wf_trace_get_outcome (trace)]); /* null for NULL */
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, WfRunComparison *comparison, const Run *one, const Run *other)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  add_run (builder, "first", one->name, one->trace);
  add_run (builder, "second", other->name, other->trace);
  for (int kind = WF_RUN_PAIR_SAME; kind <= WF_RUN_PAIR_ONLY_SECOND; kind++)
    add_step (builder, kind_to_id (kind), (gssize) wf_run_comparison_count (comparison, kind));
  add_step (builder, "divergence", wf_run_comparison_get_divergence (comparison));
  add_step (builder, "split", wf_run_comparison_get_split (comparison));
  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_run_comparison_get_n_pairs (comparison); i++)
    {
      gssize first, second;
      double similarity;
      WfRunPairKind kind = wf_run_comparison_get_pair (comparison, i, &first, &second, &similarity);

      json_builder_begin_object (builder);
      add_step (builder, "first", first);
      add_step (builder, "second", second);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder, kind_to_id (kind));
      json_builder_set_member_name (builder, "similarity");
      wf_json_add_number (builder, similarity);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* One line of a step's words: control characters and line ends become spaces. */
static char *
first_words (WfTrace *trace, gsize step)
{
  g_autofree char *text = g_utf8_substring (wf_trace_get_text (trace, step), 0,
                                            MIN (60, g_utf8_strlen (wf_trace_get_text (trace, step), -1)));

  return wf_text_make_printable (g_strdelimit (text, "\n\r\t", ' '), TRUE);
}

static void
print_text (WfInvocation *invocation, WfRunComparison *comparison)
{
  const char *heads[] = { _ ("first"), _ ("second"), _ ("agent"), _ ("similarity"), _ ("words"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("eeses", heads);
  g_autofree char *parting = wf_run_comparison_describe (comparison);
  gssize first, second;

  for (gsize i = 0; i < wf_run_comparison_get_n_pairs (comparison); i++)
    {
      double similarity;
      WfTrace *trace;
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;
      g_autofree char *number = NULL;
      g_autofree char *words = NULL;

      wf_run_comparison_get_pair (comparison, i, &first, &second, &similarity);
      trace =
          first >= 0 ? wf_run_comparison_get_first (comparison) : wf_run_comparison_get_second (comparison);
      one = first < 0 ? g_strdup ("–") : g_strdup_printf ("%zd", first);
      other = second < 0 ? g_strdup ("–") : g_strdup_printf ("%zd", second);
      number = first < 0 || second < 0 ? g_strdup ("–") : wf_format_number (similarity);
      words = first_words (trace, (gsize) (first >= 0 ? first : second));
      wf_text_table_add_row (
          table, (const char *const[]){ one, other,
                                        wf_trace_get_agent (trace, (gsize) (first >= 0 ? first : second)),
                                        number, words, NULL });
    }
  wf_text_table_print (table, invocation->out);
  g_string_append_printf (invocation->out, "\n%s\n", parting);
}

static GPtrArray *
read_file (WfInvocation *invocation, gsize operand, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (invocation, invocation->operands->pdata[operand], error);
  g_autoptr (GPtrArray) traces = source == NULL ? NULL : wf_traces_read (source, invocation->progress, error);

  if (traces == NULL)
    return NULL;
  wf_invocation_add_input (invocation, source, "runs", traces->len, NULL, 0);
  return g_steal_pointer (&traces);
}

/* --runs I,J -> index of the run in each file, -1 = not said */
static gboolean
parse_runs (WfInvocation *invocation, gint64 *runs, GError **error)
{
  const char *text = wf_invocation_get (invocation, "runs");
  g_auto (GStrv) parts = text == NULL ? NULL : g_strsplit (text, ",", -1);

  runs[0] = runs[1] = -1;
  if (text == NULL)
    return TRUE;
  if (g_strv_length (parts) != 2 || !g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT, &runs[0], NULL) ||
      !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT, &runs[1], NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--runs: “%s” is not two numbers of runs, such as 0,1"), text);
      return FALSE;
    }
  return TRUE;
}

/* its file's name; with its folder where both files are called the same */
static char *
name_operand (WfInvocation *invocation, gsize operand)
{
  const char *path = invocation->operands->pdata[operand];
  const char *last = invocation->operands->pdata[invocation->operands->len - 1];
  const char *other = operand == 0 ? last : invocation->operands->pdata[0];
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *others = g_path_get_basename (other);

  return g_str_equal (base, others) && !g_str_equal (path, other) ? g_strdup (path) : g_steal_pointer (&base);
}

static gboolean
choose (WfInvocation *invocation, gsize operand, GPtrArray *traces, gint64 number, Run *run, GError **error)
{
  g_autofree char *base = name_operand (invocation, operand);

  if (number < 0 && traces->len > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("%s holds %u runs; say which two to compare: --runs I,J"), base, traces->len);
      return FALSE;
    }
  if (number >= traces->len)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--runs: %s has no run %d; its runs are 0 to %u"), base, (int) number, traces->len - 1);
      return FALSE;
    }
  run->trace = wf_trace_ref (g_ptr_array_index (traces, MAX (number, 0)));
  run->name = traces->len > 1 ? g_strdup_printf ("%s#%d", base, (int) number) : g_steal_pointer (&base);
  return TRUE;
}

static gboolean
compare_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (GPtrArray) first =
      wf_invocation_resolve_compared (invocation, error) ? read_file (invocation, 0, error) : NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_auto (Run) one = { NULL, NULL };
  g_auto (Run) other = { NULL, NULL };
  g_autoptr (WfRunComparison) comparison = NULL;
  gsize last = invocation->operands->len - 1;
  gint64 runs[2];

  if (first == NULL || !parse_runs (invocation, runs, error))
    return FALSE;
  second = last == 0 ? g_ptr_array_ref (first) : read_file (invocation, 1, error);
  if (second == NULL || !choose (invocation, 0, first, runs[0], &one, error) ||
      !choose (invocation, last, second, runs[1], &other, error))
    return FALSE;
  if (last == 0 && one.trace == other.trace)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("That is one run; name two logs, or two runs of a file: --runs I,J"));
      return FALSE;
    }
  wf_invocation_start (invocation);
  comparison = wf_compare_runs (one.trace, other.trace, invocation->progress, error);
  wf_invocation_stop (invocation);
  if (comparison == NULL)
    return FALSE;
  if (wf_invocation_has (invocation, "redact"))
    {
      g_autoptr (WfRunComparison) shown = g_steal_pointer (&comparison);

      comparison = wf_run_comparison_redact (shown);
    }
  if (invocation->is_json)
    print_json (invocation, comparison, &one, &other);
  else
    print_text (invocation, comparison);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_run_comparison_report (comparison, one.name, other.name, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

const WfCommand wf_command_compare_runs = {
  .id = "compare-runs",
  .summary = N_ ("Align two runs of the same task and say where they part"),
  .usage = N_ ("LOG [LOG] [--runs I,J]"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli compare-runs failed.json succeeded.json\n"
                     "  wherefore-cli compare-runs trials.json --runs 0,1 --report where.pdf"),
  .options = options,
  .min_operands = 1,
  .max_operands = 2,
  .run = compare_run,
};
