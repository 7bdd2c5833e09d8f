/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/citest/citest.h"
#include "core/discovery/reasons-private.h"
#include "core/table/marginal.h"

#define MAX_EDGES   200
#define MAX_REMOVED 20

typedef struct
{
  WfDiscoveryResult *result;
  WfGraph *graph;
  WfTable *table;
  WfReportBuilder *builder;
  const WfDiscovery *method;
  gsize n_directed;
} Report;

static char *
get_title (const Report *self)
{
  g_autofree char *n = wf_format_count (wf_graph_get_n_nodes (self->graph));

  return g_strdup_printf (_ ("What causes what among %s variables?"), n);
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
      if (n_open == 0)
        g_string_append (text, _ (", each with a direction"));
      else
        g_string_append_printf (
            text,
            g_dngettext (GETTEXT_PACKAGE, ": %s has a direction", ": %s have a direction", self->n_directed),
            directed);
      if (n_open > 0)
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
    {
      g_autofree char *text = wf_report_escape (warnings[i]);

      wf_report_builder_add_text (self->builder, WF_BLOCK_CALLOUT, text);
    }
}

static void
add_figure (const Report *self)
{
  g_autoptr (WfFigure) figure = wf_figure_new_graph (self->graph);
  g_autofree char *alt =
      g_strdup_printf (_ ("Graph of %zu variables and %zu edges"), wf_graph_get_n_nodes (self->graph),
                       wf_graph_get_n_edges (self->graph));

  for (guint v = 0; v < wf_graph_get_n_nodes (self->graph); v++)
    {
      gssize column = wf_table_find_column (self->table, wf_graph_get_name (self->graph, v));
      g_autoptr (WfMarginal) marginal = wf_marginal_new_observed (self->table, (gsize) column);

      wf_figure_set_node (figure, v, 0, marginal, NULL, NULL);
    }
  wf_figure_set_alt (figure, alt);
  wf_report_builder_add_figure (
      self->builder, figure,
      _ ("The graph found. An arrow points from cause to effect; where a line has no arrow, "
         "the data fit either direction. Cards show what was observed."));
}

static guint64
get_pair (guint a, guint b)
{
  return (guint64) MIN (a, b) << 32 | MAX (a, b);
}

/* pair -> rule */
static GHashTable *
index_rules (WfDiscoveryResult *result)
{
  GHashTable *rules = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (gsize i = 0; i < wf_discovery_result_get_n_oriented (result); i++)
    {
      guint a, b;
      const char *rule;
      guint64 pair;

      wf_discovery_result_get_oriented (result, i, &a, &b, &rule);
      pair = get_pair (a, b);
      g_hash_table_insert (rules, g_memdup2 (&pair, sizeof (pair)), (gpointer) rule);
    }
  return rules;
}

static void
add_edges (const Report *self)
{
  const char *heads[] = { _ ("From"), "", _ ("To"), _ ("Why this direction"), NULL };
  g_autoptr (GHashTable) rules = index_rules (self->result);
  g_autofree char *caption = NULL;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (self->graph, &n_edges);

  if (n_edges == 0)
    return;
  if (n_edges > MAX_EDGES)
    caption = g_strdup_printf (_ ("The first %d of %zu edges."), MAX_EDGES, n_edges);
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("Edges"));
  wf_report_builder_begin_table (self->builder, heads, "ssss", caption);
  for (gsize e = 0; e < MIN (n_edges, MAX_EDGES); e++)
    {
      gboolean is_backward = edges[e].mark_a == WF_MARK_ARROW && edges[e].mark_b != WF_MARK_ARROW;
      guint from = is_backward ? edges[e].b : edges[e].a;
      guint to = is_backward ? edges[e].a : edges[e].b;
      guint64 pair = get_pair (from, to);
      const char *marks = is_backward ? wf_marks_to_text (edges[e].mark_b, edges[e].mark_a)
                                      : wf_marks_to_text (edges[e].mark_a, edges[e].mark_b);
      g_autofree char *from_name = wf_report_escape (wf_graph_get_name (self->graph, from));
      g_autofree char *to_name = wf_report_escape (wf_graph_get_name (self->graph, to));
      const char *cells[] = { from_name, marks, to_name, wf_rule_to_text (g_hash_table_lookup (rules, &pair)),
                              NULL };

      wf_report_builder_add_row (self->builder, cells);
    }
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

static char *
list_given (const Report *self, const guint *given, gsize n)
{
  g_autoptr (GString) text = g_string_new (n == 0 ? _ ("nothing") : NULL);

  for (gsize q = 0; q < n; q++)
    {
      g_autofree char *name = wf_report_escape (wf_discovery_result_get_variable (self->result, given[q]));

      g_string_append_printf (text, "%s%s", q > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
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
    const char *cells[] = { a_name, b_name, set, number, NULL };

    wf_report_builder_add_row (self->builder, cells);
  }
}

static void
add_removed (const Report *self)
{
  const char *heads[] = { _ ("Variable"), _ ("Variable"), _ ("Independent given"), _ ("p-value"), NULL };
  gsize n = wf_discovery_result_get_n_removed (self->result);
  g_autofree gsize *order = NULL;
  g_autofree char *count = wf_format_count (n);
  g_autofree char *caption = NULL;

  if (n == 0)
    return;
  order = sort_removed (self->result, n);
  caption = n > MAX_REMOVED
                ? g_strdup_printf (
                      _ ("The %d closest calls of %s pairs that a test found independent. The smaller the "
                         "p-value, the nearer the pair came to an edge."),
                      MAX_REMOVED, count)
                : g_strdup (_ ("The smaller the p-value, the nearer the pair came to an edge."));
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("Pairs without an edge"));
  wf_report_builder_begin_table (self->builder, heads, "ssse", caption);
  for (gsize i = 0; i < MIN (n, MAX_REMOVED); i++)
    add_removed_row (self, order[i]);
}

static void
add_fact (const Report *self, const char *name, const char *value)
{
  const char *cells[] = { name, value, NULL };

  wf_report_builder_add_row (self->builder, cells);
}

/* The independence test the search took, or NULL for a search without one. */
static const WfCiTestKind *
get_test (const Report *self)
{
  GVariant *params = wf_discovery_result_get_params (self->result);
  const char *id = self->method->test;

  return id != NULL || g_variant_lookup (params, "test", "&s", &id) ? wf_ci_test_find (id, NULL) : NULL;
}

static void
add_method (const Report *self)
{
  const WfCiTestKind *test = get_test (self);
  g_autofree char *params = wf_params_to_text (wf_discovery_result_get_params (self->result));
  g_autofree char *escaped = wf_report_escape (params);
  g_autofree char *rows = wf_format_count (wf_table_get_n_rows (self->table));
  g_autofree char *columns = wf_format_count (wf_table_get_n_columns (self->table));
  g_autofree char *data = g_strdup_printf (_ ("%s rows, %s columns"), rows, columns);
  g_autofree char *tests = wf_format_count (wf_discovery_result_get_n_tests (self->result));
  g_autofree char *search = g_strdup_printf ("%s. %s", _ (self->method->name), self->method->citation);

  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("Method"));
  wf_report_builder_begin_facts (self->builder);
  add_fact (self, _ ("Search"), search);
  if (test != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s. %s", _ (test->name), test->citation);

      add_fact (self, _ ("Test"), text);
    }
  add_fact (self, _ ("Parameters"), escaped);
  add_fact (self, _ ("Data"), data);
  if (test != NULL)
    add_fact (self, _ ("Tests made"), tests);
}

static void
add_assumptions (const Report *self)
{
  const WfCiTestKind *test = get_test (self);
  g_autoptr (GString) text =
      g_string_new (_ ("**What could make it wrong.** A common cause that isn’t in the table "
                       "shows up as an edge or as a wrong arrow. Influences that cancel each other out, or "
                       "that are too weak for this many rows, are missed."));

  g_string_append (text, " ");
  if (test != NULL && g_str_equal (test->id, "fisher-z"))
    g_string_append (
        text, _ ("Fisher’s z sees only linear dependence and takes the noise for normal: where relations "
                 "bend, edges are missed or added."));
  else if (test != NULL && g_str_equal (test->id, "g-square"))
    g_string_append (
        text, _ ("The G² test needs several rows in each cell of a table: with many levels or large sets "
                 "it finds too little and drops edges."));
  else if (test != NULL && g_str_equal (test->id, "wilks"))
    g_string_append (
        text, _ ("The test sees only linear dependence and shifts of the mean, and takes the noise for "
                 "normal: where relations bend, or where only their strength or noise changes, edges are "
                 "missed or added."));
  g_string_append (text, " ");
  g_string_append (
      text, _ ("Every test is decided at the significance level above; another level gives another graph. "
               "Rows must be independent of each other: time series and repeated measurements aren’t."));
  wf_report_builder_add_text (self->builder, WF_BLOCK_CALLOUT, text->str);
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
 * @table: the data it searched
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
  Report report = { .result = self,
                    .graph = wf_discovery_result_get_graph (self),
                    .table = table,
                    .method = wf_discovery_find (wf_discovery_result_get_method (self), NULL) };

  g_return_val_if_fail (report.method != NULL, NULL);
  for (guint v = 0; v < wf_graph_get_n_nodes (report.graph); v++)
    g_return_val_if_fail (wf_table_find_column (table, wf_graph_get_name (report.graph, v)) >= 0, NULL);

  title = get_title (&report);
  builder = wf_report_builder_new (_ ("Discovery report"), title);
  report.builder = builder;
  report.n_directed = count_directed (report.graph);
  add_verdict (&report);
  add_figure (&report);
  add_warnings (&report);
  add_edges (&report);
  add_removed (&report);
  add_method (&report);
  add_assumptions (&report);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
