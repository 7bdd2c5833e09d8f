/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-stepper.h"
#include "app/diagram-steps.h"

struct _WfDiagramStepper
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *count;
  GtkLabel *words;
  GtkWidget *back;
  GtkWidget *forward;

  WfDocument *document;
  WfDiagramCanvas *canvas; /* borrowed */
  WfDiagramSteps *steps;   /* that are shown; nullable */
  gsize step;
  gboolean is_active;
};

G_DEFINE_FINAL_TYPE (WfDiagramStepper, wf_diagram_stepper, GTK_TYPE_WIDGET)

static guint closed_signal;

static void
show_step (WfDiagramStepper *self)
{
  gsize n = wf_diagram_steps_get_n (self->steps);
  g_autofree char *count = g_strdup_printf (_ ("Step %zu of %zu"), self->step + 1, n);

  gtk_label_set_text (self->count, count);
  gtk_label_set_text (self->words, wf_diagram_steps_get_text (self->steps, self->step));
  gtk_widget_set_sensitive (self->back, self->step > 0);
  gtk_widget_set_sensitive (self->forward, self->step + 1 < n);
  wf_diagram_canvas_show_figure (self->canvas, wf_diagram_steps_get_figure (self->steps, self->step),
                                 wf_diagram_steps_get_wiring (self->steps, self->step));
}

static void
update (WfDiagramStepper *self)
{
  WfDiagramSteps *steps = self->is_active ? wf_document_get_steps (self->document) : NULL;

  if (steps == self->steps)
    return;
  g_clear_pointer (&self->steps, wf_diagram_steps_unref);
  self->steps = steps ? wf_diagram_steps_ref (steps) : NULL;
  self->step = 0;
  if (self->steps)
    show_step (self);
  else
    wf_diagram_canvas_show_figure (self->canvas, NULL, NULL);
  gtk_revealer_set_reveal_child (self->revealer, self->steps != NULL);
}

static void
on_changed (WfDiagramStepper *self, guint parts)
{
  if (parts & WF_PART_DIAGRAM)
    update (self);
}

gboolean
wf_diagram_stepper_go (WfDiagramStepper *self, int by)
{
  gssize step;

  g_return_val_if_fail (WF_IS_DIAGRAM_STEPPER (self), FALSE);

  step = (gssize) self->step + by;
  if (self->steps == NULL || step < 0 || step >= (gssize) wf_diagram_steps_get_n (self->steps))
    return FALSE;
  self->step = (gsize) step;
  show_step (self);
  return TRUE;
}

static void
on_back (WfDiagramStepper *self)
{
  wf_diagram_stepper_go (self, -1);
}

static void
on_forward (WfDiagramStepper *self)
{
  wf_diagram_stepper_go (self, 1);
}

static void
on_close (WfDiagramStepper *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
wf_diagram_stepper_dispose (GObject *object)
{
  WfDiagramStepper *self = WF_DIAGRAM_STEPPER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->steps, wf_diagram_steps_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_diagram_stepper_parent_class)->dispose (object);
}

static void
wf_diagram_stepper_class_init (WfDiagramStepperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_diagram_stepper_dispose;
  closed_signal = g_signal_new ("closed", WF_TYPE_DIAGRAM_STEPPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
button_new (WfDiagramStepper *self, const char *icon, const char *name, GCallback on_click)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", on_click, self, G_CONNECT_SWAPPED);
  return button;
}

static void
wf_diagram_stepper_init (WfDiagramStepper *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->count = GTK_LABEL (gtk_label_new (NULL));
  self->words = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  self->back = button_new (self, "go-previous-symbolic", _ ("Step back (←)"), G_CALLBACK (on_back));
  self->forward = button_new (self, "go-next-symbolic", _ ("Next step (→)"), G_CALLBACK (on_forward));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_wrap_mode (self->words, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->words, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->words), TRUE);
  gtk_widget_add_css_class (box, "stepper");
  gtk_box_append (GTK_BOX (box), self->back);
  gtk_box_append (GTK_BOX (box), self->forward);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (box), button_new (self, "window-close-symbolic", _ ("Leave the steps (Esc)"),
                                             G_CALLBACK (on_close)));
  gtk_revealer_set_transition_type (self->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (self->revealer, box);
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}

GtkWidget *
wf_diagram_stepper_new (WfDocument *document, WfDiagramCanvas *canvas)
{
  WfDiagramStepper *self = g_object_new (WF_TYPE_DIAGRAM_STEPPER, NULL);

  self->document = g_object_ref (document);
  self->canvas = canvas;
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
wf_diagram_stepper_set_active (WfDiagramStepper *self, gboolean is_active)
{
  g_return_if_fail (WF_IS_DIAGRAM_STEPPER (self));

  self->is_active = !!is_active;
  wf_document_want_steps (self->document, is_active);
  update (self);
}
