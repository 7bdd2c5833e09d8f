/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/params-form.h"
#include "app/train-panel.h"
#include "core/attribute/train.h"

struct _WfTrainPanel
{
  GtkPopover parent_instance;

  GtkLabel *proposal;
  AdwBin *form_bin;
  GtkButton *run_button;

  WfDocument *document;
};

G_DEFINE_FINAL_TYPE (WfTrainPanel, wf_train_panel, GTK_TYPE_POPOVER)

/* What training would learn from. The form keeps what was chosen. */
static void
on_show (WfTrainPanel *self)
{
  WfCorpusBlame *runs = wf_document_get_runs (self->document);
  gsize n = runs ? wf_corpus_blame_get_n_labelled (runs) : 0;
  g_autofree char *text = g_strdup_printf (
      ngettext (
          "%zu run is annotated with the agent and the step of the decisive mistake. A profile is fitted to "
          "it, and tested on questions that are left out.",
          "%zu runs are annotated with the agent and the step of the decisive mistake. A profile is fitted "
          "to "
          "them, and tested on questions that are left out.",
          n),
      n);

  gtk_label_set_text (self->proposal, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->run_button));
}

static void
on_run (WfTrainPanel *self)
{
  g_autoptr (GVariant) params = NULL;

  if (wf_document_get_runs (self->document) == NULL)
    return;
  params = wf_params_form_get_values (WF_PARAMS_FORM (adw_bin_get_child (self->form_bin)));
  gtk_popover_popdown (GTK_POPOVER (self));
  wf_document_train (self->document, params);
}

static void
wf_train_panel_dispose (GObject *object)
{
  g_clear_object (&WF_TRAIN_PANEL (object)->document);
  G_OBJECT_CLASS (wf_train_panel_parent_class)->dispose (object);
}

static void
wf_train_panel_class_init (WfTrainPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_train_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/train-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, WfTrainPanel, proposal);
  gtk_widget_class_bind_template_child (widget_class, WfTrainPanel, form_bin);
  gtk_widget_class_bind_template_child (widget_class, WfTrainPanel, run_button);
}

static void
wf_train_panel_init (WfTrainPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_popover_set_default_widget (GTK_POPOVER (self), GTK_WIDGET (self->run_button));
  adw_bin_set_child (self->form_bin, wf_params_form_new (wf_training_get_params ()));
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
  g_signal_connect_object (self->run_button, "clicked", G_CALLBACK (on_run), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wf_train_panel_new (WfDocument *document)
{
  WfTrainPanel *self = g_object_new (WF_TYPE_TRAIN_PANEL, NULL);

  self->document = g_object_ref (document);
  return GTK_WIDGET (self);
}
