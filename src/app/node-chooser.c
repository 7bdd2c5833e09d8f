/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/name-factory.h"
#include "app/node-chooser.h"

struct _WfNodeChooser
{
  GtkPopover parent_instance;

  WfDocument *document;
  GtkSearchEntry *entry;
  GtkStringList *names;
  GtkFilterListModel *found;
  GtkStringFilter *filter;
};

G_DEFINE_FINAL_TYPE (WfNodeChooser, wf_node_chooser, GTK_TYPE_POPOVER)

/* Filled when it opens: the graph may have changed since. */
static void
on_show (WfNodeChooser *self)
{
  WfGraph *graph = wf_document_get_graph (self->document);
  gssize node = wf_document_get_selected_node (self->document);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; graph && node >= 0 && i < wf_graph_get_n_nodes (graph); i++)
    if (i != (guint) node && !wf_graph_is_adjacent (graph, node, i))
      g_strv_builder_add (builder, wf_graph_get_name (graph, i));
  names = g_strv_builder_end (builder);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          (const char *const *) names);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_search (WfNodeChooser *self)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
choose (WfNodeChooser *self, guint position)
{
  WfGraph *graph = wf_document_get_graph (self->document);
  gssize node = wf_document_get_selected_node (self->document);
  g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);
  gssize other = item && graph ? wf_graph_find_node (graph, gtk_string_object_get_string (item)) : -1;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (node >= 0 && other >= 0 && node != other)
    wf_document_select_pair (self->document, node, other);
}

static void
on_first (WfNodeChooser *self)
{
  choose (self, 0);
}

static GtkWidget *
list_new (WfNodeChooser *self)
{
  GtkWidget *list, *scrolled = gtk_scrolled_window_new ();

  list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)))),
      wf_name_factory_new ());
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Variables"), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  return scrolled;
}

static void
wf_node_chooser_dispose (GObject *object)
{
  WfNodeChooser *self = WF_NODE_CHOOSER (object);

  g_clear_object (&self->document);
  g_clear_object (&self->found);
  G_OBJECT_CLASS (wf_node_chooser_parent_class)->dispose (object);
}

static void
wf_node_chooser_class_init (WfNodeChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_node_chooser_dispose;
}

static void
wf_node_chooser_init (WfNodeChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->names = gtk_string_list_new (NULL);
  self->filter = gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  self->found = gtk_filter_list_model_new (G_LIST_MODEL (self->names), GTK_FILTER (self->filter));
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter variables"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), list_new (self));
  gtk_widget_set_size_request (box, 220, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_search), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_first), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wf_node_chooser_new (WfDocument *document)
{
  WfNodeChooser *self = g_object_new (WF_TYPE_NODE_CHOOSER, NULL);

  self->document = g_object_ref (document);
  return GTK_WIDGET (self);
}
