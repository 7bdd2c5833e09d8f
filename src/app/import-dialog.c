/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/import-dialog.h"
#include "app/import-grid.h"
#include "app/import-setting.h"
#include "app/import-words.h"

#define MAX_NOTES 3

struct _WfImportDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkLabel *summary;
  GtkLabel *problem;
  AdwBin *rows;
  GtkLabel *notes;
  AdwPreferencesGroup *settings;
  GtkWidget *import_button;

  WfDocument *document;
  GPtrArray *setting_rows;   /* borrowed */
  GVariant *given;           /* a{sv}: what was chosen here or before */
  WfImport *import;          /* what is shown */
  GCancellable *cancellable; /* of the preview that is being made; NULL = none is */
};

G_DEFINE_FINAL_TYPE (WfImportDialog, wf_import_dialog, ADW_TYPE_WINDOW)

/* ---- what is shown ---- */

static void
show_notes (WfImportDialog *self)
{
  const char *const *notes = wf_import_get_notes (self->import);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; notes[i] != NULL && i < MAX_NOTES; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", notes[i]);
  gtk_label_set_text (self->notes, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), text->len > 0);
}

static void
show_summary (WfImportDialog *self)
{
  g_autofree char *found = wf_import_sum_up (self->import);
  /* Translators: %s is “Detected: tabs between fields”, or the name of a format */
  g_autofree char *text =
      wf_import_is_sure (self->import)
          ? g_strdup_printf (_ ("%s. These are the first rows as they will be read."), found)
          : g_strdup_printf (
                _ ("%s. Some of it is a guess, marked with “?” below: check it against the first rows."),
                found);

  if (wf_document_get_n_pooled (self->document) > 0)
    {
      g_autofree char *all =
          g_strdup_printf (_ ("%s What is changed here holds for all files of the table."), text);

      gtk_label_set_text (self->summary, all);
      return;
    }
  gtk_label_set_text (self->summary, text);
}

static const WfFinding *
find_finding (WfImport *import, const char *id)
{
  gsize n;
  const WfFinding *findings = wf_import_get_findings (import, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (findings[i].id, id))
      return &findings[i];
  return NULL;
}

static void on_setting (const char *setting, const char *value, gpointer data);

/* rows are made once: one that is being typed in stays */
static void
show_settings (WfImportDialog *self)
{
  gsize n;
  const WfFinding *findings = wf_import_get_findings (self->import, &n);

  for (gsize i = self->setting_rows->len; i < n; i++)
    {
      const WfParam *param = wf_params_find (wf_import_get_format (self->import)->params, findings[i].id);
      GtkWidget *row = wf_import_setting_new (param, &findings[i], on_setting, self);

      adw_preferences_group_add (self->settings, row);
      g_ptr_array_add (self->setting_rows, row);
    }
  for (guint i = 0; i < self->setting_rows->len; i++)
    {
      const WfFinding *finding =
          find_finding (self->import, wf_import_setting_get_id (self->setting_rows->pdata[i]));

      if (finding != NULL)
        wf_import_setting_update (self->setting_rows->pdata[i], finding);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->settings), self->setting_rows->len > 0);
}

static void
show_import (WfImportDialog *self, WfImport *import)
{
  g_clear_pointer (&self->import, wf_import_unref);
  self->import = wf_import_ref (import);
  show_summary (self);
  show_settings (self);
  wf_import_grid_show (WF_IMPORT_GRID (adw_bin_get_child (self->rows)), import);
  show_notes (self);
}

static void
show_problem (WfImportDialog *self, const GError *error)
{
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.accept", error == NULL);
}

/* ---- looking once more ---- */

typedef struct
{
  WfSource *source;
  GVariant *params;
  WfProgress *progress;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  wf_source_unref (look->source);
  g_variant_unref (look->params);
  wf_progress_unref (look->progress);
  g_free (look);
}

static void
look (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Look *look = data;
  GError *error = NULL;
  WfImport *import = wf_import_preview (look->source, look->params, look->progress, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) wf_import_unref);
  else
    g_task_return_error (task, error);
}

static void
on_looked (GObject *object, GAsyncResult *result, gpointer data)
{
  WfImportDialog *self = WF_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfImport) import = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return; /* a newer one is on its way, or the dialog was closed */
  g_clear_object (&self->cancellable);
  show_problem (self, error);
  if (import != NULL)
    show_import (self, import);
}

static void
look_again (WfImportDialog *self)
{
  Look *data = g_new0 (Look, 1);
  g_autoptr (GTask) task = NULL;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  data->source = wf_source_ref (wf_document_get_source (self->document));
  data->params = g_variant_ref (self->given);
  data->progress = wf_progress_new (self->cancellable);
  task = g_task_new (self, self->cancellable, on_looked, NULL);
  g_task_set_source_tag (task, look_again);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, look_free);
  g_task_run_in_thread (task, look);
}

/* takes a floating value. keeps_types: the columns are still the same */
static void
give (WfImportDialog *self, const char *id, GVariant *value, gboolean keeps_types)
{
  g_autoptr (GVariant) before = g_steal_pointer (&self->given);
  GVariantDict dict;

  g_variant_dict_init (&dict, before);
  g_variant_dict_insert_value (&dict, id, value);
  if (!keeps_types)
    g_variant_dict_remove (&dict, "type");
  self->given = g_variant_ref_sink (g_variant_dict_end (&dict));
  look_again (self);
}

/* another delimiter, another table: other columns */
static void
on_setting (const char *setting, const char *value, gpointer data)
{
  WfImportDialog *self = data;
  const WfParam *param = wf_params_find (wf_import_get_format (self->import)->params, setting);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) parsed = wf_param_parse (param, value, &error);
  gboolean keeps_types = g_str_equal (setting, "missing") || g_str_equal (setting, "decimal");

  if (parsed != NULL)
    give (self, setting, parsed, keeps_types);
  else
    show_problem (self, error);
}

static void
on_retyped (WfImportDialog *self, guint column, const char *type)
{
  const char *const *names = wf_import_get_names (self->import);
  const char *types = "";
  g_autofree char *changed = NULL;

  g_variant_lookup (self->given, "type", "&s", &types);
  changed = wf_column_types_set (types, names, names[column], type);
  give (self, "type", g_variant_new_string (changed), TRUE);
}

/* ---- actions ---- */

static void
detect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfImportDialog *self = WF_IMPORT_DIALOG (widget);

  g_variant_unref (self->given);
  self->given = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  look_again (self);
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfImportDialog *self = WF_IMPORT_DIALOG (widget);

  wf_document_import (self->document, self->given);
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- the window itself ---- */

static void
wf_import_dialog_dispose (GObject *object)
{
  WfImportDialog *self = WF_IMPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->import, wf_import_unref);
  g_clear_pointer (&self->given, g_variant_unref);
  g_clear_pointer (&self->setting_rows, g_ptr_array_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_import_dialog_parent_class)->dispose (object);
}

static void
wf_import_dialog_class_init (WfImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_import_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WfImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, WfImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, WfImportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, WfImportDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, WfImportDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, WfImportDialog, settings);
  gtk_widget_class_bind_template_child (widget_class, WfImportDialog, import_button);
  gtk_widget_class_install_action (widget_class, "import.detect", NULL, detect_action);
  gtk_widget_class_install_action (widget_class, "import.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
wf_import_dialog_init (WfImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->setting_rows = g_ptr_array_new ();
}

/* not wider or higher than the window it belongs to: on a small screen that is all there is */
static void
set_size (WfImportDialog *self, GtkWindow *parent)
{
  int width, height;
  int room_width = gtk_widget_get_width (GTK_WIDGET (parent));
  int room_height = gtk_widget_get_height (GTK_WIDGET (parent));

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (room_width > 0 && room_height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (width, room_width), MIN (height, room_height));
}

/**
 * wf_import_dialog_new:
 * @parent: the window it belongs to
 * @document: with a table that was read from a file
 *
 * Returns: the dialog, not shown yet
 */
GtkWidget *
wf_import_dialog_new (GtkWindow *parent, WfDocument *document)
{
  WfImportDialog *self = g_object_new (WF_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  GtkWidget *rows = wf_import_grid_new ();
  g_autofree char *name = NULL;

  self->document = g_object_ref (document);
  self->given = g_variant_ref (wf_document_get_import_params (document));
  set_size (self, parent);
  adw_bin_set_child (self->rows, rows);
  g_signal_connect_object (rows, "retyped", G_CALLBACK (on_retyped), self, G_CONNECT_SWAPPED);
  name = wf_document_dup_sources_name (document);
  adw_window_title_set_subtitle (self->title, name);
  show_import (self, wf_document_get_import (document));
  gtk_window_set_focus (GTK_WINDOW (self), self->import_button); /* Enter accepts */
  return GTK_WIDGET (self);
}
