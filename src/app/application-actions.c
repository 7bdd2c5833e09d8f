/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/application.h"
#include "app/preferences.h"
#include "app/window.h"
#include "core/base/parallel.h"

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (wf_window_new (ADW_APPLICATION (data))));
}

static void
preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (data));

  gtk_window_present (
      GTK_WINDOW (wf_preferences_new (parent, wf_application_get_settings (WF_APPLICATION (data)))));
}

static char *
debug_information (void)
{
  return g_strdup_printf ("Wherefore %s (%s)\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n%u cores\n",
                          PACKAGE_VERSION, PROFILE, gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (), glib_major_version, glib_minor_version,
                          glib_micro_version, wf_parallel_get_n_cores ());
}

/* the installed icon; the one of the resources when the program runs from its build folder */
static const char *
icon_name (GtkWindow *window)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (window ? gtk_widget_get_display (GTK_WIDGET (window))
                                                               : gdk_display_get_default ());

  return gtk_icon_theme_has_icon (theme, APPLICATION_ID) ? APPLICATION_ID : "wherefore";
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const developers[] = { "The Wherefore contributors", NULL };
  g_autofree char *debug = debug_information ();
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  adw_show_about_window (
      window, "application-name", _ ("Wherefore"), "application-icon", icon_name (window), "version",
      PACKAGE_VERSION, "developer-name", _ ("The Wherefore contributors"), "developers", developers,
      "comments", _ ("Find out why: causal graphs from data and agent logs"), "license-type",
      GTK_LICENSE_GPL_3_0, "debug-info", debug, "translator-credits", _ ("translator-credits"), NULL);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry entries[] = {
  { .name = "new-window", .activate = new_window },
  { .name = "preferences", .activate = preferences },
  { .name = "about", .activate = about },
  { .name = "quit", .activate = quit },
};

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.new-window", { "<Control>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.open", { "<Control>o" } },
  { "win.open-folder", { "<Control><Shift>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.export-report", { "<Control>e" } },
  { "win.print", { "<Control>p" } },
  { "win.export-picture", { "<Control><Shift>e" } },
  { "win.copy-picture", { "<Control><Shift>c" } },
  { "win.learn", { "<Control>l" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.arrange", { "<Control>r" } },
  { "win.knowledge", { "<Control>k" } },
  { "win.show-effects", { "<Control>d" } },
  { "win.find", { "<Control>f" } },
  { "win.show-left-pane", { "F9" } },
  { "win.show-right-pane", { "<Shift>F9" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal" } },
  { "win.zoom-out", { "<Control>minus" } },
  { "win.zoom-normal", { "<Control>0" } },
  { "win.zoom-fit", { "<Control>9" } },
  { "win.view::table", { "<Alt>1" } },
  { "win.view::graph", { "<Alt>2" } },
  { "win.view::trace", { "<Alt>3" } },
  { "win.view::runs", { "<Alt>4" } },
  { "win.view::comparison", { "<Alt>5" } },
  { "win.view::diagram", { "<Alt>6" } },
  { "win.view::report", { "<Alt>7" } },
};

void
wf_application_add_actions (WfApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (self), shortcuts[i].action,
        (const char *[]){ shortcuts[i].accels[0], shortcuts[i].accels[1], NULL });
}
