/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app-test.h"
#include "app/network-layer.h"
#include "app/network-node.h"
#include "app/run-pictures.h"

static WfWindow *
open_sample (int width)
{
  WfWindow *window = wf_test_window_new (width, 800);
  g_autofree char *path = wf_test_sample ("failed-run.json");
  g_autoptr (GError) error = NULL;

  wf_test_load (wf_window_get_document (window), path, &error);
  g_assert_no_error (error);
  return window;
}

static gboolean
has_network (gpointer document)
{
  return wf_document_get_network (document) != NULL;
}

static void
show (WfDocument *document, WfBlameView view)
{
  wf_document_set_run_view (document, view);
  wf_test_wait_idle (document);
  wf_test_wait (has_network, document);
}

static GtkWidget *
find_node (WfWindow *window, guint index)
{
  WfFigure *network = wf_document_get_network (wf_window_get_document (window));
  GtkWidget *layer = wf_test_find (GTK_WIDGET (window), WF_TYPE_NETWORK_LAYER);

  for (GtkWidget *child = gtk_widget_get_first_child (layer); child;
       child = gtk_widget_get_next_sibling (child))
    {
      guint node = wf_network_node_widget_get_node (WF_NETWORK_NODE_WIDGET (child));

      if (wf_figure_get_network_node (network, node)->index == index)
        return child;
    }
  return NULL;
}

static GtkToggleButton *
find_toggle (GtkWidget *widget, const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return GTK_TOGGLE_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkToggleButton *found = find_toggle (child, label);

      if (found)
        return found;
    }
  return NULL;
}

static GtkRevealer *
find_banner (WfWindow *window)
{
  return GTK_REVEALER (
      wf_test_find (wf_test_find (GTK_WIDGET (window), WF_TYPE_NETWORK_VIEW), GTK_TYPE_REVEALER));
}

/* Each step a button; choosing one chooses the step. */
static void
test_steps (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *pictures = wf_test_find (GTK_WIDGET (window), WF_TYPE_RUN_PICTURES);

  g_assert_null (wf_document_get_network (document));
  gtk_toggle_button_set_active (find_toggle (pictures, "Step Graph"), TRUE);
  g_assert_cmpint (wf_document_get_run_view (document), ==, WF_BLAME_CAUSES);
  wf_test_wait (has_network, document);
  g_assert_cmpuint (wf_figure_get_n_network_nodes (wf_document_get_network (document)), ==,
                    wf_trace_get_n_steps (wf_document_get_trace (document)));
  gtk_test_accessible_assert_role (find_node (window, 4), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (find_node (window, 4), GTK_ACCESSIBLE_PROPERTY_LABEL, "4 WebSurfer");
  g_signal_emit_by_name (find_node (window, 4), "chosen");
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 4);
  gtk_test_accessible_assert_state (find_node (window, 4), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  g_assert_false (gtk_revealer_get_reveal_child (find_banner (window)));
  gtk_toggle_button_set_active (find_toggle (pictures, "Timeline"), TRUE);
  g_assert_null (wf_document_get_network (document));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The other way round every arrow points against time, and the banner says how many. */
static void
test_directions (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *pictures = wf_test_find (GTK_WIDGET (window), WF_TYPE_RUN_PICTURES);
  WfFigure *network;
  guint from, to, other_from, other_to;

  show (document, WF_BLAME_CAUSES);
  wf_figure_get_link (wf_document_get_network (document), 0, &from, &to, NULL, NULL);
  gtk_toggle_button_set_active (find_toggle (pictures, "Dependencies"), TRUE);
  wf_test_wait_idle (document);
  network = wf_document_get_network (document);
  wf_figure_get_link (network, 0, &other_from, &other_to, NULL, NULL);
  g_assert_cmpuint (other_from, ==, to);
  g_assert_cmpuint (other_to, ==, from);
  g_assert_true (gtk_revealer_get_reveal_child (find_banner (window)));
  gtk_toggle_button_set_active (find_toggle (pictures, "Causes"), TRUE);
  wf_test_wait_idle (document);
  g_assert_false (gtk_revealer_get_reveal_child (find_banner (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A picture of something else isn't left to be clicked on: its cards would stand for other steps. */
static void
test_other_picture (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *path = wf_test_sample ("failed-run.json");
  g_autofree char *other = g_build_filename (g_get_tmp_dir (), "wherefore-short-run.json", NULL);
  WfLayout *layout;

  g_assert_true (g_file_set_contents (other, "{\"history\":[{\"content\":\"a\",\"name\":\"A\"}]}", -1, NULL));
  g_assert_true (wf_test_load (document, path, NULL));
  show (document, WF_BLAME_CAUSES);
  layout = wf_document_get_network_layout (document);
  wf_document_select_step (document, 5);
  g_assert_true (wf_document_get_network_layout (document) == layout);
  wf_document_set_run_view (document, WF_BLAME_AGENTS);
  g_assert_null (wf_document_get_network (document));
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_network (document));
  show (document, WF_BLAME_CAUSES);
  g_assert_true (wf_test_load (document, other, NULL));
  g_assert_null (wf_document_get_network (document));
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_figure_get_n_network_nodes (wf_document_get_network (document)), ==, 1);
}

/* A repair moves the numbers of the steps after it; the picture stays where it is. */
static void
test_repair (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  WfLayout *layout;
  const WfNetworkNode *node;

  show (document, WF_BLAME_CAUSES);
  layout = wf_document_get_network_layout (document);
  wf_document_repair_step (document, 1, 0);
  g_assert_true (wf_document_get_network_layout (document) == layout);
  node = wf_figure_get_network_node (wf_document_get_network (document), 2);
  g_assert_cmpuint (node->index, ==, 2);
  g_assert_cmpfloat (node->share, <, node->before);
  g_assert_true (wf_figure_get_network_node (wf_document_get_network (document), 1)->is_repaired);
  g_assert_true (isnan (wf_figure_get_network_node (wf_document_get_network (document), 0)->before));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Agents that use their own words are drawn with a loop; choosing one goes to its most blamed step. */
static void
test_agents (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  WfTrace *trace = wf_document_get_trace (document);
  WfFigure *network;
  gboolean has_loop = FALSE;

  show (document, WF_BLAME_AGENTS);
  network = wf_document_get_network (document);
  g_assert_cmpuint (wf_figure_get_n_network_nodes (network), ==,
                    g_strv_length ((char **) wf_trace_get_agents (trace)));
  for (gsize l = 0; l < wf_figure_get_n_links (network); l++)
    {
      guint from, to;

      wf_figure_get_link (network, l, &from, &to, NULL, NULL);
      has_loop = has_loop || from == to;
    }
  g_assert_true (has_loop);
  wf_document_select_step (document, -1);
  g_signal_emit_by_name (find_node (window, wf_trace_get_agent_index (trace, 1)), "chosen");
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The scale once it stays: fitting follows the size that the window is given, on a busy machine a while
 * later. */
static double
settle (WfNetworkLayer *layer)
{
  double scale = -1.0;

  for (guint i = 0; i < 25 && wf_network_layer_get_scale (layer) != scale; i++)
    {
      scale = wf_network_layer_get_scale (layer);
      wf_test_run_loop (200);
    }
  return scale;
}

static void
test_zoom (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  WfNetworkLayer *layer;
  double fitted;

  show (document, WF_BLAME_CAUSES);
  wf_test_run_loop (200);
  layer = WF_NETWORK_LAYER (wf_test_find (GTK_WIDGET (window), WF_TYPE_NETWORK_LAYER));
  fitted = settle (layer);
  g_assert_cmpfloat (fitted, >=, 0.35);
  g_assert_cmpfloat (fitted, <=, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.zoom-in", NULL);
  g_assert_cmpfloat (wf_network_layer_get_scale (layer), >, fitted);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.zoom-normal", NULL);
  g_assert_cmpfloat (wf_network_layer_get_scale (layer), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.zoom-fit", NULL);
  wf_test_run_loop (200);
  g_assert_cmpfloat_with_epsilon (settle (layer), fitted, 1e-9);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  WfWindow *window = open_sample (360);

  show (wf_window_get_document (window), WF_BLAME_DEPENDENCIES);
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  g_test_add_func ("/run-pictures/steps", test_steps);
  g_test_add_func ("/run-pictures/directions", test_directions);
  g_test_add_func ("/run-pictures/other-picture", test_other_picture);
  g_test_add_func ("/run-pictures/repair", test_repair);
  g_test_add_func ("/run-pictures/agents", test_agents);
  g_test_add_func ("/run-pictures/zoom", test_zoom);
  g_test_add_func ("/run-pictures/narrow", test_narrow);
  return g_test_run ();
}
