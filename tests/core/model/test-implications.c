/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/error.h"
#include "core/citest/citest.h"
#include "core/model/implications.h"
#include "fixture.h"

#define N_ROWS 800

static const char *const names[] = { "x", "y", "z", "w", NULL };

/* x -> y -> z, and w alone */
static WfTable *
make_table (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autofree double *values = g_new (double, 4 * N_ROWS);
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (gsize i = 0; i < N_ROWS; i++)
    for (gsize k = 0; k < 4; k++)
      values[k * N_ROWS + i] = wf_rng_normal (&rng) + (k == 1 || k == 2 ? values[(k - 1) * N_ROWS + i] : 0.0);
  for (gsize k = 0; k < 4; k++)
    wf_table_builder_add_continuous (builder, names[k], values + k * N_ROWS, N_ROWS);
  return wf_table_builder_end (builder);
}

static WfGraph *
make_chain (gboolean has_second, const char *const *all)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (all);
  g_autoptr (GError) error = NULL;
  WfGraph *graph;

  wf_graph_builder_add_arrow (builder, 0, 1);
  if (has_second)
    wf_graph_builder_add_arrow (builder, 1, 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  g_assert_no_error (error);
  return graph;
}

/* Every pair without an edge once, each independent by the graph, with the p of the default test. */
static void
test_pairs (void)
{
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (WfGraph) graph = make_chain (TRUE, names);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCiTest) test = wf_ci_test_new (NULL, table, NULL, 1, NULL, &error);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_autoptr (GArray) found = wf_model_test_implications (model, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 4);
  for (guint i = 0; i < found->len; i++)
    {
      const WfImplication *one = &g_array_index (found, WfImplication, i);
      gsize n;
      g_autofree guint *given = wf_graph_list_parents (graph, one->y, &n);

      g_assert_true (wf_graph_is_d_separated (graph, one->x, one->y, given, n));
      g_assert_cmpfloat (one->p_value, ==, wf_ci_test_get_p_value (test, one->x, one->y, given, n));
      g_assert_false (one->is_rejected);
    }
}

/* Without y -> z: z depends on y and, through it, on x; by Holm the k-th smallest of m is compared with 0.05
 * / (m - k + 1). */
static void
test_missing_link (void)
{
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (WfGraph) graph = make_chain (FALSE, names);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_autoptr (GArray) found = wf_model_test_implications (model, NULL, &error);
  gboolean is_rejected = TRUE;
  guint n_rejected = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 5);
  for (guint i = 0; i < found->len; i++)
    {
      const WfImplication *one = &g_array_index (found, WfImplication, i);

      is_rejected = is_rejected && one->p_value <= 0.05 / (double) (found->len - i);
      g_assert_cmpint (one->is_rejected, ==, is_rejected);
      n_rejected += one->is_rejected;
      g_assert_true (!one->is_rejected || one->x == 2 || one->y == 2);
    }
  g_assert_cmpuint (n_rejected, ==, 2);
}

/* A model that was written down has no rows to test with. */
static void
test_no_rows (void)
{
  static const double slope = 2.0;
  g_autoptr (WfGraph) graph = make_chain (FALSE, names);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    wf_model_builder_set_linear (builder, i, 0.0, &slope, i == 1, 1.0);
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  g_assert_null (wf_model_test_implications (model, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/implications/pairs", test_pairs);
  g_test_add_func ("/model/implications/missing-link", test_missing_link);
  g_test_add_func ("/model/implications/no-rows", test_no_rows);
  return g_test_run ();
}
