/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "app-test.h"

#define LIMIT_SECONDS 20

/* Backups of one test are none of another's, nor of whoever runs it. Before GLib asks for the first time. */
__attribute__ ((constructor)) static void
isolate_state (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", folder, TRUE);
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
wf_test_wait (WfCondition condition, gpointer data)
{
  gboolean is_late = FALSE;
  guint source = g_timeout_add_seconds (LIMIT_SECONDS, on_timeout, &is_late);

  while (!condition (data) && !is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_late);
  g_source_remove (source);
}

void
wf_test_run_loop (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, on_timeout, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_idle (gpointer data)
{
  return !wf_document_is_busy (data);
}

void
wf_test_wait_idle (WfDocument *document)
{
  wf_test_wait (is_idle, document);
}

typedef struct
{
  gboolean is_done;
  gboolean is_loaded;
  GError **error;
} Load;

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  Load *load = data;

  load->is_loaded = wf_document_load_finish (WF_DOCUMENT (object), result, load->error);
  load->is_done = TRUE;
}

static gboolean
is_load_done (gpointer data)
{
  return ((Load *) data)->is_done;
}

gboolean
wf_test_load (WfDocument *document, const char *path, GError **error)
{
  Load load = { FALSE, FALSE, error };
  g_autoptr (GFile) file = g_file_new_for_path (path);

  wf_document_load_async (document, file, on_loaded, &load);
  wf_test_wait (is_load_done, &load);
  return load.is_loaded;
}

static void
on_kind (GObject *object, GAsyncResult *result, gpointer data)
{
  *(int *) data = wf_file_kind_find_finish (result);
}

static gboolean
is_kind_known (gpointer data)
{
  return *(int *) data >= 0;
}

WfFileKind
wf_test_find_kind (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  int kind = -1;

  wf_file_kind_find_async (file, on_kind, &kind);
  wf_test_wait (is_kind_known, &kind);
  return (WfFileKind) kind;
}

gboolean
wf_test_is_true (gpointer data)
{
  return *(gboolean *) data;
}

typedef struct
{
  WfDocument *document;
  const char *path;
} Opened;

static gboolean
is_opened (gpointer data)
{
  Opened *opened = data;
  WfSource *source = wf_document_get_source (opened->document);

  return source != NULL && g_strcmp0 (wf_source_get_path (source), opened->path) == 0;
}

void
wf_test_open (WfWindow *window, const char *path)
{
  Opened opened = { wf_window_get_document (window), path };
  g_autoptr (GFile) file = g_file_new_for_path (path);

  wf_window_open (window, file);
  wf_test_wait (is_opened, &opened);
  wf_test_wait_idle (opened.document);
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_export_finish (WF_DOCUMENT (object), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_save_finish (WF_DOCUMENT (object), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* for the test of the schema */
static void
keep_project (const char *path)
{
  static guint n_kept;
  const char *folder = g_getenv ("WHEREFORE_KEEP_PROJECTS");
  g_autofree char *name = g_strdup_printf ("app-%u.wherefore", n_kept++);
  g_autofree char *text = NULL;
  g_autofree char *kept = folder ? g_build_filename (folder, name, NULL) : NULL;

  if (kept == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (kept, text, -1, NULL));
}

void
wf_test_save (WfDocument *document, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean is_done = FALSE;

  wf_document_save_async (document, file, FALSE, on_saved, &is_done);
  wf_test_wait (wf_test_is_true, &is_done);
  keep_project (path);
}

void
wf_test_export (WfDocument *document, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean is_done = FALSE;

  wf_document_export_async (document, file, NULL, on_exported, &is_done);
  wf_test_wait (wf_test_is_true, &is_done);
}

char *
wf_test_sample (const char *name)
{
  return g_build_filename (SOURCEDIR, "data", "samples", name, NULL);
}

static void
load_samples (WfDocument *document)
{
  static const char *const names[] = { "web-service.csv", "web-service.dot" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = wf_test_sample (names[i]);
      g_autoptr (GError) error = NULL;

      wf_test_load (document, path, &error);
      g_assert_no_error (error);
    }
}

WfDocument *
wf_test_document_new (void)
{
  WfDocument *document = wf_document_new ();

  load_samples (document);
  return document;
}

void
wf_test_set (WfDocument *document, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfIntervention) intervention = wf_intervention_parse (text, &error);

  g_assert_no_error (error);
  wf_document_intervene (document, intervention);
}

WfWindow *
wf_test_window_new (int width, int height)
{
  WfWindow *window = g_object_new (WF_TYPE_WINDOW, NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  load_samples (wf_window_get_document (window));
  gtk_window_present (GTK_WINDOW (window));
  wf_test_run_loop (400);
  return window;
}

GtkWidget *
wf_test_find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = wf_test_find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

gboolean
wf_test_shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (wf_test_shows (child, text))
      return TRUE;
  return FALSE;
}

gboolean
wf_test_says (GtkWidget *widget, const char *part)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (wf_test_says (child, part))
      return TRUE;
  return FALSE;
}

WfWindow *
wf_test_window_open_text (int width, const char *name, const char *text)
{
  WfWindow *window = wf_test_window_new (width, 800);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  wf_test_load (wf_window_get_document (window), path, &error);
  g_assert_no_error (error);
  wf_test_run_loop (200);
  return window;
}

int
wf_test_get_minimum_width (WfWindow *window)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (window));
  int minimum;

  content = content ? content : gtk_widget_get_first_child (GTK_WIDGET (window));
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* as the application does: the widths of narrow windows rest on it */
void
wf_test_load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

gboolean
wf_test_press (WfCanvas *canvas, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (canvas));
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &is_handled);
    }
  return is_handled;
}
