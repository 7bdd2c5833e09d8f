/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The two published cases of comb disintegration (Jacobs, Kissinger & Zanasi 2019, section 6, and one with a
 * hidden confounder and a bridge of three states), to 1e-12. */

#include "config.h"

#include <math.h>

#include "random-model.h"

static const char *const smoking_names[] = { "S", "T", "C", NULL };

/* 100 rows: P(S, T, C), last fastest */
static WfTable *
make_smoking (void)
{
  static const int counts[] = { 20, 2, 5, 10, 2, 1, 10, 50 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (100);
  gint32 codes[3][100];
  gsize row = 0;

  for (gint32 i = 0; i < 8; i++)
    for (int k = 0; k < counts[i]; k++, row++)
      {
        codes[0][row] = i >> 2;
        codes[1][row] = i >> 1 & 1;
        codes[2][row] = i & 1;
      }
  for (gsize i = 0; i < 3; i++)
    wf_table_builder_add_discrete (builder, smoking_names[i], codes[i], 100, binary);
  return wf_table_builder_end (builder);
}

/* H -> S -> T -> C <- H; is_broken: H -> T, too */
static WfGraph *
make_graph (gboolean is_broken)
{
  static const char *const names[] = { "H", "S", "T", "C", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);

  wf_graph_builder_set_latent (builder, 0);
  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  wf_graph_builder_add_arrow (builder, 2, 3);
  wf_graph_builder_add_arrow (builder, 0, 3);
  if (is_broken)
    wf_graph_builder_add_arrow (builder, 0, 2);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static WfBridge *
find_bridge (gboolean is_broken)
{
  g_autoptr (WfGraph) graph = make_graph (is_broken);
  g_autoptr (GError) error = NULL;
  WfBridge *bridge = wf_bridge_find (graph, "S", "C", NULL, &error);

  g_assert_no_error (error);
  return bridge;
}

static void
assert_values (const double *values, gsize n, const double *expected, gsize n_expected, double tolerance)
{
  g_assert_cmpuint (n, ==, n_expected);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (values[i], expected[i], tolerance);
}

static void
test_smoking (void)
{
  static const double observed[] = { 25.0 / 37, 12.0 / 37, 4.0 / 21, 17.0 / 21 },
                      channel[] = { 22.0 / 37, 15.0 / 37, 1.0 / 21, 20.0 / 21 },
                      comb[] = { .37 * 10 / 11, .37 / 11, .42, .21, .37 / 3, .37 * 2 / 3, .105, .525 },
                      surgered[] = { .2248648649, .0724324324, .0462837838, .1564189189,
                                     .0180086580, .0058008658, .1087301587, .3674603175 };
  g_autoptr (WfTable) table = make_smoking ();
  g_autoptr (WfDiagram) joint = wf_diagram_new_from_table (table, smoking_names, 0, NULL);
  g_autoptr (WfBridge) bridge = find_bridge (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfComb) self = wf_comb_new (joint, bridge, NULL, &error);
  g_autofree char *text = wf_bridge_describe (bridge);
  const double *values;
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpint (wf_bridge_get_kind (bridge), ==, WF_BRIDGE_COMB);
  g_assert_cmpstr (wf_bridge_get_nodes (bridge)[0], ==, "T");
  g_assert_null (wf_bridge_get_nodes (bridge)[1]);
  g_assert_nonnull (strstr (text, "S -> T -> C"));
  values = wf_comb_get_observed (self, &n);
  assert_values (values, n, observed, 4, 1e-12);
  values = wf_comb_get_channel (self, &n);
  assert_values (values, n, channel, 4, 1e-12);
  values = wf_comb_get_comb (self, &n);
  assert_values (values, n, comb, 8, 1e-12);
  values = wf_comb_get_effect (self, &n);
  g_assert_cmpfloat_with_epsilon (values[3], 0.7465223665223666, 1e-12);
  g_assert_cmpfloat_with_epsilon (values[1], 0.4577027027027028, 1e-12);
  g_assert_cmpfloat_with_epsilon (values[3] - values[1], 0.2888196638196638, 1e-12);
  values = wf_comb_get_surgered (self, &n);
  assert_values (values, n, surgered, 8, 5e-11);
  g_assert_cmpfloat (wf_comb_get_reconstruction_error (self), <=, 1e-15);
}

/* (v) H = S, T by its channel, C by P(C | S, T): the cut diagram with the hidden H says what the comb says */
static void
test_latent_model (void)
{
  static const double h[] = { .37, .63 }, s[] = { 1, 0, 0, 1 },
                      t[] = { 22.0 / 37, 15.0 / 37, 1.0 / 21, 20.0 / 21 },
                      c[] = { 10.0 / 11, 1.0 / 11, 1.0 / 3, 2.0 / 3, 2.0 / 3, 1.0 / 3, 1.0 / 6, 5.0 / 6 };
  static const char *const given[] = { "S=1", NULL }, *const outputs[] = { "C", NULL };
  g_autoptr (WfGraph) graph = make_graph (FALSE);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (WfDiagram) cut = NULL;
  g_autofree double *values = NULL;
  gsize n;

  wf_model_builder_set_table (builder, 0, binary, h, 2);
  wf_model_builder_set_table (builder, 1, binary, s, 4);
  wf_model_builder_set_table (builder, 2, binary, t, 4);
  wf_model_builder_set_table (builder, 3, binary, c, 8);
  model = wf_model_builder_end (builder, NULL);
  diagram = wf_diagram_new_from_model (model, outputs, NULL);
  cut = wf_diagram_cut (diagram, "S", NULL);
  values = wf_diagram_evaluate (cut, given, &n, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (values[1], 0.7465223665223666, 1e-12);
}

/* the generator of the second case: k values .1 + u, drawn with the generator of the published numbers */
static WfModel *
make_confounded (WfGraph *graph)
{
  static const char *const three[] = { "0", "1", "2", NULL };
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  double h[2], s[4], t[6], c[12];
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  draw_distribution (&rng, 2, h);
  for (guint i = 0; i < 2; i++)
    draw_distribution (&rng, 2, s + 2 * i);
  for (guint i = 0; i < 2; i++)
    draw_distribution (&rng, 3, t + 3 * i);
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 2; k++)
      draw_distribution (&rng, 2, c + 2 * (3 * k + i)); /* parents of C in their order: H, T */
  wf_model_builder_set_table (builder, 0, binary, h, 2);
  wf_model_builder_set_table (builder, 1, binary, s, 4);
  wf_model_builder_set_table (builder, 2, three, t, 6);
  wf_model_builder_set_table (builder, 3, binary, c, 12);
  return wf_model_builder_end (builder, NULL);
}

/* seen, the outcome hardly depends on S, and in the wrong order; cut, it does the other way */
static void
test_sign_reversal (void)
{
  static const double joint[] = { .02717914, .02552432, .09818749, .12341486, .08202959, .05044576,
                                  .10894364, .11669996, .05659516, .12565739, .13118699, .05413571 };
  g_autoptr (WfGraph) graph = make_graph (FALSE);
  g_autoptr (WfModel) model = make_confounded (graph);
  g_autoptr (WfDiagram) diagram = wf_diagram_new_from_model (model, NULL, NULL);
  g_autoptr (WfDiagram) cut = wf_diagram_cut (diagram, "S", NULL);
  g_autoptr (WfBridge) bridge = find_bridge (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfComb) self = wf_comb_new (diagram, bridge, NULL, &error);
  g_autofree double *table = NULL;
  const double *observed, *effect;
  gsize n;

  g_assert_no_error (error);
  table = wf_diagram_evaluate (diagram, NULL, &n, NULL, NULL);
  assert_values (table, n, joint, 12, 5.1e-9);
  observed = wf_comb_get_observed (self, &n);
  g_assert_cmpfloat_with_epsilon (observed[1], .4901528258, 5e-11);
  g_assert_cmpfloat_with_epsilon (observed[3], .4998038460, 5e-11);
  effect = wf_comb_get_effect (self, &n);
  g_assert_cmpfloat_with_epsilon (effect[1], .51838395, 5.1e-9);
  g_assert_cmpfloat_with_epsilon (effect[3], .48941941, 5.1e-9);
  for (guint i = 0; i < 2; i++)
    {
      const char *given[] = { i == 0 ? "S=0" : "S=1", NULL }, *outputs[] = { "C", NULL };
      g_autoptr (WfDiagram) one = wf_diagram_with_outputs (cut, outputs, NULL);
      g_autofree double *truth = wf_diagram_evaluate (one, given, &n, NULL, NULL);

      g_assert_cmpfloat_with_epsilon (truth[1], effect[2 * i + 1], 1e-12);
    }
}

/* T depends on H, too: no bridge; what is left are bounds, which hold the truth */
static void
test_not_computable (void)
{
  g_autoptr (WfTable) table = make_smoking ();
  g_autoptr (WfDiagram) joint = wf_diagram_new_from_table (table, smoking_names, 0, NULL);
  g_autoptr (WfBridge) bridge = find_bridge (TRUE);
  g_autoptr (WfComb) self = wf_comb_new (joint, bridge, NULL, NULL);
  g_autofree char *text = wf_bridge_describe (bridge);
  const double *lower, *upper;
  gsize n;

  g_assert_cmpint (wf_bridge_get_kind (bridge), ==, WF_BRIDGE_NONE);
  g_assert_nonnull (strstr (text, "Not computable from these data"));
  g_assert_nonnull (strstr (text, "S <- H -> C"));
  g_assert_cmpstr (wf_bridge_get_path (bridge)[1], ==, "H");
  g_assert_null (wf_comb_get_effect (self, &n));
  lower = wf_comb_get_bounds (self, FALSE, &n);
  upper = wf_comb_get_bounds (self, TRUE, &n);
  g_assert_cmpfloat_with_epsilon (lower[3], .51, 1e-12);       /* P(S = 1, C = 1) */
  g_assert_cmpfloat_with_epsilon (upper[3], .51 + .37, 1e-12); /* and P(S = 0) */
  g_assert_cmpfloat_with_epsilon (lower[1], .12, 1e-12);
  g_assert_cmpfloat_with_epsilon (upper[1], .12 + .63, 1e-12);
}

/* (vi) */
static void
test_no_support (void)
{
  static const gint32 codes[3][4] = { { 0, 0, 1, 1 }, { 0, 1, 1, 1 }, { 0, 1, 0, 1 } };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfDiagram) joint = NULL;
  g_autoptr (WfDiagram) smoothed = NULL;
  g_autoptr (WfBridge) bridge = find_bridge (FALSE);
  g_autoptr (WfComb) self = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < 3; i++)
    wf_table_builder_add_discrete (builder, smoking_names[i], codes[i], 4, binary);
  table = wf_table_builder_end (builder);
  joint = wf_diagram_new_from_table (table, smoking_names, 0, NULL);
  g_assert_null (wf_comb_new (joint, bridge, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
  g_assert_true (g_str_has_prefix (error->message, "No full support: P(S=1, T=0) = 0"));
  g_clear_error (&error);
  smoothed = wf_diagram_new_from_table (table, smoking_names, 0.125, NULL);
  self = wf_comb_new (smoothed, bridge, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comb/smoking", test_smoking);
  g_test_add_func ("/comb/latent-model", test_latent_model);
  g_test_add_func ("/comb/sign-reversal", test_sign_reversal);
  g_test_add_func ("/comb/not-computable", test_not_computable);
  g_test_add_func ("/comb/no-support", test_no_support);
  return g_test_run ();
}
