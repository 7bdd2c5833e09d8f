/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/figure-area.h"
#include "app/row-why.h"

struct _WfRowWhy
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *button;
  GtkLabel *answer;
  GtkWidget *figure;

  WfDocument *document;
  guint node;
};

G_DEFINE_FINAL_TYPE (WfRowWhy, wf_row_why, GTK_TYPE_WIDGET)

static void
on_asked (WfRowWhy *self)
{
  if (wf_document_get_model (self->document) != NULL && wf_document_get_row (self->document) >= 0)
    wf_document_ask_why (self->document, self->node);
}

static void
show_answer (WfRowWhy *self)
{
  WfAttribution *why = wf_document_get_why (self->document, self->node);
  g_autofree char *text = why ? wf_attribution_describe (why) : NULL;
  g_autoptr (WfFigure) figure = why ? wf_attribution_figure (why) : NULL;

  gtk_label_set_text (self->answer, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->answer), why != NULL);
  wf_figure_area_set_figure (WF_FIGURE_AREA (self->figure), figure, NULL);
  gtk_widget_set_visible (self->figure, figure != NULL);
  gtk_widget_set_visible (self->button, why == NULL);
}

static void
on_changed (WfRowWhy *self, guint parts)
{
  if ((parts & WF_PART_WHY) && gtk_widget_get_visible (GTK_WIDGET (self)))
    show_answer (self);
}

static void
wf_row_why_dispose (GObject *object)
{
  WfRowWhy *self = WF_ROW_WHY (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_row_why_parent_class)->dispose (object);
}

static void
wf_row_why_class_init (WfRowWhyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_row_why_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_row_why_init (WfRowWhy *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->button = gtk_button_new_with_label (_ ("Why Is It So Unusual?"));
  self->answer = GTK_LABEL (gtk_label_new (NULL));
  self->figure = wf_figure_area_new ();
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (
      self->button,
      _ ("Which variables make this row’s value unusual, by what they were beyond their causes"));
  gtk_label_set_xalign (self->answer, 0);
  gtk_label_set_wrap (self->answer, TRUE);
  gtk_label_set_wrap_mode (self->answer, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->answer, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->answer), "why");
  gtk_widget_add_css_class (self->box, "group");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_asked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->button);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->answer));
  gtk_box_append (GTK_BOX (self->box), self->figure);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
wf_row_why_set_document (WfRowWhy *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_ROW_WHY (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

void
wf_row_why_show (WfRowWhy *self, guint node)
{
  gboolean has_row;

  g_return_if_fail (WF_IS_ROW_WHY (self));

  has_row = wf_document_get_row (self->document) >= 0 && wf_document_get_model (self->document) != NULL;
  self->node = node;
  gtk_widget_set_visible (GTK_WIDGET (self), has_row);
  if (has_row)
    show_answer (self);
}
