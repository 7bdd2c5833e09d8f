/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The report on what is in front: into a file, and to a printer. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/report-print.h"
#include "app/window-private.h"

/* ---- into a file ---- */

static void
on_exported_open (AdwToast *toast, WfWindow *self)
{
  GFile *file = g_object_get_data (G_OBJECT (toast), "file");
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

void
wf_window_show_saved (WfWindow *self, GFile *file, const char *words)
{
  AdwToast *toast;

  if (self->toasts == NULL) /* the window is closed */
    return;
  toast = adw_toast_new (words);
  adw_toast_set_button_label (toast, _ ("Open"));
  g_object_set_data_full (G_OBJECT (toast), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_exported_open), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* It holds the program: a report is written to its end when the last window closes meanwhile. */
typedef struct
{
  WfWindow *window;
  GApplication *application; /* nullable */
  GFile *file;
} Export;

static void
export_free (Export *export)
{
  if (export->application)
    g_application_release (export->application);
  g_clear_object (&export->application);
  g_object_unref (export->window);
  g_object_unref (export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  WfWindow *self = export->window;
  g_autoptr (GError) error = NULL;

  if (!wf_document_export_finish (WF_DOCUMENT (object), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        wf_window_show_error (self, error);
      return;
    }
  wf_window_show_saved (self, export->file, _ ("Report saved"));
}

void
wf_window_export (WfWindow *self, GFile *file)
{
  Export *export = g_new0 (Export, 1);

  export->window = g_object_ref (self);
  g_set_object (&export->application, G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
  if (export->application)
    g_application_hold (export->application);
  export->file = g_object_ref (file);
  wf_document_export_async (self->document, file, NULL, on_exported, export);
}

/* the one whose filter was chosen */
static const WfWriter *
get_chosen (GtkFileChooser *chooser)
{
  const WfWriter *const *writers = wf_writers_get_all ();
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *name = filter ? gtk_file_filter_get_name (filter) : NULL;

  for (gsize i = 0; writers[i] != NULL; i++)
    if (g_strcmp0 (_ (writers[i]->name), name) == 0)
      return writers[i];
  return writers[0];
}

/* "report.pdf" as "report.html"; a name without an ending that a writer has gets one */
static char *
dup_with_ending (const char *name, const WfWriter *writer)
{
  const char *dot = wf_writer_find_for_path (name, NULL) != NULL ? strrchr (name, '.') : NULL;

  return g_strdup_printf ("%.*s.%s", dot ? (int) (dot - name) : (int) strlen (name), name, writer->extension);
}

static void
on_filter (GtkFileChooser *chooser)
{
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);
  g_autofree char *other = name && *name != '\0' ? dup_with_ending (name, get_chosen (chooser)) : NULL;

  if (other != NULL && !g_str_equal (name, other))
    gtk_file_chooser_set_current_name (chooser, other);
}

typedef struct
{
  WfWindow *window;
  GFile *file;
} Replacing;

static void
on_replace (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Replacing *replacing = data;

  if (g_str_equal (response, "replace"))
    wf_window_export (replacing->window, replacing->file);
  g_object_unref (replacing->window);
  g_object_unref (replacing->file);
  g_free (replacing);
}

/* The file chooser asked about another name. */
static void
ask_replace (WfWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);
  Replacing *replacing = g_new0 (Replacing, 1);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Replace “%s”?"), shown);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), _ ("What is in the file now will be lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace",
                                    _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  replacing->window = g_object_ref (self);
  replacing->file = g_object_ref (file);
  g_signal_connect (dialog, "response", G_CALLBACK (on_replace), replacing);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_export_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *name = g_file_get_basename (file);
      g_autoptr (GFile) folder = g_file_get_parent (file);
      g_autofree char *whole = dup_with_ending (name, get_chosen (GTK_FILE_CHOOSER (dialog)));
      g_autoptr (GFile) named = folder ? g_file_get_child (folder, whole) : NULL;

      if (named == NULL || wf_writer_find_for_path (name, NULL) != NULL)
        wf_window_export (self, file);
      else if (g_file_query_exists (named, NULL))
        ask_replace (self, named);
      else
        wf_window_export (self, named);
    }
  g_object_unref (dialog);
}

static char *
propose_name (WfWindow *self)
{
  g_autofree char *stem = wf_document_dup_stem (self->document);

  /* Translators: the proposed name of a file without its ending, %s is the name of the data */
  return g_strdup_printf (_ ("%s report"), stem);
}

void
wf_window_choose_report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Export Report"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *proposed = propose_name (self);
  g_autofree char *file_name = g_strconcat (proposed, ".pdf", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  for (const WfWriter *const *writer = wf_writers_get_all (); *writer; writer++)
    {
      const char *suffixes[] = { (*writer)->extension, NULL };

      wf_window_add_filter (dialog, _ ((*writer)->name), suffixes);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "notify::filter", G_CALLBACK (on_filter), NULL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_export_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- to a printer ---- */

static void
on_printed (GtkPrintOperation *operation, GtkPrintOperationResult result, WfWindow *self)
{
  g_autoptr (GError) error = NULL;
  const GError *fault = wf_report_print_get_error (operation);

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  else if (fault && !g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    error = g_error_copy (fault);
  if (error)
    wf_window_show_error (self, error);
}

static void
on_reported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WfWindow) self = data;
  WfDocument *document = WF_DOCUMENT (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfReport) report = wf_document_report_finish (document, result, &error);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *name = NULL;

  if (self->toasts == NULL) /* the window is closed */
    return;
  if (report == NULL)
    {
      wf_window_show_error (self, error);
      return;
    }
  operation = wf_report_print_new (report, wf_document_get_paper (document));
  name = propose_name (self);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_current_page (operation, self->page ? wf_page_get_report_page (self->page) : -1);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

void
wf_window_print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);

  wf_document_report_async (self->document, NULL, on_reported, g_object_ref (self));
}
