/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "attribution.h"

static const char *const abc[] = { "a", "b", "c", NULL };
static const char *const levels[] = { "no", "yes", NULL };

static WfAttribution *
attribute (WfModel *model, const char *target, const char *params, guint64 seed)
{
  g_autoptr (GVariant) given = make_params (params);
  g_autoptr (GError) error = NULL;
  WfAttribution *found = wf_attribute_intrinsic (model, target, given, seed, NULL, &error);

  g_assert_no_error (error);
  return found;
}

/* a -> b -> c and a -> c: what b passes on from a is a's. */
static void
test_linear (void)
{
  static const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  static const double slope[] = { 0.5 }, both[] = { 1, -3 };
  g_autoptr (WfGraph) graph = make_dag (abc, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfAttribution) found = NULL;
  g_autoptr (WfAttribution) drawn = NULL;

  wf_model_builder_set_linear (builder, 0, 0, NULL, 0, 2);
  wf_model_builder_set_linear (builder, 1, 7, slope, 1, 1);
  wf_model_builder_set_linear (builder, 2, 0, both, 2, 0.5);
  model = wf_model_builder_end (builder, NULL);
  found = attribute (model, "c", NULL, 1);
  g_assert_true (wf_attribution_is_exact (found));
  g_assert_cmpstr (wf_attribution_get_unit (found), ==, "variance");
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "a")->share, pow (1 - 3 * 0.5, 2) * 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "b")->share, 9, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "c")->share, 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_total (found), 10.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (sum_shares (found), 10.25, 1e-12);

  drawn = attribute (model, "c", "{'draws': <200000>, 'computation': <'draws'>}", 1);
  g_assert_false (wf_attribution_is_exact (drawn));
  for (gsize i = 0; i < 3; i++)
    {
      const WfContribution *told = get_contribution (drawn, abc[i]);

      g_assert_cmpfloat_with_epsilon (told->share, get_contribution (found, abc[i])->share,
                                      2 * told->half_width);
      g_assert_cmpfloat (told->half_width, <, 0.2);
    }
}

#define MAX_CELLS 4096

/* Noise of a node: the intervals within which no level changes whatever the parents are, with a point of
 * each. */
static gsize
cut_noise (WfModel *model, guint node, double *points, double *widths)
{
  gsize n_entries, n = 2;
  const double *cpt = wf_model_get_cpt (model, node, &n_entries);
  double ends[64] = { 0, 1 };

  for (gsize row = 0; row < n_entries / 2; row++)
    ends[n++] = cpt[2 * row];
  for (gsize i = 1; i < n; i++)
    for (gsize j = i; j > 0 && ends[j] < ends[j - 1]; j--)
      {
        double swap = ends[j];

        ends[j] = ends[j - 1];
        ends[j - 1] = swap;
      }
  for (gsize i = 0; i + 1 < n; i++)
    {
      points[i] = 0.5 * (ends[i] + ends[i + 1]);
      widths[i] = ends[i + 1] - ends[i];
    }
  return n - 1;
}

/* Every combination of intervals: its probability, and which level the target has. n_cells: of each node.
 * Returns how many. */
static gsize
enumerate (WfModel *model, guint target, gsize *n_cells, double *weights, guint8 *levels_of)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_nodes = wf_graph_get_n_nodes (graph), n = 1;
  double points[4][64], widths[4][64];

  for (guint i = 0; i < n_nodes; i++)
    {
      n_cells[i] = cut_noise (model, i, points[i], widths[i]);
      n *= n_cells[i];
    }
  g_assert_cmpuint (n, <=, MAX_CELLS);
  for (gsize cell = 0; cell < n; cell++)
    {
      double values[4];
      gsize rest = cell;

      weights[cell] = 1;
      for (guint i = 0; i < n_nodes; i++) /* the nodes are in the order of causes */
        {
          gsize n_parents, mine = rest % n_cells[i];
          g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
          const double *columns[4];

          for (gsize k = 0; k < n_parents; k++)
            columns[k] = &values[parents[k]];
          wf_mechanism_evaluate (wf_model_get_mechanism (model, i), columns, &points[i][mine], 1, &values[i]);
          weights[cell] *= widths[i][mine];
          rest /= n_cells[i];
        }
      levels_of[cell] = (guint8) values[target];
    }
  return n;
}

/* 2 Var (E[target is "yes" | noise of the members]) */
static double
value_coalition (guint members,
                 gsize n_nodes,
                 const gsize *n_cells,
                 gsize n,
                 const double *weights,
                 const guint8 *levels_of)
{
  static double mass[MAX_CELLS], yes[MAX_CELLS];
  double mean = 0, squares = 0;

  memset (mass, 0, sizeof mass);
  memset (yes, 0, sizeof yes);
  for (gsize cell = 0; cell < n; cell++)
    {
      gsize rest = cell, key = 0;

      for (gsize i = 0; i < n_nodes; i++)
        {
          if ((members >> i) & 1)
            key = key * n_cells[i] + rest % n_cells[i];
          rest /= n_cells[i];
        }
      mass[key] += weights[cell];
      yes[key] += weights[cell] * levels_of[cell];
    }
  for (gsize key = 0; key < n; key++)
    if (mass[key] > 0)
      {
        mean += yes[key];
        squares += yes[key] * yes[key] / mass[key];
      }
  return 2 * (squares - mean * mean);
}

/* Random models of four coins: the draws agree with the enumeration of all noise. */
static void
test_brute_force (void)
{
  static const char *const names[] = { "a", "b", "c", "d", NULL };
  static double weights[MAX_CELLS];
  static guint8 levels_of[MAX_CELLS];
  guint n_far = 0, n_shares = 0;
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  for (guint run = 0; run < 30; run++)
    {
      g_autoptr (WfGraphBuilder) graph_builder = wf_graph_builder_new (names);
      g_autoptr (WfModelBuilder) builder = NULL;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfAttribution) found = NULL;
      gsize n_cells[4], n;

      for (guint i = 0; i < 4; i++)
        for (guint j = i + 1; j < 4; j++)
          if (wf_rng_uniform (&rng) < 0.6 && i + 3 > j)
            wf_graph_builder_add_arrow (graph_builder, i, j);
      graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
      builder = wf_model_builder_new (graph);
      for (guint i = 0; i < 4; i++)
        {
          gsize n_parents, n_rows;
          g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
          double cpt[16];

          n_rows = (gsize) 1 << n_parents;
          for (gsize row = 0; row < n_rows; row++)
            {
              cpt[2 * row] = wf_rng_uniform (&rng);
              cpt[2 * row + 1] = 1 - cpt[2 * row];
            }
          wf_model_builder_set_table (builder, i, levels, cpt, 2 * n_rows);
        }
      model = wf_model_builder_end (builder, NULL);
      found = attribute (model, "d", "{'draws': <20000>}", run + 1);
      n = enumerate (model, 3, n_cells, weights, levels_of);
      for (guint p = 0; p < 4; p++)
        {
          static const double by_size[] = { 1 / 4.0, 1 / 12.0, 1 / 12.0, 1 / 4.0 };
          double share = 0;

          for (guint members = 0; members < 16; members++)
            if (((members >> p) & 1) == 0)
              share += by_size[__builtin_popcount (members)] *
                       (value_coalition (members | 1u << p, 4, n_cells, n, weights, levels_of) -
                        value_coalition (members, 4, n_cells, n, weights, levels_of));
          if (wf_attribution_find_node (found, names[p]) < 0)
            g_assert_cmpfloat_with_epsilon (share, 0, 1e-12);
          else
            {
              n_shares++;
              n_far += fabs (get_contribution (found, names[p])->share - share) >
                       2 * get_contribution (found, names[p])->half_width + 1e-9;
            }
        }
    }
  g_test_message ("%u of %u shares beyond 4 standard errors", n_far, n_shares);
  g_assert_cmpuint (n_far, <=, 1);
}

static WfModel *
make_levels (const double *table)
{
  static const int arrows[] = { 0, 2, 1, 2, -1 };
  static const double coin[] = { 0.5, 0.5 };
  g_autoptr (WfGraph) graph = make_dag (abc, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);

  wf_model_builder_set_table (builder, 0, levels, coin, 2);
  wf_model_builder_set_table (builder, 1, levels, coin, 2);
  wf_model_builder_set_table (builder, 2, levels, table, 8);
  return wf_model_builder_end (builder, NULL);
}

/* c = a and b: E[c | a] is 0 or 1/2, with variance 1/16; that of c is 3/16. Twice, for two levels. Alike for
 * a and b, and nothing for the noise of c, which has none. */
static void
test_and (void)
{
  static const double table[] = { 1, 0, 1, 0, 1, 0, 0, 1 };
  g_autoptr (WfModel) model = make_levels (table);
  g_autoptr (WfAttribution) found = attribute (model, "c", "{'draws': <100000>}", 1);
  const WfContribution *a = get_contribution (found, "a"), *b = get_contribution (found, "b");

  g_assert_false (wf_attribution_is_exact (found));
  g_assert_cmpstr (wf_attribution_get_unit (found), ==, "gini");
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_total (found), 0.375, 0.01);
  g_assert_cmpfloat_with_epsilon (a->share, 0.1875, 2 * a->half_width);
  g_assert_cmpfloat_with_epsilon (b->share, 0.1875, 2 * b->half_width);
  g_assert_cmpfloat (a->half_width, <, 0.01);
  g_assert_cmpfloat (get_contribution (found, "c")->share, ==, 0);
  g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_total (found), 1e-12);
}

/* Told errors are those there are: the interval holds the truth about 19 times in 20. */
static void
test_intervals (void)
{
  static const double table[] = { 1, 0, 1, 0, 1, 0, 0, 1 };
  g_autoptr (WfModel) model = make_levels (table);
  guint n_inside = 0;

  for (guint64 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (WfAttribution) found = attribute (model, "c", "{'draws': <2000>}", seed);

      for (gsize i = 0; i < 2; i++)
        n_inside += fabs (get_contribution (found, abc[i])->share - 0.1875) <=
                    get_contribution (found, abc[i])->half_width;
    }
  g_test_message ("%u of 400 shares lie in their intervals", n_inside);
  g_assert_cmpuint (n_inside, >=, 400 * 0.88);
  g_assert_cmpuint (n_inside, <=, 400 * 0.99);
}

static void
test_seeds (void)
{
  static const double table[] = { 0.9, 0.1, 0.5, 0.5, 0.7, 0.3, 0.2, 0.8 };
  g_autoptr (WfModel) model = make_levels (table);
  g_autoptr (WfAttribution) two = attribute (model, "c", NULL, 3);
  g_autoptr (WfAttribution) other = attribute (model, "c", NULL, 4);
  g_autoptr (WfAttribution) one = NULL;

  wf_parallel_set_threads (1);
  one = attribute (model, "c", NULL, 3);
  wf_parallel_set_threads (0);
  assert_same (two, one);
  g_assert_cmpfloat (get_contribution (two, "a")->share, !=, get_contribution (other, "a")->share);
}

/* More numbers than fit are refused before they are drawn. */
static void
test_limit (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  static const double slope[] = { 0.5 };
  g_autoptr (WfGraphBuilder) graph_builder = NULL;
  g_autoptr (WfModelBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (GVariant) params = make_params ("{'computation': <'draws'>, 'draws': <1000000>}");
  g_autoptr (WfAttribution) exact = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (names, g_strdup_printf ("x%u", i));
  g_ptr_array_add (names, NULL);
  graph_builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 1; i < 100; i++)
    wf_graph_builder_add_arrow (graph_builder, i - 1, i);
  graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  builder = wf_model_builder_new (graph);
  for (guint i = 0; i < 100; i++)
    wf_model_builder_set_linear (builder, i, 0, slope, i > 0, 1);
  model = wf_model_builder_end (builder, NULL);
  g_assert_null (wf_attribute_intrinsic (model, "x99", params, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "“draws”"));
  exact = attribute (model, "x99", NULL, 1);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_total (exact), 4 / 3.0, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intrinsic-influence/linear", test_linear);
  g_test_add_func ("/intrinsic-influence/brute-force", test_brute_force);
  g_test_add_func ("/intrinsic-influence/and", test_and);
  g_test_add_func ("/intrinsic-influence/intervals", test_intervals);
  g_test_add_func ("/intrinsic-influence/seeds", test_seeds);
  g_test_add_func ("/intrinsic-influence/limit", test_limit);
  return g_test_run ();
}
