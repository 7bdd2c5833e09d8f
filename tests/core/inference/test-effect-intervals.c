/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Intervals of an effect against the formulas of least squares and of proportions, and against tables drawn
 * anew. */

#include "config.h"

#include "fixture.h"
#include "tests/report-chart.h"

#define SLOPE 2.0
#define NOISE 1.5
#define AGREE 0.25 /* of a standard error: the spread of a bootstrap of a few hundred samples */

static const char *const names[] = { "a", "b", NULL };
static const int arrow[] = { 0, 1, -1 };

/* b = 2 a + noise */
static WfTable *
make_linear (guint64 seed, gsize n)
{
  g_autofree double *a = g_new (double, n);
  g_autofree double *b = g_new (double, n);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    {
      a[i] = wf_rng_normal (&rng);
      b[i] = SLOPE * a[i] + NOISE * wf_rng_normal (&rng);
    }
  wf_table_builder_add_continuous (builder, "a", a, n);
  wf_table_builder_add_continuous (builder, "b", b, n);
  return wf_table_builder_end (builder);
}

static WfModel *
fit (WfTable *table, const char *kind)
{
  g_autoptr (WfGraph) graph = make_graph (names, arrow);
  g_autoptr (GError) error = NULL;
  WfModel *model = wf_model_fit (kind, table, graph, NULL, NULL, &error);

  g_assert_no_error (error);
  return model;
}

static WfEffect *
act (WfModel *model, const char *text)
{
  const char *const list[] = { text, NULL };
  g_autoptr (GError) error = NULL;
  WfEffect *effect = intervene (model, list, NULL, &error);

  g_assert_no_error (error);
  return effect;
}

static WfEffectIntervals *
bootstrap (WfEffect *effect, guint n_samples, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  WfEffectIntervals *intervals = wf_effect_intervals_new (effect, n_samples, 7, n_threads, NULL, &error);

  g_assert_no_error (error);
  return intervals;
}

static double
get_error (WfEffectIntervals *self, guint node, gint level)
{
  double error = NAN;

  g_assert_true (wf_effect_intervals_get_standard_error (self, node, level, &error));
  return error;
}

static void
get_ends (WfEffectIntervals *self, guint node, gint level, double *low, double *high)
{
  g_assert_true (wf_effect_intervals_get_interval (self, node, level, low, high));
}

/* of the slope: sigma / sqrt (sum (a - mean)^2) */
static double
get_slope_error (WfTable *table, WfModel *model)
{
  gsize n;
  const double *a = wf_table_get_values (table, 0, &n);
  double mean = 0.0, squares = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += a[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (a[i] - mean) * (a[i] - mean);
  return wf_model_get_residual_sd (model, 1) / sqrt (squares);
}

/* a + 1 moves the mean of b by the slope. */
static void
test_slope (void)
{
  g_autoptr (WfTable) table = make_linear (1, 400);
  g_autoptr (WfModel) model = fit (table, "linear-gaussian");
  g_autoptr (WfEffect) effect = act (model, "a+=1");
  g_autoptr (WfEffectIntervals) intervals = bootstrap (effect, 400, 0);
  double truth = get_slope_error (table, model), low, high, change, none;

  g_assert_true (wf_effect_is_exact (effect));
  g_assert_cmpuint (wf_effect_intervals_get_n_samples (intervals), ==, 400);
  g_assert_cmpuint (wf_effect_intervals_get_n_used (intervals), ==, 400);
  g_assert_cmpfloat_with_epsilon (get_error (intervals, 1, -1), truth, AGREE * truth);
  get_ends (intervals, 1, -1, &low, &high);
  g_assert_true (wf_effect_get_change (effect, 1, -1, &change, &none));
  g_assert_cmpfloat (low, <, change);
  g_assert_cmpfloat (change, <, high);
  g_assert_cmpfloat_with_epsilon (high - low, 2 * 1.96 * truth, AGREE * 2 * 1.96 * truth);
  /* a itself moves by one whatever the rows are */
  get_ends (intervals, 0, -1, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (high, 1.0, 1e-9);
  g_assert_false (wf_effect_intervals_get_interval (intervals, 1, 0, &low, &high));
  g_assert_null (wf_effect_intervals_get_warnings (intervals)[0]);
}

/* Of 100 tables drawn anew, the interval holds the true slope in about 95. With 95 %, fewer than 86 have a
 * chance of 1e-4; all 100 one of 0.6 %, so that intervals which are too wide show in their width. */
static void
test_coverage (void)
{
  gsize n_tables = 100, n_held = 0;
  double width = 0.0, truth = 0.0;

  for (gsize t = 0; t < n_tables; t++)
    {
      g_autoptr (WfTable) table = make_linear (100 + t, 100);
      g_autoptr (WfModel) model = fit (table, "linear-gaussian");
      g_autoptr (WfEffect) effect = act (model, "a+=1");
      g_autoptr (WfEffectIntervals) intervals = bootstrap (effect, 100, 0);
      double low, high;

      get_ends (intervals, 1, -1, &low, &high);
      n_held += low <= SLOPE && SLOPE <= high;
      width += (high - low) / (double) n_tables;
      truth += 2 * 1.96 * get_slope_error (table, model) / (double) n_tables;
    }
  g_test_message ("%zu of %zu intervals hold the truth; width %g, by formula %g", n_held, n_tables, width,
                  truth);
  g_assert_cmpuint (n_held, >=, 86);
  g_assert_cmpfloat_with_epsilon (width, truth, 0.15 * truth);
}

static WfTable *
make_levels (gsize n)
{
  static const char *const levels[] = { "no", "yes", NULL };
  g_autofree gint32 *a = g_new (gint32, n);
  g_autofree gint32 *b = g_new (gint32, n);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (gsize i = 0; i < n; i++)
    {
      a[i] = wf_rng_uniform (&rng) < 0.3;
      b[i] = wf_rng_uniform (&rng) < (a[i] ? 0.7 : 0.2);
    }
  wf_table_builder_add_discrete (builder, "a", a, n, levels);
  wf_table_builder_add_discrete (builder, "b", b, n, levels);
  return wf_table_builder_end (builder);
}

/* P(b | do (a = yes)) - P(b) = (1 - w) (p - q) with w = P(a), p and q = P(b | a), P(b | not a); the delta
 * method gives its variance. */
static void
test_levels (void)
{
  gsize n = 600;
  g_autoptr (WfTable) table = make_levels (n);
  g_autoptr (WfModel) model = fit (table, "categorical");
  g_autoptr (WfEffect) effect = act (model, "a=yes");
  g_autoptr (WfEffectIntervals) intervals = bootstrap (effect, 400, 0);
  const double *root = wf_model_get_cpt (model, 0, NULL), *child = wf_model_get_cpt (model, 1, NULL);
  double w = root[1], q = child[1], p = child[3], low, high, change, none, truth;

  truth = sqrt ((1 - w) * (1 - w) * (p * (1 - p) / (w * (double) n) + q * (1 - q) / ((1 - w) * (double) n)) +
                (p - q) * (p - q) * w * (1 - w) / (double) n);
  g_assert_cmpfloat_with_epsilon (get_error (intervals, 1, 1), truth, AGREE * truth);
  g_assert_cmpfloat_with_epsilon (get_error (intervals, 1, 0), get_error (intervals, 1, 1), 1e-9);
  g_assert_true (wf_effect_get_change (effect, 1, 1, &change, &none));
  get_ends (intervals, 1, 1, &low, &high);
  g_assert_cmpfloat (low, <, change);
  g_assert_cmpfloat (change, <, high);
  g_assert_cmpfloat_with_epsilon (high - low, 2 * 1.96 * truth, AGREE * 2 * 1.96 * truth);
  g_assert_false (wf_effect_intervals_get_interval (intervals, 1, -1, &low, &high));
  g_assert_false (wf_effect_intervals_get_interval (intervals, 1, 2, &low, &high));
}

/* Sampling the same linear model tells nearly the same; its interval lies about its own answer. */
static void
test_sampled (void)
{
  g_autoptr (WfTable) table = make_linear (5, 400);
  g_autoptr (WfModel) model = fit (table, "linear-gaussian");
  g_autoptr (WfEffect) exact = act (model, "a=2");
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'method': <'sampling'>}"));
  g_autoptr (WfSimulation) simulation = wf_simulation_new (model, params, NULL, NULL);
  g_autoptr (WfIntervention) set = wf_intervention_parse ("a=2", NULL);
  g_autoptr (WfEffect) sampled = wf_simulation_intervene (simulation, &set, 1, NULL, 0, NULL, NULL);
  g_autoptr (WfEffectIntervals) by_formula = bootstrap (exact, 200, 0);
  g_autoptr (WfEffectIntervals) by_draws = bootstrap (sampled, 200, 0);
  double low[2], high[2], change[2], error[2];

  g_assert_true (wf_effect_get_change (exact, 1, -1, &change[0], &error[0]));
  g_assert_true (wf_effect_get_change (sampled, 1, -1, &change[1], &error[1]));
  g_assert_cmpfloat (error[1], >, 0.0);
  get_ends (by_formula, 1, -1, &low[0], &high[0]);
  get_ends (by_draws, 1, -1, &low[1], &high[1]);
  /* the samples are the same; fewer draws that aren't moved would miss by 0.05, twice their error */
  g_assert_cmpfloat_with_epsilon (low[1] - change[1], low[0] - change[0], 0.025);
  g_assert_cmpfloat_with_epsilon (high[1] - change[1], high[0] - change[0], 0.025);
  g_assert_cmpfloat_with_epsilon (get_error (by_draws, 1, -1),
                                  hypot (get_error (by_formula, 1, -1), error[1]),
                                  0.1 * get_error (by_formula, 1, -1));
}

static void
test_threads (void)
{
  g_autoptr (WfTable) table = make_linear (9, 200);
  g_autoptr (WfModel) model = fit (table, "spline");
  g_autoptr (WfEffect) effect = act (model, "a=1");
  g_autoptr (WfEffectIntervals) one = bootstrap (effect, 40, 1);
  g_autoptr (WfEffectIntervals) two = bootstrap (effect, 40, 2);

  g_assert_false (wf_effect_is_exact (effect));
  for (guint node = 0; node < 2; node++)
    {
      double low[2], high[2];

      get_ends (one, node, -1, &low[0], &high[0]);
      get_ends (two, node, -1, &low[1], &high[1]);
      g_assert_cmpfloat (low[0], ==, low[1]);
      g_assert_cmpfloat (high[0], ==, high[1]);
      g_assert_cmpfloat (get_error (one, node, -1), ==, get_error (two, node, -1));
    }
  g_assert_cmpfloat (get_error (one, 1, -1), >, 0.0);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* 10,000 samples of 5,000 rows take far more than the two seconds that are left to end. */
static void
test_cancel (void)
{
  g_autoptr (WfTable) table = make_linear (11, 5000);
  g_autoptr (WfModel) model = fit (table, "spline");
  g_autoptr (WfEffect) effect = act (model, "a=1");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (WfEffectIntervals) intervals = wf_effect_intervals_new (effect, 10000, 1, 2, progress, &error);

  g_thread_join (thread);
  g_assert_null (intervals);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
}

/* n_parents columns, each 1 in one row and 0 in the others: without that row there is no slope. */
static WfModel *
fit_rare (gsize n_parents)
{
  static const char *const all[] = { "b", "p", "q", NULL };
  const char *const some[] = { "b", "p", n_parents > 1 ? "q" : NULL, NULL };
  static const int arrows[] = { 1, 0, 2, 0, -1 };
  const int one[] = { 1, 0, -1 };
  g_autoptr (WfGraph) graph = make_graph (some, n_parents > 1 ? arrows : one);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (40);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;
  WfRng rng;

  wf_rng_init (&rng, 13, 0);
  for (gsize c = 0; c <= n_parents; c++)
    {
      double values[40];

      for (gsize i = 0; i < 40; i++)
        values[i] = c == 0 ? wf_rng_normal (&rng) : i == c;
      wf_table_builder_add_continuous (builder, all[c], values, 40);
    }
  table = wf_table_builder_end (builder);
  model = wf_model_fit ("linear-gaussian", table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* One row is missing from exp (-1) = 37 % of the samples, one of two rows from 60 %. */
static void
test_left_out (void)
{
  g_autoptr (WfModel) one = fit_rare (1);
  g_autoptr (WfModel) two = fit_rare (2);
  g_autoptr (WfEffect) effect = act (one, "p+=1");
  g_autoptr (WfEffect) other = act (two, "p+=1");
  g_autoptr (WfEffectIntervals) intervals = bootstrap (effect, 200, 0);
  g_autoptr (WfEffectIntervals) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (wf_effect_intervals_get_n_used (intervals), >, 100);
  g_assert_cmpuint (wf_effect_intervals_get_n_used (intervals), <, 155);
  g_assert_nonnull (strstr (wf_effect_intervals_get_warnings (intervals)[0], "of 200 samples"));
  none = wf_effect_intervals_new (other, 200, 7, 0, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "too many"));
}

static void
test_refused (void)
{
  g_autoptr (WfTable) table = make_linear (1, 50);
  g_autoptr (WfModel) model = fit (table, "linear-gaussian");
  g_autoptr (WfEffect) effect = act (model, "a+=1");
  g_autoptr (WfGraph) graph = make_graph (names, arrow);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) given = NULL;
  g_autoptr (WfEffect) of_given = NULL;
  g_autoptr (WfEffectIntervals) few = NULL;
  g_autoptr (WfEffectIntervals) rowless = NULL;
  g_autoptr (GError) error = NULL;
  const double slope = 1.0;

  few = wf_effect_intervals_new (effect, 5, 1, 0, NULL, &error);
  g_assert_null (few);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  wf_model_builder_set_linear (builder, 0, 0.0, NULL, 0, 1.0);
  wf_model_builder_set_linear (builder, 1, 0.0, &slope, 1, 1.0);
  given = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  of_given = act (given, "a+=1");
  rowless = wf_effect_intervals_new (of_given, 100, 1, 0, NULL, &error);
  g_assert_null (rowless);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "rows"));
}

/* Does any text of the blocks hold the words? */
static gboolean
tells (WfReport *report, const char *words)
{
  for (gsize i = 0; i < wf_report_get_n_blocks (report); i++)
    {
      WfBlockKind kind = wf_report_get_block_kind (report, i);
      const char *text = wf_report_get_text (report, i);

      if (text != NULL && strstr (text, words) != NULL)
        return TRUE;
      for (gsize c = 0; kind == WF_BLOCK_TABLE && c < wf_report_get_n_columns (report, i); c++)
        if (g_str_equal (wf_report_get_head (report, i, c), words))
          return TRUE;
      for (gsize r = 0; r < wf_report_get_n_rows (report, i); r++)
        for (gsize c = 0; c < wf_report_get_n_columns (report, i); c++)
          if (strstr (wf_report_get_cell (report, i, r, c), words) != NULL)
            return TRUE;
    }
  return FALSE;
}

/* One row: what was set is left out. Its axis is of standard deviations. */
static void
check_forest (WfEffectIntervals *intervals, WfFigure *forest)
{
  WfEffect *effect = wf_effect_intervals_get_effect (intervals);
  double sd = wf_marginal_get_sd (wf_effect_get_before (effect, 1)), change, none, low, high, value, from, to;
  const char *label;

  g_assert_nonnull (forest);
  g_assert_cmpuint (wf_figure_get_n_rows (forest), ==, 1);
  wf_figure_get_bar (forest, 0, &label, NULL, &value, NULL, NULL);
  g_assert_cmpstr (label, ==, "b");
  g_assert_true (wf_effect_get_change (effect, 1, -1, &change, &none));
  get_ends (intervals, 1, -1, &low, &high);
  g_assert_true (wf_figure_get_bar_interval (forest, 0, &from, &to));
  g_assert_cmpfloat_with_epsilon (value * sd, change, 1e-9);
  g_assert_cmpfloat_with_epsilon (from * sd, low, 1e-9);
  g_assert_cmpfloat_with_epsilon (to * sd, high, 1e-9);
}

/* With intervals the report has their column and says what they rest on; without, that there are none. */
static void
test_report (void)
{
  g_autoptr (WfTable) table = make_linear (1, 100);
  g_autoptr (WfModel) model = fit (table, "linear-gaussian");
  g_autoptr (WfEffect) effect = act (model, "a+=1");
  g_autoptr (WfEffectIntervals) intervals = bootstrap (effect, 50, 0);
  g_autoptr (WfReport) with = wf_effect_intervals_report (intervals, NULL, NULL);
  g_autoptr (WfReport) without = wf_effect_report (effect, NULL, NULL);

  check_forest (intervals, find_chart (with, WF_CHART_FOREST));
  g_assert_null (find_chart (without, WF_CHART_FOREST));
  g_assert_cmpuint (wf_figure_get_n_rows (find_chart (without, WF_CHART_HISTOGRAM)), ==, 1); /* a is set */
  g_assert_true (tells (with, "95 % interval of the change"));
  g_assert_true (tells (with, "50 samples of the rows"));
  g_assert_false (tells (with, "carries no interval"));
  g_assert_false (tells (without, "95 % interval of the change"));
  g_assert_true (tells (without, "carries no interval"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inference/effect-intervals/slope", test_slope);
  g_test_add_func ("/inference/effect-intervals/coverage", test_coverage);
  g_test_add_func ("/inference/effect-intervals/levels", test_levels);
  g_test_add_func ("/inference/effect-intervals/sampled", test_sampled);
  g_test_add_func ("/inference/effect-intervals/threads", test_threads);
  g_test_add_func ("/inference/effect-intervals/cancel", test_cancel);
  g_test_add_func ("/inference/effect-intervals/left-out", test_left_out);
  g_test_add_func ("/inference/effect-intervals/refused", test_refused);
  g_test_add_func ("/inference/effect-intervals/report", test_report);
  return g_test_run ();
}
