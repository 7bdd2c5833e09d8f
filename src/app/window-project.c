/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Saving, what is missing of a project, and work that wasn't saved: offered in a bar, never in a dialog on
 * start. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/backup.h"
#include "app/window-private.h"

/* ---- saving ---- */

typedef struct
{
  WfWindow *window;
  GFile *file;
  gboolean is_closing; /* when it is saved */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->file);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void choose_file (WfWindow *self, gboolean is_closing);
static void save (WfWindow *self, GFile *file, gboolean overwrites, gboolean is_closing);

static void
on_failed_response (WfWindow *self, const char *response, AdwMessageDialog *dialog)
{
  gboolean is_closing = g_object_get_data (G_OBJECT (dialog), "is-closing") != NULL;

  if (g_str_equal (response, "save-as"))
    choose_file (self, is_closing);
  else if (g_str_equal (response, "overwrite"))
    save (self, wf_document_get_project_file (self->document), TRUE, is_closing);
}

/* Nobody should leave believing that it is saved. */
static void
show_failure (Saving *saving, const GError *error)
{
  gboolean is_changed = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (saving->window),
      is_changed ? _ ("The Project Was Changed Elsewhere") : _ ("The Project Wasn’t Saved"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close",
                                    is_changed ? _ ("_Cancel") : _ ("_Close"), "save-as", _ ("Save _As…"),
                                    NULL);
  if (is_changed)
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "overwrite", _ ("_Replace"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "overwrite",
                                                  ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save-as", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save-as");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  if (saving->is_closing)
    g_object_set_data (G_OBJECT (dialog), "is-closing", dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_failed_response), saving->window,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;

  if (!wf_document_save_finish (WF_DOCUMENT (object), result, &error))
    {
      if (saving->window->toasts != NULL) /* the window isn't closed */
        show_failure (saving, error);
      return;
    }
  wf_window_remember (saving->file);
  if (saving->is_closing)
    gtk_window_close (GTK_WINDOW (saving->window));
}

/* overwrites: also what another program made of the file */
static void
save (WfWindow *self, GFile *file, gboolean overwrites, gboolean is_closing)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->window = g_object_ref (self);
  saving->file = g_object_ref (file);
  saving->is_closing = is_closing;
  wf_document_save_async (self->document, file, overwrites, on_saved, saving);
}

/* With the ending that opens it again, unless that would take the place of a file nobody was asked about. */
static GFile *
add_ending (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *longer = g_strconcat (uri, "." WF_PROJECT_EXTENSION, NULL);
  g_autoptr (GFile) other = g_file_new_for_uri (longer);

  if (g_str_has_suffix (uri, "." WF_PROJECT_EXTENSION) || g_file_query_exists (other, NULL))
    return g_object_ref (file);
  return g_steal_pointer (&other);
}

static void
on_save_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GFile) file = add_ending (chosen);

      /* whoever chose a file that is there was asked */
      save (self, file, TRUE, g_object_get_data (G_OBJECT (dialog), "is-closing") != NULL);
    }
  g_object_unref (dialog);
}

/* "sachs.wherefore" for sachs.csv */
static char *
propose_name (WfWindow *self)
{
  g_autofree char *stem = wf_document_dup_stem (self->document);

  return g_strconcat (stem, "." WF_PROJECT_EXTENSION, NULL);
}

static void
choose_file (WfWindow *self, gboolean is_closing)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save the Project"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  static const char *const suffixes[] = { WF_PROJECT_EXTENSION, NULL };
  g_autofree char *name = propose_name (self);
  GFile *file = wf_document_get_project_file (self->document);
  g_autoptr (GFile) folder = file ? g_file_get_parent (file) : NULL;

  if (folder)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  wf_window_add_filter (dialog, _ ("Wherefore projects"), suffixes);
  if (is_closing)
    g_object_set_data (G_OBJECT (dialog), "is-closing", dialog);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_save_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
can_save_in_place (WfWindow *self)
{
  return wf_document_get_project_file (self->document) != NULL && !wf_document_is_read_only (self->document);
}

void
wf_window_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);

  if (can_save_in_place (self))
    save (self, wf_document_get_project_file (self->document), FALSE, FALSE);
  else
    choose_file (self, FALSE);
}

void
wf_window_save_as (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (WF_WINDOW (widget), FALSE);
}

/* ---- closing: nothing is lost, so nothing is asked, unless no backup can be written ---- */

static gboolean
close_now (gpointer window)
{
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

static void
on_close_response (WfWindow *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    {
      wf_document_forget_changes (self->document);
      /* after the dialog, which would go with the window while it answers */
      g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_now, g_object_ref (self), g_object_unref);
    }
  else if (g_str_equal (response, "save") && can_save_in_place (self))
    save (self, wf_document_get_project_file (self->document), FALSE, TRUE);
  else if (g_str_equal (response, "save"))
    choose_file (self, TRUE);
}

gboolean
wf_window_may_close (WfWindow *self)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (wf_document_back_up (self->document, &error))
    return TRUE;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Save What Was Changed?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("It would be lost, as no backup could be kept. %s"), error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard",
                                    _ ("_Discard"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return FALSE;
}

/* ---- the bar ---- */

/* one of a document that is in no window: this one's, or any while the window is empty */
static WfBackupInfo *
find_offer (WfWindow *self, GPtrArray *backups)
{
  GFile *file = wf_document_get_project_file (self->document);

  for (guint i = 0; i < backups->len; i++)
    {
      WfBackupInfo *info = g_ptr_array_index (backups, i);
      gboolean is_of_this = file != NULL && info->original != NULL && g_file_equal (file, info->original);

      if (is_of_this || (file == NULL && wf_document_is_empty (self->document)))
        return info;
    }
  return NULL;
}

/* "12:30", "3 Jan" */
static char *
describe_time (GDateTime *time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean is_today = g_date_time_difference (now, time) < 12 * G_TIME_SPAN_HOUR;

  /* Translators: a day as g_date_time_format() writes it: 3 January */
  return g_date_time_format (time, is_today ? "%R" : _ ("%-d %B"));
}

static char *
describe_offer (WfWindow *self)
{
  g_autoptr (GPtrArray) backups = wf_backups_list ();
  WfBackupInfo *info = find_offer (self, backups);
  g_autofree char *time = info ? describe_time (info->time) : NULL;

  if (info == NULL)
    return NULL;
  self->offered = g_object_ref (info->file);
  /* Translators: a name and a time: “Sachs proteins, 12:30” */
  return g_strdup_printf (_ ("There is work that wasn’t saved: %s, %s"), info->title, time);
}

static char *
describe_problem (const WfFileProblem *problem)
{
  g_autofree char *folder = g_path_get_dirname (problem->path);

  if (problem->state == WF_FILE_CHANGED)
    return g_strdup_printf (
        _ ("%s has changed since this project was saved. What was made of it is shown without it."),
        problem->name);
  return g_strdup_printf (_ ("%s isn’t where it was, in %s. What was made of it is shown without it."),
                          problem->name, folder);
}

static char *
describe (WfWindow *self)
{
  const WfFileProblem *problem = wf_document_get_problem (self->document);
  const char *newer = wf_document_get_newer_program (self->document);

  if (problem)
    return describe_problem (problem);
  if (newer)
    return g_strdup_printf ("%s (Wherefore %s)",
                            _ ("A newer version of Wherefore saved this project, so that it isn’t written "
                               "over here. Save what you change as another file."),
                            newer);
  return wf_document_is_modified (self->document) ? NULL : describe_offer (self);
}

void
wf_window_update_bar (WfWindow *self)
{
  const WfFileProblem *problem = wf_document_get_problem (self->document);
  gboolean is_newer = problem == NULL && wf_document_get_newer_program (self->document) != NULL;
  g_autofree char *text = NULL;

  g_clear_object (&self->offered);
  text = describe (self);
  if (text)
    gtk_label_set_text (self->bar_label, text);
  gtk_widget_set_visible (self->locate_button, problem != NULL);
  gtk_widget_set_visible (self->take_button, problem != NULL && problem->state == WF_FILE_CHANGED);
  gtk_widget_set_visible (self->save_as_button, is_newer);
  gtk_widget_set_visible (self->restore_button, self->offered != NULL);
  gtk_widget_set_visible (self->discard_button, self->offered != NULL);
  gtk_info_bar_set_message_type (self->bar, problem ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO);
  gtk_info_bar_set_revealed (self->bar, text != NULL);
}

void
wf_window_restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  g_autoptr (GFile) file = g_steal_pointer (&self->offered);

  if (file)
    wf_window_load (self, file);
}

void
wf_window_discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  WfBackup *backup = self->offered ? wf_backup_adopt (self->offered) : NULL;

  if (backup)
    wf_backup_delete (backup);
  wf_window_update_bar (self);
}

void
wf_window_take_changed (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);

  if (wf_document_get_problem (self->document))
    wf_document_take_changed (self->document);
}

static void
on_locate_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  const WfFileProblem *problem = wf_document_get_problem (self->document);

  if (response == GTK_RESPONSE_ACCEPT && problem != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      wf_document_relocate (self->document, problem->role, file);
    }
  g_object_unref (dialog);
}

/* begins where the file was, or beside the project */
static void
set_folder (WfWindow *self, GtkFileChooser *dialog, const WfFileProblem *problem)
{
  GFile *project = wf_document_get_project_file (self->document);
  g_autofree char *path = g_path_get_dirname (problem->path);
  g_autoptr (GFile) folder = g_file_test (path, G_FILE_TEST_IS_DIR) ? g_file_new_for_path (path)
                             : project != NULL                      ? g_file_get_parent (project)
                                                                    : NULL;

  if (folder != NULL)
    gtk_file_chooser_set_current_folder (dialog, folder, NULL);
}

void
wf_window_locate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  const WfFileProblem *problem = wf_document_get_problem (self->document);
  gboolean is_folder = problem && g_str_equal (problem->role, "runs") && strchr (problem->name, '.') == NULL;
  g_autofree char *title = NULL;
  GtkFileChooserNative *dialog;

  if (problem == NULL)
    return;
  title = g_strdup_printf (_ ("Locate %s"), problem->name);
  dialog = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self),
      is_folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  set_folder (self, GTK_FILE_CHOOSER (dialog), problem);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_locate_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
