/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The string diagram in the window: from a table of eight numbers to the answer, as a user goes. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"
#include "app/diagram-canvas.h"
#include "app/diagram-panel.h"
#include "app/diagram-sidebar.h"
#include "app/diagram-stepper.h"
#include "app/diagram-steps.h"
#include "app/diagram-table.h"
#include "app/diagram-view.h"
#include "app/empty-page.h"
#include "app/page.h"
#include "core/base/error.h"

static void
load_text (WfDocument *document, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  wf_test_load (document, path, &error);
  g_assert_no_error (error);
  g_remove (path);
}

static void
load_smoking (WfDocument *document, const char *graph)
{
  g_autofree char *table = wf_test_sample ("smoking-tar-cancer.csv");
  g_autofree char *sample = wf_test_sample ("smoking-tar-cancer.dot");
  g_autoptr (GError) error = NULL;

  wf_test_load (document, table, &error);
  g_assert_no_error (error);
  if (graph != NULL)
    load_text (document, "wherefore-diagram.dot", graph);
  else
    wf_test_load (document, sample, &error);
  g_assert_no_error (error);
}

static WfDocument *
smoking_new (const char *graph)
{
  WfDocument *document = wf_document_new ();

  load_smoking (document, graph);
  wf_document_set_front (document, "diagram");
  wf_test_wait_idle (document);
  return document;
}

static guint
find_node (WfDocument *document, const char *name)
{
  gssize node = wf_graph_find_node (wf_document_get_graph (document), name);

  g_assert_cmpint (node, >=, 0);
  return (guint) node;
}

static WfDiagramAnswer *
cut (WfDocument *document, const char *name)
{
  wf_document_cut (document, find_node (document, name));
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_diagram_problem (document));
  return wf_document_get_diagram (document);
}

/* the rows of the outcome "yes", of a treatment of two states */
static void
assert_numbers (const double *values, double no, double yes)
{
  g_assert_nonnull (values);
  g_assert_cmpfloat_with_epsilon (values[1], no, 5e-5);
  g_assert_cmpfloat_with_epsilon (values[3], yes, 5e-5);
}

/* sheet 02: 0.8095 seen, 0.7465 after the cut */
static void
test_smoking (void)
{
  g_autoptr (WfDocument) document = smoking_new (NULL);
  WfDiagramAnswer *answer = wf_document_get_diagram (document);

  g_assert_nonnull (answer);
  g_assert_null (answer->treatment);
  g_assert_null (wf_document_get_model (document));
  answer = cut (document, "Smoking");
  g_assert_cmpstr (answer->treatment, ==, "Smoking");
  g_assert_cmpstr (answer->outcome, ==, "Cancer");
  assert_numbers (answer->seen, 0.3243, 0.8095);
  assert_numbers (answer->effect, 0.4577, 0.7465);
  g_assert_null (answer->cut);
  g_assert_nonnull (strstr (answer->cut_problem, "hides"));
  g_assert_cmpint (wf_bridge_get_kind (answer->bridge), ==, WF_BRIDGE_COMB);
  g_assert_cmpuint (answer->sources->len, ==, 3);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Cut Smoking");
  wf_document_set_outcome (document, "Tar");
  wf_test_wait_idle (document);
  answer = wf_document_get_diagram (document);
  g_assert_cmpstr (answer->outcome, ==, "Tar");
  /* nothing hidden is a cause of both: what is seen is what the cut does */
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (answer->effect[i], answer->seen[i], 1e-12);
  wf_document_undo (document);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_diagram (document)->treatment);
  g_assert_cmpint (wf_document_find_cut (document, find_node (document, "Smoking")), ==, -1);
}

/* the graph knows the cut, too: its node is set, the arrow into it is cut; no other world moves the boxes */
static void
test_shared (void)
{
  g_autoptr (WfDocument) document = smoking_new (NULL);
  guint node = find_node (document, "Smoking"), hidden = find_node (document, "H");
  gssize edge = wf_graph_find_edge (wf_document_get_graph (document), hidden, node);
  g_autoptr (WfWiring) before = wf_wiring_ref (wf_document_get_diagram (document)->wiring);
  g_autoptr (WfIntervention) set = wf_intervention_new_level ("Smoking", "yes");
  WfDiagramAnswer *answer = cut (document, "Smoking");
  double x, y, width, height, other_x, other_y;

  g_assert_true (wf_figure_get_node_flags (wf_document_get_figure (document), node) & WF_NODE_SET);
  g_assert_true (wf_figure_get_node_flags (wf_document_get_figure (document), hidden) & WF_NODE_LATENT);
  g_assert_true (wf_figure_is_edge_cut (wf_document_get_figure (document), (gsize) edge));
  for (guint box = 0; box < wf_diagram_get_n_boxes (answer->observed); box++)
    {
      wf_wiring_get_box (before, box, &x, &y, &width, &height);
      wf_wiring_get_box (answer->wiring, box, &other_x, &other_y, &width, &height);
      g_assert_cmpfloat_with_epsilon (x, other_x, 1e-9);
      g_assert_cmpfloat_with_epsilon (y, other_y, 1e-9);
    }
  /* switched off in the strip of worlds, mended here; set to a value, it is a cut as well */
  wf_document_set_intervention_active (document, 0, FALSE);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_diagram (document)->treatment);
  g_assert_false (wf_figure_get_node_flags (wf_document_get_figure (document), node) & WF_NODE_SET);
  wf_document_intervene (document, set);
  wf_test_wait_idle (document);
  g_assert_cmpstr (wf_document_get_diagram (document)->treatment, ==, "Smoking");
  wf_document_mend (document, node);
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
}

static void
test_not_computable (void)
{
  g_autoptr (WfDocument) document =
      smoking_new ("digraph { H [latent=true]; H -> Smoking; H -> Cancer; Smoking -> Cancer; Tar; }");
  WfDiagramAnswer *answer = cut (document, "Smoking");
  const char *const *path;

  g_assert_cmpint (wf_bridge_get_kind (answer->bridge), ==, WF_BRIDGE_NONE);
  g_assert_null (answer->effect);
  assert_numbers (answer->seen, 0.3243, 0.8095);
  path = wf_bridge_get_path (answer->bridge);
  g_assert_cmpstr (path[0], ==, "Smoking");
  g_assert_cmpstr (path[1], ==, "H");
  g_assert_cmpstr (path[2], ==, "Cancer");
  g_assert_null (answer->sources);
}

#define OBSERVED "digraph { Smoking -> Tar; Smoking -> Cancer; Tar -> Cancer; }"

/* one table changed by hand: the cut follows, also in the graph, and there is a way back */
static void
test_table (void)
{
  g_autoptr (WfDocument) document = smoking_new (OBSERVED);
  WfDiagramAnswer *answer = cut (document, "Smoking");
  guint node = find_node (document, "Cancer"), smoking = find_node (document, "Smoking");
  g_autoptr (WfModel) fitted = wf_model_ref (wf_document_get_model (document));
  g_autoptr (WfReport) report = NULL;
  const double certain[] = { 0, 1, 0, 1, 0, 1, 0, 1 }, wrong[] = { 1, 1, 0, 1, 0, 1, 0, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (answer->cut);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (answer->effect[i], answer->seen[i], 1e-12);
  g_assert_false (wf_document_set_table (document, node, wrong, 8, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_true (wf_document_set_table (document, node, certain, 8, &error));
  g_assert_no_error (error);
  wf_test_wait_idle (document);
  g_assert_true (wf_document_is_table_changed (document, node));
  g_assert_false (wf_document_is_table_changed (document, smoking));
  assert_numbers (wf_document_get_diagram (document)->cut, 1, 1);
  report = wf_document_dup_report (document, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (wf_provenance_get_command (wf_report_get_provenance (report)),
                                   "changed by hand: Cancer"));
  g_assert_cmpfloat_with_epsilon (
      wf_marginal_get_probabilities (wf_effect_get_after (wf_document_get_effect (document), node), NULL)[1],
      1, 1e-12);
  wf_document_restore_table (document, node);
  wf_test_wait_idle (document);
  g_assert_true (wf_document_get_model (document) == fitted);
  g_assert_false (wf_document_is_table_changed (document, node));
  wf_document_undo (document);
  g_assert_true (wf_document_is_table_changed (document, node));
  wf_document_undo (document);
  g_assert_false (wf_document_is_table_changed (document, node));
  wf_test_wait_idle (document);
}

/* ---- in the window ---- */

static WfWindow *
window_new (int width, const char *graph)
{
  WfWindow *window = wf_test_window_new (width, 800);
  WfDocument *document = wf_window_get_document (window);

  load_smoking (document, graph);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "diagram");
  wf_test_wait_idle (document);
  wf_test_run_loop (300);
  return window;
}

static WfDiagramCanvas *
find_canvas (WfWindow *window)
{
  return WF_DIAGRAM_CANVAS (wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_CANVAS));
}

/* in pixels of the canvas: the middle of a branch into a box */
static void
find_branch (WfDiagramCanvas *canvas, gint box, double *x, double *y)
{
  WfDiagramLayer *layer = wf_diagram_canvas_get_layer (canvas);
  WfFigure *figure = wf_diagram_layer_get_figure (layer);
  graphene_point_t point;

  for (guint w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    for (guint t = 0; t < wf_figure_get_wiring_wire (figure, w)->n_targets; t++)
      if (wf_figure_get_wiring_wire (figure, w)->targets[t].box == box)
        {
          wf_wiring_get_badge (wf_diagram_layer_get_wiring (layer), w, t, x, y);
          g_assert_true (gtk_widget_compute_point (GTK_WIDGET (layer), GTK_WIDGET (canvas),
                                                   &GRAPHENE_POINT_INIT ((float) *x, (float) *y), &point));
          *x = point.x;
          *y = point.y;
          return;
        }
  g_assert_not_reached ();
}

static gboolean
is_still (gpointer layer)
{
  return !wf_diagram_layer_is_animated (layer);
}

/* by clicking alone: the wire into the box, then the numbers; the ghost's wire mends it */
static void
test_click (void)
{
  WfWindow *window = window_new (1280, NULL);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramCanvas *canvas = find_canvas (window);
  WfDiagramLayer *layer = wf_diagram_canvas_get_layer (canvas);
  gint box = wf_diagram_canvas_find_box (canvas, find_node (document, "Smoking")), target;
  double x, y;

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (canvas)));
  g_assert_cmpint (box, >=, 0);
  find_branch (canvas, box, &x, &y);
  wf_diagram_canvas_hover (canvas, x, y);
  g_assert_cmpint (wf_diagram_layer_get_hovered (layer, &target), >=, 0);
  wf_diagram_canvas_click (canvas, x, y);
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_document_find_cut (document, find_node (document, "Smoking")), ==, 0);
  wf_test_wait (is_still, layer);
  g_assert_true (wf_test_says (GTK_WIDGET (window), "What does Smoking do?"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "Computable from the data"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "0.747"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "0.458"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "Smoking → Tar → Cancer"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "cut Smoking")); /* in the strip of worlds */
  g_assert_cmpint (wf_figure_get_wiring_box (wf_diagram_layer_get_figure (layer), (gsize) box)->kind, ==,
                   WF_WIRING_GHOST);
  find_branch (canvas, box, &x, &y);
  wf_diagram_canvas_click (canvas, x, y);
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_document_find_cut (document, find_node (document, "Smoking")), ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
press (WfDiagramCanvas *canvas, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (canvas));
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_handled);
    }
  return is_handled;
}

static void
test_keyboard (void)
{
  WfWindow *window = window_new (1280, OBSERVED);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramCanvas *canvas = find_canvas (window);
  WfDiagramLayer *layer = wf_diagram_canvas_get_layer (canvas);
  gint box = wf_diagram_canvas_find_box (canvas, find_node (document, "Smoking"));
  GtkWidget *first = wf_diagram_layer_get_box (layer, (guint) box);

  g_assert_true (gtk_widget_grab_focus (first));
  g_assert_true (press (canvas, GDK_KEY_Up));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) != first);
  g_assert_true (press (canvas, GDK_KEY_Down));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == first);
  g_assert_true (press (canvas, GDK_KEY_Return));
  g_assert_cmpint (wf_document_get_selected_node (document), ==, find_node (document, "Smoking"));
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (window)))); /* in the table */
  g_assert_true (gtk_widget_grab_focus (first));
  g_assert_true (press (canvas, GDK_KEY_space));
  g_assert_cmpint (wf_document_get_selected_node (document), ==, -1);
  g_assert_true (press (canvas, GDK_KEY_x));
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_document_find_cut (document, find_node (document, "Smoking")), ==, 0);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == wf_diagram_layer_get_box (layer, (guint) box));
  g_assert_true (press (canvas, GDK_KEY_Delete));
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_document_find_cut (document, find_node (document, "Smoking")), ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* typing a number changes the others of its row; what is none is said in place */
static void
test_typing (void)
{
  WfWindow *window = window_new (1280, OBSERVED);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramTable *table = WF_DIAGRAM_TABLE (wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_TABLE));
  guint node = find_node (document, "Tar");
  const double *cpt;
  gsize n;

  wf_document_select_node (document, node);
  wf_test_run_loop (100);
  g_assert_false (wf_diagram_table_type (table, 0, "ninety"));
  g_assert_true (wf_test_says (GTK_WIDGET (table), "from 0 to 1"));
  g_assert_false (wf_diagram_table_type (table, 0, "1.5"));
  g_assert_false (wf_document_is_table_changed (document, node));
  g_assert_true (wf_diagram_table_type (table, 2, "0.25"));
  wf_test_wait_idle (document);
  cpt = wf_model_get_cpt (wf_document_get_model (document), node, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpfloat (cpt[2], ==, 0.25);
  g_assert_cmpfloat_with_epsilon (cpt[3], 0.75, 1e-15);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Change the table of Tar");
  wf_test_run_loop (100);
  g_assert_true (wf_test_says (GTK_WIDGET (table), "changed by hand"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_steps (void)
{
  WfWindow *window = window_new (1280, OBSERVED);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramStepper *stepper =
      WF_DIAGRAM_STEPPER (wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_STEPPER));
  GtkWidget *panel = wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_PANEL);
  WfDiagramSteps *steps;

  cut (document, "Smoking");
  g_object_set (panel, "is-stepping", TRUE, NULL);
  wf_test_wait_idle (document);
  steps = wf_document_get_steps (document);
  g_assert_nonnull (steps);
  g_assert_cmpuint (wf_diagram_steps_get_n (steps), >, 2);
  for (gsize i = 0; i < wf_diagram_steps_get_n (steps); i++)
    g_assert_cmpuint (strlen (wf_diagram_steps_get_text (steps, i)), >, 10);
  g_assert_false (wf_diagram_stepper_go (stepper, -1));
  g_assert_true (wf_diagram_stepper_go (stepper, 1));
  g_assert_true (wf_test_says (GTK_WIDGET (stepper), "Step 2 of"));
  g_assert_true (wf_diagram_layer_get_figure (wf_diagram_canvas_get_layer (find_canvas (window))) ==
                 wf_diagram_steps_get_figure (steps, 1));
  g_object_set (panel, "is-stepping", FALSE, NULL);
  g_assert_true (wf_diagram_layer_get_figure (wf_diagram_canvas_get_layer (find_canvas (window))) ==
                 wf_document_get_diagram (document)->figure);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* what is hidden can't be summed out: the comb does without it */
static void
test_steps_of_comb (void)
{
  g_autoptr (WfDocument) document = smoking_new (NULL);
  WfDiagramSteps *steps;
  gsize n;

  cut (document, "Smoking");
  wf_document_want_steps (document, TRUE);
  wf_test_wait_idle (document);
  steps = wf_document_get_steps (document);
  g_assert_nonnull (steps);
  n = wf_diagram_steps_get_n (steps);
  g_assert_cmpuint (n, >=, 4);
  g_assert_nonnull (strstr (wf_diagram_steps_get_text (steps, n - 3), "P(Tar | Smoking)"));
  g_assert_nonnull (
      strstr (wf_diagram_steps_get_text (steps, n - 2), "P(Smoking), P(Cancer | Smoking, Tar)"));
  g_assert_nonnull (strstr (wf_diagram_steps_get_text (steps, n - 1), "0.747"));
  g_assert_true (wf_diagram_steps_get_wiring (steps, n - 1) == wf_document_get_diagram (document)->wiring);
}

/* the path that stands in the way is shown in both pictures */
static void
test_path (void)
{
  WfWindow *window =
      window_new (1280, "digraph { H [latent=true]; H -> Smoking; H -> Cancer; Smoking -> Cancer; Tar; }");
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *panel = wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_PANEL);
  WfDiagramLayer *layer = wf_diagram_canvas_get_layer (find_canvas (window));
  WfFigure *figure;
  gsize n_strong = 0;

  cut (document, "Smoking");
  wf_test_run_loop (100);
  g_assert_true (wf_test_says (panel, "Not computable"));
  g_assert_true (wf_test_says (panel, "is between"));
  g_object_set (panel, "shows-path", TRUE, NULL);
  figure = wf_diagram_layer_get_figure (layer);
  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    n_strong += wf_figure_get_wiring_wire_emphasis (figure, w) == WF_EMPHASIS_STRONG;
  g_assert_cmpuint (n_strong, ==, 1); /* the hidden wire, into both */
  g_object_set (panel, "shows-path", FALSE, NULL);
  g_assert_true (wf_diagram_layer_get_figure (layer) == wf_document_get_diagram (document)->figure);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* numbers: lines where the model is of lines, else intervals, and the window says so */
static void
test_numbers (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramAnswer *answer;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "diagram");
  wf_test_wait_idle (document);
  wf_document_set_bins (document, 4);
  answer = cut (document, "cache");
  g_assert_nonnull (answer->binned);
  g_assert_cmpuint (
      wf_diagram_get_n_levels (answer->observed, (guint) wf_diagram_find_object (answer->observed, "cache")),
      ==, 4);
  wf_test_run_loop (100);
  g_assert_true (wf_test_says (GTK_WIDGET (window), "cut into 4 intervals"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  WfWindow *window;

  wf_test_load_style ();
  window = window_new (360, NULL);
  wf_document_select_node (wf_window_get_document (window),
                           find_node (wf_window_get_document (window), "Smoking"));
  cut (wf_window_get_document (window), "Smoking");
  wf_test_run_loop (100);
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- what a screen reader is told, what moves ---- */

static void
test_relations (void)
{
  WfWindow *window = window_new (1280, NULL);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramCanvas *canvas = find_canvas (window);
  WfDiagramLayer *layer = wf_diagram_canvas_get_layer (canvas);
  gint tar = wf_diagram_canvas_find_box (canvas, find_node (document, "Tar"));
  gint cancer = wf_diagram_canvas_find_box (canvas, find_node (document, "Cancer"));

  g_assert_true (gtk_test_accessible_has_relation (
      GTK_ACCESSIBLE (wf_diagram_layer_get_box (layer, (guint) tar)), GTK_ACCESSIBLE_RELATION_FLOW_TO));
  g_assert_false (gtk_test_accessible_has_relation (
      GTK_ACCESSIBLE (wf_diagram_layer_get_box (layer, (guint) cancer)), GTK_ACCESSIBLE_RELATION_FLOW_TO));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* a cut and a mended cut are animated, another figure of the same boxes isn't */
static void
test_animated (void)
{
  WfWindow *window = window_new (1280, NULL);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramLayer *layer = wf_diagram_canvas_get_layer (find_canvas (window));
  g_autoptr (WfFigure) whole = wf_figure_ref (wf_document_get_diagram (document)->figure);
  g_autoptr (WfWiring) wiring = wf_wiring_ref (wf_document_get_diagram (document)->wiring);
  WfDiagramAnswer *answer = cut (document, "Smoking");

  wf_test_wait (is_still, layer);
  wf_diagram_layer_set_figure (layer, whole, wiring);
  g_assert_true (wf_diagram_layer_is_animated (layer));
  wf_test_wait (is_still, layer);
  wf_diagram_layer_set_figure (layer, whole, wiring);
  g_assert_false (wf_diagram_layer_is_animated (layer));
  wf_diagram_layer_set_figure (layer, answer->figure, answer->wiring);
  g_assert_true (wf_diagram_layer_is_animated (layer));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- zoom, and many boxes ---- */

#define MANY 300

static void
assert_in_the_middle (WfDiagramCanvas *canvas, const char *name)
{
  gssize node = wf_graph_find_node (
      wf_document_get_graph (wf_window_get_document (WF_WINDOW (gtk_widget_get_root (GTK_WIDGET (canvas))))),
      name);
  GtkWidget *box = wf_diagram_layer_get_box (wf_diagram_canvas_get_layer (canvas),
                                             (guint) wf_diagram_canvas_find_box (canvas, node));
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (box, GTK_WIDGET (canvas), &bounds));
  g_assert_cmpfloat_with_epsilon (bounds.origin.x + bounds.size.width / 2,
                                  gtk_widget_get_width (GTK_WIDGET (canvas)) / 2.0, 2);
  g_assert_cmpfloat_with_epsilon (bounds.origin.y + bounds.size.height / 2,
                                  gtk_widget_get_height (GTK_WIDGET (canvas)) / 2.0, 2);
}

static void
test_many (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  g_autoptr (GString) dot = g_string_new ("digraph {");
  WfDiagramCanvas *canvas;
  GtkWidget *find;
  double zoom;

  for (int i = 0; i < MANY; i++)
    g_string_append_printf (dot, " v%d -> w%d;", i, i);
  g_string_append (dot, " }");
  load_text (document, "wherefore-many.dot", dot->str);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "diagram");
  wf_test_wait_idle (document);
  wf_test_run_loop (400);
  canvas = find_canvas (window);
  zoom = wf_page_get_zoom (wf_window_get_page (window));
  g_assert_cmpfloat (zoom, ==, wf_diagram_canvas_get_zoom (canvas));
  g_assert_cmpfloat (zoom, <, 0.05); /* all of it is there */
  wf_diagram_canvas_set_zoom (canvas, zoom / 4);
  g_assert_cmpfloat (wf_diagram_canvas_get_zoom (canvas), ==, zoom); /* and never smaller */
  find = wf_test_find (wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_SIDEBAR), GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_get_mapped (find));
  gtk_editable_set_text (GTK_EDITABLE (find), "W29");
  wf_test_run_loop (500);
  g_assert_cmpint (wf_document_get_selected_node (document), ==, find_node (document, "w29"));
  g_assert_cmpfloat (wf_page_get_zoom (wf_window_get_page (window)), >, 0.5);
  assert_in_the_middle (canvas, "w29");
  g_signal_emit_by_name (find, "activate");
  g_assert_cmpint (wf_document_get_selected_node (document), ==, find_node (document, "w290"));
  g_signal_emit_by_name (find, "previous-match");
  g_assert_cmpint (wf_document_get_selected_node (document), ==, find_node (document, "w29"));
  gtk_editable_set_text (GTK_EDITABLE (find), "nothing of that name");
  wf_test_run_loop (500);
  g_assert_true (gtk_widget_has_css_class (find, "error"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- pictures ---- */

static void
assert_begins (const WfPicture *picture, const char *ending, const char *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = wf_picture_draw (picture, ending, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 100);
  g_assert_cmpint (memcmp (g_bytes_get_data (bytes, NULL), first, strlen (first)), ==, 0);
}

static void
test_picture (void)
{
  WfWindow *window = window_new (1280, NULL);
  WfDocument *document = wf_window_get_document (window);
  WfPage *page = wf_window_get_page (window);
  g_autoptr (WfPicture) picture = NULL;
  g_autoptr (WfPicture) plain = NULL;
  g_autoptr (WfPicture) graph = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));

  cut (document, "Smoking");
  wf_test_run_loop (100);
  picture = wf_page_make_picture (page);
  assert_begins (picture, "svg", "<?xml");
  assert_begins (picture, "PDF", "%PDF");
  assert_begins (picture, "png", "\x89PNG");
  assert_begins (picture, "tikz", "\\begin{tikzpicture}");
  bytes = wf_picture_draw (picture, "gif", &error);
  g_assert_null (bytes);
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_cmpint (wf_figure_get_wiring_box (picture->figure, 0)->region, !=,
                   WF_WIRING_REGION_NONE); /* H is in f */
  g_object_set (wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_VIEW), "shows-regions", FALSE, NULL);
  plain = wf_page_make_picture (page);
  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (plain->figure); i++)
    g_assert_cmpint (wf_figure_get_wiring_box (plain->figure, i)->region, ==, WF_WIRING_REGION_NONE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-picture", NULL);
  for (int i = 0;
       i < 50 && !gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE);
       i++)
    wf_test_run_loop (100);
  g_assert_true (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "image/svg+xml"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "graph");
  graph = wf_page_make_picture (page);
  g_assert_true (graph->layout == wf_document_get_layout (document)); /* as it is arranged */
  assert_begins (graph, "svg", "<?xml");
  assert_begins (graph, "tikz", "% needs");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "table");
  g_assert_null (wf_page_make_picture (page));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- how it is looked at, in a project ---- */

static void
test_regions_are_kept (void)
{
  WfWindow *window = window_new (1280, NULL);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *view = wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_VIEW);
  GtkWidget *regions = wf_test_find (GTK_WIDGET (wf_window_get_page (window)), GTK_TYPE_SWITCH);
  GVariant *saved;
  gboolean is_on;

  gtk_switch_set_active (GTK_SWITCH (regions), FALSE);
  g_signal_emit_by_name (document, "save-view");
  saved = wf_document_get_view (document, "regions", G_VARIANT_TYPE_BOOLEAN);
  g_assert_nonnull (saved);
  g_assert_false (g_variant_get_boolean (saved));
  wf_document_set_view (document, "regions", g_variant_new_boolean (TRUE));
  g_signal_emit_by_name (document, "restore-view");
  g_object_get (view, "shows-regions", &is_on, NULL);
  g_assert_true (is_on);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- the story ---- */

/* the last card of a story on the first page */
static GtkWidget *
find_story (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "story") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *inside = find_story (child);

      found = inside ? inside : found;
    }
  return found;
}

static void
test_story (void)
{
  WfWindow *window = wf_window_new (NULL);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *story = find_story (GTK_WIDGET (window));

  g_assert_nonnull (story);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_emit_by_name (story, "clicked");
  for (int i = 0; i < 100 && wf_document_get_diagram (document) == NULL; i++)
    wf_test_run_loop (50);
  g_assert_nonnull (wf_document_get_diagram (document));
  g_assert_cmpstr (wf_page_get_view (wf_window_get_page (window)), ==, "diagram");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/diagram/smoking", test_smoking);
  g_test_add_func ("/diagram/shared", test_shared);
  g_test_add_func ("/diagram/not-computable", test_not_computable);
  g_test_add_func ("/diagram/table", test_table);
  g_test_add_func ("/diagram/click", test_click);
  g_test_add_func ("/diagram/keyboard", test_keyboard);
  g_test_add_func ("/diagram/typing", test_typing);
  g_test_add_func ("/diagram/steps", test_steps);
  g_test_add_func ("/diagram/steps-of-comb", test_steps_of_comb);
  g_test_add_func ("/diagram/path", test_path);
  g_test_add_func ("/diagram/numbers", test_numbers);
  g_test_add_func ("/diagram/narrow", test_narrow);
  g_test_add_func ("/diagram/relations", test_relations);
  g_test_add_func ("/diagram/animated", test_animated);
  g_test_add_func ("/diagram/many", test_many);
  g_test_add_func ("/diagram/picture", test_picture);
  g_test_add_func ("/diagram/regions-are-kept", test_regions_are_kept);
  g_test_add_func ("/diagram/story", test_story);
  return g_test_run ();
}
