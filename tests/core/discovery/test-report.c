/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/discovery/ensemble.h"

/* a -> c <- b -> d, and a column that nothing follows; names with marks of the report's language */
static WfTable *
simulate (gsize n)
{
  static const char *const names[] = { "*a*", "b_1", "c`", "d", "alone" };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, 5 * n);
  WfRng rng;

  wf_rng_init (&rng, 2, 0);
  for (gsize i = 0; i < n; i++)
    {
      for (gsize j = 0; j < 5; j++)
        x[j * n + i] = wf_rng_normal (&rng);
      x[2 * n + i] += x[i] + x[n + i];
      x[3 * n + i] += x[n + i];
    }
  for (gsize j = 0; j < 5; j++)
    wf_table_builder_add_continuous (builder, names[j], x + j * n, n);
  return wf_table_builder_end (builder);
}

static gsize
find_block (WfReport *report, WfBlockKind kind, gsize from)
{
  while (from < wf_report_get_n_blocks (report) && wf_report_get_block_kind (report, from) != kind)
    from++;
  return from;
}

/* every text and cell that is not NULL, one after the other, as plain text */
static char *
get_all_text (WfReport *report)
{
  g_autoptr (GString) text = g_string_new (wf_report_get_title (report));

  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    {
      WfBlockKind kind = wf_report_get_block_kind (report, b);

      if (kind == WF_BLOCK_TABLE || kind == WF_BLOCK_FACTS)
        for (gsize r = 0; r < wf_report_get_n_rows (report, b); r++)
          for (gsize c = 0; c < wf_report_get_n_columns (report, b); c++)
            {
              g_autofree char *plain = wf_report_strip (wf_report_get_cell (report, b, r, c));

              g_string_append_printf (text, "\n%s", plain);
            }
      else if (wf_report_get_text (report, b) != NULL)
        {
          g_autofree char *plain = wf_report_strip (wf_report_get_text (report, b));

          g_string_append_printf (text, "\n%s", plain);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
test_discovery (void)
{
  g_autoptr (WfTable) table = simulate (500);
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReport) report = NULL;
  g_autofree char *text = NULL;
  gsize edges, removed;
  WfFigure *figure;

  g_assert_nonnull (result);
  wf_provenance_add_input (provenance, "data.csv", "12ab", NULL);
  report = wf_discovery_report (result, table, provenance);
  text = get_all_text (report);
  assert_contains (text, "among 5 variables?");
  assert_contains (text, "3 edges were found among 5 variables: 2 have a direction, and 1 whose direction");
  assert_contains (text, "common effect of two causes");
  assert_contains (text, "left open by the data");
  assert_contains (text, "Fisher’s z");
  assert_contains (text, "alpha = 0.01");
  assert_contains (text, "500 rows, 5 columns");
  assert_contains (text, "*a*");
  assert_contains (text, "c`");
  assert_contains (text, "What could make it wrong");
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_VERDICT);

  edges = find_block (report, WF_BLOCK_TABLE, 0);
  removed = find_block (report, WF_BLOCK_TABLE, edges + 1);
  g_assert_cmpuint (wf_report_get_n_rows (report, edges), ==, 3);
  g_assert_cmpuint (wf_report_get_n_rows (report, removed), ==, 7);
  figure = wf_report_get_figure (report, find_block (report, WF_BLOCK_FIGURE, 0));
  g_assert_true (wf_figure_get_graph (figure) == wf_discovery_result_get_graph (result));
  for (guint v = 0; v < 5; v++)
    g_assert_nonnull (wf_figure_get_node_before (figure, v));
}

static void
test_discovery_without_edges (void)
{
  g_autoptr (WfTable) table = simulate (500);
  const gsize independent[] = { 0, 1, 4 };
  g_autoptr (WfTable) part = wf_table_select (table, independent, 3);
  g_autoptr (WfDiscoveryResult) result = wf_discover (part, "pc", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfReport) report = wf_discovery_report (result, part, NULL);
  g_autofree char *text = get_all_text (report);

  assert_contains (text, "No edge was found among 3 variables");
  g_assert_null (wf_report_get_provenance (report));
}

/* Marks, and what they mean; nothing that only holds without hidden causes. */
static void
test_discovery_with_circles (void)
{
  g_autoptr (WfTable) table = simulate (500);
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, "fci", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfReport) report = wf_discovery_report (result, table, NULL);
  g_autofree char *text = get_all_text (report);

  assert_contains (text, "What the marks mean");
  assert_contains (text, "A ∘→ B\nB doesn’t cause A");
  assert_contains (text, "A ∘—∘ B");
  g_assert_null (strstr (text, "A ↔ B"));
  g_assert_null (strstr (text, "shows up as an edge"));
}

static WfGraph *
create_graph (gboolean is_estimate)
{
  const char *const names[] = { "a", "b", "c", "d", NULL };
  const char *const others[] = { "d", "b", "a", "c", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (is_estimate ? others : names);

  if (is_estimate) /* b -> a, a -> d, b -> c in its own order */
    {
      wf_graph_builder_add_arrow (builder, 1, 2);
      wf_graph_builder_add_arrow (builder, 2, 0);
      wf_graph_builder_add_arrow (builder, 1, 3);
    }
  else
    {
      wf_graph_builder_add_arrow (builder, 0, 1);
      wf_graph_builder_add_arrow (builder, 1, 2);
      wf_graph_builder_add_arrow (builder, 2, 3);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static void
test_comparison (void)
{
  g_autoptr (WfGraph) truth = create_graph (FALSE);
  g_autoptr (WfGraph) estimate = create_graph (TRUE);
  g_autoptr (WfReport) report = wf_comparison_report (truth, estimate, NULL, NULL);
  g_autoptr (WfReport) same = wf_comparison_report (truth, truth, NULL, NULL);
  g_autofree char *text = get_all_text (report);
  g_autofree char *same_text = get_all_text (same);
  gsize measures = find_block (report, WF_BLOCK_TABLE, 0);
  gsize differences = find_block (report, WF_BLOCK_TABLE, measures + 1);

  assert_contains (text, "Structural Hamming distance 3: 2 of 3 edges of the first graph are in the second, "
                         "1 of them with other marks; 1 more");
  g_assert_cmpuint (wf_report_get_n_rows (report, differences), ==, 3);
  g_assert_cmpstr (wf_report_get_cell (report, differences, 0, 0), ==, "a");
  g_assert_cmpstr (wf_report_get_cell (report, differences, 0, 1), ==, "b");
  g_assert_cmpstr (wf_report_get_cell (report, differences, 0, 2), ==, "→");
  g_assert_cmpstr (wf_report_get_cell (report, differences, 0, 3), ==, "←");
  g_assert_cmpstr (wf_report_get_cell (report, differences, 1, 2), ==, "no edge");
  g_assert_cmpstr (wf_report_get_cell (report, differences, 2, 3), ==, "no edge");
  assert_contains (same_text, "The graphs agree in all pairs: 3 edges");
}

/* Many differences stand at the end, and the picture before the first heading. */
static void
test_comparison_of_many (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autoptr (WfGraphBuilder) empty = NULL, chain = NULL;
  g_autoptr (WfGraph) truth = NULL, estimate = NULL;
  g_autoptr (WfReport) report = NULL;
  gsize appendix, last;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%u", i);

      g_strv_builder_add (names, name);
    }
  list = g_strv_builder_end (names);
  empty = wf_graph_builder_new ((const char *const *) list);
  chain = wf_graph_builder_new ((const char *const *) list);
  for (guint i = 0; i + 1 < 30; i++)
    wf_graph_builder_add_arrow (chain, i, i + 1);
  truth = wf_graph_builder_end (chain, WF_GRAPH_DAG, NULL);
  estimate = wf_graph_builder_end (empty, WF_GRAPH_DAG, NULL);
  report = wf_comparison_report (truth, estimate, NULL, NULL);
  appendix = find_block (report, WF_BLOCK_APPENDIX, 0);
  last = wf_report_get_n_blocks (report) - 1;

  g_assert_cmpuint (appendix, ==, last - 1);
  g_assert_cmpint (wf_report_get_block_kind (report, last), ==, WF_BLOCK_TABLE);
  g_assert_cmpuint (wf_report_get_n_rows (report, last), ==, 29);
  g_assert_cmpstr (wf_report_get_id (report, appendix), ==, "differences");
  g_assert_cmpuint (find_block (report, WF_BLOCK_FIGURE, 0), <, find_block (report, WF_BLOCK_HEADING, 0));
}

static void
test_comparison_of_other_nodes (void)
{
  const char *const names[] = { "a", "b", "x", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) other = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  g_autoptr (WfGraph) truth = create_graph (FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_comparison_report (truth, other, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static WfEdgeDifference
find_difference (WfFigure *figure, const char *a, const char *b)
{
  WfGraph *graph = wf_figure_get_graph (figure);
  guint first = (guint) wf_graph_find_node (graph, a), second = (guint) wf_graph_find_node (graph, b);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    if (edges[e].a == MIN (first, second) && edges[e].b == MAX (first, second))
      return wf_figure_get_edge_difference (figure, e);
  g_assert_not_reached ();
}

/* Over nodes in another order, with one that only each has. */
static void
test_comparison_figure (void)
{
  const char *const first[] = { "a", "b", "c", "d", "only-first", NULL };
  const char *const second[] = { "only-second", "d", "c", "b", "a", NULL };
  g_autoptr (WfGraphBuilder) truths = wf_graph_builder_new (first);
  g_autoptr (WfGraphBuilder) estimates = wf_graph_builder_new (second);
  g_autoptr (WfGraph) truth = NULL;
  g_autoptr (WfGraph) estimate = NULL;
  g_autoptr (WfFigure) figure = NULL;
  WfGraph *united;

  wf_graph_builder_add_arrow (truths, 0, 1);    /* a → b in both */
  wf_graph_builder_add_arrow (truths, 1, 2);    /* b → c, turned */
  wf_graph_builder_add_arrow (truths, 2, 3);    /* c → d, missing */
  wf_graph_builder_add_arrow (truths, 4, 0);    /* a node that the estimate lacks */
  wf_graph_builder_add_arrow (estimates, 4, 3); /* a → b */
  wf_graph_builder_add_arrow (estimates, 2, 3); /* c → b */
  wf_graph_builder_set_edge (estimates, 1, 4, WF_MARK_TAIL, WF_MARK_TAIL); /* d — a, extra */
  wf_graph_builder_add_arrow (estimates, 0, 1);
  wf_graph_builder_set_probability (estimates, 4, 3, 0.75);
  truth = wf_graph_builder_end (truths, WF_GRAPH_DAG, NULL);
  estimate = wf_graph_builder_end (estimates, WF_GRAPH_CPDAG, NULL);
  figure = wf_comparison_figure (truth, estimate);
  united = wf_figure_get_graph (figure);

  g_assert_cmpuint (wf_graph_get_n_nodes (united), ==, 6);
  g_assert_cmpuint (wf_graph_get_n_edges (united), ==, 6);
  g_assert_cmpint (find_difference (figure, "a", "b"), ==, WF_EDGE_PLAIN);
  g_assert_cmpint (find_difference (figure, "b", "c"), ==, WF_EDGE_REORIENTED);
  g_assert_cmpint (find_difference (figure, "c", "d"), ==, WF_EDGE_MISSING);
  g_assert_cmpint (find_difference (figure, "d", "a"), ==, WF_EDGE_EXTRA);
  g_assert_cmpint (find_difference (figure, "only-first", "a"), ==, WF_EDGE_MISSING);
  g_assert_cmpint (find_difference (figure, "only-second", "d"), ==, WF_EDGE_EXTRA);
  g_assert_true (wf_graph_is_parent (united, 2, 3));
  assert_contains (wf_figure_get_alt (figure), "1 edges are the same");
}

/* The section on samples has the numbers of the graph; a search by score doesn't speak of tests. */
static void
test_bootstrap (void)
{
  g_autoptr (WfTable) table = simulate (300);
  g_autoptr (WfDiscoveryResult) result =
      wf_discover_bootstrap (table, "pc", NULL, NULL, 20, WF_ENSEMBLE_MAJORITY, 0.6, 1, 2, NULL, NULL);
  g_autoptr (WfReport) report = wf_discovery_report (result, table, NULL);
  g_autofree char *text = get_all_text (report);

  assert_contains (text, "How sure the edges are");
  assert_contains (text, "repeated on 20 samples of the rows");
  assert_contains (text, "(majority), as far as 60\u00a0% of the samples agree");
  assert_contains (text, "Efron 1979");
  assert_contains (text, "100\u00a0%");
}

static void
test_score (void)
{
  g_autoptr (WfTable) table = simulate (300);
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, "boss", NULL, NULL, 1, 1, NULL, NULL);
  g_autoptr (WfReport) report = wf_discovery_report (result, table, NULL);
  g_autofree char *text = get_all_text (report);

  assert_contains (text, "Extended BIC");
  assert_contains (text, "A graph counts as better when its score is");
  g_assert_null (strstr (text, "Every test"));
  g_assert_null (strstr (text, "Tests made"));
  g_assert_null (strstr (text, "How sure"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/discovery", test_discovery);
  g_test_add_func ("/report/discovery-without-edges", test_discovery_without_edges);
  g_test_add_func ("/report/discovery-with-circles", test_discovery_with_circles);
  g_test_add_func ("/report/comparison", test_comparison);
  g_test_add_func ("/report/comparison-figure", test_comparison_figure);
  g_test_add_func ("/report/comparison-of-many", test_comparison_of_many);
  g_test_add_func ("/report/comparison-of-other-nodes", test_comparison_of_other_nodes);
  g_test_add_func ("/report/bootstrap", test_bootstrap);
  g_test_add_func ("/report/score", test_score);
  return g_test_run ();
}
