/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/comparison-row.h"
#include "app/comparison-view.h"
#include "app/table-model.h"

struct _WfComparisonView
{
  GtkWidget parent_instance;

  GtkLabel *summary;
  GtkLabel *counts;
  GtkLabel *first;
  GtkLabel *second;
  GtkWidget *go;
  GtkListView *list;

  WfDocument *document;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (WfComparisonView, wf_comparison_view, GTK_TYPE_WIDGET)

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, wf_comparison_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, WfComparisonView *self)
{
  WfRunComparison *comparison = wf_document_get_comparison (self->document);
  gsize pair = wf_table_row_get_index (gtk_list_item_get_item (item));

  if (comparison != NULL && pair < wf_run_comparison_get_n_pairs (comparison))
    wf_comparison_row_set_pair (WF_COMPARISON_ROW (gtk_list_item_get_child (item)), comparison, pair);
}

static void
go_to_divergence (WfComparisonView *self)
{
  WfRunComparison *comparison = wf_document_get_comparison (self->document);
  gssize divergence = comparison ? wf_run_comparison_get_divergence (comparison) : -1;

  if (divergence < 0)
    return;
  gtk_single_selection_set_selected (self->selection, divergence);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint) divergence);
}

static char *
describe_counts (WfRunComparison *comparison)
{
  return g_strdup_printf (_ ("The same: %zu; alike: %zu; only in the first: %zu; only in the second: %zu"),
                          wf_run_comparison_count (comparison, WF_RUN_PAIR_SAME),
                          wf_run_comparison_count (comparison, WF_RUN_PAIR_ALIKE),
                          wf_run_comparison_count (comparison, WF_RUN_PAIR_ONLY_FIRST),
                          wf_run_comparison_count (comparison, WF_RUN_PAIR_ONLY_SECOND));
}

static void
set_name (GtkLabel *label, const char *name, WfTrace *trace)
{
  const char *outcome = wf_run_outcome_to_text (wf_trace_get_outcome (trace));
  g_autofree char *text = *outcome ? g_strdup_printf ("%s · %s", name, outcome) : g_strdup (name);

  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

static void
update (WfComparisonView *self)
{
  WfRunComparison *comparison = wf_document_get_comparison (self->document);
  g_autoptr (WfTableModel) rows =
      wf_table_model_new (comparison ? (guint) wf_run_comparison_get_n_pairs (comparison) : 0);

  if (comparison != NULL)
    {
      g_autofree char *summary = wf_run_comparison_describe (comparison);
      g_autofree char *counts = describe_counts (comparison);

      gtk_label_set_text (self->summary, summary);
      gtk_label_set_text (self->counts, counts);
      set_name (self->first, wf_document_get_compared_name (self->document, 0),
                wf_run_comparison_get_first (comparison));
      set_name (self->second, wf_document_get_compared_name (self->document, 1),
                wf_run_comparison_get_second (comparison));
      gtk_widget_set_visible (self->go, wf_run_comparison_get_divergence (comparison) >= 0);
    }
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (rows));
  go_to_divergence (self);
}

static void
on_changed (WfComparisonView *self, guint parts)
{
  if (parts & WF_PART_COMPARISON)
    update (self);
}

/* The run of the corpus that a trace is, or -1. */
static gssize
find_run (WfComparisonView *self, WfTrace *trace)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);
  WfCorpus *corpus = runs ? wf_corpus_blame_get_corpus (runs) : NULL;

  for (gsize i = 0; corpus && i < wf_corpus_get_n_runs (corpus); i++)
    if (wf_corpus_get_run (corpus, i) == trace && wf_corpus_blame_get_blame (runs, i) != NULL)
      return i;
  return -1;
}

/* Shows the step in its run, if that is the open one or can be opened. */
static gboolean
go_to_step (WfComparisonView *self, WfTrace *trace, gssize step)
{
  gssize run = find_run (self, trace);

  if (step < 0 || (trace != wf_document_get_trace (self->document) && run < 0))
    return FALSE;
  if (run >= 0)
    wf_document_open_run (self->document, run);
  wf_document_select_step (self->document, step);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "trace");
  return TRUE;
}

static void
on_activate (WfComparisonView *self, guint position)
{
  g_autoptr (WfRunComparison) comparison =
      wf_run_comparison_ref (wf_document_get_comparison (self->document));
  gssize first, second;

  wf_run_comparison_get_pair (comparison, position, &first, &second, NULL);
  if (!go_to_step (self, wf_run_comparison_get_first (comparison), first) &&
      !go_to_step (self, wf_run_comparison_get_second (comparison), second))
    g_signal_emit_by_name (self->document, "notice",
                           _ ("That run isn’t open here; open its log to look at it."));
}

static void
wf_comparison_view_dispose (GObject *object)
{
  WfComparisonView *self = WF_COMPARISON_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_comparison_view_parent_class)->dispose (object);
}

static void
wf_comparison_view_class_init (WfComparisonViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_comparison_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/comparison-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WfComparisonView, summary);
  gtk_widget_class_bind_template_child (widget_class, WfComparisonView, counts);
  gtk_widget_class_bind_template_child (widget_class, WfComparisonView, first);
  gtk_widget_class_bind_template_child (widget_class, WfComparisonView, second);
  gtk_widget_class_bind_template_child (widget_class, WfComparisonView, go);
  gtk_widget_class_bind_template_child (widget_class, WfComparisonView, list);
  gtk_widget_class_bind_template_callback (widget_class, go_to_divergence);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
wf_comparison_view_init (WfComparisonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

GtkWidget *
wf_comparison_view_new (WfDocument *document)
{
  WfComparisonView *self = g_object_new (WF_TYPE_COMPARISON_VIEW, NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->document = g_object_ref (document);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
