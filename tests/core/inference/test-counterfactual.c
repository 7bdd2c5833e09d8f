/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a row would have been: by hand, by the equations of the fitted model, in closed form against draws,
 * and by the twin network against draws. */

#include "config.h"

#include "fixture.h"

#define N_ROWS 80
#define FAR    4.5 /* standard errors, of some thousand comparisons */

static WfSimulation *
simulate (WfModel *model, const char *method, gint64 draws)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'method': <%s>, 'draws': <%x>}", method, draws));
  WfSimulation *simulation = wf_simulation_new (model, params, NULL, &error);

  g_assert_no_error (error);
  return simulation;
}

static WfCounterfactual *
ask (WfSimulation *simulation, gsize row, const char *const *interventions, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);

  for (gsize i = 0; interventions != NULL && interventions[i] != NULL; i++)
    {
      WfIntervention *intervention = wf_intervention_parse (interventions[i], error);

      g_assert_nonnull (intervention);
      g_ptr_array_add (list, intervention);
    }
  return wf_counterfactual (simulation, row, (WfIntervention *const *) list->pdata, list->len, NULL, error);
}

/* Continuous rows, some values missing when asked for. */
static WfModel *
make_linear (WfRng *rng, guint n, double share_missing)
{
  g_autoptr (WfGraph) dag = make_random_dag (rng, n, 0.5);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  double values[MAX_NODES][N_ROWS];
  WfModel *model;

  for (gsize r = 0; r < N_ROWS; r++)
    {
      double common = wf_rng_normal (rng);

      for (guint i = 0; i < n; i++)
        values[i][r] = 2.0 * i + common + wf_rng_normal (rng);
    }
  for (guint i = 0; i < n; i++)
    for (gsize r = 0; r < N_ROWS; r++)
      if (wf_rng_uniform (rng) < share_missing)
        values[i][r] = NAN;
  for (guint i = 0; i < n; i++)
    wf_table_builder_add_continuous (builder, get_names (n)[i], values[i], N_ROWS);
  table = wf_table_builder_end (builder);
  model = wf_model_fit ("linear-gaussian", table, dag, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static double
get_cell (WfModel *model, guint node, gsize row)
{
  return wf_table_get_values (wf_model_get_table (model), node, NULL)[row];
}

/* The three steps written out: noise from the row, equations with the interventions, values. */
static void
predict_row (WfModel *model,
             gsize row,
             const WfInterventionKind *kinds,
             const gboolean *is_acted,
             const double *amounts,
             double *out)
{
  WfGraph *dag = wf_model_get_graph (model);
  gsize n;
  g_autofree guint *order = wf_graph_sort_topologically (dag, &n);

  for (gsize k = 0; k < n; k++)
    {
      guint node = order[k];
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (dag, node, &n_parents);
      const double *coefficients = wf_model_get_coefficients (model, node, NULL);
      double noise = get_cell (model, node, row) - wf_model_get_intercept (model, node);
      double value = wf_model_get_intercept (model, node);

      for (gsize p = 0; p < n_parents; p++)
        {
          noise -= coefficients[p] * get_cell (model, parents[p], row);
          value += coefficients[p] * out[parents[p]];
        }
      out[node] = value + noise;
      if (!is_acted[node])
        continue;
      out[node] = kinds[node] == WF_INTERVENTION_SET     ? amounts[node]
                  : kinds[node] == WF_INTERVENTION_SHIFT ? out[node] + amounts[node]
                  : kinds[node] == WF_INTERVENTION_SCALE
                      ? out[node] * amounts[node]
                      : fmin (fmax (out[node], amounts[node] - 1.0), amounts[node] + 1.0);
    }
}

static void
test_complete_rows (void)
{
  static const char *const forms[] = { "%s=%.3f", "%s+=%.3f", "%s*=%.3f" };
  WfRng rng;

  wf_rng_init (&rng, 31, 0);
  for (guint m = 0; m < 200; m++)
    {
      guint n = 2 + wf_rng_below (&rng, MAX_NODES - 1);
      gsize row = wf_rng_below (&rng, N_ROWS);
      g_autoptr (WfModel) model = make_linear (&rng, n, 0.0);
      g_autoptr (WfSimulation) simulation = simulate (model, "automatic", 1000);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) interventions = NULL;
      g_autoptr (WfCounterfactual) counterfactual = NULL;
      g_autoptr (GError) error = NULL;
      WfInterventionKind kinds[MAX_NODES];
      gboolean is_acted[MAX_NODES];
      double amounts[MAX_NODES], expected[MAX_NODES];

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text = NULL;

          kinds[i] = wf_rng_below (&rng, 4);
          is_acted[i] = wf_rng_uniform (&rng) < 0.4;
          amounts[i] = round (1000.0 * (4.0 * wf_rng_uniform (&rng) - 1.0)) / 1000.0;
          text =
              kinds[i] == WF_INTERVENTION_CLAMP
                  ? g_strdup_printf ("%s=[%.3f,%.3f]", get_names (n)[i], amounts[i] - 1.0, amounts[i] + 1.0)
                  : g_strdup_printf (forms[kinds[i]], get_names (n)[i], amounts[i]);
          if (is_acted[i])
            g_strv_builder_add (builder, text);
        }
      interventions = g_strv_builder_end (builder);
      counterfactual = ask (simulation, row, (const char *const *) interventions, &error);
      g_assert_no_error (error);
      g_assert_true (wf_counterfactual_is_exact (counterfactual));
      predict_row (model, row, kinds, is_acted, amounts, expected);
      for (guint i = 0; i < n; i++)
        {
          WfMarginal *factual = wf_counterfactual_get_factual (counterfactual, i);
          WfMarginal *would = wf_counterfactual_get_marginal (counterfactual, i);

          g_assert_cmpfloat (wf_marginal_get_mean (factual), ==, get_cell (model, i, row));
          g_assert_cmpfloat (wf_marginal_get_sd (factual), ==, 0.0);
          g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (would), expected[i],
                                          1e-9 * (1.0 + fabs (expected[i])));
          g_assert_cmpfloat (wf_marginal_get_sd (would), ==, 0.0);
        }
    }
}

/* Rows with gaps: the closed form against abduction by weighted draws, which share no code beyond the row. */
static void
test_missing (void)
{
  const char *const names[] = { "a=1.5", NULL };
  gsize n_compared = 0;
  WfRng rng;

  wf_rng_init (&rng, 32, 0);
  for (guint m = 0; m < 60; m++)
    {
      g_autoptr (WfModel) model = make_linear (&rng, 8, 0.2);
      g_autoptr (WfSimulation) closed = simulate (model, "exact", 1000);
      g_autoptr (WfSimulation) drawn = simulate (model, "sampling", 20000);
      gsize row = wf_rng_below (&rng, N_ROWS);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfCounterfactual) exact = ask (closed, row, names, &error);
      g_autoptr (WfCounterfactual) sampled = ask (drawn, row, names, &error);
      WfEffect *effect = wf_counterfactual_get_effect (sampled);

      g_assert_no_error (error);
      if (wf_effect_get_effective_draws (effect) < 500.0 && wf_effect_get_n_draws (effect) > 0)
        continue;
      for (guint i = 0; i < 8; i++)
        {
          WfMarginal *truth = wf_counterfactual_get_marginal (exact, i);
          WfMarginal *estimate = wf_counterfactual_get_marginal (sampled, i);
          double before, after, sd = wf_marginal_get_sd (truth);

          g_assert_cmpint (wf_counterfactual_is_missing (exact, i), ==, isnan (get_cell (model, i, row)));
          g_assert_true (wf_effect_get_standard_errors (effect, i, -1, &before, &after));
          g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (estimate), wf_marginal_get_mean (truth),
                                          FAR * after + 1e-6 * (1.0 + fabs (wf_marginal_get_mean (truth))));
          g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (estimate), sd, 0.15 * sd + 1e-6);
          g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_counterfactual_get_factual (sampled, i)),
                                          wf_marginal_get_mean (wf_counterfactual_get_factual (exact, i)),
                                          FAR * before + 1e-6);
          n_compared += sd > 0.0;
        }
    }
  g_assert_cmpuint (n_compared, >, 50);
}

/* What is drawn anew leaves a spread, and the rest of the row stays: x -> y with y = 2 x + e. */
static void
test_randomised (void)
{
  const double x[] = { 1, 2, 3, 4 }, y[] = { 2.5, 3.5, 6.5, 7.5 };
  const char *const names[] = { "x", "y", NULL };
  const int arrows[] = { 0, 1, -1 };
  const char *const drawn[] = { "x~normal(10,3)", NULL };
  const char *const replaced[] = { "y:=x+normal(0,2)", NULL };
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfSimulation) simulation = NULL;
  g_autoptr (WfCounterfactual) one = NULL;
  g_autoptr (WfCounterfactual) two = NULL;
  double slope;

  wf_table_builder_add_continuous (builder, "x", x, 4);
  wf_table_builder_add_continuous (builder, "y", y, 4);
  table = wf_table_builder_end (builder);
  model = wf_model_fit ("linear-gaussian", table, graph, NULL, NULL, NULL);
  simulation = simulate (model, "exact", 1000);
  one = ask (simulation, 1, drawn, NULL);
  two = ask (simulation, 1, replaced, NULL);
  slope = wf_model_get_coefficients (model, 1, NULL)[0];
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_counterfactual_get_marginal (one, 1)),
                                  3.5 + slope * 8.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (wf_counterfactual_get_marginal (one, 1)), slope * 3.0,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_counterfactual_get_marginal (two, 1)), 2.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (wf_counterfactual_get_marginal (two, 1)), 2.0, 1e-6);
  g_assert_false (wf_effect_is_affected (wf_counterfactual_get_effect (two), 0));
}

static WfModel *
make_discrete (WfRng *rng, guint n, double share_missing)
{
  static const char *const levels[] = { "no", "some", "yes", NULL };
  g_autoptr (WfGraph) dag = make_random_dag (rng, n, 0.5);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;

  for (guint i = 0; i < n; i++)
    {
      gint32 codes[N_ROWS];

      for (gsize r = 0; r < N_ROWS; r++)
        codes[r] = wf_rng_uniform (rng) < share_missing ? -1 : (gint32) wf_rng_below (rng, 3);
      wf_table_builder_add_discrete (builder, get_names (n)[i], codes, N_ROWS, levels);
    }
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, dag, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static gboolean
is_upstream (WfGraph *graph, const char *above, const char *below)
{
  gsize n;
  g_autofree guint *descendants = wf_graph_list_descendants (graph, wf_graph_find_node (graph, above), &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (wf_graph_get_name (graph, descendants[i]), below))
      return TRUE;
  return FALSE;
}

static void
test_discrete (void)
{
  const char *const interventions[] = { "e=yes", "f=no if e=yes", NULL };
  gsize n_compared = 0;
  WfRng rng;

  wf_rng_init (&rng, 33, 0);
  for (guint m = 0; m < 60; m++)
    {
      g_autoptr (WfModel) model = make_discrete (&rng, 5, m % 2 == 0 ? 0.0 : 0.2);
      g_autoptr (WfSimulation) network = simulate (model, "exact", 1000);
      g_autoptr (WfSimulation) drawn = simulate (model, "sampling", 8000);
      gsize row = wf_rng_below (&rng, N_ROWS);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfCounterfactual) exact = NULL;
      g_autoptr (WfCounterfactual) sampled = NULL;
      gboolean is_possible = !is_upstream (wf_model_get_graph (model), "f", "e");
      const char *const *asked = is_possible ? interventions : (const char *const[]){ "e=yes", NULL };

      exact = ask (network, row, asked, &error);
      g_assert_no_error (error);
      sampled = ask (drawn, row, asked, &error);
      g_assert_no_error (error);
      g_assert_true (wf_counterfactual_is_exact (exact));
      for (guint i = 0; i < 5; i++)
        for (guint l = 0; l < 3; l++)
          {
            double p = wf_marginal_get_probabilities (wf_counterfactual_get_marginal (exact, i), NULL)[l];
            double q = wf_marginal_get_probabilities (wf_counterfactual_get_marginal (sampled, i), NULL)[l];
            double before, after;

            g_assert_true (wf_effect_get_standard_errors (wf_counterfactual_get_effect (sampled), i, l,
                                                          &before, &after));
            g_assert_cmpfloat_with_epsilon (p, q, FAR * after + 2e-3);
            n_compared += p > 0.01 && p < 0.99;
          }
    }
  g_assert_cmpuint (n_compared, >, 100);
}

/* z in its own values, g = yes more often where z is large, y bent in z and moved by g; y is missing in the
 * last row */
static WfModel *
make_mixed (void)
{
  const char *const names[] = { "z", "g", "y", NULL };
  const char *const answers[] = { "no", "yes", NULL };
  const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  g_autoptr (WfGraph) dag = make_graph (names, arrows);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (5 * N_ROWS);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  double z[5 * N_ROWS], y[5 * N_ROWS];
  gint32 g[5 * N_ROWS];
  WfModel *model;
  WfRng rng;

  wf_rng_init (&rng, 6, 0);
  for (gsize r = 0; r < 5 * N_ROWS; r++)
    {
      z[r] = 2.0 * wf_rng_normal (&rng);
      g[r] = z[r] + 2.0 * wf_rng_normal (&rng) > 0.5;
      y[r] = z[r] * z[r] / 3.0 + 2.0 * g[r] + wf_rng_normal (&rng);
    }
  y[5 * N_ROWS - 1] = NAN;
  wf_table_builder_add_continuous (builder, "z", z, 5 * N_ROWS);
  wf_table_builder_add_discrete (builder, "g", g, 5 * N_ROWS, answers);
  wf_table_builder_add_continuous (builder, "y", y, 5 * N_ROWS);
  table = wf_table_builder_end (builder);
  model = wf_model_fit (NULL, table, dag, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static double
get_share_of_no (WfModel *model, double z)
{
  const double *const parents[] = { &z };
  double p[2];

  wf_mechanism_get_probabilities (wf_model_get_mechanism (model, 1), parents, 1, p);
  return p[0];
}

static double
predict_y (WfModel *model, double z, double g)
{
  const double *const parents[] = { &z, &g };
  double y;

  wf_mechanism_predict (wf_model_get_mechanism (model, 2), parents, 1, &y);
  return y;
}

/* The noise of g lies in the interval of its level, uniformly; that of y is known, or drawn where y is
 * missing. */
static void
test_mixed (void)
{
  const char *const interventions[] = { "z+=1", NULL };
  g_autoptr (WfModel) model = make_mixed ();
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic", 20000);

  /* every 21st row, among them the last */
  for (gsize row = 0; row < 5 * N_ROWS; row += 21)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfCounterfactual) would = ask (simulation, row, interventions, &error);
      double z = get_cell (model, 0, row), y = get_cell (model, 2, row);
      double g = wf_table_get_codes (wf_model_get_table (model), 1, NULL)[row];
      double was = get_share_of_no (model, z), is = get_share_of_no (model, z + 1.0);
      double low = g > 0.0 ? was : 0.0, high = g > 0.0 ? 1.0 : was;
      double p_no = (fmin (is, high) - fmin (is, low)) / (high - low);
      double noise = isnan (y) ? 0.0 : y - predict_y (model, z, g);
      double mean =
          p_no * predict_y (model, z + 1.0, 0.0) + (1.0 - p_no) * predict_y (model, z + 1.0, 1.0) + noise;
      double before, after;
      WfEffect *effect;

      g_assert_no_error (error);
      effect = wf_counterfactual_get_effect (would);
      g_assert_false (wf_counterfactual_is_exact (would));
      g_assert_cmpfloat (wf_marginal_get_mean (wf_counterfactual_get_marginal (would, 0)), ==, z + 1.0);
      g_assert_true (wf_effect_get_standard_errors (effect, 1, 0, &before, &after));
      g_assert_cmpfloat (before, ==, 0.0);
      g_assert_cmpfloat_with_epsilon (
          wf_marginal_get_probabilities (wf_counterfactual_get_marginal (would, 1), NULL)[0], p_no,
          FAR * after + 1e-9);
      g_assert_true (wf_effect_get_standard_errors (effect, 2, -1, &before, &after));
      g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_counterfactual_get_marginal (would, 2)), mean,
                                      FAR * after + 1e-9);
    }
}

static void
assert_row_refused (WfSimulation *simulation, gsize row, const char *intervention, int code, const char *word)
{
  const char *const interventions[] = { intervention, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCounterfactual) counterfactual = ask (simulation, row, interventions, &error);

  g_assert_null (counterfactual);
  g_assert_error (error, WF_ERROR, code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refusals (void)
{
  WfRng rng;

  wf_rng_init (&rng, 34, 0);

  g_autoptr (WfModel) model = make_linear (&rng, 3, 0.0);
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic", 1000);

  assert_row_refused (simulation, N_ROWS, "f=1", WF_ERROR_DATA, "counted from 0");
  assert_row_refused (simulation, 0, "zz=1", WF_ERROR_DATA, "zz");
  assert_row_refused (simulation, 0, "h*=1e308", WF_ERROR_DATA, "too large");
}

static void
test_report (void)
{
  const char *const interventions[] = { "a=1", NULL };
  g_autoptr (WfReport) report = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfSimulation) simulation = NULL;
  g_autoptr (WfCounterfactual) counterfactual = NULL;
  WfRng rng;

  wf_rng_init (&rng, 35, 0);
  model = make_linear (&rng, 8, 0.1);
  simulation = simulate (model, "automatic", 1000);
  counterfactual = ask (simulation, 17, interventions, NULL);
  report = wf_counterfactual_report (counterfactual, NULL, NULL);
  g_assert_nonnull (strstr (wf_report_get_title (report), "What would row 17 have been if a is set to 1?"));
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_VERDICT);
  g_assert_nonnull (strstr (wf_report_get_text (report, 0), "row 17"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counterfactual/complete-rows", test_complete_rows);
  g_test_add_func ("/counterfactual/missing", test_missing);
  g_test_add_func ("/counterfactual/randomised", test_randomised);
  g_test_add_func ("/counterfactual/discrete", test_discrete);
  g_test_add_func ("/counterfactual/mixed", test_mixed);
  g_test_add_func ("/counterfactual/refusals", test_refusals);
  g_test_add_func ("/counterfactual/report", test_report);
  return g_test_run ();
}
