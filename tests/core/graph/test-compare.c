/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/error.h"
#include "core/graph/compare.h"
#include "graph-test.h"

static void
test_known_counts (void)
{
  const char *names[] = { "a", "b", "c", "d", NULL };
  const char *other_order[] = { "d", "c", "b", "a", NULL };
  g_autoptr (WfGraphBuilder) truth_builder = wf_graph_builder_new (names);
  g_autoptr (WfGraphBuilder) estimate_builder = wf_graph_builder_new (other_order);
  g_autoptr (WfGraph) truth = NULL;
  g_autoptr (WfGraph) estimate = NULL;
  WfComparison comparison;

  /* a → b → c, a → c, and b → a, b → c, c — d */
  wf_graph_builder_add_arrow (truth_builder, 0, 1);
  wf_graph_builder_add_arrow (truth_builder, 1, 2);
  wf_graph_builder_add_arrow (truth_builder, 0, 2);
  truth = wf_graph_builder_end (truth_builder, WF_GRAPH_DAG, NULL);
  wf_graph_builder_add_arrow (estimate_builder, 2, 3);
  wf_graph_builder_add_arrow (estimate_builder, 2, 1);
  wf_graph_builder_set_edge (estimate_builder, 1, 0, WF_MARK_TAIL, WF_MARK_TAIL);
  estimate = wf_graph_builder_end (estimate_builder, WF_GRAPH_CPDAG, NULL);

  g_assert_true (wf_graph_compare (truth, estimate, &comparison, NULL));
  g_assert_cmpuint (comparison.shd, ==, 3);
  g_assert_cmpuint (comparison.missing, ==, 1);
  g_assert_cmpuint (comparison.extra, ==, 1);
  g_assert_cmpuint (comparison.reoriented, ==, 1);
  g_assert_cmpfloat_with_epsilon (comparison.adjacency_precision, 2.0 / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (comparison.adjacency_recall, 2.0 / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (comparison.arrowhead_precision, 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (comparison.arrowhead_recall, 1.0 / 3, 1e-15);
}

static void
test_properties (void)
{
  WfRng rng;

  wf_rng_init (&rng, 2, 0);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (WfGraphBuilder) builder_a = test_random_marks (&rng, 1 + i % 8, 0.5, WF_MARK_CIRCLE);
      g_autoptr (WfGraphBuilder) builder_b = test_random_marks (&rng, 1 + i % 8, 0.5, WF_MARK_CIRCLE);
      g_autoptr (WfGraph) a = wf_graph_builder_end (builder_a, WF_GRAPH_PAG, NULL);
      g_autoptr (WfGraph) b = wf_graph_builder_end (builder_b, WF_GRAPH_PAG, NULL);
      WfComparison ab, ba, aa;

      g_assert_true (wf_graph_compare (a, b, &ab, NULL));
      g_assert_true (wf_graph_compare (b, a, &ba, NULL));
      g_assert_true (wf_graph_compare (a, a, &aa, NULL));
      g_assert_cmpuint (ab.shd, ==, ba.shd);
      g_assert_cmpuint (ab.missing, ==, ba.extra);
      g_assert_cmpuint (ab.reoriented, ==, ba.reoriented);
      g_assert_cmpint (ab.shd == 0, ==, wf_graph_equal (a, b));
      g_assert_cmpuint (aa.shd, ==, 0);
      if (isnan (ab.arrowhead_precision))
        g_assert_true (isnan (ba.arrowhead_recall));
      else
        g_assert_cmpfloat (ab.arrowhead_precision, ==, ba.arrowhead_recall);
    }
}

static void
test_empty_has_no_ratio (void)
{
  g_autoptr (WfGraph) empty = test_dag (3, 0);
  g_autoptr (WfGraph) chain = test_dag (3, 1);
  WfComparison comparison;

  g_assert_true (wf_graph_compare (chain, empty, &comparison, NULL));
  g_assert_true (isnan (comparison.adjacency_precision));
  g_assert_cmpfloat (comparison.adjacency_recall, ==, 0);
}

static void
test_other_names (void)
{
  const char *names[] = { "a", "b", "q", NULL };
  g_autoptr (WfGraph) truth = test_dag (3, 0);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) estimate = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  g_autoptr (GError) error = NULL;
  WfComparison comparison;

  g_assert_false (wf_graph_compare (truth, estimate, &comparison, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "first: c."));
  g_assert_nonnull (strstr (error->message, "second: q."));
}

/* Graphs of different nodes are compared by the part they share. */
static void
test_restrict (void)
{
  const char *names[] = { "a", "b", "c", NULL };
  const char *other_names[] = { "c", "d", "a", NULL };
  const char *foreign_names[] = { "x", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraphBuilder) other_builder = wf_graph_builder_new (other_names);
  g_autoptr (WfGraphBuilder) foreign_builder = wf_graph_builder_new (foreign_names);
  g_autoptr (WfGraph) foreign = wf_graph_builder_end (foreign_builder, WF_GRAPH_DAG, NULL);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfGraph) other = NULL;
  g_autoptr (WfGraph) part = NULL;
  g_autoptr (WfGraph) other_part = NULL;
  g_autoptr (WfGraph) same = NULL;
  g_autoptr (GError) error = NULL;
  WfComparison comparison;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 0, 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  wf_graph_builder_set_edge (other_builder, 0, 2, WF_MARK_ARROW, WF_MARK_CIRCLE);
  other = wf_graph_builder_end (other_builder, WF_GRAPH_PAG, NULL);
  g_assert_false (wf_graph_compare (graph, other, &comparison, NULL));
  part = wf_graph_restrict (graph, other, NULL);
  other_part = wf_graph_restrict (other, graph, NULL);
  g_assert_cmpuint (wf_graph_get_n_nodes (part), ==, 2);
  g_assert_cmpuint (wf_graph_get_n_edges (part), ==, 1);
  g_assert_true (wf_graph_compare (part, other_part, &comparison, NULL));
  g_assert_cmpuint (comparison.reoriented, ==, 1);
  g_assert_cmpfloat (comparison.arrowhead_recall, ==, 1);
  same = wf_graph_restrict (graph, graph, NULL);
  g_assert_true (same == graph);
  g_assert_null (wf_graph_restrict (graph, foreign, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/compare/known-counts", test_known_counts);
  g_test_add_func ("/graph/compare/properties", test_properties);
  g_test_add_func ("/graph/compare/empty-has-no-ratio", test_empty_has_no_ratio);
  g_test_add_func ("/graph/compare/other-names", test_other_names);
  g_test_add_func ("/graph/compare/restrict", test_restrict);
  return g_test_run ();
}
