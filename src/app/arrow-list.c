/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/arrow-list.h"
#include "app/name-factory.h"

#define MAX_ROWS 200

struct _WfArrowList
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkDropDown *from;
  GtkDropDown *to;
  GtkWidget *forbid;
  GtkWidget *require;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (WfArrowList, wf_arrow_list, GTK_TYPE_WIDGET)

static const char *
get_chosen (GtkDropDown *drop_down)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  return item ? gtk_string_object_get_string (item) : NULL;
}

static void
on_chosen (WfArrowList *self)
{
  const char *from = get_chosen (self->from), *to = get_chosen (self->to);
  gboolean is_pair = from && to && !g_str_equal (from, to);

  gtk_widget_set_sensitive (self->forbid, is_pair);
  gtk_widget_set_sensitive (self->require, is_pair);
}

static void
on_add (WfArrowList *self, GtkWidget *button)
{
  const char *from = get_chosen (self->from), *to = get_chosen (self->to);

  if (from == NULL || to == NULL)
    return;
  if (button == self->forbid)
    wf_document_forbid (self->document, from, to);
  else
    wf_document_require (self->document, from, to);
}

static void
on_take_back (GtkWidget *button, WfArrowList *self)
{
  wf_document_allow (self->document, g_object_get_data (G_OBJECT (button), "from"),
                     g_object_get_data (G_OBJECT (button), "to"));
}

static void
add_row (WfArrowList *self, const char *from, const char *to, const char *rule)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *text = g_strdup_printf ("%s → %s", from, to);
  g_autofree char *spoken = g_strdup_printf (_ ("Leave %s → %s open"), from, to);
  GtkWidget *arrow = gtk_label_new (text), *words = gtk_label_new (rule);

  gtk_label_set_xalign (GTK_LABEL (arrow), 0);
  gtk_label_set_ellipsize (GTK_LABEL (arrow), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (arrow, TRUE);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "from", g_strdup (from), g_free);
  g_object_set_data_full (G_OBJECT (button), "to", g_strdup (to), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_take_back), self, 0);
  gtk_widget_add_css_class (line, "arrow-row");
  gtk_box_append (GTK_BOX (line), arrow);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
}

static guint
add_rows (WfArrowList *self, const char *const *arrows, const char *rule)
{
  guint n = 0;

  for (; arrows[2 * n] != NULL; n++)
    if (n < MAX_ROWS)
      add_row (self, arrows[2 * n], arrows[2 * n + 1], rule);
  return n;
}

static void
fill_list (WfArrowList *self)
{
  WfKnowledge *knowledge = wf_document_get_knowledge (self->document);
  g_auto (GStrv) required = knowledge ? wf_knowledge_list_required (knowledge) : NULL;
  g_auto (GStrv) forbidden = knowledge ? wf_knowledge_list_forbidden (knowledge) : NULL;
  GtkListBoxRow *row;
  guint n_required = 0, n_forbidden = 0, n_hidden;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (knowledge)
    {
      n_required = add_rows (self, (const char *const *) required, _ ("required"));
      n_forbidden = add_rows (self, (const char *const *) forbidden, _ ("forbidden"));
    }
  n_hidden = MAX (n_required, MAX_ROWS) - MAX_ROWS + MAX (n_forbidden, MAX_ROWS) - MAX_ROWS;
  if (n_hidden > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_hidden), n_hidden);

      gtk_list_box_append (self->list, gtk_label_new (text));
    }
}

static void
fill_names (WfArrowList *self)
{
  WfTable *table = wf_document_get_table (self->document);
  g_autoptr (GtkStringList) names = gtk_string_list_new (table ? wf_table_get_names (table) : NULL);

  gtk_drop_down_set_model (self->from, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->to, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->to, 1);
  on_chosen (self);
}

static void
on_changed (WfArrowList *self, guint parts)
{
  if (parts & WF_PART_SOURCE)
    fill_names (self);
  if (parts & (WF_PART_SOURCE | WF_PART_KNOWLEDGE))
    fill_list (self);
}

static GtkDropDown *
drop_down_new (WfArrowList *self, const char *spoken)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (NULL));
  g_autoptr (GtkListItemFactory) factory = wf_name_factory_new ();
  g_autoptr (GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_drop_down_set_expression (drop_down, name);
  gtk_drop_down_set_factory (drop_down, factory);
  gtk_drop_down_set_enable_search (drop_down, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (drop_down), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  return drop_down;
}

static GtkWidget *
adder_new (WfArrowList *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->from = drop_down_new (self, _ ("Cause"));
  self->to = drop_down_new (self, _ ("Effect"));
  self->forbid = gtk_button_new_with_label (_ ("Forbid"));
  self->require = gtk_button_new_with_label (_ ("Require"));
  gtk_widget_add_css_class (buttons, "linked");
  gtk_box_append (GTK_BOX (buttons), self->forbid);
  gtk_box_append (GTK_BOX (buttons), self->require);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->from));
  gtk_box_append (GTK_BOX (line), gtk_label_new ("→"));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->to));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (lines), line);
  gtk_box_append (GTK_BOX (lines), buttons);
  g_signal_connect_object (self->forbid, "clicked", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->require, "clicked", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  return lines;
}

static void
wf_arrow_list_dispose (GObject *object)
{
  WfArrowList *self = WF_ARROW_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_arrow_list_parent_class)->dispose (object);
}

static void
wf_arrow_list_class_init (WfArrowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_arrow_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
wf_arrow_list_init (WfArrowList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *empty = gtk_label_new (_ ("No arrow is forbidden or required"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_widget_set_margin_top (empty, 12);
  gtk_widget_set_margin_bottom (empty, 12);
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_parent (adder_new (self), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

GtkWidget *
wf_arrow_list_new (WfDocument *document)
{
  WfArrowList *self = g_object_new (WF_TYPE_ARROW_LIST, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}
