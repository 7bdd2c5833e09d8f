/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the window says and offers of projects. */

#include "config.h"

#include <glib/gstdio.h>

#include "app-test.h"
#include "app/backup.h"

static GtkInfoBar *
get_bar (WfWindow *window)
{
  return GTK_INFO_BAR (wf_test_find (GTK_WIDGET (window), GTK_TYPE_INFO_BAR));
}

static gboolean
activate (WfWindow *window, const char *action)
{
  gboolean is_found = gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);

  wf_test_run_loop (60);
  return is_found;
}

static char *
make_path (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_unmodified (gpointer document)
{
  return !wf_document_is_modified (document);
}

static WfWindow *
open_window (const char *path)
{
  WfWindow *window = g_object_new (WF_TYPE_WINDOW, NULL);
  g_autoptr (GError) error = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  wf_test_load (wf_window_get_document (window), path, &error);
  g_assert_no_error (error);
  wf_test_wait_idle (wf_window_get_document (window));
  wf_test_run_loop (100);
  return window;
}

static void
test_save (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  WfCanvas *canvas = wf_page_get_canvas (wf_window_get_page (window));
  g_autofree char *path = make_path ("a.wherefore");
  double zoom, x, y, other_zoom, other_x, other_y;
  WfWindow *again;

  wf_test_save (document, path);
  wf_test_run_loop (50);
  g_assert_true (wf_test_shows (GTK_WIDGET (window), "a"));
  wf_test_set (document, "cache=96");
  wf_test_wait_idle (document);
  wf_canvas_set_zoom (canvas, 1.5, 30, 40);
  wf_page_show_view (wf_window_get_page (window), "table");
  wf_test_run_loop (50);
  g_assert_true (wf_test_says (GTK_WIDGET (window), "modified •"));
  g_assert_true (activate (window, "win.save"));
  wf_test_wait (is_unmodified, document);
  g_assert_false (wf_test_says (GTK_WIDGET (window), "modified •"));

  again = open_window (path);
  g_assert_cmpstr (wf_page_get_view (wf_window_get_page (again)), ==, "table");
  g_assert_true (wf_canvas_get_view (canvas, &zoom, &x, &y));
  g_assert_true (
      wf_canvas_get_view (wf_page_get_canvas (wf_window_get_page (again)), &other_zoom, &other_x, &other_y));
  g_assert_cmpfloat (zoom, ==, other_zoom);
  g_assert_cmpfloat (x, ==, other_x);
  g_assert_cmpfloat (y, ==, other_y);
  g_assert_false (gtk_info_bar_get_revealed (get_bar (again)));
  gtk_window_destroy (GTK_WINDOW (again));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_missing (void)
{
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autofree char *sample = wf_test_sample ("web-service.csv");
  g_autofree char *data = make_path ("rows.csv");
  g_autofree char *project = make_path ("a.wherefore");
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  WfWindow *window;

  g_assert_true (g_file_get_contents (sample, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (data, text, -1, NULL));
  wf_test_load (document, data, &error);
  wf_test_save (document, project);
  g_assert_cmpint (g_unlink (data), ==, 0);

  window = open_window (project);
  g_assert_true (gtk_info_bar_get_revealed (get_bar (window)));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "rows.csv isn’t where it was"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "Locate…"));
  g_assert_false (wf_test_says (GTK_WIDGET (window), "Restore"));
  file = g_file_new_for_path (sample);
  wf_document_relocate (wf_window_get_document (window), "table", file);
  wf_test_wait_idle (wf_window_get_document (window));
  wf_test_run_loop (50);
  g_assert_false (gtk_info_bar_get_revealed (get_bar (window)));
  g_assert_nonnull (wf_document_get_table (wf_window_get_document (window)));
  wf_document_forget_changes (wf_window_get_document (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
count_backups (void)
{
  g_autoptr (GPtrArray) backups = wf_backups_list ();

  return backups->len;
}

/* a closed window's document may live a moment longer */
static void
wait_for_backup (void)
{
  for (int i = 0; i < 500 && count_backups () == 0; i++)
    wf_test_run_loop (10);
  g_assert_cmpuint (count_backups (), ==, 1);
}

/* Closing asks nothing; the next window offers what wasn't saved. */
static void
test_close_and_restore (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document;

  wf_test_set (wf_window_get_document (window), "cache=96");
  wf_test_wait_idle (wf_window_get_document (window));
  gtk_window_close (GTK_WINDOW (window));
  wait_for_backup ();

  window = g_object_new (WF_TYPE_WINDOW, NULL);
  gtk_window_present (GTK_WINDOW (window));
  document = wf_window_get_document (window);
  wf_test_run_loop (100);
  g_assert_true (gtk_info_bar_get_revealed (get_bar (window)));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "There is work that wasn’t saved: web-service.csv"));
  g_assert_true (activate (window, "win.restore"));
  wf_test_wait_idle (document);
  wf_test_run_loop (100);
  g_assert_cmpuint (wf_document_get_n_interventions (document), ==, 1);
  g_assert_true (wf_document_is_modified (document));
  g_assert_false (gtk_info_bar_get_revealed (get_bar (window)));
  wf_document_forget_changes (document);
  g_assert_cmpuint (count_backups (), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_discard (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);

  wf_test_set (wf_window_get_document (window), "cache=96");
  wf_test_wait_idle (wf_window_get_document (window));
  gtk_window_close (GTK_WINDOW (window));
  wait_for_backup ();
  window = g_object_new (WF_TYPE_WINDOW, NULL);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (gtk_info_bar_get_revealed (get_bar (window)));
  g_assert_true (activate (window, "win.discard"));
  g_assert_false (gtk_info_bar_get_revealed (get_bar (window)));
  g_assert_cmpuint (count_backups (), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static GtkWindow *
wait_for_dialog (void)
{
  for (int i = 0; i < 500 && find_dialog () == NULL; i++)
    wf_test_run_loop (10);
  g_assert_nonnull (find_dialog ());
  return find_dialog ();
}

/* Where no backup can be kept, closing asks: the last of the tests, as it makes the place for them unusable.
 */
static void
test_no_backup (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "wherefore", NULL);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  GtkWindow *dialog;

  g_rmdir (backups);
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  wf_test_set (document, "cache=96");
  wf_test_wait_idle (document);
  gtk_window_close (GTK_WINDOW (window));
  wf_test_run_loop (100);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  wf_test_run_loop (100);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
  gtk_window_close (GTK_WINDOW (window));
  wf_test_run_loop (100);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "discard");
  wf_test_run_loop (100);
  g_assert_null (find_dialog ());
}

/* A file that can't be written: it is said in a dialog, which offers another place, and nothing counts as
 * saved. */
static void
test_save_fails (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  g_autofree char *path = make_path ("a.wherefore");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *moved = g_strconcat (folder, "-moved", NULL);
  GtkWindow *dialog;

  wf_test_save (document, path);
  wf_test_set (document, "cache=96");
  wf_test_wait_idle (document);
  g_assert_cmpint (g_rename (folder, moved), ==, 0);
  g_assert_true (activate (window, "win.save"));
  dialog = wait_for_dialog ();
  g_assert_true (wf_test_says (GTK_WIDGET (dialog), "a.wherefore wasn’t written: its folder isn’t there"));
  g_assert_true (wf_document_is_modified (document));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "close");
  wf_test_run_loop (100);
  g_assert_cmpint (g_rename (moved, folder), ==, 0);
  g_assert_true (activate (window, "win.save"));
  wf_test_wait (is_unmodified, document);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Another program wrote the file meanwhile: nothing is lost before somebody says so. */
static void
test_changed_elsewhere (void)
{
  WfWindow *window = wf_test_window_new (1280, 800);
  WfDocument *document = wf_window_get_document (window);
  g_autofree char *path = make_path ("a.wherefore");
  g_autofree char *text = NULL;

  wf_test_save (document, path);
  wf_test_set (document, "cache=96");
  wf_test_wait_idle (document);
  g_assert_true (g_file_set_contents (path, "theirs", -1, NULL));
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (activate (window, "win.save"));
      g_assert_true (
          wf_test_says (GTK_WIDGET (wait_for_dialog ()), "“a.wherefore” was changed by another program"));
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "theirs");
      g_assert_true (wf_document_is_modified (document));
      g_clear_pointer (&text, g_free);
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), i == 0 ? "close" : "overwrite");
      wf_test_run_loop (100);
    }
  wf_test_wait (is_unmodified, document);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, !=, "theirs");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* the bar names the version, and Save asks for another place */
static void
test_newer (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autofree char *path = make_path ("a.wherefore");
  g_autofree char *text = NULL;
  g_autoptr (GString) newer = NULL;
  WfWindow *window;

  wf_test_save (document, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  newer = g_string_new (text);
  g_assert_cmpuint (g_string_replace (newer, "\"version\": 1", "\"version\": 2", 1), ==, 1);
  g_assert_cmpuint (
      g_string_replace (newer, "\"program\": \"" PACKAGE_VERSION "\"", "\"program\": \"99.1\"", 1), ==, 1);
  g_assert_true (g_file_set_contents (path, newer->str, -1, NULL));
  window = open_window (path);
  g_assert_true (gtk_info_bar_get_revealed (get_bar (window)));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "(Wherefore 99.1)"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "Save As…"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "read-only"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/project-window/save", test_save);
  g_test_add_func ("/project-window/missing", test_missing);
  g_test_add_func ("/project-window/close-and-restore", test_close_and_restore);
  g_test_add_func ("/project-window/discard", test_discard);
  g_test_add_func ("/project-window/save-fails", test_save_fails);
  g_test_add_func ("/project-window/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/project-window/newer", test_newer);
  g_test_add_func ("/project-window/no-backup", test_no_backup);
  return g_test_run ();
}
