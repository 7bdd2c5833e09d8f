/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/dag-class-private.h"
#include "sem.h"

#define N 5

static void
list_parents (WfGraph *dag, guint64 *rows)
{
  for (guint v = 0; v < N; v++)
    for (guint w = 0; w < N; w++)
      if (w != v && wf_graph_is_parent (dag, w, v))
        wf_row_add (&rows[v], w);
}

/* Acyclic graphs with the same class that agree on the pairs whose direction is told, as rows of parents. */
static GArray *
list_all (WfGraph *cpdag, const guint64 *dag, const WfConstraints *constraints, const guint64 *separated)
{
  g_autoptr (GPtrArray) members = list_members (cpdag);
  GArray *all = g_array_new (FALSE, TRUE, N * sizeof (guint64));

  for (guint m = 0; m < members->len; m++)
    {
      guint64 rows[N] = { 0 };
      gboolean is_in = TRUE;

      list_parents (g_ptr_array_index (members, m), rows);
      for (guint a = 0; a < N; a++)
        for (guint b = 0; b < N; b++)
          if (a != b && wf_row_has (&rows[b], a))
            is_in = is_in && !wf_constraints_is_forbidden (constraints, a, b) &&
                    (!wf_row_has (&separated[a], b) || wf_row_has (&dag[b], a));
      if (is_in)
        g_array_append_vals (all, rows, 1);
    }
  return all;
}

static void
check_class (const WfDagClass *class, GArray *all)
{
  for (guint a = 0; a < N; a++)
    for (guint b = 0; b < N; b++)
      {
        guint n = 0;

        for (guint m = 0; m < all->len; m++)
          n += wf_row_has (&((guint64 *) (gpointer) all->data)[m * N + b], a);
        g_assert_cmpint (wf_bits_get (class->parents, 1, b, a), ==, n == all->len);
        g_assert_cmpint (wf_bits_get (class->children, 1, a, b), ==, n == all->len);
        g_assert_cmpint (wf_bits_get (class->neighbours, 1, a, b), ==, n > 0 && n < all->len);
      }
}

/* A member with the wished parents is found when there is one. */
static void
check_members (const WfDagClass *class, GArray *all, WfRng *rng)
{
  const guint64 *rows = (const guint64 *) (gconstpointer) all->data;

  for (guint i = 0; i < 6; i++)
    {
      guint y = (guint) wf_rng_below (rng, N);
      guint x = (y + 1 + (guint) wf_rng_below (rng, N - 1)) % N;
      guint64 into_y = class->neighbours[y] & wf_rng_below (rng, 1 << N);
      guint64 into_x = class->neighbours[x] & wf_rng_below (rng, 1 << N);
      const WfDagWish wishes[] = { { y, &into_y }, { x, &into_x } };
      gsize n_wishes = 1 + i % 2;
      gboolean is_there = FALSE;
      guint64 found[N];

      memcpy (found, class->dag, sizeof (found));
      for (guint m = 0; m < all->len; m++)
        is_there = is_there || ((rows[m * N + y] & class->neighbours[y]) == into_y &&
                                (n_wishes == 1 || (rows[m * N + x] & class->neighbours[x]) == into_x));
      g_assert_cmpint (wf_dag_class_find_member (class, wishes, n_wishes, found), ==, is_there);
      if (!is_there)
        continue;
      g_assert_cmpuint (found[y] & class->neighbours[y], ==, into_y);
      is_there = FALSE;
      for (guint m = 0; m < all->len; m++)
        is_there = is_there || memcmp (found, rows + m * N, sizeof (found)) == 0;
      g_assert_true (is_there);
    }
}

/* Against every orientation: alone, with knowledge that holds, with interventions, with both. */
static void
test_against_all_members (void)
{
  WfRng rng;

  wf_rng_init (&rng, 61, 0);
  for (gsize i = 0; i < 600; i++)
    {
      g_autoptr (WfGraph) graph = create_random_dag (&rng, N, 0.3 + 0.7 * wf_rng_uniform (&rng));
      g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (graph, NULL);
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (WfConstraints) constraints = NULL;
      g_autoptr (GArray) all = NULL;
      g_auto (WfDagClass) class = { 0 };
      guint64 dag[N] = { 0 };
      guint64 separated[N] = { 0 };

      for (guint a = 0; a < N && i % 2; a++)
        for (guint b = 0; b < N; b++)
          if (a != b && !wf_graph_is_parent (graph, a, b) && wf_rng_below (&rng, 5) == 0)
            wf_knowledge_forbid (knowledge, all_names[a], all_names[b]);
      for (guint k = 0; k < 1 + i % 3 && i % 4 > 1; k++) /* sets that were intervened on */
        {
          guint64 targets = wf_rng_below (&rng, 1 << N);

          for (guint v = 0; v < N; v++)
            separated[v] |= wf_row_has (&targets, v) ? ~targets : targets;
        }
      constraints = wf_constraints_new (knowledge, wf_graph_get_names (graph), NULL, NULL);
      g_assert_true (wf_dag_class_init (&class, N, constraints, separated, NULL));
      list_parents (graph, dag);
      wf_dag_class_set (&class, dag);
      all = list_all (cpdag, dag, constraints, separated);
      check_class (&class, all);
      check_members (&class, all, &rng);
    }
}

static void
test_paths (void)
{
  /* 0 -> 1 <- 2, 1 -> 3 - 4 isn't possible: 3 -> 4 follows; 0 and 2 apart */
  const guint64 dag[N] = { 0, 1 << 0 | 1 << 2, 0, 1 << 1, 1 << 3 };
  const guint64 none = 0;
  const guint64 three = 1 << 3;
  g_auto (WfDagClass) class = { 0 };
  WfConstraints constraints = { .n = N };

  g_assert_true (wf_dag_class_init (&class, N, &constraints, NULL, NULL));
  wf_dag_class_set (&class, dag);
  g_assert_true (wf_dag_class_has_path (&class, 0, 4, &none));
  g_assert_false (wf_dag_class_has_path (&class, 4, 0, &none));
  g_assert_false (wf_dag_class_has_path (&class, 0, 4, &three));
  g_assert_false (wf_dag_class_has_path (&class, 0, 2, &none));
  g_assert_true (wf_dag_has_path (dag, N, 2, 4));
  g_assert_false (wf_dag_has_path (dag, N, 4, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dag-class/against-all-members", test_against_all_members);
  g_test_add_func ("/dag-class/paths", test_paths);
  return g_test_run ();
}
