/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/backup.h"
#include "app/learn-panel.h"
#include "app/settings.h"
#include "app/window-private.h"

G_DEFINE_FINAL_TYPE (WfWindow, wf_window, ADW_TYPE_APPLICATION_WINDOW)

#define MIN_WIDTH   360
#define MAX_RECENT  10
#define TOAST_CHARS 60 /* that a toast shows in full */

/* ---- words for the user ---- */

static void
on_details (AdwToast *toast, WfWindow *self)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), g_object_get_data (G_OBJECT (toast), "heading"),
                              g_object_get_data (G_OBJECT (toast), "details"));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* One line of a toast holds the beginning; the whole text is one click away. */
static AdwToast *
make_toast (WfWindow *self, const char *text, const char *heading)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (g_utf8_strlen (text, -1) <= TOAST_CHARS)
    return toast;
  adw_toast_set_button_label (toast, _ ("Details"));
  g_object_set_data_full (G_OBJECT (toast), "heading", g_strdup (heading), g_free);
  g_object_set_data_full (G_OBJECT (toast), "details", g_strdup (text), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_details), self, 0);
  return toast;
}

void
wf_window_toast (WfWindow *self, const char *text)
{
  if (self->toasts) /* not once the window is closed */
    adw_toast_overlay_add_toast (self->toasts, make_toast (self, text, _ ("Notice")));
}

void
wf_window_show_error (WfWindow *self, const GError *error)
{
  AdwToast *toast;

  if (self->toasts == NULL) /* the window is closed */
    return;
  toast = make_toast (self, error->message, _ ("What Went Wrong"));
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* ---- what the header shows ---- */

static void
show_progress (WfWindow *self)
{
  WfProgress *job = wf_document_get_job (self->document);
  double fraction;

  gtk_revealer_set_reveal_child (self->progress_revealer, job != NULL);
  if (job == NULL)
    return;
  fraction = wf_progress_get_fraction (job);
  gtk_label_set_text (self->progress_label,
                      wf_progress_get_stage (job) ? wf_progress_get_stage (job) : _ ("Working"));
  if (fraction < 0)
    gtk_progress_bar_pulse (self->progress_bar);
  else
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
}

static void
show_title (WfWindow *self)
{
  g_autofree char *title = wf_document_dup_title (self->document);
  g_autofree char *subtitle = wf_document_dup_subtitle (self->document);

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_buttons (WfWindow *self)
{
  gboolean has_table = wf_document_get_table (self->document) != NULL;
  gboolean has_graph = wf_document_get_graph (self->document) != NULL;
  const char *view = self->page ? wf_page_get_view (self->page) : NULL;
  gboolean has_zoom =
      g_strcmp0 (view, "graph") == 0 || g_strcmp0 (view, "diagram") == 0 || g_strcmp0 (view, "report") == 0;
  GtkWidget *learn = GTK_WIDGET (self->learn_button);

  gtk_widget_set_visible (learn, has_table);
  gtk_widget_set_visible (self->export_button, !has_table && wf_document_can_report (self->document));
  gtk_widget_set_visible (GTK_WIDGET (self->zoom_button), has_zoom && self->room < WF_ROOM_NARROW);
  if (has_table && !has_graph)
    gtk_widget_add_css_class (learn, "suggested-action");
  else
    gtk_widget_remove_css_class (learn, "suggested-action");
}

static void
show_zoom (WfWindow *self)
{
  double zoom = wf_page_get_zoom (self->page);
  /* Translators: a zoom, with a no-break space before the sign */
  g_autofree char *text = g_strdup_printf (_ ("%d %%"), MAX (1, (int) lround (100 * zoom)));

  gtk_menu_button_set_label (self->zoom_button, text);
}

static void
on_view_changed (WfWindow *self)
{
  show_buttons (self);
  show_zoom (self);
  wf_window_update_actions (self);
}

static void
on_pane (WfWindow *self)
{
  WfPanes *panes = wf_page_get_panes (self->page);
  gboolean show_start, show_end;

  wf_window_update_pane_actions (self);
  if (panes == NULL || self->room != WF_ROOM_WIDE)
    return;
  g_object_get (panes, "show-start", &show_start, "show-end", &show_end, NULL);
  g_settings_set_boolean (self->settings, "show-left-pane", show_start);
  g_settings_set_boolean (self->settings, "show-right-pane", show_end);
}

static void
watch_panes (WfWindow *self, WfPanes *panes)
{
  g_object_set (panes, "show-start", g_settings_get_boolean (self->settings, "show-left-pane"), "show-end",
                g_settings_get_boolean (self->settings, "show-right-pane"), NULL);
  g_signal_connect_object (panes, "notify::show-start", G_CALLBACK (on_pane), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panes, "notify::show-end", G_CALLBACK (on_pane), self, G_CONNECT_SWAPPED);
}

/* The page is made when there is something to show: the first frame of an empty window needs no canvas. */
static void
make_page (WfWindow *self)
{
  self->page = WF_PAGE (wf_page_new (self->document));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->page), "page");
  watch_panes (self, wf_graph_view_get_panes (wf_page_get_graph_view (self->page)));
  wf_page_set_room (self->page, self->room);
  g_signal_connect_object (self->page, "view-changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "zoom-changed", G_CALLBACK (show_zoom), self, G_CONNECT_SWAPPED);
}

static void
on_changed (WfWindow *self, guint parts)
{
  if (parts & WF_PART_JOBS)
    show_progress (self);
  if (parts & (WF_PART_HISTORY | WF_PART_PROJECT))
    show_title (self);
  if (parts & (WF_PART_SOURCE | WF_PART_PROJECT))
    wf_window_update_bar (self);
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH))
    {
      gboolean is_empty = wf_document_is_empty (self->document);

      if (!is_empty && self->page == NULL)
        make_page (self);
      gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "page");
      show_title (self);
      show_buttons (self);
    }
  if (parts & ~(guint) WF_PART_JOBS)
    wf_window_update_actions (self);
}

static void
on_failed (WfWindow *self, const GError *error)
{
  wf_window_show_error (self, error);
}

static void
on_notice (WfWindow *self, const char *notice)
{
  wf_window_toast (self, notice);
}

/* ---- opening ---- */

static void open_next (WfWindow *self);

void
wf_window_remember (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {
    .app_name = (char *) APPLICATION_ID,
    .app_exec = (char *) "wherefore %u",
    .mime_type = (char *) "application/octet-stream",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

typedef struct
{
  WfWindow *window;
  GFile *file;
} Loading;

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->window);
  g_object_unref (loading->file);
  g_free (loading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

/* What was found with doubt is shown, with the rows that come of it. */
static void
ask_doubt (WfWindow *self, GFile *file)
{
  WfImport *import = wf_document_get_import (self->document);
  g_autofree char *path = g_file_get_path (file);

  if (import != NULL && !wf_import_is_sure (import) && self->page != NULL &&
      g_strcmp0 (path, wf_source_get_path (wf_document_get_source (self->document))) == 0)
    wf_window_show_import (self);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Loading) loading = data;
  WfWindow *self = loading->window;
  g_autoptr (GError) error = NULL;

  self->n_loading--;
  if (wf_document_load_finish (WF_DOCUMENT (object), result, &error))
    {
      if (!wf_backup_is_backup (loading->file))
        wf_window_remember (loading->file);
      ask_doubt (self, loading->file);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    wf_window_show_error (self, error);
  if (self->n_loading == 0)
    open_next (self);
}

void
wf_window_load (WfWindow *self, GFile *file)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->window = g_object_ref (self);
  loading->file = g_object_ref (file);
  self->n_loading++;
  wf_document_load_async (self->document, file, on_loaded, loading);
}

/* the file, and those that wait behind it */
static void
open_in_other (WfWindow *self, GFile *file)
{
  WfWindow *other = wf_window_new (ADW_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));

  g_queue_push_tail (&other->files, g_object_ref (file));
  while ((file = g_queue_pop_head (&self->files)))
    g_queue_push_tail (&other->files, file);
  gtk_window_present (GTK_WINDOW (other));
  open_next (other);
}

static void
on_next_kind (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WfWindow) self = data;
  WfFileKind kind = wf_file_kind_find_finish (result);

  self->n_loading--;
  if (self->toasts == NULL) /* closed meanwhile */
    return;
  if (wf_document_can_attach (self->document, kind))
    wf_window_load (self, G_FILE (object));
  else
    open_in_other (self, G_FILE (object));
}

static void
open_next (WfWindow *self)
{
  g_autoptr (GFile) file = g_queue_pop_head (&self->files);

  if (file == NULL)
    {
      if (self->wanted_view && self->page)
        wf_page_show_view (self->page, self->wanted_view);
      g_clear_pointer (&self->wanted_view, g_free);
    }
  else if (wf_document_is_empty (self->document) || gtk_window_get_application (GTK_WINDOW (self)) == NULL)
    {
      wf_window_load (self, file);
    }
  else
    {
      self->n_loading++;
      wf_file_kind_find_async (file, on_next_kind, g_object_ref (self));
    }
}

static void
open_when_idle (WfWindow *self, GFile *file)
{
  g_queue_push_tail (&self->files, g_object_ref (file));
  if (self->n_loading == 0)
    open_next (self);
}

static void
on_wanted_kind (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WfWindow) self = data;
  WfFileKind kind = wf_file_kind_find_finish (result);

  if (self->toasts == NULL || self->wanted != G_FILE (object)) /* closed, or overtaken by a newer one */
    return;
  self->wanted = NULL;
  if (kind == WF_FILE_KIND_PROJECT)
    open_when_idle (self, G_FILE (object));
  else
    wf_window_load (self, G_FILE (object));
}

/* A project has a window of its own; anything else is laid over what is there, or takes its place, which undo
 * gives back. */
void
wf_window_open (WfWindow *self, GFile *file)
{
  g_return_if_fail (WF_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  self->wanted = NULL;
  if (wf_document_is_empty (self->document))
    {
      wf_window_load (self, file);
      return;
    }
  self->wanted = file;
  wf_file_kind_find_async (file, on_wanted_kind, g_object_ref (self));
}

/* several tables with the same columns */
static void
load_pool (WfWindow *self, GListModel *files)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->window = g_object_ref (self);
  loading->file = g_list_model_get_item (files, 0);
  self->n_loading++;
  wf_document_load_pool_async (self->document, files, on_loaded, loading);
}

static void
open_one_by_one (WfWindow *self, GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_queue_push_tail (&self->files, g_list_model_get_item (files, i));
  if (self->n_loading == 0)
    open_next (self);
}

static void
on_looked_at (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WfWindow) self = data;
  gboolean can_pool = wf_document_can_pool_finish (result);

  self->n_loading--;
  if (can_pool && self->n_loading == 0 && wf_document_is_empty (self->document))
    load_pool (self, G_LIST_MODEL (object));
  else
    open_one_by_one (self, G_LIST_MODEL (object));
}

void
wf_window_open_files (WfWindow *self, GListModel *files)
{
  g_return_if_fail (WF_IS_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  if (self->n_loading > 0 || !wf_document_is_empty (self->document) || g_list_model_get_n_items (files) < 2)
    {
      open_one_by_one (self, files);
      return;
    }
  self->n_loading++; /* what is opened meanwhile waits */
  wf_document_can_pool_async (files, on_looked_at, g_object_ref (self));
}

/* a story is told in one of the views */
static void
on_open_files (WfWindow *self, GListModel *files, const char *view)
{
  g_free (self->wanted_view);
  self->wanted_view = g_strdup (view);
  wf_window_open_files (self, files);
}

static void
fill_recent (WfWindow *self)
{
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = 0;

  g_menu_remove_all (self->recent_section);
  for (GList *l = items; l && n < MAX_RECENT; l = l->next)
    if (gtk_recent_info_has_application (l->data, APPLICATION_ID) && gtk_recent_info_exists (l->data))
      {
        g_autoptr (GMenuItem) item = g_menu_item_new (gtk_recent_info_get_display_name (l->data), NULL);

        g_menu_item_set_action_and_target (item, "win.open-uri", "s", gtk_recent_info_get_uri (l->data));
        g_menu_append_item (self->recent_section, item);
        n++;
      }
  if (n == 0)
    g_menu_append (self->recent_section, _ ("No recent files"), "win.none");
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

/* ---- the window itself ---- */

static void
set_room (WfWindow *self, WfRoom room)
{
  gboolean is_narrow = room == WF_ROOM_NARROW;

  if (self->room == room)
    return;
  self->room = room;
  adw_button_content_set_label (self->learn_content, is_narrow ? "" : _ ("Learn"));
  adw_button_content_set_label (self->export_content, is_narrow ? "" : _ ("Export Report…"));
  if (is_narrow)
    adw_split_button_set_icon_name (self->open_button, "document-open-symbolic");
  else
    adw_split_button_set_label (self->open_button, _ ("Open"));
  gtk_orientable_set_orientation (self->bar_box,
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  show_buttons (self);
  if (self->page)
    wf_page_set_room (self->page, room);
}

static void
wf_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  set_room (WF_WINDOW (widget), wf_room_for_width (width));
  GTK_WIDGET_CLASS (wf_window_parent_class)->size_allocate (widget, width, height, baseline);
}

/* The window may always become narrow: its children change before they are given the room. */
static void
wf_window_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  GTK_WIDGET_CLASS (wf_window_parent_class)
      ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, MIN_WIDTH);
}

static gboolean
wf_window_close_request (GtkWindow *window)
{
  WfWindow *self = WF_WINDOW (window);
  int width, height;

  if (!wf_window_may_close (self))
    return TRUE;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window) && width >= MIN_WIDTH && height >= 294)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  wf_document_cancel (self->document);
  return GTK_WINDOW_CLASS (wf_window_parent_class)->close_request (window);
}

static void
wf_window_dispose (GObject *object)
{
  WfWindow *self = WF_WINDOW (object);

  g_queue_clear_full (&self->files, g_object_unref);
  g_clear_pointer (&self->wanted_view, g_free);
  g_clear_object (&self->offered);
  if (self->document)
    wf_document_cancel (self->document);
  G_OBJECT_CLASS (wf_window_parent_class)->dispose (object);
  g_clear_weak_pointer (&self->knowledge);
  g_clear_weak_pointer (&self->import);
  g_clear_object (&self->document);
  g_clear_object (&self->settings);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfWindow, name)

static void
wf_window_class_init (WfWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = wf_window_close_request;
  widget_class->size_allocate = wf_window_size_allocate;
  widget_class->measure = wf_window_measure;
  g_type_ensure (WF_TYPE_EMPTY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/window.ui");
  BIND (toasts);
  BIND (title);
  BIND (open_button);
  BIND (learn_button);
  BIND (learn_content);
  BIND (export_button);
  BIND (export_content);
  BIND (zoom_button);
  BIND (progress_revealer);
  BIND (progress_label);
  BIND (progress_bar);
  BIND (stack);
  BIND (empty_page);
  BIND (recent_section);
  BIND (bar);
  BIND (bar_box);
  BIND (bar_label);
  BIND (locate_button);
  BIND (take_button);
  BIND (save_as_button);
  BIND (restore_button);
  BIND (discard_button);
  wf_window_class_install_actions (widget_class);
}

static WfPaper
get_paper (WfWindow *self)
{
  g_autofree char *paper = g_settings_get_string (self->settings, "report-paper-size");
  WfPaper chosen = wf_paper_for_locale ();

  wf_paper_parse (paper, &chosen);
  return chosen;
}

static void
on_threads_changed (WfWindow *self)
{
  wf_document_set_n_threads (self->document, g_settings_get_int (self->settings, "n-threads"));
}

/* GTK 4.8 reads a mnemonic's underline aloud: say the names ourselves */
static void
name_buttons (WfWindow *self)
{
  GtkWidget *recent = gtk_widget_get_last_child (GTK_WIDGET (self->open_button));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (recent), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Recent files"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->learn_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Learn"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->export_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Export Report"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Zoom"), -1);
}

static void
wf_window_init (WfWindow *self)
{
  g_queue_init (&self->files);
  self->settings = wf_settings_new ();
  self->document = wf_document_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_popover (self->learn_button, wf_learn_panel_new (self->document, self->settings));
  name_buttons (self);
  if (g_str_equal (PROFILE, "development"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->empty_page, "open-files", G_CALLBACK (on_open_files), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (fill_recent), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::n-threads", G_CALLBACK (on_threads_changed), self,
                           G_CONNECT_SWAPPED);
  on_threads_changed (self);
  fill_recent (self);
  wf_window_add_actions (self);
  wf_document_set_paper (self->document, get_paper (self));
  wf_window_add_drop_target (self);
  wf_window_update_actions (self);
  wf_window_update_bar (self);
}

WfWindow *
wf_window_new (AdwApplication *application)
{
  return g_object_new (WF_TYPE_WINDOW, "application", application, NULL);
}

WfDocument *
wf_window_get_document (WfWindow *self)
{
  g_return_val_if_fail (WF_IS_WINDOW (self), NULL);
  return self->document;
}

WfPage *
wf_window_get_page (WfWindow *self)
{
  g_return_val_if_fail (WF_IS_WINDOW (self), NULL);
  return self->page;
}
