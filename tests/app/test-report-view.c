/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"
#include "app/report-options.h"
#include "app/report-print.h"
#include "app/report-sheet.h"
#include "app/report-view.h"
#include "app/window-private.h"

typedef struct
{
  WfWindow *window;
  WfDocument *document;
  WfReportPages *pages;
} Fixture;

static gboolean
is_drawn (gpointer data)
{
  Fixture *f = data;

  return !wf_document_is_busy (f->document) && wf_report_pages_is_drawn (f->pages);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = wf_test_window_new (1280, 800);
  f->document = wf_window_get_document (f->window);
  wf_page_show_view (wf_window_get_page (f->window), "report");
  f->pages = WF_REPORT_PAGES (wf_test_find (GTK_WIDGET (f->window), WF_TYPE_REPORT_PAGES));
  wf_test_wait (is_drawn, f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
}

static guint
count_pages (Fixture *f)
{
  WfPages *pages = wf_document_get_pages (f->document);

  g_assert_nonnull (pages);
  return wf_pages_get_n_pages (pages);
}

/* cairo 1.16 leaves the objects of pages uncompressed */
static guint
count_in_file (const char *path)
{
  g_autofree char *data = NULL;
  gsize size;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (const char *p = data; p + 12 < data + size; p++)
    n += memcmp (p, "/Type /Page\n", 12) == 0 || memcmp (p, "/Type /Page ", 12) == 0;
  return n;
}

static guint
count_exported (Fixture *f)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "report-view.pdf", NULL);
  guint n;

  wf_test_export (f->document, path);
  n = count_in_file (path);
  g_unlink (path);
  return n;
}

static gboolean
has_heading (Fixture *f, const char *text)
{
  gsize n;
  const WfPageSpot *spots = wf_pages_get_spots (wf_document_get_pages (f->document), &n);

  for (gsize i = 0; i < n; i++)
    if (spots[i].kind == WF_SPOT_HEADING && g_str_equal (spots[i].text, text))
      return TRUE;
  return FALSE;
}

/* the switch of a section, by what a screen reader hears */
static GtkSwitch *
find_switch (GtkWidget *widget, const char *name)
{
  if (ADW_IS_ACTION_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name) == 0)
    return GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkSwitch *found = find_switch (child, name);

      if (found)
        return found;
    }
  return NULL;
}

static GtkSwitch *
get_switch (Fixture *f, const char *name)
{
  GtkSwitch *found = find_switch (wf_test_find (GTK_WIDGET (f->window), WF_TYPE_REPORT_OPTIONS), name);

  g_assert_nonnull (found);
  return found;
}

/* ---- cases ---- */

static void
test_same_as_pdf (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (count_pages (f), >=, 1);
  g_assert_cmpuint (count_pages (f), ==, count_exported (f));
}

static WfLayout *
get_layout (Fixture *f)
{
  const WfPageSpot *figure = wf_pages_find_figure (wf_document_get_pages (f->document), 0);

  g_assert_nonnull (figure);
  return figure->layout;
}

/* a switch takes a section from the pages and from the file, and gives it back; no graph is laid out again */
static void
test_sections (Fixture *f, gconstpointer data)
{
  g_autoptr (WfLayout) layout = wf_layout_ref (get_layout (f));
  GtkSwitch *evidence = get_switch (f, "Evidence");
  GtkSwitch *doubts = get_switch (f, "What could make it wrong");
  WfSections all = wf_document_get_sections (f->document);
  guint n = count_pages (f);

  g_assert_cmpuint (all, ==, WF_SECTIONS_ALL);
  g_assert_true (gtk_switch_get_active (doubts));
  g_assert_true (has_heading (f, "Edges"));
  gtk_switch_set_active (doubts, FALSE);
  gtk_switch_set_active (evidence, FALSE);
  wf_test_wait (is_drawn, f);
  g_assert_true (get_layout (f) == layout);
  g_assert_false (has_heading (f, "Edges"));
  g_assert_false (has_heading (f, "What could make it wrong"));
  g_assert_true (has_heading (f, "Reproduce"));
  g_assert_cmpuint (count_pages (f), ==, count_exported (f));
  g_assert_true (
      gtk_widget_get_visible (gtk_widget_get_ancestor (GTK_WIDGET (evidence), ADW_TYPE_ACTION_ROW)));
  gtk_switch_set_active (doubts, TRUE);
  gtk_switch_set_active (evidence, TRUE);
  wf_test_wait (is_drawn, f);
  g_assert_cmpuint (wf_document_get_sections (f->document), ==, all);
  g_assert_cmpuint (count_pages (f), ==, n);
}

static void
test_paper (Fixture *f, gconstpointer data)
{
  double width, height;

  wf_document_set_paper (f->document, WF_PAPER_LETTER);
  wf_test_wait (is_drawn, f);
  wf_pages_get_size (wf_document_get_pages (f->document), &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 612, 0.01);
  g_assert_cmpuint (count_pages (f), ==, count_exported (f));
  wf_document_set_paper (f->document, WF_PAPER_A4);
  wf_test_wait (is_drawn, f);
  wf_pages_get_size (wf_document_get_pages (f->document), &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 595.276, 0.01);
}

/* What is done in the graph is in the pages when the report comes to the front again, and not before. */
static void
test_follows (Fixture *f, gconstpointer data)
{
  WfPage *page = wf_window_get_page (f->window);
  WfPages *before = wf_pages_ref (wf_document_get_pages (f->document));

  wf_page_show_view (page, "graph");
  wf_test_set (f->document, "cache=90");
  wf_test_wait_idle (f->document);
  g_assert_true (wf_document_get_pages (f->document) == before);
  wf_page_show_view (page, "report");
  wf_test_wait (is_drawn, f);
  g_assert_true (wf_document_get_pages (f->document) != before);
  g_assert_true (has_heading (f, "Effects"));
  wf_document_undo (f->document);
  g_assert_true (has_heading (f, "Effects")); /* until the newer pages are there */
  wf_test_wait (is_drawn, f);
  g_assert_false (has_heading (f, "Effects"));
  wf_pages_unref (before);
}

/* of many wishes the last one is fulfilled */
static void
test_newest (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      wf_document_set_sections (f->document, i % 2 ? WF_SECTION_REPRODUCE : WF_SECTIONS_ALL);
      wf_test_run_loop (i * 5);
    }
  wf_test_wait (is_drawn, f);
  g_assert_true (has_heading (f, "Reproduce"));
  g_assert_false (has_heading (f, "Method"));
}

/* Stopped pages stay, and say that they are old. */
static void
test_cancel (Fixture *f, gconstpointer data)
{
  WfPages *before = wf_document_get_pages (f->document);
  GtkWidget *view = wf_test_find (GTK_WIDGET (f->window), WF_TYPE_REPORT_VIEW);

  wf_document_set_sections (f->document, 0);
  wf_document_refresh_pages (f->document);
  g_assert_true (wf_document_is_busy (f->document));
  wf_document_cancel (f->document);
  wf_test_wait_idle (f->document);
  g_assert_true (wf_document_get_pages (f->document) == before);
  g_assert_true (wf_document_are_pages_stopped (f->document));
  g_assert_true (wf_test_says (view, "out of date"));
  wf_document_refresh_pages (f->document);
  wf_test_wait (is_drawn, f);
  g_assert_false (wf_document_are_pages_stopped (f->document));
  g_assert_false (has_heading (f, "Reproduce"));
}

/* The same while there are no pages yet, and while the wait for a rest is on. */
static void
test_cancel_first (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();

  wf_document_want_pages (document, TRUE);
  wf_document_cancel (document);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_pages (document));
  g_assert_null (wf_document_get_pages_problem (document));
  g_assert_true (wf_document_are_pages_stopped (document));
  wf_document_set_sections (f->document, 0);
  wf_document_cancel (f->document);
  g_assert_false (wf_document_is_busy (f->document));
  g_assert_true (wf_document_are_pages_stopped (f->document));
}

static void
check_print (WfReport *report, WfPaper paper, guint n_pages)
{
  g_autoptr (GtkPrintOperation) operation = wf_report_print_new (report, paper);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "report-print.pdf", NULL);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_show_progress (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_no_error (wf_report_print_get_error (operation));
  g_assert_cmpuint (count_in_file (path), ==, n_pages);
  g_unlink (path);
}

/* The printer gets the pages of the file. */
static void
test_print (Fixture *f, gconstpointer data)
{
  g_autoptr (WfReport) report = wf_document_dup_report (f->document, NULL);

  check_print (report, WF_PAPER_A4, count_exported (f));
  wf_document_set_paper (f->document, WF_PAPER_LETTER);
  check_print (report, WF_PAPER_LETTER, count_exported (f));
}

static void
test_zoom (Fixture *f, gconstpointer data)
{
  WfPage *page = wf_window_get_page (f->window);
  double fitted = wf_page_get_zoom (page);

  g_assert_true (wf_page_can_zoom (page));
  g_assert_cmpfloat (fitted, >, 0.5);
  g_assert_cmpfloat (fitted, <=, 1.25);
  wf_page_zoom_by (page, 2);
  g_assert_cmpfloat_with_epsilon (wf_page_get_zoom (page), 2 * fitted, 1e-9);
  g_assert_false (wf_report_pages_is_drawn (f->pages));
  wf_test_wait (is_drawn, f);
  wf_page_zoom_to (page, 1);
  g_assert_cmpfloat (wf_page_get_zoom (page), ==, 1);
  wf_page_zoom_to (page, 100);
  g_assert_cmpfloat (wf_page_get_zoom (page), ==, 4);
  wf_page_zoom_to (page, 0);
  wf_test_wait (is_drawn, f);
  g_assert_cmpfloat_with_epsilon (wf_page_get_zoom (page), fitted, 1e-9);
}

/* Zooming keeps the middle of the view, going to a page shows it. */
static void
test_places (Fixture *f, gconstpointer data)
{
  GtkAdjustment *down;
  double share;

  g_object_get (f->pages, "vadjustment", &down, NULL);
  g_object_unref (down);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 0);
  wf_report_pages_set_zoom (f->pages, 2);
  wf_test_wait (is_drawn, f);
  wf_report_pages_go_to (f->pages, 0, 400);
  wf_test_wait (is_drawn, f);
  share = (gtk_adjustment_get_value (down) + gtk_adjustment_get_page_size (down) / 2 - 18) / 2;
  wf_report_pages_set_zoom (f->pages, 3);
  wf_test_wait (is_drawn, f);
  g_assert_cmpfloat_with_epsilon (
      (gtk_adjustment_get_value (down) + gtk_adjustment_get_page_size (down) / 2 - 18) / 3, share, 2);
  wf_report_pages_set_zoom (f->pages, 2); /* as quickly as a wheel does */
  wf_report_pages_set_zoom (f->pages, 3.5);
  wf_test_wait (is_drawn, f);
  g_assert_cmpfloat_with_epsilon (
      (gtk_adjustment_get_value (down) + gtk_adjustment_get_page_size (down) / 2 - 18) / 3.5, share, 2);
  wf_report_pages_go_to (f->pages, count_pages (f) - 1, 0);
  wf_test_wait (is_drawn, f);
  wf_report_pages_fit (f->pages);
  wf_test_wait (is_drawn, f);
  g_assert_cmpuint (wf_report_pages_get_page (f->pages), ==, count_pages (f) - 1);
}

static WfReportSpot *
find_spot (GtkWidget *widget, WfSpotKind kind)
{
  if (WF_IS_REPORT_SPOT (widget) && wf_report_spot_get_spot (WF_REPORT_SPOT (widget))->kind == kind)
    return WF_REPORT_SPOT (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      WfReportSpot *found = find_spot (child, kind);

      if (found)
        return found;
    }
  return NULL;
}

static gboolean
has_focus_within (Fixture *f)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  return focus && (focus == GTK_WIDGET (f->pages) || gtk_widget_is_ancestor (focus, GTK_WIDGET (f->pages)));
}

/* The keys go on scrolling when there are other pages. */
static void
test_focus (Fixture *f, gconstpointer data)
{
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (find_spot (GTK_WIDGET (f->pages), WF_SPOT_FIGURE))));
  g_assert_true (has_focus_within (f));
  wf_document_set_sections (f->document, WF_SECTIONS_ALL & ~WF_SECTION_DOUBTS);
  wf_test_wait (is_drawn, f);
  g_assert_true (has_focus_within (f));
}

/* What a screen reader hears. */
static void
test_accessible (Fixture *f, gconstpointer data)
{
  WfReportSpot *title = find_spot (GTK_WIDGET (f->pages), WF_SPOT_TITLE);
  WfReportSpot *heading = find_spot (GTK_WIDGET (f->pages), WF_SPOT_HEADING);
  WfReportSpot *figure = find_spot (GTK_WIDGET (f->pages), WF_SPOT_FIGURE);
  g_autofree char *page = g_strdup_printf ("Page 1 of %u", count_pages (f));

  gtk_test_accessible_assert_property (f->pages, GTK_ACCESSIBLE_PROPERTY_LABEL, "Report");
  gtk_test_accessible_assert_property (gtk_widget_get_parent (GTK_WIDGET (title)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, page);
  gtk_test_accessible_assert_role (title, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_role (heading, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (heading, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       wf_report_spot_get_spot (heading)->text);
  gtk_test_accessible_assert_role (figure, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (figure)));
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (figure)));
}

static gboolean
has_copied (gpointer data)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (data));

  return gdk_content_formats_contain_mime_type (formats, "image/svg+xml");
}

/* the figure with the focus, as vectors and as dots */
static void
test_copy (Fixture *f, gconstpointer data)
{
  WfReportSpot *figure = find_spot (GTK_WIDGET (f->pages), WF_SPOT_FIGURE);
  g_autoptr (WfPicture) picture = NULL;

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (figure)));
  picture = wf_page_make_picture (wf_window_get_page (f->window));
  g_assert_nonnull (picture);
  g_assert_true (picture->figure == wf_report_spot_get_spot (figure)->figure);
  g_assert_nonnull (picture->layout);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), "win.copy-picture", NULL));
  wf_test_wait (has_copied, f->window);
  g_assert_true (gdk_content_formats_contain_gtype (
      gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (f->window))), GDK_TYPE_TEXTURE));
}

/* How a report is written goes with its project. */
static void
test_remembered (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "report-view.wherefore", NULL);
  g_autoptr (WfDocument) other = wf_document_new ();
  g_autoptr (GError) error = NULL;
  WfPaper paper = 1 - wf_paper_for_locale ();

  wf_document_set_paper (f->document, paper);
  wf_document_set_sections (f->document, WF_SECTION_METHOD);
  wf_document_set_redacted (f->document, TRUE);
  wf_test_save (f->document, path);
  wf_test_load (other, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wf_document_get_paper (other), ==, paper);
  g_assert_cmpuint (wf_document_get_sections (other), ==, WF_SECTION_ANSWER | WF_SECTION_METHOD);
  g_assert_true (wf_document_is_redacted (other));
  g_unlink (path);
}

/* Only what was said can be redacted. */
static void
test_redact (void)
{
  WfWindow *window = wf_test_window_open_text (
      1280, "run.json",
      "{\"question\":\"which?\",\"mistake_agent\":\"B\",\"mistake_step\":\"1\",\"history\":["
      "{\"content\":\"begin\",\"name\":\"A\"},{\"content\":\"I assume that it is seventeen\",\"name\":\"B\"},"
      "{\"content\":\"it is 17\",\"name\":\"A\"}]}");
  Fixture f = { window, wf_window_get_document (window), NULL };
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GVariant) state = NULL;

  wf_page_show_view (wf_window_get_page (window), "report");
  f.pages = WF_REPORT_PAGES (wf_test_find (GTK_WIDGET (window), WF_TYPE_REPORT_PAGES));
  wf_test_wait (is_drawn, &f);
  g_assert_true (wf_document_can_redact (f.document));
  gtk_switch_set_active (get_switch (&f, "Redact"), TRUE);
  g_assert_true (wf_document_is_redacted (f.document));
  wf_test_wait (is_drawn, &f);
  report = wf_report_ref (wf_pages_get_report (wf_document_get_pages (f.document)));
  for (gsize i = 0; i < wf_report_get_n_blocks (report); i++)
    {
      const char *text = wf_report_get_text (report, i);

      g_assert_true (text == NULL || strstr (text, "seventeen") == NULL);
    }
  state = g_action_group_get_action_state (G_ACTION_GROUP (window), "redact-reports");
  g_assert_true (g_variant_get_boolean (state));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* of a document without anything there are no pages */
static void
test_nothing (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();

  wf_document_want_pages (document, TRUE);
  wf_test_wait_idle (document);
  g_assert_null (wf_document_get_pages (document));
  g_assert_false (wf_document_can_report (document));
}

/* The map of a large graph leads to the pages of its parts; on it the figure is meant, too. */
static void
test_map (void)
{
  g_autoptr (GString) text = g_string_new ("digraph {");
  g_autoptr (WfPicture) picture = NULL;
  WfWindow *window;
  Fixture f;
  WfReportSpot *link;
  const WfPageSpot *spot;

  for (guint i = 1; i < 320; i++)
    g_string_append_printf (text, " n%u -> n%u;", (i - 1) / 2, i);
  g_string_append (text, " }");
  window = wf_test_window_open_text (1280, "large.dot", text->str);
  f = (Fixture){ window, wf_window_get_document (window), NULL };
  wf_page_show_view (wf_window_get_page (window), "report");
  f.pages = WF_REPORT_PAGES (wf_test_find (GTK_WIDGET (window), WF_TYPE_REPORT_PAGES));
  wf_test_wait (is_drawn, &f);
  link = find_spot (GTK_WIDGET (f.pages), WF_SPOT_LINK);
  while (wf_report_spot_get_spot (link)->figure == NULL)
    link = WF_REPORT_SPOT (gtk_widget_get_next_sibling (GTK_WIDGET (link)));
  spot = wf_report_spot_get_spot (link);
  gtk_test_accessible_assert_role (link, GTK_ACCESSIBLE_ROLE_LINK);
  gtk_test_accessible_assert_property (link, GTK_ACCESSIBLE_PROPERTY_LABEL, "Figure 1, part A1.");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (link)));
  picture = wf_report_pages_make_picture (f.pages);
  g_assert_true (picture->figure == spot->figure);
  g_signal_emit_by_name (link, "activate");
  wf_test_run_loop (100);
  g_assert_cmpint (spot->target, >, 0);
  g_assert_cmpuint (wf_report_pages_get_page (f.pages), ==, spot->target);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (link)));
  wf_report_pages_go_to (f.pages, count_pages (&f) - 1, 0);
  wf_test_run_loop (100);
  g_assert_cmpuint (wf_report_pages_get_page (f.pages), ==, count_pages (&f) - 1);
  g_assert_true (has_focus_within (&f)); /* the keys go on scrolling */
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  WfWindow *window = wf_test_window_new (360, 640);
  Fixture f = { window, wf_window_get_document (window), NULL };
  WfReportView *view = WF_REPORT_VIEW (wf_test_find (GTK_WIDGET (window), WF_TYPE_REPORT_VIEW));
  gboolean is_shown;

  wf_page_show_view (wf_window_get_page (window), "report");
  f.pages = wf_report_view_get_pages (view);
  wf_test_wait (is_drawn, &f);
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  g_object_get (wf_report_view_get_panes (view), "show-end", &is_shown, NULL);
  g_assert_false (is_shown);
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-right-pane", NULL);
  wf_test_run_loop (400);
  g_object_get (wf_report_view_get_panes (view), "show-end", &is_shown, NULL);
  g_assert_true (is_shown);
  g_assert_cmpint (wf_test_get_minimum_width (window), <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(name) g_test_add ("/report-view/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  wf_test_load_style ();
  ADD (same_as_pdf);
  ADD (sections);
  ADD (paper);
  ADD (follows);
  ADD (newest);
  ADD (cancel);
  ADD (cancel_first);
  ADD (print);
  ADD (zoom);
  ADD (places);
  ADD (focus);
  ADD (accessible);
  ADD (copy);
  ADD (remembered);
  g_test_add_func ("/report-view/redact", test_redact);
  g_test_add_func ("/report-view/nothing", test_nothing);
  g_test_add_func ("/report-view/map", test_map);
  g_test_add_func ("/report-view/narrow", test_narrow);
  return g_test_run ();
}
