/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/run-pictures.h"
#include "app/trace-timeline.h"

struct _WfRunPictures
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkWidget *box;
  GtkToggleButton *timeline;
  GtkToggleButton *steps;
  GtkToggleButton *agents;
  GtkWidget *directions;
  GtkToggleButton *causes;
  GtkToggleButton *dependencies;
  GtkStack *stack;
  WfNetworkView *network;
  WfBlameView direction; /* in which the steps were last looked at */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfRunPictures, wf_run_pictures, GTK_TYPE_WIDGET)

static guint step_chosen_signal;

static void
update (WfRunPictures *self)
{
  WfBlameView view = wf_document_get_run_view (self->document);
  gboolean is_steps = view == WF_BLAME_CAUSES || view == WF_BLAME_DEPENDENCIES;

  if (is_steps)
    self->direction = view;
  self->is_updating = TRUE;
  gtk_toggle_button_set_active (self->timeline, view == WF_BLAME_TIMELINE);
  gtk_toggle_button_set_active (self->steps, is_steps);
  gtk_toggle_button_set_active (self->agents, view == WF_BLAME_AGENTS);
  gtk_toggle_button_set_active (self->causes, self->direction == WF_BLAME_CAUSES);
  gtk_toggle_button_set_active (self->dependencies, self->direction == WF_BLAME_DEPENDENCIES);
  gtk_widget_set_visible (self->directions, is_steps);
  gtk_stack_set_visible_child_name (self->stack, view == WF_BLAME_TIMELINE ? "timeline" : "network");
  self->is_updating = FALSE;
}

static void
on_changed (WfRunPictures *self, guint parts)
{
  if (parts & (WF_PART_NETWORK | WF_PART_SOURCE | WF_PART_BLAME))
    update (self);
}

static void
on_toggled (WfRunPictures *self, GtkToggleButton *button)
{
  if (self->is_updating || !gtk_toggle_button_get_active (button))
    return;
  if (button == self->timeline)
    wf_document_set_run_view (self->document, WF_BLAME_TIMELINE);
  else if (button == self->steps)
    wf_document_set_run_view (self->document, self->direction);
  else if (button == self->agents)
    wf_document_set_run_view (self->document, WF_BLAME_AGENTS);
  else
    wf_document_set_run_view (self->document,
                              button == self->causes ? WF_BLAME_CAUSES : WF_BLAME_DEPENDENCIES);
}

static void
on_step_chosen (WfRunPictures *self)
{
  g_signal_emit (self, step_chosen_signal, 0);
}

static GtkToggleButton *
add_toggle (
    WfRunPictures *self, GtkWidget *box, GtkToggleButton *group, const char *text, const char *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return GTK_TOGGLE_BUTTON (button);
}

static GtkWidget *
linked_box_new (const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return box;
}

static GtkWidget *
bar_new (WfRunPictures *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *pictures = linked_box_new (_ ("Picture of the run"));

  self->directions = linked_box_new (_ ("Direction of the arrows"));
  self->timeline = add_toggle (self, pictures, NULL, _ ("Timeline"), _ ("Steps in order, a lane an agent"));
  self->steps =
      add_toggle (self, pictures, self->timeline, _ ("Step Graph"),
                  _ ("Which step uses the output of which, and how deficient each is in the model"));
  self->agents = add_toggle (self, pictures, self->timeline, _ ("Agent Graph"),
                             _ ("Which agent uses the output of which, and how often"));
  self->causes = add_toggle (self, self->directions, NULL, _ ("Causes"),
                             _ ("An arrow leads from a step to those that use its output"));
  self->dependencies = add_toggle (self, self->directions, self->causes, _ ("Dependencies"),
                                   _ ("An arrow leads from a step to those whose output it uses"));
  gtk_box_append (GTK_BOX (bar), pictures);
  gtk_box_append (GTK_BOX (bar), self->directions);
  gtk_widget_add_css_class (bar, "pictures");
  return bar;
}

static void
wf_run_pictures_dispose (GObject *object)
{
  WfRunPictures *self = WF_RUN_PICTURES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_run_pictures_parent_class)->dispose (object);
}

static gboolean
wf_run_pictures_grab_focus (GtkWidget *widget)
{
  GtkWidget *picture = gtk_stack_get_visible_child (WF_RUN_PICTURES (widget)->stack);

  return gtk_widget_grab_focus (picture) || gtk_widget_child_focus (picture, GTK_DIR_TAB_FORWARD);
}

static void
wf_run_pictures_class_init (WfRunPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_run_pictures_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = wf_run_pictures_grab_focus;
  step_chosen_signal = g_signal_new ("step-chosen", WF_TYPE_RUN_PICTURES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_run_pictures_init (WfRunPictures *self)
{
  self->direction = WF_BLAME_CAUSES;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_add_css_class (self->box, "canvas");
  gtk_box_append (GTK_BOX (self->box), bar_new (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
wf_run_pictures_new (WfDocument *document)
{
  WfRunPictures *self = g_object_new (WF_TYPE_RUN_PICTURES, NULL);
  GtkWidget *timeline = wf_trace_timeline_new (document);

  self->document = g_object_ref (document);
  self->network = WF_NETWORK_VIEW (wf_network_view_new (document));
  gtk_stack_add_named (self->stack, timeline, "timeline");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->network), "network");
  g_signal_connect_object (timeline, "step-chosen", G_CALLBACK (on_step_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "step-chosen", G_CALLBACK (on_step_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

WfNetworkView *
wf_run_pictures_get_network (WfRunPictures *self)
{
  g_return_val_if_fail (WF_IS_RUN_PICTURES (self), NULL);

  return wf_document_get_run_view (self->document) == WF_BLAME_TIMELINE ? NULL : self->network;
}
