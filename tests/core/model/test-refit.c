/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/wherefore.h"

/* The child's name has a comma, which no list of mechanisms could tell. */
static WfModel *
fit (WfTable **table)
{
  static const char *const names[] = { "x", "y, bent", NULL };
  gsize n = 300;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autoptr (WfGraphBuilder) graph_builder = wf_graph_builder_new (names);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;
  WfRng rng;

  wf_rng_init (&rng, 17, 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = wf_rng_normal (&rng);
      y[i] = x[i] * x[i] + 0.1 * wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_continuous (builder, "y, bent", y, n);
  *table = wf_table_builder_end (builder);
  wf_graph_builder_add_arrow (graph_builder, 0, 1);
  graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  model = wf_model_fit (NULL, *table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static double
predict (WfModel *model, double x)
{
  const double *const parents[] = { &x };
  double out;

  wf_mechanism_predict (wf_model_get_mechanism (model, 1), parents, 1, &out);
  return out;
}

/* The same rows give the same model. */
static void
test_same (void)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = fit (&table);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) again = wf_model_refit (model, table, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (predict (model, 1.3), ==, predict (again, 1.3));
  g_assert_true (g_variant_equal (wf_model_get_params (model), wf_model_get_params (again)));
}

/* 20 rows are too few to choose a curve by; the kind stays all the same. Other rows give other numbers, the
 * same ones for the same stream. */
static void
test_kinds (void)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = fit (&table);
  gsize rows[20];
  g_autoptr (WfTable) few = NULL;
  g_autoptr (WfModel) small = NULL;
  g_autoptr (WfModel) fitted = NULL;
  g_autoptr (GError) error = NULL;
  double values[3];

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = i;
  few = wf_table_select_rows (table, rows, G_N_ELEMENTS (rows), &error);
  g_assert_no_error (error);
  small = wf_model_refit (model, few, NULL, &error);
  g_assert_no_error (error);
  fitted = wf_model_fit (NULL, few, wf_model_get_graph (model), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_mechanism_get_kind (wf_model_get_mechanism (model, 1))->id, ==, "spline");
  g_assert_cmpstr (wf_mechanism_get_kind (wf_model_get_mechanism (small, 1))->id, ==, "spline");
  g_assert_cmpstr (wf_mechanism_get_kind (wf_model_get_mechanism (fitted, 1))->id, ==, "linear-gaussian");
  g_assert_cmpuint (wf_model_get_n_rows_used (small, 1), ==, 20);
  for (guint64 i = 0; i < 3; i++)
    {
      g_autoptr (WfModel) sample = NULL;
      WfRng rng;

      wf_rng_init (&rng, 1, i / 2);
      sample = wf_model_resample (model, &rng, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (wf_model_get_n_rows_used (sample, 1), ==, 300);
      values[i] = predict (sample, 1.3);
      g_assert_cmpfloat_with_epsilon (values[i], 1.69, 0.1);
    }
  g_assert_cmpfloat (values[0], ==, values[1]);
  g_assert_cmpfloat (values[0], !=, values[2]);
}

static void
test_missing_column (void)
{
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = fit (&table);
  const gsize columns[] = { 0 };
  g_autoptr (WfTable) part = wf_table_select (table, columns, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) none = wf_model_refit (model, part, NULL, &error);

  g_assert_null (none);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/refit/same", test_same);
  g_test_add_func ("/model/refit/kinds", test_kinds);
  g_test_add_func ("/model/refit/missing-column", test_missing_column);
  return g_test_run ();
}
