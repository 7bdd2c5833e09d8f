/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The graph or the string diagram in front as a file, and on the clipboard. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/window-private.h"
#include "core/base/source.h"

typedef struct
{
  WfPicture *picture;
  GFile *file;               /* nullable: it goes to the clipboard */
  GApplication *application; /* it is held until the file is written; nullable */
  GBytes *svg, *png;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  if (drawing->application)
    g_application_release (drawing->application);
  g_clear_object (&drawing->application);
  wf_picture_free (drawing->picture);
  g_clear_object (&drawing->file);
  g_clear_pointer (&drawing->svg, g_bytes_unref);
  g_clear_pointer (&drawing->png, g_bytes_unref);
  g_free (drawing);
}

static gboolean
write_file (Drawing *drawing, GError **error)
{
  g_autofree char *name = g_file_get_basename (drawing->file);
  const char *dot = strrchr (name, '.');
  g_autoptr (GBytes) bytes = wf_picture_draw (drawing->picture, dot ? dot + 1 : "", error);
  const char *data;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return wf_file_write (drawing->file, data, size, error);
}

static gboolean
draw_both (Drawing *drawing, GError **error)
{
  drawing->svg = wf_picture_draw (drawing->picture, "svg", error);
  drawing->png = drawing->svg ? wf_picture_draw (drawing->picture, "png", error) : NULL;
  return drawing->png != NULL;
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Drawing *drawing = data;
  GError *error = NULL;

  if (drawing->file ? write_file (drawing, &error) : draw_both (drawing, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
copy (WfWindow *self, Drawing *drawing, GError **error)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (drawing->png, error);
  GdkContentProvider *providers[2];
  g_autoptr (GdkContentProvider) all = NULL;

  if (texture == NULL)
    return;
  providers[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  providers[1] = gdk_content_provider_new_for_bytes ("image/svg+xml", drawing->svg);
  all = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), all);
  wf_window_toast (self, _ ("Picture copied"));
}

static void
on_drawn (GObject *object, GAsyncResult *result, gpointer user_data)
{
  WfWindow *self = WF_WINDOW (object);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) && self->toasts != NULL)
    {
      if (drawing->file)
        wf_window_show_saved (self, drawing->file, _ ("Picture saved"));
      else
        copy (self, drawing, &error);
    }
  if (error != NULL && self->toasts != NULL)
    wf_window_show_error (self, error);
}

/* file: nullable = to the clipboard */
static void
start (WfWindow *self, WfPicture *picture, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_drawn, NULL);
  Drawing *drawing = g_new0 (Drawing, 1);

  drawing->picture = picture;
  drawing->file = file ? g_object_ref (file) : NULL;
  g_set_object (&drawing->application, G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
  if (drawing->application)
    g_application_hold (drawing->application);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_in_thread);
}

void
wf_window_export_picture (WfWindow *self, GFile *file)
{
  WfPicture *picture = self->page ? wf_page_make_picture (self->page) : NULL;

  if (picture != NULL)
    start (self, picture, file);
}

static void
on_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      wf_window_export_picture (self, file);
    }
  g_object_unref (dialog);
}

void
wf_window_choose_picture (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  g_autoptr (WfPicture) picture = self->page ? wf_page_make_picture (self->page) : NULL;
  GtkFileChooserNative *dialog;
  g_autofree const char **choices = NULL;
  g_autofree char *stem = wf_document_dup_stem (self->document);
  g_autofree char *file_name = NULL;

  if (picture == NULL)
    return;
  dialog = gtk_file_chooser_native_new (_ ("Export Picture"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                        NULL, NULL);
  file_name = g_strdup_printf ("%s.svg", stem);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  choices = wf_picture_list_choices (picture);
  for (gsize i = 0; choices[i] != NULL; i++)
    {
      const char *suffixes[] = { choices[i], NULL };
      g_autofree char *kind = g_ascii_strup (choices[i], -1);

      wf_window_add_filter (dialog, g_str_equal (choices[i], "tikz") ? "TikZ" : kind, suffixes);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
wf_window_copy_picture (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  WfPicture *picture = self->page ? wf_page_make_picture (self->page) : NULL;

  if (picture != NULL)
    start (self, picture, NULL);
}
