/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-test.h"
#include "app/arrow-list.h"
#include "app/edge-actions.h"
#include "app/knowledge-dialog.h"
#include "app/pair-knowledge.h"
#include "app/tier-column.h"

/* Background knowledge in the window: the dialog with its tiers, the inspector's switches, the menu of an
 * edge. */

typedef struct
{
  WfWindow *window;
  WfDocument *document;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = wf_test_window_new (1280, 800);
  f->document = wf_window_get_document (f->window);
  f->dialog = wf_knowledge_dialog_new (GTK_WINDOW (f->window), f->document);
  gtk_window_present (GTK_WINDOW (f->dialog));
  wf_test_run_loop (200);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  gtk_window_destroy (GTK_WINDOW (f->window));
}

/* 0 = that of no tier */
static WfTierColumn *
get_column (Fixture *f, guint i)
{
  GtkWidget *column = wf_test_find (f->dialog, WF_TYPE_TIER_COLUMN);

  for (; i > 0 && column; i--)
    column = gtk_widget_get_next_sibling (column);
  return column ? WF_TIER_COLUMN (column) : NULL;
}

static int
count_rows (WfTierColumn *column)
{
  int n = 0;

  while (gtk_list_box_get_row_at_index (wf_tier_column_get_list (column), n))
    n++;
  return n;
}

static gboolean
press (WfTierColumn *column, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (GTK_WIDGET (wf_tier_column_get_list (column)));
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &is_handled);
    }
  return is_handled;
}

static int
tier_of (Fixture *f, const char *name)
{
  WfKnowledge *knowledge = wf_document_get_knowledge (f->document);

  return knowledge ? wf_knowledge_get_tier (knowledge, name) : -1;
}

/* Alt with an arrow key moves a variable, the focus goes with it, and there is always one more tier */
static void
test_tiers (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (count_rows (get_column (f, 0)), ==, 9);
  g_assert_nonnull (get_column (f, 2));
  g_assert_null (get_column (f, 3));
  g_assert_true (wf_tier_column_focus (get_column (f, 0), "cache"));
  g_assert_true (press (get_column (f, 0), GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_cmpint (tier_of (f, "cache"), ==, 0);
  g_assert_cmpint (count_rows (get_column (f, 0)), ==, 8);
  g_assert_true (press (get_column (f, 1), GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_cmpint (tier_of (f, "cache"), ==, 1);
  g_assert_nonnull (get_column (f, 3));
  g_assert_true (press (get_column (f, 2), GDK_KEY_Delete, 0));
  g_assert_cmpint (tier_of (f, "cache"), ==, -1);
  g_assert_null (get_column (f, 3));
  wf_document_undo (f->document);
  g_assert_cmpint (tier_of (f, "cache"), ==, 1);
  g_assert_cmpint (count_rows (get_column (f, 2)), ==, 1);
}

/* a drop is the signal, whatever was dragged */
static void
test_drop (Fixture *f, gconstpointer data)
{
  const char *const names[] = { "hits", "traffic", NULL };

  g_signal_emit_by_name (get_column (f, 1), "move", names, 0);
  g_assert_cmpint (tier_of (f, "hits"), ==, 0);
  g_assert_cmpint (tier_of (f, "traffic"), ==, 0);
  g_assert_cmpint (count_rows (get_column (f, 1)), ==, 2);
  gtk_switch_set_active (GTK_SWITCH (wf_test_find (GTK_WIDGET (get_column (f, 1)), GTK_TYPE_SWITCH)), TRUE);
  g_assert_true (wf_knowledge_is_forbidden (wf_document_get_knowledge (f->document), "hits", "traffic"));
}

static void
test_arrows (Fixture *f, gconstpointer data)
{
  GtkWidget *arrows = wf_test_find (f->dialog, WF_TYPE_ARROW_LIST);

  wf_document_forbid (f->document, "cache", "hits");
  g_assert_true (wf_test_shows (arrows, "cache → hits"));
  wf_document_require (f->document, "hits", "cache");
  g_assert_true (wf_test_shows (arrows, "hits → cache"));
  wf_document_allow (f->document, "cache", "hits");
  g_assert_false (wf_test_shows (arrows, "cache → hits"));
}

static void
test_problem (Fixture *f, gconstpointer data)
{
  const char *const late[] = { "cache", NULL }, *const early[] = { "hits", NULL };

  wf_document_require (f->document, "cache", "hits");
  g_assert_false (wf_test_says (f->dialog, "requires and forbids"));
  wf_document_set_tier (f->document, early, 0);
  wf_document_set_tier (f->document, late, 1);
  g_assert_true (wf_test_says (f->dialog, "requires and forbids"));
  wf_document_undo (f->document);
  g_assert_false (wf_test_says (f->dialog, "requires and forbids"));
}

static GtkToggleButton *
find_toggle (GtkWidget *widget, const char *label, guint *skip)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0 &&
      (*skip)-- == 0)
    return GTK_TOGGLE_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkToggleButton *found = find_toggle (child, label, skip);

      if (found)
        return found;
    }
  return NULL;
}

/* the switches of the pair that is selected, and the menu, say and take back */
static void
test_pair (Fixture *f, gconstpointer data)
{
  WfGraph *graph = wf_document_get_graph (f->document);
  guint cache = wf_graph_find_node (graph, "cache"), hits = wf_graph_find_node (graph, "hits"), second = 1,
        first = 0;
  GtkWidget *inspector = wf_test_find (GTK_WIDGET (f->window), WF_TYPE_PAIR_KNOWLEDGE);
  GtkToggleButton *forbid, *require;
  GtkWidget *view = GTK_WIDGET (wf_page_get_graph_view (wf_window_get_page (f->window)));

  wf_document_select_pair (f->document, cache, hits);
  forbid = find_toggle (inspector, "Forbid", &first);
  require = find_toggle (inspector, "Require", &second);
  g_assert_nonnull (forbid);
  g_assert_nonnull (require);
  gtk_test_accessible_assert_property (forbid, GTK_ACCESSIBLE_PROPERTY_LABEL, "Forbid cache → hits");
  gtk_toggle_button_set_active (forbid, TRUE);
  g_assert_cmpint (wf_arrow_get_state (f->document, "cache", "hits"), ==, WF_ARROW_FORBIDDEN);
  gtk_toggle_button_set_active (require, TRUE);
  g_assert_cmpint (wf_arrow_get_state (f->document, "hits", "cache"), ==, WF_ARROW_REQUIRED);
  gtk_toggle_button_set_active (forbid, FALSE);
  g_assert_cmpint (wf_arrow_get_state (f->document, "cache", "hits"), ==, WF_ARROW_OPEN);
  gtk_widget_activate_action (view, "edge.require", "(ss)", "cache", "hits");
  g_assert_cmpint (wf_arrow_get_state (f->document, "cache", "hits"), ==, WF_ARROW_REQUIRED);
  g_assert_cmpint (wf_arrow_get_state (f->document, "hits", "cache"), ==, WF_ARROW_OPEN);
  g_assert_false (gtk_toggle_button_get_active (require));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  g_test_add ("/knowledge/tiers", Fixture, NULL, set_up, test_tiers, tear_down);
  g_test_add ("/knowledge/drop", Fixture, NULL, set_up, test_drop, tear_down);
  g_test_add ("/knowledge/arrows", Fixture, NULL, set_up, test_arrows, tear_down);
  g_test_add ("/knowledge/problem", Fixture, NULL, set_up, test_problem, tear_down);
  g_test_add ("/knowledge/pair", Fixture, NULL, set_up, test_pair, tear_down);
  return g_test_run ();
}
