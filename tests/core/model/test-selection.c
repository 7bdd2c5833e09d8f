/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which kind the data choose, and how well it is said to fit. */

#include "config.h"

#include "fixture.h"

#define N 1000

static const char *const xwy[] = { "x", "w", "y", NULL };
static const int two_arrows[] = { 0, 2, 1, 2, -1 };

/* How y comes from x and w. */
typedef double (*Law) (double x, double w, double noise);

static double
linear (double x, double w, double noise)
{
  return 1.0 + x - 0.5 * w + noise;
}

static double
exact (double x, double w, double noise)
{
  return 1.0 + x - 0.5 * w;
}

static double
curved (double x, double w, double noise)
{
  return x * x - 0.5 * w + noise;
}

static double
skewed (double x, double w, double noise)
{
  return x - 0.5 * w + exp (noise);
}

static double
interacting (double x, double w, double noise)
{
  return x * w + noise;
}

static double
spreading (double x, double w, double noise)
{
  return x + w + noise * exp (0.7 * x);
}

static double
unrelated (double x, double w, double noise)
{
  return noise;
}

static WfTable *
make_table (Law law, gsize n, guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, n);
  g_autofree double *w = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = wf_rng_normal (&rng);
      w[i] = 0.5 * x[i] + wf_rng_normal (&rng);
      y[i] = law (x[i], w[i], wf_rng_normal (&rng));
    }
  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_continuous (builder, "w", w, n);
  wf_table_builder_add_continuous (builder, "y", y, n);
  return wf_table_builder_end (builder);
}

static WfModel *
fit_law (const char *kind, Law law, gsize n, guint64 seed)
{
  g_autoptr (WfTable) table = make_table (law, n, seed);
  g_autoptr (WfGraph) graph = make_graph (xwy, two_arrows);
  g_autoptr (GError) error = NULL;
  WfModel *model = wf_model_fit (kind, table, graph, NULL, NULL, &error);

  g_assert_no_error (error);
  return model;
}

/* Linear data keep their closed form, but for one model in some hundred; bends and skewed noise are seen. */
static void
test_choice (void)
{
  gsize n_lost = 0;

  for (guint64 seed = 1; seed <= 100; seed++)
    {
      g_autoptr (WfModel) line = fit_law (NULL, linear, 100 + 20 * seed, seed);
      g_autoptr (WfModel) curve = fit_law (NULL, curved, 100 + 20 * seed, seed);
      g_autoptr (WfModel) skew = fit_law (NULL, skewed, 200 + 20 * seed, seed);

      n_lost += !wf_model_is_linear (line);
      g_assert_true (wf_model_is_linear (line) == g_str_equal (wf_model_get_kind (line), "linear-gaussian"));
      g_assert_cmpstr (get_kind (curve, 2), ==, "spline");
      g_assert_cmpstr (get_kind (skew, 2), ==, "spline");
      /* normal data have a normal root in any model */
      g_assert_cmpstr (get_kind (curve, 0), ==, "linear-gaussian");
    }
  g_assert_cmpuint (n_lost, <=, 2);
}

/* What rounding leaves of a sum isn't noise: neither a curve nor a doubt comes of it. */
static void
test_exact (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (WfModel) model = fit_law (NULL, exact, 100 * seed, seed);

      g_assert_true (wf_model_is_linear (model));
      g_assert_cmpfloat (wf_model_get_residual_sd (model, 2), <, 1e-13);
      g_assert_true (isnan (wf_model_get_residual_p_value (model, 2)));
      g_assert_false (wf_model_is_weak (model, 2, NULL));
    }
}

/* Too few rows to choose by: the simplest. */
static void
test_few_rows (void)
{
  g_autoptr (WfModel) model = fit_law (NULL, curved, 99, 1);
  g_autoptr (WfModel) tiny = fit_law (NULL, curved, 29, 1);
  const char *reason = "";

  g_assert_cmpstr (get_kind (model, 2), ==, "linear-gaussian");
  g_assert_false (isnan (wf_model_get_held_out (model, 2, NULL)));
  g_assert_true (isnan (wf_model_get_held_out (tiny, 2, NULL)));
  g_assert_true (isnan (wf_model_get_residual_p_value (tiny, 2)));
  g_assert_false (wf_model_is_weak (tiny, 2, &reason));
  g_assert_null (reason);
}

/* A root far from normal keeps its own values, but not in a linear model. */
static void
test_roots (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N);
  g_autoptr (WfGraph) graph = make_graph (xwy, two_arrows);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) mixed = NULL;
  g_autoptr (WfModel) lines = NULL;
  g_autoptr (GVariant) params = make_text_param ("mechanisms", " x = linear-gaussian , y=linear-gaussian,");
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  WfRng rng;

  wf_rng_init (&rng, 2, 0);
  for (gsize i = 0; i < N; i++)
    {
      x[i] = exp (wf_rng_normal (&rng));
      y[i] = sin (2.0 * x[i]) + 0.3 * wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "x", x, N);
  wf_table_builder_add_continuous (builder, "y", y, N);
  for (gsize i = 0; i < N; i++)
    x[i] = wf_rng_normal (&rng);
  wf_table_builder_add_continuous (builder, "w", x, N);
  table = wf_table_builder_end (builder);
  mixed = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  g_assert_cmpstr (get_kind (mixed, 0), ==, "empirical");
  g_assert_cmpstr (get_kind (mixed, 1), ==, "linear-gaussian");
  g_assert_cmpstr (wf_model_get_kind (mixed), ==, "mixed");
  lines = wf_model_fit (NULL, table, graph, params, NULL, NULL);
  g_assert_true (wf_model_is_linear (lines));
  g_assert_cmpstr (wf_params_get_text (wf_model_get_params (lines), "mechanisms"), ==,
                   " x = linear-gaussian , y=linear-gaussian,");
}

/* What the kinds of all nodes and of single ones are called, or may not be. */
static void
test_names (void)
{
  const char *const words[][2] = {
    { "y", "“y” doesn't say" },
    { "yy=spline", "did you mean “y”" },
    { "y=splines", "no kind of mechanism “splines”" },
    { "y=categorical", "y is continuous; it can be linear-gaussian or spline (mechanisms “y=KIND”)" },
    { "y=empirical", "y has x as a parent" },
  };
  g_autoptr (WfTable) table = make_table (linear, 200, 1);
  g_autoptr (WfGraph) graph = make_graph (xwy, two_arrows);
  g_autoptr (WfModel) curves = fit_law ("spline", linear, 200, 1);

  g_assert_cmpstr (wf_model_get_kind (curves), ==, "spline");
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    assert_not_fitted (table, graph, words[i][0],
                       strstr (words[i][1], "mechanism") != NULL || i == 4 ? WF_ERROR_UNSUPPORTED
                                                                           : WF_ERROR_DATA,
                       words[i][1]);
}

/* E log p of normal noise is -log (2 pi e sd^2) / 2. */
static double
expect_log_density (double sd)
{
  return -0.5 * log (2.0 * G_PI * G_E * sd * sd);
}

static void
test_held_out (void)
{
  g_autoptr (WfModel) model = fit_law (NULL, linear, 4000, 3);
  double alone, held_out = wf_model_get_held_out (model, 2, &alone);

  /* of 2,000 rows: a standard error of 0.016, and the parameters' share */
  g_assert_cmpfloat_with_epsilon (held_out, expect_log_density (1.0), 0.065);
  /* var y = 1 + 0.75^2 + 0.25 */
  g_assert_cmpfloat_with_epsilon (alone, expect_log_density (sqrt (1.0 + 0.75 * 0.75 + 0.25)), 0.065);
  held_out = wf_model_get_held_out (model, 0, &alone);
  g_assert_cmpfloat_with_epsilon (held_out, expect_log_density (1.0), 0.065);
  g_assert_cmpfloat (held_out, ==, alone);
}

/* Of discrete nodes, against the entropy of the probabilities. */
static void
test_held_out_levels (void)
{
  const char *const levels[] = { "no", "yes", NULL };
  const char *const xy[] = { "x", "y", NULL };
  const int arrow[] = { 0, 1, -1 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (2000);
  g_autoptr (WfGraph) graph = make_graph (xy, arrow);
  g_autoptr (WfTable) table = NULL;
  gint32 x[2000], y[2000];
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (gsize i = 0; i < 2000; i++)
    {
      x[i] = wf_rng_uniform (&rng) < 0.5;
      y[i] = wf_rng_uniform (&rng) < (x[i] ? 0.9 : 0.1);
    }
  wf_table_builder_add_discrete (builder, "x", x, 2000, levels);
  wf_table_builder_add_discrete (builder, "y", y, 2000, levels);
  table = wf_table_builder_end (builder);
  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr (WfModel) model =
          wf_model_fit (i == 0 ? "categorical" : "logistic", table, graph, NULL, NULL, NULL);
      double alone, held_out = wf_model_get_held_out (model, 1, &alone);

      g_assert_cmpfloat_with_epsilon (held_out, 0.9 * log (0.9) + 0.1 * log (0.1), 0.06);
      g_assert_cmpfloat_with_epsilon (alone, log (0.5), 0.01);
      g_assert_true (isnan (wf_model_get_residual_p_value (model, 1)) == (i == 0));
      g_assert_false (wf_model_is_weak (model, 1, NULL));
    }
}

/* Under a right model small p-values are as rare as they should be; the test leans to large ones. */
static void
test_p_values (void)
{
  gsize n_small = 0, n_tiny = 0;

  for (guint64 seed = 1; seed <= 300; seed++)
    {
      g_autoptr (WfModel) model = fit_law ("linear-gaussian", linear, 300, seed);
      double p = wf_model_get_residual_p_value (model, 2);

      g_assert_true (p >= 0.0 && p <= 1.0);
      n_small += p < 0.05;
      n_tiny += p < 0.005;
    }
  /* of a right test 15 and 1.5 in the mean; four standard deviations more are 30 and 6 */
  g_assert_cmpuint (n_small, <=, 30);
  g_assert_cmpuint (n_small, >=, 2);
  g_assert_cmpuint (n_tiny, <=, 6);
}

static void
test_weakness (void)
{
  const struct
  {
    const char *kind;
    Law law;
    const char *reason;
  } cases[] = {
    { "linear-gaussian", curved, "noise of y" }, { "spline", interacting, "noise of y" },
    { "spline", spreading, "noise of y" },       { "linear-gaussian", unrelated, "don't help" },
    { "linear-gaussian", linear, NULL },         { "spline", curved, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfModel) model = fit_law (cases[i].kind, cases[i].law, N, 6);
      const char *reason;

      g_assert_true (wf_model_is_weak (model, 2, &reason) == (cases[i].reason != NULL));
      g_test_message ("%s", reason != NULL ? reason : "not weak");
      if (cases[i].reason != NULL)
        g_assert_nonnull (strstr (reason, cases[i].reason));
      g_assert_false (wf_model_is_weak (model, 0, NULL));
    }
}

/* A column of one of seven awkward sorts. */
static void
add_awkward (WfTableBuilder *builder, const char *name, guint sort, gsize n, WfRng *rng)
{
  const char *const one[] = { "only", NULL }, *const two[] = { "no", "yes", NULL };
  g_autofree double *values = g_new (double, n + 1);
  g_autofree gint32 *codes = g_new (gint32, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      double normal = wf_rng_normal (rng);

      values[i] = sort == 0   ? normal
                  : sort == 1 ? 7.0
                  : sort == 2 ? NAN
                  : sort == 3 ? 1e300 * normal
                              : 1e-300 * normal;
      codes[i] = sort == 5 ? 0 : (gint32) wf_rng_below (rng, 3) - 1;
    }
  if (sort < 5)
    wf_table_builder_add_continuous (builder, name, values, n);
  else
    wf_table_builder_add_discrete (builder, name, codes, n, sort == 5 ? one : two);
}

static void
check_awkward (WfTable *table)
{
  g_autoptr (WfGraph) graph = make_graph (xwy, two_arrows);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);

  g_assert_true ((model == NULL) == (error != NULL));
  if (model == NULL)
    {
      g_assert_true (error->domain == WF_ERROR);
      return;
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *words = wf_model_describe (model, i);
      const WfMechanism *mechanism = wf_model_get_mechanism (model, i);
      const double zeros[2] = { 0.0, 0.0 };
      const double *parents[] = { zeros, zeros };
      double noise[2], out[2];
      WfRng rng;

      wf_rng_init (&rng, 1, 0);
      wf_mechanism_draw_noise (mechanism, &rng, 2, noise);
      wf_mechanism_evaluate (mechanism, parents, noise, 2, out);
      g_assert_true (isfinite (out[0]) && isfinite (out[1]));
      wf_model_is_weak (model, i, NULL);
      g_assert_nonnull (words);
    }
}

/* Every combination of awkward columns gives a model that draws numbers, or an error. */
static void
test_awkward (void)
{
  const gsize sizes[] = { 0, 1, 2, 7, 150 };
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint sorts = 0; sorts < 7 * 7 * 7; sorts++)
      {
        g_autoptr (WfTableBuilder) builder = wf_table_builder_new (sizes[s]);
        g_autoptr (WfTable) table = NULL;

        add_awkward (builder, "x", sorts % 7, sizes[s], &rng);
        add_awkward (builder, "w", sorts / 7 % 7, sizes[s], &rng);
        add_awkward (builder, "y", sorts / 49, sizes[s], &rng);
        table = wf_table_builder_end (builder);
        check_awkward (table);
      }
}

/* The figures don't depend on the number of threads. */
static void
test_threads (void)
{
  double held_out[2], p[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WfModel) model = NULL;

      wf_parallel_set_threads (i + 1);
      model = fit_law (NULL, curved, N, 8);
      held_out[i] = wf_model_get_held_out (model, 2, NULL);
      p[i] = wf_model_get_residual_p_value (model, 2);
    }
  wf_parallel_set_threads (0);
  g_assert_cmpfloat (held_out[0], ==, held_out[1]);
  g_assert_cmpfloat (p[0], ==, p[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection/choice", test_choice);
  g_test_add_func ("/selection/exact", test_exact);
  g_test_add_func ("/selection/few-rows", test_few_rows);
  g_test_add_func ("/selection/roots", test_roots);
  g_test_add_func ("/selection/names", test_names);
  g_test_add_func ("/selection/held-out", test_held_out);
  g_test_add_func ("/selection/held-out-levels", test_held_out_levels);
  g_test_add_func ("/selection/p-values", test_p_values);
  g_test_add_func ("/selection/weakness", test_weakness);
  g_test_add_func ("/selection/awkward", test_awkward);
  g_test_add_func ("/selection/threads", test_threads);
  return g_test_run ();
}
