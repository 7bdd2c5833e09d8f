/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/window-private.h"

static GFile *
first_file (const GValue *value, guint *n_files)
{
  GSList *files;
  GFile *file;

  *n_files = 0;
  if (value == NULL || !G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return NULL;
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  file = files ? g_object_ref (files->data) : NULL;
  *n_files = g_slist_length (files);
  g_slist_free (files);
  return file;
}

static void
on_kind (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WfWindow) self = data;
  const char *kind = wf_file_kind_get_name (wf_file_kind_find_finish (result));
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *hint = NULL;

  if (self->toasts == NULL || self->hovered != G_FILE (object)) /* closed, or it has left */
    return;
  if (kind)
    /* Translators: a file's name and what it was recognised as: "run.json: agent log, drop to open" */
    hint = g_strdup_printf (_ ("%s: %s, drop to open"), name, kind);
  else
    hint = g_strdup_printf (_ ("%s is no table, graph, model, agent log or project"), name);
  wf_empty_page_set_hint (self->empty_page, hint);
}

/* While a file hovers, the empty page names it. */
static void
on_value (GtkDropTarget *target, GParamSpec *pspec, WfWindow *self)
{
  guint n_files;
  g_autoptr (GFile) file = first_file (gtk_drop_target_get_value (target), &n_files);
  g_autofree char *hint = NULL;

  self->hovered = n_files == 1 ? file : NULL;
  if (n_files == 1)
    wf_file_kind_find_async (file, on_kind, g_object_ref (self));
  else if (n_files > 1)
    hint = g_strdup_printf (ngettext ("Drop to open %u file", "Drop to open %u files", n_files), n_files);
  wf_empty_page_set_hint (self->empty_page, hint);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, WfWindow *self)
{
  guint n_files;
  g_autoptr (GFile) file = first_file (value, &n_files);
  g_autoptr (GListStore) all = NULL;
  GSList *files;

  if (file == NULL)
    return FALSE;
  if (n_files == 1)
    {
      wf_window_open (self, file);
      return TRUE;
    }
  all = g_list_store_new (G_TYPE_FILE);
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l; l = l->next)
    g_list_store_append (all, l->data);
  g_slist_free (files);
  wf_window_open_files (self, G_LIST_MODEL (all));
  return TRUE;
}

void
wf_window_add_drop_target (WfWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "notify::value", G_CALLBACK (on_value), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
