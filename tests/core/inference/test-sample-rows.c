/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows drawn from models of known numbers. */

#include "config.h"

#include "fixture.h"

#define N_ROWS 40000
#define FAR    4.5 /* standard errors */

static WfSimulation *
simulate (WfModel *model, gint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'seed': <%x>}", seed));
  WfSimulation *simulation = wf_simulation_new (model, params, NULL, &error);

  g_assert_no_error (error);
  return simulation;
}

/* x = 1 + N(0, 2²) -> y = 3 + 2 x + N(0, 1) */
static WfModel *
make_linear (void)
{
  static const int arrows[] = { 0, 1, -1 };
  static const char *const names[] = { "x", "y", NULL };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  WfModel *model;

  wf_model_builder_set_linear (builder, 0, 1, NULL, 0, 2);
  wf_model_builder_set_linear (builder, 1, 3, (const double[]){ 2 }, 1, 1);
  model = wf_model_builder_end (builder, NULL);
  g_assert_nonnull (model);
  return model;
}

/* rain (0.3) -> wet: 0.9 when it rains, 0.2 when not */
static WfModel *
make_discrete (void)
{
  static const int arrows[] = { 0, 1, -1 };
  static const char *const names[] = { "rain", "wet", NULL };
  static const char *const levels[] = { "no", "yes", NULL };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  WfModel *model;

  wf_model_builder_set_table (builder, 0, levels, (const double[]){ 0.7, 0.3 }, 2);
  wf_model_builder_set_table (builder, 1, levels, (const double[]){ 0.8, 0.2, 0.1, 0.9 }, 4);
  model = wf_model_builder_end (builder, NULL);
  g_assert_nonnull (model);
  return model;
}

static WfTable *
sample (WfSimulation *simulation, const char *done, gsize n_rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfIntervention) intervention = done != NULL ? wf_intervention_parse (done, &error) : NULL;
  WfTable *table =
      wf_simulation_sample (simulation, &intervention, done != NULL ? 1 : 0, n_rows, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, n_rows);
  return table;
}

static void
assert_moments (WfTable *table, gsize column, double mean, double variance)
{
  gsize n;
  const double *values = wf_table_get_values (table, column, &n);
  double sum = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - sum / (double) n) * (values[i] - sum / (double) n);
  g_assert_cmpfloat (fabs (sum / (double) n - mean), <=, FAR * sqrt (variance / (double) n));
  g_assert_cmpfloat (fabs (squares / (double) n - variance), <=, FAR * variance * sqrt (2.0 / (double) n));
}

static void
test_linear (void)
{
  g_autoptr (WfModel) model = make_linear ();
  g_autoptr (WfSimulation) simulation = simulate (model, 3);
  g_autoptr (WfTable) plain = sample (simulation, NULL, N_ROWS);
  g_autoptr (WfTable) done = sample (simulation, "x=5", N_ROWS);
  g_autoptr (WfTable) upstream = sample (simulation, "y=0", N_ROWS);
  const double *x = wf_table_get_values (plain, 0, NULL);

  g_assert_cmpstr (wf_table_get_name (plain, 1), ==, "y");
  assert_moments (plain, 0, 1, 4);
  assert_moments (plain, 1, 5, 17);
  assert_moments (done, 1, 13, 1);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      g_assert_cmpfloat (wf_table_get_values (done, 0, NULL)[i], ==, 5);
      /* an intervention doesn't act backwards: not a bit of it */
      g_assert_cmpfloat (wf_table_get_values (upstream, 0, NULL)[i], ==, x[i]);
    }
}

static gsize
count (WfTable *table, gint32 a, gint32 b)
{
  gsize n, found = 0;
  const gint32 *first = wf_table_get_codes (table, 0, &n), *second = wf_table_get_codes (table, 1, NULL);

  for (gsize i = 0; i < n; i++)
    found += first[i] == a && second[i] == b;
  return found;
}

static void
assert_share (gsize n, double probability)
{
  g_assert_cmpfloat (fabs ((double) n / N_ROWS - probability), <=,
                     FAR * sqrt (probability * (1 - probability) / N_ROWS));
}

static void
test_discrete (void)
{
  g_autoptr (WfModel) model = make_discrete ();
  g_autoptr (WfSimulation) simulation = simulate (model, 3);
  g_autoptr (WfTable) plain = sample (simulation, NULL, N_ROWS);
  g_autoptr (WfTable) done = sample (simulation, "rain=yes", N_ROWS);

  g_assert_cmpstr (wf_table_get_level (plain, 1, 1), ==, "yes");
  assert_share (count (plain, 0, 0), 0.56);
  assert_share (count (plain, 0, 1), 0.14);
  assert_share (count (plain, 1, 0), 0.03);
  assert_share (count (plain, 1, 1), 0.27);
  g_assert_cmpuint (count (done, 1, 0) + count (done, 1, 1), ==, N_ROWS);
  assert_share (count (done, 1, 1), 0.9);
}

static char *
to_text (WfTable *table)
{
  return wf_table_to_text (table, "csv", NULL);
}

/* the same rows at any number of threads; fewer are the first of more; another seed, other rows */
static void
test_same_rows (void)
{
  g_autoptr (WfModel) model = make_linear ();
  g_autoptr (WfSimulation) again = simulate (model, 7);
  g_autoptr (WfTable) few = sample (again, NULL, 1500);
  char *texts[4] = { NULL };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (WfSimulation) simulation = simulate (model, i == 2 ? 8 : 7);
      g_autoptr (WfTable) table = NULL;

      wf_parallel_set_threads (i == 0 ? 1 : 2);
      table = sample (simulation, NULL, 5000);
      texts[i] = to_text (table);
    }
  wf_parallel_set_threads (0);
  g_assert_cmpstr (texts[0], ==, texts[1]);
  g_assert_cmpstr (texts[0], !=, texts[2]);
  texts[3] = to_text (few);
  g_assert_true (g_str_has_prefix (texts[0], texts[3]));
  for (guint i = 0; i < 4; i++)
    g_free (texts[i]);
}

static void
test_errors (void)
{
  g_autoptr (WfModel) model = make_linear ();
  g_autoptr (WfSimulation) simulation = simulate (model, 1);
  g_autoptr (WfIntervention) intervention = wf_intervention_parse ("z=1", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_simulation_sample (simulation, &intervention, 1, 10, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_simulation_sample (simulation, NULL, 0, (gsize) 1 << 40, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (wf_simulation_sample (simulation, NULL, 0, 10, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inference/sample-rows/linear", test_linear);
  g_test_add_func ("/inference/sample-rows/discrete", test_discrete);
  g_test_add_func ("/inference/sample-rows/same-rows", test_same_rows);
  g_test_add_func ("/inference/sample-rows/errors", test_errors);
  return g_test_run ();
}
