/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "core/base/error.h"

#define DEFAULT_ROWS 1000
#define MAX_ROWS     1000000000

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph of a TABLE, in any format of “list formats”") },
  { "rows", 'n', N_ ("N"), N_ ("How many rows to draw (default: 1000)") },
  { "do", 0, N_ ("X=v"),
    N_ ("Draw them after this was done; “wherefore-cli intervene --help” tells what can be done") },
  { "model", 0, N_ ("KIND"), N_ ("Family of the model; “wherefore-cli list models” (default: by the data)") },
  { NULL },
};

static void
list_params (GArray *sets)
{
  wf_params_add_models (sets);
  wf_params_add_formats (sets);
}

static gboolean
read_rows (WfInvocation *invocation, gsize *n_rows, GError **error)
{
  const char *text = wf_invocation_get (invocation, "rows");
  guint64 value = DEFAULT_ROWS;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_ROWS, &value, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--rows: “%s” is no number of rows from 1 to %d"), text, MAX_ROWS);
      return FALSE;
    }
  *n_rows = (gsize) value;
  return TRUE;
}

static void
print_json (WfInvocation *invocation, WfTable *table)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  const char *output = wf_invocation_get (invocation, "output");

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "rows");
  json_builder_add_int_value (builder, (gint64) wf_table_get_n_rows (table));
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (const char *const *name = wf_table_get_names (table); *name != NULL; name++)
    json_builder_add_string_value (builder, *name);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "output");
  json_builder_add_string_value (builder, output);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* The rows are the answer: on standard output as CSV, or in a file by its ending. */
static gboolean
answer (WfInvocation *invocation, WfTable *table, GError **error)
{
  const char *output = wf_invocation_get (invocation, "output");
  g_autoptr (GFile) target = output != NULL ? g_file_new_for_commandline_arg (output) : NULL;
  g_autofree char *text = NULL;

  if (target == NULL)
    {
      text = wf_table_to_text (table, "csv", error);
      if (text != NULL)
        g_string_append (invocation->out, text);
      return text != NULL;
    }
  if (!wf_table_write (table, target, error))
    return FALSE;
  if (invocation->is_json)
    print_json (invocation, table);
  wf_invocation_tell (invocation, _ ("written: %s"), output);
  return TRUE;
}

static gboolean
check_output (WfInvocation *invocation, GError **error)
{
  if (invocation->is_json && !wf_invocation_has (invocation, "output"))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("--json tells about the rows; name the file to write them to with -o FILE"));
      return FALSE;
    }
  return wf_invocation_check_format (invocation, "output", WF_CONTENT_TABLE, error);
}

static gboolean
simulate_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (GPtrArray) interventions = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfSimulation) simulation = NULL;
  g_autoptr (WfTable) drawn = NULL;
  gsize n_rows;

  if (!check_output (invocation, error) || !read_rows (invocation, &n_rows, error))
    return FALSE;
  if (wf_invocation_has (invocation, "do"))
    {
      interventions = wf_invocation_parse_interventions (invocation, error);
      if (interventions == NULL)
        return FALSE;
    }
  if (!wf_invocation_read_subject (invocation, &table, &graph, error))
    return FALSE;
  simulation = wf_invocation_start_simulation (invocation, table, graph, error);
  if (simulation == NULL)
    return FALSE;
  drawn = wf_simulation_sample (
      simulation, interventions != NULL ? (WfIntervention *const *) interventions->pdata : NULL,
      interventions != NULL ? interventions->len : 0, n_rows, invocation->progress, error);
  wf_invocation_stop (invocation);
  return drawn != NULL && answer (invocation, drawn, error);
}

const WfCommand wf_command_simulate = {
  .id = "simulate",
  .summary = N_ ("Draw rows from a model, as it is or after something is done"),
  .usage = N_ ("MODEL|TABLE [--graph FILE] --rows N -o FILE"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli simulate network.bif --rows 10000 -o samples.csv\n"
                     "  wherefore-cli simulate proteins.csv --graph graph.dot --do pka=800 --seed 7"),
  .options = options,
  .reads_table = TRUE,
  .has_no_report = TRUE,
  .has_formats = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = simulate_run,
};
