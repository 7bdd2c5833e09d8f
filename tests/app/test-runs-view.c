/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-test.h"
#include "app/accuracy-page.h"
#include "app/causes-page.h"
#include "app/figure-area.h"
#include "app/runs-view.h"

#define STEPS "\"history\":[{\"content\":\"a\",\"name\":\"A\"},{\"content\":\"b\",\"name\":\"B\"}]}"
#define LABEL "\"mistake_agent\":\"B\",\"mistake_step\":\"1\","

static GtkStack *
find_pages (WfWindow *window)
{
  GtkWidget *switcher =
      wf_test_find (wf_test_find (GTK_WIDGET (window), WF_TYPE_RUNS_VIEW), GTK_TYPE_STACK_SWITCHER);

  return gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher));
}

static gboolean
is_page_visible (GtkStack *pages, const char *name)
{
  return gtk_stack_page_get_visible (gtk_stack_get_page (pages, gtk_stack_get_child_by_name (pages, name)));
}

/* With labels their accuracy is told beside the floors; without any there is no such page and no training. */
static void
test_accuracy (void)
{
  WfWindow *labelled =
      wf_test_window_open_text (1000, "wherefore-runs-view.jsonl", "{" LABEL STEPS "\n{" LABEL STEPS "\n");
  WfWindow *bare = wf_test_window_open_text (1000, "wherefore-runs-view.jsonl", "{" STEPS "\n{" STEPS "\n");
  WfEvaluation *accuracy = wf_document_get_accuracy (wf_window_get_document (labelled));
  GtkWidget *page = wf_test_find (GTK_WIDGET (labelled), WF_TYPE_ACCURACY_PAGE);
  const char *floor;

  g_assert_true (is_page_visible (find_pages (labelled), "accuracy"));
  g_assert_false (is_page_visible (find_pages (bare), "accuracy"));
  g_assert_cmpuint (wf_evaluation_get_n_logs (accuracy, -1), ==, 2);
  wf_evaluation_get_floor (accuracy, -1, 0, NULL, &floor, NULL);
  g_assert_true (wf_test_shows (page, floor));
  g_assert_true (wf_test_shows (page, "Annotated step first"));
  g_assert_nonnull (wf_test_find (page, WF_TYPE_FIGURE_AREA));
  gtk_window_destroy (GTK_WINDOW (labelled));
  gtk_window_destroy (GTK_WINDOW (bare));
}

/* Names come from the logs: what looks like markup in them is shown as it is, and without a warning. */
static void
test_markup (void)
{
  static const char run[] = "{\"mistake_agent\":\"R&D <1>\",\"mistake_step\":\"1\",\"history\":["
                            "{\"content\":\"a\",\"name\":\"R&D <1>\"},"
                            "{\"content\":\"b\",\"name\":\"R&D <1>\"}]}\n";
  g_autofree char *text = g_strconcat (run, run, NULL);
  WfWindow *window = wf_test_window_open_text (1000, "wherefore-runs-view.jsonl", text);
  GtkWidget *page = wf_test_find (GTK_WIDGET (window), WF_TYPE_ACCURACY_PAGE);

  g_assert_true (wf_test_shows (page, "always R&D <1>"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_failed (WfDocument *document, const GError *error, gboolean *has_failed)
{
  *has_failed = TRUE;
}

/* Too few runs say why nothing is found; the page stays what it was. */
static void
test_causes_of_few (void)
{
  WfWindow *window = wf_test_window_open_text (1000, "wherefore-runs-view.jsonl", "{" STEPS "\n{" STEPS "\n");
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *page = wf_test_find (GTK_WIDGET (window), WF_TYPE_CAUSES_PAGE);
  gboolean has_failed = FALSE;

  g_signal_connect (document, "failed", G_CALLBACK (on_failed), &has_failed);
  gtk_stack_set_visible_child_name (find_pages (window), "causes");
  g_signal_emit_by_name (wf_test_find (page, GTK_TYPE_BUTTON), "clicked");
  wf_test_wait_idle (document);
  g_assert_true (has_failed);
  g_assert_null (wf_corpus_blame_get_causes (wf_document_get_runs (document)));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (wf_test_find (page, GTK_TYPE_STACK))), ==,
                   "none");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_check (GtkWidget *widget, guint *n)
{
  if (GTK_IS_CHECK_BUTTON (widget) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, n);

      if (found)
        return found;
    }
  return NULL;
}

static gboolean
is_marked (GtkWidget *view, guint row)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (view, &row)));
}

/* Looking at a run takes no mark away; other runs do. */
static void
test_marks (void)
{
  WfWindow *window = wf_test_window_open_text (1000, "wherefore-runs-view.jsonl", "{" STEPS "\n{" STEPS "\n");
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *view = wf_test_find (GTK_WIDGET (window), WF_TYPE_RUNS_VIEW);
  guint row = 1;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (view, &row)), TRUE);
  wf_document_open_run (document, 0);
  wf_test_run_loop (100);
  g_assert_false (is_marked (view, 0));
  g_assert_true (is_marked (view, 1));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Fewer runs with other columns: no cell is filled from a row that is no longer there. */
static void
test_fewer_runs (void)
{
  WfWindow *window = wf_test_window_open_text (1000, "wherefore-runs-view.jsonl",
                                               "{" STEPS "\n{" STEPS "\n{" STEPS "\n{" STEPS "\n");
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *view = wf_test_find (GTK_WIDGET (window), WF_TYPE_RUNS_VIEW);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-fewer.jsonl", NULL);

  g_assert_true (g_file_set_contents (path, "{" LABEL STEPS "\n{" LABEL STEPS "\n", -1, NULL));
  g_assert_true (wf_test_load (document, path, NULL));
  wf_test_run_loop (100);
  g_assert_true (wf_test_shows (view, "wherefore-fewer.jsonl#1"));
  wf_document_undo (document);
  wf_test_run_loop (100);
  g_assert_true (wf_test_shows (view, "wherefore-runs-view.jsonl#3"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_handled);
    }
  g_assert_true (is_handled);
}

/* By key a row has the focus, so that Enter opens its run, and Space marks it. */
static void
test_keys (void)
{
  WfWindow *window = wf_test_window_open_text (1000, "wherefore-runs-view.jsonl", "{" STEPS "\n{" STEPS "\n");
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *view =
      wf_test_find (wf_test_find (GTK_WIDGET (window), WF_TYPE_RUNS_VIEW), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *focus;

  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
  gtk_widget_child_focus (view, GTK_DIR_DOWN);
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (focus, view));
  g_assert_false (GTK_IS_CHECK_BUTTON (focus));
  press (view, GDK_KEY_space);
  g_assert_false (is_marked (view, 0));
  g_assert_true (is_marked (view, 1));
  press (view, GDK_KEY_space);
  g_assert_false (is_marked (view, 1));
  g_assert_true (gtk_widget_activate (focus));
  g_assert_cmpint (wf_document_get_open_run (document), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  WfWindow *window =
      wf_test_window_open_text (360, "wherefore-runs-view.jsonl", "{" LABEL STEPS "\n{" LABEL STEPS "\n");
  static const char *const names[] = { "runs", "accuracy", "causes" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {

      gtk_stack_set_visible_child_name (find_pages (window), names[i]);
      wf_test_run_loop (50);
      g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  g_test_add_func ("/runs-view/accuracy", test_accuracy);
  g_test_add_func ("/runs-view/markup", test_markup);
  g_test_add_func ("/runs-view/causes-of-few", test_causes_of_few);
  g_test_add_func ("/runs-view/marks", test_marks);
  g_test_add_func ("/runs-view/fewer-runs", test_fewer_runs);
  g_test_add_func ("/runs-view/keys", test_keys);
  g_test_add_func ("/runs-view/narrow", test_narrow);
  return g_test_run ();
}
