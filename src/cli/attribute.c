/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cli/attribute-private.h"
#include "cli/text-output.h"
#include "core/attribute/blame.h"
#include "core/attribute/judged.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/trace/logs.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "repair", 0, N_ ("STEP[=q],..."),
    N_ ("What if these steps had been right, or had only q (0 to 1) of their fault") },
  { "judge", 0, N_ ("URL"),
    N_ ("Ask the language model behind an OpenAI-compatible address about the first suspects; needs "
        "--judge-model. "
        "A key is taken from WHEREFORE_JUDGE_KEY") },
  { "judge-model", 0, N_ ("M"), N_ ("The model to ask") },
  { "judge-preview", 0, NULL, N_ ("Print exactly what would be sent to the judge, and send nothing") },
  { "redact", 0, NULL, N_ ("In answer and report, replace what was said by its length and a hash") },
  { "profile", 0, N_ ("NAME|FILE"),
    N_ ("How to weigh the steps; without it the profile that fits the shape of the log") },
  { "causes", 0, NULL,
    N_ ("Of many runs: also search what makes their steps deficient, and what context explains") },
  { "use-causes", 0, NULL,
    N_ ("Like --causes, and the structural model of every run sees deficiency by the weights that are "
        "found") },
  { "links", 0, NULL, N_ ("Also say which step uses which, how strongly, and how that is known") },
  { "run", 0, N_ ("N"), N_ ("Of a file that holds several runs, the one to look at; they count from 0") },
  { "graph", 'g', N_ ("FILE"), N_ ("Of a table: the causal graph, in any format of “list formats”") },
  { "target", 't', N_ ("Y"), N_ ("Of a table: the variable asked about") },
  { "row", 0, N_ ("N,..."),
    N_ ("Why Y is unusual in this row, judged by the others; several, or all: on average. They count from 0; "
        "with "
        "--against they are rows of that table, judged by the first") },
  { "against", 0, N_ ("TABLE"), N_ ("Why Y is distributed otherwise in this second table") },
  { "arrows", 0, NULL, N_ ("How strong each arrow is, into Y or of the whole graph") },
  { "intrinsic", 0, NULL, N_ ("Where the spread of Y comes from") },
  { "model", 0, N_ ("KIND"),
    N_ ("Kind of the mechanisms; “wherefore-cli list models” (default: by the data)") },
  { NULL },
};

static void
add_suspects (JsonBuilder *builder, WfBlame *blame)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  gsize n_steps;
  const gsize *ranking = wf_blame_get_ranking (blame, &n_steps);

  json_builder_set_member_name (builder, "suspects");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_steps; i++)
    {
      json_builder_begin_object (builder);
      wf_json_set_int (builder, "step", (gint64) ranking[i]);
      wf_json_set_string (builder, "agent", wf_trace_get_agent (trace, ranking[i]));
      wf_json_set_number (builder, "probability", wf_blame_get_probability (blame, ranking[i]));
      json_builder_set_member_name (builder, "reasons");
      wf_json_add_strings (builder, wf_blame_get_reasons (blame, ranking[i]));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Shares that are drawn come with their 95 % interval. */
static void
add_shapley (JsonBuilder *builder, WfBlame *blame, gsize agent)
{
  double share = wf_blame_get_agent_shapley (blame, agent);
  double error = wf_blame_get_agent_shapley_error (blame, agent);
  double interval[] = { share - error, share + error };

  wf_json_set_number (builder, "shapley", share);
  if (!wf_blame_is_shapley_exact (blame))
    wf_json_set_numbers (builder, "shapley_interval", interval, G_N_ELEMENTS (interval));
}

static void
add_agents (JsonBuilder *builder, WfBlame *blame)
{
  const char *const *agents = wf_trace_get_agents (wf_blame_get_trace (blame));

  json_builder_set_member_name (builder, "agents");
  json_builder_begin_array (builder);
  for (gsize i = 0; agents[i] != NULL; i++)
    {
      if (wf_trace_is_environment (wf_blame_get_trace (blame), i))
        continue;
      json_builder_begin_object (builder);
      wf_json_set_string (builder, "agent", agents[i]);
      wf_json_set_number (builder, "blame", wf_blame_get_agent_blame (blame, i));
      add_shapley (builder, blame, i);
      wf_json_set_number (builder, "counterfactual", wf_blame_get_agent_counterfactual (blame, i));
      wf_json_set_number (builder, "structural_blame", wf_blame_get_agent_structural_blame (blame, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (WfInvocation *invocation, WfBlame *blame, const GArray *repairs, WfSuggestions *suggestions)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  WfTrace *trace = wf_blame_get_trace (blame);

  json_builder_begin_object (builder);
  wf_json_set_int (builder, "steps", (gint64) wf_trace_get_n_steps (trace));
  json_builder_set_member_name (builder, "agents_seen");
  wf_json_add_strings (builder, wf_trace_get_agents (trace));
  add_suspects (builder, blame);
  add_agents (builder, blame);
  wf_json_set_string (builder, "profile", wf_blame_get_profile (blame));
  if (wf_blame_get_judge (blame) != NULL)
    wf_json_set_string (builder, "judge", wf_blame_get_judge (blame));
  wf_json_set_boolean (builder, "low_evidence", wf_blame_is_low_evidence (blame));
  wf_attribute_add_repairs (builder, blame, repairs);
  wf_attribute_add_suggestions (builder, blame, suggestions);
  if (wf_invocation_has (invocation, "links"))
    wf_attribute_add_links (builder, blame);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_suspects (WfInvocation *invocation, WfBlame *blame)
{
  const char *heads[] = { _ ("suspect"), _ ("step"), _ ("agent"), _ ("probability"), _ ("why"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("eeses", heads);
  gsize n_steps, n_suspects = wf_blame_get_n_suspects (blame);
  const gsize *ranking = wf_blame_get_ranking (blame, &n_steps);

  for (gsize i = 0; i < MIN (n_steps, n_suspects); i++)
    {
      g_autofree char *rank = g_strdup_printf ("%" G_GSIZE_FORMAT, i + 1);
      g_autofree char *step = g_strdup_printf ("%" G_GSIZE_FORMAT, ranking[i]);
      g_autofree char *probability = wf_format_number (wf_blame_get_probability (blame, ranking[i]));
      g_autofree char *why = g_strjoinv ("; ", (char **) wf_blame_get_reasons (blame, ranking[i]));
      const char *cells[] = { rank,        step, wf_trace_get_agent (wf_blame_get_trace (blame), ranking[i]),
                              probability, why,  NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
}

/* "0.43", or "0.43 ± 0.01" of permutations */
static char *
format_shapley (WfBlame *blame, gsize agent)
{
  g_autofree char *share = wf_format_number (wf_blame_get_agent_shapley (blame, agent));
  g_autofree char *error = wf_format_number (wf_blame_get_agent_shapley_error (blame, agent));

  return wf_blame_is_shapley_exact (blame) ? g_steal_pointer (&share)
                                           : g_strdup_printf ("%s ± %s", share, error);
}

static void
print_agents (WfInvocation *invocation, WfBlame *blame)
{
  const char *heads[] = { _ ("agent"), _ ("blame"), _ ("Shapley"), _ ("counterfactual"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("seee", heads);
  WfTrace *trace = wf_blame_get_trace (blame);
  const char *const *agents = wf_trace_get_agents (trace);

  for (gsize i = 0; agents[i] != NULL; i++)
    {
      g_autofree char *share = wf_format_number (wf_blame_get_agent_blame (blame, i));
      g_autofree char *shapley = format_shapley (blame, i);
      g_autofree char *without = wf_format_number (wf_blame_get_agent_counterfactual (blame, i));
      const char *cells[] = { agents[i], share, shapley, without, NULL };

      if (!wf_trace_is_environment (trace, i))
        wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
}

static void
print_text (WfInvocation *invocation, WfBlame *blame, const GArray *repairs, WfSuggestions *suggestions)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  const char *const *agents = wf_trace_get_agents (trace);

  gsize n_steps = wf_trace_get_n_steps (trace);
  guint n_agents = g_strv_length ((char **) agents);
  g_autofree char *steps =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu step", "%zu steps", n_steps), n_steps);
  g_autofree char *speakers =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u speaker", "%u speakers", n_agents), n_agents);

  /* Translators: "9 steps, 5 speakers; profile default; the evidence is low" */
  g_string_append_printf (invocation->out, _ ("%s, %s; profile %s%s\n"), steps, speakers,
                          wf_blame_get_profile (blame),
                          wf_blame_is_without_choice (blame) ? _ ("; only one step can bear blame, so that "
                                                                  "its probability says nothing")
                          : wf_blame_is_low_evidence (blame) ? _ ("; the evidence is low")
                                                             : "");
  if (wf_trace_get_outcome (trace) == WF_RUN_SUCCEEDED)
    g_string_append (invocation->out,
                     _ ("The log says that the run succeeded: these steps would be to blame if it "
                        "had failed.\n"));
  if (wf_blame_get_judge (blame) != NULL)
    g_string_append_printf (invocation->out, _ ("judged by %s\n"), wf_blame_get_judge (blame));
  g_string_append_c (invocation->out, '\n');
  print_suspects (invocation, blame);
  g_string_append_c (invocation->out, '\n');
  print_agents (invocation, blame);
  wf_attribute_print_repairs (invocation->out, blame, repairs);
  wf_attribute_print_suggestions (invocation->out, blame, suggestions);
  if (wf_invocation_has (invocation, "links"))
    wf_attribute_print_links (invocation->out, blame);
}

static gboolean
answer (WfInvocation *invocation, WfBlame *blame, const GArray *repairs, GError **error)
{
  g_autoptr (WfSuggestions) suggestions = wf_blame_suggest (blame, invocation->progress, error);

  if (suggestions == NULL)
    return FALSE;
  if (invocation->is_json)
    print_json (invocation, blame, repairs, suggestions);
  else
    print_text (invocation, blame, repairs, suggestions);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report =
          wf_blame_report (blame, (const WfRepair *) (gconstpointer) repairs->data, repairs->len, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

/* --run N of a file that holds several; the only one of others; NULL without an error when all are asked for
 */
static WfTrace *
choose_run (WfInvocation *invocation, GPtrArray *traces, GError **error)
{
  const char *text = wf_invocation_get (invocation, "run");
  guint64 run = 0;

  if (text == NULL)
    return traces->len == 1 ? wf_trace_ref (g_ptr_array_index (traces, 0)) : NULL;
  if (!g_ascii_string_to_unsigned (text, 10, 0, traces->len - 1, &run, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--run: “%s” is not a run of this file; its runs are 0 to %u"), text, traces->len - 1);
      return NULL;
    }
  return wf_trace_ref (g_ptr_array_index (traces, run));
}

static gboolean
attribute_one (WfInvocation *invocation, WfSource *source, WfTrace *trace, GError **error)
{
  g_autoptr (WfProfile) profile = NULL;
  g_autoptr (WfBlame) blame = NULL;
  g_autoptr (GArray) repairs = NULL;

  if (!wf_attribute_refuse_causes (invocation, error) || !wf_attribute_check_judge (invocation, error) ||
      !wf_invocation_read_profile (invocation, "profile", &profile, error))
    return FALSE;
  wf_invocation_add_input (invocation, source, "steps", wf_trace_get_n_steps (trace), NULL, 0);
  wf_invocation_warn_about (invocation, source, wf_trace_get_notes (trace));
  repairs = wf_attribute_parse_repairs (invocation, trace, error);
  if (repairs == NULL)
    return FALSE;
  wf_invocation_start (invocation);
  blame = wf_attribute_trace (trace, profile, invocation->seed, invocation->progress, error);
  if (blame != NULL && wf_invocation_has (invocation, "judge-preview"))
    return wf_attribute_preview_judge (invocation, blame, error);
  if (blame != NULL && wf_invocation_has (invocation, "judge"))
    {
      g_autoptr (WfBlame) judged = wf_attribute_ask_judge (invocation, blame, error);

      wf_blame_unref (blame);
      blame = g_steal_pointer (&judged);
    }
  wf_invocation_stop (invocation);
  if (blame == NULL)
    return FALSE;
  invocation->method = g_strdup ("step-blame");
  if (wf_invocation_has (invocation, "redact"))
    {
      g_autoptr (WfBlame) redacted = wf_blame_redact (blame);

      return answer (invocation, redacted, repairs, error);
    }
  return answer (invocation, blame, repairs, error);
}

static gboolean
check_single (WfInvocation *invocation, GError **error)
{
  static const char *const options_of_one[] = { "repair",      "links",         "run", "judge",
                                                "judge-model", "judge-preview", NULL };

  for (gsize i = 0; options_of_one[i] != NULL; i++)
    if (wf_invocation_has (invocation, options_of_one[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                     _ ("--%s is about one run; name one file, and --run for a file that holds several"),
                     options_of_one[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
attribute_many (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfCorpus) corpus = NULL;

  if (!check_single (invocation, error))
    return FALSE;
  corpus = wf_invocation_read_corpus (invocation, error);
  return corpus != NULL && wf_attribute_answer_corpus (invocation, corpus, error);
}

/* A file that holds several runs, and none was chosen. */
static gboolean
attribute_file (WfInvocation *invocation, WfSource *source, GPtrArray *traces, GError **error)
{
  g_autoptr (WfCorpus) corpus = NULL;

  if (!check_single (invocation, error))
    return FALSE;
  for (guint i = 0; i < traces->len; i++)
    wf_invocation_warn_about (invocation, source, wf_trace_get_notes (g_ptr_array_index (traces, i)));
  corpus = wf_corpus_new_from_source (source, traces);
  if (!wf_invocation_check_runs (invocation, corpus, error))
    return FALSE;
  wf_invocation_add_input (invocation, source, "runs", traces->len, NULL, 0);
  return wf_attribute_answer_corpus (invocation, corpus, error);
}

/* What can't be read as a log may be a table: then the formats of logs don't matter. */
static gboolean
is_table (WfSource *source)
{
  static const char *const endings[] = { ".csv", ".tsv", ".csv.gz", ".tsv.gz" };
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, NULL);

  if (format == NULL)
    return FALSE;
  if (!g_str_equal (format->id, "csv") && !g_str_equal (format->id, "tsv"))
    return TRUE;
  /* any text may be lines of fields, so its name decides */
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (wf_source_get_name (source), endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
hint_at_table (WfSource *source, GError **error)
{
  /* a log that is broken may well look like records, too */
  if (source == NULL || !is_table (source) || wf_logs_is_log (source))
    return FALSE;
  g_clear_error (error);
  g_set_error (
      error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
      _ ("%s is a table, not an agent log. To attribute what is in it, name its causal graph and what "
         "is asked: --graph FILE --target Y --row N"),
      wf_source_get_name (source));
  return FALSE;
}

static void
list_params (GArray *sets)
{
  wf_attribute_list_params (sets);
  wf_attribute_list_table_params (sets);
}

static gboolean
attribute_run (WfInvocation *invocation, GError **error)
{
  const char *path;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GPtrArray) traces = NULL;
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (GError) failure = NULL;

  if (wf_attribute_is_about_table (invocation))
    return wf_attribute_table (invocation, error);
  if (!wf_attribute_check_causes (invocation, error) || !wf_invocation_resolve_logs (invocation, error))
    return FALSE;
  path = invocation->operands->pdata[0];
  if (invocation->operands->len > 1 || g_file_test (path, G_FILE_TEST_IS_DIR))
    return attribute_many (invocation, error);
  source = wf_invocation_open (invocation, path, error);
  traces = source != NULL ? wf_traces_read (source, invocation->progress, error) : NULL;
  if (traces == NULL)
    return hint_at_table (source, error);
  trace = choose_run (invocation, traces, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return trace != NULL ? attribute_one (invocation, source, trace, error)
                       : attribute_file (invocation, source, traces, error);
}

const WfCommand wf_command_attribute = {
  .id = "attribute",
  .summary = N_ ("Which step of a failed agent run is to blame, or which variable of a table"),
  .usage = N_ ("LOG|FOLDER... [--repair STEP] [--causes] | TABLE --graph FILE --target Y --row N"),
  .description =
      N_ ("Steps count from 0. Examples:\n"
          "  wherefore-cli attribute run.json\n"
          "  wherefore-cli attribute run.json --repair 1 --report run.pdf\n"
          "  wherefore-cli attribute runs/ --report runs.pdf\n"
          "  wherefore-cli attribute runs/ --causes --alpha 0.01\n"
          "  wherefore-cli attribute runs/ --use-causes --json\n"
          "  wherefore-cli attribute requests.csv --graph calls.dot --target latency --row 17\n"
          "  wherefore-cli attribute june.csv --against july.csv --graph calls.dot --target latency\n"
          "  wherefore-cli attribute requests.csv --graph calls.dot --arrows"),
  .options = options,
  .min_operands = 1,
  .max_operands = G_MAXUINT,
  .reads_table = TRUE,
  .list_params = list_params,
  .run = attribute_run,
};
