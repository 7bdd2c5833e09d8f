/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A window that offers one file: drag from it onto another program, as from a file manager. */
#include <gtk/gtk.h>

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, gpointer file)
{
  return gdk_content_provider_new_typed (G_TYPE_FILE, file);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) file = NULL;
  GtkWidget *window, *label;
  GtkDragSource *source;

  if (argc != 2)
    return 2;
  gtk_init ();
  file = g_file_new_for_commandline_arg (argv[1]);
  window = gtk_window_new ();
  label = gtk_label_new ("drag me");
  source = gtk_drag_source_new ();
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), file);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_title (GTK_WINDOW (window), "drag source");
  gtk_window_set_default_size (GTK_WINDOW (window), 120, 80);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
