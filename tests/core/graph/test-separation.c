/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "graph-test.h"

/* Brute force: every simple path, with the definition of blocking applied to each inner node. */
typedef struct
{
  WfGraph *graph;
  guint y;
  guint32 given;
  guint path[16];
  gsize length;
  guint32 on_path;
} Paths;

static gboolean
has_descendant_in (WfGraph *graph, guint node, guint32 given)
{
  gsize n;
  g_autofree guint *below = wf_graph_list_descendants (graph, node, &n);
  gboolean found = given >> node & 1;

  for (gsize i = 0; i < n; i++)
    found |= given >> below[i] & 1;
  return found;
}

static gboolean
is_blocked_at (const Paths *paths, gsize i)
{
  guint v = paths->path[i];
  gboolean is_collider = wf_graph_get_mark (paths->graph, paths->path[i - 1], v) == WF_MARK_ARROW &&
                         wf_graph_get_mark (paths->graph, paths->path[i + 1], v) == WF_MARK_ARROW;

  return is_collider ? !has_descendant_in (paths->graph, v, paths->given) : paths->given >> v & 1;
}

static gboolean
find_open_path (Paths *paths)
{
  guint v = paths->path[paths->length - 1];

  if (v == paths->y)
    {
      for (gsize i = 1; i + 1 < paths->length; i++)
        if (is_blocked_at (paths, i))
          return FALSE;
      return TRUE;
    }
  for (guint w = 0; w < wf_graph_get_n_nodes (paths->graph); w++)
    {
      gboolean found;

      if (paths->on_path >> w & 1 || !wf_graph_is_adjacent (paths->graph, v, w))
        continue;
      paths->path[paths->length++] = w;
      paths->on_path |= 1u << w;
      found = find_open_path (paths);
      paths->on_path &= ~(1u << w);
      paths->length--;
      if (found)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_separated_by_paths (WfGraph *graph, guint x, guint y, guint32 given)
{
  Paths paths = { graph, y, given, { x }, 1, 1u << x };

  return !find_open_path (&paths);
}

static gboolean
is_separated (WfGraph *graph, guint x, guint y, guint32 set)
{
  guint given[32];
  gsize n = 0;

  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    if (set >> v & 1)
      given[n++] = v;
  return wf_graph_is_d_separated (graph, x, y, given, n);
}

/* every pair and every set of the other nodes; `other` (nullable) must tell the same */
static void
check_all_separations (WfGraph *graph, WfGraph *other)
{
  gsize n = wf_graph_get_n_nodes (graph);

  for (guint x = 0; x < n; x++)
    for (guint y = 0; y < n; y++)
      for (guint32 set = 0; x != y && set < 1u << n; set++)
        {
          gboolean is_apart;

          if (set >> x & 1 || set >> y & 1)
            continue;
          is_apart = is_separated (graph, x, y, set);
          g_assert_cmpint (is_apart, ==, is_separated_by_paths (graph, x, y, set));
          if (other != NULL)
            g_assert_cmpint (is_apart, ==, is_separated (other, x, y, set));
        }
}

static void
test_all_small_dags (void)
{
  for (gsize n = 1; n <= 4; n++)
    for (gsize code = 0; code < test_n_patterns (n); code++)
      {
        g_autoptr (WfGraph) dag = test_dag (n, code);
        g_autoptr (WfGraph) cpdag = NULL;

        if (dag == NULL)
          continue;
        cpdag = wf_graph_to_cpdag (dag, NULL);
        check_all_separations (dag, cpdag);
      }
}

static void
test_random_dags (void)
{
  WfRng rng;

  wf_rng_init (&rng, 11, 0);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (WfGraph) dag = test_random_dag (&rng, 5 + i % 3, 0.2 + 0.1 * (i % 5));
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);

      check_all_separations (dag, cpdag);
    }
}

/* → and ↔ at random, acyclic */
static WfGraph *
random_admg (WfRng *rng, gsize n)
{
  g_autoptr (WfGraph) dag = test_random_dag (rng, n, 0.35);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (dag);

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (wf_rng_uniform (rng) < 0.25)
        wf_graph_builder_set_edge (builder, a, b, WF_MARK_ARROW, WF_MARK_ARROW);
  return wf_graph_builder_end (builder, WF_GRAPH_ADMG, NULL);
}

/* the same graph with a latent common cause in place of each ↔; the old nodes keep their indices */
static WfGraph *
with_latents (WfGraph *admg)
{
  gsize n = wf_graph_get_n_nodes (admg), n_edges, next = n, total = n;
  const WfEdge *edges = wf_graph_get_edges (admg, &n_edges);
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (gsize i = 0; i < n_edges; i++)
    total += edges[i].mark_a == edges[i].mark_b;
  builder = test_builder (total);
  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].mark_a == edges[i].mark_b)
      {
        wf_graph_builder_add_arrow (builder, (guint) next, edges[i].a);
        wf_graph_builder_add_arrow (builder, (guint) next++, edges[i].b);
      }
    else
      wf_graph_builder_set_edge (builder, edges[i].a, edges[i].b, edges[i].mark_a, edges[i].mark_b);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static void
test_bidirected_edges (void)
{
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (WfGraph) admg = random_admg (&rng, 4 + i % 3);
      g_autoptr (WfGraph) dag = with_latents (admg);

      check_all_separations (admg, dag);
    }
}

static void
test_endpoint_in_set (void)
{
  g_autoptr (WfGraph) dag = test_dag (2, 1);
  guint given = 1;

  g_assert_false (wf_graph_is_d_separated (dag, 0, 1, NULL, 0));
  g_assert_true (wf_graph_is_d_separated (dag, 0, 1, &given, 1));
}

/* a ∘→ b ←∘ c ∘—∘ d: b surely is a collider, c surely is none */
static void
test_circles (void)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (4);
  g_autoptr (WfGraph) pag = NULL;
  guint b = 1, bc[] = { 1, 2 };

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_CIRCLE, WF_MARK_ARROW);
  wf_graph_builder_set_edge (builder, 2, 1, WF_MARK_CIRCLE, WF_MARK_ARROW);
  wf_graph_builder_set_edge (builder, 2, 3, WF_MARK_CIRCLE, WF_MARK_CIRCLE);
  pag = wf_graph_builder_end (builder, WF_GRAPH_PAG, NULL);
  g_assert_true (wf_graph_is_d_separated (pag, 0, 3, NULL, 0));
  g_assert_false (wf_graph_is_d_separated (pag, 0, 3, &b, 1));
  g_assert_true (wf_graph_is_d_separated (pag, 0, 3, bc, 2));
  g_assert_false (wf_graph_is_d_separated (pag, 1, 3, NULL, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/separation/all-small-dags", test_all_small_dags);
  g_test_add_func ("/graph/separation/random-dags", test_random_dags);
  g_test_add_func ("/graph/separation/bidirected-edges", test_bidirected_edges);
  g_test_add_func ("/graph/separation/endpoint-in-set", test_endpoint_in_set);
  g_test_add_func ("/graph/separation/circles", test_circles);
  return g_test_run ();
}
