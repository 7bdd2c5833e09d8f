/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/histogram.h"
#include "app/table-model.h"
#include "app/table-view.h"
#include "core/base/format.h"

#define MAX_COLUMNS 40 /* a column view makes a cell for every column of a row, seen or not */
#define MAX_NOTES   3

struct _WfTableView
{
  GtkWidget parent_instance;

  WfDocument *document;
  WfTable *table;
  GtkLabel *notes;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (WfTableView, wf_table_view, GTK_TYPE_WIDGET)

static void
on_cell_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_cell_bind (GtkSignalListItemFactory *factory, GtkListItem *item, WfTableView *self)
{
  gsize column = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (factory), "column"));
  gsize row = wf_table_row_get_index (gtk_list_item_get_item (item));
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  g_autofree char *text = self->table ? wf_table_dup_cell (self->table, row, column) : NULL;

  gtk_label_set_text (label, text ? text : "–");
  gtk_label_set_xalign (
      label, self->table && wf_table_get_kind (self->table, column) == WF_COLUMN_CONTINUOUS ? 1 : 0);
}

static char *
describe_column (WfTable *table, gsize column)
{
  gsize n_levels = wf_table_get_n_levels (table, column);
  gsize n_missing = wf_table_get_n_missing (table, column);
  g_autofree char *kind = wf_table_get_kind (table, column) == WF_COLUMN_CONTINUOUS
                              ? g_strdup (_ ("number"))
                              : g_strdup_printf (ngettext ("%zu level", "%zu levels", n_levels), n_levels);
  g_autofree char *missing = NULL;

  if (n_missing == 0)
    return g_steal_pointer (&kind);
  missing = wf_format_count (n_missing);
  return g_strdup_printf (_ ("%s, %s missing"), kind, missing);
}

/* The head of a column view is a button with a box for title and arrow: what was read about the column goes
 * below. */
static void
dress_head (WfTableView *self, GtkWidget *head, gsize column)
{
  GtkWidget *box = gtk_widget_get_first_child (head);
  WfMarginal *observed = wf_document_get_observed (self->document, column);
  g_autofree char *words = describe_column (self->table, column);
  GtkWidget *caption;

  if (box == NULL || !GTK_IS_BOX (box))
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_halign (gtk_widget_get_first_child (box), GTK_ALIGN_START);
  caption = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  if (observed)
    {
      GtkWidget *histogram = wf_histogram_new (96, 36);

      gtk_widget_set_margin_top (histogram, 6);
      wf_histogram_set (WF_HISTOGRAM (histogram), observed, NULL, NAN);
      gtk_box_append (GTK_BOX (box), histogram);
    }
}

static void
dress_heads (WfTableView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  gsize column = 0;

  for (GtkWidget *head = header ? gtk_widget_get_first_child (header) : NULL; head;
       head = gtk_widget_get_next_sibling (head))
    dress_head (self, head, column++);
}

static void
add_column (WfTableView *self, gsize column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GSIZE_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (on_cell_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_cell_bind), self, 0);
  view_column = gtk_column_view_column_new (wf_table_get_name (self->table, column), factory);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

static void
drop_columns (WfTableView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
show_notes (WfTableView *self)
{
  const char *const *notes = wf_table_get_notes (self->table);
  gsize n = notes ? g_strv_length ((char **) notes) : 0;
  gsize n_columns = wf_table_get_n_columns (self->table);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < MIN (n, MAX_NOTES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", notes[i]);
  if (n > MAX_NOTES)
    g_string_append_printf (text, _ ("\nand %zu more notes"), n - MAX_NOTES);
  if (n_columns > MAX_COLUMNS)
    {
      g_autofree char *count = wf_format_count (n_columns);

      g_string_append_printf (text, _ ("%sThe first %d of %s columns are shown; learning uses all."),
                              text->len > 0 ? "\n" : "", MAX_COLUMNS, count);
    }
  gtk_label_set_text (self->notes, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), text->len > 0);
}

static void
show_table (WfTableView *self, WfTable *table)
{
  g_autoptr (WfTableModel) rows = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_column_view_set_model (self->view, NULL);
  drop_columns (self);
  g_clear_pointer (&self->table, wf_table_unref);
  self->table = table ? wf_table_ref (table) : NULL;
  if (table == NULL)
    return;
  for (gsize i = 0; i < MIN (wf_table_get_n_columns (table), MAX_COLUMNS); i++)
    add_column (self, i);
  dress_heads (self);
  rows = wf_table_model_new (MIN (wf_table_get_n_rows (table), G_MAXINT));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows))));
  gtk_column_view_set_model (self->view, selection);
  show_notes (self);
}

/* Cells are made when somebody looks: a graph over a wide table must not wait for them. */
static void
refresh (WfTableView *self)
{
  WfTable *table = wf_document_get_table (self->document);

  if (table != self->table && (table == NULL || gtk_widget_get_mapped (GTK_WIDGET (self))))
    show_table (self, table);
}

static void
on_changed (WfTableView *self, guint parts)
{
  if (parts & WF_PART_SOURCE)
    refresh (self);
}

static void
wf_table_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wf_table_view_parent_class)->map (widget);
  refresh (WF_TABLE_VIEW (widget));
}

static void
wf_table_view_dispose (GObject *object)
{
  WfTableView *self = WF_TABLE_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_table_view_parent_class)->dispose (object);
}

static void
wf_table_view_class_init (WfTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_table_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = wf_table_view_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_table_view_init (WfTableView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->notes = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->notes, 0);
  gtk_label_set_wrap (self->notes, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->notes), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->notes), "table-note");
  gtk_widget_set_visible (GTK_WIDGET (self->notes), FALSE);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Table"),
                                  -1);
  gtk_widget_add_css_class (scroller, "table-scroller");
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notes));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
wf_table_view_new (WfDocument *document)
{
  WfTableView *self = g_object_new (WF_TYPE_TABLE_VIEW, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
