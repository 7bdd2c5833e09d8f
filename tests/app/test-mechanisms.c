/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The kind of a mechanism that somebody chooses, and how well it fits. */

#include "config.h"

#include <string.h>

#include "app-test.h"
#include "app/mechanism-section.h"
#include "app/state.h"
#include "core/base/rng.h"

static void
test_list (void)
{
  g_autoptr (WfState) state = wf_state_new ();
  g_autofree char *none = NULL;
  g_autofree char *one = NULL;

  wf_state_set_mechanism (state, "pka", NULL);
  g_assert_null (state->mechanisms);
  wf_state_set_mechanism (state, "pka", "spline");
  wf_state_set_mechanism (state, "pk", "logistic");
  g_assert_cmpstr (state->mechanisms, ==, "pka=spline,pk=logistic");
  wf_state_set_mechanism (state, "pka", "linear-gaussian");
  g_assert_cmpstr (state->mechanisms, ==, "pk=logistic,pka=linear-gaussian");
  one = wf_state_dup_mechanism (state, "pk");
  none = wf_state_dup_mechanism (state, "p");
  g_assert_cmpstr (one, ==, "logistic");
  g_assert_null (none);
  wf_state_set_mechanism (state, "pk", NULL);
  wf_state_set_mechanism (state, "pka", NULL);
  g_assert_null (state->mechanisms);
}

static const char *
get_kind (WfDocument *document, const char *name)
{
  WfModel *model = wf_document_get_model (document);

  return wf_mechanism_get_kind (
             wf_model_get_mechanism (model, wf_graph_find_node (wf_model_get_graph (model), name)))
      ->id;
}

/* it is a command, and the others stay as they were */
static void
test_document (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  WfModel *before = wf_document_get_model (document);
  g_autofree char *chosen = NULL;

  g_assert_cmpstr (get_kind (document, "hits"), ==, "linear-gaussian");
  wf_document_set_mechanism (document, "hits", wf_mechanism_kinds_find ("spline"));
  g_assert_true (wf_document_get_model (document) == before);
  wf_test_wait_idle (document);
  g_assert_cmpstr (get_kind (document, "hits"), ==, "spline");
  g_assert_cmpstr (get_kind (document, "latency"), ==, "linear-gaussian");
  g_assert_true (g_str_has_prefix (wf_document_get_undo_label (document), "Mechanism of hits: "));
  chosen = wf_document_dup_mechanism (document, "hits");
  g_assert_cmpstr (chosen, ==, "spline");
  g_assert_true (wf_document_is_measured (document));
  wf_document_undo (document);
  g_assert_true (wf_document_get_model (document) == before);
  g_assert_null (wf_document_dup_mechanism (document, "hits"));
  wf_document_redo (document);
  g_assert_cmpstr (get_kind (document, "hits"), ==, "spline");
  wf_document_set_mechanism (document, "hits", NULL);
  wf_test_wait_idle (document);
  g_assert_cmpstr (get_kind (document, "hits"), ==, "linear-gaussian");
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Mechanism of hits by the data");
}

static void
on_failed (WfDocument *document, const GError *error, char **message)
{
  g_free (*message);
  *message = g_strdup (error->message);
}

/* what can't be is said, and nothing changes */
static void
test_impossible (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  WfModel *before = wf_document_get_model (document);
  g_autofree char *message = NULL;

  g_signal_connect (document, "failed", G_CALLBACK (on_failed), &message);
  wf_document_set_mechanism (document, "hits", wf_mechanism_kinds_find ("categorical"));
  wf_test_wait_idle (document);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "hits"));
  g_assert_true (wf_document_get_model (document) == before);
  g_assert_null (wf_document_dup_mechanism (document, "hits"));
}

/* a curve that a straight line can't follow is weak, and its card has a wave */
static void
test_weak (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-weak.csv", NULL);
  g_autofree char *graph_path = g_build_filename (g_get_tmp_dir (), "wherefore-weak.dot", NULL);
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autoptr (GString) text = g_string_new ("x,y\n");
  g_autoptr (GError) error = NULL;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (int i = 0; i < 300; i++)
    {
      double x = 2 * wf_rng_uniform (&rng) - 1;

      g_string_append_printf (text, "%.6f,%.6f\n", x, x * x + 0.1 * wf_rng_normal (&rng));
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_assert_true (g_file_set_contents (graph_path, "digraph { x -> y }", -1, NULL));
  g_assert_true (wf_test_load (document, path, &error));
  g_assert_true (wf_test_load (document, graph_path, &error));
  wf_document_set_mechanism (document, "y", wf_mechanism_kinds_find ("spline"));
  wf_test_wait_idle (document);
  g_assert_cmpstr (get_kind (document, "y"), ==, "spline");
  g_assert_false (wf_figure_get_node_flags (wf_document_get_figure (document), 1) & WF_NODE_WEAK);
  wf_document_set_mechanism (document, "y", wf_mechanism_kinds_find ("linear-gaussian"));
  wf_test_wait_idle (document);
  g_assert_true (wf_figure_get_node_flags (wf_document_get_figure (document), 1) & WF_NODE_WEAK);
  g_assert_false (wf_figure_get_node_flags (wf_document_get_figure (document), 0) & WF_NODE_WEAK);
}

/* the drop-down offers what the variable can be; its choice fits the model anew */
static void
test_section (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *section = wf_test_find (GTK_WIDGET (window), WF_TYPE_MECHANISM_SECTION);
  GtkDropDown *kind;
  GListModel *names;

  wf_document_select_node (document, wf_graph_find_node (wf_document_get_graph (document), "hits"));
  kind = GTK_DROP_DOWN (wf_test_find (section, GTK_TYPE_DROP_DOWN));
  names = gtk_drop_down_get_model (kind);
  /* by the data, straight or curved: a continuous variable with causes */
  g_assert_cmpuint (g_list_model_get_n_items (names), ==, 3);
  g_assert_cmpuint (gtk_drop_down_get_selected (kind), ==, 0);
  g_assert_true (wf_test_says (section, "R²"));
  gtk_drop_down_set_selected (kind, 2);
  wf_test_wait_idle (document);
  g_assert_cmpstr (get_kind (document, "hits"), ==, "spline");
  g_assert_cmpuint (gtk_drop_down_get_selected (kind), ==, 2);
  wf_document_undo (document);
  wf_test_wait_idle (document);
  g_assert_cmpuint (gtk_drop_down_get_selected (kind), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  g_test_add_func ("/mechanisms/list", test_list);
  g_test_add_func ("/mechanisms/document", test_document);
  g_test_add_func ("/mechanisms/impossible", test_impossible);
  g_test_add_func ("/mechanisms/weak", test_weak);
  g_test_add_func ("/mechanisms/section", test_section);
  return g_test_run ();
}
