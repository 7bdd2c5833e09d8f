/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/diagram/diagram-figure.h"
#include "core/formats/formats.h"

#define HIDDEN "digraph { H [latent]; S; T; C; H -> S; H -> C; S -> T; T -> C }"

static WfGraph *
read_graph (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "figure.dot");
  g_autoptr (GError) error = NULL;
  WfGraph *graph = wf_graph_read (source, &error);

  g_assert_no_error (error);
  return graph;
}

static WfDiagram *
make_diagram (const char *text, const char *const *outputs)
{
  g_autoptr (WfGraph) graph = read_graph (text);
  g_autoptr (GError) error = NULL;
  WfDiagram *diagram = wf_diagram_new_from_graph (graph, NULL, outputs, &error);

  g_assert_no_error (error);
  return diagram;
}

/* every input of every box is the end of one wire, and so is every output of the whole; wires begin at ports
 * there are */
static void
check_figure (WfFigure *figure)
{
  gsize n_boxes = wf_figure_get_n_wiring_boxes (figure), n_outputs = wf_figure_get_n_wiring_outputs (figure);
  guint n_inputs = 0, n_ends = 0;

  for (gsize i = 0; i < n_boxes; i++)
    n_inputs += wf_figure_get_wiring_box (figure, i)->n_inputs;
  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      g_assert_cmpuint (wire->n_targets, >, 0);
      n_ends += (guint) wire->n_targets;
      g_assert_cmpint (wire->source.box, <, (gint) n_boxes);
      if (wire->source.box >= 0)
        g_assert_cmpuint (wire->source.port, <,
                          wf_figure_get_wiring_box (figure, (gsize) wire->source.box)->n_outputs);
      for (gsize t = 0; t < wire->n_targets; t++)
        if (wire->targets[t].box >= 0)
          g_assert_cmpuint (wire->targets[t].port, <,
                            wf_figure_get_wiring_box (figure, (gsize) wire->targets[t].box)->n_inputs);
    }
  g_assert_cmpuint (n_ends, ==, n_inputs + n_outputs);
}

static void
test_observed (void)
{
  g_autoptr (WfDiagram) diagram = make_diagram (HIDDEN, NULL);
  g_autoptr (WfFigure) figure = wf_diagram_figure_new (diagram, NULL, NULL);

  check_figure (figure);
  g_assert_cmpuint (wf_figure_get_n_wiring_boxes (figure), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);

      g_assert_cmpint (box->index, ==, (gint) i);
      g_assert_cmpstr (box->name, ==, wf_diagram_get_box_name (diagram, i));
      g_assert_cmpint (box->kind, ==, g_str_equal (box->name, "H") ? WF_WIRING_STATE : WF_WIRING_BOX);
      g_assert_cmpint (box->region, ==, WF_WIRING_REGION_NONE);
    }
  g_assert_cmpuint (wf_figure_get_n_wiring_outputs (figure), ==, 3);
  g_assert_cmpuint (wf_figure_get_n_wiring_inputs (figure), ==, 0);
  g_assert_nonnull (strstr (wf_figure_get_alt (figure), "T from S."));
  g_assert_null (strstr (wf_figure_get_alt (figure), "cut"));
}

/* The cut changes kinds, not shape: boxes, wires and ends are the same. */
static void
test_cut (void)
{
  g_autoptr (WfDiagram) diagram = make_diagram (HIDDEN, NULL);
  g_autoptr (WfGraph) graph = read_graph (HIDDEN);
  g_autoptr (WfBridge) bridge = wf_bridge_find (graph, "S", "C", NULL, NULL);
  const char *cuts[] = { "S", "nobody", NULL };
  g_autoptr (WfFigure) before = wf_diagram_figure_new (diagram, NULL, NULL);
  g_autoptr (WfFigure) figure = wf_diagram_figure_new_bridged (diagram, cuts, bridge);
  guint n_ghosts = 0;

  check_figure (figure);
  g_assert_cmpuint (wf_figure_get_n_wiring_boxes (figure), ==, wf_figure_get_n_wiring_boxes (before));
  for (guint i = 0; i < 4; i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i),
                        *old = wf_figure_get_wiring_box (before, i);
      gboolean is_s = g_str_equal (box->name, "S"), is_t = g_str_equal (box->name, "T");

      g_assert_cmpint (box->kind, ==, is_s ? WF_WIRING_GHOST : old->kind);
      g_assert_cmpuint (box->n_inputs, ==, old->n_inputs);
      g_assert_cmpint (box->region, ==, is_t ? WF_WIRING_REGION_G : WF_WIRING_REGION_F);
      n_ghosts += box->is_made;
    }
  g_assert_cmpuint (n_ghosts, ==, 1);
  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      g_assert_cmpint (wire->is_hidden, ==, g_str_equal (wire->label, "H"));
      g_assert_cmpint (wire->region, ==, wire->is_hidden ? WF_WIRING_REGION_F : WF_WIRING_REGION_NONE);
    }
  g_assert_nonnull (strstr (wf_figure_get_alt (figure), "S is cut: H is discarded"));
}

/* what the diagram itself cut: its grounds and uniform states are drawn; a wire that goes nowhere gets a
 * ground */
static void
test_discards (void)
{
  const char *outputs[] = { "C", NULL };
  g_autoptr (WfDiagram) diagram = make_diagram ("digraph { S -> T; S -> C }", outputs);
  g_autoptr (WfDiagram) cut = wf_diagram_cut (diagram, "C", NULL);
  g_autoptr (WfFigure) figure = wf_diagram_figure_new (diagram, NULL, NULL);
  g_autoptr (WfFigure) after = wf_diagram_figure_new (cut, NULL, NULL);
  guint kinds[5] = { 0 };

  check_figure (figure);
  check_figure (after);
  g_assert_cmpuint (wf_figure_get_n_wiring_boxes (figure), ==, wf_diagram_get_n_boxes (diagram) + 1);
  g_assert_cmpint (wf_figure_get_wiring_box (figure, 3)->kind, ==, WF_WIRING_DISCARD);
  g_assert_cmpint (wf_figure_get_wiring_box (figure, 3)->index, ==, -1);
  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (after); i++)
    kinds[wf_figure_get_wiring_box (after, i)->kind]++;
  g_assert_cmpuint (kinds[WF_WIRING_UNIFORM], ==, 1);
  g_assert_cmpuint (kinds[WF_WIRING_DISCARD], >=, 1);
  g_assert_cmpuint (kinds[WF_WIRING_GHOST], ==, 0);
}

static void
test_emphasis (void)
{
  g_autoptr (WfDiagram) diagram = make_diagram (HIDDEN, NULL);
  g_autoptr (WfFigure) figure = wf_diagram_figure_new (diagram, NULL, NULL);

  g_assert_cmpint (wf_figure_get_wiring_box_emphasis (figure, 1), ==, WF_EMPHASIS_NORMAL);
  wf_figure_set_wiring_box_emphasis (figure, 1, WF_EMPHASIS_STRONG);
  wf_figure_set_wiring_wire_emphasis (figure, 2, WF_EMPHASIS_FADED);
  g_assert_cmpint (wf_figure_get_wiring_box_emphasis (figure, 1), ==, WF_EMPHASIS_STRONG);
  g_assert_cmpint (wf_figure_get_wiring_box_emphasis (figure, 2), ==, WF_EMPHASIS_NORMAL);
  g_assert_cmpint (wf_figure_get_wiring_wire_emphasis (figure, 2), ==, WF_EMPHASIS_FADED);
  g_assert_false (wf_figure_get_wiring_shows_before (figure));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/figure/observed", test_observed);
  g_test_add_func ("/diagram/figure/cut", test_cut);
  g_test_add_func ("/diagram/figure/discards", test_discards);
  g_test_add_func ("/diagram/figure/emphasis", test_emphasis);
  return g_test_run ();
}
