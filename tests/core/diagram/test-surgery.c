/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Diagrams as matrices, and cuts, against products of tables written out. */

#include "config.h"

#include <math.h>

#include "random-model.h"

static void
assert_near (const double *a, const double *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (a[i], b[i], 1e-12);
}

static double *
evaluate (WfDiagram *self, const char *given, gsize n_expected)
{
  const char *list[] = { given, NULL };
  g_autoptr (GError) error = NULL;
  gsize n;
  double *values = wf_diagram_evaluate (self, list, &n, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, n_expected);
  return values;
}

/* 1,000 models: the joint of the diagram is the product of the tables; after a cut and X = x that of all but
 * X's (truncated factorisation); the joint after the cut alone is half of it; back to the same graph and
 * tables. */
static void
test_random_models (void)
{
  for (guint round = 0; round < 1000; round++)
    {
      WfRng rng;
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfDiagram) diagram = NULL;
      g_autoptr (WfDiagram) cut = NULL;
      g_autofree double *joint = NULL;
      g_autofree double *truncated = NULL;
      g_autofree double *values = NULL;
      g_autofree double *surgered = NULL;
      g_autofree double *seen = NULL;
      g_autofree char *given = NULL;
      const char *name;
      guint n, x, level;
      gsize size;

      wf_rng_init (&rng, 5, round + 1);
      n = 2 + (guint) wf_rng_below (&rng, 5);
      model = make_random_model (&rng, n, 0.5);
      size = (gsize) 1 << n;
      x = (guint) wf_rng_below (&rng, n);
      level = (guint) wf_rng_below (&rng, 2);
      name = wf_graph_get_name (wf_model_get_graph (model), x);
      diagram = wf_diagram_new_from_model (model, NULL, NULL);
      joint = multiply_tables (model, -1);
      values = evaluate (diagram, NULL, size);
      assert_near (values, joint, size);

      cut = wf_diagram_cut (diagram, name, NULL);
      truncated = multiply_tables (model, (int) x);
      surgered = evaluate (cut, NULL, size);
      given = g_strdup_printf ("%s=%u", name, level);
      seen = evaluate (cut, given, size);
      for (gsize s = 0; s < size; s++)
        {
          gboolean is_seen = (s >> (n - 1 - x) & 1) == level;

          g_assert_cmpfloat_with_epsilon (surgered[s], truncated[s] / 2, 1e-12);
          g_assert_cmpfloat_with_epsilon (seen[s], is_seen ? truncated[s] : 0, 1e-12);
        }
    }
}

static void
test_there_and_back (void)
{
  for (guint round = 0; round < 100; round++)
    {
      WfRng rng;
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfDiagram) diagram = NULL;
      g_autoptr (WfModel) back = NULL;
      g_autoptr (WfDiagram) again = NULL;
      g_autoptr (JsonNode) json = NULL;
      g_autoptr (WfDiagram) parsed = NULL;
      g_autoptr (GError) error = NULL;

      wf_rng_init (&rng, 6, round + 1);
      model = make_random_model (&rng, 5, 0.5);
      diagram = wf_diagram_new_from_model (model, NULL, NULL);
      json = wf_diagram_to_json (diagram);
      parsed = wf_diagram_from_json (json, &error);
      g_assert_no_error (error);
      back = wf_diagram_to_model (parsed, &error);
      g_assert_no_error (error);
      g_assert_true (wf_graph_equal (wf_model_get_graph (model), wf_model_get_graph (back)));
      for (guint i = 0; i < 5; i++)
        {
          gsize n, n_back;
          const double *cpt = wf_model_get_cpt (model, i, &n), *other = wf_model_get_cpt (back, i, &n_back);

          g_assert_cmpuint (n, ==, n_back);
          assert_near (cpt, other, n);
        }
      again = wf_diagram_new_from_model (back, NULL, NULL);
      g_assert_true (wf_diagram_equal (diagram, again, NULL));
    }
}

/* cuts are idempotent and commute, in syntax; cutting a root leaves the rest given the root as it was */
static void
test_cut_laws (void)
{
  for (guint round = 0; round < 100; round++)
    {
      WfRng rng;
      g_autoptr (WfModel) model = NULL;
      g_autoptr (WfDiagram) diagram = NULL;
      g_autoptr (WfDiagram) c = NULL;
      g_autoptr (WfDiagram) cc = NULL;
      g_autoptr (WfDiagram) d = NULL;
      g_autoptr (WfDiagram) cd = NULL;
      g_autoptr (WfDiagram) dc = NULL;
      g_autoptr (WfDiagram) a = NULL;
      g_autofree double *before = NULL;
      g_autofree double *after = NULL;

      wf_rng_init (&rng, 7, round + 1);
      model = make_random_model (&rng, 5, 0.6);
      diagram = wf_diagram_new_from_model (model, NULL, NULL);
      c = wf_diagram_cut (diagram, "C", NULL);
      cc = wf_diagram_cut (c, "C", NULL);
      d = wf_diagram_cut (diagram, "D", NULL);
      cd = wf_diagram_cut (c, "D", NULL);
      dc = wf_diagram_cut (d, "C", NULL);
      a = wf_diagram_cut (diagram, "A", NULL); /* the first node is a root */
      g_assert_true (wf_diagram_equal (c, cc, NULL));
      g_assert_true (wf_diagram_equal (cd, dc, NULL));
      g_assert_false (wf_diagram_equal (c, d, NULL));
      before = evaluate (diagram, "A=1", 32);
      after = evaluate (a, "A=1", 32);
      assert_near (before, after, 32);
    }
}

/* (iv) discarding what a box gives is discarding what it takes, in the semantics */
static void
test_discard (void)
{
  static const double matrix[] = { 0.1, 0.2, 0.3, 0.4, 0.25, 0.25, 0.5, 0 };
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  guint s = wf_diagram_builder_add_object (builder, "S", binary), wires[3];
  g_autoptr (WfDiagram) whole = NULL;
  g_autoptr (WfDiagram) first = NULL;
  g_autofree double *values = NULL;
  g_autofree double *marginal = NULL;
  guint box;

  for (guint i = 0; i < 3; i++)
    wires[i] = wf_diagram_builder_add_wire (builder, s);
  wf_diagram_builder_add_input (builder, wires[0]);
  box = wf_diagram_builder_add_box (builder, "f", wires, 1, wires + 1, 2);
  wf_diagram_builder_set_matrix (builder, box, matrix, 8);
  whole = wf_diagram_builder_end (builder, NULL);
  values = evaluate (whole, NULL, 2);
  g_assert_cmpfloat_with_epsilon (values[0], 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (values[1], 1, 1e-12);

  g_clear_pointer (&builder, wf_diagram_builder_unref);
  builder = wf_diagram_builder_new_copy (whole);
  wf_diagram_builder_add_output (builder,
                                 wires[0]); /* the input passes by, too, and the second output is copied */
  wf_diagram_builder_add_output (builder, wires[2]);
  wf_diagram_builder_add_output (builder, wires[2]);
  first = wf_diagram_builder_end (builder, NULL);
  marginal = evaluate (first, NULL, 16);
  g_assert_cmpfloat_with_epsilon (marginal[0], 0.4, 1e-12);      /* 0 -> (0, 0, 0) */
  g_assert_cmpfloat_with_epsilon (marginal[3], 0.6, 1e-12);      /* 0 -> (0, 1, 1) */
  g_assert_cmpfloat_with_epsilon (marginal[8 + 4], 0.75, 1e-12); /* 1 -> (1, 0, 0) */
  g_assert_cmpfloat_with_epsilon (marginal[8 + 7], 0.25, 1e-12);
  g_assert_cmpfloat (marginal[1], ==, 0);
}

static void
test_matrix_errors (void)
{
  static const double wrong[] = { 0.5, 0.5, 0.5, 0.4 }, negative[] = { 0.5, 0.5, 1.5, -0.5 };
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  guint s = wf_diagram_builder_add_object (builder, "S", binary);
  guint in = wf_diagram_builder_add_wire (builder, s), out = wf_diagram_builder_add_wire (builder, s), box;
  g_autoptr (WfDiagram) plain = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  wf_diagram_builder_add_input (builder, in);
  wf_diagram_builder_add_output (builder, out);
  box = wf_diagram_builder_add_box (builder, "t", &in, 1, &out, 1);
  wf_diagram_builder_set_matrix (builder, box, wrong, 4);
  g_assert_null (wf_diagram_builder_end (builder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_cmpstr (error->message, ==,
                   "The matrix of “t”: the column (S = 1) sums to 0.9; each must sum to 1");
  g_clear_error (&error);
  wf_diagram_builder_set_matrix (builder, box, negative, 4);
  g_assert_null (wf_diagram_builder_end (builder, &error));
  g_assert_nonnull (strstr (error->message, "below 0 in its column (S = 1)"));
  g_clear_error (&error);
  wf_diagram_builder_set_matrix (builder, box, wrong, 2);
  g_assert_null (wf_diagram_builder_end (builder, &error));
  g_assert_nonnull (strstr (error->message, "has 2 entries; its ports have 2 × 2 states"));
  g_clear_error (&error);

  g_clear_pointer (&builder, wf_diagram_builder_unref);
  builder = wf_diagram_builder_new ();
  wf_diagram_builder_add_object (builder, "S", binary);
  out = wf_diagram_builder_add_wire (builder, 0);
  wf_diagram_builder_add_output (builder, out);
  wf_diagram_builder_add_box (builder, "t", NULL, 0, &out, 1);
  plain = wf_diagram_builder_end (builder, NULL);
  g_assert_null (wf_diagram_evaluate (plain, NULL, &n, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "The box “t” has no matrix"));
  g_clear_error (&error);
  g_assert_null (wf_diagram_cut (plain, "s", &error));
  g_assert_nonnull (strstr (error->message, "did you mean “S”"));
}

/* what can't be seen is an error, not NaN */
static void
test_no_support (void)
{
  static const double point[] = { 1, 0 };
  static const char *const given[] = { "S=1", NULL };
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  g_autoptr (WfDiagram) self = NULL;
  g_autoptr (GError) error = NULL;
  guint wire;
  gsize n;

  wire = wf_diagram_builder_add_wire (builder, wf_diagram_builder_add_object (builder, "S", binary));
  wf_diagram_builder_set_matrix (builder, wf_diagram_builder_add_box (builder, "s", NULL, 0, &wire, 1), point,
                                 2);
  wf_diagram_builder_add_output (builder, wire);
  self = wf_diagram_builder_end (builder, NULL);
  g_assert_null (wf_diagram_evaluate (self, given, &n, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT);
}

/* a box replaced by one of its type; by a diagram of several boxes; by one of another type */
static void
test_replace (void)
{
  WfRng rng;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (WfDiagram) uniform = wf_diagram_new_uniform ("A", binary);
  g_autoptr (WfDiagram) replaced = NULL;
  g_autoptr (WfDiagram) cut = NULL;
  g_autoptr (WfDiagram) swap = wf_diagram_new_swap ("A", binary, "B", binary, NULL);
  g_autoptr (GError) error = NULL;

  wf_rng_init (&rng, 9, 1);
  model = make_random_model (&rng, 4, 1.0);
  diagram = wf_diagram_new_from_model (model, NULL, NULL);
  replaced = wf_diagram_replace (diagram, "A", uniform, &error);
  g_assert_no_error (error);
  cut = wf_diagram_cut (diagram, "A", NULL);
  g_assert_true (wf_diagram_equal (replaced, cut, NULL));
  g_assert_null (wf_diagram_replace (diagram, "A", swap, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

/* H -> S -> T -> C <- H, T of three states, with the tables of the second published case: the cut diagram
 * gives the truth */
static void
test_hidden_confounder (void)
{
  static const char *const names[] = { "H", "S", "T", "C", NULL }, *const three[] = { "0", "1", "2", NULL };
  static const double h[] = { .21055648, .78944352 }, s[] = { .80485589, .19514411, .30060863, .69939137 },
                      t[] = { .12956218, .54477044, .32566738, .38037159, .30722650, .31240191 },
                      c1[] = { .42906472, .52374508, .33429332, .71590020, .52973597, .27443252 },
                      expected[] = { .51838395, .48941941 };
  static const char *const outputs[] = { "C", NULL };
  g_autoptr (WfGraphBuilder) graph_builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) builder = NULL;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (WfDiagram) cut = NULL;
  double c[12];

  wf_graph_builder_set_latent (graph_builder, 0);
  wf_graph_builder_add_arrow (graph_builder, 0, 1);
  wf_graph_builder_add_arrow (graph_builder, 1, 2);
  wf_graph_builder_add_arrow (graph_builder, 2, 3);
  wf_graph_builder_add_arrow (graph_builder, 0, 3);
  graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  builder = wf_model_builder_new (graph);
  for (guint i = 0; i < 6; i++) /* parents of C in their order: H, T */
    {
      guint row = (i % 2) * 3 + i / 2;

      c[2 * row] = 1 - c1[i];
      c[2 * row + 1] = c1[i];
    }
  wf_model_builder_set_table (builder, 0, binary, h, 2);
  wf_model_builder_set_table (builder, 1, binary, s, 4);
  wf_model_builder_set_table (builder, 2, three, t, 6);
  wf_model_builder_set_table (builder, 3, binary, c, 12);
  model = wf_model_builder_end (builder, NULL);
  diagram = wf_diagram_new_from_model (model, outputs, NULL);
  g_assert_true (wf_diagram_is_hidden (diagram, 0));
  cut = wf_diagram_cut (diagram, "S", NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree double *values = evaluate (cut, i == 0 ? "S=0" : "S=1", 2);

      g_assert_cmpfloat_with_epsilon (values[1], expected[i], 2e-8); /* the tables are given to 8 digits */
    }
}

static void
test_bidirected (void)
{
  static const char *const names[] = { "X", "Y", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfDiagram) diagram = NULL;
  g_autofree char *text = NULL;

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_ARROW, WF_MARK_ARROW);
  graph = wf_graph_builder_end (builder, WF_GRAPH_ADMG, NULL);
  diagram = wf_diagram_new_from_graph (graph, NULL, NULL, NULL);
  text = wf_diagram_to_text (diagram);
  g_assert_nonnull (strstr (text, "hidden object \"X ↔ Y\" {}"));
  g_assert_cmpuint (wf_diagram_get_n_boxes (diagram), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram-surgery/random-models", test_random_models);
  g_test_add_func ("/diagram-surgery/there-and-back", test_there_and_back);
  g_test_add_func ("/diagram-surgery/cut-laws", test_cut_laws);
  g_test_add_func ("/diagram-surgery/discard", test_discard);
  g_test_add_func ("/diagram-surgery/matrix-errors", test_matrix_errors);
  g_test_add_func ("/diagram-surgery/no-support", test_no_support);
  g_test_add_func ("/diagram-surgery/replace", test_replace);
  g_test_add_func ("/diagram-surgery/hidden-confounder", test_hidden_confounder);
  g_test_add_func ("/diagram-surgery/bidirected", test_bidirected);
  return g_test_run ();
}
