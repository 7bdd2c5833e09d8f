/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The comb of normal distributions: against the cut of the model that made them, which knows what is hidden,
 * and on drawn rows. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "random-model.h"

#define TOLERANCE 1e-10

/* H (hidden) -> X, Y; X -> M -> Y; optionally Z -> X, M, Y. All coefficients random */
static WfModel *
draw_front_door (WfRng *rng, gboolean has_context)
{
  static const char *const names[] = { "H", "X", "M", "Y", "Z", NULL };
  const char *own[] = { "H", "X", "M", "Y", has_context ? "Z" : NULL, NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (has_context ? names : own);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) model = NULL;

  wf_graph_builder_set_latent (builder, 0);
  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 0, 3);
  wf_graph_builder_add_arrow (builder, 1, 2);
  wf_graph_builder_add_arrow (builder, 2, 3);
  for (guint i = 1; has_context && i < 4; i++)
    wf_graph_builder_add_arrow (builder, 4, i);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  model = wf_model_builder_new (graph);
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      gsize n;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n);
      double coefficients[4];

      for (gsize k = 0; k < n; k++)
        coefficients[k] = wf_rng_normal (rng);
      wf_model_builder_set_linear (model, i, 3 * wf_rng_normal (rng), coefficients, n,
                                   0.5 + wf_rng_uniform (rng));
    }
  return wf_model_builder_end (model, NULL);
}

static void
assert_same_line (WfGaussianMap *a, WfGaussianMap *b, double tolerance)
{
  gsize n;

  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_assert_cmpfloat_with_epsilon (wf_gaussian_map_get_coefficients (a, &n)[0],
                                  wf_gaussian_map_get_coefficients (b, &n)[0], tolerance);
  g_assert_cmpfloat_with_epsilon (wf_gaussian_map_get_offset (a, &n)[0],
                                  wf_gaussian_map_get_offset (b, &n)[0], tolerance);
  g_assert_cmpfloat_with_epsilon (wf_gaussian_map_get_covariance (a, &n)[0],
                                  wf_gaussian_map_get_covariance (b, &n)[0], tolerance);
}

/* the truth: cut X where H is known */
static WfGaussianMap *
cut_model (WfModel *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiagram) diagram = wf_diagram_new_from_model (model, NULL, &error);
  g_autoptr (WfDiagram) cut = wf_diagram_cut (diagram, "X", &error);
  WfGaussianMap *map = wf_linear_comb_evaluate_cut (cut, "X", "Y", NULL, &error);

  g_assert_no_error (error);
  return map;
}

/* slope, mean and spread from the observed joint alone are those of the cut */
static void
test_front_door (void)
{
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (guint k = 0; k < 300; k++)
    {
      g_autoptr (WfModel) model = draw_front_door (&rng, k % 2 == 1);
      g_autoptr (WfDiagram) joint = wf_diagram_new_from_model (model, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfBridge) bridge = wf_bridge_find (wf_model_get_graph (model), "X", "Y", NULL, &error);
      g_autoptr (WfLinearComb) self = wf_linear_comb_new (joint, bridge, NULL, &error);
      g_autoptr (WfGaussianMap) truth = cut_model (model);

      g_assert_no_error (error);
      g_assert_cmpint (wf_bridge_get_kind (bridge), ==, WF_BRIDGE_COMB);
      assert_same_line (wf_linear_comb_get_effect (self), truth, 1e-8);
      g_assert_cmpfloat (wf_linear_comb_get_reconstruction_error (self), <=, 1e-12);
      g_assert_cmpuint (wf_gaussian_map_get_n_inputs (wf_linear_comb_get_channel (self)), ==, 1 + k % 2);
      g_assert_cmpuint (wf_gaussian_map_get_n_outputs (wf_linear_comb_get_comb (self)), ==, 2 + k % 2);
    }
}

/* Z -> X, Z -> Y, X -> Y: what is seen mixes both ways, adjustment tells them apart */
static void
test_back_door (void)
{
  static const char *const names[] = { "Z", "X", "Y", NULL };
  static const double to_x[] = { 2 }, to_y[] = { -3, 0.5 };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) parameters = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfDiagram) joint = NULL;
  g_autoptr (WfBridge) bridge = NULL;
  g_autoptr (WfLinearComb) self = NULL;
  g_autoptr (WfGaussianMap) truth = NULL;
  gsize n;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 0, 2);
  wf_graph_builder_add_arrow (builder, 1, 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  parameters = wf_model_builder_new (graph);
  wf_model_builder_set_linear (parameters, 0, 1, NULL, 0, 1);
  wf_model_builder_set_linear (parameters, 1, 0, to_x, 1, 1);
  wf_model_builder_set_linear (parameters, 2, 7, to_y, 2, 2);
  model = wf_model_builder_end (parameters, NULL);
  joint = wf_diagram_new_from_model (model, NULL, NULL);
  bridge = wf_bridge_find (graph, "X", "Y", NULL, NULL);
  self = wf_linear_comb_new (joint, bridge, NULL, NULL);
  truth = cut_model (model);
  g_assert_cmpint (wf_bridge_get_kind (bridge), ==, WF_BRIDGE_BACK_DOOR);
  assert_same_line (wf_linear_comb_get_effect (self), truth, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (wf_gaussian_map_get_coefficients (wf_linear_comb_get_effect (self), &n)[0],
                                  0.5, TOLERANCE);
  /* cov(X, Y) / var(X) = (2 (-3) + 0.5 5) / 5 */
  g_assert_cmpfloat_with_epsilon (
      wf_gaussian_map_get_coefficients (wf_linear_comb_get_observed (self), &n)[0], -0.7, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (wf_linear_comb_get_mean (self), 2, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (wf_linear_comb_get_sd (self), sqrt (5), TOLERANCE);
  g_assert_null (wf_linear_comb_get_channel (self));
}

static void
test_no_way (void)
{
  static const char *const names[] = { "X", "Y", NULL };
  static const double to_y[] = { 1 };

  for (guint k = 0; k < 2; k++)
    {
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
      g_autoptr (WfGraph) graph = NULL, plain = NULL;
      g_autoptr (WfGraphBuilder) model_builder = wf_graph_builder_new (names);
      g_autoptr (WfModelBuilder) parameters = NULL;
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfDiagram) joint = NULL;
      g_autoptr (WfBridge) bridge = NULL;
      g_autoptr (WfLinearComb) self = NULL;
      g_autoptr (WfReport) report = NULL;
      g_autoptr (GError) error = NULL;
      gsize n;

      wf_graph_builder_add_arrow (model_builder, 0, 1);
      plain = wf_graph_builder_end (model_builder, WF_GRAPH_DAG, NULL);
      parameters = wf_model_builder_new (plain);
      wf_model_builder_set_linear (parameters, 0, 0, NULL, 0, 1);
      wf_model_builder_set_linear (parameters, 1, 3, to_y, 1, 1);
      model = wf_model_builder_end (parameters, NULL);
      joint = wf_diagram_new_from_model (model, NULL, NULL);
      /* Y -> X: no effect; X -> Y and X <-> Y: not computable */
      wf_graph_builder_add_arrow (builder, k == 0 ? 1 : 0, k == 0 ? 0 : 1);
      if (k == 1)
        {
          static const char *const hidden[] = { "X", "Y", "H", NULL };

          wf_graph_builder_unref (g_steal_pointer (&builder));
          builder = wf_graph_builder_new (hidden);
          wf_graph_builder_set_latent (builder, 2);
          wf_graph_builder_add_arrow (builder, 0, 1);
          wf_graph_builder_add_arrow (builder, 2, 0);
          wf_graph_builder_add_arrow (builder, 2, 1);
        }
      graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
      bridge = wf_bridge_find (graph, "X", "Y", NULL, NULL);
      self = wf_linear_comb_new (joint, bridge, NULL, &error);
      g_assert_no_error (error);
      report = wf_linear_comb_report (self, joint, NULL, NULL);
      g_assert_cmpuint (wf_report_get_n_blocks (report), >=, 5);
      if (k == 1)
        {
          g_assert_null (wf_linear_comb_get_effect (self));
          continue;
        }
      g_assert_cmpfloat (wf_gaussian_map_get_coefficients (wf_linear_comb_get_effect (self), &n)[0], ==, 0);
      g_assert_cmpfloat_with_epsilon (wf_gaussian_map_get_offset (wf_linear_comb_get_effect (self), &n)[0], 3,
                                      TOLERANCE);
      g_assert_cmpfloat_with_epsilon (
          wf_gaussian_map_get_covariance (wf_linear_comb_get_effect (self), &n)[0], 2, TOLERANCE);
    }
}

/* n rows of X, M, Y with a hidden cause; the truth: X -> Y is 0.8 * 1.5 */
static WfTable *
draw_rows (gsize n, double noise_of_bridge)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, n), *m = g_new (double, n), *y = g_new (double, n);
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  for (gsize i = 0; i < n; i++)
    {
      double h = wf_rng_normal (&rng);

      x[i] = 10 + h + wf_rng_normal (&rng);
      m[i] = 0.8 * x[i] + noise_of_bridge * wf_rng_normal (&rng);
      y[i] = 1.5 * m[i] - 2 * h + wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "X", x, n);
  wf_table_builder_add_continuous (builder, "M", m, n);
  wf_table_builder_add_continuous (builder, "Y", y, n);
  return wf_table_builder_end (builder);
}

static WfGraph *
make_front_door (void)
{
  WfRng rng;
  g_autoptr (WfModel) model = NULL;

  wf_rng_init (&rng, 1, 0);
  model = draw_front_door (&rng, FALSE);
  return wf_graph_ref (wf_model_get_graph (model));
}

/* the standard error of the slope is 0.005 */
static void
test_rows (void)
{
  g_autoptr (WfTable) table = draw_rows (100000, 1);
  g_autoptr (WfGraph) graph = make_front_door ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfLinearComb) self = wf_linear_comb_new_from_table (table, graph, "X", "Y", NULL, &error);
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (wf_gaussian_map_get_coefficients (wf_linear_comb_get_effect (self), &n)[0],
                                  1.2, 0.02);
  /* what is seen: 1.2 - 2 cov(H, X) / var(X) = 0.2 */
  g_assert_cmpfloat_with_epsilon (
      wf_gaussian_map_get_coefficients (wf_linear_comb_get_observed (self), &n)[0], 0.2, 0.02);
}

/* M = 0.8 X exactly: the bridge is no help, and H is hidden, so nothing else is */
static void
test_no_support (void)
{
  g_autoptr (WfTable) table = draw_rows (500, 0);
  g_autoptr (WfGraph) graph = make_front_door ();
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_linear_comb_new_from_table (table, graph, "X", "Y", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
  g_assert_nonnull (strstr (error->message, "X determines M"));
}

static void
test_bad_tables (void)
{
  static const double x[] = { 1, 2, NAN, 4 }, y[] = { 1, 1, 1, 1 };
  static const gint32 codes[] = { 0, 1, 0, 1 };
  static const char *const kinds[] = { "X", "D", NULL }, *const few[] = { "X", "Y", NULL },
                           *const unknown[] = { "X", "Q", NULL };
  const char *const *const lists[] = { kinds, few, unknown };
  static const char *const words[] = { "D is discrete", "3 rows have all of 2", "no column “Q”" };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTable) table = NULL;

  wf_table_builder_add_continuous (builder, "X", x, 4);
  wf_table_builder_add_continuous (builder, "Y", y, 4);
  wf_table_builder_add_discrete (builder, "D", codes, 4, binary);
  table = wf_table_builder_end (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wf_diagram_new_gaussian_from_table (table, lists[i], NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, words[i]));
    }
}

/* a column that never varies has no slope */
static void
test_constant (void)
{
  static const char *const names[] = { "X", "Y", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (50);
  g_autoptr (WfGraphBuilder) graph_builder = wf_graph_builder_new (names);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;
  double x[50], y[50];

  for (gsize i = 0; i < 50; i++)
    {
      x[i] = 0.1;
      y[i] = (double) i;
    }
  wf_table_builder_add_continuous (builder, "X", x, 50);
  wf_table_builder_add_continuous (builder, "Y", y, 50);
  table = wf_table_builder_end (builder);
  wf_graph_builder_add_arrow (graph_builder, 0, 1);
  graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  g_assert_null (wf_linear_comb_new_from_table (table, graph, "X", "Y", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
  g_assert_nonnull (strstr (error->message, "X never varies"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/linear-comb/front-door", test_front_door);
  g_test_add_func ("/linear-comb/back-door", test_back_door);
  g_test_add_func ("/linear-comb/no-way", test_no_way);
  g_test_add_func ("/linear-comb/rows", test_rows);
  g_test_add_func ("/linear-comb/no-support", test_no_support);
  g_test_add_func ("/linear-comb/bad-tables", test_bad_tables);
  g_test_add_func ("/linear-comb/constant", test_constant);
  return g_test_run ();
}
