/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/effect-row.h"
#include "app/effects-panel.h"
#include "app/throttle.h"

/* A slider may move sixty times a second. A long table follows when it rests: a column view lays out hundreds
 * of rows that nobody sees. */
#define FOLLOW_MS 150
#define REST_MS   200
#define MANY_ROWS 60

struct _WfEffectsPanel
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *view;
  GtkWidget *copy_button;

  WfDocument *document;
  GListStore *rows;
  GListModel *sorted;
  GtkColumnViewColumn *columns[WF_EFFECT_N_COLUMNS]; /* borrowed */
  WfEffect *effect;                                  /* that is shown; nullable */
  WfEffectIntervals *intervals;                      /* of it; nullable */
  WfThrottle throttle;
};

G_DEFINE_FINAL_TYPE (WfEffectsPanel, wf_effects_panel, GTK_TYPE_WIDGET)

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  WfEffectColumn column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column == WF_EFFECT_VARIABLE ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  WfEffectColumn column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  WfEffectRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = wf_effect_row_dup_text (row, column);

  gtk_label_set_text (GTK_LABEL (label), text);
  if (column == WF_EFFECT_CHANGE && wf_effect_row_is_changed (row))
    gtk_widget_add_css_class (label, "after");
  else
    gtk_widget_remove_css_class (label, "after");
}

static int
compare (gconstpointer a, gconstpointer b, gpointer column)
{
  return wf_effect_row_compare ((WfEffectRow *) a, (WfEffectRow *) b, GPOINTER_TO_INT (column));
}

static void
add_column (WfEffectsPanel *self, WfEffectColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GINT_TO_POINTER (column), NULL));

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  view_column = gtk_column_view_column_new (wf_effect_column_get_title (column), factory);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column == WF_EFFECT_VARIABLE);
  gtk_column_view_append_column (self->view, view_column);
  self->columns[column] = view_column;
}

/* The head of a column view is a button with a box for title and arrow: numbers and their heads end together,
 * the arrow stands before them. */
static void
align_heads (WfEffectsPanel *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *head = header ? gtk_widget_get_first_child (header) : NULL;

  for (head = head ? gtk_widget_get_next_sibling (head) : NULL; head;
       head = gtk_widget_get_next_sibling (head))
    {
      GtkWidget *box = gtk_widget_get_first_child (head);

      if (!GTK_IS_BOX (box))
        continue;
      gtk_widget_set_halign (box, GTK_ALIGN_END);
      gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
    }
}

/* A column has no tooltip of its own; its head is the widget at its place. */
static void
explain_heads (WfEffectsPanel *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *head = header ? gtk_widget_get_first_child (header) : NULL;

  for (WfEffectColumn column = 0; head && column < WF_EFFECT_N_COLUMNS; column++)
    {
      g_autofree char *help = wf_effect_column_dup_help (column, self->intervals);

      gtk_widget_set_tooltip_text (head, help);
      head = gtk_widget_get_next_sibling (head);
    }
}

static void
on_activated (WfEffectsPanel *self, guint position)
{
  g_autoptr (WfEffectRow) row = g_list_model_get_item (self->sorted, position);

  if (row)
    wf_document_select_node (self->document, wf_effect_row_get_node (row));
}

char *
wf_effects_panel_dup_text (WfEffectsPanel *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (WF_IS_EFFECTS_PANEL (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->sorted); i++)
    g_ptr_array_add (rows, g_list_model_get_item (self->sorted, i));
  return wf_effect_rows_to_text (rows);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = wf_effects_panel_dup_text (WF_EFFECTS_PANEL (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* Only while somebody looks: a slider moves as fast without the table. */
static void
refresh (gpointer data)
{
  WfEffectsPanel *self = data;
  WfEffect *effect = wf_document_get_effect (self->document);
  WfEffectIntervals *intervals = wf_document_get_intervals (self->document);
  g_autoptr (GPtrArray) rows = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || (effect == self->effect && intervals == self->intervals))
    return;
  if (intervals)
    wf_effect_intervals_ref (intervals);
  g_clear_pointer (&self->intervals, wf_effect_intervals_unref);
  self->intervals = intervals;
  if (effect)
    wf_effect_ref (effect);
  g_clear_pointer (&self->effect, wf_effect_unref);
  self->effect = effect;
  rows = effect ? wf_effect_rows_new (effect, intervals) : g_ptr_array_new ();
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata,
                       rows->len);
  explain_heads (self);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "table" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "effects.copy", rows->len > 0);
}

static void
on_changed (WfEffectsPanel *self, guint parts)
{
  if ((parts & (WF_PART_EFFECT | WF_PART_INTERVALS | WF_PART_MODEL)) == 0)
    return;
  if (wf_document_get_effect (self->document) &&
      g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > MANY_ROWS)
    wf_throttle_postpone (&self->throttle, REST_MS, refresh, self);
  else if (wf_document_get_effect (self->document))
    wf_throttle_run (&self->throttle, FOLLOW_MS, refresh, self);
  else
    wf_throttle_run_now (&self->throttle, refresh, self);
}

static void
wf_effects_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wf_effects_panel_parent_class)->map (widget);
  wf_document_want_intervals (WF_EFFECTS_PANEL (widget)->document, TRUE);
  wf_throttle_run_now (&WF_EFFECTS_PANEL (widget)->throttle, refresh, widget);
}

static void
wf_effects_panel_unmap (GtkWidget *widget)
{
  wf_document_want_intervals (WF_EFFECTS_PANEL (widget)->document, FALSE);
  GTK_WIDGET_CLASS (wf_effects_panel_parent_class)->unmap (widget);
}

static void
wf_effects_panel_dispose (GObject *object)
{
  WfEffectsPanel *self = WF_EFFECTS_PANEL (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  wf_throttle_clear (&self->throttle);
  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->rows);
  g_clear_object (&self->sorted);
  g_clear_pointer (&self->effect, wf_effect_unref);
  g_clear_pointer (&self->intervals, wf_effect_intervals_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_effects_panel_parent_class)->dispose (object);
}

static void
wf_effects_panel_class_init (WfEffectsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_effects_panel_dispose;
  widget_class->map = wf_effects_panel_map;
  widget_class->unmap = wf_effects_panel_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/effects-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, WfEffectsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, WfEffectsPanel, view);
  gtk_widget_class_bind_template_child (widget_class, WfEffectsPanel, copy_button);
  gtk_widget_class_install_action (widget_class, "effects.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "effects.copy", NULL);
}

static void
wf_effects_panel_init (WfEffectsPanel *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_list_store_new (WF_TYPE_EFFECT_ROW);
  for (WfEffectColumn column = 0; column < WF_EFFECT_N_COLUMNS; column++)
    add_column (self, column);
  align_heads (self);
  self->sorted = G_LIST_MODEL (gtk_sort_list_model_new (
      g_object_ref (G_LIST_MODEL (self->rows)), g_object_ref (gtk_column_view_get_sorter (self->view))));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (self->sorted)));
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
  gtk_column_view_set_model (self->view, selection);
  gtk_column_view_sort_by_column (self->view, self->columns[WF_EFFECT_SIZE], GTK_SORT_DESCENDING);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
}

void
wf_effects_panel_set_document (WfEffectsPanel *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_EFFECTS_PANEL (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

void
wf_effects_panel_set_compact (WfEffectsPanel *self, gboolean is_compact)
{
  g_return_if_fail (WF_IS_EFFECTS_PANEL (self));

  gtk_column_view_column_set_visible (self->columns[WF_EFFECT_BEFORE], !is_compact);
  gtk_column_view_column_set_visible (self->columns[WF_EFFECT_SIZE], !is_compact);
}

void
wf_effects_panel_focus (WfEffectsPanel *self)
{
  g_return_if_fail (WF_IS_EFFECTS_PANEL (self));

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
