/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "attribution.h"

static const char *const xyz[] = { "x", "y", "z", NULL };
static const int chain[] = { 0, 1, 1, 2, -1 };

/* Normal, or exponential with mean 0. */
static double
draw (WfRng *rng, gboolean is_skewed)
{
  return is_skewed ? -log (1 - wf_rng_uniform (rng)) - 1 : wf_rng_normal (rng);
}

/* x ~ shift + noise, y = slope x + spread noise, z = y + noise */
static WfTable *
make_table (guint64 seed, gsize n, double shift, double slope, double spread, gboolean is_skewed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autofree double *z = g_new (double, n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = shift + draw (&rng, is_skewed);
      y[i] = slope * x[i] + spread * draw (&rng, is_skewed);
      z[i] = y[i] + draw (&rng, is_skewed);
    }
  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_continuous (builder, "y", y, n);
  wf_table_builder_add_continuous (builder, "z", z, n);
  return wf_table_builder_end (builder);
}

static WfAttribution *
attribute (WfTable *first, WfTable *second, const char *target, const char *params, guint64 seed)
{
  g_autoptr (WfGraph) graph = make_dag (xyz, chain);
  g_autoptr (GVariant) given = make_params (params);
  g_autoptr (GError) error = NULL;
  WfAttribution *found = wf_attribute_change (
      first, second, graph, wf_table_get_kind (first, 0) == WF_COLUMN_CONTINUOUS ? "linear-gaussian" : NULL,
      NULL, target, given, seed, NULL, &error);

  g_assert_no_error (error);
  return found;
}

/* The mean of y is a + b mean (x): what each of the two factors changes, on average over both orders. */
static void
test_linear (void)
{
  g_autoptr (WfTable) first = make_table (1, 500, 0, 1, 1, FALSE);
  g_autoptr (WfTable) second = make_table (2, 700, 2, 3, 1, FALSE);
  g_autoptr (WfAttribution) found = attribute (first, second, "z", NULL, 1);
  g_autoptr (WfAttribution) drawn = attribute (
      first, second, "z", "{'computation': <'draws'>, 'draws': <40000>, 'bootstrap-samples': <0>}", 1);
  WfModel *models[] = { wf_attribution_get_model (found), wf_attribution_get_second_model (found) };
  double a[2], b[2], m[2], x_share, y_share, effect[2], z[2];
  gsize n;

  for (gsize t = 0; t < 2; t++)
    {
      m[t] = wf_model_get_intercept (models[t], 0);
      a[t] = wf_model_get_intercept (models[t], 1);
      b[t] = wf_model_get_coefficients (models[t], 1, NULL)[0];
      z[t] = wf_model_get_intercept (models[t], 2);
      effect[t] = wf_model_get_coefficients (models[t], 2, NULL)[0];
    }
  /* z's own mechanism: its effect times the mean of y, over the coalitions of x and y */
  x_share = 0;
  y_share = 0;
  for (guint is_z = 0; is_z < 2; is_z++)
    for (guint is_other = 0; is_other < 2; is_other++)
      {
        double weight = is_z == is_other ? 1 / 3.0 : 1 / 6.0;

        x_share += weight * effect[is_z] * b[is_other] * (m[1] - m[0]);
        y_share += weight * effect[is_z] * (a[1] - a[0] + (b[1] - b[0]) * m[is_other]);
      }
  wf_attribution_get_contributions (found, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (wf_attribution_is_exact (found));
  g_assert_cmpstr (wf_attribution_get_unit (found), ==, "mean");
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_before (found), z[0] + effect[0] * (a[0] + b[0] * m[0]),
                                  1e-10);
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_after (found), z[1] + effect[1] * (a[1] + b[1] * m[1]),
                                  1e-10);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "x")->share, x_share, 1e-10);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "y")->share, y_share, 1e-10);
  g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_total (found), 1e-10);
  g_assert_false (wf_attribution_is_exact (drawn));
  for (gsize i = 0; i < n; i++)
    {
      const WfContribution *told = get_contribution (drawn, xyz[i]);

      g_assert_cmpfloat_with_epsilon (told->share, get_contribution (found, xyz[i])->share,
                                      2 * told->half_width + 1e-9);
    }
  g_assert_true (wf_attribution_is_changed (found, (gsize) wf_attribution_find_node (found, "x")));
  g_assert_true (wf_attribution_is_changed (found, (gsize) wf_attribution_find_node (found, "y")));
  g_assert_false (wf_attribution_is_changed (found, (gsize) wf_attribution_find_node (found, "z")));
}

/* Draws agree with the closed form; the noise is the same on both sides, so that what didn't change gets
 * nothing. */
static void
test_same_table (void)
{
  g_autoptr (WfTable) table = make_table (1, 300, 0, 1, 1, TRUE);
  static const char *const measures[] = { "mean", "total-variation", "information" };

  for (gsize m = 0; m < G_N_ELEMENTS (measures); m++)
    {
      g_autofree char *params = g_strdup_printf (
          "{'measure-of-change': <'%s'>, 'bootstrap-samples': <0>, 'draws': <2000>}", measures[m]);
      g_autoptr (WfAttribution) found = attribute (table, table, "z", params, 1);

      for (gsize i = 0; i < 3; i++)
        {
          g_assert_cmpfloat (get_contribution (found, xyz[i])->share, ==, 0);
          g_assert_cmpfloat (get_contribution (found, xyz[i])->p_value, >, 0.9);
        }
    }
}

/* Half a standard deviation of spread more: no change of means, but of the distribution, and it is y's. */
static void
test_spread (void)
{
  g_autoptr (WfTable) first = make_table (1, 3000, 0, 1, 1, FALSE);
  g_autoptr (WfTable) second = make_table (2, 3000, 0, 1, 2, FALSE);
  static const char *const measures[] = { "total-variation", "information" };

  for (gsize m = 0; m < G_N_ELEMENTS (measures); m++)
    {
      g_autofree char *params = g_strdup_printf (
          "{'measure-of-change': <'%s'>, 'bootstrap-samples': <20>, 'draws': <5000>}", measures[m]);
      g_autoptr (WfAttribution) found = attribute (first, second, "z", params, 1);
      const WfContribution *y = get_contribution (found, "y");

      g_assert_cmpuint (wf_attribution_get_contributions (found, NULL)[0].node, ==, y->node);
      g_assert_cmpfloat (y->share, >, 0.8 * wf_attribution_get_total (found));
      g_assert_cmpfloat (y->share - y->half_width, >, 0);
      g_assert_cmpfloat (y->p_value, <, 1e-6);
      g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_total (found), 1e-9);
    }
}

/* Mechanisms that are the same are found changed in one of twenty, however skewed the noise, and wherever x
 * lies. */
static void
test_p_values (void)
{
  for (guint is_skewed = 0; is_skewed < 2; is_skewed++)
    {
      guint n_small = 0, n_runs = 300;

      for (guint64 run = 0; run < n_runs; run++)
        {
          g_autoptr (WfTable) first = make_table (2 * run + 1, 200, 0, 1, 1, is_skewed);
          g_autoptr (WfTable) second = make_table (2 * run + 2, 150, 1, 1, 1, is_skewed);
          g_autoptr (WfAttribution) found = attribute (first, second, "z", "{'bootstrap-samples': <0>}", 1);

          n_small += get_contribution (found, "y")->p_value < 0.05;
          n_small += get_contribution (found, "z")->p_value < 0.05;
          g_assert_cmpfloat (get_contribution (found, "x")->p_value, <, 0.001);
        }
      g_test_message ("skewed %u: %u of %u p-values below 0.05", is_skewed, n_small, 2 * n_runs);
      g_assert_cmpuint (n_small, >=, 2 * n_runs * 0.015);
      g_assert_cmpuint (n_small, <=, 2 * n_runs * 0.085);
    }
}

/* The interval is as wide as shares differ between tables. */
static void
test_bootstrap (void)
{
  double sum = 0, squares = 0, told = 0, n = 40;

  for (guint64 run = 0; run < n; run++)
    {
      g_autoptr (WfTable) first = make_table (2 * run + 1, 200, 0, 1, 1, FALSE);
      g_autoptr (WfTable) second = make_table (2 * run + 2, 200, 1, 1, 1, FALSE);
      g_autoptr (WfAttribution) found = attribute (first, second, "z", "{'bootstrap-samples': <60>}", 1);
      const WfContribution *x = get_contribution (found, "x");

      sum += x->share / n;
      squares += x->share * x->share / n;
      told += x->half_width / n;
    }
  g_test_message ("1.96 sd %.4f, told %.4f, mean %.4f", 1.96 * sqrt (squares - sum * sum), told, sum);
  g_assert_cmpfloat (told, >, 0.7 * 1.96 * sqrt (squares - sum * sum));
  g_assert_cmpfloat (told, <, 1.4 * 1.96 * sqrt (squares - sum * sum));
  g_assert_cmpfloat_with_epsilon (sum, 1, 0.1);
}

/* x -> y -> z of levels; p: of "yes" for x, of y copying x. */
static WfTable *
make_levels (guint64 seed, gsize n, double p, double copies, gboolean is_reversed)
{
  static const char *const one[] = { "no", "yes", NULL }, *const other[] = { "yes", "no", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree gint32 *codes = g_new (gint32, 3 * n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    {
      codes[i] = wf_rng_uniform (&rng) < p;
      codes[n + i] = wf_rng_uniform (&rng) < copies ? codes[i] : 0;
      codes[2 * n + i] = wf_rng_uniform (&rng) < 0.9 ? codes[n + i] : 1 - codes[n + i];
    }
  for (gsize i = 0; i < 3 * n && is_reversed; i++)
    codes[i] = 1 - codes[i];
  for (gsize c = 0; c < 3; c++)
    wf_table_builder_add_discrete (builder, xyz[c], codes + c * n, n, is_reversed ? other : one);
  return wf_table_builder_end (builder);
}

/* P(z = yes) = 0.1 + 0.8 p copies: 0.26 at first, 0.58 then; levels in another order are the same levels. */
static void
test_levels (void)
{
  g_autoptr (WfTable) first = make_levels (1, 20000, 0.4, 0.5, FALSE);
  g_autoptr (WfTable) second = make_levels (2, 20000, 0.6, 1, TRUE);
  g_autoptr (WfAttribution) found = attribute (first, second, "z", "{'bootstrap-samples': <20>}", 1);
  double x_share = 0.5 * 0.8 * (0.2 * 0.5 + 0.2 * 1), y_share = 0.5 * 0.8 * (0.4 * 0.5 + 0.6 * 0.5);

  g_assert_cmpstr (wf_attribution_get_unit (found), ==, "total-variation");
  g_assert_cmpfloat_with_epsilon (wf_attribution_get_total (found), 0.32, 0.02);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "x")->share, x_share, 0.02);
  g_assert_cmpfloat_with_epsilon (get_contribution (found, "y")->share, y_share, 0.02);
  g_assert_cmpfloat (get_contribution (found, "x")->p_value, <, 1e-9);
  g_assert_cmpfloat (get_contribution (found, "y")->p_value, <, 1e-9);
  g_assert_cmpfloat (get_contribution (found, "z")->p_value, >, 0.001);
}

/* P(z = yes) by both tables' probabilities: those of the second for the members. */
static double
enumerate (WfModel *const models[2], guint members)
{
  double p = 0;

  for (guint x = 0; x < 2; x++)
    for (guint y = 0; y < 2; y++)
      p += wf_model_get_cpt (models[members & 1], 0, NULL)[x] *
           wf_model_get_cpt (models[(members >> 1) & 1], 1, NULL)[2 * x + y] *
           wf_model_get_cpt (models[(members >> 2) & 1], 2, NULL)[2 * y + 1];
  return p;
}

/* Shares of both distances agree with the enumeration of x and y under the fitted tables. */
static void
test_brute_force (void)
{
  guint n_far = 0;
  WfRng rng;

  wf_rng_init (&rng, 17, 0);
  for (guint run = 0; run < 30; run++)
    {
      gboolean is_information = run % 2;
      g_autoptr (WfTable) first =
          make_levels (2 * run + 1, 400, wf_rng_uniform (&rng), wf_rng_uniform (&rng), FALSE);
      g_autoptr (WfTable) second =
          make_levels (2 * run + 2, 400, wf_rng_uniform (&rng), wf_rng_uniform (&rng), FALSE);
      g_autofree char *params =
          g_strdup_printf ("{'bootstrap-samples': <0>, 'draws': <20000>, 'measure-of-change': <'%s'>}",
                           is_information ? "information" : "total-variation");
      g_autoptr (WfAttribution) found = attribute (first, second, "z", params, run + 1);
      WfModel *const models[] = { wf_attribution_get_model (found), wf_attribution_get_second_model (found) };
      double values[8], none = enumerate (models, 0);
      static const double by_size[] = { 1 / 3.0, 1 / 6.0, 1 / 3.0 };

      for (guint members = 0; members < 8; members++)
        {
          double p = enumerate (models, members);

          values[members] =
              is_information ? p * log (p / none) + (1 - p) * log ((1 - p) / (1 - none)) : fabs (p - none);
        }
      for (guint i = 0; i < 3; i++)
        {
          const WfContribution *told = get_contribution (found, xyz[i]);
          double share = 0;

          for (guint members = 0; members < 8; members++)
            if (((members >> i) & 1) == 0)
              share += by_size[__builtin_popcount (members)] * (values[members | 1u << i] - values[members]);
          n_far += fabs (told->share - share) > 2 * told->half_width + 1e-4;
        }
    }
  g_test_message ("%u of 90 shares beyond 4 standard errors", n_far);
  g_assert_cmpuint (n_far, <=, 1);
}

static void
test_seeds (void)
{
  g_autoptr (WfTable) first = make_levels (1, 500, 0.4, 0.5, FALSE);
  g_autoptr (WfTable) second = make_levels (2, 500, 0.6, 1, FALSE);
  g_autoptr (WfAttribution) two = attribute (first, second, "z", "{'bootstrap-samples': <20>}", 3);
  g_autoptr (WfAttribution) other = attribute (first, second, "z", "{'bootstrap-samples': <20>}", 4);
  g_autoptr (WfAttribution) one = NULL;

  wf_parallel_set_threads (1);
  one = attribute (first, second, "z", "{'bootstrap-samples': <20>}", 3);
  wf_parallel_set_threads (0);
  assert_same (two, one);
  g_assert_cmpfloat (get_contribution (two, "x")->share, !=, get_contribution (other, "x")->share);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* A bootstrap that would take minutes ends soon. */
static void
test_cancel (void)
{
  g_autoptr (WfTable) first = make_table (1, 2000, 0, 1, 1, TRUE);
  g_autoptr (WfGraph) graph = make_dag (xyz, chain);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GVariant) params = make_params ("{'bootstrap-samples': <10000>, 'computation': <'draws'>}");
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 start = g_get_monotonic_time ();

  g_assert_null (wf_attribute_change (first, first, graph, NULL, NULL, "z", params, 1, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

static void
assert_refused (WfTable *first, WfTable *second, const char *target, const char *params, const char *word)
{
  g_autoptr (WfGraph) graph = make_dag (xyz, chain);
  g_autoptr (GVariant) given = make_params (params);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_attribute_change (first, second, graph, NULL, NULL, target, given, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_bad_input (void)
{
  static const gsize kept[] = { 0, 2 };
  g_autoptr (WfTable) numbers = make_table (1, 50, 0, 1, 1, FALSE);
  g_autoptr (WfTable) levels = make_levels (1, 50, 0.5, 0.5, FALSE);
  g_autoptr (WfTable) narrow = wf_table_select (numbers, kept, 2);
  g_autoptr (WfTable) empty = NULL;
  g_autoptr (GError) error = NULL;

  empty = wf_table_select_rows (numbers, kept, 0, &error);
  assert_refused (numbers, numbers, "zz", NULL, "“zz”");
  assert_refused (numbers, narrow, "z", NULL, "second table has no column “y”");
  assert_refused (narrow, numbers, "z", NULL, "first table has no column “y”");
  assert_refused (levels, levels, "z", "{'measure-of-change': <'mean'>}", "total-variation");
  assert_refused (numbers, levels, "z", NULL, "numbers in one table");
  assert_refused (numbers, empty, "z", NULL, "Second table");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distribution-change/linear", test_linear);
  g_test_add_func ("/distribution-change/same-table", test_same_table);
  g_test_add_func ("/distribution-change/spread", test_spread);
  g_test_add_func ("/distribution-change/p-values", test_p_values);
  g_test_add_func ("/distribution-change/bootstrap", test_bootstrap);
  g_test_add_func ("/distribution-change/levels", test_levels);
  g_test_add_func ("/distribution-change/brute-force", test_brute_force);
  g_test_add_func ("/distribution-change/seeds", test_seeds);
  g_test_add_func ("/distribution-change/cancel", test_cancel);
  g_test_add_func ("/distribution-change/bad-input", test_bad_input);
  return g_test_run ();
}
