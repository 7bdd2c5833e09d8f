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
#include "core/model/implications.h"
#include "core/model/model-report.h"
#include "writers/json-values.h"

#define MAX_NAMED 5 /* contradicted independences in one sentence */

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph, in any format of “list formats”") },
  { "model", 0, N_ ("KIND"),
    N_ ("Kind of the mechanisms; “wherefore-cli list models” (default: by the data)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  wf_params_add_models (sets);
  wf_params_add_formats (sets);
}

static void
add_numbers (JsonBuilder *builder, WfModel *model, guint node)
{
  gsize n;
  const double *coefficients = wf_model_get_coefficients (model, node, &n);
  const double *cpt;

  if (coefficients != NULL)
    {
      wf_json_set_number (builder, "intercept", wf_model_get_intercept (model, node));
      wf_json_set_numbers (builder, "coefficients", coefficients, n);
    }
  if (wf_table_get_kind (wf_model_get_table (model), node) == WF_COLUMN_CONTINUOUS)
    wf_json_set_number (builder, "noise_sd", wf_model_get_residual_sd (model, node));
  cpt = wf_model_get_cpt (model, node, &n);
  if (cpt != NULL)
    wf_json_set_numbers (builder, "probabilities", cpt, n);
}

static void
add_mechanism (JsonBuilder *builder, WfModel *model, guint node)
{
  WfGraph *graph = wf_model_get_graph (model);
  const WfMechanism *mechanism = wf_model_get_mechanism (model, node);
  g_autofree char *words = wf_model_describe (model, node);
  double alone, held_out = wf_model_get_held_out (model, node, &alone);
  const char *reason;
  gboolean is_weak = wf_model_is_weak (model, node, &reason);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "node", wf_graph_get_name (graph, node));
  wf_json_set_string (builder, "kind", wf_mechanism_get_kind (mechanism)->id);
  json_builder_set_member_name (builder, "parents");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < n_parents; k++)
    json_builder_add_string_value (builder, wf_graph_get_name (graph, parents[k]));
  json_builder_end_array (builder);
  wf_json_set_string (builder, "mechanism", words);
  add_numbers (builder, model, node);
  wf_json_set_number (builder, "r_squared", wf_model_get_r_squared (model, node));
  wf_json_set_number (builder, "held_out", held_out);
  wf_json_set_number (builder, "held_out_alone", alone);
  wf_json_set_number (builder, "noise_p_value", wf_model_get_residual_p_value (model, node));
  wf_json_set_boolean (builder, "weak", is_weak);
  wf_json_set_string (builder, "reason", reason);
  wf_json_set_int (builder, "rows", (gint64) wf_model_get_n_rows_used (model, node));
  json_builder_end_object (builder);
}

/* Those that the data contradict come first. */
static guint
count_rejected (GArray *implications)
{
  guint n = 0;

  while (n < implications->len && g_array_index (implications, WfImplication, n).is_rejected)
    n++;
  return n;
}

static void
add_implications (JsonBuilder *builder, WfGraph *graph, GArray *implications)
{
  guint n_rejected = count_rejected (implications);

  json_builder_begin_object (builder);
  wf_json_set_int (builder, "tested", implications->len);
  json_builder_set_member_name (builder, "contradicted");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_rejected; i++)
    {
      const WfImplication *one = &g_array_index (implications, WfImplication, i);
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, one->y, &n_parents);

      json_builder_begin_object (builder);
      wf_json_set_string (builder, "a", wf_graph_get_name (graph, one->x));
      wf_json_set_string (builder, "b", wf_graph_get_name (graph, one->y));
      json_builder_set_member_name (builder, "given");
      json_builder_begin_array (builder);
      for (gsize k = 0; k < n_parents; k++)
        json_builder_add_string_value (builder, wf_graph_get_name (graph, parents[k]));
      json_builder_end_array (builder);
      wf_json_set_number (builder, "p", one->p_value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* implications: nullable: not tested */
static void
print_json (WfInvocation *invocation, WfModel *model, GArray *implications)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "kind", wf_model_get_kind (model));
  json_builder_set_member_name (builder, "graph");
  wf_json_add_graph (builder, wf_model_get_graph (model));
  json_builder_set_member_name (builder, "mechanisms");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_nodes; i++)
    add_mechanism (builder, model, i);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "independences");
  if (implications != NULL)
    add_implications (builder, wf_model_get_graph (model), implications);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
add_row (WfTextTable *table, WfModel *model, guint node)
{
  double alone, held_out = wf_model_get_held_out (model, node, &alone);
  const WfMechanism *mechanism = wf_model_get_mechanism (model, node);
  g_autofree char *r_squared = wf_format_number (wf_model_get_r_squared (model, node));
  g_autofree char *gain =
      wf_format_difference (wf_mechanism_get_n_parents (mechanism) > 0 ? alone : NAN, held_out);
  double p = wf_model_get_residual_p_value (model, node);
  g_autofree char *p_value = p < 0.001 ? g_strdup ("< 0.001") : wf_format_number (p);
  g_autofree char *rows = wf_format_count (wf_model_get_n_rows_used (model, node));
  const char *cells[] = { wf_graph_get_name (wf_model_get_graph (model), node),
                          wf_mechanism_get_kind (mechanism)->id,
                          r_squared,
                          gain,
                          p_value,
                          rows,
                          wf_model_is_weak (model, node, NULL) ? _ ("weak") : "",
                          NULL };

  wf_text_table_add_row (table, cells);
}

/* "hits, errors given cache (p < 0.001)" */
static void
append_implication (GString *text, WfGraph *graph, const WfImplication *one)
{
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, one->y, &n_parents);
  g_autofree char *p = one->p_value < 0.001 ? g_strdup ("p < 0.001") : NULL;

  g_string_append_printf (text, "%s, %s", wf_graph_get_name (graph, one->x),
                          wf_graph_get_name (graph, one->y));
  for (gsize k = 0; k < n_parents; k++)
    g_string_append_printf (text, "%s%s", k == 0 ? _ (" given ") : ", ",
                            wf_graph_get_name (graph, parents[k]));
  if (p == NULL)
    {
      g_autofree char *number = wf_format_number (one->p_value);

      p = g_strdup_printf ("p = %s", number);
    }
  g_string_append_printf (text, " (%s)", p);
}

/* Whether links are missing: what the graph says of independence, and the data of that. */
static char *
describe_implications (WfGraph *graph, GArray *implications)
{
  guint n_rejected = implications != NULL ? count_rejected (implications) : 0;
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_pairs = n_nodes > 0 ? n_nodes * (n_nodes - 1) / 2 : 0;
  g_autoptr (GString) text = g_string_new (NULL);

  if (implications == NULL || (implications->len == 0 && wf_graph_get_n_edges (graph) < n_pairs))
    return g_strdup (_ ("Whether links are missing was not tested."));
  if (implications->len == 0)
    return g_strdup (_ ("The graph links every pair of variables, so that no link can be missing."));
  if (n_rejected == 0)
    return g_strdup_printf (
        ngettext ("The data don’t contradict the %u independence of the graph (Holm, 0.05).",
                  "The data contradict none of the %u independences of the graph (Holm, 0.05).",
                  implications->len),
        implications->len);
  g_string_append_printf (
      text,
      ngettext ("The data contradict %u of %u independence of the graph, so that links may "
                "be missing or wrong (Holm, 0.05): ",
                "The data contradict %u of %u independences of the graph, so that links may "
                "be missing or wrong (Holm, 0.05): ",
                implications->len),
      n_rejected, implications->len);
  for (guint i = 0; i < MIN (n_rejected, MAX_NAMED); i++)
    {
      g_string_append (text, i > 0 ? "; " : "");
      append_implication (text, graph, &g_array_index (implications, WfImplication, i));
    }
  if (n_rejected > MAX_NAMED)
    g_string_append_printf (text, _ ("; and %u more"), n_rejected - MAX_NAMED);
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_text (WfInvocation *invocation, WfModel *model, GArray *implications)
{
  const char *heads[] = { _ ("variable"), _ ("kind"), _ ("R²"), _ ("gain"),
                          _ ("noise p"),  _ ("rows"), "",       NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("sseeees", heads);
  g_autofree char *conclusion = wf_model_conclude (model);
  g_autofree char *independences = describe_implications (wf_model_get_graph (model), implications);
  g_autofree char *printable_independences = wf_text_make_printable (independences, TRUE);
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (model));

  wf_text_append_wrapped (invocation->out, conclusion, 0);
  g_string_append_c (invocation->out, '\n');
  wf_text_append_wrapped (invocation->out, printable_independences, 0);
  g_string_append (invocation->out, "\n\n");
  for (guint i = 0; i < n_nodes; i++)
    add_row (table, model, i);
  wf_text_table_print (table, invocation->out);
  wf_text_append_wrapped (
      invocation->out,
      _ ("gain: nats a row over no causes, on rows held out; noise p: p-value of noise that is "
         "independent of the causes"),
      0);
  g_string_append (invocation->out, "\n\n");
  for (guint i = 0; i < n_nodes; i++)
    {
      g_autofree char *words = wf_model_describe (model, i);
      g_autofree char *printable = wf_text_make_printable (words, TRUE);

      /* the words for a continuous variable begin with its name */
      if (wf_mechanism_get_n_levels (wf_model_get_mechanism (model, i)) > 0)
        {
          g_autofree char *name =
              wf_text_make_printable (wf_graph_get_name (wf_model_get_graph (model), i), TRUE);

          g_string_append_printf (invocation->out, "%s: ", name);
        }
      wf_text_append_wrapped (invocation->out, printable, 4);
      g_string_append_c (invocation->out, '\n');
    }
}

/* --output with the ending of a model's format is for the model, and the answer is then printed only when
 * JSON was asked for; FILE.txt takes what is printed. */
static gboolean
wants_model (WfInvocation *invocation)
{
  const char *path = wf_invocation_get (invocation, "output");

  return path != NULL && wf_formats_find_for_writing (path, WF_CONTENT_MODEL, NULL) != NULL;
}

static gboolean
check_ending (WfInvocation *invocation, GError **error)
{
  static const char *const text[] = { "txt", NULL };

  return wf_invocation_check_ending (invocation, text, NULL) ||
         wf_invocation_check_format (invocation, "output", WF_CONTENT_MODEL, error);
}

static gboolean
write_model (WfInvocation *invocation, WfModel *model, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  if (!wf_model_write (model, file, error))
    return FALSE;
  wf_invocation_tell (invocation, _ ("written: %s (%s)"), path,
                      _ (wf_formats_find_for_writing (path, WF_CONTENT_MODEL, NULL)->name));
  return TRUE;
}

static gboolean
answer (WfInvocation *invocation, WfModel *model, GArray *implications, GError **error)
{
  if (invocation->is_json)
    print_json (invocation, model, implications);
  else if (!wants_model (invocation))
    print_text (invocation, model, implications);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_model_report (model, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wants_model (invocation) ? write_model (invocation, model, error)
                                  : wf_invocation_redirect (invocation, error);
}

/* A table that the test can't judge is no reason to have no model. */
static GArray *
test_graph (WfInvocation *invocation, WfModel *model)
{
  g_autoptr (GError) failure = NULL;
  GArray *implications = wf_model_test_implications (model, invocation->progress, &failure);

  if (failure != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("whether links are missing was not tested: %s"), failure->message);

      wf_invocation_warn (invocation, (const char *const[]){ text, NULL });
    }
  return implications;
}

static gboolean
fit_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (GArray) implications = NULL;

  if (!check_ending (invocation, error) || !wf_invocation_read_pair (invocation, &table, &graph, error))
    return FALSE;
  wf_invocation_start (invocation);
  model = wf_invocation_fit_model (invocation, table, graph, error);
  /* how well it fits is part of the work */
  if (model != NULL && wf_graph_get_n_nodes (graph) > 0)
    wf_model_is_weak (model, 0, NULL);
  if (model != NULL)
    implications = test_graph (invocation, model);
  wf_invocation_stop (invocation);
  return model != NULL && answer (invocation, model, implications, error);
}

const WfCommand wf_command_fit = {
  .id = "fit",
  .summary = N_ ("The mechanism of every variable, and how well it fits"),
  .usage = N_ ("TABLE --graph FILE"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli fit proteins.csv --graph graph.dot\n"
                     "  wherefore-cli fit proteins.csv --graph graph.dot --mechanisms erk=spline\n"
                     "    --report model.pdf\n"
                     "  wherefore-cli fit survey.csv --graph graph.dot -o model.bif\n"
                     "-o FILE with the ending of a model’s format (.json, .bif, .xdsl, .net …) writes the "
                     "model, FILE.txt the answer."),
  .options = options,
  .reads_table = TRUE,
  .has_formats = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = fit_run,
};
