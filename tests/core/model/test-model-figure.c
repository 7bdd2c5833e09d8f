/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fixture.h"

#define N_ROWS 400

static const char *const names[] = { "x", "y", "z", "w", NULL };

/* x, y, z in a row, and w that bends with z */
static WfTable *
make_table (void)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);
  g_autofree double *values = g_new (double, 4 * N_ROWS);
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (gsize i = 0; i < N_ROWS; i++)
    {
      values[i] = wf_rng_normal (&rng);
      for (gsize k = 1; k < 4; k++)
        {
          double cause = values[(k - 1) * N_ROWS + i];

          values[k * N_ROWS + i] = (k < 3 ? cause : cause * cause) + 0.5 * wf_rng_normal (&rng);
        }
    }
  for (gsize k = 0; k < 4; k++)
    wf_table_builder_add_continuous (builder, names[k], values + k * N_ROWS, N_ROWS);
  return wf_table_builder_end (builder);
}

/* x - y - z open, z -> w known */
static WfModel *
fit_class (void)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;
  WfModel *model;

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_TAIL, WF_MARK_TAIL);
  wf_graph_builder_set_edge (builder, 1, 2, WF_MARK_TAIL, WF_MARK_TAIL);
  wf_graph_builder_add_arrow (builder, 2, 3);
  graph = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, &error);
  g_assert_no_error (error);
  model = wf_model_fit ("linear-gaussian", table, graph, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

static void
test_choices (void)
{
  g_autoptr (WfModel) model = fit_class ();
  g_autoptr (WfFigure) figure = wf_figure_new_graph (wf_model_get_graph (model));
  const int one_arrow[] = { 2, 3, -1 };
  g_autoptr (WfGraph) fewer = make_graph (names, one_arrow);
  g_autoptr (WfFigure) other = wf_figure_new_graph (fewer);

  g_assert_true (wf_model_is_choice (model, 0, 1));
  g_assert_true (wf_model_is_choice (model, 2, 1));
  g_assert_false (wf_model_is_choice (model, 2, 3));
  g_assert_false (wf_model_is_choice (model, 0, 3));
  wf_model_mark_choices (model, figure);
  for (gsize i = 0; i < 3; i++)
    g_assert_true (wf_figure_is_edge_chosen (figure, i) == (i < 2));
  /* edges that the figure lacks are no matter */
  wf_model_mark_choices (model, other);
  g_assert_false (wf_figure_is_edge_chosen (other, 0));
}

static void
test_weak (void)
{
  g_autoptr (WfModel) model = fit_class ();
  g_autoptr (WfFigure) figure = wf_figure_new_graph (wf_model_get_graph (model));

  wf_figure_add_node_flags (figure, 3, WF_NODE_AFFECTED);
  wf_model_mark_weak (model, figure);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (wf_figure_get_node_flags (figure, i), ==, 0);
  g_assert_cmpuint (wf_figure_get_node_flags (figure, 3), ==, WF_NODE_WEAK | WF_NODE_AFFECTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-figure/choices", test_choices);
  g_test_add_func ("/model-figure/weak", test_weak);
  return g_test_run ();
}
