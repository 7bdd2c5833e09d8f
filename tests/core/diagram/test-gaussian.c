/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Diagrams of linear maps with Gaussian noise: against products by hand, the laws of copying and discarding,
 * and interventions of the inference engine on random linear models. */

#include "config.h"

#include <math.h>

#include "random-model.h"

#define TOLERANCE 1e-10

static void
assert_close (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, TOLERANCE * MAX (1, fabs (b)));
}

static void
assert_same_map (WfGaussianMap *a, WfGaussianMap *b)
{
  const double *(*const getters[]) (WfGaussianMap *, gsize *) = { wf_gaussian_map_get_coefficients,
                                                                  wf_gaussian_map_get_offset,
                                                                  wf_gaussian_map_get_covariance };

  g_assert_cmpuint (wf_gaussian_map_get_n_inputs (a), ==, wf_gaussian_map_get_n_inputs (b));
  g_assert_cmpuint (wf_gaussian_map_get_n_outputs (a), ==, wf_gaussian_map_get_n_outputs (b));
  for (guint k = 0; k < G_N_ELEMENTS (getters); k++)
    {
      gsize n, n_other;
      const double *first = getters[k](a, &n), *second = getters[k](b, &n_other);

      g_assert_cmpuint (n, ==, n_other);
      for (gsize i = 0; i < n; i++)
        assert_close (first[i], second[i]);
    }
}

static WfGaussianMap *
draw_map (WfRng *rng, gsize n_inputs, gsize n_outputs)
{
  double coefficients[16], offset[4], root[16], covariance[16] = { 0 };
  GError *error = NULL;
  WfGaussianMap *map;

  for (guint i = 0; i < 16; i++)
    {
      coefficients[i] = wf_rng_normal (rng);
      root[i] = wf_rng_normal (rng);
      offset[i / 4] = wf_rng_normal (rng);
    }
  for (gsize i = 0; i < n_outputs; i++)
    for (gsize j = 0; j < n_outputs; j++)
      for (gsize k = 0; k < n_outputs; k++)
        covariance[j * n_outputs + i] += root[4 * i + k] * root[4 * j + k];
  map = wf_gaussian_map_new (n_inputs, n_outputs, coefficients, offset, covariance, &error);
  g_assert_no_error (error);
  return map;
}

/* y = 2 x + 1 + N(0, 4), then (u, v) = (3 y - 1 + N(0, 1), y) */
static void
test_compose (void)
{
  static const double a[] = { 2 }, b[] = { 1 }, s[] = { 4 }, c[] = { 3, 1 }, d[] = { -1, 0 },
                      t[] = { 1, 0, 0, 0 }, coefficients[] = { 6, 2 }, offset[] = { 2, 1 },
                      covariance[] = { 37, 12, 12, 4 };
  g_autoptr (WfGaussianMap) first = wf_gaussian_map_new (1, 1, a, b, s, NULL);
  g_autoptr (WfGaussianMap) second = wf_gaussian_map_new (1, 2, c, d, t, NULL);
  g_autoptr (WfGaussianMap) both = wf_gaussian_map_compose (first, second, NULL);
  g_autoptr (WfGaussianMap) expected = wf_gaussian_map_new (1, 2, coefficients, offset, covariance, NULL);
  g_autoptr (GError) error = NULL;

  assert_same_map (both, expected);
  g_assert_null (wf_gaussian_map_compose (second, first, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

/* (f ; g) * (h ; k) = (f * h) ; (g * k), copy ; (discard * id) = id, f ; discard = discard, identities; and a
 * copy of noise is no second draw of it */
static void
test_laws (void)
{
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (WfGaussianMap) f = draw_map (&rng, 2, 3);
      g_autoptr (WfGaussianMap) g = draw_map (&rng, 3, 2);
      g_autoptr (WfGaussianMap) h = draw_map (&rng, 1, 1);
      g_autoptr (WfGaussianMap) k = draw_map (&rng, 1, 2);
      g_autoptr (WfGaussianMap) fg = wf_gaussian_map_compose (f, g, NULL);
      g_autoptr (WfGaussianMap) hk = wf_gaussian_map_compose (h, k, NULL);
      g_autoptr (WfGaussianMap) fh = wf_gaussian_map_juxtapose (f, h);
      g_autoptr (WfGaussianMap) gk = wf_gaussian_map_juxtapose (g, k);
      g_autoptr (WfGaussianMap) one = wf_gaussian_map_juxtapose (fg, hk);
      g_autoptr (WfGaussianMap) other = wf_gaussian_map_compose (fh, gk, NULL);
      g_autoptr (WfGaussianMap) copy = wf_gaussian_map_new_copy (3);
      g_autoptr (WfGaussianMap) id = wf_gaussian_map_new_identity (3);
      g_autoptr (WfGaussianMap) discard = wf_gaussian_map_new_discard (3);
      g_autoptr (WfGaussianMap) half = wf_gaussian_map_juxtapose (discard, id);
      g_autoptr (WfGaussianMap) same = wf_gaussian_map_compose (copy, half, NULL);
      g_autoptr (WfGaussianMap) gone = wf_gaussian_map_compose (f, discard, NULL);
      g_autoptr (WfGaussianMap) nothing = wf_gaussian_map_new_discard (2);
      g_autoptr (WfGaussianMap) kept = wf_gaussian_map_compose (f, id, NULL);
      g_autoptr (WfGaussianMap) twice = wf_gaussian_map_compose (f, copy, NULL);
      gsize n;
      const double *covariance = wf_gaussian_map_get_covariance (twice, &n);

      assert_same_map (one, other);
      assert_same_map (same, id);
      assert_same_map (gone, nothing);
      assert_same_map (kept, f);
      assert_close (covariance[3], covariance[0]); /* of the first with its copy */
    }
}

static WfModel *
draw_linear_model (WfRng *rng, guint n)
{
  static const char *const names[] = { "A", "B", "C", "D", "E", "F", "G", "H" };
  const char *own[9] = { NULL };
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) model = NULL;
  GError *error = NULL;
  WfModel *made;

  for (guint i = 0; i < n; i++)
    own[i] = names[i];
  builder = wf_graph_builder_new (own);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (wf_rng_uniform (rng) < 0.5)
        wf_graph_builder_add_arrow (builder, a, b);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  model = wf_model_builder_new (graph);
  for (guint i = 0; i < n; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      double coefficients[8];

      for (guint k = 0; k < 8; k++)
        coefficients[k] = wf_rng_normal (rng);
      wf_model_builder_set_linear (model, i, wf_rng_normal (rng), coefficients, n_parents,
                                   0.2 + wf_rng_uniform (rng));
    }
  made = wf_model_builder_end (model, &error);
  g_assert_no_error (error);
  return made;
}

/* P(all | do(first = x, second = y)) by the diagram */
static WfGaussianMap *
evaluate_do (WfModel *model, const char *const *names, const double *values)
{
  GError *error = NULL;
  g_autoptr (WfDiagram) diagram = wf_diagram_new_from_model (model, NULL, &error);
  WfGaussianMap *map;

  g_assert_no_error (error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (WfDiagram) cut = wf_diagram_cut (diagram, names[i], &error);

      g_assert_no_error (error);
      wf_diagram_unref (diagram);
      diagram = wf_diagram_plug (cut, names[i], values[i], &error);
      g_assert_no_error (error);
    }
  map = wf_diagram_evaluate_gaussian (diagram, NULL, &error);
  g_assert_no_error (error);
  return map;
}

static void
assert_like_inference (WfModel *model, WfGaussianMap *map, const char *const *names, const double *values)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n = wf_graph_get_n_nodes (graph), n_entries;
  g_autoptr (WfIntervention) first = wf_intervention_new (names[0], WF_INTERVENTION_SET, values[0]);
  g_autoptr (WfIntervention) second = wf_intervention_new (names[1], WF_INTERVENTION_SET, values[1]);
  WfIntervention *both[] = { first, second };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = wf_intervene (model, both, 2, NULL, NULL, &error);
  const double *offset = wf_gaussian_map_get_offset (map, &n_entries);
  const double *covariance = wf_gaussian_map_get_covariance (map, &n_entries);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_gaussian_map_get_n_inputs (map), ==, 0);
  g_assert_cmpuint (n_entries, ==, n * n);
  for (guint i = 0; i < n; i++)
    {
      WfMarginal *after = wf_effect_get_after (effect, i);

      assert_close (offset[i], wf_marginal_get_mean (after));
      assert_close (sqrt (covariance[i * n + i]), wf_marginal_get_sd (after));
    }
}

static void
test_intervene (void)
{
  WfRng rng;

  wf_rng_init (&rng, 7, 0);
  for (guint i = 0; i < 200; i++)
    {
      guint n = 3 + i % 6;
      g_autoptr (WfModel) model = draw_linear_model (&rng, n);
      WfGraph *graph = wf_model_get_graph (model);
      guint x = (guint) (wf_rng_uniform (&rng) * n), y = (x + 1 + i % (n - 1)) % n;
      const char *names[] = { wf_graph_get_name (graph, x), wf_graph_get_name (graph, y), NULL };
      const double values[] = { wf_rng_normal (&rng), wf_rng_normal (&rng) };
      g_autoptr (WfGaussianMap) map = evaluate_do (model, names, values);

      assert_like_inference (model, map, names, values);
    }
}

/* a linear model as a diagram and back has the same mechanisms */
static void
test_to_model (void)
{
  WfRng rng;

  wf_rng_init (&rng, 17, 0);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (WfModel) model = draw_linear_model (&rng, 3 + i % 5);
      g_autoptr (WfDiagram) diagram = wf_diagram_new_from_model (model, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfModel) back = wf_diagram_to_model (diagram, &error);
      WfGraph *graph = wf_model_get_graph (model);

      g_assert_no_error (error);
      for (guint node = 0; node < wf_graph_get_n_nodes (graph); node++)
        {
          gsize n, m;
          const double *a = wf_model_get_coefficients (model, node, &n);
          const double *b = wf_model_get_coefficients (back, node, &m);

          g_assert_cmpuint (n, ==, m);
          for (gsize k = 0; k < n; k++)
            g_assert_cmpfloat (a[k], ==, b[k]);
          g_assert_cmpfloat (wf_model_get_intercept (model, node), ==, wf_model_get_intercept (back, node));
          assert_close (wf_model_get_residual_sd (model, node), wf_model_get_residual_sd (back, node));
        }
    }
}

/* a cut is idempotent, cuts commute, and the wire that was cut is an input: its column is the total effect */
static void
test_cut (void)
{
  static const double one[] = { 2 }, two[] = { 3, 5 };
  static const char *const names[] = { "X", "M", "Y", NULL }, *const outputs[] = { "Y", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) parameters = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (WfDiagram) x = NULL;
  g_autoptr (WfDiagram) xx = NULL;
  g_autoptr (WfDiagram) xm = NULL;
  g_autoptr (WfDiagram) m = NULL;
  g_autoptr (WfDiagram) mx = NULL;
  g_autoptr (WfGaussianMap) map = NULL;
  g_autoptr (WfGaussianMap) joint = NULL;
  gsize n;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 0, 2);
  wf_graph_builder_add_arrow (builder, 1, 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  parameters = wf_model_builder_new (graph);
  wf_model_builder_set_linear (parameters, 0, 1, NULL, 0, 1);
  wf_model_builder_set_linear (parameters, 1, 0, one, 1, 1);
  wf_model_builder_set_linear (parameters, 2, 7, two, 2, 2);
  model = wf_model_builder_end (parameters, NULL);
  diagram = wf_diagram_new_from_model (model, outputs, NULL);
  x = wf_diagram_cut (diagram, "X", NULL);
  xx = wf_diagram_cut (x, "X", NULL);
  xm = wf_diagram_cut (x, "M", NULL);
  m = wf_diagram_cut (diagram, "M", NULL);
  mx = wf_diagram_cut (m, "X", NULL);
  g_assert_true (wf_diagram_equal (x, xx, NULL));
  g_assert_true (wf_diagram_equal (xm, mx, NULL));
  g_assert_false (wf_diagram_equal (x, m, NULL));
  map = wf_diagram_evaluate_gaussian (x, NULL, NULL);
  assert_close (wf_gaussian_map_get_coefficients (map, &n)[0], 3 + 2 * 5);
  assert_close (wf_gaussian_map_get_offset (map, &n)[0], 7);
  assert_close (wf_gaussian_map_get_covariance (map, &n)[0], 25 + 4);
  joint = wf_diagram_evaluate_gaussian (diagram, NULL, NULL);
  assert_close (wf_gaussian_map_get_offset (joint, &n)[0], 20);
  assert_close (wf_gaussian_map_get_covariance (joint, &n)[0], 13 * 13 + 29);
}

/* diagrams composed and then evaluated are maps evaluated and then composed; both ways of writing keep them
 */
static void
test_functor (void)
{
  WfRng rng;

  wf_rng_init (&rng, 11, 0);
  for (guint i = 0; i < 50; i++)
    {
      static const char *const order[] = { "A", "B", "C", NULL }, *const last[] = { "D", NULL };
      g_autoptr (WfModel) model = draw_linear_model (&rng, 4);
      g_autoptr (WfDiagram) whole = wf_diagram_new_from_model (model, last, NULL);
      g_autoptr (WfDiagram) first = wf_diagram_new_from_model (model, order, NULL);
      g_autoptr (WfDiagram) cut_a = wf_diagram_cut (whole, "A", NULL);
      g_autoptr (WfDiagram) cut_b = wf_diagram_cut (cut_a, "B", NULL);
      g_autoptr (WfDiagram) second = wf_diagram_cut (cut_b, "C", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiagram) both = wf_diagram_compose (first, second, &error);
      g_autoptr (WfGaussianMap) direct = wf_diagram_evaluate_gaussian (both, NULL, NULL);
      g_autoptr (WfGaussianMap) expected = wf_diagram_evaluate_gaussian (whole, NULL, NULL);
      g_autoptr (WfGaussianMap) f = wf_diagram_evaluate_gaussian (first, NULL, NULL);
      g_autoptr (WfGaussianMap) g = wf_diagram_evaluate_gaussian (second, NULL, NULL);
      g_autoptr (WfGaussianMap) composed = wf_gaussian_map_compose (f, g, NULL);
      g_autoptr (JsonNode) node = wf_diagram_to_json (second);
      g_autoptr (WfDiagram) again = wf_diagram_from_json (node, &error);
      g_autoptr (WfGaussianMap) reread = NULL;
      g_autofree char *text = wf_diagram_to_text (second);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (WfSource) source = wf_source_new (bytes, "diagram.txt");
      g_autoptr (WfDiagram) parsed = wf_diagram_read_text (source, &error);

      g_assert_no_error (error);
      assert_same_map (direct, composed);
      assert_same_map (direct, expected);
      reread = wf_diagram_evaluate_gaussian (again, NULL, NULL);
      assert_same_map (reread, g);
      g_assert_true (wf_diagram_equal (second, again, NULL));
      g_assert_true (wf_diagram_equal (second, parsed, NULL));
    }
}

static void
test_errors (void)
{
  static const double bad[] = { 1, 2, 2, 1 }, infinite[] = { INFINITY };
  static const char *const none[] = { NULL };
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  g_autoptr (WfDiagramBuilder) other = wf_diagram_builder_new ();
  g_autoptr (WfGaussianMap) map = wf_gaussian_map_new (0, 2, NULL, NULL, NULL, NULL);
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (GError) error = NULL;
  guint wire;
  gsize n;

  g_assert_null (wf_gaussian_map_new (0, 2, NULL, NULL, bad, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_gaussian_map_new (0, 1, NULL, infinite, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  wf_diagram_builder_set_real (builder, wf_diagram_builder_add_object (builder, "X", none));
  wire = wf_diagram_builder_add_wire (builder, 0);
  wf_diagram_builder_add_output (builder, wire);
  wf_diagram_builder_set_gaussian (builder, wf_diagram_builder_add_box (builder, "x", NULL, 0, &wire, 1),
                                   map);
  g_assert_null (wf_diagram_builder_end (builder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“x” takes 0 and gives 2"));
  g_clear_error (&error);
  wf_diagram_builder_set_real (other, wf_diagram_builder_add_object (other, "X", none));
  wire = wf_diagram_builder_add_wire (other, 0);
  wf_diagram_builder_add_output (other, wire);
  wf_diagram_builder_add_box (other, "x", NULL, 0, &wire, 1);
  diagram = wf_diagram_builder_end (other, &error);
  g_assert_no_error (error);
  g_assert_null (wf_diagram_evaluate_gaussian (diagram, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_diagram_evaluate (diagram, NULL, &n, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (wf_diagram_plug (diagram, "X", 1, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gaussian/compose", test_compose);
  g_test_add_func ("/gaussian/laws", test_laws);
  g_test_add_func ("/gaussian/intervene", test_intervene);
  g_test_add_func ("/gaussian/to-model", test_to_model);
  g_test_add_func ("/gaussian/cut", test_cut);
  g_test_add_func ("/gaussian/functor", test_functor);
  g_test_add_func ("/gaussian/errors", test_errors);
  return g_test_run ();
}
