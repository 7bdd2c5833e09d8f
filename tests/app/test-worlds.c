/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Interventions of every kind: as typed, as commands of the document, by the controls of the window. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"
#include "app/effects-panel.h"
#include "app/inspector.h"
#include "app/typed-value.h"
#include "app/value-control.h"
#include "app/worlds-strip.h"

static void
check_typed (WfInterventionKind kind, const char *text, const char *source, const char *shown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfIntervention) intervention = wf_typed_intervention ("cache", kind, FALSE, text, &error);
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  back = wf_intervention_to_source (intervention);
  again = wf_typed_text (intervention, kind);
  g_assert_cmpstr (back, ==, source);
  g_assert_cmpstr (again, ==, shown);
}

static void
test_typed (void)
{
  g_autoptr (GError) error = NULL;
  double value;

  check_typed (WF_INTERVENTION_SET, " 90 ", "cache=90", "90");
  check_typed (WF_INTERVENTION_SET, "= −90.5", "cache=-90.5", "−90.5");
  check_typed (WF_INTERVENTION_SHIFT, "+5", "cache+=5", "+5");
  check_typed (WF_INTERVENTION_SHIFT, "−5", "cache+=-5", "−5");
  check_typed (WF_INTERVENTION_SET, "*=2", "cache*=2", "*=2");
  check_typed (WF_INTERVENTION_SET, "90 if hits>3", "cache=90 if hits>3", "90 if hits>3");
  check_typed (WF_INTERVENTION_SET, "~normal(5,2)", "cache~normal(5,2)", "~normal(5,2)");
  check_typed (WF_INTERVENTION_DRAW, "~normal(5,2)", "cache~normal(5,2)", "normal(5,2)");
  check_typed (WF_INTERVENTION_SET, "[2,5]", "cache=[2,5]", "[2,5]");
  check_typed (WF_INTERVENTION_SET, "cache:=2+0.5*repeats", "cache:=2+0.5*repeats", ":=2+0.5*repeats");
  g_assert_null (wf_typed_intervention ("cache", WF_INTERVENTION_SET, FALSE, "~sometimes", &error));
  g_assert_nonnull (error);
  g_assert_false (wf_typed_number ("ninety", &value));
  g_assert_false (wf_typed_number ("", &value));
  g_assert_false (wf_typed_number ("inf", &value));
}

static void
test_document (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();

  wf_test_set (document, "cache+=5");
  wf_test_set (document, "cache+=6");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Shift cache + 6");
  /* another kind takes its place, as another command */
  wf_test_set (document, "cache=90");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Set cache = 90");
  wf_document_undo (document);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Shift cache + 6");
  /* edges are cut beside it */
  wf_test_set (document, "cache-/->hits");
  wf_test_set (document, "repeats-/->hits");
  wf_test_set (document, "hits+=1");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 4);
  wf_document_release (document, "hits");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 3);
  wf_document_remove_intervention (document, 1);
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 2);
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Undo the cut cache ↛ hits");
  wf_document_undo (document);
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 3);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_effect (document));
}

/* The simulation is made once: after another question and after undo it is the same. */
static void
test_model_is_kept (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  WfModel *model;

  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  model = wf_effect_get_model (wf_document_get_effect (document));
  g_assert_true (model == wf_document_get_model (document));
  g_assert_false (wf_document_is_coarse (document));
  wf_document_undo (document);
  wf_document_undo (document);
  g_assert_null (wf_document_get_model (document));
  wf_document_redo (document);
  wf_document_redo (document);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_effect (document));
}

static gboolean
has_effect (gpointer document)
{
  return wf_document_get_effect (document) != NULL;
}

/* bounds have no closed form: few draws come first, all when the hand rests, and the newest value counts */
static void
test_coarse (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "wherefore-coarse.md", NULL);
  g_autofree char *text = NULL;
  gssize hits = wf_graph_find_node (wf_document_get_graph (document), "hits");
  double coarse, full;

  wf_test_wait_idle (document);
  wf_test_set (document, "cache=[60,70]");
  wf_test_wait (has_effect, document);
  g_assert_cmpuint (wf_effect_get_n_draws (wf_document_get_effect (document)), ==, 500);
  g_assert_true (wf_document_is_coarse (document));
  coarse = wf_marginal_get_mean (wf_effect_get_after (wf_document_get_effect (document), hits));
  /* a report doesn't rest on so few */
  wf_test_export (document, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "10,000"));
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_effect_get_n_draws (wf_document_get_effect (document)), ==, 10000);
  g_assert_false (wf_document_is_coarse (document));
  full = wf_marginal_get_mean (wf_effect_get_after (wf_document_get_effect (document), hits));
  g_assert_cmpfloat (fabs (full - coarse), <, 2);
  for (int low = 61; low <= 70; low++)
    {
      g_autofree char *source = g_strdup_printf ("cache=[%d,70]", low);

      wf_test_set (document, source);
      wf_test_run_loop (5);
    }
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_effect_get_n_draws (wf_document_get_effect (document)), ==, 10000);
  g_assert_cmpfloat_with_epsilon (
      wf_marginal_get_mean (
          wf_effect_get_after (wf_document_get_effect (document),
                               (guint) wf_graph_find_node (wf_document_get_graph (document), "cache"))),
      70, 1e-9);
  /* Escape while it rests: what is there stays */
  wf_test_set (document, "cache=[50,60]");
  while (wf_effect_get_n_draws (wf_document_get_effect (document)) != 500)
    g_main_context_iteration (NULL, TRUE);
  wf_document_cancel (document);
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_effect_get_n_draws (wf_document_get_effect (document)), ==, 500);
}

static GtkWidget *
find_toggle (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_toggle (child, label);
  return found;
}

static char *
get_source (WfDocument *document, gsize i)
{
  return wf_intervention_to_source (wf_document_get_intervention (document, i));
}

static void
assert_source (WfDocument *document, gsize i, const char *expected)
{
  g_autofree char *source = get_source (document, i);

  g_assert_cmpstr (source, ==, expected);
}

/* a mode waits for its value, and the slider gives it; to draw at random needs none */
static void
test_modes (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *control = wf_test_find (GTK_WIDGET (window), WF_TYPE_VALUE_CONTROL);
  GtkWidget *entry, *scale;

  wf_document_select_node (document, wf_graph_find_node (wf_document_get_graph (document), "cache"));
  entry = wf_test_find (control, GTK_TYPE_ENTRY);
  scale = wf_test_find (control, GTK_TYPE_SCALE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (control, "Shift")), TRUE);
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 0);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (scale)), ==, 0);
  gtk_range_set_value (GTK_RANGE (scale), 10);
  assert_source (document, 0, "cache+=10");
  gtk_range_set_value (GTK_RANGE (scale), 8.9300123);
  assert_source (document, 0, "cache+=9");
  gtk_range_set_value (GTK_RANGE (scale), 10);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "+10");
  gtk_editable_set_text (GTK_EDITABLE (entry), "-7");
  g_signal_emit_by_name (entry, "activate");
  assert_source (document, 0, "cache+=-7");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (control, "Random")), TRUE);
  assert_source (document, 0, "cache~observed");
  wf_document_undo (document);
  assert_source (document, 0, "cache+=-7");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_toggle (control, "Shift"))));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (control, "Set")), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "*=2");
  g_signal_emit_by_name (entry, "activate");
  assert_source (document, 0, "cache*=2");
  gtk_editable_set_text (GTK_EDITABLE (entry), "~sometimes");
  g_signal_emit_by_name (entry, "activate");
  assert_source (document, 0, "cache*=2");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  wf_document_release (document, "cache");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_toggle (control, "Set"))));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_named (GtkWidget *widget, const char *tooltip)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, tooltip);
  return found;
}

/* a chip says what it does, leads to its variable or edge, and goes; beside it stands how exact the answer is
 */
static void
test_chips (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *strip = wf_test_find (GTK_WIDGET (window), WF_TYPE_WORLDS_STRIP);
  WfGraph *graph = wf_document_get_graph (document);
  guint a, b;

  g_assert_false (wf_test_says (strip, "exact"));
  wf_test_set (document, "cache+=5");
  wf_test_set (document, "cache-/->hits");
  wf_test_wait_idle (document);
  g_assert_true (wf_test_says (strip, "cache + 5"));
  g_assert_true (wf_test_says (strip, "exact"));
  g_signal_emit_by_name (find_named (strip, "Change cache + 5"), "clicked");
  g_assert_cmpint (wf_document_get_selected_node (document), ==, wf_graph_find_node (graph, "cache"));
  g_signal_emit_by_name (find_named (strip, "Change cache ↛ hits"), "clicked");
  g_assert_true (wf_document_get_selected_pair (document, &a, &b));
  g_assert_cmpuint (b, ==, wf_graph_find_node (graph, "hits"));
  g_signal_emit_by_name (find_named (strip, "Switch off cache + 5"), "clicked");
  g_assert_false (wf_document_is_intervention_active (document, 0));
  g_assert_nonnull (find_named (strip, "Switch on cache + 5"));
  g_signal_emit_by_name (find_named (strip, "Remove cache ↛ hits"), "clicked");
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  /* outside of what was seen */
  wf_test_set (document, "cache=9000");
  wf_test_wait_idle (document);
  g_assert_true (wf_test_says (strip, "extrapolation"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_tooltip (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_tooltip (child, text);
  return found;
}

/* every variable that changed, the most changed first; as text with numbers that read back */
static void
test_effects (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *panel = wf_test_find (GTK_WIDGET (window), WF_TYPE_EFFECTS_PANEL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  WfEffect *effect;
  gssize hits;

  g_assert_false (gtk_widget_get_mapped (panel));
  g_action_group_change_action_state (G_ACTION_GROUP (window), "show-effects", g_variant_new_boolean (TRUE));
  wf_test_run_loop (400);
  g_assert_true (gtk_widget_get_mapped (panel));
  g_assert_true (wf_test_says (panel, "what changes is listed here"));
  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  effect = wf_document_get_effect (document);
  hits = wf_graph_find_node (wf_document_get_graph (document), "hits");
  text = wf_effects_panel_dup_text (WF_EFFECTS_PANEL (panel));
  lines = g_strsplit (text, "\n", -1);
  /* a heading, the variable that is set, five below it, and the end */
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 1 + 5 + 1);
  g_assert_true (g_str_has_prefix (lines[0], "Variable\tBefore\tAfter\t"));
  g_assert_true (g_str_has_prefix (lines[1], "cache\t"));
  for (guint i = 1; lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 7);
      /* exact, and yet the rows leave something open */
      g_assert_cmpfloat (g_ascii_strtod (cells[5], NULL), <=, g_ascii_strtod (cells[3], NULL) + 1e-9);
      g_assert_cmpfloat (g_ascii_strtod (cells[6], NULL), >=, g_ascii_strtod (cells[3], NULL) - 1e-9);
      g_assert_cmpfloat (g_ascii_strtod (cells[4], NULL), >, 0);
      if (g_str_equal (cells[0], "hits"))
        g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cells[2], NULL),
                                        wf_marginal_get_mean (wf_effect_get_after (effect, hits)), 1e-12);
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cells[2], NULL) - g_ascii_strtod (cells[1], NULL),
                                      g_ascii_strtod (cells[3], NULL), 1e-9);
    }
  wf_document_undo (document);
  wf_test_wait_idle (document);
  g_assert_true (wf_test_says (panel, "what changes is listed here"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Intervals are of the effect that is there, once it rests, and nobody computes them for a closed table. */
static void
test_intervals (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *panel = wf_test_find (GTK_WIDGET (window), WF_TYPE_EFFECTS_PANEL);
  g_autoptr (WfEffectIntervals) first = NULL;

  wf_test_set (document, "cache=90");
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_effect (document));
  g_assert_null (wf_document_get_intervals (document));
  g_action_group_change_action_state (G_ACTION_GROUP (window), "show-effects", g_variant_new_boolean (TRUE));
  wf_test_run_loop (400);
  wf_test_wait_idle (document);
  wf_test_run_loop (300);
  first = wf_effect_intervals_ref (wf_document_get_intervals (document));
  g_assert_true (wf_effect_intervals_get_effect (first) == wf_document_get_effect (document));
  g_assert_true (wf_test_says (panel, " to "));
  g_assert_nonnull (find_tooltip (panel, "95 %, from 100 samples of the rows"));
  /* a newer question never has older intervals */
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("cache=%d", 91 + i);
      WfEffectIntervals *intervals;

      wf_test_set (document, text);
      wf_test_run_loop (50);
      intervals = wf_document_get_intervals (document);
      g_assert_true (intervals == NULL ||
                     wf_effect_intervals_get_effect (intervals) == wf_document_get_effect (document));
    }
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_intervals (document));
  g_assert_true (wf_document_get_intervals (document) != first);
  g_assert_true (wf_effect_intervals_get_effect (wf_document_get_intervals (document)) ==
                 wf_document_get_effect (document));
  wf_document_release (document, "cache");
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_intervals (document));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_failure (WfDocument *document, const GError *error, guint *n)
{
  g_assert_nonnull (strstr (error->message, "too many"));
  ++*n;
}

/* Each of two causes is 1 in a single row: most samples lack one of these rows and can't be fitted. That is
 * said once, not after every question. */
static void
test_unsure (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *table = g_build_filename (folder, "rare.csv", NULL);
  g_autofree char *graph = g_build_filename (folder, "rare.dot", NULL);
  g_autoptr (GString) text = g_string_new ("p,q,effect\n");
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;

  for (int i = 0; i < 40; i++)
    g_string_append_printf (text, "%s,%s,%g\n", i == 5 ? "1.5" : "0.5", i == 9 ? "2.5" : "0.25",
                            sin (7.0 * i));
  g_assert_true (g_file_set_contents (table, text->str, -1, &error));
  g_assert_true (g_file_set_contents (graph, "digraph { p -> effect; q -> effect }", -1, &error));
  g_assert_true (wf_test_load (document, table, &error));
  g_assert_true (wf_test_load (document, graph, &error));
  g_assert_nonnull (wf_document_get_model (document));
  g_signal_connect (document, "failed", G_CALLBACK (count_failure), &n_failed);
  wf_document_want_intervals (document, TRUE);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *set = g_strdup_printf ("p+=%d", i + 1);

      wf_test_set (document, set);
      wf_test_wait_idle (document);
      g_assert_nonnull (wf_document_get_effect (document));
      g_assert_null (wf_document_get_intervals (document));
    }
  g_assert_cmpuint (n_failed, ==, 1);
  g_remove (table);
  g_remove (graph);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  g_test_add_func ("/worlds/typed", test_typed);
  g_test_add_func ("/worlds/document", test_document);
  g_test_add_func ("/worlds/model-is-kept", test_model_is_kept);
  g_test_add_func ("/worlds/coarse", test_coarse);
  g_test_add_func ("/worlds/modes", test_modes);
  g_test_add_func ("/worlds/chips", test_chips);
  g_test_add_func ("/worlds/effects", test_effects);
  g_test_add_func ("/worlds/intervals", test_intervals);
  g_test_add_func ("/worlds/unsure", test_unsure);
  return g_test_run ();
}
