/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

#define N     4000
#define RIDGE 0.1 /* the default */

static const char *const xy[] = { "x", "y", NULL };
static const char *const xwy[] = { "x", "w", "y", NULL };
static const char *const binary[] = { "no", "yes", NULL };
static const char *const ternary[] = { "low", "mid", "high", NULL };
static const int arrow[] = { 0, 1, -1 };
static const int two_arrows[] = { 0, 2, 1, 2, -1 };

static WfModel *
fit_logistic (const char *const *names, const int *arrows, WfTableBuilder *builder, const char *mechanisms)
{
  g_autoptr (GVariant) params = make_text_param ("mechanisms", mechanisms);
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfTable) table = wf_table_builder_end (builder);
  g_autoptr (GError) error = NULL;
  WfModel *model = wf_model_fit (NULL, table, graph, params, NULL, &error);

  g_assert_no_error (error);
  return model;
}

static void
get_probabilities (WfModel *model, guint node, double a, double b, double *p)
{
  const double *parents[] = { &a, &b };

  wf_mechanism_get_probabilities (wf_model_get_mechanism (model, node), parents, 1, p);
}

/* At the maximum the gradient is 0: that of the rows, of the ridge and of the rows of the prior. */
static void
check_stationary (gsize n)
{
  g_autofree double *x = g_new (double, n);
  g_autofree gint32 *y = g_new (gint32, n);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfModel) model = NULL;
  double mean = 0.0, sd = 0.0, with_one = 0.0, with_z = 0.0, p[2], q[2], weight;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = 5.0 + 2.0 * wf_rng_normal (&rng);
      y[i] = wf_rng_uniform (&rng) < 1.0 / (1.0 + exp (3.0 - 0.8 * x[i]));
      mean += x[i] / (double) n;
    }
  for (gsize i = 0; i < n; i++)
    sd += (x[i] - mean) * (x[i] - mean) / (double) n;
  sd = sqrt (sd);
  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_discrete (builder, "y", y, n, binary);
  model = fit_logistic (xy, arrow, builder, "");
  g_assert_cmpstr (get_kind (model, 1), ==, "logistic");
  for (gsize i = 0; i < n; i++)
    {
      get_probabilities (model, 1, x[i], 0, p);
      with_one += y[i] - p[1];
      with_z += (y[i] - p[1]) * (x[i] - mean) / sd;
    }
  get_probabilities (model, 1, mean, 0, p);
  get_probabilities (model, 1, mean + sd, 0, q);
  weight = log (q[1] / q[0]) - log (p[1] / p[0]);
  g_assert_cmpfloat_with_epsilon (with_one + 0.5 - p[1], 0.0, 1e-8 * (double) n);
  g_assert_cmpfloat_with_epsilon (with_z - RIDGE * weight / 2.0, 0.0, 1e-8 * (double) n);
  /* the truth is 0.8 a unit; its standard error of 4,000 rows about 0.025 */
  g_assert_cmpfloat_with_epsilon (weight / sd, 0.8, 0.1);
}

static void
test_stationary (void)
{
  check_stationary (N);
  /* the first steps are taken on half of these rows */
  check_stationary (50000);
}

/* Three levels, a continuous and a discrete parent, probabilities known: within four standard errors of them.
 */
static void
test_truth (void)
{
  g_autofree double *x = g_new (double, N);
  g_autofree gint32 *w = g_new (gint32, N);
  g_autofree gint32 *y = g_new (gint32, N);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N);
  g_autoptr (WfModel) model = NULL;
  double p[3];
  WfRng rng;

  wf_rng_init (&rng, 2, 0);
  for (gsize i = 0; i < N; i++)
    {
      double a, b, u = wf_rng_uniform (&rng);

      x[i] = wf_rng_normal (&rng);
      w[i] = wf_rng_uniform (&rng) < 0.4;
      a = exp (0.5 * x[i] - 0.3);
      b = exp (-x[i] + w[i]);
      y[i] = u < 1.0 / (1.0 + a + b) ? 0 : (u < (1.0 + a) / (1.0 + a + b) ? 1 : 2);
    }
  wf_table_builder_add_continuous (builder, "x", x, N);
  wf_table_builder_add_discrete (builder, "w", w, N, binary);
  wf_table_builder_add_discrete (builder, "y", y, N, ternary);
  model = fit_logistic (xwy, two_arrows, builder, "");
  for (double t = -1.5; t <= 1.5; t += 0.5)
    for (gsize k = 0; k < 2; k++)
      {
        double a = exp (0.5 * t - 0.3), b = exp (-t + (double) k);

        get_probabilities (model, 2, t, k, p);
        g_assert_cmpfloat_with_epsilon (p[0], 1.0 / (1.0 + a + b), 0.06);
        g_assert_cmpfloat_with_epsilon (p[2], b / (1.0 + a + b), 0.06);
      }
  g_assert_cmpfloat (wf_model_get_r_squared (model, 2), >, 0.05);
  g_assert_false (wf_model_is_discrete (model));
}

/* Without parents: the table of the same prior. With discrete ones: a table is kept. */
static void
test_tables (void)
{
  const gint32 x[] = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 }, y[] = { 0, 0, 0, 0, 1, 0, 1, 1, 1, 1 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (10);
  g_autoptr (WfModel) model = NULL;
  const double *cpt;
  double p[2];
  gsize n;

  wf_table_builder_add_discrete (builder, "x", x, 10, binary);
  wf_table_builder_add_discrete (builder, "y", y, 10, binary);
  model = fit_logistic (xy, arrow, builder, "x=logistic,y=logistic");
  get_probabilities (model, 0, 0, 0, p);
  g_assert_cmpfloat_with_epsilon (p[0], 5.5 / 11.0, 1e-6);
  g_assert_true (wf_model_is_discrete (model));
  cpt = wf_model_get_cpt (model, 1, &n);
  g_assert_cmpuint (n, ==, 4);
  for (gsize k = 0; k < 2; k++)
    {
      get_probabilities (model, 1, k, 0, p);
      g_assert_cmpfloat (cpt[2 * k], ==, p[0]);
      g_assert_cmpfloat (cpt[2 * k + 1], ==, p[1]);
      /* 0.8, drawn in a little by the priors */
      g_assert_cmpfloat_with_epsilon (p[k], 0.8, 0.04);
      g_assert_cmpfloat (p[k], <, 0.8);
    }
}

/* Levels that a parent tells for sure, and one that never occurs, keep finite odds. */
static void
test_separable (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8 }, at = 1e6;
  const double *parents[] = { &at };
  const gint32 y[] = { 0, 0, 0, 0, 1, 1, 1, 1 };
  const double level = 1.0;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (8);
  g_autoptr (WfModel) model = NULL;
  double p[3], log_density;

  wf_table_builder_add_continuous (builder, "x", x, 8);
  wf_table_builder_add_discrete (builder, "y", y, 8, ternary);
  model = fit_logistic (xy, arrow, builder, "");
  get_probabilities (model, 1, 1.0, 0, p);
  g_assert_cmpfloat (p[0], >, 0.9);
  g_assert_cmpfloat (p[2], >, 0.0);
  g_assert_cmpfloat (p[2], <, 0.1);
  wf_mechanism_log_density (wf_model_get_mechanism (model, 1), parents, &level, 1, &log_density);
  g_assert_true (isfinite (log_density));
}

static void
test_refusals (void)
{
  const double one[] = { 1, 1, 1, 1 }, huge[] = { -1e300, 1e300, 0, 1 };
  const gint32 y[] = { 0, 1, 0, 1 };
  g_autoptr (WfGraph) graph = make_graph (xy, arrow);

  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
      g_autoptr (WfTable) table = NULL;

      wf_table_builder_add_continuous (builder, "x", i == 0 ? one : huge, 4);
      wf_table_builder_add_discrete (builder, "y", y, 4, binary);
      table = wf_table_builder_end (builder);
      assert_not_fitted (table, graph, "x=empirical", i == 0 ? WF_ERROR_SINGULAR : WF_ERROR_DATA,
                         i == 0 ? "constant" : "too large");
    }
}

/* 60 levels of 40 and 40: 59 x 81 unknowns */
static void
test_too_large (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (120);
  g_autoptr (WfGraph) graph = make_graph (xwy, two_arrows);
  g_autoptr (WfTable) table = NULL;
  g_auto (GStrv) levels = NULL;
  gint32 codes[120];

  for (gint32 i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      g_strv_builder_add (names, name);
    }
  levels = g_strv_builder_end (names);
  for (gint32 i = 0; i < 120; i++)
    codes[i] = i % 60;
  for (gsize k = 0; k < 3; k++)
    wf_table_builder_add_discrete (builder, xwy[k], codes, 120, (const char *const *) levels);
  table = wf_table_builder_end (builder);
  assert_not_fitted (table, graph, "y=logistic", WF_ERROR_TOO_LARGE, "unknowns");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/logistic/stationary", test_stationary);
  g_test_add_func ("/logistic/truth", test_truth);
  g_test_add_func ("/logistic/tables", test_tables);
  g_test_add_func ("/logistic/separable", test_separable);
  g_test_add_func ("/logistic/refusals", test_refusals);
  g_test_add_func ("/logistic/too-large", test_too_large);
  return g_test_run ();
}
