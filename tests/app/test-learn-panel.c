/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-test.h"
#include "app/confidence-bar.h"
#include "app/learn-panel.h"
#include "app/params-form.h"
#include "app/proposal.h"

/* The panel that learns: what it lists, and that what is chosen there reaches the search; the slider of
 * confidence. */

static GtkWidget *
find_panel (WfWindow *window)
{
  GtkWidget *panel = wf_test_find (GTK_WIDGET (window), WF_TYPE_LEARN_PANEL);

  g_assert_nonnull (panel);
  return panel;
}

static guint
find_method (GtkDropDown *list, const char *id)
{
  GListModel *model = gtk_drop_down_get_model (list);
  const WfDiscovery *method = wf_discovery_find (id, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), method->name))
        return i;
    }
  g_assert_not_reached ();
}

/* every search of the registry that takes all numbers, each once */
static void
test_methods (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  GtkDropDown *list = GTK_DROP_DOWN (wf_test_find (find_panel (window), GTK_TYPE_DROP_DOWN));
  guint n = 0;

  for (const WfDiscovery *const *method = wf_discoveries_get_all (); *method; method++)
    if ((*method)->accepts & WF_DATA_CONTINUOUS)
      {
        n++;
        find_method (list, (*method)->id);
      }
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (list)), ==, n);
  g_assert_true (wf_test_says (gtk_popover_get_child (GTK_POPOVER (find_panel (window))),
                               "1,000 rows, 9 variables, all numbers: "));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* how long it takes is said before it runs, and follows the samples */
static void
test_time (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  GtkWidget *child = gtk_popover_get_child (GTK_POPOVER (find_panel (window)));
  double few, many;
  WfTable *table = wf_document_get_table (wf_window_get_document (window));

  g_assert_true (wf_test_says (child, "Less than a second"));
  few = wf_discovery_estimate_seconds (table, "pc", NULL, 0, 1);
  many = wf_discovery_estimate_seconds (table, "pc", NULL, 10000, 1);
  g_assert_cmpfloat (many, >, few);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkSpinButton *
find_spin (GtkWidget *widget, double value)
{
  if (GTK_IS_SPIN_BUTTON (widget) && gtk_spin_button_get_value (GTK_SPIN_BUTTON (widget)) == value)
    return GTK_SPIN_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkSpinButton *found = find_spin (child, value);

      if (found)
        return found;
    }
  return NULL;
}

static void
click_run (GtkWidget *panel)
{
  GtkWidget *button = gtk_widget_get_last_child (gtk_popover_get_child (GTK_POPOVER (panel)));

  g_assert_true (GTK_IS_BUTTON (button));
  g_signal_emit_by_name (button, "clicked");
}

/* method, parameter and samples reach the search; the panel still has them the next time */
static void
test_run (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *panel = find_panel (window);
  GtkDropDown *list = GTK_DROP_DOWN (wf_test_find (panel, GTK_TYPE_DROP_DOWN));
  GtkWidget *form;
  guint pc = find_method (list, "pc");
  WfDiscoveryResult *discovery;

  gtk_drop_down_set_selected (list, pc);
  form = wf_test_find (panel, WF_TYPE_PARAMS_FORM);
  wf_params_form_set_real (WF_PARAMS_FORM (form), "alpha", 0.04);
  gtk_spin_button_set_value (find_spin (panel, 0), 5);
  click_run (panel);
  wf_test_wait_idle (document);
  discovery = wf_document_get_discovery (document);
  g_assert_nonnull (discovery);
  g_assert_cmpstr (wf_discovery_result_get_method (discovery), ==, "pc");
  g_assert_cmpfloat (wf_params_get_real (wf_discovery_result_get_params (discovery), "alpha"), ==, 0.04);
  g_assert_cmpuint (wf_ensemble_get_n_samples (wf_document_get_ensemble (document, NULL)), ==, 5);
  gtk_drop_down_set_selected (list, pc == 0 ? 1 : 0);
  g_assert_true (wf_test_find (panel, WF_TYPE_PARAMS_FORM) != form);
  gtk_drop_down_set_selected (list, pc);
  g_assert_true (wf_test_find (panel, WF_TYPE_PARAMS_FORM) == form);
  g_assert_nonnull (find_spin (panel, 0.04));
  g_assert_nonnull (find_spin (panel, 5));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* shown with samples, in the bar where that is wide, else over the graph; it draws what it says */
static void
check_slider (int width)
{
  WfWindow *window = wf_test_window_new (width, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *page = GTK_WIDGET (wf_window_get_page (window));
  GtkWidget *bar = wf_test_find (page, WF_TYPE_CONFIDENCE_BAR);
  GtkWidget *over =
      wf_test_find (GTK_WIDGET (wf_page_get_graph_view (WF_PAGE (page))), WF_TYPE_CONFIDENCE_BAR);
  GtkWidget *shown = width >= 720 ? bar : over, *hidden = width >= 720 ? over : bar;
  GtkWidget *slider = wf_test_find (shown, GTK_TYPE_SCALE);
  double threshold = 0;

  g_assert_true (bar != over);
  g_assert_false (gtk_widget_get_visible (shown));
  wf_document_learn_samples (document, "pc", NULL, 6, WF_ENSEMBLE_PRESERVED);
  wf_test_wait_idle (document);
  wf_test_run_loop (100);
  g_assert_true (gtk_widget_get_visible (shown));
  g_assert_false (gtk_widget_get_visible (hidden));
  g_assert_true (wf_test_shows (shown, "Confidence ≥ 0.50"));
  gtk_range_set_value (GTK_RANGE (slider), 0.9);
  g_assert_true (wf_test_shows (shown, "Confidence ≥ 0.90"));
  wf_document_get_ensemble (document, &threshold);
  g_assert_cmpfloat (threshold, ==, 0.9);
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, MIN (width, 900));
  wf_document_undo (document);
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (slider)), 0.5, 1e-9);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_slider (void)
{
  check_slider (1280);
  check_slider (360);
}

static void
test_proposal (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  WfTable *table = wf_document_get_table (document);
  g_autoptr (GPtrArray) methods = wf_methods_list (table);
  g_autofree char *sentence = NULL;
  const WfDiscovery *method = wf_methods_propose (table, methods, &sentence);

  g_assert_nonnull (method);
  g_assert_true (g_ptr_array_find (methods, method, NULL));
  g_assert_nonnull (strstr (sentence, method->name));
  g_assert_null (strstr (sentence, "few rows"));
}

/* four rows that count as often as this; NULL: once */
static char *
propose (const double *weights)
{
  static const gint32 codes[2][4] = { { 0, 0, 1, 1 }, { 0, 1, 0, 1 } };
  static const char *const levels[] = { "no", "yes", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTable) rows = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (GPtrArray) methods = NULL;
  char *sentence;

  wf_table_builder_add_discrete (builder, "a", codes[0], 4, levels);
  wf_table_builder_add_discrete (builder, "b", codes[1], 4, levels);
  if (weights != NULL)
    wf_table_builder_add_continuous (builder, "n", weights, 4);
  rows = wf_table_builder_end (builder);
  table = wf_table_with_weights (rows, weights != NULL ? "n" : NULL, NULL);
  methods = wf_methods_list (table);
  wf_methods_propose (table, methods, &sentence);
  return sentence;
}

/* what counts is how many units the rows stand for */
static void
test_proposal_of_weights (void)
{
  const double counts[] = { 400, 100, 200, 300 }, shares[] = { 0.4, 0.1, 0.2, 0.3 };
  g_autofree char *plain = propose (NULL);
  g_autofree char *counted = propose (counts);
  g_autofree char *shared = propose (shares);

  g_assert_nonnull (strstr (plain, "4 rows, 2 variables"));
  g_assert_nonnull (strstr (plain, "few rows"));
  g_assert_nonnull (strstr (counted, "1,000 rows, 2 variables"));
  g_assert_null (strstr (counted, "few rows"));
  g_assert_nonnull (strstr (shared, "4 rows, 2 variables"));
  g_assert_null (strstr (shared, "few rows"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  g_test_add_func ("/learn-panel/methods", test_methods);
  g_test_add_func ("/learn-panel/time", test_time);
  g_test_add_func ("/learn-panel/run", test_run);
  g_test_add_func ("/learn-panel/slider", test_slider);
  g_test_add_func ("/learn-panel/proposal", test_proposal);
  g_test_add_func ("/learn-panel/proposal-of-weights", test_proposal_of_weights);
  return g_test_run ();
}
