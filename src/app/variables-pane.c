/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/variable-row.h"
#include "app/variables-pane.h"
#include "core/base/format.h"

struct _WfVariablesPane
{
  GtkWidget parent_instance;

  GtkSearchEntry *filter_entry;
  GtkLabel *count;
  GtkStack *matches;
  GtkListView *list;
  GtkLabel *facts;

  WfDocument *document;
  WfGraph *graph; /* whose names are listed */
  GtkStringFilter *filter;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfVariablesPane, wf_variables_pane, GTK_TYPE_WIDGET)

static void
on_setup (WfVariablesPane *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, wf_variable_row_new (self->document));
}

static void
on_bind (WfVariablesPane *self, GtkListItem *item)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  wf_variable_row_set_name (WF_VARIABLE_ROW (gtk_list_item_get_child (item)), name);
}

static void
on_selected (WfVariablesPane *self)
{
  GtkStringObject *item = gtk_single_selection_get_selected_item (self->selection);

  if (self->is_updating || self->graph == NULL)
    return;
  wf_document_select_node (self->document,
                           item ? wf_graph_find_node (self->graph, gtk_string_object_get_string (item)) : -1);
}

static void
show_selection (WfVariablesPane *self)
{
  gssize node = wf_document_get_selected_node (self->document);
  const char *name = node >= 0 && self->graph ? wf_graph_get_name (self->graph, node) : NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; name && i < n && found == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (g_str_equal (gtk_string_object_get_string (item), name))
        found = i;
    }
  self->is_updating = TRUE;
  gtk_single_selection_set_selected (self->selection, found);
  self->is_updating = FALSE;
}

static void
list_names (WfVariablesPane *self)
{
  WfGraph *graph = wf_document_get_graph (self->document);
  g_autoptr (GtkStringList) names = gtk_string_list_new (graph ? wf_graph_get_names (graph) : NULL);
  g_autofree char *count = wf_format_count (graph ? wf_graph_get_n_nodes (graph) : 0);

  g_clear_pointer (&self->graph, wf_graph_unref);
  self->graph = graph ? wf_graph_ref (graph) : NULL;
  self->is_updating = TRUE;
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (names));
  self->is_updating = FALSE;
  gtk_label_set_text (self->count, count);
}

static void
add_line (GString *text, const char *line)
{
  if (line && *line)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
show_facts (WfVariablesPane *self)
{
  WfSource *source = wf_document_get_source (self->document);
  WfTable *table = wf_document_get_table (self->document);
  WfDiscoveryResult *discovery = wf_document_get_discovery (self->document);
  WfEnsemble *ensemble = wf_document_get_ensemble (self->document, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (source)
    add_line (text, wf_source_get_name (source));
  if (table)
    {
      gsize n_missing = 0;
      g_autofree char *rows = wf_format_count (wf_table_get_n_rows (table));
      g_autofree char *missing = NULL;
      g_autofree char *line = NULL;

      for (gsize i = 0; i < wf_table_get_n_columns (table); i++)
        n_missing += wf_table_get_n_missing (table, i);
      missing = wf_format_count (n_missing);
      line = n_missing > 0 ? g_strdup_printf (_ ("%s rows, %s cells missing"), rows, missing)
                           : g_strdup_printf (_ ("%s rows, none missing"), rows);
      add_line (text, line);
    }
  if (wf_document_has_given_model (self->document))
    add_line (text, _ ("A model that was read; there are no rows"));
  if (discovery)
    {
      const WfDiscovery *method = wf_discovery_find (wf_discovery_result_get_method (discovery), NULL);
      g_autofree char *params = wf_params_to_text (wf_discovery_result_get_params (discovery));

      add_line (text, method ? _ (method->name) : wf_discovery_result_get_method (discovery));
      if (ensemble)
        {
          guint n = wf_ensemble_get_n_samples (ensemble);
          g_autofree char *samples =
              g_strdup_printf (ngettext ("%u bootstrap sample", "%u bootstrap samples", n), n);

          add_line (text, samples);
        }
      add_line (text, params);
    }
  gtk_label_set_text (self->facts, text->str);
}

static void
on_changed (WfVariablesPane *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH))
    {
      list_names (self);
      show_facts (self);
    }
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_SELECTION))
    show_selection (self);
}

static void
on_filter_changed (WfVariablesPane *self)
{
  self->is_updating = TRUE;
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)));
  self->is_updating = FALSE;
  show_selection (self);
}

static void
on_items (WfVariablesPane *self)
{
  gboolean is_none = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0 &&
                     *gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)) != '\0';

  gtk_stack_set_visible_child_name (self->matches, is_none ? "none" : "list");
}

/* Enter may come before the entry's delay is over */
static void
on_filter_activated (WfVariablesPane *self)
{
  on_filter_changed (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_single_selection_set_selected (self->selection, 0);
}

static void
wf_variables_pane_dispose (GObject *object)
{
  WfVariablesPane *self = WF_VARIABLES_PANE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_variables_pane_parent_class)->dispose (object);
}

static void
wf_variables_pane_class_init (WfVariablesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_variables_pane_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/variables-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, WfVariablesPane, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, WfVariablesPane, count);
  gtk_widget_class_bind_template_child (widget_class, WfVariablesPane, matches);
  gtk_widget_class_bind_template_child (widget_class, WfVariablesPane, list);
  gtk_widget_class_bind_template_child (widget_class, WfVariablesPane, facts);
}

static void
wf_variables_pane_init (WfVariablesPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = gtk_string_filter_new (expression);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->filtered));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_items), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_entry, "search-changed", G_CALLBACK (on_filter_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_entry, "activate", G_CALLBACK (on_filter_activated), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
wf_variables_pane_new (WfDocument *document)
{
  WfVariablesPane *self = g_object_new (WF_TYPE_VARIABLES_PANE, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

void
wf_variables_pane_focus_filter (WfVariablesPane *self)
{
  g_return_if_fail (WF_IS_VARIABLES_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->filter_entry));
}
