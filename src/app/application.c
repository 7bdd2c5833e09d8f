/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/application.h"
#include "app/settings.h"
#include "app/window.h"

struct _WfApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (WfApplication, wf_application, ADW_TYPE_APPLICATION)

static void
on_style_changed (WfApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  guint variant = g_settings_get_enum (self->settings, "style-variant");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[MIN (variant, 2)]);
}

static void
wf_application_startup (GApplication *application)
{
  WfApplication *self = WF_APPLICATION (application);

  G_APPLICATION_CLASS (wf_application_parent_class)->startup (application);
  self->settings = wf_settings_new ();
  g_signal_connect_object (self->settings, "changed::style-variant", G_CALLBACK (on_style_changed), self,
                           G_CONNECT_SWAPPED);
  on_style_changed (self);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  wf_application_add_actions (self);
}

static WfWindow *
active_window (WfApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return window && WF_IS_WINDOW (window) ? WF_WINDOW (window) : NULL;
}

static void
wf_application_activate (GApplication *application)
{
  WfWindow *window = active_window (WF_APPLICATION (application));

  if (window == NULL)
    window = wf_window_new (ADW_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (window));
}

static void
wf_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  WfWindow *window = active_window (WF_APPLICATION (application));
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  if (window == NULL || !wf_document_is_empty (wf_window_get_document (window)))
    window = wf_window_new (ADW_APPLICATION (application));
  for (int i = 0; i < n_files; i++)
    g_list_store_append (list, files[i]);
  gtk_window_present (GTK_WINDOW (window));
  wf_window_open_files (window, G_LIST_MODEL (list));
}

static void
wf_application_finalize (GObject *object)
{
  g_clear_object (&WF_APPLICATION (object)->settings);
  G_OBJECT_CLASS (wf_application_parent_class)->finalize (object);
}

static void
wf_application_class_init (WfApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wf_application_finalize;
  application_class->startup = wf_application_startup;
  application_class->activate = wf_application_activate;
  application_class->open = wf_application_open;
}

static void
wf_application_init (WfApplication *self)
{
}

WfApplication *
wf_application_new (void)
{
  return g_object_new (WF_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", RESOURCE_PATH, NULL);
}

GSettings *
wf_application_get_settings (WfApplication *self)
{
  g_return_val_if_fail (WF_IS_APPLICATION (self), NULL);
  return self->settings;
}
