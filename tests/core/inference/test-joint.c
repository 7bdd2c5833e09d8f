/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tables.h"

static WfJoint *
query (WfSimulation *simulation,
       const char *intervention,
       const char *given,
       const char *const *nodes,
       GError **error)
{
  const char *evidence[] = { given, NULL };
  g_autoptr (WfIntervention) one = intervention != NULL ? wf_intervention_parse (intervention, error) : NULL;

  return wf_simulation_query (simulation, &one, one != NULL, evidence, nodes, 0, NULL, error);
}

static WfSimulation *
simulate (WfModel *model, const char *method)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'method': <%s>}", method));
  g_autoptr (GError) error = NULL;
  WfSimulation *self = wf_simulation_new (model, params, NULL, &error);

  g_assert_no_error (error);
  return self;
}

/* x -> y -> z with a hidden hand in none of it: P(x, z | do (y)) = P(x) P(z | y), whereas given y they are
 * independent too but x differs. */
static WfModel *
make_chain (void)
{
  const char *const names[] = { "x", "y", "z", NULL };
  const char *const levels[] = { "no", "yes", NULL };
  const char *const three[] = { "low", "mid", "high", NULL };
  const int arrows[] = { 0, 1, 1, 2, -1 };
  const double x[] = { 0.6, 0.4 }, y[] = { 0.9, 0.1, 0.3, 0.7 }, z[] = { 0.5, 0.3, 0.2, 0.1, 0.2, 0.7 };
  g_autoptr (WfGraph) dag = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);

  wf_model_builder_set_table (builder, 0, levels, x, 2);
  wf_model_builder_set_table (builder, 1, levels, y, 4);
  wf_model_builder_set_table (builder, 2, three, z, 6);
  return wf_model_builder_end (builder, NULL);
}

static void
test_discrete (void)
{
  const char *const nodes[] = { "z", "x", NULL };
  const double z[2][3] = { { 0.5, 0.3, 0.2 }, { 0.1, 0.2, 0.7 } }, x[] = { 0.6, 0.4 }, y[] = { 0.1, 0.7 };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJoint) joint = query (simulation, "y=yes", NULL, nodes, &error);
  g_autofree char *entry = NULL;
  gsize n_entries;
  const double *before, *after;

  g_assert_no_error (error);
  g_assert_true (wf_joint_is_exact (joint));
  g_assert_cmpint (wf_joint_get_engine (joint), ==, WF_ENGINE_ELIMINATION);
  g_assert_cmpuint (wf_joint_get_n_nodes (joint), ==, 2);
  g_assert_cmpstr (wf_joint_get_name (joint, 0), ==, "z");
  g_assert_cmpstr (wf_joint_get_level (joint, 0, 2), ==, "high");
  g_assert_null (wf_joint_get_errors (joint, TRUE));
  g_assert_null (wf_joint_get_means (joint, TRUE));
  before = wf_joint_get_probabilities (joint, FALSE, &n_entries);
  after = wf_joint_get_probabilities (joint, TRUE, NULL);
  g_assert_cmpuint (n_entries, ==, 6);
  for (guint k = 0; k < 3; k++)
    for (guint i = 0; i < 2; i++)
      {
        g_assert_cmpfloat_with_epsilon (after[2 * k + i], x[i] * z[1][k], 1e-12);
        g_assert_cmpfloat_with_epsilon (before[2 * k + i], x[i] * (y[i] * z[1][k] + (1.0 - y[i]) * z[0][k]),
                                        1e-12);
      }
  entry = wf_joint_entry_to_text (joint, 5);
  g_assert_cmpstr (entry, ==, "z = high, x = yes");
}

/* The sum over the other variables of a joint table is the marginal that wf_simulation_intervene() gives. */
static void
test_marginals (void)
{
  WfRng rng;

  wf_rng_init (&rng, 21, 0);
  for (guint repeat = 0; repeat < 200; repeat++)
    {
      guint n = 3 + wf_rng_below (&rng, 4), acted = wf_rng_below (&rng, n);
      g_autoptr (WfGraph) dag = make_random_dag (&rng, n, 0.5);
      gsize sizes[MAX_NODES], n_entries;
      g_autoptr (WfModel) model = make_random_model (&rng, dag, sizes);
      g_autoptr (WfSimulation) simulation = simulate (model, "exact");
      g_autofree char *text = g_strdup_printf ("%s=%s", wf_graph_get_name (dag, acted), level_names[0]);
      const char *const nodes[] = { wf_graph_get_name (dag, 2), wf_graph_get_name (dag, 0),
                                    wf_graph_get_name (dag, 1), NULL };
      const char *const interventions[] = { text, NULL };
      g_autoptr (WfJoint) joint = query (simulation, text, NULL, nodes, NULL);
      g_autoptr (WfEffect) effect = intervene (model, interventions, NULL, NULL);
      const double *p = wf_joint_get_probabilities (joint, TRUE, &n_entries);
      const double *marginal = wf_marginal_get_probabilities (wf_effect_get_after (effect, 0), NULL);
      double sums[TOP_LEVELS] = { 0.0 };

      for (gsize i = 0; i < n_entries; i++)
        sums[i / sizes[1] % sizes[0]] += p[i];
      for (gsize l = 0; l < sizes[0]; l++)
        g_assert_cmpfloat_with_epsilon (sums[l], marginal[l], 1e-12);
    }
}

/* x = e1, y = 2 x + e2, z = 3 x - y + e3, sds 1, 2, 1 */
static WfModel *
make_linear (void)
{
  const char *const names[] = { "x", "y", "z", NULL };
  const int arrows[] = { 0, 1, 0, 2, 1, 2, -1 };
  g_autoptr (WfGraph) dag = make_graph (names, arrows);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (dag);
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (dag, 2, &n_parents);
  const double two[] = { 2.0 };
  double both[2];

  both[parents[0] == 0 ? 0 : 1] = 3.0;
  both[parents[0] == 0 ? 1 : 0] = -1.0;
  wf_model_builder_set_linear (builder, 0, 1.0, NULL, 0, 1.0);
  wf_model_builder_set_linear (builder, 1, 0.0, two, 1, 2.0);
  wf_model_builder_set_linear (builder, 2, 0.0, both, 2, 1.0);
  return wf_model_builder_end (builder, NULL);
}

static void
assert_close (const double *found, const double *expected, gsize n, double tolerance)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (found[i], expected[i], tolerance);
}

/* Covariances by hand: z = x - e2 + e3 before; after y = 5: z = 3 x - 5 + e3. Given x = 2 all that varies is
 * noise. */
static void
test_linear (void)
{
  const char *const nodes[] = { "z", "x", "y", NULL };
  const double before[] = { 6, 1, -2, 1, 1, 2, -2, 2, 8 }, after[] = { 10, 3, 0, 3, 1, 0, 0, 0, 0 };
  const double given[] = { 5, 0, -4, 0, 0, 0, -4, 0, 4 };
  const double means_before[] = { 1, 1, 2 }, means_after[] = { -2, 1, 5 }, means_given[] = { 2, 2, 4 };
  g_autoptr (WfModel) model = make_linear ();
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJoint) joint = query (simulation, "y=5", NULL, nodes, &error);

  g_assert_no_error (error);
  g_assert_cmpint (wf_joint_get_engine (joint), ==, WF_ENGINE_CLOSED_FORM);
  assert_close (wf_joint_get_means (joint, FALSE), means_before, 3, 1e-12);
  assert_close (wf_joint_get_covariances (joint, FALSE), before, 9, 1e-12);
  assert_close (wf_joint_get_means (joint, TRUE), means_after, 3, 1e-12);
  assert_close (wf_joint_get_covariances (joint, TRUE), after, 9, 1e-12);
  g_assert_null (wf_joint_get_probabilities (joint, TRUE, NULL));
  g_clear_pointer (&joint, wf_joint_unref);
  joint = query (simulation, NULL, "x=2", nodes, &error);
  g_assert_no_error (error);
  assert_close (wf_joint_get_means (joint, FALSE), means_given, 3, 1e-12);
  assert_close (wf_joint_get_covariances (joint, TRUE), given, 9, 1e-12);
}

/* Sampling agrees within four standard errors, evidence included. */
static void
test_sampling (void)
{
  const char *const nodes[] = { "z", "x", NULL };
  g_autoptr (WfModel) chain = make_chain ();
  g_autoptr (WfModel) linear = make_linear ();
  WfModel *models[] = { chain, linear };
  const char *const dos[] = { "y=yes", "y=5" };
  const char *const givens[] = { "z=high", "z=-1.5" };

  for (guint i = 0; i < 2; i++)
    for (guint has_evidence = 0; has_evidence < 2; has_evidence++)
      {
        g_autoptr (WfSimulation) exact = simulate (models[i], "exact");
        g_autoptr (WfSimulation) sampled = simulate (models[i], "sampling");
        const char *given = has_evidence ? givens[i] : NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (WfJoint) truth = query (exact, dos[i], given, nodes, &error);
        g_autoptr (WfJoint) joint = query (sampled, dos[i], given, nodes, &error);

        g_assert_no_error (error);
        g_assert_false (wf_joint_is_exact (joint));
        g_assert_cmpuint (wf_joint_get_n_draws (joint), ==, 10000);
        g_assert_cmpfloat (wf_joint_get_effective_draws (joint), >, 100.0);
        for (guint w = 0; w < 2; w++)
          {
            gsize n = 2;
            const double *p = wf_joint_get_probabilities (joint, w, i == 0 ? &n : NULL);
            const double *q = wf_joint_get_probabilities (truth, w, NULL);
            const double *errors = wf_joint_get_errors (joint, w);

            for (gsize k = 0; k < n; k++)
              g_assert_cmpfloat (
                  fabs (i == 0 ? p[k] - q[k]
                               : wf_joint_get_means (joint, w)[k] - wf_joint_get_means (truth, w)[k]),
                  <=, 4.0 * errors[k] + 1e-9);
          }
        if (i == 1 && !has_evidence)
          for (gsize k = 0; k < 4; k++)
            g_assert_cmpfloat_with_epsilon (wf_joint_get_covariances (joint, TRUE)[k],
                                            wf_joint_get_covariances (truth, TRUE)[k], 0.5);
      }
}

/* What is set doesn't vary, not even by rounding. */
static void
test_sampled_point (void)
{
  const char *const nodes[] = { "y", "x", NULL };
  g_autoptr (WfModel) model = make_linear ();
  g_autoptr (WfSimulation) simulation = simulate (model, "sampling");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJoint) joint = query (simulation, "y=0.1", NULL, nodes, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (wf_joint_get_means (joint, TRUE)[0], ==, 0.1);
  g_assert_cmpfloat (wf_joint_get_errors (joint, TRUE)[0], ==, 0.0);
  for (gsize k = 0; k < 3; k++)
    g_assert_cmpfloat (wf_joint_get_covariances (joint, TRUE)[k], ==, 0.0);
  g_assert_cmpfloat (wf_joint_get_covariances (joint, TRUE)[3], >, 0.0);
}

static void
assert_query_refused (WfSimulation *simulation, const char *const *nodes, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (query (simulation, NULL, NULL, nodes, &error));
  g_assert_error (error, WF_ERROR, code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refusals (void)
{
  const char *const twice[] = { "x", "x", NULL }, *const unknown[] = { "x", "yy", NULL };
  const char *const nodes[] = { "x", "z", NULL };
  g_autoptr (WfModel) model = make_chain ();
  g_autoptr (WfSimulation) simulation = simulate (model, "automatic");
  g_autoptr (GError) error = NULL;

  assert_query_refused (simulation, twice, WF_ERROR_DATA, "twice");
  assert_query_refused (simulation, unknown, WF_ERROR_DATA, "yy");
  g_assert_null (query (simulation, "x=yes", "x=no", nodes, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
}

static void
test_too_large (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfModelBuilder) model_builder = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfSimulation) simulation = NULL;
  g_auto (GStrv) list = NULL;
  const char *const levels[] = { "no", "yes", NULL };
  const double half[] = { 0.5, 0.5 };

  for (guint i = 0; i < 21; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%u", i);

      g_strv_builder_add (names, name);
    }
  list = g_strv_builder_end (names);
  builder = wf_graph_builder_new ((const char *const *) list);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  model_builder = wf_model_builder_new (dag);
  for (guint i = 0; i < 21; i++)
    wf_model_builder_set_table (model_builder, i, levels, half, 2);
  model = wf_model_builder_end (model_builder, NULL);
  simulation = simulate (model, "automatic");
  assert_query_refused (simulation, (const char *const *) list, WF_ERROR_TOO_LARGE, "1,048,576");
}

static void
assert_report (WfSimulation *simulation,
               const char *intervention,
               const char *const *nodes,
               const char *title,
               const char *word)
{
  g_autoptr (WfJoint) joint = query (simulation, intervention, NULL, nodes, NULL);
  g_autoptr (WfReport) report = wf_joint_report (joint, NULL);
  g_autofree char *plain = wf_report_strip (wf_report_get_title (report));
  gboolean has_word = FALSE;

  g_assert_cmpstr (plain, ==, title);
  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    if (wf_report_get_block_kind (report, b) == WF_BLOCK_VERDICT)
      has_word = strstr (wf_report_get_text (report, b), word) != NULL;
  g_assert_true (has_word);
}

static void
test_report (void)
{
  const char *const nodes[] = { "z", "x", NULL };
  g_autoptr (WfModel) chain = make_chain ();
  g_autoptr (WfModel) linear = make_linear ();
  g_autoptr (WfSimulation) discrete = simulate (chain, "automatic");
  g_autoptr (WfSimulation) continuous = simulate (linear, "sampling");

  assert_report (discrete, "y=yes", nodes, "What is P(z, x | do(y = yes))?", "changes most");
  assert_report (discrete, NULL, nodes, "What is P(z, x)?", "No combination");
  assert_report (continuous, "y=5", nodes, "What is P(z, x | do(y = 5))?", "correlation of z and x");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint/discrete", test_discrete);
  g_test_add_func ("/joint/marginals", test_marginals);
  g_test_add_func ("/joint/linear", test_linear);
  g_test_add_func ("/joint/sampling", test_sampling);
  g_test_add_func ("/joint/sampled-point", test_sampled_point);
  g_test_add_func ("/joint/refusals", test_refusals);
  g_test_add_func ("/joint/too-large", test_too_large);
  g_test_add_func ("/joint/report", test_report);
  return g_test_run ();
}
