/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/accuracy-page.h"
#include "app/causes-page.h"
#include "app/run-text.h"
#include "app/runs-view.h"
#include "app/table-model.h"
#include "app/train-panel.h"

struct _WfRunsView
{
  GtkWidget parent_instance;

  GtkLabel *summary;
  GtkEditable *filter;
  GtkStack *stack;
  GtkColumnView *view;

  WfDocument *document;
  GtkFilterListModel *filtered;
  GtkWidget *compare;
  GtkMenuButton *train;
  GtkStack *pages;
  GtkSingleSelection *selection;
  WfCorpus *corpus; /* that is shown; nullable */
  GArray *marked; /* gsize: the runs to compare, in the order they were marked */
  char *needle; /* casefolded */
};

G_DEFINE_FINAL_TYPE (WfRunsView, wf_runs_view, GTK_TYPE_WIDGET)

typedef struct
{
  const char *title;
  WfRunColumn column;
  gboolean is_number;
  gboolean expands;
} Column;

static const Column known_columns[] = {
  { N_ ("Run"), WF_RUN_COLUMN_NAME, FALSE, TRUE },
  { N_ ("Steps"), WF_RUN_COLUMN_STEPS, TRUE, FALSE },
  { N_ ("Outcome"), WF_RUN_COLUMN_OUTCOME, FALSE, FALSE },
  { N_ ("First suspect"), WF_RUN_COLUMN_AGENT, FALSE, TRUE },
  { N_ ("At step"), WF_RUN_COLUMN_STEP, TRUE, FALSE },
  { N_ ("Probability"), WF_RUN_COLUMN_PROBABILITY, TRUE, FALSE },
  { N_ ("Annotated step"), WF_RUN_COLUMN_LABEL, TRUE, FALSE },
  { N_ ("Its place"), WF_RUN_COLUMN_RANK, TRUE, FALSE },
};

/* of the rows that are shown: NULL while the document has gone on to others */
static WfCorpusBlame *
get_runs (WfRunsView *self)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);

  return runs != NULL && wf_corpus_blame_get_corpus (runs) == self->corpus ? runs : NULL;
}

static void
on_cell_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Column *column = data;
  GtkWidget *label = gtk_label_new (NULL);

  /* of a path both ends tell runs apart */
  gtk_label_set_ellipsize (GTK_LABEL (label), column->column == WF_RUN_COLUMN_NAME ? PANGO_ELLIPSIZE_MIDDLE
                                                                                   : PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), column->is_number ? 1 : 0);
  gtk_label_set_width_chars (GTK_LABEL (label), column->expands ? 18 : 6);
  if (column->is_number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_cell_bind (GtkSignalListItemFactory *factory, GtkListItem *item, WfRunsView *self)
{
  const Column *column = g_object_get_data (G_OBJECT (factory), "column");
  GtkWidget *label = gtk_list_item_get_child (item);
  WfCorpusBlame *runs = get_runs (self);
  gsize run = wf_table_row_get_index (gtk_list_item_get_item (item));
  g_autofree char *text = runs ? wf_run_dup_text (runs, run, column->column) : NULL;

  gtk_label_set_text (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_tooltip_text (label, column->expands ? text : NULL);
}

/* ---- marks: in GTK 4.8 a column view's Ctrl+click takes back what it selects, so runs to compare are
 * checked
 * ---- */

static gssize
find_mark (WfRunsView *self, gsize run)
{
  for (guint i = 0; i < self->marked->len; i++)
    if (g_array_index (self->marked, gsize, i) == run)
      return i;
  return -1;
}

static void
update_compare (WfRunsView *self)
{
  gtk_widget_set_sensitive (self->compare, self->marked->len == 2);
}

static void
on_marked (GtkCheckButton *check, WfRunsView *self)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (check), "item");
  gsize run = wf_table_row_get_index (gtk_list_item_get_item (item));
  gssize mark = find_mark (self, run);

  if (gtk_check_button_get_active (check) && mark < 0)
    g_array_append_val (self->marked, run);
  else if (!gtk_check_button_get_active (check) && mark >= 0)
    g_array_remove_index (self->marked, mark);
  update_compare (self);
}

static void
on_mark_setup (GtkSignalListItemFactory *factory, GtkListItem *item, WfRunsView *self)
{
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data (G_OBJECT (check), "item", item);
  /* a row with anything in it that takes the focus never has it, and Enter would open no run: see on_key() */
  gtk_widget_set_can_focus (check, FALSE);
  gtk_widget_set_tooltip_text (check, _ ("Mark two runs to compare them"));
  gtk_list_item_set_child (item, check);
}

static void
on_mark_bind (GtkSignalListItemFactory *factory, GtkListItem *item, WfRunsView *self)
{
  GtkWidget *check = gtk_list_item_get_child (item);
  WfCorpusBlame *runs = get_runs (self);
  gsize run = wf_table_row_get_index (gtk_list_item_get_item (item));
  g_autofree char *name = runs ? wf_run_dup_text (runs, run, WF_RUN_COLUMN_NAME) : g_strdup ("");
  g_autofree char *label = g_strdup_printf (_ ("Compare %s"), name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), find_mark (self, run) >= 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (on_marked), self);
}

static void
on_mark_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, WfRunsView *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_child (item), on_marked, self);
}

/* Space marks the row that has the focus, before the list takes it for a selection. */
static gboolean
on_key (WfRunsView *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root ? gtk_root_get_focus (root) : NULL;

  if ((key != GDK_KEY_space && key != GDK_KEY_KP_Space) ||
      (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  while (widget != NULL && !GTK_IS_CHECK_BUTTON (widget))
    widget = gtk_widget_get_first_child (widget);
  if (widget == NULL)
    return FALSE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (widget),
                               !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)));
  return TRUE;
}

static void
add_mark_column (WfRunsView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_mark_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_mark_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_mark_unbind), self, 0);
  gtk_column_view_insert_column (self->view, 0, column);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
on_compare (WfRunsView *self)
{
  if (self->marked->len == 2)
    wf_document_compare_runs (self->document, g_array_index (self->marked, gsize, 0),
                              g_array_index (self->marked, gsize, 1));
}

/* ---- columns ---- */

/* what a column is sorted by */
typedef struct
{
  WfRunsView *view;
  WfRunColumn column;
} Order;

static int
compare_runs (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  WfCorpusBlame *runs = get_runs (order->view);

  return runs ? wf_run_compare (runs, wf_table_row_get_index ((WfTableRow *) a),
                                wf_table_row_get_index ((WfTableRow *) b), order->column)
              : 0;
}

static GtkColumnViewColumn *
add_column (WfRunsView *self, const Column *known)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (_ (known->title), factory);
  g_autoptr (GtkSorter) sorter = NULL;
  Order *order = g_new (Order, 1);

  *order = (Order){ self, known->column };
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_runs, order, g_free));
  g_object_set_data (G_OBJECT (factory), "column", (gpointer) known);
  g_signal_connect (factory, "setup", G_CALLBACK (on_cell_setup), (gpointer) known);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_cell_bind), self, 0);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, known->expands);
  gtk_column_view_append_column (self->view, column);
  return column;
}

static gboolean
matches (gpointer item, gpointer data)
{
  WfRunsView *self = data;
  WfCorpusBlame *runs = get_runs (self);
  gsize run = wf_table_row_get_index (item);

  if (self->needle == NULL || *self->needle == '\0' || runs == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    {
      g_autofree char *text = wf_run_dup_text (runs, run, known_columns[i].column);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      if (!known_columns[i].is_number && strstr (folded, self->needle) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
show_matches (WfRunsView *self)
{
  gboolean has_some = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_some ? "runs" : "none");
}

static void
on_filter_changed (WfRunsView *self)
{
  g_free (self->needle);
  self->needle = g_utf8_casefold (gtk_editable_get_text (self->filter), -1);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered), GTK_FILTER_CHANGE_DIFFERENT);
  show_matches (self);
}

static void
on_activate (WfRunsView *self, guint position)
{
  g_autoptr (WfTableRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  WfCorpusBlame *runs = get_runs (self);
  gsize run = wf_table_row_get_index (row);

  if (runs == NULL)
    return;
  if (wf_corpus_blame_get_blame (runs, run) != NULL)
    wf_document_open_run (self->document, run);
  else
    g_signal_emit_by_name (self->document, "notice", wf_corpus_blame_get_problem (runs, run));
}

static void
select_open_run (WfRunsView *self)
{
  gssize open = wf_document_get_open_run (self->document);
  GListModel *rows = G_LIST_MODEL (self->selection);

  for (guint i = 0; open >= 0 && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WfTableRow) row = g_list_model_get_item (rows, i);

      if ((gssize) wf_table_row_get_index (row) == open)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

/* A column in which no run has anything is left out. */
static void
show_columns (WfRunsView *self)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);
  gsize n_runs = runs ? wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (runs)) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (known_columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column =
          g_list_model_get_item (gtk_column_view_get_columns (self->view), i + 1);
      gboolean has_text = FALSE;

      for (gsize run = 0; run < n_runs && !has_text; run++)
        {
          g_autofree char *text = wf_run_dup_text (runs, run, known_columns[i].column);

          has_text = *text != '\0';
        }
      gtk_column_view_column_set_visible (column, has_text);
    }
}

static void
show_summary (WfRunsView *self)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);
  g_autofree char *summary = runs ? wf_runs_describe (runs) : g_strdup ("");
  gboolean has_labels = runs != NULL && wf_corpus_blame_get_n_labelled (runs) > 0;
  GtkStackPage *accuracy =
      gtk_stack_get_page (self->pages, gtk_stack_get_child_by_name (self->pages, "accuracy"));

  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->train), has_labels);
  gtk_stack_page_set_visible (accuracy, has_labels);
}

static void
update (WfRunsView *self)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);
  guint n_runs = runs ? (guint) wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (runs)) : 0;
  g_autoptr (WfTableModel) rows = wf_table_model_new (n_runs);

  show_summary (self);
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (rows));
  show_columns (self);
  show_matches (self);
}

/* Other runs, not another one of them. */
static void
follow_corpus (WfRunsView *self)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);
  WfCorpus *corpus = runs ? wf_corpus_blame_get_corpus (runs) : NULL;

  if (self->corpus == corpus)
    return;
  g_clear_pointer (&self->corpus, wf_corpus_unref);
  self->corpus = corpus ? wf_corpus_ref (corpus) : NULL;
  g_array_set_size (self->marked, 0);
  update_compare (self);
  gtk_stack_set_visible_child_name (self->pages, "runs");
  update (self);
}

static void
on_changed (WfRunsView *self, guint parts)
{
  if (parts & WF_PART_SOURCE)
    follow_corpus (self);
  if (parts & WF_PART_PROFILE)
    update (self);
  if (parts & (WF_PART_RUNS | WF_PART_PROFILE))
    select_open_run (self);
}

static void
wf_runs_view_dispose (GObject *object)
{
  WfRunsView *self = WF_RUNS_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  g_clear_pointer (&self->corpus, wf_corpus_unref);
  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->marked, g_array_unref);
  G_OBJECT_CLASS (wf_runs_view_parent_class)->dispose (object);
}

static void
wf_runs_view_class_init (WfRunsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_runs_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/runs-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WfRunsView, summary);
  gtk_widget_class_bind_template_child (widget_class, WfRunsView, filter);
  gtk_widget_class_bind_template_child (widget_class, WfRunsView, stack);
  gtk_widget_class_bind_template_child (widget_class, WfRunsView, view);
  gtk_widget_class_bind_template_child (widget_class, WfRunsView, compare);
  gtk_widget_class_bind_template_child (widget_class, WfRunsView, train);
  gtk_widget_class_bind_template_child (widget_class, WfRunsView, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
}

static void
wf_runs_view_init (WfRunsView *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  GtkSorter *sorter;
  GtkColumnViewColumn *first = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (known_columns); i++)
    {
      GtkColumnViewColumn *column = add_column (self, &known_columns[i]);

      if (i == 0)
        first = column;
      g_object_unref (column);
    }
  self->marked = g_array_new (FALSE, FALSE, sizeof (gsize));
  add_mark_column (self);
  sorter = g_object_ref (gtk_column_view_get_sorter (self->view));
  self->filtered = gtk_filter_list_model_new (NULL, filter);
  self->selection = gtk_single_selection_new (
      G_LIST_MODEL (gtk_sort_list_model_new (G_LIST_MODEL (self->filtered), sorter)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_sort_by_column (self->view, first, GTK_SORT_ASCENDING);
}

GtkWidget *
wf_runs_view_new (WfDocument *document)
{
  WfRunsView *self = g_object_new (WF_TYPE_RUNS_VIEW, NULL);

  self->document = g_object_ref (document);
  gtk_stack_add_titled (self->pages, wf_accuracy_page_new (document), "accuracy", _ ("Accuracy"));
  gtk_stack_add_titled (self->pages, wf_causes_page_new (document), "causes", _ ("Causes"));
  gtk_menu_button_set_popover (self->train, wf_train_panel_new (document));
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  follow_corpus (self);
  return GTK_WIDGET (self);
}

void
wf_runs_view_focus_filter (WfRunsView *self)
{
  g_return_if_fail (WF_IS_RUNS_VIEW (self));

  gtk_stack_set_visible_child_name (self->pages, "runs");
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}
