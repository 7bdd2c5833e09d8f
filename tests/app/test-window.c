/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>

#include "app-test.h"
#include "app/box-widget.h"
#include "app/inspector-rows.h"
#include "app/inspector.h"
#include "app/judge-page.h"
#include "app/params-form.h"
#include "app/preferences.h"
#include "app/settings.h"
#include "app/table-view.h"
#include "app/variables-pane.h"
#include "app/window-private.h"

static guint
node_of (WfWindow *window, const char *name)
{
  return wf_graph_find_node (wf_document_get_graph (wf_window_get_document (window)), name);
}

/* the value control sets, and the effect arrives in the list */
static void
test_inspector (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *inspector = wf_test_find (GTK_WIDGET (window), WF_TYPE_INSPECTOR);
  GtkWidget *entry, *scale;

  g_assert_nonnull (inspector);
  wf_document_select_node (document, node_of (window, "cache"));
  entry = wf_test_find (inspector, GTK_TYPE_ENTRY);
  scale = wf_test_find (inspector, GTK_TYPE_SCALE);
  g_assert_true (gtk_widget_get_visible (entry));
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "ninety");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), " 90 ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  g_assert_cmpfloat (wf_intervention_get_value (wf_document_get_intervention (document, 0)), ==, 90);
  wf_test_wait_idle (document);
  g_assert_true (wf_effect_is_affected (wf_document_get_effect (document), node_of (window, "hits")));
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (scale)), 90, 1e-9);
  gtk_range_set_value (GTK_RANGE (scale), 50);
  g_assert_cmpfloat_with_epsilon (wf_intervention_get_value (wf_document_get_intervention (document, 0)), 50,
                                  0.5);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A variable with dates shows and takes dates, and is shifted by days. */
static void
test_dates (void)
{
  WfWindow *window = g_object_new (WF_TYPE_WINDOW, NULL);
  WfDocument *document = wf_window_get_document (window);
  g_autoptr (GString) text = g_string_new ("when,load\n");
  g_autofree char *table = g_build_filename (g_get_tmp_dir (), "days.csv", NULL);
  g_autofree char *graph = g_build_filename (g_get_tmp_dir (), "days.dot", NULL);
  g_autoptr (WfIntervention) shift = wf_intervention_new_date ("when", WF_INTERVENTION_SHIFT, 0);
  g_autofree char *source = NULL;
  GtkWidget *inspector, *entry, *scale;

  for (int i = 0; i < 300; i++)
    g_string_append_printf (text, "20%02d-%02d-%02d,%d\n", 20 + i / 100, 1 + i % 12, 1 + i % 28, i + i % 7);
  g_assert_true (g_file_set_contents (table, text->str, -1, NULL));
  g_assert_true (g_file_set_contents (graph, "digraph { when -> load }", -1, NULL));
  g_assert_true (wf_test_load (document, table, NULL));
  g_assert_true (wf_test_load (document, graph, NULL));
  wf_test_wait_idle (document);
  wf_document_select_node (document, node_of (window, "when"));
  inspector = wf_test_find (GTK_WIDGET (window), WF_TYPE_INSPECTOR);
  entry = wf_test_find (inspector, GTK_TYPE_ENTRY);
  scale = wf_test_find (inspector, GTK_TYPE_SCALE);
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (entry)), "2021-"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "2021");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "2021-03-01");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  g_assert_cmpfloat (wf_intervention_get_value (wf_document_get_intervention (document, 0)), ==, 1614556800);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Set when = 2021-03-01");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "2021-03-01");
  gtk_range_set_value (GTK_RANGE (scale), 1609502399); /* noon of a day: whole days are set */
  source = wf_intervention_to_source (wf_document_get_intervention (document, 0));
  g_assert_cmpstr (source, ==, "when=2021-01-01");
  wf_document_intervene (document, shift);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0 s");
  gtk_editable_set_text (GTK_EDITABLE (entry), "7");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpfloat (wf_intervention_get_value (wf_document_get_intervention (document, 0)), ==, 7 * 86400);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "7 days");
  wf_test_wait_idle (document);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* undo while the entry has the focus: it shows the value that is, not the one that was typed */
static void
test_entry_follows_undo (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *entry;
  g_autofree char *before = NULL;

  wf_document_select_node (document, node_of (window, "cache"));
  entry = wf_test_find (wf_test_find (GTK_WIDGET (window), WF_TYPE_INSPECTOR), GTK_TYPE_ENTRY);
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_assert_true (
      wf_inspector_focus_value (WF_INSPECTOR (wf_test_find (GTK_WIDGET (window), WF_TYPE_INSPECTOR))));
  gtk_editable_set_text (GTK_EDITABLE (entry), "90");
  g_signal_emit_by_name (entry, "activate");
  wf_test_wait_idle (document);
  wf_document_undo (document);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, before);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* a second file while the first is being looked at or read: the last one wins */
static void
test_open_twice (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  g_autofree char *table = wf_test_sample ("smoking-tar-cancer.csv");
  g_autofree char *log = wf_test_sample ("failed-run.json");
  g_autoptr (GFile) file = g_file_new_for_path (table);

  wf_window_open (window, file);
  wf_test_open (window, log);
  wf_test_run_loop (300);
  g_assert_nonnull (wf_document_get_trace (wf_window_get_document (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_file (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* the window closes while its report is being written: it is written all the same */
static void
test_export_outlives_window (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "report.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  wf_window_export (window, file);
  gtk_window_destroy (GTK_WINDOW (window));
  wf_test_wait (has_file, path);
  wf_test_run_loop (200);
  g_remove (path);
}

static void
test_effects_fall (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  double last = INFINITY;
  guint n_rows = 0;
  gsize n_below, n_causes;
  G_GNUC_UNUSED g_autofree guint *below =
      wf_graph_list_descendants (wf_document_get_graph (document), node_of (window, "traffic"), &n_below);
  G_GNUC_UNUSED g_autofree guint *causes =
      wf_graph_list_parents (wf_document_get_graph (document), node_of (window, "db_load"), &n_causes);

  g_assert_cmpuint (n_below, >, 2);
  g_assert_cmpuint (n_causes, >, 0);
  wf_test_set (document, "traffic=700");
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_inspector_fill_effects (GTK_BOX (box), document, node_of (window, "traffic")), ==,
                    n_below);
  for (GtkWidget *row = gtk_widget_get_first_child (box); row; row = gtk_widget_get_next_sibling (row))
    {
      guint node = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "node"));
      WfEffect *effect = wf_document_get_effect (document);
      double distance =
          wf_inspector_distance (wf_effect_get_before (effect, node), wf_effect_get_after (effect, node));

      g_assert_cmpfloat (distance, <=, last);
      last = distance;
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, n_below);
  g_assert_cmpuint (wf_inspector_fill_causes (GTK_BOX (box), document, node_of (window, "db_load")), ==,
                    n_causes);
  g_object_unref (box);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  g_autofree char *label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, "no such name");
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  return (label && !g_str_equal (label, "undefined")) || has_text (widget) || (tooltip && *tooltip);
}

/* what the toolkit makes inside its own widgets is named by the widget around it */
static gboolean
is_internal (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent; parent = gtk_widget_get_parent (parent))
    if (GTK_IS_SCROLLBAR (parent) || GTK_IS_WINDOW_CONTROLS (parent) || ADW_IS_SPLIT_BUTTON (parent) ||
        GTK_IS_MENU_BUTTON (parent) || GTK_IS_SPIN_BUTTON (parent) || GTK_IS_POPOVER_MENU (parent) ||
        GTK_IS_ENTRY (parent) || ADW_IS_COMBO_ROW (parent) || GTK_IS_SEARCH_ENTRY (parent))
      return TRUE;
  return FALSE;
}

static guint
count_nameless (GtkWidget *widget)
{
  guint n = 0;
  gboolean is_actionable = GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_RANGE (widget) ||
                           GTK_IS_EDITABLE (widget) || GTK_IS_SWITCH (widget) || WF_IS_NODE_WIDGET (widget) ||
                           ADW_IS_SPLIT_BUTTON (widget);

  if (is_actionable && !is_internal (widget) && !has_name (widget))
    {
      GtkWidget *parent = gtk_widget_get_parent (widget);

      g_test_message ("no name: %s in %s", G_OBJECT_TYPE_NAME (widget),
                      parent ? G_OBJECT_TYPE_NAME (parent) : "nothing");
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_nameless (child);
  return n;
}

static void
test_names (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  GtkWidget *nameless = g_object_ref_sink (gtk_button_new ());

  g_assert_cmpuint (count_nameless (nameless), ==, 1);
  wf_test_set (wf_window_get_document (window), "cache=90");
  wf_test_wait_idle (wf_window_get_document (window));
  wf_document_select_node (wf_window_get_document (window), node_of (window, "cache"));
  wf_test_run_loop (100);
  g_assert_cmpuint (count_nameless (GTK_WIDGET (window)), ==, 0);
  g_object_unref (nameless);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define LABELLED_RUN                                                                                         \
  "{\"mistake_agent\":\"B\",\"mistake_step\":\"1\",\"history\":[{\"content\":\"begin\",\"name\":\"A\"},"     \
  "{\"content\":\"I assume 17\",\"name\":\"B\"},{\"content\":\"it is 17\",\"name\":\"A\"}]}\n"

/* the same for a folder of runs: its table and pages, two runs, one with repairs and as a graph, the judge */
static void
test_names_of_runs (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-named.jsonl", NULL);
  g_autoptr (GSettings) settings = wf_settings_new ();
  GtkWidget *preferences = wf_preferences_new (GTK_WINDOW (window), settings);

  g_assert_true (g_file_set_contents (path, LABELLED_RUN LABELLED_RUN, -1, NULL));
  g_assert_true (wf_test_load (document, path, NULL));
  wf_document_compare_runs (document, 0, 1);
  wf_test_wait_idle (document);
  wf_document_open_run (document, 0);
  wf_document_repair_step (document, 0, 0);
  wf_document_repair_step (document, 1, 0.4);
  wf_document_set_run_view (document, WF_BLAME_DEPENDENCIES);
  wf_test_wait_idle (document);
  wf_test_run_loop (200);
  g_assert_cmpuint (count_nameless (GTK_WIDGET (window)), ==, 0);
  g_assert_cmpuint (count_nameless (wf_test_find (preferences, WF_TYPE_JUDGE_PAGE)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (preferences));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* nothing needs more than 360 px once the window is that narrow; wide again, the panes come back */
static void
test_narrow (void)
{
  WfWindow *window = wf_test_window_new (360, 640);
  WfPanes *panes = wf_page_get_panes (wf_window_get_page (window));
  gboolean is_start_shown, is_end_shown;

  wf_document_select_node (wf_window_get_document (window), 0);
  wf_test_set (wf_window_get_document (window), "cache=90");
  wf_test_wait_idle (wf_window_get_document (window));
  wf_test_run_loop (200);
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (wf_window_get_page (window))), <=, 360);
  g_object_get (panes, "show-start", &is_start_shown, "show-end", &is_end_shown, NULL);
  g_assert_false (is_start_shown);
  g_assert_true (is_end_shown);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  wf_test_run_loop (400);
  g_object_get (panes, "show-start", &is_start_shown, "show-end", &is_end_shown, NULL);
  g_assert_true (is_start_shown);
  g_assert_true (is_end_shown);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_views (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfPage *page = wf_window_get_page (window);

  g_assert_cmpstr (wf_page_get_view (page), ==, "graph");
  wf_page_show_view (page, "trace");
  g_assert_cmpstr (wf_page_get_view (page), ==, "graph");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "table");
  g_assert_cmpstr (wf_page_get_view (page), ==, "table");
  wf_document_undo (wf_window_get_document (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "graph");
  g_assert_cmpstr (wf_page_get_view (page), ==, "table");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_focused_box (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (data));

  return focus != NULL && WF_IS_BOX_WIDGET (focus);
}

/* The key of a view leads into its picture: to what is selected, or the first; also when it comes later. */
static void
test_focus_of_views (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfDiagramCanvas *canvas = WF_DIAGRAM_CANVAS (wf_test_find (GTK_WIDGET (window), WF_TYPE_DIAGRAM_CANVAS));
  GtkWidget *focus;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "graph");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (WF_IS_NODE_WIDGET (focus));
  g_assert_cmpuint (wf_node_widget_get_node (WF_NODE_WIDGET (focus)), ==, 0);

  wf_document_select_node (document, 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "graph");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == focus);
  wf_page_focus_filter (wf_window_get_page (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "graph");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_cmpuint (wf_node_widget_get_node (WF_NODE_WIDGET (focus)), ==, 3);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "diagram");
  wf_test_wait (has_focused_box, window);
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_cmpint (wf_box_widget_get_box (WF_BOX_WIDGET (focus)), ==, wf_diagram_canvas_find_box (canvas, 3));
  g_assert_false (gtk_widget_get_focusable (GTK_WIDGET (canvas)));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "table");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (focus, wf_test_find (GTK_WIDGET (window), WF_TYPE_TABLE_VIEW)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Enter right behind the typing chooses what was typed; what finds nothing says so */
static void
test_variables_filter (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *pane = wf_test_find (GTK_WIDGET (window), WF_TYPE_VARIABLES_PANE);
  GtkWidget *entry = wf_test_find (pane, GTK_TYPE_SEARCH_ENTRY);
  GtkStack *matches = GTK_STACK (wf_test_find (pane, GTK_TYPE_STACK));

  gtk_editable_set_text (GTK_EDITABLE (entry), "laten");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpint (wf_document_get_selected_node (document), ==, node_of (window, "latency"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (matches), ==, "list");
  gtk_editable_set_text (GTK_EDITABLE (entry), "latent?");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (matches), ==, "none");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (matches), ==, "list");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_spin (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_SPIN_BUTTON (widget) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_spin (child, text);
  return found;
}

/* -1 reads "no limit", typed or shown; a number goes through as it is */
static void
test_no_limit (void)
{
  static const WfParam params[] = {
    { "depth", "Depth", WF_PARAM_INTEGER, -1, -1, 20, NULL, NULL, NULL },
    { NULL },
  };
  GtkWidget *form = g_object_ref_sink (wf_params_form_new (params));
  GtkWidget *spin = find_spin (form, "no limit");

  g_assert_nonnull (spin);
  gtk_editable_set_text (GTK_EDITABLE (spin), "3");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 3);
  gtk_editable_set_text (GTK_EDITABLE (spin), "no limit");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, -1);
  g_object_unref (form);
}

static void
test_params_form (void)
{
  static const char *const choices[] = { "fisher-z", "g-square", NULL };
  static const WfParam params[] = {
    { "alpha", "Level", WF_PARAM_REAL, 0.01, 0, 1, NULL, NULL, NULL },
    { "depth", "Depth", WF_PARAM_INTEGER, -1, -1, 20, NULL, NULL, NULL },
    { "stable", "Stable", WF_PARAM_BOOLEAN, 1, 0, 1, NULL, NULL, NULL },
    { "test", "Test", WF_PARAM_CHOICE, 1, 0, 1, choices, NULL, NULL },
    { "note", "Note", WF_PARAM_TEXT, 0, 0, 0, NULL, NULL, NULL },
    { NULL },
  };
  GtkWidget *form = g_object_ref_sink (wf_params_form_new (params));
  g_autoptr (GVariant) values = wf_params_form_get_values (WF_PARAMS_FORM (form));
  g_autoptr (GVariant) complete = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (wf_params_get_real (values, "alpha"), ==, 0.01);
  g_assert_cmpint (wf_params_get_integer (values, "depth"), ==, -1);
  g_assert_true (wf_params_get_boolean (values, "stable"));
  g_assert_cmpstr (wf_params_get_choice (values, "test"), ==, "g-square");
  complete = wf_params_complete (params, values, &error);
  g_assert_no_error (error);
  g_object_unref (form);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/window/inspector", test_inspector);
  g_test_add_func ("/window/dates", test_dates);
  g_test_add_func ("/window/entry-follows-undo", test_entry_follows_undo);
  g_test_add_func ("/window/open-twice", test_open_twice);
  g_test_add_func ("/window/export-outlives-window", test_export_outlives_window);
  g_test_add_func ("/window/effects-fall", test_effects_fall);
  g_test_add_func ("/window/names", test_names);
  g_test_add_func ("/window/names-of-runs", test_names_of_runs);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/views", test_views);
  g_test_add_func ("/window/focus-of-views", test_focus_of_views);
  g_test_add_func ("/window/variables-filter", test_variables_filter);
  g_test_add_func ("/window/no-limit", test_no_limit);
  g_test_add_func ("/window/params-form", test_params_form);
  return g_test_run ();
}
