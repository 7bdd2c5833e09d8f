/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/histogram.h"
#include "app/import-words.h"
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
  WfTableField *fields; /* of the table: variables and free text, in the order of their file */
  gsize n_fields;
  GtkLabel *notes;
  GtkButton *import; /* how the table was read; opens the settings of it */
  GtkColumnView *view;
  GtkSingleSelection *rows; /* owned by the view; NULL without a table */
  GtkRevealer *row_revealer;
  GtkLabel *row_label;
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

static char *
dup_cell (WfTableView *self, gsize row, const WfTableField *field)
{
  return field->is_text ? g_strdup (wf_table_get_text (self->table, field->index, row))
                        : wf_table_dup_cell (self->table, row, field->index);
}

static gboolean
is_number (WfTableView *self, const WfTableField *field)
{
  return !field->is_text && wf_table_get_kind (self->table, field->index) == WF_COLUMN_CONTINUOUS;
}

static void
on_cell_bind (GtkSignalListItemFactory *factory, GtkListItem *item, WfTableView *self)
{
  gsize at = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (factory), "field"));
  const WfTableField *field = at < self->n_fields ? &self->fields[at] : NULL;
  gsize row = wf_table_row_get_index (gtk_list_item_get_item (item));
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  g_autofree char *text = field ? dup_cell (self, row, field) : NULL;

  gtk_label_set_text (label, text ? text : "–");
  gtk_label_set_xalign (label, field && is_number (self, field) ? 1 : 0);
}

static char *
describe_kind (WfTable *table, gsize column)
{
  gsize n_levels = wf_table_get_n_levels (table, column);

  if (wf_table_get_kind (table, column) == WF_COLUMN_DISCRETE)
    return g_strdup_printf (ngettext ("%zu level", "%zu levels", n_levels), n_levels);
  return wf_table_is_calendar (table, column) ? wf_table_describe_dates (table, column)
                                              : g_strdup (_ ("number"));
}

static char *
describe_column (WfTable *table, gsize column)
{
  gsize n_missing = wf_table_get_n_missing (table, column);
  g_autofree char *kind = describe_kind (table, column);
  WfColumnType type = wf_table_get_column_type (table, column);
  g_autofree char *missing = NULL;

  if (type != WF_COLUMN_TYPE_CONTINUOUS && type != WF_COLUMN_TYPE_CATEGORICAL)
    {
      g_autofree char *plain = g_steal_pointer (&kind);

      kind = g_strdup_printf ("%s, %s", wf_column_type_get_name (type), plain);
    }
  if (n_missing == 0)
    return g_steal_pointer (&kind);
  missing = wf_format_count (n_missing);
  return g_strdup_printf (_ ("%s, %s missing"), kind, missing);
}

/* The head of a column view is a button with a box for title and arrow: what was read about the column goes
 * below. Returns the box, if it is one. */
static GtkWidget *
add_words (GtkWidget *head, const char *words)
{
  GtkWidget *box = gtk_widget_get_first_child (head);
  GtkWidget *caption;

  if (box == NULL || !GTK_IS_BOX (box))
    return NULL;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_halign (gtk_widget_get_first_child (box), GTK_ALIGN_START);
  caption = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  return box;
}

static void
dress_head (WfTableView *self, GtkWidget *head, gsize column)
{
  WfMarginal *observed = wf_document_get_observed (self->document, column);
  g_autofree char *words = describe_column (self->table, column);
  GtkWidget *box = add_words (head, words);

  gtk_widget_set_tooltip_text (head, wf_table_get_label (self->table, column));
  if (box != NULL && observed != NULL)
    {
      GtkWidget *histogram = wf_histogram_new (96, 36);

      gtk_widget_set_margin_top (histogram, 6);
      wf_histogram_set (WF_HISTOGRAM (histogram), observed, NULL, NAN);
      gtk_box_append (GTK_BOX (box), histogram);
    }
}

static void
dress_text_head (WfTableView *self, GtkWidget *head, gsize text)
{
  gsize n_missing = wf_table_get_n_missing_texts (self->table, text);
  g_autofree char *missing = wf_format_count (n_missing);
  g_autofree char *words = n_missing > 0 ? g_strdup_printf (_ ("text, no variable; %s missing"), missing)
                                         : g_strdup (_ ("text, no variable"));

  add_words (head, words);
  gtk_widget_set_tooltip_text (head, wf_table_get_text_label (self->table, text));
}

static gsize
count_shown (WfTableView *self)
{
  return MIN (self->n_fields, MAX_COLUMNS);
}

static void
dress_heads (WfTableView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *number = header ? gtk_widget_get_first_child (header) : NULL;
  gsize at = 0;

  for (GtkWidget *head = number ? gtk_widget_get_next_sibling (number) : NULL; head;
       head = gtk_widget_get_next_sibling (head), at++)
    if (at < count_shown (self) && self->fields[at].is_text)
      dress_text_head (self, head, self->fields[at].index);
    else if (at < count_shown (self))
      dress_head (self, head, self->fields[at].index);
    else
      add_words (head,
                 wf_table_has_counts (self->table) ? _ ("how often the row counts") : _ ("share of the row"));
}

static void
add_column (WfTableView *self, gsize at)
{
  const WfTableField *field = &self->fields[at];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "field", GSIZE_TO_POINTER (at));
  g_signal_connect (factory, "setup", G_CALLBACK (on_cell_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_cell_bind), self, 0);
  view_column =
      gtk_column_view_column_new (field->is_text ? wf_table_get_text_name (self->table, field->index)
                                                 : wf_table_get_name (self->table, field->index),
                                  factory);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

static void
on_weight_bind (GtkSignalListItemFactory *factory, GtkListItem *item, WfTableView *self)
{
  gsize row = wf_table_row_get_index (gtk_list_item_get_item (item));
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const double *weights = self->table ? wf_table_get_weights (self->table, NULL) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (weights != NULL)
    wf_append_double (text, weights[row]);
  gtk_label_set_text (label, text->str);
  gtk_label_set_xalign (label, 1);
}

/* how often each row counts: not a variable, but what the numbers of the others rest on */
static void
add_weights (WfTableView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_cell_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_weight_bind), self, 0);
  column = gtk_column_view_column_new (wf_table_get_weight_name (self->table), factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static void
on_number_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  g_autofree char *text = g_strdup_printf ("%zu", wf_table_row_get_index (gtk_list_item_get_item (item)));

  gtk_label_set_text (label, text);
  gtk_label_set_xalign (label, 1);
  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
}

/* counted from 0, as the command line does */
static void
add_numbers (WfTableView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_cell_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_number_bind), NULL);
  column = gtk_column_view_column_new (_ ("Row"), factory);
  gtk_column_view_append_column (self->view, column);
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
  gsize n_columns = self->n_fields;
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
show_import (WfTableView *self)
{
  WfImport *import = wf_document_get_import (self->document);
  GtkWidget *content = gtk_button_get_child (self->import);
  g_autofree char *text = import ? wf_import_sum_up (import) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->import), import != NULL);
  if (import == NULL)
    return;
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), text);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), wf_import_is_sure (import)
                                                                      ? "document-properties-symbolic"
                                                                      : "dialog-question-symbolic");
}

/* ---- a row of it ---- */

static gssize
get_row (WfTableView *self)
{
  WfTableRow *row = self->rows ? gtk_single_selection_get_selected_item (self->rows) : NULL;

  return row ? (gssize) wf_table_row_get_index (row) : -1;
}

/* What can be asked about the row that is selected. */
static void
follow_row (WfTableView *self)
{
  gssize row = get_row (self);
  gboolean can_ask = row >= 0 && wf_document_get_model (self->document) != NULL;
  g_autofree char *text = g_strdup_printf (_ ("Row %zd"), row);

  if (row >= 0)
    gtk_label_set_text (self->row_label, text);
  gtk_revealer_set_reveal_child (self->row_revealer, can_ask);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.what-if", can_ask);
}

static void
what_if_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfTableView *self = WF_TABLE_VIEW (widget);
  gssize row = get_row (self);

  if (row < 0 || wf_document_get_model (self->document) == NULL)
    return;
  wf_document_ask_row (self->document, row);
  gtk_widget_activate_action (widget, "win.view", "s", "graph");
}

static void
on_activated (WfTableView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "row.what-if", NULL);
}

static GtkWidget *
row_bar_new (WfTableView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *what_if = gtk_button_new_with_label (_ ("What If This Row…"));

  self->row_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->row_label), "heading");
  gtk_widget_add_css_class (bar, "row-bar");
  gtk_widget_set_tooltip_text (what_if,
                               _ ("Ask what this row would have been had something been done (Enter)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (what_if), "row.what-if");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->row_label));
  gtk_box_append (GTK_BOX (bar), what_if);
  self->row_revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (self->row_revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->row_revealer, bar);
  return GTK_WIDGET (self->row_revealer);
}

static void
show_table (WfTableView *self, WfTable *table)
{
  g_autoptr (WfTableModel) rows = NULL;
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->rows = NULL;
  gtk_column_view_set_model (self->view, NULL);
  drop_columns (self);
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->fields, g_free);
  self->n_fields = 0;
  self->table = table ? wf_table_ref (table) : NULL;
  if (table)
    self->fields = wf_table_list_fields (table, &self->n_fields);
  follow_row (self);
  if (table == NULL)
    return;
  add_numbers (self);
  for (gsize i = 0; i < count_shown (self); i++)
    add_column (self, i);
  if (wf_table_get_weights (table, NULL) != NULL)
    add_weights (self);
  dress_heads (self);
  rows = wf_table_model_new (MIN (wf_table_get_n_rows (table), G_MAXINT));
  selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, G_LIST_MODEL (rows));
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (selection, "notify::selected", G_CALLBACK (follow_row), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  self->rows = selection;
  show_notes (self);
  show_import (self);
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
  if (parts & WF_PART_MODEL)
    follow_row (self);
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
  g_clear_pointer (&self->fields, g_free);
  self->n_fields = 0;
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_table_view_parent_class)->dispose (object);
}

static void
wf_table_view_class_init (WfTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_table_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = wf_table_view_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "row.what-if", NULL, what_if_action);
}

static void
wf_table_view_init (WfTableView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *content = adw_button_content_new ();

  self->import = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_child (self->import, content);
  gtk_widget_set_halign (GTK_WIDGET (self->import), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->import), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->import), "import-button");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->import),
                               _ ("How the file was read, and reading it otherwise"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->import), "win.import-settings");
  gtk_widget_set_visible (GTK_WIDGET (self->import), FALSE);
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
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->import));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notes));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), row_bar_new (self));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
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
