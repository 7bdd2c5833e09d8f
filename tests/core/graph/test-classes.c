/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/error.h"
#include "graph-test.h"

/* Verma & Pearl (1990): two DAGs are equivalent when they share adjacencies and unshielded colliders. One bit
 * an adjacency, then one a collider (a, b, c) with a < c. */
static void
add_bit (GString *key, gboolean bit)
{
  g_string_append_c (key, bit ? '1' : '0');
}

static char *
class_key (WfGraph *dag)
{
  gsize n = wf_graph_get_n_nodes (dag);
  GString *key = g_string_new (NULL);

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      add_bit (key, wf_graph_is_adjacent (dag, a, b));
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      for (guint c = a + 1; c < n; c++)
        add_bit (key, a != b && b != c && !wf_graph_is_adjacent (dag, a, c) &&
                          wf_graph_is_parent (dag, a, b) && wf_graph_is_parent (dag, c, b));
  return g_string_free (key, FALSE);
}

/* what the members of a class share: an edge that some have one way and some the other is undirected */
static GHashTable *
classes_by_force (gsize n)
{
  GHashTable *classes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) wf_graph_builder_unref);

  for (gsize code = 0; code < test_n_patterns (n); code++)
    {
      g_autoptr (WfGraph) dag = test_dag (n, code);
      g_autofree char *key = dag != NULL ? class_key (dag) : NULL;
      WfGraphBuilder *shared;

      if (dag == NULL)
        continue;
      shared = g_hash_table_lookup (classes, key);
      if (shared == NULL)
        {
          g_hash_table_insert (classes, g_steal_pointer (&key), wf_graph_builder_new_copy (dag));
          continue;
        }
      for (guint a = 0; a < n; a++)
        for (guint b = 0; b < n; b++)
          if (wf_graph_is_parent (dag, a, b) && wf_graph_builder_get_mark (shared, a, b) != WF_MARK_ARROW)
            wf_graph_builder_set_edge (shared, a, b, WF_MARK_TAIL, WF_MARK_TAIL);
    }
  return classes;
}

/* only the unshielded colliders of a DAG are directed */
static WfGraphBuilder *
colliders_only (WfGraph *dag)
{
  gsize n = wf_graph_get_n_nodes (dag);
  WfGraphBuilder *builder = test_builder (n);

  for (guint b = 0; b < n; b++)
    for (guint a = 0; a < b; a++)
      if (wf_graph_is_adjacent (dag, a, b))
        wf_graph_builder_set_edge (builder, a, b, WF_MARK_TAIL, WF_MARK_TAIL);
  for (guint b = 0; b < n; b++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, b, &n_parents);

      for (gsize i = 0; i < n_parents; i++)
        for (gsize k = 0; k < n_parents; k++)
          if (i != k && !wf_graph_is_adjacent (dag, parents[i], parents[k]))
            wf_graph_builder_add_arrow (builder, parents[i], b);
    }
  return builder;
}

/* whatever DAG the class comes from: the same CPDAG, by colliders and Meek's rules too, and back by extension
 */
static void
check_class (WfGraph *dag, WfGraph *cpdag)
{
  g_autoptr (WfGraphBuilder) builder = colliders_only (dag);
  g_autoptr (WfGraph) closed = NULL;
  g_autoptr (WfGraph) extension = NULL;
  g_autoptr (WfGraph) again = NULL;
  g_autofree guint *chosen = NULL;
  gsize n_chosen, n_undirected = 0, n_edges;
  const WfEdge *edges = wf_graph_get_edges (cpdag, &n_edges);

  wf_graph_builder_apply_meek (builder);
  closed = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
  g_assert_true (wf_graph_equal (closed, cpdag));

  extension = wf_graph_to_dag (cpdag, &chosen, &n_chosen, NULL);
  g_assert_nonnull (extension);
  again = wf_graph_to_cpdag (extension, NULL);
  g_assert_true (wf_graph_equal (again, cpdag));
  for (guint i = 0; i < n_edges; i++)
    if (edges[i].mark_a == edges[i].mark_b)
      g_assert_cmpuint (chosen[n_undirected++], ==, i);
  g_assert_cmpuint (n_undirected, ==, n_chosen);
}

static void
test_all_small_dags (void)
{
  for (gsize n = 1; n <= 4; n++)
    {
      g_autoptr (GHashTable) classes = classes_by_force (n);
      static const guint expected[] = { 0, 1, 2, 11, 185 }; /* Gillispie & Perlman 2001 */

      g_assert_cmpuint (g_hash_table_size (classes), ==, expected[n]);
      for (gsize code = 0; code < test_n_patterns (n); code++)
        {
          g_autoptr (WfGraph) dag = test_dag (n, code);
          g_autoptr (WfGraph) cpdag = NULL;
          g_autofree char *key = NULL;
          WfGraphBuilder *shared;

          if (dag == NULL)
            continue;
          cpdag = wf_graph_to_cpdag (dag, NULL);
          key = class_key (dag);
          shared = g_hash_table_lookup (classes, key);
          for (guint a = 0; a < n; a++)
            for (guint b = 0; b < n; b++)
              g_assert_cmpint (wf_graph_get_mark (cpdag, a, b), ==, wf_graph_builder_get_mark (shared, a, b));
          check_class (dag, cpdag);
        }
    }
}

static void
test_random_dags (void)
{
  WfRng rng;

  wf_rng_init (&rng, 7, 0);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (WfGraph) dag = test_random_dag (&rng, 5 + i % 20, 0.05 + 0.1 * (i % 8));
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);

      check_class (dag, cpdag);
    }
}

/* how many extensions of a partly directed graph point a → b, and how many there are, by force */
static gsize
count_extensions (GPtrArray *dags, WfGraph *graph, guint a, guint b, gsize *n_all)
{
  gsize n = wf_graph_get_n_nodes (graph), count = 0;

  *n_all = 0;
  for (guint i = 0; i < dags->len; i++)
    {
      WfGraph *dag = g_ptr_array_index (dags, i);
      gboolean fits = TRUE;

      for (guint v = 0; fits && v < n; v++)
        for (guint w = 0; w < n; w++)
          {
            fits &= wf_graph_is_adjacent (dag, v, w) == wf_graph_is_adjacent (graph, v, w);
            fits &= !wf_graph_is_parent (graph, v, w) || wf_graph_is_parent (dag, v, w);
          }
      for (guint v = 0; fits && v < n; v++)
        for (guint w = 0; w < n; w++)
          for (guint u = 0; u < n; u++)
            if (v != u && !wf_graph_is_adjacent (dag, v, u) && wf_graph_is_parent (dag, v, w) &&
                wf_graph_is_parent (dag, u, w))
              fits &= wf_graph_is_parent (graph, v, w) && wf_graph_is_parent (graph, u, w);
      *n_all += fits;
      count += fits && wf_graph_is_parent (dag, a, b);
    }
  return count;
}

/* Every pattern of nothing, —, → and ← on four nodes, thinned out: an extension is found exactly when there
 * is one, and the rules direct exactly the edges that all extensions share (background knowledge included:
 * rule 4). */
static void
test_extension_by_force (void)
{
  static const WfMark marks[4][2] = {
    { WF_MARK_NONE, WF_MARK_NONE },
    { WF_MARK_TAIL, WF_MARK_TAIL },
    { WF_MARK_TAIL, WF_MARK_ARROW },
    { WF_MARK_ARROW, WF_MARK_TAIL },
  };
  g_autoptr (GPtrArray) dags = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_graph_unref);
  gsize n_with = 0, n_without = 0;

  for (gsize code = 0; code < test_n_patterns (4); code++)
    {
      WfGraph *dag = test_dag (4, code);

      if (dag != NULL)
        g_ptr_array_add (dags, dag);
    }

  for (guint code = 0; code < 4096; code += 17)
    {
      g_autoptr (WfGraphBuilder) builder = test_builder (4);
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfGraph) dag = NULL;
      g_autoptr (GError) error = NULL;
      gsize n_all, rest = code, n_edges;
      const WfEdge *edges;

      for (guint a = 0; a < 4; a++)
        for (guint b = a + 1; b < 4; b++, rest /= 4)
          wf_graph_builder_set_edge (builder, a, b, marks[rest % 4][0], marks[rest % 4][1]);
      graph = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
      count_extensions (dags, graph, 0, 1, &n_all);
      dag = wf_graph_to_dag (graph, NULL, NULL, &error);
      g_assert_cmpint (dag != NULL, ==, n_all > 0);
      if (dag == NULL)
        {
          g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
          n_without++;
          continue;
        }
      n_with++;

      g_autoptr (WfGraphBuilder) closed = wf_graph_builder_new_copy (graph);
      wf_graph_builder_apply_meek (closed);
      edges = wf_graph_get_edges (graph, &n_edges);
      for (gsize i = 0; i < n_edges; i++)
        {
          gsize count = count_extensions (dags, graph, edges[i].a, edges[i].b, &n_all);
          WfMark mark_a = wf_graph_builder_get_mark (closed, edges[i].b, edges[i].a);
          WfMark mark_b = wf_graph_builder_get_mark (closed, edges[i].a, edges[i].b);

          g_assert_cmpint (mark_b == WF_MARK_ARROW, ==, count == n_all);
          g_assert_cmpint (mark_a == WF_MARK_ARROW, ==, count == 0);
        }
    }
  g_assert_cmpuint (n_with, >, 40);
  g_assert_cmpuint (n_without, >, 40);
}

/* rule 4 by itself: a — c → d → b, a — d, a — b */
static void
test_rule_4 (void)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (4);

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_TAIL, WF_MARK_TAIL);
  wf_graph_builder_set_edge (builder, 0, 2, WF_MARK_TAIL, WF_MARK_TAIL);
  wf_graph_builder_set_edge (builder, 0, 3, WF_MARK_TAIL, WF_MARK_TAIL);
  wf_graph_builder_add_arrow (builder, 2, 3);
  wf_graph_builder_add_arrow (builder, 3, 1);
  g_assert_cmpuint (wf_graph_builder_apply_meek (builder), ==, 1);
  g_assert_cmpint (wf_graph_builder_get_mark (builder, 0, 1), ==, WF_MARK_ARROW);
}

static void
test_refusals (void)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (4);
  g_autoptr (WfGraph) square = NULL;
  g_autoptr (WfGraph) pag = NULL;
  g_autoptr (GError) error = NULL;

  /* a chordless square has no extension */
  for (guint v = 0; v < 4; v++)
    wf_graph_builder_set_edge (builder, v, (v + 1) % 4, WF_MARK_TAIL, WF_MARK_TAIL);
  square = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
  g_assert_null (wf_graph_to_dag (square, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "a, b, c"));
  g_clear_error (&error);
  g_assert_null (wf_graph_to_cpdag (square, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);

  g_clear_pointer (&builder, wf_graph_builder_unref);
  builder = test_builder (2);
  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_CIRCLE, WF_MARK_ARROW);
  pag = wf_graph_builder_end (builder, WF_GRAPH_PAG, NULL);
  g_assert_null (wf_graph_to_dag (pag, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "a ∘→ b"));
}

/* a thousand nodes take well under a second, each step */
static void
test_large (void)
{
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfGraph) cpdag = NULL;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  dag = test_random_dag (&rng, 1000, 0.006);
  g_test_timer_start ();
  cpdag = wf_graph_to_cpdag (dag, NULL);
  g_test_message ("CPDAG of 1000 nodes, %zu edges: %.3f s", wf_graph_get_n_edges (dag),
                  g_test_timer_elapsed ());
  g_test_timer_start ();
  check_class (dag, cpdag);
  g_test_message ("colliders, closure, extension and back: %.3f s", g_test_timer_elapsed ());
  g_test_timer_start ();
  for (guint y = 1; y < 1000; y++)
    wf_graph_is_d_separated (dag, 0, y, NULL, 0);
  g_test_message ("999 separations: %.3f s", g_test_timer_elapsed ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/classes/all-small-dags", test_all_small_dags);
  g_test_add_func ("/graph/classes/random-dags", test_random_dags);
  g_test_add_func ("/graph/classes/extension-by-force", test_extension_by_force);
  g_test_add_func ("/graph/classes/rule-4", test_rule_4);
  g_test_add_func ("/graph/classes/refusals", test_refusals);
  g_test_add_func ("/graph/classes/large", test_large);
  return g_test_run ();
}
