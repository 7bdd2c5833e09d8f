/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "app-test.h"
#include "app/comparison-row.h"
#include "app/comparison-view.h"
#include "app/runs-view.h"

#define FIRST "{\"history\":[{\"content\":\"a\",\"name\":\"A\"},{\"content\":\"b\",\"name\":\"B\"}]}"
#define SECOND                                                                                               \
  "{\"history\":[{\"content\":\"a\",\"name\":\"A\"},{\"content\":\"another thing\",\"name\":\"C\"},"         \
  "{\"content\":\"b\",\"name\":\"B\"}]}"

static WfWindow *
open_runs (int width)
{
  return wf_test_window_open_text (width, "wherefore-compared.jsonl", FIRST "\n" SECOND "\n");
}

static void
list_checks (GtkWidget *widget, GPtrArray *checks)
{
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (checks, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    list_checks (child, checks);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found)
        return found;
    }
  return NULL;
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = WF_IS_COMPARISON_ROW (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

/* Two marks make the button sensitive; it opens the comparison, a row a pair; a row goes to its step. */
static void
test_marks (void)
{
  WfWindow *window = open_runs (1000);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *runs = wf_test_find (GTK_WIDGET (window), WF_TYPE_RUNS_VIEW);
  GtkWidget *compare = find_button (runs, "Compare");
  GtkWidget *view = wf_test_find (GTK_WIDGET (window), WF_TYPE_COMPARISON_VIEW);
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();

  list_checks (runs, checks);
  g_assert_cmpuint (checks->len, ==, 2);
  g_assert_false (gtk_widget_get_sensitive (compare));
  gtk_check_button_set_active (g_ptr_array_index (checks, 0), TRUE);
  g_assert_false (gtk_widget_get_sensitive (compare));
  gtk_check_button_set_active (g_ptr_array_index (checks, 1), TRUE);
  g_assert_true (gtk_widget_get_sensitive (compare));
  g_signal_emit_by_name (compare, "clicked");
  wf_test_wait_idle (document);
  wf_test_run_loop (300);
  g_assert_cmpstr (wf_page_get_view (wf_window_get_page (window)), ==, "comparison");
  g_assert_cmpuint (count_rows (view), ==, 3);
  g_signal_emit_by_name (wf_test_find (view, GTK_TYPE_LIST_VIEW), "activate", 1);
  g_assert_cmpint (wf_document_get_open_run (document), ==, 1);
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 1);
  g_assert_cmpstr (wf_page_get_view (wf_window_get_page (window)), ==, "trace");
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
count_labels_with (GtkWidget *widget, const char *suffix)
{
  guint n = GTK_IS_LABEL (widget) && g_str_has_suffix (gtk_label_get_text (GTK_LABEL (widget)), suffix);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels_with (child, suffix);
  return n;
}

/* Words that are left out aren't left out in silence. */
static void
test_long_step (void)
{
  g_autofree char *words = g_strnfill (400, 'w');
  g_autofree char *text = g_strdup_printf (
      FIRST "\n{\"history\":[{\"content\":\"a\",\"name\":\"A\"},{\"content\":\"%s\",\"name\":\"C\"}]}\n",
      words);
  WfWindow *window = wf_test_window_open_text (1000, "wherefore-compared.jsonl", text);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *view = wf_test_find (GTK_WIDGET (window), WF_TYPE_COMPARISON_VIEW);

  wf_document_compare_runs (document, 0, 1);
  wf_test_wait_idle (document);
  wf_test_run_loop (300);
  g_assert_cmpuint (count_labels_with (view, "w…"), ==, 1);
  g_assert_cmpuint (count_labels_with (view, "w"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  WfWindow *window = open_runs (360);
  WfDocument *document = wf_window_get_document (window);

  wf_document_compare_runs (document, 0, 1);
  wf_test_wait_idle (document);
  wf_test_run_loop (200);
  g_assert_cmpstr (wf_page_get_view (wf_window_get_page (window)), ==, "comparison");
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  g_test_add_func ("/comparison-view/marks", test_marks);
  g_test_add_func ("/comparison-view/long-step", test_long_step);
  g_test_add_func ("/comparison-view/narrow", test_narrow);
  return g_test_run ();
}
