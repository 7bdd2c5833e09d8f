/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

static const char *const xyz[] = { "x", "y", "z", NULL };
static const char *const binary[] = { "no", "yes", NULL };
static const char *const ternary[] = { "low", "mid", "high", NULL };
static const int chain[] = { 0, 1, 1, 2, -1 };

static void
test_tables (void)
{
  const double x[] = { 0.3, 0.7 };
  const double y[] = { 0.1, 0.2, 0.7, 0.5, 0.25, 0.25 };
  const double z[] = { 1.0, 0.0, 0.5, 0.5, 0.0, 1.0 };
  g_autoptr (WfGraph) graph = make_graph (xyz, chain);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfIntervention) set = wf_intervention_new_level ("x", "yes");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  const double *after;
  gsize n;

  wf_model_builder_set_table (builder, 0, binary, x, 2);
  wf_model_builder_set_table (builder, 1, ternary, y, 6);
  wf_model_builder_set_table (builder, 2, binary, z, 6);
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_model_get_kind (model), ==, "categorical");
  g_assert_true (wf_model_is_discrete (model));
  g_assert_false (wf_model_is_linear (model));
  g_assert_cmpuint (wf_table_get_n_rows (wf_model_get_table (model)), ==, 0);
  g_assert_cmpstr (wf_table_get_level (wf_model_get_table (model), 1, 2), ==, "high");
  g_assert_cmpfloat (wf_model_get_cpt (model, 1, &n)[5], ==, 0.25);
  g_assert_cmpuint (n, ==, 6);

  /* P(z = yes | do(x = yes)) = 0.25 * 0.5 + 0.25 */
  effect = wf_intervene (model, &set, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  after = wf_marginal_get_probabilities (wf_effect_get_after (effect, 2), NULL);
  g_assert_cmpfloat_with_epsilon (after[1], 0.375, 1e-15);
}

/* one table changed by hand: the others stay, and what follows from it is asked of the new one */
static void
test_edited (void)
{
  const double x[] = { 0.3, 0.7 }, y[] = { 0.1, 0.9, 0.5, 0.5 }, changed[] = { 0.25, 0.75, 1, 0 };
  const double wrong[] = { 0.25, 0.7, 1, 0 };
  const double b = 2;
  const int arrow[] = { 0, 1, -1 };
  const char *const xy[] = { "x", "y", NULL };
  g_autoptr (WfGraph) graph = make_graph (xy, arrow);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfIntervention) set = wf_intervention_new_level ("x", "no");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfModel) edited = NULL;
  g_autoptr (WfModel) linear = NULL;
  g_autoptr (WfEffect) effect = NULL;
  const double *after;
  gsize n;

  wf_model_builder_set_table (builder, 0, binary, x, 2);
  wf_model_builder_set_table (builder, 1, binary, y, 4);
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  edited = wf_model_with_table (model, 1, changed, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (wf_model_get_cpt (edited, 1, &n), sizeof changed, changed, sizeof changed);
  g_assert_cmpmem (wf_model_get_cpt (edited, 0, &n), sizeof x, x, sizeof x);
  g_assert_cmpmem (wf_model_get_cpt (model, 1, &n), sizeof y, y, sizeof y);
  g_assert_false (wf_model_is_weak (edited, 1, NULL));
  effect = wf_intervene (edited, &set, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  after = wf_marginal_get_probabilities (wf_effect_get_after (effect, 1), NULL);
  g_assert_cmpfloat_with_epsilon (after[0], 0.25, 1e-15);

  g_assert_null (wf_model_with_table (model, 1, wrong, 4, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_model_with_table (model, 1, changed, 2, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  wf_model_builder_set_linear (builder, 0, 0, NULL, 0, 1);
  wf_model_builder_set_linear (builder, 1, 0, &b, 1, 1);
  linear = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  g_assert_null (wf_model_with_table (linear, 1, changed, 4, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
}

static void
test_linear (void)
{
  const double b = 2.0, c = -0.5;
  g_autoptr (WfGraph) graph = make_graph (xyz, chain);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfIntervention) set = wf_intervention_new ("x", WF_INTERVENTION_SET, 3.0);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfEffect) effect = NULL;
  WfMarginal *after;

  wf_model_builder_set_linear (builder, 0, 1.0, NULL, 0, 1.0);
  wf_model_builder_set_linear (builder, 1, 4.0, &b, 1, 0.5);
  wf_model_builder_set_linear (builder, 2, 0.0, &c, 1, 0.25);
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_model_get_kind (model), ==, "linear-gaussian");
  g_assert_true (wf_model_is_linear (model));
  effect = wf_intervene (model, &set, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  after = wf_effect_get_after (effect, 2);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (after), -5.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_sd (after), sqrt (0.25 * 0.25 + 0.25 * 0.25), 1e-12);
  after = wf_effect_get_before (effect, 2);
  g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (after), -3.0, 1e-12);
}

/* Ending fails with the code, and the message holds the words. */
static void
assert_fails (WfModelBuilder *builder, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_builder_end (builder, &error);

  g_assert_null (model);
  g_assert_error (error, WF_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refusals (void)
{
  const double half[] = { 0.5, 0.5 }, wrong[] = { 0.5, 0.6, 0.5, 0.5 }, negative[] = { 1.5, -0.5, 0.5, 0.5 };
  const double b = NAN;
  const int arrow[] = { 0, 1, -1 };
  const char *const xy[] = { "x", "y", NULL };
  g_autoptr (WfGraph) graph = make_graph (xy, arrow);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);

  wf_model_builder_set_table (builder, 0, binary, half, 2);
  assert_fails (builder, WF_ERROR_DATA, "y has no mechanism");
  wf_model_builder_set_table (builder, 0, binary, half, 2);
  wf_model_builder_set_table (builder, 1, binary, half, 2);
  assert_fails (builder, WF_ERROR_DATA, "make 4");
  wf_model_builder_set_table (builder, 0, binary, half, 2);
  wf_model_builder_set_table (builder, 1, binary, wrong, 4);
  assert_fails (builder, WF_ERROR_DATA, "row 0");
  wf_model_builder_set_table (builder, 0, binary, half, 2);
  wf_model_builder_set_table (builder, 1, binary, negative, 4);
  assert_fails (builder, WF_ERROR_DATA, "negative");
  wf_model_builder_set_table (builder, 0, binary, half, 2);
  wf_model_builder_set_linear (builder, 1, 0.0, half, 1, 1.0);
  assert_fails (builder, WF_ERROR_UNSUPPORTED, "discrete parent");
  wf_model_builder_set_linear (builder, 0, 0.0, NULL, 0, 1.0);
  wf_model_builder_set_table (builder, 1, binary, half, 2);
  assert_fails (builder, WF_ERROR_UNSUPPORTED, "continuous parent");
  wf_model_builder_set_linear (builder, 0, 0.0, NULL, 0, 1.0);
  wf_model_builder_set_linear (builder, 1, 0.0, half, 2, 1.0);
  assert_fails (builder, WF_ERROR_DATA, "2 coefficients and 1 parents");
  wf_model_builder_set_linear (builder, 0, 0.0, NULL, 0, -1.0);
  wf_model_builder_set_linear (builder, 1, 0.0, half, 1, 1.0);
  assert_fails (builder, WF_ERROR_DATA, "x must be finite");
  wf_model_builder_set_linear (builder, 0, 0.0, NULL, 0, 1.0);
  wf_model_builder_set_linear (builder, 1, 0.0, &b, 1, 1.0);
  assert_fails (builder, WF_ERROR_DATA, "y must be finite");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-builder/tables", test_tables);
  g_test_add_func ("/model-builder/edited", test_edited);
  g_test_add_func ("/model-builder/linear", test_linear);
  g_test_add_func ("/model-builder/refusals", test_refusals);
  return g_test_run ();
}
