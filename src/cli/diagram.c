/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/diagram/diagram-figure.h"
#include "core/table/bins.h"
#include "render/picture.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"), N_ ("The causal graph: DOT, Tetrad or JSON; latent nodes and ↔ are hidden") },
  { "cut", 0, N_ ("X"), N_ ("The variable whose box is cut") },
  { "outcome", 0, N_ ("C"), N_ ("The variable that is looked at") },
  { "smoothing", 0, N_ ("N"), N_ ("Rows added to each combination of states (default: 0)") },
  { "bins", 0, N_ ("N"), N_ ("Cut continuous columns into this many intervals, 2 to 100") },
  { NULL },
};

/* what was asked and what came out; the comb is NULL without --cut */
typedef struct
{
  WfDiagram *observed; /* before the cut */
  WfDiagram *diagram;  /* after it */
  WfComb *comb;
  double *cut; /* of the fitted model, as the comb's effect; NULL where the graph hides something */
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->observed, wf_diagram_unref);
  g_clear_pointer (&self->diagram, wf_diagram_unref);
  g_clear_pointer (&self->comb, wf_comb_unref);
  g_free (self->cut);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
list_params (GArray *sets)
{
  wf_params_add_formats (sets);
}

static const char *const *
get_levels (WfComb *comb, const char *object, gsize *n)
{
  WfDiagram *joint = wf_comb_get_joint (comb);
  const char *const *levels = wf_diagram_get_levels (joint, (guint) wf_diagram_find_object (joint, object));

  *n = g_strv_length ((GStrv) levels);
  return levels;
}

/* {"yes": {"0": 0.25, "1": 0.75}}, or null */
static void
set_numbers (JsonBuilder *builder, const char *name, WfComb *comb, const double *values)
{
  WfBridge *bridge = wf_comb_get_bridge (comb);
  gsize n_x, n_c;
  const char *const *treatments = get_levels (comb, wf_bridge_get_treatment (bridge), &n_x);
  const char *const *outcomes = get_levels (comb, wf_bridge_get_outcome (bridge), &n_c);

  json_builder_set_member_name (builder, name);
  if (values == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  for (gsize x = 0; x < n_x; x++)
    {
      json_builder_set_member_name (builder, treatments[x]);
      json_builder_begin_object (builder);
      for (gsize c = 0; c < n_c; c++)
        wf_json_set_number (builder, outcomes[c], values[x * n_c + c]);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, const Answer *answer)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  if (answer->comb != NULL)
    {
      WfBridge *bridge = wf_comb_get_bridge (answer->comb);
      g_autofree char *reason = wf_bridge_describe (bridge);
      gsize n;

      set_numbers (builder, "observed", answer->comb, wf_comb_get_observed (answer->comb, &n));
      set_numbers (builder, "cut", answer->comb, answer->cut);
      set_numbers (builder, "comb", answer->comb, wf_comb_get_effect (answer->comb, &n));
      set_numbers (builder, "lower", answer->comb, wf_comb_get_bounds (answer->comb, FALSE, &n));
      set_numbers (builder, "upper", answer->comb, wf_comb_get_bounds (answer->comb, TRUE, &n));
      json_builder_set_member_name (builder, "bridge");
      wf_json_add_strings (builder, wf_bridge_get_nodes (bridge));
      json_builder_set_member_name (builder, "context");
      wf_json_add_strings (builder, wf_bridge_get_context (bridge));
      json_builder_set_member_name (builder, "path");
      wf_json_add_strings (builder, wf_bridge_get_path (bridge));
      wf_json_set_boolean (builder, "computable", wf_bridge_get_kind (bridge) != WF_BRIDGE_NONE);
      wf_json_set_string (builder, "reason", reason);
    }
  json_builder_set_member_name (builder, "diagram");
  json_builder_add_value (builder, wf_diagram_to_json (answer->diagram));
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* a probability, in a table with others */
static char *
format_probability (double value)
{
  return isnan (value) ? wf_format_number (value) : g_strdup_printf ("%.4f", value);
}

static void
print_numbers (WfInvocation *invocation, const Answer *answer)
{
  WfBridge *bridge = wf_comb_get_bridge (answer->comb);
  const char *heads[] = { wf_bridge_get_treatment (bridge),
                          wf_bridge_get_outcome (bridge),
                          _ ("observed"),
                          _ ("cut diagram"),
                          _ ("from the data alone"),
                          _ ("between"),
                          NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("sseeee", heads);
  g_autofree char *reason = wf_bridge_describe (bridge);
  gsize n_x, n_c, n;
  const char *const *treatments = get_levels (answer->comb, wf_bridge_get_treatment (bridge), &n_x);
  const char *const *outcomes = get_levels (answer->comb, wf_bridge_get_outcome (bridge), &n_c);
  const double *observed = wf_comb_get_observed (answer->comb, &n),
               *effect = wf_comb_get_effect (answer->comb, &n);
  const double *lower = wf_comb_get_bounds (answer->comb, FALSE, &n),
               *upper = wf_comb_get_bounds (answer->comb, TRUE, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *seen = format_probability (observed[i]);
      g_autofree char *cut = format_probability (answer->cut != NULL ? answer->cut[i] : NAN);
      g_autofree char *comb = format_probability (effect != NULL ? effect[i] : NAN);
      g_autofree char *least = format_probability (lower[i]);
      g_autofree char *most = format_probability (upper[i]);
      g_autofree char *between = g_strdup_printf (_ ("%s and %s"), least, most);
      const char *cells[] = { treatments[i / n_c], outcomes[i % n_c], seen, cut, comb, between, NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_append_wrapped (invocation->out, reason, 0);
  g_string_append (invocation->out, "\n\n");
  wf_text_table_print (table, invocation->out);
}

/* the ending of --output says in what form the diagram is written; FALSE: the answer itself is asked for */
static gboolean
append_diagram (WfInvocation *invocation, WfDiagram *diagram)
{
  const char *path = wf_invocation_get (invocation, "output");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (path != NULL && g_str_has_suffix (path, ".tikz"))
    text = wf_diagram_to_tikz (diagram);
  else if (path != NULL && g_str_has_suffix (path, ".txt"))
    text = wf_diagram_to_text (diagram);
  else if (path != NULL && g_str_has_suffix (path, ".json") && !invocation->is_json)
    {
      node = wf_diagram_to_json (diagram);
      text = wf_json_to_text (node);
    }
  else
    return FALSE;
  g_string_append (invocation->out, text);
  return TRUE;
}

/* one of the pictures' endings of --output, or NULL */
static const char *
find_picture_ending (WfInvocation *invocation)
{
  const char *const *endings = wf_picture_list_endings ();
  const char *path = wf_invocation_get (invocation, "output");
  const char *dot = path != NULL ? strrchr (path, '.') : NULL;

  for (gsize i = 0; dot != NULL && endings[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0)
      return endings[i];
  return NULL;
}

static gboolean
append_picture (WfInvocation *invocation, const Answer *answer, const char *ending, GError **error)
{
  const char *cuts[] = { wf_invocation_get (invocation, "cut"), NULL };
  g_autoptr (WfFigure) figure = wf_diagram_figure_new (answer->observed, cuts, answer->comb);
  g_autoptr (GBytes) bytes = wf_figure_to_picture (figure, ending, invocation->progress, error);
  const char *data;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  g_string_append_len (invocation->out, data, (gssize) size);
  return TRUE;
}

static gboolean
print_answer (WfInvocation *invocation, const Answer *answer, GError **error)
{
  const char *ending = find_picture_ending (invocation);

  if (ending != NULL)
    {
      if (!append_picture (invocation, answer, ending, error))
        return FALSE;
    }
  else if (append_diagram (invocation, answer->diagram))
    ;
  else if (invocation->is_json)
    print_json (invocation, answer);
  else if (answer->comb != NULL)
    print_numbers (invocation, answer);
  else
    {
      g_autofree char *text = wf_diagram_to_text (answer->diagram);

      g_string_append (invocation->out, text);
    }
  if (wf_invocation_wants_report (invocation) && answer->comb != NULL)
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      gsize n;
      g_autoptr (WfReport) report = NULL;

      wf_comb_get_observed (answer->comb, &n);
      report = wf_comb_report (answer->comb, answer->observed, answer->cut, answer->cut != NULL ? n : 0,
                               provenance);
      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

/* P(outcome | do(treatment)) of the diagram after the cut, where all its boxes have matrices; else NULL */
static double *
evaluate_cut (WfInvocation *invocation, WfDiagram *diagram, WfComb *comb, GError **error)
{
  WfBridge *bridge = wf_comb_get_bridge (comb);
  const char *outputs[] = { wf_bridge_get_outcome (bridge), NULL };
  g_autoptr (WfDiagram) one = wf_diagram_with_outputs (diagram, outputs, error);
  gsize n_x, n_c;
  const char *const *treatments = get_levels (comb, wf_bridge_get_treatment (bridge), &n_x);
  g_autofree double *values = NULL;

  if (one == NULL)
    return NULL;
  get_levels (comb, wf_bridge_get_outcome (bridge), &n_c);
  values = g_new (double, n_x *n_c);
  for (gsize x = 0; x < n_x; x++)
    {
      g_autofree char *text = g_strdup_printf ("%s=%s", wf_bridge_get_treatment (bridge), treatments[x]);
      const char *given[] = { text, NULL };
      gsize n;
      g_autofree double *row = wf_diagram_evaluate (one, given, &n, invocation->progress, error);

      if (row == NULL)
        return NULL;
      for (gsize c = 0; c < n_c; c++)
        values[x * n_c + c] = row[c];
    }
  return g_steal_pointer (&values);
}

/* no node or edge of the graph is hidden, and every node has a discrete column */
static gboolean
can_be_fitted (WfTable *table, WfGraph *graph)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  gboolean is_open = TRUE;

  for (gsize i = 0; i < n_edges; i++)
    is_open = is_open && (edges[i].mark_a != WF_MARK_ARROW || edges[i].mark_b != WF_MARK_ARROW);
  for (guint i = 0; i < wf_graph_get_n_nodes (graph) && is_open; i++)
    {
      gssize column = wf_table_find_column (table, wf_graph_get_name (graph, i));

      is_open = !wf_graph_is_latent (graph, i) && column >= 0 &&
                wf_table_get_kind (table, (gsize) column) == WF_COLUMN_DISCRETE;
    }
  return is_open;
}

static WfDiagram *
create_diagram (WfInvocation *invocation, WfTable *table, WfGraph *graph, GError **error)
{
  g_autoptr (WfModel) model = NULL;

  if (!can_be_fitted (table, graph))
    return wf_diagram_new_from_graph (graph, table, NULL, error);
  model = wf_model_fit ("categorical", table, graph, NULL, invocation->progress, error);
  return model != NULL ? wf_diagram_new_from_model (model, NULL, error) : NULL;
}

static WfComb *
compute_comb (WfInvocation *invocation, WfTable *table, WfGraph *graph, GError **error)
{
  const char *x = wf_invocation_get (invocation, "cut"), *c = wf_invocation_get (invocation, "outcome");
  const char *smoothing = wf_invocation_get (invocation, "smoothing");
  char *end = NULL;
  double added = smoothing != NULL ? g_ascii_strtod (smoothing, &end) : 0;

  if (!(added >= 0) || !isfinite (added) || (smoothing != NULL && (end == smoothing || *end != '\0')))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--smoothing: “%s” isn’t a number of rows"), smoothing);
      return NULL;
    }
  return wf_comb_new_from_table (table, graph, x, c, added, invocation->progress, error);
}

static gboolean
compute (WfInvocation *invocation, WfTable *table, WfGraph *graph, Answer *answer, GError **error)
{
  g_autoptr (WfDiagram) diagram = create_diagram (invocation, table, graph, error);
  const char *const smoothed[] = {
    _ ("the joint table was smoothed: numbers from the data alone rest on rows that were added"), NULL
  };

  if (diagram == NULL)
    return FALSE;
  answer->observed = wf_diagram_ref (diagram);
  if (!wf_invocation_has (invocation, "cut"))
    {
      answer->diagram = g_steal_pointer (&diagram);
      return TRUE;
    }
  answer->diagram = wf_diagram_cut (diagram, wf_invocation_get (invocation, "cut"), error);
  answer->comb = answer->diagram != NULL ? compute_comb (invocation, table, graph, error) : NULL;
  if (answer->comb == NULL)
    return FALSE;
  if (wf_invocation_has (invocation, "smoothing"))
    wf_invocation_warn (invocation, smoothed);
  if (!can_be_fitted (table, graph))
    return TRUE;
  answer->cut = evaluate_cut (invocation, answer->diagram, answer->comb, error);
  return answer->cut != NULL;
}

/* --bins: continuous columns become discrete, and the answer says so */
static WfTable *
cut_into_bins (WfInvocation *invocation, WfTable *table, GError **error)
{
  const char *text = wf_invocation_get (invocation, "bins");
  g_autoptr (GString) warning = g_string_new (NULL);
  const char *warnings[] = { NULL, NULL };
  guint64 n_bins;

  if (text == NULL)
    return wf_table_ref (table);
  if (!g_ascii_string_to_unsigned (text, 10, 2, 100, &n_bins, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--bins: “%s” isn’t a number from 2 to 100"), text);
      return NULL;
    }
  for (gsize i = 0; i < wf_table_get_n_columns (table); i++)
    if (wf_table_get_kind (table, i) == WF_COLUMN_CONTINUOUS)
      g_string_append_printf (warning, "%s%s", warning->len > 0 ? ", " : "", wf_table_get_name (table, i));
  if (warning->len > 0)
    {
      g_string_append (
          warning, _ (": cut into bins; the answer is about intervals, and other bins can give another one"));
      warnings[0] = warning->str;
      wf_invocation_warn (invocation, warnings);
    }
  return wf_table_bin (table, NULL, (guint) n_bins, error);
}

static gboolean
diagram_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfTable) read = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_auto (Answer) answer = { 0 };
  gboolean is_done;

  if (!wf_invocation_has (invocation, "graph") ||
      wf_invocation_has (invocation, "cut") != wf_invocation_has (invocation, "outcome"))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Give --graph FILE, and --cut X with --outcome C to see what a cut does"));
      return FALSE;
    }
  if (wf_invocation_wants_report (invocation) && !wf_invocation_has (invocation, "cut"))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("--report tells what a cut does: give --cut X and --outcome C, too"));
      return FALSE;
    }
  read = wf_invocation_read_table (invocation, invocation->operands->pdata[0], error);
  table = read != NULL ? cut_into_bins (invocation, read, error) : NULL;
  if (table == NULL)
    return FALSE;
  graph = wf_invocation_read_graph (invocation, wf_invocation_get (invocation, "graph"), error);
  if (graph == NULL)
    return FALSE;
  wf_invocation_start (invocation);
  is_done = compute (invocation, table, graph, &answer, error);
  wf_invocation_stop (invocation);
  return is_done && print_answer (invocation, &answer, error);
}

const WfCommand wf_command_diagram = {
  .id = "diagram",
  .summary = N_ ("The model as a string diagram: cut a variable, and compute it from the data alone"),
  .usage = N_ ("TABLE --graph FILE [--cut X --outcome C]"),
  .description = N_ (
      "--output FILE.tikz, FILE.txt or FILE.json writes the diagram, after the cut; FILE.svg, FILE.pdf or "
      "FILE.png a picture of it, before and after.\n\n"
      "Examples:\n"
      "  wherefore-cli diagram smoking.csv --graph smoking.dot --cut S --outcome C\n"
      "  wherefore-cli diagram smoking.csv --graph smoking.dot --cut S --outcome C -o cut.svg"),
  .options = options,
  .reads_table = TRUE,
  .writes_picture = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = diagram_run,
};
