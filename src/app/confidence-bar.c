/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/confidence-bar.h"

struct _WfConfidenceBar
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkLabel *label;
  GtkAdjustment *adjustment;
  gboolean is_wanted;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfConfidenceBar, wf_confidence_bar, GTK_TYPE_WIDGET)

static void
on_slider (WfConfidenceBar *self)
{
  if (!self->is_updating)
    wf_document_set_confidence (self->document,
                                round (100 * gtk_adjustment_get_value (self->adjustment)) / 100);
}

static void
show (WfConfidenceBar *self)
{
  double threshold = 0;
  WfEnsemble *ensemble = wf_document_get_ensemble (self->document, &threshold);
  g_autofree char *number = g_strdup_printf ("<b>%.2f</b>", threshold);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), self->is_wanted && ensemble != NULL);
  /* Translators: %s is a number from 0 to 1 */
  text = g_strdup_printf (_ ("Confidence ≥ %s"), number);
  gtk_label_set_markup (self->label, text);
  self->is_updating = TRUE;
  gtk_adjustment_set_value (self->adjustment, threshold);
  self->is_updating = FALSE;
}

static void
on_changed (WfConfidenceBar *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH))
    show (self);
}

static void
wf_confidence_bar_dispose (GObject *object)
{
  WfConfidenceBar *self = WF_CONFIDENCE_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_confidence_bar_parent_class)->dispose (object);
}

static void
wf_confidence_bar_class_init (WfConfidenceBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_confidence_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "confidence");
}

static void
wf_confidence_bar_init (WfConfidenceBar *self)
{
  GtkWidget *slider;

  self->is_wanted = TRUE;
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->adjustment = gtk_adjustment_new (0, 0, 1, 0.01, 0.1, 0);
  slider = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
  gtk_scale_set_draw_value (GTK_SCALE (slider), FALSE);
  gtk_widget_set_size_request (slider, 108, -1);
  gtk_widget_set_valign (slider, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (slider, _ ("Draw what at least this share of the samples found"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Confidence"),
                                  -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_parent (slider, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_slider), self,
                           G_CONNECT_SWAPPED);
}

void
wf_confidence_bar_set_document (WfConfidenceBar *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_CONFIDENCE_BAR (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  show (self);
}

void
wf_confidence_bar_set_wanted (WfConfidenceBar *self, gboolean is_wanted)
{
  g_return_if_fail (WF_IS_CONFIDENCE_BAR (self));

  self->is_wanted = !!is_wanted;
  show (self);
}
