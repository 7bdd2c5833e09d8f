/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

#define N_ROWS 400

static const char *const xyz[] = { "x", "y", "z", NULL };

/* z = 2 + 3 x - 0.5 y + noise, y = 1 - x + noise; columns in another order than the nodes, one too many */
static WfTable *
make_linear_table (double *x, double *y, double *z, gsize n)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  WfRng rng;

  wf_rng_init (&rng, 7, 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = 10.0 + wf_rng_normal (&rng);
      y[i] = 1.0 - x[i] + wf_rng_normal (&rng);
      z[i] = 2.0 + 3.0 * x[i] - 0.5 * y[i] + 0.1 * wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "z", z, n);
  wf_table_builder_add_continuous (builder, "other", y, n);
  wf_table_builder_add_continuous (builder, "y", y, n);
  wf_table_builder_add_continuous (builder, "x", x, n);
  return wf_table_builder_end (builder);
}

static double
mean_of (const double *x, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i];
  return sum / (double) n;
}

static double
covariance_of (const double *x, const double *y, gsize n)
{
  double mx = mean_of (x, n), my = mean_of (y, n), sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += (x[i] - mx) * (y[i] - my);
  return sum / (double) (n - 1);
}

static void
test_simple_regression (void)
{
  double x[N_ROWS], y[N_ROWS], z[N_ROWS];
  const int arrows[] = { 0, 1, -1 };
  g_autoptr (WfTable) table = make_linear_table (x, y, z, N_ROWS);
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  double slope = covariance_of (x, y, N_ROWS) / covariance_of (x, x, N_ROWS);
  double rss = (N_ROWS - 1) * (covariance_of (y, y, N_ROWS) - slope * covariance_of (x, y, N_ROWS));
  const double *coefficients;
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpstr (wf_model_get_kind (model), ==, "linear-gaussian");
  g_assert_cmpstr (wf_table_get_name (wf_model_get_table (model), 0), ==, "x");
  g_assert_cmpstr (wf_table_get_name (wf_model_get_table (model), 2), ==, "z");
  coefficients = wf_model_get_coefficients (model, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat_with_epsilon (coefficients[0], slope, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_model_get_intercept (model, 1),
                                  mean_of (y, N_ROWS) - slope * mean_of (x, N_ROWS), 1e-10);
  g_assert_cmpfloat_with_epsilon (wf_model_get_residual_sd (model, 1), sqrt (rss / (N_ROWS - 2)), 1e-10);
  g_assert_cmpfloat_with_epsilon (wf_model_get_r_squared (model, 1),
                                  1.0 - rss / ((N_ROWS - 1) * covariance_of (y, y, N_ROWS)), 1e-10);
  g_assert_cmpuint (wf_model_get_n_rows_used (model, 1), ==, N_ROWS);

  wf_model_get_coefficients (model, 0, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (isnan (wf_model_get_r_squared (model, 0)));
  g_assert_cmpfloat_with_epsilon (wf_model_get_intercept (model, 0), mean_of (x, N_ROWS), 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_model_get_residual_sd (model, 0), sqrt (covariance_of (x, x, N_ROWS)),
                                  1e-12);
  g_assert_null (wf_model_get_cpt (model, 0, NULL));
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_model_get_observed (model, 2)),
                                  mean_of (z, N_ROWS), 1e-10);
}

static void
test_two_parents (void)
{
  double x[N_ROWS], y[N_ROWS], z[N_ROWS];
  const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  g_autoptr (WfTable) table = make_linear_table (x, y, z, N_ROWS);
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (WfModel) model = wf_model_fit ("linear-gaussian", table, graph, NULL, NULL, NULL);
  const double *b = wf_model_get_coefficients (model, 2, NULL);
  double a = wf_model_get_intercept (model, 2), sum = 0.0, with_x = 0.0, with_y = 0.0;

  g_assert_cmpfloat_with_epsilon (b[0], 3.0, 0.03);
  g_assert_cmpfloat_with_epsilon (b[1], -0.5, 0.03);
  g_assert_cmpfloat_with_epsilon (wf_model_get_residual_sd (model, 2), 0.1, 0.01);
  /* the normal equations: residuals are orthogonal to 1, x and y */
  for (gsize i = 0; i < N_ROWS; i++)
    {
      double residual = z[i] - a - b[0] * x[i] - b[1] * y[i];

      sum += residual;
      with_x += residual * x[i];
      with_y += residual * y[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 0.0, 1e-8);
  g_assert_cmpfloat_with_epsilon (with_x, 0.0, 1e-7);
  g_assert_cmpfloat_with_epsilon (with_y, 0.0, 1e-7);
}

/* The coefficients follow the units of the columns, over many powers of ten. */
static void
test_units (void)
{
  double x[N_ROWS], y[N_ROWS], z[N_ROWS];
  const int arrows[] = { 0, 2, 1, 2, -1 };
  g_autoptr (WfTable) table = make_linear_table (x, y, z, N_ROWS);
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfTable) scaled = NULL;
  g_autoptr (WfModel) other = NULL;

  for (gsize i = 0; i < N_ROWS; i++)
    {
      x[i] *= 1e9;
      y[i] *= 1e-9;
    }
  wf_table_builder_add_continuous (builder, "x", x, N_ROWS);
  wf_table_builder_add_continuous (builder, "y", y, N_ROWS);
  wf_table_builder_add_continuous (builder, "z", z, N_ROWS);
  scaled = wf_table_builder_end (builder);
  other = wf_model_fit (NULL, scaled, graph, NULL, NULL, NULL);
  g_assert_nonnull (other);
  g_assert_cmpfloat_with_epsilon (wf_model_get_coefficients (other, 2, NULL)[0] * 1e9,
                                  wf_model_get_coefficients (model, 2, NULL)[0], 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_model_get_coefficients (other, 2, NULL)[1] * 1e-9,
                                  wf_model_get_coefficients (model, 2, NULL)[1], 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_model_get_residual_sd (other, 2), wf_model_get_residual_sd (model, 2),
                                  1e-9);
}

static WfTable *
make_table (gsize n_rows, gsize n_columns, const char *const *names, double *const *columns)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n_rows);

  for (gsize i = 0; i < n_columns; i++)
    wf_table_builder_add_continuous (builder, names[i], columns[i], n_rows);
  return wf_table_builder_end (builder);
}

static void
test_missing (void)
{
  double x[] = { 1, 2, 3, 4, NAN, 6 }, y[] = { 2, 4, 6, NAN, 100, 12 }, z[] = { 1, 5, 2, 7, 3, 9 };
  double *columns[] = { x, y, z };
  const int arrows[] = { 0, 1, -1 };
  g_autoptr (WfTable) table = make_table (6, 3, xyz, columns);
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);

  g_assert_cmpuint (wf_model_get_n_rows_used (model, 0), ==, 5);
  g_assert_cmpuint (wf_model_get_n_rows_used (model, 1), ==, 4);
  g_assert_cmpuint (wf_model_get_n_rows_used (model, 2), ==, 6);
  g_assert_cmpfloat_with_epsilon (wf_model_get_coefficients (model, 1, NULL)[0], 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_model_get_intercept (model, 1), 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_model_get_intercept (model, 0), 3.2, 1e-12);
  g_assert_nonnull (wf_model_get_warnings (model)[0]);
  g_assert_nonnull (strstr (wf_model_get_warnings (model)[0], "2 variables"));
}

/* the fit fails with the code and the message holds both words */
static void
assert_fails (WfTable *table, WfGraph *graph, const char *kind, int code, const char *word, const char *other)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_fit (kind, table, graph, NULL, NULL, &error);

  g_assert_null (model);
  g_assert_error (error, WF_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_nonnull (strstr (error->message, other));
}

static void
test_singular (void)
{
  const char *const names[] = { "a", "b", "c", "d", "e", NULL };
  double a[50], b[50], c[50], d[50], e[50];
  double *columns[] = { a, b, c, d, e };
  const int arrows[] = { 0, 4, 1, 4, 2, 4, 3, 4, -1 };
  const int from_e[] = { 4, 0, -1 };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfGraph) constant = make_graph (names, from_e);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = NULL;
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (gsize i = 0; i < 50; i++)
    {
      a[i] = wf_rng_normal (&rng);
      b[i] = wf_rng_normal (&rng);
      c[i] = wf_rng_normal (&rng);
      d[i] = 2.0 * a[i] - c[i] + 5.0;
      e[i] = 3.5;
    }
  table = make_table (50, 5, names, columns);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_assert_null (model);
  g_assert_error (error, WF_ERROR, WF_ERROR_SINGULAR);
  g_assert_nonnull (strstr (error->message, "(a, c, d)"));
  assert_fails (table, constant, NULL, WF_ERROR_SINGULAR, "e", "constant");
}

/* A constant child is no fault: nothing moves it. */
static void
test_constant_child (void)
{
  double x[] = { 1, 2, 4, 8 }, y[] = { 3, 3, 3, 3 }, z[] = { 1, 2, 3, 5 };
  double *columns[] = { x, y, z };
  const int arrows[] = { 0, 1, -1 };
  g_autoptr (WfTable) table = make_table (4, 3, xyz, columns);
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);

  g_assert_cmpfloat (wf_model_get_coefficients (model, 1, NULL)[0], ==, 0.0);
  g_assert_cmpfloat (wf_model_get_intercept (model, 1), ==, 3.0);
  g_assert_cmpfloat (wf_model_get_residual_sd (model, 1), ==, 0.0);
  g_assert_true (isnan (wf_model_get_r_squared (model, 1)));
}

static void
test_refusals (void)
{
  const char *const others[] = { "x", "yy", "z", NULL };
  const char *const levels[] = { "no", "yes", NULL };
  const gint32 codes[] = { 0, 1, 0 };
  double x[] = { 1, 2, 3 }, y[] = { 1, 4, 2 }, z[] = { NAN, 1, 2 };
  double huge[] = { -1e300, 1e300, 1e299 };
  double *columns[] = { x, y, z };
  double *huge_columns[] = { huge, y, z };
  const int arrows[] = { 0, 2, 1, 2, -1 };
  const int none[] = { -1 };
  g_autoptr (WfTable) table = make_table (3, 3, xyz, columns);
  g_autoptr (WfTable) renamed = make_table (3, 3, others, columns);
  g_autoptr (WfTable) large = make_table (3, 3, xyz, huge_columns);
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (WfGraph) empty = make_graph (xyz, none);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (3);
  g_autoptr (WfTable) mixed = NULL;

  wf_table_builder_add_continuous (builder, "x", x, 3);
  wf_table_builder_add_discrete (builder, "y", codes, 3, levels);
  wf_table_builder_add_discrete (builder, "z", codes, 3, levels);
  mixed = wf_table_builder_end (builder);

  assert_fails (table, graph, NULL, WF_ERROR_DATA, "z and its parents have 2 complete rows", "at least 4");
  assert_fails (renamed, graph, NULL, WF_ERROR_DATA, "“y”", "“yy”");
  assert_fails (mixed, graph, "linear-gaussian", WF_ERROR_UNSUPPORTED, "z is discrete", "logistic");
  assert_fails (mixed, graph, "empirical", WF_ERROR_UNSUPPORTED, "z has x as a parent", "logistic");
  assert_fails (table, empty, "categorical", WF_ERROR_UNSUPPORTED, "categorical", "--discrete");
  assert_fails (table, empty, "nonsense", WF_ERROR_UNSUPPORTED, "nonsense", "linear-gaussian");
  assert_fails (large, empty, NULL, WF_ERROR_DATA, "x", "too large");
}

static void
test_hidden_causes (void)
{
  double x[] = { 1, 2, 3 }, y[] = { 1, 4, 2 }, z[] = { 0, 1, 2 };
  double *columns[] = { x, y, z };
  g_autoptr (WfTable) table = make_table (3, 3, xyz, columns);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (xyz);
  g_autoptr (WfGraph) graph = NULL;

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_CIRCLE, WF_MARK_ARROW);
  graph = wf_graph_builder_end (builder, WF_GRAPH_PAG, NULL);
  g_assert_nonnull (graph);
  assert_fails (table, graph, NULL, WF_ERROR_UNSUPPORTED, "pag", "possible effects");
}

/* A graph with a cycle is of no known kind; the error names the cycle. */
static void
test_cycle (void)
{
  double x[] = { 1, 2, 3 }, y[] = { 1, 4, 2 }, z[] = { 0, 1, 2 };
  double *columns[] = { x, y, z };
  g_autoptr (WfTable) table = make_table (3, 3, xyz, columns);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (xyz);
  g_autoptr (WfGraph) graph = NULL;

  for (guint v = 0; v < 3; v++)
    wf_graph_builder_add_arrow (builder, v, (v + 1) % 3);
  graph = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, NULL);
  assert_fails (table, graph, NULL, WF_ERROR_DATA, "cycle", "x → y → z → x");
}

/* x - y - z open, z -> w: the DAG has the same edges, and the choices are the open ones. */
static void
test_choices (void)
{
  const char *const names[] = { "x", "y", "z", NULL };
  double x[N_ROWS], y[N_ROWS], z[N_ROWS];
  g_autoptr (WfTable) table = make_linear_table (x, y, z, N_ROWS);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) cpdag = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (GError) error = NULL;
  const guint *choices;
  const WfEdge *edges;
  gsize n_choices, n_edges;

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_TAIL, WF_MARK_TAIL);
  wf_graph_builder_set_edge (builder, 1, 2, WF_MARK_TAIL, WF_MARK_TAIL);
  cpdag = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, &error);
  g_assert_no_error (error);
  model = wf_model_fit (NULL, table, cpdag, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wf_graph_get_kind (wf_model_get_graph (model)), ==, WF_GRAPH_DAG);
  choices = wf_model_get_choices (model, &n_choices);
  edges = wf_graph_get_edges (wf_model_get_graph (model), &n_edges);
  g_assert_cmpuint (n_edges, ==, 2);
  g_assert_cmpuint (n_choices, ==, 2);
  for (gsize i = 0; i < n_choices; i++)
    {
      g_assert_cmpuint (choices[i], ==, i);
      g_assert_true ((edges[i].mark_a == WF_MARK_ARROW) != (edges[i].mark_b == WF_MARK_ARROW));
    }
  /* not both into y: that would be another equivalence class */
  g_assert_false (wf_graph_is_parent (wf_model_get_graph (model), 0, 1) &&
                  wf_graph_is_parent (wf_model_get_graph (model), 2, 1));
}

static void
test_describe (void)
{
  double x[] = { 0, 1, 2, 3 }, y[] = { 5, 1, 8, 2 }, z[4];
  double *columns[] = { x, y, z };
  const int arrows[] = { 0, 2, 1, 2, -1 };
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < 4; i++)
    z[i] = 6.75 - 0.39 * x[i] + 2.0 * y[i];
  table = make_table (4, 3, xyz, columns);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  text = wf_model_describe (model, 2);
  g_assert_true (g_str_has_prefix (text, "z = 6.75 − 0.39 · x + 2 · y + noise (sd "));
}

/* begin: 2021-05-30, 3 days a size, 12 days more or less; end: 5 days later, 2 days a size */
static WfTable *
make_dates (void)
{
  g_autoptr (GString) text = g_string_new ("size,begin,end\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfTable) table = NULL;

  for (int i = 0; i < 40; i++)
    {
      int size = i % 7;
      double begin = 1622332800 + 86400.0 * (3 * size + (i % 2 == 0 ? 12 : -12));

      g_string_append_printf (text, "%d,", size);
      wf_calendar_append (text, begin);
      g_string_append_c (text, ',');
      wf_calendar_append (text, begin + 86400.0 * (5 + 2 * size));
      g_string_append_c (text, '\n');
    }
  bytes = g_bytes_new (text->str, text->len);
  source = wf_source_new (bytes, "dates.csv");
  table = wf_table_read (source, NULL, NULL, NULL);
  return wf_table_with_types (table, "size=continuous", NULL);
}

/* the equation of a column of dates has a date, and spans beside it; of two such columns no date */
static void
test_describe_dates (void)
{
  static const char *const names[] = { "size", "begin", "end", NULL };
  const int one[] = { 0, 1, -1 };
  const int two[] = { 0, 2, 1, 2, -1 };
  g_autoptr (WfGraph) graph = make_graph (names, one);
  g_autoptr (WfGraph) graph_2 = make_graph (names, two);
  g_autoptr (WfTable) table = make_dates ();
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfModel) model_2 = NULL;
  g_autofree char *text = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *text_2 = NULL;

  model = wf_model_fit ("linear-gaussian", table, graph, NULL, NULL, NULL);
  text = wf_model_describe (model, 1);
  g_assert_true (g_str_has_prefix (text, "begin = 2021-05-30 + "));
  g_assert_nonnull (strstr (text, " days · size + noise (sd 12"));
  g_assert_true (g_str_has_suffix (text, " days)"));
  alone = wf_model_describe (model, 2);
  g_assert_nonnull (strstr (alone, "2021-06-"));
  model_2 = wf_model_fit ("linear-gaussian", table, graph_2, NULL, NULL, NULL);
  text_2 = wf_model_describe (model_2, 2);
  g_assert_true (g_str_has_prefix (text_2, "end = 5 days + 2 days · size + 1 · begin + noise (sd "));
}

static WfTable *
make_smoking_table (void)
{
  const char *const levels[] = { "no", "yes", NULL };
  const char *const three[] = { "low", "mid", "high", NULL };
  const gint32 smoke[] = { 0, 0, 0, 1, 1, 1, 1, -1 };
  const gint32 cancer[] = { 0, 0, 1, 1, 1, 0, 1, 1 };
  const gint32 age[] = { 0, 0, 1, 1, 0, 0, 1, 2 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (8);

  wf_table_builder_add_discrete (builder, "cancer", cancer, 8, levels);
  wf_table_builder_add_discrete (builder, "age", age, 8, three);
  wf_table_builder_add_discrete (builder, "smoke", smoke, 8, levels);
  return wf_table_builder_end (builder);
}

static GVariant *
make_ess (double ess)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "ess", "d", ess);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static void
test_categorical (void)
{
  const char *const names[] = { "smoke", "age", "cancer", NULL };
  const int arrows[] = { 0, 2, 1, 2, -1 };
  g_autoptr (WfTable) table = make_smoking_table ();
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (GVariant) no_prior = make_ess (0.0);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) raw = wf_model_fit (NULL, table, graph, no_prior, NULL, &error);
  g_autoptr (WfModel) smooth = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  g_autofree char *text = NULL;
  const double *cpt;
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpstr (wf_model_get_kind (raw), ==, "categorical");
  g_assert_null (wf_model_get_coefficients (raw, 2, NULL));
  cpt = wf_model_get_cpt (raw, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat_with_epsilon (cpt[1], 4.0 / 7.0, 1e-15);
  cpt = wf_model_get_cpt (raw, 2, &n);
  g_assert_cmpuint (n, ==, 12);
  g_assert_cmpuint (wf_model_get_n_rows_used (raw, 2), ==, 7);
  g_assert_cmpfloat (cpt[0 * 2 + 0], ==, 1.0); /* no, low: 2 of 2 healthy */
  g_assert_cmpfloat (cpt[1 * 2 + 1], ==, 1.0); /* no, mid: 1 of 1 ill */
  g_assert_cmpfloat (cpt[2 * 2 + 0], ==, 0.5); /* no, high: never seen */
  g_assert_cmpfloat (cpt[3 * 2 + 1], ==, 0.5); /* yes, low: 1 of 2 */
  g_assert_cmpfloat (cpt[4 * 2 + 1], ==, 1.0); /* yes, mid: 2 of 2 */
  cpt = wf_model_get_cpt (smooth, 2, NULL);
  g_assert_cmpfloat_with_epsilon (cpt[0 * 2 + 0], (2.0 + 1.0 / 12.0) / (2.0 + 1.0 / 6.0), 1e-15);
  g_assert_cmpfloat_with_epsilon (cpt[1 * 2 + 0], (1.0 / 12.0) / (1.0 + 1.0 / 6.0), 1e-15);
  g_assert_nonnull (strstr (wf_model_get_warnings (raw)[0], "2 of the 6"));
  text = wf_model_describe (raw, 2);
  g_assert_cmpstr (text, ==, "2 parents, 6 rows of probabilities");
}

/* McFadden's pseudo R² by hand: of 7 rows 4 are ill; with smoking 1 of 3 and 3 of 4. */
static void
test_pseudo_r_squared (void)
{
  const char *const names[] = { "smoke", "cancer", NULL };
  const int arrows[] = { 0, 1, -1 };
  g_autoptr (WfTable) table = make_smoking_table ();
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  double with = log (1.0 / 3) + 2 * log (2.0 / 3) + 3 * log (0.75) + log (0.25);
  double without = 4 * log (4.0 / 7) + 3 * log (3.0 / 7);

  g_assert_cmpfloat_with_epsilon (wf_model_get_r_squared (model, 1), 1.0 - with / without, 1e-12);
}

/* 30 parents of two levels: 2^31 entries */
static void
test_too_large (void)
{
  const char *const levels[] = { "0", "1", NULL };
  const gint32 codes[] = { 0, 1 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (2);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_auto (GStrv) list = NULL;
  int arrows[61];

  for (int i = 0; i < 31; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%d", i);

      g_strv_builder_add (names, name);
      wf_table_builder_add_discrete (builder, name, codes, 2, levels);
    }
  for (int i = 0; i < 30; i++)
    {
      arrows[2 * i] = i;
      arrows[2 * i + 1] = 30;
    }
  arrows[60] = -1;
  list = g_strv_builder_end (names);
  table = wf_table_builder_end (builder);
  graph = make_graph ((const char *const *) list, arrows);
  assert_fails (table, graph, NULL, WF_ERROR_TOO_LARGE, "v30", "30 parents");
}

static void
test_parameters (void)
{
  const char *const names[] = { "smoke", "cancer", NULL };
  const int arrows[] = { 0, 1, -1 };
  g_autoptr (WfTable) table = make_smoking_table ();
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (GVariant) negative = make_ess (-1.0);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (wf_params_get_real (wf_model_get_params (model), "ess"), ==, 1.0);
  g_assert_null (wf_model_fit (NULL, table, graph, negative, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "ess"));
}

static void
test_cancel (void)
{
  double x[N_ROWS], y[N_ROWS], z[N_ROWS];
  const int arrows[] = { 0, 1, -1 };
  g_autoptr (WfTable) table = make_linear_table (x, y, z, N_ROWS);
  g_autoptr (WfGraph) graph = make_graph (xyz, arrows);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_model_fit (NULL, table, graph, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/linear/simple-regression", test_simple_regression);
  g_test_add_func ("/model/linear/two-parents", test_two_parents);
  g_test_add_func ("/model/linear/units", test_units);
  g_test_add_func ("/model/linear/missing", test_missing);
  g_test_add_func ("/model/linear/singular", test_singular);
  g_test_add_func ("/model/linear/constant-child", test_constant_child);
  g_test_add_func ("/model/linear/describe", test_describe);
  g_test_add_func ("/model/linear/describe-dates", test_describe_dates);
  g_test_add_func ("/model/refusals", test_refusals);
  g_test_add_func ("/model/hidden-causes", test_hidden_causes);
  g_test_add_func ("/model/cycle", test_cycle);
  g_test_add_func ("/model/choices", test_choices);
  g_test_add_func ("/model/categorical/counts", test_categorical);
  g_test_add_func ("/model/categorical/pseudo-r-squared", test_pseudo_r_squared);
  g_test_add_func ("/model/categorical/too-large", test_too_large);
  g_test_add_func ("/model/parameters", test_parameters);
  g_test_add_func ("/model/cancel", test_cancel);
  return g_test_run ();
}
