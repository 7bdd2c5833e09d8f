/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>

#include "core/base/rng.h"
#include "render/layout-private.h"

#define WIDTH  132.0
#define HEIGHT 72.0

static WfLayout *
lay_out_by (WfGraph *graph, const char *program, guint limit_ms, WfProgress *progress, GError **error)
{
  gsize n = wf_graph_get_n_nodes (graph);
  g_autofree double *widths = g_new (double, n + 1), *heights = g_new (double, n + 1);
  g_autoptr (WfSketch) sketch = NULL;

  for (gsize i = 0; i < n; i++)
    {
      widths[i] = WIDTH;
      heights[i] = HEIGHT;
    }
  sketch = wf_sketch_new (graph, widths, heights);
  return wf_sketch_lay_out (sketch, program, limit_ms, progress, error);
}

static WfLayout *
lay_out (WfGraph *graph, GError **error)
{
  return lay_out_by (graph, g_getenv ("WHEREFORE_LAYOUT"), 10000, NULL, error);
}

static WfGraph *
make_random (gsize n, gsize n_edges, guint64 seed)
{
  g_auto (GStrv) names = g_new0 (char *, n + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (GError) error = NULL;
  WfGraph *graph;
  WfRng rng;

  for (gsize i = 0; i < n; i++)
    names[i] = g_strdup_printf ("v%" G_GSIZE_FORMAT, i);
  builder = wf_graph_builder_new ((const char *const *) names);
  wf_rng_init (&rng, seed, 0);
  for (gsize k = 0; k < n_edges; k++)
    {
      guint a = (guint) wf_rng_below (&rng, n), b = (guint) wf_rng_below (&rng, n);

      /* arrows go from the higher to the lower index, so that half of the curves have to be turned round */
      if (a > b)
        wf_graph_builder_add_arrow (builder, a, b);
    }
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  g_assert_no_error (error);
  return graph;
}

/* How far a point is from the border of a node's rectangle. */
static double
distance_to_border (WfLayout *layout, guint node, const double *point)
{
  double x, y, dx, dy;

  wf_layout_get_node (layout, node, &x, &y);
  dx = fabs (point[0] - x) - WIDTH / 2;
  dy = fabs (point[1] - y) - HEIGHT / 2;
  return dx <= 0 && dy <= 0 ? -MAX (dx, dy) : hypot (MAX (dx, 0), MAX (dy, 0));
}

static void
get_point (const double *q, double t, double point[2])
{
  double s = 1 - t;

  for (int i = 0; i < 2; i++)
    point[i] = s * s * s * q[i] + 3 * s * s * t * q[2 + i] + 3 * s * t * t * q[4 + i] + t * t * t * q[6 + i];
}

static void
assert_inside_bounds (WfLayout *layout, const double *point)
{
  double x, y, width, height;

  wf_layout_get_bounds (layout, &x, &y, &width, &height);
  g_assert_cmpfloat (point[0], >=, x);
  g_assert_cmpfloat (point[1], >=, y);
  g_assert_cmpfloat (point[0], <=, x + width);
  g_assert_cmpfloat (point[1], <=, y + height);
}

/* Every edge has a curve from a's border to b's; no two cards overlap. */
static void
check_layout (WfLayout *layout, WfGraph *graph, double tolerance)
{
  gsize n_edges, n = wf_graph_get_n_nodes (graph);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_assert_cmpuint (wf_layout_get_n_edges (layout), ==, n_edges);
  for (gsize e = 0; e < n_edges; e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (layout, e, &n_points);

      g_assert_cmpuint (n_points, >=, 4);
      g_assert_cmpuint (n_points % 3, ==, 1);
      g_assert_cmpfloat (distance_to_border (layout, edges[e].a, points), <=, tolerance);
      g_assert_cmpfloat (distance_to_border (layout, edges[e].b, points + 2 * (n_points - 1)), <=, tolerance);
      for (gsize k = 0; k < n_points; k++)
        assert_inside_bounds (layout, points + 2 * k);
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      {
        double x0, y0, x1, y1;

        wf_layout_get_node (layout, i, &x0, &y0);
        wf_layout_get_node (layout, j, &x1, &y1);
        g_assert_true (fabs (x0 - x1) >= WIDTH - 1 || fabs (y0 - y1) >= HEIGHT - 1);
      }
}

/* In a layered layout no curve runs behind a third card. */
static void
check_free_of_cards (WfLayout *layout, WfGraph *graph)
{
  gsize n_edges, n = wf_graph_get_n_nodes (graph);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (layout, e, &n_points);

      for (gsize k = 0; k + 3 < n_points; k += 3)
        for (int step = 0; step <= 20; step++)
          {
            double point[2];

            get_point (points + 2 * k, step / 20.0, point);
            for (guint i = 0; i < n; i++)
              {
                double x, y;

                wf_layout_get_node (layout, i, &x, &y);
                if (i != edges[e].a && i != edges[e].b)
                  g_assert_true (fabs (point[0] - x) > WIDTH / 2 - 1 || fabs (point[1] - y) > HEIGHT / 2 - 1);
              }
          }
    }
}

static void
test_layered (void)
{
  for (guint64 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (WfGraph) graph = make_random (10 * seed, 16 * seed, seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfLayout) layout = lay_out (graph, &error);
      gsize n_edges;
      const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

      g_assert_no_error (error);
      g_assert_cmpstr (wf_layout_get_engine (layout), ==, "dot");
      g_assert_null (wf_layout_get_note (layout));
      check_layout (layout, graph, 0.01);
      check_free_of_cards (layout, graph);
      for (gsize e = 0; e < n_edges; e++)
        {
          double x, from, to;

          /* causes stand above their effects: here the arrow is at a */
          wf_layout_get_node (layout, edges[e].b, &x, &from);
          wf_layout_get_node (layout, edges[e].a, &x, &to);
          g_assert_cmpfloat (from, <, to);
        }
    }
}

/* Another graph on the same nodes: they stay, its curves keep free of most cards; the same graph again is the
 * same picture. */
static void
test_keep_nodes (void)
{
  g_autoptr (WfGraph) graph = make_random (20, 30, 5);
  g_autoptr (WfGraph) other = make_random (20, 24, 6);
  g_autoptr (WfLayout) layout = lay_out (graph, NULL);
  g_autoptr (WfLayout) kept = wf_layout_keep_nodes (layout, graph, other);
  g_autoptr (WfLayout) back = wf_layout_keep_nodes (kept, other, graph);
  g_autoptr (WfLayout) again = wf_layout_keep_nodes (layout, graph, graph);

  check_layout (kept, other, 0.01);
  for (guint i = 0; i < 20; i++)
    {
      double x0, y0, x1, y1;

      wf_layout_get_node (layout, i, &x0, &y0);
      wf_layout_get_node (kept, i, &x1, &y1);
      g_assert_cmpfloat (x0, ==, x1);
      g_assert_cmpfloat (y0, ==, y1);
    }
  for (gsize e = 0; e < wf_layout_get_n_edges (again); e++)
    {
      gsize n, m;
      const double *one = wf_layout_get_edge (back, e, &n), *two = wf_layout_get_edge (again, e, &m);

      g_assert_cmpmem (one, 2 * n * sizeof *one, two, 2 * m * sizeof *two);
    }
}

/* Ends lie in the middle third of a side, and no two share a place. */
static void
test_ends (void)
{
  g_autoptr (WfGraph) graph = make_random (24, 50, 9);
  g_autoptr (WfLayout) layout = lay_out (graph, NULL);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (layout, e, &n_points);
      double x, y;

      wf_layout_get_node (layout, edges[e].a, &x, &y);
      g_assert_cmpfloat (MIN (fabs (points[0] - x) / WIDTH, fabs (points[1] - y) / HEIGHT), <=,
                         1 / 6.0 + 1e-9);
      for (gsize f = 0; f < e; f++)
        {
          gsize n_other;
          const double *other = wf_layout_get_edge (layout, f, &n_other);

          if (edges[f].a == edges[e].a)
            g_assert_cmpfloat (hypot (points[0] - other[0], points[1] - other[1]), >, 0.5);
        }
    }
}

static void
test_deterministic (void)
{
  g_autoptr (WfGraph) graph = make_random (30, 50, 4);
  g_autoptr (WfLayout) first = lay_out (graph, NULL), second = lay_out (graph, NULL);

  for (guint i = 0; i < 30; i++)
    {
      double x0, y0, x1, y1;

      wf_layout_get_node (first, i, &x0, &y0);
      wf_layout_get_node (second, i, &x1, &y1);
      g_assert_cmpfloat (x0, ==, x1);
      g_assert_cmpfloat (y0, ==, y1);
    }
}

static void
test_large (void)
{
  g_autoptr (WfGraph) graph = make_random (500, 1100, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfLayout) layout = lay_out (graph, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wf_layout_get_engine (layout), ==, "sfdp");
  check_layout (layout, graph, 2);
}

static void
test_marks_and_names (void)
{
  const char *names[] = { "q\"uote", "new\nline", "back\\slash", "<b>bold</b>", "plain; -> x", "", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfLayout) layout = NULL;

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_TAIL, WF_MARK_TAIL);
  wf_graph_builder_set_edge (builder, 1, 2, WF_MARK_ARROW, WF_MARK_ARROW);
  wf_graph_builder_set_edge (builder, 2, 3, WF_MARK_CIRCLE, WF_MARK_CIRCLE);
  wf_graph_builder_set_edge (builder, 0, 3, WF_MARK_ARROW, WF_MARK_CIRCLE);
  wf_graph_builder_set_edge (builder, 3, 4, WF_MARK_TAIL, WF_MARK_ARROW);
  wf_graph_builder_set_edge (builder, 0, 4, WF_MARK_ARROW, WF_MARK_TAIL);
  graph = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, &error);
  g_assert_no_error (error);
  layout = lay_out (graph, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_layout_get_engine (layout), ==, "dot");
  check_layout (layout, graph, 0.01);
}

/* Many small components make a picture with the shape of a page, not a strip. */
static void
test_disconnected (void)
{
  const gsize n = 60;
  g_auto (GStrv) names = g_new0 (char *, n + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfLayout) layout = NULL;
  double ratio;

  for (gsize i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%" G_GSIZE_FORMAT, i);
  builder = wf_graph_builder_new ((const char *const *) names);
  for (guint i = 0; i + 1 < 40; i += 2)
    wf_graph_builder_add_arrow (builder, i, i + 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  layout = lay_out (graph, NULL);
  check_layout (layout, graph, 0.01);
  ratio = wf_layout_get_width (layout) / wf_layout_get_height (layout);
  g_assert_cmpfloat (ratio, >, 0.8);
  g_assert_cmpfloat (ratio, <, 2.5);
}

static void
test_small (void)
{
  for (gsize n = 0; n <= 3; n++)
    {
      g_autoptr (WfGraph) graph = make_random (n, 0, 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfLayout) layout = lay_out (graph, &error);

      g_assert_no_error (error);
      check_layout (layout, graph, 0.01);
      g_assert_cmpfloat (wf_layout_get_width (layout), >, n > 0 ? WIDTH : 0);
    }
}

static void
test_given (void)
{
  const double xy[] = { 100, 100, 100, 400, 500, 100, 120, 130 }, widths[] = { 132, 132, 132, 132 };
  const double heights[] = { 72, 72, 72, 72 };
  const char *names[] = { "a", "b", "c", "d", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfLayout) layout = NULL;
  double x, y;
  gsize n_points;
  const double *points;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 0, 2);
  wf_graph_builder_add_arrow (builder, 0, 3); /* its cards overlap: still a finite curve */
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  layout = wf_layout_new_positions (graph, xy, widths, heights);
  wf_layout_get_node (layout, 2, &x, &y);
  g_assert_cmpfloat (x, ==, 500);
  g_assert_cmpfloat (y, ==, 100);
  points = wf_layout_get_edge (layout, 0, &n_points);
  g_assert_cmpuint (n_points, ==, 4);
  g_assert_cmpfloat (points[1], ==, 136); /* leaves below */
  g_assert_cmpfloat (points[7], ==, 364); /* enters above */
  points = wf_layout_get_edge (layout, 1, &n_points);
  g_assert_cmpfloat (points[0], ==, 166); /* leaves at the right */
  g_assert_cmpfloat (points[6], ==, 434);
  points = wf_layout_get_edge (layout, 2, &n_points);
  for (gsize k = 0; k < 2 * n_points; k++)
    g_assert_true (isfinite (points[k]));
}

static void
test_pick (void)
{
  const double xy[] = { 100, 100, 100, 400 }, widths[] = { 132, 132 }, heights[] = { 72, 72 };
  const char *names[] = { "a", "b", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfLayout) layout = NULL;

  wf_graph_builder_add_arrow (builder, 0, 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  layout = wf_layout_new_positions (graph, xy, widths, heights);
  g_assert_cmpfloat_with_epsilon (wf_layout_get_edge_distance (layout, 0, 107, 250), 7, 1e-6);
  g_assert_cmpfloat_with_epsilon (wf_layout_get_edge_distance (layout, 0, 100, 126), 10, 1e-6);
  g_assert_cmpint (wf_layout_pick_edge (layout, 107, 250, 8), ==, 0);
  g_assert_cmpint (wf_layout_pick_edge (layout, 107, 250, 6), ==, -1);
}

/* A script in place of wherefore-layout: what goes wrong there never reaches the caller as an error. */
static WfLayout *
lay_out_with (const char *script, guint limit_ms, WfProgress *progress, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "layout", NULL);
  g_autoptr (WfGraph) graph = make_random (12, 20, 3);
  WfLayout *layout;

  g_assert_true (g_file_set_contents (path, script, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  layout = lay_out_by (graph, path, limit_ms, progress, error);
  if (layout != NULL)
    check_layout (layout, graph, 2);
  g_remove (path);
  g_rmdir (folder);
  return layout;
}

static void
test_missing (void)
{
  static const char *const programs[] = { NULL, "/nowhere/wherefore-layout" };

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfGraph) graph = make_random (12, 20, 3);
      g_autoptr (WfLayout) layout = lay_out_by (graph, programs[i], 1000, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (wf_layout_get_engine (layout), ==, "grid");
      g_assert_nonnull (wf_layout_get_note (layout));
      check_layout (layout, graph, 0.01);
    }
}

static void
test_fallbacks (void)
{
  static const char *const scripts[] = {
    "#!/bin/sh\necho broken >&2\nexit 3\n",
    "#!/bin/sh\ncat > /dev/null\necho 'not json'\n",
    "#!/bin/sh\ncat > /dev/null\necho '{\"nodes\": {\"0\": [1]}, \"edges\": [7]}'\n",
    "#!/bin/sh\ncat > /dev/null\necho '[]'\n",
    "#!/bin/sh\nkill -9 $$\n",
    "#!/bin/sh\nexit 0\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfLayout) layout = lay_out_with (scripts[i], 5000, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (wf_layout_get_engine (layout), ==, "grid");
      g_assert_nonnull (wf_layout_get_note (layout));
    }
}

static void
test_time_limit (void)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (WfLayout) layout = lay_out_with ("#!/bin/sh\nexec sleep 30\n", 100, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wf_layout_get_engine (layout), ==, "grid");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* The layered engine fails, the spring engine stands in and says so. */
static void
test_stand_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n[ $1 = dot ] && exec sleep 30\nexec '%s' $1\n",
                                             g_getenv ("WHEREFORE_LAYOUT"));
  g_autoptr (WfLayout) layout = lay_out_with (script, 1500, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wf_layout_get_engine (layout), ==, "sfdp");
  g_assert_nonnull (wf_layout_get_note (layout));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  g_autoptr (GThread) thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 start = g_get_monotonic_time ();
  WfLayout *layout = lay_out_with ("#!/bin/sh\nexec sleep 30\n", 20000, progress, &error);

  g_thread_join (g_steal_pointer (&thread));
  g_assert_null (layout);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/layered", test_layered);
  g_test_add_func ("/layout/ends", test_ends);
  g_test_add_func ("/layout/deterministic", test_deterministic);
  g_test_add_func ("/layout/large", test_large);
  g_test_add_func ("/layout/marks-and-names", test_marks_and_names);
  g_test_add_func ("/layout/disconnected", test_disconnected);
  g_test_add_func ("/layout/small", test_small);
  g_test_add_func ("/layout/given", test_given);
  g_test_add_func ("/layout/pick", test_pick);
  g_test_add_func ("/layout/keep-nodes", test_keep_nodes);
  g_test_add_func ("/layout/missing", test_missing);
  g_test_add_func ("/layout/fallbacks", test_fallbacks);
  g_test_add_func ("/layout/time-limit", test_time_limit);
  g_test_add_func ("/layout/stand-in", test_stand_in);
  g_test_add_func ("/layout/cancel", test_cancel);
  return g_test_run ();
}
