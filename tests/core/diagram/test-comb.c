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

/* the same from the eight probabilities instead of a hundred rows; they can't be smoothed */
static void
test_shares (void)
{
  static const double shares[] = { .20, .02, .05, .10, .02, .01, .10, .50 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (8);
  g_autoptr (WfTable) plain = NULL, table = NULL;
  g_autoptr (WfGraph) graph = make_graph (FALSE);
  g_autoptr (WfComb) self = NULL;
  g_autoptr (GError) error = NULL;
  gint32 codes[3][8];
  const double *values;
  gsize n;

  for (gint32 i = 0; i < 8; i++)
    for (gint32 j = 0; j < 3; j++)
      codes[j][i] = i >> (2 - j) & 1;
  for (gsize j = 0; j < 3; j++)
    wf_table_builder_add_discrete (builder, smoking_names[j], codes[j], 8, binary);
  wf_table_builder_add_continuous (builder, "p", shares, 8);
  plain = wf_table_builder_end (builder);
  table = wf_table_with_weights (plain, "p", NULL);
  self = wf_comb_new_from_table (table, graph, "S", "C", 0, NULL, &error);
  g_assert_no_error (error);
  values = wf_comb_get_effect (self, &n);
  g_assert_cmpfloat_with_epsilon (values[3], 0.7465223665223666, 1e-12);
  g_assert_cmpfloat_with_epsilon (values[1], 0.4577027027027028, 1e-12);
  g_assert_null (wf_comb_new_from_table (table, graph, "S", "C", 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

/* a model whose nodes are all observed: what its observed joint says of a cut is what the cut itself says */
static void
test_models (void)
{
  WfRng rng;

  wf_rng_init (&rng, 6, 0);
  for (guint k = 0; k < 200; k++)
    {
      guint n = 3 + k % 4;
      g_autoptr (WfModel) model = make_random_model (&rng, n, 0.6);
      static const char *const outputs[] = { "C", NULL }, *const given[] = { "A=1", NULL };
      g_autoptr (WfDiagram) diagram = wf_diagram_new_from_model (model, outputs, NULL);
      g_autoptr (WfDiagram) cut = wf_diagram_cut (diagram, "A", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfComb) self = wf_comb_new_from_model (model, "A", "C", NULL, &error);
      gsize n_values, n_effect;
      g_autofree double *values = wf_diagram_evaluate (cut, given, &n_values, NULL, NULL);

      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (wf_comb_get_effect (self, &n_effect)[3], values[1], 1e-12);
    }
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

/* a table of binary columns: rows[i] has the values of row i as bits, the first column highest */
static WfTable *
make_rows (const char *const *names, const guint *rows, gsize n_rows)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n_rows);
  guint n_names = g_strv_length ((GStrv) names);
  g_autofree gint32 *codes = g_new (gint32, n_rows);

  for (guint k = 0; k < n_names; k++)
    {
      for (gsize i = 0; i < n_rows; i++)
        codes[i] = (gint32) (rows[i] >> (n_names - 1 - k) & 1);
      wf_table_builder_add_discrete (builder, names[k], codes, n_rows, binary);
    }
  return wf_table_builder_end (builder);
}

/* S decides T, so that T is no bridge in these data; nothing leads to both S and C unless H does */
static void
test_fall_back (void)
{
  static const guint rows[] = { 0, 0, 0, 1, 6, 7, 7, 7, 7 }; /* S, T, C */
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (smoking_names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfGraph) hidden = make_graph (FALSE);
  g_autoptr (WfTable) table = make_rows (smoking_names, rows, G_N_ELEMENTS (rows));
  g_autoptr (GError) error = NULL;
  g_autoptr (WfComb) self = NULL;
  g_autofree char *text = NULL;
  const double *values;
  gsize n;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  self = wf_comb_new_from_table (table, graph, "S", "C", 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wf_bridge_get_kind (wf_comb_get_bridge (self)), ==, WF_BRIDGE_BACK_DOOR);
  text = wf_bridge_describe (wf_comb_get_bridge (self));
  g_assert_true (g_str_has_prefix (text, "The bridge T can’t be used (No full support: P(S=0, T=1) = 0"));
  g_assert_nonnull (strstr (text, "the cut is what is observed"));
  values = wf_comb_get_effect (self, &n);
  assert_values (values, n, (const double[]){ .75, .25, .2, .8 }, 4, 1e-12);
  g_assert_null (wf_comb_new_from_table (table, hidden, "S", "C", 0, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
}

/* A -> X, A -> B -> C <- X: A or B blocks; A decides X, B doesn't. By hand: P(B=1) = 1/2, and
 * P(C=1 | X, B) = 1/2, 2/3 (X = 0), 2/3, 1/2 (X = 1) */
static void
test_other_back_door (void)
{
  static const char *const names[] = { "A", "X", "B", "C", NULL };
  static const guint rows[] = { 0, 1, 2, 3, 3, 12, 13, 13, 14, 15 };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfTable) table = make_rows (names, rows, G_N_ELEMENTS (rows));
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfComb) self = NULL;
  g_autofree char *text = NULL;
  const double *values;
  gsize n;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 0, 2);
  wf_graph_builder_add_arrow (builder, 2, 3);
  wf_graph_builder_add_arrow (builder, 1, 3);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  sets = wf_bridge_list_back_doors (graph, "X", "C", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sets->len, ==, 2); /* {A, B} contains both */
  self = wf_comb_new_from_table (table, graph, "X", "C", 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_bridge_get_context (wf_comb_get_bridge (self))[0], ==, "B");
  text = wf_bridge_describe (wf_comb_get_bridge (self));
  g_assert_true (g_str_has_prefix (text, "Adjusting for A can’t be done (No full support: P(X=1, A=0) = 0"));
  values = wf_comb_get_effect (self, &n);
  assert_values (values, n, (const double[]){ 5.0 / 12, 7.0 / 12, 5.0 / 12, 7.0 / 12 }, 4, 1e-12);
}

static void
assert_region (WfComb *self, WfDiagram *diagram, const char *name, WfCombRegion box, WfCombRegion wire)
{
  gsize n_boxes, n_wires, n;
  g_autofree WfCombRegion *boxes = wf_bridge_list_box_regions (wf_comb_get_bridge (self), diagram, &n_boxes);
  g_autofree WfCombRegion *wires = wf_bridge_list_wire_regions (wf_comb_get_bridge (self), diagram, &n_wires);
  guint place = (guint) wf_diagram_find_box (diagram, name);

  g_assert_cmpuint (n_boxes, ==, wf_diagram_get_n_boxes (diagram));
  g_assert_cmpuint (n_wires, ==, wf_diagram_get_n_wires (diagram));
  g_assert_cmpint (boxes[place], ==, box);
  g_assert_cmpint (wires[wf_diagram_get_box_outputs (diagram, place, &n)[0]], ==, wire);
}

/* g : S -> T is the box of T; f gives S, takes T and gives C, with H inside; after the cut S is in neither */
static void
test_regions (void)
{
  g_autoptr (WfTable) table = make_smoking ();
  g_autoptr (WfGraph) graph = make_graph (FALSE);
  g_autoptr (WfGraph) broken = make_graph (TRUE);
  g_autoptr (WfDiagram) diagram = wf_diagram_new_from_graph (graph, table, NULL, NULL);
  g_autoptr (WfDiagram) cut = wf_diagram_cut (diagram, "S", NULL);
  g_autoptr (WfComb) self = wf_comb_new_from_table (table, graph, "S", "C", 0, NULL, NULL);
  g_autoptr (WfComb) none = wf_comb_new_from_table (table, broken, "S", "C", 0, NULL, NULL);
  gsize n;
  g_autofree WfCombRegion *boxes = wf_bridge_list_box_regions (wf_comb_get_bridge (self), cut, &n);

  assert_region (self, diagram, "H", WF_COMB_REGION_F, WF_COMB_REGION_F);
  assert_region (self, diagram, "S", WF_COMB_REGION_F, WF_COMB_REGION_NONE);
  assert_region (self, diagram, "T", WF_COMB_REGION_G, WF_COMB_REGION_NONE);
  assert_region (self, diagram, "C", WF_COMB_REGION_F, WF_COMB_REGION_NONE);
  assert_region (self, cut, "H", WF_COMB_REGION_F, WF_COMB_REGION_F);
  assert_region (self, cut, "T", WF_COMB_REGION_G, WF_COMB_REGION_NONE);
  for (guint i = 0; i < n; i++)
    if (wf_diagram_get_box_kind (cut, i) != WF_DIAGRAM_BOX)
      g_assert_cmpint (boxes[i], ==,
                       wf_diagram_get_box_kind (cut, i) == WF_DIAGRAM_DISCARD ? WF_COMB_REGION_F
                                                                              : WF_COMB_REGION_NONE);
  assert_region (none, diagram, "T", WF_COMB_REGION_NONE, WF_COMB_REGION_NONE);
  assert_region (none, diagram, "H", WF_COMB_REGION_NONE, WF_COMB_REGION_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comb/smoking", test_smoking);
  g_test_add_func ("/comb/shares", test_shares);
  g_test_add_func ("/comb/models", test_models);
  g_test_add_func ("/comb/latent-model", test_latent_model);
  g_test_add_func ("/comb/sign-reversal", test_sign_reversal);
  g_test_add_func ("/comb/not-computable", test_not_computable);
  g_test_add_func ("/comb/no-support", test_no_support);
  g_test_add_func ("/comb/fall-back", test_fall_back);
  g_test_add_func ("/comb/other-back-door", test_other_back_door);
  g_test_add_func ("/comb/regions", test_regions);
  return g_test_run ();
}
