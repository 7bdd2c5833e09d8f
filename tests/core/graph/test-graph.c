/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "graph-test.h"

/* every view of a graph must tell the same story */
static void
check_integrity (WfGraph *graph)
{
  gsize n = wf_graph_get_n_nodes (graph), n_edges, n_pairs = 0;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_assert_cmpuint (n_edges, ==, wf_graph_get_n_edges (graph));
  g_assert_cmpuint (g_strv_length ((char **) wf_graph_get_names (graph)), ==, n);
  for (gsize i = 0; i < n_edges; i++)
    {
      g_assert_cmpuint (edges[i].a, <, edges[i].b);
      g_assert_cmpuint (edges[i].mark_a, ==, wf_graph_get_mark (graph, edges[i].b, edges[i].a));
      g_assert_cmpuint (edges[i].mark_b, ==, wf_graph_get_mark (graph, edges[i].a, edges[i].b));
      if (i > 0)
        g_assert_true (edges[i - 1].a < edges[i].a ||
                       (edges[i - 1].a == edges[i].a && edges[i - 1].b < edges[i].b));
    }
  for (guint v = 0; v < n; v++)
    {
      gsize n_parents, n_children, n_neighbours;
      g_autofree guint *parents = wf_graph_list_parents (graph, v, &n_parents);
      g_autofree guint *children = wf_graph_list_children (graph, v, &n_children);
      g_autofree guint *neighbours = wf_graph_list_neighbours (graph, v, &n_neighbours);
      gsize p = 0, c = 0;

      g_assert_cmpint (wf_graph_find_node (graph, wf_graph_get_name (graph, v)), ==, v);
      for (guint w = 0; w < wf_graph_get_n_nodes (graph); w++)
        {
          gssize edge = wf_graph_find_edge (graph, v, w);

          g_assert_cmpint (edge >= 0, ==, wf_graph_get_mark (graph, v, w) != WF_MARK_NONE);
          if (edge >= 0)
            g_assert_cmpuint (edges[edge].a + edges[edge].b, ==, v + w);
        }
      for (gsize i = 0; i < n_neighbours; i++)
        {
          guint w = neighbours[i];

          g_assert_true (wf_graph_is_adjacent (graph, v, w));
          g_assert_true (i == 0 || neighbours[i - 1] < w);
          if (wf_graph_is_parent (graph, w, v))
            g_assert_cmpuint (parents[p++], ==, w);
          if (wf_graph_is_parent (graph, v, w))
            g_assert_cmpuint (children[c++], ==, w);
        }
      g_assert_cmpuint (p, ==, n_parents);
      g_assert_cmpuint (c, ==, n_children);
      n_pairs += n_neighbours;
    }
  g_assert_cmpuint (n_pairs, ==, 2 * n_edges);
}

static void
test_random_graphs (void)
{
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (WfGraphBuilder) builder = test_random_marks (&rng, i % 12, 0.4, WF_MARK_CIRCLE);
      g_autoptr (WfGraph) graph = wf_graph_builder_end (builder, WF_GRAPH_PAG, NULL);
      g_autoptr (WfGraphBuilder) again = wf_graph_builder_new_copy (graph);
      g_autoptr (WfGraph) copy = wf_graph_builder_end (again, WF_GRAPH_PAG, NULL);

      check_integrity (graph);
      g_assert_true (wf_graph_equal (graph, copy));
      if (wf_graph_get_n_edges (graph) > 0)
        {
          const WfEdge *edge = wf_graph_get_edges (graph, NULL);
          g_autoptr (WfGraphBuilder) other = wf_graph_builder_new_copy (graph);
          g_autoptr (WfGraph) changed = NULL;

          wf_graph_builder_set_edge (other, edge->b, edge->a, WF_MARK_NONE, WF_MARK_NONE);
          changed = wf_graph_builder_end (other, WF_GRAPH_PAG, NULL);
          check_integrity (changed);
          g_assert_false (wf_graph_equal (graph, changed));
          g_assert_cmpuint (wf_graph_get_n_edges (changed), ==, wf_graph_get_n_edges (graph) - 1);
        }
    }
}

static void
test_cycle_is_named (void)
{
  const char *names[] = { "smoke", "tar", "x", "cancer", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;

  wf_graph_builder_add_arrow (builder, 2, 0);
  wf_graph_builder_add_arrow (builder, 0, 3);
  wf_graph_builder_add_arrow (builder, 3, 1);
  wf_graph_builder_add_arrow (builder, 1, 0);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  g_assert_null (graph);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "smoke → cancer → tar → smoke"));

  /* the builder is as before: as an unknown kind it ends, and it knows that it is cyclic */
  graph = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, NULL);
  g_assert_cmpint (wf_graph_get_kind (graph), ==, WF_GRAPH_UNKNOWN);
  g_assert_false (wf_graph_is_acyclic (graph));
}

typedef struct
{
  WfMark marks[3][2]; /* of a–b, b–c, a–c */
  WfGraphKind kind;
} KindCase;

#define N                                                                                                    \
  {                                                                                                          \
    WF_MARK_NONE, WF_MARK_NONE                                                                               \
  }
#define D                                                                                                    \
  {                                                                                                          \
    WF_MARK_TAIL, WF_MARK_ARROW                                                                              \
  }
#define R                                                                                                    \
  {                                                                                                          \
    WF_MARK_ARROW, WF_MARK_TAIL                                                                              \
  }
#define U                                                                                                    \
  {                                                                                                          \
    WF_MARK_TAIL, WF_MARK_TAIL                                                                               \
  }
#define B                                                                                                    \
  {                                                                                                          \
    WF_MARK_ARROW, WF_MARK_ARROW                                                                             \
  }
#define C                                                                                                    \
  {                                                                                                          \
    WF_MARK_CIRCLE, WF_MARK_ARROW                                                                            \
  }

static const KindCase kind_cases[] = {
  { { N, N, N }, WF_GRAPH_DAG },   { { D, D, D }, WF_GRAPH_DAG },  { { D, D, R }, WF_GRAPH_UNKNOWN },
  { { D, U, N }, WF_GRAPH_CPDAG }, { { D, D, B }, WF_GRAPH_ADMG }, { { B, U, N }, WF_GRAPH_MAG },
  { { C, U, B }, WF_GRAPH_PAG },   { { B, D, N }, WF_GRAPH_ADMG },
};

static void
test_kinds_are_recognised (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_cases); i++)
    {
      const KindCase *c = &kind_cases[i];
      g_autoptr (WfGraphBuilder) builder = test_builder (3);
      g_autoptr (WfGraph) graph = NULL;

      wf_graph_builder_set_edge (builder, 0, 1, c->marks[0][0], c->marks[0][1]);
      wf_graph_builder_set_edge (builder, 1, 2, c->marks[1][0], c->marks[1][1]);
      wf_graph_builder_set_edge (builder, 0, 2, c->marks[2][0], c->marks[2][1]);
      graph = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, NULL);
      g_assert_cmpint (wf_graph_get_kind (graph), ==, c->kind);
    }
}

static void
test_kinds_are_checked (void)
{
  static const struct
  {
    WfMark marks[3][2];
    WfGraphKind kind;
    const char *words;
  } cases[] = {
    { { U, N, N }, WF_GRAPH_DAG, "a — b" },          { { B, N, N }, WF_GRAPH_CPDAG, "a ↔ b" },
    { { C, N, N }, WF_GRAPH_MAG, "a ∘→ b" },         { { U, N, N }, WF_GRAPH_ADMG, "a — b" },
    { { D, D, R }, WF_GRAPH_ADMG, "a → b → c → a" }, { { D, D, B }, WF_GRAPH_MAG, "a ↔ c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfGraphBuilder) builder = test_builder (3);
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (GError) error = NULL;

      wf_graph_builder_set_edge (builder, 0, 1, cases[i].marks[0][0], cases[i].marks[0][1]);
      wf_graph_builder_set_edge (builder, 1, 2, cases[i].marks[1][0], cases[i].marks[1][1]);
      wf_graph_builder_set_edge (builder, 0, 2, cases[i].marks[2][0], cases[i].marks[2][1]);
      graph = wf_graph_builder_end (builder, cases[i].kind, &error);
      g_assert_null (graph);
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_repeated_name (void)
{
  const char *names[] = { "a", "b", "a", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_graph_builder_end (builder, WF_GRAPH_DAG, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_too_many_nodes (void)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (WF_LIMIT_GRAPH_NODES + 1);
  g_autoptr (GError) error = NULL;

  wf_graph_builder_add_arrow (builder, 0, 1);
  g_assert_cmpuint (wf_graph_builder_apply_meek (builder), ==, 0);
  g_assert_cmpint (wf_graph_builder_get_mark (builder, 0, 1), ==, WF_MARK_NONE);
  g_assert_null (wf_graph_builder_end (builder, WF_GRAPH_DAG, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

static void
test_probabilities_and_positions (void)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (3);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfGraph) moved = NULL;
  double xy[] = { 1, 2, 3, 4, 5, NAN }, x, y;
  const WfEdge *edges;

  wf_graph_builder_add_arrow (builder, 2, 0);
  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_set_probability (builder, 2, 0, 0.25);
  wf_graph_builder_set_probability (builder, 1, 0, 0.5);
  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_NONE, WF_MARK_NONE);
  wf_graph_builder_add_arrow (builder, 1, 0);
  wf_graph_builder_set_position (builder, 1, -3, 4.5);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);

  edges = wf_graph_get_edges (graph, NULL);
  g_assert_true (isnan (edges[0].probability));
  g_assert_cmpfloat (edges[1].probability, ==, 0.25);
  g_assert_false (wf_graph_has_positions (graph));
  g_assert_true (wf_graph_get_position (graph, 1, &x, &y));
  g_assert_cmpfloat (x, ==, -3);
  g_assert_cmpfloat (y, ==, 4.5);
  g_assert_false (wf_graph_get_position (graph, 0, &x, &y));

  moved = wf_graph_with_positions (graph, xy, 6);
  g_clear_pointer (&graph, wf_graph_unref);
  check_integrity (moved);
  g_assert_cmpint (wf_graph_get_kind (moved), ==, WF_GRAPH_DAG);
  g_assert_true (wf_graph_get_position (moved, 1, &x, &y));
  g_assert_cmpfloat (x, ==, 3);
  g_assert_false (wf_graph_get_position (moved, 2, &x, &y));
  g_assert_cmpfloat (wf_graph_get_edges (moved, NULL)[1].probability, ==, 0.25);
}

static void
test_cut (void)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (4);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfGraph) cut = NULL;
  guint target = 1;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  wf_graph_builder_set_edge (builder, 1, 3, WF_MARK_ARROW, WF_MARK_ARROW);
  graph = wf_graph_builder_end (builder, WF_GRAPH_ADMG, NULL);
  cut = wf_graph_cut (graph, &target, 1);
  check_integrity (cut);
  g_assert_cmpuint (wf_graph_get_n_edges (cut), ==, 1);
  g_assert_true (wf_graph_is_parent (cut, 1, 2));
  g_assert_cmpint (wf_graph_get_kind (cut), ==, WF_GRAPH_ADMG);
}

/* the order is valid and is the first among the valid ones; reachability agrees with it */
static void
check_order (WfGraph *graph)
{
  gsize n, n_reached;
  g_autofree guint *order = wf_graph_sort_topologically (graph, &n);
  g_autofree guint *rank = g_new (guint, n + 1);

  g_assert_nonnull (order);
  g_assert_cmpuint (n, ==, wf_graph_get_n_nodes (graph));
  for (guint i = 0; i < n; i++)
    rank[order[i]] = i;
  for (guint v = 0; v < n; v++)
    {
      g_autofree guint *below = wf_graph_list_descendants (graph, v, &n_reached);

      for (gsize i = 0; i < n_reached; i++)
        {
          gsize n_above;
          g_autofree guint *above = wf_graph_list_ancestors (graph, below[i], &n_above);
          gboolean found = FALSE;

          g_assert_cmpuint (rank[v], <, rank[below[i]]);
          for (gsize k = 0; k < n_above; k++)
            found |= above[k] == v;
          g_assert_true (found);
        }
    }
  /* a neighbour in the order that comes later though its index is lower must be a child */
  for (gsize i = 1; i < n; i++)
    if (order[i] < order[i - 1])
      g_assert_true (wf_graph_is_parent (graph, order[i - 1], order[i]));
}

static void
test_topological_order (void)
{
  WfRng rng;

  for (gsize code = 0; code < test_n_patterns (4); code++)
    {
      g_autoptr (WfGraph) dag = test_dag (4, code);

      if (dag != NULL)
        check_order (dag);
    }
  wf_rng_init (&rng, 3, 0);
  for (gsize i = 0; i < 50; i++)
    {
      g_autoptr (WfGraph) dag = test_random_dag (&rng, 1 + i * 3, 0.1);

      check_order (dag);
    }
}

/* 543 labelled DAGs on four nodes (Robinson 1973): cycles are found, and only cycles */
static void
test_number_of_dags (void)
{
  gsize n = 0;

  for (gsize code = 0; code < test_n_patterns (4); code++)
    {
      g_autoptr (WfGraph) dag = test_dag (4, code);

      n += dag != NULL;
    }
  g_assert_cmpuint (n, ==, 543);
}

static void
test_marks_to_text (void)
{
  g_assert_cmpstr (wf_marks_to_text (WF_MARK_TAIL, WF_MARK_ARROW), ==, "→");
  g_assert_cmpstr (wf_marks_to_text (WF_MARK_ARROW, WF_MARK_TAIL), ==, "←");
  g_assert_cmpstr (wf_marks_to_text (WF_MARK_TAIL, WF_MARK_TAIL), ==, "—");
  g_assert_cmpstr (wf_marks_to_text (WF_MARK_CIRCLE, WF_MARK_ARROW), ==, "∘→");
  g_assert_cmpstr (wf_marks_to_text (WF_MARK_NONE, WF_MARK_NONE), ==, "");
}

/* Copies keep which nodes are latent; graphs that differ in that differ. */
static void
test_latent (void)
{
  static const char *const names[] = { "u", "x", "y", NULL };
  const double xy[] = { 0, 0, 1, 1, 2, 2 };
  const guint cut = 1;
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraphBuilder) copying = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfGraph) placed = NULL;
  g_autoptr (WfGraph) mutilated = NULL;
  g_autoptr (WfGraph) more = NULL;
  g_auto (GStrv) observed = NULL;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 0, 2);
  wf_graph_builder_set_latent (builder, 0);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  observed = wf_graph_list_observed (graph);
  placed = wf_graph_with_positions (graph, xy, 6);
  mutilated = wf_graph_cut (graph, &cut, 1);
  copying = wf_graph_builder_new_copy (graph);
  wf_graph_builder_set_latent (copying, 2);
  more = wf_graph_builder_end (copying, WF_GRAPH_DAG, NULL);
  g_assert_cmpuint (g_strv_length (observed), ==, 2);
  g_assert_cmpstr (observed[0], ==, "x");
  g_assert_true (wf_graph_is_latent (placed, 0));
  g_assert_true (wf_graph_is_latent (mutilated, 0));
  g_assert_false (wf_graph_is_latent (mutilated, 1));
  g_assert_true (wf_graph_is_latent (more, 0));
  g_assert_true (wf_graph_is_latent (more, 2));
  g_assert_true (wf_graph_equal (placed, graph));
  g_assert_false (wf_graph_equal (more, graph));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/graph/random", test_random_graphs);
  g_test_add_func ("/graph/graph/cycle-is-named", test_cycle_is_named);
  g_test_add_func ("/graph/graph/kinds-are-recognised", test_kinds_are_recognised);
  g_test_add_func ("/graph/graph/kinds-are-checked", test_kinds_are_checked);
  g_test_add_func ("/graph/graph/repeated-name", test_repeated_name);
  g_test_add_func ("/graph/graph/too-many-nodes", test_too_many_nodes);
  g_test_add_func ("/graph/graph/probabilities-and-positions", test_probabilities_and_positions);
  g_test_add_func ("/graph/graph/cut", test_cut);
  g_test_add_func ("/graph/graph/latent", test_latent);
  g_test_add_func ("/graph/graph/topological-order", test_topological_order);
  g_test_add_func ("/graph/graph/number-of-dags", test_number_of_dags);
  g_test_add_func ("/graph/graph/marks-to-text", test_marks_to_text);
  return g_test_run ();
}
