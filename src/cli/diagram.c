/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/command.h"
#include "cli/convert-picture.h"
#include "cli/diagram-linear.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/diagram/diagram-figure.h"
#include "core/table/bins.h"
#include "render/picture.h"
#include "render/wiring.h"
#include "writers/json-values.h"

static const WfOption options[] = {
  { "graph", 'g', N_ ("FILE"),
    N_ ("The causal graph of a table, in any format of “list formats”; latent nodes and ↔ are hidden") },
  { "cut", 0, N_ ("X"), N_ ("The variable whose box is cut") },
  { "outcome", 0, N_ ("C"), N_ ("The variable that is looked at") },
  { "smoothing", 0, N_ ("N"), N_ ("Rows added to each combination of states (default: 0)") },
  { "bins", 0, N_ ("N"), N_ ("Cut continuous columns into this many intervals, 2 to 100") },
  { NULL },
};

/* what is asked about: a table and a graph, or a model that was read */
typedef struct
{
  WfTable *table;
  WfModel *model;
  WfGraph *graph;
} Subject;

static void
subject_clear (Subject *self)
{
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->graph, wf_graph_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

/* what was asked and what came out; both combs are NULL without --cut */
typedef struct
{
  WfDiagram *observed; /* before the cut */
  WfDiagram *diagram;  /* after it */
  WfComb *comb;
  double *cut; /* of the fitted model, as the comb's effect; NULL where the graph hides something */
  WfLinearComb *linear; /* of continuous columns, instead of the comb */
  WfGaussianMap *linear_cut;
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->observed, wf_diagram_unref);
  g_clear_pointer (&self->diagram, wf_diagram_unref);
  g_clear_pointer (&self->comb, wf_comb_unref);
  g_free (self->cut);
  g_clear_pointer (&self->linear, wf_linear_comb_unref);
  g_clear_pointer (&self->linear_cut, wf_gaussian_map_unref);
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

/* why it is computable, or not */
static void
set_bridge (JsonBuilder *builder, WfBridge *bridge)
{
  g_autofree char *reason = wf_bridge_describe (bridge);

  json_builder_set_member_name (builder, "bridge");
  wf_json_add_strings (builder, wf_bridge_get_nodes (bridge));
  json_builder_set_member_name (builder, "context");
  wf_json_add_strings (builder, wf_bridge_get_context (bridge));
  json_builder_set_member_name (builder, "path");
  wf_json_add_strings (builder, wf_bridge_get_path (bridge));
  wf_json_set_boolean (builder, "computable", wf_bridge_get_kind (bridge) != WF_BRIDGE_NONE);
  wf_json_set_string (builder, "reason", reason);
}

static void
print_json (WfInvocation *invocation, const Answer *answer)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  if (answer->linear != NULL)
    {
      wf_linear_comb_set_json (answer->linear, answer->linear_cut, builder);
      set_bridge (builder, wf_linear_comb_get_bridge (answer->linear));
    }
  if (answer->comb != NULL)
    {
      gsize n;

      set_numbers (builder, "observed", answer->comb, wf_comb_get_observed (answer->comb, &n));
      set_numbers (builder, "cut", answer->comb, answer->cut);
      set_numbers (builder, "comb", answer->comb, wf_comb_get_effect (answer->comb, &n));
      set_numbers (builder, "lower", answer->comb, wf_comb_get_bounds (answer->comb, FALSE, &n));
      set_numbers (builder, "upper", answer->comb, wf_comb_get_bounds (answer->comb, TRUE, &n));
      set_bridge (builder, wf_comb_get_bridge (answer->comb));
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

  if (path != NULL && g_str_has_suffix (path, ".txt"))
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

static gboolean
append_tikz (WfInvocation *invocation, WfFigure *figure, GError **error)
{
  g_autoptr (WfWiring) wiring = wf_wiring_new (figure, NULL, invocation->progress, error);
  g_autofree char *text = wiring != NULL ? wf_wiring_to_tikz (figure, wiring) : NULL;

  if (text == NULL)
    return FALSE;
  g_string_append (invocation->out, text);
  return TRUE;
}

static gboolean
append_picture (WfInvocation *invocation, const Answer *answer, const char *ending, GError **error)
{
  const char *cuts[] = { wf_invocation_get (invocation, "cut"), NULL };
  WfBridge *bridge = answer->comb != NULL     ? wf_comb_get_bridge (answer->comb)
                     : answer->linear != NULL ? wf_linear_comb_get_bridge (answer->linear)
                                              : NULL;
  g_autoptr (WfFigure) figure = wf_diagram_figure_new_bridged (answer->observed, cuts, bridge);
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize size;

  if (g_str_equal (ending, "tikz"))
    return append_tikz (invocation, figure, error);
  bytes = wf_figure_to_picture (figure, ending, invocation->progress, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  g_string_append_len (invocation->out, data, (gssize) size);
  return TRUE;
}

static WfReport *
create_report (WfInvocation *invocation, const Answer *answer)
{
  g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) notes = NULL;
  gsize n;

  if (answer->linear != NULL)
    return wf_linear_comb_report (answer->linear, answer->observed, answer->linear_cut, provenance);
  for (guint i = 0; i < invocation->warnings->len; i++)
    g_strv_builder_add (builder, invocation->warnings->pdata[i]);
  notes = g_strv_builder_end (builder);
  wf_comb_get_observed (answer->comb, &n);
  return wf_comb_report (answer->comb, answer->observed, answer->cut, answer->cut != NULL ? n : 0,
                         (const char *const *) notes, provenance);
}

static gboolean
print_answer (WfInvocation *invocation, const Answer *answer, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  const char *ending = path != NULL ? wf_convert_find_picture (path) : NULL;

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
  else if (answer->linear != NULL)
    wf_linear_comb_print (answer->linear, answer->linear_cut, invocation->out);
  else
    {
      g_autofree char *text = wf_diagram_to_text (answer->diagram);

      g_string_append (invocation->out, text);
    }
  if (wf_invocation_wants_report (invocation) && (answer->comb != NULL || answer->linear != NULL))
    {
      g_autoptr (WfReport) report = create_report (invocation, answer);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}

/* whether all columns of observed nodes are of the kind, as far as there are any */
static gboolean
is_all (const Subject *subject, WfColumnKind kind)
{
  for (guint i = 0; i < wf_graph_get_n_nodes (subject->graph); i++)
    {
      gssize column = wf_table_find_column (subject->table, wf_graph_get_name (subject->graph, i));

      if (column >= 0 && !wf_graph_is_latent (subject->graph, i) &&
          wf_table_get_kind (subject->table, (gsize) column) != kind)
        return FALSE;
    }
  return TRUE;
}

/* linear maps instead of tables */
static gboolean
is_linear (const Subject *subject)
{
  const WfMechanism *first;

  if (subject->model == NULL)
    return is_all (subject, WF_COLUMN_CONTINUOUS);
  first = wf_model_get_mechanism (subject->model, 0);
  return first != NULL && wf_mechanism_get_n_levels (first) == 0;
}

/* no node or edge of the graph is hidden, and every node has a column of the kind that is asked for */
static gboolean
can_be_fitted (const Subject *subject)
{
  WfGraph *graph = subject->graph;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  gboolean is_open = is_all (subject, is_linear (subject) ? WF_COLUMN_CONTINUOUS : WF_COLUMN_DISCRETE);

  for (gsize i = 0; i < n_edges; i++)
    is_open = is_open && (edges[i].mark_a != WF_MARK_ARROW || edges[i].mark_b != WF_MARK_ARROW);
  for (guint i = 0; i < wf_graph_get_n_nodes (graph) && is_open; i++)
    is_open = !wf_graph_is_latent (graph, i) &&
              wf_table_find_column (subject->table, wf_graph_get_name (graph, i)) >= 0;
  return is_open;
}

/* (transfer full): the model of a table; of a project with the tables that were changed by hand */
static WfModel *
fit (WfInvocation *invocation, const Subject *subject, GError **error)
{
  WfModel *model;

  if (wf_invocation_has_changed_tables (invocation, subject->graph))
    return wf_invocation_fit_model (invocation, subject->table, subject->graph, error);
  model = wf_model_fit (is_linear (subject) ? "linear-gaussian" : "categorical", subject->table,
                        subject->graph, NULL, invocation->progress, error);
  if (model != NULL)
    wf_invocation_warn (invocation, wf_model_get_warnings (model));
  return model;
}

static WfDiagram *
create_diagram (WfInvocation *invocation, const Subject *subject, gboolean *is_whole, GError **error)
{
  g_autoptr (WfModel) model = subject->model != NULL ? wf_model_ref (subject->model) : NULL;

  *is_whole = model != NULL || can_be_fitted (subject);
  if (!*is_whole)
    return wf_diagram_new_from_graph (subject->graph, subject->table, NULL, error);
  if (model == NULL)
    model = fit (invocation, subject, error);
  return model != NULL ? wf_diagram_new_from_model (model, NULL, error) : NULL;
}

/* --smoothing; FALSE: no number of rows */
static gboolean
get_smoothing (WfInvocation *invocation, double *added, GError **error)
{
  const char *smoothing = wf_invocation_get (invocation, "smoothing");
  char *end = NULL;

  *added = smoothing != NULL ? g_ascii_strtod (smoothing, &end) : 0;
  if (*added >= 0 && isfinite (*added) && (smoothing == NULL || (end != smoothing && *end == '\0')))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--smoothing: “%s” isn’t a number of rows"), smoothing);
  return FALSE;
}

static gboolean
compute_states (
    WfInvocation *invocation, const Subject *subject, gboolean is_whole, Answer *answer, GError **error)
{
  const char *x = wf_invocation_get (invocation, "cut"), *c = wf_invocation_get (invocation, "outcome");
  const char *const smoothed[] = {
    _ ("the joint table was smoothed: numbers from the data alone rest on rows that were added"), NULL
  };
  double added;
  gsize n;

  if (!get_smoothing (invocation, &added, error))
    return FALSE;
  answer->comb =
      subject->model != NULL
          ? wf_comb_new_from_model (subject->model, x, c, invocation->progress, error)
          : wf_comb_new_from_table (subject->table, subject->graph, x, c, added, invocation->progress, error);
  if (answer->comb == NULL)
    return FALSE;
  if (added > 0)
    wf_invocation_warn (invocation, smoothed);
  answer->cut =
      is_whole ? wf_comb_evaluate_cut (answer->diagram, x, c, &n, invocation->progress, error) : NULL;
  return answer->cut != NULL || !is_whole;
}

static gboolean
compute_linear (
    WfInvocation *invocation, const Subject *subject, gboolean is_whole, Answer *answer, GError **error)
{
  const char *x = wf_invocation_get (invocation, "cut"), *c = wf_invocation_get (invocation, "outcome");
  const char *const assumed[] = { _ ("continuous columns are taken to depend linearly on each other, with "
                                     "Gaussian noise; --bins N does without that"),
                                  NULL };

  if (wf_invocation_has (invocation, "smoothing"))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("--smoothing is for tables of states; give --bins N, too, or leave it out"));
      return FALSE;
    }
  answer->linear =
      subject->model != NULL
          ? wf_linear_comb_new_from_model (subject->model, x, c, invocation->progress, error)
          : wf_linear_comb_new_from_table (subject->table, subject->graph, x, c, invocation->progress, error);
  if (answer->linear == NULL)
    return FALSE;
  if (subject->model == NULL)
    wf_invocation_warn (invocation, assumed);
  answer->linear_cut =
      is_whole ? wf_linear_comb_evaluate_cut (answer->diagram, x, c, invocation->progress, error) : NULL;
  return answer->linear_cut != NULL || !is_whole;
}

static gboolean
compute (WfInvocation *invocation, const Subject *subject, Answer *answer, GError **error)
{
  gboolean is_whole;
  g_autoptr (WfDiagram) diagram = create_diagram (invocation, subject, &is_whole, error);

  if (diagram == NULL)
    return FALSE;
  answer->observed = wf_diagram_ref (diagram);
  if (!wf_invocation_has (invocation, "cut"))
    {
      answer->diagram = g_steal_pointer (&diagram);
      return TRUE;
    }
  answer->diagram = wf_diagram_cut (diagram, wf_invocation_get (invocation, "cut"), error);
  if (answer->diagram == NULL)
    return FALSE;
  return is_linear (subject) ? compute_linear (invocation, subject, is_whole, answer, error)
                             : compute_states (invocation, subject, is_whole, answer, error);
}

/* --bins: continuous columns of the graph become discrete, and the answer says so */
static WfTable *
cut_into_bins (WfInvocation *invocation, WfTable *table, WfGraph *graph, GError **error)
{
  const char *text = wf_invocation_get (invocation, "bins");
  g_auto (GStrv) names = NULL;
  g_autofree char *warning = NULL;
  guint64 n_bins;

  if (text == NULL)
    return wf_table_ref (table);
  if (!g_ascii_string_to_unsigned (text, 10, 2, 100, &n_bins, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--bins: “%s” isn’t a number from 2 to 100"), text);
      return NULL;
    }
  names = wf_diagram_list_continuous (table, graph);
  if (names[0] == NULL)
    return wf_table_ref (table);
  warning = wf_diagram_describe_bins ((const char *const *) names);
  wf_invocation_warn (invocation, (const char *const[]){ warning, NULL });
  return wf_table_bin (table, (const char *const *) names, (guint) n_bins, error);
}

static gboolean
check_options (WfInvocation *invocation, GError **error)
{
  static const char *const endings[] = { "txt", "json", "svg", "pdf", "png", "tikz", "tex", NULL };

  if (!wf_invocation_check_ending (invocation, endings, error))
    return FALSE;
  if (wf_invocation_has (invocation, "cut") != wf_invocation_has (invocation, "outcome"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("Give --cut X with --outcome C to see what a cut does"));
  else if (wf_invocation_wants_report (invocation) && !wf_invocation_has (invocation, "cut"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("--report tells what a cut does: give --cut X and --outcome C, too"));
  else
    return TRUE;
  return FALSE;
}

/* a model has its graph, and is neither binned nor smoothed */
static gboolean
read_model (WfInvocation *invocation, WfSource *source, Subject *subject, GError **error)
{
  if (wf_invocation_has (invocation, "graph") || wf_invocation_has (invocation, "bins") ||
      wf_invocation_has (invocation, "smoothing"))
    {
      g_set_error (
          error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
          _ ("%s is a model, with a graph of its own; --graph, --bins and --smoothing are for tables"),
          wf_source_get_name (source));
      return FALSE;
    }
  subject->model = wf_invocation_parse_model (invocation, source, error);
  if (subject->model == NULL)
    return FALSE;
  subject->graph = wf_graph_ref (wf_model_get_graph (subject->model));
  return TRUE;
}

static gboolean
read_subject (WfInvocation *invocation, Subject *subject, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (invocation, invocation->operands->pdata[0], error);
  g_autoptr (WfTable) read = NULL;
  gboolean is_model;

  if (source == NULL || !wf_invocation_holds_model (invocation, source, &is_model, error))
    return FALSE;
  if (is_model)
    return read_model (invocation, source, subject, error);
  if (!wf_invocation_parse_pair (invocation, source, &read, &subject->graph, error))
    return FALSE;
  subject->table = cut_into_bins (invocation, read, subject->graph, error);
  return subject->table != NULL;
}

static gboolean
diagram_run (WfInvocation *invocation, GError **error)
{
  g_auto (Subject) subject = { 0 };
  g_auto (Answer) answer = { 0 };
  gboolean is_done;

  if (!check_options (invocation, error) || !read_subject (invocation, &subject, error))
    return FALSE;
  wf_invocation_start (invocation);
  is_done = compute (invocation, &subject, &answer, error);
  wf_invocation_stop (invocation);
  return is_done && print_answer (invocation, &answer, error);
}

const WfCommand wf_command_diagram = {
  .id = "diagram",
  .summary = N_ ("The model as a string diagram: cut a variable, and compute it from the data alone"),
  .usage = N_ ("TABLE --graph FILE|MODEL [--cut X --outcome C]"),
  .description =
      N_ ("--output FILE.txt or FILE.json writes the diagram, after the cut; FILE.svg, FILE.pdf, FILE.png or "
          "FILE.tikz (for LaTeX) a picture of it, with the regions f and g.\n\n"
          "Examples:\n"
          "  wherefore-cli diagram smoking.csv --graph smoking.dot --cut S --outcome C\n"
          "  wherefore-cli diagram smoking.csv --graph smoking.dot --cut S --outcome C -o cut.svg"),
  .options = options,
  .reads_table = TRUE,
  .has_formats = TRUE,
  .writes_picture = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .list_params = list_params,
  .run = diagram_run,
};
