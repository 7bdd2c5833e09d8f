/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "app-test.h"
#include "app/advice-list.h"
#include "app/lanes.h"
#include "app/message-view.h"
#include "app/step-links.h"
#include "app/step-row.h"
#include "app/step-widget.h"
#include "app/trace-inspector.h"
#include "app/trace-sidebar.h"
#include "app/trace-timeline.h"
#include "app/what-if.h"
#include "app/worlds-strip.h"
#include "core/base/format.h"

#define N_LONG 2000

static guint
count_cards (WfWindow *window)
{
  GtkWidget *lanes = wf_test_find (GTK_WIDGET (window), WF_TYPE_LANES);
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (lanes); child;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static gboolean
has_cards (gpointer window)
{
  return count_cards (window) > 0;
}

static WfWindow *
open_log (const char *path, int width)
{
  WfWindow *window = wf_test_window_new (width, 800);
  g_autoptr (GError) error = NULL;

  wf_test_load (wf_window_get_document (window), path, &error);
  g_assert_no_error (error);
  wf_test_wait (has_cards, window);
  return window;
}

static WfWindow *
open_sample (int width)
{
  g_autofree char *path = wf_test_sample ("failed-run.json");

  return open_log (path, width);
}

static WfStepWidget *
find_card (WfWindow *window, guint step)
{
  GtkWidget *lanes = wf_test_find (GTK_WIDGET (window), WF_TYPE_LANES);

  g_assert_nonnull (lanes);
  for (GtkWidget *child = gtk_widget_get_first_child (lanes); child;
       child = gtk_widget_get_next_sibling (child))
    if (wf_step_widget_get_step (WF_STEP_WIDGET (child)) == step)
      return WF_STEP_WIDGET (child);
  return NULL;
}

/* A log opens on its first suspect, whose card says to a screen reader what it shows. */
static void
test_opens_on_suspect (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  gsize n;
  const gsize *ranking = wf_blame_get_ranking (wf_document_get_blame (document), &n);
  WfTrace *trace = wf_document_get_trace (document);
  g_autofree char *title =
      g_strdup_printf ("Step %zu, %s", ranking[0], wf_trace_get_agent (trace, ranking[0]));

  g_assert_cmpstr (wf_page_get_view (wf_window_get_page (window)), ==, "trace");
  g_assert_cmpint (wf_document_get_selected_step (document), ==, (gssize) ranking[0]);
  g_assert_cmpuint (count_cards (window), ==, wf_trace_get_n_steps (trace));
  g_assert_true (wf_test_shows (wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_INSPECTOR), title));
  gtk_test_accessible_assert_role (find_card (window, ranking[0]), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (find_card (window, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Step 1, Coder, code");
  gtk_test_accessible_assert_state (find_card (window, ranking[0]), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Choosing a card changes the selection that every pane shares. */
static void
test_choose (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  g_autofree char *title =
      g_strdup_printf ("Step 3, %s", wf_trace_get_agent (wf_document_get_trace (document), 3));

  g_signal_emit_by_name (find_card (window, 3), "chosen");
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 3);
  g_assert_true (wf_test_shows (wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_INSPECTOR), title));
  gtk_test_accessible_assert_state (find_card (window, 3), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  wf_document_select_step (document, -1);
  g_assert_true (
      wf_test_shows (wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_INSPECTOR), "No Step Chosen"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The switch puts a step right, the card says so, undo takes it back. */
static void
test_repair (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *inspector = wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_INSPECTOR);
  GtkSwitch *repair = GTK_SWITCH (wf_test_find (inspector, GTK_TYPE_SWITCH));

  wf_document_select_step (document, 1);
  gtk_switch_set_active (repair, TRUE);
  g_assert_cmpfloat (wf_document_get_kept (document, 1), ==, 0);
  wf_document_select_step (document, 4);
  g_assert_false (gtk_switch_get_active (repair));
  g_assert_cmpfloat (wf_document_get_kept (document, 1), ==, 0);
  wf_document_select_step (document, 1);
  g_assert_true (gtk_switch_get_active (repair));
  wf_document_undo (document);
  g_assert_cmpuint (wf_document_get_n_repairs (document), ==, 0);
  g_assert_false (gtk_switch_get_active (repair));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The slider puts it right in part; its moves are one command. */
static void
test_repair_in_part (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  WfBlame *blame = wf_document_get_blame (document);
  GtkWidget *what_if = wf_test_find (GTK_WIDGET (window), WF_TYPE_WHAT_IF);
  GtkRange *slider = GTK_RANGE (wf_test_find (what_if, GTK_TYPE_SCALE));
  GtkSwitch *repair = GTK_SWITCH (wf_test_find (what_if, GTK_TYPE_SWITCH));
  g_autofree char *before = wf_format_number (wf_blame_get_failure (blame));
  g_autofree char *after = wf_format_number (wf_blame_what_if (blame, 1, 0.25));
  g_autofree char *change = g_strdup_printf ("%s → %s", before, after);

  wf_document_select_step (document, 1);
  gtk_range_set_value (slider, 30);
  gtk_range_set_value (slider, 75);
  g_assert_cmpfloat_with_epsilon (wf_document_get_kept (document, 1), 0.25, 1e-12);
  g_assert_true (gtk_switch_get_active (repair));
  g_assert_true (wf_test_shows (what_if, change));
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Put step 1 right by 75\u00a0%");
  gtk_switch_set_active (repair, FALSE);
  g_assert_cmpfloat (gtk_range_get_value (slider), ==, 0);
  wf_document_undo (document);
  g_assert_cmpuint (wf_document_get_n_repairs (document), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Several at once: each has its chip, the cards say what moved, and the model says what they do together. */
static void
test_repairs (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  WfBlame *blame = wf_document_get_blame (document);
  GtkWidget *what_if = wf_test_find (GTK_WIDGET (window), WF_TYPE_WHAT_IF);
  GtkWidget *strip = wf_test_find (GTK_WIDGET (window), WF_TYPE_WORLDS_STRIP);
  const WfRepair repairs[] = { { 1, 0 }, { 4, 0.5 } };
  g_autofree char *before = wf_format_number (wf_blame_get_failure (blame));
  g_autofree char *after = wf_format_number (wf_blame_get_repaired (blame, repairs, 2, NULL));
  g_autofree char *change = g_strdup_printf ("%s → %s", before, after);
  g_autofree char *together = g_strdup_printf ("failure probability in the model %s; not a replay", change);
  g_autoptr (GArray) active = NULL;

  g_assert_false (wf_test_shows (what_if, "2 steps"));
  wf_document_repair_step (document, 1, 0);
  wf_document_repair_step (document, 4, 0.5);
  g_assert_true (wf_test_shows (what_if, "2 steps"));
  g_assert_true (wf_test_shows (what_if, change));
  g_assert_true (wf_test_shows (strip, "step 1 right"));
  g_assert_true (wf_test_shows (strip, together));
  g_assert_true (wf_test_shows (strip, "step 4 right by 50\u00a0%"));
  wf_document_switch_off_worlds (document);
  g_assert_cmpuint (wf_document_get_n_repairs (document), ==, 2);
  g_assert_cmpfloat (wf_document_get_kept (document, 4), ==, 1);
  wf_document_set_repair_active (document, 1, TRUE);
  active = wf_document_dup_repairs (document);
  g_assert_cmpuint (active->len, ==, 1);
  g_assert_cmpuint (g_array_index (active, WfRepair, 0).step, ==, 4);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What the chosen step uses and what uses it, with how that is known; a row goes there. */
static void
test_links (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *links = wf_test_find (GTK_WIDGET (window), WF_TYPE_STEP_LINKS);

  wf_document_select_step (document, 5);
  g_assert_true (wf_test_shows (links, "1 Coder"));
  g_assert_true (wf_test_shows (links, "4 WebSurfer"));
  g_assert_true (wf_test_shows (links, "6 Terminal"));
  g_assert_true (wf_test_shows (links, "shared words"));
  g_signal_emit_by_name (wf_test_find (links, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_filter (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *sidebar = wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_SIDEBAR);
  GtkListView *list = GTK_LIST_VIEW (wf_test_find (sidebar, GTK_TYPE_LIST_VIEW));
  GtkEditable *filter = GTK_EDITABLE (wf_test_find (sidebar, GTK_TYPE_SEARCH_ENTRY));
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (list));
  guint n = g_list_model_get_n_items (model);

  g_assert_cmpuint (n, ==, wf_trace_get_n_steps (wf_document_get_trace (document)));
  gtk_editable_set_text (filter, "TERMINAL");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  /* filtering is looking, not choosing */
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 1);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (model), 1);
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 6);
  gtk_editable_set_text (filter, "no such words");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_true (wf_test_shows (sidebar, "No step matches. Delete the filter to see all."));
  g_assert_cmpint (wf_document_get_selected_step (document), ==, 6);
  gtk_editable_set_text (filter, "");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n);
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (model)), ==, 6);
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
write_long_log (void)
{
  g_autoptr (GString) text = g_string_new ("{\"question\":\"How many?\",\"history\":[");
  char *path = g_build_filename (g_get_user_cache_dir (), "long.json", NULL);

  for (guint i = 0; i < N_LONG; i++)
    g_string_append_printf (text, "%s{\"role\":\"%s\",\"content\":\"step %u says %u\"}", i > 0 ? "," : "",
                            i == 0       ? "human"
                            : i % 3 == 0 ? "Orchestrator (thought)"
                                         : "WebSurfer",
                            i, i * i);
  g_string_append (text, "],\"mistake_agent\":\"WebSurfer\",\"mistake_step\":\"5\"}");
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  return path;
}

static gboolean
has_last_card (gpointer window)
{
  return find_card (window, N_LONG - 1) != NULL;
}

/* A long log makes cards for what is in view only; choosing a far step brings it into view. */
static void
test_long (void)
{
  g_autofree char *path = write_long_log ();
  WfWindow *window = open_log (path, 1280);
  WfDocument *document = wf_window_get_document (window);

  g_assert_cmpuint (count_cards (window), >, 5);
  g_assert_cmpuint (count_cards (window), <, 60);
  g_assert_null (find_card (window, N_LONG - 1));
  wf_document_select_step (document, N_LONG - 1);
  wf_test_wait (has_last_card, window);
  g_assert_cmpuint (count_cards (window), <, 60);
  gtk_window_destroy (GTK_WINDOW (window));
  g_remove (path);
}

static char *
shown_message (const char *text)
{
  GtkWidget *view = g_object_ref_sink (gtk_text_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;
  char *shown;

  wf_message_view_set_text (GTK_TEXT_VIEW (view), text);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_object_unref (view);
  return shown;
}

/* only the lines of the fences are left out: a message is evidence */
static void
test_message (void)
{
  const char *const cases[][2] = {
    { "", "" },
    { "plain", "plain" },
    { "see\n```python\nx = 1\n```\ndone", "see\nx = 1\ndone" },
    { "  ```\nx\n  ```", "x\n" },
    { "run ```pip install``` first\nthen go", "run ```pip install``` first\nthen go" },
    { "```pip install``` first\nthen go", "```pip install``` first\nthen go" },
    { "an open one\n```\nx", "an open one\nx" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = shown_message (cases[i][0]);

      g_assert_cmpstr (shown, ==, cases[i][1]);
    }
}

#define SPAN(id, begin, end, data)                                                                           \
  "{\"object\":\"trace.span\",\"id\":\"" id "\",\"trace_id\":\"t\",\"parent_id\":null,\"started_at\":\""     \
  "2026-01-05T10:00:0" begin "+00:00\",\"ended_at\":\"2026-01-05T10:00:0" end                                \
  "+00:00\",\"span_data\":{" data "}}\n"

static gboolean
has_title (GtkWidget *widget, const char *title)
{
  if (ADW_IS_ACTION_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return !adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (has_title (child, title))
      return TRUE;
  return FALSE;
}

/* Facts are named by the log: what looks like markup in them is shown as it is, and without a warning. */
static void
test_fact (void)
{
  static const char log[] =
      "{\"object\":\"trace\",\"id\":\"t\",\"workflow_name\":\"w\",\"metadata\":{\"R&D "
      "<1>\":\"yes\"}}\n" SPAN ("s1", "0", "1",
                                "\"type\":\"handoff\",\"from_agent\":\"planner\",\"to_agent\":\"writer\"")
          SPAN ("s2", "2", "3", "\"type\":\"agent\",\"name\":\"writer\"");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-fact.jsonl", NULL);
  WfWindow *window;

  g_assert_true (g_file_set_contents (path, log, -1, NULL));
  window = open_log (path, 1280);
  g_assert_true (has_title (wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_SIDEBAR), "R&D <1>"));
  gtk_window_destroy (GTK_WINDOW (window));
  g_remove (path);
}

/* what bears no blame has no percent and no what-if */
static void
test_no_blame (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  WfTrace *trace = wf_document_get_trace (document);
  GtkWidget *inspector = wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_INSPECTOR);
  GtkWidget *repair = wf_test_find (inspector, GTK_TYPE_SWITCH);

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    {
      wf_document_select_step (document, i);
      g_assert_cmpint (gtk_widget_get_mapped (repair), ==, wf_trace_can_bear_blame (trace, i));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* by its tooltip */
static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found)
        return found;
    }
  return NULL;
}

static WfAdviceList *
find_advice (WfWindow *window)
{
  GtkWidget *sidebar = wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_SIDEBAR);
  GtkStackSwitcher *switcher = GTK_STACK_SWITCHER (wf_test_find (sidebar, GTK_TYPE_STACK_SWITCHER));

  gtk_stack_set_visible_child_name (gtk_stack_switcher_get_stack (switcher), "advice");
  wf_test_run_loop (300);
  return WF_ADVICE_LIST (wf_test_find (sidebar, WF_TYPE_ADVICE_LIST));
}

/* What is switched by key keeps the focus: the next key finds it where it was. */
static void
test_focus (void)
{
  WfWindow *window = open_sample (1280);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *strip = wf_test_find (GTK_WIDGET (window), WF_TYPE_WORLDS_STRIP);
  GtkWidget *advised = wf_test_find (GTK_WIDGET (find_advice (window)), GTK_TYPE_SWITCH);
  GtkWidget *chip, *focus;

  gtk_widget_grab_focus (advised);
  gtk_switch_set_active (GTK_SWITCH (advised), TRUE);
  g_assert_cmpuint (wf_document_get_n_repairs (document), ==, 1);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == advised);
  wf_document_undo (document);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (advised)));

  wf_document_repair_step (document, 1, 0);
  wf_document_repair_step (document, 4, 0);
  chip = find_named (strip, "Switch off step 4 right");
  gtk_widget_grab_focus (chip);
  g_signal_emit_by_name (chip, "clicked");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (focus);
  g_assert_true (focus == find_named (strip, "Switch on step 4 right"));
  chip = find_named (strip, "Remove step 4 right");
  gtk_widget_grab_focus (chip);
  g_signal_emit_by_name (chip, "clicked");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, strip));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Ctrl+F: the list of steps, and the keys go to its filter */
static void
test_find (void)
{
  WfWindow *window = open_sample (1280);
  GtkWidget *sidebar = wf_test_find (GTK_WIDGET (window), WF_TYPE_TRACE_SIDEBAR);
  GtkWidget *focus;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, wf_test_find (sidebar, GTK_TYPE_SEARCH_ENTRY)));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "trace");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (WF_IS_STEP_WIDGET (focus));
  g_assert_cmpint (wf_step_widget_get_step (WF_STEP_WIDGET (focus)), ==,
                   wf_document_get_selected_step (wf_window_get_document (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_inspector_shown (WfWindow *window)
{
  gboolean is_shown;

  g_object_get (wf_page_get_panes (wf_window_get_page (window)), "show-end", &is_shown, NULL);
  return is_shown;
}

static void
test_narrow (void)
{
  WfWindow *window = open_sample (360);

  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  g_assert_nonnull (find_card (window, 0));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.escape", NULL);
  g_assert_false (is_inspector_shown (window));
  g_signal_emit_by_name (find_card (window, 1), "chosen");
  g_assert_true (is_inspector_shown (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-right-pane", NULL);
  g_assert_false (is_inspector_shown (window));
  g_signal_emit_by_name (find_card (window, 1), "chosen");
  g_assert_true (is_inspector_shown (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();

  g_test_add_func ("/trace-view/opens-on-suspect", test_opens_on_suspect);
  g_test_add_func ("/trace-view/choose", test_choose);
  g_test_add_func ("/trace-view/repair", test_repair);
  g_test_add_func ("/trace-view/repair-in-part", test_repair_in_part);
  g_test_add_func ("/trace-view/repairs", test_repairs);
  g_test_add_func ("/trace-view/links", test_links);
  g_test_add_func ("/trace-view/filter", test_filter);
  g_test_add_func ("/trace-view/long", test_long);
  g_test_add_func ("/trace-view/message", test_message);
  g_test_add_func ("/trace-view/fact", test_fact);
  g_test_add_func ("/trace-view/no-blame", test_no_blame);
  g_test_add_func ("/trace-view/focus", test_focus);
  g_test_add_func ("/trace-view/find", test_find);
  g_test_add_func ("/trace-view/narrow", test_narrow);

  return g_test_run ();
}
