/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

#define N 1000

static const char *const xy[] = { "x", "y", NULL };
static const char *const xwy[] = { "x", "w", "y", NULL };
static const int arrow[] = { 0, 1, -1 };
static const int two_arrows[] = { 0, 2, 1, 2, -1 };

static WfModel *
fit_columns (
    const char *const *names, const int *arrows, double *const *columns, gsize n, const char *mechanisms)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (GVariant) params = make_text_param ("mechanisms", mechanisms);
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;

  for (gsize i = 0; names[i] != NULL; i++)
    wf_table_builder_add_continuous (builder, names[i], columns[i], n);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, params, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static double
predict (WfModel *model, guint node, double a, double b)
{
  const double *parents[] = { &a, &b };
  double out;

  wf_mechanism_predict (wf_model_get_mechanism (model, node), parents, 1, &out);
  return out;
}

/* y = sin (2 x) + w^2 / 2 + noise: both curves are found, up to a constant between them. */
static void
test_curves (void)
{
  g_autofree double *x = g_new (double, N);
  g_autofree double *w = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  double *columns[] = { x, w, y };
  g_autoptr (WfModel) model = NULL;
  double worst = 0.0;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < N; i++)
    {
      x[i] = 4.0 * wf_rng_uniform (&rng) - 2.0;
      w[i] = wf_rng_normal (&rng);
      y[i] = sin (2.0 * x[i]) + w[i] * w[i] / 2.0 + 0.3 * wf_rng_normal (&rng);
    }
  model = fit_columns (xwy, two_arrows, columns, N, "y=spline");
  for (double a = -1.8; a <= 1.8; a += 0.1)
    for (double b = -2.0; b <= 2.0; b += 0.25)
      worst = fmax (worst, fabs (predict (model, 2, a, b) - sin (2.0 * a) - b * b / 2.0));
  /* some six standard errors of a curve of a dozen degrees of freedom: 0.3 sqrt (12 / 1000) */
  g_assert_cmpfloat (worst, <, 0.2);
  g_assert_cmpfloat_with_epsilon (wf_model_get_residual_sd (model, 2), 0.3, 0.02);
  g_assert_cmpfloat (wf_model_get_r_squared (model, 2), >, 0.85);
}

/* Without bends the fit is that of linear regression. */
static void
test_straight (void)
{
  g_autofree double *x = g_new (double, N);
  g_autofree double *w = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  double *columns[] = { x, w, y };
  g_autoptr (WfModel) curves = NULL;
  g_autoptr (WfModel) lines = NULL;
  g_autofree char *words = NULL;
  g_autofree char *linear_words = NULL;
  WfRng rng;

  /* a stream in which neither curve is seen to bend */
  wf_rng_init (&rng, 5, 0);
  for (gsize i = 0; i < N; i++)
    {
      x[i] = wf_rng_normal (&rng);
      w[i] = x[i] + wf_rng_normal (&rng);
      y[i] = 2.0 - x[i] + 0.5 * w[i] + wf_rng_normal (&rng);
    }
  curves = fit_columns (xwy, two_arrows, columns, N, "y=spline");
  lines = fit_columns (xwy, two_arrows, columns, N, "y=linear-gaussian");
  words = wf_model_describe (curves, 2);
  linear_words = wf_model_describe (lines, 2);
  g_assert_cmpstr (words, ==, linear_words);
  for (double a = -5.0; a <= 5.0; a += 0.5)
    g_assert_cmpfloat_with_epsilon (predict (curves, 2, a, 1.0 - a), predict (lines, 2, a, 1.0 - a), 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_model_get_residual_sd (curves, 2), wf_model_get_residual_sd (lines, 2),
                                  1e-9);
}

/* Once continuously differentiable everywhere, and straight outside the data. */
static void
test_smoothness (void)
{
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  double *columns[] = { x, y };
  g_autoptr (WfModel) model = NULL;
  const double h = 1e-4;
  double low = INFINITY, high = -INFINITY, outside;
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (gsize i = 0; i < N; i++)
    {
      x[i] = wf_rng_normal (&rng);
      y[i] = exp (x[i]) + 0.2 * wf_rng_normal (&rng);
      low = fmin (low, x[i]);
      high = fmax (high, x[i]);
    }
  model = fit_columns (xy, arrow, columns, N, "y=spline");
  for (double a = low - 1.0; a < high + 1.0; a += h)
    {
      double bend =
          predict (model, 1, a - h, 0) - 2.0 * predict (model, 1, a, 0) + predict (model, 1, a + h, 0);

      /* second derivatives stay below 100; a kink of the slope of 0.02 would show */
      g_assert_cmpfloat (fabs (bend), <, 100.0 * h * h + 1e-12);
    }
  for (double side = -1.0; side <= 1.0; side += 2.0)
    {
      outside = side < 0.0 ? low : high;
      g_assert_cmpfloat_with_epsilon (predict (model, 1, outside + side, 0) +
                                          predict (model, 1, outside + 3.0 * side, 0),
                                      2.0 * predict (model, 1, outside + 2.0 * side, 0), 1e-9);
    }
}

/* A parent with a long tail: its bulk gets its share of the bends. */
static void
test_skewed_parent (void)
{
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  double *columns[] = { x, y };
  g_autoptr (WfModel) model = NULL;
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (gsize i = 0; i < N; i++)
    {
      x[i] = exp (1.5 * wf_rng_normal (&rng));
      y[i] = log (x[i]) + 0.2 * wf_rng_normal (&rng);
    }
  model = fit_columns (xy, arrow, columns, N, "y=spline");
  /* the 15 % to the 98 % quantile */
  for (double t = -1.6; t < 3.0; t += 0.2)
    g_assert_cmpfloat_with_epsilon (predict (model, 1, exp (t), 0), t, 0.15);
}

/* The effects of levels are those of the rows and one more at 0. */
static void
test_levels (void)
{
  const char *const levels[] = { "a", "b", "c", NULL };
  const gint32 codes[] = { 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2 };
  const double y[] = { 1, 2, 3, 2, 7, 8, 9, 8, 4, 5, 6, 5 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (12);
  g_autoptr (WfGraph) graph = make_graph (xy, arrow);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (GError) error = NULL;

  wf_table_builder_add_discrete (builder, "x", codes, 12, levels);
  wf_table_builder_add_continuous (builder, "y", y, 12);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_kind (model, 1), ==, "spline");
  /* balanced: the intercept is the mean 5, and the means -3, 3 and 0 around it are drawn in by 4 / 5 */
  g_assert_cmpfloat_with_epsilon (predict (model, 1, 0, 0), 5.0 - 3.0 * 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (predict (model, 1, 1, 0), 5.0 + 3.0 * 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (predict (model, 1, 2, 0), 5.0, 1e-9);
  g_assert_true (isnan (predict (model, 1, 3, 0)));
}

/* The curve follows the units of its columns. */
static void
test_units (void)
{
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  double *columns[] = { x, y };
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfModel) scaled = NULL;
  WfRng rng;

  wf_rng_init (&rng, 6, 0);
  for (gsize i = 0; i < N; i++)
    {
      x[i] = wf_rng_normal (&rng);
      y[i] = cos (x[i]) + 0.2 * wf_rng_normal (&rng);
    }
  model = fit_columns (xy, arrow, columns, N, "y=spline");
  for (gsize i = 0; i < N; i++)
    {
      x[i] = 1e9 * x[i] + 1e10;
      y[i] *= 1e-9;
    }
  scaled = fit_columns (xy, arrow, columns, N, "y=spline");
  for (double a = -3.0; a <= 3.0; a += 0.25)
    g_assert_cmpfloat_with_epsilon (1e9 * predict (scaled, 1, 1e9 * a + 1e10, 0), predict (model, 1, a, 0),
                                    1e-5);
}

/* Few rows, few values, missing ones: lines where nothing else can be told. */
static void
test_little_data (void)
{
  double x[] = { 1, 2, 3, 4, NAN, 6 }, y[] = { 2, 4, 6, NAN, 100, 12 }, two[40], z[40], constant[40];
  double *columns[] = { x, y }, *two_columns[] = { two, z }, *constants[] = { two, constant };
  g_autoptr (WfModel) model = fit_columns (xy, arrow, columns, 6, "y=spline");
  g_autoptr (WfModel) steps = NULL;
  g_autoptr (WfModel) flat = NULL;

  g_assert_cmpuint (wf_model_get_n_rows_used (model, 1), ==, 4);
  g_assert_cmpfloat_with_epsilon (predict (model, 1, 10, 0), 20.0, 1e-6);
  for (gsize i = 0; i < 40; i++)
    {
      two[i] = i % 2;
      z[i] = 3.0 * two[i] + (double) (i % 4 > 1);
      constant[i] = 7.0;
    }
  steps = fit_columns (xy, arrow, two_columns, 40, "y=spline");
  g_assert_cmpfloat_with_epsilon (predict (steps, 1, 0, 0), 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (predict (steps, 1, 1, 0), 3.5, 1e-9);
  flat = fit_columns (xy, arrow, constants, 40, "y=spline");
  g_assert_cmpfloat_with_epsilon (predict (flat, 1, 5, 0), 7.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_model_get_residual_sd (flat, 1), 0.0, 1e-9);
}

static void
test_refusals (void)
{
  double x[] = { 1, 2, 3, 5 }, w[] = { 2, 4, 6, 10 }, y[] = { 1, 3, 2, 5 }, one[] = { 1, 1, 1, 1 };
  double huge[] = { -1e300, 1e300, 1e299, 0 };
  const struct
  {
    double *columns[3];
    gsize n;
    int code;
    const char *words;
  } cases[] = {
    { { x, w, y }, 4, WF_ERROR_SINGULAR, "(x, w)" },
    { { x, one, y }, 4, WF_ERROR_SINGULAR, "w, a parent of y, is constant" },
    { { x, huge, y }, 4, WF_ERROR_DATA, "too large" },
    { { x, y, huge }, 4, WF_ERROR_DATA, "too large" },
    { { x, w, y }, 2, WF_ERROR_DATA, "at least 4" },
  };
  g_autoptr (WfGraph) graph = make_graph (xwy, two_arrows);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfTableBuilder) builder = wf_table_builder_new (cases[i].n);
      g_autoptr (WfTable) table = NULL;

      for (gsize k = 0; k < 3; k++)
        wf_table_builder_add_continuous (builder, xwy[k], cases[i].columns[k], cases[i].n);
      table = wf_table_builder_end (builder);
      assert_not_fitted (table, graph, "x=empirical,w=empirical,y=spline", cases[i].code, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spline/curves", test_curves);
  g_test_add_func ("/spline/straight", test_straight);
  g_test_add_func ("/spline/smoothness", test_smoothness);
  g_test_add_func ("/spline/skewed-parent", test_skewed_parent);
  g_test_add_func ("/spline/levels", test_levels);
  g_test_add_func ("/spline/units", test_units);
  g_test_add_func ("/spline/little-data", test_little_data);
  g_test_add_func ("/spline/refusals", test_refusals);
  return g_test_run ();
}
