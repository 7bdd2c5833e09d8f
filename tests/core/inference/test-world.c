/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/inference/network-private.h"
#include "tables.h"

/* Puts another mechanism into a node: it hears some of the nodes that aren't its descendants, parents or not.
 */
static void
replace_table (WfWorld *world, WfRng *rng, WfGraph *dag, guint node)
{
  gsize n_descendants, n_rows = 1;
  g_autofree guint *descendants = wf_graph_list_descendants (dag, node, &n_descendants);
  guint *scope = g_new (guint, MAX_NODES + 1), n = 0;

  for (guint i = 0; i < world->n_nodes; i++)
    {
      gboolean is_before = i != node;

      for (gsize k = 0; k < n_descendants; k++)
        is_before &= descendants[k] != i;
      if (!is_before || wf_rng_uniform (rng) < 0.6)
        continue;
      scope[n++] = i;
      n_rows *= world->sizes[i];
    }
  scope[n++] = node;
  wf_world_replace (world, node, scope, n, draw_rows (rng, n_rows, world->sizes[node]));
}

/* One world: some nodes set, one hears others, some observed. At most one replaced, so that no cycle arises.
 */
static void
draw_world (WfWorld *world, WfRng *rng, WfGraph *dag)
{
  gint replaced = wf_rng_uniform (rng) < 0.5 ? (gint) wf_rng_below (rng, world->n_nodes) : -1;

  for (guint i = 0; i < world->n_nodes; i++)
    {
      double u = wf_rng_uniform (rng);

      if (u > 0.75)
        wf_world_observe (world, i, wf_rng_below (rng, world->sizes[i]));
      if ((gint) i == replaced)
        replace_table (world, rng, dag, i);
      else if (u < 0.3)
        wf_world_set (world, i, wf_rng_below (rng, world->sizes[i]));
    }
}

/* The product of the tables summed over every state with the levels put in. */
static double
enumerate (const WfWorld *world, double out[][TOP_LEVELS], double *joint, guint a, guint b)
{
  gsize state[MAX_NODES] = { 0 };
  double total = 0.0;
  guint i;

  memset (out, 0, sizeof (double) * MAX_NODES * TOP_LEVELS);
  memset (joint, 0, sizeof (double) * TOP_LEVELS * TOP_LEVELS);
  do
    {
      double product = 1.0;

      for (i = 0; i < world->n_nodes; i++)
        {
          gsize index = 0;

          if (world->levels[i] >= 0 && (gsize) world->levels[i] != state[i])
            product = 0.0;
          for (guint k = 0; k < world->scopes[i].n_variables; k++)
            index =
                index * world->sizes[world->scopes[i].variables[k]] + state[world->scopes[i].variables[k]];
          product *= world->tables[i] != NULL ? world->tables[i][index] : 1.0;
        }
      total += product;
      joint[state[a] * world->sizes[b] + state[b]] += product;
      for (i = 0; i < world->n_nodes; i++)
        out[i][state[i]] += product;
      for (i = 0; i < world->n_nodes && ++state[i] == world->sizes[i]; i++)
        state[i] = 0;
    }
  while (i < world->n_nodes);
  return total;
}

static void
assert_shares (const WfWorld *world, double found[][TOP_LEVELS], double expected[][TOP_LEVELS], double total)
{
  for (guint i = 0; i < world->n_nodes; i++)
    for (gsize l = 0; l < world->sizes[i]; l++)
      g_assert_cmpfloat_with_epsilon (found[i][l], expected[i][l] / total, 1e-12);
}

static gboolean
check_world (WfRng *rng)
{
  guint n_nodes = 2 + wf_rng_below (rng, MAX_NODES - 1), a = 0, b = 1 + wf_rng_below (rng, n_nodes - 1);
  g_autoptr (WfGraph) dag = make_random_dag (rng, n_nodes, 0.4);
  gsize sizes[MAX_NODES];
  g_autoptr (WfModel) model = make_random_model (rng, dag, sizes);
  g_autoptr (WfNetwork) network = wf_network_new (model, NULL, NULL);
  g_auto (WfWorld) world = { 0 };
  g_autoptr (GError) error = NULL;
  double expected[MAX_NODES][TOP_LEVELS], found[MAX_NODES][TOP_LEVELS], *out[MAX_NODES], total;
  double expected_joint[TOP_LEVELS * TOP_LEVELS], joint[TOP_LEVELS * TOP_LEVELS];
  guint both[] = { a, b };

  for (guint i = 0; i < n_nodes; i++)
    out[i] = found[i];
  wf_world_init (&world, network);
  draw_world (&world, rng, dag);
  total = enumerate (&world, expected, expected_joint, a, b);
  if (total == 0.0)
    {
      g_assert_false (wf_world_infer (&world, out, NULL, NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
      g_clear_error (&error);
      g_assert_false (wf_world_infer_joint (&world, &(WfScope){ both, 2 }, NULL, joint, NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
      return FALSE;
    }

  g_assert_true (wf_world_infer (&world, out, NULL, NULL, &error));
  assert_shares (&world, found, expected, total);
  world.network = NULL; /* a tree of its own */
  memset (found, 0, sizeof found);
  g_assert_true (wf_world_infer (&world, out, NULL, NULL, &error));
  assert_shares (&world, found, expected, total);
  for (guint i = 0; i < n_nodes; i++)
    g_assert_true (wf_world_infer_joint (&world, &(WfScope){ &i, 1 }, NULL, found[i], NULL, &error));
  assert_shares (&world, found, expected, total);
  g_assert_true (wf_world_infer_joint (&world, &(WfScope){ both, 2 }, NULL, joint, NULL, &error));
  for (gsize i = 0; i < sizes[a] * sizes[b]; i++)
    g_assert_cmpfloat_with_epsilon (joint[i], expected_joint[i] / total, 1e-12);
  return TRUE;
}

static void
test_brute_force (void)
{
  guint n_possible = 0;
  WfRng rng;

  wf_rng_init (&rng, 11, 0);
  for (guint i = 0; i < 1000; i++)
    n_possible += check_world (&rng);
  g_assert_cmpuint (n_possible, >, 500);
  g_assert_cmpuint (n_possible, <, 1000);
}

/* Rows of n binary nodes each below the other, every second pair joined crosswise: a grid of n x n. */
static WfModel *
make_grid (guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfModelBuilder) model = NULL;
  const char *const levels[] = { "no", "yes", NULL };
  WfRng rng;

  for (guint i = 0; i < n * n; i++)
    g_ptr_array_add (names, g_strdup_printf ("x%u", i));
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 0; i < n * n; i++)
    {
      if (i % n > 0)
        wf_graph_builder_add_arrow (builder, i - 1, i);
      if (i >= n)
        wf_graph_builder_add_arrow (builder, i - n, i);
    }
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  model = wf_model_builder_new (dag);
  wf_rng_init (&rng, 3, 0);
  for (guint i = 0; i < n * n; i++)
    {
      gsize n_rows = (gsize) 1 << ((i % n > 0) + (i >= n));
      g_autofree double *values = draw_rows (&rng, n_rows, 2);

      wf_model_builder_set_table (model, i, levels, values, 2 * n_rows);
    }
  return wf_model_builder_end (model, NULL);
}

/* A grid whose tree is over the budget: with a row of it set, what is left fits; with nothing set, the corner
 * is still answered, since what lies below is barren, and all nodes aren't. */
static void
test_over_budget (void)
{
  enum
  {
    N = 30
  };
  g_autoptr (WfModel) model = make_grid (N);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfNetwork) network = wf_network_new (model, NULL, &error);
  g_auto (WfWorld) world = { 0 };
  g_autofree double **out = g_new0 (double *, N *N);
  g_autofree gboolean *is_asked = g_new0 (gboolean, N * N);
  g_autofree double *values = g_new (double, 2 * N * N);
  gboolean is_tree;
  double n_entries, corner[2];

  g_assert_no_error (error);
  g_assert_null (network->tree);
  g_assert_cmpfloat (network->n_entries, >, 67108864.0);
  wf_world_init (&world, network);
  for (guint i = 0; i < N * N; i++)
    out[i] = values + 2 * i;
  g_assert_false (wf_world_infer (&world, out, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
  g_clear_error (&error);
  for (guint i = 0; i < N * N; i++)
    is_asked[i] = TRUE;
  g_assert_true (wf_world_estimate (&world, is_asked, &is_tree, &n_entries, NULL, NULL));
  g_assert_false (is_tree);
  g_assert_cmpfloat (n_entries, >, 67108864.0);

  memset (out, 0, N * N * sizeof (double *));
  out[3 * N + 3] = corner;
  g_assert_true (wf_world_infer (&world, out, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (corner[0] + corner[1], 1.0, 1e-12);

  for (guint row = 5; row < N; row += 6)
    for (guint column = 0; column < N; column++)
      wf_world_set (&world, row * N + column, 1);
  for (guint i = 0; i < N * N; i++)
    out[i] = values + 2 * i;
  g_assert_true (wf_world_infer (&world, out, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (values[2 * (3 * N + 3)], corner[0], 1e-12);
}

/* Where a large tree costs more than eliminating for the few nodes asked about, both say the same. */
static void
test_cheaper_way (void)
{
  enum
  {
    N = 14
  };
  g_autoptr (WfModel) model = make_grid (N);
  g_autoptr (WfNetwork) network = wf_network_new (model, NULL, NULL);
  g_auto (WfWorld) world = { 0 };
  g_autofree gboolean *is_asked = g_new0 (gboolean, N * N);
  g_autofree double **out = g_new0 (double *, N *N);
  double alone[2], all[2 * N * N];
  gboolean is_tree;
  double n_entries;

  g_assert_nonnull (network->tree);
  wf_world_init (&world, network);
  is_asked[5 * N + 5] = TRUE;
  g_assert_true (wf_world_estimate (&world, is_asked, &is_tree, &n_entries, NULL, NULL));
  g_assert_false (is_tree);
  g_assert_cmpfloat (n_entries, <, network->n_entries / 100.0);
  out[5 * N + 5] = alone;
  g_assert_true (wf_world_infer (&world, out, NULL, NULL, NULL));
  for (guint i = 0; i < N * N; i++)
    {
      is_asked[i] = TRUE;
      out[i] = all + 2 * i;
    }
  g_assert_true (wf_world_estimate (&world, is_asked, &is_tree, &n_entries, NULL, NULL));
  g_assert_true (is_tree);
  g_assert_true (wf_world_infer (&world, out, NULL, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (all[2 * (5 * N + 5)], alone[0], 1e-12);
}

/* The base distributions are kept, whichever thread asks first. */
static gpointer
ask_marginal (gpointer network)
{
  return wf_network_get_marginal (network, 20, NULL, NULL);
}

static void
test_marginals (void)
{
  g_autoptr (WfModel) model = make_grid (8);
  g_autoptr (WfNetwork) network = wf_network_new (model, NULL, NULL);
  GThread *threads[4];
  WfMarginal *first;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_marginal, network);
  first = g_thread_join (threads[0]);
  g_assert_nonnull (first);
  for (guint i = 1; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == first);
  g_assert_true (wf_network_get_marginal (network, 20, NULL, NULL) == first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/brute-force", test_brute_force);
  g_test_add_func ("/world/over-budget", test_over_budget);
  g_test_add_func ("/world/cheaper-way", test_cheaper_way);
  g_test_add_func ("/world/marginals", test_marginals);
  return g_test_run ();
}
