/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

#define N_ROWS 60

static WfTable *
make_table (gsize n_rows, gsize n_columns, const char *const *names, const double *values)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n_rows);

  for (gsize i = 0; i < n_columns; i++)
    wf_table_builder_add_continuous (builder, names[i], values + i * n_rows, n_rows);
  return wf_table_builder_end (builder);
}

/* Rows with a common part, so that every coefficient is something. */
static WfModel *
make_random_model (WfRng *rng, guint n_nodes)
{
  double values[MAX_NODES * N_ROWS];
  g_autoptr (WfGraph) dag = make_random_dag (rng, n_nodes, 0.5);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;

  for (gsize r = 0; r < N_ROWS; r++)
    {
      double common = wf_rng_normal (rng);

      for (guint i = 0; i < n_nodes; i++)
        values[i * N_ROWS + r] = 3.0 * i + common + wf_rng_normal (rng);
    }
  table = make_table (N_ROWS, n_nodes, get_names (n_nodes), values);
  model = wf_model_fit (NULL, table, dag, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* a and b solved in place by Gauss-Jordan elimination with pivoting; a is n x n, b n x m, both row-major */
static void
solve (double *a, double *b, guint n, guint m)
{
  for (guint k = 0; k < n; k++)
    {
      guint pivot = k;

      for (guint i = k + 1; i < n; i++)
        if (fabs (a[i * n + k]) > fabs (a[pivot * n + k]))
          pivot = i;
      for (guint j = 0; j < n; j++)
        {
          double swap = a[k * n + j];

          a[k * n + j] = a[pivot * n + j];
          a[pivot * n + j] = swap;
        }
      for (guint j = 0; j < m; j++)
        {
          double swap = b[k * m + j];

          b[k * m + j] = b[pivot * m + j];
          b[pivot * m + j] = swap;
        }
      for (guint i = 0; i < n; i++)
        {
          double factor = a[i * n + k] / a[k * n + k];

          if (i == k)
            continue;
          for (guint j = 0; j < n; j++)
            a[i * n + j] -= factor * a[k * n + j];
          for (guint j = 0; j < m; j++)
            b[i * m + j] -= factor * b[k * m + j];
        }
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < m; j++)
      b[i * m + j] /= a[i * n + i];
}

typedef struct
{
  guint n;
  double b[MAX_NODES * MAX_NODES]; /* b[i * n + j]: of parent j on i */
  double a[MAX_NODES], s[MAX_NODES];
} System;

/* kinds: -1 = left alone, else a WfInterventionKind */
static void
get_system (WfModel *model, const int *kinds, const double *values, System *system)
{
  guint n = wf_graph_get_n_nodes (wf_model_get_graph (model));

  memset (system, 0, sizeof *system);
  system->n = n;
  for (guint i = 0; i < n; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (wf_model_get_graph (model), i, &n_parents);
      double factor = kinds[i] == WF_INTERVENTION_SET     ? 0.0
                      : kinds[i] == WF_INTERVENTION_SCALE ? values[i]
                                                          : 1.0;

      system->a[i] = factor * wf_model_get_intercept (model, i);
      system->s[i] = fabs (factor) * wf_model_get_residual_sd (model, i);
      if (kinds[i] == WF_INTERVENTION_SET || kinds[i] == WF_INTERVENTION_SHIFT)
        system->a[i] += values[i];
      for (gsize k = 0; k < n_parents; k++)
        system->b[i * n + parents[k]] = factor * wf_model_get_coefficients (model, i, NULL)[k];
    }
}

/* mean = (I - B)^-1 a, covariance = (I - B)^-1 D (I - B)^-T */
static void
get_moments (const System *system, double *mean, double *covariance)
{
  guint n = system->n;
  double matrix[MAX_NODES * MAX_NODES], total[MAX_NODES * MAX_NODES] = { 0 };

  for (guint i = 0; i < n * n; i++)
    matrix[i] = (i % (n + 1) == 0 ? 1.0 : 0.0) - system->b[i];
  for (guint i = 0; i < n; i++)
    total[i * n + i] = 1.0;
  solve (matrix, total, n, n);
  for (guint i = 0; i < n; i++)
    {
      mean[i] = 0.0;
      for (guint k = 0; k < n; k++)
        mean[i] += total[i * n + k] * system->a[k];
      for (guint j = 0; j < n; j++)
        {
          covariance[i * n + j] = 0.0;
          for (guint k = 0; k < n; k++)
            covariance[i * n + j] += total[i * n + k] * system->s[k] * system->s[k] * total[j * n + k];
        }
    }
}

/* The conditional normal distribution by one solve with the covariance of the observed. */
static void
condition (guint n, double *mean, double *covariance, const gboolean *is_observed, const double *values)
{
  guint observed[MAX_NODES], m = 0;
  double block[MAX_NODES * MAX_NODES], right[MAX_NODES * (MAX_NODES + 1)];

  for (guint i = 0; i < n; i++)
    if (is_observed[i])
      observed[m++] = i;
  if (m == 0)
    return;
  for (guint i = 0; i < m; i++)
    {
      for (guint j = 0; j < m; j++)
        block[i * m + j] = covariance[observed[i] * n + observed[j]];
      for (guint j = 0; j < n; j++)
        right[i * (n + 1) + j] = covariance[observed[i] * n + j];
      right[i * (n + 1) + n] = values[observed[i]] - mean[observed[i]];
    }
  solve (block, right, m, n + 1);
  for (guint j = 0; j < n; j++)
    {
      double gain = 0.0, less = 0.0;

      for (guint i = 0; i < m; i++)
        {
          gain += covariance[observed[i] * n + j] * right[i * (n + 1) + n];
          less += covariance[observed[i] * n + j] * right[i * (n + 1) + j];
        }
      mean[j] += gain;
      /* only the diagonal is asked for afterwards; the block is not read again */
      covariance[j * n + j] -= is_observed[j] ? covariance[j * n + j] : less;
    }
}

static void
assert_moments (WfEffect *effect, gboolean is_after, const double *mean, const double *covariance, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      WfMarginal *marginal = is_after ? wf_effect_get_after (effect, i) : wf_effect_get_before (effect, i);

      g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (marginal), mean[i],
                                      1e-8 * (1.0 + fabs (mean[i])));
      g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (marginal), sqrt (fmax (0.0, covariance[i * n + i])),
                                      2e-6);
    }
}

/* Draws what is done and what is observed: texts for the program, numbers for the oracle. */
static void
draw_question (WfRng *rng,
               guint n,
               gboolean has_evidence,
               int *kinds,
               double *values,
               gboolean *is_observed,
               double *evidence,
               GStrvBuilder *dos,
               GStrvBuilder *given)
{
  static const char *const signs[] = { "=", "+=", "*=" };

  for (guint i = 0; i < n; i++)
    {
      double u = wf_rng_uniform (rng);
      const char *name = get_names (n)[i];
      char text[64];

      kinds[i] = u < 0.4 ? (int) wf_rng_below (rng, 3) : -1;
      values[i] = round (100.0 * (6.0 * wf_rng_uniform (rng) - 2.0)) / 100.0;
      is_observed[i] = has_evidence && kinds[i] != WF_INTERVENTION_SET && wf_rng_uniform (rng) < 0.3 &&
                       !(kinds[i] >= 0 && values[i] == 0.0);
      evidence[i] = round (100.0 * (3.0 * i + wf_rng_normal (rng))) / 100.0;
      g_snprintf (text, sizeof text, "%s%s%.2f", name, kinds[i] >= 0 ? signs[kinds[i]] : "", values[i]);
      if (kinds[i] >= 0)
        g_strv_builder_add (dos, text);
      g_snprintf (text, sizeof text, "%s=%.2f", name, evidence[i]);
      if (is_observed[i])
        g_strv_builder_add (given, text);
    }
}

static void
check_random_model (WfRng *rng, gboolean has_evidence)
{
  guint n = 2 + wf_rng_below (rng, MAX_NODES - 1);
  g_autoptr (WfModel) model = make_random_model (rng, n);
  g_autoptr (GStrvBuilder) dos = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) observations = g_strv_builder_new ();
  g_auto (GStrv) interventions = NULL;
  g_auto (GStrv) given = NULL;
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;
  int kinds[MAX_NODES], nothing[MAX_NODES];
  double values[MAX_NODES], evidence[MAX_NODES], mean[MAX_NODES], covariance[MAX_NODES * MAX_NODES];
  gboolean is_observed[MAX_NODES];
  System system;

  for (guint i = 0; i < n; i++)
    nothing[i] = -1;
  draw_question (rng, n, has_evidence, kinds, values, is_observed, evidence, dos, observations);
  interventions = g_strv_builder_end (dos);
  given = g_strv_builder_end (observations);
  effect = intervene (model, (const char *const *) interventions, (const char *const *) given, &error);
  g_assert_no_error (error);

  get_system (model, nothing, values, &system);
  get_moments (&system, mean, covariance);
  condition (n, mean, covariance, is_observed, evidence);
  assert_moments (effect, FALSE, mean, covariance, n);
  get_system (model, kinds, values, &system);
  get_moments (&system, mean, covariance);
  condition (n, mean, covariance, is_observed, evidence);
  assert_moments (effect, TRUE, mean, covariance, n);
}

static void
test_mutilated_matrix (void)
{
  WfRng rng;

  wf_rng_init (&rng, 11, 0);
  for (guint i = 0; i < 300; i++)
    check_random_model (&rng, FALSE);
}

static void
test_evidence (void)
{
  WfRng rng;

  wf_rng_init (&rng, 12, 0);
  for (guint i = 0; i < 300; i++)
    check_random_model (&rng, TRUE);
}

/* Ancestral sampling of the equations, with the interventions written out by hand. */
static void
check_by_sampling (WfRng *rng, guint n_samples)
{
  guint n = MAX_NODES;
  g_autoptr (WfModel) model = make_random_model (rng, n);
  const char *const interventions[] = { "a=2.5", "c+=1.5", "e*=-0.5", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, NULL);
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_order;
  g_autofree guint *order = wf_graph_sort_topologically (graph, &n_order);
  double sum[MAX_NODES] = { 0 }, sum2[MAX_NODES] = { 0 }, x[MAX_NODES];

  for (guint r = 0; r < n_samples; r++)
    for (guint k = 0; k < n; k++)
      {
        guint node = order[k];
        gsize n_parents;
        g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);
        double centre;

        x[node] = wf_model_get_intercept (model, node) +
                  wf_model_get_residual_sd (model, node) * wf_rng_normal (rng);
        for (gsize p = 0; p < n_parents; p++)
          x[node] += wf_model_get_coefficients (model, node, NULL)[p] * x[parents[p]];
        if (node == 0)
          x[node] = 2.5;
        else if (node == 2)
          x[node] += 1.5;
        else if (node == 4)
          x[node] *= -0.5;
        centre = x[node] - wf_marginal_get_mean (wf_effect_get_after (effect, node));
        sum[node] += centre;
        sum2[node] += centre * centre;
      }
  for (guint i = 0; i < n; i++)
    {
      double sd = wf_marginal_get_sd (wf_effect_get_after (effect, i));
      double variance = sum2[i] / n_samples;

      g_assert_cmpfloat_with_epsilon (sum[i] / n_samples, 0.0, 4.0 * sd / sqrt (n_samples) + 1e-9);
      g_assert_cmpfloat_with_epsilon (variance, sd * sd, 4.0 * sd * sd * sqrt (2.0 / n_samples) + 1e-9);
    }
}

static void
test_sampling (void)
{
  WfRng rng;

  wf_rng_init (&rng, 13, 0);
  for (guint i = 0; i < 5; i++)
    check_by_sampling (&rng, 20000);
}

/* x -> y -> z, w apart: y = 2 x + e, z = -y + e */
static WfModel *
make_chain_model (void)
{
  const char *const names[] = { "x", "y", "z", "w", NULL };
  const int arrows[] = { 0, 1, 1, 2, -1 };
  g_autofree double *values = g_new (double, 4 * 500);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize r = 0; r < 500; r++)
    {
      values[r] = 20.0 + wf_rng_normal (&rng);
      values[500 + r] = 2.0 * values[r] + wf_rng_normal (&rng);
      values[1000 + r] = -values[500 + r] + wf_rng_normal (&rng);
      values[1500 + r] = wf_rng_normal (&rng);
    }
  table = make_table (500, 4, names, values);
  return wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
}

static void
test_before_is_observed (void)
{
  g_autoptr (WfModel) model = make_chain_model ();
  g_autoptr (WfEffect) effect = intervene (model, NULL, NULL, NULL);

  for (guint i = 0; i < 4; i++)
    {
      WfMarginal *before = wf_effect_get_before (effect, i);
      WfMarginal *observed = wf_model_get_observed (model, i);
      gsize n_bins;
      const double *shares = wf_marginal_get_bins (before, &n_bins);

      g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (before), wf_marginal_get_mean (observed), 1e-10);
      g_assert_cmpfloat (wf_marginal_get_low (before), ==, wf_marginal_get_low (observed));
      g_assert_cmpfloat (wf_marginal_get_high (before), ==, wf_marginal_get_high (observed));
      for (gsize b = 0; b < n_bins; b++)
        g_assert_cmpfloat_with_epsilon (shares[b], wf_marginal_get_bins (observed, &n_bins)[b], 1e-12);
      g_assert_true (wf_effect_get_after (effect, i) == before);
      g_assert_false (wf_effect_is_affected (effect, i));
      g_assert_false (wf_effect_is_set (effect, i));
    }
}

static void
test_structure (void)
{
  g_autoptr (WfModel) model = make_chain_model ();
  const char *const interventions[] = { "y=41", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, NULL);

  g_assert_true (wf_effect_is_exact (effect));
  g_assert_true (wf_effect_is_set (effect, 1));
  g_assert_false (wf_effect_is_affected (effect, 0));
  g_assert_false (wf_effect_is_affected (effect, 1));
  g_assert_true (wf_effect_is_affected (effect, 2));
  g_assert_false (wf_effect_is_affected (effect, 3));
  g_assert_true (wf_effect_is_cut (effect, 0));
  g_assert_false (wf_effect_is_cut (effect, 1));
  g_assert_cmpfloat (wf_marginal_get_mean (wf_effect_get_after (effect, 1)), ==, 41.0);
  g_assert_cmpfloat (wf_marginal_get_sd (wf_effect_get_after (effect, 1)), ==, 0.0);
  g_assert_true (wf_effect_get_before (effect, 0) == wf_effect_get_after (effect, 0));
  g_assert_null (wf_effect_get_warnings (effect)[0]);
}

/* A shift cuts nothing, and every row keeps its noise: the bins move as one. */
static void
test_shift (void)
{
  g_autoptr (WfModel) model = make_chain_model ();
  const char *const interventions[] = { "y+=0.5", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, NULL);
  double b = wf_model_get_coefficients (model, 2, NULL)[0];
  WfMarginal *before = wf_effect_get_before (effect, 2), *after = wf_effect_get_after (effect, 2);

  g_assert_false (wf_effect_is_cut (effect, 0));
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (after) - wf_marginal_get_mean (before), 0.5 * b,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (
      wf_marginal_get_quantile (after, 0.5) - wf_marginal_get_quantile (before, 0.5), 0.5 * b, 1e-9);
  g_assert_cmpfloat_with_epsilon (
      wf_marginal_get_quantile (after, 0.05) - wf_marginal_get_quantile (before, 0.05), 0.5 * b, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (after), wf_marginal_get_sd (before), 1e-9);
  g_assert_cmpfloat (wf_marginal_get_low (after), ==, wf_marginal_get_low (before));
}

/* Far outside: both distributions go on one longer axis, and it is said. */
static void
test_extrapolation (void)
{
  g_autoptr (WfModel) model = make_chain_model ();
  const char *const interventions[] = { "x=100", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, NULL);
  WfMarginal *before = wf_effect_get_before (effect, 1), *after = wf_effect_get_after (effect, 1);
  WfMarginal *observed = wf_model_get_observed (model, 1);
  const char *const *warnings = wf_effect_get_warnings (effect);
  gsize n_bins;

  g_assert_nonnull (strstr (warnings[0], "x = 100 lies outside the observed range ["));
  g_assert_nonnull (strstr (warnings[1], "y, z"));
  g_assert_cmpfloat (wf_marginal_get_high (after), >, 199.0);
  g_assert_cmpfloat (wf_marginal_get_high (before), ==, wf_marginal_get_high (after));
  g_assert_cmpfloat (wf_marginal_get_low (before), ==, wf_marginal_get_low (observed));
  /* the set node itself: its axis reaches the value */
  g_assert_cmpfloat (wf_marginal_get_high (wf_effect_get_before (effect, 0)), >=, 100.0);
  g_assert_cmpfloat (wf_marginal_get_bins (wf_effect_get_after (effect, 0), &n_bins)[n_bins - 1], ==, 1.0);
}

static void
test_given (void)
{
  g_autoptr (WfModel) model = make_chain_model ();
  const char *const interventions[] = { "y=40", NULL };
  const char *const given[] = { "z=-42", NULL };
  const char *const same[] = { "y=40", NULL };
  g_autoptr (WfEffect) effect = intervene (model, interventions, given, NULL);
  g_autoptr (WfEffect) trivial = intervene (model, interventions, same, NULL);

  /* before, seeing z speaks of x; after, y screens it off, and x is as ever */
  g_assert_cmpfloat (wf_marginal_get_mean (wf_effect_get_before (effect, 0)), >, 20.1);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_effect_get_after (effect, 0)),
                                  wf_marginal_get_mean (wf_model_get_observed (model, 0)), 1e-9);
  g_assert_true (wf_effect_is_affected (effect, 0));
  g_assert_cmpfloat (wf_marginal_get_mean (wf_effect_get_after (effect, 2)), ==, -42.0);
  g_assert_cmpfloat (wf_marginal_get_sd (wf_effect_get_after (effect, 2)), ==, 0.0);
  /* what is set and observed alike says nothing more */
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_effect_get_after (trivial, 0)),
                                  wf_marginal_get_mean (wf_model_get_observed (model, 0)), 1e-9);
}

static void
test_refusals (void)
{
  g_autoptr (WfModel) model = make_chain_model ();

  assert_refused (model, "xx=1", NULL, WF_ERROR_DATA, "“x”");
  assert_refused (model, "x=much", NULL, WF_ERROR_DATA, "continuous");
  assert_refused (model, "x=1", "y=much", WF_ERROR_DATA, "continuous");
  assert_refused (model, "x=1", "x=2", WF_ERROR_NO_SUPPORT, "x");
  assert_refused (model, "x=1", "qqqqqq=2", WF_ERROR_DATA, "qqqqqq");
  assert_refused (model, "x=1e308", NULL, WF_ERROR_DATA, "too large");
}

/* y copies x exactly: observing another value of y after setting x can't be */
static void
test_no_support (void)
{
  const char *const names[] = { "x", "y", NULL };
  const double values[] = { 1, 2, 3, 5, 1, 2, 3, 5 };
  const int arrows[] = { 0, 1, -1 };
  const char *const interventions[] = { "x=2", NULL };
  const char *const given[] = { "y=2", NULL };
  g_autoptr (WfTable) table = make_table (4, 2, names, values);
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (model, "x=2", "y=4", WF_ERROR_NO_SUPPORT, "y");
  effect = intervene (model, interventions, given, &error);
  g_assert_no_error (error);
}

/* No node, one node, a constant: nothing to compute is no fault. */
static void
test_degenerate (void)
{
  const char *const none[] = { NULL };
  const char *const one[] = { "x", NULL };
  const double values[] = { 2, 2, 2 };
  const int arrows[] = { -1 };
  const char *const interventions[] = { "x+=1", NULL };
  g_autoptr (WfTable) table = make_table (3, 1, one, values);
  g_autoptr (WfGraph) empty = make_graph (none, arrows);
  g_autoptr (WfGraph) single = make_graph (one, arrows);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) nothing = wf_model_fit (NULL, table, empty, NULL, NULL, &error);
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, single, NULL, NULL, &error);
  g_autoptr (WfEffect) effect = NULL;

  g_assert_no_error (error);
  effect = intervene (nothing, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&effect, wf_effect_unref);
  effect = intervene (model, interventions, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (wf_marginal_get_mean (wf_effect_get_before (effect, 0)), ==, 2.0);
  g_assert_cmpfloat (wf_marginal_get_mean (wf_effect_get_after (effect, 0)), ==, 3.0);
  g_assert_cmpfloat (wf_marginal_get_sd (wf_effect_get_after (effect, 0)), ==, 0.0);
  g_assert_cmpfloat (wf_marginal_get_high (wf_effect_get_after (effect, 0)), >=, 3.0);
}

/* Rows where the set variable is missing have no own noise to keep: they are left out of the bins, the
 * moments stay. */
static void
test_missing (void)
{
  const char *const names[] = { "x", "y", NULL };
  const int arrows[] = { 0, 1, -1 };
  const char *const interventions[] = { "x=3", NULL };
  double values[200];
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfGraph) graph = make_graph (names, arrows);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  WfRng rng;
  gsize n_bins;
  double sum = 0.0;

  wf_rng_init (&rng, 2, 0);
  for (gsize r = 0; r < 100; r++)
    {
      values[r] = r % 3 == 0 ? NAN : 3.0 + wf_rng_normal (&rng);
      values[100 + r] = r % 5 == 0 ? NAN : (r % 3 == 0 ? 3.0 : values[r]) + wf_rng_normal (&rng);
    }
  table = make_table (100, 2, names, values);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  effect = intervene (model, interventions, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (
      wf_marginal_get_mean (wf_effect_get_after (effect, 1)),
      wf_model_get_intercept (model, 1) + 3.0 * wf_model_get_coefficients (model, 1, NULL)[0], 1e-10);
  wf_marginal_get_bins (wf_effect_get_after (effect, 1), &n_bins);
  for (gsize b = 0; b < n_bins; b++)
    sum += wf_marginal_get_bins (wf_effect_get_after (effect, 1), &n_bins)[b];
  g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-9);
}

/* A CPDAG x - y: the answer rests on the chosen direction, and the choice is told. */
static void
test_cpdag (void)
{
  const char *const names[] = { "x", "y", NULL };
  const double values[] = { 1, 2, 3, 4, 5, 2, 3, 5, 4, 6 };
  const char *const interventions[] = { "x=2", NULL };
  g_autoptr (WfTable) table = make_table (5, 2, names, values);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  gsize n_choices;

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_TAIL, WF_MARK_TAIL);
  graph = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, NULL);
  effect = intervene (model, interventions, NULL, NULL);
  wf_model_get_choices (model, &n_choices);
  g_assert_cmpuint (n_choices, ==, 1);
  g_assert_cmpint (wf_effect_is_affected (effect, 1), ==,
                   wf_graph_is_parent (wf_model_get_graph (model), 0, 1));
}

static WfModel *
fit_shared (const char *name, const char *const *names, const int *arrows, const char *const *continuous)
{
  g_autofree char *path = find_shared (name);
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) numbers = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;

  if (path == NULL)
    return NULL;
  source = wf_source_open_path (path, NULL, &error);
  table = wf_table_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  numbers = continuous != NULL ? wf_table_retype (table, NULL, continuous, &error) : wf_table_ref (table);
  g_assert_no_error (error);
  graph = make_graph (names, arrows);
  model = wf_model_fit ("linear-gaussian", numbers, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* The published total effect of a textbook structure, from two settings one unit apart. */
static void
check_toy (const char *name,
           const char *const *names,
           const int *arrows,
           const char *treatment,
           guint outcome,
           double effect)
{
  g_autoptr (WfModel) model = fit_shared (name, names, arrows, NULL);
  g_autofree char *one = g_strdup_printf ("%s=1", treatment);
  g_autofree char *zero = g_strdup_printf ("%s=0", treatment);
  const char *const high[] = { one, NULL };
  const char *const low[] = { zero, NULL };
  g_autoptr (WfEffect) up = NULL;
  g_autoptr (WfEffect) down = NULL;

  if (model == NULL)
    return;
  up = intervene (model, high, NULL, NULL);
  down = intervene (model, low, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_effect_get_after (up, outcome)) -
                                      wf_marginal_get_mean (wf_effect_get_after (down, outcome)),
                                  effect, 0.08);
}

static void
test_toy_structures (void)
{
  const char *const confounder[] = { "U", "X", "Y", NULL };
  const int confounder_arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  const char *const mediator[] = { "X", "M", "Y", NULL };
  const int mediator_arrows[] = { 0, 1, 1, 2, 0, 2, -1 };
  const char *const collider[] = { "A", "B", "C", NULL };
  const int collider_arrows[] = { 0, 2, 1, 2, -1 };

  check_toy ("toy-structures/confounder.csv", confounder, confounder_arrows, "X", 2, 0.5);
  check_toy ("toy-structures/mediator.csv", mediator, mediator_arrows, "X", 2, 0.62);
  check_toy ("toy-structures/collider.csv", collider, collider_arrows, "A", 1, 0.0);
}

/* The protein data with a graph drawn by hand: all measured columns, one do(). */
static void
test_sachs (void)
{
  const char *const names[] = { "pkc", "pka", "raf", "mek",  "erk",  "akt",
                                "jnk", "p38", "plc", "pip2", "pip3", NULL };
  const int arrows[] = { 0, 1, 0, 2, 1, 2, 2, 3, 0, 3, 1, 3,  3, 4, 1,  4, 4, 5,
                         1, 5, 0, 6, 1, 6, 0, 7, 1, 7, 8, 10, 8, 9, 10, 9, -1 };
  const char *const interventions[] = { "pka=800", NULL };
  g_autoptr (WfModel) model = fit_shared ("sachs/sachs-all-conditions.csv", names, arrows, names);
  g_autoptr (WfEffect) effect = NULL;

  if (model == NULL)
    return;
  effect = intervene (model, interventions, NULL, NULL);
  for (guint i = 0; i < 11; i++)
    {
      gboolean is_downstream = i >= 2 && i <= 7;

      g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (wf_effect_get_before (effect, i)),
                                      wf_marginal_get_mean (wf_model_get_observed (model, i)), 1e-6);
      g_assert_cmpint (wf_effect_is_affected (effect, i), ==, is_downstream);
    }
  g_assert_cmpuint (wf_model_get_n_rows_used (model, 3), ==, 7466);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gaussian/mutilated-matrix", test_mutilated_matrix);
  g_test_add_func ("/gaussian/evidence", test_evidence);
  g_test_add_func ("/gaussian/sampling", test_sampling);
  g_test_add_func ("/gaussian/before-is-observed", test_before_is_observed);
  g_test_add_func ("/gaussian/structure", test_structure);
  g_test_add_func ("/gaussian/shift", test_shift);
  g_test_add_func ("/gaussian/extrapolation", test_extrapolation);
  g_test_add_func ("/gaussian/given", test_given);
  g_test_add_func ("/gaussian/refusals", test_refusals);
  g_test_add_func ("/gaussian/no-support", test_no_support);
  g_test_add_func ("/gaussian/degenerate", test_degenerate);
  g_test_add_func ("/gaussian/missing", test_missing);
  g_test_add_func ("/gaussian/cpdag", test_cpdag);
  g_test_add_func ("/gaussian/toy-structures", test_toy_structures);
  g_test_add_func ("/gaussian/sachs", test_sachs);
  return g_test_run ();
}
