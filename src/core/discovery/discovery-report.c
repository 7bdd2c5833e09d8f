/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/citest/citest.h"
#include "core/discovery/discovery-report-private.h"
#include "core/discovery/pag-report-private.h"
#include "core/report/sections.h"
#include "core/table/marginal.h"

#define MAX_EDGES   200
#define MAX_REMOVED 20
#define FEW_REMOVED 8

typedef WfDiscoveryReport Report;

static char *
get_title (const Report *self)
{
  g_autofree char *n = wf_format_count (wf_graph_get_n_nodes (self->graph));

  return g_strdup_printf (_ ("What causes what among %s variables?"), n);
}

/* What is known of the edges of a graph with circles. */
static void
add_marks (const Report *self, GString *text)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (self->graph, &n_edges);
  gsize n_causes = 0;
  gsize n_hidden = 0;

  for (gsize e = 0; e < n_edges; e++)
    {
      n_causes += (edges[e].mark_a == WF_MARK_TAIL && edges[e].mark_b == WF_MARK_ARROW) ||
                  (edges[e].mark_b == WF_MARK_TAIL && edges[e].mark_a == WF_MARK_ARROW);
      n_hidden += edges[e].mark_a == WF_MARK_ARROW && edges[e].mark_b == WF_MARK_ARROW;
    }
  g_string_append_printf (
      text,
      _ (": %zu lead from cause to effect, %zu join effects of a hidden common cause, and "
         "%zu leave open which"),
      n_causes, n_hidden, n_edges - n_causes - n_hidden);
}

static void
add_verdict (const Report *self)
{
  gsize n_edges = wf_graph_get_n_edges (self->graph);
  gsize n_open = n_edges - self->n_directed;
  g_autofree char *edges = wf_format_count (n_edges);
  g_autofree char *nodes = wf_format_count (wf_graph_get_n_nodes (self->graph));
  g_autofree char *directed = wf_format_count (self->n_directed);
  g_autofree char *open = wf_format_count (n_open);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_edges == 0)
    g_string_printf (text,
                     _ ("**No edge** was found among %s variables: no two of them depend on each other as "
                        "far as %s can tell."),
                     nodes, _ (self->method->name));
  else
    {
      g_string_printf (text,
                       g_dngettext (GETTEXT_PACKAGE, "**%s edge** was found among %s variables",
                                    "**%s edges** were found among %s variables", n_edges),
                       edges, nodes);
      if (wf_graph_get_kind (self->graph) == WF_GRAPH_PAG)
        add_marks (self, text);
      else if (n_open == 0)
        g_string_append (text, _ (", each with a direction"));
      else
        g_string_append_printf (
            text,
            g_dngettext (GETTEXT_PACKAGE, ": %s has a direction", ": %s have a direction", self->n_directed),
            directed);
      if (n_open > 0 && wf_graph_get_kind (self->graph) != WF_GRAPH_PAG)
        g_string_append_printf (text,
                                g_dngettext (GETTEXT_PACKAGE, ", and %s whose direction the data leave open",
                                             ", and %s whose direction the data leave open", n_open),
                                open);
      g_string_append (text, ".");
    }
  wf_report_builder_add_text (self->builder, WF_BLOCK_VERDICT, text->str);
}

static void
add_warnings (const Report *self)
{
  const char *const *warnings = wf_discovery_result_get_warnings (self->result);

  for (gsize i = 0; warnings[i] != NULL; i++)
    wf_report_builder_add_note (self->builder, WF_BLOCK_CALLOUT, warnings[i]);
}

static char *
get_caption (const Report *self)
{
  const char *marks = wf_graph_get_kind (self->graph) == WF_GRAPH_PAG
                          ? _ ("The graph found. → points from cause to effect, ↔ joins effects of a hidden "
                               "common cause; at a "
                               "circle the data fit either mark.")
                          : _ ("The graph found. An arrow points from cause to effect; where a line has no "
                               "arrow, the data fit "
                               "either direction.");

  return self->table != NULL ? g_strdup_printf ("%s %s", marks, _ ("Cards show what was observed."))
                             : g_strdup (marks);
}

static void
add_figure (const Report *self)
{
  g_autoptr (WfFigure) figure = wf_figure_new_graph (self->graph);
  g_autofree char *alt =
      g_strdup_printf (_ ("Graph of %zu variables and %zu edges."), wf_graph_get_n_nodes (self->graph),
                       wf_graph_get_n_edges (self->graph));
  g_autofree char *caption = get_caption (self);

  for (guint v = 0; self->table != NULL && v < wf_graph_get_n_nodes (self->graph); v++)
    {
      gssize column = wf_table_find_column (self->table, wf_graph_get_name (self->graph, v));
      g_autoptr (WfMarginal) marginal = wf_marginal_new_observed (self->table, (gsize) column);

      wf_figure_set_node (figure, v, 0, marginal, NULL, NULL);
    }
  wf_figure_set_alt (figure, alt);
  wf_report_builder_add_figure (self->builder, figure, caption);
  if (wf_graph_get_kind (self->graph) == WF_GRAPH_PAG)
    wf_pag_report_add_legend (self->graph, self->builder);
}

/* of the end `at` */
static guint64
get_key (guint from, guint at)
{
  return (guint64) from << 32 | at;
}

/* end -> rule */
static GHashTable *
index_rules (WfDiscoveryResult *result)
{
  GHashTable *rules = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (gsize i = 0; i < wf_discovery_result_get_n_oriented (result); i++)
    {
      guint a, b;
      const char *rule;
      guint64 key;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      key = get_key (a, b);
      g_hash_table_insert (rules, g_memdup2 (&key, sizeof (key)), (gpointer) rule);
    }
  return rules;
}

/* Why the mark at `at` is as it is; NULL: it is open, or a tail that needs no reason */
static const char *
find_reason (const Report *self, GHashTable *rules, guint from, guint at)
{
  WfMark mark = wf_graph_get_mark (self->graph, from, at);
  guint64 key = get_key (from, at);
  const char *rule = g_hash_table_lookup (rules, &key);

  if (mark == WF_MARK_CIRCLE || (mark == WF_MARK_TAIL && wf_graph_get_kind (self->graph) != WF_GRAPH_PAG))
    return NULL;
  if (rule != NULL)
    return wf_rule_to_text (rule);
  return wf_discovery_result_get_ensemble (self->result) != NULL && mark == WF_MARK_ARROW
             ? _ ("most samples; all rows together leave it open")
             : NULL;
}

static char *
describe_reasons (const Report *self, GHashTable *rules, guint from, guint to)
{
  const char *at_to = find_reason (self, rules, from, to);
  const char *at_from = find_reason (self, rules, to, from);
  g_autofree char *from_name = wf_report_escape (wf_graph_get_name (self->graph, from));
  g_autofree char *to_name = wf_report_escape (wf_graph_get_name (self->graph, to));

  if (at_to == NULL && at_from == NULL)
    return g_strdup (wf_rule_to_text (NULL));
  if (at_from == NULL)
    return g_strdup (at_to);
  if (at_to == NULL)
    return g_strdup_printf (_ ("at %s: %s"), from_name, at_from);
  return g_strdup_printf (_ ("at %s: %s; at %s: %s"), to_name, at_to, from_name, at_from);
}

static char *
list_given (const Report *self, const guint *given, gsize n)
{
  g_autofree char *text = wf_discovery_result_set_to_text (self->result, given, n);

  return wf_report_escape (text);
}

/* A graph answered, which knows no p-values. */
static gboolean
has_oracle (const Report *self)
{
  return wf_discovery_result_get_oracle (self->result) != NULL;
}

static void
add_edge (const Report *self, const WfEdge *edge, GHashTable *rules, gboolean has_tests)
{
  gboolean is_backward = edge->mark_a == WF_MARK_ARROW && edge->mark_b != WF_MARK_ARROW;
  guint from = is_backward ? edge->b : edge->a;
  guint to = is_backward ? edge->a : edge->b;
  gssize kept = has_tests ? wf_discovery_result_find_kept (self->result, edge->a, edge->b) : -1;
  g_autofree char *from_name = wf_report_escape (wf_graph_get_name (self->graph, from));
  g_autofree char *to_name = wf_report_escape (wf_graph_get_name (self->graph, to));
  g_autofree char *reasons = describe_reasons (self, rules, from, to);
  g_autofree char *set = NULL;
  g_autofree char *number = NULL;

  if (kept >= 0)
    {
      guint a, b;
      const guint *given;
      gsize n_given;
      double p;

      wf_discovery_result_get_kept (self->result, (gsize) kept, &a, &b, &given, &n_given, &p);
      set = list_given (self, given, n_given);
      number = wf_format_number (p);
    }
  {
    const char *cells[] = { from_name,
                            wf_marks_to_text (wf_graph_get_mark (self->graph, to, from),
                                              wf_graph_get_mark (self->graph, from, to)),
                            to_name,
                            reasons,
                            has_tests ? set != NULL ? set : "" : NULL,
                            number != NULL ? number : "",
                            NULL };

    wf_report_builder_add_row (self->builder, cells);
  }
}

/* Many pairs without an edge stand at the end; few, or those of a graph without edges, are evidence. */
static gboolean
has_appendix (const Report *self)
{
  return wf_discovery_result_get_n_removed (self->result) > FEW_REMOVED &&
         wf_graph_get_n_edges (self->graph) > 0;
}

static void
add_edges (const Report *self)
{
  gboolean has_tests = wf_discovery_result_get_n_kept (self->result) > 0 && !has_oracle (self);
  const char *heads[] = { _ ("From"),
                          "",
                          _ ("To"),
                          _ ("Why this direction"),
                          has_tests ? _ ("Nearest to independent given") : NULL,
                          _ ("p-value"),
                          NULL };
  g_autoptr (GHashTable) rules = index_rules (self->result);
  g_autofree char *caption = NULL;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (self->graph, &n_edges);

  if (n_edges == 0)
    return;
  if (n_edges > MAX_EDGES)
    caption = g_strdup_printf (_ ("The first %d of %zu edges."), MAX_EDGES, n_edges);
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("Edges"));
  wf_report_builder_begin_table (self->builder, heads, has_tests ? "ssssse" : "ssss", caption);
  for (gsize e = 0; e < MIN (n_edges, MAX_EDGES); e++)
    add_edge (self, &edges[e], rules, has_tests);
  if (has_appendix (self))
    wf_report_builder_add_text (
        self->builder, WF_BLOCK_PROSE,
        _ ("The closest calls among the pairs without an edge are in the [appendix](#pairs)."));
}

static int
compare_p (gconstpointer a, gconstpointer b, gpointer p)
{
  double difference = ((const double *) p)[*(const gsize *) a] - ((const double *) p)[*(const gsize *) b];

  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return *(const gsize *) a < *(const gsize *) b ? -1 : 1;
}

/* The pairs without an edge, the closest calls first. */
static gsize *
sort_removed (WfDiscoveryResult *result, gsize n)
{
  gsize *order = g_new (gsize, n);
  g_autofree double *p = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    {
      guint a, b;
      const guint *given;
      gsize n_given;

      order[i] = i;
      wf_discovery_result_get_removed (result, i, &a, &b, &given, &n_given, &p[i]);
    }
  g_qsort_with_data (order, (int) n, sizeof (gsize), compare_p, p);
  return order;
}

static void
add_removed_row (const Report *self, gsize i)
{
  guint a, b;
  const guint *given;
  gsize n_given;
  double p;
  g_autofree char *a_name = NULL;
  g_autofree char *b_name = NULL;
  g_autofree char *set = NULL;
  g_autofree char *number = NULL;

  wf_discovery_result_get_removed (self->result, i, &a, &b, &given, &n_given, &p);
  a_name = wf_report_escape (wf_discovery_result_get_variable (self->result, a));
  b_name = wf_report_escape (wf_discovery_result_get_variable (self->result, b));
  set = list_given (self, given, n_given);
  number = wf_format_number (p);
  {
    const char *cells[] = { a_name, b_name, set, has_oracle (self) ? NULL : number, NULL };

    wf_report_builder_add_row (self->builder, cells);
  }
}

/* (nullable) */
static char *
describe_removed (const Report *self, gsize n)
{
  g_autofree char *count = wf_format_count (n);

  if (has_oracle (self))
    return n > MAX_REMOVED ? g_strdup_printf (_ ("The first %d of %s pairs."), MAX_REMOVED, count) : NULL;
  if (n > MAX_REMOVED)
    return g_strdup_printf (
        _ ("The %d closest calls of %s pairs that a test found independent. The smaller the "
           "p-value, the nearer the pair came to an edge."),
        MAX_REMOVED, count);
  return g_strdup (_ ("The smaller the p-value, the nearer the pair came to an edge."));
}

static void
add_removed (const Report *self)
{
  const char *heads[] = { _ ("Variable"), _ ("Variable"), _ ("Independent given"),
                          has_oracle (self) ? NULL : _ ("p-value"), NULL };
  gsize n = wf_discovery_result_get_n_removed (self->result);
  g_autofree gsize *order = NULL;
  g_autofree char *caption = NULL;

  if (n == 0)
    return;
  order = sort_removed (self->result, n);
  caption = describe_removed (self, n);
  wf_report_builder_add_text (self->builder, has_appendix (self) ? WF_BLOCK_APPENDIX : WF_BLOCK_HEADING,
                              _ ("Pairs without an edge"));
  wf_report_builder_set_id (self->builder, "pairs");
  wf_report_builder_begin_table (self->builder, heads, has_oracle (self) ? "sss" : "ssse", caption);
  for (gsize i = 0; i < MIN (n, MAX_REMOVED); i++)
    add_removed_row (self, order[i]);
}

static gsize
count_directed (WfGraph *graph)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  gsize n = 0;

  for (gsize e = 0; e < n_edges; e++)
    n += (edges[e].mark_a == WF_MARK_ARROW) != (edges[e].mark_b == WF_MARK_ARROW);
  return n;
}

/**
 * wf_discovery_report:
 * @self: the result of a search
 * @table: (nullable): the data it searched; %NULL when it was given covariances or a graph
 * @provenance: (nullable): where the data come from and how to make the report again
 *
 * What was found, why, by what method, and what could make it wrong.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_discovery_report (WfDiscoveryResult *self, WfTable *table, WfProvenance *provenance)
{
  g_autoptr (WfReportBuilder) builder = NULL;
  g_autofree char *title = NULL;
  g_autofree char *certainty = NULL;
  Report report = { .result = self,
                    .graph = wf_discovery_result_get_graph (self),
                    .table = table,
                    .method = wf_discovery_find (wf_discovery_result_get_method (self), NULL) };

  g_return_val_if_fail (report.method != NULL, NULL);
  g_return_val_if_fail (table != NULL || wf_discovery_result_get_covariance (self) != NULL ||
                            wf_discovery_result_get_oracle (self) != NULL,
                        NULL);
  for (guint v = 0; table != NULL && v < wf_graph_get_n_nodes (report.graph); v++)
    g_return_val_if_fail (wf_table_find_column (table, wf_graph_get_name (report.graph, v)) >= 0, NULL);

  title = get_title (&report);
  builder = wf_report_builder_new (_ ("Discovery report"), title);
  report.builder = builder;
  report.n_directed = count_directed (report.graph);
  add_verdict (&report);
  certainty = wf_discovery_report_describe_certainty (&report);
  wf_report_builder_add_abstract (builder, certainty, provenance);
  add_figure (&report);
  add_warnings (&report);
  wf_discovery_report_add_drift (&report);
  wf_discovery_report_add_samples (&report);
  add_edges (&report);
  if (!has_appendix (&report))
    add_removed (&report);
  wf_discovery_report_add_assumptions (&report);
  wf_discovery_report_add_undone (&report);
  wf_discovery_report_add_method (&report);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  if (has_appendix (&report))
    add_removed (&report);
  return wf_report_builder_end (builder);
}
