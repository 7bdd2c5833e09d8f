/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What holds of every kind of mechanism, over every sort of node and parents that it takes. */

#include "config.h"

#include "fixture.h"

#define N_ROWS  600
#define N_DRAWS 20000

static const char *const names[] = { "a", "b", "y", NULL };
static const char *const binary[] = { "no", "yes", NULL };
static const char *const ternary[] = { "low", "mid", "high", NULL };

/* One way to use a kind: what the node and its two parents are. */
typedef struct
{
  const WfMechanismKind *kind;
  gboolean is_discrete[3]; /* a, b, y */
  gsize n_parents;
} Case;

typedef void (*CaseFunc) (const Case *test, WfModel *model, const WfMechanism *mechanism);

static void
add_column (
    WfTableBuilder *builder, const char *name, const double *values, gboolean is_discrete, gsize n_levels)
{
  g_autofree gint32 *codes = g_new (gint32, N_ROWS);

  if (!is_discrete)
    {
      wf_table_builder_add_continuous (builder, name, values, N_ROWS);
      return;
    }
  for (gsize i = 0; i < N_ROWS; i++)
    codes[i] = CLAMP ((gint32) floor (values[i] + (double) n_levels / 2.0), 0, (gint32) n_levels - 1);
  wf_table_builder_add_discrete (builder, name, codes, N_ROWS, n_levels == 2 ? binary : ternary);
}

/* y bends with a, moves with b and has skewed noise. */
static WfTable *
make_table (const Case *test, guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autofree double *a = g_new (double, N_ROWS);
  g_autofree double *b = g_new (double, N_ROWS);
  g_autofree double *y = g_new (double, N_ROWS);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      a[i] = wf_rng_normal (&rng);
      b[i] = 0.5 * a[i] + wf_rng_normal (&rng);
      y[i] = sin (a[i]) + 0.5 * b[i] - 0.4 * log (1.0 - wf_rng_uniform (&rng)) - 0.4;
    }
  add_column (builder, "a", a, test->is_discrete[0], 2);
  add_column (builder, "b", b, test->is_discrete[1], 3);
  add_column (builder, "y", y, test->is_discrete[2], 3);
  return wf_table_builder_end (builder);
}

static WfModel *
fit_case (const Case *test, WfTable *table, GError **error)
{
  const int arrows[] = { 0, 2, 1, 2, -1 }, none[] = { -1 };
  g_autoptr (WfGraph) graph = make_graph (names, test->n_parents > 0 ? arrows : none);
  g_autofree char *text = g_strdup_printf ("y=%s", test->kind->id);
  g_autoptr (GVariant) params = make_text_param ("mechanisms", text);

  return wf_model_fit (NULL, table, graph, params, NULL, error);
}

static void
run_case (const Case *test, CaseFunc func)
{
  g_autoptr (WfTable) table = make_table (test, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = fit_case (test, table, &error);

  g_assert_no_error (error);
  g_test_message ("%s: y %s, %zu parents (%s, %s)", test->kind->id,
                  test->is_discrete[2] ? "discrete" : "continuous", test->n_parents,
                  test->is_discrete[0] ? "discrete" : "continuous",
                  test->is_discrete[1] ? "discrete" : "continuous");
  func (test, model, wf_model_get_mechanism (model, 2));
}

/* Calls the function on every case of every kind; returns how many there were. */
static void
for_each_case (CaseFunc func)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();
  gsize n_cases = 0;

  for (gsize i = 0; kinds[i] != NULL; i++)
    for (guint bits = 0; bits < 16; bits++)
      {
        Case test = { kinds[i],
                      { (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0 },
                      (bits & 8) != 0 ? 2 : 0 };
        WfDataKind node = test.is_discrete[2] ? WF_DATA_DISCRETE : WF_DATA_CONTINUOUS;
        gboolean is_possible = (test.kind->nodes & node) != 0;

        for (gsize k = 0; k < test.n_parents; k++)
          is_possible = is_possible && (test.kind->parents &
                                        (test.is_discrete[k] ? WF_DATA_DISCRETE : WF_DATA_CONTINUOUS)) != 0;
        if (!is_possible)
          continue;
        run_case (&test, func);
        n_cases++;
      }
  g_assert_cmpuint (n_cases, >=, g_strv_length ((char **) kinds));
}

static void
test_registry (void)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_assert_nonnull (kinds[i]->id);
      g_assert_nonnull (kinds[i]->name);
      g_assert_nonnull (kinds[i]->summary);
      g_assert_nonnull (kinds[i]->citation);
      g_assert_cmpint (kinds[i]->nodes, !=, 0);
      g_assert_true (wf_mechanism_kinds_find (kinds[i]->id) == kinds[i]);
      g_assert_true ((kinds[i]->predict != NULL) == ((kinds[i]->nodes & WF_DATA_CONTINUOUS) != 0));
      g_assert_true ((kinds[i]->get_probabilities != NULL) == ((kinds[i]->nodes & WF_DATA_DISCRETE) != 0));
      for (gsize j = 0; j < i; j++)
        g_assert_cmpstr (kinds[i]->id, !=, kinds[j]->id);
    }
  g_assert_null (wf_mechanism_kinds_find ("nonsense"));
}

/* A column of the model's table as numbers, the levels of a discrete one too. */
static double *
list_values (WfModel *model, guint node)
{
  WfTable *table = wf_model_get_table (model);
  gsize n_rows = wf_table_get_n_rows (table);
  double *values = g_new (double, n_rows);
  const double *numbers = wf_table_get_values (table, node, NULL);
  const gint32 *codes = wf_table_get_codes (table, node, NULL);

  for (gsize i = 0; i < n_rows; i++)
    values[i] = numbers != NULL ? numbers[i] : codes[i];
  return values;
}

static void
check_round_trip (const Case *test, WfModel *model, const WfMechanism *mechanism)
{
  g_autofree double *a = list_values (model, 0);
  g_autofree double *b = list_values (model, 1);
  g_autofree double *y = list_values (model, 2);
  g_autofree double *noise = g_new (double, N_ROWS);
  g_autofree double *again = g_new (double, N_ROWS);
  const double *parents[] = { a, b };
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  wf_mechanism_abduct (mechanism, parents, y, &rng, N_ROWS, noise);
  wf_mechanism_evaluate (mechanism, parents, noise, N_ROWS, again);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      if (test->is_discrete[2])
        g_assert_cmpfloat (again[i], ==, y[i]);
      else
        g_assert_cmpfloat_with_epsilon (again[i], y[i], 1e-9);
      if (test->is_discrete[2])
        g_assert_true (noise[i] >= 0.0 && noise[i] < 1.0);
    }
}

static void
test_round_trip (void)
{
  for_each_case (check_round_trip);
}

/* Four configurations of the parents. */
static void
list_configurations (const Case *test, double *a, double *b)
{
  for (gsize i = 0; i < 4; i++)
    {
      a[i] = test->is_discrete[0] ? (double) (i % 2) : -1.5 + 1.2 * (double) i;
      b[i] = test->is_discrete[1] ? (double) (i % 3) : 1.0 - 0.7 * (double) i;
    }
}

static void
check_probabilities (const WfMechanism *mechanism, const double *const *parents)
{
  double p[4 * 3], values[4], out[4];

  g_assert_cmpuint (wf_mechanism_get_n_levels (mechanism), ==, 3);
  wf_mechanism_get_probabilities (mechanism, parents, 4, p);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (p[3 * i] + p[3 * i + 1] + p[3 * i + 2], 1.0, 1e-12);
  for (gsize level = 0; level < 3; level++)
    {
      for (gsize i = 0; i < 4; i++)
        values[i] = level;
      wf_mechanism_log_density (mechanism, parents, values, 4, out);
      for (gsize i = 0; i < 4; i++)
        g_assert_cmpfloat_with_epsilon (exp (out[i]), p[3 * i + level], 1e-12);
    }
}

/* The density integrates to 1: x = mean + sinh (t) reaches far with few steps. */
static void
check_density (const WfMechanism *mechanism, const double *const *parents)
{
  const gsize n = 400001;
  const double limit = 14.0, step = 2.0 * limit / (double) (n - 1);
  g_autofree double *a = g_new (double, n);
  g_autofree double *b = g_new (double, n);
  g_autofree double *x = g_new (double, n);
  g_autofree double *density = g_new (double, n);
  const double *columns[] = { a, b };

  for (gsize i = 0; i < 4; i++)
    {
      double mean[4], sum = 0.0;

      wf_mechanism_predict (mechanism, parents, 4, mean);
      for (gsize k = 0; k < n; k++)
        {
          a[k] = parents[0][i];
          b[k] = parents[1][i];
          x[k] = mean[i] + sinh (-limit + step * (double) k);
        }
      wf_mechanism_log_density (mechanism, columns, x, n, density);
      for (gsize k = 0; k < n; k++)
        sum += exp (density[k]) * cosh (-limit + step * (double) k) * step;
      g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-4);
    }
}

static void
check_total (const Case *test, WfModel *model, const WfMechanism *mechanism)
{
  double a[4], b[4];
  const double *parents[] = { a, b };

  list_configurations (test, a, b);
  if (test->is_discrete[2])
    check_probabilities (mechanism, parents);
  else
    check_density (mechanism, parents);
}

static void
test_total (void)
{
  for_each_case (check_total);
}

/* Draws have the mean that is predicted, and the levels their probabilities: within 4 standard errors, and
 * five draws more for rare levels, whose counts are skewed. */
static void
check_draws (const Case *test, WfModel *model, const WfMechanism *mechanism)
{
  double a[4], b[4], mean[4], p[4 * 3];
  const double *parents[] = { a, b };
  g_autofree double *column_a = g_new (double, N_DRAWS);
  g_autofree double *column_b = g_new (double, N_DRAWS);
  g_autofree double *noise = g_new (double, N_DRAWS);
  g_autofree double *out = g_new (double, N_DRAWS);
  const double *columns[] = { column_a, column_b };
  WfRng rng;

  list_configurations (test, a, b);
  wf_rng_init (&rng, 11, 0);
  if (test->is_discrete[2])
    wf_mechanism_get_probabilities (mechanism, parents, 4, p);
  else
    wf_mechanism_predict (mechanism, parents, 4, mean);
  for (gsize i = 0; i < 4; i++)
    {
      double sum = 0.0, squares = 0.0, shares[3] = { 0 };

      for (gsize k = 0; k < N_DRAWS; k++)
        {
          column_a[k] = a[i];
          column_b[k] = b[i];
        }
      wf_mechanism_draw_noise (mechanism, &rng, N_DRAWS, noise);
      wf_mechanism_evaluate (mechanism, columns, noise, N_DRAWS, out);
      for (gsize k = 0; k < N_DRAWS; k++)
        {
          if (test->is_discrete[2])
            shares[(gsize) out[k]] += 1.0 / N_DRAWS;
          sum += out[k] / N_DRAWS;
          squares += out[k] * out[k] / N_DRAWS;
        }
      if (!test->is_discrete[2])
        g_assert_cmpfloat_with_epsilon (sum, mean[i], 4.0 * sqrt ((squares - sum * sum) / N_DRAWS));
      else
        for (gsize level = 0; level < 3; level++)
          g_assert_cmpfloat_with_epsilon (shares[level], p[3 * i + level],
                                          4.0 * sqrt (p[3 * i + level] / N_DRAWS) + 5.0 / N_DRAWS);
    }
}

static void
test_draws (void)
{
  for_each_case (check_draws);
}

/* The fit and the draws don't depend on the number of threads. */
static void
check_threads (const Case *test, WfModel *model, const WfMechanism *mechanism)
{
  g_autofree double *a = list_values (model, 0);
  g_autofree double *b = list_values (model, 1);
  const double *parents[] = { a, b };
  double results[2][N_ROWS];

  for (guint n_threads = 1; n_threads <= 2; n_threads++)
    {
      g_autoptr (WfTable) table = make_table (test, 5);
      g_autoptr (WfModel) other = NULL;
      double noise[N_ROWS];
      WfRng rng;

      wf_parallel_set_threads (n_threads);
      other = fit_case (test, table, NULL);
      wf_rng_init (&rng, 3, 0);
      wf_mechanism_draw_noise (wf_model_get_mechanism (other, 2), &rng, N_ROWS, noise);
      wf_mechanism_evaluate (wf_model_get_mechanism (other, 2), parents, noise, N_ROWS,
                             results[n_threads - 1]);
    }
  wf_parallel_set_threads (0);
  g_assert_cmpmem (results[0], sizeof results[0], results[1], sizeof results[1]);
}

static void
test_threads (void)
{
  for_each_case (check_threads);
}

/* What is missing stays missing; what can't be has no noise. */
static void
check_missing (const Case *test, WfModel *model, const WfMechanism *mechanism)
{
  const double a[] = { 0.0, NAN, 0.0 }, b[] = { NAN, 1.0, 0.0 }, y[] = { 0.0, 1.0, NAN };
  const double *parents[] = { a, b };
  double noise[3] = { 0.25, 0.25, NAN }, out[3];
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  wf_mechanism_evaluate (mechanism, parents, noise, 3, out);
  for (gsize i = test->n_parents > 0 ? 0 : 2; i < 3; i++)
    g_assert_true (isnan (out[i]));
  wf_mechanism_abduct (mechanism, parents, y, &rng, 3, noise);
  wf_mechanism_log_density (mechanism, parents, y, 3, out);
  for (gsize i = test->n_parents > 0 ? 0 : 2; i < 3; i++)
    {
      g_assert_true (isnan (noise[i]));
      g_assert_true (isnan (out[i]));
    }
}

static void
test_missing (void)
{
  for_each_case (check_missing);
}

static void
check_words (const Case *test, WfModel *model, const WfMechanism *mechanism)
{
  g_autofree char *words = wf_model_describe (model, 2);

  g_test_message ("%s", words);
  g_assert_cmpuint (strlen (words), >, 10);
  g_assert_true (g_utf8_validate (words, -1, NULL));
}

static void
test_words (void)
{
  for_each_case (check_words);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (30000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* A fit that takes most of a second is given up soon after it is asked to. */
static void
test_cancel (void)
{
  const gsize n = 400000;
  const int arrows[] = { 0, 2, 1, 2, -1 };
  const char *const mechanisms[] = { "y=spline", "y=logistic" };
  g_autofree double *x = g_new (double, n);
  g_autofree gint32 *levels = g_new (gint32, n);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < n; i++)
    levels[i] = (gint32) wf_rng_below (&rng, 3);
  for (gsize k = 0; k < 2; k++)
    {
      g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
      g_autoptr (WfGraph) graph = make_graph (names, arrows);
      g_autoptr (GVariant) params = make_text_param ("mechanisms", mechanisms[k]);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = NULL;
      GThread *thread;
      gint64 start;

      for (gsize column = 0; column < 3; column++)
        {
          wf_rng_fill_normal (&rng, n, 1.0, x);
          if (column == 2 && k == 1)
            wf_table_builder_add_discrete (builder, names[column], levels, n, ternary);
          else
            wf_table_builder_add_continuous (builder, names[column], x, n);
        }
      table = wf_table_builder_end (builder);
      thread = g_thread_new ("cancel", cancel_soon, cancellable);
      start = g_get_monotonic_time ();
      g_assert_null (wf_model_fit (NULL, table, graph, params, progress, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      /* 0.2 s is the aim; the machine may do other things */
      g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
      g_thread_join (thread);
    }
}

/* Densities of values that a fixed bandwidth would smear: most near 0, some far out. */
static void
check_skewed_density (gsize n, double tolerance)
{
  const int none[] = { -1 };
  const char *const one[] = { "x", NULL };
  g_autofree double *x = g_new (double, n);
  double at[] = { 0.1, 1.0, 10.0, 100.0 }, out[4];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfGraph) graph = make_graph (one, none);
  g_autoptr (GVariant) params = make_text_param ("mechanisms", "x=empirical");
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  for (gsize i = 0; i < n; i++)
    x[i] = exp (2.0 * wf_rng_normal (&rng));
  wf_table_builder_add_continuous (builder, "x", x, n);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, graph, params, NULL, NULL);
  wf_mechanism_log_density (wf_model_get_mechanism (model, 0), NULL, at, 4, out);
  for (gsize i = 1; i < 4; i++)
    {
      double z = log (at[i]) / 2.0, truth = -0.5 * z * z - log (2.0 * at[i]) - 0.5 * log (2.0 * G_PI);

      g_assert_cmpfloat_with_epsilon (out[i], truth, tolerance);
    }
}

static void
test_skewed_density (void)
{
  /* the bandwidth and the rows; of many rows not all are sorted */
  check_skewed_density (2000, 0.25);
  check_skewed_density (60000, 0.1);
}

/* A level that never occurs has no noise, and no draw gives it. */
static void
test_impossible_level (void)
{
  const double p[] = { 0.5, 0.0, 0.5 }, y[] = { 1.0, 3.0, -1.0 };
  const int none[] = { -1 };
  const char *const one[] = { "x", NULL };
  g_autoptr (WfGraph) graph = make_graph (one, none);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;
  double noise[3], at[] = { 0.0, 0.5, 0x1.fffffffffffffp-1 }, out[3];
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  wf_model_builder_set_table (builder, 0, ternary, p, 3);
  model = wf_model_builder_end (builder, NULL);
  wf_mechanism_abduct (wf_model_get_mechanism (model, 0), NULL, y, &rng, 3, noise);
  for (gsize i = 0; i < 3; i++)
    g_assert_true (isnan (noise[i]));
  wf_mechanism_evaluate (wf_model_get_mechanism (model, 0), NULL, at, 3, out);
  g_assert_cmpfloat (out[0], ==, 0.0);
  g_assert_cmpfloat (out[1], ==, 2.0);
  g_assert_cmpfloat (out[2], ==, 2.0);
  wf_mechanism_log_density (wf_model_get_mechanism (model, 0), NULL, y, 3, out);
  g_assert_true (isinf (out[0]) && out[0] < 0.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mechanism/registry", test_registry);
  g_test_add_func ("/mechanism/round-trip", test_round_trip);
  g_test_add_func ("/mechanism/total", test_total);
  g_test_add_func ("/mechanism/draws", test_draws);
  g_test_add_func ("/mechanism/threads", test_threads);
  g_test_add_func ("/mechanism/missing", test_missing);
  g_test_add_func ("/mechanism/words", test_words);
  g_test_add_func ("/mechanism/cancel", test_cancel);
  g_test_add_func ("/mechanism/skewed-density", test_skewed_density);
  g_test_add_func ("/mechanism/impossible-level", test_impossible_level);
  return g_test_run ();
}
