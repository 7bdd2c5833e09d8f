/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/import-dialog.h"
#include "app/knowledge-dialog.h"
#include "app/window-private.h"
#include "core/base/error.h"
#include "core/formats/formats.h"

#define ZOOM_STEP 1.2

/* ---- open ---- */

static void
on_open_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      if (g_list_model_get_n_items (files) == 1)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, 0);

          wf_window_open (self, file);
        }
      else
        wf_window_open_files (self, files);
    }
  g_object_unref (dialog);
}

void
wf_window_add_filter (GtkFileChooserNative *dialog, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; suffixes && *suffixes; suffixes++)
    gtk_file_filter_add_suffix (filter, *suffixes);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
}

/* the extensions of the formats that are read, packed or not, and those of logs and profiles */
static GStrv
list_readable (void)
{
  static const char *const others[] = { "log", "profile", "gz" };
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (const WfFormat *const *format = wf_formats_get_all (); *format; format++)
    if ((*format)->content != WF_CONTENT_COVARIANCE && (*format)->extensions != NULL)
      g_strv_builder_addv (list, (const char **) (*format)->extensions);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_strv_builder_add (list, others[i]);
  return g_strv_builder_end (list);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GStrv) readable = list_readable ();
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Open Tables, Graphs, Models, Logs or a Project"), GTK_WINDOW (widget),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  wf_window_add_filter (dialog, _ ("Tables, graphs, models, logs and projects"),
                        (const char *const *) readable);
  wf_window_add_filter (dialog, _ ("All files"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_open_response), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Open a Folder of Agent Logs"), GTK_WINDOW (widget),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_open_response), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- profiles ---- */

static void
on_save_profile_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  WfProfile *profile = wf_document_get_profile (self->document);

  if (response == GTK_RESPONSE_ACCEPT && profile != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *text = wf_profile_to_text (profile);
      g_autoptr (GError) error = NULL;

      if (wf_file_write (file, text, strlen (text), &error))
        adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Profile saved")));
      else
        wf_window_show_error (self, error);
    }
  g_object_unref (dialog);
}

static void
save_profile_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfProfile *profile = wf_document_get_profile (WF_WINDOW (widget)->document);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save Profile"), GTK_WINDOW (widget),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *file_name = g_strdup_printf ("%s.profile", wf_profile_get_name (profile));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_save_profile_response), widget,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- another run ---- */

static void
on_compare_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT && wf_document_get_trace (self->document) != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      wf_document_compare_with (self->document, file);
    }
  g_object_unref (dialog);
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Compare With the Log of Another Run"), GTK_WINDOW (widget),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Compare"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_compare_response), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- another graph ---- */

static void
on_lay_over_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT && wf_document_get_graph (self->document) != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      wf_document_lay_over (self->document, file);
    }
  g_object_unref (dialog);
}

static void
lay_over_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Compare With Another Graph"), GTK_WINDOW (widget),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Compare"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_lay_over_response), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
lay_over_previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wf_document_lay_over_previous (WF_WINDOW (widget)->document);
}

static void
lift_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wf_document_lift_off (WF_WINDOW (widget)->document);
}

static void
open_uri_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  wf_window_open (WF_WINDOW (widget), file);
}

/* ---- the model ---- */

static void
on_export_model_response (WfWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT && wf_document_get_model (self->document) != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GError) error = NULL;

      if (wf_document_save_model (self->document, file, &error))
        adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Model saved")));
      else
        wf_window_show_error (self, error);
    }
  g_object_unref (dialog);
}

static void
export_model_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Export Model"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *stem = wf_document_dup_stem (self->document);
  g_autofree char *file_name = NULL;

  /* Translators: the proposed name of the file, %s is the name of the data */
  file_name = g_strdup_printf (_ ("%s model.json"), stem);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  for (const WfFormat *const *format = wf_formats_get_all (); *format; format++)
    if ((*format)->write_model)
      wf_window_add_filter (dialog, _ ((*format)->name), (*format)->extensions);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_export_model_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- the document ---- */

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wf_document_undo (WF_WINDOW (widget)->document);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wf_document_redo (WF_WINDOW (widget)->document);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wf_document_cancel (WF_WINDOW (widget)->document);
}

/* one a window: asked for again, it comes to the front */
static void
knowledge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);

  if (self->knowledge == NULL)
    g_set_weak_pointer (&self->knowledge,
                        GTK_WINDOW (wf_knowledge_dialog_new (GTK_WINDOW (self), self->document)));
  gtk_window_present (self->knowledge);
}

/* likewise */
void
wf_window_show_import (WfWindow *self)
{
  if (wf_document_get_import (self->document) == NULL)
    return;
  if (self->import == NULL)
    g_set_weak_pointer (&self->import, GTK_WINDOW (wf_import_dialog_new (GTK_WINDOW (self), self->document)));
  gtk_window_present (self->import);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wf_window_show_import (WF_WINDOW (widget));
}

static void
arrange_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wf_document_arrange (WF_WINDOW (widget)->document);
}

static void
learn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (WF_WINDOW (widget)->learn_button);
}

/* Escape: the running work first, then the selection, then the row that is asked about */
static void
escape_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfDocument *document = WF_WINDOW (widget)->document;
  guint a, b;
  gboolean has_selection =
      wf_document_get_selected_node (document) >= 0 || wf_document_get_selected_pair (document, &a, &b);

  if (wf_document_is_busy (document))
    wf_document_cancel (document);
  else if (!has_selection && wf_document_get_row (document) >= 0)
    wf_document_ask_row (document, -1);
  else
    {
      wf_document_select_node (document, -1);
      wf_document_select_step (document, -1);
    }
}

/* ---- views ---- */

static void
view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);

  if (self->page)
    wf_page_show_view (self->page, g_variant_get_string (parameter, NULL));
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (WF_WINDOW (widget)->page)
    wf_page_focus_filter (WF_WINDOW (widget)->page);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfPage *page = WF_WINDOW (widget)->page;

  if (page == NULL)
    return;
  if (g_str_equal (name, "win.zoom-in"))
    wf_page_zoom_by (page, ZOOM_STEP);
  else if (g_str_equal (name, "win.zoom-out"))
    wf_page_zoom_by (page, 1 / ZOOM_STEP);
  else
    wf_page_zoom_to (page, g_str_equal (name, "win.zoom-normal") ? 1 : 0);
}

static void
on_pane_action (GSimpleAction *action, GVariant *parameter, WfWindow *self)
{
  gboolean is_left = g_str_equal (g_action_get_name (G_ACTION (action)), "show-left-pane");
  WfPanes *panes = self->page ? wf_page_get_panes (self->page) : NULL;
  gboolean is_shown;

  if (panes == NULL)
    return;
  g_object_get (panes, is_left ? "show-start" : "show-end", &is_shown, NULL);
  g_object_set (panes, is_left ? "show-start" : "show-end", !is_shown, NULL);
}

static GSimpleAction *
find_pane_action (WfWindow *self, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  if (action == NULL)
    {
      action = G_ACTION (g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE)));
      g_signal_connect_object (action, "activate", G_CALLBACK (on_pane_action), self, 0);
      g_action_map_add_action (G_ACTION_MAP (self), action);
      g_object_unref (action);
    }
  return G_SIMPLE_ACTION (action);
}

void
wf_window_update_pane_actions (WfWindow *self)
{
  WfPanes *panes = self->page ? wf_page_get_panes (self->page) : NULL;
  GSimpleAction *left = find_pane_action (self, "show-left-pane");
  GSimpleAction *right = find_pane_action (self, "show-right-pane");
  gboolean show_start = FALSE, show_end = FALSE;

  if (panes)
    g_object_get (panes, "show-start", &show_start, "show-end", &show_end, NULL);
  g_simple_action_set_enabled (left, panes != NULL);
  g_simple_action_set_enabled (right, panes != NULL);
  g_simple_action_set_state (left, g_variant_new_boolean (show_start));
  g_simple_action_set_state (right, g_variant_new_boolean (show_end));
}

static void
update_redact_action (WfWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "redact-reports");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (wf_document_is_redacted (self->document)));
}

void
wf_window_update_actions (WfWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean can_save =
      !wf_document_is_empty (self->document) && wf_document_get_problem (self->document) == NULL;
  gboolean can_zoom = self->page != NULL && wf_page_can_zoom (self->page);
  gboolean can_make_picture = self->page != NULL && wf_page_can_make_picture (self->page);
  const char *const zooms[] = { "win.zoom-in", "win.zoom-out", "win.zoom-normal", "win.zoom-fit" };

  gtk_widget_action_set_enabled (widget, "win.undo", wf_document_get_undo_label (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.redo", wf_document_get_redo_label (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.save", can_save);
  gtk_widget_action_set_enabled (widget, "win.save-as", can_save);
  gtk_widget_action_set_enabled (widget, "win.export-report", wf_document_can_report (self->document));
  gtk_widget_action_set_enabled (widget, "win.print", wf_document_can_report (self->document));
  gtk_widget_action_set_enabled (widget, "win.export-model", wf_document_get_model (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.learn", wf_document_get_table (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.import-settings",
                                 wf_document_get_import (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.knowledge", wf_document_get_table (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.arrange", wf_document_get_graph (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.lay-over", wf_document_get_graph (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.lay-over-previous",
                                 wf_document_has_previous_graph (self->document));
  gtk_widget_action_set_enabled (widget, "win.lift-off", wf_document_get_beside (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.compare", wf_document_get_trace (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-profile",
                                 wf_document_get_profile (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.ask-judge", wf_document_get_blame (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "win.export-picture", can_make_picture);
  gtk_widget_action_set_enabled (widget, "win.copy-picture", can_make_picture);
  gtk_widget_action_set_enabled (widget, "win.none", FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_action_set_enabled (widget, zooms[i], can_zoom);
  if (self->page)
    wf_page_set_history (self->page, wf_document_get_undo_label (self->document),
                         wf_document_get_redo_label (self->document));
  update_redact_action (self);
  wf_window_update_pane_actions (self);
}

static void
on_redact_changed (GSimpleAction *action, GVariant *value, WfWindow *self)
{
  wf_document_set_redacted (self->document, g_variant_get_boolean (value));
}

static void
on_effects_changed (GSimpleAction *action, GVariant *value, WfWindow *self)
{
  if (self->page == NULL)
    return;
  wf_page_show_effects (self->page, g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
add_switch (WfWindow *self, const char *name, GCallback on_change)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE));

  g_signal_connect_object (action, "change-state", on_change, self, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

/* Those with a state, which a menu shows as a check. */
void
wf_window_add_actions (WfWindow *self)
{
  add_switch (self, "redact-reports", G_CALLBACK (on_redact_changed));
  add_switch (self, "show-effects", G_CALLBACK (on_effects_changed));
}

void
wf_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, open_folder_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, wf_window_save);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, wf_window_save_as);
  gtk_widget_class_install_action (widget_class, "win.locate", NULL, wf_window_locate);
  gtk_widget_class_install_action (widget_class, "win.take-changed", NULL, wf_window_take_changed);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, wf_window_restore);
  gtk_widget_class_install_action (widget_class, "win.discard", NULL, wf_window_discard);
  gtk_widget_class_install_action (widget_class, "win.save-profile", NULL, save_profile_action);
  gtk_widget_class_install_action (widget_class, "win.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "win.lay-over", NULL, lay_over_action);
  gtk_widget_class_install_action (widget_class, "win.lay-over-previous", NULL, lay_over_previous_action);
  gtk_widget_class_install_action (widget_class, "win.lift-off", NULL, lift_off_action);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_action);
  gtk_widget_class_install_action (widget_class, "win.export-report", NULL, wf_window_choose_report);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, wf_window_print);
  gtk_widget_class_install_action (widget_class, "win.export-model", NULL, export_model_action);
  gtk_widget_class_install_action (widget_class, "win.export-picture", NULL, wf_window_choose_picture);
  gtk_widget_class_install_action (widget_class, "win.copy-picture", NULL, wf_window_copy_picture);
  gtk_widget_class_install_action (widget_class, "win.ask-judge", NULL, wf_window_ask_judge);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "win.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "win.learn", NULL, learn_action);
  gtk_widget_class_install_action (widget_class, "win.import-settings", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.knowledge", NULL, knowledge_action);
  gtk_widget_class_install_action (widget_class, "win.arrange", NULL, arrange_action);
  gtk_widget_class_install_action (widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-normal", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "win.none", NULL, find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.escape", NULL);
}
