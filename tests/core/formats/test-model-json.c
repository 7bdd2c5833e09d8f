/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fitted models of every kind of mechanism pass through JSON unchanged. */

#include "model-fixture.h"

#define N_ROWS   200
#define N_MODELS 20

/* a, b, c, d continuous, s and t discrete; no cycles among the edges that a test takes */
static WfTable *
make_table (WfRng *rng)
{
  static const char *const s_levels[] = { "low", "mid dle", "hi\"gh", NULL };
  static const char *const t_levels[] = { "no", "yes", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  double a[N_ROWS], b[N_ROWS], c[N_ROWS], d[N_ROWS];
  gint32 s[N_ROWS], t[N_ROWS];

  for (guint i = 0; i < N_ROWS; i++)
    {
      a[i] = 3.0 * wf_rng_normal (rng);
      s[i] = (gint32) wf_rng_below (rng, 3);
      b[i] = sin (a[i]) + 0.3 * wf_rng_normal (rng) + s[i];
      c[i] = 1.5 - 2.0 * b[i] + wf_rng_normal (rng);
      t[i] = a[i] + c[i] + 2.0 * wf_rng_normal (rng) > 0.0;
      d[i] = 0.1 * a[i] * a[i] + t[i] + wf_rng_normal (rng);
    }
  wf_table_builder_add_continuous (builder, "a", a, N_ROWS);
  wf_table_builder_add_continuous (builder, "b", b, N_ROWS);
  wf_table_builder_add_continuous (builder, "c", c, N_ROWS);
  wf_table_builder_add_continuous (builder, "d", d, N_ROWS);
  wf_table_builder_add_discrete (builder, "s", s, N_ROWS, s_levels);
  wf_table_builder_add_discrete (builder, "t", t, N_ROWS, t_levels);
  return wf_table_builder_end (builder);
}

static WfGraph *
make_mixed_graph (void)
{
  static const char *const names[] = { "a", "b", "c", "d", "s", "t", NULL };
  static const guint arrows[][2] = { { 0, 1 }, { 4, 1 }, { 1, 2 }, { 0, 5 },
                                     { 2, 5 }, { 4, 5 }, { 0, 3 }, { 5, 3 } };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (GError) error = NULL;
  WfGraph *graph;

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    wf_graph_builder_add_arrow (builder, arrows[i][0], arrows[i][1]);
  wf_graph_builder_set_position (builder, 2, 0.1, -1e-3);
  wf_graph_builder_set_latent (builder, 3);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  g_assert_no_error (error);
  return graph;
}

static void
check_numbers (const double *x, const double *y, gsize n)
{
  /* to the last bit, and missing where missing */
  g_assert_cmpmem (x, n * sizeof (double), y, n * sizeof (double));
}

/* both answer every question alike: noise, value, prediction, density, probabilities */
static void
check_same_mechanism (WfModel *model, WfModel *other, guint node)
{
  const WfMechanism *x = wf_model_get_mechanism (model, node), *y = wf_model_get_mechanism (other, node);
  WfGraph *graph = wf_model_get_graph (model);
  WfTable *table = wf_model_get_table (model);
  gsize n_parents, n_levels = wf_mechanism_get_n_levels (x);
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);
  double columns[4][N_ROWS], noise[2][N_ROWS], out[2][N_ROWS];
  const double *inputs[4] = { columns[0], columns[1], columns[2], columns[3] };
  WfRng rng[2];

  g_assert_true (wf_mechanism_get_kind (x) == wf_mechanism_get_kind (y));
  g_assert_cmpuint (n_levels, ==, wf_mechanism_get_n_levels (y));
  wf_rng_init (&rng[0], 99, node);
  for (gsize k = 0; k < n_parents; k++)
    {
      gsize n = wf_table_get_n_levels (table, parents[k]);

      for (gsize i = 0; i < N_ROWS; i++)
        columns[k][i] = n > 0 ? (double) wf_rng_below (&rng[0], n) : 4.0 * wf_rng_normal (&rng[0]);
    }
  rng[1] = rng[0];
  wf_mechanism_draw_noise (x, &rng[0], N_ROWS, noise[0]);
  wf_mechanism_draw_noise (y, &rng[1], N_ROWS, noise[1]);
  check_numbers (noise[0], noise[1], N_ROWS);
  wf_mechanism_evaluate (x, inputs, noise[0], N_ROWS, out[0]);
  wf_mechanism_evaluate (y, inputs, noise[0], N_ROWS, out[1]);
  check_numbers (out[0], out[1], N_ROWS);
  wf_mechanism_log_density (x, inputs, out[0], N_ROWS, noise[0]);
  wf_mechanism_log_density (y, inputs, out[0], N_ROWS, noise[1]);
  check_numbers (noise[0], noise[1], N_ROWS);
  if (n_levels > 0)
    {
      g_autofree double *p = g_new (double, N_ROWS *n_levels);
      g_autofree double *q = g_new (double, N_ROWS *n_levels);

      wf_mechanism_get_probabilities (x, inputs, N_ROWS, p);
      wf_mechanism_get_probabilities (y, inputs, N_ROWS, q);
      check_numbers (p, q, N_ROWS * n_levels);
    }
  else
    {
      wf_mechanism_predict (x, inputs, N_ROWS, out[0]);
      wf_mechanism_predict (y, inputs, N_ROWS, out[1]);
      check_numbers (out[0], out[1], N_ROWS);
    }
}

static void
check_same (WfModel *model, WfModel *other)
{
  WfGraph *graph = wf_model_get_graph (model);

  g_assert_true (wf_graph_equal (graph, wf_model_get_graph (other)));
  check_same_positions (graph, wf_model_get_graph (other), 0.0);
  g_assert_cmpstr (wf_model_get_kind (model), ==, wf_model_get_kind (other));
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      g_autofree char *words = wf_model_describe (model, i);
      g_autofree char *other_words = wf_model_describe (other, i);

      check_same_mechanism (model, other, i);
      g_assert_cmpstr (words, ==, other_words);
      for (gsize l = 0; l < wf_table_get_n_levels (wf_model_get_table (model), i); l++)
        g_assert_cmpstr (wf_table_get_level (wf_model_get_table (model), i, l), ==,
                         wf_table_get_level (wf_model_get_table (other), i, l));
    }
}

static void
test_every_kind (void)
{
  static const char *const choices[] = {
    "b=spline,c=linear-gaussian,d=spline,t=logistic,a=empirical,s=empirical",
    "b=spline,c=spline,d=spline,t=logistic,a=linear-gaussian,s=categorical",
    "b=spline,c=linear-gaussian,d=spline,t=logistic,a=spline,s=logistic",
  };
  g_autoptr (WfGraph) graph = make_mixed_graph ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < N_MODELS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = NULL;
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfModel) read = NULL;
      g_autoptr (GVariant) params = NULL;
      GVariantDict dict;
      WfRng rng;

      wf_rng_init (&rng, 13, i);
      table = make_table (&rng);
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "mechanisms", "s", choices[i % G_N_ELEMENTS (choices)]);
      params = g_variant_ref_sink (g_variant_dict_end (&dict));
      model = wf_model_fit (NULL, table, graph, params, NULL, &error);
      g_assert_no_error (error);
      for (guint v = 0; v < 6; v++)
        g_hash_table_add (seen, (gpointer) wf_mechanism_get_kind (wf_model_get_mechanism (model, v))->id);
      read = pass_through (model, "model");
      check_same (model, read);
    }
  for (const WfMechanismKind *const *kind = wf_mechanism_kinds_get_all (); *kind != NULL; kind++)
    g_assert_true (g_hash_table_contains (seen, (*kind)->id));
}

/* other formats say that they can't hold it */
static void
test_refused (void)
{
  g_autoptr (WfGraph) graph = make_mixed_graph ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  WfRng rng;

  wf_rng_init (&rng, 13, 0);
  table = make_table (&rng);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (wf_model_to_text (model, "bif", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "write .json instead"));
}

#define HEAD "{\"format\": \"wherefore-model\", \"version\": 1, \"variables\": ["

static void
check_fails (const char *text, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = read_model_text (text, -1, "m.json", &error);

  g_assert_null (model);
  g_assert_error (error, WF_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_errors (void)
{
  check_fails (HEAD "{\"name\": \"x\"}]}", WF_ERROR_DATA,
               "m.json:1:59: variables[0]: the variable lacks a “mechanism” that has a “kind”");
  check_fails (
      HEAD "{\"name\": \"x\", \"mechanism\": {\"kind\": \"magic\"}}]}", WF_ERROR_UNSUPPORTED,
      "m.json: There is no kind of mechanism “magic”; there are: linear-gaussian, spline, categorical, "
      "logistic, empirical");
  check_fails (HEAD "{\"name\": \"x\", \"mechanism\": {\"kind\": \"linear-gaussian\", \"coefficients\": [], "
                    "\"intercept\": 1, \"sd\": -1}}]}",
               WF_ERROR_DATA, "m.json: The linear-gaussian mechanism of x: “sd” must be a number from 0 on");
  check_fails (HEAD "{\"name\": \"x\", \"mechanism\": {\"kind\": \"linear-gaussian\", \"coefficients\": [1], "
                    "\"intercept\": 1, \"sd\": 1}}]}",
               WF_ERROR_DATA,
               "m.json: The linear-gaussian mechanism of x: “coefficients” must be a list of 0 numbers");
  check_fails (
      HEAD
      "{\"name\": \"x\", \"levels\": [\"a\", \"b\"], \"mechanism\": {\"kind\": \"categorical\", \"rows\": "
      "[{\"probabilities\": [0.5, 0.25]}]}}]}",
      WF_ERROR_DATA,
      "m.json:1:59: variables[0]: the probabilities of “x” sum to 0.75, not to 1; correct them");
  check_fails (HEAD "{\"name\": \"x\", \"levels\": [\"a\", \"b\"], \"mechanism\": {\"kind\": \"empirical\", "
                    "\"probabilities\": [0.5, 0.25]}}]}",
               WF_ERROR_DATA,
               "m.json: The probabilities of x, row 0 of its table, are negative or don't sum to 1");
  check_fails (HEAD "{\"name\": \"x\", \"levels\": [], \"mechanism\": {\"kind\": \"empirical\"}}]}",
               WF_ERROR_DATA,
               "m.json:1:59: variables[0]: “levels” is empty; leave it out for a continuous variable");
  check_fails (HEAD "{\"name\": \"x\", \"parents\": \"y\", \"mechanism\": {\"kind\": \"empirical\"}}]}",
               WF_ERROR_DATA, "m.json:1:59: variables[0]: “parents” must be a list of names");
  check_fails ("{\"format\": \"wherefore-model\", \"version\": 2, \"variables\": []}", WF_ERROR_UNSUPPORTED,
               "m.json: version 2 of the format; this program reads 1. Use a newer one.");
  check_fails ("{\"format\": \"wherefore-model\"}", WF_ERROR_PARSE,
               "m.json: no model in here: an object with a list “variables” is expected");
}

/* every number of it replaced by what isn't one: an error, or a model where it doesn't matter */
static void
test_hostile_numbers (void)
{
  static const char *const words[] = { "null", "[]", "{}", "\"x\"", "true", "1e308", "-1", "1e400" };
  g_autoptr (WfGraph) graph = make_mixed_graph ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autofree char *text = NULL;
  WfRng rng;

  wf_rng_init (&rng, 17, 0);
  table = make_table (&rng);
  model = wf_model_fit (NULL, table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  text = wf_model_to_text (model, "model", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GString) changed = g_string_new (NULL);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (WfModel) read = NULL;
      char *at = text + wf_rng_below (&rng, strlen (text));

      at += strcspn (at, "-0123456789");
      g_string_append_len (changed, text, at - text);
      g_string_append (changed, words[wf_rng_below (&rng, G_N_ELEMENTS (words))]);
      g_string_append (changed, at + strspn (at, "-+.e0123456789"));
      read = read_model_text (changed->str, -1, "m.json", &local_error);
      g_assert_true ((read == NULL) == (local_error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/model-json/every-kind", test_every_kind);
  g_test_add_func ("/formats/model-json/refused", test_refused);
  g_test_add_func ("/formats/model-json/errors", test_errors);
  g_test_add_func ("/formats/model-json/hostile-numbers", test_hostile_numbers);
  return g_test_run ();
}
