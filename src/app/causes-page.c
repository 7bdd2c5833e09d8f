/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/causes-page.h"
#include "app/figure-area.h"
#include "core/base/format.h"

struct _WfCausesPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  WfFigureArea *figure;
  GtkLabel *caption;
  GtkListBox *signs;
  GtkLabel *summary;
  GtkLabel *notes;

  WfDocument *document;
};

G_DEFINE_FINAL_TYPE (WfCausesPage, wf_causes_page, GTK_TYPE_WIDGET)

static GtkWidget *
sign_row_new (WfCorpusCauses *causes, gsize i)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *weight = wf_format_number (wf_corpus_causes_get_weight (causes, i));
  g_autofree char *strength = wf_format_number (wf_corpus_causes_get_strength (causes, i));
  g_autofree char *subtitle = g_strdup_printf (_ ("%s log-odds of deficiency a unit of the sign"), weight);
  GtkWidget *label = gtk_label_new (strength);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wf_corpus_causes_get_parent (causes, i));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (label,
                               _ ("Strength: standard deviations of the log-odds for one of the sign"));
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
update_signs (WfCausesPage *self, WfCorpusCauses *causes)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->signs))))
    gtk_list_box_remove (self->signs, child);
  for (gsize i = 0; i < wf_corpus_causes_get_n_parents (causes); i++)
    gtk_list_box_append (self->signs, sign_row_new (causes, i));
  gtk_widget_set_visible (GTK_WIDGET (self->signs), wf_corpus_causes_get_n_parents (causes) > 0);
}

static char *
describe (WfCorpusCauses *causes)
{
  g_autofree char *rows = wf_format_count (wf_table_get_n_rows (wf_corpus_causes_get_table (causes)));
  g_autofree char *share = wf_format_percent (wf_corpus_causes_get_r_squared (causes));
  gsize n_explained = wf_corpus_causes_get_n_explained (causes);
  g_autofree char *explained =
      g_strdup_printf (ngettext ("%zu link is explained by context, and dashed.",
                                 "%zu links are explained by context, and dashed.", n_explained),
                       n_explained);

  /* Translators: %zu runs; the last sentence is "11 links are explained by context, and dashed." */
  return g_strdup_printf (
      _ ("%s steps of %zu runs (CD-NOD, phases 1 and 2). The signs below tell %s of the variance of "
         "the deficiency. %s"),
      rows, wf_corpus_causes_get_n_runs (causes), share, explained);
}

static void
update (WfCausesPage *self)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);
  WfCorpusCauses *causes = runs ? wf_corpus_blame_get_causes (runs) : NULL;
  g_autoptr (WfFigure) figure = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *notes = NULL;

  gtk_stack_set_visible_child_name (self->stack, causes ? "causes" : "none");
  if (causes == NULL)
    return;
  figure = wf_corpus_causes_figure (causes);
  summary = describe (causes);
  notes = g_strjoinv ("\n", (char **) wf_corpus_causes_get_notes (causes));
  wf_figure_area_set_figure (self->figure, figure, wf_document_get_causes_layout (self->document));
  gtk_label_set_text (self->caption, wf_figure_get_alt (figure));
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->notes, notes);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), *notes != '\0');
  update_signs (self, causes);
}

static void
on_changed (WfCausesPage *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_PROFILE))
    update (self);
}

static void
on_find (WfCausesPage *self)
{
  wf_document_find_causes (self->document);
}

static void
wf_causes_page_dispose (GObject *object)
{
  WfCausesPage *self = WF_CAUSES_PAGE (object);
  GtkWidget *stack = GTK_WIDGET (self->stack);

  self->stack = NULL;
  g_clear_pointer (&stack, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_causes_page_parent_class)->dispose (object);
}

static void
wf_causes_page_class_init (WfCausesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WF_TYPE_FIGURE_AREA);
  G_OBJECT_CLASS (klass)->dispose = wf_causes_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/causes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WfCausesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WfCausesPage, figure);
  gtk_widget_class_bind_template_child (widget_class, WfCausesPage, caption);
  gtk_widget_class_bind_template_child (widget_class, WfCausesPage, signs);
  gtk_widget_class_bind_template_child (widget_class, WfCausesPage, summary);
  gtk_widget_class_bind_template_child (widget_class, WfCausesPage, notes);
  gtk_widget_class_bind_template_callback (widget_class, on_find);
}

static void
wf_causes_page_init (WfCausesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wf_causes_page_new (WfDocument *document)
{
  WfCausesPage *self = g_object_new (WF_TYPE_CAUSES_PAGE, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
