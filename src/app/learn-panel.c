/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/learn-panel.h"
#include "app/learnable.h"
#include "app/params-form.h"
#include "core/base/format.h"

struct _WfLearnPanel
{
  GtkPopover parent_instance;

  GtkLabel *proposal;
  AdwComboRow *method_row;
  GtkLabel *summary;
  AdwBin *form_bin;
  GtkButton *run_button;

  WfDocument *document;
  GSettings *settings;
  GPtrArray *methods; /* const WfDiscovery * that accept the table */
};

G_DEFINE_FINAL_TYPE (WfLearnPanel, wf_learn_panel, GTK_TYPE_POPOVER)

static const WfDiscovery *
chosen_method (WfLearnPanel *self)
{
  guint i = adw_combo_row_get_selected (self->method_row);

  return i < self->methods->len ? g_ptr_array_index (self->methods, i) : NULL;
}

static void
on_method_changed (WfLearnPanel *self)
{
  const WfDiscovery *method = chosen_method (self);
  g_autofree char *text = NULL;
  GtkWidget *form;

  if (method == NULL)
    return;
  text = g_strdup_printf ("%s. %s", _ (method->summary), method->citation);
  gtk_label_set_text (self->summary, text);
  form = wf_params_form_new (method->params);
  wf_params_form_set_real (WF_PARAMS_FORM (form), "alpha",
                           g_settings_get_double (self->settings, "default-alpha"));
  adw_bin_set_child (self->form_bin, form);
}

static void
on_run (WfLearnPanel *self)
{
  const WfDiscovery *method = chosen_method (self);
  g_autoptr (GVariant) params = NULL;

  if (method == NULL || wf_document_get_table (self->document) == NULL)
    return;
  params = wf_params_form_get_values (WF_PARAMS_FORM (adw_bin_get_child (self->form_bin)));
  gtk_popover_popdown (GTK_POPOVER (self));
  wf_document_learn (self->document, method->id, params);
}

static const char *
words_for_kind (WfDataKind kind)
{
  return kind == WF_DATA_CONTINUOUS ? _ ("all numbers") : _ ("all with levels");
}

static void
list_methods (WfLearnPanel *self, WfTable *table)
{
  g_autofree char *left_out = NULL;
  g_autoptr (WfTable) learnable = wf_learnable_select (table, &left_out);
  WfDataKind kind = wf_table_get_data_kind (learnable);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *rows = wf_format_count (wf_table_get_n_rows (table));
  g_autofree char *columns = wf_format_count (wf_table_get_n_columns (learnable));
  g_autoptr (GString) text = g_string_new (NULL);

  g_ptr_array_set_size (self->methods, 0);
  for (const WfDiscovery *const *method = wf_discoveries_get_all (); *method; method++)
    if ((*method)->accepts & kind)
      {
        g_ptr_array_add (self->methods, (gpointer) *method);
        gtk_string_list_append (names, _ ((*method)->name));
      }
  adw_combo_row_set_model (self->method_row, G_LIST_MODEL (names));
  /* Translators: "853 rows, 11 variables, all numbers." */
  g_string_append_printf (text, _ ("%s rows, %s variables, %s."), rows, columns, words_for_kind (kind));
  if (left_out)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("Left out, as no search takes numbers and levels together yet: %s"),
                              left_out);
    }
  gtk_label_set_text (self->proposal, text->str);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), self->methods->len > 0);
  on_method_changed (self);
}

static void
on_changed (WfLearnPanel *self, guint parts)
{
  WfTable *table = wf_document_get_table (self->document);

  if ((parts & WF_PART_SOURCE) && table)
    list_methods (self, table);
}

static void
wf_learn_panel_dispose (GObject *object)
{
  WfLearnPanel *self = WF_LEARN_PANEL (object);

  g_clear_object (&self->document);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->methods, g_ptr_array_unref);
  G_OBJECT_CLASS (wf_learn_panel_parent_class)->dispose (object);
}

static void
wf_learn_panel_class_init (WfLearnPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_learn_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, WfLearnPanel, proposal);
  gtk_widget_class_bind_template_child (widget_class, WfLearnPanel, method_row);
  gtk_widget_class_bind_template_child (widget_class, WfLearnPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, WfLearnPanel, form_bin);
  gtk_widget_class_bind_template_child (widget_class, WfLearnPanel, run_button);
}

static void
wf_learn_panel_init (WfLearnPanel *self)
{
  self->methods = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_popover_set_default_widget (GTK_POPOVER (self), GTK_WIDGET (self->run_button));
  g_signal_connect_swapped (self, "show", G_CALLBACK (gtk_widget_grab_focus), self->run_button);
  g_signal_connect_object (self->method_row, "notify::selected", G_CALLBACK (on_method_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_button, "clicked", G_CALLBACK (on_run), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wf_learn_panel_new (WfDocument *document, GSettings *settings)
{
  WfLearnPanel *self = g_object_new (WF_TYPE_LEARN_PANEL, NULL);

  self->document = g_object_ref (document);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, WF_PART_SOURCE);
  return GTK_WIDGET (self);
}
