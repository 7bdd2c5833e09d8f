/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats.h"
#include "render/picture.h"

static WfGraph *
read_sample (void)
{
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "web-service.dot", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  WfGraph *graph;

  g_assert_no_error (error);
  graph = wf_graph_read (source, &error);
  g_assert_no_error (error);
  return graph;
}

static WfLayout *
lay_out (WfGraph *graph)
{
  g_autoptr (WfFigure) figure = wf_figure_new_graph (graph);
  g_autoptr (GError) error = NULL;
  WfLayout *layout = wf_figure_layout (figure, NULL, &error);

  g_assert_no_error (error);
  return layout;
}

static WfLayout *
read_text (const char *text, WfGraph *graph, GError **error)
{
  WfJsonPlace place = WF_JSON_DOCUMENT ("a.json");
  g_autoptr (JsonNode) node = wf_json_parse (text, -1, "a.json", NULL);

  g_assert_nonnull (node);
  return wf_layout_from_json (json_node_get_object (node), graph, &place, error);
}

static void
assert_equal (WfLayout *a, WfLayout *b, WfGraph *graph)
{
  double one[4], other[4];

  wf_layout_get_bounds (a, &one[0], &one[1], &one[2], &one[3]);
  wf_layout_get_bounds (b, &other[0], &other[1], &other[2], &other[3]);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (one[i], ==, other[i]);
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      wf_layout_get_node (a, v, &one[0], &one[1]);
      wf_layout_get_node (b, v, &other[0], &other[1]);
      g_assert_cmpfloat (one[0], ==, other[0]);
      g_assert_cmpfloat (one[1], ==, other[1]);
    }
  for (gsize e = 0; e < wf_graph_get_n_edges (graph); e++)
    {
      gsize n, m;
      const double *p = wf_layout_get_edge (a, e, &n);
      const double *q = wf_layout_get_edge (b, e, &m);

      g_assert_cmpmem (p, 2 * n * sizeof *p, q, 2 * m * sizeof *q);
    }
  g_assert_cmpstr (wf_layout_get_engine (a), ==, wf_layout_get_engine (b));
}

static void
test_round_trip (void)
{
  g_autoptr (WfGraph) graph = read_sample ();
  g_autoptr (WfLayout) first = lay_out (graph);
  g_autoptr (WfLayout) moved = wf_layout_move_node (first, graph, 2, -300.125, 1.0 / 3);
  WfLayout *const layouts[] = { first, moved };

  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (JsonNode) node = wf_layout_to_json (layouts[i], graph);
      g_autofree char *text = wf_json_to_compact_text (node);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfLayout) read = read_text (text, graph, &error);

      g_assert_no_error (error);
      assert_equal (layouts[i], read, graph);
    }
}

static WfGraph *
make_pair (void)
{
  static const char *const names[] = { "a", "b", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);

  wf_graph_builder_add_arrow (builder, 0, 1);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static void
test_places_alone (void)
{
  g_autoptr (WfGraph) graph = make_pair ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfLayout) layout = read_text ("{\"nodes\":{\"a\":[0,0],\"b\":[50,300]}}", graph, &error);
  gsize n_points;

  g_assert_no_error (error);
  wf_layout_get_edge (layout, 0, &n_points);
  g_assert_cmpuint (n_points, >=, 4);
}

static void
test_faults (void)
{
  static const char *const faults[][2] = {
    { "{}", "a.json: nodes: this is missing" },
    { "{\"nodes\":{\"a\":[0,0]}}", "a.json: nodes.b: this is missing" },
    { "{\"nodes\":{\"a\":[0,0],\"b\":[0]}}", "a.json: nodes.b[1]: this is missing" },
    { "{\"nodes\":{\"a\":[0,0],\"b\":[0,1e9]}}", "a.json: nodes.b: a place within" },
    { "{\"nodes\":{\"a\":[0,0],\"b\":[0,null]}}", "a.json: nodes.b: a place within" },
    { "{\"nodes\":{\"a\":[0,0],\"b\":[0,9]},\"edges\":[]}", "a.json: edges: one curve is expected" },
    { "{\"nodes\":{\"a\":[0,0],\"b\":[0,9]},\"edges\":[[1,2,3]]}", "a.json: edges[0]: a curve has" },
  };
  g_autoptr (WfGraph) graph = make_pair ();

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (faults[i][0], graph, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_assert_true (g_str_has_prefix (error->message, faults[i][1]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout-json/round-trip", test_round_trip);
  g_test_add_func ("/layout-json/places-alone", test_places_alone);
  g_test_add_func ("/layout-json/faults", test_faults);
  return g_test_run ();
}
