/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/formats/formats.h"
#include "core/table/types.h"

#define MAX_LEVELS_SHOWN 6
#define MAX_EDGES_SHOWN  200
#define FEW_EDGES        40 /* more of them stand in an appendix */

/* format: the right form of "%s rows" for n */
static char *
count_things (gsize n, const char *format)
{
  g_autofree char *number = wf_format_count (n);

  return g_strdup_printf (format, number);
}

/* "yes, no", at most a few */
static char *
list_levels (WfTable *table, gsize column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n = wf_table_get_n_levels (table, column);

  for (gsize i = 0; i < MIN (n, MAX_LEVELS_SHOWN); i++)
    {
      g_autofree char *level = wf_report_escape (wf_table_get_level (table, column, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", level);
    }
  if (n > MAX_LEVELS_SHOWN)
    {
      g_autofree char *count = wf_format_count (n);

      g_string_append_printf (text, ", … (%s)", count);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_values (WfTable *table, gsize column)
{
  g_autoptr (WfMarginal) marginal = NULL;
  g_autofree char *mean = NULL;
  g_autofree char *sd = NULL;

  if (wf_table_get_kind (table, column) == WF_COLUMN_DISCRETE)
    return list_levels (table, column);
  if (wf_table_is_calendar (table, column))
    return wf_table_describe_dates (table, column);
  marginal = wf_marginal_new_observed (table, column);
  mean = wf_format_number (wf_marginal_get_mean (marginal));
  sd = wf_format_number (wf_marginal_get_sd (marginal));
  return g_strdup_printf (_ ("mean %s, sd %s"), mean, sd);
}

/* the type where more is known than the kind */
static const char *
describe_type (WfTable *table, gsize column)
{
  WfColumnType type = wf_table_get_column_type (table, column);

  if (type != WF_COLUMN_TYPE_CONTINUOUS && type != WF_COLUMN_TYPE_CATEGORICAL)
    return wf_column_type_get_name (type);
  return wf_table_get_kind (table, column) == WF_COLUMN_DISCRETE ? _ ("discrete") : _ ("continuous");
}

static void
add_column (WfReportBuilder *builder, WfTable *table, gsize column)
{
  g_autofree char *name = wf_report_escape (wf_table_get_name (table, column));
  g_autofree char *missing = wf_format_count (wf_table_get_n_missing (table, column));
  g_autofree char *values = describe_values (table, column);
  const char *cells[] = { name, describe_type (table, column), missing, values };

  wf_report_builder_add_row (builder, cells);
}

static void
add_text (WfReportBuilder *builder, WfTable *table, gsize text)
{
  g_autofree char *name = wf_report_escape (wf_table_get_text_name (table, text));
  g_autofree char *missing = wf_format_count (wf_table_get_n_missing_texts (table, text));
  const char *cells[] = { name, wf_column_type_get_name (WF_COLUMN_TYPE_TEXT), missing, _ ("no variable") };

  wf_report_builder_add_row (builder, cells);
}

/**
 * wf_table_report:
 * @table: a table
 * @provenance: (nullable): where it comes from
 *
 * What a table holds: its columns with kind, number of missing values, and mean and standard deviation or
 * levels; then what the reader noticed. Cost: rows x columns.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_table_report (WfTable *table, WfProvenance *provenance)
{
  const char *heads[] = { _ ("Column"), _ ("Kind"), _ ("Missing"), _ ("Values"), NULL };
  g_autoptr (WfReportBuilder) builder = NULL;
  g_autofree char *n_rows = NULL;
  g_autofree char *n_columns = NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *weights = NULL;
  g_autofree WfTableField *fields = NULL;
  gsize n_fields;
  const char *const *notes;

  g_return_val_if_fail (table != NULL, NULL);

  weights = wf_table_describe_weights (table);
  fields = wf_table_list_fields (table, &n_fields);
  n_rows = count_things (wf_table_get_n_rows (table),
                         g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", wf_table_get_n_rows (table)));
  n_columns =
      count_things (wf_table_get_n_columns (table),
                    g_dngettext (GETTEXT_PACKAGE, "%s column", "%s columns", wf_table_get_n_columns (table)));
  verdict = weights != NULL ? g_strdup_printf (_ ("%s, %s; %s."), n_rows, n_columns, weights)
                            : g_strdup_printf (_ ("%s, %s."), n_rows, n_columns);
  notes = wf_table_get_notes (table);

  builder = wf_report_builder_new (_ ("Data report"), _ ("What the table holds"));
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, verdict);
  for (gsize i = 0; notes != NULL && notes[i] != NULL; i++)
    wf_report_builder_add_note (builder, WF_BLOCK_CALLOUT, notes[i]);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Columns"));
  wf_report_builder_begin_table (builder, heads, "sses", NULL);
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].is_text)
      add_text (builder, table, fields[i].index);
    else
      add_column (builder, table, fields[i].index);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}

static const char *
describe_kind (WfGraphKind kind)
{
  switch (kind)
    {
      case WF_GRAPH_DAG:
        return _ ("a DAG: every edge is a direct cause");
      case WF_GRAPH_CPDAG:
        return _ ("a CPDAG: an edge without arrowhead may point either way");
      case WF_GRAPH_MAG:
        return _ ("a MAG: ↔ stands for a hidden common cause");
      case WF_GRAPH_PAG:
        return _ ("a PAG: a circle may be an arrowhead or none");
      case WF_GRAPH_ADMG:
        return _ ("an ADMG: ↔ stands for a hidden common cause");
      case WF_GRAPH_UNKNOWN:
      default:
        return _ ("of no known kind; it may have a cycle");
    }
}

static gboolean
has_probabilities (const WfEdge *edges, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isnan (edges[i].probability))
      return TRUE;
  return FALSE;
}

static void
add_edges (WfReportBuilder *builder, WfGraph *graph, WfBlockKind heading)
{
  const char *heads[] = { _ ("From"), _ ("Edge"), _ ("To"), _ ("Confidence"), NULL };
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  wf_report_builder_add_text (builder, heading, _ ("Edges"));
  if (!has_probabilities (edges, n_edges))
    heads[3] = NULL;
  wf_report_builder_begin_table (builder, heads, heads[3] != NULL ? "ssse" : "sss", NULL);
  if (heads[3] != NULL)
    wf_report_builder_set_units (builder, (const char *const[]){ NULL, NULL, NULL, "%" });
  for (gsize i = 0; i < MIN (n_edges, MAX_EDGES_SHOWN); i++)
    {
      gboolean is_turned = edges[i].mark_a == WF_MARK_ARROW && edges[i].mark_b == WF_MARK_TAIL;
      WfEdge edge = is_turned ? (WfEdge){ edges[i].b, edges[i].a, edges[i].mark_b, edges[i].mark_a,
                                          edges[i].probability }
                              : edges[i];
      g_autofree char *from = wf_report_escape (wf_graph_get_name (graph, edge.a));
      g_autofree char *to = wf_report_escape (wf_graph_get_name (graph, edge.b));
      g_autofree char *confidence =
          isnan (edge.probability) ? g_strdup ("") : wf_format_points (edge.probability);
      const char *cells[] = { from, wf_marks_to_text (edge.mark_a, edge.mark_b), to, confidence };

      wf_report_builder_add_row (builder, cells);
    }
  if (n_edges > MAX_EDGES_SHOWN)
    {
      g_autofree char *n_more = wf_format_count (n_edges - MAX_EDGES_SHOWN);
      g_autofree char *text = g_strdup_printf (_ ("… and %s more edges."), n_more);

      wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
    }
}

/**
 * wf_graph_report:
 * @graph: a graph
 * @provenance: (nullable): where it comes from
 *
 * What a graph holds: its kind, a picture, and its edges (the first two hundred).
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_graph_report (WfGraph *graph, WfProvenance *provenance)
{
  g_autoptr (WfReportBuilder) builder = NULL;
  g_autoptr (WfFigure) figure = NULL;
  g_autofree char *n_nodes = NULL;
  g_autofree char *n_edges = NULL;
  g_autofree char *verdict = NULL;

  gboolean has_appendix;

  g_return_val_if_fail (graph != NULL, NULL);

  has_appendix = wf_graph_get_n_edges (graph) > FEW_EDGES;
  n_nodes = count_things (wf_graph_get_n_nodes (graph),
                          g_dngettext (GETTEXT_PACKAGE, "%s node", "%s nodes", wf_graph_get_n_nodes (graph)));
  n_edges = count_things (wf_graph_get_n_edges (graph),
                          g_dngettext (GETTEXT_PACKAGE, "%s edge", "%s edges", wf_graph_get_n_edges (graph)));
  verdict = g_strdup_printf (_ ("%s, %s; %s."), n_nodes, n_edges, describe_kind (wf_graph_get_kind (graph)));
  figure = wf_figure_new_graph (graph);

  builder = wf_report_builder_new (_ ("Graph report"), _ ("What the graph holds"));
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, verdict);
  wf_report_builder_add_figure (
      builder, figure, _ ("The graph as it stands in the file. An arrow points from cause to effect."));
  if (!has_appendix && wf_graph_get_n_edges (graph) > 0)
    add_edges (builder, graph, WF_BLOCK_HEADING);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  if (has_appendix)
    add_edges (builder, graph, WF_BLOCK_APPENDIX);
  return wf_report_builder_end (builder);
}
