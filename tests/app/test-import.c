/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How a file is read: shown, changed, read once more, undone. */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <zip.h>

#include "app-test.h"
#include "app/import-dialog.h"
#include "app/import-grid.h"
#include "app/import-setting.h"
#include "app/window-private.h"

static char *folder;

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char *
write_semicolons (void)
{
  g_autoptr (GString) text = g_string_new ("name;height;size;code\n");

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "n%u;1,%02u;%s;%u\n", i, 50 + i,
                            i % 3 == 0   ? "small"
                            : i % 3 == 1 ? "medium"
                                         : "large",
                            i % 4);
  return write_file ("semicolons.csv", text->str);
}

static char *
write_database (void)
{
  char *path = g_build_filename (folder, "a.db", NULL);
  sqlite3 *db;

  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db,
                    "CREATE TABLE first (x, y); INSERT INTO first VALUES (1.5, 2.5), (3.5, 4.5);"
                    "CREATE TABLE second (u, v, w); INSERT INTO second VALUES (1.5, 'a', 3), (2.5, 'b', 4)",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close (db);
  return path;
}

#define CELL(value) "<table:table-cell office:value-type=\"float\" office:value=\"" value "\"/>"
#define NAME(text)                                                                                           \
  "<table:table-cell office:value-type=\"string\"><text:p>" text "</text:p></table:table-cell>"
#define SHEET(name, x, y)                                                                                    \
  "<table:table table:name=\"" name "\"><table:table-row>" NAME (x)                                          \
      NAME (y) "</table:table-row><table:table-row>" CELL ("1.5")                                            \
          CELL ("2.5") "</table:table-row><table:table-row>" CELL ("3.5")                                    \
              CELL ("4.5") "</table:table-row></table:table>"

static char *
write_spreadsheet (void)
{
  static const char mimetype[] = "application/vnd.oasis.opendocument.spreadsheet";
  static const char content[] =
      "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
      "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:"
      "spreadsheet>" SHEET ("Spring", "x", "y")
          SHEET ("Autumn", "u", "v") "</office:spreadsheet></office:body></office:document-content>";
  char *path = g_build_filename (folder, "a.ods", NULL);
  zip_t *archive = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert_nonnull (archive);
  g_assert_cmpint (
      zip_file_add (archive, "mimetype", zip_source_buffer (archive, mimetype, strlen (mimetype), 0), 0), ==,
      0);
  g_assert_cmpint (zip_set_file_compression (archive, 0, ZIP_CM_STORE, 0), ==, 0);
  g_assert_cmpint (
      zip_file_add (archive, "content.xml", zip_source_buffer (archive, content, strlen (content), 0), 0), ==,
      1);
  g_assert_cmpint (zip_close (archive), ==, 0);
  return path;
}

static WfDocument *
load (const char *path)
{
  WfDocument *document = wf_document_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_test_load (document, path, &error));
  g_assert_no_error (error);
  return document;
}

static void
import (WfDocument *document, const char *params)
{
  wf_document_import (document, g_variant_new_parsed (params));
  wf_test_wait_idle (document);
}

/* the line that reproduces the report reads the table as it was read */
static void
assert_command (WfDocument *document, const char *words, const char *reading)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfReport) report = wf_document_dup_report (document, &error);
  const char *command;

  g_assert_no_error (error);
  command = wf_provenance_get_command (wf_report_get_provenance (report));
  g_assert_nonnull (strstr (command, words));
  g_assert_nonnull (strstr (command, reading));
}

/* reading once more is a command; what was said of the variables stays as far as they do */
static void
test_document (void)
{
  g_autofree char *path = write_semicolons ();
  g_autoptr (WfDocument) document = load (path);
  g_autofree char *undo = NULL;

  g_assert_true (wf_import_is_sure (wf_document_get_import (document)));
  g_assert_cmpuint (g_variant_n_children (wf_document_get_import_params (document)), ==, 0);
  g_assert_cmpint (wf_table_get_kind (wf_document_get_table (document), 1), ==, WF_COLUMN_CONTINUOUS);
  wf_document_forbid (document, "height", "size");
  import (document, "{'type': <'size=ordinal:small<medium<large\\ncode=categorical'>}");
  assert_command (document, "wherefore-cli convert ",
                  " --type='size=ordinal:small<medium<large' --type=code=categorical ");
  g_assert_cmpstr (wf_table_get_level (wf_document_get_table (document), 2, 0), ==, "small");
  g_assert_cmpint (wf_table_get_column_type (wf_document_get_table (document), 2), ==,
                   WF_COLUMN_TYPE_ORDINAL);
  g_assert_nonnull (wf_document_get_knowledge (document));
  g_assert_cmpuint (g_variant_n_children (wf_document_get_import_params (document)), ==, 1);
  import (document, "{'delimiter': <'comma'>}");
  g_assert_cmpuint (wf_table_get_n_columns (wf_document_get_table (document)), ==, 2);
  g_assert_null (wf_document_get_knowledge (document));
  wf_document_undo (document);
  g_assert_cmpuint (wf_table_get_n_columns (wf_document_get_table (document)), ==, 4);
  g_assert_cmpuint (g_variant_n_children (wf_document_get_import_params (document)), ==, 1);
  g_assert_nonnull (wf_document_get_knowledge (document));
}

/* a graph that was opened stays beside the table that is read once more */
static void
test_graph_stays (void)
{
  g_autofree char *path = write_semicolons ();
  g_autofree char *graph = write_file ("g.dot", "digraph { height -> size; }");
  g_autoptr (WfDocument) document = load (path);

  g_assert_true (wf_test_load (document, graph, NULL));
  g_assert_nonnull (wf_document_get_model (document));
  import (document, "{'type': <'code=continuous'>}");
  g_assert_nonnull (wf_document_get_graph (document));
  g_assert_nonnull (wf_document_get_model (document));
  g_assert_cmpint (wf_table_get_kind (wf_document_get_table (document), 3), ==, WF_COLUMN_CONTINUOUS);
}

/* settings that don't fit leave everything as it is */
static void
on_failed (WfDocument *document, const GError *error, gboolean *has_failed)
{
  *has_failed = TRUE;
}

static void
test_refused (void)
{
  g_autofree char *path = write_semicolons ();
  g_autoptr (WfDocument) document = load (path);
  WfTable *before = wf_document_get_table (document);
  gboolean has_failed = FALSE;

  g_signal_connect (document, "failed", G_CALLBACK (on_failed), &has_failed);
  import (document, "{'type': <'height=ordinal:high<low'>}");
  g_assert_true (has_failed);
  g_assert_true (wf_document_get_table (document) == before);
}

static void
on_loaded (GObject *document, GAsyncResult *result, gpointer is_loaded)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_load_finish (WF_DOCUMENT (document), result, &error));
  g_assert_no_error (error);
  *(gboolean *) is_loaded = TRUE;
}

static void
on_saved (GObject *document, GAsyncResult *result, gpointer is_saved)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_save_finish (WF_DOCUMENT (document), result, &error));
  g_assert_no_error (error);
  *(gboolean *) is_saved = TRUE;
}

/* saved, and opened once more in another document */
static WfDocument *
reopen (WfDocument *document)
{
  g_autofree char *path = g_build_filename (folder, "p.wherefore", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean is_saved = FALSE;

  wf_document_save_async (document, file, FALSE, on_saved, &is_saved);
  wf_test_wait (wf_test_is_true, &is_saved);
  return load (path);
}

/* the settings go with the project */
static void
test_project (void)
{
  g_autofree char *path = write_semicolons ();
  g_autoptr (WfDocument) document = load (path);
  g_autoptr (WfDocument) again = NULL;

  import (document, "{'type': <'name=omit'>, 'missing': <'large'>}");
  again = reopen (document);
  g_assert_cmpint (wf_table_find_column (wf_document_get_table (again), "name"), <, 0);
  g_assert_cmpuint (wf_table_get_n_missing (wf_document_get_table (again), 1), ==, 10);
  g_assert_cmpint (wf_table_get_kind (wf_document_get_table (again), 0), ==, WF_COLUMN_CONTINUOUS);
}

static void
check_settings (WfDocument *document)
{
  WfTable *table = wf_document_get_table (document);

  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 4);
  g_assert_cmpuint (wf_table_get_n_texts (table), ==, 1);
  g_assert_cmpstr (wf_table_get_text (table, 0, 3), ==, "c");
  g_assert_cmpuint (wf_table_get_n_missing (table, 0), ==, 1);
  g_assert_cmpstr (wf_table_get_level (table, 1, 1), ==, "south");
}

static void
on_looked_at (GObject *object, GAsyncResult *result, gpointer data)
{
  *(int *) data = wf_document_can_pool_finish (result);
}

static gboolean
is_known (gpointer data)
{
  return *(int *) data >= 0;
}

static gboolean
can_pool (GListStore *files)
{
  int answer = -1;

  wf_document_can_pool_async (G_LIST_MODEL (files), on_looked_at, &answer);
  wf_test_wait (is_known, &answer);
  return answer;
}

/* Several tables with the same columns are one; saved and opened again, they still are. */
static void
test_pool (void)
{
  g_autofree char *north = write_file ("north.csv", "x,g\n1.5,a\n2.5,b\n");
  g_autofree char *south = write_file ("south.csv", "x,g\n3.5,b\n4.5,c\n");
  g_autofree char *other = write_file ("other.csv", "q,r\n3.5,b\n4.5,c\n");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) first = g_file_new_for_path (north);
  g_autoptr (GFile) second = g_file_new_for_path (south);
  g_autoptr (GFile) third = g_file_new_for_path (other);
  g_autoptr (WfDocument) document = wf_document_new ();
  g_autoptr (WfDocument) again = NULL, once_more = NULL;
  g_autofree char *title = NULL;
  gboolean is_loaded = FALSE;
  WfTable *table;

  g_list_store_append (files, first);
  g_assert_false (can_pool (files));
  g_list_store_append (files, second);
  g_assert_true (can_pool (files));
  wf_document_load_pool_async (document, G_LIST_MODEL (files), on_loaded, &is_loaded);
  wf_test_wait (wf_test_is_true, &is_loaded);
  table = wf_document_get_table (document);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 4);
  g_assert_cmpint (wf_table_get_column_type (table, 2), ==, WF_COLUMN_TYPE_DOMAIN);
  g_assert_cmpstr (wf_table_get_level (table, 2, 1), ==, "south");
  g_assert_nonnull (wf_document_get_import (document));
  g_assert_cmpuint (wf_document_get_n_pooled (document), ==, 1);
  assert_command (document, "north.csv -o out.csv --pool ", "/south.csv ");
  title = wf_document_dup_title (document);
  g_assert_cmpstr (title, ==, "north.csv and 1 more");
  again = reopen (document);
  g_assert_cmpuint (wf_table_get_n_rows (wf_document_get_table (again)), ==, 4);
  g_assert_cmpstr (wf_table_get_level (wf_document_get_table (again), 2, 1), ==, "south");
  import (again, "{'type': <'g=text'>, 'missing': <'3.5'>}");
  check_settings (again);
  once_more = reopen (again);
  check_settings (once_more);
  wf_document_undo (again);
  g_assert_cmpuint (wf_table_get_n_texts (wf_document_get_table (again)), ==, 0);
  g_list_store_append (files, third);
  g_assert_false (can_pool (files));
}

/* ---- the dialog ---- */

static WfWindow *
open_window (const char *path)
{
  WfWindow *window = wf_test_window_new (1100, 800);

  wf_document_undo (wf_window_get_document (window));
  wf_test_open (window, path);
  wf_test_run_loop (50);
  return window;
}

static GtkWidget *
find_setting (GtkWidget *widget, const char *id)
{
  if ((ADW_IS_COMBO_ROW (widget) || ADW_IS_ENTRY_ROW (widget)) &&
      g_object_get_data (G_OBJECT (widget), "setting") && g_str_equal (wf_import_setting_get_id (widget), id))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_setting (child, id);

      if (found)
        return found;
    }
  return NULL;
}

static gboolean
can_accept (gpointer dialog)
{
  GtkWidget *button = gtk_window_get_default_widget (dialog);

  return gtk_widget_is_sensitive (button);
}

static gboolean
cannot_accept (gpointer dialog)
{
  return !can_accept (dialog);
}

static void
test_sure (void)
{
  g_autofree char *path = write_semicolons ();
  WfWindow *window = open_window (path);

  g_assert_null (window->import);
  g_assert_true (wf_test_says (GTK_WIDGET (window), "Detected: semicolons between fields, decimal comma"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* nothing is asked where nothing is in doubt; what is changed shows at once; Import reads, undo takes back */
static void
test_dialog (void)
{
  g_autofree char *path = write_semicolons ();
  WfWindow *window = open_window (path);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *dialog, *types, *missing;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL);
  dialog = GTK_WIDGET (window->import);
  g_assert_true (WF_IS_IMPORT_DIALOG (dialog));
  g_assert_true (wf_test_shows (dialog, "1,50"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (dialog)) ==
                 gtk_window_get_default_widget (GTK_WINDOW (dialog)));
  types = wf_test_find (wf_test_find (dialog, WF_TYPE_IMPORT_GRID), GTK_TYPE_DROP_DOWN);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (types)), ==, WF_COLUMN_TYPE_CATEGORICAL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (types), WF_COLUMN_TYPE_OMITTED);
  missing = find_setting (dialog, "missing");
  gtk_editable_set_text (GTK_EDITABLE (missing), "large");
  wf_test_run_loop (300);
  gtk_widget_activate_action (dialog, "import.accept", NULL);
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_table_find_column (wf_document_get_table (document), "name"), <, 0);
  g_assert_cmpuint (wf_table_get_n_missing (wf_document_get_table (document), 1), ==, 10);
  wf_test_run_loop (50);
  g_assert_null (window->import);
  wf_document_undo (document);
  g_assert_cmpint (wf_table_find_column (wf_document_get_table (document), "name"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
choose (GtkWidget *row, const char *name)
{
  GListModel *names = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    if (strstr (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
}

/* What can't be read says why, and can't be imported; another setting mends it. A type that was given to a
 * column that is no more is forgotten. */
static void
test_problem (void)
{
  g_autofree char *path = write_file ("quote.csv", "'a;b\n'1,5;2\n2,5;3\n");
  WfWindow *window = open_window (path);
  GtkWidget *dialog, *types;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL);
  dialog = GTK_WIDGET (window->import);
  choose (find_setting (dialog, "quote"), "Single");
  wf_test_wait (cannot_accept, dialog);
  g_assert_true (wf_test_says (dialog, "quote.csv:1:1"));
  choose (find_setting (dialog, "quote"), "None");
  wf_test_wait (can_accept, dialog);
  gtk_editable_set_text (GTK_EDITABLE (find_setting (dialog, "skip")), "one");
  g_assert_false (can_accept (dialog));
  gtk_editable_set_text (GTK_EDITABLE (find_setting (dialog, "skip")), "1");
  wf_test_wait (can_accept, dialog);
  g_assert_true (wf_test_shows (dialog, "'1,5"));
  gtk_editable_set_text (GTK_EDITABLE (find_setting (dialog, "skip")), "0");
  wf_test_run_loop (200);
  types = wf_test_find (wf_test_find (dialog, WF_TYPE_IMPORT_GRID), GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (types), WF_COLUMN_TYPE_OMITTED);
  wf_test_run_loop (200);
  choose (find_setting (dialog, "delimiter"), "Tab");
  wf_test_run_loop (200);
  g_assert_true (can_accept (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* a database with two tables: one is there, and the dialog asks */
static void
test_doubt (void)
{
  g_autofree char *path = write_database ();
  WfWindow *window = open_window (path);
  WfDocument *document = wf_window_get_document (window);
  GtkWidget *dialog = GTK_WIDGET (window->import);
  GtkWidget *table;

  g_assert_nonnull (dialog);
  g_assert_cmpuint (wf_table_get_n_columns (wf_document_get_table (document)), ==, 2);
  table = find_setting (dialog, "table");
  adw_combo_row_set_selected (ADW_COMBO_ROW (table), 1);
  wf_test_run_loop (300);
  g_assert_true (wf_test_shows (dialog, "w"));
  gtk_widget_activate_action (dialog, "import.accept", NULL);
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_table_get_n_columns (wf_document_get_table (document)), ==, 3);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* of several sheets, the line above the table says which one is there, and so does a report */
static void
test_sheet (void)
{
  g_autofree char *path = write_spreadsheet ();
  WfWindow *window = open_window (path);
  WfDocument *document = wf_window_get_document (window);
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GError) error = NULL;
  WfProvenance *provenance;

  g_assert_true (wf_test_says (GTK_WIDGET (window), "sheet “Spring”"));
  report = wf_document_dup_report (document, &error);
  g_assert_no_error (error);
  provenance = wf_report_get_provenance (report);
  g_assert_cmpstr (wf_provenance_get_input_notes (provenance, 0)[0], ==, "Detected: sheet “Spring”");
  assert_command (document, "a.ods -o out.csv", "--sheet=Spring");
  import (document, "{'sheet': <'Autumn'>}");
  g_assert_true (wf_test_says (GTK_WIDGET (window), "sheet “Autumn”"));
  assert_command (document, "a.ods -o out.csv", "--sheet=Autumn");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  g_autofree char *path = write_semicolons ();
  WfWindow *window = open_window (path);
  int minimum;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL);
  gtk_widget_measure (GTK_WIDGET (window->import), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  int result;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  folder = g_dir_make_tmp ("wherefore-import-XXXXXX", NULL);
  g_test_add_func ("/app/import/document", test_document);
  g_test_add_func ("/app/import/graph-stays", test_graph_stays);
  g_test_add_func ("/app/import/refused", test_refused);
  g_test_add_func ("/app/import/pool", test_pool);
  g_test_add_func ("/app/import/project", test_project);
  g_test_add_func ("/app/import/sure", test_sure);
  g_test_add_func ("/app/import/dialog", test_dialog);
  g_test_add_func ("/app/import/problem", test_problem);
  g_test_add_func ("/app/import/doubt", test_doubt);
  g_test_add_func ("/app/import/sheet", test_sheet);
  g_test_add_func ("/app/import/narrow", test_narrow);
  result = g_test_run ();
  for (const char *const *name =
           (const char *const[]){ "semicolons.csv", "quote.csv", "north.csv", "south.csv", "other.csv",
                                  "p.wherefore", "g.dot", "a.db", NULL };
       *name; name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return result;
}
