/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Another graph laid over the document's own. */

#include "config.h"

#include <string.h>

#include "app-test.h"
#include "app/beside-bar.h"
#include "core/formats/formats.h"

/* The sample's own graph with one edge taken out, one turned and one put in; the name of the file is the
 * caller's. */
static char *
write_other (WfGraph *graph)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new_copy (graph);
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  char *path = g_build_filename (folder, "other.dot", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (WfGraph) other = NULL;
  g_autoptr (GError) error = NULL;
  const WfEdge *edges = wf_graph_get_edges (graph, NULL);
  guint a = edges[1].mark_b == WF_MARK_ARROW ? edges[1].b : edges[1].a;
  guint b = edges[1].mark_b == WF_MARK_ARROW ? edges[1].a : edges[1].b;

  wf_graph_builder_set_edge (builder, edges[0].a, edges[0].b, WF_MARK_NONE, WF_MARK_NONE);
  wf_graph_builder_add_arrow (builder, a, b);
  for (guint v = 1; v < wf_graph_get_n_nodes (graph); v++)
    if (!wf_graph_is_adjacent (graph, 0, v))
      {
        wf_graph_builder_add_arrow (builder, 0, v);
        break;
      }
  other = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, &error);
  g_assert_no_error (error);
  g_assert_true (wf_graph_write (other, file, &error));
  g_assert_no_error (error);
  return path;
}

static gsize
count (WfFigure *figure, WfEdgeDifference difference)
{
  gsize n_edges, n = 0;

  wf_graph_get_edges (wf_figure_get_graph (figure), &n_edges);
  for (gsize e = 0; e < n_edges; e++)
    n += wf_figure_get_edge_difference (figure, e) == difference;
  return n;
}

static gboolean
has_beside (gpointer document)
{
  return wf_document_get_beside (document) != NULL;
}

static void
lay_over (WfDocument *document, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  wf_document_lay_over (document, file);
  wf_test_wait (has_beside, document);
}

static void
test_figure (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  WfGraph *graph = wf_document_get_graph (document);
  g_autofree char *path = write_other (graph);
  g_autoptr (WfFigure) plain = wf_figure_ref (wf_document_get_figure (document));
  WfFigure *figure;
  double x, y, moved_x, moved_y;

  wf_layout_get_node (wf_document_get_layout (document), 2, &x, &y);
  lay_over (document, path);
  figure = wf_document_get_figure (document);
  g_assert_cmpuint (count (figure, WF_EDGE_EXTRA), ==, 1);
  g_assert_cmpuint (count (figure, WF_EDGE_MISSING), ==, 1);
  g_assert_cmpuint (count (figure, WF_EDGE_REORIENTED), ==, 1);
  g_assert_true (wf_figure_get_node_before (figure, 0) == wf_figure_get_node_before (plain, 0));
  /* every edge of the picture has its curve, and no node moved */
  g_assert_cmpuint (wf_layout_get_n_edges (wf_document_get_layout (document)), ==,
                    wf_graph_get_n_edges (wf_figure_get_graph (figure)));
  wf_layout_get_node (wf_document_get_layout (document), 2, &moved_x, &moved_y);
  g_assert_cmpfloat (moved_x, ==, x);
  g_assert_cmpfloat (moved_y, ==, y);
  g_assert_true (wf_document_get_graph (document) == graph);

  wf_document_move_node (document, 2, x + 50, y);
  wf_layout_get_node (wf_document_get_layout (document), 2, &moved_x, &moved_y);
  g_assert_cmpfloat (moved_x, >, x + 10);
  g_assert_cmpuint (count (wf_document_get_figure (document), WF_EDGE_EXTRA), ==, 1);
  wf_document_lift_off (document);
  g_assert_null (wf_document_get_beside (document));
  g_assert_cmpuint (wf_graph_get_n_edges (wf_figure_get_graph (wf_document_get_figure (document))), ==,
                    wf_graph_get_n_edges (graph));
  wf_document_undo (document);
  g_assert_nonnull (wf_document_get_beside (document));
}

static void
test_effect_stays (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autofree char *path = write_other (wf_document_get_graph (document));
  gboolean has_after = FALSE;

  wf_test_set (document, "cache=96");
  wf_test_wait_idle (document);
  lay_over (document, path);
  wf_test_wait_idle (document);
  for (guint v = 0; v < wf_graph_get_n_nodes (wf_document_get_graph (document)); v++)
    has_after |= wf_figure_get_node_after (wf_document_get_figure (document), v) != NULL;
  g_assert_true (has_after);
  g_assert_cmpuint (count (wf_document_get_figure (document), WF_EDGE_MISSING), ==, 1);
}

static void
on_failed (WfDocument *document, GError *error, char **message)
{
  g_free (*message);
  *message = g_strdup (error->message);
}

static void
test_other_variables (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "strangers.dot", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *message = NULL;

  g_file_set_contents (path, "digraph { one -> two; two -> three }", -1, NULL);
  g_signal_connect (document, "failed", G_CALLBACK (on_failed), &message);
  wf_document_lay_over (document, file);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_beside (document));
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "no node in common"));
}

/* What the other graph doesn't know of isn't counted, in the picture, the bar and the command alike. */
static void
test_fewer_variables (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "fewer.dot", NULL);
  g_autofree char *page = g_build_filename (folder, "report.md", NULL);
  g_autofree char *text = NULL;

  g_file_set_contents (path, "digraph { cache -> hits; hits -> db_load; stranger -> hits }", -1, NULL);
  lay_over (document, path);
  g_assert_cmpuint (wf_graph_get_n_nodes (wf_document_get_beside (document)), ==, 3);
  g_assert_cmpuint (count (wf_document_get_figure (document), WF_EDGE_EXTRA), ==, 0);
  g_assert_cmpuint (count (wf_document_get_figure (document), WF_EDGE_MISSING), ==, 0);
  wf_test_export (document, page);
  g_assert_true (g_file_get_contents (page, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "--common"));
  g_assert_nonnull (strstr (text, "The graphs agree"));
}

static void
test_previous (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autoptr (WfGraph) first = wf_graph_ref (wf_document_get_graph (document));

  g_assert_false (wf_document_has_previous_graph (document));
  wf_document_learn (document, "pc", g_variant_new_parsed ("{'alpha': <1e-12>}"));
  wf_test_wait_idle (document);
  g_assert_false (wf_graph_equal (first, wf_document_get_graph (document)));
  g_assert_true (wf_document_lay_over_previous (document));
  g_assert_true (wf_graph_equal (wf_document_get_beside (document), first));
}

static void
test_bar (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  g_autofree char *path = write_other (wf_document_get_graph (document));
  GtkWidget *bar = wf_test_find (GTK_WIDGET (window), WF_TYPE_BESIDE_BAR);

  g_assert_false (gtk_widget_get_visible (bar));
  lay_over (document, path);
  wf_test_run_loop (60);
  g_assert_true (gtk_widget_get_mapped (bar));
  g_assert_true (wf_test_says (bar, "other.dot: distance 3"));
  g_assert_true (wf_test_says (bar, "1 missing"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.lift-off", NULL));
  g_assert_false (gtk_widget_get_visible (bar));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  WfWindow *window = wf_test_window_new (360, 720);
  WfDocument *document = wf_window_get_document (window);
  g_autofree char *path = write_other (wf_document_get_graph (document));

  lay_over (document, path);
  wf_test_run_loop (60);
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/beside/figure", test_figure);
  g_test_add_func ("/beside/effect-stays", test_effect_stays);
  g_test_add_func ("/beside/other-variables", test_other_variables);
  g_test_add_func ("/beside/fewer-variables", test_fewer_variables);
  g_test_add_func ("/beside/previous", test_previous);
  g_test_add_func ("/beside/bar", test_bar);
  g_test_add_func ("/beside/narrow", test_narrow);
  return g_test_run ();
}
