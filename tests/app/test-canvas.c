/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>

#include "app-test.h"
#include "app/viewport.h"

static WfCanvas *
canvas_of (WfWindow *window)
{
  return wf_page_get_canvas (wf_window_get_page (window));
}

static WfNodeWidget *
node_of (WfWindow *window, const char *name)
{
  gssize node = wf_graph_find_node (wf_document_get_graph (wf_window_get_document (window)), name);

  return wf_canvas_layer_get_node (wf_canvas_get_layer (canvas_of (window)), node);
}

static void
test_accessible (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfNodeWidget *cache = node_of (window, "cache");

  gtk_test_accessible_assert_role (canvas_of (window), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (canvas_of (window), GTK_ACCESSIBLE_PROPERTY_LABEL, "Causal graph");
  gtk_test_accessible_assert_role (cache, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (cache, GTK_ACCESSIBLE_PROPERTY_LABEL, "cache");
  gtk_test_accessible_assert_state (cache, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  wf_test_set (wf_window_get_document (window), "cache=90");
  wf_test_wait_idle (wf_window_get_document (window));
  gtk_test_accessible_assert_state (cache, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_test_accessible_assert_property (cache, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "0 causes, 1 effect; set to 90 by intervention");
  wf_document_select_node (wf_window_get_document (window), wf_node_widget_get_node (cache));
  gtk_test_accessible_assert_state (cache, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (cache)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* a node is under the hand when another graph takes the place of its own */
static void
test_drag_lost (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfCanvasLayer *layer = wf_canvas_get_layer (canvas_of (window));
  guint last = wf_canvas_layer_get_n_nodes (layer) - 1;
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "pair.dot", NULL);
  g_autoptr (GError) error = NULL;
  double x, y;

  wf_canvas_layer_drag (layer, last, 10, 10);
  wf_canvas_layer_get_position (layer, last, &x, &y);
  g_assert_cmpfloat (x, ==, 10);
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (g_file_set_contents (path, "graph { one -- two }", -1, NULL));
  wf_test_load (document, path, &error);
  g_assert_no_error (error);
  wf_test_run_loop (200);
  g_assert_cmpuint (wf_canvas_layer_get_n_nodes (layer), ==, 2);
  gtk_test_accessible_assert_property (wf_canvas_layer_get_node (layer, 0),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "0 causes, 0 effects, 1 link without a direction");
  for (guint i = 0; i < 2; i++)
    {
      double placed_x, placed_y;

      wf_canvas_layer_get_position (layer, i, &x, &y);
      wf_layout_get_node (wf_document_get_layout (document), i, &placed_x, &placed_y);
      g_assert_cmpfloat (x, ==, placed_x);
      g_assert_cmpfloat (y, ==, placed_y);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_remove (path);
}

static gboolean
has_node_below (WfCanvasLayer *layer, guint node)
{
  double x, y, other_x, other_y;

  wf_canvas_layer_get_position (layer, node, &x, &y);
  for (guint i = 0; i < wf_canvas_layer_get_n_nodes (layer); i++)
    {
      wf_canvas_layer_get_position (layer, i, &other_x, &other_y);
      if (other_y > y + 1)
        return TRUE;
    }
  return FALSE;
}

/* down leads to a node that is further down, whenever there is one; left to one further left */
static void
test_neighbours (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfCanvas *canvas = canvas_of (window);
  WfCanvasLayer *layer = wf_canvas_get_layer (canvas);
  guint n = wf_canvas_layer_get_n_nodes (layer);

  g_assert_cmpuint (n, ==, wf_graph_get_n_nodes (wf_document_get_graph (wf_window_get_document (window))));
  for (guint i = 0; i < n; i++)
    {
      gssize below = wf_canvas_find_neighbour (canvas, i, 0, 1);
      gssize left = wf_canvas_find_neighbour (canvas, i, -1, 0);
      double x, y, other_x, other_y;

      wf_canvas_layer_get_position (layer, i, &x, &y);
      g_assert_cmpint (below >= 0, ==, has_node_below (layer, i));
      if (below >= 0)
        {
          wf_canvas_layer_get_position (layer, below, &other_x, &other_y);
          g_assert_cmpfloat (other_y, >, y);
        }
      if (left >= 0)
        {
          wf_canvas_layer_get_position (layer, left, &other_x, &other_y);
          g_assert_cmpfloat (other_x, <, x);
        }
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* panning and zooming move the picture: they draw no edge anew */
static void
test_pan_is_free (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfCanvas *canvas = canvas_of (window);
  WfCanvasLayer *layer = wf_canvas_get_layer (canvas);
  guint n_draws = wf_canvas_layer_get_n_edge_draws (layer);

  g_assert_cmpuint (n_draws, >, 0);
  for (int i = 0; i < 5; i++)
    {
      wf_canvas_pan (canvas, 10, 5);
      wf_test_run_loop (30);
    }
  wf_canvas_set_zoom (canvas, 0.9, NAN, NAN);
  wf_test_run_loop (60);
  g_assert_cmpuint (wf_canvas_layer_get_n_edge_draws (layer), ==, n_draws);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* the point under the pointer stays where it is */
static void
test_zoom_about_point (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfCanvas *canvas = canvas_of (window);
  graphene_point_t before, after, point = GRAPHENE_POINT_INIT (200, 150);
  GtkWidget *layer = GTK_WIDGET (wf_canvas_get_layer (canvas));

  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (canvas), layer, &point, &before));
  wf_canvas_set_zoom (canvas, 1.7, 200, 150);
  wf_test_run_loop (60);
  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (canvas), layer, &point, &after));
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 0.5);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 0.5);
  wf_canvas_set_zoom (canvas, 1000, NAN, NAN);
  g_assert_cmpfloat (wf_canvas_get_zoom (canvas), ==, WF_VIEWPORT_MAX_ZOOM);
  wf_canvas_fit (canvas);
  wf_test_run_loop (60);
  g_assert_cmpfloat (wf_canvas_get_zoom (canvas), <=, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* during a drag all edges are drawn once more (without the node's own), whatever the number of moves */
static void
test_drag (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfCanvasLayer *layer = wf_canvas_get_layer (canvas_of (window));
  guint node = wf_node_widget_get_node (node_of (window, "hits"));
  guint n_draws = wf_canvas_layer_get_n_edge_draws (layer);
  double x, y, now_x, now_y;

  wf_canvas_layer_get_position (layer, node, &x, &y);
  for (int i = 1; i <= 6; i++)
    {
      wf_canvas_layer_drag (layer, node, x + 10 * i, y + 5 * i);
      wf_test_run_loop (30);
    }
  wf_canvas_layer_get_position (layer, node, &now_x, &now_y);
  g_assert_cmpfloat (now_x, ==, x + 60);
  g_assert_cmpuint (wf_canvas_layer_get_n_edge_draws (layer), <=, n_draws + 1);
  wf_canvas_layer_end_drag (layer);
  wf_canvas_layer_get_position (layer, node, &now_x, &now_y);
  g_assert_cmpfloat (now_x, ==, x);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keyboard (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfCanvas *canvas = canvas_of (window);
  GtkWidget *cache = GTK_WIDGET (node_of (window, "cache"));
  GtkWidget *focus;
  double x, y, old_x, old_y;
  guint node;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_false (wf_test_press (canvas, GDK_KEY_Down, 0));
  g_assert_true (gtk_widget_grab_focus (cache));
  g_assert_true (wf_test_press (canvas, GDK_KEY_Down, 0));
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (WF_IS_NODE_WIDGET (focus));
  g_assert_true (focus != cache);
  node = wf_node_widget_get_node (WF_NODE_WIDGET (focus));
  g_assert_cmpint (wf_document_get_selected_node (document), ==, -1);
  g_assert_true (wf_test_press (canvas, GDK_KEY_space, 0));
  g_assert_cmpint (wf_document_get_selected_node (document), ==, node);
  wf_layout_get_node (wf_document_get_layout (document), node, &old_x, &old_y);
  g_assert_true (wf_test_press (canvas, GDK_KEY_Right, GDK_ALT_MASK));
  wf_layout_get_node (wf_document_get_layout (document), node, &x, &y);
  g_assert_cmpfloat (x, >, old_x);
  g_assert_cmpfloat (y, ==, old_y);
  wf_document_undo (document);
  wf_test_set (document, "cache=90");
  gtk_widget_grab_focus (cache);
  g_assert_true (wf_test_press (canvas, GDK_KEY_Delete, 0));
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
  g_assert_true (wf_test_press (canvas, GDK_KEY_d, 0));
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (GTK_IS_TEXT (focus));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* a wheel moves what is seen */
static void
test_scroll (void)
{
  WfWindow *window = wf_test_window_new (1100, 800);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (canvas_of (window)));
  double zoom, x, y, moved_x, moved_y;
  gboolean is_handled = FALSE;
  guint n_wheels = 0;

  wf_canvas_pan (canvas_of (window), 1, 1);
  g_assert_true (wf_canvas_get_view (canvas_of (window), &zoom, &x, &y));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        continue;
      n_wheels++;
      g_signal_emit_by_name (controller, "scroll", 0.0, 1.0, &is_handled);
    }
  g_assert_cmpuint (n_wheels, ==, 1);
  g_assert_true (is_handled);
  g_assert_true (wf_canvas_get_view (canvas_of (window), &zoom, &moved_x, &moved_y));
  g_assert_cmpfloat (fabs (moved_y - y), >, 5);
  g_assert_cmpfloat_with_epsilon (moved_x, x, 1e-9);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* what DAGitty says of a variable is heard, too */
static void
test_roles (void)
{
  WfWindow *window = wf_test_window_new (1100, 800);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "roles.dagitty", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      g_file_set_contents (path, "dag { dose [exposure]; pain [outcome,adjusted]; dose -> pain }", -1, NULL));
  wf_test_load (wf_window_get_document (window), path, &error);
  g_assert_no_error (error);
  wf_test_wait_idle (wf_window_get_document (window));
  wf_test_run_loop (60);
  gtk_test_accessible_assert_property (node_of (window, "dose"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "exposure; 0 causes, 1 effect");
  gtk_test_accessible_assert_property (node_of (window, "pain"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "outcome, adjusted for; 1 cause, 0 effects");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/canvas/accessible", test_accessible);
  g_test_add_func ("/canvas/roles", test_roles);
  g_test_add_func ("/canvas/scroll", test_scroll);
  g_test_add_func ("/canvas/drag-lost", test_drag_lost);
  g_test_add_func ("/canvas/neighbours", test_neighbours);
  g_test_add_func ("/canvas/pan-is-free", test_pan_is_free);
  g_test_add_func ("/canvas/zoom-about-point", test_zoom_about_point);
  g_test_add_func ("/canvas/drag", test_drag);
  g_test_add_func ("/canvas/keyboard", test_keyboard);
  return g_test_run ();
}
