/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-test.h"
#include "app/pair-inspector.h"
#include "app/pair-model.h"
#include "core/base/rng.h"

/* Edges in the window: picked, stepped to, and said in words. */

static guint
node_of (WfDocument *document, const char *name)
{
  gssize node = wf_graph_find_node (wf_document_get_graph (document), name);

  g_assert_cmpint (node, >=, 0);
  return node;
}

static void
check_pair (WfDocument *document, const char *first, const char *second)
{
  guint a, b;

  g_assert_true (wf_document_get_selected_pair (document, &a, &b));
  g_assert_cmpstr (wf_graph_get_name (wf_document_get_graph (document), a), ==, first);
  g_assert_cmpstr (wf_graph_get_name (wf_document_get_graph (document), b), ==, second);
}

static void
test_pick (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfCanvasLayer *layer = wf_canvas_get_layer (wf_page_get_canvas (wf_window_get_page (window)));
  gssize edge = wf_graph_find_edge (wf_document_get_graph (document), node_of (document, "cache"),
                                    node_of (document, "hits"));
  double x, y;

  g_assert_cmpint (edge, >=, 0);
  wf_canvas_layer_get_middle (layer, node_of (document, "cache"), node_of (document, "hits"), &x, &y);
  g_assert_cmpint (wf_canvas_layer_pick_edge (layer, x, y, 1), ==, edge);
  g_assert_cmpint (wf_canvas_layer_pick_edge (layer, x - 5000, y, 8), ==, -1);
  wf_canvas_layer_set_hovered_edge (layer, edge);
  wf_test_run_loop (60);
  g_assert_cmpint (wf_canvas_layer_get_hovered_edge (layer), ==, edge);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* the inspector tells of the pair; its lists and the chooser lead there */
static void
test_inspector (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *widget = wf_test_find (GTK_WIDGET (window), WF_TYPE_PAIR_INSPECTOR);

  g_assert_nonnull (widget);
  g_assert_false (gtk_widget_get_mapped (widget));
  wf_document_select_pair (document, node_of (document, "cache"), node_of (document, "hits"));
  wf_test_run_loop (60);
  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (wf_test_shows (widget, "cache → hits"));
  g_assert_true (wf_test_shows (widget, "cache is a direct cause of hits."));
  wf_document_select_pair (document, node_of (document, "hits"), node_of (document, "cache"));
  g_assert_true (wf_test_shows (widget, "hits ← cache"));
  g_assert_true (wf_test_shows (widget, "cache is a direct cause of hits."));
  wf_document_select_pair (document, node_of (document, "cache"), node_of (document, "traffic"));
  g_assert_true (wf_test_shows (widget, "There is no direct link between cache and traffic."));
  wf_document_select_node (document, -1);
  wf_test_run_loop (60);
  g_assert_false (gtk_widget_get_mapped (widget));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* why two are linked, or not, of a search; nothing of a graph that was opened */
static void
test_reasons (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *widget = wf_test_find (GTK_WIDGET (window), WF_TYPE_PAIR_INSPECTOR);
  const char *const *reasons;

  wf_document_select_pair (document, node_of (document, "cache"), node_of (document, "hits"));
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_reasons (document));
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  wf_document_select_pair (document, node_of (document, "cache"), node_of (document, "hits"));
  wf_test_wait_idle (document);
  reasons = wf_document_get_reasons (document);
  g_assert_nonnull (reasons);
  g_assert_nonnull (reasons[0]);
  g_assert_true (wf_test_shows (widget, reasons[0]));
  wf_document_select_pair (document, node_of (document, "cache"), node_of (document, "traffic"));
  g_assert_null (wf_document_get_reasons (document));
  wf_test_wait_idle (document);
  reasons = wf_document_get_reasons (document);
  g_assert_nonnull (reasons);
  g_assert_true (wf_test_shows (widget, reasons[0]));
  wf_document_select_node (document, 0);
  g_assert_null (wf_document_get_reasons (document));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* E goes through the links of the variable with the focus, Shift+E back; Shift+Space asks about two */
static void
test_keys (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfCanvas *canvas = wf_page_get_canvas (wf_window_get_page (window));
  WfCanvasLayer *layer = wf_canvas_get_layer (canvas);
  gsize n;
  g_autofree guint *neighbours =
      wf_graph_list_neighbours (wf_document_get_graph (document), node_of (document, "hits"), &n);
  guint a, b;

  g_assert_cmpuint (n, ==, 3);
  gtk_widget_grab_focus (GTK_WIDGET (wf_canvas_layer_get_node (layer, node_of (document, "hits"))));
  for (gsize i = 0; i <= n; i++)
    {
      g_assert_true (wf_test_press (canvas, GDK_KEY_e, 0));
      g_assert_true (wf_document_get_selected_pair (document, &a, &b));
      g_assert_cmpuint (a, ==, node_of (document, "hits"));
      g_assert_cmpuint (b, ==, neighbours[i % n]);
    }
  g_assert_true (wf_test_press (canvas, GDK_KEY_E, GDK_SHIFT_MASK));
  g_assert_true (wf_document_get_selected_pair (document, &a, &b));
  g_assert_cmpuint (b, ==, neighbours[n - 1]);
  wf_document_select_node (document, node_of (document, "traffic"));
  g_assert_true (wf_test_press (canvas, GDK_KEY_space, GDK_SHIFT_MASK));
  check_pair (document, "traffic", "hits");
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
describe (WfMark at_a, WfMark at_b, WfGraphKind kind)
{
  const char *const names[] = { "A", "B", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;

  wf_graph_builder_set_edge (builder, 0, 1, at_a, at_b);
  graph = wf_graph_builder_end (builder, kind, &error);
  g_assert_no_error (error);
  return wf_pair_describe (graph, 0, 1);
}

static void
check_words (WfMark at_a, WfMark at_b, WfGraphKind kind, const char *words)
{
  g_autofree char *said = describe (at_a, at_b, kind);

  g_assert_cmpstr (said, ==, words);
}

static void
test_words (void)
{
  check_words (WF_MARK_TAIL, WF_MARK_ARROW, WF_GRAPH_DAG, "A is a direct cause of B.");
  check_words (WF_MARK_ARROW, WF_MARK_TAIL, WF_GRAPH_CPDAG, "B is a direct cause of A.");
  check_words (WF_MARK_TAIL, WF_MARK_TAIL, WF_GRAPH_CPDAG,
               "A and B are linked. The data leave the direction open.");
  check_words (WF_MARK_TAIL, WF_MARK_ARROW, WF_GRAPH_PAG, "A is a cause of B, directly or through others.");
  check_words (WF_MARK_ARROW, WF_MARK_ARROW, WF_GRAPH_PAG,
               "Neither A nor B causes the other: something that was not measured causes both.");
  check_words (
      WF_MARK_ARROW, WF_MARK_CIRCLE, WF_GRAPH_PAG,
      "A is no cause of B. Whether B causes A, or something that was not measured causes both, stays open.");
  check_words (
      WF_MARK_CIRCLE, WF_MARK_CIRCLE, WF_GRAPH_PAG,
      "A and B are linked. Which causes which, or whether something that was not measured causes both, "
      "stays open.");
}

/* an edge of the model is cut and mended, as commands */
static void
test_cut (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *model = wf_test_find (GTK_WIDGET (window), WF_TYPE_PAIR_MODEL);
  guint cache = node_of (document, "cache"), hits = node_of (document, "hits");
  gssize edge = wf_graph_find_edge (wf_document_get_graph (document), cache, hits);
  GtkWidget *button;

  wf_document_select_pair (document, hits, cache);
  button = wf_test_find (model, GTK_TYPE_BUTTON);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Cut This Edge");
  g_signal_emit_by_name (button, "clicked");
  wf_test_wait_idle (document);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Cut cache ↛ hits");
  g_assert_true (wf_figure_is_edge_cut (wf_document_get_figure (document), edge));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Mend This Edge");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
  wf_test_wait_idle (document);
  g_assert_false (wf_figure_is_edge_cut (wf_document_get_figure (document), edge));
  /* no edge, nothing to cut; a graph with all directions has one member */
  wf_document_select_pair (document, cache, node_of (document, "errors"));
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_false (wf_document_has_members (document));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* x, y, z in a row: the data leave both directions open */
static void
load_chain (WfDocument *document)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-chain.csv", NULL);
  g_autoptr (GString) text = g_string_new ("x,y,z\n");
  g_autoptr (GError) error = NULL;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (int i = 0; i < 1000; i++)
    {
      double x = wf_rng_normal (&rng), y = x + wf_rng_normal (&rng), z = y + wf_rng_normal (&rng);

      g_string_append_printf (text, "%.6f,%.6f,%.6f\n", x, y, z);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_assert_true (wf_test_load (document, path, &error));
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_model (document));
}

/* a chosen direction is drawn and said as one; every member of the class answers for itself */
static void
test_members (void)
{
  WfWindow *window = g_object_new (WF_TYPE_WINDOW, NULL);
  WfDocument *document = wf_window_get_document (window);
  WfPossibleEffects *members;
  GtkWidget *model;
  guint exposure, outcome, x, y;
  double low, high;

  load_chain (document);
  gtk_window_present (GTK_WINDOW (window));
  model = wf_test_find (GTK_WIDGET (window), WF_TYPE_PAIR_MODEL);
  x = node_of (document, "x");
  y = node_of (document, "y");
  wf_document_select_pair (document, x, y);
  g_assert_true (wf_test_says (model, "That is a choice"));
  g_assert_true (wf_document_has_members (document));
  wf_test_set (document, "z=1");
  wf_test_wait_idle (document);
  g_assert_true (wf_figure_is_edge_chosen (wf_document_get_figure (document),
                                           wf_graph_find_edge (wf_document_get_graph (document), x, y)));
  wf_document_ask_members (document, x, y);
  wf_test_wait_idle (document);
  members = wf_document_get_members (document, &exposure, &outcome);
  g_assert_nonnull (members);
  g_assert_cmpuint (exposure, ==, x);
  g_assert_cmpuint (outcome, ==, y);
  /* x is a cause of y, with slope 1, or none */
  g_assert_true (wf_possible_effects_get_range (members, &low, &high));
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat_with_epsilon (high, 1, 0.15);
  g_assert_true (wf_test_says (model, "adjusted for"));
  wf_document_select_pair (document, x, node_of (document, "z"));
  g_assert_null (wf_document_get_members (document, &exposure, &outcome));
  g_assert_false (wf_test_says (model, "adjusted for"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/edges/pick", test_pick);
  g_test_add_func ("/edges/inspector", test_inspector);
  g_test_add_func ("/edges/reasons", test_reasons);
  g_test_add_func ("/edges/keys", test_keys);
  g_test_add_func ("/edges/words", test_words);
  g_test_add_func ("/edges/cut", test_cut);
  g_test_add_func ("/edges/members", test_members);
  return g_test_run ();
}
