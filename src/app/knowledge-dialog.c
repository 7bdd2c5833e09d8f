/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/arrow-list.h"
#include "app/knowledge-dialog.h"
#include "app/tier-column.h"

#define MIN_TIERS 2

struct _WfKnowledgeDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkLabel *problem;
  GtkBox *columns;
  AdwBin *arrows;
  GtkWidget *learn_again;

  WfDocument *document;
  guint n_tiers; /* columns beside that of no tier */
};

G_DEFINE_FINAL_TYPE (WfKnowledgeDialog, wf_knowledge_dialog, ADW_TYPE_WINDOW)

/* ---- tiers ---- */

static void
on_move (WfKnowledgeDialog *self, const char *const *names, int tier)
{
  g_autofree char *first = g_strdup (names[0]);

  wf_document_set_tier (self->document, names, tier);
  for (GtkWidget *column = gtk_widget_get_first_child (GTK_WIDGET (self->columns)); column;
       column = gtk_widget_get_next_sibling (column))
    if (wf_tier_column_focus (WF_TIER_COLUMN (column), first))
      return;
}

static void
add_column (WfKnowledgeDialog *self, int tier)
{
  GtkWidget *column = wf_tier_column_new (self->document, tier);

  g_signal_connect_object (column, "move", G_CALLBACK (on_move), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->columns, column);
}

/* one more than are in use, for the next */
static void
show_tiers (WfKnowledgeDialog *self)
{
  WfKnowledge *knowledge = wf_document_get_knowledge (self->document);
  guint n_tiers = MAX (knowledge ? wf_knowledge_get_n_tiers (knowledge) + 1 : 0, MIN_TIERS);

  for (; self->n_tiers < n_tiers; self->n_tiers++)
    add_column (self, (int) self->n_tiers);
  for (; self->n_tiers > n_tiers; self->n_tiers--)
    gtk_box_remove (self->columns, gtk_widget_get_last_child (GTK_WIDGET (self->columns)));
  for (GtkWidget *column = gtk_widget_get_first_child (GTK_WIDGET (self->columns)); column;
       column = gtk_widget_get_next_sibling (column))
    wf_tier_column_update (WF_TIER_COLUMN (column), n_tiers);
}

static void
show_problem (WfKnowledgeDialog *self)
{
  g_autofree char *problem = wf_document_dup_knowledge_problem (self->document);

  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
on_changed (WfKnowledgeDialog *self, guint parts)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (wf_document_get_table (self->document) == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (parts & (WF_PART_SOURCE | WF_PART_KNOWLEDGE))
    {
      show_tiers (self);
      show_problem (self);
    }
  gtk_widget_set_visible (self->learn_again, wf_document_get_discovery (self->document) != NULL &&
                                                 wf_document_has_new_knowledge (self->document));
  gtk_widget_action_set_enabled (widget, "knowledge.undo",
                                 wf_document_get_undo_label (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "knowledge.redo",
                                 wf_document_get_redo_label (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "knowledge.save",
                                 wf_document_get_knowledge (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "knowledge.clear",
                                 wf_document_get_knowledge (self->document) != NULL);
}

/* ---- actions ---- */

static void
document_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfDocument *document = WF_KNOWLEDGE_DIALOG (widget)->document;

  if (g_str_equal (name, "knowledge.undo"))
    wf_document_undo (document);
  else if (g_str_equal (name, "knowledge.redo"))
    wf_document_redo (document);
  else if (g_str_equal (name, "knowledge.clear"))
    wf_document_clear_knowledge (document);
  else
    wf_document_learn_again (document);
}

static void
show_error (WfKnowledgeDialog *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WfKnowledgeDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!wf_document_load_finish (WF_DOCUMENT (object), result, &error) && self->toasts != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
on_response (WfKnowledgeDialog *self, int response, GtkNativeDialog *dialog)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL;
  g_autoptr (GError) error = NULL;

  if (file != NULL && gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_OPEN)
    wf_document_load_async (self->document, file, on_loaded, g_object_ref (self));
  else if (file != NULL && !wf_document_save_knowledge (self->document, file, &error))
    show_error (self, error);
  g_object_unref (dialog);
}

static void
file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean is_open = g_str_equal (name, "knowledge.open");
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      is_open ? _ ("Open Background Knowledge") : _ ("Save Background Knowledge"), GTK_WINDOW (widget),
      is_open ? GTK_FILE_CHOOSER_ACTION_OPEN : GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  if (!is_open)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "knowledge.txt");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- the window itself ---- */

static void
wf_knowledge_dialog_dispose (GObject *object)
{
  WfKnowledgeDialog *self = WF_KNOWLEDGE_DIALOG (object);

  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_knowledge_dialog_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "knowledge.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "knowledge.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "knowledge.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "knowledge.save", NULL);
}

static void
wf_knowledge_dialog_class_init (WfKnowledgeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_knowledge_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/knowledge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WfKnowledgeDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, WfKnowledgeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, WfKnowledgeDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, WfKnowledgeDialog, arrows);
  gtk_widget_class_bind_template_child (widget_class, WfKnowledgeDialog, learn_again);
  gtk_widget_class_install_action (widget_class, "knowledge.undo", NULL, document_action);
  gtk_widget_class_install_action (widget_class, "knowledge.redo", NULL, document_action);
  gtk_widget_class_install_action (widget_class, "knowledge.clear", NULL, document_action);
  gtk_widget_class_install_action (widget_class, "knowledge.learn-again", NULL, document_action);
  gtk_widget_class_install_action (widget_class, "knowledge.open", NULL, file_action);
  gtk_widget_class_install_action (widget_class, "knowledge.save", NULL, file_action);
  add_keys (widget_class);
}

static void
wf_knowledge_dialog_init (WfKnowledgeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* not wider or higher than the window it belongs to: on a small screen that is all there is */
static void
set_size (WfKnowledgeDialog *self, GtkWindow *parent)
{
  int width, height;
  int room_width = gtk_widget_get_width (GTK_WIDGET (parent));
  int room_height = gtk_widget_get_height (GTK_WIDGET (parent));

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (room_width > 0 && room_height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (width, room_width), MIN (height, room_height));
}

/**
 * wf_knowledge_dialog_new:
 * @parent: the window it belongs to
 * @document: with a table
 *
 * Returns: the dialog, not shown yet
 */
GtkWidget *
wf_knowledge_dialog_new (GtkWindow *parent, WfDocument *document)
{
  WfKnowledgeDialog *self = g_object_new (WF_TYPE_KNOWLEDGE_DIALOG, "transient-for", parent, NULL);

  self->document = g_object_ref (document);
  set_size (self, parent);
  add_column (self, -1);
  adw_bin_set_child (self->arrows, wf_arrow_list_new (document));
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}
