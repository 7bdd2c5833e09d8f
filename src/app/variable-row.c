/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "app/histogram.h"
#include "app/tooltip.h"
#include "app/variable-row.h"

struct _WfVariableRow
{
  GtkWidget parent_instance;

  WfDocument *document;
  char *name;
  GtkWidget *box;
  GtkLabel *label;
  GtkWidget *icon;
  WfHistogram *histogram;
  GtkLabel *before;
  GtkLabel *after;
};

#define NAME_WIDTH 72 /* so that the distributions stand below each other */

G_DEFINE_FINAL_TYPE (WfVariableRow, wf_variable_row, GTK_TYPE_WIDGET)

static double
value_of_set (WfDocument *document, const char *name)
{
  for (gsize i = 0; i < wf_document_get_n_interventions (document); i++)
    {
      WfIntervention *intervention = wf_document_get_intervention (document, i);

      if (wf_document_is_intervention_active (document, i) &&
          wf_intervention_get_kind (intervention) == WF_INTERVENTION_SET &&
          g_str_equal (wf_intervention_get_node (intervention), name))
        return wf_intervention_get_value (intervention);
    }
  return NAN;
}

static void
show_numbers (
    WfVariableRow *self, WfMarginal *before, WfMarginal *after, gboolean is_affected, const char *value)
{
  g_autofree char *was = before ? wf_marginal_to_text (before) : NULL;
  g_autofree char *now = after ? wf_marginal_to_text (after) : NULL;
  g_autofree char *arrow = is_affected && now ? g_strdup_printf ("%s →", was ? was : "") : NULL;

  gtk_label_set_text (self->before, value ? "" : arrow ? arrow : was ? was : "");
  gtk_label_set_text (self->after, value ? value : is_affected && now ? now : "");
  if (is_affected || value)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "same");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "same");
}

static void
refresh (WfVariableRow *self)
{
  WfFigure *figure = wf_document_get_figure (self->document);
  gssize node = figure && self->name ? wf_graph_find_node (wf_figure_get_graph (figure), self->name) : -1;
  WfMarginal *before, *after;
  WfNodeFlags flags;

  if (node < 0)
    return;
  before = wf_figure_get_node_before (figure, node);
  after = wf_figure_get_node_after (figure, node);
  flags = wf_figure_get_node_flags (figure, node);
  gtk_label_set_text (self->label, self->name);
  wf_tooltip_update (GTK_WIDGET (self->label), self->name);
  gtk_widget_set_visible (self->icon, flags & WF_NODE_SET);
  wf_histogram_set (self->histogram, before, flags & WF_NODE_AFFECTED ? after : NULL,
                    flags & WF_NODE_SET ? value_of_set (self->document, self->name) : NAN);
  show_numbers (self, before, after, flags & WF_NODE_AFFECTED,
                flags & WF_NODE_SET ? wf_figure_get_node_value (figure, node) : NULL);
}

static void
on_changed (WfVariableRow *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL | WF_PART_EFFECT))
    refresh (self);
}

static void
wf_variable_row_dispose (GObject *object)
{
  WfVariableRow *self = WF_VARIABLE_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_variable_row_parent_class)->dispose (object);
}

static void
wf_variable_row_class_init (WfVariableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_variable_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
number_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  return GTK_LABEL (label);
}

static void
wf_variable_row_init (WfVariableRow *self)
{
  GtkWidget *name = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->icon = gtk_image_new_from_icon_name ("wf-set-symbolic");
  self->histogram = WF_HISTOGRAM (wf_histogram_new (48, 24));
  self->before = number_new ("before");
  self->after = number_new ("after");
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (self->label, 1);
  gtk_label_set_max_width_chars (self->label, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->before), TRUE);
  gtk_label_set_xalign (self->before, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "name");
  gtk_widget_set_valign (GTK_WIDGET (self->histogram), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (name, NAME_WIDTH, -1);
  gtk_widget_set_hexpand (name, FALSE);
  gtk_box_append (GTK_BOX (name), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (name), self->icon);
  gtk_box_append (GTK_BOX (self->box), name);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->histogram));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->before));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->after));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "variable-row");
}

GtkWidget *
wf_variable_row_new (WfDocument *document)
{
  WfVariableRow *self = g_object_new (WF_TYPE_VARIABLE_ROW, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
wf_variable_row_set_name (WfVariableRow *self, const char *name)
{
  g_return_if_fail (WF_IS_VARIABLE_ROW (self));

  g_free (self->name);
  self->name = g_strdup (name);
  refresh (self);
}
