/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Going through the steps by hand gives what the evaluation gives. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "random-model.h"

/* functions of all n wires, bit i of a place being the state of wire i */
typedef struct
{
  guint n, n_boxes;
  guint of[32]; /* by box: its function is part of functions[of[box]] */
  double *functions[32];
} Hand;

static void
hand_init (Hand *self, WfDiagram *diagram)
{
  self->n = (guint) wf_diagram_get_n_wires (diagram);
  self->n_boxes = (guint) wf_diagram_get_n_boxes (diagram);
  for (guint box = 0; box < self->n_boxes; box++)
    {
      gsize n_inputs, n_outputs, n_entries;
      const guint *inputs = wf_diagram_get_box_inputs (diagram, box, &n_inputs);
      const guint *outputs = wf_diagram_get_box_outputs (diagram, box, &n_outputs);
      const double *matrix = wf_diagram_get_matrix (diagram, box, &n_entries);

      self->of[box] = box;
      self->functions[box] = g_new0 (double, 1 << self->n);
      if (wf_diagram_get_box_kind (diagram, box) == WF_DIAGRAM_DISCARD)
        continue;
      for (guint place = 0; place < 1u << self->n; place++)
        {
          gsize index = 0;

          for (gsize k = 0; k < n_inputs; k++)
            index = 2 * index + (place >> inputs[k] & 1);
          for (gsize k = 0; k < n_outputs; k++)
            index = 2 * index + (place >> outputs[k] & 1);
          self->functions[box][place] =
              wf_diagram_get_box_kind (diagram, box) == WF_DIAGRAM_UNIFORM ? 0.5 : matrix[index];
        }
    }
}

static void
hand_clear (Hand *self)
{
  for (guint i = 0; i < self->n_boxes; i++)
    g_free (self->functions[i]);
}

/* the product of the functions of the boxes; it takes the place of that of the first */
static double *
hand_multiply (Hand *self, const guint *boxes, gsize n)
{
  double *product = self->functions[self->of[boxes[0]]];

  for (gsize k = 1; k < n; k++)
    {
      guint of = self->of[boxes[k]];

      if (self->functions[of] == product)
        continue;
      for (guint place = 0; place < 1u << self->n; place++)
        product[place] *= self->functions[of][place];
      for (guint box = 0; box < self->n_boxes; box++)
        if (self->of[box] == of)
          self->of[box] = self->of[boxes[0]];
    }
  return product;
}

static void
hand_sum (Hand *self, double *function, guint wire)
{
  for (guint place = 0; place < 1u << self->n; place++)
    if ((place >> wire & 1) == 0)
      {
        double sum = function[place] + function[place | 1u << wire];

        function[place] = function[place | 1u << wire] = sum;
      }
}

static void
check_sizes (WfDiagramPlan *plan, gsize step)
{
  gsize n;

  wf_diagram_plan_get_wires (plan, step, &n);
  if (wf_diagram_plan_get_kind (plan, step) == WF_PLAN_SUM)
    g_assert_cmpfloat (wf_diagram_plan_get_n_entries (plan, step), ==, (double) (1u << (n - 1)));
  if (wf_diagram_plan_get_kind (plan, step) == WF_PLAN_READ)
    g_assert_cmpfloat (wf_diagram_plan_get_n_entries (plan, step), ==, (double) (1u << n));
  g_assert_cmpuint (strlen (wf_diagram_plan_get_text (plan, step)), >, 0);
}

/* P(the one output | given) by the steps; given: wires in state 1 */
static double
go_through (WfDiagram *diagram, WfDiagramPlan *plan, guint output)
{
  Hand hand = { 0 };
  guint seen = 0;
  double answer[2] = { 0, 0 };
  gsize n_steps = wf_diagram_plan_get_n_steps (plan);

  hand_init (&hand, diagram);
  for (gsize step = 0; step < n_steps; step++)
    {
      gsize n;
      const guint *boxes = wf_diagram_plan_get_boxes (plan, step, &n);
      WfPlanStepKind kind = wf_diagram_plan_get_kind (plan, step);

      check_sizes (plan, step);
      g_assert_true ((kind == WF_PLAN_READ) == (step + 1 == n_steps));
      if (kind == WF_PLAN_SEE)
        seen |= 1u << wf_diagram_plan_get_wire (plan, step);
      else if (kind == WF_PLAN_SUM)
        hand_sum (&hand, hand_multiply (&hand, boxes, n), (guint) wf_diagram_plan_get_wire (plan, step));
      else if (kind == WF_PLAN_READ)
        {
          const double *product = hand_multiply (&hand, boxes, n);

          answer[0] = product[seen & ~(1u << output)];
          answer[1] = product[seen | 1u << output];
        }
    }
  hand_clear (&hand);
  return answer[1] / (answer[0] + answer[1]);
}

static void
test_random (void)
{
  WfRng rng;

  wf_rng_init (&rng, 8, 0);
  for (guint k = 0; k < 300; k++)
    {
      guint n = 3 + (guint) wf_rng_below (&rng, 4), output = (guint) wf_rng_below (&rng, n);
      guint seen = (output + 1 + (guint) wf_rng_below (&rng, n - 1)) % n;
      g_autoptr (WfModel) model = make_random_model (&rng, n, 0.5);
      const char *outputs[] = { wf_graph_get_name (wf_model_get_graph (model), output), NULL };
      const char *name = wf_graph_get_name (wf_model_get_graph (model), seen);
      g_autofree char *text = g_strdup_printf ("%s=1", name);
      const char *given[] = { text, NULL };
      g_autoptr (WfDiagram) whole = wf_diagram_new_from_model (model, outputs, NULL);
      g_autoptr (WfDiagram) diagram =
          k % 2 == 0 ? wf_diagram_ref (whole) : wf_diagram_cut (whole, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiagramPlan) plan = wf_diagram_plan_new (diagram, given, NULL, &error);
      gsize n_values, n_wires;
      g_autofree double *values = wf_diagram_evaluate (diagram, given, &n_values, NULL, NULL);
      const guint *wires = wf_diagram_get_outputs (diagram, &n_wires);

      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (go_through (diagram, plan, wires[0]), values[1], 1e-12);
    }
}

/* A -> B -> C: C is asked for, A is seen */
static void
test_words (void)
{
  static const char *const names[] = { "A", "B", "C", "D", NULL }, *const outputs[] = { "C", NULL },
                           *const given[] = { "A=1", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (WfDiagramPlan) plan = NULL;

  for (guint i = 0; i < 3; i++)
    wf_graph_builder_add_arrow (builder, i, i + 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  diagram = wf_diagram_new_from_graph (graph, NULL, outputs, NULL);
  plan = wf_diagram_plan_new (diagram, given, NULL, NULL);
  g_assert_cmpuint (wf_diagram_plan_get_n_steps (plan), ==, 4);
  g_assert_cmpstr (wf_diagram_plan_get_text (plan, 0), ==,
                   "Left out, as nothing that is asked for depends on it: D");
  g_assert_cmpstr (wf_diagram_plan_get_text (plan, 1), ==,
                   "A = 1 is seen: of A, B only what fits it is kept");
  g_assert_cmpstr (wf_diagram_plan_get_text (plan, 2), ==,
                   "Multiply B, C and sum over B: a table over C is left (numbers: 2)");
  g_assert_cmpstr (wf_diagram_plan_get_text (plan, 3), ==,
                   "Multiply A, the table of step 3 and scale it to sum to 1: P(C | A=1)");
}

static void
test_real (void)
{
  static const double one[] = { 1 }, slope[] = { 0.5 };
  static const char *const none[] = { NULL }, *const given[] = { "X=1", NULL };
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  g_autoptr (WfGaussianMap) state = wf_gaussian_map_new (0, 1, NULL, one, one, NULL);
  g_autoptr (WfGaussianMap) map = wf_gaussian_map_new (1, 1, slope, one, one, NULL);
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (WfDiagramPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  guint wires[2];
  gsize n;

  for (guint i = 0; i < 2; i++)
    {
      guint object = wf_diagram_builder_add_object (builder, i == 0 ? "X" : "Y", none);

      wf_diagram_builder_set_real (builder, object);
      wires[i] = wf_diagram_builder_add_wire (builder, object);
    }
  wf_diagram_builder_set_gaussian (builder, wf_diagram_builder_add_box (builder, "X", NULL, 0, wires, 1),
                                   state);
  wf_diagram_builder_set_gaussian (builder, wf_diagram_builder_add_box (builder, "Y", wires, 1, wires + 1, 1),
                                   map);
  wf_diagram_builder_add_output (builder, wires[1]);
  diagram = wf_diagram_builder_end (builder, NULL);
  plan = wf_diagram_plan_new (diagram, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_diagram_plan_get_n_steps (plan), ==, 3);
  g_assert_cmpint (wf_diagram_plan_get_kind (plan, 1), ==, WF_PLAN_APPLY);
  g_assert_cmpuint (wf_diagram_plan_get_boxes (plan, 1, &n)[0], ==, 1);
  g_assert_cmpuint (n, ==, 1);
  wf_diagram_plan_get_wires (plan, 1, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (wf_diagram_plan_get_n_entries (plan, 1), ==, 3);
  g_assert_null (wf_diagram_plan_new (diagram, given, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
}

static void
test_errors (void)
{
  static const char *const names[] = { "H", "A", NULL }, *const bad[] = { "A=2", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfDiagram) diagram = NULL;
  g_autoptr (GError) error = NULL;

  wf_graph_builder_set_latent (builder, 0);
  wf_graph_builder_add_arrow (builder, 0, 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  diagram = wf_diagram_new_from_graph (graph, NULL, NULL, NULL);
  g_assert_null (wf_diagram_plan_new (diagram, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "H"));
  g_clear_error (&error);
  g_assert_null (wf_diagram_plan_new (diagram, bad, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/random", test_random);
  g_test_add_func ("/plan/words", test_words);
  g_test_add_func ("/plan/real", test_real);
  g_test_add_func ("/plan/errors", test_errors);
  return g_test_run ();
}
