/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/learn-panel.h"
#include "app/learnable.h"
#include "app/params-form.h"
#include "app/proposal.h"

struct _WfLearnPanel
{
  GtkPopover parent_instance;

  GtkLabel *proposal;
  GtkDropDown *method_list;
  GtkLabel *summary;
  AdwBin *form_bin;
  GtkSpinButton *samples_spin;
  GtkAdjustment *samples;
  AdwComboRow *rule_row;
  AdwActionRow *knowledge_row;
  GtkLabel *time;
  GtkButton *run_button;

  WfDocument *document;
  GSettings *settings;
  WfTable *table;     /* what the methods are listed for */
  WfTable *part;      /* what the chosen one takes of it */
  GPtrArray *methods; /* const WfDiscovery *, of the table */
  GHashTable *forms;  /* id of a method -> WfParamsForm: what was chosen stays */
};

G_DEFINE_FINAL_TYPE (WfLearnPanel, wf_learn_panel, GTK_TYPE_POPOVER)

/* the parameters that matter; others stand under “More” */
static const char *const first_params[] = { "alpha", "score", "penalty", NULL };

static const WfDiscovery *
chosen_method (WfLearnPanel *self)
{
  guint i = gtk_drop_down_get_selected (self->method_list);

  return i < self->methods->len ? g_ptr_array_index (self->methods, i) : NULL;
}

/* "About 2 s"; nothing where nobody knows */
static void
show_time (WfLearnPanel *self)
{
  const WfDiscovery *method = chosen_method (self);
  GtkWidget *form = adw_bin_get_child (self->form_bin);
  g_autoptr (GVariant) params = NULL;
  g_autofree char *text = NULL;
  double seconds;

  if (method == NULL || form == NULL || self->part == NULL)
    return;
  params = wf_params_form_get_values (WF_PARAMS_FORM (form));
  seconds = wf_discovery_estimate_seconds (self->part, method->id, params,
                                           (guint) gtk_adjustment_get_value (self->samples),
                                           (guint) g_settings_get_int (self->settings, "n-threads"));
  gtk_widget_set_visible (GTK_WIDGET (self->time), seconds >= 0);
  if (seconds < 1)
    text = g_strdup (_ ("Less than a second"));
  else if (seconds < 90)
    text = g_strdup_printf (_ ("About %.0f s"), seconds);
  else if (seconds < 5400)
    text = g_strdup_printf (_ ("About %.0f min"), seconds / 60);
  else
    text = g_strdup_printf (_ ("About %.0f h"), seconds / 3600);
  gtk_label_set_text (self->time, text);
}

static GtkWidget *
find_form (WfLearnPanel *self, const WfDiscovery *method)
{
  GtkWidget *form = g_hash_table_lookup (self->forms, method->id);

  if (form != NULL)
    return form;
  form = g_object_ref_sink (wf_params_form_new_short (method->params, first_params));
  wf_params_form_set_real (WF_PARAMS_FORM (form), "alpha",
                           g_settings_get_double (self->settings, "default-alpha"));
  g_signal_connect_object (form, "changed", G_CALLBACK (show_time), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->forms, (gpointer) method->id, form);
  return form;
}

static void
on_method_changed (WfLearnPanel *self)
{
  const WfDiscovery *method = chosen_method (self);
  g_autofree char *left_out = NULL;
  g_autoptr (GString) text = NULL;

  if (method == NULL)
    return;
  g_clear_pointer (&self->part, wf_table_unref);
  self->part = wf_learnable_select (self->table, method->accepts, &left_out);
  text = g_string_new (NULL);
  g_string_printf (text, "%s. %s", _ (method->summary), method->citation);
  if (left_out)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (
          text, _ ("Left out, as this search doesn’t take numbers and levels together: %s"), left_out);
    }
  gtk_label_set_text (self->summary, text->str);
  adw_bin_set_child (self->form_bin, find_form (self, method));
  show_time (self);
}

static void
on_samples_changed (WfLearnPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->rule_row), gtk_adjustment_get_value (self->samples) > 0);
  show_time (self);
}

static void
on_run (WfLearnPanel *self)
{
  const WfDiscovery *method = chosen_method (self);
  g_autoptr (GVariant) params = NULL;

  if (method == NULL || wf_document_get_table (self->document) == NULL)
    return;
  gtk_spin_button_update (self->samples_spin);
  params = wf_params_form_get_values (WF_PARAMS_FORM (adw_bin_get_child (self->form_bin)));
  gtk_popover_popdown (GTK_POPOVER (self));
  wf_document_learn_samples (self->document, method->id, params,
                             (guint) gtk_adjustment_get_value (self->samples),
                             (WfEnsembleRule) adw_combo_row_get_selected (self->rule_row));
}

static void
on_knowledge (WfLearnPanel *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.knowledge", NULL);
}

/* ---- the list of methods: a name, and below it what kind of search it is ---- */

static const WfDiscovery *
find_by_name (WfLearnPanel *self, const char *name)
{
  for (guint i = 0; i < self->methods->len; i++)
    {
      const WfDiscovery *method = g_ptr_array_index (self->methods, i);

      if (g_str_equal (_ (method->name), name))
        return method;
    }
  return NULL;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, WfLearnPanel *self)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  const WfDiscovery *method = find_by_name (self, name);
  GtkWidget *box = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)),
                      method ? wf_method_describe_kind (method) : "");
}

static void
list_methods (WfLearnPanel *self, WfTable *table)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *sentence = NULL;
  const WfDiscovery *proposed;
  guint place = 0;

  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->methods, g_ptr_array_unref);
  adw_bin_set_child (self->form_bin, NULL);
  g_hash_table_remove_all (self->forms);
  self->table = wf_table_ref (table);
  self->methods = wf_methods_list (table);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), self->methods->len > 0);
  if (self->methods->len == 0)
    return;
  proposed = wf_methods_propose (table, self->methods, &sentence);
  for (guint i = 0; i < self->methods->len; i++)
    gtk_string_list_append (names, _ (((const WfDiscovery *) g_ptr_array_index (self->methods, i))->name));
  gtk_label_set_text (self->proposal, sentence);
  gtk_drop_down_set_model (self->method_list, G_LIST_MODEL (names));
  g_ptr_array_find (self->methods, proposed, &place);
  gtk_drop_down_set_selected (self->method_list, place);
  on_method_changed (self);
}

static void
show_knowledge (WfLearnPanel *self)
{
  WfKnowledge *knowledge = wf_document_get_knowledge (self->document);
  g_auto (GStrv) required = knowledge ? wf_knowledge_list_required (knowledge) : NULL;
  g_auto (GStrv) forbidden = knowledge ? wf_knowledge_list_forbidden (knowledge) : NULL;
  guint n_tiers = knowledge ? wf_knowledge_get_n_tiers (knowledge) : 0;
  guint n_arrows = knowledge ? (g_strv_length (required) + g_strv_length (forbidden)) / 2 : 0;
  g_autofree char *problem = wf_document_dup_knowledge_problem (self->document);
  g_autofree char *tiers = g_strdup_printf (ngettext ("%u tier", "%u tiers", n_tiers), n_tiers);
  g_autofree char *arrows = g_strdup_printf (ngettext ("%u arrow", "%u arrows", n_arrows), n_arrows);
  /* Translators: "2 tiers, 3 arrows" */
  g_autofree char *text = g_strdup_printf (_ ("%s, %s"), tiers, arrows);
  g_autofree char *shown = g_markup_escape_text (problem ? problem : knowledge ? text : _ ("None yet"), -1);

  adw_action_row_set_subtitle (self->knowledge_row, shown);
  if (problem)
    gtk_widget_add_css_class (GTK_WIDGET (self->knowledge_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->knowledge_row), "error");
}

static void
on_changed (WfLearnPanel *self, guint parts)
{
  WfTable *table = wf_document_get_table (self->document);

  if ((parts & WF_PART_SOURCE) && table && table != self->table)
    list_methods (self, table);
  if (parts & (WF_PART_SOURCE | WF_PART_KNOWLEDGE))
    show_knowledge (self);
}

static void
wf_learn_panel_dispose (GObject *object)
{
  WfLearnPanel *self = WF_LEARN_PANEL (object);

  g_clear_object (&self->document);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->part, wf_table_unref);
  g_clear_pointer (&self->methods, g_ptr_array_unref);
  g_clear_pointer (&self->forms, g_hash_table_unref);
  G_OBJECT_CLASS (wf_learn_panel_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfLearnPanel, name)

static void
wf_learn_panel_class_init (WfLearnPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_learn_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn-panel.ui");
  BIND (proposal);
  BIND (method_list);
  BIND (summary);
  BIND (form_bin);
  BIND (samples_spin);
  BIND (samples);
  BIND (rule_row);
  BIND (knowledge_row);
  BIND (time);
  BIND (run_button);
}

static void
init_method_list (WfLearnPanel *self)
{
  g_autoptr (GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  g_signal_connect (rows, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (rows, "bind", G_CALLBACK (on_bind), self, 0);
  gtk_drop_down_set_expression (self->method_list, name);
  gtk_drop_down_set_list_factory (self->method_list, rows);
  g_signal_connect_object (self->method_list, "notify::selected", G_CALLBACK (on_method_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
wf_learn_panel_init (WfLearnPanel *self)
{
  GtkEditable *text;

  self->methods = g_ptr_array_new ();
  self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  init_method_list (self);
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->samples_spin));
  gtk_text_set_activates_default (GTK_TEXT (text), TRUE);
  gtk_popover_set_default_widget (GTK_POPOVER (self), GTK_WIDGET (self->run_button));
  g_signal_connect_swapped (self, "show", G_CALLBACK (gtk_widget_grab_focus), self->run_button);
  g_signal_connect_object (self->samples, "value-changed", G_CALLBACK (on_samples_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->knowledge_row, "activated", G_CALLBACK (on_knowledge), self,
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
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}
