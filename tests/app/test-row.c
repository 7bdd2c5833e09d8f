/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What one row of the table would have been: in the document, from the table, and back. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "app-test.h"
#include "app/row-why.h"
#include "app/table-view.h"
#include "app/worlds-strip.h"

#define ROW 7

static guint
node_of (WfDocument *document, const char *name)
{
  return wf_graph_find_node (wf_document_get_graph (document), name);
}

static double
value_of (WfDocument *document, const char *name)
{
  WfTable *table = wf_document_get_table (document);

  return wf_table_get_values (table, wf_table_find_column (table, name), NULL)[ROW];
}

static double
mean_of (WfMarginal *marginal)
{
  return wf_marginal_get_mean (marginal);
}

/* the row's own noise stays: what is below moves by the coefficient times the change */
static void
test_document (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  WfModel *model = wf_document_get_model (document);
  const double *coefficients = wf_model_get_coefficients (model, node_of (document, "hits"), NULL);
  gsize n;
  g_autofree guint *parents =
      wf_graph_list_parents (wf_model_get_graph (model), node_of (document, "hits"), &n);
  double slope = coefficients[parents[0] == node_of (document, "cache") ? 0 : 1];
  WfEffect *effect;

  wf_document_ask_row (document, ROW);
  g_assert_cmpint (wf_document_get_row (document), ==, ROW);
  wf_test_wait_idle (document);
  effect = wf_document_get_effect (document);
  g_assert_nonnull (wf_document_get_counterfactual (document));
  g_assert_cmpfloat_with_epsilon (mean_of (wf_effect_get_before (effect, node_of (document, "hits"))),
                                  value_of (document, "hits"), 1e-9);
  g_assert_false (wf_effect_is_affected (effect, node_of (document, "hits")));
  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  effect = wf_document_get_effect (document);
  g_assert_true (wf_effect_is_exact (effect));
  g_assert_cmpfloat_with_epsilon (mean_of (wf_effect_get_after (effect, node_of (document, "hits"))),
                                  value_of (document, "hits") + slope * (90 - value_of (document, "cache")),
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (mean_of (wf_effect_get_after (effect, node_of (document, "traffic"))),
                                  value_of (document, "traffic"), 1e-9);
  wf_document_ask_row (document, -1);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_counterfactual (document));
  g_assert_nonnull (wf_document_get_effect (document));
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Leave row 7");
  wf_document_undo (document);
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_document_get_row (document), ==, ROW);
  wf_document_switch_off_worlds (document);
  g_assert_cmpint (wf_document_get_row (document), ==, -1);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_effect (document));
}

static void
test_report (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const char *command;

  wf_document_ask_row (document, ROW);
  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  report = wf_document_dup_report (document, &error);
  g_assert_no_error (error);
  command = wf_provenance_get_command (wf_report_get_provenance (report));
  g_assert_nonnull (strstr (command, "wherefore-cli counterfactual "));
  g_assert_nonnull (strstr (command, " --row 7 "));
  g_assert_nonnull (strstr (command, "--do cache=90"));
}

/* a graph that is learned anew forgets the row */
static void
test_forgotten (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();

  wf_document_ask_row (document, ROW);
  wf_test_wait_idle (document);
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_document_get_row (document), ==, -1);
  wf_document_undo (document);
  g_assert_cmpint (wf_document_get_row (document), ==, ROW);
}

/* a row is chosen in the table, asked about with a key, and left with another */
static void
test_window (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfPage *page = wf_window_get_page (window);
  GtkWidget *strip = wf_test_find (GTK_WIDGET (window), WF_TYPE_WORLDS_STRIP);
  GtkWidget *table = wf_test_find (GTK_WIDGET (window), WF_TYPE_TABLE_VIEW);
  GtkColumnView *view;

  wf_page_show_view (page, "table");
  wf_test_run_loop (100);
  view = GTK_COLUMN_VIEW (wf_test_find (table, GTK_TYPE_COLUMN_VIEW));
  g_signal_emit_by_name (view, "activate", ROW); /* nothing is selected yet */
  g_assert_cmpint (wf_document_get_row (document), ==, -1);
  gtk_selection_model_select_item (gtk_column_view_get_model (view), ROW, TRUE);
  g_assert_true (wf_test_says (table, "Row 7"));
  g_signal_emit_by_name (view, "activate", ROW);
  g_assert_cmpint (wf_document_get_row (document), ==, ROW);
  g_assert_cmpstr (wf_page_get_view (page), ==, "graph");
  wf_test_wait_idle (document);
  g_assert_true (wf_test_says (strip, "Row 7"));
  g_assert_true (wf_test_says (strip, "exact"));
  g_assert_true (wf_test_says (GTK_WIDGET (page), "as it would have been"));
  wf_document_select_node (document, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.escape", NULL);
  g_assert_cmpint (wf_document_get_row (document), ==, ROW);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.escape", NULL);
  g_assert_cmpint (wf_document_get_row (document), ==, -1);
  g_assert_false (wf_test_says (strip, "Row 7"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* the shares of a value sum to how unusual it is; another row or variable is another question */
static void
test_why (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  guint latency = node_of (document, "latency");
  GtkWidget *why = wf_test_find (GTK_WIDGET (window), WF_TYPE_ROW_WHY);
  const WfContribution *contributions;
  WfAttribution *attribution;
  double sum = 0;
  gsize n;

  wf_document_select_node (document, latency);
  g_assert_false (gtk_widget_get_visible (why));
  wf_document_ask_row (document, ROW);
  wf_test_wait_idle (document);
  g_assert_true (gtk_widget_get_visible (why));
  g_assert_null (wf_document_get_why (document, latency));
  g_signal_emit_by_name (wf_test_find (why, GTK_TYPE_BUTTON), "clicked");
  wf_test_wait_idle (document);
  attribution = wf_document_get_why (document, latency);
  g_assert_nonnull (attribution);
  g_assert_true (wf_test_says (why, "latency"));
  contributions = wf_attribution_get_contributions (attribution, &n);
  g_assert_cmpuint (n, >, 2);
  for (gsize i = 0; i < n; i++)
    sum += contributions[i].share;
  g_assert_cmpfloat_with_epsilon (sum, wf_attribution_get_total (attribution),
                                  1e-6 * MAX (1, fabs (wf_attribution_get_total (attribution))));
  g_assert_null (wf_document_get_why (document, node_of (document, "errors")));
  wf_document_ask_row (document, ROW + 1);
  g_assert_null (wf_document_get_why (document, latency));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/row/document", test_document);
  g_test_add_func ("/row/report", test_report);
  g_test_add_func ("/row/forgotten", test_forgotten);
  g_test_add_func ("/row/window", test_window);
  g_test_add_func ("/row/why", test_why);
  return g_test_run ();
}
